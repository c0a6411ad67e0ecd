"""Noticing that another program has changed the library; until a key asks, what is shown stays as it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from store.index.columns import Columns
    from tui.app import ExplorerApp

SECONDS = 2.0
"""Between two looks at the file that another program would have replaced."""
CHANGING = "correct"
"""The group of the workers of this program that change the library, or read it anew."""
_TOLD_FOR = 10  # seconds


class Watch:
    """Looks from time to time whether the library that `app` shows is another one by now, and says so once."""

    def __init__(self, app: ExplorerApp) -> None:
        self._app = app
        self.changed = False
        """Whether another program has changed the library since it was read."""
        self._comparing = False
        app.set_interval(SECONDS, self.look)

    def look(self) -> None:
        """A look at one file; its contents are compared, in a thread, where it is another file."""
        columns = self._columns
        if columns is None or self.changed or self._comparing or self._is_changing() or not columns.seems_outdated:
            return
        self._comparing = True
        self._app.run_worker(partial(self._compare, columns), thread=True, group="watch")

    def reloaded(self) -> None:
        """The library is shown as it is now."""
        self.changed = False

    @property
    def _columns(self) -> Columns | None:
        return self._app.view.index.columns if self._app.view is not None else None

    def _is_changing(self) -> bool:
        """Whether this program is at it: what comes of that is shown by itself."""
        done = (WorkerState.CANCELLED, WorkerState.ERROR, WorkerState.SUCCESS)
        workers: list[Worker[object]] = list(self._app.workers)
        return any(worker.group == CHANGING and worker.state not in done for worker in workers)

    def _compare(self, columns: Columns) -> None:
        outdated = columns.is_outdated()
        self._app.call_from_thread(self._compared, columns, outdated)

    def _compared(self, columns: Columns, outdated: bool) -> None:
        self._comparing = False
        if outdated and columns is self._columns and not self._is_changing():
            self.changed = True
            app = self._app
            app.main.changed()
            told = app.messages("changed.told", by=app.key_of("app.reload"))
            app.notify(told, timeout=_TOLD_FOR, markup=False)
