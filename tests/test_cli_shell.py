"""Completion in real shells, and the manual page read by real readers of such pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import write

from store.library import places
from tui import cli
from tui.cli.commands import COMMANDS
from tui.cli.completion import SHELLS, script
from tui.cli.grammar import parts
from tui.cli.man import page
from tui.cli.speech import speak
from tui.messages import LANGUAGES


@pytest.fixture(autouse=True)
def english(home):
    speak("en")
    yield
    speak("en")


@pytest.fixture
def program(tmp_path):
    """A folder to put first in PATH, in which `timeline` is this program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    runner = f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; from tui.cli import main; sys.exit(main())" "$@"\n'
    (folder / "timeline").write_text(runner)
    (folder / "timeline").chmod(0o755)
    return folder


def need(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"there is no {shell} here")
    return found


def completed(shell: str, line: list[str], program: Path, tmp_path: Path) -> list[str]:
    """What bash offers for the last word of `line`."""
    words = " ".join(f"'{word}'" for word in line)
    asked = f"""
source '{tmp_path}/completion'
COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_shtab_timeline
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    (tmp_path / "completion").write_text(script("bash"), "utf-8")
    environment = os.environ | {"PATH": f"{program}:{os.environ['PATH']}"}
    done = subprocess.run(
        [shell, "--norc", "-c", asked], capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=60
    )
    # Without a terminal bash minds that compopt has nothing to act on.
    assert not [line for line in done.stderr.splitlines() if "compopt" not in line]
    return [word for word in done.stdout.splitlines() if word]


def test_bash_completes_commands_options_and_values(program, tmp_path):
    bash = need("bash")
    assert set(completed(bash, ["timeline", ""], program, tmp_path)) >= set(COMMANDS)
    assert completed(bash, ["timeline", "exp"], program, tmp_path) == ["export"]
    assert completed(bash, ["timeline", "list", "--pers"], program, tmp_path) == ["--person"]
    assert "markdown" in completed(bash, ["timeline", "export", "--format", ""], program, tmp_path)
    assert completed(bash, ["timeline", "libraries", "re"], program, tmp_path) == ["rename"]


def test_bash_completes_folders_and_the_names_of_libraries(program, tmp_path, home):
    bash = need("bash")
    trap = tmp_path / "$(touch trapped) `touch trapped` a'b"
    trap.mkdir()
    write(trap, a="Le maire proteste le 3 mars 2025.")
    assert cli.main(["build", str(trap)]) == 0
    speak("en")
    (offered,) = completed(bash, ["timeline", "libraries", "delete", "$"], program, tmp_path)[:1]
    read = subprocess.run([bash, "-c", f"printf %s {offered}"], capture_output=True, text=True, cwd=tmp_path)
    assert read.stdout == trap.name
    assert not (tmp_path / "trapped").exists()
    assert places.library_of(trap).is_dir()
    (tmp_path / "strike").mkdir()
    assert completed(bash, ["timeline", "list", "--folder", "str"], program, tmp_path) == ["strike"]


def test_zsh_takes_it(tmp_path):
    zsh = need("zsh")
    (tmp_path / "_timeline").write_text(script("zsh"), "utf-8")
    done = subprocess.run([zsh, "-n", str(tmp_path / "_timeline")], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_fish_completes_commands_and_options(tmp_path):
    fish = need("fish")
    (tmp_path / "c.fish").write_text(script("fish"), "utf-8")
    for line, wanted in (("timeline exp", "export"), ("timeline list --pers", "--person")):
        done = subprocess.run(
            [fish, "--no-config", "-c", f"source {tmp_path}/c.fish; complete -C '{line}'"],
            capture_output=True,
            text=True,
            env=os.environ | {"HOME": str(tmp_path)},
        )
        assert done.stdout.startswith(wanted), done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_each_has_every_command(shell, capsys):
    assert cli.main(["completion", shell]) == 0
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b", out)
    assert "--find" in out.replace("-l find", "--find")


def test_other_shells_are_not_known(capsys):
    assert cli.main(["completion", "tcsh"]) == 2
    assert "bash" in capsys.readouterr().err


def test_a_start_does_not_pay_for_it():
    looked = "import sys; import tui.cli, tui.cli.parser; from tui.cli.parser import parse; parse(['list'])"
    told = f"{looked}; print(sorted({{'shtab', 'textual_serve', 'aiohttp'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True)
    assert done.stdout == "[]\n"


# -- the manual page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manual_has_every_command_and_option(lang):
    speak(lang)
    text = page()
    assert text.isascii()
    for part in parts():
        assert part.name.replace("-", "\\-") in text
        for option in part.options:
            for name in option.names:
                assert name.replace("-", "\\-") in text
    assert "TIMELINE_PLAIN" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_groff_reads_the_manual_without_a_warning(lang):
    groff = need("groff")
    speak(lang)
    done = subprocess.run([groff, "-man", "-Tutf8", "-ww"], input=page(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    words = "Sans commande" if lang == "fr" else "Without a command"
    assert words in re.sub(r".\x08", "", done.stdout)


def test_mandoc_reads_the_manual():
    mandoc = need("mandoc")
    done = subprocess.run([mandoc, "-Tlint", "-W", "warning"], input=page(), capture_output=True, text=True)
    # The page has no date: it is of the version that it names.
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


def test_nothing_in_the_words_is_a_request_of_troff():
    from tui.cli.man import _text

    assert _text(".so /etc/passwd") == "\\&.so /etc/passwd"
    assert _text("'\\X") == "\\(aq\\eX"
