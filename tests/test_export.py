"""Exports: the dataset comes back as it was, and nothing of an article acts in Markdown."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_support import anchors, front, manifest, read

import store
from store.anchor import LONGEST
from store.export.dataset import DatasetError, from_json, only, to_json
from store.export.markdown import escape, period, to_markdown
from store.model import (
    Account,
    Amount,
    Article,
    Count,
    Dataset,
    Disagreement,
    Entity,
    Event,
    Mention,
    Post,
    Quote,
    QuoteGroup,
    QuoteMember,
    Reading,
    TimeExpression,
)
from store.text import printable

ONE = "Le port a payé 3 millions d'euros lundi. « Jamais », a dit Léa Roy."
TWO = "Mardi, le port a payé 3,1 millions."
LONELY = "Il pleut à Brest."
AMOUNT = Amount("one", 15, 34, "3 millions d'euros", 3_000_000.0, "EUR", "stated")
DATASET = Dataset(
    articles=(
        Article("one", "b.txt", ONE, title="Le port", published="2025-02-11", posts=(Post(0, 2, "Léa", stamp=(0, 2)),)),
        Article("two", "a.txt", TWO, publisher="Le Phare"),
        Article("three", "c.txt", LONELY),
    ),
    time_expressions=(TimeExpression("one", 34, 39, "lundi", "DATE", "2025-02-10", "published"),),
    amounts=(AMOUNT, replace(AMOUNT, value=None)),
    counts=(Count("one", 15, 16, "3", 3.5, "tonnes"),),
    entities=(
        Entity("e2", "Léa Roy", "person", (Mention("one", 59, 66, "Léa Roy"),)),
        Entity("e1", "Brest", "place", (Mention("three", 11, 16, "Brest"),)),
    ),
    quotes=(Quote("q1", "one", 43, 49, "Jamais", "direct", "Léa Roy", "a dit", speaker_span=(59, 66)),),
    quote_groups=(QuoteGroup("g1", "Léa Roy", (QuoteMember("q1", "one", "Jamais"),)),),
    events=(
        Event("late", None, "Il pleut", (Account("c3", "three", 0, 17, LONELY),)),
        Event(
            "paid",
            "2025-02-10",
            "Le port paie",
            (
                Account("c1", "one", 0, 40, ONE[:40], "2025-02-10", "published", (34, 39), amounts=(AMOUNT,)),
                Account("c2", "two", 0, len(TWO), TWO, status="planned"),
            ),
            ("e2",),
            (AMOUNT,),
            ("q1",),
            (Disagreement("amount", "sum", "conflict", (Reading("3 M EUR", ("one",)), Reading("3.1 M", ("two",)))),),
        ),
    ),
)
PAID = DATASET.events[1]


def test_the_dataset_comes_back_as_it_was():
    back = from_json(to_json(DATASET))
    assert to_json(back) == to_json(DATASET)
    assert set(back.articles) == set(DATASET.articles)
    assert set(back.events) == set(DATASET.events)
    assert set(back.quotes) == set(DATASET.quotes)


def test_the_json_is_as_the_format_says():
    text = to_json(DATASET)
    data = json.loads(text)
    assert text.endswith("}\n")
    assert "Léa" in text, "characters are written as they are"
    assert '"value": 3000000,' in text, "whole numbers are written as such"
    assert '"value": 3.5,' in text
    assert list(data) == [
        *("format", "manifest"),
        *("articles", "time_expressions", "amounts", "counts", "entities", "quotes", "quote_groups", "events"),
        *("whys", "pairs", "hidden"),
    ]
    assert data["format"] == "timeline-dataset/1"
    assert [article["file"] for article in data["articles"]] == ["a.txt", "b.txt", "c.txt"]
    assert [event["id"] for event in data["events"]] == ["paid", "late"]
    texts = {article["id"]: article["text"] for article in data["articles"]}
    for part in ("time_expressions", "amounts"):
        for item in data[part]:
            assert texts[item["article"]][item["start"] : item["end"]].strip() == item["surface"].strip()


def test_the_order_of_the_articles_makes_no_difference():
    turned = replace(
        DATASET, articles=DATASET.articles[::-1], entities=DATASET.entities[::-1], events=(PAID, DATASET.events[0])
    )
    assert to_json(turned) == to_json(DATASET)


def test_some_events_come_with_all_they_rest_on_and_no_more():
    part = from_json(to_json(DATASET, [PAID]))
    assert [event.id for event in part.events] == ["paid"]
    assert {article.id for article in part.articles} == {"one", "two"}
    assert [entity.name for entity in part.entities] == ["Léa Roy"]
    assert part.quotes == DATASET.quotes
    assert only(DATASET, []).articles == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "timeline-dataset/9"}',
        '{"format": "timeline-dataset/1", "events": [{}]}',
        '{"format": "timeline-dataset/1", "articles": 3}',
        "\udcff",
    ],
)
def test_what_is_no_dataset_is_refused(text):
    with pytest.raises(DatasetError):
        from_json(text)


def test_a_dataset_that_is_nested_too_deep_is_refused():
    with pytest.raises(DatasetError):
        from_json('{"format": "timeline-dataset/1", "x": ' + "[" * 100_000)


ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda x: st.lists(x, max_size=2))


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False), ANY)
def test_a_dataset_with_something_wrong_in_it_is_read_or_refused(random, wrong):
    data = json.loads(to_json(DATASET))
    node = data
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = random.choice(keys)
        if not isinstance(node[key], dict | list) or random.random() < 0.2:
            node[key] = wrong
            break
        node = node[key]
    with suppress(DatasetError):
        assert isinstance(from_json(json.dumps(data)), Dataset)


def test_a_dataset_of_another_program_needs_only_what_the_format_names():
    data = json.loads(to_json(DATASET))
    for event in data["events"]:
        for account in event["accounts"]:
            for extra in ("id", "date_span", "entities", "quotes", "amounts", "counts"):
                del account[extra]
        for amount in event["amounts"]:
            del amount["surface"]
    back = from_json(json.dumps(data))
    accounts = [account for event in back.events for account in event.accounts]
    assert len({account.id for account in accounts}) == 3
    assert back.events[0].amounts[0].surface == ONE[15:34]


# -- Markdown --------------------------------------------------------------------------------------------------------

READER = MarkdownIt("gfm-like", {"html": True, "linkify": True})
PLAIN = {
    *("paragraph_open", "paragraph_close", "inline", "text", "blockquote_open", "blockquote_close"),
    *("heading_open", "heading_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
}
SIGNS = st.text(alphabet=st.sampled_from("*_`~<>[]()!#+-=.:|\\&;\"'^$@%{}/ \n\t1a)w»é\u202e\x1b"), max_size=30)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<script>alert(1)</script>",
                "<b>",
                "<!-- ",
                "&amp;",
                "&#60;",
                "![x](http://a.b/c.png)",
                "[a](b)",
                "[a]: b",
            ),
            *(
                "https://example.org/x",
                "www.example.org",
                "a@b.fr",
                "example.org",
                "# ",
                "1. ",
                "- ",
                "***",
                "---",
                "===",
            ),
            *(
                "```",
                "~~~",
                "| a | b |",
                "\\",
                "<http://a.b>",
                "**gras**",
                "_x_",
                " ",
                "mailto:a@b.fr",
                "ftp://a.b",
                "> ",
                *("-->", "--", "--!>", "%%", "{{ x }}", "{% x %}", "SHA-256 `", "[^1]", "[^1]: x"),
            ),
        ]
    ),
    max_size=5,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(SIGNS | PIECES | st.text(max_size=40), st.sampled_from(["", "> ", "# ", "- ", "a ", "**x**, "]))
@example("1986. Une année", "")
@example("+", "> ")
@example("www.le-phare.fr", "")
@example("# titre #", "# ")
@example("¬.AL", "")
def test_nothing_of_a_text_acts_in_markdown_and_all_of_it_is_shown(text, before):
    tokens = READER.parse(before + escape(text))
    leaves = [leaf for token in tokens for leaf in token.children or ()]
    allowed = PLAIN | ({"strong_open", "strong_close"} if before.startswith("*") else set())
    assert {token.type for token in [*tokens, *leaves]} <= allowed
    lead = {"a ": "a ", "**x**, ": "x, "}.get(before, "")
    shown = "".join(leaf.content for leaf in leaves)
    assert shown.strip() == (lead + printable(text)).strip()


def test_what_needs_no_escape_is_left_readable():
    assert escape("L'offre (97,4 milliards) est « refusée » ; dit-il. Non !") == (
        "L'offre (97,4 milliards) est « refusée » ; dit-il. Non !"
    )


STRUCTURE = PLAIN | {
    *("front_matter", "strong_open", "strong_close", "em_open", "em_close", "comment", "footnote_ref"),
    *("footnote_block_open", "footnote_block_close", "footnote_open", "footnote_close", "footnote_anchor"),
    *(f"{part}_{side}" for part in ("table", "thead", "tbody", "tr", "th", "td") for side in ("open", "close")),
}


def words_of(leaves):
    return "".join(leaf.content if leaf.type == "text" else "\n" for leaf in leaves)


def test_the_markdown_holds_the_words_and_where_they_stand():
    text = to_markdown(DATASET, [PAID])
    tokens, leaves, kinds = read(text)
    shown = words_of(leaves)
    assert kinds <= STRUCTURE
    assert "# Timeline\n\n1 event (2025-02-10) from 2 sources.\n\n## 2025-02-10 — Le port paie\n" in text
    assert ONE[:40].strip() in shown
    assert "“lundi” → 2025-02-10" in shown
    assert "counted from the publication date" in shown
    assert "characters 0–40" in shown
    assert "Léa Roy" in shown
    assert "“Jamais”" in shown
    assert "3 million EUR (b" in shown
    assert "3.1 million (Le Phare" in shown
    assert "planned" in shown
    assert "Il pleut" not in text
    headings = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == ["Timeline", "2025-02-10 — Le port paie", "Quotes", "Sources disagree", "Sources"]
    assert sum(token.type == "tr_open" for token in tokens) == 3, "a head and a row for each account"


def test_every_footnote_finds_its_words_again():
    text = to_markdown(DATASET, DATASET.events)
    _, leaves, _ = read(text)
    texts = {article.text for article in DATASET.articles}
    assert len(anchors(leaves)) == 4, "three accounts and a quote"
    assert "TextQuoteSelector" not in words_of(leaves).partition("Each note")[0], "they are not shown"
    for selector, sha in anchors(leaves):
        assert list(selector) == ["type", "exact", "prefix", "suffix"]
        around = selector["prefix"] + selector["exact"] + selector["suffix"]
        (whole,) = [text for text in texts if around in text]
        assert sha == hashlib.sha256(whole.encode()).hexdigest()
    referred = {leaf.meta["id"] for leaf in leaves if leaf.type == "footnote_ref"}
    assert referred == set(range(4)), "each is referred to"


def test_the_front_matter_is_short_and_the_manifest_names_what_it_was_made_from_and_no_day():
    text = to_markdown(DATASET, DATASET.events)
    assert front(text) == {"title": "Timeline", "lang": "en", "period": "2025-02-10", "events": 2, "sources": 3}
    text = to_markdown(DATASET, [PAID], journal="0123456789abcdef")
    known = manifest(text)
    seal = known.pop("document")
    assert known == {
        "generator": f"timeline {store.__version__}",
        "layout": 2,
        "lang": "en",
        "sources": [
            {"file": "a.txt", "sha256": hashlib.sha256(TWO.encode()).hexdigest()},
            {"file": "b.txt", "sha256": hashlib.sha256(ONE.encode()).hexdigest()},
        ],
        "journal": "0123456789abcdef",
        "events": ["paid"],
    }
    assert re.fullmatch("[0-9a-f]{64}", seal)
    assert text.endswith("\n-->\n")
    assert to_markdown(DATASET, [PAID]) == to_markdown(replace(DATASET, articles=DATASET.articles[::-1]), [PAID])


@pytest.mark.parametrize(
    ("dates", "ends"),
    [
        ((None, "../2024"), None),
        (("2024", None, "2025-02"), ("2024", "2025-02")),
        (("2025-02-10~", "2025-02-10"), ("2025-02-10", "2025-02-10")),
        (("2025-02-03/2025-02-09", "2025-02-05"), ("2025-02-03", "2025-02-09")),
        (("1998", "199X", "2001~"), ("199X", "2001~")),
    ],
)
def test_the_period_is_as_precise_as_the_dates(dates, ends):
    events = [replace(PAID, id=str(n), date=date) for n, date in enumerate(dates)]
    assert period(events) == period(events[::-1]) == ends
    text = to_markdown(DATASET, events)
    assert front(text).get("period") == ("/".join(dict.fromkeys(ends)) if ends else None)


def test_excerpts_are_capped():
    long = "mot `x` \u202e\n" * 900
    account = Account("c1", "one", 0, len(long), long)
    dataset = Dataset(articles=(Article("one", "a.txt", long),), events=(Event("e", None, "t", (account,)),))
    text = to_markdown(dataset, dataset.events)
    _, leaves, kinds = read(text)
    assert kinds <= STRUCTURE
    assert len(text) < 3 * LONGEST + 2000
    ((selector, _),) = anchors(leaves)
    assert long.startswith(selector["exact"])
    assert LONGEST - 80 <= len(selector["exact"]) <= LONGEST
    assert "\u202e" not in text
    assert "[…]" in words_of(leaves)


def test_a_paraphrase_is_no_quotation():
    quote = replace(DATASET.quotes[0], kind="indirect")
    assert "“Jamais”[^" in to_markdown(DATASET, [PAID])
    text = to_markdown(replace(DATASET, quotes=(quote,)), [PAID])
    assert "- **Léa Roy**: Jamais[^3] — b (indirect)" in text


def test_only_a_plain_web_address_is_a_link():
    for url, is_link in (
        ("https://le-phare.example/port?a=1&b=2", True),
        ("javascript:alert(1)", False),
        ("https://a.example/> <script>", False),
        ("https://a.example\u202e/", False),
    ):
        article = replace(DATASET.articles[1], url=url)
        _, leaves, kinds = read(to_markdown(replace(DATASET, articles=(DATASET.articles[0], article)), [PAID]))
        assert ("link_open" in kinds) == is_link
        assert {leaf.attrs["href"] for leaf in leaves if leaf.type == "link_open"} <= {url}
        assert not kinds - STRUCTURE - {"link_open", "link_close"}


@settings(deadline=None, max_examples=100)
@given(st.lists(SIGNS | PIECES, min_size=6, max_size=6))
def test_nothing_of_an_article_acts_in_the_document(texts):
    body, title, publisher, speaker, file, url = texts
    article = Article("one", file, body, title=title, publisher=publisher, author=speaker, url=url, published="2025")
    account = Account("c", "one", 0, len(body), body, "2025", "stated", (0, min(3, len(body))))
    quote = Quote("q", "one", 0, len(body), body, "direct", speaker)
    fact = Disagreement("wording", title, "conflict", (Reading(speaker, ("one",)), Reading(body, ("two",))))
    event = Event("e", "2025", title, (account,), quotes=("q",), disagreements=(fact,), copies=(("one", "two"),))
    dataset = Dataset(articles=(article,), quotes=(quote,), events=(event,))
    text = to_markdown(dataset, [event])
    tokens, leaves, kinds = read(text)
    assert not kinds - STRUCTURE - {"link_open", "link_close"}
    assert all(leaf.attrs["href"] == url for leaf in leaves if leaf.type == "link_open")
    assert sum(token.type == "tr_open" for token in tokens) == 2
    assert sum(token.type == "td_open" for token in tokens) == 4
    assert sum(token.type == "footnote_open" for token in tokens) == 1
    assert manifest(text)["sources"][0]["file"] == printable(file)
    ((selector, _),) = anchors(leaves)
    assert selector["exact"] == body
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)


def test_a_title_with_markup_stays_a_title():
    event = replace(PAID, title="[click](http://x.y) <img src=x> `a` **b**")
    _, leaves, kinds = read(to_markdown(DATASET, [event]))
    assert kinds <= STRUCTURE
    assert "[click](http://x.y) <img src=x> `a` **b**" in words_of(leaves)


def test_dates_are_written_as_asked_for():
    assert "## le jour — Le port paie" in to_markdown(DATASET, [PAID], lambda date: "le jour")


def test_the_words_of_the_document_are_in_the_language_asked_for():
    text = to_markdown(DATASET, [PAID], language="fr")
    assert "# Chronologie\n\n1 événement (2025-02-10), d'après 2 sources.\n" in text
    assert "caractères 0–40" in text
    assert "«\u00a0Jamais\u00a0»" in text
    assert not re.search(r"\b(published|characters|from|disagree)\b", text)


def test_figures_are_written_in_words():
    fact = Disagreement("amount", "3 M", "conflict", (Reading("97.4 G USD", ("a",)), Reading("≈ 3 M EUR", ("b",))))
    event = replace(PAID, disagreements=(fact,))
    assert "amount: 97.4 billion USD (a); ≈ 3 million EUR (b)" in to_markdown(DATASET, [event]).replace("\\", "")
    assert "97,4 milliards USD" in to_markdown(DATASET, [event], language="fr")


def test_no_events_make_a_document_all_the_same():
    text = to_markdown(Dataset(), [])
    known = manifest(text)
    assert (known["sources"], known["events"]) == ([], [])
    assert "---\n\n# Timeline\n\n0 events from 0 sources.\n\n<!--" in text


def test_the_exports_name_no_place_of_this_machine():
    for text in (to_json(DATASET), to_markdown(DATASET, DATASET.events)):
        assert not re.search(r"/(?:home|tmp|root|Users)/", text)
