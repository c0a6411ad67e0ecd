"""`timeline export`: events as Markdown or as the JSON dataset."""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial
from pathlib import Path

from store.export.formats import FORMATS, Format
from store.export.formats import write as to_text
from store.filters import Index
from store.library.disk import write_atomic
from store.model import Dataset, Event
from tui.cli.console import FAILED, USAGE, CommandError, say, write
from tui.cli.filters import add_filters, check, find_event, query_of
from tui.cli.libraries import add_folder, chosen
from tui.cli.speech import count, phrase, told
from tui.dates import words


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline export`."""
    parser.usage = phrase("usage.export")
    parser.description, parser.epilog = phrase("help.export.description"), phrase("help.export.examples")
    parser.add_argument("events", metavar=phrase("meta.event"), nargs="*", help=phrase("help.export.events"))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help=phrase("help.export.format", formats=", ".join(FORMATS)),
        metavar="FORMAT",
    )
    parser.add_argument("--output", metavar=phrase("meta.file"), help=phrase("help.export.output"))
    add_filters(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Write the events."""
    if check(args) and args.events:
        raise CommandError(phrase("export.either"), USAGE)
    dataset = chosen(args).dataset()
    index = Index(dataset)
    query = query_of(args, index)
    events = _given(dataset, index, args.events) if args.events else [index.events[n] for n in index.run(query)]
    if query and not events:
        raise CommandError(phrase("export.none_left"))
    text = written(dataset, None if not args.events and not query else events, args.format, args.lang)
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
        reason = told((error.strerror or str(error)).lower())
        raise CommandError(phrase("colon", what=args.output, why=reason), FAILED) from error
    say(phrase("export.written", events=count(len(events), "event"), file=args.output))
    return 0


def _given(dataset: Dataset, index: Index, beginnings: list[str]) -> list[Event]:
    wanted = {find_event(dataset, beginning).id for beginning in beginnings}
    return [event for event in index.events if event.id in wanted]


def written(dataset: Dataset, events: list[Event] | None, form: Format, lang: str | None = None) -> str:
    """`events` (None: all) of the dataset in one of `FORMATS`.

    What is not the articles' own words is in the language `lang`, else in that of most articles: not in that of the
    environment, since the same library gives the same bytes on every machine.
    """
    told = Counter(article.language for article in dataset.articles).most_common(1)
    lang = lang or (told[0][0] if told else "en")
    chosen = Index(dataset).events if events is None else events
    return to_text(form, dataset, chosen, partial(words, lang=lang), lang, whole=events is None)
