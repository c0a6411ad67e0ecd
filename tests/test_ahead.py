"""Files are asked for before they are needed, and nobody waits for it or hears of what cannot be had."""

from __future__ import annotations

import os
import threading

import pytest

from store.library import ahead
from store.library.parts import Parts


@pytest.fixture
def asked(monkeypatch):
    """The files that the system was asked to read."""
    if not hasattr(os, "posix_fadvise"):
        pytest.skip("this system cannot be asked")
    found = []
    monkeypatch.setattr(os, "posix_fadvise", lambda descriptor, *_: found.append(os.fstat(descriptor).st_ino))
    return found


def finish():
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and thread.daemon:
            thread.join(5)


def test_all_files_are_asked_for_once(tmp_path, asked):
    files = [tmp_path / f"{n}.json" for n in range(40)]
    for file in files:
        file.write_text("[]")
    ahead.read_ahead(ahead.Stretch(str(file)) for file in (*files, *files))
    finish()
    assert sorted(asked) == sorted(file.stat().st_ino for file in files)


def test_what_cannot_be_had_is_nobodys_concern(tmp_path, asked):
    (tmp_path / "there").write_text("")
    ahead.read_ahead(ahead.Stretch(str(path)) for path in (tmp_path / "gone", tmp_path / "there", "/dev/null/x"))
    finish()
    assert asked == [(tmp_path / "there").stat().st_ino]
    ahead.read_ahead([])


def test_a_system_that_cannot_be_asked_does_without(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    ahead.read_ahead([ahead.Stretch(str(tmp_path))])


def test_parts_are_asked_for_where_they_lie(tmp_path, asked):
    parts = Parts(tmp_path / "parts")
    (part,) = parts.write([b"{}"])
    parts.read_ahead([part.digest])
    finish()
    assert asked == [parts.path_of(part.digest).stat().st_ino]
