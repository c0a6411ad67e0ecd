"""Correcting in the explorer: what can be corrected of an event, the questions for it, and carrying it out.

What is asked is asked by the dialogues of `tui.screens.correct`; what is corrected goes into the library's journal,
and the screens follow at once, the cursor on the event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, get_args

from store.corrections import make
from store.corrections.model import Added, Correction, CorrectionError, Kind, Source
from store.model import Account, EntityType, Event, Quote, Status
from tui.carrying import carry_out, library_of
from tui.cells import line
from tui.corrections import about, cut, day, described, fault, spoken
from tui.dates import read, words
from tui.screens.correct import AskScreen, PickScreen, Told
from tui.widgets.picklist import Pick

if TYPE_CHECKING:
    from tui.app import ExplorerApp
    from tui.view import View

_ROOM = 44


class Correcting:
    """The menu of one event, and of the passage looked at where there is one.

    Args:
        app: the explorer.
        view: what it shows.
        position: where the event stands.
        account: the passage looked at (Compare).
    """

    def __init__(self, app: ExplorerApp, view: View, position: int, account: Account | None = None) -> None:
        self.app = app
        self.view = view
        self.event: Event = view.index.events[position]
        self.others = [view.index.events[n] for n in sorted(view.selected) if n != position]
        self.account = account
        self.say = spoken(app.messages.lang)
        self.articles = view.lookup.articles

    def open(self) -> None:
        """Asks what to correct."""
        self._pick(self.say("menu"), self._menu(), lambda what: getattr(self, f"_ask_{what}")())

    def _menu(self) -> list[Pick]:
        say, event, known = self.say, self.event, self.event.by_hand
        found = [Pick("date", say("menu.date"), words(event.date, say.lang) if event.date else say("did.undated"))]
        found.append(Pick("title", say("menu.title"), line(event.title)))
        statuses = {known.status} if known and known.status else {a.status for a in event.accounts}
        found.append(Pick("status", say("menu.status"), ", ".join(say(f"status.{s}") for s in sorted(statuses))))
        if self.others:
            key = "menu.merge" if len(self.others) > 1 else "menu.merge_one"
            found.append(Pick("merge", say(key, n=len(self.others)), line(self.others[0].title)))
        if len(event.accounts) > 1:
            if self.account is not None:
                found.append(Pick("split_source", say("menu.split_source"), cut(self.account.text)))
                found.append(Pick("hide_passage", say("menu.hide_passage"), cut(self.account.text)))
            else:
                found.append(Pick("split", say("menu.split")))
        if self._quotes():
            found.append(Pick("speaker", say("menu.speaker")))
        found.append(Pick("note", say("menu.note"), line(known.note) if known else ""))
        found.append(Pick("tag", say("menu.tag"), ", ".join(map(line, known.tags)) if known else ""))
        if known and known.tags:
            found.append(Pick("untag", say("menu.untag")))
        found.append(Pick("star", say("menu.unstar" if known and known.starred else "menu.star")))
        found.append(Pick("hide", say("menu.hide")))
        if event.entities:
            found += [Pick(what, say(f"menu.{what}")) for what in ("name", "type", "alias")]
        found.append(Pick("add", say("menu.add")))
        found.append(Pick("list", say("menu.list")))
        return found

    # -- questions ---------------------------------------------------------------------------------------------------

    def _pick(self, question: str, picks: Sequence[Pick], then: Callable[[str], None], hint: str = "") -> None:
        def picked(value: str | None) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(PickScreen(self.app.messages, question, picks, hint=hint), picked)

    def _ask(self, question: str, text: str, check: Callable[[str], Told], then: Callable[[str], None]) -> None:
        def told(value: str | None) -> None:
            if text and value == text:
                self._tell(self.say("unchanged"))
            elif value is not None:
                then(value)

        buttons = self.say("button.apply"), self.say("button.cancel")
        self.app.push_screen(AskScreen(self.app.messages, question, text, buttons, check), told)

    def _needed(self, hint: str = "") -> Callable[[str], Told]:
        return lambda value: (
            bool(value),
            self.say(hint) if value and hint else "" if value else self.say("hint.needed"),
        )

    def _optional(self, hint: str) -> Callable[[str], Told]:
        return lambda _value: (True, self.say(hint))

    def _date_told(self, value: str) -> Told:
        if not value:
            return True, self.say("hint.no_date")
        date = read(value, self.say.lang)
        if date is None:
            return False, self.say("hint.bad_date")
        return True, f"{line(words(date, self.say.lang))}   {self.say('hint.date')}"

    def _date(self, value: str) -> str | None:
        """The EDTF date that was typed in one of the ways that are understood; None for no date."""
        return read(value, self.say.lang)

    # -- of the event ------------------------------------------------------------------------------------------------

    def _of(self, kind: Kind, value: str | None = None) -> None:
        self._do(lambda: self._unless_so(make.of(kind, self.event, self.articles, value), self.event))

    def _unless_so(self, made: Correction, of: Event | Quote) -> list[Correction]:
        """A correction, unless what it sets stands already, which is said."""
        if how := make.standing(made, of):
            self._tell(self.say(f"stands.{how}", what=described(made, self.say)))
            return []
        return [made]

    def _tell(self, told: str) -> None:
        self.app.notify(told, timeout=3, markup=False)

    def _ask_date(self) -> None:
        question = self.say("ask.date", what=cut(self.event.title, _ROOM))
        self._ask(question, self.event.date or "", self._date_told, lambda value: self._of("date", self._date(value)))

    def _ask_title(self) -> None:
        check = self._needed()
        self._ask(self.say("ask.title"), line(self.event.title), check, lambda value: self._of("title", value))

    def _ask_status(self) -> None:
        picks = [Pick(status, self.say(f"status.{status}")) for status in get_args(Status)]
        self._pick(self.say("ask.status"), picks, lambda value: self._of("status", value))

    def _ask_note(self) -> None:
        question = self.say("ask.note", what=cut(self.event.title, _ROOM))
        note = line(self.event.by_hand.note) if self.event.by_hand else ""
        self._ask(question, note, self._optional("hint.empty"), lambda value: self._of("note", value))

    def _ask_tag(self) -> None:
        question = self.say("ask.tag", what=cut(self.event.title, _ROOM))
        self._ask(question, "", self._needed(), lambda value: self._of("tag", value))

    def _ask_untag(self) -> None:
        tags = self.event.by_hand.tags if self.event.by_hand else ()
        picks = [Pick(str(n), line(tag)) for n, tag in enumerate(tags)]
        self._pick(self.say("ask.untag"), picks, lambda n: self._of("untag", tags[int(n)]))

    def _ask_star(self) -> None:
        starred = self.event.by_hand is not None and self.event.by_hand.starred
        self._of("unstar" if starred else "star")

    def _ask_hide(self) -> None:
        self._of("hide")

    def _ask_merge(self) -> None:
        self._do(lambda: [make.merge([self.event, *self.others], self.articles)])

    # -- of its passages ---------------------------------------------------------------------------------------------

    def _ask_split(self) -> None:
        accounts = self.event.accounts
        names = [line(self.view.lookup.article_name(account.article)) for account in accounts]
        picks = [Pick(str(n), name, cut(a.text, 200)) for n, (a, name) in enumerate(zip(accounts, names, strict=True))]
        self._pick(self.say("ask.split"), picks, lambda n: self._on("split", accounts[int(n)]))

    def _ask_split_source(self) -> None:
        if self.account is not None:
            self._on("split", self.account)

    def _ask_hide_passage(self) -> None:
        if self.account is not None:
            self._on("hide-account", self.account)

    def _on(self, kind: Kind, account: Account) -> None:
        self._do(lambda: [make.on_accounts(kind, [account], self.articles)])

    # -- of quotes and names -----------------------------------------------------------------------------------------

    def _quotes(self) -> list[Quote]:
        ids = self.event.quotes if self.account is None else self.account.quotes
        return [quote for id in ids if (quote := self.view.lookup.quotes.get(id)) is not None]

    def _ask_speaker(self) -> None:
        quotes = self._quotes()
        if len(quotes) == 1:
            self._ask_speaker_of(quotes[0])
            return
        picks = [Pick(q.id, cut(q.text), line(q.speaker or "?")) for q in quotes]
        by_id = {quote.id: quote for quote in quotes}
        self._pick(self.say("ask.quote"), picks, lambda id: self._ask_speaker_of(by_id[id]))

    def _ask_speaker_of(self, quote: Quote) -> None:
        question = self.say("ask.speaker", what=cut(quote.text, _ROOM))
        check = self._needed("hint.speaker")

        def then(name: str) -> None:
            self._do(lambda: self._unless_so(make.speaker(quote, name, self.articles), quote))

        self._ask(question, line(quote.speaker or ""), check, then)

    def _ask_entity(self, then: Callable[[str], None]) -> None:
        known = [e for id in self.event.entities if (e := self.view.lookup.entities.get(id)) is not None]
        picks = [Pick(entity.id, line(entity.name), self.say(f"type.{entity.type}")) for entity in known]
        self._pick(self.say("ask.entity"), picks, then)

    def _ask_name(self, kind: Kind = "name") -> None:
        def chosen(id: str) -> None:
            entity = self.view.lookup.entities[id]
            question = self.say(f"ask.{kind}", what=cut(entity.name, _ROOM))
            text = line(entity.name) if kind == "name" else ""
            self._ask(question, text, self._needed(), lambda v: self._do(lambda: [make.entity(kind, entity, v)]))

        self._ask_entity(chosen)

    def _ask_alias(self) -> None:
        self._ask_name("alias")

    def _ask_type(self) -> None:
        def chosen(id: str) -> None:
            entity = self.view.lookup.entities[id]
            picks = [Pick(kind, self.say(f"type.{kind}")) for kind in get_args(EntityType)]
            question = self.say("ask.type", what=cut(entity.name, _ROOM))
            self._pick(question, picks, lambda v: self._do(lambda: [make.entity("type", entity, v)]))

        self._ask_entity(chosen)

    # -- an event of one's own ---------------------------------------------------------------------------------------

    def _ask_add(self) -> None:
        def dated(title: str, date: str) -> None:
            check = self._needed("hint.words")
            self._ask(self.say("ask.add_words"), "", check, lambda told: quoted(title, date, told))

        def quoted(title: str, date: str, told: str) -> None:
            holder = self._article_with(told)
            if holder is not None:
                self._do(lambda: [make.add(Added(title, self._date(date)), self.articles[holder], told)])
                return
            then = lambda source: sourced(title, date, told, source)  # noqa: E731
            self._ask(self.say("ask.add_source"), "", self._needed(), then)

        def sourced(title: str, date: str, told: str, source: str) -> None:
            is_address = source.startswith(("http://", "https://"))
            known = Source(told, None if is_address else source, None, source if is_address else None)
            self._do(lambda: [make.add(Added(title, self._date(date), source=known))])

        def titled(title: str) -> None:
            self._ask(self.say("ask.add_date"), "", self._date_told, lambda date: dated(title, date))

        self._ask(self.say("ask.add_title"), "", self._needed(), titled)

    def _article_with(self, told: str) -> str | None:
        return next((id for id in self.articles if told in self.articles[id].text), None)

    # -- doing it ----------------------------------------------------------------------------------------------------

    def _do(self, made: Callable[[], list[Correction]]) -> None:
        try:
            corrections = made()
        except CorrectionError as error:
            self.app.notify(self.say("failed", error=fault(error, self.say)), severity="warning", markup=False)
            return
        if corrections:
            carry_out(self.app, corrections, self.event, self.others)

    def _ask_list(self) -> None:
        show_all(self.app)


def show_all(app: ExplorerApp) -> None:
    """All corrections of the library, the last first; one that is picked is undone, or redone where it was undone."""
    from store.corrections.history import history

    say, library = spoken(app.messages.lang), library_of(app)
    if library is None:
        app.notify(say("no_library"), markup=False)
        return
    past, gone = history(library.corrections().corrections), library.not_applicable()
    if not past.known:
        app.notify(say("none"), markup=False)
        return
    undone = {correction.id for correction in past.undone}
    picks = [_listed(correction, undone, gone.get(correction.id), app) for correction in reversed(past.known)]

    def picked(id: str | None) -> None:
        if id is not None:
            carry_out(app, [make.redo(id) if id in undone else make.undo(id)])

    app.push_screen(PickScreen(app.messages, say("ask.list"), picks, hint=say("hint.undo")), picked)


def _listed(correction: Correction, undone: set[str], gone: str | None, app: ExplorerApp) -> Pick:
    say = spoken(app.messages.lang)
    who = f"  {say('by', name=cut(correction.by, 40))}" if correction.by else ""
    more = f"{day(correction.at, say.lang)}{who}  {about(correction)}"
    if correction.id in undone:
        return Pick(correction.id, f"− {described(correction, say)}", f"{say('state.undone')} · {more}", "dim")
    if gone:
        reason = say("state.not-applicable", reason=say(f"reason.{gone}"))
        return Pick(correction.id, f"! {described(correction, say)}", f"{reason} · {more}", "conflict")
    return Pick(correction.id, f"✓ {described(correction, say)}", more)
