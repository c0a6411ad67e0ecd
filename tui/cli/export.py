"""`timeline export`: events as Markdown or as the JSON dataset."""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial
from pathlib import Path

from store.filters import Index
from store.library.disk import write_atomic
from store.model import Dataset, Event
from tui.cli.console import FAILED, USAGE, CommandError, count, say, write
from tui.cli.filters import add_filters, check, find_event, query_of
from tui.cli.libraries import add_folder, chosen
from tui.dates import words

_DESCRIPTION = """\
Writes the events given, or all that the filters leave, in the order of the timeline.

  markdown  a text to read and to publish: each event with the exact words of every source
  json      the whole dataset (articles, dates, names, amounts, quotes, events) for other programs

Offsets ("characters 12–80", start and end) count the characters of the article's cleaned text, as the
JSON export carries it, not those of the file.  Where the filters leave no event nothing is written, and
the exit status is 1.
"""
_EPILOG = """\
examples:
  timeline export --format markdown --output timeline.md
  timeline export --format markdown 3f2a 91bc
  timeline export --format json --person "Marie Martin" > martin.json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline export`."""
    parser.usage = "timeline export --format FORMAT [--output FILE] [EVENT … | FILTER …]\n"
    parser.usage += "                       [--folder FOLDER | --library PATH]"
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("events", metavar="EVENT", nargs="*", help="an event's id, or the beginning of it")
    parser.add_argument("--format", choices=("markdown", "json"), required=True, help="what to write")
    parser.add_argument("--output", metavar="FILE", help="write to FILE (else, or with -, to standard output)")
    add_filters(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Write the events."""
    if check(args) and args.events:
        raise CommandError("give either events or filters, not both", USAGE)
    dataset = chosen(args).dataset()
    index = Index(dataset)
    query = query_of(args, index)
    events = _given(dataset, index, args.events) if args.events else [index.events[n] for n in index.run(query)]
    if query and not events:
        raise CommandError("no event is left by these filters; nothing is written")
    text = written(dataset, None if not args.events and not query else events, args.format)
    if args.output in (None, "-"):
        write(text)
        return 0
    path, data = Path(args.output), text.encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe, which must not be replaced by a file
        else:
            write_atomic(path, data)
    except OSError as error:
        raise CommandError(f"{args.output}: {(error.strerror or str(error)).lower()}", FAILED) from error
    say(f"{count(len(events), 'event')} written to {args.output}")
    return 0


def _given(dataset: Dataset, index: Index, beginnings: list[str]) -> list[Event]:
    wanted = {find_event(dataset, beginning).id for beginning in beginnings}
    return [event for event in index.events if event.id in wanted]


def written(dataset: Dataset, events: list[Event] | None, form: str) -> str:
    """`events` (None: all) of the dataset in the form "markdown" or "json"."""
    if form == "json":
        from store.export.dataset import to_json

        return to_json(dataset, events)
    from store.export.markdown import to_markdown

    told = Counter(article.language for article in dataset.articles).most_common(1)
    lang = told[0][0] if told else "en"
    chosen = Index(dataset).events if events is None else events
    return to_markdown(dataset, chosen, partial(words, lang=lang), language=lang)
