"""Who speaks: the subject of a verb, what it is called, and whom a pronoun or a description stands for."""

from __future__ import annotations

from dataclasses import dataclass

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Host, Token
from store.extraction.quotes.lexicon import Lexicon

_PHRASE = 24  # tokens that a noun phrase may have
_CLAUSE = 60  # tokens looked at to the left of a verb
_MEMORY = 12  # sentences that a pronoun may look back
_PERSONAL = frozenset({"person", None})
_DESCRIBED = frozenset({"person", "office", "body", "company"})
_BODIES = frozenset({"organization", None})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may speak, over `start:end` of the text.

    `kind`: "name" (a proper name stands in it, at `start:end`), "pronoun", "generic" ("some"), or what its head noun is
    ("person", "office", "body", "company", "document"), "thing" where the noun is in no list.  `bare`: nothing follows
    the head noun.  `type` is the name's own.
    """

    start: int
    end: int
    kind: str
    head: str = ""
    bare: bool = True
    type: str | None = None
    definite: bool = False
    plural: bool = False
    gender: str | None = None
    text: str = ""  # the whole of a description, in lower case
    inner: tuple[int, int, str, str | None] | None = None  # the name that it is the body or the document of

    @property
    def animate(self) -> bool:
        """Whether it is known to be somebody who can say something."""
        return self.kind != "thing" and self.type not in ("place", "product", "event", "work")


class Speakers:
    """Reads speakers out of an article's sentences and remembers who was spoken of."""

    def __init__(self, sentences: list[Host], lexicon: Lexicon) -> None:
        self.hosts = sentences
        self.lexicon = lexicon
        self.spoken: dict[int, Phrase] = {}
        self._subjects: dict[int, Phrase | None] = {}
        self._roles: dict[str, list[Phrase]] | None = None

    # noun phrases ----------------------------------------------------------------------------------------------------

    def phrase_at(self, tokens: list[Token], i: int, stop: int | None = None) -> Phrase | None:
        """The noun phrase that begins at token `i` (before token `stop`), preferring a name in apposition."""
        words = self.lexicon.words
        stop = min(len(tokens) if stop is None else stop, i + _PHRASE)
        if i >= stop:
            return None
        token = tokens[i]
        if token.kind == NAME:
            return self._named(tokens, i, stop)
        if token.kind != WORD:
            return None
        low = token.low
        if low in words["pronouns"] or low in words["body_pronouns"]:
            return Phrase(token.start, token.end, "pronoun", low)
        if low in words["demonstratives"]:
            return Phrase(token.start, token.end, "pronoun", low)
        following = tokens[i + 1] if i + 1 < stop else None
        if low in words["generic_pronouns"] and (
            following is None or following.kind != WORD or low not in words["determiners"]
        ):
            return Phrase(token.start, token.end, "generic", low)
        if low in words["generic_pronouns"] and following is not None and self.lexicon.noun(following.low) is None:
            return Phrase(token.start, token.end, "generic", low)
        if low in words["determiners"]:
            return self._described(tokens, i, i + 1, stop)
        if self.lexicon.noun(low) and tokens[i].end - tokens[i].start > 2:
            return self._described(tokens, i, i, stop)
        return None

    def _named(self, tokens: list[Token], i: int, stop: int) -> Phrase:
        token = tokens[i]
        kind = token.type
        end = token.end
        if i + 2 < stop and self._possessive(tokens, i):
            # X's board: what it says, X says; X's lawyer is somebody else.
            described = self._described(tokens, i, self._after_possessive(tokens, i), stop)
            if described is not None and described.kind in ("person", "office", "name"):
                return described
        return Phrase(token.start, end, "name", token.low, True, kind, True)

    def _possessive(self, tokens: list[Token], i: int) -> bool:
        if self.lexicon.elision:
            return False
        following = [token.low for token in tokens[i + 1 : i + 3]]
        return tokens[i].low.endswith(("'s", "s'")) or following == ["'", "s"] or following[:1] == ["'s"]

    def _after_possessive(self, tokens: list[Token], i: int) -> int:
        return (
            i + 3
            if [token.low for token in tokens[i + 1 : i + 3]] == ["'", "s"]
            else i + 1 + (tokens[i + 1].low == "'s")
        )

    def _described(self, tokens: list[Token], i: int, j: int, stop: int) -> Phrase | None:
        """A phrase from token `i` on whose noun stands at `j` or after."""
        words = self.lexicon.words
        head, head_kind, head_at = "", None, -1
        inner = None
        k = j
        end = tokens[i].end
        while k < stop:
            token = tokens[k]
            if token.kind == QUOTE:
                break
            if token.kind == NAME:
                previous = tokens[k - 1].low if k > i else ""
                if previous not in words["prepositions"] and previous not in words["determiners"]:
                    beside = tokens[k - 1].kind == NAME or k - head_at <= (1 if self.lexicon.head_last else 4)
                    if self._possessive(tokens, k) or (head and not beside):
                        end = token.end
                        k += 1
                        continue
                    return Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                if k == j and previous in words["determiners"] and not self._possessive(tokens, k):
                    return Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                if inner is None and (previous in words["of"] or self._possessive(tokens, k)):
                    inner = (token.start, token.end, token.low, token.type)
                end = token.end
            elif token.kind == PUNCT:
                if token.low == "-" or (token.low == "'" and k + 1 < stop):
                    k += 1
                    continue
                if token.low == "," and k + 1 < stop and head_kind:
                    after = tokens[k + 1]
                    closed = k + 2 >= len(tokens) or tokens[k + 2].kind in (PUNCT, QUOTE)
                    if after.kind == NAME and closed and head_kind in ("person", "office"):
                        return Phrase(
                            after.start,
                            after.end,
                            "name",
                            after.low,
                            True,
                            after.type,
                            True,
                        )
                break
            else:
                low = token.low
                if head and (low in words["pronouns"] or low in words["relatives"] or low in words["conjunctions"]):
                    break
                if (
                    head
                    and (low in words["clitics"] or low in words["auxiliaries"] or low in words["is"])
                    and not self._inside(tokens, k)
                ):
                    break
                if head and low in self.lexicon.verbs and not self._nominal(tokens, k):
                    break
                if head and low in words["adverbs"]:
                    break
                if head and low in words["phrase_ends"]:
                    break
                kind = self.lexicon.noun(low)
                compound = self.lexicon.head_last and head_at == k - 1
                first = not head or self.lexicon.head_last or head in words["prenominals"]
                if (not head_kind or compound) and kind and first and not (head and self._after_of(tokens, j, k)):
                    head, head_kind, head_at = low, kind, k
                elif (not head or head in words["prenominals"]) and not head_kind and low not in words["prepositions"]:
                    head, head_at = low, k
                end = token.end
            k += 1
        if head_at < 0:
            return None
        bare = k <= head_at + 1
        low = tokens[i].low
        gender = next((g for g in ("masculine", "feminine") if low in words[g]), None)
        definite, plural = low in words["definite"], low in words["plural"]
        whole = " ".join(token.low for token in tokens[i:k])
        kind_ = head_kind or "thing"
        return Phrase(tokens[i].start, end, kind_, head, bare, None, definite, plural, gender, whole, inner)

    def _inside(self, tokens: list[Token], k: int) -> bool:
        return tokens[k - 1].low in self.lexicon.words["of"] or tokens[k - 1].low in self.lexicon.words["prepositions"]

    def _nominal(self, tokens: list[Token], k: int) -> bool:
        words = self.lexicon.words
        previous = tokens[k - 1].low if k else ""
        return previous in words["determiners"] or previous in words["prepositions"]

    def _after_of(self, tokens: list[Token], j: int, k: int) -> bool:
        return any(token.low in self.lexicon.words["prepositions"] for token in tokens[max(j, k - 6) : k])

    # subjects --------------------------------------------------------------------------------------------------------

    def subject(self, host: Host, verb: int) -> Phrase | None:
        """The subject of the verb group that begins at token `verb`, standing before it."""
        tokens, words = host.tokens, self.lexicon.words
        at = verb
        while at > 0 and (tokens[at - 1].low in words["clitics"] or self.lexicon.is_adverb(tokens[at - 1].low)):
            if tokens[at - 1].low in words["pronouns"] and tokens[at - 1].low not in words["object_only"]:
                break
            at -= 1
        if at == 0:
            return None
        before = tokens[at - 1]
        if before.low in words["relatives"]:
            return self._antecedent(tokens, at - 1)
        low = max(0, at - _CLAUSE)
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
        if begin == at:
            return self.first_phrase(tokens, 0, at)
        found = self.first_phrase(tokens, begin, at)
        if found is None and begin > 0:
            found = self._enclosing(tokens, begin, at)
        return found

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
        for k in range(at, max(-1, at - 10), -1):
            if tokens[k].kind == NAME or tokens[k].kind == QUOTE or (tokens[k].kind == PUNCT and tokens[k].low != "-"):
                break
            if tokens[k].low in words["determiners"] or tokens[k].low in words["demonstratives"]:
                return self.phrase_at(tokens, k, relative)
        return None

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
            governed = previous in words["prepositions"]
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
            elif token.low in words["determiners"] or (self.lexicon.noun(token.low) and not governed):
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

    def main_subject(self, host: Host) -> Phrase | None:
        """The subject of a whole sentence, if one can be read."""
        if host.number not in self._subjects:
            self._subjects[host.number] = self.first_phrase(host.tokens, 0, len(host.tokens))
        return self._subjects[host.number]

    # whom it stands for ----------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase | None, host: Host) -> Phrase | None:
        """The name that a pronoun or a description stands for, else the description, else None for a pronoun."""
        if phrase is None or phrase.kind in ("name", "generic", "thing"):
            return phrase
        if phrase.kind == "pronoun":
            bodies = phrase.head in self.lexicon.words["body_pronouns"]
            return self._last(phrase, host, _BODIES if bodies else _PERSONAL)
        if phrase.inner is not None and phrase.kind != "person":
            return self._issuer(phrase)
        if phrase.kind == "office" and phrase.text in self.lexicon.words["state_offices"]:
            return self._last(phrase, host, _PERSONAL) or phrase
        if phrase.plural or (not phrase.definite and phrase.kind != "document"):
            return phrase
        if phrase.kind in ("person", "office") and (role := self._role(phrase)) is not None:
            return role
        if phrase.kind == "person":
            return self._described_person(phrase, host) or self._last(phrase, host, _PERSONAL) or phrase
        if phrase.kind == "office":
            return (self._last(phrase, host, _PERSONAL) if phrase.bare else None) or phrase
        if phrase.kind in ("company", "document"):
            return self._last(phrase, host, _BODIES) or phrase
        return phrase

    def _last(self, phrase: Phrase, host: Host, kinds: frozenset[str | None]) -> Phrase | None:
        """The name spoken of last before `phrase` that can be meant."""
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            earlier = self.hosts[number]
            for found in (self.spoken.get(number), self.main_subject(earlier)):
                found = self._issuer(found)
                if found is None or found.start >= phrase.start:
                    continue
                if found.kind == "name" and found.type in kinds:
                    return found
                if phrase.kind == "pronoun" and found.kind in _DESCRIBED and self._agree(phrase, found):
                    resolved = self.resolve(found, earlier) if number < host.number or found.kind == "person" else found
                    return resolved if resolved is not None and resolved.start < phrase.start else found
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            for token in reversed(self.hosts[number].tokens):
                if token.kind == NAME and token.end <= phrase.start:
                    strict = kinds - {None}
                    if token.type in strict:
                        return Phrase(token.start, token.end, "name", token.low, True, token.type, True)
        return None

    def _issuer(self, phrase: Phrase | None) -> Phrase | None:
        """The company for its board or its statement; anything else is itself."""
        if phrase is None or phrase.inner is None:
            return phrase
        start, end, low, kind = phrase.inner
        speaking = phrase.kind == "document" or phrase.head in self.lexicon.words["organs"]
        return Phrase(start, end, "name", low, True, kind, True) if speaking and kind != "place" else phrase

    def _agree(self, pronoun: Phrase, description: Phrase) -> bool:
        words = self.lexicon.words
        if (pronoun.head in words["plural_pronouns"]) != description.plural:
            return False
        gender = next((g for g in ("masculine", "feminine") if pronoun.head in words[g]), None)
        return gender is None or description.gender in (None, gender)

    def _described_person(self, phrase: Phrase, host: Host) -> Phrase | None:
        """The last speaker to whom the article gives no other role than `phrase` does."""
        if self._roles is None:
            self._roles = self._read_roles()
        others = {holder.head for head, holders in self._roles.items() if head != phrase.head for holder in holders}
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            found = self.spoken.get(number)
            if found is not None and found.kind == "name" and found.type in _PERSONAL and found.head not in others:
                return found
        return None

    def _role(self, phrase: Phrase) -> Phrase | None:
        """The person whom the article itself gives this role ("Anne Roy, maire de Lens": "la maire")."""
        if self._roles is None:
            self._roles = self._read_roles()
        holders = [holder for holder in self._roles.get(phrase.head, ()) if holder.start < phrase.start]
        if not holders or phrase.head in self.lexicon.words["demonstratives"]:
            return None
        return holders[-1]

    def _read_roles(self) -> dict[str, list[Phrase]]:
        roles: dict[str, list[Phrase]] = {}
        for host in self.hosts:
            tokens = host.tokens
            for k, token in enumerate(tokens):
                if token.kind != NAME or token.type not in _PERSONAL:
                    continue
                name = Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                if k and (head := self._role_noun(tokens, k - 1)):
                    roles.setdefault(head, []).append(name)
                if k + 1 < len(tokens) and tokens[k + 1].low == ",":
                    for later in tokens[k + 2 : k + 6]:
                        if later.kind != WORD or later.low in self.lexicon.words["prepositions"]:
                            break
                        if self.lexicon.noun(later.low) in ("person", "office"):
                            roles.setdefault(later.low, []).append(name)
                            break
        return roles

    def _role_noun(self, tokens: list[Token], k: int) -> str | None:
        """The noun right before a name, or the head of the phrase that a comma parts from it."""
        if tokens[k].kind == WORD:
            return tokens[k].low if self.lexicon.noun(tokens[k].low) in ("person", "office") else None
        if tokens[k].low != ",":
            return None
        for i in range(k - 1, max(-1, k - 9), -1):
            if tokens[i].kind == PUNCT and tokens[i].low != "-":
                return None
            if tokens[i].low in self.lexicon.words["determiners"] and self.lexicon.noun(tokens[i + 1].low) in (
                "person",
                "office",
            ):
                return tokens[i + 1].low
        return None
