"""A disk without room is named to the publisher, and leaves readers the old site."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from typing import Any

import pytest

import tools.output
from plugins.incremental.cache import BuildCache
from tests.support.edited_site import Draft, Place, assert_equal, tree
from tests.support.rebuilding import NO_TRACE, assert_mended, edit_the_theme, in_a_child, run


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9, 14, 20, 27])
def test_a_full_disk_is_named_and_leaves_the_old_site(place: Place, after: int) -> None:
    edit_the_theme(place, "đổi")
    place.write("tin-tuc/moi.md", Draft(title="Bài mới").text(), 5)
    before = tree(place.output)
    code, told = with_a_full_disk(place, after)
    assert code == 1, told
    assert "Hết chỗ trên đĩa" in told
    assert "giữ nguyên như trước" in told
    assert not any(word in told for word in NO_TRACE), told
    assert tree(place.output) == before
    assert_mended(place)


def with_a_full_disk(place: Place, after: int) -> tuple[int, str]:
    """From the n-th new file, folder or name on, the disk has no room."""

    def work() -> tuple[int, str]:
        count = 0

        def refuse(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            written = event in {"os.link", "os.mkdir"} or (
                event == "open"
                and isinstance(arguments[0], (str, bytes))
                and not str(arguments[0]).endswith((".lock", ".pyc"))
                and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            count += written
            if written and count > after:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        settings = place.settings_file()
        place.settings_file = lambda: settings  # type: ignore[method-assign]
        sys.addaudithook(refuse)
        return run(place)

    return in_a_child(work)


def test_a_disk_that_is_full_when_the_site_is_in_place_costs_only_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: BuildCache) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    edit_the_theme(place, "đổi")
    with monkeypatch.context() as patch:
        patch.setattr(BuildCache, "commit", full)
        code, told = run(place)
    assert code == 0
    assert "không ghi nhớ được cho lần sau (Hết chỗ trên đĩa" in told
    assert_equal(place)
    assert_mended(place)


@pytest.mark.parametrize("size", [0, 3_000, 30_000])
def test_a_limit_of_file_sizes_leaves_the_old_site(place: Place, size: int) -> None:
    """Of pages (3 kB), of the state (30 kB): the next build is right either way."""
    edit_the_theme(place, "đổi")
    before = tree(place.output)

    def work() -> tuple[int, str]:
        settings = place.settings_file()
        place.settings_file = lambda: settings  # type: ignore[method-assign]
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return run(place)

    code, told = in_a_child(work)
    assert "Hết chỗ trên đĩa" in told
    assert not any(word in told for word in NO_TRACE), told
    assert tree(place.output) == (tree(place.clean()) if code == 0 else before)
    assert_mended(place)


def test_a_real_full_disk_where_one_can_be_mounted(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forms above are always tested; this needs root on Linux."""
    disk = place.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3000k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        return
    try:
        monkeypatch.setattr(Place, "output", disk / "output")
        monkeypatch.setattr(tools.output, "NOTES", disk / "notes")
        assert run(place) == (0, "")
        for spare in (0, 8, 40, 120, 200):
            edit_the_theme(place, spare)
            place.write(
                "tin-tuc/moi.md", Draft(title=f"Bài {spare}", body="x " * 900).text(), spare
            )
            before = tree(place.output)
            free = shutil.disk_usage(disk).free
            (disk / "ballast").write_bytes(b"x" * max(0, free - spare * 1024))
            code, told = run(place)
            if code:
                assert "Hết chỗ trên đĩa" in told
                assert tree(place.output) == before
            else:
                assert tree(place.output) == tree(place.clean())
            assert spare or code
            assert not any(word in told for word in NO_TRACE), told
            (disk / "ballast").unlink()
            assert_mended(place)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
