"""`timeline serve`: the explorer in the browser, for this computer and for who has the address."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest

from store.extras import command

START = "import sys; from tui.cli import main; sys.exit(main())"


@pytest.fixture
def served(home, articles):
    """A server on a free port: its address, and its process."""
    pytest.importorskip("textual_serve", reason="the extra [serve] is not installed")
    if os.name == "nt":
        pytest.skip("it is ended by a signal that Windows does not have")
    words = [sys.executable, "-c", START, "serve", str(articles), "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    if not found:
        process.kill()
        raise AssertionError(line + process.stderr.read())
    yield found[0], process
    process.kill()
    process.communicate()


def opener():
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar()))


def refused(url: str) -> bool:
    try:
        opener().open(url, timeout=10)
    except urllib.error.HTTPError as error:
        return error.code == 403
    return False


def test_the_page_is_there_for_who_has_the_address_and_ctrl_c_ends_it(served):
    address, process = served
    bare = address.partition("?")[0]
    assert address.startswith("http://127.0.0.1:")
    for other in (bare, f"{bare}?key=wrong", f"{bare}static/js/textual.js", f"{bare}ws", f"{bare}download/x"):
        assert refused(other)
    browser = opener()
    with browser.open(address, timeout=10) as answer:
        page = answer.read().decode()
        assert answer.url == bare  # the secret has left the address
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "grève du port" in page
    # Nothing comes from elsewhere.
    host = bare.removeprefix("http://").rstrip("/")
    assert set(re.findall(r"\w+://[^/\s\"']+", page)) == {f"ws://{host}"}
    for path in re.findall(r'(?:src|href)="(/[^"]+)"', page):
        with browser.open(f"http://{host}{path}", timeout=10) as answer:
            assert answer.status == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert "Traceback" not in process.stderr.read()


def test_a_window_shows_the_timeline_and_only_the_page_may_open_one(served):
    from aiohttp import ClientSession, CookieJar, WSMsgType, WSServerHandshakeError

    address, _ = served
    bare = address.partition("?")[0].rstrip("/")

    async def look() -> bytes:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            async with session.get(address) as answer:
                assert answer.status == 200
            for origin in ("http://elsewhere.example", "null"):
                with pytest.raises(WSServerHandshakeError):
                    await session.ws_connect(f"{bare}/ws", headers={"Origin": origin})
            seen = b""
            async with session.ws_connect(f"{bare}/ws?width=100&height=30", headers={"Origin": bare}) as window:
                while b"gr\xc3\xa8ve du port" not in seen or "bloqué".encode() not in seen:
                    message = await window.receive(timeout=30)
                    if message.type is not WSMsgType.BINARY:
                        break
                    seen += message.data
            return seen

    seen = asyncio.run(look())
    assert "bloqué".encode() in seen


def test_without_the_extra_it_says_how_to_get_it(timeline, monkeypatch):
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    status, out, err = timeline("serve")
    assert (status, out) == (3, "")
    assert command("serve") in err


@pytest.mark.parametrize("port", ["x", "-1", "65536", "８０００"])
def test_what_is_no_port_is_said(timeline, port):
    status, _, err = timeline("serve", f"--port={port}")
    assert status == 2
    assert "is no port" in err


def test_a_port_that_is_taken_is_said(timeline, articles):
    pytest.importorskip("textual_serve", reason="the extra [serve] is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, _, err = timeline("serve", articles, "--port", taken.getsockname()[1])
    assert status == 3
    assert "--port chooses another" in err


def test_others_are_let_in_with_a_warning_only(timeline, articles, monkeypatch):
    pytest.importorskip("textual_serve", reason="the extra [serve] is not installed")
    from tui import serving

    asked = []
    monkeypatch.setattr(serving.Serving, "serve", lambda self: self._listening.close())
    original = serving.listen
    monkeypatch.setattr(serving, "listen", lambda host, ports: asked.append(host) or original("127.0.0.1", [0]))
    assert "encrypted" not in timeline("serve", articles)[2]
    status, out, err = timeline("serve", articles, "--host", "0.0.0.0")
    assert status == 0
    assert "nothing is encrypted" in err
    assert f"http://{socket.gethostname()}:" in out
    assert asked == ["127.0.0.1", "0.0.0.0"]
    assert timeline("serve", "grève du port")[0] == 0  # the library, by its name
    assert timeline("serve", "no such folder")[0] == 1
    assert timeline("serve", articles, "--host", "192.0.2.1")[0] in (0, 2)
