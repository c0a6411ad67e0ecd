"""Names beyond their words with a capital: the small words, numbers and articles that belong to them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from store.extraction.names.lexicon import Lexicon
from store.extraction.names.run import Run
from store.extraction.names.tokens import UPPER, Token, Words, folded

_SMALL = re.compile(r" ([^\W\d_][^\W_'-]{1,30}(?:-[^\W\d_]{1,30}){0,2})(?!['\w])")
_NUMBER = re.compile(r"[ -](\d{1,4})(?![\w%]|[.,:-]\d|[ ]?[%€$£])(?= ?[^\w ]|$| [^\W\d])")
_FORM = re.compile(r",? (?:\w[\w.]{1,10})")
_CAPITAL = re.compile(rf"([{UPPER}][\w'-]{{1,40}}(?: [{UPPER}][\w'-]{{1,40}}){{0,3}})")
_NOUN = re.compile(r"([^\W\d_][^\W_'-]{1,30})(?!['\w-])")


def is_place(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word is a country or a place of the lists."""
    name = token.folded
    return name in lexicon.everywhere.countries or name in lexicon.everywhere.places


def head_type(token: Token, lexicon: Lexicon) -> str | None:
    """The type of the names that begin with this word, also "Euro-2016"."""
    word, _, number = token.text.partition("-")
    return lexicon.everywhere.heads.get(word if number.isdigit() else token.text)


def extended(text: str, run: Run, after: int, words: Words, lexicon: Lexicon) -> Run:
    """The run with the small words that belong to it: "Fédération" française de football, Orvex", Inc."."""
    first, last = run.tokens[0], run.tokens[-1]
    kind = head_type(first, lexicon)
    end = run.end
    place = lexicon.everywhere.long_places.end(text, run.start)
    if place > end:
        return replace(run, end=place, kind="place")
    fixed = lexicon.everywhere.fixed.end(text, run.start)
    if fixed >= end:
        return replace(run, end=fixed, kind="organization")
    slogan = lexicon.slogan.match(text, run.start)
    if slogan and slogan.end() > end and text[max(0, run.start - 2) : max(0, run.start - 1)].isalnum():
        # Within a sentence, "Sauvons le marais" calls for nothing: it is a movement's name.
        return replace(run, end=slogan.end(), kind="organization")
    paper = _newspaper(text, run, words, lexicon)
    if paper is not None:
        return paper
    if kind and not run.titled:
        end = _body(text, run.end, lexicon, first.text in lexicon.double)
    elif (
        first is not last
        and head_type(last, lexicon) == "organization"
        and not run.titled
        and lexicon.links.match(text, end)
    ):
        # "Howard Centers for Investigative Journalism"
        end = _body(text, run.end, lexicon, last.text in lexicon.double)
        kind = "organization" if end > run.end else None
    form = _FORM.match(text, end)
    if form and form.group().strip(", ").rstrip(".") in lexicon.everywhere.company_forms:
        end = form.end()
    number = _NUMBER.match(text, end)
    if number and _numbered(text, run, number, kind, lexicon):
        end = number.end()
    start = run.start
    surname = (
        lexicon.surname.search(text, max(after, start - 10), start) if not run.titled or len(run.tokens) == 1 else None
    )
    if surname and len(run.tokens) == 1 and not first.acronym and not is_place(first, lexicon):
        return replace(run, start=surname.start())
    event = lexicon.events.end(text, start)
    if event:
        kind, end = "event", max(end, event)
    if first.lower in lexicon.national and len(run.tokens) == 1:
        # "Équipe de France" at the beginning of a sentence
        link = lexicon.links.match(text, run.end)
        nation = _CAPITAL.match(text, link.end()) if link else None
        if nation and folded(nation[1]) in lexicon.everywhere.countries:
            return replace(run, end=nation.end(), kind="organization")
    before = lexicon.lower_head.search(text, max(after, start - 40), start)
    if before and (
        before[1].lower() not in lexicon.national or folded(text[start:end]) in lexicon.everywhere.countries
    ):
        start, kind = before.start(1), "organization"
    elif kind and end == run.end and not event:
        # The word alone says little: "la Fédération", and nothing where it begins a sentence.
        real = run.tokens[1].text[0].isupper() if len(run.tokens) > 1 else not first.initial or "-" in first.text
        kind = kind if real else None
    changed = (start, end, kind) != (run.start, run.end, run.kind)
    return replace(run, start=start, end=end, kind=kind) if changed else run


def _newspaper(text: str, run: Run, words: Words, lexicon: Lexicon) -> Run | None:
    """The run as a newspaper's name with its article: "L'Écho du Nord"."""
    first = run.tokens[0]
    start, head = run.start, first
    if first.text.startswith("L'"):
        word = first.text[2:]
    elif len(run.tokens) > 1 and first.lower in lexicon.articles:
        head = run.tokens[1]
        word = head.text
    elif text.startswith("L'", start - 2):
        word, start = first.text, start - 2
    elif text.startswith(("du ", "au "), start - 3) and len(run.tokens) == 1:
        word = first.text  # "dans les colonnes du Courrier de l'Ouest"
    else:
        begun = max((text.rfind(mark, max(0, start - 4), start) for mark in ("Le ", "La ", "Les ")), default=-1)
        if begun < 0 or not text[begun:start].istitle() or text[begun - 1 : begun].isalnum():
            return None
        word, start = first.text, begun
    if word not in lexicon.newspaper_heads or head is not run.tokens[-1]:
        return None
    link = lexicon.links.match(text, run.end)
    target = _CAPITAL.match(text, link.end()) if link else None
    if target is not None and target[1][:2].isupper() and start == run.start:
        return None  # "le Journal de FR3": a programme
    if target is None or (start < run.start and word.lower() in words.small):
        return None
    return replace(run, start=start, end=target.end(), kind="organization")


def _numbered(text: str, run: Run, number: re.Match[str], kind: str | None, lexicon: Lexicon) -> bool:
    if kind == "event":
        return True
    last = run.tokens[-1]
    if len(number[1]) == 4 or run.titled or not (last.acronym or len(run.tokens) == 1) or run.end != number.start():
        return False
    following = _SMALL.match(text, number.end())
    return following is None or following[1] in lexicon.common


def _body(text: str, end: int, lexicon: Lexicon, double: bool) -> int:
    """Where the name of a body, an event ends that begins with a word for it: adjectives, then what it is for or of."""
    for turn in range(3):
        for _ in range(2):
            word = _SMALL.match(text, end)
            if not word or word[1] != word[1].lower() or word[1] in lexicon.common or not _adjective(word[1], lexicon):
                break
            end = word.end()
        other = lexicon.purpose_links if turn == 0 else lexicon.double_links if double else None
        link = lexicon.links.match(text, end) or (other.match(text, end) if other else None)
        if not link:
            return end
        target = _CAPITAL.match(text, link.end())
        if target and target[1].lower() not in lexicon.everywhere.never:
            first, _, rest = target[1].partition(" ")
            if rest and lexicon.everywhere.is_given(folded(first)) and folded(first) not in lexicon.everywhere.places:
                return end  # "le Parti démocrate d'Anna Orlik"
            person = folded(rest).split(" ")[0] in lexicon.everywhere.given
            end = link.end() + len(first) if person else target.end()
            continue
        noun = _NOUN.match(text, link.end()) if lexicon.lower_links else None
        if not noun or noun[1] != noun[1].lower() or noun[1] in lexicon.common:
            return end
        end = noun.end()
    return end


def _adjective(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.adjectives:
        return True
    ends = bool(lexicon.adjective_endings) and word.endswith(lexicon.adjective_endings)
    return ends and word not in lexicon.not_adjectives and word not in lexicon.person_verbs
