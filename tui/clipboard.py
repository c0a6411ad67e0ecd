"""The clipboard of the reader's own machine, through the terminal: OSC 52, which works over SSH as well.

https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "Manipulate Selection Data".  tmux and screen stand between the
program and the terminal: they pass on what is wrapped for them (tmux: where allow-passthrough is on; else it takes the
plain sequence, where set-clipboard is on), so that both are sent.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

LONGEST = 100_000
"""Characters in base64 that terminals are known to take; of more, many take nothing and say nothing."""
_SCREEN = 256
"""Bytes in one string of GNU screen."""


def fits(text: str) -> bool:
    """Whether the text is short enough for a terminal to take it."""
    return len(_encoded(text)) <= LONGEST


def is_deaf(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is one that lets no program write to the clipboard."""
    if environment.get("TMUX") or environment.get("SSH_TTY"):
        return False  # it is another terminal that shows it, which nobody can ask
    return environment.get("TERM") == "linux" or environment.get("TERM_PROGRAM") == "Apple_Terminal"


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """What is written to the terminal so that `text` is in the clipboard."""
    plain = f"\x1b]52;c;{_encoded(text)}\x07"
    if environment.get("TMUX"):
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\{plain}"
    if environment.get("STY"):
        return "".join(f"\x1bP{plain[at : at + _SCREEN]}\x1b\\" for at in range(0, len(plain), _SCREEN))
    return plain


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
