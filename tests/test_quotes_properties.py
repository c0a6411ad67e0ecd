"""No input makes the reader of quotes raise, lie about its spans, or take more than linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Quote
from tests.quotes_support import document, names, quotes

PIECES = [
    *("« ", " »", "«", "»", '"', "“", "”", "'", "’", "‹", "›", ": ", ", ", ". ", "? ", "\n", " ", "— ", "(", ")", "-"),
    *("Claire Morel ", "Paul Durand ", "a dit ", "a-t-il dit", "que ", "selon ", "il ", "le ministre ", "promet de "),
    *(
        "accuse ",
        "d'avoir menti ",
        "qui ",
        "et ",
        "nous ",
        "said ",
        "that ",
        "Tom Hill ",
        "İ",
        "ß",
        "é",
        "12 ",
        "told ",
        "devant la presse ",
        "au micro de ",
        "au Matin ",
        "selon sa formule",
        "in her own words",
        "Mrs ",
        "Chief Executive ",
        "un mot de trop ",
    ),
]


def check(text: str, found: tuple[Quote, ...]) -> None:
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip()
        assert quote.to is None or (quote.to in text and quote.to == quote.to.strip() != "")
        for span, words in ((quote.speaker_span, quote.speaker), (quote.cue_span, quote.cue)):
            assert (span is None) == (words is None)
            assert span is None or text[slice(*span)] == words
    assert list(found) == sorted(found, key=lambda quote: (quote.start, -quote.end))
    assert len({(quote.start, quote.end) for quote in found}) == len(found)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(["fr", "en"]))
def test_spans_hold_on_pieces_of_speech(text: str, language: str) -> None:
    check(text, quotes(text, language))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_spans_hold_on_any_text(text: str, language: str) -> None:
    check(text, quotes(text, language))


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="«»\"“”' \nab.:,", max_size=120))
def test_names_anywhere_do_no_harm(text: str) -> None:
    from store.extraction.quotes import find
    from tests.quotes_support import Name

    spans = [Name(k, k + 1, text[k : k + 1], "person", k % 2 == 0) for k in range(0, len(text), 3)]
    check(text, find(document(text), spans))


@pytest.mark.parametrize(
    "unit",
    [
        "«",
        "»",
        '"',
        "“",
        "' '",
        " 'a",
        ":",
        "« a », ",
        "a dit que ",
        "selon ",
        "Claire Morel, ",
        "qui ",
        "(",
        "le ",
        "— ",
        "\n«",
        "? \n",
        "a-t-il dit, ",
        "« je », dit-il. ",
        "said ",
        "« un deux trois » ",
        "« un deux trois », dit Claire Morel. ",
        "« Un deux trois. »\n",
        "«\n",
        "au micro de ",
        "Claire Morel dit à ",
        "Mrs May ",
        "fire chief ",
        "et promis ",
        "Sa réponse : ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        prepared = document(text)
        assert prepared.sentences is not None
        found = names(text)
        started = time.perf_counter()
        from store.extraction.quotes import find

        find(prepared, found)
        return time.perf_counter() - started

    seconds(2_000)
    small, large = seconds(12_500), seconds(100_000)
    # Eight times the text: a quadratic reader would need 64 times as long; the constant forgives a busy machine.
    assert large < 24 * small + 0.5
