"""No-break rule: numbers stay with what they count, and nothing but spaces ever changes."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.nobreak import (
    BEFORE_NAME,
    BEFORE_NUMBER,
    COUNTED,
    DATE_WORDS,
    UNITS,
    bind,
    bind_html,
)

WORDS = st.lists(
    st.sampled_from(
        ["1.300", "báo", "cáo", "ngày", "11/12", "tháng", "12", "năm", "2023", "Đ/c", "TP.", "Hà",
         "%", "85", " ", "\n", "<b>", "</b>", "<a href='x 1 m'>", "</a>", "<code>", "</code>", "<",
         "&amp;", "<!-- 1 m -->"]
    )
).map(" ".join)  # fmt: skip
SIGNS = (*"/-.:_%<\0\u00a0", " ", " ", "1", "12", "2,5", "10-15", "m", "Hà", "hà", "İ", "phuluc")
PIECES = st.lists(
    st.sampled_from((*BEFORE_NAME, *BEFORE_NUMBER, *UNITS, *SIGNS)) | st.text(max_size=3)
).map("".join)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("hơn 1.300 báo cáo bằng văn bản", "hơn 1.300~báo cáo bằng văn bản"),
        ("tổng hợp 85 báo cáo", "tổng hợp 85~báo cáo"),
        ("Đ/c Nguyễn Thanh Hà", "Đ/c~Nguyễn Thanh Hà"),
        ("đ/c Đặng Hà", "đ/c~Đặng Hà"),
        ("TP. Thái Nguyên, TP Bắc Kạn, Q. 1", "TP.~Thái Nguyên, TP~Bắc Kạn, Q.~1"),
        ("ngày 11/12", "ngày~11/12"),
        ("ngày 11 tháng 12 năm 2023", "ngày~11 tháng~12 năm~2023"),
        ("10 năm thực hiện Kết luận số 100-KL/TW", "10~năm thực hiện Kết luận số~100-KL/TW"),
        ("Điều 7, khoản 2", "Điều~7, khoản~2"),
        ("dài 100 m, đạt 85 %, 2,5 triệu đồng", "dài 100~m, đạt 85~%, 2,5~triệu đồng"),
        ("10-15 hộ", "10-15~hộ"),
        ("17 đồng chí là cán bộ", "17~đồng chí là cán bộ"),
    ],
)
def test_a_number_or_title_stays_with_its_word(text: str, bound: str) -> None:
    assert bind(text).replace("\u00a0", "~") == bound


@pytest.mark.parametrize(
    "text",
    ["COVID-19 người", "100 mét vuông"[:4] + "mà", "đ/c hà", "1/2 m", "có 3 việc", "12  m", "12\nm",
     "TP. trực thuộc", "năm nay", "xã 4"],
)  # fmt: skip
def test_what_is_not_on_the_lists_stays(text: str) -> None:
    assert bind(text) == text


def test_links_code_and_attributes_stay_byte_for_byte() -> None:
    html = (
        '<p title="85 % x">85 % <a href="#" title=">">85 % <b>10 km</b></a> 10 km '
        "<code>10 km</code><pre>10 km</pre><kbd>10 km</kbd><!-- 10 km -->"
        "<script>if (1 <2) '10 km'</script><style>/* 10 km */</style> 10 km</p>"
    )
    bound = bind_html(html)
    assert bound.count("\u00a0") == 3
    assert bound.replace("</a> 10\u00a0km", "</a> 10 km") != bound
    assert bound.startswith('<p title="85 % x">85\u00a0% <a href="#" title=">">85 % <b>10 km</b>')
    assert bound.endswith("</style> 10\u00a0km</p>")


@settings(deadline=None)
@given(WORDS)
def test_nothing_but_spaces_ever_changes(text: str) -> None:
    assert bind(text).replace("\u00a0", " ") == text
    assert bind_html(text).replace("\u00a0", " ") == text
    assert bind(bind(text)) == bind(text)
    assert bind_html(bind_html(text)) == bind_html(text)


def bound_plainly(text: str) -> str:
    """The rules as they are said: slow, since each is tried at every word."""
    first = any_of({word.split()[0] for word in (*UNITS, *COUNTED)} - set(DATE_WORDS))
    last = {word.split()[-1].lower() for word in BEFORE_NUMBER}
    number = r"(?<![\w.,/:-])(\d+(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?) "
    counts = rf"(?=(?:{first})(?![\w/])|(?:{any_of(DATE_WORDS)})(?!\w|[ \u00a0]\d))"
    text = re.sub(number + counts, "\\1\u00a0", text)

    def after_word(found: re.Match[str]) -> str:
        return f"{found[1]}\u00a0" if found[1].lower() in last else found[0]

    text = re.sub(r"(?<![\w/-])(\w+) (?=\d)", after_word, text)

    def after_title(found: re.Match[str]) -> str:
        return found[0] if found[2].islower() else f"{found[1]}\u00a0{found[2]}"

    return re.sub(rf"(?<![\w/])({any_of(BEFORE_NAME)}) ([^\W_])", after_title, text)


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@settings(deadline=None)
@given(PIECES)
def test_a_space_is_bound_as_the_rules_say(text: str) -> None:
    assert bind(text) == bound_plainly(text)


@settings(deadline=None)
@given(st.lists(PIECES.map(lambda text: text.replace("<", "/")), max_size=5))
def test_each_text_of_html_is_bound_for_itself(texts: list[str]) -> None:
    assert bind_html("<br>".join(texts)) == "<br>".join(map(bind, texts))
