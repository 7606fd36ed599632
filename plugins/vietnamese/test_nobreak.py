"""No-break rule: numbers stay with what they count, and nothing but spaces ever changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vietnamese.nobreak import bind, bind_html

WORDS = st.lists(
    st.sampled_from(
        ["1.300", "báo", "cáo", "ngày", "11/12", "tháng", "12", "năm", "2023", "Đ/c", "TP.", "Hà",
         "%", "85", " ", "\n", "<b>", "</b>", "<a href='x 1 m'>", "</a>", "<code>", "</code>", "<",
         "&amp;", "<!-- 1 m -->"]
    )
).map(" ".join)  # fmt: skip


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
