"""Hostile input: each kind is named with its reason, the rest is read, nothing acts on the terminal or on the disk."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from store.reading import ReadingError
from store.reading.several import read_file

GOOD = "Le conseil municipal a voté mardi 11 mars 2025 la création de la régie du port de Brévaux."
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys or turns the order of words by."""
WICKED = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnirts\u202c\u2066x\u2069\x00\x08\x7f"
MARKUP = "[bold red]x[/] [/ [@click=app.quit()]y[/] **z** <script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    (made / "good.txt").write_text(GOOD)
    return made


@pytest.fixture
def timeline(home, capfd):
    from tui.cli import main

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def reasons(path: Path) -> list[str]:
    """Why what is in a file is not read."""
    return [each.reason for each in read_file(path, path.name) if isinstance(each, ReadingError)]


def sparse(path: Path, size: int, beginning: bytes = b"x") -> Path:
    with path.open("wb") as stream:
        stream.write(beginning)
        stream.truncate(size)
    return path


def archive(path: Path, members: dict[str, bytes], **attributes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in attributes.items():
                setattr(info, attribute, value)
            made.writestr(info, content)
    return path


# -- characters ------------------------------------------------------------------------------------------------------

CARRIERS = {
    "a.txt": "{}",
    "a.md": "---\ntitle: {}\nauthor: {}\n---\n{}",
    "a.html": "<html><head><title>{}</title><meta property='og:site_name' content='{}'></head><body><p>{}</p></body>",
    "b.html": "<p>{}</p><blockquote class='twitter-tweet'><p>{}</p>— {} (@x) <a href='https://x.example/y/status/1'>z</a>",
    "a.rss": "<rss version='2.0'><channel><title>{}</title><item><title>{}</title><description>{}</description></item>"
    "</channel></rss>",
}


@pytest.mark.parametrize("name", CARRIERS)
@pytest.mark.parametrize("evil", [WICKED, "&#27;[31m &#155;2J &#x202e; &#8238;x&#0;", MARKUP])
def test_nothing_that_acts_is_left_of_any_file(tmp_path, name, evil):
    (tmp_path / name).write_text(CARRIERS[name].replace("{}", f"{GOOD} {evil}"))
    for each in read_file(tmp_path / name, name):
        if isinstance(each, ReadingError):
            # A null byte is no character of a text.
            assert "null bytes" in each.reason
            continue
        article = each.article
        said = [article.text, article.title, article.publisher, article.author, article.url, article.published_evidence]
        said += [str(value) for post in article.posts for value in (post.author, post.handle, post.url)]
        for words in said:
            assert not ACTING.search(words or ""), words
        assert GOOD in article.text


def test_json_lines_carry_no_controls_either(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": f"T {WICKED}", "text": f"{GOOD} {WICKED}", "author": WICKED})
    )
    (found,) = read_file(tmp_path / "a.jsonl", "a.jsonl")
    article = found.article
    assert GOOD in article.text
    assert not any(ACTING.search(words or "") for words in (article.text, article.title, article.author, article.file))


def test_names_of_files_cannot_act_or_make_lines(timeline, folder):
    for name in ("new\nline.txt", f"a{WICKED.replace(chr(0), '')}.html", "[bold]x[!].pdf", "bad\nname.jsonl", "-o.txt"):
        (folder / name).write_text(GOOD if name.endswith(".txt") else "")
    (folder / os.fsdecode(b"not\xffutf8.txt")).write_text("Le port rouvre.")
    status, _, err = timeline("build", folder)
    assert status == 1
    assert not ACTING.search(err)
    named = [line for line in err.split("\n") if line.startswith("  ")]
    # What spoke of a file in a line of its own did so in one line.
    assert all(re.match(r"  (skipped|the same|note|undated|install) ", line) for line in named), err
    assert "new line.txt" in err
    assert "[bold]x[!].pdf" in err
    out = timeline("list", "--folder", folder)[1]
    assert not ACTING.search(out)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"\x00" * 2_000),
        ("a.txt", GOOD.encode() + b"\x00" + b" a" * 50),
        ("a.html", b"<html><body><p>" + GOOD.encode("utf-16-le") + b"</p>"),
        ("a.jsonl", b'{"text": "\x00"}'),
        ("a.rss", b"<rss version='2.0'>\x00</rss>"),
    ],
)
def test_null_bytes_are_no_text(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert reasons(tmp_path / name) == ["it is no JSON" if name == "a.jsonl" else "it holds null bytes and is no text"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_invalid_utf_8_is_read_as_what_it_is_or_named(tmp_path, name):
    for data in (GOOD.encode("cp1252"), GOOD.encode() + b"\xc3\x28\xa0\xff", bytes(range(128, 256)) * 20):
        (tmp_path / name).write_bytes(data)
        for each in read_file(tmp_path / name, name):
            if isinstance(each, ReadingError):
                assert each.reason
            else:
                each.article.text.encode("utf-8")


# -- size and depth --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "limit"),
    [("a.txt", 20), ("a.md", 20), ("a.html", 20), ("a.xml", 20), ("a.pdf", 50), ("a.jsonl", 100), ("a.zip", 100)],
)
def test_what_is_too_large_is_refused_before_it_is_read(tmp_path, name, limit, monkeypatch):
    sparse(tmp_path / name, 200_000_000)

    def read(*_):
        raise AssertionError("it was opened")

    monkeypatch.setattr(Path, "open", read)
    assert reasons(tmp_path / name) == [f"it is larger than {limit} MB"]


def test_a_large_file_is_not_even_compared_and_the_others_are_read(timeline, folder):
    sparse(folder / "large.txt", 200_000_000)
    (folder / "line.txt").write_bytes(b"mot " * 12_500_000)
    status, _, err = timeline("build", folder)
    assert status == 1
    assert "  skipped   large.txt: it is larger than 20 MB\n" in err
    assert "  skipped   line.txt: it is larger than 20 MB\n" in err
    assert "1 article read, 2 skipped" in err
    from store.library.scan import _digest

    assert _digest(folder / "large.txt") == "larger:200000000"


def test_one_line_within_the_limit_that_is_no_article_is_said_to_be_none(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"mot " * 1_000_000)
    assert reasons(tmp_path / "a.txt") == ["it is no article: its text has more than 1000000 characters"]


@pytest.mark.parametrize("nested", ["<div>", "<b>", "<blockquote>", "<table><tr><td>", "<ul><li>"])
def test_deep_html_is_named(tmp_path, nested):
    (tmp_path / "a.html").write_text(f"<html><body>{nested * 100_000}<p>{GOOD}</p>")
    assert reasons(tmp_path / "a.html") == ["its elements are nested too deeply"]


def test_pages_of_too_much_are_named(tmp_path):
    (tmp_path / "a.html").write_text("<p>mot et <a href=x>lien</a> " * 150_000)
    (tmp_path / "b.html").write_text(f"<p>{GOOD * 20_000}</p>")
    assert reasons(tmp_path / "a.html") == ["it has more than 50000 elements"]
    assert reasons(tmp_path / "b.html") == ["it is no article: its text has more than 1000000 characters"]


@pytest.mark.parametrize("mark", ["[", "![", "*a", "_", "`", ">", "<a ", "[a](", "&", "- "])
def test_markdown_of_nothing_but_marks_is_read_in_time(tmp_path, mark):
    (tmp_path / "a.md").write_text(GOOD + "\n\n" + mark * 200_000)
    (found,) = read_file(tmp_path / "a.md", "a.md")
    assert not isinstance(found, ReadingError)
    assert GOOD in found.article.text


def test_html_that_is_wide_or_broken_is_read(tmp_path):
    for body in ("<p " + 'a="b" ' * 50_000 + f">{GOOD}", f"<!--{'-' * 100_000}--><p>{GOOD}"):
        (tmp_path / "a.html").write_text(f"<html><body>{body}")
        (found,) = read_file(tmp_path / "a.html", "a.html")
        assert not isinstance(found, ReadingError)
        assert GOOD in found.article.text


@pytest.mark.parametrize(("first", "again"), [('{"text": ', "["), ('{"text": "x", "a": ', '{"b": '), ("", "1")])
def test_deep_json_is_no_json(tmp_path, first, again):
    text = first + 100_000 * again
    (tmp_path / "a.jsonl").write_text(text)
    assert len(reasons(tmp_path / "a.jsonl")) == 1
    page = f'<script type="application/ld+json">{text}</script><p>{GOOD}</p>'
    (tmp_path / "a.html").write_text(page)
    (found,) = read_file(tmp_path / "a.html", "a.html")
    assert not isinstance(found, ReadingError)
    assert found.article.text == GOOD


# -- entities --------------------------------------------------------------------------------------------------------

LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>"
)
OUTSIDE = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item>"
    "<title>&x;</title></item></channel></rss>"
)


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_a_feed_declares_are_not_read(tmp_path, text, encoding):
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    assert reasons(tmp_path / "a.xml") == [
        "it declares entities of its own, which are not read (they could expand without end)"
    ]


def test_entities_that_a_page_declares_say_nothing(tmp_path):
    (tmp_path / "a.html").write_text(OUTSIDE.partition("<rss")[0] + f"<html><body><p>{GOOD}</p><p>&x; &j;</p>")
    (found,) = read_file(tmp_path / "a.html", "a.html")
    assert not isinstance(found, ReadingError)
    assert "root:" not in found.article.text
    assert GOOD in found.article.text


# -- archives --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\evil.txt"])
def test_paths_that_climb_out_of_an_archive_are_refused(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    path = archive(inside / "a.zip", {name: b"x", "good.txt": GOOD.encode()})
    before = sorted(tmp_path.rglob("*"))
    found = list(read_file(path, "a.zip"))
    assert [each.reason for each in found if isinstance(each, ReadingError)] == ["its path climbs out of the archive"]
    assert [each.article.text for each in found if not isinstance(each, ReadingError)] == [GOOD]
    assert sorted(tmp_path.rglob("*")) == before


def test_bombs_links_and_archives_in_archives_are_refused(tmp_path):
    inner = archive(tmp_path / "inner.zip", {"a.txt": b"x"}).read_bytes()
    members = {"bomb.txt": bytes(10_000_000), "inner.zip": inner, "good.txt": GOOD.encode()}
    found = list(read_file(archive(tmp_path / "a.zip", members), "a.zip"))
    assert [(each.file, each.reason) for each in found if isinstance(each, ReadingError)] == [
        ("a.zip/bomb.txt", "it unpacks to more than 200 times its size"),
        ("a.zip/inner.zip", "it is an archive in an archive"),
    ]
    assert [each.article.file for each in found if not isinstance(each, ReadingError)] == ["a.zip/good.txt"]
    link = archive(tmp_path / "link.zip", {"a.txt": b"/etc/passwd"}, external_attr=0o120777 << 16)
    assert reasons(link) == ["it is a link"]
    many = archive(tmp_path / "large.zip", {f"{n}.txt": os.urandom(64) * 160_000 for n in range(2)})
    assert reasons(many) == ["it unpacks to more than 200 times its size"] * 2


def lying(size: int) -> bytes:
    """An archive whose member says that it has `size` bytes, and has many more."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"mot " * 2_000_000) + packer.flush()
    crc = zlib.crc32(b"mot " * 2_000_000)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 5, 0) + b"a.txt"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, 5, 0, 0, 0, 0, 0, 0)
    body, entry = local + packed, entry + b"a.txt"
    return body + entry + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(body), 0)


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says(tmp_path):
    (tmp_path / "a.zip").write_bytes(lying(1_000))
    (reason,) = reasons(tmp_path / "a.zip")
    assert reason in ("it is damaged", "it is larger than it says")


def test_other_faults_of_archives_are_named(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no archive")
    assert reasons(tmp_path / "a.zip") == ["it is a damaged archive"]
    assert reasons(archive(tmp_path / "b.zip", {"a.jpg": b"x"})) == ["the archive holds nothing that can be read"]
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.txt", GOOD)
    assert reasons(tmp_path / "c.zip") == ["it is packed in a way that is not read"]
    data = bytearray(archive(tmp_path / "d.zip", {"a.txt": GOOD.encode()}).read_bytes())
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    (tmp_path / "d.zip").write_bytes(data)
    assert reasons(tmp_path / "d.zip") == ["it is locked with a password"]


# -- the disk --------------------------------------------------------------------------------------------------------


def test_loops_of_links_pipes_and_devices_end(timeline, folder, tmp_path):
    (folder / "again").symlink_to(folder)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "a").mkdir()
    (folder / "a" / "b").symlink_to(folder / "a")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    status, _, err = timeline("build", folder)
    assert status == 1
    assert "  skipped   self.txt: too many levels of symbolic links\n" in err
    assert "1 article read, 1 skipped" in err
    status, _, err = timeline("build", "/dev/zero", folder / "pipe.txt", "--library", tmp_path / "l")
    assert status == 1
    assert err.count("it is no regular file") == 2


def test_exports_carry_no_paths_of_this_machine(timeline, folder, tmp_path):
    from store.export.formats import FORMATS

    (folder / "sub").mkdir()
    (folder / "sub" / "page.html").write_text(f"<html><body><p>{GOOD} Le maire s'en félicite.</p></body></html>")
    archive(folder / "more.zip", {"x.txt": b"Le 3 avril 2019, un incendie a d\xc3\xa9truit les hangars du port."})
    lone = tmp_path / "lone.txt"
    lone.write_text("Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.")
    assert timeline("build", folder, lone, "--library", tmp_path / "l")[0] == 0
    for form in FORMATS:
        target = tmp_path / f"out.{form}"
        status, out, err = timeline("export", "--format", form, "--output", target, "--library", tmp_path / "l")
        assert status == 0, err
        for path in (target, *(target.rglob("*") if target.is_dir() else ())):
            if path.is_file():
                assert str(tmp_path) not in path.read_text("utf-8", "replace"), form
        assert str(tmp_path) not in out
    for words in (["list", "--json"], ["list"]):
        assert str(tmp_path) not in timeline(*words, "--library", tmp_path / "l")[1]


def test_all_of_it_at_once_stays_under_a_gigabyte(home, folder):
    sparse(folder / "large.txt", 200_000_000)
    sparse(folder / "large.zip", 200_000_000, b"PK\x03\x04")
    (folder / "line.txt").write_bytes(b"x" * 50_000_000)
    (folder / "long.txt").write_bytes(b"mot " * 4_900_000)
    (folder / "deep.html").write_text("<div>" * 300_000 + GOOD)
    (folder / "wide.html").write_text("<p>mot et <a href=x>lien</a> " * 150_000)
    (folder / "laughs.xml").write_text(LAUGHS)
    (folder / "deep.jsonl").write_text("[" * 500_000)
    archive(folder / "bomb.zip", {f"{n}.txt": bytes(19_000_000) for n in range(5)})
    (folder / "lying.zip").write_bytes(lying(100))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"1 0 obj << /Type /Pages /Kids [1 0 R] >> endobj\n" * 2_000)
    code = (
        "import resource, sys\n"
        "from tui.cli import main\n"
        "status = main(['build', sys.argv[1]])\n"
        "print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=120, check=False
    )
    status, kilobytes = map(int, done.stdout.split())
    assert status == 1, done.stderr
    assert kilobytes < 1_000_000
    assert "Traceback" not in done.stderr
    names = {path.name for path in folder.iterdir()} - {"good.txt"}
    for name in names:
        assert f"  skipped   {name}" in done.stderr, name
    assert "the library holds 1 article" in done.stderr
