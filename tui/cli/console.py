"""What the commands say and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from store.extras import command, wanted
from store.text import printable, without_controls
from tui.cli.speech import count, language, phrase, told
from tui.messages import number as spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from store.extras import Extra
    from store.library.build import Progress, Stage, Summary
    from store.library.news import News
    from store.library.roots import Skipped
    from store.library.summary import Rejoined
    from store.library.versions import Corrected

NOT_FOUND = 1
USAGE = 2
FAILED = 3

_NAMED = 3
"""So many articles without a date of publication are named."""
_TOLD = 5
"""So many are told of each kind of what new articles brought."""
_SHORT = 6
"""So much of an id is shown, as `timeline list` does."""


class CommandError(Exception):
    """A command cannot go on: one line for the user, lines below it (`details`), and the exit status."""

    def __init__(self, message: str, status: int = NOT_FOUND, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.details = tuple(details)


def say(message: str) -> None:
    """One line on standard error; whatever stands in it cannot act on the terminal."""
    print(f"timeline: {_line(message)}", file=sys.stderr)


def say_below(lines: Iterable[str]) -> None:
    """Lines that belong to the one that was said, on standard error."""
    for line in lines:
        print(f"  {_line(line)}", file=sys.stderr)


def _line(text: str) -> str:
    """`text` as one line that is safe to show, with the spaces that no line may break at."""
    plain = without_controls(text).replace("\n", " ").replace("\t", " ")
    return " ".join(word for word in plain.split(" ") if word)


def to_install(extra: Extra) -> str:
    """What to type for an extra that is not installed."""
    return phrase("colon", what=phrase("install"), why=command(extra))


def write(text: str) -> None:
    """`text` on standard output, as UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def console(file: TextIO | None = None, width: int | None = None) -> Console:
    """A console on `file` or standard output: colours only where that is a terminal, and never any markup."""
    from rich.console import Console

    return Console(file=file, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


@contextmanager
def progress() -> Iterator[Progress | None]:
    """Shows how far a build is, on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    display = _Display()
    try:
        yield display
    finally:
        display.stop()


class _Display:
    """A progress bar that appears when there is something to show; it names the stage, and moves in every one."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] = lambda: None

    def __call__(self, stage: Stage, done: int, total: int, what: str) -> None:
        self._update(stage, done, total, what)

    def _update(self, stage: Stage, done: int, total: int, what: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        shown = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, markup=False, emoji=False),
            transient=True,
        )
        task = shown.add_task("", total=None)
        shown.start()
        at: list[Stage] = []

        def update(stage: Stage, done: int, total: int, what: str) -> None:
            if at != [stage]:
                # The remaining time is counted anew.
                at[:] = [stage]
                shown.reset(task, total=total or None)
            description = f"{phrase(f'stage.{stage}')}  {printable(what)[:32]}".rstrip()
            shown.update(task, completed=done, total=total or None, description=description)
            if not done:
                shown.refresh()

        self._stop = shown.stop
        self._update = update  # type: ignore[method-assign]
        update(stage, done, total, what)

    def stop(self) -> None:
        """Take the bar away."""
        self._stop()


def say_summary(summary: Summary, *, given: bool = True, before: Set[Skipped] = frozenset()) -> None:
    """What a build did, on standard error: one line, and one for every file that is no article of the library's."""
    print("\n".join(summary_lines(summary, given=given, before=before)), file=sys.stderr)


def summary_lines(summary: Summary, *, given: bool = True, before: Set[Skipped] = frozenset()) -> list[str]:
    """What a build did, in lines that are safe to show.

    `given`: some folder, file or address was to be read; `before`: what was skipped as it was the last time.
    """
    done = [count(summary.read, "read")]
    for number, what in (
        (summary.unchanged, "unchanged"),
        (len(summary.skipped), "skipped"),
        (len(summary.gone), "gone"),
    ):
        if number:
            done.append(count(number, what))
    held = [
        count(number, noun)
        for number, noun in ((summary.articles, "article"), (summary.events, "event"), (summary.quotes, "quote"))
    ]
    named = [
        *(("skipped", _skipped(item, before)) for item in summary.skipped),
        *(("gone", phrase("summary.gone_text", file=file)) for file in summary.gone),
        *(("moved", phrase("summary.moved_text", file=item.file, now=item.now)) for item in summary.moved),
        *(("corrected", _corrected(item)) for item in summary.corrected),
        *(("same", phrase("summary.same_text", file=item.file, other=item.same_as)) for item in summary.duplicates),
        *(("note", phrase("colon", what=item.file, why=told(item.reason))) for item in summary.notes),
    ]
    extras = {extra for item in summary.skipped if (extra := wanted(item.reason))}
    if extras:
        named.append(("install", command(*sorted(extras))))
    if summary.unpublished:
        files = phrase("list_of").join(summary.unpublished[:_NAMED])
        more = len(summary.unpublished) - _NAMED
        names = phrase("filter.and_more", names=files, n=more) if more > 0 else files
        said = phrase("summary.unpublished_text", articles=count(len(summary.unpublished), "article"), names=names)
        named.append(("unpublished", said))
    if summary.others:
        endings = [f"{number} {ending or phrase('summary.no_ending')}" for ending, number in summary.others]
        named.append(("not_read", phrase("summary.endings", endings=", ".join(endings))))
    elif given and not (summary.read or summary.unchanged or summary.skipped):
        named.append(("note", phrase("summary.empty")))
    if summary.rejoined is not None:
        named.append(("rejoined", _rejoined(summary.rejoined, summary.events)))
    named += (("new" if at == 0 else "", line) for at, line in enumerate(_news(summary.news)))
    head = phrase("summary", done=", ".join(done), held=", ".join(held))
    return [head, *(f"  {phrase(f'summary.{what}') if what else '':<9} {_line(said)}" for what, said in named)]


def _skipped(item: Skipped, before: Set[Skipped]) -> str:
    said = phrase("colon", what=item.file, why=told(item.reason))
    return phrase("summary.as_before", said=said) if item in before else said


def _rejoined(found: Rejoined, now: int) -> str:
    if not found.articles:
        return phrase("summary.rejoined_nothing")
    before = count(found.events_before, "event")
    return phrase(
        "summary.rejoined_text", placed=count(found.articles, "was_placed"), before=before, now=spaced(now, language())
    )


def _corrected(item: Corrected) -> str:
    key = "summary.corrected_text" if item.file == item.before else "summary.version_text"
    return phrase(key, file=item.file, before=item.before, added=item.added, removed=item.removed)


def _news(news: News) -> list[str]:
    """What new articles brought, in a few lines."""
    told = [
        count(number, noun)
        for number, noun in (
            (len(news.events), "news.events"),
            (len(news.sources), "news.sources"),
            (len(news.contradictions), "news.contradictions"),
        )
        if number
    ]
    lines = [phrase("list_of").join(told)] if told else []
    for sign, ids in (("+", news.events), ("●", news.sources)):
        lines += (f"{sign} {id[:_SHORT]} {printable(news.titles.get(id, ''))}" for id in ids[:_TOLD])
        lines += _and_more(len(ids))
    for item in news.contradictions[:_TOLD]:
        kind = phrase(f"show.fact.{item.kind}")
        values = " ≠ ".join(printable(value) for value in item.values)
        lines.append(phrase("summary.contradiction", title=item.title, kind=kind, values=values))
    return [*lines, *_and_more(len(news.contradictions))]


def _and_more(number: int) -> list[str]:
    """What says that there are more than are told."""
    return [count(number - _TOLD, "and_more")] if number > _TOLD else []
