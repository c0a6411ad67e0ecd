"""What a user gives on the command line, looked at before anything is opened."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from store import edtf
from tui.cli.speech import phrase

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def given_path(value: str) -> Path:
    """A file or folder that a user names; an empty name, as of a variable that was never set, is none.

    Raises:
        argparse.ArgumentTypeError: it is empty.
    """
    if not value.strip():
        raise argparse.ArgumentTypeError(phrase("given.empty"))
    return Path(value)


def date_fault(value: str) -> str | None:
    """What is wrong with a date (EDTF) that a user wrote, in plain words; None where nothing is."""
    if edtf.is_valid(value):
        return None
    if match := _WRITTEN.fullmatch(value):
        if match["month"] and not 1 <= int(match["month"]) <= 12:
            return phrase("date.month", value=value, month=match["month"])
        if match["day"]:
            return phrase("date.day", value=value, day=match["day"])
        return phrase("date.year", value=value)
    if "/" in value and all(edtf.is_valid(part) for part in value.split("/")) and value.count("/") == 1:
        return phrase("date.order", value=value)
    return phrase("date.form", value=value)
