"""The ways out of a library by name; each is a module of its own that is imported when it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from store.corrections.carried import Carried
from store.model import Dataset, Event

Format = Literal["markdown", "json", "csv", "html", "ical", "timelinejs", "markwhen", "annotations", "csl"]
SUFFIXES: dict[Format, str] = {
    "markdown": ".md",
    "json": ".json",
    "csv": ".csv",
    "html": ".html",
    "ical": ".ics",
    "timelinejs": ".timeline.json",
    "markwhen": ".mw",
    "annotations": ".jsonld",
    "csl": ".csl.json",
}
"""How the name of a file in each format ends."""
FORMATS: tuple[Format, ...] = tuple(SUFFIXES)
_ALSO: dict[str, Format] = {"markdown": "markdown", "htm": "html", "ics": "ical", "md": "markdown"}


def named(word: str) -> str:
    """The format that people call so by the ending of its files ("ics"); else the word itself."""
    return _ALSO.get(word.lower().removeprefix("."), word)


def of_file(name: str) -> Format | None:
    """The format that the name of a file tells by its ending; None where none does."""
    lowered = name.lower()
    # The longest ending first: "x.timeline.json" is no dataset.
    for form, suffix in sorted(SUFFIXES.items(), key=lambda item: -len(item[1])):
        if lowered.endswith(suffix):
            return form
    return _ALSO.get(lowered.rpartition(".")[2])


def write(
    form: Format,
    dataset: Dataset,
    events: Sequence[Event],
    written: Callable[[str | None], str],
    language: str,
    *,
    whole: bool = False,
    journal: str | None = None,
    carried: Carried | None = None,
    title: str | None = None,
) -> str:
    """`events` of `dataset` in one format.

    Args:
        form: one of `FORMATS`.
        dataset: where the events and their articles are.
        events: what to write, in the order of the timeline.
        written: puts a date (EDTF or None) into words, for formats that are read by people.
        language: ISO 639-1 code of the words that are not the articles'.
        journal: the hash of the corrections that the dataset rests on, for the manifest.
        carried: these corrections, which go along with the JSON dataset.
        title: what it is called, in formats that have a title.
        whole: these are all events, and the JSON dataset holds all articles, those that tell no event too.
    """
    if form == "markdown":
        from store.export.markdown import to_markdown

        return to_markdown(dataset, events, written, language=language, journal=journal, title=title)
    if form == "html":
        from store.export.html import to_html

        return to_html(dataset, events, written, language=language, journal=journal, title=title)
    if form == "json":
        from store.export.dataset import to_json

        return to_json(dataset, None if whole else events, journal=journal, carried=carried)
    if form == "csv":
        from store.export.table import to_csv

        return to_csv(dataset, events)
    if form == "ical":
        from store.export.calendar import to_ical

        return to_ical(dataset, events, written, language=language)
    if form == "timelinejs":
        from store.export.timelinejs import to_timelinejs

        return to_timelinejs(dataset, events, written, language=language, title=title)
    if form == "markwhen":
        from store.export.markwhen import to_markwhen

        return to_markwhen(dataset, events, written, language=language, title=title)
    if form == "annotations":
        from store.export.annotations import to_annotations

        return to_annotations(dataset, events)
    from store.export.csl import to_csl

    return to_csl(dataset, events)
