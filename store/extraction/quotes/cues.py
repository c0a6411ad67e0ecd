"""Cues: the verbs of saying and the "according to" of a sentence, each with the one who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, WORD, Host, Token, stands
from store.extraction.quotes.lexicon import Lexicon, Verb
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.extraction.quotes.verb_groups import auxiliary, is_led, is_noun, pronoun_after, shared_auxiliary, tail_end

_CLITICS = 6  # pronouns and particles before a verb
_OPENING = 3  # tokens before a source that still opens its sentence
_SOURCE = frozenset({"speech", "clause"})
_WORDS_ONLY = frozenset({"speech"})
_AFTER = 12  # tokens between an inserted verb and its subject


@dataclass(slots=True)
class Cue:
    """A cue over tokens `first:last` of a sentence, and its `speaker` as the sentence puts it (not yet resolved).

    `anchor` is the token that an inserted cue follows (a comma or marked words), -1 where the cue is not inserted.
    `after` is the token behind the cue and what belongs to it (an inverted subject).
    """

    host: Host
    first: int
    last: int
    form: str
    frames: frozenset[str]
    strong: bool
    speaker: Phrase | None
    anchor: int = -1
    after: int = 0
    negated: bool = False
    according: bool = False

    @property
    def closes(self) -> bool:
        """Whether its clause ends with it."""
        tokens = self.host.tokens
        return self.after >= len(tokens) or tokens[self.after].kind == PUNCT

    def is_void(self, lexicon: Lexicon) -> bool:
        """Whether it tells that something is not said, or that all the world says it."""
        speaker = self.speaker
        vague = speaker is not None and speaker.kind == "generic" and speaker.head in lexicon.words["vague"]
        return self.negated or vague

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of its words."""
        return self.host.tokens[self.first].start, self.host.tokens[self.last - 1].end


def find_cues(host: Host, speakers: Speakers, lexicon: Lexicon) -> list[Cue]:
    """The cues of a sentence in order."""
    found: list[Cue] = []
    reached = 0
    for i, token in enumerate(host.tokens):
        if i < reached or token.kind != WORD or token.low not in lexicon.triggers:
            continue
        earlier = found[-1] if found else None
        cue = _according(host, i, speakers, lexicon) if token.low in lexicon.leads else None
        cue = cue or _verb(host, i, speakers, lexicon, earlier)
        if cue is not None and (cue.first >= reached or not found):
            found.append(cue)
            reached = cue.last
    return found


def _according(host: Host, i: int, speakers: Speakers, lexicon: Lexicon) -> Cue | None:
    tokens = host.tokens
    if tokens[i].low in lexicon.words["opinion"] and (i == 0 or tokens[i - 1].kind == PUNCT):
        # "Pour X, …" says what X thinks only where X is somebody.
        phrase = _source(tokens, i + 1, speakers, lexicon)
        after = i + 1
        while phrase is not None and after < len(tokens) and tokens[after].start < phrase.end:
            after += 1
        while (
            after < min(len(tokens), i + _AFTER)
            and tokens[after].low not in lexicon.verbs
            and tokens[after].kind == WORD
        ):
            after += 1
        somebody = phrase is not None and (phrase.kind in ("pronoun", "person", "office") or phrase.type == "person")
        if somebody and after < len(tokens) and tokens[after].low == ",":
            return Cue(host, i, i + 1, "finite", _SOURCE, True, phrase, -1, after, False, True)
        return None
    if (whose := _own_words(tokens, i, lexicon)) is not None:
        phrase, after = whose
        frames = _SOURCE if i < _OPENING else _WORDS_ONLY
        return Cue(host, i, after, "finite", frames, True, phrase, -1, after, False, True)
    for sequence in lexicon.sources(tokens[i].low, tokens[i + 1].low if i + 1 < len(tokens) else ""):
        n = len(sequence)
        if not stands(tokens, i, sequence):
            continue
        at = i + n
        if at >= len(tokens):
            return None
        phrase = _source(tokens, at, speakers, lexicon)
        if phrase is None and (
            tokens[at].low in lexicon.words["bare_sources"] or sequence[-1] in lexicon.words["contracted"]
        ):
            phrase = speakers.described(tokens, at, True)  # "a-t-on appris de source policière", "aux dires du maire"
        if phrase is None or not phrase.animate:
            return None
        after = at
        while after < len(tokens) and tokens[after].start < phrase.end:
            after += 1
        frames = _WORDS_ONLY if sequence in lexicon.sequences["mouths"] else _SOURCE
        return Cue(host, i, at, "finite", frames, True, phrase, -1, after, False, True)
    return None


def _own_words(tokens: list[Token], i: int, lexicon: Lexicon) -> tuple[Phrase, int] | None:
    """The pronoun in "selon ses mots", "in her own words", and where the words end."""
    for sequence in lexicon.own_words.get(tokens[i].low, ()):
        if not stands(tokens, i, sequence):
            continue
        last = i + len(sequence) - 1
        at = next((k for k in range(i, last + 1) if tokens[k].low in lexicon.words["gendered_possessives"]), last)
        head = tokens[at].low if at < last else ""
        return Phrase(tokens[at].start, tokens[at].end, "pronoun", head), last + 1
    return None


def _source(tokens: list[Token], at: int, speakers: Speakers, lexicon: Lexicon) -> Phrase | None:
    if at < len(tokens) and tokens[at].low in lexicon.words["object_pronouns"]:
        return Phrase(tokens[at].start, tokens[at].end, "pronoun", tokens[at].low)
    return speakers.phrase_at(tokens, at)


def _verb(host: Host, i: int, speakers: Speakers, lexicon: Lexicon, earlier: Cue | None) -> Cue | None:
    tokens, words = host.tokens, lexicon.words
    low = tokens[i].low
    verbs = lexicon.verbs.get(low)
    if verbs is None:
        return None
    previous = tokens[i - 1].low if i else ""
    if previous == "-" and i > 1 and tokens[i - 2].end == tokens[i - 1].start:
        return None  # part of a compound: so-called
    first, inverted, passive = auxiliary(tokens, i, lexicon)
    if passive:
        return None
    # "a salué X et souhaité que Y": the second participle shares the auxiliary and the subject.
    shared = earlier is not None and earlier.form == "participle" and previous in words["conjunctions"]
    ruling = None if shared or previous not in words["conjunctions"] else shared_auxiliary(tokens, i - 1, lexicon)
    kept: list[Verb] = []
    last = i + 1
    for verb in verbs:
        if verb.form == "participle" and first == i and not shared and ruling is None:
            continue
        if verb.form == "finite" and (first == i and is_noun(tokens, i, lexicon)):
            continue
        if verb.form == "infinitive" and not is_led(tokens, i, lexicon):
            continue
        if verb.form == "gerund" and is_noun(tokens, i, lexicon) and previous not in words["gerund_leads"]:
            continue
        if verb.tails:
            end = tail_end(tokens, i + 1, verb.tails, lexicon)
            if end is None:
                continue
            last = max(last, end)
        kept.append(verb)
    if last > i + 1:
        kept = [verb for verb in kept if verb.tails]
    if not kept:
        return None
    frames = frozenset().union(*(verb.frames for verb in kept))
    order = (
        ("participle", "finite", "gerund", "infinitive")
        if first < i
        else ("finite", "gerund", "infinitive", "participle")
    )
    form = min((verb.form for verb in kept), key=order.index)
    cue = Cue(host, first, last, form, frames, all(verb.strong for verb in kept), None)
    cue.after = last
    cue.negated = any(t.low in words["negations"] for t in tokens[max(0, first - 3) : i]) and not any(
        t.low in words["boundaries"] or (t.kind == PUNCT and t.low != "-") for t in tokens[max(0, first - 2) : first]
    )
    if inverted is None:
        inverted = pronoun_after(tokens, last, lexicon)
        if inverted is not None:
            while cue.after < len(tokens) and tokens[cue.after].start < inverted.end:
                cue.after += 1
            cue.last = cue.after
    if shared and form == "participle" and earlier is not None:
        cue.speaker = earlier.speaker
    elif ruling is not None and form == "participle":
        cue.speaker = speakers.subject(host, ruling)
    elif inverted is not None:
        cue.speaker = inverted
        cue.anchor = _anchor(tokens, first, lexicon)
    else:
        _find_subject(cue, speakers, lexicon)
    return cue


def _anchor(tokens: list[Token], first: int, lexicon: Lexicon) -> int:
    """The comma or marked words right before token `first` (clitics apart), -1 if there are none."""
    k = first - 1
    while k >= max(0, first - _CLITICS) and tokens[k].low in lexicon.words["clitics"]:
        k -= 1
    if k < 0:
        return -1
    return k if tokens[k].kind == QUOTE or tokens[k].low in (",", "–", "—", "(") else -1


def _find_subject(cue: Cue, speakers: Speakers, lexicon: Lexicon) -> None:
    tokens = cue.host.tokens
    anchor = _anchor(tokens, cue.first, lexicon)
    leading = lexicon.words["clitics"] | lexicon.words["as_said"]
    starts = all(token.low in leading for token in tokens[: min(cue.first, 4)]) and cue.first < 4
    that = cue.last < len(tokens) and tokens[cue.last].low in lexicon.words["that"]
    if cue.form in ("finite", "participle") and not that and (anchor >= 0 or starts):
        inverted, after = _inverted(cue, speakers, lexicon)
        if inverted is not None and _ends_cue(cue, inverted, after, anchor, lexicon):
            cue.speaker, cue.after, cue.anchor = inverted, after, anchor
            return
    if lexicon.inserted_before and cue.form in ("finite", "participle") and not that:
        inserted = _inserted_before(cue, speakers)
        if inserted is not None:
            cue.speaker, cue.anchor = inserted
            if tokens[cue.last - 1].low in lexicon.words["telling"]:
                cue.after = _addressed(tokens, cue.last, lexicon)
            return
    elif (so_said := _so_said(cue, speakers)) is not None:
        cue.speaker, cue.anchor = so_said
        return
    if cue.form in ("gerund", "infinitive"):
        cue.speaker = speakers.first_phrase(tokens, 0, cue.first)
    else:
        cue.speaker = speakers.subject(cue.host, cue.first)


def _so_said(cue: Cue, speakers: Speakers) -> tuple[Phrase, int] | None:
    """The subject of an inserted ", comme la ministre l'a rappelé", and its comma."""
    tokens, words = cue.host.tokens, speakers.lexicon.words
    if cue.first < 4 or tokens[cue.first - 1].low not in words["clitics"]:
        return None
    for k in range(cue.first - 2, max(0, cue.first - _AFTER), -1):
        if tokens[k].low in words["as_said"] and tokens[k - 1].low == ",":
            phrase = speakers.phrase_at(tokens, k + 1, cue.first - 1)
            return (phrase, k - 1) if phrase is not None and phrase.end >= tokens[cue.first - 2].end else None
        if tokens[k].kind == QUOTE:
            return None
    return None


def _ends_cue(cue: Cue, inverted: Phrase, after: int, anchor: int, lexicon: Lexicon) -> bool:
    """Whether `inverted` is the subject put behind the verb, and not its object."""
    tokens = cue.host.tokens
    if lexicon.inserted_before:
        # In a language with both orders only what ends with its subject is inverted: "…", said Ann Roe.
        telling = tokens[cue.last - 1].low in lexicon.words["telling"]
        marked = tokens[anchor].kind == QUOTE or tokens[anchor - 1].kind == QUOTE
        if after >= len(tokens) or tokens[after].kind == PUNCT:
            return not telling or marked  # "…," warned Ann Roe, the mayor
        if telling:
            return False
        if tokens[after].kind == QUOTE:
            return marked or anchor < 0  # ", speaking quietly, called the plan “…”": the plan is its object
        # "…," admitted Ann Roe after the vote
        words = lexicon.words
        led = tokens[after].low in words["prepositions"] or tokens[after].low in words["subordinators"]
        return tokens[anchor].kind == QUOTE and (led or lexicon.is_adverb(tokens[after].low))
    if anchor < 0 or cue.host.inside or tokens[anchor].kind == QUOTE or tokens[anchor - 1].kind == QUOTE:
        return True
    # "X, avocat, a critiqué le ministre": without marked words only a verb that takes a clause is inserted.
    return "clause" in cue.frames and inverted.animate


def _inverted(cue: Cue, speakers: Speakers, lexicon: Lexicon) -> tuple[Phrase | None, int]:
    """The subject after an inserted verb, past adverbs, times, an addressee: ", a indiqué lundi à l'AFP le maire"."""
    tokens, words = cue.host.tokens, lexicon.words
    k = cue.last
    end = min(len(tokens), cue.last + _AFTER)
    while k < end:
        token = tokens[k]
        if token.kind in (PUNCT, QUOTE) and token.low != "-":
            break
        governed = k > cue.last and (tokens[k - 1].low in words["prepositions"] or tokens[k - 1].low == "-")
        dated = k + 1 < len(tokens) and tokens[k].low in words["determiners"] and tokens[k + 1].low[0:1].isdigit()
        if token.low in words["prepositions"] and token.low not in words["determiners"]:
            # The phrase that a preposition governs is passed over as far as its own first noun.
            k += 1
            while k < end and (tokens[k].low in words["determiners"] or tokens[k].low in words["prepositions"]):
                k += 1
            k += 1
            continue
        if dated:
            k += 3
            continue
        if not governed:
            phrase = speakers.phrase_at(tokens, k)
            thing = phrase is not None and phrase.kind == "thing" and not phrase.definite
            if phrase is not None and (not thing or (_beside_marks(cue, tokens) and not phrase.plural)):
                after = k
                while after < len(tokens) and tokens[after].start < phrase.end:
                    after += 1
                return phrase, after
        if token.low in words["determiners"] or not (lexicon.is_adverb(token.low) or token.low[:1].isdigit()):
            break
        k += 1
    return None, cue.last


def _beside_marks(cue: Cue, tokens: list[Token]) -> bool:
    return any(token.kind == QUOTE for token in tokens[max(0, cue.first - 3) : cue.first])


def _told_so(cue: Cue, comma: int, lexicon: Lexicon) -> bool:
    """Whether a clause stands before ", they said in a statement", and none behind it."""
    tokens, words = cue.host.tokens, lexicon.words
    behind = tokens[cue.last : cue.last + _AFTER]
    led = bool(behind) and behind[0].low in words["prepositions"]
    if tokens[cue.last - 1].low in words["telling"]:
        led = led or _addressed(tokens, cue.last, lexicon) > cue.last
    if not led or not cue.strong or "clause" not in cue.frames:
        return False
    if tokens[0].low in words["subordinators"] or any(token.low in words["that"] for token in behind):
        return False
    return any(token.low in words["verbal"] or token.low.endswith("ed") for token in tokens[:comma])


def _addressed(tokens: list[Token], at: int, lexicon: Lexicon) -> int:
    """Past the addressee of a verb of telling that ends before `at`, if nothing else of the clause follows."""
    k, words = at, lexicon.words
    while k < len(tokens) and k < at + 4:
        low = tokens[k].low
        if tokens[k].kind != NAME and low not in words["addressees"] and low not in words["audiences"]:
            break
        k += 1
    ended = k >= len(tokens) or tokens[k].kind == PUNCT or tokens[k].low in words["prepositions"]
    return k if ended else at


def _inserted_before(cue: Cue, speakers: Speakers) -> tuple[Phrase, int] | None:
    """The subject between a comma (or marked words) and an inserted verb: ", the company said."."""
    tokens = cue.host.tokens
    for k in range(cue.first - 1, max(-1, cue.first - _AFTER), -1):
        if tokens[k].kind == QUOTE or tokens[k].low == ",":
            phrase = speakers.phrase_at(tokens, k + 1, cue.first)
            if phrase is None:
                continue
            covered = phrase.end >= tokens[cue.first - 1].end or phrase.kind == "name"
            if not covered and tokens[k].kind != QUOTE:
                continue
            following = tokens[cue.last].low if cue.last < len(tokens) else ""
            ended = cue.last >= len(tokens) or tokens[cue.last].kind in (PUNCT, QUOTE)
            adverbial = speakers.lexicon.is_adverb(following) or _told_so(cue, k, speakers.lexicon)
            opened = tokens[k].kind == QUOTE or tokens[k - 1].kind == QUOTE
            if ended or adverbial or opened:
                return phrase, k
    return None
