"""The proper names in one article, with what their surroundings say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extraction.document import Document
from store.extraction.names import evidence, keys
from store.extraction.names.candidate import Candidate
from store.extraction.names.lexicon import Lexicon, lexicon
from store.extraction.names.mended import with_mended, without_not_names
from store.extraction.names.run import Run
from store.extraction.names.runs import find as find_runs
from store.extraction.names.tokens import Token, Words, folded, read
from store.reading.entities import NOTHING, Mendings

_SHORT = 36  # characters of a line that is hardly a sentence
_FAR = 40  # characters between two names of which one may be said to be the other
_INITIALS = re.compile(r"[^\W\d_]+")


def find(document: Document, mended: Mendings = NOTHING) -> tuple[Candidate, ...]:
    """The mentions of proper names in an article, in order, not overlapping.

    Nominal descriptions ("le milliardaire") are none.  Mentions with `certain` False are names only if joining finds
    them elsewhere.  What a person `mended` goes before all that is read.
    """
    words_of = lexicon(document.language)
    text = document.levelled
    words = read(document, words_of)
    runs = find_runs(text, words, words_of)
    common = _common_acronyms(text, runs, words_of)
    runs = [run for run in runs if run.tokens[0].text not in common or len(run.tokens) > 1]
    loud = [words.heading(run.start) or _shouted(run) for run in runs]
    middle = {
        token.lower
        for run, is_loud in zip(runs, loud, strict=True)
        if not is_loud and not _short_line(text, run)
        for token in run.tokens
        if not token.initial
    }
    judged = [
        None if is_loud else _judge(text, run, middle, words, words_of) for run, is_loud in zip(runs, loud, strict=True)
    ]
    known = _known(text, [kept for kept in judged if kept], words_of)
    chosen: list[tuple[Run, bool]] = []
    for run, is_loud, kept in zip(runs, loud, judged, strict=True):
        if is_loud:
            chosen += [(part, True) for part in _of_heading(text, run, known, words, words_of)]
        elif kept is not None and not _is_portfolio(text, kept[0], words_of):
            chosen.append(kept)
    chosen = [
        (run, certain or (at + 1 < len(chosen) and _before_name(text, run, chosen[at + 1][0], words_of)))
        for at, (run, certain) in enumerate(chosen)
    ]
    found = _candidates(document, chosen, words_of)
    return tuple(with_mended(document, without_not_names(found, mended), mended)) if mended else found


def _known(text: str, judged: Sequence[tuple[Run, bool]], words_of: Lexicon) -> set[str]:
    """The keys of the certain names, and family names of the persons among them."""
    known: set[str] = set()
    for run, certain in judged:
        if certain:
            key = keys.of(text[run.start : run.end])
            known.add(key)
            if len(run.tokens) > 1 and run.tokens[0].folded in words_of.everywhere.first_names:
                known.add(key.split()[-1])
    return known


def _is_portfolio(text: str, run: Run, words_of: Lexicon) -> bool:
    """Whether it is what a minister is minister of: "la ministre de la Culture"."""
    if len(run.tokens) > 2 or _listed(run.tokens[0], words_of):
        return False
    return words_of.portfolio.search(text, max(0, run.start - 48), run.start) is not None


def _before_name(text: str, run: Run, following: Run, words_of: Lexicon) -> bool:
    """Whether "and" and a sure name follow: "Auchan et Lidl"."""
    gap = text[run.end : following.start]
    return gap != ", " and gap in words_of.lists and not following.tokens[0].initial


def _shaped(token: Token, words_of: Lexicon) -> bool:
    return token.mixed or token.acronym or _listed(token, words_of)


def _short_line(text: str, run: Run) -> bool:
    """Whether it stands in a line of a few words, as menus and buttons do."""
    begin = text.rfind("\n", max(0, run.start - _SHORT), run.start) + 1
    end = text.find("\n", run.end, run.end + _SHORT)
    if (begin == 0 and run.start > _SHORT) or (end < 0 and len(text) - run.end > _SHORT):
        return False
    line = text[begin : end if end >= 0 else len(text)]
    return len(line) <= _SHORT and line.rstrip()[-1:] not in tuple('.!?…»"”')


def _listed(token: Token, words_of: Lexicon) -> bool:
    name = token.folded
    shared = words_of.everywhere
    first = name in shared.first_names or ("-" in name and name.split("-")[0] in shared.first_names)
    return first or name in shared.countries or name in shared.places


def _judge(text: str, run: Run, middle: set[str], words: Words, words_of: Lexicon) -> tuple[Run, bool] | None:
    """The run, perhaps shorter, and whether it certainly is a name; None where it is none."""
    first = run.tokens[0]
    if len(run.tokens) == 1 and len(first.text.strip(".")) == 1 and run.end - run.start < 3:
        # A lone letter is a name only within a sentence, and no initial or list mark.
        if first.initial or text[run.end : run.end + 1] in tuple(")'-/") or not first.text[0].isalpha():
            return None
        return Run(run.tokens, run.start, run.start + 1), True
    if first.acronym and first.lower in words.small and len(first.text) > 3 and len(run.tokens) == 1:
        return None  # emphasis: "un enjeu MAJEUR" beside "majeur"
    if run.titled and all(token.lower in words_of.roles for token in run.tokens):
        return None  # "the Lord Chancellor"
    if len(run.tokens) == 1 and not run.kind and not run.titled and not _listed(first, words_of):
        # "au Journal de 20 heures", "le Premier ministre", "les Spinaliens"
        generic = first.lower in words_of.nouns or first.lower in words_of.roles or first.lower in words_of.openers
        if (generic and not first.mixed) or _people(text, run, words_of):
            return None
    small = first.lower in words.small or first.lower in words_of.openers
    if len(run.tokens) == 1 and run.kind and (run.start, run.end) == (first.start, first.end) and small:
        return None  # "the Board" of an article that also says "the board"
    if len(run.tokens) == 1 and not run.kind and not _shaped(first, words_of) and _short_line(text, run):
        return run, first.lower in middle  # "Mon Compte"
    shouted = first.acronym and len(first.text) > 5 and first.text.isalpha() and len(run.tokens) == 1
    if len(run.tokens) > 1 and first.lower in words_of.openers and text[run.start - 1 : run.start] == "(":
        tokens = run.tokens[1:]  # "(Photo AFP)"
        return Run(tokens, tokens[0].start, run.end), True
    if first.text[1:2] == "-" and len(run.tokens) == 1 and text[run.start - 1 : run.start] == "(":
        return None  # "(D-Mass.)"
    if shouted and not _listed(first, words_of):
        dateline = evidence.is_dateline(text, run.start, run.end)
        return run, dateline or _after_link(text, run.start, words_of) or first.lower.capitalize() in words.capitals
    if not first.initial or run.titled:
        return run, True
    small = first.lower in words.small
    if len(run.tokens) > 1:
        if (small or first.lower.endswith(words_of.verb_endings)) and not (
            _listed(first, words_of)
            or words_of.everywhere.is_given(first.folded)
            or run.kind
            or first.lower in middle
            or first.mixed
        ):
            tokens = run.tokens[1:]
            return Run(tokens, tokens[0].start, run.end, run.titled, run.of_role), True
        return run, True
    if run.kind == "event" or (run.kind and run.end > first.end):
        return run, True
    if small and not (first.lower in middle and _listed(first, words_of)):
        return (run, False) if first.lower in middle else None
    if first.mixed or first.acronym or first.lower in middle or _listed(first, words_of) or run.of_role:
        return run, True
    return run, not first.lower.endswith(words_of.common_endings) and _subject(text, run.end, words_of)


def _shouted(run: Run) -> bool:
    """Whether all words of a run are in capitals and too long for acronyms."""
    return len(run.tokens) > 1 and all(token.acronym and len(token.text) > 3 for token in run.tokens)


def _people(text: str, run: Run, words_of: Lexicon) -> bool:
    """Whether the word is a people after a plural article: "les Spinaliens"."""
    before = text[max(0, run.start - 6) : run.start].lower().split()
    return bool(before) and before[-1] in words_of.plural and run.tokens[0].lower.endswith(words_of.people_endings)


def _after_link(text: str, start: int, words_of: Lexicon) -> bool:
    before = text[max(0, start - 20) : start].replace("'", "' ").split()
    if not before:
        return False
    word = before[-1].lower()
    return word in words_of.definite or word in words_of.genitive or word in words_of.at or word in words_of.nouns


def _subject(text: str, end: int, words_of: Lexicon) -> bool:
    """Whether a finite verb follows: a word without an article before one is a name."""
    if text.startswith(", ", end):
        following = text[end + 2 : end + 26].replace("'", "' ").split(maxsplit=1)
        word = following[0].lower() if following else ""
        return word in words_of.apposed or word in words_of.roles or word in words_of.nouns
    following = text[end : end + 24].split(maxsplit=1)
    if text[end : end + 1] != " " or not following:
        return text.startswith("'s ", end)
    word = following[0].lower().rstrip(",.")
    return (
        word in words_of.finite
        or word in words_of.person_verbs
        or (bool(words_of.finite_endings) and len(word) > 4 and word.endswith(words_of.finite_endings))
    )


def _of_heading(text: str, run: Run, known: set[str], words: Words, words_of: Lexicon) -> list[Run]:
    """The names in a run of a heading whose every word has a capital: what is known from elsewhere, places, persons."""
    found: list[Run] = []
    tokens = run.tokens
    at = 0
    while at < len(tokens):
        for size in range(min(5, len(tokens) - at), 0, -1):
            part = tokens[at : at + size]
            surface = text[part[0].start : part[-1].end]
            name = folded(surface)
            person = (
                size == 2
                and part[0].folded in words_of.everywhere.first_names
                and not any(token.lower in words.small or token.lower in words_of.common for token in part)
            )
            place = name in words_of.everywhere.countries or name in words_of.everywhere.places
            if keys.of(surface) in known or person or place:
                found.append(Run(tuple(part), part[0].start, part[-1].end))
                at += size
                break
        else:
            at += 1
    return found


def _common_acronyms(text: str, runs: Sequence[Run], words_of: Lexicon) -> set[str]:
    """Acronyms that this article uses as common nouns: "une IA", "intelligence artificielle générale (IAG)"."""
    common: set[str] = set()
    for run in runs:
        token = run.tokens[0]
        if len(run.tokens) > 1 or not token.acronym:
            continue
        before = text[max(0, token.start - 80) : token.start]
        words = before.split()
        if words and words[-1].lower() in words_of.determiners:
            common.add(token.text)
        elif before.endswith("(") and text[token.end : token.end + 1] == ")":
            initials = _INITIALS.findall(before)[-len(token.text) - 4 :]
            if _spells(token.text, initials) == "small":
                common.add(token.text)
    return common


def _spells(acronym: str, words: Sequence[str]) -> str | None:
    """Whether the last of `words` begin with the letters of `acronym`: "small" or "capital" as the first is written."""
    letters = [letter.lower() for letter in folded(acronym) if letter.isalpha()]
    at = len(letters) - 1
    first = ""
    for word in reversed(words):
        if at < 0:
            break
        if folded(word)[:1] == letters[at]:
            at -= 1
            first = word
        elif len(word) > 3:
            return None
    if at >= 0 or not first:
        return None
    return "small" if first[0].islower() else "capital"


def _candidates(document: Document, chosen: Sequence[tuple[Run, bool]], words_of: Lexicon) -> tuple[Candidate, ...]:
    text = document.levelled
    surfaces = [text[run.start : run.end] for run, _ in chosen]
    all_keys = [keys.of(surface) for surface in surfaces]
    aliases: dict[int, list[str]] = {}
    beside: dict[int, list[str]] = {}
    chain: list[int] = []
    conjoined = False
    for at in range(1, len(chosen)):
        gap = text[chosen[at - 1][0].end : chosen[at][0].start]
        if at - 1 not in chain:
            _list(chain, conjoined, all_keys, beside)
            chain, conjoined = [], False
        if len(gap) > _FAR:
            continue
        conjoined = conjoined or (gap in words_of.lists and gap != ", ")
        if gap in words_of.lists:
            if not text.startswith("'s ", chosen[at][0].end):  # "Orvex and Denmark's Velmo"
                chain.append(at)
        elif (words_of.alias.fullmatch(gap) and ("(" in gap or "," in gap)) or (
            gap in (" (", " = ", ", ") and _abbreviates(chosen[at - 1][0], surfaces[at - 1], surfaces[at])
        ):
            aliases.setdefault(at - 1, []).append(all_keys[at])
    _list(chain, conjoined, all_keys, beside)
    found: list[Candidate] = []
    for at, (run, certain) in enumerate(chosen):
        if not all_keys[at]:
            continue
        if at and text[chosen[at - 1][0].end : run.start] == " (" and text[run.end : run.end + 1] == ")":
            in_brackets = len(chosen[at - 1][0].tokens) > 1 and not aliases.get(at - 1)
        else:
            in_brackets = False
        shape = evidence.of_shape(run.tokens, surfaces[at], words_of)
        score = evidence.of_context(text, run.start, run.end, len(run.tokens), words_of)
        if shape["organization"] > 3:
            score["person"] *= 0.4  # "Partners", "Inc." say more than the words around
        if in_brackets:
            score["organization"] += 1.2  # "Claire Untel (Parti, Club)"
        if run.titled:
            score["person"] += run.titled
        if run.of_role:
            role = text[run.end + 1 : run.end + 20].split(maxsplit=1)
            score["place" if role and role[0].lower() in words_of.place_roles else "organization"] += 1.5
            if not run.titled:
                score["person"] = min(score["person"], 0.0)
        if run.kind:
            shape[run.kind] += (
                4.0
                if run.kind == "event"
                else 3.0
                if run.end > run.tokens[-1].end or run.start < run.tokens[0].start
                else 1.5
            )
        found.append(
            Candidate(
                run.start,
                run.end,
                document.text[run.start : run.end],
                all_keys[at],
                shape.freeze(),
                score.freeze(),
                certain,
                tuple(aliases.get(at, ())),
                tuple(beside.get(at, ())),
            )
        )
    return tuple(found)


def _list(chain: Sequence[int], conjoined: bool, all_keys: Sequence[str], beside: dict[int, list[str]]) -> None:
    """Note neighbours in a list of names, one with "and" or a long one: two with a comma may be an apposition."""
    if conjoined or len(chain) > 2:
        for at in chain:
            beside.setdefault(at, []).append(all_keys[at - 1])
            beside.setdefault(at - 1, []).append(all_keys[at])


def _abbreviates(run: Run, one: str, other: str) -> bool:
    """Whether one is short for the other: by its letters, or in parentheses after a long name of a body."""
    if run.kind == "organization" and run.end > run.tokens[-1].end and other.isupper() and 1 < len(other) < 7:
        return True
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return short.isupper() and " " not in short and _spells(short, _INITIALS.findall(long)) is not None
