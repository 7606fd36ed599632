"""What somebody's hands or a broken disk make of a file, or of a whole folder that was built."""

from __future__ import annotations

import shutil
from pathlib import Path


def _by_text(file: Path) -> None:
    file.write_text("không phải cơ sở dữ liệu\n" * 500, "utf-8")


def _by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "gì đó").touch()


def _by_nothing(file: Path) -> None:
    file.unlink()


def _by_read_only(file: Path) -> None:
    file.chmod(0o444)


def _by_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("không-có")


DAMAGES = [_by_text, _by_folder, _by_nothing, _by_read_only, _by_link_to_nowhere]


def _edit(folder: Path) -> None:
    (folder / "tin-tuc/index.html").write_text("không phải của máy")


def _delete(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()


def _delete_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "tin-tuc")


def _make_a_folder_of(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()
    (folder / "tin-tuc/index.html").mkdir()
    (folder / "tin-tuc/index.html/lạ.txt").touch()


def _make_a_file_of(folder: Path) -> None:
    shutil.rmtree(folder / "tin-tuc")
    (folder / "tin-tuc").touch()


def _make_a_link_of(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()
    (folder / "tin-tuc/index.html").symlink_to("../404.html")


def _make_read_only(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


HANDS = [
    _edit,
    _delete,
    _delete_a_folder,
    _make_a_folder_of,
    _make_a_file_of,
    _make_a_link_of,
    _make_read_only,
    _delete_all,
    _empty,
]
