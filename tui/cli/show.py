"""`timeline show`: one event, with every source's words side by side."""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.lookup import Lookup
from store.model import Account, Article, Disagreement, Event, Quote, Reading
from store.text import printable
from tui.cli.console import console, write
from tui.cli.filters import find_event
from tui.cli.libraries import add_folder, add_json, chosen
from tui.cli.speech import count, language, phrase
from tui.corrections import corrected_lines
from tui.dates import words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_NARROWEST = 30
"""Cells of a column: in less, a passage is hard to read, and the sources stand below one another."""
_WIDTH_OF_PIPE = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline show`."""
    parser.description, parser.epilog = phrase("help.show.description"), phrase("help.show.examples")
    parser.add_argument("event", metavar=phrase("meta.event"), help=phrase("help.show.event"))
    parser.add_argument("--why", action="store_true", help=phrase("help.show.why"))
    add_json(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Print the event."""
    dataset = chosen(args).dataset()
    event = find_event(dataset, args.event, args)
    if args.json:
        from store.export.records import event_json

        write(event_json(Lookup(dataset), event))
        return 0
    if sys.stdout.isatty():
        show(event, Lookup(dataset), console(), why=args.why)
        return 0
    plain = io.StringIO()
    width = shutil.get_terminal_size((_WIDTH_OF_PIPE, 24)).columns
    show(event, Lookup(dataset), console(plain, width), why=args.why)
    # Columns are padded to their width, which only a terminal needs.
    write("".join(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines()))
    return 0


def show(event: Event, lookup: Lookup, out: Console, *, why: bool = False) -> None:
    """Print `event` on `out`: what its sources say or, with `why`, what is known of it rests on."""
    from rich.text import Text

    from store.export.readings import others
    from tui.cli.why import may_be_one, show_why

    lang = language()
    out.print(Text.assemble((words(event.date, lang), "bold cyan"), "  ", (printable(event.title), "bold")))
    known = f"{event.id} · {event.date or phrase('show.no_date')} · {_sources(event)}"
    out.print(Text(known, "dim"))
    for told in corrected_lines(event, lookup, lang):
        out.print(Text(f"✎ {told}", "green"))
    if why:
        out.print()
        show_why(event, lookup, out)
        return
    for copies in event.copies:
        names = ", ".join(printable(lookup.article_name(article)) for article in copies)
        out.print(Text(phrase("show.copies", sources=names), "dim"))
    if offered := may_be_one(event, lookup):
        out.print(Text(offered, "dim"))
    out.print()
    by_source = [
        _source(lookup.articles.get(i), i, [a for a in event.accounts if a.article == i], lookup, lang)
        for i in event.articles
    ]
    _side_by_side(by_source, out)
    _print_quotes(event, lookup, out)
    _print_facts(phrase("show.disagree"), "≠", event.disagreements, lookup, out)
    _print_facts(phrase("show.same"), "=", others(event), lookup, out)


def _sources(event: Event) -> str:
    """How many sources tell it, and from how many origins where some are copies of each other."""
    sources = count(len(event.articles), "source")
    return f"{sources}, {count(event.origin_count, 'origin')}" if event.copies else sources


def _source(
    article: Article | None, identifier: str, accounts: Iterable[Account], lookup: Lookup, lang: str
) -> list[Text]:
    from rich.text import Text

    lines = [Text(printable(article.name) if article else identifier, "bold")]
    if article and article.title and article.title != article.name:
        lines.append(Text(printable(article.title), "italic"))
    lines.append(Text(_published(article, lang), "dim"))
    if article and article.places:
        lines.append(Text(phrase("show.places", places=_places(article)), "dim"))
    for account in accounts:
        lines += [Text(), Text(_quoted(account.text)), Text(_dating(account, lookup, lang), "cyan")]
        if account.status != "happened":
            lines.append(Text(phrase(f"status.{account.status}"), "yellow"))
    return lines


def _places(article: Article) -> str:
    """The other files and addresses of an article, each once."""
    told = (part for place in article.places for part in (place.file, place.url) if part)
    return phrase("list_of").join(
        printable(part) for part in dict.fromkeys(told) if part not in (article.file, article.url)
    )


def _published(article: Article | None, lang: str) -> str:
    if article is None or article.published is None:
        return phrase("show.unpublished")
    date = words(article.published, lang, "short")
    if article.published_basis in ("inferred", "stated"):
        return phrase("show.published_basis", date=date, basis=phrase(f"show.{article.published_basis}"))
    return phrase("show.published", date=date)


def _dating(account: Account, lookup: Lookup, lang: str) -> str:
    if account.date is None:
        return phrase("show.gives_none")
    expression = lookup.dating(account)
    said = f"{_quoted(expression.surface)} " if expression else ""
    date = f"{said}→ {words(account.date, lang, 'short')}"
    stated = account.date_basis in (None, "stated")
    return date if stated else f"{date}, {phrase(f'show.basis.{account.date_basis}')}"


def _side_by_side(sources: Sequence[list[Text]], out: Console) -> None:
    from rich.console import Group
    from rich.table import Table

    columns = max(1, min(len(sources), (out.width + 3) // (_NARROWEST + 3)))
    if columns < 2:
        for source in sources:
            out.print(Group(*source))
            out.print()
        return
    # As even as possible: five sources where four have room stand three and two.
    rows = -(-len(sources) // columns)
    columns = -(-len(sources) // rows)
    for first in range(0, len(sources), columns):
        table = Table.grid(padding=(0, 3, 0, 0), expand=True)
        for _ in range(columns):
            table.add_column(ratio=1, vertical="top")
        cells: list[RenderableType] = [Group(*source) for source in sources[first : first + columns]]
        table.add_row(*cells, *[""] * (columns - len(cells)))
        out.print(table)
        out.print()


def _print_quotes(event: Event, lookup: Lookup, out: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    quotes = [lookup.quotes[i] for i in event.quotes if i in lookup.quotes]
    utterances: dict[str, list[Quote]] = {}
    for quote in quotes:
        group = lookup.groups.get(quote.id)
        utterances.setdefault(group.id if group else quote.id, []).append(quote)
    for members in utterances.values():
        speaker = next((q.speaker for q in members if q.speaker), None)
        out.print(Text.assemble("❝ ", (printable(speaker) if speaker else phrase("show.speaker"), "bold")))
        for quote in members:
            source = printable(lookup.article_name(quote.article))
            to = phrase("show.to", name=printable(quote.to)) if quote.to else ""
            line = Text.assemble((f"{source}, {_kind(quote, lookup)}{to}  ", "dim"), _quoted(quote.text))
            out.print(Padding(line, (0, 0, 0, 2)))
        out.print()


def _kind(quote: Quote, lookup: Lookup) -> str:
    group = lookup.groups.get(quote.id)
    original = group is not None and any(m.id == quote.id and m.original for m in group.quotes)
    return phrase(f"kind_of_quote.{'original' if original else quote.kind}")


def _quoted(text: str) -> str:
    return f"{phrase('show.open')}{printable(text)}{phrase('show.close')}"


def _print_facts(heading: str, sign: str, facts: Sequence[Disagreement], lookup: Lookup, out: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if not facts:
        return
    out.print(Text(heading, "bold"))
    for fact in facts:
        values = f"  {sign}  ".join(
            f"{_value(fact, value)} ({', '.join(printable(lookup.article_name(a)) for a in value.articles)})"
            for value in fact.values
        )
        out.print(
            Padding(
                Text.assemble(
                    (phrase("show.fact", kind=phrase(f"show.fact.{fact.kind}"), what=printable(fact.what)), "dim"),
                    values,
                ),
                (0, 0, 0, 2),
            )
        )
    out.print()


def _value(fact: Disagreement, reading: Reading) -> str:
    from store.export.readings import words as own_words

    date = words(reading.value, language(), "short") if fact.kind == "date" else printable(reading.value)
    return own_words(fact, reading) or date
