"""`timeline verify`: whether a Markdown export still says what the articles say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.text import printable
from tui.cli.console import NOT_FOUND, CommandError, say, write
from tui.cli.libraries import add_folder, add_json, chosen
from tui.cli.speech import count, phrase, told

if TYPE_CHECKING:
    from store.export.footnotes import State
    from store.export.verify import Finding, Report
    from store.library.library import Library

FORMAT = "timeline-verify/1"
_AROUND = 36
_STATES: tuple[State, ...] = ("intact", "moved", "changed", "lost")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline verify`."""
    parser.description, parser.epilog = phrase("help.verify.description"), phrase("help.verify.examples")
    parser.add_argument("file", metavar=phrase("meta.file"), help=phrase("help.verify.file"))
    parser.add_argument("--template", metavar=phrase("meta.file"), type=Path, help=phrase("help.verify.template"))
    add_json(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Compare, and say what came of it."""
    from store.export.footnotes import read
    from store.export.verify import verify
    from tui.cli.export import template_bodies
    from tui.dates import words

    try:
        data = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise CommandError(phrase("colon", what=args.file, why=told((error.strerror or str(error)).lower()))) from error
    except UnicodeDecodeError as error:
        raise CommandError(phrase("tag.not_utf8", file=args.file, byte=error.start)) from error
    dataset = _library(args, text).dataset()
    bodies = template_bodies(args.template, dataset, read(text).title) if args.template else None
    report = verify(text, dataset, lambda lang: partial(words, lang=lang), bodies)
    if not report.notes and report.sealed is None:
        raise CommandError(phrase("verify.none", file=args.file))
    if args.json:
        write(_as_json(args.file, report))
    else:
        write("".join(f"{line}\n" for line in _lines(args.file, report)))
    return 0 if report.holds else NOT_FOUND


def _library(args: argparse.Namespace, text: str) -> Library:
    """The library that is asked for; where none is, that which holds the articles that the document names.

    Raises:
        CommandError: both a library and a folder are given.
        LibraryError: it cannot be read.
    """
    from store.export.footnotes import read
    from store.library.errors import LibraryError
    from store.library.library import Library
    from store.library.shelf import shelved

    found = chosen(args)
    sources = set(read(text).sources)
    if args.library is not None or args.folder is not None or not sources or _holds(found, sources):
        return found
    for each in shelved():
        if each.fault or each.path == found.path:
            continue
        with suppress(LibraryError):
            other = Library.open(each.path)
            if _holds(other, sources):
                say(phrase("verify.library", name=printable(other.name), path=other.path))
                return other
    say(phrase("verify.no_library", name=printable(found.name), path=found.path))
    return found


def _holds(library: Library, sources: Set[str]) -> bool:
    """Whether one of the articles with these hashes is in it."""
    from store.anchor import text_hash

    return any(text_hash(item.article.text) in sources for item in library.stored())


def _as_json(file: str, report: Report) -> str:
    import msgspec

    counts = report.counts()
    known = {
        "format": FORMAT,
        "file": Path(file).name,
        "holds": report.holds,
        "sealed": report.sealed,
        "compared": report.compared,
        "counts": {state: counts.get(state, 0) for state in _STATES},
        "notes": msgspec.to_builtins(report.notes),
        "lines": msgspec.to_builtins(report.lines),
        "added": list(report.added),
        "left_out": report.left_out,
    }
    return msgspec.json.format(msgspec.json.encode(known), indent=1).decode() + "\n"


def _lines(file: str, report: Report) -> Iterator[str]:
    counts = report.counts()
    states = [count(counts[state], state) for state in _STATES if counts.get(state)]
    bad = [item for item in (*report.notes, *report.lines) if item.state not in ("intact", "moved")]
    heads = phrase("list_of").join([count(len(report.notes), "footnote"), *states])
    yield phrase("colon", what=printable(Path(file).name), why=heads)
    for item in sorted(bad, key=lambda item: (item.line, item.note or "")):
        yield from _told(item)
    for item in report.notes:
        if item.state == "moved":
            yield from _told(item)
    if report.added:
        yield f"  {phrase('verify.added', lines=phrase('list_of').join(map(str, report.added)))}"
    if report.left_out:
        yield f"  {phrase('verify.left_out', lines=count(report.left_out, 'line'))}"
    if not report.compared and not bad:
        yield f"  {phrase('verify.not_compared')}"
    if report.sealed and bad:
        yield f"  {phrase('verify.as_written')}"
    yield f"  {phrase('verify.holds' if report.holds else 'verify.fails')}"


def _told(item: Finding) -> Iterator[str]:
    where = phrase("verify.note" if item.note else "verify.line", line=item.line, note=printable(item.note or ""))
    state, part = phrase(f"verify.{item.state}"), phrase(f"verify.part.{item.part}")
    file = f" ({printable(item.file)})" if item.file and item.part in ("words", "text", "article") else ""
    yield f"  {phrase('colon', what=where, why=f'{state}, {part}{file}')}"
    said, now = printable(item.said), None if item.now is None else printable(item.now)
    if now is not None:
        said, now = apart(said, now)
    for what, shown in (("said", said), ("now", now)):
        if shown:
            yield f"    {phrase(f'verify.{what}'):<12} {shown}"


def apart(said: str, now: str) -> tuple[str, str]:
    """Two texts, each cut around what differs, which stands in brackets."""
    first = next((n for n, (a, b) in enumerate(zip(said, now, strict=False)) if a != b), min(len(said), len(now)))
    last = 0
    while last < min(len(said), len(now)) - first and said[-1 - last] == now[-1 - last]:
        last += 1

    def cut(text: str) -> str:
        end = len(text) - last
        before, after = text[max(0, first - _AROUND) : first], text[end : end + _AROUND]
        begun, ended = "…" if first > _AROUND else "", "…" if last > _AROUND else ""
        differs = text[first:end]
        if len(differs) > 3 * _AROUND:
            differs = f"{differs[:_AROUND]} … {differs[-_AROUND:]}"
        return f"{begun}{before}[{differs}]{after}{ended}"

    return cut(said), cut(now)
