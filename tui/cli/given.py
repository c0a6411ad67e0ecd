"""What a user gives on the command line, looked at before anything is opened."""

from __future__ import annotations

import re

from store import edtf

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def date_fault(value: str) -> str | None:
    """What is wrong with a date (EDTF) that a user wrote, in plain words; None where nothing is."""
    if edtf.is_valid(value):
        return None
    if match := _WRITTEN.fullmatch(value):
        if match["month"] and not 1 <= int(match["month"]) <= 12:
            return f"{value}: there is no month {match['month']}"
        if match["day"]:
            return f"{value}: that month has no day {match['day']}"
        return f"{value}: there is no such year"
    if "/" in value and all(edtf.is_valid(part) for part in value.split("/")) and value.count("/") == 1:
        return f"{value}: it ends before it begins"
    return f"{value!r} is no date in the form 2025-02-12, 2025-02 or 2025"
