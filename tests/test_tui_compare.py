"""Comparing: table, tabs, quotes, passages, what is copied, how one goes on."""

from __future__ import annotations

from dataclasses import replace

import pyte
import pytest
from build import story
from drive import current, explore, lines, shown

from store.model import Account, Article, Dataset, Event, Quote, QuoteGroup, QuoteMember
from tui.app import ExplorerApp
from tui.cells import cell_len
from tui.screens.compare import CompareScreen
from tui.screens.export import ExportScreen
from tui.screens.why import WhyScreen
from tui.widgets.keybar import KeyBar
from tui.widgets.passage import Passage


def copies(dataset):
    """The story, two articles of which print one dispatch."""
    events = (replace(e, copies=(("a1", "a4"),)) if e.id == "ev-offre" else e for e in dataset.events)
    return replace(dataset, events=tuple(events))


def long_quotes():
    """One utterance of many words in two renderings, and a third in the reporter's words."""
    words = " ".join(f"mot{n}" for n in range(60))
    texts = {"a1": words, "a2": words.replace("mot30", "autre"), "a3": "il parlerait longtemps"}
    kinds = {"a1": "direct", "a2": "direct", "a3": "indirect"}
    quotes = tuple(Quote(f"q{a}", a, 0, len(t), t, kinds[a], "Jeanne Morvan") for a, t in texts.items())
    group = QuoteGroup("g", "Jeanne Morvan", tuple(QuoteMember(q.id, q.article, q.text) for q in quotes))
    accounts = tuple(
        Account(f"c{a}", a, 0, len(t), t, "2025-03-10", "stated", quotes=(f"q{a}",)) for a, t in texts.items()
    )
    articles = tuple(Article(a, f"{a}.txt", t) for a, t in texts.items())
    return Dataset(articles, quotes=quotes, quote_groups=(group,), events=(Event("e", "2025-03-10", "Mots", accounts),))


async def opened(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()
    assert isinstance(pilot.app.screen, CompareScreen)
    return pilot.app.screen


def test_the_table_tells_facts_with_signs_and_words():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        text = "\n".join(screen.ledger.text_lines)
        assert "≠ 97,6 millions d'euros" in text
        assert "conflict" in text
        assert "= 97,4 millions d'euros" in text
        assert "≈ Mar 2025 (from publication)" in text
        assert "precision" in text
        assert "– silent" in text
        assert "“récemment”" in text
        legend = lines(screen.query_one("#legend"))[0]
        for word in ("= same", "≈ rounding", "≠ conflict", "– silent"):
            assert word in legend
        await pilot.press("escape")
        assert current(app) == "ev-offre"

    explore(scenario, size=(190, 50))


def test_the_first_column_stays_while_the_others_scroll():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        assert "1–4/5 ›" in lines(screen.ledger)[0]
        await pilot.press(*["right"] * 4)
        await pilot.pause()
        assert "‹ 2–5/5" in lines(screen.ledger)[0]
        assert "▸ La Voix" in lines(screen.ledger)[0]
        assert any(line.startswith(" amount") for line in screen.ledger.text_lines)
        # By mouse: the arrows before the names, the wheel sideways, a column.
        await pilot.click("#ledger", offset=(2, 0))
        assert screen.column == 3
        await pilot.click("#ledger", offset=(11, 0))
        assert screen.column == 4
        await pilot.click("#ledger", offset=(20, 3))
        assert screen.column == 1

    explore(scenario, size=(104, 40))


def test_names_stay_when_the_table_is_scrolled():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter")
        first = lines(screen.ledger)[0]
        await pilot.press(*["shift+down"] * 3, "ctrl+e")
        await pilot.pause()
        assert screen.ledger.scroll_offset.y == min(4, screen.ledger.max_scroll_y) > 0
        assert lines(screen.ledger)[0] == first
        await pilot.press("shift+up", *["ctrl+y"] * 3)
        assert screen.ledger.scroll_offset.y == 0

    explore(scenario, size=(120, 24))


@pytest.mark.parametrize("width", [60, 80, 99])
def test_where_it_is_narrow_sources_are_tabs(width):
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        assert screen.ledger.tabbed
        assert "▸ 001_orlac" in lines(screen.ledger)[0]
        text = "\n".join(screen.ledger.text_lines)
        assert "≠ 97,6" in text
        assert "×3" in text  # the others say 97,4
        assert len([p for p in screen.query(Passage) if p.display]) == 1
        tab = lines(screen.ledger)[0].index("Ouest-Matin")
        await pilot.click("#ledger", offset=(tab, 0))
        await pilot.pause()
        assert screen.column == 1
        assert "= 97,4" in "\n".join(screen.ledger.text_lines)
        assert "Lundi 10 mars" in "\n".join(lines(screen.passage))

    explore(scenario, size=(width, 24))


def test_copies_of_one_dispatch_are_told():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        assert "5 sources, 4 origins" in lines(screen.query_one("#title"))[0]
        assert "copy of Ouest-Matin" in "\n".join(lines(screen.ledger)[:2])

    explore(scenario, copies(story()), size=(190, 40))


def test_quotes_stand_word_under_word_and_what_differs_in_brackets():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter")
        text = screen.ledger.text_lines
        original = next(line for line in text if " original " in line and "❝" not in line)
        assert "no thank you" in original
        assert "original: The Harbour [/b] Times, english" in "\n".join(text)
        aligned = [line for line in text if "votre siège" in line and "Non merci" in line and " fr transl. " in line]
        assert len(aligned) == 3
        assert len({line.index("votre siège") for line in aligned}) == 1
        assert "[achèterons]" in "\n".join(text)
        reported = text.index("   in the reporter's words, not the speaker's:")
        assert "achèterait plutôt" in text[reported + 1]

    explore(scenario, size=(190, 50))


def test_a_long_quote_can_be_read_through_or_scrolled_sideways():
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        said = "\n".join(screen.ledger.text_lines)
        first = said[said.index("❝") :].partition("fr ")[2]
        # A paragraph of its own: the words follow each other, another rendering stands only behind the last.
        assert " ".join(first.split()).startswith(" ".join(f"mot{n}" for n in range(30)))
        assert "[autre]" in said
        assert "columns" in lines(screen.query_one(KeyBar))[0]
        await pilot.press("r")
        await pilot.pause()
        before = [line for line in screen.ledger.text_lines if "mot" in line and "…" in line and "“" not in line]
        assert len(before) == 2
        await pilot.press("greater_than_sign", "shift+right")
        after = [line for line in screen.ledger.text_lines if "mot" in line and "…" in line and "“" not in line]
        assert after != before
        assert len({cell_len(line.rstrip()) for line in after}) == 1
        await pilot.press(*["less_than_sign"] * 9)
        assert [
            line for line in screen.ledger.text_lines if "mot" in line and "…" in line and "“" not in line
        ] == before
        await pilot.press("r")
        assert not screen.ledger.columns

    explore(scenario, long_quotes(), size=(140, 50))


def test_one_key_to_the_quotes_and_back():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter")
        assert '" quotes' in lines(screen.query_one(KeyBar))[0]
        await pilot.press("quotation_mark")
        await pilot.pause()
        assert "❝" in "\n".join(lines(screen.ledger)[:4])
        await pilot.press("quotation_mark")
        await pilot.pause()
        assert screen.ledger.scroll_offset.y == 0

    explore(scenario, size=(80, 24))


def test_a_click_on_a_rendering_goes_to_it_in_its_article():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter")
        await pilot.press("quotation_mark")
        await pilot.pause()
        row = next(n for n, line in enumerate(lines(screen.ledger)) if "achèterait plutôt" in line)
        await pilot.click("#ledger", offset=(40, row))
        await pilot.pause()
        assert screen.source.article.id == "a5"

    explore(scenario, size=(120, 40))


def test_steps_from_event_to_event_from_conflict_to_conflict():
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        await pilot.press("J", "right_square_bracket")
        assert screen.event.id == "ev-plainte"
        await pilot.press("K")
        assert screen.event.id == "ev-2018"
        await pilot.press("d")
        assert screen.event.id == "ev-offre"
        await pilot.press("right", "l")
        assert screen.column == 2
        await pilot.press("left", "h", "h")
        assert screen.column == 0
        await pilot.press("J", "D")
        assert screen.event.id == "ev-offre"
        await pilot.press("space")
        assert app.main.view.selected == {screen.position}
        await pilot.press("w")
        assert isinstance(app.screen, WhyScreen)
        await pilot.press("q")
        assert app.screen is screen
        await pilot.press("e")
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("escape", "j", "k", "pagedown", "pageup", "G", "g", "tab", "q")
        await pilot.pause()
        assert app.screen is app.main
        assert current(app) == "ev-offre"

    explore(scenario)


def test_n_steps_from_hit_to_hit_here_as_on_the_timeline():
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        await pilot.press("n")
        assert screen.event.id == "ev-2015"  # nothing is searched for: it says what to press
        await pilot.press("escape", "slash", *"plainte", "enter")
        await pilot.pause()
        hits = [app.main.view.event(position).id for position in app.main.view.hit_positions]
        assert len(hits) == 1
        screen = await opened(pilot, "enter")
        await pilot.press("n")
        assert screen.event.id == hits[0]
        await pilot.press("escape", "H", "g")
        screen = await opened(pilot, "enter")
        assert screen.event.id != hits[0]
        await pilot.press("N")
        assert screen.event.id == hits[0]
        assert len(shown(app)) > 1

    explore(scenario)


def test_accounts_of_one_source_are_stepped_through():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter", "right")
        await pilot.pause()
        passage = screen.passage
        assert passage.source.article.id == "a1"
        assert "2/2" in lines(passage)[0] or "1/2" in lines(passage)[0]
        while passage.account:
            await pilot.press("P")
        await pilot.press("p")
        assert passage.account == 1
        turn = lines(passage)[0].index("‹")
        await pilot.click(passage, offset=(passage.size.width - 7, 0))
        await pilot.pause()
        assert turn > 0
        assert passage.account == 0

    explore(scenario, size=(120, 40))


def test_words_and_quotes_are_copied_with_their_citation(monkeypatch):
    copied = []
    monkeypatch.setattr(ExplorerApp, "copy_to_clipboard", lambda self, text: copied.append(text))

    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "j", "enter", "right")
        assert screen.source.article.id == "a1"
        await pilot.press("y")
        assert "Ouest-Matin, 11 March 2025, https://example.org/brevaux" in copied[-1]
        await pilot.press("Y")
        assert copied[-1] != copied[-2]
        await pilot.press("c")
        assert "“Non merci, mais nous achèterons votre siège" in copied[-1]
        assert "Jeanne Morvan" in copied[-1]
        assert "\n— Le port de Brévaux change de mains, Ouest-Matin" in copied[-1]
        while screen.source.article.id != "a5":
            await pilot.press("right")
        await pilot.press("c")
        # What the reporter words is not given as a quotation.
        assert "achèterait plutôt" in copied[-1]
        assert not set('«“"') & set(copied[-1])

    explore(scenario)


def test_the_address_is_offered_and_opened_where_there_is_one(monkeypatch):
    urls = []
    monkeypatch.setattr(ExplorerApp, "open_url", lambda self, url, new_tab=True: urls.append(url))

    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        assert screen.check_action("open", ()) is False
        assert "o open" not in lines(screen.query_one(KeyBar))[0]
        await pilot.press("right")
        await pilot.pause()
        assert "o open" in lines(screen.query_one(KeyBar))[0]
        await pilot.press("o")
        await pilot.click(screen.passage, offset=(20, 1))
        await pilot.pause()
        assert urls == ["https://example.org/brevaux"] * 2
        await pilot.press("escape", "j", "j", "j", "j", "j")
        assert app.main.check_action("open", ()) == bool(app.main.sources.source.article.url)

    explore(scenario, size=(200, 50))


def test_a_single_source_has_nothing_to_compare():
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        assert "nothing to compare" in lines(screen.query_one("#legend"))[0]
        assert "= " not in "\n".join(screen.ledger.text_lines)

    explore(scenario)


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (300, 80)])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_line_has_the_width_of_its_place(size, lang):
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        for _ in shown(app):
            for widget in (screen.ledger, *screen.query(Passage)):
                if widget.display:
                    width = widget.scrollable_content_region.width
                    assert all(cell_len("".join(p.text for p in line)) <= width for line in widget._lines)
            await pilot.press("J")
            await pilot.pause()

    explore(scenario, size=size, lang=lang)


def test_a_smaller_window_turns_columns_into_tabs_and_back():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter", "right", "right")
        await pilot.resize_terminal(70, 24)
        await pilot.pause()
        await pilot.pause()
        assert screen.ledger.tabbed
        assert screen.passage.source is screen.source
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        await pilot.pause()
        assert not screen.ledger.tabbed
        assert len([p for p in screen.query(Passage) if p.display]) == 5
        assert screen.column == 2

    explore(scenario, size=(120, 40))


def test_one_paint_shows_all_of_it(monkeypatch):
    painted = []
    display = ExplorerApp._display

    def seen(app, screen, update):
        if update is not None and isinstance(screen, CompareScreen):
            painted.append(update)
        display(app, screen, update)

    monkeypatch.setattr(ExplorerApp, "_display", seen)

    async def scenario(app, pilot):
        await pilot.press("d")
        for keys in (["enter"], ["right"], ["J"], ["K"]):
            painted.clear()
            screen = await opened(pilot, *keys)
            await pilot.pause(0.05)
            assert len(painted) == 1, keys
            regions = [passage.region for passage in screen.query(Passage) if passage.display]
            assert sum(region.width for region in regions) == 120
            assert {region.bottom for region in regions} == {39}
        # What stands there is what a paint of all of it would show.
        text = [strip.text for strip in screen._compositor.render_strips()]
        for widget in screen.query("*"):
            widget._styles_cache.clear()
        assert [strip.text for strip in screen._compositor.render_strips()] == text

    explore(scenario, size=(120, 40))


def test_the_terminal_has_been_told_all_of_it(monkeypatch):
    terminal = pyte.Screen(120, 40)
    stream = pyte.Stream(terminal)
    display = ExplorerApp._display

    def sent(app, screen, update):
        if update is not None:
            stream.feed(update.render_segments(app.console))
        display(app, screen, update)

    monkeypatch.setattr(ExplorerApp, "_display", sent)
    keys = ["enter", "right", "J", "quotation_mark", "d", "tab", "pagedown", "p", "K", "w", "escape", "J", "space", "l"]

    async def scenario(app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.05)
            if isinstance(app.screen, CompareScreen) and not app._notifications:
                for widget in app.screen.query("*"):
                    widget._styles_cache.clear()
                wanted = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
                # The terminal of the tests does not know how emoji are joined.
                pairs = zip(terminal.display, wanted, strict=True)
                assert all(told.rstrip() == text for told, text in pairs if "\u200d" not in text), key

    explore(scenario, size=(120, 40))


def test_the_passage_is_found_again_in_a_window_of_another_size():
    async def scenario(app, pilot):
        screen = await opened(pilot, "enter")
        for size in ((80, 24), (70, 40), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)
            assert "97 millions" in "\n".join(lines(screen.query_one("#passage-0")))

    explore(scenario, _long_story(), size=(120, 30))


def _long_story():
    filler = "Rien de neuf au port ce jour-là. " * 40
    first, best, last = "Un mot de l'offre.", "Orlac offre 97 millions le 10 mars.", "L'offre, dit-on, est bleue."
    text = f"{first}\n{filler}\n{best}\n{filler}\n{last}\n{filler}"
    accounts = tuple(
        Account(f"c{n}", "a1", text.index(words), text.index(words) + len(words), words, date, None)
        for n, (words, date) in enumerate(((first, None), (best, "2025-03-10"), (last, None)))
    )
    return Dataset(articles=(Article("a1", "a.txt", text),), events=(Event("e", "2025-03-10", "Offre", accounts),))


@pytest.mark.parametrize(("keys", "words"), [([], "97 millions"), (["slash", *"bleue", "enter"], "est bleue")])
def test_it_opens_at_the_hit_or_at_the_best_account(keys, words):
    async def scenario(app, pilot):
        screen = await opened(pilot, *keys, "enter")
        await pilot.pause()
        assert words in "\n".join(lines(screen.query_one("#passage-0")))
        await pilot.press("P", "P")
        await pilot.pause()
        assert "Un mot de l'offre" in "\n".join(lines(screen.query_one("#passage-0")))

    explore(scenario, _long_story(), size=(80, 24))


def test_text_of_a_passage_is_selected_with_the_mouse():
    async def scenario(app, pilot):
        screen = await opened(pilot, "d", "enter")
        passage = screen.passage
        row = next(n for n, line in enumerate(lines(passage)) if "récemment" in line)
        at = lines(passage)[row].index("récemment")
        await pilot.mouse_down(passage, offset=(at, row))
        await pilot.hover(passage, offset=(at + len("récemment") - 1, row))
        await pilot.mouse_up(passage, offset=(at + len("récemment") - 1, row))
        await pilot.pause()
        assert screen.get_selected_text() == "récemment"

    explore(scenario, size=(120, 40))
