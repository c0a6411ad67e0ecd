"""Reading files in another process: one that keeps its reader busy is given up, the others are read."""

from __future__ import annotations

import os
import signal
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.library import apart
from store.library.build import update
from store.library.library import Library
from store.reading.content import Read
from store.reading.errors import ReadingError

PAGE = """<html lang="fr"><head><title>Le port est bloqué à Brévaux</title></head><body><article>
<h1>Le port est bloqué à Brévaux</h1>{words}</article></body></html>"""
WORDS = "<p>Le port de Brévaux est bloqué depuis lundi 10 mars 2025, a dit le maire de la ville au conseil.</p>"


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    """A reader of this test's own, which ends with it."""
    made = apart.Reader()
    monkeypatch.setattr(apart, "_READER", made)
    yield made
    made.end()


def endless_pdf() -> bytes:
    """A small PDF of one page whose words are written hundreds of thousands of times."""
    stream = zlib.compress(b"BT /F1 12 Tf 1 0 0 1 10 10 Tm " + b"(abc) Tj 0 1 Td " * 2_000_000 + b"ET", 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + table
    return made + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_pdf_that_keeps_its_reader_busy_is_given_up_and_the_rest_is_read(tmp_path, monkeypatch):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "b.pdf").write_bytes(endless_pdf())
    assert (folder / "b.pdf").stat().st_size < 200_000
    for name in "ac":
        (folder / f"{name}.html").write_text(PAGE.format(words=WORDS.replace("lundi", f"{name} lundi") * 4), "utf-8")
    monkeypatch.setattr(apart, "LIMIT", 4.0)
    summary = update(Library.create(tmp_path / "library"), [folder])
    assert [(item.file, item.reason) for item in summary.skipped] == [
        ("b.pdf", "reading it takes more than 4 seconds: it is given up")
    ]
    assert summary.articles == 2


@dataclass(frozen=True, slots=True)
class Scripted:
    """What the other process does in the place of reading; its path says what."""

    path: Path
    file: str = "x.pdf"

    def read(self):
        what = self.path.name
        if what == "here":
            yield ReadingError(self.file, str(os.getpid()))
            return
        yield ReadingError(self.file, "first")
        if what == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "sleeps":
            time.sleep(60)
        yield ReadingError(self.file, "last")


def reasons(reader: apart.Reader, what: str) -> list[str]:
    return [each.reason for each in reader.read(Scripted(Path(what)))]


def test_what_comes_before_the_end_is_kept_and_the_next_file_is_read(reader, monkeypatch):
    assert reasons(reader, "whole") == ["first", "last"]
    first = reasons(reader, "here")
    assert first != [str(os.getpid())]
    assert reasons(reader, "here") == first, "one process reads all files"
    assert reasons(reader, "dies") == ["first", "reading it took more than this machine has: it is given up"]
    assert reasons(reader, "here") not in (first, [str(os.getpid())])
    monkeypatch.setattr(apart, "LIMIT", 0.5)
    assert reasons(reader, "sleeps") == ["first", "reading it takes more than 0 seconds: it is given up"]
    monkeypatch.setattr(apart, "LIMIT", 30.0)
    assert reasons(reader, "whole") == ["first", "last"]


def test_who_stops_in_the_middle_gets_nothing_of_it_later(reader):
    answers = reader.read(Scripted(Path("whole")))
    assert next(answers).reason == "first"
    answers.close()
    assert reasons(reader, "whole") == ["first", "last"]


def test_where_no_process_can_be_had_it_is_read_here(reader, monkeypatch):
    def none(*_):
        raise OSError("no processes here")

    monkeypatch.setattr(apart, "get_context", none)
    assert reasons(reader, "here") == [str(os.getpid())]


def test_a_process_that_ended_for_want_of_work_is_begun_again(reader):
    first = reasons(reader, "here")
    reader._process.kill()
    reader._process.join()
    assert reasons(reader, "here") not in (first, [str(os.getpid())])


def test_texts_are_read_here(tmp_path, reader):
    (tmp_path / "a.txt").write_text("Le port est bloqué.", "utf-8")
    (found,) = apart.read(apart.Task(tmp_path / "a.txt", "a.txt", "a.txt", {}))
    assert isinstance(found, Read)
    assert reader._process is None
