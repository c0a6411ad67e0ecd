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
_REMEDY = "; 'timeline build' of its folder (and --library, if you gave it) sets it aside and builds it anew"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (without the program's name; None: that of the process).

    Returns:
        The exit status; `timeline --help` says what each means.
    """
    # A start makes many objects that stay: looking for garbage among them after every few hundred is time lost.
    gc.set_threshold(50_000, 20, 20)
    from store.library.errors import LibraryDamagedError, LibraryError, LibraryForeignError
    from tui.cli.console import FAILED, USAGE, CommandError, say, say_below
    from tui.cli.parser import command, parse

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
        status = command(name).run(args)
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0
    except CommandError as error:
        say(f"{error} (see 'timeline {name} --help')" if error.status == USAGE else str(error))
        say_below(error.details)
        return error.status
    except LibraryError as error:
        damaged = isinstance(error, LibraryDamagedError) and not isinstance(error, LibraryForeignError)
        say(f"{error}{_REMEDY if damaged else ''}")
        return FAILED
    except KeyboardInterrupt:
        say("stopped; nothing of the library is lost")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return READER_GONE
    except OSError as error:
        say(f"{error.filename or 'the system'}: {(error.strerror or str(error)).lower()}")
        return FAILED
    except Exception as error:
        if os.environ.get("TIMELINE_DEBUG"):
            raise
        say(f"a fault of the program ({type(error).__name__}: {error}); with TIMELINE_DEBUG=1 it shows where")
        return FAULT
    return status


def _drop_output() -> None:
    # What is still buffered would raise once more when the interpreter closes.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
