"""What stands before the first words of a text and is not the article: a crawler's stamp, YAML front matter."""

from __future__ import annotations

import re

_STAMP = re.compile(r"\s{0,20}date[ :]+(\d{4}(?:-\d\d(?:-\d\d)?)?)(?=\s)\s{0,20}")


def take_stamp(text: str) -> tuple[str | None, str]:
    """The EDTF date of a stamp as ` date 2025-02 ` at the very beginning (None: there is none), and the rest."""
    match = _STAMP.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)
