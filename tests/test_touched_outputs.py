"""Whatever somebody does where a site is built, the next build puts it right."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.edited_site import Place, assert_equal, tree
from tests.support.meddling import HANDS
from tests.support.rebuilding import assert_mended, edit_an_article, edit_the_theme, run
from tools.console import python_command, python_environment


@pytest.mark.parametrize("change", HANDS)
def test_an_output_that_somebody_changed_is_mended(
    place: Place, change: Callable[[Path], None]
) -> None:
    change(place.output)
    assert_mended(place)
    edit_the_theme(place, "đổi")
    assert_mended(place)


def test_what_a_program_writes_into_a_site_reaches_no_other(place: Place) -> None:
    """In place, so through to the folder that was live before; size or time tells of it."""
    pages = sorted(place.output.glob("tin-tuc/**/index.html"))
    pictures = sorted(place.output.glob("anh/0.*"))
    for turn, file in enumerate([*pages, *pictures]):
        data = file.read_bytes()
        with file.open("r+b") as opened:
            opened.write(data.upper())
            opened.truncate(len(data) - turn % 2)
    assert_mended(place)
    edit_an_article(place, "khác")
    assert_mended(place)
    (file,) = sorted(place.output.glob("anh/0.*.svg"))
    with file.open("r+b") as opened:
        opened.write("<!-- nhỏ hơn -->".encode())
    shutil.rmtree(place.output)
    assert_mended(place)


def test_a_file_that_somebody_added_goes_with_the_next_change(place: Place) -> None:
    """A build that changes nothing looks for no strangers; one that does publishes none."""
    (place.output / "tin-tuc/lạ.html").touch()
    (place.output / "rỗng/hơn").mkdir(parents=True)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert_mended(place)


def test_an_edited_output_whose_source_is_gone_goes_too(place: Place) -> None:
    (place.output / "tep/a.txt").write_text("không phải của máy")
    place.offer(time=101)
    assert_mended(place)


def test_a_file_may_take_the_place_of_a_folder_and_back(place: Place) -> None:
    for time, name in enumerate(("tep/nam.txt", "tep/nam.txt/b.txt", "tep/nam.txt")):
        place.offer(name, time=time)
        assert_mended(place)
        assert (place.output / name).is_file()


def test_what_lies_where_a_build_works_is_cleared(place: Place) -> None:
    for name in (".output.new", ".output.old"):
        (place.folder / name).mkdir()
        (place.folder / name / "rách.html").touch()
    edit_an_article(place, "khác")
    assert_mended(place)
    (place.folder / ".output.new").write_text("một tệp")
    (place.folder / ".output.old").symlink_to("không-có")
    edit_an_article(place, "nữa", 101)
    assert_mended(place)
    assert {path.name for path in place.folder.glob(".*")} == {".output.previous"}


def test_a_moved_output_with_a_link_in_its_place_is_left_alone(place: Place) -> None:
    moved = place.folder / "moved"
    place.output.rename(moved)
    place.output.symlink_to(moved)
    before = tree(moved)
    edit_the_theme(place, "đổi")
    code, told = run(place)
    assert code == 1
    assert "không ghi đè" in told
    assert tree(moved) == before
    place.output.unlink()
    assert_mended(place)


def test_builds_at_once_into_one_folder_take_turns(place: Place) -> None:
    edit_the_theme(place, "đổi")
    arguments = ["--settings", str(place.settings_file()), "--content", str(place.content)]
    command = python_command("tools.build", [*arguments, "--output", str(place.output)])
    builds = [subprocess.Popen(command, env=python_environment()) for _ in range(3)]
    assert [one.wait(120) for one in builds] == [0, 0, 0]
    assert_equal(place)
