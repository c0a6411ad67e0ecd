"""Sets of events as whole numbers (bit n: the event at position n), as flags (byte n), and as positions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

_FROM_DIGITS = bytes(1 if byte == ord("1") else 0 for byte in range(256))
_TO_DIGITS = bytes(ord("1") if byte else ord("0") for byte in range(256))


def positions(bitmap: int) -> list[int]:
    """The bits that are set, in ascending order."""
    flags = flags_of(bitmap)
    return list(compress(range(len(flags)), flags))


def flags_of(bitmap: int, size: int = 0) -> bytes:
    """One byte for each bit, 1 where it is set; at least `size` of them."""
    return format(bitmap, "b")[::-1].encode("ascii").translate(_FROM_DIGITS).ljust(size, b"\0")


def bitmap_of_flags(flags: bytes | bytearray) -> int:
    """The bitmap whose bits are set where a byte of `flags` is not 0."""
    return int(flags.translate(_TO_DIGITS)[::-1] or b"0", 2)


def bitmap_of(members: Iterable[int], size: int) -> int:
    """The bitmap with the bits `members` set, each below `size`."""
    flags = bytearray(size)
    for member in members:
        flags[member] = 1
    return bitmap_of_flags(flags)
