"""The builds of one process take up what the last one left, and leave no more than it did."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from blinker import ANY, Signal
from pelican import signals

from plugins.incremental.generators import ContentGenerator
from plugins.incremental.records import Plain
from plugins.shared.process_cache import ProcessCache
from tests.support.edited_site import Place, assert_equal, new_place, write_named
from tests.support.whole_site import forget_plugins
from tools.build import build
from tools.output import cache_of

ARTICLE = "Tiêu đề: {title}\nNgày: 0{day}/02/2024\nThẻ: quýt\n\nLời dẫn.\n\n{body}\n"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path) as place:
        place.process = ProcessCache()
        for day in range(1, 7):
            save(place, day)
        yield place
    forget_plugins()


def save(place: Place, day: int, body: str = "Chữ.", title: str = "Bài", time: int = 0) -> None:
    text = ARTICLE.format(title=f"{title} {day}", day=day, body=body)
    place.write(f"tin-tuc/bai-{day}.md", text, time)


def read(place: Place) -> list[str]:
    """What the next build reads anew."""
    paths: list[str] = []
    read_one = ContentGenerator._read

    def noting(self: ContentGenerator, path: str) -> bytes | None:
        paths.append(path)
        return read_one(self, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContentGenerator, "_read", noting)
        assert place.build() == ""
    return paths


def decoded(place: Place) -> int:
    """Of how many articles and pages this process holds the records."""
    assert place.process
    return sum(
        len(tables.get("articles", {})) for _, tables in place.process.decoded._left.values()
    )


def test_only_what_was_saved_is_read_again(place: Place) -> None:
    assert len(read(place)) == decoded(place) == 6
    save(place, 3, "Chữ khác.", time=1)
    assert read(place) == ["tin-tuc/bai-3.md"]
    assert_equal(place)


def test_deleted_articles_are_let_go(place: Place) -> None:
    place.build()
    (place.content / "tin-tuc/bai-3.md").unlink()
    assert place.build() == ""
    assert decoded(place) == 5
    assert_equal(place)


def test_a_failed_build_leaves_nothing_and_the_next_is_right(place: Place) -> None:
    place.build()
    save(place, 3, "[hỏng](khong-co.md)", time=1)
    save(place, 4, "Chữ khác.", title="Tên khác", time=1)
    assert "khong-co.md" in place.build()
    assert decoded(place) == 0
    save(place, 3, time=2)
    assert place.build() == ""
    assert_equal(place)


def test_a_folder_that_somebody_put_in_place_of_a_page_harms_no_later_save(place: Place) -> None:
    place.build()
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    page = place.output / "tin-tuc/2024/02/bai-3/index.html"
    page.unlink()
    page.mkdir()
    (page / "của ai đó").touch()
    assert place.build() == ""
    for day in (2, 3):
        save(place, day, "Chữ khác nữa.", time=2)
        assert place.build() == ""
    assert_equal(place)


def test_what_another_process_built_meanwhile_is_not_overlooked(place: Place) -> None:
    place.build()
    save(place, 2, "Của máy khác.", title="Tên khác", time=1)
    own, place.process = place.process, ProcessCache()
    place.build()
    place.process = own
    save(place, 2, time=2)
    assert place.build() == ""
    assert_equal(place)


def test_a_saved_text_makes_no_other_content_anew(place: Place) -> None:
    place.build()
    assert place.process
    before = contents(place)
    save(place, 3, "Chữ khác.", time=1)
    assert place.build() == ""
    after = contents(place)
    assert [path for path in before if after[path] is not before[path]] == ["tin-tuc/bai-3.md"]
    assert_equal(place)


def test_what_is_made_of_an_article_goes_with_it(place: Place) -> None:
    place.build()
    (place.content / "tin-tuc/bai-3.md").unlink()
    assert place.build() == ""
    assert "tin-tuc/bai-3.md" not in contents(place)


def contents(place: Place) -> dict[str, Plain]:
    """All that the process has made of records."""
    assert place.process
    return {path: each for made in place.process.contents.values() for path, each in made.items()}


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
    place.build()
    saves = [(3, "text"), (3, first), (4, second), (4, "text"), (3, second), (3, "text")]
    for time, (day, edit) in enumerate(saves, 1):
        save(place, day, time=time, **EDITS[edit])
        assert (place.build() == "") == (edit != "link to nothing")
    assert_equal(place)


def test_a_link_to_a_draft_is_told_at_the_first_save_and_at_every_one(place: Place) -> None:
    place.values["drafts"] = False
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


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize("months", [(1, 6), (6, 1), (6, 1, 6)])
def test_what_is_due_is_asked_at_every_save(
    place: Place, months: tuple[int, ...], drafts: bool
) -> None:
    """A clock may be set back, too."""
    place.values["drafts"] = drafts
    for month in months:
        place.values["month"] = month
        save(place, 6, f"Chữ khác {month}.", time=month)
        assert place.build() == ""
        assert_equal(place)


@pytest.mark.parametrize("table", ["articles", "texts", "outputs", "sources", "memos"])
def test_a_cache_damaged_meanwhile_costs_one_build(place: Place, table: str) -> None:
    place.build()
    with closing(sqlite3.connect(cache_of(place.output.resolve()))) as connection:
        connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM meta WHERE key = 'mark'")
        connection.commit()
    for time in (1, 2, 3):
        save(place, 3, f"Chữ {time}.", time=time)
        assert place.build() == ""
        assert_equal(place)
    assert decoded(place) == 6


def test_memory_does_not_grow_from_build_to_build(place: Place) -> None:
    write_named(place)  # a warning is kept by whoever listens to the log
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
            build(place.content, place.output, settings_file=file, process=place.process)
        assert "THING" in told.getvalue()


def test_what_was_deleted_while_nobody_served_never_comes_back(place: Place) -> None:
    """The folder that was live then holds it, and the state of other settings knows nothing."""
    place.build()
    (place.content / "tin-tuc/bai-3.md").unlink()
    place.values["name"] = "Tên khác"
    assert place.build() == ""
    for time in (1, 2):
        save(place, 2, f"Lần {time}.", time=time)
        assert place.build() == ""
        assert not (place.output / "tin-tuc/2024/02/bai-3").exists()
    assert_equal(place)


def test_what_somebody_put_there_while_nobody_served_never_comes_back(place: Place) -> None:
    place.build()
    (place.output / "tin-tuc/2024/lạ.html").touch()
    place.begin_process()
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    for time in (2, 3, 4):
        save(place, 2, f"Lần {time}.", time=time)
        assert place.build() == ""
        assert not (place.output / "tin-tuc/2024/lạ.html").exists()
    assert_equal(place)


def test_a_save_through_one_name_of_a_file_is_seen_under_the_other(place: Place) -> None:
    (place.content / "tin-tuc/ten-khac.md").symlink_to("bai-2.md")
    assert place.build() == ""
    save(place, 2, "Chữ khác.", time=1)
    assert place.build() == ""
    page = place.output / "tin-tuc/2024/02/ten-khac/index.html"
    assert "Chữ khác." in page.read_text("utf-8")
    assert_equal(place)
