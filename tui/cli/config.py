"""`timeline config`: where the settings are, what they say, and what is wrong with them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from store.text import printable
from tui.cli.console import FAILED, NOT_FOUND, CommandError, say_below
from tui.cli.speech import phrase


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline config`."""
    parser.description, parser.epilog = phrase("help.config.description"), phrase("help.config.examples")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--init", action="store_true", help=phrase("help.config.init"))
    what.add_argument("--path", action="store_true", help=phrase("help.config.path"))


def run(args: argparse.Namespace) -> int:
    """Say, or write."""
    from tui.startup import config_path

    path = config_path()
    if args.path:
        print(path)
        return 0
    return _init(path) if args.init else _check(path)


def _init(path: Path) -> int:
    from store.library.disk import write_atomic
    from tui.config import example
    from tui.messages import Messages, default_language

    say = Messages(default_language(), ("", "config"))
    if path.exists():
        raise CommandError(say("config.exists", path=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, example(say.lang).encode("utf-8"))
    except OSError as error:
        raise CommandError(f"{path}: {(error.strerror or str(error)).lower()}", FAILED) from error
    print(say("config.written", path=printable(str(path))))
    return 0


def _check(path: Path) -> int:
    from tui.config import load
    from tui.messages import Messages, default_language

    config = load(path)
    say = Messages(config.language or default_language(), ("config",))
    rows = [("config.path", str(path) if path.exists() else say("config.absent", path=path))]
    for name in ("theme", "language", "plain", "mouse", "author"):
        value = getattr(config, name)
        shown = str(value).lower() if isinstance(value, bool) else value
        rows.append((f"config.set.{name}", shown or say("config.default")))
    for id, keys in config.keys.items():
        rows.append(("config.set.keys", f'{id} = "{keys}"'))
    width = max(len(say(label)) for label, _ in rows)
    for label, value in rows:
        print(f"{say(label):<{width}}  {printable(value)}")
    if not config.problems:
        return 0
    sys.stdout.flush()
    print(f"{say('config.problem')}:", file=sys.stderr)
    say_below(problem.told(path, say) for problem in config.problems)
    return NOT_FOUND
