"""Reading files in another process, which is ended where one of them takes too long.

A page or a PDF may be made, or broken, so that the library that reads it is busy for hours, or takes all memory: then
that file is given up, and the others are read.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from store.library.workers import begin, without_main
from store.reading.errors import ReadingError
from store.reading.formats import ARCHIVE, format_of, is_readable

if TYPE_CHECKING:
    from store.reading.content import Read
    from store.reading.several import Origin
    from store.reading.sources import SourceFacts

LIMIT = 60.0
"""Seconds that reading one article may take; a file of several may take as long for each."""
_BEGINNING = 60.0
"""Seconds that the process may take to begin, on a machine that is busy."""
_IDLE = 10.0
"""Seconds after which a process that has nothing to read ends."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and what is known of it: as `store.reading.several.read_file` is told."""

    path: Path
    file: str
    raw: str
    said: Mapping[str, SourceFacts]
    published: str | None = None
    language: str | None = None
    origin: Origin | None = None

    def read(self) -> Iterator[Read | ReadingError]:
        """The articles of the file, read in this process."""
        from store.reading.several import read_file

        return read_file(
            self.path,
            self.file,
            self.raw,
            self.said,
            published=self.published,
            language=self.language,
            origin=self.origin,
        )


def read(task: Task) -> Iterator[Read | ReadingError]:
    """The articles of a file, and for each that cannot be read why; what may take long is read in another process."""
    form = format_of(task.path.name)
    if not (form.needs or form is ARCHIVE) or not is_readable(form):
        return task.read()
    return _READER.read(task)


class Reader:
    """A process that reads files, one at a time; it begins with the first, and again after one was given up."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = Lock()

    def read(self, task: Task) -> Iterator[Read | ReadingError]:
        """As `Task.read`; where no process can be had, in this one."""
        with self._lock:
            pipe = self._ready(task)
            if pipe is None:
                yield from task.read()
                return
            whole = False
            try:
                while (answer := self._answer(pipe, LIMIT)) is not None:
                    if answer == _GONE:
                        yield ReadingError(task.file, _ENDED)
                        return
                    if isinstance(answer, str):
                        whole = True
                        return
                    yield ReadingError(*answer) if isinstance(answer, tuple) else answer
                yield ReadingError(task.file, _TOO_LONG.format(n=round(LIMIT)))
            finally:
                # What it still says would be taken for the answer to the next question.
                if not whole:
                    self.end()

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def _ready(self, task: Task) -> Connection | None:
        """The pipe of a process that has been told what to read."""
        for _ in range(2):
            if self._pipe is None and not self._begin():
                return None
            assert self._pipe is not None
            try:
                self._pipe.send(task)
                if self._answer(self._pipe, LIMIT) == "begun":
                    return self._pipe
            except (OSError, ValueError):
                pass
            # It had nothing to do for long, and has ended.
            self.end()
        return None

    def _begin(self) -> bool:
        try:
            context = get_context("spawn")
            self._pipe, other = context.Pipe()
            self._process = context.Process(target=_work, args=(other,), daemon=True)
            with without_main():
                self._process.start()
            other.close()
        except (OSError, ImportError, NotImplementedError, ValueError, RuntimeError, AssertionError):
            self._process = self._pipe = None
            return False
        if self._answer(self._pipe, _BEGINNING) == "ready":
            return True
        self.end()
        return False

    def _answer(self, pipe: Connection, limit: float) -> Read | tuple[str, str] | str | None:
        """What the process says next; `_GONE` where it has ended, None where it says nothing for so many seconds."""
        assert self._process is not None
        ready = connection.wait([pipe, self._process.sentinel], limit)
        if not ready:
            return None
        try:
            # What it said before it ended is there still.
            found: Read | tuple[str, str] | str = pipe.recv() if pipe in ready or pipe.poll() else _GONE
        except (EOFError, OSError):
            return _GONE
        return found


_GONE = "gone"
_TOO_LONG = "reading it takes more than {n} seconds: it is given up"
_ENDED = "reading it took more than this machine has: it is given up"
_READER = Reader()
atexit.register(_READER.end)


def _work(pipe: Connection) -> None:
    begin()
    with suppress(EOFError, OSError):
        import store.reading.several  # noqa: F401  (before the time counts)

        pipe.send("ready")
        while pipe.poll(_IDLE):
            task: Task = pipe.recv()
            pipe.send("begun")
            for each in task.read():
                pipe.send((each.file, each.reason) if isinstance(each, ReadingError) else each)
            pipe.send("done")
