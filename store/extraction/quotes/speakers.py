"""Who speaks: whom a pronoun or a description stands for, from who was spoken of before."""

from __future__ import annotations

from bisect import bisect_left

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Host, Token
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.subjects import Subjects

_MEMORY = 12  # sentences that a pronoun may look back
_HEADLINE = 160  # characters of an article that may be its headline
_PERSONAL = frozenset({"person", None})
_DESCRIBED = frozenset({"person", "office", "body", "company"})
_WRITTEN = frozenset({"study", "document"})
_GENDERS = ("masculine", "feminine")
_BODIES = frozenset({"organization", None})


class Speakers(Subjects):
    """Names the speakers of an article's sentences, and remembers who was spoken of."""

    def __init__(self, sentences: list[Host], lexicon: Lexicon, text: str) -> None:
        super().__init__(lexicon, text)
        self.hosts = sentences
        self.spoken: dict[int, Phrase] = {}
        self._subjects: dict[int, Phrase | None] = {}
        self._roles: dict[str, list[Phrase]] | None = None
        self._held: dict[str, set[str]] = {}
        self._genders: dict[str, str] | None = None

    def main_subject(self, host: Host) -> Phrase | None:
        """The subject of a whole sentence, if one can be read."""
        if host.number not in self._subjects:
            self._subjects[host.number] = self.first_phrase(host.tokens, 0, len(host.tokens))
        return self._subjects[host.number]

    # whom it stands for ----------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase | None, host: Host) -> Phrase | None:
        """The name that a pronoun or a description stands for, else the description, else None for a pronoun."""
        if phrase is None or phrase.kind == "name":
            return phrase
        if phrase.kind == "thing":
            return self._unlisted_person(phrase, host) or phrase
        if phrase.kind == "generic":
            return None if phrase.head in self.lexicon.words["vague"] else phrase
        if phrase.kind == "pronoun":
            bodies = phrase.head in self.lexicon.words["body_pronouns"]
            return self._last(phrase, host, _BODIES if bodies else _PERSONAL)
        if phrase.inner is not None and phrase.kind not in ("person", "office"):
            return self._issuer(phrase)
        if phrase.kind == "office" and phrase.text in self.lexicon.words["state_offices"]:
            return self._last(phrase, host, _PERSONAL) or phrase
        undetermined = phrase.text == phrase.head and phrase.kind in ("person", "office")  # "Mayor: '…'"
        if phrase.plural or (not phrase.definite and phrase.kind != "document" and not undetermined):
            return phrase
        if undetermined:
            return self._role(phrase) or phrase
        if phrase.kind in ("person", "office") and self._related(phrase):
            return phrase
        if phrase.kind in ("person", "office") and (role := self._role(phrase)) is not None:
            return role
        if phrase.kind == "person":
            return self._described_person(phrase, host) or self._last(phrase, host, _PERSONAL) or phrase
        if phrase.kind == "office":
            return (self._last(phrase, host, _PERSONAL) if phrase.bare else self._varied(phrase, host)) or phrase
        if phrase.kind == "document" and any(word in self.lexicon.words["of"] for word in phrase.text.split()):
            return phrase  # the statement of somebody else
        if phrase.kind in ("company", "document"):
            return self._last(phrase, host, _BODIES) or phrase
        return phrase

    def owner(self, host: Host) -> Phrase | None:
        """The person whose words "sa réponse" announces at the beginning of a sentence."""
        words, tokens = self.lexicon.words, host.tokens
        if len(tokens) < 3 or tokens[0].low not in words["possessives"] or tokens[1].low not in words["said_nouns"]:
            return None
        head = tokens[0].low if tokens[0].low in words["gendered_possessives"] else ""
        return self.resolve(Phrase(tokens[0].start, tokens[1].end, "pronoun", head), host)

    def _last(self, phrase: Phrase, host: Host, kinds: frozenset[str | None]) -> Phrase | None:
        """The name spoken of last before `phrase` that can be meant."""
        if phrase.head in self.lexicon.words["nearest"] and (nearest := self._nearest(phrase, host, kinds)) is not None:
            return nearest
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            earlier = self.hosts[number]
            for found in (self.spoken.get(number), self.main_subject(earlier)):
                found = self._issuer(found)
                if found is None or found.start >= phrase.start:
                    continue
                if found.kin and phrase.kind == "pronoun" and earlier.paragraph != host.paragraph:
                    continue
                if found.kind == "name" and found.type in kinds and self._fits(phrase, found):
                    return found
                written = kinds is _BODIES and found.kind in _WRITTEN
                described = found.kind in _DESCRIBED or written
                if phrase.kind == "pronoun" and described and self._agree(phrase, found):
                    resolved = self.resolve(found, earlier) if number < host.number or found.kind == "person" else found
                    return resolved if resolved is not None and resolved.start < phrase.start else found
        return self._nearest(phrase, host, kinds) or self._subject_before(phrase, host)

    def _subject_before(self, phrase: Phrase, host: Host) -> Phrase | None:
        """For a pronoun without a better answer: the named subject just before, whatever its name was taken for."""
        if phrase.kind != "pronoun" or phrase.head in self.lexicon.words["plural_pronouns"]:
            return None
        for number in range(host.number, max(-1, host.number - 3), -1):
            found = self.main_subject(self.hosts[number])
            if (
                found is not None
                and found.kind == "name"
                and found.start < phrase.start
                and found.type == "organization"
            ):
                return found
        return None

    def _nearest(self, phrase: Phrase, host: Host, kinds: frozenset[str | None]) -> Phrase | None:
        """The name that stands nearest before `phrase`, whatever its part in the sentence."""
        strict = kinds - {None}
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            for token in reversed(self.hosts[number].tokens):
                if token.kind == NAME and token.end <= phrase.start and token.type in strict:
                    named = Phrase(token.start, token.end, "name", token.low, True, token.type, True)
                    if self._fits(phrase, named):
                        return named
        return None

    def _related(self, phrase: Phrase) -> bool:
        """Whether somebody is described by another person: his widow, the victim's mother, la mère de X."""
        words, parts = self.lexicon.words, phrase.text.split()
        surface = self.text[phrase.start : phrase.end]
        if not self.lexicon.elision and ("'s " in surface or "’s " in surface):
            return True
        if parts[0] in words["possessives"] or any(part.endswith(("'s", "s'")) for part in parts[:-1] if len(part) > 2):
            return True
        return phrase.head in words["relational"] and any(part in words["of"] for part in parts)

    def _varied(self, phrase: Phrase, host: Host) -> Phrase | None:
        """The person whom the sentence before names without a role, for an office that nobody is given."""
        if phrase.start != host.start or not host.number or self.hosts[host.number - 1].paragraph != host.paragraph:
            return None
        found = self.main_subject(self.hosts[host.number - 1])
        if found is None or found.kind != "name" or found.type != "person" or self._held.get(found.head):
            return None
        return found if self._fits(phrase, found) else None

    def _issuer(self, phrase: Phrase | None) -> Phrase | None:
        """The company for its board or its statement; anything else is itself."""
        if phrase is None or phrase.inner is None:
            return phrase
        start, end, low, kind = phrase.inner
        speaking = phrase.kind == "document" or phrase.head in self.lexicon.words["organs"]
        return Phrase(start, end, "name", low, True, kind, True) if speaking else phrase

    def _agree(self, pronoun: Phrase, description: Phrase) -> bool:
        words = self.lexicon.words
        if (pronoun.head in words["plural_pronouns"]) != description.plural:
            return False
        gender = self._gender(pronoun)
        return gender is None or description.gender in (None, gender)

    def _gender(self, phrase: Phrase) -> str | None:
        if phrase.gender is not None:
            return phrase.gender
        words = self.lexicon.words
        return next((gender for gender in _GENDERS if phrase.head in words[gender]), None)

    def _fits(self, phrase: Phrase, name: Phrase) -> bool:
        """Whether `name` can be meant by `phrase` as far as "he" or "she" goes."""
        wanted = self._gender(phrase)
        if wanted is None:
            return True
        if self._genders is None:
            self._genders = self._read_genders()
        return self._genders.get(name.head, wanted) == wanted

    def _read_genders(self) -> dict[str, str]:
        """The gender of every person named, by first name, "Mme" or "M."; also under the family name alone."""
        words = self.lexicon.words
        found: dict[str, str] = {}
        for host in self.hosts:
            for k, token in enumerate(host.tokens):
                if token.kind != NAME or token.type not in _PERSONAL:
                    continue
                first, *others = token.low.split()
                titles = [earlier.low for earlier in host.tokens[max(0, k - 2) : k]]
                for gender in _GENDERS:
                    named = others and first.split("-")[0] in words[gender + "_names"]
                    if named or any(title in words[gender + "_titles"] for title in titles):
                        found[token.low] = gender
                        if others:
                            found.setdefault(others[-1], gender)
        return found

    def _unlisted_person(self, phrase: Phrase, host: Host) -> Phrase | None:
        """The person spoken of just before, for one who speaks under a noun that no list has: "l'ancien prof"."""
        of = any(word in self.lexicon.words["prepositions"] for word in phrase.text.split()[1:])
        if not phrase.definite or phrase.plural or of or phrase.text.split()[0] in self.lexicon.words["possessives"]:
            return None
        found = self._last(phrase, host, _PERSONAL)
        near = found is not None and found.type == "person" and found.start >= self.hosts[max(0, host.number - 4)].start
        return found if near else None

    def _described_person(self, phrase: Phrase, host: Host) -> Phrase | None:
        """The last speaker to whom the article gives no other role than `phrase` does."""
        if self._roles is None:
            self._roles = self._read_roles()
        for number in range(host.number, max(-1, host.number - _MEMORY), -1):
            found = self.spoken.get(number)
            if found is None or found.kind != "name" or found.type not in _PERSONAL:
                continue
            former = any(word in self.lexicon.words["former"] for word in phrase.text.split())
            if self._held.get(found.head, set()) - {phrase.head} and not former:
                continue
            if self._fits(phrase, found):
                return found
        return None

    def _role(self, phrase: Phrase) -> Phrase | None:
        """The person whom the article itself gives this role ("Anne Roy, maire de Lens": "la maire")."""
        if self._roles is None:
            self._roles = self._read_roles()
        holders = self._roles.get(phrase.head, [])
        number = bisect_left(holders, phrase.start, key=lambda holder: holder.start)
        if not holders or phrase.head in self.lexicon.words["demonstratives"]:
            return None
        # A headline may say "the mayor" before the article says who that is.
        headline = phrase.bare and phrase.start < self.hosts[0].start + _HEADLINE
        return holders[number - 1] if number else holders[0] if headline else None

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
        for head, holders in roles.items():
            for holder in holders:
                self._held.setdefault(holder.head, set()).add(head)
        return roles

    def _title_before(self, tokens: list[Token], k: int) -> str | None:
        """The office in "le ministre de l'Éducation X", whose title ends at token `k`."""
        words = self.lexicon.words
        for i in range(k, max(-1, k - 8), -1):
            low = tokens[i].low
            if tokens[i].kind in (PUNCT, QUOTE) and low != "-":
                return None
            if any(low in words[name] for name in ("auxiliaries", "is", "pronouns", "relatives")):
                return None
            if self.lexicon.noun(low) == "office" and tokens[i + 1].low in words["of"]:
                return low
        return None

    def _role_noun(self, tokens: list[Token], k: int) -> str | None:
        """The noun right before a name, or the head of the phrase that a comma parts from it."""
        if tokens[k].kind == WORD and self.lexicon.noun(tokens[k].low) in ("person", "office"):
            return tokens[k].low
        if tokens[k].kind in (WORD, NAME):
            return self._title_before(tokens, k)
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
