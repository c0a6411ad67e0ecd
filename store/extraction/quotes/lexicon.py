"""The words of reported speech of one language, looked up by their lower-case form.

The language file gives verbs by stem and conjugation; here every inflected form becomes a key.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from store.languages import Language

_TRADE = 8  # letters of a noun whose ending alone makes it a person's
FORMS = ("finite", "participle", "gerund", "infinitive")


@dataclass(frozen=True, slots=True)
class Verb:
    """What one written form may be: `form` is one of `FORMS`, `frames` what the verb can govern.

    Frames: "speech" (marked words, a colon, an inserted "he said"), "clause" ("that …"), "bare" (a clause or an
    infinitive without a conjunction), "infinitive" ("to …"), "charge" (someone of something), "label" (someone as
    something), "object" (what is said is the object).  `strong` verbs do with any subject, the others only with a
    person or a body.  `tails` are the words of which one must follow ("faire savoir").
    """

    form: str
    frames: frozenset[str]
    strong: bool
    tails: tuple[tuple[str, ...], ...] = ()


class Lexicon:
    """The tables `quotes` of a language as sets and maps of lower-case words."""

    def __init__(self, language: Language) -> None:
        table = language["quotes"]
        self.code = language.code
        self.elision = bool(table["elision"])
        self.token = re.compile(
            r"[^\W_]+(?:'(?=\w)|\.[^\W_](?=\W))?|\n|[^\w\s]|_" if self.elision else r"[^\W_]+(?:'[^\W_]+)?|\n|[^\w\s]|_"
        )
        self.verbs = self._verbs(table)
        words = table["words"]
        self.words: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        self.words.update((name, frozenset(values)) for name, values in words.items())
        self.sequences: dict[str, tuple[tuple[str, ...], ...]] = {
            name: tuple(sorted((self.split(value) for value in values), key=len, reverse=True))
            for name, values in table["sequences"].items()
        }
        self.adverbials: dict[str, tuple[tuple[str, ...], ...]] = {}
        phrases = [sequence for word in self.words["adverbs"] if len(sequence := self.split(word)) > 1]
        for sequence in sorted({*self.sequences["adverbials"], *phrases}):
            self.adverbials[sequence[-1]] = (*self.adverbials.get(sequence[-1], ()), sequence)
        self.head_last = bool(table["head_last"])
        self.inserted_before = table["inversion"] != "after"
        self.by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
        for sequence in self.sequences["clause_ends"]:
            self.by_first[sequence[0]] = (*self.by_first.get(sequence[0], ()), sequence)
        sources = (*self.sequences["according"], *self.sequences["mouths"])
        self._sources = {
            (first, second): tuple(s for s in sources if s[0] == first and s[1:2] in ((), (second,)))
            for first, second in {(s[0], word) for s in sources for word in (*s[1:2], "")}
        }
        self.own_words: dict[str, tuple[tuple[str, ...], ...]] = {}
        for sequence in self.sequences["own_words"]:
            self.own_words[sequence[0]] = (*self.own_words.get(sequence[0], ()), sequence)
        self.leads = self.words["opinion"] | {s[0] for s in sources} | self.own_words.keys()
        self.triggers = self.leads | self.verbs.keys()
        self.addressing: dict[str, tuple[tuple[str, ...], ...]] = {}
        for sequence in self.sequences["addressing"]:  # the longest first
            self.addressing[sequence[0]] = (*self.addressing.get(sequence[0], ()), sequence)
        nouns = table["nouns"]
        self.nouns: dict[str, str] = {}
        for kind in ("document", "study", "body", "company", "office", "person"):
            self.nouns.update(dict.fromkeys(nouns[kind], kind))
        self.person_endings = tuple(nouns["person_endings"])
        self.plurals = tuple(nouns["plurals"])
        self.adverb_endings = tuple(table["adverb_endings"])
        self.infinitive = re.compile(table["infinitive"])

    def sources(self, first: str, second: str) -> tuple[tuple[str, ...], ...]:
        """The rows of words for "according to" that can begin with the words `first` and `second`."""
        found = self._sources.get((first, second))
        return self._sources.get((first, ""), ()) if found is None else found

    def is_infinitive(self, word: str) -> bool:
        """Whether `word` has the form of an infinitive."""
        fits = self.infinitive.match(word) is not None and word not in self.words["not_infinitives"]
        return fits and not self.is_adverb(word)

    def split(self, words: str) -> tuple[str, ...]:
        """`words` in the tokens that texts are cut into."""
        return tuple(match.group() for match in self.token.finditer(words))

    def noun(self, word: str) -> str | None:
        """What the noun `word`, singular or plural, names: "person", "office", "body", "company", "document"."""
        if (kind := self.nouns.get(word)) is not None:
            return kind
        for plural, singular in self.plurals:
            if word.endswith(plural) and (kind := self.nouns.get(word[: -len(plural)] + singular)) is not None:
                return kind
        trade = len(word) >= _TRADE and word.endswith(self.person_endings)
        return "person" if trade and word not in self.words["not_persons"] else None

    def is_adverb(self, word: str) -> bool:
        """Whether `word` may stand within a verb group."""
        if word in self.words["adverbs"]:
            return True
        if len(word) < 6 or not word.endswith(self.adverb_endings):
            return False
        return word not in self.words["not_adverbs"] and self.noun(word) is None

    def _verbs(self, table: dict[str, Any]) -> dict[str, tuple[Verb, ...]]:
        conjugations = table["conjugations"]
        found: dict[str, list[Verb]] = {}
        for group in table["verbs"]:
            frames = frozenset(group["frames"])
            strong = bool(group.get("strong", True))
            tails = tuple(self.split(tail) for tail in group.get("tails", ()))
            for form in FORMS:
                words = list(group.get(form, ()))
                for name, endings in conjugations.items():
                    words += [stem + ending for stem in group.get(name, ()) for ending in endings[form]]
                for word in words:
                    found.setdefault(word, []).append(Verb(form, frames, strong, tails))
        never = table["not_verbs"]
        return {word: tuple(dict.fromkeys(verbs)) for word, verbs in found.items() if word not in never}


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of `language`, made once."""
    return Lexicon(language)
