"""The recogniser: all patterns of a language at once, one look-up a token.

The trees become one automaton of all rules.  What it does with a token depends only on the token's signature (the
words and classes that some pattern speaks of and that the token has), so its deterministic form is built while it
is used, state by state, and kept.  A token that can begin no rule costs one look-up.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.extraction.timex.pattern import Node

_MOST_STATES = 20_000
"""When so many states have been built, they are forgotten and built anew: hostile text cannot fill the memory."""


class State:
    """A set of positions in patterns; `accepts` the rules that are complete here, in rule order."""

    __slots__ = ("accepts", "next", "positions")

    def __init__(self, positions: tuple[int, ...], accepts: tuple[int, ...]) -> None:
        self.positions = positions
        self.accepts = accepts
        self.next: dict[int, State | None] = {}


class Automaton:
    """Recognises `patterns`; the number of a pattern in the sequence is its rule's number."""

    def __init__(self, patterns: Sequence[Node]) -> None:
        # Of each position: the key that leads on from it, where to, and where it goes without a token.
        self._key: list[str | None] = []
        self._to: list[int] = []
        self._free: list[list[int]] = []
        self._final: dict[int, int] = {}
        self._signatures: dict[frozenset[str], int] = {}
        self._keys: list[frozenset[str]] = []
        starts = []
        for number, pattern in enumerate(patterns):
            final = self._position()
            self._final[final] = number
            starts.append(self._build(pattern, final))
        self._begin: dict[str, list[int]] = {}
        for position in self._closure(starts):
            key = self._key[position]
            if key is not None:
                self._begin.setdefault(key, []).append(self._to[position])
        self.vocabulary = frozenset(key for key in self._key if key is not None)
        self._forget()

    def _forget(self) -> None:
        self._states: dict[tuple[int, ...], State] = {}
        self.start = State((), ())

    def _position(self) -> int:
        self._key.append(None)
        self._to.append(-1)
        self._free.append([])
        return len(self._key) - 1

    def _build(self, node: Node, after: int) -> int:
        """Adds `node` before the position `after`; the position at which it begins."""
        if node.kind in ("word", "class"):
            here = self._position()
            self._key[here] = node.key
            self._to[here] = after
            return here
        if node.kind in ("sequence", "span", "phrase"):
            for part in reversed(node.parts):
                after = self._build(part, after)
            return after
        here = self._position()
        self._free[here] = [self._build(part, after) for part in node.parts]
        if node.kind == "optional":
            self._free[here].append(after)
        return here

    def _closure(self, positions: Sequence[int]) -> set[int]:
        seen = set(positions)
        waiting = list(seen)
        while waiting:
            for free in self._free[waiting.pop()]:
                if free not in seen:
                    seen.add(free)
                    waiting.append(free)
        return seen

    def signature(self, keys: frozenset[str]) -> int:
        """The number of this set of words and classes; 0 for the empty set, with which no pattern goes on."""
        if not keys:
            return 0
        number = self._signatures.get(keys)
        if number is None:
            number = self._signatures[keys] = len(self._keys) + 1
            self._keys.append(keys)
        return number

    def _step(self, state: State, signature: int) -> State | None:
        keys = self._keys[signature - 1]
        if state is self.start:
            targets = [to for key in keys for to in self._begin.get(key, ())]
        else:
            targets = [self._to[p] for p in state.positions if self._key[p] in keys]
        result: State | None = None
        if targets:
            closed = self._closure(targets)
            positions = tuple(sorted(closed))
            result = self._states.get(positions)
            if result is None:
                if len(self._states) >= _MOST_STATES:
                    self._forget()
                accepts = tuple(sorted(self._final[p] for p in positions if p in self._final))
                result = self._states[positions] = State(positions, accepts)
        state.next[signature] = result
        return result

    def beginnings(self, signatures: Sequence[int]) -> list[int]:
        """The places of tokens with which some rule may begin."""
        following = self.start.next
        return [at for at, number in enumerate(signatures) if number and following.get(number, self.start) is not None]

    def matches(self, signatures: Sequence[int], begin: int) -> list[tuple[int, tuple[int, ...]]]:
        """(end, rules) for every end at which some rule that begins at `begin` is complete, the longest first."""
        found: list[tuple[int, tuple[int, ...]]] = []
        state = self.start
        at, size = begin, len(signatures)
        while at < size:
            signature = signatures[at]
            if not signature:
                break
            try:
                following = state.next[signature]
            except KeyError:
                following = self._step(state, signature)
            if following is None:
                break
            state = following
            at += 1
            if state.accepts:
                found.append((at, state.accepts))
        found.reverse()
        return found
