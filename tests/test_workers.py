"""Reading in several processes, and what is left of programs that are killed while they write."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from store.export.dataset import to_json
from store.library import workers
from store.library.build import update
from store.library.library import Library

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(6):
        text = (
            f"Le conseil de Brévaux a voté le {number + 3} mars 2025 la régie du port.\n\n« Bien », a dit Anne Duval.\n"
        )
        (made / f"{number}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def several(monkeypatch):
    monkeypatch.setattr(workers, "LEAST", 4)
    monkeypatch.setattr(workers, "_EACH", 2)
    monkeypatch.setattr(workers, "cores", lambda: 2)


def files(path: Path) -> list[str]:
    return sorted(each.name for each in path.rglob("*.json") if len(each.stem) == 32)


def test_several_processes_find_and_write_the_same_bytes(tmp_path, folder, several, monkeypatch):
    done = []
    update(Library.create(tmp_path / "two"), [folder], progress=lambda *told: done.append(told[:3]))
    found = [number for stage, number, _ in done if stage == "finding"]
    assert found == sorted(found)
    assert [told[0] for told in done].count("joining") == 1
    monkeypatch.setattr(workers, "cores", lambda: 1)
    update(Library.create(tmp_path / "one"), [folder])
    assert to_json(Library.open(tmp_path / "two").dataset()) == to_json(Library.open(tmp_path / "one").dataset())
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_who_stops_in_the_middle_keeps_what_was_read(tmp_path, folder, several, monkeypatch):
    library = Library.create(tmp_path / "library")

    def stop(stage, done, *_):
        if stage == "finding" and done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(library, [folder], progress=stop)
    assert not library.exists
    import store.library.extractions as module

    read = []
    real = module.extract
    monkeypatch.setattr(module, "extract", lambda *given: read.append(1) or real(*given))
    monkeypatch.setattr(workers, "cores", lambda: 1)
    assert update(library, [folder]).articles == 6
    assert len(read) <= 3


def test_where_no_processes_can_be_had_one_does_it(tmp_path, folder, several, monkeypatch):
    def none(*_):
        raise OSError("no semaphores here")

    monkeypatch.setattr(workers, "ProcessPoolExecutor", none)
    assert update(Library.create(tmp_path / "library"), [folder]).articles == 6


def test_a_script_that_builds_is_not_begun_anew_by_each_process(tmp_path, folder):
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom store.library import workers\n"
        "from store.library.build import update\nfrom store.library.library import Library\n"
        "print('begun', flush=True)\nworkers.LEAST, workers._EACH, workers.cores = 4, 2, lambda: 2\n"
        "print(update(Library.create(Path(sys.argv[1])), [Path(sys.argv[2])]).articles)\n"
    )
    ran = subprocess.run(
        [sys.executable, script, tmp_path / "library", folder], capture_output=True, text=True, timeout=100, cwd=ROOT
    )
    assert (ran.stdout, ran.stderr) == ("begun\n6\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the benchmark forks")
def test_nothing_is_lost_by_kills_full_disks_two_programs_and_clocks():
    command = [sys.executable, ROOT / "benchmarks" / "library.py", "--articles", "0", "--kills", "10", "--sizes"]
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=200, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    counts = re.findall(r" (\d+) of (\d+)$", ran.stdout, re.M)
    assert len(counts) == 6, ran.stdout + ran.stderr
    assert all(held == tried for held, tried in counts), ran.stdout
    assert ran.returncode == 0


def test_processes_may_begin_before_there_is_work(monkeypatch):
    monkeypatch.setattr(workers, "cores", lambda: 2)
    with workers.Crew() as crew:
        crew.expect(workers.LEAST - 1)
        assert crew._pool is None, "what is little does not pay"
        crew.expect(workers.LEAST)
        begun = crew._pool
        assert begun is not None
        found = dict(crew.each(abs, range(-workers.LEAST, 0)))
        assert crew._pool is begun
    assert found == {number: workers.LEAST - number for number in range(workers.LEAST)}
