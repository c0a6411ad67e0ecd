"""English time expressions, as agencies write them."""

import pytest

from store.extraction.timex import tag
from store.languages import load

ENGLISH = load("en")
WEDNESDAY = "2025-02-12"


def read(text, published=WEDNESDAY):
    return [(found.surface, found.value) for found in tag(text, ENGLISH, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left on Feb. 10, 2025.", [("Feb. 10, 2025", "2025-02-10")]),
        ("He left on 10 February 2025.", [("10 February 2025", "2025-02-10")]),
        ("It was Tuesday, November 18, 2023.", [("Tuesday, November 18, 2023", "2023-11-18")]),
        ("On 02/10/2025 it rained.", [("02/10/2025", "2025-02-10")]),
        ("In August 2023 it rained.", [("August 2023", "2023-08")]),
        ("It began in 2015.", [("2015", "2015")]),
        ("Back in the 1990s, it rained.", [("the 1990s", "199")]),
        ("In the 19th century, it rained.", [("the 19th century", "18")]),
        ("In the first quarter of 2024, sales rose.", [("the first quarter of 2024", "2024-Q1")]),
        ("In the second half of 2024, sales rose.", [("the second half of 2024", "2024-H2")]),
        ("The summer of 2023 was hot.", [("The summer of 2023", "2023-SU")]),
        ("In mid-2022 it rained.", [("mid-2022", "2022")]),
        ("On Thanksgiving 2024 it rained.", [("Thanksgiving 2024", "2024-11-28")]),
    ],
)
def test_dates_that_the_calendar_names(text, expected):
    assert read(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said on Tuesday.", [("Tuesday", "2025-02-11")]),
        ("Police said Wednesday.", [("Wednesday", "2025-02-12")]),
        ("The vote will take place on Friday.", [("Friday", "2025-02-14")]),
        ("He said Monday that she would leave on Thursday.", [("Monday", "2025-02-10"), ("Thursday", "2025-02-13")]),
        ("Talks are due to resume on Friday.", [("Friday", "2025-02-14")]),
        ("Early Tuesday, gunmen struck.", [("Early Tuesday", "2025-02-11")]),
        ("He was held Sunday afternoon.", [("Sunday afternoon", "2025-02-09TAF")]),
        ("He met her last Friday.", [("last Friday", "2025-02-07")]),
        ("He will meet her next Monday.", [("next Monday", "2025-02-17")]),
        ("He arrived on Dec. 20.", [("Dec. 20", "2024-12-20")]),
        ("The law takes effect July 1.", [("July 1", "2025-07-01")]),
        ("Shares have risen since January.", [("January", "2025-01")]),
        ("Last year, it rained.", [("Last year", "2024")]),
        ("It rained earlier this month.", [("earlier this month", "2025-02")]),
        ("It rained late last year.", [("late last year", "2024")]),
        ("Two years ago, it rained.", [("Two years ago", "2023")]),
        ("A year and a half ago, it rained.", [("A year and a half ago", "2023-08")]),
        ("It will rain in two weeks.", [("in two weeks", "2025-W09")]),
        ("Tonight it will rain.", [("Tonight", "2025-02-12TNI")]),
        ("He spoke at 8 p.m. Tuesday.", [("8 p.m. Tuesday", "2025-02-11T20:00")]),
        ("He spoke at 8:30 a.m. yesterday.", [("8:30 a.m. yesterday", "2025-02-11T08:30")]),
    ],
)
def test_counted_from_publication(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lasted for two years.", ("two years", "P2Y", "DURATION")),
        ("A three-year contract.", ("three-year", "P3Y", "DURATION")),
        ("It took more than a year.", ("more than a year", "P1Y", "DURATION")),
        ("Within hours, he was gone.", ("hours", "PTXH", "DURATION")),
        ("Over the past three years.", ("the past three years", "P3Y", "DURATION")),
        ("It took half an hour.", ("half an hour", "PT30M", "DURATION")),
        ("He runs every day.", ("every day", "P1D", "SET")),
        ("He runs on Mondays.", ("Mondays", "XXXX-WXX-1", "SET")),
        ("He runs twice a week.", ("twice a week", "P1W", "SET")),
        ("The annual meeting.", ("annual", "P1Y", "SET")),
        ("He recently left.", ("recently", "PAST_REF", "DATE")),
        ("He is currently away.", ("currently", "PRESENT_REF", "DATE")),
        ("He will soon leave.", ("soon", "FUTURE_REF", "DATE")),
    ],
)
def test_stretches_sets_and_references(text, expected):
    assert [(found.surface, found.value, found.type) for found in tag(text, ENGLISH, WEDNESDAY)] == [expected]


def test_told_past():
    text = "On March 3, 2020, he won. Two days later, he resigned. The next day, he left. The following week, he wept."
    assert [value for _, value in read(text)] == ["2020-03-03", "2020-03-05", "2020-03-06", "2020-W11"]


def test_range_goes_on_to_the_next_date():
    assert read("The season runs from June 1 through Nov. 30.") == [("June 1", "2025-06-01"), ("Nov. 30", "2025-11-30")]


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "Theresa May said so.",
        "May said so.",
        "They march on.",
        "He sat on a chair; the sun rose.",
        "A 53-year-old man.",
        "He is 53 years old.",
        "Some 1500 people came.",
        "It cost $2000.",
        "A Boeing 737 landed.",
        "In second place.",
        "The Daily Herald.",
        "Prices fall.",
    ],
)
def test_no_dates(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fall of the regime came fast.", []),
        ("Prices rose in the fall.", ["2024-FA"]),
        ("This fall, he won.", ["2024-FA"]),
        ("He will run in the spring.", ["2025-SP"]),
        ("One day he will know.", []),
        ("In the 10-month war, he fled.", ["P10M"]),
        ("A meeting is set for Thursday.", ["2025-02-13"]),
        ("He won't come Thursday.", ["2025-02-13"]),
        ("A ceremony is planned for Friday afternoon.", ["2025-02-14TAF"]),
        ("The Sept. 11 attacks changed it.", ["2001-09-11"]),
        ("By 2 a.m. on Sunday, it was out.", ["2025-02-09T02:00"]),
        ("He left in 2020. He came back that fall.", ["2020", "2020-FA"]),
        ("He bought it in October 2022. He had signed in April.", ["2022-10", "2022-04"]),
    ],
)
def test_further_forms(text, expected):
    assert [value for _, value in read(text)] == expected
