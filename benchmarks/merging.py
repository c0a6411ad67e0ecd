"""How fast accounts are merged into events, and in how much memory: `python benchmarks/merging.py`.

Made-up accounts of many stories are merged on one core, 10,000, 30,000 and 100,000 of them (10 an article), a process
each: names, words and kinds follow Zipf's law (a few are everywhere, most are rare), dates lie over five years, some
are coarse, guessed or missing.  Seconds are those that the processor worked, whatever else the machine had to do.  The
largest must be done within LIMIT_SECONDS and LIMIT_MB, which the exit status says, and the time should grow about as
the accounts do.

`--articles 1000` takes made-up texts instead, and all the way: reading, joining names, quotes, merging, exporting.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from time import perf_counter, process_time
from unittest.mock import patch

from store.events import merge
from store.events.accounts import Draft
from store.events.candidates import candidates
from store.model import Account, Amount, Article, DateBasis, Quote

SIZES = (10_000, 30_000, 100_000)
LIMIT_SECONDS = 120
LIMIT_MB = 2048
AN_ARTICLE = 10
"""Accounts of an article."""
A_STORY = 10
"""Articles of a story."""
A_STORYS_EVENTS = 20
KINDS = 40
NAMES = 20_000
STEMS = 20_000
FIRST_DAY = date(2020, 1, 1)
DAYS = 5 * 365
SYLLABLES = ("ba", "cor", "del", "fan", "gri", "lam", "mon", "nor", "pel", "rav", "sil", "tor", "val", "ven", "zel")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--accounts", type=int, metavar="N", help="merge N accounts, in this process")
    parser.add_argument("--articles", type=int, metavar="N", help="go all the way with N made-up texts")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.articles:
        return whole(options.articles)
    if options.accounts:
        print(row(options.accounts))
        return 0
    print(f"{'accounts':>10}{'articles':>10}{'pairs':>12}{'events':>9}{'seconds':>10}{'MB':>7}", flush=True)
    rows = []
    for size in SIZES:
        command = [sys.executable, __file__, "--accounts", str(size)]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()
        print(line, flush=True)
        rows.append([float(cell.replace(",", "")) for cell in line.split()])
    seconds, memory = rows[-1][4], rows[-1][5]
    growth = (seconds / SIZES[-1]) / max(rows[0][4] / SIZES[0], 1e-9)
    held = seconds < LIMIT_SECONDS and memory < LIMIT_MB
    print(f"limits: {LIMIT_SECONDS} s, {LIMIT_MB} MB: {'held' if held else 'NOT HELD'}; ", end="")
    print(f"an account of {SIZES[-1]:,} takes {growth:.1f} times as long as one of {SIZES[0]:,}")
    return 0 if held else 1


def row(size: int) -> str:
    """Merge `size` accounts; accounts, articles, pairs that were compared, events, seconds, megabytes."""
    drafts, groups = accounts(size)
    begin = process_time()
    merged = merge.merge(drafts, groups)
    seconds = process_time() - begin
    memory = peak()
    articles = len({draft.account.article for draft in drafts})
    found = len(merged.groups)
    del merged
    return f"{size:10,}{articles:10,}{pairs(drafts, groups):12,}{found:9,}{seconds:10.2f}{memory:7,.0f}"


def pairs(drafts: list[Draft], groups: dict[str, str]) -> int:
    """How many pairs of accounts merging compares."""
    compared = 0

    def counted(found: Sequence[Draft], *keys: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
        nonlocal compared
        compared = sum(1 for _ in candidates(found, *keys))
        return iter(())

    with patch.object(merge, "candidates", counted):
        merge.merge(drafts, groups)
    return compared


def peak() -> float:
    """The most memory that the process has had, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


class Zipf:
    """Draws numbers below `size`, the number n about 1 / (n + 1) as often as 0 (G. K. Zipf, 1935)."""

    def __init__(self, random: Random, size: int) -> None:
        self.random = random
        self.numbers = range(size)
        self.weights = list(accumulate(1 / (n + 2) for n in self.numbers))

    def draw(self, count: int) -> list[int]:
        """`count` numbers."""
        return self.random.choices(self.numbers, cum_weights=self.weights, k=count)


@dataclass(frozen=True)
class Happening:
    """What the accounts of one made-up event have in common."""

    story: int
    number: int
    day: date
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    stems: tuple[str, ...]
    amount: float | None
    is_quoted: bool


class Press:
    """Makes up stories."""

    def __init__(self, seed: int = 5) -> None:
        self.random = Random(seed)
        self.names = Zipf(self.random, NAMES)
        self.stems = Zipf(self.random, STEMS)
        self.kinds = Zipf(self.random, KINDS)

    def story(self, number: int) -> list[Happening]:
        """What happens in a story: about the same people and things, within some months."""
        begin = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        cast = [f"name{n}" for n in self.names.draw(6)]
        theme = [f"stem{n}" for n in self.stems.draw(30)]
        return [
            Happening(
                story=number,
                number=n,
                day=begin + timedelta(days=self.random.randrange(120)),
                kinds=tuple(f"kind{k}" for k in self.kinds.draw(self.random.choice((0, 1, 1, 2)))),
                names=tuple(self.random.sample(cast, k=self.random.randint(1, 3))),
                stems=(*self.random.sample(theme, k=4), *(f"stem{s}" for s in self.stems.draw(6))),
                amount=float(self.random.randint(10, 999) * 10 ** self.random.randint(3, 8))
                if self.random.random() < 0.2
                else None,
                is_quoted=self.random.random() < 0.2,
            )
            for n in range(A_STORYS_EVENTS)
        ]

    def account(self, happening: Happening, article: str, place: int) -> tuple[Draft, str | None]:
        """One article's account of it, and the group of renderings that its quote belongs to."""
        random = self.random
        names = frozenset(name for name in happening.names if random.random() < 0.8) | {happening.names[0]}
        stems = frozenset(s for s in happening.stems if random.random() < 0.6)
        stems |= {f"stem{s}" for s in self.stems.draw(5)}
        day, basis, timex = self.told(happening.day)
        amounts: tuple[Amount, ...] = ()
        if happening.amount:
            amounts = (Amount(article, place, place + 5, "sum", happening.amount, "EUR", "stated"),)
        quotes: tuple[Quote, ...] = ()
        group = f"{happening.story}:{happening.number}" if happening.is_quoted and random.random() < 0.7 else None
        if group:
            quotes = (Quote(f"{article}:{place}", article, place, place + 9, "some words", "direct"),)
        account = Account(
            id=f"{article}:{place}",
            article=article,
            start=place,
            end=place + 100,
            text="",
            date=day,
            date_basis=basis,
            date_span=(place, place + 5) if basis == "stated" else None,
            entities=tuple(sorted(names)),
        )
        draft = Draft(
            account=account,
            focus=(place, place + 100),
            stems=stems,
            kinds=frozenset(happening.kinds),
            entities=names,
            persons=frozenset(name for name in names if name.endswith(("1", "3", "5"))),
            agent=happening.names[0],
            language="fr",
            timex=timex,
            amounts=amounts,
            quotes=quotes,
        )
        return draft, group

    def told(self, day: date) -> tuple[str | None, DateBasis | None, str | None]:
        """How an article dates what happened on `day`: EDTF, basis, TIMEX3."""
        chance = self.random.random()
        if chance < 0.45:
            return str(day), "stated", str(day)
        if chance < 0.6:
            return f"{day:%Y-%m}", "stated", f"{day:%Y-%m}"
        if chance < 0.65:
            return f"{day:%Y}", "stated", f"{day:%Y}"
        if chance < 0.75:
            return f"{day}~", "published", None
        if chance < 0.8:
            return None, None, f"XXXX-{day:%m-%d}"
        return None, None, None


def accounts(size: int) -> tuple[list[Draft], dict[str, str]]:
    """`size` accounts, and by quote id the group of renderings of each quote in them."""
    press = Press()
    drafts: list[Draft] = []
    groups: dict[str, str] = {}
    for story in range(-(-size // (AN_ARTICLE * A_STORY))):
        happenings = press.story(story)
        for number in range(A_STORY):
            article = f"{story:05}-{number:02}"
            told = press.random.sample(happenings, k=AN_ARTICLE)
            for place, happening in enumerate(told):
                draft, group = press.account(happening, article, place * 100)
                drafts.append(draft)
                groups.update((quote.id, group) for quote in draft.quotes if group)
    return drafts[:size], groups


def whole(number: int) -> int:
    """All the way from `number` made-up texts to the exported JSON."""
    from store.assemble import assemble
    from store.export.dataset import to_json

    articles = texts(number)
    begin = perf_counter()
    reached = [begin]
    dataset = assemble(articles, lambda *_: reached.append(perf_counter()))
    read, done = reached[-1], perf_counter()
    size = len(to_json(dataset))
    written = perf_counter()
    told = sum(len(event.accounts) for event in dataset.events)
    copied = Counter(bool(event.copies) for event in dataset.events)
    print(f"{len(articles):,} articles, {sum(len(a.text) for a in articles):,} characters: {told:,} accounts of")
    print(f"{len(dataset.events):,} events ({copied[True]:,} with copies), {len(dataset.entities):,} names,")
    print(f"{len(dataset.quotes):,} quotes in {len(dataset.quote_groups):,} groups of renderings")
    print(f"what stands in each   {read - begin:8.2f} s")
    print(f"put together          {done - read:8.2f} s")
    print(f"written as JSON       {written - done:8.2f} s   {size / 1e6:.0f} MB")
    print(f"memory                {peak():8,.0f} MB")
    return 0


FIRSTS = ("Anne", "Paul", "Claire", "Marc", "Julie", "Hugo", "Nadia", "Louis", "Sophie", "Karim")
VERBS = ("a racheté", "a accusé", "a condamné", "a quitté", "a rejoint", "a critiqué", "a fondé", "a vendu")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def texts(number: int) -> list[Article]:
    """`number` made-up articles; one of ten is a copy of another with an edit."""
    from store.reading import make_article

    press = Press()
    random = press.random
    found: list[Article] = []
    for story in range(-(-number // A_STORY)):
        happenings = press.story(story)
        told: list[str] = []
        for count in range(A_STORY):
            chosen = random.sample(happenings, k=AN_ARTICLE)
            sentences = [sentence(press, happening) for happening in chosen]
            if count == A_STORY - 1:
                text = told[0].replace("selon", "d'après", 1)
            else:
                text = "\n\n".join(" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3))
            told.append(text)
            article = make_article(f"{text}\n\nArticle {story}-{count}.", f"{story:05}/{count:02}.txt")
            published = str(max(happening.day for happening in chosen) + timedelta(days=1))
            found.append(replace(article, published=published, published_basis="metadata", language="fr"))
    return found[:number]


def sentence(press: Press, happening: Happening) -> str:
    """One sentence in French that tells of it."""
    random = press.random
    names = [called(name) for name in happening.names]
    day = happening.day
    when = random.choice((f"Le {day.day} {MONTHS[day.month - 1]} {day.year}", f"En {MONTHS[day.month - 1]} {day.year}"))
    verb = VERBS[happening.number % len(VERBS)]
    rest = " ".join(invented(int(stem[4:])) for stem in happening.stems if random.random() < 0.7)
    amount = f" pour {happening.amount / 1e6:.1f} millions d'euros".replace(".", ",") if happening.amount else ""
    said = ""
    if happening.is_quoted:
        words = " ".join(invented(int(stem[4:])) for stem in happening.stems)
        said = f" « Nous voulons {words} », a déclaré {names[0]}."
    start = f"{when}, " if random.random() < 0.7 else ""
    return f"{start}{names[0]} {verb} {names[-1]}{amount}, selon {rest}.{said}"


def called(name: str) -> str:
    """A person's or a firm's name for `name7`."""
    number = int(name[4:])
    family = invented(number).capitalize()
    return f"{FIRSTS[number % len(FIRSTS)]} {family}" if number % 2 else f"{family} Industries"


def invented(number: int) -> str:
    """A word for a number, another one for each."""
    word = ""
    number += len(SYLLABLES)
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        word += SYLLABLES[rest]
    return word


if __name__ == "__main__":
    sys.exit(main())
