"""Whoever looks after the server hears that something failed, and the journal keeps the secret."""

from __future__ import annotations

import http.server
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.server import notify
from tools.server.notify import main
from tools.server.status import Status, write_status

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run on the server itself")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "state").mkdir()
    return tmp_path / "site"


def declare(site: Path, address: str) -> None:
    site.write_text(f'notify = "{address}"\nstate = "{site.parent / "state"}"\n')


@pytest.fixture
def sink() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Its address, and what it got."""
    got: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if "hong" in self.path else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/bi-mat", got
        server.shutdown()
        thread.join()


def test_a_webhook_hears_what_failed_and_what_to_type(
    site: Path, sink: tuple[str, list[dict[str, str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    url, got = sink
    declare(site, url)
    assert main(["portal-publish.service"]) == 0
    (sent,) = got
    assert "portal-publish.service không chạy được." in sent["text"]
    assert sent["text"].endswith("Xem: journalctl -u portal-publish.service -n 50")
    write_status(site.parent / "state", Status(message="nginx không nhận"))
    assert main(["portal-reload.service"]) == 0
    assert "Lý do: nginx không nhận." in got[-1]["text"]
    assert main(["portal-publish.service"]) == 0
    assert "Lý do" not in got[-1]["text"]
    assert capsys.readouterr() == ("", "")


def test_the_journal_never_holds_the_address(
    site: Path, sink: tuple[str, list[dict[str, str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    for address in (sink[0] + "-hong", "http://127.0.0.1:1/bi-mat", "ftp://a/bi-mat"):
        declare(site, address)
        assert main(["portal-publish.service"]) == 1
        told = capsys.readouterr().err
        assert "notify" in told
        assert "bi-mat" not in told


def test_a_mail_is_handed_to_sendmail(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$*" > {tmp_path}/words\ncat > {tmp_path}/mail\n')
    program.chmod(0o755)
    monkeypatch.setattr(notify, "SENDMAIL", str(program))
    declare(site, "mailto:truc@example.vn")
    assert main(["portal-fetch.service"]) == 0
    assert (tmp_path / "words").read_text() == "-t -i\n"
    assert "To: truc@example.vn" in (tmp_path / "mail").read_text()
    monkeypatch.setattr(notify, "SENDMAIL", os.devnull)
    assert main(["portal-fetch.service"]) == 1


def test_where_nobody_is_named_the_journal_says_so(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(site, "")
    assert main(["portal-fetch.service"]) == 0
    assert "không ai được báo" in capsys.readouterr().err
