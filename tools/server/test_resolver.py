"""nginx and Caddy hear of a path on a socket of their own machine, and of nothing else."""

from __future__ import annotations

import http.client
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tools.server.index import object_of
from tools.server.resolver import Store, served
from tools.server.resolving import Resolver
from tools.server.test_resolving import FILES, PAGE, Bucket

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a socket of POSIX")


@pytest.fixture
def store() -> Iterator[tuple[Bucket, str]]:
    """A bucket that answers over HTTP, below a folder, and closes each connection."""
    bucket = Bucket()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = bucket.objects.get(self.path.removeprefix("/kho/trang/"))
            asked = self.headers.get("Range", "")
            if asked and data is not None:
                first, last = map(int, asked.removeprefix("bytes=").split("-"))
                data = data[first : last + 1]
            there = 403 if data is None else 206 if asked else 200
            self.send_response(503 if bucket.down else there)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield bucket, f"http://127.0.0.1:{server.server_port}/kho/trang"
        server.shutdown()


@pytest.fixture
def place(store: tuple[Bucket, str]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        place = Path(folder, "s")
        with served(Resolver(Store(store[1]).ask, lambda: store[0].time), place) as server:
            threading.Thread(target=server.serve_forever).start()
            yield place
            server.shutdown()


def asked(place: Path, path: str, encoding: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("x")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(place))
    with closing(connection):
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        assert answer.read() == b""
        return answer


def test_a_path_is_answered_with_an_object_or_a_refusal(
    store: tuple[Bucket, str], place: Path
) -> None:
    assert asked(place, "/").status == 403
    store[0].publish("r1", FILES)
    store[0].time += 1
    answer = asked(place, "/?x=1", "br")
    assert answer.status == 200
    assert answer.headers["X-Portal-Object"] == object_of("index.html.br", FILES["index.html.br"])
    assert answer.headers["X-Portal-Policy"] == "policy of r1"
    assert asked(place, "/index.html").headers["X-Portal-Object"] == object_of("index.html", PAGE)
    assert asked(place, "/tin-tuc").status == 401
    # Two slashes are no page's, and would lead elsewhere.
    for path in ("//tin-tuc", "/khong/", "/../index.html"):
        assert asked(place, path).status == 403


def test_a_store_that_fails_is_no_missing_page(store: tuple[Bucket, str], place: Path) -> None:
    store[0].publish("r1", FILES)
    store[0].down = True
    assert asked(place, "/").status == 503
    store[0].down = False
    assert asked(place, "/").status == 200


def test_everybody_on_the_machine_may_ask(place: Path) -> None:
    assert place.stat().st_mode & 0o777 == 0o666
