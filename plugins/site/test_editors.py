"""Who may do what is declared once, and a slip in it is a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.shared.settings import SettingError
from plugins.site.editors import LONGEST_NAME, Newsroom, clean_name, read_newsroom


def test_without_names_everybody_may_everything() -> None:
    newsroom = read_newsroom({})
    assert newsroom == Newsroom({})
    assert newsroom.may("ai đó", "approve")


def test_who_is_listed_may_what_is_declared() -> None:
    editors = {"Người viết": ["viết"], "Tổ trưởng": ["Viết", "duyệt", "đăng"]}
    newsroom = read_newsroom(
        {"EDITORS": editors, "APPROVAL": True, "OVERDUE": {"question_days": 3}}
    )
    assert newsroom.may("Tổ trưởng", "approve")
    assert newsroom.may("Tổ trưởng", "publish")
    assert not newsroom.may("Người viết", "approve")
    assert not newsroom.may("ai đó", "write")
    assert (newsroom.approval, newsroom.overdue.question_days) == (True, 3)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"EDITORS": ["A"]}, "EDITORS: đọc được ['A']; cần bảng tên và việc"),
        ({"EDITORS": {"A, B": ["viết"]}}, "EDITORS: tên 'A, B' không dùng được"),
        ({"EDITORS": {" A": ["viết"]}}, "EDITORS: tên ' A' không dùng được"),
        ({"EDITORS": {1: ["viết"]}}, "EDITORS: tên 1 không dùng được"),
        ({"EDITORS": {"A": "viết"}}, "EDITORS, “A”: đọc được 'viết'; cần danh sách việc"),
        ({"EDITORS": {"A": []}}, "EDITORS, “A”: đọc được []"),
        ({"EDITORS": {"A": ["xóa"]}}, "EDITORS, “A”: không có việc 'xóa'; chỉ có: viết, duyệt"),
        ({"APPROVAL": "có"}, "APPROVAL: đọc được 'có'; cần True hoặc False."),
        ({"APPROVAL": True}, "APPROVAL: chưa ai trong EDITORS được “duyệt”"),
        ({"APPROVAL": True, "EDITORS": {"A": ["viết"]}}, "APPROVAL: chưa ai trong EDITORS"),
        ({"OVERDUE": {"question_days": 0}}, "OVERDUE.question_days: đọc được 0"),
    ],
)
def test_a_slip_is_named(settings: dict[str, object], told: str) -> None:
    with pytest.raises(SettingError) as refused:
        read_newsroom(settings)
    assert str(refused.value).startswith(told)


@given(st.text())
def test_a_cleaned_name_is_one_line_that_a_file_may_bear(name: str) -> None:
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned
    assert len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('<>:"|?*\\/\n')
