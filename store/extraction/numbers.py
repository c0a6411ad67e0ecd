"""Numbers as they are written: "62,5", "1 300", "2.946", "trois cents", "douze mille", "une dizaine", "2 million".

The words, scales and separators are in the table `[numbers]` of a language; offsets are into the levelled text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from msgspec import Struct

from store.languages import Language

_DIGITS = r"(?:\d{1,3}(?:[ .,']\d{3}){1,5}(?!\d)(?:[.,]\d{1,4})?|\d{1,15}(?:[.,]\d{1,6})?)(?!\d)"
_GROUPED = re.compile(r"\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3}){0,4}(?:[.,]\d{1,4})?")
_LEFT = 32  # characters looked at before a number for "about", "nearly"


class Number(Struct, frozen=True, gc=False):
    """A number at `start:end`.

    `value` is None where the words name none ("des milliers").  `scaled` says that it ends in a scale ("millions"),
    `approximate` that its own words are round ("une dizaine").  `grouped` is the other reading of a lone separator
    before three digits, where there is one: "1,300" is 1.3 in French and 1300 in French that follows English.
    """

    start: int
    end: int
    value: float | None
    scaled: bool = False
    approximate: bool = False
    spelled: bool = False
    grouped: float | None = None


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of `words` as written, the longest first; it matches nothing where there is none."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"


@dataclass(frozen=True)
class _Reader:
    pattern: re.Pattern[str]
    piece: re.Pattern[str]
    before: re.Pattern[str]
    span: re.Pattern[str]
    percent: re.Pattern[str]
    words: dict[str, float]
    scales: dict[str, float]
    round: frozenset[str]
    plural: frozenset[str]
    decimal: str


@cache
def _reader(language: Language) -> _Reader:
    table = language["numbers"]
    small: dict[str, float] = table["words"]
    collectives: dict[str, float] = table["collectives"]
    scales: dict[str, float] = table["scales"] | collectives
    fractions: dict[str, float] = table["fractions"]
    one = alternatives([*table["one"], *fractions])
    scale = alternatives(scales)
    any_word = alternatives([*small, *scales, *table["unit"]])
    of = alternatives(table["of"])
    half = alternatives(table["half"])
    link = alternatives(table["link"])
    vague: list[str] = table["indefinite"]
    # One scale may follow another: "des milliers de milliards", "hundreds of thousands".
    more = rf"(?:[ -](?:(?:{of}) ?)?(?:{scale})(?!\w)){{0,2}}"
    spelled = rf"(?:(?:{one})(?=[ -](?:{scale})(?!\w))|(?:{alternatives([*small, *scales])})(?!\w))"
    # Most words begin with another letter: one look at it spares the rest.
    letters = "".join(sorted({re.escape(word[0]) for word in (*small, *scales, *table["one"], *fractions, *vague)}))
    pattern = (
        rf"\b(?=[\d{letters}])(?:(?<![.,])(?P<digits>{_DIGITS})(?:[ ]?(?:{scale})(?!\w))?{more}(?: (?:{half})(?!\w))?"
        rf"|(?<!-)(?:(?P<vague>{alternatives(vague)}) )?(?P<spelled>{spelled}"
        rf"(?:(?:-| (?:{link}) |-(?:{link})-|[ ])(?:{any_word})(?!\w)){{0,11}})(?: (?:{half})(?!\w))?"
        rf"{more}(?: (?:{half})(?!\w))?)"
    )
    return _Reader(
        re.compile(pattern),
        re.compile(rf"\d[\d .,']*\d|\d|(?<!\w)(?:{half}|{any_word}|{one})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{alternatives(table['approximators'])}) ?$", re.IGNORECASE),
        re.compile(rf"\d ?(?:{alternatives(table['to'])}) ?$", re.IGNORECASE),
        re.compile(rf" ?(?:%|(?:{alternatives(table['percent'])})(?!\w))"),
        small | dict.fromkeys([*table["one"], *table["unit"]], 1.0) | fractions,
        scales,
        frozenset(collectives),
        frozenset(table["plural"]),
        table["decimal"],
    )


def digits(written: str, decimal: str) -> tuple[float, float | None]:
    """The value of digits with separators, and the reading of its lone separator as grouping where that is open."""
    plain = written.replace(" ", "").replace("'", "")
    marks = [mark for mark in plain if mark in ".,"]
    grouped = _GROUPED.fullmatch(written)
    if not marks:
        return float(plain), None
    if len(set(marks)) == 2 or (grouped and grouped[1] in " '"):
        # The last of two different marks is the decimal one: "1.300,50", "1 300,5".
        head, _, tail = plain.rpartition(marks[-1])
        return float(head.replace(".", "").replace(",", "") + "." + tail), None
    whole = float(plain.replace(".", "").replace(",", ""))
    if len(marks) > 1:
        return whole, None
    parted = float(plain.replace(",", "."))
    if grouped and not plain.startswith("0"):
        return (parted, whole) if marks[0] == decimal else (whole, None)
    return parted, None


def find(lowered: str, language: Language) -> Iterator[Number]:
    """Every number of a levelled text in lower case, in order, not overlapping; percentages are left out."""
    reader = _reader(language)
    barred = 0
    for match in reader.pattern.finditer(lowered):
        if match.start() < barred:  # the "cent" of "pour cent"
            continue
        percent = reader.percent.match(lowered, match.end())
        if percent:
            barred = percent.end()
        elif (number := _read(match, reader)) is not None:
            yield number


def approximate(levelled: str, start: int, language: Language) -> bool:
    """Whether what stands before `start` makes the number there approximate ("environ", "more than", "5 à")."""
    reader, before = _reader(language), levelled[max(0, start - _LEFT) : start]
    return reader.before.search(before) is not None or reader.span.search(before) is not None


def _read(match: re.Match[str], reader: _Reader) -> Number | None:
    text = match.group()
    total, current, last, biggest, grouped = 0.0, 0.0, 1.0, 1.0, None
    counted, scaled, rounded = False, False, False
    for piece in reader.piece.finditer(text, len(match["vague"]) if match["vague"] else 0):
        word = piece.group()
        if word[0].isdigit():
            current, grouped = digits(word, reader.decimal)
            counted = True
        elif word in reader.scales:
            last = reader.scales[word]
            scaled = scaled or last >= 1000
            rounded = rounded or word in reader.round
            if not counted and word in reader.plural:
                return Number(match.start(), match.end(), None, scaled=True, approximate=True, spelled=True)
            if last == 100 and word not in reader.round:
                current = (current or 1.0) * last
            elif last > biggest:
                # A bigger scale takes all before it: "mille deux cents milliards".
                total, current, biggest = ((total + current) or 1.0) * last, 0.0, last
            else:
                total, current = total + (current or 1.0) * last, 0.0
            counted = True
        elif word in reader.words:
            value = reader.words[word]
            # "quatre-vingts": four before twenty multiplies.
            current = 80.0 if value == 20 and current % 100 == 4 and "-" in text else current + value
            counted = True
        else:
            total += last / 2  # "et demi"
    if not counted:
        return None
    return Number(
        match.start(),
        match.end(),
        None if match["vague"] else round(total + current, 4),
        scaled=scaled,
        approximate=rounded or bool(match["vague"]),
        spelled=match["digits"] is None,
        grouped=None if scaled else grouped,
    )
