"""The explorer in the browser: a small server around textual-serve, which runs a process for each window.

Whoever reaches the server can do what its user can do in the explorer, so a request needs a secret that is new at every
start (in the address first, then in a cookie), a window is only opened for the server's own page, and that page loads
nothing from elsewhere.
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import web
from aiohttp.typedefs import Middleware
from textual_serve.server import Server

_PAGE = Path(__file__).with_name("serving.html")
_STATIC = Path(textual_serve.__file__).parent / "static"
_SMALLEST, _USUAL, _LARGEST = 8, 16, 40

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def listen(host: str, ports: Sequence[int]) -> socket.socket:
    """A socket that listens on the first of `ports` that is free at `host`.

    Raises:
        OSError: none is, or there is no such address on this computer.
    """
    found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, place = found[0]
    for port in ports:
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((place[0], port, *place[2:]))
            listening.listen()
        except OSError:
            listening.close()
            if port == ports[-1]:
                raise
        else:
            return listening
    raise OSError("no port was given")


class Serving(Server):
    """Serves the explorer that the command line `words` opens; `texts` are the words of its page (see `serving.html`).

    `host` is what stands in the address for a browser.
    """

    def __init__(self, words: Sequence[str], listening: socket.socket, host: str, texts: Mapping[str, str]) -> None:
        # A folder of the user's that is called like one of the program's packages must not take its place (-P).
        start = "import sys; from tui.cli import main; sys.exit(main())"
        line = [sys.executable, "-P", "-c", start, *words]
        command = subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)
        port = listening.getsockname()[1]
        super().__init__(command, host=host, port=port, title=texts["title"])
        self._listening = listening
        self._texts = texts
        self._secret = secrets.token_urlsafe(18)
        self._cookie = f"timeline-{port}"
        shown = f"[{host}]" if ":" in host else host
        self.address = f"http://{shown}:{port}/?key={self._secret}"
        """What to open in a browser."""

    def serve(self, debug: bool = False) -> None:
        """Serve until ctrl+c or a signal ends it."""
        # The windows' processes inherit the environment, but not the terminal that the server runs in.
        for name in ("TMUX", "STY", "TERM"):
            os.environ.pop(name, None)
        web.run_app(
            self._make_app(), sock=self._listening, print=None, access_log=None, shutdown_timeout=2, handle_signals=True
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard()])
        app.router.add_get("/", self.handle_index)
        app.router.add_get("/ws", self.handle_websocket)
        app.router.add_get("/download/{key}", self.handle_download)
        app.router.add_static("/static", _STATIC)
        return app

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
            given = request.query.get("key", "")
            if request.path == "/" and secrets.compare_digest(given.encode(), self._secret.encode()):
                # The secret leaves the address, and with it the history of the browser.
                response = web.HTTPSeeOther("/")
                response.set_cookie(self._cookie, self._secret, httponly=True, samesite="Strict", path="/")
                return response
            known = request.cookies.get(self._cookie, "")
            if not secrets.compare_digest(known.encode(), self._secret.encode()):
                return web.Response(status=403, text=self._texts["refused"])
            origin = request.headers.get("Origin")
            if request.path == "/ws" and origin != f"http://{request.host}":
                return web.Response(status=403, text=self._texts["refused"])
            return await handler(request)

        return guard

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        asked = request.query.get("fontsize", "")
        size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else _USUAL
        nonce = secrets.token_urlsafe(12)
        words = {name: escape(text) for name, text in self._texts.items()}
        page = Template(_PAGE.read_text("utf-8")).substitute(
            words,
            socket=escape(f"ws://{request.host}/ws"),
            size=min(max(size, _SMALLEST), _LARGEST),
            nonce=nonce,
        )
        policy = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            f"font-src 'self'; img-src 'self' data:; connect-src 'self' ws://{request.host}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        headers = {
            "Content-Security-Policy": policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        return web.Response(text=page, content_type="text/html", charset="utf-8", headers=headers)
