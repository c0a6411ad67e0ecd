"""`timeline export`: events in one of many formats, or by a template of the user's own."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.export.formats import FORMATS, Format, named, of_file
from store.export.formats import write as to_text
from store.filters import Index
from store.library.disk import write_atomic
from store.library.imported import journal_hash
from store.model import Dataset, Event
from tui import entitled
from tui.cli.console import FAILED, USAGE, CommandError, say, to_install, write
from tui.cli.filters import add_filters, check, find_event, query_of
from tui.cli.libraries import add_folder, chosen
from tui.cli.speech import count, phrase, told
from tui.dates import words

if TYPE_CHECKING:
    from store.corrections.carried import Carried
    from store.export.template import Layout
    from store.export.verify import Bodies


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline export`."""
    parser.usage = phrase("usage.export")
    parser.description, parser.epilog = phrase("help.export.description"), phrase("help.export.examples")
    parser.add_argument("events", metavar=phrase("meta.event"), nargs="*", help=phrase("help.export.events"))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        type=named,
        help=phrase("help.export.format", formats=", ".join(FORMATS)),
        metavar="FORMAT",
    )
    parser.add_argument("--output", metavar=phrase("meta.file"), help=phrase("help.export.output"))
    parser.add_argument("--template", metavar=phrase("meta.file"), type=Path, help=phrase("help.export.template"))
    add_filters(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Write the events."""
    args.format = args.format or of_file(args.output or "")
    if args.format is None:
        raise CommandError(phrase("export.which", formats=", ".join(FORMATS)), USAGE)
    if check(args) and args.events:
        raise CommandError(phrase("export.either"), USAGE)
    if args.template is not None and args.format not in ("markdown", "html"):
        raise CommandError(phrase("export.no_template", format=args.format), USAGE)
    layout = layout_of(args.template, html=args.format == "html") if args.template else None
    library = chosen(args)
    dataset, journal = library.dataset(), journal_hash(library.path)
    index = Index(dataset, library.new_articles())
    query = query_of(args, index)
    events = _given(dataset, index, args.events, args) if args.events else [index.events[n] for n in index.run(query)]
    if query and not events:
        raise CommandError(phrase("export.none_left"))
    some = None if not args.events and not query else events
    carried = library.carried() if some is None and args.format == "json" else None
    lang = args.lang or _language(dataset)
    called = entitled.title(lang, entitled.known_as(library), query, index.name, picked=bool(args.events))
    text = written(dataset, some, args.format, lang, journal=journal, layout=layout, carried=carried, title=called)
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


def _given(dataset: Dataset, index: Index, beginnings: list[str], args: argparse.Namespace) -> list[Event]:
    wanted = {find_event(dataset, beginning, args).id for beginning in beginnings}
    return [event for event in index.events if event.id in wanted]


def written(
    dataset: Dataset,
    events: list[Event] | None,
    form: Format,
    lang: str | None = None,
    *,
    journal: str | None = None,
    layout: Layout | None = None,
    carried: Carried | None = None,
    title: str | None = None,
) -> str:
    """`events` (None: all) of the dataset in one of `FORMATS`, or in a layout.

    What is not the articles' own words is in the language `lang`, else in that of most articles: not in that of the
    environment, since the same library gives the same bytes on every machine.  `journal` is the hash of the corrections
    that the dataset rests on, `carried` are these corrections themselves; `title` is what it is called.
    """
    lang = lang or _language(dataset)
    chosen = Index(dataset).events if events is None else events
    in_words = partial(words, lang=lang)
    if layout is None:
        whole = events is None
        return to_text(
            form, dataset, chosen, in_words, lang, whole=whole, journal=journal, carried=carried, title=title
        )
    from store.export.template import TemplateFaultError

    try:
        return layout.document(dataset, chosen, in_words, language=lang, journal=journal, title=title)
    except TemplateFaultError as error:
        raise CommandError(str(error), FAILED) from error


def _language(dataset: Dataset) -> str:
    told = Counter(article.language for article in dataset.articles).most_common(1)
    return told[0][0] if told else "en"


def layout_of(path: Path, *, html: bool = False) -> Layout:
    """The template in a file.

    Raises:
        CommandError: it cannot be read or understood, or Jinja is not installed.
    """
    from store.export.template import Layout, MissingJinjaError, TemplateFaultError

    try:
        return Layout(path, html=html)
    except MissingJinjaError as error:
        raise CommandError(phrase("export.no_jinja"), FAILED, [to_install("templates")]) from error
    except TemplateFaultError as error:
        raise CommandError(str(error), FAILED) from error


def template_bodies(path: Path, dataset: Dataset, title: str | None = None) -> Callable[[str], Bodies]:
    """What makes the bodies of Markdown documents called `title` in the layout of a template, for each language."""
    from store.export.markdown import Writer
    from store.export.template import TemplateFaultError
    from store.lookup import Lookup

    layout, lookup = layout_of(path), Lookup(dataset)

    def bodies(lang: str) -> Bodies:
        def body(events: Sequence[Event]) -> str:
            try:
                return layout.body(Writer(lookup, partial(words, lang=lang), lang, title), events)
            except TemplateFaultError as error:
                raise CommandError(str(error), FAILED) from error

        return body

    return bodies
