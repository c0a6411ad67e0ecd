"""Subjects: which noun phrase of a sentence a verb belongs to."""

from __future__ import annotations

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Host, Token
from store.extraction.quotes.phrases import Phrase, Phrases

_GROUP = 8  # adverbs and pronouns before a verb
_TITLE = 28  # characters of a newspaper's name with its marks
_CLAUSE = 60  # tokens looked at to the left of a verb


class Subjects(Phrases):
    """Reads the subjects of verbs."""

    def subject(self, host: Host, verb: int) -> Phrase | None:
        """The subject of the verb group that begins at token `verb`, standing before it."""
        tokens, words = host.tokens, self.lexicon.words
        at = verb
        while at > max(0, verb - _GROUP):
            word = tokens[at - 1].low
            if word in words["pronouns"] or not (word in words["clitics"] or self.lexicon.is_adverb(word)):
                break
            at -= 1
        if at == 0:
            return None
        before = tokens[at - 1]
        if before.low in words["relatives"]:
            return self._antecedent(tokens, at - 1)
        low = max(0, at - _CLAUSE)
        free = at < 2 or tokens[at - 2].low not in words["prepositions"]
        if before.kind == QUOTE and before.marked is not None and before.end - before.start < _TITLE and free:
            # « Le Monde » révèle que: a name may stand between marks.
            return Phrase(before.marked.start, before.marked.end, "name", "", True, "organization", True)
        if before.kind == NAME and free:
            begun = at < 2 or tokens[at - 2].kind == PUNCT or tokens[at - 2].low in words["boundaries"]
            if begun:  # a place may speak where it is the subject: "Paris a indiqué"
                return self._named(tokens, at - 1, at)
        if (clause := self._behind_subordinator(tokens, at)) is not None:
            return clause
        begin = at
        if before.low == "," and (outer := self._around_insertion(tokens, at - 1, low)) is not None:
            return outer
        while begin > low:
            token = tokens[begin - 1]
            if token.low in words["boundaries"] or token.low in (";", ":", "(", "—", "–", ")") or token.kind == QUOTE:
                if token.low == ")":
                    begin = self._before_parenthesis(tokens, begin - 1, low)
                    continue
                break
            begin -= 1
        if before.low == "," and begin > 1 and tokens[begin - 1].low in words["inserted_relatives"]:
            return self.first_phrase(tokens, 0, begin - 1)
        if begin == at:
            return self.first_phrase(tokens, 0, at)
        found = self._behind_comma(tokens, begin, at)
        if not begin and found is not None and (found.kind != "name" or found.type != "person"):
            found = None  # "X, le maire de Y, a dit"
        found = found or self.first_phrase(tokens, begin, at)
        if found is None and begin > 0:
            found = self._enclosing(tokens, begin, at)
        return found

    def _behind_subordinator(self, tokens: list[Token], at: int) -> Phrase | None:
        """The subject of a clause that a subordinator begins: "after the chipmaker warned"."""
        for k in range(at - 2, max(-1, at - _GROUP), -1):
            if tokens[k].kind in (PUNCT, QUOTE):
                return None
            if tokens[k].low in self.lexicon.words["subordinators"]:
                found = self.phrase_at(tokens, k + 1, at)
                return found if found is not None and found.end >= tokens[at - 1].end and found.animate else None
        return None

    def _behind_comma(self, tokens: list[Token], begin: int, at: int) -> Phrase | None:
        """The subject that a subordinate clause and its comma precede: "où il est né, le maire a dit"."""
        comma = next((k for k in range(at - 2, begin - 1, -1) if tokens[k].low == ","), None)
        if comma is None:
            return None
        found = self.phrase_at(tokens, comma + 1, at)
        return found if found is not None and found.end >= tokens[at - 1].end and found.animate else None

    def _around_insertion(self, tokens: list[Token], comma: int, low: int) -> Phrase | None:
        """The subject before an inserted relative clause: "X, qui dirige Y, a dit"."""
        words = self.lexicon.words
        for k in range(comma - 1, low, -1):
            if tokens[k].kind in (PUNCT, QUOTE) and tokens[k].low != "-":
                if tokens[k].low == "," and tokens[k + 1].low in words["inserted_relatives"]:
                    return self._antecedent(tokens, k + 1)
                return None
        return None

    def _before_parenthesis(self, tokens: list[Token], at: int, low: int) -> int:
        while at > low and tokens[at].low != "(":
            at -= 1
        return at

    def _enclosing(self, tokens: list[Token], begin: int, at: int) -> Phrase | None:
        """The subject of a verb with none in its own clause: "X, qui dirige Y, a dit", "X a dit que … et a ajouté"."""
        before = tokens[at - 1].low
        conjoined = before in self.lexicon.words["conjunctions"] or before == ","
        return (
            self.first_phrase(tokens, 0, begin)
            if conjoined or tokens[begin - 1].low in self.lexicon.words["relatives"]
            else None
        )

    def _antecedent(self, tokens: list[Token], relative: int) -> Phrase | None:
        at = relative - 1
        while at >= 0 and tokens[at].kind == PUNCT and tokens[at].low in ",)":
            at -= 1
        if at < 0:
            return None
        if tokens[at].kind == NAME:
            return self._named(tokens, at, at + 1)
        words = self.lexicon.words
        inner: Phrase | None = None
        for k in range(at, max(-1, at - 10), -1):
            if tokens[k].kind == NAME or tokens[k].kind == QUOTE or (tokens[k].kind == PUNCT and tokens[k].low != "-"):
                break
            if tokens[k].low in words["determiners"] or tokens[k].low in words["demonstratives"]:
                found = self.phrase_at(tokens, k, relative)
                if inner is not None:  # "un conseiller de l'exécutif, qui": the one of whom more is told
                    return found if found is not None and found.kind in ("person", "office") else inner
                if found is None or k == 0 or tokens[k - 1].low not in words["of"] or at == relative - 1:
                    return found
                inner = found
        return inner

    def first_phrase(self, tokens: list[Token], begin: int, end: int) -> Phrase | None:
        """The first noun phrase in `begin:end` that no preposition governs, a clause's subject as a rule."""
        words = self.lexicon.words
        depth = 0
        k = begin
        end = min(end, begin + _CLAUSE)
        while k < end:
            token = tokens[k]
            if token.kind == PUNCT:
                if token.low in "([":
                    depth += 1
                elif token.low in ")]":
                    depth = max(0, depth - 1)
                k += 1
                continue
            if depth or token.kind == QUOTE:
                k += 1
                continue
            previous = tokens[k - 1].low if k > begin else ""
            # "On the wall of Ann Roe's office": a preposition governs the office too.
            owned = self._possessive(tokens, k - 1) or self._possessive(tokens, k - 2) if k > begin + 1 else False
            governed = previous in words["prepositions"] or (owned and token.kind == WORD and self._bare(token.low))
            titled = self._past_title(tokens, k, end)
            if titled > k and not governed:
                return self._named(tokens, titled, end)
            if token.kind == NAME:
                if not governed and not (
                    previous in words["determiners"] and k > begin + 1 and tokens[k - 2].low in words["prepositions"]
                ):
                    named = self._named(tokens, k, end)
                    if named.type not in ("place", "event", "work"):
                        return named
            elif token.low in words["pronouns"] or token.low in words["demonstratives"]:
                if not governed and self._personal(tokens, k):
                    return Phrase(token.start, token.end, "pronoun", token.low)
            elif token.low in words["generic_pronouns"] and not governed:
                return self.phrase_at(tokens, k, end)
            elif token.low in words["of"] and k + 1 < end and tokens[k + 1].low in words["quantities"]:
                return self._described(tokens, k, k + 1, end)
            elif token.low in words["determiners"] or (self._bare(token.low) and not governed):
                found = self.phrase_at(tokens, k, end)
                if found is not None and not governed:
                    if found.kind != "thing":
                        return found
                    if k == begin or tokens[k - 1].kind == PUNCT:
                        return found
                k = self._skip(tokens, k, end, found)
                continue
            k += 1
        return None

    def _skip(self, tokens: list[Token], k: int, end: int, found: Phrase | None) -> int:
        if found is None:
            return k + 1
        k += 1
        while k < end and tokens[k].start < found.end and tokens[k].kind != NAME:
            k += 1
        return k

    def _personal(self, tokens: list[Token], k: int) -> bool:
        words = self.lexicon.words
        following = [token.low for token in tokens[k + 1 : k + 4]]
        if not following:
            return True
        if following[0] in words["impersonal"] or "".join(following[:2]) in words["impersonal"]:
            return False
        rest = following[1:]
        return not (following[0] in words["is"] and any(word in words["impersonal_after_is"] for word in rest[:2]))
