"""Fetching a page that the user named: http and https only, within limits of time and size, and nothing else.

Every hop of a redirect is looked at anew: its host is resolved once, every address that it has must lie in the open
internet (unless the local network is allowed), and the connection is made to the very address that was looked at.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

import store
from store.reading.errors import ReadingError
from store.reading.formats import BY_SUFFIX, FEED, PAGE, suffix_of
from store.text import printable

SECONDS = 30.0
"""How long fetching one page may take, with all its redirects."""
_HOPS = 8
_PIECE = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST = 2_000
_Refuse = Callable[[str], ReadingError]

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/rdf+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/zip": ".zip",
    "text/plain": ".txt",
    "text/markdown": ".md",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at an address: its bytes, the address at the end of all redirects, and what the server said of it.

    `suffix` is the ending of files of this kind.
    """

    address: str
    content: bytes
    suffix: str
    charset: str | None = None


def is_address(word: str) -> bool:
    """Whether what a user gives is an address and no path: it has a scheme, as "https://" or "ftp://"."""
    scheme, found, _ = word.partition("://")
    return bool(found) and scheme.isascii() and scheme[:1].isalpha() and scheme.replace("+", "").isalnum()


def fetch(address: str, *, allow_local: bool = False, seconds: float = SECONDS, largest: int | None = None) -> Fetched:
    """What is at `address`.

    Args:
        address: http or https.
        allow_local: whether it may lie in the local network, or be redirected there.
        seconds: the most that it may take.
        largest: bytes that it may have at the most; else as many as a file of its kind.

    Raises:
        ReadingError: it cannot or may not be fetched.
    """
    deadline = time.monotonic() + seconds
    at = address
    try:
        for _ in range(_HOPS):
            found = _hop(at, address, deadline, allow_local, largest)
            if isinstance(found, Fetched):
                return found
            at = found
        raise ReadingError(printable(address), "it is redirected without end")
    except TimeoutError as error:
        raise ReadingError(printable(address), f"there is no answer within {seconds:g} seconds") from error
    except ssl.SSLError as error:
        said = getattr(error, "verify_message", "") or error.reason or "TLS"
        raise ReadingError(printable(address), f"the connection is not safe ({printable(str(said))})") from error
    except (OSError, http.client.HTTPException, UnicodeError, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline:
            raise ReadingError(printable(address), f"there is no answer within {seconds:g} seconds") from error
        said = (getattr(error, "strerror", None) or type(error).__name__).lower()
        raise ReadingError(printable(address), f"it cannot be fetched ({printable(said)})") from error


def _hop(at: str, named: str, deadline: float, allow_local: bool, largest: int | None) -> Fetched | str:
    """What is at one address, or the address that it redirects to."""

    def refuse(reason: str) -> ReadingError:
        return ReadingError(printable(named), reason)

    try:
        parts = urlsplit(at)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise refuse("it is no address") from error
    if parts.scheme not in ("http", "https"):
        raise refuse("only addresses that begin with http:// or https:// are fetched")
    if not host or len(at) > _LONGEST or any(c <= " " or c == "\x7f" for c in at):
        raise refuse("it is no address")
    if parts.username or parts.password:
        raise refuse("an address with a user's name or password is not fetched")
    ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    where = _resolved(ascii_host, port or (443 if parts.scheme == "https" else 80), allow_local, refuse)
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection = _connection(parts.scheme, ascii_host, port, where, left)
    # A server that sends a byte now and then never lets a single wait grow long.
    watch = threading.Timer(left, connection.give_up)
    watch.daemon = True
    watch.start()
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe='/%:@!$&*+,;=~-._?()')}" if parts.query else ""
        )
        connection.request(
            "GET",
            path,
            headers={
                "User-Agent": f"timeline/{store.__version__} (fetches what its user names)",
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                "Accept-Encoding": "gzip",
            },
        )
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (location := answer.headers.get("Location")):
            return urljoin(at, location.strip())
        if answer.status != 200:
            raise refuse(f"the server answers {answer.status} {printable(answer.reason or '')[:60]}".rstrip())
        found = _fetched(at, answer, largest, deadline, refuse)
        if connection.gave_up or time.monotonic() >= deadline:
            raise TimeoutError
        return found
    finally:
        watch.cancel()
        connection.close()


def _resolved(host: str, port: int, allow_local: bool, refuse: _Refuse) -> list[tuple[str, int]]:
    """The addresses to connect to, the first that answers, with the port.

    Raises:
        ReadingError: one of the addresses of the host lies in the local network, or is no host's.
        OSError: there is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise refuse("there is no such host") from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses:
        raise refuse("there is no such host")
    if not allow_local and not all(is_open(each) for each in addresses):
        raise refuse("it leads into the local network (--allow-local allows that)")
    return [(each, port) for each in dict.fromkeys(addresses)]


def is_open(address: str) -> bool:
    """Whether an IP address lies in the open internet: not private, of this machine, of the link, of a group, or none.

    An IPv6 address that carries an IPv4 address is what that is.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


class _Plain(http.client.HTTPConnection):
    """A connection to addresses that were looked at, whatever the host's name says by now."""

    def __init__(self, host: str, port: int | None, where: list[tuple[str, int]], seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.where = where
        self.gave_up = False
        # The connection itself forgets its socket once an answer takes it over.
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the address."""
        self.sock = self.wire = self.reach()

    def reach(self) -> socket.socket:
        """A connection to the first address that answers.

        Raises:
            OSError: none does.
        """
        for where in self.where[:-1]:
            with suppress(OSError):
                return socket.create_connection(where, self.timeout)
        return socket.create_connection(self.where[-1], self.timeout)

    def give_up(self) -> None:
        """End what the connection waits for; called from another thread."""
        self.gave_up = True
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)


class _Secure(_Plain):
    default_port = 443

    def connect(self) -> None:
        """Connect to the address, and make sure that who answers is the host."""
        # Kept at once, so that a greeting without end can be ended as well.
        self.sock = self.wire = plain = self.reach()
        self.sock = self.wire = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _connection(scheme: str, host: str, port: int | None, where: list[tuple[str, int]], seconds: float) -> _Plain:
    return (_Secure if scheme == "https" else _Plain)(host, port, where, seconds)


def _fetched(
    at: str, answer: http.client.HTTPResponse, largest: int | None, deadline: float, refuse: _Refuse
) -> Fetched:
    suffix = _suffix(at, answer.headers)
    form = BY_SUFFIX[suffix]
    limit = largest if largest is not None else form.largest
    too_large = f"it is larger than {max(1, limit // 1_000_000)} MB"
    said = answer.headers.get("Content-Length", "")
    if said.isascii() and said.isdigit() and int(said[:18]) > limit:
        raise refuse(too_large)
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise refuse("it is packed in a way that is not read")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in coding else None
    pieces, length = [], 0
    while time.monotonic() < deadline and (piece := answer.read1(_PIECE)):
        while piece:
            out = unpack.decompress(piece, _PIECE) if unpack else piece
            piece = unpack.unconsumed_tail if unpack else b""
            length += len(out)
            if length > limit:
                raise refuse(too_large)
            pieces.append(out)
    while unpack and (out := unpack.decompress(b"", _PIECE)):
        length += len(out)
        if length > limit:
            raise refuse(too_large)
        pieces.append(out)
    content = b"".join(pieces)
    if answer.length or (unpack and not unpack.eof):
        raise refuse("the connection broke off")
    if form in (PAGE, FEED):
        suffix = _looked_at(content, suffix)
    return Fetched(at, content, suffix, answer.headers.get_content_charset())


def _suffix(at: str, headers: Message) -> str:
    """What kind of file it is: as the server says, as the address ends where the server says nothing of use."""
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    ending = suffix_of(urlsplit(at).path)
    told = _TYPES.get(kind)
    if told == ".txt" and ending in BY_SUFFIX:
        return ending
    return told or (ending if ending in BY_SUFFIX else ".html")


def _looked_at(content: bytes, suffix: str) -> str:
    """Pages and feeds are often served as each other; their beginnings tell."""
    beginning = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<rss" in beginning or b"<feed" in beginning or b"<rdf:rdf" in beginning:
        return suffix if BY_SUFFIX[suffix] is FEED else ".xml"
    if beginning.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return suffix
