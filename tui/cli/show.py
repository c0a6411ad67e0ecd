"""`timeline show`: one event, with every source's words side by side."""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.lookup import Lookup
from store.model import Account, Article, Disagreement, Event, Quote
from store.text import printable
from tui.cli.console import console, count, write
from tui.cli.filters import find_event
from tui.cli.libraries import add_folder, chosen
from tui.dates import words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_DESCRIPTION = """\
Shows one event: what every source says, in its own words, side by side where the terminal is wide
enough; what each source's date rests on; quotes with their speakers; and where sources disagree.

EVENT is the event's id, or any beginning of it that no other event has ('timeline list' shows ids).
The id of any source's passage finds the event too, so that an id stays good when articles are added.

In a date ≈ means about, and ? behind it uncertain; below the title it stands as exports have it
(EDTF: ~ about, ? uncertain, % both).
"""
_EPILOG = """\
examples:
  timeline show 3f2a91
  timeline show 3f2a91 --folder ~/articles/strike | less
"""
_NARROWEST = 30
"""Cells of a column: in less, a passage is hard to read, and the sources stand below one another."""
_WIDTH_OF_PIPE = 100
_BASIS = {
    "published": "counted from the date of publication",
    "context": "from the context",
    "other-source": "as other sources date it",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline show`."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("event", metavar="EVENT", help="the event's id, or the beginning of it")
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Print the event."""
    dataset = chosen(args).dataset()
    event = find_event(dataset, args.event)
    if sys.stdout.isatty():
        show(event, Lookup(dataset), console())
        return 0
    plain = io.StringIO()
    show(event, Lookup(dataset), console(plain, shutil.get_terminal_size((_WIDTH_OF_PIPE, 24)).columns))
    # Columns are padded to their width, which only a terminal needs.
    write("".join(f"{line.rstrip()}\n" for line in plain.getvalue().splitlines()))
    return 0


def show(event: Event, lookup: Lookup, out: Console) -> None:
    """Print `event` on `out`."""
    from rich.text import Text

    lang = next((a.language for a in map(lookup.articles.get, event.articles) if a), "en")
    out.print(Text.assemble((words(event.date, lang), "bold cyan"), "  ", (printable(event.title), "bold")))
    known = f"{event.id} · {event.date or 'no date'} · {count(len(event.articles), 'source')}"
    out.print(Text(known, "dim"))
    out.print()
    by_source = [
        _source(lookup.articles.get(i), i, [a for a in event.accounts if a.article == i], lookup, lang)
        for i in event.articles
    ]
    _side_by_side(by_source, out)
    _print_quotes(event, lookup, out)
    _print_facts("Sources disagree", "≠", event.disagreements, lookup, out)
    _print_facts("The same fact, told with another precision", "=", event.same_fact, lookup, out)


def _source(
    article: Article | None, identifier: str, accounts: Iterable[Account], lookup: Lookup, lang: str
) -> list[Text]:
    from rich.text import Text

    lines = [Text(printable(article.name) if article else identifier, "bold")]
    if article and article.title:
        lines.append(Text(printable(article.title), "italic"))
    lines.append(Text(_published(article, lang), "dim"))
    for account in accounts:
        lines += [Text(), Text(f"“{printable(account.text)}”"), Text(_dating(account, lookup, lang), "cyan")]
        if account.status != "happened":
            lines.append(Text(account.status, "yellow"))
    return lines


def _published(article: Article | None, lang: str) -> str:
    if article is None or article.published is None:
        return "publication date unknown"
    basis = f" ({article.published_basis})" if article.published_basis in ("inferred", "stated") else ""
    return f"published {words(article.published, lang, 'short')}{basis}"


def _dating(account: Account, lookup: Lookup, lang: str) -> str:
    if account.date is None:
        return "→ gives no date"
    expression = lookup.dating(account)
    said = f"“{printable(expression.surface)}” " if expression else ""
    basis = _BASIS.get(account.date_basis or "")
    return f"{said}→ {words(account.date, lang, 'short')}" + (f", {basis}" if basis else "")


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
        out.print(Text.assemble("❝ ", (printable(speaker) if speaker else "speaker unknown", "bold")))
        for quote in members:
            source = printable(lookup.article_name(quote.article))
            to = f", to {printable(quote.to)}" if quote.to else ""
            line = Text.assemble((f"{source}, {_kind(quote, lookup)}{to}  ", "dim"), f"“{printable(quote.text)}”")
            out.print(Padding(line, (0, 0, 0, 2)))
        out.print()


def _kind(quote: Quote, lookup: Lookup) -> str:
    group = lookup.groups.get(quote.id)
    original = group is not None and any(m.id == quote.id and m.original for m in group.quotes)
    return "original" if original else quote.kind


def _print_facts(heading: str, sign: str, facts: Sequence[Disagreement], lookup: Lookup, out: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if not facts:
        return
    out.print(Text(heading, "bold"))
    for fact in facts:
        values = f"  {sign}  ".join(
            f"{printable(value.value)} ({', '.join(printable(lookup.article_name(a)) for a in value.articles)})"
            for value in fact.values
        )
        out.print(Padding(Text.assemble((f"{fact.kind}, {printable(fact.what)}: ", "dim"), values), (0, 0, 0, 2)))
    out.print()
