"""Shows an editor the built site in the browser, with the problems of the last build on top."""

import io
import os
import socket
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tools.preview import EMPTY_PAGE, EVENTS, OWN_FILES, Preview, plain_page, with_preview
from tools.preview_address import Address, resolve
from tools.preview_files import find_file, type_of
from tools.server.headers import TYPES, file_policy

# A browser opens six connections to a host, some of them before it has anything to ask.
MOST_CONNECTIONS = 64
ASKING_SECONDS = 15.0  # for a whole request
READING_SECONDS = 60.0  # for each piece of an answer: who reads slowly is waited for
PIECE = 1 << 14  # bytes
UNREADABLE = "Trình duyệt gửi một yêu cầu mà trang xem trước không đọc được."


class SiteServer(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this flag would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in mid-answer is no news to an editor."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Asking(io.RawIOBase):
    """What a browser sends; it has ASKING_SECONDS for all of it, in however many pieces."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._end = time.monotonic() + ASKING_SECONDS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(max(self._end - time.monotonic(), 0.001))
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(READING_SECONDS)


class Handler(BaseHTTPRequestHandler):
    server: SiteServer

    def setup(self) -> None:
        super().setup()
        self.rfile = io.BufferedReader(Asking(self.connection))

    def do_GET(self) -> None:
        preview = self.server.preview
        asked = resolve(self.path, self.headers.get_all("Host", []), self.server.server_port)
        if asked is HTTPStatus.MISDIRECTED_REQUEST:
            told = plain_page(f"Trang xem trước chỉ mở được tại {self.server.address}/")
            self._send(asked, TYPES["html"], told.encode())
        elif isinstance(asked, Address) and asked.path == EVENTS:
            self._send_events(preview)
        elif isinstance(asked, Address) and asked.path in OWN_FILES:
            file = OWN_FILES[asked.path]
            self._send(HTTPStatus.OK, type_of(file.name), file.read_bytes())
        elif preview.folder is None:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, EMPTY_PAGE)
        elif isinstance(asked, Address):
            self._send_file(preview.folder, asked)
        else:
            self._send_missing(preview.folder)

    do_HEAD = do_GET  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Called by http.server for what it cannot read."""
        self._send(HTTPStatus(code), TYPES["html"], plain_page(UNREADABLE).encode())

    def _send_file(self, folder: Path, asked: Address) -> None:
        file = find_file(folder, asked.names)
        if file is not None and file.is_dir() and not asked.folder:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", asked.with_slash)
            self.send_header("Content-Length", "0")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            return
        if file is not None and file.is_dir():
            file = file / "index.html"
        try:
            content = file.read_bytes() if file else None
        except OSError:  # it is gone meanwhile, or not for reading
            content = None
        policy = file_policy(asked.path + "/" * asked.folder)
        if file is None or content is None:
            self._send_missing(folder)
        elif file.suffix == ".html" and not policy:
            self._send_page(HTTPStatus.OK, content.decode("utf-8", "surrogateescape"))
        else:
            self._send(HTTPStatus.OK, type_of(file.name), content, policy)

    def _send_missing(self, folder: Path) -> None:
        try:
            page = (folder / "404.html").read_text("utf-8")
        except FileNotFoundError:
            page = EMPTY_PAGE
        self._send_page(HTTPStatus.NOT_FOUND, page)

    def _send_page(self, status: HTTPStatus, page: str) -> None:
        preview = self.server.preview
        if preview.live:
            with preview.condition:
                page = with_preview(page, preview.version, preview.problems, preview.stale)
        self._send(status, TYPES["html"], page.encode("utf-8", "surrogateescape"))

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str = "") -> None:
        """policy: of what is no page, as the published site has it."""
        self.send_response(status)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        # Drafts and their photos are not to be shown by a page from elsewhere.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            for start in range(0, len(content), PIECE):
                self.wfile.write(content[start : start + PIECE])

    def _send_events(self, preview: Preview) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        version: int | None = preview.version
        while version is not None and self.command != "HEAD":
            try:
                self.wfile.write(f"data: {version}\n\n".encode())
            except OSError:
                return  # the page was closed
            version = preview.wait_for_change(version)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news to an editor."""
