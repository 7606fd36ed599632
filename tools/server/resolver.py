"""Tells nginx and Caddy, on their own machine, which object of a bucket a reader's path means.

`python3 -m tools.server.resolver STORE SOCKET`. It answers 200 with the object's name, 401 for a
folder that lacks its slash, 403 for what is not there: `auth_request` knows no other refusals.
"""

from __future__ import annotations

import http.client
import socketserver
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tools.server.index import MOST_BYTES, Part
from tools.server.resolving import Found, NothingKnownError, Resolver

SECONDS = 10
GONE = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
EVERYBODY = 0o666


class Store:
    """Asks a bucket as everybody may, over one connection a thread."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._host, self._top = parts.netloc, parts.path.rstrip("/")
        self._own = threading.local()

    def ask(self, path: str, part: Part | None = None) -> bytes | None:
        """None for what is not there; raises OSError where nobody can tell."""
        try:
            return self._ask(path, part)
        except (http.client.HTTPException, ConnectionError):  # closed meanwhile
            self._own.connection = None
        try:
            return self._ask(path, part)
        except http.client.HTTPException as fault:
            raise OSError(str(fault)) from fault

    def _ask(self, path: str, part: Part | None) -> bytes | None:
        headers = {"Range": part.asked} if part else {}
        connection = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._kind(self._host, timeout=SECONDS)
        try:
            connection.request("GET", f"{self._top}/{quote(path)}", headers=headers)
            answer = connection.getresponse()
            data: bytes = answer.read(MOST_BYTES + 1)
        except BaseException:
            self._own.connection = None
            connection.close()
            raise
        if answer.status in GONE:
            return None
        whole = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
        if answer.status != whole or len(data) > MOST_BYTES:
            raise OSError(f"{path}: {answer.status} {answer.reason}, {len(data)} bytes")
        return data


def served(resolver: Resolver, socket: Path) -> socketserver.BaseServer:
    """Whoever is on this machine may ask: it says what every reader can see."""

    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):  # Windows has none
        daemon_threads = True
        request_queue_size = 512

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 75

        def do_GET(self) -> None:
            # `self.path` has one slash where two were asked for.
            path = self.requestline.split()[1].partition("?")[0]
            try:
                found = resolver.find(path, self.headers.get("Accept-Encoding", ""))
            except (OSError, NothingKnownError) as cause:
                sys.stderr.write(f"{cause}\n")
                return self._answer(HTTPStatus.SERVICE_UNAVAILABLE, Found())
            if found.object:
                return self._answer(HTTPStatus.OK, found)
            folder = found.is_folder
            return self._answer(HTTPStatus.UNAUTHORIZED if folder else HTTPStatus.FORBIDDEN, found)

        do_HEAD = do_GET  # noqa: N815

        def _answer(self, status: HTTPStatus, found: Found) -> None:
            self.send_response_only(status)
            self.send_header("X-Portal-Object", found.object)
            self.send_header("X-Portal-Policy", found.policy)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def address_string(self) -> str:
            return ""

        def log_message(self, *_: Any) -> None:
            """What readers asked for is in the web server's own log."""

    socket.unlink(missing_ok=True)
    server = Server(str(socket), Handler)
    socket.chmod(EVERYBODY)
    return server


def main(words: list[str]) -> int:
    """STORE SOCKET: answers until it is stopped."""
    store, socket = words
    with served(Resolver(Store(store).ask), Path(socket)) as server:
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
