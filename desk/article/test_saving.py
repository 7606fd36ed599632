"""Nothing is lost by a save: not by another writer, not by the disk, not by kill -9."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk.article import replacing
from desk.article.opening import open_article
from desk.article.saving import save
from desk.history.versions import read_version, versions
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from tests.support.opened_desk import make_desk, open_desk
from tools.console import python_environment
from tools.places import ROOT

PATH = "tin-tuc/a.md"
HEAD = "---\ntitle: Bài minh hoạ\ndate: 11/12/2023\n{}---\n\n"
DRAFT = (HEAD.format("status: nháp\n") + "Một.\n").encode()
PUBLIC = (HEAD.format("") + "Một.\n").encode()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / PATH).write_bytes(DRAFT)
    return make_desk(content, tmp_path / "scratch")


def now(desk: Desk) -> bytes:
    return (desk.content / PATH).read_bytes()


def typed(desk: Desk, text: str, **fields: object) -> dict[str, Any]:
    """What the page sends of the file as it is, with another text in its first piece."""
    opened = open_article(f"content/{PATH}", now(desk), desk.schema).as_json()
    body: Any = opened["body"]
    body[0] |= {"text": text, "changed": True}
    return {**opened, "fields": fields, "body": body}


def refused(desk: Desk, payload: dict[str, Any]) -> DeskError:
    with pytest.raises(DeskError) as found:
        save(desk, PATH, payload)
    return found.value


def test_a_save_keeps_the_version_before_and_goes_on_from_its_answer(desk: Desk) -> None:
    answer: Any = save(desk, PATH, typed(desk, "Hai.", title="Tên khác"))
    assert now(desk) == DRAFT.replace("Bài minh hoạ".encode(), "Tên khác".encode()).replace(
        "Một".encode(), b"Hai"
    )
    (kept,) = versions(desk, PATH)
    assert read_version(desk, PATH, kept.name) == DRAFT
    (piece,) = answer["body"]
    again = {"kind": "text", "raw": piece["raw"], "text": "Ba.", "changed": True}
    save(desk, PATH, {**answer, "body": [again]})
    assert now(desk).endswith(b"\n\nBa.\n")


def test_nothing_new_writes_nothing(desk: Desk) -> None:
    data = DRAFT.decode().encode("utf-16")
    (desk.content / PATH).write_bytes(data)
    save(desk, PATH, typed(desk, "Một."))
    assert now(desk) == data
    assert versions(desk, PATH) == []
    save(desk, PATH, typed(desk, "Hai."))
    assert now(desk) == DRAFT.replace("Một".encode(), b"Hai")


def test_a_file_that_somebody_else_wrote_is_not_written_over(desk: Desk) -> None:
    mine = typed(desk, "Của tôi.")
    theirs = DRAFT.replace("Một".encode(), "Của người khác".encode())
    (desk.content / PATH).write_bytes(theirs)
    why = refused(desk, mine)
    assert (why.status, now(desk)) == (409, theirs)
    newer: Any = why.facts["now"]
    assert newer["body"][0]["text"] == "Của người khác."
    shown: Any = why.facts["differences"]
    assert ("added", "tôi.") in [(kind, text.strip()) for kind, text in shown]
    save(desk, PATH, {**mine, "base": newer["base"]})
    assert now(desk).endswith("Của tôi.\n".encode())


def test_a_file_that_is_gone_is_told_and_can_come_back(desk: Desk) -> None:
    mine = typed(desk, "Của tôi.")
    (desk.content / PATH).unlink()
    why = refused(desk, mine)
    assert why.status == 409
    assert not (desk.content / PATH).exists()
    save(desk, PATH, {**mine, "base": why.facts["now"]["base"]})  # type: ignore[index]
    assert now(desk) == DRAFT.replace("Một".encode(), "Của tôi".encode())


@pytest.mark.parametrize(
    ("code", "status", "word"),
    [
        (errno.ENOSPC, 507, "đầy"),
        (errno.EACCES, 503, "không cho ghi"),
        (errno.EROFS, 503, "không cho ghi"),
        (errno.EIO, 503, "báo lỗi"),
    ],
)
def test_what_the_disk_refuses_leaves_the_file_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, status: int, word: str
) -> None:
    payload = typed(desk, "Hai.")

    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    why = refused(desk, payload)
    assert (why.status, word in why.sentence) == (status, True)
    assert why.remedy
    assert now(desk) == DRAFT
    assert [file.name for file in (desk.content / "tin-tuc").iterdir()] == ["a.md"]


def test_a_drive_that_is_lost_is_named(desk: Desk) -> None:
    payload = typed(desk, "Hai.")
    desk.content.rename(desk.content.with_name("mat"))
    payload["base"] = ""
    why = refused(desk, payload)
    assert (why.status, "không thấy thư mục" in why.sentence) == (503, True)
    assert not desk.content.exists()


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does while OneDrive or a scanner reads it."""
    payload, tries = typed(desk, "Hai."), [1, 2, 3]
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self.suffix == ".tmp" and target.name == "a.md" and tries.pop() > 1:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(replacing, "MAY_BE_HELD", True)
    monkeypatch.setattr(replacing, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(Path, "replace", held)
    save(desk, PATH, payload)
    assert now(desk).endswith(b"Hai.\n")
    assert tries == []


KILLED = """
import os, signal, sys
from pathlib import Path
from desk.article.replacing import replace_file

file, data, last, count = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), int(sys.argv[3]), 0

def strike(event, found):
    global count
    count += event in {"open", "os.rename", "os.remove", "os.chmod"}
    if count == last:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(strike)
replace_file(file, data)
"""


def test_a_save_that_is_killed_leaves_one_of_both_versions(tmp_path: Path) -> None:
    """Before each of the changes of the disk that it makes."""
    file, newer = tmp_path / "a.md", tmp_path / "b"
    old, new = b"old\n" * 5000, b"new\n" * 5000
    newer.write_bytes(new)
    found = []
    for last in range(1, 10):
        file.write_bytes(old)
        command = [sys.executable, "-P", "-c", KILLED, str(file), str(newer), str(last)]
        done = subprocess.run(command, env=python_environment(), cwd=ROOT, timeout=60, check=False)
        found.append(file.read_bytes())
        if done.returncode == 0:
            break
    assert found[0] == old
    assert set(found) <= {old, new}
    assert found[-1] == new
    assert len(found) > 3


def test_a_published_article_does_not_change_without_a_word(desk: Desk) -> None:
    (desk.content / PATH).write_bytes(PUBLIC)
    why = refused(desk, typed(desk, "Hai."))
    assert (why.status, why.facts, now(desk)) == (428, {"ask": "correction"}, PUBLIC)
    save(desk, PATH, typed(desk, "Một.", tags=["x"]))  # no other wording
    save(desk, PATH, typed(desk, "Hai.", corrections=["12/12/2023 | Một. | Hai."]))
    save(desk, PATH, typed(desk, "Ba.", minor="có"))
    assert refused(desk, typed(desk, "Bốn.")).status == 428
    save(desk, PATH, {**typed(desk, "Bốn."), "told": True})
    assert now(desk).endswith("Bốn.\n".encode())


def test_pages_and_the_api_are_asked_by_path(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / PATH).write_bytes(DRAFT)
    with open_desk(content, tmp_path / "scratch") as opened:
        status, article = opened.ask("GET", f"/api/article/{PATH}")
        assert (status, article["path"], article["fields"]["title"]) == (200, PATH, "Bài minh hoạ")
        assert opened.ask("GET", "/api/article/tin-tuc/moi.md")[1]["base"] == ""
        assert opened.ask("GET", "/bai/tin-tuc/moi.md")[0] == 404
        for path in ("../a.md", "tin-tuc/..%2f..%2fa.md", ".soan/a.md", "tin-tuc/con.md"):
            assert opened.ask("PUT", f"/api/article/{path}", article)[0] == 404
        assert opened.ask("PUT", f"/api/article/{PATH}", {"head": 1})[0] == 400
        assert opened.ask("PUT", f"/api/article/{PATH}", b"[]")[0] == 400
        article["fields"] = {"title": "Tên mới"}
        assert opened.ask("PUT", f"/api/article/{PATH}", article)[0] == 200
        assert opened.ask("PUT", f"/api/article/{PATH}", article)[0] == 409
    assert b"T\xc3\xaan m\xe1\xbb\x9bi" in (content / PATH).read_bytes()
