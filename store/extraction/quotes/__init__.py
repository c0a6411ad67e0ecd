"""Reported speech: who says what, in whose words.

`find` reads four kinds: direct (a whole utterance in marks), partial (marked words within the author's sentence),
unmarked (the speaker's own words without marks) and indirect (told by the author).  Quotes may overlap: the marked part
of an indirect clause is a quote of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from store.extraction.document import Document
from store.extraction.headings import mastheads
from store.extraction.quotes.addressees import addressee
from store.extraction.quotes.attribution import Attributor
from store.extraction.quotes.cues import Cue, find_cues
from store.extraction.quotes.hosts import Cutter, Host, NamedSpan, covered
from store.extraction.quotes.indirect import clauses
from store.extraction.quotes.interviews import answers
from store.extraction.quotes.lexicon import Lexicon, lexicon
from store.extraction.quotes.marks import pair
from store.extraction.quotes.phrases import Phrase
from store.extraction.quotes.speakers import Speakers
from store.extraction.quotes.unmarked import after_colon, by_owner
from store.model import Post, Quote, QuoteKind
from store.text import level

__all__ = ["NamedSpan", "find"]


def find(document: Document, names: Sequence[NamedSpan]) -> tuple[Quote, ...]:
    """The quotes of an article in text order.

    Args:
        document: the article.
        names: the proper names of the article in text order, not overlapping.

    Returns:
        Quotes whose `speaker` is as the text names or describes the one who speaks (of a pronoun, the name it stands
        for), None where nobody can be read.
    """
    words = lexicon(document.language)
    posts = document.article.posts
    article = document.article
    stated = level(article.published_evidence or "").strip() if article.published_basis == "stated" else None
    skip = sorted({*mastheads(document.levelled, stated), *_posted(posts)})
    marked = pair(document.levelled)
    cutter = Cutter(document, names, words)
    sentences = cutter.hosts(marked, skip)
    speakers = Speakers(sentences, words, document.text)
    cues = {host.number: found for host in sentences if (found := _cues(host, speakers, words))}
    for number, found in cues.items():
        for cue in found:
            if cue.speaker is not None and cue.speaker.kind == "name" and (cue.according or cue.anchor >= 0):
                speakers.spoken[number] = cue.speaker
    quotes = [_post(document, post) for post in posts if post.start < post.end]
    interview = answers(document.text, _paragraphs(sentences), words, speakers)
    within = [(spoken.start, spoken.end) for spoken in interview]
    quotes += [_quote(document, one.start, one.end, one.kind, one.speaker, one.cue, one.to) for one in interview]
    outside = [host for host in sentences if not covered(within, host.end - 1)]
    attributed = Attributor(document.text, sentences, cues, speakers, words, cutter, document.headings).run()
    quotes += [
        _quote(document, one.marked.start, one.marked.end, one.kind, one.speaker, one.cue, one.to)
        for one in attributed
        if not covered(within, one.marked.start)
    ]
    quotes += [quote for host in outside for quote in _told(document, host, cues.get(host.number, []), speakers, words)]
    unique = {(quote.start, quote.end): quote for quote in reversed(quotes)}
    return tuple(sorted(unique.values(), key=lambda quote: (quote.start, -quote.end)))


def _posted(posts: Sequence[Post]) -> Iterator[tuple[int, int]]:
    """The spans of embedded posts and of their signatures."""
    for post in posts:
        yield post.start, post.end
        if post.stamp is not None:
            yield post.stamp


def _cues(host: Host, speakers: Speakers, words: Lexicon) -> list[Cue]:
    if words.triggers.isdisjoint(token.low for token in host.tokens):
        return []
    return find_cues(host, speakers, words)


def _paragraphs(sentences: list[Host]) -> list[list[Host]]:
    found: list[list[Host]] = []
    for host in sentences:
        if found and found[-1][0].paragraph == host.paragraph:
            found[-1].append(host)
        else:
            found.append([host])
    return found


def _told(document: Document, host: Host, cues: list[Cue], speakers: Speakers, words: Lexicon) -> list[Quote]:
    """The indirect speech of one sentence, and what an unmarked colon announces in it."""
    spoken = after_colon(host, cues, speakers, words) or by_owner(host, speakers, words)
    found = []
    if spoken is not None:
        found.append(_quote(document, spoken.start, spoken.end, spoken.kind, spoken.speaker, spoken.cue, spoken.to))
    for clause in clauses(host, cues, words):
        if spoken is not None and clause.start < spoken.end and spoken.start < clause.end:
            continue
        speaker = speakers.resolve(clause.cue.speaker, host)
        own = clause.cue.anchor >= 0 and any(
            token.low in words.words["first_persons"] for token in host.tokens[clause.first : clause.last]
        )
        kind: QuoteKind = "unmarked" if own else "indirect"
        to = addressee(clause.cue, speakers, words)
        found.append(_quote(document, clause.start, clause.end, kind, speaker, clause.cue.span, to))
    return found


def _post(document: Document, post: Post) -> Quote:
    text = document.text[post.start : post.end]
    language = post.language or document.language.code
    return Quote(
        _id(document, post.start, text), document.article.id, post.start, post.end, text, "direct",
        speaker=post.author, cue=document.text[slice(*post.stamp)] if post.stamp else None, language=language,
        date=post.date, url=post.url, cue_span=post.stamp,
    )  # fmt: skip


def _quote(
    document: Document,
    start: int,
    end: int,
    kind: QuoteKind,
    speaker: Phrase | None,
    cue: tuple[int, int] | None,
    to: tuple[int, int] | None,
) -> Quote:
    text = document.text[start:end]
    span = (speaker.start, speaker.end) if speaker is not None else None
    return Quote(
        _id(document, start, text), document.article.id, start, end, text, kind,
        speaker=document.text[slice(*span)] if span else None, cue=document.text[slice(*cue)] if cue else None,
        language=document.language.code, speaker_span=span, cue_span=cue,
        to=document.text[slice(*to)] if to else None,
    )  # fmt: skip


def _id(document: Document, start: int, text: str) -> str:
    return sha256(f"{document.article.id}:{start}:{text}".encode("utf-8", "replace")).hexdigest()[:12]
