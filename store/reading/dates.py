"""Dates as metadata give them: the day that is written in an ISO 8601, RFC 3339 or RFC 2822 date, as EDTF."""

from __future__ import annotations

import re
from email.utils import parsedate_tz

from store import edtf

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?=$|[T\s])")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?=$|T)")
_LONGEST = 60


def written_day(value: object) -> str | None:
    """The EDTF date that `value` writes, at its own precision; None where it is no date in a form that has one meaning.

    The clock time and its zone are left out: the day is the one that stands there, that of whoever wrote it.
    """
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        return None
    text = value.strip()
    if match := _ISO.match(text) or _BASIC.match(text):
        return _valid("-".join(part for part in match.groups() if part))
    # "Mon, 10 Feb 2025 08:00:00 +0100"; anything that begins with a figure may have the day or the month first.
    if text[:1].isalpha() and (parsed := parsedate_tz(text)):
        return _valid(f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}")
    return None


def instant(value: object) -> str | None:
    """A date and time (ISO 8601) as it stands, for comparing versions of one page; None where it is none."""
    if isinstance(value, str) and len(value) <= _LONGEST and _ISO.match(value.strip()):
        return value.strip()
    return None


def _valid(date: str) -> str | None:
    return date if edtf.is_valid(date) else None
