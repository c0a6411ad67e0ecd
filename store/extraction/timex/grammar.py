"""The grammar of a language: its words, its rules and the recogniser made of them, loaded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from store.extraction.timex.automaton import Automaton
from store.extraction.timex.lexicon import FIGURES, Lexicon
from store.extraction.timex.pattern import Capture, Group, Node, PatternError, Reader, Value, ValueOf, groups
from store.extraction.timex.resolve import OPERATIONS
from store.extraction.timex.tense import Tenses
from store.extraction.timex.tokens import Tokens
from store.languages import Language

_MOST_ALIKE = 20_000
"""Rows of words whose groups are kept."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What may not stand around an expression; see the tables `guards` of a language file.

    - `not_before`, `not_after`: words just before and behind; `only_before`, `only_after`: one of them has to be there.
    - `not_after_endings`: a small word behind with such an ending (a plural: "1985 actions"), but for `but_after`, and
      not where the word before is one of `sure_before`.
    - `link`, `link_but`: "homme de 40 ans" is an age, but for these words before ("mandat de cinq ans").
    - `behind`, `behind_link`: none of these words, joined by one of those, stands before ("rue du 8 mai 1945").
    - `open_before`: behind one of these one of `open_after` has to follow ("à 10 ans de prison", not "à 10 ans").
    - `marks`: a number in figures between two of these is an age (", 53 ans,"); `name_before`: so it is behind a name
      and a comma ("Luc Durand, 34 ans et père").
    - `unit`: the guard is for this unit alone.
    - `lower`: a word of these classes is written small, unless at the start of a sentence or all in capitals;
      `strictly_lower`: at the start of a sentence too; `upper`: it has a capital.
    - `never`: an expression that is these words alone is none.
    - `capital_after`: a capital just behind makes it part of a name.
    """

    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    sure_before: frozenset[str] = frozenset()
    not_after_endings: tuple[str, ...] = ()
    but_after: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    link_but: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    unit: str = ""
    lower: frozenset[str] = frozenset()
    strictly_lower: frozenset[str] = frozenset()
    upper: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    name_before: bool = False
    capital_after: bool = False
    only_after: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    behind_link: frozenset[str] = frozenset()
    open_before: frozenset[str] = frozenset()
    open_after: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Guard:
        """The guard of a table of a language file."""
        made: dict[str, Any] = {}
        for name, value in table.items():
            if isinstance(value, str | bool):
                made[name] = value
            else:
                made[name] = tuple(value) if name.endswith("endings") else frozenset(value)
        return cls(**made)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a language file: `operation` is given `arguments`; one pattern of it is one rule here."""

    name: str
    operation: str
    pattern: Node
    arguments: Mapping[str, Any]
    guards: tuple[Guard, ...]


class Grammar:
    """All that the tagger needs of a language.

    Raises:
        PatternError: a rule of the language file is not well formed.
    """

    def __init__(self, table: Mapping[str, Any], abbreviations: Sequence[str]) -> None:
        self.lexicon = Lexicon(table)
        self.tenses = Tenses(table["tense"])
        self.abbreviations = frozenset(abbreviations)
        self.today_places = frozenset(table["today_places"])
        self.today_states = frozenset(table["today_states"])
        guards = {name: Guard.of(guard) for name, guard in table["guards"].items()}
        reader = Reader(table["parts"], self.lexicon.phrases)
        self.rules: list[Rule] = []
        for rule in table["rules"]:
            if rule["op"] not in OPERATIONS:
                raise PatternError(f"rule {rule['name']!r}: no operation is called {rule['op']!r}")
            own = tuple(guards[name] for name in rule.get("guards", ()))
            for pattern in rule["read"]:
                node = reader.read(pattern)
                self.rules.append(Rule(rule["name"], rule["op"], node, rule, own))
        self.automaton = Automaton([rule.pattern for rule in self.rules])
        vocabulary = self.automaton.vocabulary
        signature = self.automaton.signature
        words = self.lexicon.words()
        self._signatures = {
            word: signature(frozenset((word,))) for word in vocabulary if word[0] not in FIGURES and not word.isupper()
        }
        for word, classes in words.items():
            self._signatures[word] = signature(vocabulary & {word, *classes})
        self._shapes: dict[tuple[str, ...], int] = {}
        self._alike: dict[tuple[int, ...], tuple[Group, ...]] = {}

    def signatures(self, tokens: Tokens) -> list[int]:
        """The signature of every token."""
        known = self._signatures.get
        made = [known(word, -1) for word in tokens.words]
        words = tokens.words
        for at, number in enumerate(made):
            if number < 0:
                word = words[at]
                made[at] = self._of_figures(word) if word[0] in FIGURES else 0
        for at, value in tokens.values.items():
            if at < len(made):
                made[at] = self._of_classes(self.lexicon.of_numeral(value), "")
        return made

    def _of_figures(self, word: str) -> int:
        return self._of_classes(self.lexicon.of_figures(word), word)

    def _of_classes(self, classes: Mapping[str, Value], word: str) -> int:
        literal = word if word in self.automaton.vocabulary else ""
        shape = (literal, *classes)
        number = self._shapes.get(shape)
        if number is None:
            keys = self.automaton.vocabulary & set(shape)
            number = self._shapes[shape] = self.automaton.signature(frozenset(keys))
        return number

    def groups(self, number: int, tokens: Tokens, signatures: Sequence[int], begin: int, end: int) -> tuple[Group, ...]:
        """The expressions of the rule `number` recognised on the tokens `begin:end`.

        Where they stand in it depends on the signatures alone, so that it is found once for all alike.
        """
        lexicon, words = self.lexicon, tokens.words
        known = lexicon.words()

        def value_of(at: int, name: str) -> Value | None:
            word = words[at]
            if at in tokens.values:
                return lexicon.of_numeral(tokens.values[at]).get(name)
            if word[0] in FIGURES:
                return lexicon.of_figures(word).get(name, known.get(word, {}).get(name))
            return known.get(word, {}).get(name)

        alike = (number, *signatures[begin:end])
        shape = self._alike.get(alike)
        if shape is None:
            found = groups(self.rules[number].pattern, words, value_of, begin, end)
            if len(self._alike) >= _MOST_ALIKE:
                self._alike.clear()
            self._alike[alike] = tuple(_moved(group, -begin, lambda at, name: None) for group in found)
            return found
        return tuple(_moved(group, begin, value_of) for group in shape)


def _moved(group: Group, by: int, value_of: ValueOf) -> Group:
    """`group` some tokens further on, with the values that the words have there (a phrase has but one)."""
    captures = []
    for capture in group.captures:
        first, value = capture.first + by, capture.value
        if capture.first == capture.last and (here := value_of(first, capture.name)) is not None:
            value = here
        captures.append(Capture(capture.name, value, first, capture.last + by))
    return Group(group.first + by, group.last + by, tuple(captures))


@cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language."""
    return Grammar(language["timex"], language["sentences"]["abbreviations"])
