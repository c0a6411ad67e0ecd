"""Big libraries for measuring: made-up events in made-up words, the same every time, written through the library.

python benchmarks/made.py FOLDER [EVENTS]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from random import Random

from store.library.library import Library, Root, Stored
from store.library.program import program
from store.model import (
    Account,
    Amount,
    Article,
    Dataset,
    Disagreement,
    Entity,
    Event,
    Mention,
    Quote,
    QuoteGroup,
    QuoteMember,
    Reading,
    TimeExpression,
)

ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr j l m n p pl pr qu r s st t tr v"
NUCLEI = "a e i o u é è ai au eau eu ou oi an en in on a e i o"
CODAS = ["", "", "", "", "", "l", "r", "s", "t", "x", "nt", "rd", "sse", "lle", "re", "te"]
WORDS = 6000
SMALL = "le la les un une des de du et à en pour sur avec par dans qui que ne pas se son sa ses au aux a été est"
SEED = 1
VERSION = 4
"""Another number is another library."""
WIDELY_TOLD = 20
"""Sources of the one event that most tell."""


@dataclass
class _Page:
    """An article while it is written."""

    id: str
    published: str
    publisher: str
    language: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> int:
        start = self.length
        self.pieces += [text, "\n\n"]
        self.length += len(text) + 2
        return start


def dataset(events: int, seed: int = SEED) -> Dataset:
    """So many events of 1995 to 2025, told by a tenth as many articles; about 1.6 accounts an event."""
    random = Random(seed)
    words = Words(random)
    pages = _pages(random, max(WIDELY_TOLD, events // 10))
    names = _names(random, max(20, events // 20))
    mentions: dict[str, list[Mention]] = {name[0]: [] for name in names}
    times, quotes, groups, made = [], [], [], []
    first = date(1995, 1, 1)
    for number in range(events):
        day = first + timedelta(days=int(random.random() ** 0.6 * 11000))
        told = _date(random, day)
        title = " ".join(words.some(random.randint(4, 9))).capitalize()
        tellers = 1 + sum(random.random() < 0.15 for _ in range(4)) if number else WIDELY_TOLD
        about = [names[int(random.random() ** 2.5 * len(names))] for _ in range(random.randint(1, 3))]
        quoted = random.random() < 0.3
        accounts, said, sums = [], [], []
        for teller, page in enumerate(random.sample(pages, tellers)):
            words_here = _sentence(random, words)
            name = about[teller % len(about)]
            figure = f"{random.randint(1, 99)},{random.randint(1, 9)}"
            text = f"{day:%d/%m/%Y}, {name[1]} {words_here}, {figure} millions d'euros"
            if quoted:
                text += f" : « {_sentence(random, words)} »"
            text += "."
            start = page.add(text)
            identity = f"{number:06x}{teller:02x}{random.getrandbits(16):04x}"
            times.append(
                TimeExpression(page.id, start, start + 10, text[:10], "DATE", day.isoformat(), "explicit", "fr.numeric")
            )
            mentions[name[0]].append(Mention(page.id, start + 12, start + 12 + len(name[1]), name[1]))
            at = text.index(" millions")
            amount = Amount(page.id, start + at - 4, start + at + 16, text[at - 4 : at + 16], 97.6e6, "EUR", "stated")
            here: tuple[str, ...] = ()
            if quoted:
                begin, end = start + text.index("«") + 2, start + text.index("»") - 1
                quote = Quote(f"q{identity}", page.id, begin, end, text[begin - start : end - start], "direct", name[1])
                quotes.append(quote)
                here = (quote.id,)
                said.append(quote)
            sums.append(amount)
            accounts.append(
                Account(
                    identity,
                    page.id,
                    start,
                    start + len(text),
                    text,
                    told,
                    "stated",
                    (start, start + 10),
                    entities=(name[0],),
                    quotes=here,
                    amounts=(amount,),
                )
            )
        accounts.sort(key=lambda account: (account.article, account.start))
        if len(said) > 1:
            members = tuple(QuoteMember(quote.id, quote.article, quote.text) for quote in said)
            groups.append(QuoteGroup(f"g{number:06x}", said[0].speaker, members))
        conflict = ()
        if len(accounts) > 1 and random.random() < 0.1:
            readings = tuple(Reading(str(n), (account.article,)) for n, account in enumerate(accounts[:2]))
            conflict = (Disagreement("amount", "EUR", "conflict", readings),)
        made.append(
            Event(
                min(account.id for account in accounts),
                told,
                title,
                tuple(accounts),
                tuple(sorted({name[0] for name in about})),
                tuple(sums),
                tuple(quote.id for quote in said),
                conflict,
            )
        )
    return Dataset(
        articles=tuple(_article(page) for page in pages),
        time_expressions=tuple(times),
        entities=tuple(
            Entity(id, name, kind, tuple(sorted(mentions[id], key=lambda m: (m.article, m.start))))  # type: ignore[arg-type]
            for id, name, kind in names
            if mentions[id]
        ),
        quotes=tuple(quotes),
        quote_groups=tuple(groups),
        events=tuple(made),
    )


def library(place: Path, events: int) -> Library:
    """A library of so many events in the folder `place`; one that is there already is taken."""
    made = Library.create(place)
    if not made.exists:
        store(made, dataset(events))
    # What searches go through is there, as it is from the first minute with a library on.
    made.snapshot().prepare_words()
    return made


def store(made: Library, told: Dataset) -> None:
    """Put a dataset and its articles into a library."""
    root = Root(str(made.path / "articles"), "folder", str(made.path / "articles"))
    with made.transaction():
        made.store_articles([root], [Stored(root.key, article.id, article) for article in told.articles])
        made.store_derived(told, program())


class Words:
    """Words of a made-up language, the frequent first; as in any text the n-th is met 1/n times as often as the first.

    A search for a few letters then finds about as much as it does in articles.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        found: dict[str, None] = {}
        while len(found) < WORDS:
            found[_word(random)] = None
        self.all = list(found)
        """All of them."""
        # The most frequent words of a language are small ones, which are not among these.
        self._weights = list(accumulate(1 / (n + 20) for n in range(WORDS)))

    def some(self, count: int) -> list[str]:
        """So many words, drawn as often as they are met."""
        return self._random.choices(self.all, cum_weights=self._weights, k=count)


def searched() -> list[str]:
    """The beginnings of a frequent and of a rare word of any made-up library."""
    words = Words(Random(SEED)).all
    return [next(word for word in words[rank:] if len(word) > 6)[:5] for rank in (40, 2500)]


def _word(random: Random) -> str:
    onsets, nuclei = ONSETS.split(), NUCLEI.split()
    parts = [random.choice(onsets) + random.choice(nuclei) for _ in range(random.choice((1, 2, 2, 2, 3, 3)))]
    return "".join(parts) + random.choice(CODAS)


def _sentence(random: Random, words: Words) -> str:
    found = []
    for word in words.some(random.randint(6, 12)):
        found += [random.choice(SMALL.split()), word]
    return " ".join(found)


def _date(random: Random, day: date) -> str | None:
    kind = random.random()
    if kind < 0.01:
        return None
    return day.isoformat() if kind < 0.85 else f"{day:%Y-%m}" if kind < 0.95 else f"{day:%Y}"


def _pages(random: Random, count: int) -> list[_Page]:
    publishers = [_word(random).capitalize() + " " + _word(random).capitalize() for _ in range(120)]
    first = date(1995, 1, 1)
    return [
        _Page(
            sha256(str(n).encode()).hexdigest()[:12],
            (first + timedelta(days=random.randint(0, 11300))).isoformat(),
            publishers[int(random.random() ** 2 * len(publishers))],
            random.choice(("fr", "fr", "fr", "en")),
        )
        for n in range(count)
    ]


def _names(random: Random, count: int) -> list[tuple[str, str, str]]:
    kinds = ("person", "person", "person", "organization", "organization", "place", "product")
    found = {}
    for n in range(count):
        name = f"{_word(random).capitalize()} {_word(random).capitalize()}"
        found[name] = (f"e{n}", name, random.choice(kinds))
    return list(found.values())


def _article(page: _Page) -> Article:
    return Article(
        page.id,
        f"{page.id}.txt",
        "".join(page.pieces),
        publisher=page.publisher,
        language=page.language,
        published=page.published,
        published_basis="metadata",
        url=f"https://example.org/{page.id}",
    )


if __name__ == "__main__":
    library(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
