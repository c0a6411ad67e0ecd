"""Direct speech without marks, after the colon of an attributed sentence."""

from __future__ import annotations

from dataclasses import dataclass

from store.extraction.quotes.addressees import addressee
from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import PUNCT, QUOTE, Host, Token
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.model import QuoteKind

_BEFORE_COLON = 30  # tokens between a cue and its colon
_OWNED = 14  # tokens between "sa réponse" and its colon
_SHORT = 3  # words of an announced clause


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech over `start:end` of the text without marks around it."""

    start: int
    end: int
    kind: QuoteKind
    speaker: Phrase | None
    cue: tuple[int, int] | None
    to: tuple[int, int] | None = None


def after_colon(host: Host, cues: list[Cue], speakers: Speakers, lexicon: Lexicon) -> Spoken | None:
    """What follows "X a répondu :" in the same sentence without marks."""
    tokens = host.tokens
    for cue in cues:
        if cue.negated or cue.according or "speech" not in cue.frames or cue.form == "infinitive":
            continue
        colon = next(
            (k for k in range(cue.last, min(len(tokens), cue.last + _BEFORE_COLON)) if tokens[k].low in (":", ";")),
            None,
        )
        if colon is None or tokens[colon].low != ":":
            continue
        if any(t.kind == QUOTE for t in tokens[cue.last : colon + 3]) or len(tokens) - colon - 1 < _SHORT:
            continue
        if cue.last < len(tokens) and tokens[cue.last].low in lexicon.words["that"]:
            continue
        if cue.speaker is None or not cue.speaker.animate or cue.speaker.kind == "generic":
            continue
        speaker = speakers.resolve(cue.speaker, host)
        if speaker is None:
            continue
        return _announced(host, colon, cue, speaker, speakers, lexicon)
    return None


def by_owner(host: Host, speakers: Speakers, lexicon: Lexicon) -> Spoken | None:
    """What follows "Sa réponse :", "Her message to London is brief:" in the same sentence without marks."""
    tokens = host.tokens
    colon = next((k for k in range(2, min(len(tokens), _OWNED)) if tokens[k].low == ":"), None)
    if colon is None or len(tokens) - colon - 1 < _SHORT or any(token.kind == QUOTE for token in tokens):
        return None
    owner = speakers.owner(host)
    if owner is None:
        return None
    return Spoken(tokens[colon + 1].start, tokens[-1].end, "unmarked", owner, (tokens[0].start, tokens[1].end))


def _announced(
    host: Host, colon: int, cue: Cue, speaker: Phrase, speakers: Speakers, lexicon: Lexicon
) -> Spoken | None:
    tokens = host.tokens
    content = _before_marks(tokens[colon + 1 :])
    first = content[0]
    own = any(token.low in lexicon.words["first_persons"] for token in content)
    told = first.low in lexicon.words["pronouns"]
    plain = not cue.strong or cue.frames == {"speech"}
    if plain and not own and not told and not _is_clause(content, lexicon):
        return None
    end = content[-1].end
    if told and not own:
        kind: QuoteKind = "indirect"
        end = _without_stop(content)
    else:
        kind = "unmarked"
    return Spoken(first.start, end, kind, speaker, cue.span, addressee(cue, speakers, lexicon))


def _before_marks(content: list[Token]) -> list[Token]:
    """Up to the comma before marked words, which are quoted for themselves."""
    marked = next((k for k, token in enumerate(content) if token.kind == QUOTE), None)
    if marked is None:
        return content
    comma = max((k for k in range(marked) if content[k].low == ","), default=marked)
    return content[:comma]


def _is_clause(content: list[Token], lexicon: Lexicon) -> bool:
    words = lexicon.words
    return any(t.low in words["auxiliaries"] or t.low in words["is"] or t.low in words["verbal"] for t in content)


def _without_stop(content: list[Token]) -> int:
    last = len(content)
    while last > 1 and content[last - 1].kind == PUNCT and content[last - 1].low not in ")]%":
        last -= 1
    return content[last - 1].end
