"""What is asked through one connection is answered as if each question had one of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.publish import session as module
from tools.publish.session import Answer, Session, SessionLostError
from tools.publish.shell import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the other machine has sh")


@pytest.fixture
def session() -> Session:
    return Session(["sh"])


def test_each_question_has_its_own_answer(session: Session) -> None:
    assert session.ask("printf 'a\\nb'") == Answer(0, b"a\nb", b"")
    assert session.ask("echo x; echo hỏng >&2; exit 3") == Answer(3, b"x\n", "hỏng".encode())
    assert session.ask("false; echo nothing") == Answer(1, b"", b"")
    assert session.ask("x=1; cd /; umask") == Answer(0, b"0022\n", b"")
    assert session.ask('echo "$x"; cat').data == b"\n"
    assert session.ask("printf 'a\\000\\377'").data == b"a\x00\xff"


def test_what_is_long_arrives_both_ways(session: Session) -> None:
    text = "ặ'\n" * 500_000
    quoted = text.replace("'", "'\\''")
    assert session.ask(f"printf %s '{quoted}'").data == text.encode()


def test_all_is_asked_through_one_connection(tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    session = Session(["sh", "-c", f"echo >> {noted}; exec sh"])
    assert [session.ask(f"echo {number}").data for number in range(3)] == [b"0\n", b"1\n", b"2\n"]
    assert noted.read_text() == "\n"


def test_a_lost_connection_is_said_and_the_next_question_makes_another(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    session = Session(["sh", "-c", f"if [ -e {gone} ]; then echo 'không tới' >&2; fi; exec sh"])
    gone.touch()
    pid = int(session.ask("echo $PPID; exec 3>&-; echo $$").data.split()[-1])
    with pytest.raises(SessionLostError, match="không tới"):
        session.ask(f"kill -9 {pid}; sleep 1")
    gone.unlink()
    assert session.ask("echo 1").data == b"1\n"
    assert session._process
    session._process.kill()
    session._process.wait()
    assert session.ask("echo 2").data == b"2\n"


def test_a_question_that_did_not_wholly_arrive_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x"
    whole = module._framed(f"touch {file}\ntouch {file}", b"mark")
    session = Session(["sh"])
    process = session._opened()
    assert process.stdin
    process.stdin.write(whole[: whole.index(b"\ntouch", 20)])
    module._end(process)
    assert not file.exists()


def test_who_stops_waiting_gets_no_answer_of_before(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> bytes:
        raise KeyboardInterrupt

    session.ask("true")
    with monkeypatch.context() as patch:
        patch.setattr(os, "read", interrupted)
        with pytest.raises(KeyboardInterrupt):
            session.ask("echo before")
    assert session.ask("echo after").data == b"after\n"


def test_a_publication_asks_through_two_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for the questions; the bytes of the files have their own."""
    noted, fake = tmp_path / "noted", tmp_path / "ssh"
    fake.write_text(f'#!/bin/sh\nfor last; do :; done\necho >> {noted}\nexec sh -c "$last"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    storage = Shell("ai@may", str(tmp_path / "nơi"))
    storage.ready()
    storage.write("a", b"1")
    storage.send("mới", {"x": fake}, 1_700_000_000, lambda _: None)
    storage.seal("mới")
    storage.remove(["a"])
    assert storage.names("") == ["mới"]
    assert noted.read_text() == "\n\n"
