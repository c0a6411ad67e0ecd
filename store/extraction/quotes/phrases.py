"""Noun phrases that may speak: names, pronouns and descriptions."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Token
from store.extraction.quotes.lexicon import Lexicon

_PHRASE = 24  # tokens that a noun phrase may have
_ACRONYM = 6  # letters of an acronym
_ROLE = 7  # tokens from the first word of a role to the name behind it


class Phrase(Struct, frozen=True, gc=False):
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
    kin: bool = False  # a name that stands in "his friend X": the text goes on about somebody else

    @property
    def animate(self) -> bool:
        """Whether it is known to be somebody who can say something."""
        return self.kind != "thing" and self.type not in ("product", "event", "work")


class Phrases:
    """Reads noun phrases out of sentences."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text

    # noun phrases ----------------------------------------------------------------------------------------------------

    def phrase_at(self, tokens: list[Token], i: int, stop: int | None = None) -> Phrase | None:
        """The noun phrase that begins at token `i` (before token `stop`), preferring a name in apposition."""
        words = self.lexicon.words
        stop = min(len(tokens) if stop is None else stop, i + _PHRASE)
        i = self._past_title(tokens, i, stop)
        if i >= stop:
            return None
        token = tokens[i]
        if token.kind == NAME:
            return self._named(tokens, i, stop)
        if token.kind != WORD:
            return None
        low = token.low
        if low in words["titles"] and (titled := self._behind_title(tokens, i, stop)) is not None:
            return titled
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
        if following is not None and low in words["definite"] and following.low in words["demonstratives"]:
            after = tokens[i + 2].low if i + 2 < stop else ""
            if self.lexicon.noun(after) is None:  # ce dernier, l'intéressé
                return Phrase(token.start, following.end, "pronoun", following.low)
        if low in words["determiners"]:
            found = self._described(tokens, i, i + 1, stop)
            related = found is not None and found.kind == "name" and low in words["possessives"]
            return replace(found, kin=True) if found is not None and related else found
        if self._bare(low):
            return self._described(tokens, i, i, stop)
        if not self._is_function_word(low) and (holder := self._post_holder(tokens, i, stop)) is not None:
            return self._named(tokens, holder, stop)
        return None

    def described(self, tokens: list[Token], i: int, bare: bool) -> Phrase | None:
        """The description that begins at token `i`, behind a determiner unless it is `bare`."""
        determined = tokens[i].low in self.lexicon.words["determiners"]
        if not determined and not bare:
            return None
        return self._described(tokens, i, i + determined, min(len(tokens), i + _PHRASE))

    def _behind_title(self, tokens: list[Token], i: int, stop: int) -> Phrase | None:
        """The capitalised word behind "Mrs" or "M." that nothing else shows to be a name (Mrs May)."""
        at = i + 1 + (i + 1 < stop and tokens[i + 1].low == ".")
        if at >= stop or tokens[at].kind != WORD or not self.text[tokens[i].start].isupper():
            return None
        token = tokens[at]
        named = self.text[token.start].isupper() and self.lexicon.noun(token.low) is None
        return Phrase(token.start, token.end, "name", token.low, True, "person", True) if named else None

    def _past_title(self, tokens: list[Token], i: int, stop: int) -> int:
        """Past "Mme", "M." and a particle, to the name that they belong to."""
        words = self.lexicon.words
        first = tokens[min(i, len(tokens) - 1)].low
        if first in words["family_particles"]:
            following = next((k for k in range(i + 1, min(stop, i + 3)) if tokens[k].kind == NAME), None)
            return i if following is None else following
        if first not in words["titles"]:
            return i
        for k in range(i + 1, min(stop, i + 6)):
            if tokens[k].kind == NAME:
                return k
            low = tokens[k].low
            led = low in words["particles"] or low in words["family_particles"] or self.lexicon.noun(low) == "office"
            if low != "." and not led:
                break
        return i

    def _named(self, tokens: list[Token], i: int, stop: int) -> Phrase:
        token = tokens[i]
        kind = token.type
        end = token.end
        if i + 1 < stop and self._possessive(tokens, i):
            # X's board: what it says, X says; X's lawyer is somebody else.
            described = self._described(tokens, i, self._after_possessive(tokens, i), stop)
            if described is not None and described.kind in ("person", "office", "name"):
                return described
        if (holder := self._post_holder(tokens, i, stop)) is not None:
            return self._named(tokens, holder, stop)
        return Phrase(token.start, end, "name", token.low, True, kind, True)

    def _post_holder(self, tokens: list[Token], i: int, stop: int) -> int | None:
        """The name behind a role that a name or plain words lead to: "Acme Chief Executive X", "fire chief X"."""
        if not self.lexicon.head_last:
            return None
        for k in range(i + 1, min(stop, i + _ROLE)):
            if tokens[k].kind == NAME:
                before = self.lexicon.noun(tokens[k - 1].low)
                held = before in ("person", "office") and tokens[k - 1].kind == WORD
                return k if held and tokens[k].type in ("person", None) else None
            if tokens[k].kind != WORD and tokens[k].low != "-":
                return None
            if self._is_function_word(tokens[k].low):
                return None
        return None

    def _leads_role(self, tokens: list[Token], k: int, stop: int) -> bool:
        """Whether the name at `k` only says of what somebody is the head: "the Acme president"."""
        following = tokens[k + 1] if k + 1 < stop else None
        plain = self.lexicon.head_last and following is not None and following.kind == WORD
        return plain and following is not None and self.lexicon.noun(following.low) in ("person", "office")

    def _is_acronym(self, token: Token, distance: int) -> bool:
        """Whether a name `distance` behind a person's noun is a party or a union: "la cheffe des députés LFI"."""
        short = token.end - token.start <= _ACRONYM and self.text[token.start : token.end].isupper()
        return short and (distance > 1 or token.type != "person")

    def _is_function_word(self, low: str) -> bool:
        words = self.lexicon.words
        return low in self.lexicon.verbs or any(
            low in words[name]
            for name in ("prepositions", "auxiliaries", "is", "pronouns", "conjunctions", "relatives", "determiners")
        )

    def _possessive(self, tokens: list[Token], i: int) -> bool:
        if self.lexicon.elision:
            return False
        if tokens[i].kind == NAME and self.text[tokens[i].end : tokens[i].end + 2] in ("'s", "’s"):
            return True
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
        inner: tuple[int, int, str, str | None] | None = None
        k = j
        end = tokens[i].end
        while k < stop:
            token = tokens[k]
            if token.kind == QUOTE:
                if tokens[k - 1].low not in words["of"]:
                    break
                end = token.end  # l'auteur de « … »
                k += 1
                continue
            if token.kind == NAME:
                previous = tokens[k - 1].low if k > i else ""
                if previous not in words["prepositions"] and previous not in words["determiners"]:
                    beside = tokens[k - 1].kind == NAME or k - head_at <= (1 if self.lexicon.head_last else 4)
                    beside = beside or (head_kind in ("person", "office") and self._acts(tokens, k, stop))
                    party = head_kind in ("person", "office") and self._is_acronym(token, k - head_at)
                    of_place = head_kind in ("person", "office") and token.type == "place" and k - head_at > 1
                    if self._possessive(tokens, k) or (head and not beside) or party or of_place:
                        end = token.end
                        k += 1
                        continue
                    return Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                alone = not self._possessive(tokens, k) and not self._leads_role(tokens, k, stop)
                if k == j and previous in words["determiners"] and alone:
                    return Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                belongs = previous in words["of"] or previous in words["issued"] or self._possessive(tokens, k)
                determined = previous in words["determiners"] and tokens[k - 2].low in words["issued"]
                if inner is None and (belongs or determined):
                    inner = (token.start, token.end, token.low, token.type)
                end = token.end
            elif token.kind == PUNCT:
                if token.low == "-" or (token.low == "'" and k + 1 < stop):
                    k += 1
                    continue
                if token.low == "(" and head and (closing := self._closing(tokens, k, stop)):
                    k = closing + 1
                    continue
                if token.low == "," and k + 1 < stop and head:
                    at = self._past_title(tokens, k + 1, stop)
                    after = tokens[at]
                    closed = at + 1 >= len(tokens) or tokens[at + 1].kind in (PUNCT, QUOTE)
                    holder = head_kind in ("person", "office") or (not head_kind and after.type == "person")
                    if after.kind == NAME and closed and holder:
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
                issued = head_kind == "document" and low in words["issued"]
                if head and low in words["phrase_ends"] and not issued:
                    if head_kind in ("person", "office") and (titular := self._holder(tokens, k, stop)) is not None:
                        return titular
                    break
                low, k = self._compound(tokens, k, stop)
                token = tokens[k]
                kind = self.lexicon.noun(low)
                compound = self.lexicon.head_last and head_at == k - 1
                first = not head or self.lexicon.head_last or self._premodifies(head)
                if (not head_kind or compound) and kind and first and not (head and self._after_of(tokens, j, k)):
                    head, head_kind, head_at = low, kind, k
                elif (not head or self._premodifies(head)) and not head_kind and low not in words["prepositions"]:
                    head, head_at = low, k
                end = token.end
            k += 1
        if head_at < 0 or head in words["times"]:
            return None  # "Two days later", "la veille": when, and not who
        while k > head_at + 1 and tokens[k - 1].low in words["prepositions"] and tokens[k - 1].kind == WORD:
            k -= 1  # "Et le maire d'ajouter"
            end = tokens[k - 1].end
        bare = k <= head_at + 1
        low = tokens[i].low
        leading = [token.low for token in tokens[i:head_at]]
        gender = next((g for word in leading for g in ("masculine", "feminine") if word in words[g]), None)
        definite = low in words["definite"]
        plural = low in words["plural"] or (head_kind is not None and head not in self.lexicon.nouns)
        whole = " ".join(token.low for token in tokens[i:k])
        kind_ = head_kind or "thing"
        return Phrase(tokens[i].start, end, kind_, head, bare, None, definite, plural, gender, whole, inner)

    def _premodifies(self, head: str) -> bool:
        return head[:1].isdigit() or head in self.lexicon.words["prenominals"]

    def _closing(self, tokens: list[Token], k: int, stop: int) -> int | None:
        return next((i for i in range(k + 1, min(stop, k + 6)) if tokens[i].low == ")"), None)

    def _holder(self, tokens: list[Token], k: int, stop: int) -> Phrase | None:
        """The name between commas behind an office whose title goes on: "le ministre délégué aux Transports, X, …"."""
        words = self.lexicon.words
        for i in range(k, min(stop, k + 9)):
            low = tokens[i].low
            if low == ",":
                at = self._past_title(tokens, i + 1, stop)
                closed = at + 1 < len(tokens) and tokens[at + 1].low in (",", "(")
                named = at < stop and tokens[at].kind == NAME and tokens[at].type in ("person", None)
                return self._named(tokens, at, at + 1) if named and closed else None
            if tokens[i].kind == QUOTE or low in words["auxiliaries"] or low in words["is"] or low in words["pronouns"]:
                return None
        return None

    def _compound(self, tokens: list[Token], k: int, stop: int) -> tuple[str, int]:
        """The word at `k` with what hyphens tie to it, if that is a known noun, and where it ends."""
        low = tokens[k].low
        last = k
        while last + 2 < stop and tokens[last + 1].low == "-" and tokens[last + 2].kind == WORD and last < k + 4:
            low += "-" + tokens[last + 2].low
            last += 2
            if self.lexicon.noun(low) is not None:
                return low, last
        return tokens[k].low, k

    def _acts(self, tokens: list[Token], k: int, stop: int) -> bool:
        """Whether the name at `k` is a person's with a verb behind it: the holder of an office with a long name."""
        if tokens[k].type != "person" or k + 1 > stop:
            return False
        following = tokens[k + 1] if k + 1 < len(tokens) else None
        words = self.lexicon.words
        return (
            following is None
            or following.kind in (PUNCT, QUOTE)
            or following.low in words["auxiliaries"]
            or following.low in words["reflexives"]
            or following.low in self.lexicon.verbs
        )

    def _inside(self, tokens: list[Token], k: int) -> bool:
        return tokens[k - 1].low in self.lexicon.words["of"] or tokens[k - 1].low in self.lexicon.words["prepositions"]

    def _nominal(self, tokens: list[Token], k: int) -> bool:
        words = self.lexicon.words
        previous = tokens[k - 1].low if k else ""
        possessed = self.lexicon.head_last and previous.endswith(("'s", "s'"))
        return previous in words["determiners"] or previous in words["prepositions"] or possessed

    def _after_of(self, tokens: list[Token], j: int, k: int) -> bool:
        return any(token.low in self.lexicon.words["prepositions"] for token in tokens[max(j, k - 6) : k])

    def _bare(self, low: str) -> bool:
        """Whether a noun may begin a phrase without a determiner: "police said"; French has none such."""
        return self.lexicon.head_last and len(low) > 2 and self.lexicon.noun(low) is not None
