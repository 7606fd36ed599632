"""What was typed and never saved is there again, for whoever typed it; what was saved is not."""

from __future__ import annotations

import json
import platform
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.history import presence
from desk.history.drafts import Draft, drafts_of, drop_draft, keep_draft, left_drafts
from desk.history.presence import Reader, beat
from desk.history.versions import keep_version, versions
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from tests.support.opened_desk import Opened, make_desk, open_desk

PATH = "tin-tuc/a.md"
WINDOW = "00000000-0000-4000-8000-00000000000{}"
TEXT = "---\ntitle: Bài A\ndate: 11/12/2023\n---\n\nChữ cũ.\n"
HEAD, BODY = TEXT[: TEXT.index("Chữ")], "Chữ cũ.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_text(TEXT, "utf-8")
    return make_desk(tmp_path / "content", tmp_path / "scratch")


def payload(text: str, base: str = sha256(TEXT.encode()).hexdigest()) -> dict[str, Any]:
    piece = {"kind": "text", "raw": BODY, "text": text, "changed": True}
    return {"base": base, "head": HEAD, "fields": {}, "body": [piece]}


def put(opened: Opened, text: str, window: int = 1, path: str = PATH) -> int:
    said = {"window": WINDOW.format(window), "payload": payload(text), "moment": 0}
    return opened.ask("PUT", f"/api/draft/{path}", said)[0]


def test_a_draft_is_offered_with_what_it_would_change(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert put(opened, "Chữ mới.") == 200
        assert put(opened, "Chữ mới nữa.") == 200
        (offer,) = opened.ask("GET", f"/api/drafts/{PATH}")[1]["drafts"]
        assert offer["differences"] == [
            ["same", HEAD + "Chữ "],
            ["removed", "cũ."],
            ["added", "mới nữa."],
            ["same", "\n"],
        ]
        assert (offer["window"], offer["stale"]) == (WINDOW.format(1), False)
        status, back = opened.ask("GET", f"/api/draft/{PATH}?window={WINDOW.format(1)}")
        assert status == 200
        assert back["base"] == payload("")["base"]
        assert back["body"][0]["text"] == "Chữ mới nữa."
        assert 'id="drafts-left"' in opened.ask("GET", "/")[1]
        (desk.content / PATH).write_text("khác", "utf-8")
        assert opened.ask("GET", f"/api/drafts/{PATH}")[1]["drafts"][0]["stale"]
        assert opened.ask("DELETE", f"/api/draft/{PATH}?window={WINDOW.format(1)}")[0] == 200
        assert opened.ask("GET", f"/api/drafts/{PATH}")[1] == {"drafts": []}
        assert 'id="drafts-left"' not in opened.ask("GET", "/")[1]
    assert (desk.content / PATH).read_text("utf-8") == "khác"


def test_what_the_file_says_by_now_is_no_draft(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        put(opened, "Chữ mới.")
        (desk.content / PATH).write_text(HEAD + "Chữ mới.\n", "utf-8")
        assert opened.ask("GET", f"/api/drafts/{PATH}")[1] == {"drafts": []}
    assert drafts_of(desk, PATH) == []


def test_the_text_of_an_article_that_is_no_file_yet_is_kept_too(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert put(opened, "Chữ mới.", path="tin-tuc/moi.md") == 200
        (offer,) = opened.ask("GET", "/api/drafts/tin-tuc/moi.md")[1]["drafts"]
        assert offer["differences"] == [["added", HEAD + "Chữ mới.\n"]]
        assert "tin-tuc/moi.md" in opened.ask("GET", "/")[1]


def test_two_windows_do_not_write_over_each_other(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        put(opened, "Một.", 1)
        put(opened, "Hai.", 2)
    assert {draft.window for draft in drafts_of(desk, PATH)} == {WINDOW.format(1), WINDOW.format(2)}


@pytest.mark.parametrize(
    "said",
    [
        {"window": WINDOW.format(1), "payload": "x"},
        {"window": WINDOW.format(1), "payload": {"head": 1}},
        {"window": "../../a", "payload": payload("x")},
        {"payload": payload("x")},
    ],
)
def test_what_could_not_be_put_together_again_is_refused(
    desk: Desk, tmp_path: Path, said: dict[str, Any]
) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert opened.ask("PUT", f"/api/draft/{PATH}", said)[0] == 400
        assert opened.ask("PUT", "/api/draft/../x.md", said)[0] == 404
    assert not (desk.aside / "nhap").exists()


def test_a_draft_is_read_as_it_was_written(desk: Desk) -> None:
    said = {"head": "\ufeff---\r\n\ud7ff", "body": [{"rows": [["a", ""]], "changed": False}]}
    draft = Draft(PATH, WINDOW.format(1), "Lan", 5.0, said)
    keep_draft(desk, draft)
    assert drafts_of(desk, PATH) == [draft] == left_drafts(desk)
    drop_draft(desk, PATH, draft.window)
    assert left_drafts(desk) == []


@settings(max_examples=20)
@given(st.permutations(range(5)))
def test_an_older_text_of_a_window_never_takes_the_place_of_a_newer(order: list[int]) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        desk = make_desk(Path(folder, "content"), Path(folder, "scratch"))
        for number in order:
            keep_draft(desk, Draft(PATH, WINDOW.format(1), "Lan", 5.0, {"n": number}, number))
        (draft,) = drafts_of(desk, PATH)
        assert draft.payload == {"n": 4}


def test_a_damaged_draft_hinders_nobody(desk: Desk) -> None:
    keep_draft(desk, Draft(PATH, WINDOW.format(1), "Lan", 5.0, {}))
    (file,) = (desk.aside / "nhap" / PATH).iterdir()
    file.write_bytes(file.read_bytes()[:20])
    assert left_drafts(desk) == []


def test_a_draft_that_is_typed_elsewhere_at_this_moment_is_not_offered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        put(opened, "Chữ mới.")
        with monkeypatch.context() as other:
            other.setattr(platform, "node", lambda: "may-hai")
            beat(desk, PATH, WINDOW.format(1))
        assert opened.ask("GET", f"/api/drafts/{PATH}")[1] == {"drafts": []}
        assert 'id="drafts-left"' not in opened.ask("GET", "/")[1]


def test_a_version_is_shown_with_what_its_save_changed(desk: Desk, tmp_path: Path) -> None:
    keep_version(desk, PATH, TEXT.replace("cũ", "đầu").encode(), "Chị Lan")
    keep_version(desk, PATH, TEXT.replace("cũ", "giữa").encode(), "Anh Hà")
    oldest = versions(desk, PATH)[1]
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        page = opened.ask("GET", f"/lich-su/{PATH}")[1]
        assert page.index("Anh Hà lưu lúc") < page.index("Chị Lan lưu lúc")
        assert "[bỏ: </span>giữa." in page
        address = f"{PATH}?ban={quote(oldest.name)}"
        page = opened.ask("GET", f"/lich-su/{address}")[1]
        assert "[bỏ: </span>đầu." in page
        assert "[thêm: </span>giữa." in page
        assert "[thêm: </span>cũ." in page
        status, version = opened.ask("GET", f"/api/version/{address}")
        assert status == 200
        assert version["base"] == sha256(TEXT.encode()).hexdigest()
        raws = "".join(piece["raw"] for piece in version["body"])
        assert version["head"] + raws == TEXT.replace("cũ", "đầu")
        assert version["fields"] == {}
        assert opened.ask("GET", f"/api/version/{PATH}?ban=x.md")[0] == 404
        assert opened.ask("GET", "/lich-su/tin-tuc/khac.md")[0] == 200


def test_who_has_an_article_open_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        opened.ask("POST", "/api/name", {"name": "Chị Lan"})
        said = {"window": WINDOW.format(1)}
        assert opened.ask("POST", f"/api/open/{PATH}", said)[1] == {"others": []}
        page = opened.ask("GET", "/")[1]
        assert "Chị Lan đang mở bài này từ" in page
        opened.ask("POST", "/api/name", {"name": "Anh Hà"})
        (other,) = opened.ask("POST", f"/api/open/{PATH}", {"window": WINDOW.format(2)})[1][
            "others"
        ]
        assert (other["name"], other["own"]) == ("Chị Lan", False)
        monkeypatch.setattr(presence, "STALE_SECONDS", -1.0)
        assert opened.ask("POST", f"/api/open/{PATH}", {"window": WINDOW.format(2)})[1] == {
            "others": []
        }
        monkeypatch.undo()
        for number in (1, 2):
            opened.ask("POST", f"/api/leave/{PATH}", {"window": WINDOW.format(number)})
        assert "list-note" not in opened.ask("GET", "/")[1]


def test_two_machines_clocks_do_not_matter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 5.0)
    beat(desk, PATH, WINDOW.format(1))
    assert [each.window for each in beat(desk, PATH, WINDOW.format(2))] == [WINDOW.format(1)]
    assert [each.window for each in presence.open_articles(desk)[PATH]] == [
        WINDOW.format(1),
        WINDOW.format(2),
    ]


def test_what_a_machine_left_when_it_went_down_is_cleared_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(desk, PATH, WINDOW.format(1))
    monkeypatch.setattr(presence, "FORGOTTEN_SECONDS", -1.0)
    assert presence.open_articles(desk) == {}
    assert list((desk.aside / "dang-mo" / PATH).iterdir()) == []


def test_only_windows_have_names_there(desk: Desk) -> None:
    with pytest.raises(DeskError):
        beat(desk, PATH, "../x")
    (desk.aside / "dang-mo" / PATH).mkdir(parents=True)
    (desk.aside / "dang-mo" / PATH / f"{WINDOW.format(3)}.json").write_text(json.dumps([1]))
    assert presence.open_articles(desk) == {}
    assert Reader("Lan", "may", 1.0).name == "Lan"
