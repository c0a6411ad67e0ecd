"""The card that says why an event is as it is: its date, its being one event, disagreements, what may be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding

from store import edtf
from store.events.ledger import sources_of
from store.events.scoring import THRESHOLD
from store.model import Account, Article, Event, Link, Pair
from tui.cells import cell_len, fit, line
from tui.dates import words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, entry, paragraph
from tui.view import View
from tui.whys import AREAS, Phrases
from tui.widgets.facts import published_basis
from tui.widgets.flow import flow
from tui.widgets.sheet import Line, Piece, Sheet

Part = Literal["date", "one", "facts", "pairs"]
_KNOWN_BY = 110  # characters of a passage
_SHORT = 70  # where passages stand in rows


class WhyScreen(SheetScreen):
    """One part at a time, tabs above; dismissed with the position of another event to look at, or None."""

    BINDINGS: ClassVar[list[Binding]] = bindings(
        "why.next_part", "why.previous_part", "why.next_pair", "why.previous_pair", "why.go"
    )

    def __init__(self, messages: Messages, view: View, event: Event) -> None:
        super().__init__(messages)
        self.id = "why"
        self.view = view
        self.event = event
        """The event that is explained."""
        self.part: Part = "date"
        """What is explained of it."""
        self.pair = 0
        """Which of the events that may be the same is marked."""
        self.phrases = Phrases(event, view.lookup, Messages(messages.lang, AREAS))
        """What can be said."""
        self.pairs = self._pairs()
        """The pairs, each with the position of the other event."""
        self._tabs: list[tuple[int, int, Part]] = []
        self._rows: list[int] = []  # the line at which each pair begins
        localize(self, messages)

    def heading(self) -> str:
        """The question that the part shown answers."""
        return self.messages(f"why.title.{self.part}")

    @property
    def parts(self) -> list[Part]:
        """What there is something to say of."""
        found: list[Part] = ["date"]
        if len(self.event.accounts) > 1:
            found.append("one")
        if self.event.disagreements or self.event.same_fact:
            found.append("facts")
        if self.pairs:
            found.append("pairs")
        return found

    def _pairs(self) -> list[tuple[Pair, int]]:
        found = []
        here = self.event.id
        for pair in self.view.lookup.pairs.get(here, ()):
            position = self.view.index.columns.position(pair.b if pair.a == here else pair.a)
            if position is not None:
                found.append((pair, position))
        return found

    # -- drawing -----------------------------------------------------------------------------------------------------

    def lines(self, width: int) -> Iterable[Line]:
        """The tabs, the event, then the part that is shown."""
        say, event = self.messages, self.event
        made: list[Line] = [*self._tab_lines(width), ()]
        made += paragraph(line(event.title) or "—", width, "title strong")
        told = line(words(event.date, say.lang))
        made.append(
            [Piece(f" {told}", "date strong"), Piece(f"   EDTF {line(event.date)}" if event.date else "", "dim")]
        )
        made += self._by_hand(width)
        match self.part:
            case "date":
                made += self._dates(width)
            case "one":
                made += self._one(width)
            case "facts":
                made += self._facts(width)
            case "pairs":
                made += self._may_be(width, len(made))
        return made

    def _by_hand(self, width: int) -> Iterable[Line]:
        """What a person set or noted, and what the program had found."""
        from tui.corrections import corrected_lines

        told = corrected_lines(self.event, self.view.lookup, self.messages.lang)
        if told:
            yield ()
        for text in told:
            yield from paragraph(f"✎ {text}", width, "selected")

    def _tab_lines(self, width: int) -> Iterable[Line]:
        """The parts in one line where they fit, else one under the other."""
        say = self.messages
        self._tabs = []
        pieces: list[Piece] = []
        at, row = 0, 0
        for part in self.parts:
            label = say(f"why.part.{part}")
            if part == "facts":
                label = f"{label} ({len(self.event.disagreements) + len(self.event.same_fact)})"
            elif part == "pairs":
                label = f"{label} ({len(self.pairs)})"
            on = part == self.part
            text = f" {'▸' if on else ' '} {label} "
            if at and at + cell_len(text) > width:
                yield pieces
                pieces, at, row = [], 0, row + 1
            self._tabs.append((row, at, part))
            pieces.append(Piece(text, "heading cursor" if on else "dim"))
            at += cell_len(text)
        yield pieces

    # -- the date ----------------------------------------------------------------------------------------------------

    def _dates(self, width: int) -> Iterable[Line]:
        """Source by source: the words, what they were counted from, by which rule, what else they might have meant."""
        say = self.messages
        if self.event.date is None:
            yield from paragraph(say("why.undated"), width, "dim")
        why = self.view.lookup.whys.get(self.event.id)
        datings = {dating.account: dating for dating in why.datings} if why else {}
        for source in sources_of(self.view.lookup, self.event):
            yield ()
            yield [Piece(f" {fit(line(source.article.name), width - 2)}", "heading")]
            yield from self._published(source.article, width)
            for account in source.accounts:
                yield ()
                yield from paragraph(self.phrases.beginning(account, _KNOWN_BY), width, "article")
                yield from self._account(source.article, account, width)
                dating = datings.get(account.id)
                if dating is not None and (dating.kind != "words" or account.date_span is None):
                    yield from entry(say("why.because"), self.phrases.dating(dating), width)

    def _published(self, article: Article, width: int) -> Iterable[Line]:
        say = self.messages
        if article.published is None:
            yield from entry(say("why.published"), say("published.none"), width, "dim")
            return
        basis = published_basis(say, article)
        yield from entry(say("why.published"), f"{line(words(article.published, say.lang))} ({basis})", width)
        if article.published_evidence:
            yield from entry(say("why.evidence"), self._evidence(article.published_evidence), width, "dim")

    def _evidence(self, evidence: str) -> str:
        """The words that a date of publication rests on, dates among them in words."""
        say = self.messages
        parts = [part.strip() for part in evidence.split(";")]
        told = [words(part, say.lang) if edtf.is_valid(part) else line(part) for part in parts if part]
        return say("list").join(told)

    def _account(self, article: Article, account: Account, width: int) -> Iterable[Line]:
        say = self.messages
        told = line(words(account.date, say.lang))
        basis = f" · {say(f'basis.{account.date_basis}')}" if account.date_basis else ""
        yield from entry(say("fact.date"), f"{told}{basis}", width, "date")
        if account.date_span is None:
            yield from entry(say("why.words"), say("why.no_words"), width, "dim")
        else:
            start, end = account.date_span
            yield from entry(say("why.words"), self.phrases.quoted(article.text[start:end]), width, "dating")
            yield from self._read(account, width)
        yield from self._alternatives(account, width)

    def _read(self, account: Account, width: int) -> Iterable[Line]:
        say = self.messages
        found = self.view.lookup.dating(account)
        if found is None:
            return
        how = f" · {say(f'basis.{found.basis}')}" if found.basis else ""
        read = edtf.from_timex(found.value)
        if read is not None:
            yield from entry(say("why.reading"), f"{line(words(read, say.lang))}{how}", width)
        if found.anchor:
            yield from entry(say("why.anchor"), line(words(found.anchor, say.lang)), width)
        if found.rule:
            yield from entry(say("why.rule"), self.phrases.rule(found.rule), width, "dim")

    def _alternatives(self, account: Account, width: int) -> Iterable[Line]:
        """Other words of the passage that name a time, and what they were read as."""
        say = self.messages
        chosen = self.view.lookup.dating(account)
        told = []
        found = self.view.lookup.time_expressions(account.article, account.start, account.end)
        for other in sorted(found, key=lambda one: one.start):
            read = edtf.from_timex(other.value) if other.type in ("DATE", "TIME") else None
            if other is not chosen and read is not None:
                told.append(f"{self.phrases.quoted(other.surface)} → {line(words(read, say.lang, 'short'))}")
        if told:
            yield from entry(say("why.alternatives"), say("list").join(told), width, "dim")

    # -- one event ---------------------------------------------------------------------------------------------------

    def _one(self, width: int) -> Iterable[Line]:
        """The accounts, and what joined them."""
        phrases = self.phrases
        why = self.view.lookup.whys.get(self.event.id)
        yield ()
        for account in self.event.accounts:
            said = f"{self.phrases.number[account.id]:>3}  {line(self.view.lookup.article_name(account.article))}"
            text = f"  {phrases.beginning(account, _SHORT)}"
            yield from self._set([Piece(said, "heading"), Piece(text, "article")], width, 1, 6)
        yield ()
        if why is None:
            yield from paragraph(self.messages("why.unknown"), width, "dim")
            return
        least = phrases.points(THRESHOLD)
        yield from paragraph(phrases.say("why.one_hint", least=least), width, "dim")
        for link in why.links:
            yield ()
            joined = phrases.say("why.joined", a=phrases.named(link.a), b=phrases.named(link.b))
            score = phrases.say("why.score", score=phrases.points(link.score))
            yield from self._set([Piece(joined, "strong"), Piece(f"   {score}", "dim")], width, 1, 3)
            yield from self._reasons(link, width)

    def _reasons(self, link: Link, width: int) -> Iterator[Line]:
        for reason in sorted(link.reasons, key=lambda one: -one.points):
            sign = "+" if reason.points >= 0 else "−"
            points = f"{sign} {self.phrases.points(abs(reason.points))}" if reason.points else "·"
            role = "quotes" if reason.points > 0 else "rounding" if reason.points < 0 else "dim"
            yield from self._set([Piece(f"{points:>7}  ", role), Piece(self.phrases.reason(reason))], width, 1, 10)

    # -- disagreements -----------------------------------------------------------------------------------------------

    def _facts(self, width: int) -> Iterable[Line]:
        """What is told differently, why it has its grade, and the words of each source."""
        phrases = self.phrases
        for fact in (*self.event.disagreements, *self.event.same_fact):
            sign, role = ("≠ ", "conflict") if fact.grade == "conflict" else ("≈ ", "rounding")
            grade = f"{phrases.say(f'fact.{fact.kind}')}, {phrases.say(f'grade.{fact.grade}')}"
            because = f" · {phrases.grade(fact)}" if fact.reason else ""
            yield ()
            yield from self._set([Piece(sign, role), Piece(grade, "strong"), Piece(because)], width, 1, 3)
            for reading in fact.values:
                value = line(phrases.value(fact, reading))
                yield from self._set([Piece(value, "date" if fact.kind == "date" else "amount")], width, 3, 5)
                for place in reading.evidence:
                    said = phrases.quoted(phrases.cut(place.surface, _SHORT))
                    yield from self._set(
                        [Piece(f"{phrases.named(place.account)}  ", "heading"), Piece(said, "article")], width, 5, 7
                    )
                if not reading.evidence:
                    names = [line(self.view.lookup.article_name(article)) for article in reading.articles]
                    yield from self._set([Piece(", ".join(names), "heading")], width, 5, 7)

    # -- what may be the same ----------------------------------------------------------------------------------------

    def _may_be(self, width: int, before: int) -> Iterable[Line]:
        """The events that may be the same: what speaks for it and against it."""
        phrases, say = self.phrases, self.messages
        # Above what `lines` gives stand the heading and an empty line.
        self._rows = []
        made: list[Line] = []
        for number, (pair, position) in enumerate(self.pairs):
            other = self.view.event(position)
            made.append(())
            self._rows.append(before + 2 + len(made))
            on = number == self.pair
            title = [
                Piece("▸ " if on else "  ", "accent"),
                Piece(f"{line(words(other.date, say.lang, 'short'))}  ", "date"),
                Piece(line(other.title) or "—", "title strong"),
            ]
            made += self._set(title, width, 1, 3)
            score, lack = phrases.points(pair.link.score), phrases.points(max(0.0, THRESHOLD - pair.link.score))
            made += self._set([Piece(phrases.say(f"apart.{pair.apart}", score=score, lack=lack), "dim")], width, 3, 3)
            mine = pair.a == self.event.id
            own, theirs = (pair.link.a, pair.link.b) if mine else (pair.link.b, pair.link.a)
            for found, account_id in ((self.event, own), (other, theirs)):
                account = next((one for one in found.accounts if one.id == account_id), None)
                if account is not None:
                    name = line(self.view.lookup.article_name(account.article))
                    said = f"  {phrases.beginning(account, _KNOWN_BY)}"
                    made += self._set([Piece(name, "heading"), Piece(said, "article")], width, 3, 5)
            made += self._reasons(pair.link, width)
        return made

    @staticmethod
    def _set(pieces: list[Piece], width: int, first: int, rest: int) -> list[Line]:
        """Pieces as a paragraph: `first` cells before its first line, `rest` before the others."""
        lines = flow(pieces, max(8, width - rest - 1))
        return [[Piece(" " * (first if n == 0 else rest)), *found] for n, found in enumerate(lines)]

    # -- keys and mouse ----------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The text."""
        return self.query_one("#sheet", Sheet)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other parts where there are any; pairs where they are shown."""
        if action == "turn":
            return len(self.parts) > 1
        if action == "mark":
            return self.part == "pairs" and len(self.pairs) > 1
        if action == "go":
            return self.part == "pairs"
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        """The next (1) or previous (-1) part, round the ends."""
        parts = self.parts
        self.turn_to(parts[(parts.index(self.part) + by) % len(parts)])

    def turn_to(self, part: Part) -> None:
        """Shows a part."""
        self.part = part
        self.sheet.update()
        self.sheet.action_scroll_top()
        self.refresh_bindings()

    def action_mark(self, by: int) -> None:
        """Marks the next (1) or previous (-1) of the events that may be the same."""
        self.pair = max(0, min(self.pair + by, len(self.pairs) - 1))
        self.sheet.update()
        self.sheet.scroll_to(y=max(0, self._rows[self.pair] - 2), animate=False)

    def action_go(self) -> None:
        """Goes to the event that is marked."""
        # The second click of two comes when it is gone.
        if self.is_current:
            self.dismiss(self.pairs[self.pair][1])

    def on_click(self, event: events.Click) -> None:
        """A click on a tab turns to it, on an event that may be the same it goes there; beside the box it closes it."""
        super().on_click(event)
        if event.widget is not self.sheet or not self.is_current:
            return
        x = event.screen_x - self.sheet.content_region.x
        row = event.screen_y - self.sheet.content_region.y + self.sheet.scroll_offset.y
        on = [(start, part) for tab_row, start, part in self._tabs if tab_row + 2 == row and start <= x]
        if on:
            self.turn_to(on[-1][1])
        elif self.part == "pairs" and row in self._rows:
            self.pair = self._rows.index(row)
            self.action_go()
