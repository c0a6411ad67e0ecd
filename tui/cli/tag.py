"""`timeline tag`: the time expressions of a text as JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from store import edtf, languages
from tui.cli.build import language, published
from tui.cli.console import NOT_FOUND, CommandError, say, write

_DESCRIPTION = """\
Finds the time expressions of a text (UTF-8), one JSON object a line, in the order of the text:

  {"start":17,"end":23,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}

start and end count characters (Unicode code points) of the text exactly as it is given, end not
included; type and value are TIMEX3; basis says what a value was counted from (explicit, published,
context, speech), null for what needs nothing.  Only JSON lines go to standard output.

With --jsonl FILE holds one text a line, {"id": …, "dct": "2025-02-11", "text": "…"} (dct, the date of
publication, may be null), and {"id": …, "timex": […]} comes out for each.
"""
_EPILOG = """\
examples:
  timeline tag article.txt --published 2025-02-11     one JSON object a line for each expression
  echo "Il arrive demain." | timeline tag --published 2025-02-11 --language fr
    {"start":10,"end":16,"text":"demain","type":"DATE","value":"2025-02-12","basis":"published"}
  timeline tag --jsonl texts.jsonl > times.jsonl

What values and bases mean: docs/dates.md of the project.
"""


class _Text(msgspec.Struct):
    """A line of a file of texts."""

    id: Any
    text: str
    dct: str | None = None


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline tag`."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="a text (default, or -: standard input)")
    parser.add_argument("--jsonl", action="store_true", help="FILE holds a text a line, as JSON")
    parser.add_argument("--published", metavar="DATE", type=published, help="when the text was published")
    parser.add_argument(
        "--language",
        metavar="CODE",
        type=language,
        help=f"its language: {', '.join(languages.codes())} (else it is guessed)",
    )


def run(args: argparse.Namespace) -> int:
    """Tag the text, or the texts."""
    data = _read(args.file)
    if not args.jsonl:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(f"{args.file}: not UTF-8 (byte {error.start})") from error
        for expression in _tagged(text, args.published or None, args.language):
            _put(expression)
        return 0
    status = 0
    # Only a line feed ends a line of JSON; splitlines would split at others too.
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            given = msgspec.json.decode(line, type=_Text)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            say(f"{args.file}, line {number}: {error}")
            status = NOT_FOUND
            continue
        date = given.dct.partition("T")[0] if given.dct else None
        if date and not edtf.is_valid(date):
            say(f"{args.file}, line {number}: dct {given.dct!r} is no date; the text is tagged without one")
            date, status = None, NOT_FOUND
        _put({"id": given.id, "timex": list(_tagged(given.text, date, args.language))})
    return status


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {(error.strerror or str(error)).lower()}") from error


def _tagged(text: str, date: str | None, code: str | None) -> Iterator[dict[str, Any]]:
    from store.extraction.timex import tag

    language = languages.load(code or languages.guess(text))
    for found in tag(text, language, date):
        yield {
            "start": found.start,
            "end": found.end,
            "text": found.surface,
            "type": found.type,
            "value": found.value,
            "basis": found.basis,
        }


def _put(value: object) -> None:
    write(msgspec.json.encode(value).decode() + "\n")
