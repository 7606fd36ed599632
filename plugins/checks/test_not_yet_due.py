"""An article of tomorrow is held back aloud, never in silence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from plugins.checks.testing import NOON, check_texts


def article(date: str, more: str = "") -> dict[str, str]:
    return {"tin-tuc/a.md": f"title: Bài\ndate: {date}\n{more}\nNội dung.\n"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("20/12/2030 08:30", "20/12/2030 08:30"), ("16/01/2024", "16/01/2024")],
)
def test_an_article_of_the_future_is_told_with_its_time(
    tmp_path: Path, typed: str, told: str
) -> None:
    assert check_texts(tmp_path, article(typed)) == [
        f"content/tin-tuc/a.md:2:1: cảnh báo: hẹn giờ đăng: {told}, còn giữ lại.\n"
        "    → muốn đăng ngay thì sửa ngày."
    ]


def test_the_minute_decides(tmp_path: Path) -> None:
    noon_in_vietnam = article("15/01/2024 12:00")
    assert check_texts(tmp_path, noon_in_vietnam) == []
    assert check_texts(tmp_path, noon_in_vietnam, now=NOON - timedelta(minutes=1)) != []


def test_a_draft_is_held_back_anyway(tmp_path: Path) -> None:
    assert check_texts(tmp_path, article("20/12/2030", "status: nháp\n")) == []
