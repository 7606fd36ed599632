"""Without a network, a password, a right or a branch: one sentence, and texts are safe."""

from __future__ import annotations

import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from desk.git.checking import check_in_background, last_check
from desk.git.exchanging import alone, send, take
from desk.git.repository import find_repository
from desk.git.testing import PATH, TEXT, Office, git_at, text_at, write
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS


def top_of(desk: Desk) -> Path:
    return desk.content.parent


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("{folder}/khong-co.git", "no_remote"),
        ("http://127.0.0.1:1/kho.git", "offline"),
        ("ext::sh -c touch% {folder}/da-chay", "no_remote"),
    ],
)
def test_without_the_others_work_goes_on(
    office: Office, lan: Desk, address: str, fault: str
) -> None:
    there = address.format(folder=office.folder)
    git_at(top_of(lan), "config", "protocol.ext.allow", "always")
    git_at(top_of(lan), "remote", "set-url", "origin", there)
    write(lan, "hai", "2")
    with pytest.raises(DeskError) as refused:
        send(lan)
    assert refused.value.sentence == WORDS.git.faults[fault].sentence
    assert not (office.folder / "da-chay").exists()
    git_at(top_of(lan), "remote", "set-url", "origin", str(office.shared))
    assert send(lan).went == (PATH,)


class _Refusing(BaseHTTPRequestHandler):
    """Asks for a password, or knows whom it lets in nowhere."""

    status = 401

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("WWW-Authenticate", 'Basic realm="kho"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.mark.parametrize(("status", "fault"), [(401, "password"), (403, "rights")])
def test_who_is_not_let_in_is_told_so_and_asked_nothing(lan: Desk, status: int, fault: str) -> None:
    handler = type("_", (_Refusing,), {"status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_port}/kho.git"
        git_at(top_of(lan), "remote", "set-url", "origin", address)
        with pytest.raises(DeskError) as refused:
            send(lan)
        server.shutdown()
    assert refused.value.sentence == WORDS.git.faults[fault].sentence


def test_a_server_that_never_answers_is_given_up(
    lan: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.git.remote.NETWORK_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}/kho.git"
        git_at(top_of(lan), "remote", "set-url", "origin", address)
        with pytest.raises(DeskError) as refused:
            take(lan)
    assert refused.value.sentence == WORDS.git.faults.slow.sentence


def test_two_exchanges_at_once_are_one(lan: Desk) -> None:
    with alone(lan), pytest.raises(DeskError, match="ở một cửa sổ khác"):
        send(lan)


def test_work_that_somebody_began_by_hand_is_not_disturbed(lan: Desk, minh: Desk) -> None:
    write(lan, "hai", "2")
    send(lan)
    git_at(top_of(minh), "checkout", "-q", "--detach")
    write(minh, "ba.", "3.")
    with pytest.raises(DeskError, match="detached HEAD"):
        take(minh)
    git_at(top_of(minh), "checkout", "-q", "main")
    (top_of(minh) / ".git" / "MERGE_HEAD").write_text("x", "utf-8")
    with pytest.raises(DeskError, match="ghép dở"):
        take(minh)
    (top_of(minh) / ".git" / "MERGE_HEAD").unlink()
    take(minh)
    assert text_at(minh) == TEXT.replace("hai", "2").replace("ba.", "3.")


def test_without_git_everything_else_works(lan: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    write(lan, "hai", "2")
    assert text_at(lan) == TEXT.replace("hai", "2")
    assert find_repository(lan.content) is None
    with pytest.raises(DeskError, match="chưa cài Git"):
        take(lan)


def test_a_repository_that_does_not_know_content_is_none_of_ours(tmp_path: Path) -> None:
    git_at(tmp_path, "init", "-q", "-b", "main")
    git_at(tmp_path, "commit", "-q", "--allow-empty", "-m", "Cấu hình của riêng tôi")
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_text(TEXT, "utf-8")
    assert find_repository(tmp_path / "content") is None


def test_who_looks_again_soon_asks_nobody(lan: Desk, office: Office) -> None:
    begun: list[Callable[[], object]] = []
    check_in_background(lan, begun.append)
    check_in_background(lan, begun.append)
    assert len(begun) == 1
    git_at(top_of(lan), "remote", "set-url", "origin", str(office.folder / "khong-co.git"))
    begun[0]()
    checked = last_check(lan)
    assert checked
    assert checked.sentence == WORDS.git.faults.no_remote.sentence
