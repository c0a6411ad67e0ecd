"""Marked words without a cue of their own: whole utterances, and fragments that a speaker within reach claims."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from store.extraction.quotes.addressees import addressee, at_opening
from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Cutter, Host, Token
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.marks import Marked
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.model import QuoteKind

Span = tuple[int, int]
_UNLISTED = 9  # tokens of an inserted cue that no list has
_SPEAKING = frozenset({"name", "pronoun", "person", "office", "body", "company"})
_LINK = 5  # tokens between two fragments of one cue
_CARRY = 4  # paragraphs over which a speaker goes on speaking
UTTERANCE = 3
"""Words of an utterance that stands alone."""


@dataclass(slots=True)
class Attribution:
    """A marked passage that somebody says."""

    marked: Marked
    host: Host
    kind: QuoteKind
    speaker: Phrase | None
    cue: tuple[int, int] | None
    to: tuple[int, int] | None = None


class Utterances:
    """Keeps what was attributed so far, and attributes what has no cue by what stands around it."""

    def __init__(
        self,
        text: str,
        sentences: list[Host],
        cues: dict[int, list[Cue]],
        speakers: Speakers,
        lexicon: Lexicon,
        cutter: Cutter,
        headings: Set[int] = frozenset(),
    ) -> None:
        self.text = text
        self.hosts = sentences
        self.cues = cues
        self.speakers = speakers
        self.lexicon = lexicon
        self.cutter = cutter
        self.headings = headings
        self.found: list[Attribution] = []
        self.waiting: list[Attribution] = []
        self.last: Attribution | None = None
        self.labelled: set[tuple[int, int]] = set()

    def _add(self, attribution: Attribution) -> None:
        self.found.append(attribution)
        self.last = attribution
        if attribution.speaker is not None and attribution.speaker.kind == "name":
            self.speakers.spoken[attribution.host.number] = attribution.speaker

    def _words(self, marked: Marked) -> int:
        return len(self.text[marked.start : marked.end].split(None, 8))

    def _alone(self, tokens: list[Token], q: int) -> bool:
        """Whether the marked words are the sentence: nothing but punctuation stands beside them."""
        return all(token.kind == PUNCT for k, token in enumerate(tokens) if k != q)

    def _predicate(self, host: Host, q: int) -> Phrase | None:
        """The subject right before marked words that begin with a verb of saying: le club « regrette … »."""
        marked = host.tokens[q].marked
        if marked is None or q == 0:
            return None
        first = next(self.cutter.tokens(marked.start, marked.end), None)
        verbs = self.lexicon.verbs.get(first.low, ()) if first is not None else ()
        if not any(verb.form == "finite" for verb in verbs):
            return None
        last = q - 1
        while last and host.tokens[last].low in self.lexicon.words["clitics"]:
            last -= 1  # le club ne « regrette » rien
        subject = self.speakers.subject(host, q)
        if subject is None or not subject.animate or subject.end < host.tokens[last].end:
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
        if any(token.low in self.lexicon.words["inscriptions"] for token in host.tokens[:q]):
            return  # a name or a sign: nobody's word
        subject = self.speakers.first_phrase(host.tokens, 0, q)
        speaker = self.speakers.resolve(subject, host) if subject is not None and subject.animate else None
        if speaker is None:
            # "À lire aussi : « … »" is nobody's word; "Sa réponse : « … »" is.
            same = self.last is not None and self.last.host.paragraph == host.paragraph
            words = self.lexicon.words["said_nouns"]
            if not same and not any(token.low in words for token in host.tokens[:q]):
                return
            speaker = self._carried(host)
        if speaker is not None or self._words(marked) >= UTTERANCE:
            to = at_opening(host, self.speakers, self.lexicon, q)
            self._add(Attribution(marked, host, "direct", speaker, None, to))

    def _utterance(self, host: Host, marked: Marked) -> None:
        """A sentence that is all marked: announced by the line before, followed by its speaker, or carried on."""
        text = self.text[marked.start : marked.end]
        announced = self._announcing(host)
        if announced is not None:
            self._add(Attribution(marked, host, "direct", *announced))
            return
        if host.start in self.headings:
            # A crosshead: what stands around it does not say whose words it takes out of the article.
            if self._words(marked) >= UTTERANCE:
                self.found.append(Attribution(marked, host, "direct", None, None))
            return
        if self._words(marked) < UTTERANCE and text[-1:] not in tuple(".!?…"):
            return
        same = self.last if self.last is not None and self.last.host.paragraph == host.paragraph else None
        later = self.hosts[host.number + 1] if host.number + 1 < len(self.hosts) else None
        if later is not None and later.paragraph == host.paragraph:
            cue = self._tag(later, same is None, text[-1:] in ("!", "?"))
            if cue is not None:
                speaker = self.speakers.resolve(cue.speaker, later)
                to = addressee(cue, self.speakers, self.lexicon)
                self._add(Attribution(marked, host, "direct", speaker, cue.span, to))
                return
            subject = self.speakers.main_subject(later)
            named = subject is not None and subject.kind == "name" and subject.type == "person"
            if same is None and named and self._opens(host) and not self._goes_on(host):
                # « … » X ne décolère pas: the paragraph that words open is about the one who says them.
                self._add(Attribution(marked, host, "direct", subject, None))
                return
        goes_on = same if same is not None or not self._goes_on(host) else self.last
        speaker = same.speaker if same else self._carried(host)
        self._add(attribution := Attribution(marked, host, "direct", speaker, None, goes_on.to if goes_on else None))
        if speaker is None and same is None:
            self.waiting.append(attribution)

    def _tag(self, later: Host, first: bool, exclaimed: bool) -> Cue | None:
        """The cue of the sentence after marked words if it is theirs: « … ! » Paul l'a répété.

        `first` tells that nobody spoke in the paragraph before, `exclaimed` that the words end as questions do, and so
        with a mark of their own before "Ann Roe asked".
        """
        cue = next(
            (
                cue
                for cue in self.cues.get(later.number, [])
                if cue.speaker is not None
                and not (cue.negated or cue.according)
                and cue.form in ("finite", "participle")
            ),
            None,
        )
        if cue is None or cue.speaker is None:
            return None
        before = exclaimed and self.lexicon.inserted_before and cue.speaker.start == later.start
        if cue.first == 0 or before:
            return cue
        return cue if first and not any(token.kind == QUOTE for token in later.tokens) else None

    def _unlisted(self, host: Host, q: int) -> tuple[Phrase, tuple[int, int]] | None:
        """An inserted verb that no list has, by its place: « … », maugrée Paul; "…," Ann grinned."""
        tokens, words = host.tokens, self.lexicon.words
        j = q + 1
        while j < len(tokens) and (tokens[j].low == "," or tokens[j].low in words["clitics"]) and j < q + 4:
            j += 1
        rest = tokens[j:]
        named = self._beams(tokens, j)
        if named is not None:
            return named, (tokens[j].start, tokens[j].end)
        if not 2 <= len(rest) <= _UNLISTED or (j == q + 1 and self.text[tokens[q].marked.end - 1] != ","):  # type: ignore[union-attr]
            return None
        verb = j
        if self.lexicon.inserted_before:
            phrase = self.speakers.phrase_at(tokens, j)
            while phrase is not None and verb < len(tokens) and tokens[verb].start < phrase.end:
                verb += 1
        else:
            dashes = [token.low for token in tokens[j + 1 : j + 5] if token.low not in ("-", "t")]
            inverted = j + 1 < len(tokens) and tokens[j + 1].low == "-" and dashes and dashes[0] in words["pronouns"]
            at = next(k for k in range(j, len(tokens)) if tokens[k].low == dashes[0]) if inverted else j + 1
            if not inverted and tokens[j].low in words["auxiliaries"]:
                at = j + 2  # « … », a trompetté Paul
            phrase = self.speakers.phrase_at(tokens, at) if at < len(tokens) else None
        if phrase is None or verb >= len(tokens) or phrase.kind not in _SPEAKING or tokens[verb].kind != WORD:
            return None
        low = tokens[verb].low
        if (
            low in words["prepositions"]
            or low in words["determiners"]
            or low in words["is"]
            or low in words["conjunctions"]
        ):
            return None
        return phrase, (tokens[verb].start, tokens[verb].end)

    def _beams(self, tokens: list[Token], j: int) -> Phrase | None:
        """The person behind a verb that no list has, right behind marked words: "…," beamed Ann Roe after the match."""
        if not self.lexicon.inserted_before or j + 1 >= len(tokens) or tokens[j].kind != WORD:
            return None
        past = tokens[j].low.endswith(("ed", "s")) and self.lexicon.noun(tokens[j].low) is None
        named = tokens[j + 1].kind == NAME
        return self.speakers.phrase_at(tokens, j + 1) if past and named else None

    def _goes_on(self, host: Host) -> bool:
        """Whether a quotation of several paragraphs goes on: the last one ended a paragraph just before."""
        last = self.last
        if last is None or not 0 < host.paragraph - last.host.paragraph <= 2:
            return False
        return last.host.tokens[-1].kind == QUOTE

    def _opens(self, host: Host) -> bool:
        return host.number == 0 or self.hosts[host.number - 1].paragraph != host.paragraph

    def _announcing(self, host: Host) -> tuple[Phrase | None, Span | None, Span | None] | None:
        """The speaker, the cue and the addressee of the sentence before if that ends with a colon."""
        if not host.number:
            return None
        before = self.hosts[host.number - 1]
        if before.tokens[-1].low != ":" or host.paragraph - before.paragraph > 3:
            return None
        cues = [cue for cue in self.cues.get(before.number, []) if "speech" in cue.frames and not cue.negated]
        if cues:
            speaker = self.speakers.resolve(cues[-1].speaker, before) or self._carried(host)
            return speaker, cues[-1].span, addressee(cues[-1], self.speakers, self.lexicon)
        subject = self.speakers.main_subject(before)
        told = subject is not None and subject.animate
        speaker = self.speakers.resolve(subject, before) if told else self._carried(host)
        return speaker, None, at_opening(before, self.speakers, self.lexicon, len(before.tokens))

    def _continued(self, host: Host, q: int, marked: Marked, previous: int) -> None:
        """A fragment in the sentence after attributed words, or beside them: the same speaker goes on."""
        last = self.last
        if last is None or last.host.paragraph != host.paragraph or self._words(marked) < UTTERANCE:
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
        named: dict[str, Phrase] = {}
        for number in range(host.number - 1, max(-1, host.number - 4), -1):
            if self.hosts[number].tokens[-1].low == "?":
                continue  # whoever asks is not the one who answers
            for token in self.hosts[number].tokens:
                if token.kind == NAME and token.type == "person":
                    named[token.low] = Phrase(token.start, token.end, "name", token.low, True, token.type, True)
            subject = self.speakers.main_subject(self.hosts[number])
            if subject is not None and subject.kind in ("name", "pronoun"):
                found = self.speakers.resolve(subject, self.hosts[number])
                if found is not None:
                    return found
        return next(iter(named.values())) if len(named) == 1 else None

    def _look_ahead(self) -> None:
        """Gives an utterance that opens an article or stands as a heading the speaker who is named next."""
        waiting = {id(attribution) for attribution in self.waiting}
        following: Attribution | None = None
        for attribution in reversed(self.found):
            if id(attribution) not in waiting:
                following = attribution if attribution.speaker is not None else following
            elif following is not None and following.host.paragraph - attribution.host.paragraph <= _CARRY:
                attribution.speaker = following.speaker
