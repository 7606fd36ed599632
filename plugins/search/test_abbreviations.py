"""Each form of an abbreviation stands for the other, as whole words only."""

from __future__ import annotations

import pytest

from plugins.search.abbreviations import other_forms

TABLE = {
    "CCCD": "căn cước công dân",
    "KL": "kết luận",
    "TP": "thành phố",
    "TP.": "thành phố",
    "TW": "Trung ương",
    "TƯ": "Trung ương",
}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Thẻ CCCD mới", ["căn cước công dân"]),
        ("Căn cước công dân", ["CCCD"]),
        ("KLB, akl, kết luận.", ["KL"]),
        ("TP. Hồ", ["thành phố", "thành phố"]),
        ("ATP.", []),
        ("Ủy ban trung ương", ["TW", "TƯ"]),
        ("cccd", []),
        ("", []),
    ],
)
def test_the_other_form_of_what_is_said(text: str, others: list[str]) -> None:
    assert sorted(other_forms(text, TABLE)) == sorted(others)
