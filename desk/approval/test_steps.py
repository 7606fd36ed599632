"""An approval is of the words that were read; it is written by whoever may, and by a save."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.approval.steps import Step, fields_after, standing, steps_of
from desk.article.compose import compose
from desk.article.opening import open_article
from desk.history.people import NAME_FILE, give_name, given_name, who
from desk.history.versions import versions
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.site.editors import clean_name, read_newsroom
from tests.support.opened_desk import Opened, make_desk, open_desk

PATH = "tin-tuc/a.md"
NAMED = f"content/{PATH}"
SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
WRITER, LEADER = "Người viết", "Tổ trưởng"
SETTINGS = {"EDITORS": {WRITER: ["viết"], LEADER: ["duyệt"]}, "APPROVAL": True}
NEWSROOM = read_newsroom(SETTINGS)
NOW = datetime(2026, 11, 30, 7, 5, tzinfo=UTC)
HEAD = "---\r\n# ghi nhớ\r\ntitle: Bài minh hoạ\r\ndate: 11/12/2023\r\nstatus: {}\r\n---\r\n\r\n"
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(
    lambda text: f"Bài {text} minh hoạ"
)


def after(data: bytes, step: Step, name: str, message: str = "") -> bytes:
    article, opened = parse(NAMED, data, SCHEMA), open_article(NAMED, data, SCHEMA)
    assert article.head
    fields = fields_after(step, article.head, article.body, name, message, NOW)
    return compose({**opened.as_json(), "fields": fields})


def stands(data: bytes) -> str:
    return standing(parse(NAMED, data, SCHEMA))


@given(TEXTS, st.text().map(clean_name).filter(lambda name: bool(name) and "," not in name))
def test_an_approval_of_any_text_by_anybody_holds_until_a_letter_changes(
    text: str, name: str
) -> None:
    data = (HEAD.format("chờ duyệt") + text + "\r\n").encode()
    approved = after(data, "approve", name)
    assert stands(approved) == "approved"
    head = parse(NAMED, approved, SCHEMA).head
    assert head
    assert head.approval
    assert (head.approval.name, head.approval.moment) == (name, NOW)
    # Opened, and put together without a change: not a byte is another.
    assert compose({**open_article(NAMED, approved, SCHEMA).as_json(), "fields": {}}) == approved
    assert approved.startswith(data.partition(b"status")[0])
    assert approved.endswith(data.partition(b"---\r\n\r\n")[2])
    assert stands(approved.replace("minh hoạ\r\n".encode(), b"minh hoa\r\n")) == "void"
    # Sent back, nothing of it is left.
    back = after(approved, "send_back", name, "Thiếu nguồn")
    assert stands(back) == "draft"
    assert after(after(back, "send", name), "approve", name) == approved


def test_who_may_do_what_depends_on_how_it_stands() -> None:
    assert steps_of("draft", WRITER, NEWSROOM) == ("send",)
    assert steps_of("draft", LEADER, NEWSROOM) == ()
    assert steps_of("review", WRITER, NEWSROOM) == ()
    assert steps_of("review", LEADER, NEWSROOM) == ("approve", "send_back")
    assert steps_of("approved", LEADER, NEWSROOM) == ("send_back",)
    assert steps_of("void", WRITER, NEWSROOM) == ("send",)
    assert steps_of("void", LEADER, NEWSROOM) == ("approve", "send_back")
    assert steps_of("void", "", NEWSROOM) == ()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    file = tmp_path / "content" / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes((HEAD.format("nháp") + "Một.\r\n").encode())
    with open_desk(tmp_path / "content", tmp_path / "scratch", settings=SETTINGS) as opened:
        yield opened


def take(opened: Opened, step: str, **more: object) -> tuple[int, dict[str, object]]:
    article = opened.ask("GET", f"/api/article/{PATH}")[1]
    said = {**article, "fields": {}, "step": step, **more}
    return opened.ask("POST", f"/api/approval/{PATH}", said)


def sit(opened: Opened, name: str) -> None:
    assert opened.ask("POST", "/api/name", {"name": name})[0] == 200


def test_a_step_is_a_save_with_the_version_before_it_kept(opened: Opened) -> None:
    assert take(opened, "send")[0] == 403
    assert opened.ask("POST", "/api/name", {"name": "ai đó"})[0] == 422
    sit(opened, WRITER)
    assert take(opened, "approve") == (
        422, {"sentence": "Bài không còn ở bước ấy: có người vừa gửi, duyệt hay trả lại. Hãy tải "
              "lại trang.", "remedy": ""},
    )  # fmt: skip
    assert take(opened, "send")[0] == 200
    refused, said = take(opened, "approve")
    assert (refused, "không phải của “Người viết”" in str(said["sentence"])) == (403, True)
    sit(opened, LEADER)
    assert take(opened, "approve", base="0" * 64)[0] == 409
    assert take(opened, "send_back", message=" ")[0] == 422
    assert take(opened, "xóa")[0] == 400
    status, answer = take(opened, "approve")
    data = (opened.desk.content / PATH).read_bytes()
    assert status == 200
    assert f"\r\napproval: {LEADER}, ".encode() in data
    fields = answer["fields"]
    assert isinstance(fields, dict)
    assert (fields["status"], fields["feedback"]) == ("đã duyệt", "")
    assert [each.who for each in versions(opened.desk, PATH)] == [LEADER, WRITER]
    shown = opened.ask("GET", f"/api/approval/{PATH}")[1]
    assert (shown["state"], shown["steps"]) == ("approved", ["send_back"])
    assert shown["said"][0].startswith("Tổ trưởng duyệt lúc ")


def test_without_the_setting_nothing_of_it_is_there(tmp_path: Path) -> None:
    file = tmp_path / "content" / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes((HEAD.format("nháp") + "Một.\r\n").encode())
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        pages = [opened.ask("GET", address)[1] for address in (f"/bai/{PATH}", "/")]
        assert opened.ask("GET", f"/api/approval/{PATH}")[0] == 404
    for page in pages:
        shown = page.partition("<main")[2]
        assert "duyệt" not in shown.casefold().replace("trình duyệt", "")


def test_who_sits_here_is_asked_once_a_day(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    desk = make_desk(tmp_path / "content", tmp_path / "scratch", settings=SETTINGS)
    assert give_name(desk, "ai đó") == ""
    assert give_name(desk, WRITER) == WRITER
    assert given_name(desk) == WRITER
    yesterday = time.time() - 86_400
    os.utime(desk.scratch / NAME_FILE, (yesterday, yesterday))
    assert given_name(desk) == ""
    assert who(desk) == WRITER
