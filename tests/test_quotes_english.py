"""Reported speech in English."""

import pytest

from tests.quotes_support import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We are not going to stop," said Anna Roe, the chief executive.',
            [("direct", "We are not going to stop,", "Anna Roe")],
        ),
        ('"This is only the beginning," Anna Roe said.', [("direct", "This is only the beginning,", "Anna Roe")]),
        (
            "“You could hear the screams,” Maria Lopez, 45, recalled.",
            [("direct", "You could hear the screams,", "Maria Lopez")],
        ),
        ('Maria Lopez tweeted: "Enough is enough."', [("direct", "Enough is enough.", "Maria Lopez")]),
        ("'It is over,' says Maria Lopez, whose house burned down.", [("direct", "It is over,", "Maria Lopez")]),
        (
            "“If we do nothing,” Hill said, “we will lose everything.”",
            [("direct", "If we do nothing,", "Hill"), ("direct", "we will lose everything.", "Hill")],
        ),
        ('"Will you run?" Tom Hill asked.', [("direct", "Will you run?", "Tom Hill")]),
        ("“We need answers,” said one resident.", [("direct", "We need answers,", "one resident")]),
        ("“Our work goes on,” a company blog post said.", [("direct", "Our work goes on,", "a company blog post")]),
    ],
)
def test_direct(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert said(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme said it would cut 1,200 jobs.", ("indirect", "it would cut 1,200 jobs", "Acme")),
        ("Acme said on Monday it would cut 1,200 jobs.", ("indirect", "it would cut 1,200 jobs", "Acme")),
        ("Acme told Reuters that no plant would close.", ("indirect", "no plant would close", "Acme")),
        ("Acme told the paper it will go on.", ("indirect", "it will go on", "Acme")),
        ("Prices will rise, Tom Hill said.", ("indirect", "Prices will rise", "Tom Hill")),
        ("Greg was moved, a plan was made, the statement said.", None),
        ("According to Tom Hill, prices will rise.", ("indirect", "prices will rise", "Tom Hill")),
        ("Prices will rise, according to Tom Hill.", ("indirect", "Prices will rise", "Tom Hill")),
        ("Hill accused Lopez of lying to voters.", ("indirect", "lying to voters", "Hill")),
        ("Hill vowed to fight the charges.", ("indirect", "fight the charges", "Hill")),
        (
            "Hill's lawyer, John Baker, said his client was innocent.",
            ("indirect", "his client was innocent", "John Baker"),
        ),
        ("Israel says it struck a camp.", None),
        ("The deal was signed, Tom Hill said in a statement.", ("indirect", "The deal was signed", "Tom Hill")),
        ("A statement from the Acme board said the deal was off.", ("indirect", "the deal was off", "Acme")),
        ("Men came at 9:15 on Monday, according to Tom Hill.", ("indirect", "Men came at 9:15 on Monday", "Tom Hill")),
        ("Officials believe that the fire was an accident.", ("indirect", "the fire was an accident", "Officials")),
    ],
)
def test_indirect(text: str, expected: tuple[str, str, str | None] | None) -> None:
    found = said(text, "en")
    if expected is None:
        assert [kind for kind, *_ in found] == ["indirect"]
    else:
        assert found == [expected]


def test_partial_within_indirect() -> None:
    assert said('Tom Hill said he was "deeply sorry" for the delay.', "en") == [
        ("indirect", 'he was "deeply sorry" for the delay', "Tom Hill"),
        ("partial", "deeply sorry", "Tom Hill"),
    ]
    assert said('In a statement, Acme called the ruling "a dangerous precedent".', "en") == [
        ("partial", "a dangerous precedent", "Acme")
    ]


def test_a_board_speaks_for_its_company() -> None:
    assert said("Acme's board said “the search goes on”.", "en") == [("partial", "the search goes on", "Acme")]


def test_pronouns_and_descriptions() -> None:
    found = said('Acme closed two plants. The company said "nothing was decided". It said more would follow.', "en")
    assert [speaker for *_, speaker in found] == ["Acme", "Acme"]
    found = said('Maria Lopez met Tom Hill. "I won," she said. "I lost," he said.', "en")
    assert [speaker for *_, speaker in found] == ["Maria Lopez", "Tom Hill"]


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "bomb cyclone" hit Texas on Sunday.',
        'The film "Night Train" opens Friday.',
        'He was charged with "conspiracy to commit fraud".',
        "The players' union met the owners' lawyers.",
        "Hill did not say that he would leave.",
        "The report of the claims was long.",
        "It is said to be old.",
        "A tabloid report that Hill was leaving hit the shares.",
        "Hill commented on leaving.",
    ],
)
def test_no_quotes(text: str) -> None:
    assert said(text, "en") == []
