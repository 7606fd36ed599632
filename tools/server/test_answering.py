"""Root calls a configuration the one in use only once no process with the old one answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import chain, cycle, repeat
from pathlib import PurePosixPath

import pytest

from tools.server import answering
from tools.server.answering import IN_A_ROW, serves
from tools.server.facts import ServerFacts

OLD, NEW = 404, 301


@contextmanager
def a_server(statuses: Iterator[int], asked: list[int]) -> Iterator[ServerFacts]:
    """It answers one status after another; asked: those that it gave."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(next(statuses))
            self.send_response(asked[-1])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield ServerFacts(
            ("a.vn",),
            PurePosixPath("/srv"),
            addresses=("127.0.0.1",),
            http_port=server.server_port,
        )
        server.shutdown()


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PAUSE", 0)


def test_an_old_process_that_answers_once_more_is_waited_out() -> None:
    asked: list[int] = []
    with a_server(chain([OLD, NEW, NEW, OLD], repeat(NEW)), asked) as facts:
        assert serves(facts, "/mark")
    assert asked == [OLD, NEW, NEW, OLD, *[NEW] * IN_A_ROW]


def test_a_server_that_keeps_an_old_process_does_not_serve() -> None:
    asked: list[int] = []
    with a_server(cycle([NEW, OLD]), asked) as facts:
        assert not serves(facts, "/mark", seconds=0)
    assert asked == [NEW, OLD]


def test_no_server_at_all_does_not_serve() -> None:
    with a_server(repeat(NEW), []) as facts:
        pass
    assert not serves(facts, "/mark", seconds=0)
