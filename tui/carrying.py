"""Carrying out corrections while the explorer runs: in a thread; then every screen shows the library as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.author import author
from tui.cells import line
from tui.corrections import described, fault, spoken
from tui.view import View

if TYPE_CHECKING:
    from store.corrections.model import Correction
    from store.library.library import Library
    from store.model import Event
    from tui.app import ExplorerApp


def library_of(app: ExplorerApp) -> Library | None:
    """The library that is shown; None where what is shown is kept nowhere."""
    from store.library.library import Library

    if app.place is None:
        return None
    found = Library(app.place)
    return found if found.exists else None


def carry_out(
    app: ExplorerApp, corrections: Sequence[Correction], event: Event | None = None, others: Iterable[Event] = ()
) -> None:
    """Writes corrections into the journal and shows what comes of them, the cursor on `event` or what it became."""
    say = spoken(app.messages.lang)
    known = event or _under_cursor(app)
    events = [known, *others] if known else []

    def work(library: Library) -> str:
        made = library.correct(corrections, author())
        last = made[-1]
        if last.kind in ("undo", "redo"):
            was = next((c for c in library.corrections().corrections if c.id == last.of), None)
            key = "undone" if last.kind == "undo" else "redone"
            return say(key, what=described(was, say) if was else "")
        return say("done_undo", what=described(last, say), undo=app.key_of("main.undo_correction"))

    _start(app, events, work)


def again(app: ExplorerApp, *, back: bool) -> None:
    """Undoes the last correction, or redoes the one that was undone last."""
    say = spoken(app.messages.lang)
    known = _under_cursor(app)

    def work(library: Library) -> str | None:
        from store.corrections import make
        from store.corrections.history import history

        past = history(library.corrections().corrections)
        of = past.undo if back else past.redo
        if of is None:
            app.call_from_thread(_tell, app, say("nothing_to_undo" if back else "nothing_to_redo"))
            return None
        library.correct([make.undo(of) if back else make.redo(of)], author())
        what = described(next(c for c in past.known if c.id == of), say)
        return say("undone" if back else "redone", what=what)

    _start(app, [known] if known else [], work)


def _tell(app: ExplorerApp, told: str, *, bad: bool = False) -> None:
    app.notify(told, timeout=4, severity="warning" if bad else "information", markup=False)


def _under_cursor(app: ExplorerApp) -> Event | None:
    view, position = app.view, getattr(app.screen, "position", None)
    if position is None:
        position = app.main.timeline.position
    return view.index.events[position] if view is not None and position is not None else None


def _start(app: ExplorerApp, events: Sequence[Event], work: Callable[[Library], str | None]) -> None:
    say = spoken(app.messages.lang)

    def run() -> None:
        from store.corrections.model import CorrectionError
        from store.library.errors import LibraryError
        from tui.faults import told

        worker = get_current_worker()
        try:
            library = library_of(app)
            if library is None:
                app.call_from_thread(_tell, app, say("no_library"))
                return
            done = work(library)
            view = None if done is None else View(library.snapshot())
        except CorrectionError as error:
            app.call_from_thread(_tell, app, say("failed", error=fault(error, say)), bad=True)
        except (LibraryError, OSError) as error:
            app.call_from_thread(_tell, app, say("failed", error=told(str(error), say.lang)), bad=True)
        else:
            if view is not None and not worker.is_cancelled:
                app.call_from_thread(_follow, app, view, events, done)

    def in_turn() -> None:
        # Keys may come quicker than corrections are carried out: what the next one does rests on the last.
        with app.correcting:
            run()

    app.run_worker(in_turn, thread=True, group="correct")


def load_anew(app: ExplorerApp) -> None:
    """Shows the library as it is now, where another program has changed it: the reader stays where he was."""
    say, before, known = app.messages, app.view, _under_cursor(app)

    def run() -> None:
        from store.library.errors import LibraryError
        from tui.faults import told

        if before is None or not before.index.columns.is_outdated():
            app.call_from_thread(_tell, app, say("changed.not"))
            return
        try:
            library = library_of(app)
            if library is None:
                app.call_from_thread(_tell, app, say("empty.title.missing"), bad=True)
                return
            view = View(library.snapshot())
        except (LibraryError, OSError) as error:
            app.call_from_thread(_tell, app, told(str(error), say.lang), bad=True)
            return
        app.call_from_thread(_show_anew, app, view, [known] if known else [], _news(app, before, view))

    app.run_worker(run, thread=True, group="correct")


def _news(app: ExplorerApp, before: View, view: View) -> str:
    """What is said of a library that is shown as it is now."""
    say = app.messages
    if not view.new or view.index.columns.new == before.index.columns.new:
        return say("reloaded")
    events = say.count("n.news.unseen", len(view.new))
    return say("reloaded.new", news=say("news.unseen", events=events, by=app.key_of("main.new")))


def _show_anew(app: ExplorerApp, view: View, events: Sequence[Event], told: str) -> None:
    """Shows `view` in the place of a state of the library that may have had other names, or no events at all."""
    from tui.state import query_from_json, query_to_json

    before = app.view
    if before is None or not (before.total and view.total):
        while len(app.screen_stack) > 1:
            app.pop_screen()
        app._show_view(view)
        if app.watch_on is not None:
            app.watch_on.reloaded()
        _tell(app, told)
        return
    before.query = query_from_json(query_to_json(before.query), view)
    if events and _now(view, events) is None:
        # What was looked at is no more: another event is not put in its place.
        while len(app.screen_stack) > 1:
            app.pop_screen()
    _follow(app, view, events, told)


def _now(view: View, events: Iterable[Event]) -> int | None:
    """Where the first of these events stands now: under its id, or that of an event with most of its accounts."""
    columns, known = view.index.columns, list(events)
    for id in dict.fromkeys(id for event in known for id in (event.id, *(a.id for a in event.accounts))):
        if (found := columns.position(id)) is not None:
            return found
    for event in known:
        own = {account.id for account in event.accounts}
        near = sorted({at for article in event.articles for at in columns.told_by(article)})
        shared = {at: sum(account.id in own for account in columns.events[at].accounts) for at in near}
        best = max(near, key=lambda at: (shared[at], -at), default=None)
        if best is not None and shared[best]:
            return best
    return None


def _follow(app: ExplorerApp, view: View, events: Sequence[Event], told: str) -> None:
    """All screens show `view` in the place of the one before, filtered, ordered and selected as that was.

    The cursor is on the first of the `events` that there is still, as it is now.
    """
    before = app.view
    if before is None:
        return
    line_before = app.main.timeline.cursor_line
    here = getattr(app.screen, "position", None)
    here = app.main.timeline.position if here is None else here
    at = _now(view, events)
    if at is None and view.total:
        at = min(here or 0, view.total - 1)
    view.hide_others, view.clock = before.hide_others, before.clock
    chosen = (_now(view, [before.index.events[n]]) for n in before.selected)
    view.selected = {found for found in chosen if found is not None}
    view.set_query(before.query)
    app.view = view
    view.index.columns.on_fault = app.library_fault
    main = app.main
    # Rows are kept by the view they were built from.
    main.timeline._everything = None
    if at is None:
        # There is nothing left to look at.
        while len(app.screen_stack) > 1:
            app.pop_screen()
    if app.watch_on is not None:
        app.watch_on.reloaded()
    main.show(view, at)
    main.refreshed(at)
    main.timeline.keep_line(line_before)
    for screen in app.screen_stack[1:]:
        if at is not None and (follow := getattr(screen, "follow", None)) is not None:
            follow(view, at)
    _tell(app, told)


def reopen(app: ExplorerApp, error: Exception) -> None:
    """Opens the library again, mended where it is damaged: what is shown of it can no longer be read."""
    from tui.faults import told

    _tell(app, app.messages("reopening", error=told(str(error), app.messages.lang)), bad=True)
    known = _under_cursor(app)

    def run() -> None:
        from store.library.mend import mend

        say = app.messages
        try:
            if app.place is None:
                return
            done = mend(app.place)
            library = library_of(app)
            if library is None:
                raise error
            again = View(library.snapshot())
        except Exception as fault:  # whatever is wrong with a library, the reader must be told and not thrown out
            app.call_from_thread(app.load_failed, fault)
            return
        if done is None:
            what = say("reopened")
        elif done.lost or done.unnamed:
            what = say("reopened.lost", files=", ".join(map(line, done.lost[:3])) or "…")
        else:
            what = say("reopened.mended")
        app.call_from_thread(_follow, app, again, [known] if known else [], what)

    app.run_worker(run, thread=True, group="correct")
