"""`timeline serve`: the explorer in the browser."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import socket

from store.library.disk import absolute
from store.library.library import Library
from tui.cli.build import add_options
from tui.cli.console import FAILED, USAGE, CommandError, say, say_summary, to_install
from tui.cli.given import given_path
from tui.cli.libraries import example, last_or_example, of_folder
from tui.cli.open import check_folder
from tui.cli.skipped import known_before
from tui.cli.speech import language, phrase

_LOOPBACK = "127.0.0.1"
_FIRST, _LAST = 8000, 8019


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline serve`."""
    parser.description, parser.epilog = phrase("help.serve.description"), phrase("help.serve.examples")
    parser.add_argument(
        "folder", metavar=phrase("meta.folder"), nargs="?", type=given_path, help=phrase("help.serve.folder")
    )
    parser.add_argument("--example", action="store_true", help=phrase("help.open.example"))
    parser.add_argument("--port", metavar="PORT", type=_port, help=phrase("help.serve.port"))
    parser.add_argument("--host", metavar="HOST", default=_LOOPBACK, help=phrase("help.serve.host"))
    parser.add_argument("--open", action="store_true", help=phrase("help.serve.open"))
    add_options(parser)


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 6 and int(value) < 65536):
        raise argparse.ArgumentTypeError(phrase("serve.port", value=value))
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Bring the library up to date, then serve until it is ended."""
    if args.example and args.folder:
        raise CommandError(phrase("open.example_folder"), USAGE)
    try:
        import textual_serve  # noqa: F401
    except ImportError as error:
        raise CommandError(phrase("serve.extra"), FAILED, [to_install("serve")]) from error
    from tui.serving import Serving, listen

    library, words = _opened(args)
    if args.lang:
        words += ["--lang", args.lang]
    ports = [args.port] if args.port is not None else range(_FIRST, _LAST + 1)
    try:
        listening = listen(args.host, ports)
    except (OSError, UnicodeError) as error:
        raise _cannot_listen(args, error) from error
    texts = {name: phrase(f"serve.{name}") for name in ("loading", "closed", "again", "refused")}
    name = f"{library.name} · timeline"
    serving = Serving(words, listening, _host(args.host), {**texts, "title": name, "lang": language()})
    print(phrase("serve.at", url=serving.address), flush=True)
    if not _is_loopback(args.host):
        say(phrase("serve.others", host=args.host))
    if args.open:
        import webbrowser

        webbrowser.open(serving.address)
    serving.serve()
    return 0


def _opened(args: argparse.Namespace) -> tuple[Library, list[str]]:
    """The library, brought up to date, and the command line that opens it in each window."""
    if args.folder is not None:
        check_folder(args.folder)
        given = {"published": args.published, "language": args.language, "engine": args.engine}
        library, summary = of_folder(args.folder, args.library, **given)
        if summary.rebuilt or summary.skipped or summary.gone:
            say_summary(summary, before=known_before(library, summary.skipped))
    elif args.example:
        library = example(args.library)[0]
    elif args.library is not None:
        library = Library.open(args.library)
    else:
        library = last_or_example()
    # Windows read the library as it is now: they do not look through its articles again, each on its own.
    return library, ["open", "--library", str(absolute(library.path))]


def _cannot_listen(args: argparse.Namespace, error: Exception) -> CommandError:
    number = getattr(error, "errno", None)
    if isinstance(error, (socket.gaierror, UnicodeError)) or number == errno.EADDRNOTAVAIL:
        return CommandError(phrase("serve.host", host=args.host), USAGE)
    if args.port is None:
        return CommandError(phrase("serve.none_free", first=_FIRST, last=_LAST), FAILED)
    return CommandError(phrase("serve.busy", port=args.port, host=args.host), FAILED)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(host: str) -> str:
    """What a browser can reach, where the server listens on all addresses."""
    try:
        return socket.gethostname() if ipaddress.ip_address(host).is_unspecified else host
    except ValueError:
        return host
