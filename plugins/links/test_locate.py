"""Whatever an editor types as a path is read without an error, and its nearest file is offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.links.files import ContentFiles
from plugins.links.locate import locate
from plugins.links.nearest import Nearest
from plugins.shared.content import read_tree

FILES = ("anh/2023/Hội nghị.svg", "anh/2023/a.svg", "tin-tuc/a.md", "tin-tuc/nho/b.md")
CONTENT = ContentFiles(FILES, ("tin-tuc", "trang"), ("anh", "tep"))
PIECES = st.lists(
    st.sampled_from(
        [
            *("..", ".", "/", "//", "\\", "anh", "tin-tuc", "a.md", "Hội nghị.svg", "{static}"),
            *("http:", "file:", "C:", "?", "#", "@", "%", "%00", "[", "]", "\u0301", "\x00", " "),
        ]
    )
).map("".join)


@given(written=PIECES | st.text(), folder=st.sampled_from(["tin-tuc", "tin-tuc/nho", "."]))
def test_any_text_is_read_and_only_files_of_the_content_are_found(
    written: str, folder: str
) -> None:
    for shown in (True, False):
        target = locate(written, folder, CONTENT, shown=shown)
        if target.kind in ("file", "article"):
            assert target.path in FILES
        if target.kind == "missing":
            sentence, remedy = CONTENT.why_missing(target.path, folder)
            assert sentence
            assert remedy


@given(st.lists(st.text()), st.text())
def test_the_nearest_is_one_of_the_paths_or_none(paths: list[str], typed: str) -> None:
    assert Nearest(paths)(typed) in {*paths, ""}


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("anh/2023/hoi-nghi.jpg", "anh/2023/Hội nghị.svg"),
        ("anh/hoi nghi.svg", "anh/2023/Hội nghị.svg"),
        ("anh/2023/hoi-nghii.svg", "anh/2023/Hội nghị.svg"),
        ("anh/2023/khac-han.svg", ""),
    ],
)
def test_marks_spaces_suffix_and_a_slip_do_not_hide_what_was_meant(typed: str, near: str) -> None:
    assert Nearest(FILES)(typed) == near


def test_a_link_to_a_folder_or_to_a_file_outside_is_not_listed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "anh").mkdir(parents=True)
    (content / "anh" / "a.svg").touch()
    (tmp_path / "mat.txt").touch()
    (content / "anh" / "vong").symlink_to(content)
    (content / "anh" / "mat.txt").symlink_to(tmp_path / "mat.txt")
    (content / "anh" / "b.svg").symlink_to(content / "anh" / "a.svg")
    assert read_tree(content, ()).files == ("anh/a.svg", "anh/b.svg")
