"""Marked words: which of them somebody says, and who.

A marked passage counts where a cue, a source or a speaker within reach claims it, or where it is a whole utterance of
its own.  Titles, nicknames, charges and words used at a distance have none of these.
"""

from __future__ import annotations

from store.extraction.quotes.addressees import addressee
from store.extraction.quotes.clause_ends import clause_end
from store.extraction.quotes.cues import Cue, find_cues
from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, Host, Token
from store.extraction.quotes.marks import Marked
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.utterances import UTTERANCE, Attribution, Utterances
from store.model import QuoteKind

_REACH = 60  # tokens between a cue and marked words
_INSERTED = 20  # tokens between an inserted cue and the words that go on behind it
_OBJECT = 8  # tokens between a verb that only marked words can follow, and these
_SPEECH = frozenset({"speech"})
_LINK = 5  # tokens between two fragments of one cue
_INSERTION = 24  # characters of marked words that can hold an inserted cue
_REPEATED = 3  # words of a quotation that are known again
_RIVALS = 4  # quotations that are kept for one beginning
_COMPARED = 120  # tokens of a quotation that are compared
_CHARGE = 30  # tokens between "condamné" and the "pour" of a charge
_AFTERWARDS = 40  # tokens between marked words and the cue at the sentence's end


class Attributor(Utterances):
    """Goes through an article's sentences in order and attributes what is marked in them."""

    def run(self) -> list[Attribution]:
        """The attributed passages in text order."""
        for host in self.hosts:
            previous = -1
            for q, token in enumerate(host.tokens):
                if token.kind == QUOTE and token.marked is not None:
                    self._one(host, q, token.marked, previous)
                    previous = q
        self._repeats()
        self._look_ahead()
        return self.found

    def _repeats(self) -> None:
        """Gives marked words that recur in somebody's quotation, as those of a headline do, the same speaker."""
        known: dict[tuple[str, ...], list[tuple[list[str], Phrase]]] = {}
        for one in self.found:
            if one.speaker is not None:
                said = self._plain(one.marked)
                for k in range(len(said) - _REPEATED + 1):
                    same = known.setdefault(tuple(said[k : k + _REPEATED]), [])
                    if len(same) < _RIVALS:
                        same.append((said[k:], one.speaker))
        taken = {one.marked.start: one for one in self.found}
        for host in self.hosts:
            for q, token in enumerate(host.tokens):
                marked = token.marked
                own = taken.get(marked.start) if marked is not None else None
                if marked is None or (own is not None and own.speaker is not None):
                    continue
                words = self._plain(marked)
                rivals = known.get(tuple(words[:_REPEATED]), [])
                speaker = next((who for said, who in rivals if said[: len(words)] == words), None)
                if speaker is None or (q, token.start) in self.labelled:
                    continue
                if own is not None:
                    own.speaker = speaker
                else:
                    kind: QuoteKind = "direct" if self._whole(host, q, marked) else "partial"
                    self.found.append(Attribution(marked, host, kind, speaker, None))
        self.found.sort(key=lambda one: one.marked.start)

    def _plain(self, marked: Marked) -> list[str]:
        return [token.low for token in self.cutter.marked(marked)[:_COMPARED] if token.kind != PUNCT]

    def _one(self, host: Host, q: int, marked: Marked, previous: int) -> None:
        tokens = host.tokens
        whole = self._whole(host, q, marked)
        kind: QuoteKind = "direct" if whole else "partial"
        cues = self.cues.get(host.number, [])
        cue = self._after(tokens, q, cues, True) or self._inserted(host, marked)
        colon = q > 0 and tokens[q - 1].low == ":"
        adjacent = any(c.last == q and c.strong for c in cues)
        if (cue is None and not colon and not adjacent and self._labelled(tokens, q)) or self._listed(tokens, q):
            self.labelled.add((q, tokens[q].start))
            return
        if cue is None and colon and (owner := self.speakers.owner(host)) is not None:
            self._add(Attribution(marked, host, kind, owner, (tokens[0].start, tokens[1].end)))
            return
        if cue is None:
            cue = self._before(host, q, cues, previous)
        if cue is None:
            cue = self._after(tokens, q, cues, False)
        if cue is not None:
            speaker = self.speakers.resolve(cue.speaker, host)
            if speaker is None and cue.speaker is None:
                speaker = self._carried(host)
            if (
                previous >= 0
                and tokens[q - 1].kind == PUNCT
                and cue.anchor >= previous
                and self.last is not None
                and self.last.host is host
            ):
                kind = self.last.kind  # « … », dit X, « … »
            to = addressee(cue, self.speakers, self.lexicon)
            self._add(Attribution(marked, host, kind, speaker, cue.span, to))
            return
        if (acting := self._predicate(host, q)) is not None:
            self._add(Attribution(marked, host, "partial", acting, None))
            return
        if (speaker := self._by_noun(host, q)) is not None:
            self._add(Attribution(marked, host, "partial", speaker, None))
            return
        if whole and (unlisted := self._unlisted(host, q)) is not None:
            phrase, span = unlisted
            self._add(Attribution(marked, host, kind, self.speakers.resolve(phrase, host), span))
            return
        if colon:
            self._after_colon(host, q, marked)
            return
        if whole and q == 0 and self.text[marked.end - 1] == "," and self._words(marked) > UTTERANCE:
            self._add(Attribution(marked, host, kind, None, None))  # somebody says it, but who is not to be read
            return
        if whole and self._alone(tokens, q):
            self._utterance(host, marked)
        else:
            self._continued(host, q, marked, previous)

    def _whole(self, host: Host, q: int, marked: Marked) -> bool:
        words = self.text[marked.start : marked.end]
        first = next((c for c in words if c.isalnum()), "")
        announced = q == 0 or host.tokens[q - 1].low in (":", "-", "–", "—", "(")
        return (announced and (first.isupper() or first.isdigit())) or (first.isupper() and words[-1] in ".!?…")

    def _labelled(self, tokens: list[Token], q: int) -> bool:
        """Whether the words before say that this is a name, a title, an expression or a charge."""
        words = self.lexicon.words
        near = [token.low for token in tokens[max(0, q - 3) : q]]
        if near and near[-1] in words["labels"]:
            return True
        if len(near) > 1 and near[-2] in words["labels"] and near[-1] in words["label_links"]:
            return True
        if near and near[-1] in words["definite"] and q + 1 < len(tokens) and tokens[q + 1].low in words["labelled"]:
            return True
        if near and near[-1] in words["charge_leads"]:
            near = [token.low for token in tokens[max(0, q - _CHARGE) : q]]
        else:
            near = [token.low for token in tokens[max(0, q - 4) : q]]
        charged = any(word in words["charges"] for word in near[:-1])
        return charged and near[-1] in words["charge_prepositions"]

    def _listed(self, tokens: list[Token], q: int) -> bool:
        """Whether the marked words go on with a list of names or charges that other marked words began."""
        before = next((k for k in range(q - 1, max(-1, q - 4), -1) if tokens[k].kind == QUOTE), None)
        if before is None:
            return False
        words = self.lexicon.words
        links = [token.low for token in tokens[before + 1 : q]]
        joined = all(low == "," or low in words["conjunctions"] or low in words["charge_prepositions"] for low in links)
        return joined and (before, tokens[before].start) in self.labelled

    def _after(self, tokens: list[Token], q: int, cues: list[Cue], directly: bool) -> Cue | None:
        """The cue that follows: right behind the marked words, or inserted later in the sentence."""
        for cue in cues:
            if cue.first <= q:
                continue
            if any(token.kind == QUOTE for token in tokens[q + 1 : cue.first]) and (directly or cue.anchor < 0):
                return None
            if cue.according:
                near = cue.first <= q + 2
                closing = tokens[cue.first - 1].low == "," and cue.first - q < _AFTERWARDS
                if near if directly else closing and cue.closes:
                    return cue
                continue
            if cue.anchor < 0 or "speech" not in cue.frames:
                if directly:
                    return None
                continue
            if directly:
                return cue if cue.anchor in (q, q + 1) else None
            if cue.anchor - q < _AFTERWARDS:
                return cue
        return None

    def _inserted(self, host: Host, marked: Marked) -> Cue | None:
        """A cue of the author's between the marks: « …, a-t-elle dit, … »."""
        if marked.end - marked.start < _INSERTION:
            return None
        inside = self.cutter.inside(marked)
        if self.lexicon.triggers.isdisjoint(token.low for token in inside.tokens):
            return None
        tokens = inside.tokens
        inside.number = host.number
        for cue in find_cues(inside, self.speakers, self.lexicon):
            if (
                cue.anchor < 2
                or cue.according
                or "speech" not in cue.frames
                or cue.form not in ("finite", "participle")
            ):
                continue
            parted = tokens[cue.anchor].kind == PUNCT and tokens[cue.anchor].low in ",–—("
            ended = cue.closes or self._adverbial(tokens, cue.after)
            third = cue.speaker is not None and cue.speaker.head not in self.lexicon.words["first_persons"]
            if parted and ended and third and cue.speaker is not None and cue.speaker.animate:
                return cue
        return None

    def _adverbial(self, tokens: list[Token], at: int) -> bool:
        """Whether a phrase of place or time leads from `at` to the next mark: "a-t-elle dit sur place, …"."""
        words = self.lexicon.words
        leads = tokens[at].low in words["prepositions"] or self.lexicon.is_adverb(tokens[at].low)
        rest = tokens[at : at + _INSERTED]
        stop = next((k for k, token in enumerate(rest) if token.kind == PUNCT and token.low not in "'-"), None)
        inner = rest[:stop]
        plain = not any(t.low in words["that"] or t.low in words["pronouns"] for t in inner)
        return leads and plain and stop is not None and rest[stop].low in ",.!?…–—)"

    def _before(self, host: Host, q: int, cues: list[Cue], previous: int) -> Cue | None:
        """The nearest cue before the marked words whose reach they are in."""
        tokens = host.tokens
        for cue in reversed(cues):
            if cue.last > q or q - cue.last > _REACH or "speech" not in cue.frames:
                continue
            if cue.is_void(self.lexicon):
                continue
            if tokens[q - 1].low == ":":
                return cue
            if cue.anchor >= 0 and not cue.according:
                # « … », dit X, « … »: only further marked words belong to an inserted cue.
                if q - cue.after <= _INSERTED or previous >= 0:
                    return cue
                continue
            if not cue.strong and (cue.speaker is None or not cue.speaker.animate):
                continue
            if cue.frames == _SPEECH and not cue.according and previous < cue.last and not self._near(tokens, cue, q):
                continue
            if not self._in_reach(host, cue, q, cues, previous):
                continue
            return cue
        return None

    def _near(self, tokens: list[Token], cue: Cue, q: int) -> bool:
        """Whether marked words are the object of a manner of speaking ("parle d'une « … »", "a lancé un « … »")."""
        between = tokens[cue.last : q]
        conjoined = any(t.low == "," or t.low in self.lexicon.words["conjunctions"] for t in between)
        return len(between) <= (_LINK if cue.strong else _OBJECT) and not conjoined

    def _in_reach(self, host: Host, cue: Cue, q: int, cues: list[Cue], previous: int) -> bool:
        tokens = host.tokens
        begin = cue.last
        if cue.according:
            begin = cue.after
            if begin < len(tokens) and tokens[begin].low == ",":
                begin += 1
            elif cue.first > 2:
                return False
        if previous >= cue.last:
            between = tokens[previous + 1 : q]
            parted = any(token.low in (",", ";", ":") for token in between)
            if parted and (len(between) > _LINK or between[-1].kind == NAME):
                return False
        return (
            clause_end(
                host, begin, [c for c in cues if c.first > cue.first and c.first < q and c.anchor < 0], self.lexicon
            )
            >= q
        )
