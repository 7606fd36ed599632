"""Who may ask the desk what; each attack is one that a page elsewhere, or a program, can try."""

from __future__ import annotations

import json
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from desk.shell.guard import MOST_BYTES, Guard
from tests.support.opened_desk import TOKEN, Opened, open_desk
from tools.local_server import listen, port_of, running

PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "content").mkdir()
    with open_desk(folder / "content", folder / "scratch") as opened:
        yield opened


def say(opened: Opened, *lines: str, body: bytes = b"") -> tuple[int, bytes]:
    """(status, all that was answered) of a request written by hand."""
    port = int(opened.origin.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as client:
        client.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
        answer = b""
        while piece := client.recv(1 << 16):
            answer += piece
    return int(answer.split(b" ", 2)[1]), answer


def write(opened: Opened, **changed: str | None) -> int:
    """The status of a request that writes, as the desk's own page sends it but for what is
    `changed`; None: left out."""
    headers: dict[str, str | None] = {
        "Host": opened.origin.removeprefix("http://"),
        "Origin": opened.origin,
        "X-Desk-Token": TOKEN,
        "Content-Type": "application/json",
        "Content-Length": "2",
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return say(opened, "POST /khong-co HTTP/1.1", *lines, body=b"{}")[0]


def test_the_desk_itself_is_let_through(opened: Opened) -> None:
    assert write(opened) == 404
    assert write(opened, Content_Type="application/octet-stream") == 404
    assert write(opened, Content_Type="application/json; charset=utf-8") == 404


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Host": None}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9"}, 403),  # the preview's
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": None}, 403),
        ({"X_Desk_Token": "x"}, 401),
        ({"X_Desk_Token": TOKEN + "x"}, 401),
        ({"X_Desk_Token": "khóa"}, 401),
        ({"X_Desk_Token": None}, 401),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": "multipart/form-data; boundary=application/json"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": None}, 411),
        ({"Content_Length": None, "Transfer_Encoding": "chunked"}, 411),
        ({"Transfer_Encoding": "chunked"}, 411),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
        ({"Content_Length": "-1"}, 400),
    ],
)
def test_what_writes_is_asked_by_the_desk_alone(
    opened: Opened, changed: dict[str, str | None], status: int
) -> None:
    assert write(opened, **changed) == status


@pytest.mark.parametrize("flood", [["A: b"] * 200, ["A: " + "a" * 40_000]])
def test_a_flood_of_headers_is_refused(opened: Opened, flood: list[str]) -> None:
    host = f"Host: {opened.origin.removeprefix('http://')}"
    assert say(opened, "GET / HTTP/1.1", host, *flood)[0] == 431


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("same-site", "no-cors", 403),  # the preview: ports are no part of a site
        ("same-site", "cors", 403),
        ("same-site", "navigate", 200),
        ("cross-site", "navigate", 200),
        ("same-origin", "cors", 200),
        ("none", "navigate", 200),
    ],
)
def test_another_page_leads_here_but_fetches_nothing(
    opened: Opened, site: str, mode: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    assert opened.ask("GET", "/static/shell/desk.js", headers=headers)[0] == status


@pytest.mark.parametrize("path", ["/static/shell/desk.js", "/khong-co", "/api/khong-co"])
def test_every_answer_says_what_its_page_may_do(opened: Opened, path: str) -> None:
    host = f"Host: {opened.origin.removeprefix('http://')}"
    answer = say(opened, f"GET {path} HTTP/1.1", host)[1].decode().lower()
    for line in (
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'",
        "frame-ancestors 'none'",
        f"cache-control: {'no-cache' if path.startswith('/static/') else 'no-store'}",
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "referrer-policy: no-referrer",
    ):
        assert line in answer
    assert "access-control-" not in answer
    assert "unsafe-" not in answer


def test_a_page_elsewhere_gets_no_leave_to_ask(opened: Opened) -> None:
    lines = [f"Host: {opened.origin.removeprefix('http://')}", "Origin: http://evil.example"]
    status, answer = say(opened, "OPTIONS /api/article/a.md HTTP/1.1", *lines)
    assert status == 403
    assert b"access-control-" not in answer.lower()


def test_a_refusal_and_what_is_missing_are_said_in_vietnamese(opened: Opened) -> None:
    assert "không có trang này" in opened.ask("GET", "/khong-co")[1]["sentence"]
    page = opened.ask("GET", "/khong-co", headers={"Accept": "text/html"})[1]
    assert "không có trang này" in page
    assert "<html" in page


@contextmanager
def guarded(app: ASGIApp) -> Iterator[socket.socket]:
    """A connection to `app` alone."""
    mine = listen(0)
    with (
        running(Guard(app, TOKEN, "http://127.0.0.1:9"), mine),
        socket.create_connection(("127.0.0.1", port_of(mine)), PATIENCE_SECONDS) as client,
    ):
        yield client


def request_of(client: socket.socket, method: str, length: int) -> bytes:
    host = f"127.0.0.1:{client.getpeername()[1]}"
    lines = [f"Host: {host}", f"Origin: http://{host}", f"X-Desk-Token: {TOKEN}"]
    lines += ["Content-Type: application/json", f"Content-Length: {length}", "Connection: close"]
    return "\r\n".join([f"{method} / HTTP/1.1", *lines, "", ""]).encode()


def test_what_the_software_raises_is_a_sentence() -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        raise OSError(28, "No space left on device")

    with guarded(fail) as client:
        client.sendall(request_of(client, "GET", 0))
        head, _, body = client.makefile("rb").read().partition(b"\r\n\r\n")
    assert b" 500 " in head
    assert b"frame-ancestors 'none'" in head
    assert "Hết chỗ trên đĩa" in json.loads(body)["sentence"]


@pytest.mark.parametrize(("sent", "taken"), [(b"{}", [b"{}"]), (b"{", [])])
def test_a_body_that_stops_half_way_reaches_no_room(sent: bytes, taken: list[bytes]) -> None:
    bodies: list[bytes] = []

    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        bodies.append(await Request(scope, receive).body())
        await Response()(scope, receive, send)

    with guarded(take) as client:
        client.sendall(request_of(client, "POST", 2) + sent)
        client.shutdown(socket.SHUT_WR)
        client.makefile("rb").read()
    assert bodies == taken


def test_scripts_are_kept_and_asked_for_again_texts_are_not_kept(opened: Opened) -> None:
    script = f"{opened.origin}/static/shell/desk.js"
    with urllib.request.urlopen(script) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        known = {"If-None-Match": answer.headers["ETag"]}
    with pytest.raises(HTTPError, match="304"):
        urllib.request.urlopen(urllib.request.Request(script, headers=known))
    with urllib.request.urlopen(f"{opened.origin}/api/articles") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
