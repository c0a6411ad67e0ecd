"""First names and towns of the world, from the lists in `data` (see the NOTICE there)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def first_names() -> frozenset[str]:
    """First names in Latin letters, folded."""
    return _read("first_names.txt")


@cache
def towns() -> frozenset[str]:
    """Towns by their usual name, folded."""
    return _read("towns.txt")


def _read(name: str) -> frozenset[str]:
    return frozenset(files("store.extraction.names").joinpath("data", name).read_text("utf-8").splitlines())
