"""An article that was thrown away lies whole in the bin, and comes back over nobody."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest

from desk.listing.bin import KEPT_DAYS, empty_old, restore, throw_away, thrown_away
from desk.listing.links import leading_to
from desk.shell.desk import Desk
from tests.support.opened_desk import make_desk, open_desk

PATH = "tin-tuc/a.md"
TEXT = b"---\ntitle: B\xc3\xa0i A\ndate: 11/12/2023\n---\n\nCh\xe1\xbb\xaf.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_bytes(TEXT)
    return make_desk(tmp_path / "content", tmp_path / "scratch")


def files(desk: Desk) -> dict[str, bytes]:
    """Of content/ and the bin; who threw them away and when is left out."""
    return {
        file.relative_to(desk.content).as_posix().rpartition("Lan/")[2]: file.read_bytes()
        for file in desk.content.rglob("*")
        if file.is_file()
    }


def test_an_article_comes_back_as_it_was(desk: Desk) -> None:
    thrown = throw_away(desk, PATH, "Lan")
    assert not (desk.content / PATH).exists()
    assert thrown_away(desk) == [thrown]
    assert (thrown.path, thrown.who) == (PATH, "Lan")
    assert restore(desk, thrown, "Lan") == PATH
    assert (desk.content / PATH).read_bytes() == TEXT
    assert thrown_away(desk) == []
    assert list((desk.aside / "thung-rac").iterdir()) == []


def test_it_takes_nobodys_place(desk: Desk) -> None:
    thrown = throw_away(desk, PATH, "Lan")
    (desk.content / PATH).write_bytes(b"another")
    assert restore(desk, thrown, "Lan") == "tin-tuc/a-2.md"
    assert files(desk) == {PATH: b"another", "tin-tuc/a-2.md": TEXT}


def test_what_two_throw_away_or_bring_back_is_there_once(desk: Desk) -> None:
    thrown = throw_away(desk, PATH, "Lan")
    with pytest.raises(FileNotFoundError):
        throw_away(desk, PATH, "Hà")
    assert thrown_away(desk) == [thrown]
    restore(desk, thrown, "Lan")
    with pytest.raises(FileNotFoundError):
        restore(desk, thrown, "Lan")
    assert files(desk) == {PATH: TEXT}


@pytest.mark.parametrize("name", ["rename", "mkdir", "hardlink_to", "unlink"])
def test_a_disk_that_refuses_leaves_the_article_somewhere_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    thrown = throw_away(desk, PATH, "Lan")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Path, name, refuse)
        for work in (lambda: restore(desk, thrown, "Lan"), lambda: throw_away(desk, PATH, "Lan")):
            with contextlib.suppress(OSError):
                work()
            assert set(files(desk).values()) == {TEXT}


def test_only_what_is_old_goes_and_only_when_told(desk: Desk) -> None:
    thrown = throw_away(desk, PATH, "Lan")
    now = thrown.moment + timedelta(days=KEPT_DAYS)
    assert empty_old(desk, now, "Lan") == 0
    assert thrown_away(desk) == [thrown]
    assert empty_old(desk, now + timedelta(seconds=1), "Lan") == 1
    assert files(desk) == {}


def test_other_folders_in_the_bin_are_no_articles(desk: Desk) -> None:
    (desk.aside / "thung-rac" / "x" / "tin-tuc").mkdir(parents=True)
    (desk.aside / "thung-rac" / "x" / PATH).write_bytes(TEXT)
    assert thrown_away(desk) == []


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("[A](a.md)", True),
        ("[A](/tin-tuc/a.md#muc)", True),
        ("[A]({filename}/tin-tuc/a.md)", True),
        ("[A](/tin-tuc/2023/12/a/)", True),
        ("[A](b.md) a", False),
        ("[A](https://example.vn/tin-tuc/2023/12/a/)", False),
        ("`[A](a.md)`", False),
    ],
)
def test_what_leads_to_an_article_is_known(desk: Desk, link: str, leads: bool) -> None:
    other = desk.content / "tin-tuc" / "khac.md"
    other.write_text(f"---\ntitle: Khác\ndate: 11/12/2023\n---\n\n{link}\n", "utf-8")
    assert leading_to(desk, PATH) == (["tin-tuc/khac.md"] if leads else [])


def test_old_addresses_that_lead_to_it_are_known(desk: Desk) -> None:
    (desk.content / "redirects.csv").write_text("cũ,mới\n/x,/tin-tuc/2023/12/a/\n", "utf-8")
    assert leading_to(desk, PATH) == ["redirects.csv"]


def test_the_way_to_the_bin_and_back(desk: Desk, tmp_path: Path) -> None:
    with open_desk(desk.content, tmp_path / "scratch") as opened:
        assert opened.ask("GET", "/bo/tin-tuc/khong-co.md")[0] == 404
        assert opened.ask("POST", "/api/bin", {"path": "../a.md"})[0] == 404
        status, page = opened.ask("GET", f"/bo/{PATH}")
        assert status == 200
        assert "Bài A" in page
        assert "người đọc mở địa chỉ" in page
        assert opened.ask("POST", "/api/bin", {"path": PATH}) == (200, {"goto": "/thung-rac"})
        assert opened.ask("GET", "/api/articles")[1]["count"] == 0
        (thrown,) = thrown_away(desk)
        assert "Bài A" in opened.ask("GET", "/thung-rac")[1]
        said = {"name": thrown.name, "path": thrown.path}
        assert opened.ask("POST", "/api/restore", said) == (200, {"goto": f"/bai/{PATH}"})
        assert opened.ask("POST", "/api/restore", said)[0] == 404
        assert opened.ask("GET", "/api/articles")[1]["count"] == 1
        assert "Thùng rác trống" in opened.ask("GET", "/thung-rac")[1]
