"""Files appear whole, and no other name of theirs is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.shared.files import make_folder, write_new, write_whole


def test_a_new_file_leaves_the_second_name_of_the_old_one_alone(tmp_path: Path) -> None:
    (tmp_path / "cũ").write_bytes(b"before")
    os.link(tmp_path / "cũ", tmp_path / "mới")
    write_new(str(tmp_path / "mới"), b"after")
    assert (tmp_path / "cũ").read_bytes() == b"before"
    assert (tmp_path / "mới").read_bytes() == b"after"


def test_a_folder_takes_the_place_of_a_file_and_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"x")
    (tmp_path / "a" / "c").write_bytes(b"x")
    (tmp_path / "a" / "d").symlink_to("nowhere")
    known = {str(tmp_path)}
    make_folder(f"{tmp_path}/a/b/c", known)
    make_folder(f"{tmp_path}/a/d", known)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_dir()) == [
        "a",
        "b",
        "c",
        "d",
    ]
    assert (tmp_path / "a" / "c").read_bytes() == b"x"


def test_a_file_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(OSError, match="a"):
        write_whole(tmp_path / "a", b"x")
    assert {file.name for file in tmp_path.rglob("*")} == {"a", "b"}


def test_a_whole_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b", b"x")  # a web server runs as another user
    (tmp_path / "c").write_bytes(b"")
    assert (tmp_path / "a" / "b").read_bytes() == b"x"
    assert (tmp_path / "a" / "b").stat().st_mode == (tmp_path / "c").stat().st_mode
