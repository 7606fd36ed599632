"""Shows an editor the built site in the browser, with the problems of the last build on top."""

import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from tools.preview import EMPTY_PAGE, EVENTS, OWN_FILES, Preview, with_preview
from tools.server.headers import FEEDS, TYPES, file_policy

LONGEST_NAME = 255  # bytes; file systems refuse more


class SiteServer(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this flag would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: SiteServer

    def do_GET(self) -> None:
        preview = self.server.preview
        parts = urlsplit("/" + self.path.lstrip("/"))
        if parts.path == EVENTS:
            self._send_events(preview)
        elif parts.path in OWN_FILES:
            file = OWN_FILES[parts.path]
            self._send(HTTPStatus.OK, type_of(file.name), file.read_bytes())
        elif preview.folder is None:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, EMPTY_PAGE)
        else:
            self._send_file(preview.folder, unquote(parts.path), parts.query)

    do_HEAD = do_GET  # noqa: N815

    def _send_file(self, folder: Path, path: str, query: str) -> None:
        file = find_file(folder, path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", quote(path) + "/" + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            return
        if file is not None and file.is_dir():
            file = file / "index.html"
        found = file is not None and file.is_file()
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        if file is None or not found:
            file = folder / "404.html"
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            content, file = EMPTY_PAGE.encode(), folder / "404.html"
        policy = file_policy(path) if found else ""
        if file.suffix == ".html" and not policy:
            self._send_page(status, content.decode("utf-8"))
        else:
            self._send(status, type_of(file.name), content, policy)

    def _send_page(self, status: HTTPStatus, page: str) -> None:
        preview = self.server.preview
        if preview.live:
            with preview.condition:
                page = with_preview(page, preview.version, preview.problems, preview.stale)
        self._send(status, TYPES["html"], page.encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str = "") -> None:
        """policy: of what is no page, as the published site has it."""
        self.send_response(status)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

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

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            return  # the browser went away in mid-answer

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not news to an editor."""


def find_file(folder: Path, path: str) -> Path | None:
    """The file or folder of `path` (decoded, starts with a slash), never one outside `folder`."""
    parts = PurePosixPath(path).parts[1:]
    if any(
        part == ".." or len(part.encode()) > LONGEST_NAME or re.search(r"[\\:\0]", part)
        for part in parts
    ):
        return None
    file = folder.joinpath(*parts).resolve()
    return file if file.is_relative_to(folder.resolve()) else None


def type_of(name: str) -> str:
    """As the published site has it, whatever the machine's own tables say."""
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    return FEEDS.get(name) or TYPES.get(suffix, "application/octet-stream")
