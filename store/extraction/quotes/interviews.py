"""Interviews: each answer is one unmarked quote of the person asked."""

from __future__ import annotations

from collections import Counter

from store.extraction.quotes.hosts import NAME, PUNCT, QUOTE, Host, Token
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.extraction.quotes.unmarked import Spoken

_QUESTIONS = 3  # questions that make an interview
_SHORTEST = 2  # tokens of a question
_LABELS = 2  # "Q." and "R." each, that make one


def answers(text: str, paragraphs: list[list[Host]], lexicon: Lexicon, speakers: Speakers) -> list[Spoken]:
    """The answers of an interview, each one quote; nothing where the article is none.

    An interview has at least three questions that stand alone in their line, each with an answer in the first person.
    """
    labelled = _labelled(paragraphs, lexicon)
    asked = labelled or [i for i, paragraph in enumerate(paragraphs) if _is_question(text, paragraph)]
    if len(asked) < _QUESTIONS and not labelled:
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
    if not labelled and (len(groups) < _QUESTIONS or 2 * len(personal) <= len(groups)):
        return []
    speaker = _asked_person([host for paragraph in paragraphs[: asked[0]] for host in paragraph], speakers)
    asking = _asking(paragraphs[asked[0]][0].tokens, lexicon)
    found = []
    for _, answer in groups:
        start, end = answer[0].start, answer[-1].end
        tokens = answer[0].tokens
        who = speaker
        if len(tokens) > 2 and (label := _label(tokens, lexicon)):
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
        found.append(Spoken(start, end, "unmarked", who, None, asking))
    return found


def _labelled(paragraphs: list[list[Host]], lexicon: Lexicon) -> list[int]:
    """The paragraphs that begin with "Q.", where others begin with "R."; none where it is not so."""
    words = lexicon.words
    first = [paragraph[0].tokens for paragraph in paragraphs]
    asked = [i for i, tokens in enumerate(first) if _marked(tokens, words["question_labels"])]
    answered = sum(_marked(tokens, words["answer_labels"]) for tokens in first)
    return asked if len(asked) >= _LABELS and answered >= _LABELS else []


def _marked(tokens: list[Token], labels: frozenset[str]) -> bool:
    return len(tokens) > 2 and tokens[0].low in labels and tokens[1].low in (".", ":", "-", "–", "—")


def _label(tokens: list[Token], lexicon: Lexicon) -> int:
    """How many tokens the label of an answer takes: "Anne Roy :", "A.R. :", "R.-", "– "."""
    if _marked(tokens, lexicon.words["answer_labels"]):
        return next((k for k, token in enumerate(tokens) if k and token.kind != PUNCT), 1)
    for k, token in enumerate(tokens[:8]):
        if token.low == ":":
            return k + 1
        if token.kind not in (NAME, PUNCT) and len(token.low) > 2:
            break
    return 1 if tokens[0].low in ("-", "–", "—") else 0


def _asking(question: list[Token], lexicon: Lexicon) -> tuple[int, int] | None:
    """The one who asks, by the label of the first question: "Le Journal : Pourquoi partir ?"."""
    labels = question[: _label(question, lexicon)] if len(question) > _SHORTEST else []
    return next(((token.start, token.end) for token in labels if token.kind == NAME), None)


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
