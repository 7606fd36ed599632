"""Whatever lies in content/, the walk ends and says what it leaves out."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from plugins.shared.content import PathFault, Tree, fault_of, read_tree
from tests.support.checked_content import article, problems_in

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="links and pipes need a right there"
)

ODD: dict[str, PathFault] = {
    "anh/ngoai.jpg": "outside",
    "anh/ong.jpg": "special",
    "anh/thiet-bi.jpg": "outside",
    "tep/mat.pdf": "nowhere",
    "tep/vong.pdf": "loop",
    "tin-tuc/cong.md": "special",
    "tin-tuc/ngoai": "outside",
    "tin-tuc/ong.md": "special",
    "tin-tuc/toi-ong.md": "special",
    "trang/lai": "folder",
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    outside = tmp_path / "khac"
    outside.mkdir()
    (outside / "bi-mat.md").write_text(article("Bí mật."), "utf-8")
    content = tmp_path / "content"
    for room in ("anh", "tep", "tin-tuc", "trang"):
        (content / room).mkdir(parents=True)
    (content / "tin-tuc/a.md").write_text(article("Chữ."), "utf-8")
    (content / "anh/ngoai.jpg").symlink_to(outside / "bi-mat.md")
    (content / "anh/thiet-bi.jpg").symlink_to("/dev/zero")
    (content / "tin-tuc/ngoai").symlink_to(outside)
    (content / "trang/lai").symlink_to(content)
    (content / "tep/mat.pdf").symlink_to("khong-co.pdf")
    (content / "tep/vong.pdf").symlink_to("vong.pdf")
    (content / "tep/trong.md").symlink_to("../tin-tuc/a.md")
    (content / "tin-tuc/.#a.md").symlink_to("ai@may.123")  # Emacs, while a.md is edited
    for pipe in ("anh/ong.jpg", "tin-tuc/ong.md"):
        os.mkfifo(content / pipe)
    (content / "tin-tuc/toi-ong.md").symlink_to("ong.md")
    monkeypatch.chdir(content / "tin-tuc")  # a socket's path may be 108 bytes long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("cong.md")
    return content


def test_only_regular_files_inside_are_listed(content: Path) -> None:
    tree = read_tree(content, [".*"])
    assert tree.files == ("tep/trong.md", "tin-tuc/a.md")
    assert dict(tree.odd) == ODD
    assert tree.ignored == ()
    for path, fault in {**ODD, "tin-tuc/a.md": None}.items():
        assert fault_of(content / path, content) == fault


def test_a_check_names_each_and_opens_none(content: Path) -> None:
    """A pipe that is opened would hang."""
    said = problems_in(content.parent, {})
    named = [each.partition(":1:1: lỗi: đây ")[0] for each in said if ":1:1: lỗi: đây " in each]
    assert named == [f"content/{path}" for path in ODD]
    assert not any("Bí mật" in each for each in said)


def test_a_content_folder_that_is_itself_a_link_is_read(content: Path, tmp_path: Path) -> None:
    (tmp_path / "loi-vao").symlink_to(content)
    assert read_tree(tmp_path / "loi-vao", [".*"]).files == read_tree(content, [".*"]).files


def test_ignored_folders_are_not_looked_into(tmp_path: Path) -> None:
    for name in ("a/__pycache__/b.pyc", ".git/config", "a/c.tmp", "a/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    tree = read_tree(tmp_path, [".*", "__pycache__", "*.tmp"])
    assert (tree.files, tree.ignored) == (("a/d.txt",), ("a/c.tmp",))


def test_files_below_folders_are_those_that_begin_with_their_names() -> None:
    files = ("a-b/1.md", "a.md", "a/1.md", "a/b/2.md", "a0/3.md", "b/4.md")
    tree = Tree(files)
    for folders in (["a"], ["a", "a/b"], ["b", "a"], ["a/b", "a0"], ["c"], []):
        tops = tuple(f"{folder}/" for folder in folders)
        assert tree.below(folders) == [file for file in files if file.startswith(tops)]
