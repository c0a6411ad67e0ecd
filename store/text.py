"""Characters: one form for look-alikes (offsets kept), one for comparing, one that is safe to show."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = {
    **dict.fromkeys("’‘ʼ′`´", "'"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u2008\u3000\t", " "),
    **dict.fromkeys("‐‑", "-"),
}

# C0 and C1 controls but for tab and new line; bidirectional controls (Unicode TR 9); zero-width and other invisible
# format characters that could hide words.  U+200D and variation selectors stay: emoji are made with them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)

# What a terminal obeys, as a whole (ECMA-48): control sequences (ESC [ … or the C1 sign, with parameters and a final
# letter), command strings such as a window's title (OSC, DCS, SOS, PM, APC, ended by BEL or ST), escapes of two or
# three characters.  Each part is bounded, so that a text made of beginnings costs no more than its length; of what is
# longer, or has no end, only the control character itself is taken away.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]{0,256}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{1,4}[0-~]"
)
_C1 = re.compile(r"[\x90-\x9f]")


def level(text: str) -> str:
    """`text` with typographic apostrophes, spaces and hyphens replaced by the plain ones, one for one: offsets hold."""
    # Most texts hold few of them: looking for each is much faster than looking at every character.
    for alike, plain in _ALIKE.items():
        if alike in text:
            text = text.replace(alike, plain)
    return text


def lower(text: str) -> str:
    """`text` in lower case with the same length: a character whose small form is longer stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fold(text: str) -> str:
    """`text` for comparing: without case and accents, apostrophes levelled, runs of white space as one space."""
    decomposed = unicodedata.normalize("NFKD", level(text))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def without_controls(text: str) -> str:
    """`text` without what could act on a terminal or turn the order of words; carriage returns become line ends.

    Terminal sequences go as a whole, from their escape to their end, so that nothing of them stands among the words.
    """
    if "\x1b" in text or _C1.search(text):
        text = _SEQUENCES.sub("", text)
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def printable(text: str) -> str:
    """`text` as one line that is safe to show: no controls, white space as single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(without_controls(text).split())
