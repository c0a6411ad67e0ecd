"""Reading many new articles in several processes; what they find is the same as in one."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from types import ModuleType
from typing import TypeVar

LEAST = 40
"""From so many on it pays: a process needs half a second before it reads anything."""
_MOST = 8
"""Processes: each knows all words of the languages, which takes memory."""
_EACH = 20
"""Articles for which one more process is started."""

Given = TypeVar("Given")
Made = TypeVar("Made")


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class Crew:
    """Processes that work side by side; they begin when there is first enough to do, and end with `close`.

    What they know of the languages stays known to them from one work to the next.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._broken = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def expect(self, number: int) -> None:
        """Have the processes begin now that so many things will need before long; nothing is waited for."""
        pool = self._begun(number)
        if pool is not None:
            with suppress(BrokenExecutor, OSError, RuntimeError), without_main():
                for _ in range(min(cores(), _MOST)):
                    pool.submit(ready)

    def each(self, work: Callable[[Given], Made], given: Sequence[Given]) -> Iterator[tuple[int, Made]]:
        """Do `work`, a function of a module, on all that is given: pairs of an index and a result, as they are done.

        It ends early, and is not raised, where no processes can be had: whatever is missing is for the caller to do.
        What `work` raises is raised.  Whoever stops in the middle and closes waits for no more than what is being done
        at the moment.
        """
        pool = self._begun(len(given))
        if pool is None:
            return
        try:
            with without_main():
                waiting = {pool.submit(work, item): number for number, item in enumerate(given)}
            yield from _results(waiting)
        except (BrokenExecutor, OSError, ValueError, RuntimeError):
            # A process that was killed for its memory, a script that cannot be imported again, output that is no file.
            self._broken = True
            self.close()

    def _begun(self, number: int) -> ProcessPoolExecutor | None:
        """The processes, where there is enough to do for them."""
        processes = min(cores(), _MOST, number // _EACH)
        if number < LEAST or processes < 2 or self._broken:
            return None
        if self._pool is None:
            try:
                # Not forked: a program with a screen has threads.
                self._pool = ProcessPoolExecutor(processes, get_context("spawn"), begin)
            except (OSError, ImportError, NotImplementedError):
                self._broken = True
        return self._pool

    def close(self) -> None:
        """End the processes; what waits to be done is not begun."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


@contextmanager
def without_main() -> Iterator[None]:
    """Inside, processes that begin do not import what the user has started: a script would do all its work again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _results(waiting: dict[Future[Made], int]) -> Iterator[tuple[int, Made]]:
    for future in as_completed(waiting):
        yield waiting[future], future.result()


def begin() -> None:
    """What a process of this program does first: it leaves ctrl+c to the one that began it, and ends with it."""
    # ctrl+c reaches all processes of a terminal; the one that started them ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What reading makes is gone with the article, but for little: searching for the rest that often takes longer.
    gc.set_threshold(100_000, 20, 50)
    Thread(target=_end_with_parent, daemon=True).start()


def ready() -> None:
    """What a process does that has nothing to do yet: it learns the words of all languages."""
    from store import languages
    from store.events.telling import tell  # noqa: F401  (and with it all that reading imports)
    from store.extraction.names.lexicon import lexicon

    for code in languages.codes():
        lexicon(languages.load(code))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        # Whoever was killed told nobody.
        os._exit(1)
