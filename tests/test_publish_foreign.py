"""A target with things of somebody else's keeps them, and the publisher hears what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.publishing import Publisher, make_publisher
from tools.publish.command import Options, publish
from tools.publish.folder import Folder
from tools.publish.releases import POINTER, RELEASE, live_name
from tools.publish.rollback import releases, rollback

OLD, NEW = "20260101T000000-0123456789", "20260102T000000-0123456789"
COMMANDS: dict[str, Callable[[Path], int]] = {
    "publish": lambda settings: publish(options=Options(yes=True), settings_file=settings),
    "timer": lambda settings: publish(options=Options(due=True), settings_file=settings),
    "rollback": lambda settings: rollback(settings_file=settings),
    "releases": lambda settings: releases(settings_file=settings),
}


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """Two releases are there, and no `current`. Nothing here comes as far as a build."""
    made = make_publisher(tmp_path)
    made.declare(f"PUBLISH = {{'targets': {{'thu': {{'to': {str(made.target)!r}}}}}}}")
    for name in (OLD, NEW):
        site = made.target / "releases" / name / "site"
        site.mkdir(parents=True)
        (site / "index.html").write_text(name)
        (site.parent / "manifest.json").write_text(
            '{"format":1,"changes":[1,0,0],"files":{"index.html":["x",26]}}'
        )
    return made


def settings_of(publisher: Publisher) -> Path:
    return publisher.folder / "site/settings_of_test.py"


def refused(publisher: Publisher, command: str, capsys: pytest.CaptureFixture[str]) -> str:
    before = publisher.state()
    assert COMMANDS[command](settings_of(publisher)) == 1
    assert publisher.state() == before
    told = capsys.readouterr()
    (line,) = (told.out + told.err).splitlines()
    return line


def copied_with_scp(current: Path) -> None:
    (current / "site").mkdir(parents=True)
    (current / "site/index.html").write_text("trang đang dùng")


PUT_THERE: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (copied_with_scp, "là thư mục hay tệp do ai đó chép vào"),
    "file": (lambda current: current.write_text("x"), "là thư mục hay tệp do ai đó chép vào"),
    "link of others": (lambda current: current.symlink_to("trang cũ"), "dẫn tới “trang cũ”"),
    "link out": (
        lambda current: current.symlink_to(f"/srv/{OLD}", target_is_directory=True),
        f"dẫn tới “/srv/{OLD}”",
    ),
    "link up": (
        lambda current: current.symlink_to(f"../releases/{OLD}"),
        f"dẫn tới “../releases/{OLD}”",
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", PUT_THERE)
def test_a_current_that_is_no_link_of_ours_is_left_alone(
    publisher: Publisher, command: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put, what = PUT_THERE[kind]
    put(publisher.target / "current")
    line = refused(publisher, command, capsys)
    assert line.startswith(f"“current” ở nơi đăng {what}")
    assert ", không phải liên kết tới một bản trong releases" in line
    assert "đổi tên nó thành current.cu" in line


@pytest.mark.parametrize("command", ["publish", "timer"])
def test_a_current_that_leads_nowhere_names_the_way_back(
    publisher: Publisher, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = "20260103T000000-0123456789"
    (publisher.target / "current").symlink_to(f"releases/{gone}")
    line = refused(publisher, command, capsys)
    assert f"bản {gone}, mà bản ấy không còn" in line
    assert f"mới nhất: {NEW}" in line
    assert rollback(NEW, settings_file=settings_of(publisher)) == 0
    assert publisher.live_name == NEW


def test_the_timer_says_that_current_is_gone_and_rollback_brings_it_back(
    publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "không còn liên kết “current”" in refused(publisher, "timer", capsys)
    assert f"rollback TÊN_BẢN (mới nhất: {NEW})" in refused(publisher, "rollback", capsys)
    assert rollback(OLD, settings_file=settings_of(publisher)) == 0
    assert publisher.live_name == OLD


@pytest.mark.parametrize("command", ["publish", "timer", "rollback"])
@pytest.mark.parametrize("name", ["releases", "kept"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_folder_that_is_something_else_is_left_alone(
    publisher: Publisher, command: str, name: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (publisher.target / "current").symlink_to(f"releases/{NEW}")
    place, elsewhere = publisher.target / name, publisher.folder / "đĩa khác"
    if place.exists():
        place.rename(elsewhere)
    else:
        elsewhere.mkdir()
    if kind == "link":
        place.symlink_to(elsewhere)
    else:
        place.write_text("x")
    line = refused(publisher, command, capsys)
    what = "liên kết" if kind == "link" else "tệp"
    assert line.startswith(f"“{name}” ở nơi đăng là một {what}, cần một thư mục thật")


def test_only_a_link_is_removed_as_one(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    copied_with_scp(tmp_path / "current")
    storage.unpoint("current")
    assert (tmp_path / "current/site/index.html").is_file()
    storage.unpoint("không có")
    (tmp_path / "liên kết").symlink_to("releases/1")
    storage.unpoint("liên kết")
    assert storage.names("") == ["current"]


def test_an_older_link_of_ours_with_a_slash_is_ours(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(f"releases/{OLD}/")
    assert RELEASE.fullmatch(OLD)
    assert POINTER.fullmatch(f"releases/{OLD}/")
    assert live_name(Folder(tmp_path)) == OLD
