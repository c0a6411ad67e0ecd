"""Patterns: how a rule of a language file says which words it reads.

A pattern is a row of

- words in lower case and marks, as the text has them ("il y a", "aujourd'hui");
- UPPER-CASE names of word classes (`MONTH`), which stand for any of their words and keep its value;
- `{name}`: a named pattern of the table `parts`;
- `[a b]`: may be left out; `(a | b)`: one of them;
- `<a b>`: what is inside is the expression, what is outside only has to be there.  Several pairs make several
  expressions.

They become trees of `Node`s here, and the trees a recogniser in `automaton`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from store.extraction.timex.tokens import TOKEN

Kind = Literal["word", "class", "phrase", "sequence", "choice", "optional", "span"]
Value = int | float | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a pattern: a `word` or `class` by `key`, or what is made of `parts`.

    A `phrase` is a row of words that belongs to the class `key` with `value`.
    """

    kind: Kind
    key: str = ""
    parts: tuple[Node, ...] = ()
    value: Value = ""


_PIECE = re.compile(r"([A-Z][A-Z0-9]*)(?![a-z])|\{([a-z0-9-]+)\}|([\[\]()|<>])|(\s+)|([^A-Z\[\]()|<>{}\s]+)")
_CLOSING = {"[": "]", "(": ")", "<": ">"}


class PatternError(ValueError):
    """A pattern of a language file that cannot be read."""


class Reader:
    """Reads patterns; `parts` are the texts of the named ones, `phrases` the members of classes with several words."""

    def __init__(self, parts: Mapping[str, str], phrases: Mapping[str, Mapping[tuple[str, ...], Value]]) -> None:
        self._parts = parts
        self._phrases = phrases
        self._known: dict[str, Node] = {}

    def read(self, pattern: str) -> Node:
        """The tree of `pattern`.

        Raises:
            PatternError: it is not well formed, or names a part that is not there.
        """
        pieces: list[tuple[str, str]] = []
        position = 0
        while position < len(pattern):
            match = _PIECE.match(pattern, position)
            if match is None:
                raise PatternError(f"cannot read {pattern[position:]!r} of {pattern!r}")
            position = match.end()
            if match[1]:
                pieces.append(("class", match[1]))
            elif match[2]:
                pieces.append(("part", match[2]))
            elif match[3]:
                pieces.append(("mark", match[3]))
            elif match[5]:
                pieces.extend(("word", word.group()) for word in TOKEN.finditer(match[5]))
        node, end = self._choice(pieces, 0, pattern)
        if end != len(pieces):
            raise PatternError(f"{pieces[end][1]!r} too many in {pattern!r}")
        return node

    def _part(self, name: str) -> Node:
        if name not in self._known:
            if name not in self._parts:
                raise PatternError(f"no part is called {name!r}")
            self._known[name] = self.read(self._parts[name])
        return self._known[name]

    def _class(self, name: str) -> Node:
        single = Node("class", key=name)
        phrases = [
            Node("phrase", name, tuple(Node("word", key=word) for word in words), value)
            for words, value in self._phrases.get(name, {}).items()
        ]
        return Node("choice", parts=(*phrases, single)) if phrases else single

    def _choice(self, pieces: list[tuple[str, str]], at: int, pattern: str) -> tuple[Node, int]:
        options: list[Node] = []
        while True:
            node, at = self._sequence(pieces, at, pattern)
            options.append(node)
            if at < len(pieces) and pieces[at] == ("mark", "|"):
                at += 1
                continue
            break
        return (options[0] if len(options) == 1 else Node("choice", parts=tuple(options))), at

    def _sequence(self, pieces: list[tuple[str, str]], at: int, pattern: str) -> tuple[Node, int]:
        row: list[Node] = []
        while at < len(pieces):
            kind, text = pieces[at]
            if kind == "mark" and text in "])>|":
                break
            at += 1
            if kind == "part":
                row.append(self._part(text))
            elif kind == "mark":
                inner, at = self._choice(pieces, at, pattern)
                if at >= len(pieces) or pieces[at] != ("mark", _CLOSING[text]):
                    raise PatternError(f"{text!r} is not closed in {pattern!r}")
                at += 1
                row.append(inner if text == "(" else Node("optional" if text == "[" else "span", parts=(inner,)))
            else:
                row.append(self._class(text) if kind == "class" else Node("word", key=text))
        return (row[0] if len(row) == 1 else Node("sequence", parts=tuple(row))), at


@dataclass(frozen=True, slots=True)
class Capture:
    """A word of a class where a pattern met it; `first` and `last` are its tokens."""

    name: str
    value: Value
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Group:
    """One expression of a match: its tokens from `first` to `last`, and the words of classes in it, in order."""

    first: int
    last: int
    captures: tuple[Capture, ...]

    def get(self, name: str, number: int = 0) -> Value | None:
        """The value of the `number`th word of the class, None where there is none."""
        for capture in self.captures:
            if capture.name == name:
                if not number:
                    return capture.value
                number -= 1
        return None

    def number(self, *names: str) -> int | None:
        """The value of the first word of the first of these classes that has one, as an integer."""
        for name in names:
            value = self.get(name)
            if isinstance(value, int | float):
                return int(value)
        return None


ValueOf = Callable[[int, str], "Value | None"]
"""What the token at a place is worth as a word of a class; None where it is none of it."""

_Trail = tuple[Capture | int, "_Trail"] | None


def groups(pattern: Node, words: Sequence[str], value_of: ValueOf, begin: int, end: int) -> tuple[Group, ...]:
    """The expressions of a pattern that has been recognised on the tokens `begin:end`; empty where it does not fit."""
    for at, trail in _walk(pattern, begin, end, None, words, value_of):
        if at == end:
            return _gather(trail, begin, end)
    return ()


def _walk(
    node: Node, at: int, end: int, trail: _Trail, words: Sequence[str], value_of: ValueOf
) -> Iterator[tuple[int, _Trail]]:
    match node.kind:
        case "word":
            if at < end and words[at] == node.key:
                yield at + 1, trail
        case "class":
            value = value_of(at, node.key) if at < end else None
            if value is not None:
                yield at + 1, (Capture(node.key, value, at, at), trail)
        case "phrase":
            last = at + len(node.parts)
            if last <= end and all(words[at + i] == part.key for i, part in enumerate(node.parts)):
                yield last, (Capture(node.key, node.value, at, last - 1), trail)
        case "sequence":
            yield from _row(node.parts, 0, at, end, trail, words, value_of)
        case "span":
            for after, inner in _walk(node.parts[0], at, end, (at, trail), words, value_of):
                yield after, (after, inner)
        case _:
            for part in node.parts:
                yield from _walk(part, at, end, trail, words, value_of)
            if node.kind == "optional":
                yield at, trail


def _row(
    parts: tuple[Node, ...], number: int, at: int, end: int, trail: _Trail, words: Sequence[str], value_of: ValueOf
) -> Iterator[tuple[int, _Trail]]:
    if number == len(parts):
        yield at, trail
        return
    for after, inner in _walk(parts[number], at, end, trail, words, value_of):
        yield from _row(parts, number + 1, after, end, inner, words, value_of)


def _gather(trail: _Trail, begin: int, end: int) -> tuple[Group, ...]:
    steps: list[Capture | int] = []
    while trail is not None:
        step, trail = trail
        steps.append(step)
    steps.reverse()
    if not any(isinstance(step, int) for step in steps):
        return (Group(begin, end - 1, tuple(step for step in steps if isinstance(step, Capture))),)
    found: list[Group] = []
    first: int | None = None
    inside: list[Capture] = []
    for step in steps:
        if isinstance(step, Capture):
            if first is not None:
                inside.append(step)
        elif first is None:
            first, inside = step, []
        else:
            found.append(Group(first, step - 1, tuple(inside)))
            first = None
    return tuple(found)
