"""Whatever a client sends, the preview goes on for the editor, and nothing is thrown at them."""

import http.client
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from tools import local_server
from tools.local_server import listen, origin_of, port_of, running
from tools.preview import BESIDE, EVENTS, MOST_UNSAVED, SCRIPT, UNSAVED, Preview, Shown
from tools.preview_app import preview_app

PATIENCE_SECONDS = 30
BIG = bytes(range(256)) * 80_000  # more than all buffers between two programs hold


class Server(NamedTuple):
    port: int
    address: str
    preview: Preview


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    site = tmp_path_factory.mktemp("site")
    (site / "tin-tuc").mkdir(parents=True)
    (site / "index.html").write_text("<body>bài nháp", "utf-8")
    (site / "404.html").write_text("<body>Không tìm thấy", "utf-8")
    (site / "tep.html").write_bytes("<body>Bạch Thông".encode("utf-16"))
    (site / "lon.mp4").write_bytes(BIG)
    with _serving(site) as server:
        yield server


@contextmanager
def _serving(site: Path) -> Iterator[Server]:
    preview, mine = Preview(Shown(site)), listen(0)
    with running(preview_app(preview), mine):
        try:
            yield Server(port_of(mine), origin_of(mine), preview)
        finally:
            preview.close()


def _connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS)


def _send(server: Server, sent: bytes) -> bytes:
    """All that is answered; the client says that it has sent everything."""
    with _connect(server) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        return _rest(client)


def _rest(client: socket.socket) -> bytes:
    pieces = []
    while piece := client.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def _get(server: Server, path: str, host: str = "") -> bytes:
    host = host or f"127.0.0.1:{server.port}"
    return _send(server, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


@pytest.mark.parametrize("path", ["/", "/tin-tuc", "/lon.mp4", "/missing", EVENTS, SCRIPT])
def test_another_host_gets_one_sentence_and_nothing_of_the_site(server: Server, path: str) -> None:
    head, _, body = _get(server, path, "evil.example").decode().partition("\r\n\r\n")
    assert " 421 " in head
    assert f"chỉ mở được tại {server.address}/" in body
    assert "nháp" not in body
    assert "script" not in body


def test_what_is_shown_is_for_pages_of_the_preview_alone(server: Server) -> None:
    for path in ("/", "/lon.mp4", "/missing", SCRIPT):
        head = _get(server, path).partition(b"\r\n\r\n")[0]
        assert b"cross-origin-resource-policy: same-origin" in head


def test_a_redirect_leads_to_a_path_of_this_server(server: Server) -> None:
    for path in ("/tin-tuc", "/%2ftin-tuc", "//tin-tuc", "/%2f%2ftin-tuc"):
        assert b"\r\nlocation: /tin-tuc/\r\n" in _get(server, path)
    assert b"location:" not in _get(server, "/%5ctin-tuc")


def test_a_file_in_another_encoding_is_sent_as_it_is(server: Server) -> None:
    assert "<body>Bạch Thông".encode("utf-16") in _get(server, "/tep.html")


def test_a_page_has_the_policy_of_its_own_inline_code(server: Server) -> None:
    page = "<body><style>p{}</style><script>let a</script><p onclick='let b'>"
    head = _get(server, server.preview.keep(page)).partition(b"\r\n\r\n")[0].decode()
    policy = head.partition("content-security-policy: ")[2].partition("\r\n")[0]
    digest = b64encode(sha256(b"let a").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert policy.count("sha256-") == 2
    assert policy.endswith("frame-ancestors 'none'")  # no desk is beside it


def test_an_unsaved_page_is_shown_while_it_is_among_the_last(server: Server) -> None:
    first = server.preview.keep("<body>chưa lưu")
    assert "chưa lưu".encode() in _get(server, first)
    assert BESIDE.encode() in _get(server, first)
    assert b" 404 " in _get(server, first[:-1])
    assert b" 404 " in _get(server, UNSAVED)
    others = {server.preview.keep("<body>") for _ in range(MOST_UNSAVED)}
    assert len(others) == MOST_UNSAVED
    assert b" 404 " in _get(server, first)


HOST = b"Host: 127.0.0.1\r\n"
NONSENSE = {
    "nothing": b"",
    "half a line": b"GET /",
    "no version": b"GET /\r\n\r\n",
    "a wrong version": b"GET / HTTP/x\r\n\r\n",
    "a future version": b"GET / HTTP/9.9\r\n\r\n",
    "too many words": b"GET / / / HTTP/1.1\r\n\r\n",
    "no text": b"\x00\xff\xfe\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "another method": b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a form": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\na=b",
    "a header without a colon": b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"a" * 70_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + HOST + b"A: b\r\n" * 200 + b"\r\n",
    "a long path": b"GET /" + b"a/" * 3000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long name": b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a longer line": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a bracket": b"GET //[ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a proxy's request": b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes that are no text": b"GET /%ff\xe1%00 HTTP/1.1\r\n" + HOST + b"\r\n",
}


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused_in_vietnamese_and_quietly(
    server: Server, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        answer = _send(server, sent)
    except ConnectionError:  # refused before all was read
        answer = b""
    assert b"nh\xc3\xa1p" not in answer
    assert b"rror" not in answer.partition(b"\r\n\r\n")[2]
    assert b"nh\xc3\xa1p" in _get(server, "/")
    assert capfd.readouterr() == ("", "")


def test_a_client_that_goes_away_is_no_news(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        client = _connect(server)
        client.sendall(b"GET /lon.mp4 HTTP/1.1\r\n" + HOST + b"\r\n")
        client.recv(100)
        client.close()
    assert b"nh\xc3\xa1p" in _get(server, "/")
    assert capfd.readouterr() == ("", "")


def test_a_client_that_never_ends_its_request_is_let_go(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that goes on sending: only the whole counts."""
    monkeypatch.setattr(local_server, "ASKING_SECONDS", 0.2)
    with _connect(server) as silent, _connect(server) as slow:
        ended = threading.Event()

        def go_on() -> None:
            with suppress(OSError):
                while not ended.wait(0.05):
                    slow.sendall(b"a")

        thread = threading.Thread(target=go_on)
        thread.start()
        try:
            assert silent.recv(1) == b""
            with suppress(ConnectionResetError):
                assert slow.recv(1) == b""
        finally:
            ended.set()
            thread.join()


def test_clients_that_say_nothing_take_only_so_many_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_server, "MOST_CONNECTIONS", 2)
    (tmp_path / "index.html").write_text("<body>Trang", "utf-8")
    with _serving(tmp_path) as server:
        first, second = _connect(server), _connect(server)
        assert b"Trang" not in _get_if_open(server)
        first.close()
        second.close()
        end = time.monotonic() + PATIENCE_SECONDS
        while b"Trang" not in _get_if_open(server):
            assert time.monotonic() < end


def _get_if_open(server: Server) -> bytes:
    try:
        return _get(server, "/")
    except OSError:  # whichever way the machine says that nobody is there
        return b""


def test_who_reads_slowly_gets_all_while_others_are_served(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time for a request is not the time for its answer."""
    monkeypatch.setattr(local_server, "ASKING_SECONDS", 0.2)
    with _connect(server) as slow:
        slow.sendall(b"GET /lon.mp4 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
        begin = slow.recv(100)
        with _connect(server) as silent:
            assert silent.recv(1) == b""  # a request's time is over
        assert b"nh\xc3\xa1p" in _get(server, "/")
        answer = begin + _rest(slow)
    assert answer.partition(b"\r\n\r\n")[2] == BIG


def test_head_tells_the_size_alone(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("HEAD", "/lon.mp4")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert answer.getheader("Content-Length") == str(len(BIG))
    connection.close()
