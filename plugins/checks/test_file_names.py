"""A colleague on Windows or a Mac can fetch the whole folder, or the editor hears why not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.checked_content import article, problems_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there such names can be")

WINDOWS = "cảnh báo: máy Windows không nhận tên “{}”: {}."


@pytest.mark.parametrize(
    ("path", "name", "why"),
    [
        ("tin-tuc/con.md", "con.md", "con là tên riêng của Windows"),
        ("tep/LPT1.bang.pdf", "LPT1.bang.pdf", "LPT1 là tên riêng của Windows"),
        ("tep/a:b.pdf", "a:b.pdf", "có dấu :"),
        ("tep/a?.pdf", "a?.pdf", "có dấu ?"),
        ("tep/năm./a.pdf", "năm.", "có dấu chấm hoặc dấu cách ở cuối"),
        ("tep/a /b.pdf", "a", "có dấu chấm hoặc dấu cách ở cuối"),
        ("tep/aux/b.pdf", "aux", "aux là tên riêng của Windows"),
    ],
)
def test_a_name_that_windows_forbids_is_named(
    tmp_path: Path, path: str, name: str, why: str
) -> None:
    (said,) = problems_in(tmp_path, {path: article("Chữ.")})
    assert said.startswith("content/" + path.partition(name)[0] + name)
    assert WINDOWS.format(name, why) in said
    assert "→ đổi tên:" in said


@pytest.mark.parametrize(
    "name", ["con-duong.md", "auxin.md", "com.md", "bài viết (1).md", "a.b.md"]
)
def test_other_names_are_left_alone(tmp_path: Path, name: str) -> None:
    assert problems_in(tmp_path, {f"tin-tuc/{name}": article("Chữ.")}) == []


def test_names_that_differ_in_case_only_are_named_once(tmp_path: Path) -> None:
    said = problems_in(
        tmp_path,
        {"tep/2023/Đơn.pdf": "x", "tep/2023/đơn.pdf": "x", "tep/A/b.pdf": "x", "tep/a/c.pdf": "x"},
    )
    assert [each.partition(": máy")[0] for each in said] == [
        "content/tep/2023/đơn.pdf:1:1: cảnh báo: tên chỉ khác “tep/2023/Đơn.pdf” ở chữ hoa, chữ "
        "thường",
        "content/tep/a:1:1: cảnh báo: tên chỉ khác “tep/A” ở chữ hoa, chữ thường",
    ]


def test_a_line_end_in_a_name_is_an_error(tmp_path: Path) -> None:
    (said,) = problems_in(tmp_path, {"tep/a\nb.pdf": "x"})
    assert "lỗi: tên “a?b.pdf” có ký tự điều khiển." in said


def test_no_page_lies_where_files_are(tmp_path: Path) -> None:
    (said,) = problems_in(tmp_path, {"trang/tep.md": "---\ntitle: Tệp\n---\n\nChữ.\n"})
    assert said.startswith(
        "content/trang/tep.md:1:1: lỗi: địa chỉ /tep/ dành riêng cho thư mục ảnh"
    )


def test_no_page_lies_where_a_list_is(tmp_path: Path) -> None:
    (said,) = problems_in(tmp_path, {"trang/the.md": "---\ntitle: Thẻ\n---\n\nChữ.\n"})
    assert said.startswith(
        "content/trang/the.md:1:1: lỗi: địa chỉ /the/ dành riêng cho một trang danh sách"
    )
