"""Indirect speech: which words of a sentence a cue reports ("a déclaré que …", "selon lui, …", "accuse X de …")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.extraction.quotes.clause_ends import LONGEST, clause_end, starts_with_any, tied
from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Host, Token
from store.extraction.quotes.lexicon import Lexicon

_ADDRESSEE = 16  # tokens between a cue and its "that"
_APPOSED = 4  # tokens between a comma and marked words in apposition
_INSERTED = 3  # tokens of a clause before an inserted cue
_HEARERS = 4  # tokens of those who are told: "told a press conference in Lens it would"
_OBJECT = 18  # tokens between "accuse" and "de"
_LONG_QUOTE = 5  # words of a marked part that stands for itself


@dataclass(frozen=True, slots=True)
class Clause:
    """Reported words over tokens `first:last` of the cue's sentence."""

    cue: Cue
    first: int
    last: int

    @property
    def start(self) -> int:
        """Offset of the first word."""
        return self.cue.host.tokens[self.first].start

    @property
    def end(self) -> int:
        """Offset behind the last word."""
        return self.cue.host.tokens[self.last - 1].end


def clauses(host: Host, cues: list[Cue], lexicon: Lexicon) -> list[Clause]:
    """The reported clauses of a sentence, without those inside another."""
    found: list[Clause] = []
    reached = -1
    for cue in cues:
        for first, last in _contents(cue, cues, lexicon):
            trimmed = _trim(host.tokens, first, last, lexicon, 1 if "label" in cue.frames else 2)
            if trimmed is None or (not cue.according and cue.anchor < 0 and cue.first < reached):
                continue
            clause = Clause(cue, *trimmed)
            if starts_with_any(host.tokens, clause.first, lexicon.sequences["anonymity"]):
                continue
            if any(other.first < clause.last and clause.first < other.last for other in found):
                continue
            found.append(clause)
            reached = max(reached, clause.last)
            break
    return found


def _contents(cue: Cue, cues: list[Cue], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where what the cue reports may stand, the surest first."""
    host = cue.host
    tokens = host.tokens
    if cue.is_void(lexicon):
        return
    if cue.according:
        yield from _by_source(cue, cues, lexicon)
        return
    if (start := _as_said(cue, lexicon)) is not None:
        yield start, clause_end(host, start, cues, lexicon)
        return
    if tokens[cue.last - 1].low in lexicon.words["findings"] and cue.speaker and cue.speaker.kind == "pronoun":
        return
    animate = cue.speaker is not None and cue.speaker.animate
    if not cue.strong and not animate:
        return
    if "clause" in cue.frames:
        that = _that(tokens, cue, cues, lexicon)
        if that is not None:
            yield that, clause_end(host, that, cues, lexicon)
        elif _is_inserted(cue, lexicon):
            first, end = _before(cue, cues)
            if end - first >= _INSERTED:
                yield first, end
    if "bare" in cue.frames:
        start = _infinitive(tokens, cue.after, lexicon, 3) if lexicon.elision else _zero_that(tokens, cue.last, lexicon)
        if start is not None and cue.anchor < 0:
            yield start, clause_end(host, start, cues, lexicon)
    if cue.speaker is not None and not animate:
        return
    if "infinitive" in cue.frames and cue.anchor < 0:
        start = _to(tokens, cue.after, lexicon)
        if start is not None:
            yield start, clause_end(host, start, cues, lexicon)
    if "charge" in cue.frames or "label" in cue.frames:
        start = _of(tokens, cue.after, lexicon, "label" in cue.frames)
        if start is not None:
            yield start, clause_end(host, start, cues, lexicon)
    if "object" in cue.frames and cue.anchor < 0:
        start = cue.last
        if tokens[start - 2].low in lexicon.words["determiners"]:
            start -= 2  # "défend la nécessité de": the tail is part of what is said
        while start < len(tokens) and lexicon.is_adverb(tokens[start].low):
            start += 1
        start = _past_noun(tokens, start, lexicon)
        if start < len(tokens) and (
            tokens[start].low in lexicon.words["determiners"] or _is_tail(tokens, start, lexicon)
        ):
            yield start, clause_end(host, start, cues, lexicon)


def _as_said(cue: Cue, lexicon: Lexicon) -> int | None:
    """What follows "comme l'a rappelé X," at the beginning of a sentence."""
    tokens = cue.host.tokens
    leading = [token.low for token in tokens[: cue.first]]
    if not leading or len(leading) > 2 or leading[0] not in lexicon.words["as_said"]:
        return None
    comma = next((k for k in range(cue.after, min(len(tokens), cue.after + 12)) if tokens[k].low == ","), None)
    return None if comma is None else comma + 1


def _past_noun(tokens: list[Token], start: int, lexicon: Lexicon) -> int:
    """Past "sa volonté de": the noun of saying belongs to the cue."""
    words = lexicon.words
    near = [token.low for token in tokens[start : start + 3]]
    if len(near) == 3 and near[0] in words["possessives"] and near[1] in words["said_nouns"] and near[2] in words["of"]:
        return start + 3
    return start


def _is_inserted(cue: Cue, lexicon: Lexicon) -> bool:
    """Whether the cue stands at the end of what it reports, or within: ", a indiqué le parquet"."""
    tokens = cue.host.tokens
    if cue.anchor < 3 or cue.form not in ("finite", "participle") or cue.speaker is None:
        return False
    if tokens[cue.anchor].kind == QUOTE or tokens[cue.anchor - 1].kind == QUOTE:
        marks = cue.anchor if tokens[cue.anchor].kind == QUOTE else cue.anchor - 1
        apposed = any(token.low == "," for token in tokens[max(0, marks - _APPOSED) : marks])
        if marks < 3 or tokens[marks - 1].low == ":" or apposed:
            return False  # "…, un recul « exagéré », juge X": the marked words alone are X's
    words = lexicon.words
    after = cue.after
    while after < min(len(tokens), cue.after + 2) and _is_plain(tokens[after], lexicon):
        after += 1  # the adjectives of a name: "le ministère des Affaires étrangères"
    if after >= len(tokens) or tokens[after].low in (",", ".", ";", ")"):
        return True
    following = tokens[cue.after].low
    return following in words["prepositions"] or following in words["relatives"] or lexicon.is_adverb(following)


def _is_plain(token: Token, lexicon: Lexicon) -> bool:
    low, words = token.low, lexicon.words
    known = low in lexicon.verbs or any(
        low in words[name] for name in ("determiners", "prepositions", "auxiliaries", "is")
    )
    return token.kind == WORD and not known


def _is_tail(tokens: list[Token], start: int, lexicon: Lexicon) -> bool:
    return tokens[start - 1].low in lexicon.words["of"] and tokens[start].kind in (WORD, NAME)


def _by_source(cue: Cue, cues: list[Cue], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """What stands after "selon X," at the beginning, or before ", selon X" at the end."""
    tokens = cue.host.tokens
    comma = cue.after
    while comma < len(tokens) and comma < cue.after + 10 and tokens[comma].low != "," and tokens[comma].kind != QUOTE:
        comma += 1
    if (any(token.kind == QUOTE for token in tokens[:4]) and cue.first < 5) or (
        cue.first and tokens[cue.first - 1].kind == QUOTE
    ):
        return
    begins = (
        cue.first == 0
        or tokens[cue.first - 1].low in lexicon.words["conjunctions"]
        or tokens[cue.first - 1].low in ",;:("
    )
    if comma + 1 < len(tokens) and tokens[comma].low == ",":
        comma = _past_apposition(tokens, comma, lexicon)
    opens = cue.first < 3 or tokens[cue.first - 1].low in ";:"
    if begins and opens and comma + 1 < len(tokens) and tokens[comma].low == ",":
        yield comma + 1, clause_end(cue.host, comma + 1, cues, lexicon)
    elif cue.first > 2 and "clause" in cue.frames:
        end = cue.first - (tokens[cue.first - 1].low == ",")
        yield _since(cue, cues, end), end


def _past_apposition(tokens: list[Token], comma: int, lexicon: Lexicon) -> int:
    """The comma behind "selon X, directeur de Y," or the one given."""
    words = lexicon.words
    at = comma + 1
    while at + 1 < len(tokens) and (tokens[at].low in words["indefinite"] or tokens[at].low in words["prenominals"]):
        at += 1
    if tokens[at].kind != WORD or lexicon.noun(tokens[at].low) not in ("person", "office"):
        return comma
    later = range(comma + 2, min(len(tokens), comma + 12))
    return next((k for k in later if tokens[k].low == "," and k + 1 < len(tokens)), comma)


def _since(cue: Cue, cues: list[Cue], end: int) -> int:
    """Where the clause before token `end` begins: behind an earlier cue's own words, or at the sentence's start."""
    tokens = cue.host.tokens
    first = 0
    for k in range(max(0, end - LONGEST), end):
        if tokens[k].kind == PUNCT and tokens[k].low in ";:" and k < end - 1 and not tied(tokens, k):
            first = k + 1
    return first


def _before(cue: Cue, cues: list[Cue]) -> tuple[int, int]:
    end = cue.anchor + (cue.host.tokens[cue.anchor].kind == QUOTE)
    return _since(cue, cues, end), end


def _that(tokens: list[Token], cue: Cue, cues: list[Cue], lexicon: Lexicon) -> int | None:
    """The first token behind "que" if only an addressee, a time or a place stands between it and the cue."""
    words = lexicon.words
    k = cue.after
    end = min([len(tokens) - 1, k + _ADDRESSEE, *(other.first for other in cues if other.first >= k)])
    started = False
    while k < end:
        token = tokens[k]
        if token.low in words["that"]:
            return k + 1
        if token.kind == QUOTE or (token.kind == PUNCT and token.low not in ",'-"):
            return None
        if not started:
            dated = tokens[k + 1].low[:1].isdigit()
            fitting = (
                token.low in words["prepositions"]
                or lexicon.is_adverb(token.low)
                or token.low == ","
                or dated
                or token.low in words["times"]
                or (token.kind == NAME and not lexicon.elision)
                or token.low in words["addressees"]
            )
            if not fitting:
                return None
            started = not lexicon.is_adverb(token.low)
        k += 1
    return None


def _infinitive(tokens: list[Token], at: int, lexicon: Lexicon, reach: int) -> int | None:
    k = at
    while k < len(tokens) and k < at + reach:
        token = tokens[k]
        if token.kind == WORD and lexicon.is_infinitive(token.low):
            return next((i for i in range(at, k) if tokens[i].low in lexicon.words["clitics"]), k)
        if not lexicon.is_adverb(token.low) and token.low not in lexicon.words["clitics"]:
            return None
        k += 1
    return None


def _to(tokens: list[Token], at: int, lexicon: Lexicon) -> int | None:
    """The infinitive behind "de" or "to" ("promet de", "invite X à")."""
    for k in range(at, min(len(tokens) - 1, at + _OBJECT)):
        if tokens[k].kind == QUOTE or (tokens[k].kind == PUNCT and tokens[k].low not in "'-"):
            return None
        if tokens[k].low in lexicon.words["to"]:
            start = _infinitive(tokens, k + 1, lexicon, 4)
            if start is not None:
                return k + 1
    return None


def _of(tokens: list[Token], at: int, lexicon: Lexicon, label: bool) -> int | None:
    """What somebody is accused of or called: the first token behind "de"."""
    words = lexicon.words
    for k in range(at, min(len(tokens) - 1, at + _OBJECT)):
        if tokens[k].kind == QUOTE or (tokens[k].kind == PUNCT and tokens[k].low not in "'-,()"):
            return None
        if tokens[k].low not in (words["as"] if label else words["of"]):
            continue
        following = tokens[k + 1]
        if following.kind == QUOTE:
            return None
        if label and following.kind == WORD and following.low not in words["determiners"]:
            return k + 1
        if not label and _infinitive(tokens, k + 1, lexicon, 4) is not None:
            return k + 1
    return None


def _zero_that(tokens: list[Token], at: int, lexicon: Lexicon) -> int | None:
    """The clause right behind a verb without "that" ("said it would", "told Reuters the deal was off")."""
    words = lexicon.words
    k = at
    if k >= len(tokens):
        return None
    if at and tokens[at - 1].low in words["telling"]:
        # The addressee comes first.
        if tokens[k].low in words["determiners"]:
            reach = range(k + 2, min(len(tokens), k + 2 + _HEARERS))
            k = next((j for j in reach if _begins(tokens, j, lexicon)), k + 2)
        elif tokens[k].kind == NAME or tokens[k].low in words["addressees"]:
            k += 1
        else:
            return None
    if k < len(tokens) and tokens[k].low in words["when"]:
        # "said on Monday it would"
        later = range(k + 1, min(len(tokens), k + 7))
        start = next((j for j in later if _begins(tokens, j, lexicon) and tokens[j].low not in words["the"]), None)
        if start is None:
            return None
        k = start
    if k + 2 >= len(tokens):
        return None
    if not _begins(tokens, k, lexicon):
        return None
    if tokens[k].low in words["pronouns"]:
        return k
    # It has to hold a verb, or it is an object: "said a prayer".
    later = range(k + 1, min(len(tokens), k + 25))
    limit = next((j for j in later if tokens[j].low == ","), min(len(tokens), k + 25))
    verbal = any(t.low in words["verbal"] or t.low.endswith(("ed", "n't")) for t in tokens[k + 1 : limit])
    # A comma within the subject (a list, or "the suspect, a man of 34, had …") hides the verb behind it.
    after = tokens[limit + 1] if limit + 1 < len(tokens) and tokens[limit].low == "," else None
    inserted = after is not None and (after.kind == NAME or after.low in words["insertions"])
    return k if verbal or inserted else None


def _begins(tokens: list[Token], k: int, lexicon: Lexicon) -> bool:
    """Whether a clause can begin at token `k`."""
    words, low = lexicon.words, tokens[k].low
    if low in words["that"]:
        return False
    if tokens[k].kind == NAME:
        return tokens[k - 1].low not in words["prepositions"] and tokens[k - 1].low not in words["when"]
    return any(low in words[name] for name in ("pronouns", "body_pronouns", "determiners", "clause_starts"))


def _trim(tokens: list[Token], first: int, last: int, lexicon: Lexicon, least: int) -> tuple[int, int] | None:
    """Without punctuation at the ends, and without a long marked part at the end, which is a quotation of its own."""
    words = lexicon.words
    while first < last and tokens[first].kind == PUNCT and tokens[first].low not in "([$€£":
        first += 1
    while last > first and tokens[last - 1].kind == PUNCT and tokens[last - 1].low not in ")]%€$":
        last -= 1
    if last > first and tokens[last - 1].kind == QUOTE and first < last - 1:
        marked = tokens[last - 1].marked
        length = marked.end - marked.start if marked else 0
        before = tokens[last - 2]
        # "permettre d'atteindre « … »": the clause has no end before the marks.
        runs_on = lexicon.elision and lexicon.is_infinitive(before.low)
        if not runs_on and (before.low == "," or length > 6 * _LONG_QUOTE):
            last -= 1
            shortened = last
            while shortened > first and (
                tokens[shortened - 1].low in words["loose_ends"] or tokens[shortened - 1].kind == PUNCT
            ):
                shortened -= 1
            if before.low == "," and tokens[shortened - 1].kind == NAME:
                return None  # "X, PDG de Y, « … »": the marked words are the predicate
            # What is left has to be a clause, not the phrase that leads to the marked words.
            if before.kind != NAME and shortened - first >= 4 and tokens[first].low not in words["prepositions"]:
                last = shortened
            else:
                return None
    plain = sum(token.kind in (WORD, NAME) for token in tokens[first:last])
    marked_words = sum((t.marked.end - t.marked.start) // 6 for t in tokens[first:last] if t.marked)
    if plain < least or (marked_words and plain < 3) or marked_words > 3 * plain:
        return None
    return first, last
