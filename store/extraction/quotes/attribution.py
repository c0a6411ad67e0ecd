"""Marked words: which of them somebody says, and who.

A marked passage counts where a cue, a source or a speaker within reach claims it, or where it is a whole utterance of
its own.  Titles, nicknames, charges and words used at a distance have none of these.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.extraction.quotes.cues import Cue, find_cues
from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, Cutter, Host, Token
from store.extraction.quotes.indirect import clause_end
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.marks import Marked
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.model import QuoteKind

_REACH = 60  # tokens between a cue and marked words
_INSERTED = 20  # tokens between an inserted cue and the words that go on behind it
_OBJECT = 8  # tokens between a verb that only marked words can follow, and these
_SPEECH = frozenset({"speech"})
_LINK = 5  # tokens between two fragments of one cue
_CARRY = 4  # paragraphs over which a speaker goes on speaking
_UTTERANCE = 3  # words of an utterance that stands alone
_INSERTION = 24  # characters of marked words that can hold an inserted cue
_AFTERWARDS = 40  # tokens between marked words and the cue at the sentence's end


@dataclass(slots=True)
class Attribution:
    """A marked passage that somebody says."""

    marked: Marked
    host: Host
    kind: QuoteKind
    speaker: Phrase | None
    cue: tuple[int, int] | None


class Attributor:
    """Goes through an article's sentences in order and attributes what is marked in them."""

    def __init__(
        self,
        text: str,
        sentences: list[Host],
        cues: dict[int, list[Cue]],
        speakers: Speakers,
        lexicon: Lexicon,
        cutter: Cutter,
    ) -> None:
        self.text = text
        self.hosts = sentences
        self.cues = cues
        self.speakers = speakers
        self.lexicon = lexicon
        self.cutter = cutter
        self.found: list[Attribution] = []
        self.waiting: list[Attribution] = []
        self.last: Attribution | None = None

    def run(self) -> list[Attribution]:
        """The attributed passages in text order."""
        for host in self.hosts:
            previous = -1
            for q, token in enumerate(host.tokens):
                if token.kind == QUOTE and token.marked is not None:
                    self._one(host, q, token.marked, previous)
                    previous = q
        self._look_ahead()
        return self.found

    # one passage -----------------------------------------------------------------------------------------------------

    def _one(self, host: Host, q: int, marked: Marked, previous: int) -> None:
        tokens = host.tokens
        whole = self._whole(host, q, marked)
        kind: QuoteKind = "direct" if whole else "partial"
        cues = self.cues.get(host.number, [])
        cue = self._after(tokens, q, cues, True) or self._inserted(host, marked)
        colon = q > 0 and tokens[q - 1].low == ":"
        adjacent = any(c.last == q and c.strong for c in cues)
        if cue is None and not colon and not adjacent and self._labelled(tokens, q):
            return
        if cue is None:
            cue = self._before(host, q, cues, previous)
        if cue is None:
            cue = self._after(tokens, q, cues, False)
        if cue is not None:
            speaker = self.speakers.resolve(cue.speaker, host)
            if speaker is None and cue.speaker is None:
                speaker = self._carried(host)
            if previous >= 0 and cue.anchor >= previous and self.last is not None and self.last.host is host:
                kind = self.last.kind  # « … », dit X, « … »
            said = cue.host.tokens
            self._add(Attribution(marked, host, kind, speaker, (said[cue.first].start, said[cue.last - 1].end)))
            return
        if (acting := self._predicate(host, q)) is not None:
            self._add(Attribution(marked, host, "partial", acting, None))
            return
        if (speaker := self._by_noun(host, q)) is not None:
            self._add(Attribution(marked, host, "partial", speaker, None))
            return
        if colon:
            self._after_colon(host, q, marked)
            return
        if whole and self._alone(tokens, q):
            self._utterance(host, marked)
        elif not whole or not self._alone(tokens, q):
            self._continued(host, q, marked, previous)

    def _add(self, attribution: Attribution) -> None:
        self.found.append(attribution)
        self.last = attribution
        if attribution.speaker is not None and attribution.speaker.kind == "name":
            self.speakers.spoken[attribution.host.number] = attribution.speaker

    def _whole(self, host: Host, q: int, marked: Marked) -> bool:
        words = self.text[marked.start : marked.end]
        first = next((c for c in words if c.isalnum()), "")
        announced = q == 0 or host.tokens[q - 1].low in (":", "-", "–", "—", "(")
        return (announced and (first.isupper() or first.isdigit())) or (first.isupper() and words[-1] in ".!?…")

    def _words(self, marked: Marked) -> int:
        return len(self.text[marked.start : marked.end].split(None, 8))

    def _alone(self, tokens: list[Token], q: int) -> bool:
        """Whether the marked words are the sentence: nothing but punctuation stands beside them."""
        return all(token.kind == PUNCT for k, token in enumerate(tokens) if k != q)

    def _labelled(self, tokens: list[Token], q: int) -> bool:
        """Whether the words before say that this is a name, a title, an expression or a charge."""
        words = self.lexicon.words
        near = [token.low for token in tokens[max(0, q - 3) : q]]
        if near and near[-1] in words["labels"]:
            return True
        if len(near) > 1 and near[-2] in words["labels"] and near[-1] in words["label_links"]:
            return True
        near = [token.low for token in tokens[max(0, q - 4) : q]]
        charged = any(word in words["charges"] for word in near[:-1])
        return charged and near[-1] in words["charge_prepositions"]

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
                if near if directly else closing and self._closing(tokens, cue):
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
            ended = cue.after >= len(tokens) or tokens[cue.after].kind == PUNCT
            third = cue.speaker is not None and cue.speaker.head not in self.lexicon.words["first_persons"]
            if parted and ended and third and cue.speaker is not None and cue.speaker.animate:
                return cue
        return None

    def _closing(self, tokens: list[Token], cue: Cue) -> bool:
        return cue.after >= len(tokens) or tokens[cue.after].kind == PUNCT

    def _before(self, host: Host, q: int, cues: list[Cue], previous: int) -> Cue | None:
        """The nearest cue before the marked words whose reach they are in."""
        tokens = host.tokens
        for cue in reversed(cues):
            if cue.last > q or q - cue.last > _REACH or "speech" not in cue.frames:
                continue
            if cue.negated or (
                cue.speaker is not None
                and cue.speaker.kind == "generic"
                and cue.speaker.head in self.lexicon.words["vague"]
            ):
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
        return len(between) <= (_LINK if cue.strong else _OBJECT) and not any(t.low == "," for t in between)

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

    # without a cue ---------------------------------------------------------------------------------------------------

    def _predicate(self, host: Host, q: int) -> Phrase | None:
        """The subject right before marked words that begin with a verb of saying: le club « regrette … »."""
        marked = host.tokens[q].marked
        if marked is None or q == 0:
            return None
        first = next(self.cutter.tokens(marked.start, marked.end), None)
        verbs = self.lexicon.verbs.get(first.low, ()) if first is not None else ()
        if not any(verb.form == "finite" for verb in verbs):
            return None
        subject = self.speakers.subject(host, q)
        if subject is None or not subject.animate or subject.end < host.tokens[q - 1].end:
            return None
        return self.speakers.resolve(subject, host)

    def _by_noun(self, host: Host, q: int) -> Phrase | None:
        """The subject of a sentence with a noun of saying before the marked words: avec l'impression d'avoir « … »."""
        words = self.lexicon.words
        tokens = host.tokens
        for k in range(q - 1, max(-1, q - 6), -1):
            if tokens[k].kind == PUNCT and tokens[k].low not in "'-":
                return None
            if (
                tokens[k].low in words["said_nouns"]
                and k + 1 < len(tokens)
                and (
                    tokens[k + 1].low in words["of"]
                    or tokens[k + 1].low in words["to"]
                    or tokens[k + 1].low in words["that"]
                )
            ):
                return self.speakers.resolve(self.speakers.main_subject(host), host)
        return None

    def _after_colon(self, host: Host, q: int, marked: Marked) -> None:
        """Words after a colon whose clause has no verb of saying: its subject speaks, if it is a name or a person."""
        subject = self.speakers.first_phrase(host.tokens, 0, q)
        speaker = self.speakers.resolve(subject, host) if subject is not None and subject.animate else None
        if speaker is None and self._words(marked) >= _UTTERANCE:
            speaker = self._carried(host)
        elif self._words(marked) < 2:
            return
        if speaker is not None or self._words(marked) >= _UTTERANCE:
            self._add(Attribution(marked, host, "direct", speaker, None))

    def _utterance(self, host: Host, marked: Marked) -> None:
        """A sentence that is all marked: announced by the line before, followed by its speaker, or carried on."""
        text = self.text[marked.start : marked.end]
        if self._words(marked) < _UTTERANCE and text[-1:] not in tuple(".!?…"):
            announced = self._announcing(host)
            if announced is None:
                return
        number = host.number
        if (announced := self._announcing(host)) is not None:
            cue, speaker = announced
            self._add(Attribution(marked, host, "direct", speaker, cue))
            return
        same = self.last if self.last is not None and self.last.host.paragraph == host.paragraph else None
        following = self.hosts[number + 1] if number + 1 < len(self.hosts) else None
        if following is not None and following.paragraph == host.paragraph:
            cues = self.cues.get(number + 1, [])
            opening = [
                c
                for c in cues
                if c.speaker is not None and not c.negated and not c.according and c.form in ("finite", "participle")
            ]
            inserted = opening and opening[0].first == 0
            if (
                opening
                and (same is None or inserted)
                and (inserted or not any(token.kind == QUOTE for token in following.tokens))
            ):
                cue_ = opening[0]
                speaker = self.speakers.resolve(cue_.speaker, following)
                span = (following.tokens[cue_.first].start, following.tokens[cue_.last - 1].end)
                self._add(Attribution(marked, host, "direct", speaker, span))
                return
        if same is None and following is not None and following.paragraph == host.paragraph:
            # « … » X ne décolère pas: the paragraph that words open is about the one who says them.
            subject = self.speakers.main_subject(following)
            if subject is not None and subject.kind == "name" and subject.type == "person" and self._opens(host):
                self._add(Attribution(marked, host, "direct", subject, None))
                return
        self._add(
            attribution := Attribution(marked, host, "direct", same.speaker if same else self._carried(host), None)
        )
        if attribution.speaker is None:
            self.waiting.append(attribution)

    def _opens(self, host: Host) -> bool:
        return host.number == 0 or self.hosts[host.number - 1].paragraph != host.paragraph

    def _announcing(self, host: Host) -> tuple[tuple[int, int] | None, Phrase | None] | None:
        """The cue of the sentence before if that ends with a colon."""
        if not host.number:
            return None
        before = self.hosts[host.number - 1]
        if before.tokens[-1].low != ":" or host.paragraph - before.paragraph > 3:
            return None
        cues = [cue for cue in self.cues.get(before.number, []) if "speech" in cue.frames and not cue.negated]
        if cues:
            cue = cues[-1]
            span = (before.tokens[cue.first].start, before.tokens[cue.last - 1].end)
            return span, self.speakers.resolve(cue.speaker, before) or self._carried(host)
        subject = self.speakers.main_subject(before)
        if subject is not None and subject.animate:
            return None, self.speakers.resolve(subject, before)
        return None, self._carried(host)

    def _continued(self, host: Host, q: int, marked: Marked, previous: int) -> None:
        """A fragment in the sentence after attributed words, or beside them: the same speaker goes on."""
        last = self.last
        if last is None or last.host.paragraph != host.paragraph or self._words(marked) < _UTTERANCE:
            return
        tokens = host.tokens
        if last.host is host:
            between = tokens[max(0, previous + 1) : q]
            if previous < 0 or (any(token.low in (",", ";") for token in between) and len(between) > _LINK):
                return
        elif host.number - last.host.number > 2 or last.cue is None:
            return
        elif any(token.kind == NAME for token in tokens[:q]):
            subject = self.speakers.main_subject(host)
            if (
                subject is not None
                and subject.kind == "name"
                and last.speaker is not None
                and subject.head != last.speaker.head
            ):
                return
        self._add(Attribution(marked, host, "partial", last.speaker, None))

    def _carried(self, host: Host) -> Phrase | None:
        """Who spoke last, within a few paragraphs; else the person that the sentences before are about."""
        last = self.last
        if last is not None and last.speaker is not None and host.paragraph - last.host.paragraph <= _CARRY:
            return last.speaker
        for number in range(host.number - 1, max(-1, host.number - 4), -1):
            subject = self.speakers.main_subject(self.hosts[number])
            if subject is not None and subject.kind in ("name", "pronoun"):
                found = self.speakers.resolve(subject, self.hosts[number])
                if found is not None:
                    return found
        return None

    def _look_ahead(self) -> None:
        """Gives an utterance that opens an article or stands as a heading the speaker who is named next."""
        waiting = {id(attribution) for attribution in self.waiting}
        following: Attribution | None = None
        for attribution in reversed(self.found):
            if id(attribution) not in waiting:
                following = attribution if attribution.speaker is not None else following
            elif following is not None and following.host.paragraph - attribution.host.paragraph <= _CARRY:
                attribution.speaker = following.speaker
