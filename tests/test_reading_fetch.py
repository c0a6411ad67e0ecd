"""Fetching what the user names, against a server on the loopback: limits, redirects, character sets, addresses."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from store.library import pages
from store.reading import ReadingError, fetch
from store.reading.fetch import Fetched

WORDS = "Le préfet a été nommé à Besançon, où l'été s'achève."
PAGE = f"<html><head><title>Le préfet</title></head><body><p>{WORDS}</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        answer = getattr(self, f"get_{self.path.strip('/').partition('?')[0].partition('.')[0]}", None)
        self.server.seen.append((self.path, dict(self.headers)))
        if answer is None:
            self.give(404, b"no")
        else:
            answer()

    def give(self, status, content, **headers):
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(content)))
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def get_page(self):
        self.give(200, PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def get_latin(self):
        self.give(200, PAGE.encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")

    def get_packed(self):
        self.give(200, gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def get_bomb(self):
        self.give(200, gzip.compress(bytes(30_000_000)), Content_Type="text/html", Content_Encoding="gzip")

    def get_said(self):
        self.give(200, b"", Content_Type="text/html", Content_Length="999999999")

    def get_endless(self):
        self.give(200, b"", Content_Type="text/html", Content_Length=None, Connection="close")
        try:
            while not self.server.over.wait(0):
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True

    def get_slow(self):
        self.give(200, b"", Content_Type="text/html", Content_Length=None, Connection="close")
        try:
            while not self.server.over.wait(0.05):
                self.wfile.write(b"x")
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def get_short(self):
        self.give(200, b"abc", Content_Type="text/html", Content_Length="10", Connection="close")
        self.close_connection = True

    def get_moved(self):
        self.give(302, b"", Location="/page")

    def get_round(self):
        self.give(302, b"", Location="/round")

    def get_away(self):
        self.give(302, b"", Location="file:///etc/passwd")

    def get_inside(self):
        self.give(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def get_feed(self):
        self.give(200, b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", Content_Type="text/html")

    def get_report(self):
        self.give(200, b"%PDF-1.4", Content_Type="application/pdf")

    def log_message(self, *args):
        """Nothing on the screen."""


@pytest.fixture
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    running.seen, running.over = [], threading.Event()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield running
    running.over.set()
    running.shutdown()
    running.server_close()


@pytest.fixture
def at(server):
    return f"http://127.0.0.1:{server.server_address[1]}"


def refused(address: str, **options: object) -> str:
    with pytest.raises(ReadingError) as caught:
        fetch.fetch(address, **options)
    return caught.value.reason


def test_a_page_is_fetched_as_it_is_told(at, server):
    found = fetch.fetch(f"{at}/page?q=é&a=1#top", allow_local=True)
    assert found == Fetched(f"{at}/page?q=é&a=1#top", PAGE.encode(), ".html", "utf-8")
    path, headers = server.seen[0]
    assert path == "/page?q=%C3%A9&a=1"
    assert headers["Host"] == at.removeprefix("http://")
    assert headers["User-Agent"].startswith("timeline/")
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_redirects_are_followed_and_end(at):
    assert fetch.fetch(f"{at}/moved", allow_local=True).address == f"{at}/page"
    assert refused(f"{at}/round", allow_local=True) == "it is redirected without end"
    assert refused(f"{at}/away", allow_local=True).startswith("only addresses that begin with http:// or https://")


def test_packed_pages_are_unpacked_within_the_limit(at):
    assert fetch.fetch(f"{at}/packed", allow_local=True).content == PAGE.encode()
    assert refused(f"{at}/bomb", allow_local=True) == "it is larger than 20 MB"


def test_size_and_time_are_limited(at):
    assert refused(f"{at}/said", allow_local=True) == "it is larger than 20 MB"
    assert refused(f"{at}/endless", allow_local=True, largest=1_000_000) == "it is larger than 1 MB"
    start = time.monotonic()
    assert refused(f"{at}/slow", allow_local=True, seconds=0.4) == "there is no answer within 0.4 seconds"
    assert time.monotonic() - start < 5
    assert refused(f"{at}/short", allow_local=True) == "the connection broke off"
    assert refused(f"{at}/gone", allow_local=True) == "the server answers 404 Not Found"


def test_what_a_page_is_comes_from_the_server_and_its_beginning(at):
    assert fetch.fetch(f"{at}/feed", allow_local=True).suffix == ".xml"
    assert fetch.fetch(f"{at}/report", allow_local=True).suffix == ".pdf"
    assert fetch.fetch(f"{at}/latin", allow_local=True).charset == "iso-8859-1"


@pytest.mark.parametrize(
    "scheme", ["file:///etc/passwd", "ftp://a.example/x", "gopher://x", "javascript://x", "data://x"]
)
def test_no_other_scheme_is_fetched(scheme):
    assert refused(scheme).startswith("only addresses that begin with http:// or https://")


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a b/", "http://a:99999/", "http://\x1b[31m/"])
def test_what_is_no_address_is_said_to_be_none(address):
    assert refused(address) in ("it is no address", "there is no such host")


def test_nothing_local_is_fetched_unless_that_is_allowed(at, server):
    assert refused(f"{at}/page").startswith("it leads into the local network")
    assert refused("http://localhost:1/").startswith("it leads into the local network")
    assert not server.seen
    assert refused("http://user:secret@a.example/") == "an address with a user's name or password is not fetched"


def test_every_hop_is_looked_at(at, server, monkeypatch):
    # The first host passes for one of the open internet; where it redirects to is looked at as well.
    monkeypatch.setattr(fetch, "is_open", lambda address: address == "127.0.0.1")
    assert refused(f"{at}/inside").startswith("it leads into the local network")
    assert [path for path, _ in server.seen] == ["/inside"]


def test_one_local_address_among_several_is_enough(monkeypatch):
    def resolved(host, port, **options):
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolved)
    assert refused("http://two-faced.example/").startswith("it leads into the local network")


def test_the_connection_goes_to_the_address_that_was_looked_at(at, monkeypatch):
    port = int(at.rsplit(":", 1)[1])
    asked = []
    usual = fetch.socket.getaddrinfo

    def resolved(host, given, *options, **named):
        if not host.endswith(".example"):
            return usual(host, given, *options, **named)
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolved)
    monkeypatch.setattr(fetch, "is_open", lambda address: True)
    made = []
    real = fetch.socket.create_connection
    monkeypatch.setattr(
        fetch.socket, "create_connection", lambda where, timeout: made.append(where) or real(where, timeout)
    )
    assert fetch.fetch(f"http://rebinding.example:{port}/page").content == PAGE.encode()
    assert (asked, made) == (["rebinding.example"], [("127.0.0.1", port)])


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("127.8.8.8", False),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False),
        ("::", False), ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("no", False),
    ],
)  # fmt: skip
def test_what_lies_in_the_open_internet(address, is_open):
    assert fetch.is_open(address) is is_open


# -- by command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def timeline(home, capfd, quick):
    from tui.cli import main

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def test_named_addresses_are_read_and_kept_in_the_library(timeline, at, server, tmp_path):
    place = tmp_path / "library"
    status, _, err = timeline("build", f"{at}/latin", "--library", place, "--allow-local")
    assert (status, "1 article read" in err) == (0, True)
    page = pages.kept(place, f"{at}/latin")
    assert page is not None
    assert (page.charset, page.path.read_bytes()) == ("iso-8859-1", PAGE.encode("latin-1"))
    assert len(page.day) == 10
    from store.library.library import Library

    (article,) = Library.open(place).dataset().articles
    assert WORDS in article.text
    assert (article.file, article.url, article.published) == (f"{at}/latin", f"{at}/latin", None)
    assert Library.open(place).sources_folder is None
    # The same again changes nothing; and what is kept needs no network.
    assert "1 unchanged" in timeline("build", f"{at}/latin", "--library", place, "--allow-local")[2]
    fetched = len(server.seen)
    assert "1 unchanged" in timeline("build", f"{at}/latin", "--library", place, "--offline")[2]
    assert len(server.seen) == fetched


def test_what_cannot_be_fetched_is_named_and_the_others_are_read(timeline, at, tmp_path):
    listed = tmp_path / "urls.txt"
    listed.write_text(f"# to read\n\n{at}/page\n{at}/gone\n{at}/page#below\n")
    status, _, err = timeline("build", "--urls", listed, "--library", tmp_path / "l", "--allow-local")
    assert status == 1
    assert f"skipped   {at}/gone: the server answers 404 Not Found\n" in err
    assert "1 article read, 1 skipped" in err
    status, _, err = timeline("build", f"{at}/page", "--library", tmp_path / "l", "--lang", "fr")
    assert "mène dans le réseau local" in err
    assert "1 article" in err
    status, _, err = timeline("build", f"{at}/page")
    assert (status, "add --library PATH" in err) == (2, True)


def test_a_corrected_page_replaces_the_one_before(timeline, at, tmp_path, monkeypatch):
    place = tmp_path / "library"
    timeline("build", f"{at}/page", "--library", place, "--allow-local")
    monkeypatch.setattr(Handler, "get_page", lambda self: self.give(200, PAGE.replace("Besançon", "Dole").encode()))
    status, _, err = timeline("build", f"{at}/page", "--library", place, "--allow-local")
    assert status == 0
    assert f"corrected {at}/page: the text has changed (words: +1 −1)" in err
    assert "the library holds 1 article" in err


def test_deleting_a_library_deletes_what_was_fetched(timeline, at, tmp_path):
    from store.library import shelf

    place = tmp_path / "library"
    timeline("build", f"{at}/page", "--library", place, "--allow-local")
    assert shelf.delete(place) == ()
    assert not place.exists()
