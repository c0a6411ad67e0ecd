"""Runs of words with a capital, cut and joined to spans that may be names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from store.extraction.names.extending import extended, head_type, is_place
from store.extraction.names.lexicon import Lexicon
from store.extraction.names.run import Run
from store.extraction.names.tokens import Token, Words

_MODEL = re.compile(r" \d{1,3} ")
_ORDINAL = re.compile(r"(?:[IVX][IVXLC]{1,6}|[VXI])(?:e|ers?|ème|ᵉ)")  # Roman numerals of centuries, districts, regimes
_DUTCH = re.compile(r" (?:de|den|der|het|'t) ")
_LONGEST = 8  # words of one name


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
        kept.append(extended(text, run, kept[-1].end if kept else 0, words, lexicon))
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
    if len(tokens) < 3 or run.titled or _first(tokens[0], lexicon) or head_type(tokens[0], lexicon):
        return [run]
    if _first(tokens[1], lexicon) and (tokens[0].acronym or is_place(tokens[0], lexicon)):
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
    if gap == "'s " and lexicon.possessive:
        # "Hawke's Bay", but "Chicago's Lake Shore Drive"
        return (
            token.folded in lexicon.everywhere.place_words
            and not is_place(last, lexicon)
            and text[token.end : token.end + 2] not in (" " + token.text[0],)
        )
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
    if last.lower in ("van", "von") and _DUTCH.fullmatch(gap):
        return True  # "Liesbeth Van de Velde"
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
    if len(group) == 1 and _only_begins(text, group[0], lexicon):
        return []
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
        known = lexicon.events.end(text, token.start) or lexicon.everywhere.fixed.end(text, token.start)
        if known > token.end:
            guarded = known
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
            if lower in lexicon.portfolio_roles and part and not is_place(part[0], lexicon):
                part = []  # "Justice Secretary"
            close(of_role=True)
            titled = 2.5
        elif lower in lexicon.everywhere.never or (honorific and not rest) or _people(lower, part, rest, lexicon):
            close()
        else:
            part.append(token)
    close()
    return [run for run in (_stripped(text, run, lexicon) for run in runs) if run is not None]


def _only_begins(text: str, token: Token, lexicon: Lexicon) -> bool:
    """Whether a word stands alone and has its capital from the sentence that it begins, as most do: "Le", "Mais"."""
    if not token.initial or "'" in token.text or not _function_word(token, lexicon):
        return False
    return token.lower not in lexicon.articles or not lexicon.everywhere.fixed.end(text, token.start)


def _is_role(token: Token, part: list[Token], rest: list[Token], lexicon: Lexicon, after_role: bool) -> bool:
    """Whether the word is a role beside a name, and not a part of it: "Stephen King", "General Motors".

    `after_role`: the word before is one ("Chief Executive Jane Doe").
    """
    if token.lower in lexicon.role_modifiers and token.lower not in lexicon.roles:
        return bool(rest) and rest[0].lower in lexicon.roles  # "U.S. District Judge"
    if (
        token.lower not in lexicon.roles
        or _named(part, lexicon)
        or not (rest or (part and (token.acronym or all(is_place(one, lexicon) or one.acronym for one in part))))
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


def _stripped(text: str, run: Run, lexicon: Lexicon) -> Run | None:
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
        if token.lower in lexicon.articles and lexicon.everywhere.fixed.end(text, token.start):
            break
        body = any(other.folded in lexicon.newspaper_words for other in tokens[1:])
        if token.lower in lexicon.kept_articles and len(tokens) > 2 and body:
            break  # "The Daily Telegraph"
        if len(tokens) > 1 and f"{token.folded} {tokens[1].folded}" in lexicon.everywhere.places:
            break  # "La Rochelle"
        people = token.lower in lexicon.demonyms and (
            len(tokens) == 1 or _first(tokens[1], lexicon) or tokens[1].lower in lexicon.roles
        )
        if _function_word(token, lexicon) or token.lower in lexicon.articles or people:
            tokens.pop(0)
        elif len(tokens) > 1 and token.lower in lexicon.roles:
            tokens.pop(0)
            titled = 2.5
        else:
            break
        initial = False
    if not tokens or tokens[0].text in lexicon.acronyms or (len(tokens) == 1 and tokens[0].lower in lexicon.demonyms):
        return None
    if initial != tokens[0].initial:
        tokens[0] = replace(tokens[0], initial=initial)
    cut = len(tokens) < len(run.tokens)
    return Run(tuple(tokens), tokens[0].start, tokens[-1].end, titled, run.of_role, run.kind, cut)


def _function_word(token: Token, lexicon: Lexicon) -> bool:
    """A function word, alone or with others after a hyphen: "Celui-ci", "Peut-on"."""
    first, *others = token.text.split("-")
    return first.lower() in lexicon.openers and all(part == part.lower() and not part.isdigit() for part in others)
