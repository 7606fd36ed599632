"""Two articles with one title are named to the editor, both of them."""

from __future__ import annotations

from pathlib import Path

from plugins.checks.testing import check_texts


def article(title: str) -> str:
    return f"title: {title}\ndate: 11/12/2023\n\nNội dung.\n"


def test_a_title_used_twice_is_a_warning_that_names_the_other_file(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article("Khai mạc Đại hội"),
        "tin-tuc/b.md": article("“Khai mạc” Đại hội."),
        "tin-tuc/c.md": article("Bế mạc Đại hội"),
    }
    assert check_texts(tmp_path, files) == [
        "content/tin-tuc/b.md:1:1: cảnh báo: tiêu đề ““Khai mạc” Đại hội.” trùng với bài "
        "content/tin-tuc/a.md.\n"
        "    → nếu là một bài thì xóa một trong hai tệp; nếu không thì đặt tiêu đề khác."
    ]


def test_titles_of_other_words_are_no_problem(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article("Lịch công tác tuần 12"),
        "tin-tuc/b.md": article("Lịch công tác tuần 13"),
        "tin-tuc/c.md": article("!!!"),
        "tin-tuc/d.md": article("???"),
    }
    assert check_texts(tmp_path, files) == []
