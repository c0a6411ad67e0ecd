"""How the interpreter keeps what is made while millions of objects come into being."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_searching_for_garbage() -> Iterator[None]:
    """Inside, objects that refer to each other are kept: whatever makes millions of them makes none in a circle."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
