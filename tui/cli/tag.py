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
from tui.cli.speech import phrase, told


class _Text(msgspec.Struct):
    """A line of a file of texts."""

    id: Any
    text: str
    dct: str | None = None


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline tag`."""
    parser.description, parser.epilog = phrase("help.tag.description"), phrase("help.tag.examples")
    parser.add_argument("file", metavar=phrase("meta.file"), nargs="?", default="-", help=phrase("help.tag.file"))
    parser.add_argument("--jsonl", action="store_true", help=phrase("help.tag.jsonl"))
    parser.add_argument("--published", metavar=phrase("meta.date"), type=published, help=phrase("help.tag.published"))
    parser.add_argument(
        "--language",
        metavar=phrase("meta.code"),
        type=language,
        help=phrase("help.tag.language", codes=", ".join(languages.codes())),
    )


def run(args: argparse.Namespace) -> int:
    """Tag the text, or the texts."""
    data = _read(args.file)
    if not args.jsonl:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(phrase("tag.not_utf8", file=args.file, byte=error.start)) from error
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
            say(phrase("tag.line", file=args.file, line=number, error=error))
            status = NOT_FOUND
            continue
        date = given.dct.partition("T")[0] if given.dct else None
        if date and not edtf.is_valid(date):
            say(phrase("tag.dct", file=args.file, line=number, dct=given.dct))
            date, status = None, NOT_FOUND
        _put({"id": given.id, "timex": list(_tagged(given.text, date, args.language))})
    return status


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(phrase("colon", what=file, why=told((error.strerror or str(error)).lower()))) from error


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
