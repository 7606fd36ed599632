"""The table of old addresses is read as Excel in Vietnam saves it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.redirects.table import Row, read_table

ROWS = [Row("/cu/1", "tin-tuc/a.md", 3), Row("/cu/2?a=1,2", "/tin-tuc/", 5)]


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
