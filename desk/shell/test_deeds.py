"""Whatever the desk does to a file of content/ is told once it is on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.article.opening import open_article
from desk.article.saving import save
from desk.listing.bin import restore, throw_away
from desk.listing.copying import duplicate
from desk.listing.making import make_article
from desk.shell.deeds import Change, Deed, digest_of, done
from desk.shell.desk import Desk
from tests.support.checked_content import article
from tests.support.opened_desk import make_desk
from tools.new import Start

PATH = "tin-tuc/a.md"
TEXT = article("Chữ.", "Bài A").encode()


@pytest.fixture
def told() -> list[Deed]:
    return []


@pytest.fixture
def desk(tmp_path: Path, told: list[Deed]) -> Desk:
    (tmp_path / "content" / "tin-tuc").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_bytes(TEXT)
    made = make_desk(tmp_path / "content", tmp_path / "scratch")
    return replace(made, listeners=(told.append,))


def test_a_save_is_told_with_what_the_file_was_and_is(desk: Desk, told: list[Deed]) -> None:
    opened = open_article(f"content/{PATH}", TEXT, desk.schema)
    save(desk, PATH, {**opened.as_json(), "fields": {"title": "Bài B"}, "told": True})
    change = Change(PATH, digest_of(TEXT), digest_of((desk.content / PATH).read_bytes()))
    assert [(deed.kind, deed.changes, deed.title) for deed in told] == [
        ("save", (change,), "Bài B")
    ]


def test_what_comes_goes_and_comes_back_is_told(desk: Desk, told: list[Deed]) -> None:
    new = make_article(desk, Start("tin-tuc", "Bài mới"))
    copied = duplicate(desk, PATH)
    restore(desk, throw_away(desk, PATH, "Lan"), "Hoa")
    assert [(deed.kind, deed.paths) for deed in told] == [
        ("new", (new,)),
        ("copy", (copied,)),
        ("drop", (PATH,)),
        ("restore", (PATH,)),
    ]
    assert [deed.who for deed in told[2:]] == ["Lan", "Hoa"]
    assert told[2].changes == (Change(PATH, digest_of(TEXT), ""),)
    assert told[3].changes == (Change(PATH, "", digest_of(TEXT)),)


def test_a_record_that_the_disk_refuses_keeps_no_other_from_hearing(
    desk: Desk, told: list[Deed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_deed: Deed) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("plugins.shared.failure_log.LOG", tmp_path / "log.txt")
    deed = Deed("save", "Lan", (Change(PATH, "", "1"),))
    done(replace(desk, listeners=(full, told.append)), deed)
    assert told == [deed]
    assert PATH in (tmp_path / "log.txt").read_text("utf-8")
