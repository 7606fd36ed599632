"""The builds of one process take up what the last one left, and leave no more than it did."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from pelican import signals

from plugins.incremental import spare
from plugins.kept import Kept
from tests.edited_site import DRAWING, Place, assert_equal, new_place
from tests.whole_site import forget_plugins
from tools.build import build
from tools.output import state_of

ARTICLE = "Tiêu đề: {title}\nNgày: 0{day}/02/2024\nThẻ: quýt\n\nLời dẫn.\n\n{body}\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path) as place:
        place.kept = Kept()
        for day in range(1, 7):
            save(place, day)
        yield place
    forget_plugins()


def save(place: Place, day: int, body: str = "Chữ.", title: str = "Bài", time: int = 0) -> None:
    text = ARTICLE.format(title=f"{title} {day}", day=day, body=body)
    place.write(f"tin-tuc/bai-{day}.md", text, time)


def rows_of(place: Place) -> dict[str, Any]:
    assert place.kept
    return dict(place.kept._memory._readings)


def test_only_what_was_saved_is_read_again(place: Place) -> None:
    assert place.build() == ""
    before = rows_of(place)
    save(place, 3, "Chữ khác.", time=1)
    assert place.build() == ""
    after = rows_of(place)
    assert [path for path in before if before[path] is not after[path]] == ["tin-tuc/bai-3.md"]
    assert_equal(place)


def test_deleted_articles_are_let_go(place: Place) -> None:
    place.build()
    (place.content / "tin-tuc/bai-3.md").unlink()
    assert place.build() == ""
    assert "tin-tuc/bai-3.md" not in rows_of(place)
    assert_equal(place)


def test_a_failed_build_leaves_nothing_and_the_next_is_right(place: Place) -> None:
    place.build()
    save(place, 3, "[hỏng](khong-co.md)", time=1)
    save(place, 4, "Chữ khác.", title="Tên khác", time=1)
    assert "khong-co.md" in place.build()
    assert place.kept
    assert place.kept._memory is None
    save(place, 3, time=2)
    assert place.build() == ""
    assert_equal(place)


def test_a_folder_that_somebody_put_in_place_of_a_page_harms_no_later_save(place: Place) -> None:
    place.build()
    place.is_hinted = True
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    page = place.output / "tin-tuc/2024/02/bai-3/index.html"
    page.unlink()
    page.mkdir()
    (page / "của ai đó").touch()
    place.is_hinted = False
    assert place.build() == ""
    place.is_hinted = True
    for day in (2, 3):
        save(place, day, "Chữ khác nữa.", time=2)
        assert place.build() == ""
    assert_equal(place)


def test_what_another_process_built_meanwhile_is_not_overlooked(place: Place) -> None:
    place.build()
    save(place, 2, "Của máy khác.", title="Tên khác", time=1)
    place.kept, own = None, place.kept
    place.build()
    place.kept = own
    save(place, 2, time=2)
    assert place.build() == ""
    assert_equal(place)


def test_what_no_hint_tells_is_found_by_the_next_look_at_all(place: Place) -> None:
    place.is_hinted = True
    place.build()
    save(place, 2, "Chữ khác.", title="Tên khác", time=1)
    place.write("tin-tuc/them.md", ARTICLE.format(title="Thêm", day=9, body="Chữ."), 1)
    place.changed = set()
    save(place, 3, "Chữ khác nữa.", time=2)
    assert place.build() == ""
    assert "Tên khác" not in page_of(place, 2)
    assert "Chữ khác nữa." in page_of(place, 3)
    place.changed = None
    assert place.build() == ""
    assert_equal(place)


EDITS = {
    "text": {"body": "Chữ khác."},
    "title": {"title": "Tên khác"},
    "link": {"body": "Xem [bài 2](bai-2.md)."},
    "link to nothing": {"body": "Xem [hỏng](khong-co.md)."},
}


@pytest.mark.parametrize("second", EDITS)
@pytest.mark.parametrize("first", ["text", "link"])
def test_one_save_after_another_gives_what_a_clean_build_gives(
    place: Place, first: str, second: str
) -> None:
    """What one leaves to the next is that of a save of another kind, of the same or another."""
    place.is_hinted = True
    place.build()
    saves = [(3, "text"), (3, first), (4, second), (4, "text"), (3, second), (3, "text")]
    for time, (day, edit) in enumerate(saves, 1):
        save(place, day, time=time, **EDITS[edit])
        assert (place.build() == "") == (edit != "link to nothing")
    assert_equal(place)


def test_a_link_to_a_draft_is_told_at_the_first_save_and_at_every_one(place: Place) -> None:
    place.is_hinted, place.values["drafts"] = True, False
    draft = ARTICLE.replace("Thẻ:", "Trạng thái: nháp\nThẻ:")
    place.write("tin-tuc/nhap.md", draft.format(title="Nháp", day=8, body="Chữ."), 0)
    assert place.build() == ""
    save(place, 3, "Chữ khác.", time=1)
    assert place.build() == ""
    for time in (2, 3):
        save(place, 3, f"Xem [nháp](nhap.md) {time}.", time=time)
        assert "liên kết tới bài nháp" in place.build()
    save(place, 3, "Thôi.", time=4)
    assert place.build() == ""
    assert_equal(place)


def test_a_picture_is_known_to_be_shown_since_an_earlier_save(place: Place) -> None:
    place.is_hinted = True
    save_many_older(place)
    place.write("anh/a.svg", DRAWING.format("red"), 0)
    assert place.build() == ""
    place.write("tin-tuc/cu-12.md", OLDER.format(day=12, body="![Đồi](anh/a.svg)"), 1)
    for time in (2, 3):  # of which the first may still have the other one at hand
        assert place.build() == ""
        save(place, 6, f"Chữ {time}.", time=time)
    assert place.build() == ""
    wider = DRAWING.format("blue").replace("0 0 16 9", "0 0 32 9")
    place.write("anh/a.svg", wider, 4)
    assert place.build() == ""
    assert_equal(place)


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize("months", [(1, 6), (6, 1), (6, 1, 6)])
def test_what_is_due_is_asked_at_every_save(
    place: Place, months: tuple[int, ...], drafts: bool
) -> None:
    """A clock may be set back, too."""
    place.is_hinted, place.values["drafts"] = True, drafts
    save_many_older(place)
    for month in months:
        place.values["month"] = month
        for time in range(3):  # after which few contents are still at hand
            save(place, 6, f"Chữ khác {month} {time}.", time=10 * month + time)
            assert place.build() == ""
            if time == 0:
                assert_equal(place)


OLDER = "Tiêu đề: Cũ {day}\nNgày: {day}/01/2024\n\nLời dẫn.\n\n{body}\n"


def save_many_older(place: Place) -> None:
    """Of which a save of the latest one touches few."""
    for day in range(10, 26):
        place.write(f"tin-tuc/cu-{day}.md", OLDER.format(day=day, body="Chữ."), 0)


def test_a_temporary_file_is_no_obstacle_to_a_hint(place: Place) -> None:
    place.is_hinted = True
    place.build()
    save(place, 3, "Chữ khác.", time=1)
    place.write("tin-tuc/4913", "", 1)
    place.delete("tin-tuc/4913")
    (place.output / page(2)).write_text("không phải của máy")
    assert place.build() == ""
    assert page_of(place, 2) == "không phải của máy"  # nobody looked
    assert "Chữ khác." in page_of(place, 3)


@pytest.mark.parametrize("name", ["tin-tuc/moi.md", "tin-tuc/bai-2.md", "tin-tuc", "tep/a.pdf"])
def test_where_files_come_or_go_all_are_looked_at(place: Place, name: str) -> None:
    place.is_hinted = True
    place.build()
    save(place, 4, "Không ai báo.", time=1)
    place.changed = set()
    if name.endswith("2.md"):
        place.delete(name)
    elif name == "tin-tuc":
        (place.content / name).rename(place.content / "trang")
        place.note(name)
    else:
        place.write(name, ARTICLE.format(title="Thêm", day=9, body="Chữ."), 1)
    assert place.build() == ""
    assert_equal(place)


def page(day: int) -> str:
    return f"tin-tuc/2024/02/bai-{day}/index.html"


def page_of(place: Place, day: int) -> str:
    return (place.output / page(day)).read_text("utf-8")


@pytest.mark.parametrize("table", ["outputs", "sources", "readings", "light"])
def test_a_state_damaged_meanwhile_costs_one_memory(place: Place, table: str) -> None:
    place.build()
    with closing(sqlite3.connect(state_of(place.output.resolve()))) as connection:
        connection.execute(f"DELETE FROM pieces WHERE name LIKE '{table} checksums#%'")
        connection.execute(f"DELETE FROM pieces WHERE name LIKE '{table}#%'")
        connection.commit()
    save(place, 3, "Chữ khác.", time=1)
    assert place.build() == ""
    assert_equal(place)
    for time in (2, 3):
        save(place, 3, f"Chữ {time}.", time=time)
        assert place.build() == ""
        assert_equal(place)
    assert place.kept
    assert place.kept._memory is not None


def test_memory_does_not_grow_from_build_to_build(place: Place) -> None:
    counts = []
    for turn in range(20):
        save(place, 3, f"Chữ {turn:02}.", title=f"Tên {turn:02}", time=turn)
        assert place.build() == ""
        gc.collect()
        counts.append(len(gc.get_objects()))
    assert counts[-1] - counts[5] < 20


def test_plugins_are_connected_once_however_often_they_build(place: Place) -> None:
    place.build()
    before = connected()
    save(place, 3, "Chữ khác.", time=1)
    place.build()
    assert connected() == before


def connected() -> int:
    found = [signal for signal in vars(signals).values() if isinstance(signal, Signal)]
    return sum(len(list(signal.receivers_for(ANY))) for signal in found)


def test_a_warning_is_told_at_every_build(place: Place) -> None:
    file = place.settings_file()
    file.write_text(file.read_text("utf-8") + "\nTHING = object()\n", "utf-8")
    for _ in range(2):
        told = StringIO()
        with redirect_stderr(told), redirect_stdout(StringIO()):
            build(place.content, place.output, settings_file=file, kept=place.kept)
        assert "THING" in told.getvalue()


@pytest.mark.parametrize("at_once", [1, spare.AT_ONCE])
def test_what_was_deleted_while_nobody_served_never_comes_back(
    place: Place, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """The folder that was live then holds it, and the state of other settings knows nothing."""
    monkeypatch.setattr(spare, "AT_ONCE", at_once)
    place.build()
    (place.content / "tin-tuc/bai-3.md").unlink()
    place.values["name"] = "Tên khác"
    assert place.build() == ""
    place.is_hinted, place.changed = True, set()
    for time in (1, 2):
        save(place, 2, f"Lần {time}.", time=time)
        assert place.build() == ""
        assert not (place.output / "tin-tuc/2024/02/bai-3").exists()
    assert_equal(place)


@pytest.mark.parametrize("at_once", [1, spare.AT_ONCE])
def test_what_somebody_put_there_while_nobody_served_never_comes_back(
    place: Place, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(spare, "AT_ONCE", at_once)
    place.build()
    (place.output / "tin-tuc/2024/lạ.html").touch()
    place.begin_process()
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    place.is_hinted, place.changed = True, set()
    for time in (2, 3, 4):
        save(place, 2, f"Lần {time}.", time=time)
        assert place.build() == ""
        assert not (place.output / "tin-tuc/2024/lạ.html").exists()
    assert_equal(place)


def test_a_spare_that_this_process_made_is_not_looked_through(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    untouched = spare._is_untouched

    def noting(site: Path, *given: Any) -> bool:
        looked.append(site)
        return untouched(site, *given)

    monkeypatch.setattr(spare, "_is_untouched", noting)
    place.is_hinted = True
    for time in range(5):
        save(place, 2, f"Lần {time}.", time=time)
        assert place.build() == ""
    assert looked == []


def test_a_save_through_one_name_of_a_file_is_seen_under_the_other(place: Place) -> None:
    (place.content / "tin-tuc/ten-khac.md").symlink_to("bai-2.md")
    assert place.build() == ""
    place.is_hinted, place.changed = True, set()
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    page = place.output / "tin-tuc/2024/02/ten-khac/index.html"
    assert "Chữ khác." in page.read_text("utf-8")
    assert_equal(place)
