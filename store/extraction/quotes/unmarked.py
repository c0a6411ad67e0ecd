"""Direct speech without marks: after the colon of an attributed sentence, and the answers of an interview."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from store.extraction.quotes.cues import Cue
from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, Host, Token
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.model import QuoteKind

_BEFORE_COLON = 30  # tokens between a cue and its colon
_QUESTIONS = 3  # questions that make an interview
_SHORT = 3  # words of an announced clause


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech over `start:end` of the text without marks around it."""

    start: int
    end: int
    kind: QuoteKind
    speaker: Phrase | None
    cue: tuple[int, int] | None


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
        return _announced(host, colon, cue, speaker, lexicon)
    return None


def _announced(host: Host, colon: int, cue: Cue, speaker: Phrase, lexicon: Lexicon) -> Spoken | None:
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
    return Spoken(first.start, end, kind, speaker, (tokens[cue.first].start, tokens[cue.last - 1].end))


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


# interviews ----------------------------------------------------------------------------------------------------------


def answers(text: str, paragraphs: list[list[Host]], lexicon: Lexicon, speakers: Speakers) -> list[Spoken]:
    """The answers of an interview, each one quote; nothing where the article is none.

    An interview has at least three questions that stand alone in their line, each with an answer in the first person.
    """
    asked = [i for i, paragraph in enumerate(paragraphs) if _is_question(text, paragraph)]
    if len(asked) < _QUESTIONS:
        return []
    groups: list[tuple[list[Host], list[Host]]] = []
    for i, following in zip(asked, [*asked[1:], len(paragraphs)], strict=True):
        lines = paragraphs[i + 1 : following]
        if following == len(paragraphs):
            lines = lines[:1]
        # A heading between an answer and the next question is no part of the answer.
        while len(lines) > 1 and text[lines[-1][-1].end - 1] not in '.!?…»”")':
            lines.pop()
        answer = [host for paragraph in lines for host in paragraph]
        if answer:
            groups.append((paragraphs[i], answer))
    personal = [answer for _, answer in groups if _in_first_person(answer, lexicon)]
    if len(groups) < _QUESTIONS or 2 * len(personal) <= len(groups):
        return []
    speaker = _asked_person([host for paragraph in paragraphs[: asked[0]] for host in paragraph], speakers)
    found = []
    for _, answer in groups:
        start, end = answer[0].start, answer[-1].end
        tokens = answer[0].tokens
        who = speaker
        if len(tokens) > 2 and (label := _label(tokens)):
            start = tokens[label].start
            if tokens[0].kind == NAME:
                who = Phrase(
                    tokens[0].start,
                    tokens[0].end,
                    "name",
                    tokens[0].low,
                    True,
                    tokens[0].type,
                )
        found.append(Spoken(start, end, "unmarked", who, None))
    return found


def _label(tokens: list[Token]) -> int:
    """How many tokens the label of an answer takes: "Anne Roy :", "A.R. :", "– "."""
    for k, token in enumerate(tokens[:8]):
        if token.low == ":":
            return k + 1
        if token.kind not in (NAME, PUNCT) and len(token.low) > 2:
            break
    return 1 if tokens[0].low in ("-", "–", "—") else 0


def _is_question(text: str, paragraph: list[Host]) -> bool:
    last = paragraph[-1]
    if not text[last.start : last.end].rstrip(' »”"*_').endswith("?"):
        return False
    return len(paragraph) <= 4 and not any(token.kind == QUOTE for host in paragraph for token in host.tokens)


def _in_first_person(answer: list[Host], lexicon: Lexicon) -> bool:
    return any(token.low in lexicon.words["interview_persons"] for host in answer for token in host.tokens)


def _asked_person(lead: list[Host], speakers: Speakers) -> Phrase | None:
    """The person named most often before the first question, the first of several."""
    counts: Counter[str] = Counter()
    first: dict[str, Phrase] = {}
    for host in lead:
        for token in host.tokens:
            if token.kind == NAME and token.type in ("person", None):
                phrase = Phrase(token.start, token.end, "name", token.low, True, token.type)
                family = token.low.split()[-1]
                counts[family] += 2 if token.type == "person" else 1
                if family not in first or len(token.low) > len(first[family].head):
                    first[family] = phrase
    return first[max(counts, key=lambda family: counts[family])] if counts else None
