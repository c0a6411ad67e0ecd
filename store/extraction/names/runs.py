"""Runs of words with a capital, cut and joined to spans that may be names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.extraction.names.lexicon import Lexicon
from store.extraction.names.tokens import UPPER, Token, Words, folded

_SMALL = re.compile(r" ([^\W\d_][^\W_'-]{1,30}(?:-[^\W\d_]{1,30}){0,2})(?!['\w])")
_NUMBER = re.compile(r"[ -](\d{1,4})(?![\w%]|[.,:-]\d|[ ]?[%€$£])(?= ?[^\w ]|$| [^\W\d])")
_FORM = re.compile(r",? (?:\w[\w.]{1,10})")
_CAPITAL = re.compile(rf"([{UPPER}][\w'-]{{1,40}}(?: [{UPPER}][\w'-]{{1,40}}){{0,3}})")
_NOUN = re.compile(r"([^\W\d_][^\W_'-]{1,30})(?!['\w-])")
_MODEL = re.compile(r" \d{1,3} ")
_ORDINAL = re.compile(r"(?:[IVX][IVXLC]{1,6}|[VXI])(?:e|ers?|ème|ᵉ)")  # Roman numerals of centuries, districts, regimes
_LONGEST = 8  # words of one name


@dataclass(frozen=True, slots=True)
class Run:
    """A span that may be a name: its words with a capital, and what was cut off around them.

    `titled`: a role or a title of honour stands right before it.  `of_role`: a role with a capital right after it
    ("Microsoft CEO").  `kind` is the type that its first word gives it ("Fédération …").  `cut`: function words that
    began the sentence were cut off.
    """

    tokens: tuple[Token, ...]
    start: int
    end: int
    titled: float = 0.0
    of_role: bool = False
    kind: str | None = None
    cut: bool = False


def find(text: str, words: Words, lexicon: Lexicon) -> list[Run]:
    """The runs of a levelled text, in order, not overlapping."""
    found: list[Run] = []
    for group in _groups(text, words.tokens, lexicon):
        for run in _cut(text, group, lexicon):
            found.extend(_parted(text, run, lexicon))
    kept: list[Run] = []
    for run in found:
        if kept and run.start < kept[-1].end:
            tokens = tuple(token for token in run.tokens if token.start >= kept[-1].end)
            if not tokens:
                continue
            run = _part(tokens, 0)
        kept.append(_extended(text, run, kept[-1].end if kept else 0, words, lexicon))
    return kept


_OWNED = re.compile(r"([^\W\d_][\w-]{1,30})(?: [^\W\d_][\w-]{1,30})? (?:(\w{1,3}) |(\w'))$")


def _parted(text: str, run: Run, lexicon: Lexicon) -> list[Run]:
    """Two runs of one in "le cofondateur d'Orvex Jane Doe": the body, and the person who has the role."""
    tokens = run.tokens
    if len(tokens) > 1 and lexicon.portfolio.search(text, max(0, run.start - 48), run.start):
        # "la ministre de la Culture Claire Untel"
        at = next((i for i in range(1, len(tokens)) if _first(tokens[i], lexicon)), 1 if len(tokens) == 3 else 0)
        if at:
            return [_part(tokens[at:], 2.5)]
    if len(tokens) < 3 or run.titled or _first(tokens[0], lexicon) or _head(tokens[0], lexicon):
        return [run]
    if _first(tokens[1], lexicon) and (tokens[0].acronym or _place(tokens[0], lexicon)):
        return [_part(tokens[:1], 0), _part(tokens[1:], 1.0)]
    owned = _OWNED.search(text, max(0, run.start - 40), run.start)
    if not owned or (owned[2] or owned[3]) not in lexicon.genitive or not _role(owned.group(), lexicon):
        return [run]
    at = next((i for i in range(1, len(tokens) - 1) if _first(tokens[i], lexicon)), 1 if len(tokens) == 3 else 0)
    if not at:
        return [run]
    return [_part(tokens[:at], 0), _part(tokens[at:], 2.5)]


def _part(tokens: tuple[Token, ...], titled: float) -> Run:
    return Run(tokens, tokens[0].start, tokens[-1].end, titled)


def _place(token: Token, lexicon: Lexicon) -> bool:
    name = token.folded
    return name in lexicon.everywhere.countries or name in lexicon.everywhere.places


def _role(words: str, lexicon: Lexicon) -> bool:
    return any(word.lower() in lexicon.roles for word in words.split())


def _groups(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[list[Token]]:
    """Words with a capital that stand side by side, or are joined by a particle or "&"."""
    groups: list[list[Token]] = []
    previous: Token | None = None
    for token in tokens:
        if previous is not None and _joined(text, groups[-1], token, lexicon):
            groups[-1].append(token)
        else:
            groups.append([token])
        previous = token
    return groups


def _joined(text: str, group: list[Token], token: Token, lexicon: Lexicon) -> bool:
    last = group[-1]
    if token.start - last.end > 12 or len(group) >= _LONGEST:
        return False
    gap = text[last.end : token.start]
    if gap == " ":
        # "appelé X. Depuis": the letter was no initial.
        return last.text[-1] != "." or len(last.text) > 2 or token.lower not in lexicon.common
    if gap == " & ":
        return token.lower not in lexicon.common and token.lower not in lexicon.elisions
    if gap == ". " and last.lower in lexicon.everywhere.abbreviations:
        return True
    if gap == ". ":
        return last.lower in lexicon.honorifics or len(last.text) == 1
    if _MODEL.fullmatch(gap):
        # "iPhone 15 Pro"
        return len(group) < 3 and not last.initial and not token.acronym and last.lower not in lexicon.everywhere.never
    if gap == "' ":
        # "Teachers' Union"
        return lexicon.possessive and last.text[-1] == "s" and token.folded in lexicon.everywhere.organization_words
    if gap == "":
        return last.text.endswith(".")
    if gap == "\n":
        # A name split by a line end: a first name ends the line.
        begin = text.rfind("\n", 0, last.start) + 1
        return (
            len(group) == 1
            and last.folded in lexicon.everywhere.first_names
            and token.lower not in lexicon.common
            and last.end - begin > 40
            and text[token.end : token.end + 1] not in "\n"
        )
    if lexicon.join.fullmatch(gap):
        return last.lower not in lexicon.common and (last.lower not in lexicon.roles)
    if lexicon.family.fullmatch(gap):
        names = [
            t
            for t in group
            if t.lower not in lexicon.common
            and t.lower not in lexicon.roles
            and t.lower.rstrip(".") not in lexicon.honorifics
        ]
        return (
            len(names) == 1
            and names[0] is last
            and lexicon.everywhere.is_given(last.folded)
            and last.folded not in lexicon.everywhere.places
            and token.lower not in lexicon.everywhere.heads
            and token.folded not in lexicon.everywhere.countries
        )
    return False


def _cut(text: str, group: list[Token], lexicon: Lexicon) -> list[Run]:
    """The group without titles, roles, peoples and days; several runs where one of them stood in between."""
    runs: list[Run] = []
    part: list[Token] = []
    titled = 0.0

    def close(of_role: bool = False) -> None:
        nonlocal part, titled
        if part:
            runs.append(Run(tuple(part), part[0].start, part[-1].end, titled, of_role))
        part, titled = [], 0.0

    guarded = 0
    for at, token in enumerate(group):
        known = lexicon.events.match(text, token.start) or lexicon.everywhere.fixed.match(text, token.start)
        if known and known.end() > token.end:
            guarded = known.end()
        if token.start < guarded:
            part.append(token)
            continue
        rest = group[at + 1 :]
        lower = token.lower
        honorific = lower.rstrip(".") in lexicon.honorifics
        if honorific and rest:
            close()
            titled = 4.0
        elif token.text in lexicon.acronyms and part and lower not in lexicon.roles and not part[0].initial:
            part.append(token)  # "Orvex AI"
        elif token.text in lexicon.acronyms:
            close(of_role=lower in lexicon.roles)
            titled = 2.5 if lower in lexicon.roles else 0.0
        elif _is_role(token, part, rest, lexicon, bool(at) and group[at - 1].lower in lexicon.roles):
            if lower in lexicon.portfolio_roles and part and not _place(part[0], lexicon):
                part = []  # "Justice Secretary"
            close(of_role=True)
            titled = 2.5
        elif lower in lexicon.everywhere.never or (honorific and not rest) or _people(lower, part, rest, lexicon):
            close()
        else:
            part.append(token)
    close()
    return [run for run in (_stripped(run, lexicon) for run in runs) if run is not None]


def _is_role(token: Token, part: list[Token], rest: list[Token], lexicon: Lexicon, after_role: bool) -> bool:
    """Whether the word is a role beside a name, and not a part of it: "Stephen King", "General Motors".

    `after_role`: the word before is one ("Chief Executive Jane Doe").
    """
    if (
        token.lower not in lexicon.roles
        or _named(part, lexicon)
        or not (rest or (part and (token.acronym or all(_place(one, lexicon) or one.acronym for one in part))))
    ):
        return False
    if token.lower in lexicon.role_modifiers and not after_role and not (rest and rest[0].lower in lexicon.roles):
        return False
    body = bool(rest) and not part and rest[-1].folded in lexicon.everywhere.organization_words
    return not body or any(_first(other, lexicon) for other in rest)


def _people(lower: str, part: list[Token], rest: list[Token], lexicon: Lexicon) -> bool:
    """Whether the word is a people or its adjective and not the first word of a name: "French President Untel"."""
    alone = (
        not rest
        or _first(rest[0], lexicon)
        or rest[0].lower in lexicon.roles
        or rest[0].lower in lexicon.everywhere.name_articles
    )
    return lower.rpartition("-")[2] in lexicon.demonyms and not part and alone


def _named(part: list[Token], lexicon: Lexicon) -> bool:
    """Whether a role after `part` is a family name: "Stephen King"."""
    return len(part) == 1 and _first(part[0], lexicon)


def _first(token: Token, lexicon: Lexicon) -> bool:
    return lexicon.everywhere.is_given(token.folded)


def _stripped(run: Run, lexicon: Lexicon) -> Run | None:
    """The run without function words and elisions that only begin its sentence."""
    tokens = list(run.tokens)
    titled, initial = run.titled, run.tokens[0].initial
    while tokens:
        token = tokens[0]
        if _ORDINAL.fullmatch(token.text):  # "le XVIIe siècle"
            tokens.pop(0)
            initial = False
            continue
        head, mark, rest = token.text.partition("'")
        if mark and head.lower() in lexicon.elisions and (initial or head.lower() not in lexicon.common_elisions):
            # The capital after "L'" is the name's own.
            tokens[0] = Token(token.start + len(head) + 1, token.end, rest, rest.lower(), initial=False)
            initial = False
            continue
        if not initial:
            # Within a sentence an article with a capital is part of the name: "Le Courrier".
            if len(tokens) == 1 and token.lower in lexicon.common:
                return None
            break
        body = any(other.folded in lexicon.newspaper_words for other in tokens[1:])
        if token.lower in lexicon.kept_articles and len(tokens) > 2 and body:
            break  # "The Daily Telegraph"
        if len(tokens) > 1 and f"{token.folded} {tokens[1].folded}" in lexicon.everywhere.places:
            break  # "La Rochelle"
        if _function_word(token, lexicon) or token.lower in lexicon.articles or token.lower in lexicon.demonyms:
            tokens.pop(0)
        elif len(tokens) > 1 and token.lower in lexicon.roles:
            tokens.pop(0)
            titled = 2.5
        else:
            break
        initial = False
    if not tokens or tokens[0].text in lexicon.acronyms or (len(tokens) == 1 and tokens[0].lower in lexicon.demonyms):
        return None
    tokens[0] = replace(tokens[0], initial=initial)
    cut = len(tokens) < len(run.tokens)
    return replace(run, tokens=tuple(tokens), start=tokens[0].start, end=tokens[-1].end, titled=titled, cut=cut)


def _function_word(token: Token, lexicon: Lexicon) -> bool:
    """A function word, alone or with others after a hyphen: "Celui-ci", "Peut-on"."""
    first, *others = token.text.split("-")
    return first.lower() in lexicon.openers and all(part == part.lower() and not part.isdigit() for part in others)


def _head(token: Token, lexicon: Lexicon) -> str | None:
    """The type of the names that begin with this word, also "Euro-2016"."""
    word, _, number = token.text.partition("-")
    return lexicon.everywhere.heads.get(word if number.isdigit() else token.text)


def _extended(text: str, run: Run, after: int, words: Words, lexicon: Lexicon) -> Run:
    """The run with the small words that belong to it: "Fédération" française de football, Orvex", Inc."."""
    first, last = run.tokens[0], run.tokens[-1]
    kind = _head(first, lexicon)
    end = run.end
    place = lexicon.everywhere.long_places.match(text, run.start)
    if place and place.end() > end:
        return replace(run, end=place.end(), kind="place")
    fixed = lexicon.everywhere.fixed.match(text, run.start)
    if fixed and fixed.end() >= end:
        return replace(run, end=fixed.end(), kind="organization")
    paper = _newspaper(text, run, words, lexicon)
    if paper is not None:
        return paper
    if kind and not run.titled:
        end = _body(text, run.end, lexicon, first.text in lexicon.double)
    elif (
        first is not last
        and _head(last, lexicon) == "organization"
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
    if surname and len(run.tokens) == 1 and not first.acronym and not _place(first, lexicon):
        return replace(run, start=surname.start())
    event = lexicon.events.match(text, start)
    if event:
        kind, end = "event", max(end, event.end())
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
    return replace(run, start=start, end=end, kind=kind)


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
    else:
        begun = max((text.rfind(mark, max(0, start - 4), start) for mark in ("Le ", "La ", "Les ")), default=-1)
        if begun < 0 or not text[begun:start].istitle() or text[begun - 1 : begun].isalnum():
            return None
        word, start = first.text, begun
    if word not in lexicon.newspaper_heads or head is not run.tokens[-1]:
        return None
    link = lexicon.links.match(text, run.end)
    target = _CAPITAL.match(text, link.end()) if link else None
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
            person = folded(rest).split(" ")[0] in lexicon.everywhere.given
            end = link.end() + len(first) if person else target.end()
            continue
        noun = _NOUN.match(text, link.end()) if lexicon.lower_links else None
        if not noun or noun[1] != noun[1].lower() or noun[1] in lexicon.common:
            return end
        end = noun.end()
    return end


def _adjective(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.adjectives or (bool(lexicon.adjective_endings) and word.endswith(lexicon.adjective_endings))
