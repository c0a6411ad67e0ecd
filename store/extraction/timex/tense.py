"""Tense: whether the clause around an expression tells of what has happened or of what is to come."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Literal

Tense = Literal["past", "future"]

_ENDS = frozenset("\n.!?…")
_REACH = 40
"""How many tokens to each side of an expression are searched for a verb."""
_INTRODUCED = 3
"""How many tokens before an expression a word may stand that settles it ("jusqu'au 30 juin")."""
_COMPOUND = 4
"""How many tokens may stand between an auxiliary and its participle ("a, en effet, été signé")."""
_SAYING = 5
"""How many tokens may stand between a verb of saying and its day ("a annoncé la préfecture mercredi")."""
_CLAUSE = 8
"""What a clause mark between expression and verb counts, in tokens."""


class Sentences:
    """Where the sentences of a row of tokens begin; good enough to look for a verb in, found in one pass."""

    def __init__(self, words: Sequence[str], starts: Sequence[int], text: str, abbreviations: frozenset[str]) -> None:
        begins = [0]
        size = len(words)
        for at, word in enumerate(words):
            if word not in _ENDS:
                continue
            if word == "\n":
                # An empty line is no sentence.
                if begins[-1] == at:
                    begins.pop()
                begins.append(at + 1)
            elif at + 1 < size:
                following = text[starts[at + 1]]
                if starts[at + 1] == starts[at] + 1 and following not in "»”\"'":
                    continue
                before = words[at - 1] if word == "." and at else ""
                shortened = before in abbreviations or (len(before) == 1 and before.isalpha())
                if not shortened and not following.islower() and following not in ".!?…,;":
                    begins.append(at + 1)
        self._begins = begins
        self._size = size

    def number(self, at: int) -> int:
        """The number of the sentence that the token `at` stands in."""
        return bisect_right(self._begins, at) - 1

    def bounds(self, number: int) -> tuple[int, int]:
        """First token of a sentence, and the first behind it."""
        end = self._begins[number + 1] if number + 1 < len(self._begins) else self._size
        return self._begins[number], end


class Tenses:
    """The verb forms of a language file's table `tense`, and how they are found."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._certain: dict[str, Tense] = dict.fromkeys(table["past_words"], "past")
        self._certain.update(dict.fromkeys(table["future_words"], "future"))
        self._auxiliaries: dict[str, Tense] = dict.fromkeys(table["past_auxiliaries"], "past")
        self._auxiliaries.update(dict.fromkeys(table["future_auxiliaries"], "future"))
        self.pluperfect = frozenset(table["pluperfect"])
        self._saying = frozenset(table["saying"])
        self._pairs = frozenset(tuple(pair.split()) for pair in table["future_pairs"])
        self._open = frozenset(table["open_verbs"])
        self._before: dict[str, Tense | None] = dict.fromkeys(table["past_before"], "past")
        self._before.update(dict.fromkeys(table["future_before"], "future"))
        self._before.update(dict.fromkeys(table["open_before"], None))
        self._none = frozenset(table["no_verbs"])
        self._future_endings = tuple(table["future_endings"])
        self._past_endings = tuple(table["past_endings"])
        self._participle_endings = tuple(table["participle_endings"])
        self._alone_endings = tuple(table["participle_alone_endings"])
        self._participles = frozenset(table["participles"])
        self._infinitive_after = frozenset(table["infinitive_after"])
        self._infinitive_endings = tuple(table["infinitive_endings"])
        self._marks = frozenset(table["clause_marks"])
        self._conjunctions = frozenset(table["conjunctions"])
        self._determiners = frozenset(table["determiners"])
        self.default: Tense | None = table["without_verb"] or None

    def of(self, words: Sequence[str], first: int, last: int, begin: int, end: int) -> Tense | None:
        """The tense of the verb nearest to the tokens `first` to `last` of the sentence `begin:end`; None without."""
        for at in range(max(begin, first - _INTRODUCED), first):
            if words[at] in self._before:
                return self._before[words[at]]
        # A semicolon parts two statements.
        begin = next((at + 1 for at in range(first - 1, begin - 1, -1) if words[at] == ";"), begin)
        end = next((at for at in range(last + 1, end) if words[at] == ";"), end)
        begin, end = max(begin, first - _REACH), min(end, last + 1 + _REACH)
        cues = self._cues(words, begin, end)
        if first - 1 >= begin and self._participle_at(words, first - 1, begin):
            cues.append((first - 1, "past"))
        elif first - 2 >= begin and len(words[first - 1]) <= 3 and self._participle_at(words, first - 2, begin):
            cues.append((first - 2, "past"))
        # "And" parts two clauses where a verb follows at once ("flew in on Monday and is due to sign").
        verbs = {at - step for at, _ in cues for step in (1, 2)}
        marks = [
            at
            for at in range(begin, end)
            if not first <= at <= last
            and (words[at] in self._marks or (at in verbs and words[at] in self._conjunctions))
        ]
        best: tuple[int, Tense | None] | None = None
        for at, tense in cues:
            if first <= at <= last:
                continue
            low, high = (at, first) if at < first else (last, at)
            distance = high - low + _CLAUSE * (bisect_left(marks, high) - bisect_left(marks, low + 1))
            # A verb before the expression is more often its own than one behind it.
            if at > last:
                distance += 1
            if best is None or distance < best[0]:
                best = distance, tense
        return best[1] if best else None

    def said(self, words: Sequence[str], first: int, begin: int) -> bool:
        """Whether the expression at `first` of a sentence tells when something was said, not when it happened."""
        for at in range(first - 1, max(begin, first - 2 - _SAYING) - 1, -1):
            word = words[at]
            if word in self._saying:
                return True
            if word in self._auxiliaries or word in self._certain or self.participle(word):
                return False
            if word in self._marks and not (word == "," and at == first - 1):
                return False
        return False

    def settles(self, word: str) -> bool:
        """Whether `word` before an expression says by itself where it lies ("depuis", "until")."""
        return word in self._before

    def participle(self, word: str) -> bool:
        """Whether `word` looks like a participle that can stand without an auxiliary."""
        if word in self._none or word in self._certain or word in self._auxiliaries:
            return False
        return word in self._participles or (len(word) > 4 and word.endswith(self._alone_endings))

    def _participle_at(self, words: Sequence[str], at: int, begin: int) -> bool:
        """Whether the word just before a date is a participle; a noun has a determiner ("une remise", "les élus")."""
        word = words[at]
        if at > begin and words[at - 1] in self._determiners:
            return False
        if word in self._none and word in self._participles:
            return at > begin and words[at - 1] not in self._marks
        return self.participle(word)

    def _cues(self, words: Sequence[str], begin: int, end: int) -> list[tuple[int, Tense | None]]:
        cues: list[tuple[int, Tense | None]] = []
        open_until, open_tense = -1, None
        for at in range(begin, end):
            word = words[at]
            if word in self._auxiliaries:
                # An auxiliary that another governs is a verb form by itself ("a été", "has been").
                if open_tense and at <= open_until and word not in self._certain:
                    cues.append((at, open_tense))
                if open_tense != "future" or at > open_until:
                    open_until, open_tense = at + _COMPOUND, self._auxiliaries[word]
                if open_tense == "future" or (open_tense and word in self._certain):
                    cues.append((at, open_tense))
                continue
            if word in self._open:
                cues.append((at, None))
                continue
            certain = self._certain.get(word)
            if at > begin and (words[at - 1], word) in self._pairs:
                certain = "future"
            if certain is None and len(word) > 3 and word not in self._none:
                if word.endswith(self._future_endings):
                    certain = "future"
                elif word.endswith(self._past_endings):
                    certain = "past"
            # Just behind its auxiliary a participle may look like a noun ("s'est produit").
            sure = at > begin and words[at - 1] in self._auxiliaries
            if open_tense and at <= open_until and certain is None and self._is_participle(word, sure=sure):
                cues.append((at, open_tense))
                open_until = at + 2
            elif (
                certain is None
                and at > begin
                and words[at - 1] in self._infinitive_after
                and len(word) > 3
                and word.endswith(self._infinitive_endings)
                and word not in self._none
            ):
                cues.append((at, "future"))
            elif certain:
                # What an auxiliary of the future governs lies in the future ("sera annoncé").
                if open_tense == "future" and at <= open_until and certain == "past":
                    certain = "future"
                cues.append((at, certain))
        return cues

    def _is_participle(self, word: str, *, sure: bool) -> bool:
        if word in self._none:
            return sure and word in self._participles
        return word in self._participles or (len(word) > 2 and word.endswith(self._participle_endings))
