"""Where the lines of two documents differ, section by section: most are equal, and documents may be long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_Sections = Sequence[tuple[str, ...]]


def different(said: Sequence[str], due: Sequence[str]) -> Iterator[tuple[range, range]]:
    """The ranges of lines of `said` that differ, each with those of `due` that stand in their place."""
    ours, theirs = _cut(said), _cut(due)
    texts = [tuple(said[a:b]) for a, b in ours], [tuple(due[a:b]) for a, b in theirs]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for one, other in _partners(texts[0][a:b], texts[1][c:d]):
            first, last = ours[a + one] if one is not None else (0, 0)
            begin, end = theirs[c + other] if other is not None else (0, 0)
            inner = SequenceMatcher(None, said[first:last], due[begin:end], autojunk=False)
            for how, i, j, k, m in inner.get_opcodes():
                if how != "equal":
                    yield range(first + i, first + j), range(begin + k, begin + m)


def _partners(said: _Sections, due: _Sections) -> Iterator[tuple[int | None, int | None]]:
    """For each section the other one that has most of its lines, else the next that is left; then those left over.

    Lines that many sections have, as the heads of tables, tell nothing.
    """
    known: dict[str, list[int]] = {}
    for n, lines in enumerate(due):
        for line in set(lines):
            known.setdefault(line, []).append(n)
    free = dict.fromkeys(range(len(due)))
    found: list[int | None] = []
    for lines in said:
        shared = Counter(n for line in set(lines) if len(known.get(line, ())) == 1 for n in known[line] if n in free)
        best = min(shared, key=lambda n: (-shared[n], n)) if shared else None
        if best is not None:
            del free[best]
        found.append(best)
    rest = iter(list(free))
    for n, other in enumerate(found):
        yield n, other if other is not None else next(rest, None)
    for left in rest:
        yield None, left


def _cut(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where the sections begin and end."""
    starts = [0, *(n for n, line in enumerate(lines) if n and line.startswith("## ")), len(lines)]
    return [(a, b) for a, b in pairwise(starts) if b > a]
