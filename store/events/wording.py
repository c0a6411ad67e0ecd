"""What the words of a passage tell of a happening: stems, kinds of happenings, tense and status.

Kinds follow the event types of ACE 2005 and Rich ERE; stems are those of the Snowball project (M. F. Porter, 2001).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import cache, cached_property
from typing import Literal

from store import languages
from store.events.openings import Openings
from store.events.remembered import remembered
from store.model import Status

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")
_CONTINUES = re.compile(r"[\w-]")

_NO_KINDS: frozenset[str] = frozenset()


@cache
def wording(code: str) -> Wording:
    """The reader of wordings for the language `code`, made once."""
    return Wording(languages.load(code))


class Wording(Openings):
    """Reads passages of one language; every passage is given levelled (`store.text.level`), in any case."""

    def __init__(self, language: languages.Language) -> None:
        self.table = language["events"]
        # Only a build needs it.
        from Stemmer import Stemmer

        self._stemmer = Stemmer(self.table["stemmer"])
        self._stems: dict[str, str] = {}
        self._of_word: dict[str, frozenset[str]] = {}
        self._terms: dict[str, str] = {}
        self._stopwords = frozenset(self.table["stopwords"])
        self._not_kinds = frozenset(self.table["not_kinds"])
        self._roles = frozenset(self.table["roles"])
        self._not_participles = frozenset(self.table["not_participles"])
        self._not_futures = frozenset(self.table["not_futures"])

    def stem(self, word: str) -> str:
        """The stem of a lower-case word."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = str(self._stemmer.stemWord(word))
        return found

    def stems(self, passage: str) -> frozenset[str]:
        """The terms of the words that say something: their stems, or what those are a synonym of."""
        words = _WORD.findall(passage.lower())
        return frozenset(self.term(w) for w in words if len(w) > 2 and w not in self._stopwords)

    @cached_property
    def _synonyms(self) -> dict[str, str]:
        """By stem the group of words that newspapers put for each other; no stem of a language looks like a group."""
        groups = self.table["synonyms"].items()
        return {self.stem(form): f"={group}" for group, forms in groups for form in forms}

    def term(self, word: str) -> str:
        """The stem of a lower-case word, or the group of synonyms that it belongs to, the same in every language."""
        found = self._terms.get(word)
        if found is None:
            stem = self.stem(word)
            found = self._terms[word] = self._synonyms.get(stem, stem)
        return found

    @cached_property
    def _kinds(self) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, str], ...]]]:
        """The kinds by stem, and by their first word the phrases with their kinds."""
        by_stem: dict[str, set[str]] = {}
        phrases: dict[str, set[tuple[str, str]]] = {}
        for kind, forms in self.table["types"].items():
            for form in map(str.lower, forms):
                first = _WORD.search(form)
                if first and (" " in form or "'" in form):
                    phrases.setdefault(first[0], set()).add((form[first.start() :], kind))
                else:
                    by_stem.setdefault(self.stem(form), set()).add(kind)
        return (
            {stem: frozenset(kinds) for stem, kinds in by_stem.items()},
            {first: tuple(sorted(found)) for first, found in phrases.items()},
        )

    @remembered
    def _phrases_in(self, lowered: str) -> tuple[tuple[int, str, str], ...]:
        """The phrases in a lower-case passage that name a kind: where, the words, the kind."""
        _, phrases = self._kinds
        found = []
        for match in _WORD.finditer(lowered):
            for phrase, kind in phrases.get(match[0], ()):
                start, end = match.start(), match.start() + len(phrase)
                if lowered.startswith(phrase, start) and not _CONTINUES.match(lowered, end):
                    found.append((start, phrase, kind))
        return tuple(found)

    @cached_property
    def _not_told(self) -> re.Pattern[str]:
        """What a charge is ("an inquiry for manslaughter"), and phrases in which a word has lost its meaning."""
        leads = "|".join(re.escape(lead) for lead in self.table["charge_leads"])
        links = "|".join(re.escape(link) for link in self.table["charge_links"])
        phrases = "|".join(re.escape(phrase) for phrase in self.table["not_phrases"])
        deeds = "|".join(re.escape(deed) for deed in self.table["charge_deeds"])
        charge = (
            rf"(?P<lead>(?:{leads})(?![\w-])[^.;:,]{{0,40}}?(?<![\w-])(?:{links}))"
            rf"(?!(?:{deeds})(?!\w))[\w'-]{{3,30}}(?: [\w'-]{{3,30}})?"
        )
        return re.compile(rf"(?<![\w-])(?:{charge}|(?:{phrases})(?![\w-]))")

    @remembered
    def kinds(self, passage: str) -> frozenset[str]:
        """The kinds of happenings that the passage names, as `{"sue", "accuse"}`."""
        lowered = self._not_told.sub(lambda match: (match["lead"] or "") + " ", passage.lower())
        found: set[str] = set()
        by_role: set[str] = set()
        for _, word, kinds in self._words_naming(lowered):
            (by_role if word in self._roles else found).update(kinds)
        found.update(kind for _, _, kind in self._phrases_in(lowered))
        # "The founder has sold his shares" does not tell that something was founded; "she was a founder" does.
        return frozenset(found or by_role)

    @remembered
    def _words_naming(self, lowered: str) -> tuple[tuple[int, str, frozenset[str]], ...]:
        """The words of a lower-case passage that name kinds: where, the word, the kinds."""
        words = ((match.start(), match[0], self._kinds_of(match[0])) for match in _WORD.finditer(lowered))
        return tuple(word for word in words if word[2])

    def _kinds_of(self, word: str) -> frozenset[str]:
        """The kinds that a lower-case word names."""
        kinds = self._of_word.get(word)
        if kinds is None:
            by_stem, _ = self._kinds
            kinds = _NO_KINDS if word in self._not_kinds else by_stem.get(self.stem(word), _NO_KINDS)
            self._of_word[word] = kinds
        return kinds

    def naming(self, passage: str, kinds: Set[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of the passage that name `kinds`, in lower case and in their order, each with those it names."""
        if not kinds:
            return ()
        lowered = passage.lower()
        found = [
            (start, word, tuple(sorted(named)))
            for start, word, all_kinds in self._words_naming(lowered)
            if (named := all_kinds & kinds)
        ]
        found += [(start, words, (kind,)) for start, words, kind in self._phrases_in(lowered) if kind in kinds]
        return tuple((words, named) for _, words, named in sorted(found))

    def by_stem(self, passage: str, terms: Set[str]) -> dict[str, str]:
        """By term the word of the passage, as it first stands there, in lower case."""
        found: dict[str, str] = {}
        for word in _WORD.findall(passage.lower()):
            term = self.term(word)
            if term in terms:
                found.setdefault(term, word)
        return found

    @cached_property
    def _boilerplate(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(cue) for cue in self.table["boilerplate"]))

    def is_boilerplate(self, passage: str) -> bool:
        """Whether the passage is furniture of a page (newsletter, "read also", photo credit) and no report."""
        return self._boilerplate.search(passage.lower()) is not None

    @cached_property
    def _addresses(self) -> re.Pattern[str]:
        return _phrases(self.table["addresses"])

    def addresses(self, passage: str) -> list[int]:
        """Where the passage speaks to its reader ("nous vous formons", "your")."""
        return [match.start() for match in self._addresses.finditer(passage.lower())]

    @cached_property
    def _past(self) -> re.Pattern[str]:
        return _phrases(self.table["past_forms"])

    @cached_property
    def _perfect(self) -> re.Pattern[str]:
        auxiliaries = "|".join(re.escape(a) for a in self.table["past_auxiliaries"])
        between = "|".join(re.escape(b) for b in self.table["between"])
        adverbs = "|".join(re.escape(b) for b in self.table["between_endings"])
        endings = "|".join(re.escape(e) for e in self.table["participle_endings"])
        return re.compile(
            rf"(?<![\w-])(?:{auxiliaries}) (?:(?:(?:{between})|[\w-]{{2,20}}(?:{adverbs})) ){{0,4}}"
            rf"(?P<participle>[^\W\d_][\w-]{{0,20}}?(?:{endings}))(?![\w-])"
        )

    @cached_property
    def _simple_past(self) -> re.Pattern[str]:
        endings = "|".join(re.escape(e) for e in self.table["past_endings"])
        return re.compile(rf"(?<![\w-])[^\W\d_]{{2,20}}(?:{endings})(?![\w-])")

    @remembered
    def is_past(self, passage: str) -> bool:
        """Whether a verb of the passage tells of something done."""
        lowered = passage.lower()
        if self._past.search(lowered) or self._simple_past.search(lowered):
            return True
        return any(m["participle"] not in self._not_participles for m in self._perfect.finditer(lowered))

    @cached_property
    def _future(self) -> re.Pattern[str]:
        return _phrases(self.table["future_forms"])

    @cached_property
    def _future_ending(self) -> re.Pattern[str] | None:
        endings = self.table["future_endings"]
        return re.compile(rf"(?<![\w-])[^\W\d_]{{2,20}}(?:{'|'.join(endings)})(?![\w])") if endings else None

    @remembered
    def is_future(self, passage: str) -> bool:
        """Whether a verb of the passage tells of something to come or planned."""
        lowered = passage.lower()
        if self._future.search(lowered):
            return True
        if self._future_ending is None:
            return False
        return any(m[0] not in self._not_futures for m in self._future_ending.finditer(lowered))

    @cached_property
    def _ranges(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        openers = "|".join(re.escape(o) for o in self.table["range_openers"])
        links = "|".join(re.escape(link) for link in self.table["range_links"])
        return re.compile(rf"(?<![\w-])(?:{openers})\s*$"), re.compile(rf"\s*(?:{links})\s*(?:the\s)?")

    def is_range(self, before: str, between: str) -> bool:
        """Whether the words before a date and those between it and the next make the two the ends of a range."""
        opener, link = self._ranges
        return link.fullmatch(between.lower()) is not None and opener.search(before.lower()) is not None

    @cached_property
    def _since(self) -> re.Pattern[str]:
        openers = "|".join(re.escape(o) for o in self.table["since"])
        return re.compile(rf"(?<![\w-])(?:{openers})\s*$")

    def is_since(self, before: str, *, alone: bool = False) -> bool:
        """Whether the words before a date make it the beginning of something that goes on; `alone`: and no others."""
        found = self._since.search(before.lower())
        return found is not None and not (alone and before[: found.start()].strip())

    @cached_property
    def _counting(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return _phrases(self.table["counted_back"]), _phrases(self.table["counted_on"])

    def counts_on(self, surface: str) -> Literal[-1, 1] | None:
        """Whether a duration with the word before it is counted from the day of writing: back (-1) or on (1)."""
        back, on = self._counting
        lowered = surface.lower()
        return -1 if back.search(lowered) else 1 if on.search(lowered) else None

    @cached_property
    def _worth(self) -> re.Pattern[str]:
        worth = "|".join(re.escape(w) for w in self.table["worth"])
        return re.compile(rf"(?<![\w-])(?:{worth})[^.,;:()]{{0,40}}$")

    def is_worth(self, before: str) -> bool:
        """Whether the words before a sum make it what something is worth, and not what is paid or offered for it."""
        return self._worth.search(before.lower()) is not None

    @cached_property
    def _earlier(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        relatives = "|".join(re.escape(r) for r in self.table["relatives"])
        return _phrases(self.table["pluperfect"]), re.compile(rf"\s*(?:{relatives})(?!\w)")

    def is_earlier(self, clause: str) -> bool:
        """Whether a clause tells of what had happened before ("the fire had spread")."""
        return self._earlier[0].search(clause.lower()) is not None and self.is_past(clause)

    def is_relative(self, clause: str) -> bool:
        """Whether a clause begins with a relative pronoun."""
        return self._earlier[1].match(clause.lower()) is not None

    def is_aside(self, clause: str) -> bool:
        """Whether a clause looks back at what somebody had done before, on the way ("who had bought it")."""
        return self.is_relative(clause) and self.is_earlier(clause)

    @cached_property
    def _according(self) -> frozenset[str]:
        return frozenset(self.table["according"])

    def is_according(self, cue: str) -> bool:
        """Whether what gives a source is no verb of saying ("selon"): it does not tell that something was said."""
        return cue.lower() in self._according

    @cached_property
    def _settings(self) -> re.Pattern[str]:
        prepositions = "|".join(re.escape(p) for p in self.table["setting_prepositions"])
        determiners = "|".join(re.escape(d) for d in self.table["setting_determiners"])
        return re.compile(rf"(?:[\w'-]{{1,20}} ){{0,4}}(?:{prepositions}) (?:{determiners})")

    def is_setting(self, clause: str) -> bool:
        """Whether a clause only places what follows it ("Eight days after the derailment")."""
        return self._settings.match(clause.lower()) is not None and not self.is_past(clause)

    @cached_property
    def _conditional(self) -> re.Pattern[str]:
        return _phrases(self.table["conditional_forms"], self.table["conditional_endings"])

    def is_conditional(self, clause: str) -> bool:
        """Whether a verb of a clause tells what would be, or what was to come from a day that is past."""
        return self._conditional.search(clause.lower()) is not None

    @cached_property
    def _loose_days(self) -> re.Pattern[str]:
        return _phrases(self.table["loose_days"])

    def is_loose_day(self, surface: str) -> bool:
        """Whether a date is one that people also name without meaning it ("demain"), or that has no sharp edges."""
        return self._loose_days.fullmatch(surface.lower()) is not None

    @cached_property
    def _background(self) -> re.Pattern[str]:
        return _phrases(self.table["background"])

    def is_background(self, passage: str) -> bool:
        """Whether the passage looks back from what is told ("had left"), so that it is older than the day's news."""
        return self._background.search(passage.lower()) is not None

    @cached_property
    def _negations(self) -> re.Pattern[str]:
        return _phrases(self.table["negations"])

    @cached_property
    def _denials(self) -> re.Pattern[str]:
        return _phrases(self.table["denials"])

    def is_denied(self, passage: str) -> bool:
        """Whether the passage says of a happening that it did not happen; not every "not" does ("did not comment")."""
        lowered = passage.lower()
        for match in self._negations.finditer(lowered):
            # Word by word: "has not wished to comment" is a kind of happening itself, and did happen.
            if any(self.kinds(word) for word in lowered[match.end() :].split()[:2]):
                return True
        denial = self._denials.search(lowered)
        return denial is not None and bool(self.kinds(re.split(r"[,;.]", lowered[denial.end() :], maxsplit=1)[0]))

    @cached_property
    def _allegations(self) -> re.Pattern[str]:
        return _phrases(self.table["allegations"], self.table["conditional_endings"])

    @cached_property
    def _recent(self) -> re.Pattern[str]:
        return _phrases(self.table["recent"])

    def is_recent(self, passage: str) -> bool:
        """Whether the passage says that it tells the latest news ("vient de")."""
        return self._recent.search(passage.lower()) is not None

    @remembered
    def status(self, passage: str) -> Status:
        """How sure the passage is of what it tells."""
        lowered = passage.lower()
        if self.is_denied(passage):
            return "denied"
        # "devrait rouvrir", "is expected to": neither hearsay nor past, whatever the endings.
        rest = self._future.sub(" ", lowered)
        if self._allegations.search(rest):
            return "alleged"
        if self.is_future(passage) and not self.is_past(rest):
            return "planned"
        return "happened"

    @cached_property
    def _clauses(self) -> re.Pattern[str]:
        openers = "|".join(re.escape(c) for c in sorted(self.table["clause_openers"], key=len, reverse=True))
        # Not at the comma of a figure ("3,4 millions").
        return re.compile(rf"(?<!\d),|,(?!\d)|[;:()–—]|(?<=\s)-(?=\s)|(?<![\w-])(?:{openers})(?![\w-])")

    @remembered
    def clauses(self, passage: str) -> tuple[tuple[int, int], ...]:
        """The clauses of the passage as spans, cut at punctuation, conjunctions and relatives."""
        spans, start = [], 0
        for match in self._clauses.finditer(passage.lower()):
            if passage[start : match.start()].strip():
                spans.append((start, match.start()))
            start = match.start() if match[0][0].isalpha() else match.end()
        if passage[start:].strip():
            spans.append((start, len(passage)))
        return tuple(spans)

    def resumes(self, passage: str) -> bool:
        """Whether the passage begins with a definite noun for a happening ("cette offre", "the lawsuit")."""
        lowered = passage.lower()
        match = self._definite.match(lowered, self.without_opener(lowered))
        return match is not None and bool(self.kinds(match[1]))


def _phrases(forms: Iterable[str], endings: Sequence[str] = ()) -> re.Pattern[str]:
    """Finds one of the forms, or a word with one of the endings, between words."""
    alternatives = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
    if endings:
        alternatives.append(rf"[^\W\d_]{{2,20}}(?:{'|'.join(map(re.escape, endings))})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])")
