"""What speaks for a name's being a person, an organization, a place, a product, an event or a work.

Weights are in units of "about as good as a first name before it"; they are added up over a library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from store.extraction.names.candidate import Score
from store.extraction.names.lexicon import Lexicon
from store.extraction.names.tokens import Token, folded

_LEFT_WORDS = re.compile(r"[\w'-]{1,40}\.?[,;:.»)”]?|[(«“\"]")
_NUMBERED = re.compile(r"(?:\d|[-A-Za-z]\d)")
_APPOSITION = re.compile(r", ([^,.;:!?()»\n]{3,60})")
_FAMILY_PREFIX = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O'|D'|Fitz|St)[^\W\d_]")
_BRACKET = re.compile(r" \(([^()\n\d]{2,30})\)")
_ORIGIN = re.compile(r"[^\W\d_][\w-]{2,20}")
_DATELINE = re.compile(r"(?: \([^()\n]{2,30}\))?,? [^()\n]{0,24}\([^()\n]{2,20}\) ?[-–—]")
_CLOSED = re.compile(r"^(?:,[\"”»]|[\"”]| ?»),?(?= )")  # the mark that closes a title stands before or behind a comma
_WINDOW = 64


def of_shape(tokens: Sequence[Token], surface: str, lexicon: Lexicon) -> Score:
    """What the words of a name themselves say."""
    return Score(_of_words(tuple(token.text for token in tokens), surface, lexicon))


@lru_cache(maxsize=1 << 14)  # articles name the same again and again
def _of_words(words: tuple[str, ...], surface: str, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    tokens = [Token(0, 0, word, word.lower(), initial=False) for word in words]
    score = Score()
    shared = lexicon.everywhere
    if len(tokens) > 1 and tokens[0].lower in shared.name_articles:
        # "Le Figaro", "Die Welt": an article with a capital within a sentence.
        score["organization"] += 1
        tokens = tokens[1:]
    parts = [token.folded for token in tokens]
    whole = folded(surface)
    if len(tokens) == 1 and "-" in tokens[0].text:
        first = parts[0].split("-")[0]
        if shared.town.search(whole):
            score["place"] += 1.5 if tokens[0].text.count("-") > 1 else 0.8
        elif first in shared.place_prefixes and first not in shared.given:
            score["place"] += 1.5
    if whole in shared.countries:
        score["place"] += 4
    elif whole in shared.places:
        score["place"] += 1.5 if len(tokens) == 1 and whole in shared.first_names else 4
    elif whole in shared.towns and parts[0] not in shared.given:
        score["place"] += 1.2 if len(tokens) == 1 else 2
    usual = parts[0] in shared.first_names or parts[0].split("-")[0] in shared.first_names
    known_first = usual or (len(tokens) > 1 and shared.is_given(parts[0]))
    body = any(word in shared.organization_words for word in parts)
    form = any(token.text.rstrip(".") in shared.company_forms for token in tokens[1:])
    if len(tokens) > 1 and parts[-1] in shared.place_words and not usual:
        score["place"] += 3
    if form:
        score["organization"] += 4
    if body and not score["place"]:
        score["organization"] += 3.5 if len(tokens) > 1 else 1
    if len(tokens) > 1:
        plain = all(not token.acronym and not token.mixed for token in tokens)
        pieces = [piece for part in parts for piece in part.split("-")]
        within = any(
            (piece in shared.countries or piece in shared.places) and piece not in shared.first_names
            for piece in (*parts, *pieces)
        )
        if parts[0] in lexicon.demonyms and not known_first:
            score["organization"] += 1  # "English Heritage"
        if parts[0] in shared.place_prefixes and not (body or form):
            score["place"] += 1.5  # "South Warnborough"
        elif within and not known_first and not score["place"]:
            score["organization"] += 1  # "France Inter", "Lidl France"
        elif known_first and not (body or form or score["place"]):
            score["person"] += 2.5 if usual else 1.8
        elif plain and not (body or form) and len(tokens) < 4 and not score["place"]:
            score["person"] += 0.6
        if not known_first and any(_branded(token) for token in tokens):
            score["organization"] += 0.9
        if not known_first and any(token.acronym and len(token.text) < 6 for token in tokens):
            score["organization"] += 1
        if re.search(r" \d{1,3}(?: |$)", surface) or tokens[-1].text[-1:].isdigit():
            score["product"] += 1
        if " & " in surface:
            score["organization"] += 2.5
    else:
        token = tokens[0]
        if re.search(r" \d{1,3}$", surface) and not token.acronym:
            score["product"] += 1.2
        if known_first and not score["place"]:
            score["person"] += 0.6
        if token.acronym:
            score["organization"] += 0.8 if _NUMBERED.search(token.text) else 1.2
            score["person"] -= 1.5
        elif _NUMBERED.search(token.text) or (token.text[0] == "i" and token.mixed):
            score["product"] += 0.6
        elif token.mixed:
            score["organization"] += 0.7
        score["organization"] += 0.3
    return tuple(score.items())


def _branded(token: Token) -> bool:
    """A capital within a word, where it is not that of a family name ("McDonald", "DeSantis")."""
    return token.mixed and not token.acronym and not _FAMILY_PREFIX.match(token.text) and "-" not in token.text


def of_context(text: str, start: int, end: int, count: int, lexicon: Lexicon) -> Score:
    """What the words around `start:end` say; `count` is the number of words of the name."""
    score = Score()
    line = text[max(0, start - _WINDOW) : start]
    words = _LEFT_WORDS.findall(line[line.rfind("\n") + 1 :].replace("'", "' "))[-7:]
    if words:
        _left(words, count, lexicon, score)
    # "Selon X, le patron …", "À Paris, le président …": what follows the comma is not said of the name.
    fronted = any(word[0].isupper() and word.lower().strip("'") in lexicon.common for word in words[-2:])
    right = _CLOSED.sub(",", text[end : end + _WINDOW])
    _right(right, fronted, count, lexicon, score)
    if is_dateline(text, start, end):
        score["place"] += 3  # "VILLE (Somme), 3 mai (AFP) -"
    return score


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether `start:end` is where a dispatch was written: at the beginning of a line, then a day and an agency."""
    return (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, end) is not None


def _known_place(name: str, lexicon: Lexicon) -> bool:
    whole = folded(name)
    return whole in lexicon.everywhere.countries or whole in lexicon.everywhere.places


def _left(words: list[str], count: int, lexicon: Lexicon, score: Score) -> None:
    before = words[-1].lower()
    if before.endswith(","):
        # "L'avocat du milliardaire, Untel": a role in the clause before the comma.
        clause = [word.lower() for word in words[:-1]]
        first = next((i for i in range(len(clause) - 1, -1, -1) if clause[i][-1] in ",;:."), -1)
        if count > 1 and any(word in lexicon.roles for word in [*clause[first + 1 :], before[:-1]]):
            score["person"] += 1.5
        else:
            # "une société de conseil, Orvex,": what is introduced with "a".
            at = next((i for i in range(len(clause) - 1, first, -1) if clause[i] in lexicon.determiners), -1)
            noun = next((word for word in [*clause[at + 1 :], before[:-1]] if word in lexicon.nouns), None)
            told = words[len(words) - len(clause) - 1 + at + 1 :] if at > 0 else []
            if noun and told and all(word == word.lower() for word in told):
                score[lexicon.nouns[noun]] += 1.2
        return
    earlier = words[-2].lower() if len(words) > 1 else ""
    if before in lexicon.definite:
        score["person"] -= 1.5 if count == 1 else 0.7
    if before in lexicon.place_before or before in lexicon.at:
        if earlier in lexicon.issued:
            score["organization"] += 1.5
        elif before in lexicon.place_before:
            score["place"] += 2.0
        elif not any(word.lower().startswith(lexicon.given_to) for word in words[-3:-1]) and not (
            lexicon.traded and any(word.lower().startswith(lexicon.traded) for word in words[:-1])
        ):
            score["place"] += 0.7 if count == 1 else 1.0
    elif earlier in lexicon.motion and before in lexicon.toward:
        score["place"] += 1.0
    elif before == "s" and earlier.endswith("'") and folded(earlier[:-1]) in lexicon.everywhere.countries:
        score["organization"] += 0.8 if count == 1 else 0.4  # "Switzerland's Orvex"
        score["place"] -= 1.0
    elif count > 1 and earlier in lexicon.determiners and before not in lexicon.roles and before not in lexicon.common:
        score["person"] -= 0.7  # "a white Orvex Velmo"
    elif before in lexicon.on:
        score["organization"] += 0.5
        score["person"] -= 0.5
    elif before in lexicon.organization_before:
        score["organization"] += 1.5
    elif before in lexicon.definite:
        score["organization"] += 0.3
    elif before in lexicon.determiners:
        score["person"] -= 0.7
    owned = before in lexicon.definite and earlier in lexicon.genitive and len(words) > 2
    if owned and lexicon.nouns.get(words[-3].lower()) == "place":
        score["place"] += 3.0  # "le tunnel de la Combe"
        return
    if before in lexicon.genitive:
        # "le PDG de X", "la ville de X": the noun before the link.
        found: str | None = None
        for word in reversed([word.lower() for word in words[-5:-1]]):
            if found and word in lexicon.nouns:  # "la maison mère de"
                score[lexicon.nouns[word]] += 1.5
                return
            if found:
                break
            found = lexicon.owners.get(word)
            if word in lexicon.common or word[-1] in ",;:.":
                break
        if found:
            score[found] += 1.5 if count == 1 or found == "person" else 0.7
        return
    example = False
    for distance, raw in enumerate(reversed(words[-4:])):
        word = raw.lower()
        if word in lexicon.exemplifying:
            example = True  # "lenders such as Orvex"
            continue
        if word[-1] in ",;:.»)”":
            return
        if word in lexicon.roles and not example:
            score["person"] += (2.5 if distance == 0 else 1.5) * (0.2 if word in lexicon.either_roles else 1)
            return
        if word in lexicon.nouns:
            score[lexicon.nouns[word]] += 3.0 if distance == 0 else 1.5
            return
        if word in lexicon.common or raw != word:
            return


def _right(right: str, fronted: bool, count: int, lexicon: Lexicon, score: Score) -> None:
    if lexicon.age.match(right):
        score["person"] += 2
    bracket = _BRACKET.match(right)
    if bracket and _known_place(bracket[1], lexicon):
        score["place"] += 2.5  # "Untelville (Somme)"
    origin = lexicon.links.match(right)
    country = _ORIGIN.match(right, origin.end()) if origin else None
    if country and count > 1 and folded(country[0]) in lexicon.everywhere.countries:
        score["organization"] += 0.8  # "Orvex Nuova of Italy"
    apposition = _APPOSITION.match(right)
    if apposition and fronted:
        return
    if apposition:
        words = [word.strip("\"'") for word in apposition[1].lower().replace("'", "' ").split()[:5]]
        if words and words[0] not in lexicon.finite:
            for word in words:
                if word in lexicon.roles:
                    score["person"] += 0.1 if word in lexicon.either_roles else 2
                    break
                if word in lexicon.common and word not in lexicon.introducing:
                    break
                if word in lexicon.nouns:
                    score[lexicon.nouns[word]] += 1.5
                    break
        return
    if lexicon.organization_verbs.match(right):
        score["organization"] += 0.9
    following = right[:40].lower().split()[:3]
    if not following or right[:1] not in " '’":
        return
    if right.startswith("'s") and len(following) > 1:
        if any(word in lexicon.roles for word in following[1:]):
            score["organization"] += 1
        return
    noun = following[0].strip(",.;:")
    if lexicon.nouns_follow and noun in lexicon.nouns:
        score[lexicon.nouns[noun]] += 1.5 if lexicon.nouns[noun] in ("product", "place") else 1.0
    verb = following[1] if following[0] in lexicon.finite and len(following) > 1 else following[0]
    if verb.strip(",.") in lexicon.person_verbs:
        score["person"] += 0.7
