"""The command line: `timeline` and its commands, each in a module of its own that is imported when it runs."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

__all__ = ["main"]

FAULT = 70
INTERRUPTED = 130
READER_GONE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name; None: that of the process).

    Returns:
        The exit status; `timeline --help` says what each means.
    """
    # A start makes many objects that stay: looking for garbage among them after every few hundred is time lost.
    gc.set_threshold(50_000, 20, 20)
    from tui.cli.quick import explore

    status = explore(sys.argv[1:] if argv is None else argv)
    if status is not None:
        return status
    from store.extras import wanted
    from store.library.errors import LibraryDamagedError, LibraryError, LibraryForeignError
    from tui.cli.console import FAILED, USAGE, CommandError, say, say_below, to_install
    from tui.cli.parser import command, parse
    from tui.cli.speech import phrase, told

    # Whoever starts it may have closed them; what is then said, nobody wants to hear.
    sys.stdout = sys.stdout or io.TextIOWrapper(io.BytesIO())
    sys.stderr = sys.stderr or io.TextIOWrapper(io.BytesIO())
    for stream in (sys.stdout, sys.stderr):
        # An article's characters must never end the program because a terminal does not know them.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    name = ""
    try:
        args = parse(sys.argv[1:] if argv is None else argv)
        name = args.command
        try:
            status = command(name).run(args)
        except LibraryDamagedError as damage:
            # No command writes before it has read: it begins anew.
            from tui.cli.mending import mended

            if not mended(damage):
                raise
            status = command(name).run(args)
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0
    except CommandError as error:
        say(phrase("see_help", error=error, program=f"timeline {name}") if error.status == USAGE else str(error))
        say_below(error.details)
        return error.status
    except LibraryError as error:
        damaged = isinstance(error, LibraryDamagedError) and not isinstance(error, LibraryForeignError)
        say(phrase("remedy", error=told(str(error))) if damaged else told(str(error)))
        if extra := wanted(str(error)):
            say_below([to_install(extra)])
        return FAILED
    except KeyboardInterrupt:
        say(phrase("stopped"))
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return READER_GONE
    except OSError as error:
        reason = told((error.strerror or str(error)).lower())
        say(phrase("colon", what=error.filename or phrase("system"), why=reason))
        return FAILED
    except Exception as error:
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        say(phrase("program_fault", kind=type(error).__name__, error=error))
        return FAULT
    return status


def _drop_output() -> None:
    # What is still buffered would raise once more when the interpreter closes.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
