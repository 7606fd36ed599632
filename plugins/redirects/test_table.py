"""The table of old addresses is read as Excel in Vietnam saves it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plugins.redirects.table import RedirectRow, read_table
from tests.support.checked_content import problems_in

ROWS = [RedirectRow("/cu/1", "tin-tuc/a.md", 3), RedirectRow("/cu/2?a=1,2", "/tin-tuc/", 5)]


@pytest.mark.parametrize(
    "text",
    [
        'cũ,mới\n# a,b\n/cu/1,tin-tuc/a.md\n\n"/cu/2?a=1,2",/tin-tuc/\n',
        "\ufeffCũ;Mới\r\n\r\n/cu/1;tin-tuc/a.md\r\n;\r\n/cu/2?a=1,2;/tin-tuc/\r\n",
        "# old\nold;new;;\n/cu/1; tin-tuc/a.md ;;\n#\n/cu/2?a=1,2;/tin-tuc/;\n",
        "sep=;\nOLD;NEW\n/cu/1;tin-tuc/a.md\n\n/cu/2?a=1,2;/tin-tuc/",
        "\ncu\tmoi\n/cu/1\ttin-tuc/a.md\n\n/cu/2?a=1,2\t/tin-tuc/\n",
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, text: str) -> None:
    (tmp_path / "redirects.csv").write_text(text, "utf-8", newline="")
    assert read_table(tmp_path) == (ROWS, [])


def test_no_table_is_no_fault(tmp_path: Path) -> None:
    assert read_table(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("/cu/1,/a/\n", ["1:1: lỗi: dòng đầu của bảng địa chỉ cũ là “/cu/1,/a/”, máy không biết "
                         "cột nào là gì.\n    → thêm dòng đầu: cũ,mới"]),
        ("cũ;mới\n/cu/1\n/cu/2;\n;/a/\n/a;/b/;/c/\n", [
            f"{n}:1: lỗi: dòng “{line}” không có đúng hai ô: địa chỉ cũ và địa chỉ mới.\n"
            "    → viết theo mẫu này: /cu/1;tin-tuc/ten-tep.md; địa chỉ có dấu “;” thì đặt trong "
            "ngoặc kép."
            for n, line in ((2, "/cu/1"), (3, "/cu/2"), (4, "/a/"), (5, "/a;/b/;/c/"))
        ]),
        (b"c\xfb,m\xf4i\n/a,/b/\n", [
            "1:1: lỗi: bảng địa chỉ cũ không lưu bằng mã UTF-8.\n"
            "    → trong Excel: Lưu như (Save As), chọn “CSV UTF-8”."]),
        ("cũ,mới\n/a,/b/\n".encode("utf-16-le"), [
            "1:1: lỗi: bảng địa chỉ cũ không lưu bằng mã UTF-8.\n"
            "    → trong Excel: Lưu như (Save As), chọn “CSV UTF-8”."]),
        ("cũ,mới\n/a,/b/\0\n", [
            "1:1: lỗi: bảng địa chỉ cũ không lưu bằng mã UTF-8.\n"
            "    → trong Excel: Lưu như (Save As), chọn “CSV UTF-8”."]),
        (f"cũ,mới\n/a,{'b ' * 200_000}\n/c,{'d' * 3_000}\n/a,/b/\n", [
            f"{n}:1: lỗi: dòng “{line}…” có một ô dài hơn 2000 chữ, không phải một địa chỉ.\n"
            "    → mỗi ô ghi một địa chỉ; xem có thiếu dấu ngoặc kép không."
            for n, line in ((2, f"/a,{'b ' * 22}b"), (3, f"/c,{'d' * 47}"))]),
        (f"{'cũ' * 200_000},mới\n/a,/b/\n", [
            f"1:1: lỗi: dòng đầu của bảng địa chỉ cũ là “{'cũ' * 25}…”, máy không biết cột nào là "
            "gì.\n    → thêm dòng đầu: cũ,mới"]),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(
    tmp_path: Path, data: str | bytes, said: list[str]
) -> None:
    (tmp_path / "redirects.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    _, problems = read_table(tmp_path)
    assert [str(problem) for problem in problems] == [
        f"{tmp_path.name}/redirects.csv:{each}" for each in said
    ]


def test_a_folder_under_the_tables_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "redirects.csv").mkdir()
    (problem,) = read_table(tmp_path)[1]
    assert "bảng địa chỉ cũ phải là một tệp, mà đây là một thư mục" in problem.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need a right there")
@pytest.mark.parametrize("odd", ["pipe", "outside", "nowhere", "loop"])
def test_what_is_no_file_is_named_by_the_checks_and_not_opened(tmp_path: Path, odd: str) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (tmp_path / "khac.csv").write_text("cũ,mới\n/a,b\n", "utf-8")
    table = content / "redirects.csv"
    if odd == "pipe":
        os.mkfifo(table)
    else:
        table.symlink_to({"outside": "../khac.csv", "nowhere": "mat"}.get(odd, "redirects.csv"))
    assert read_table(content) == ([], [])
    (said,) = problems_in(tmp_path, {}, redirects=True)
    assert said.startswith("content/redirects.csv:1:1: lỗi: đây ")
