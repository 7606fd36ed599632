"""A page captured from a screen comes out whole; the text is our own."""

from __future__ import annotations

from importing.article import build
from importing.document import letters
from importing.found import find
from importing.plain_text import read_text
from importing.testing import rendered

LEAD = (
    "Thời gian qua, các thôn trong xã chú trọng việc giữ sạch nguồn nước; qua đó, nhiều hộ đã có "
    "nước tốt để dùng quanh năm, kể cả vào những tháng khô hạn nhất của mùa đông."
)
BODY = [
    f"Đoạn thứ {n}: công việc giữ nguồn nước được chia cho từng thôn, mỗi thôn cử hai người "
    "trông coi đầu nguồn, ghi lại mực nước hằng tuần và báo về xã khi nước đục hay cạn bất thường."
    for n in ("nhất", "hai", "ba")
]
CAPTURED = f"""PublishingPortal - Block_BanTin_Toolbar

11/12/2023
Tăng cỡ chữ Giảm cỡ chữ
Bài minh hoạ: giữ sạch nguồn nước đầu thôn
{LEAD}

 PublishingPortal - Block_BanTin_ViewData

Người trông coi đầu nguồn ghi mực nước vào sổ tại cuộc họp tổng kết mười năm giữ nước sạch,
nơi các thôn kể lại việc mình làm được và việc còn vướng, có cả người lớn tuổi từng đi lấy nước,
cuối tháng 11/2023

{BODY[0]}

{BODY[1]}

{BODY[2]}/.

Tổ Biên Tập"""


def test_a_captured_page_comes_out_whole() -> None:
    document = read_text("bai.txt", CAPTURED)
    article = build(document, find(document), lambda _: None, rendered, [])
    hints = article.hints
    assert hints.date
    assert hints.date.value == "2023-12-11"
    assert hints.title
    assert hints.title.value == "Bài minh hoạ: giữ sạch nguồn nước đầu thôn"
    assert hints.lead
    assert hints.lead.value == LEAD
    photo, *paragraphs = article.body.strip().split("\n\n")
    assert photo.startswith("![](")
    assert photo.endswith('còn vướng, có cả người lớn tuổi từng đi lấy nước, cuối tháng 11/2023")')
    assert paragraphs[:3] == [BODY[0], BODY[1], f"{BODY[2]}/."]
    assert "PublishingPortal" not in article.body
    assert "cỡ chữ" not in article.body
    assert article.letters_lost == 0
    assert [file.data for file in article.files] == [None]


def test_wrapped_paragraphs_are_joined() -> None:
    text = (
        "Người trông coi đầu nguồn ghi mực nước vào sổ mỗi\n"
        "tuần một lần, rồi báo về xã. Xã cử người xem lại mỗi\n"
        "tháng, và báo lại cho các thôn.\n\nĐoạn sau."
    )
    assert read_text("a.txt", text).html.split("\n") == [
        "<p>Người trông coi đầu nguồn ghi mực nước vào sổ mỗi tuần một lần, rồi báo về xã. "
        "Xã cử người xem lại mỗi tháng, và báo lại cho các thôn.</p>",
        "<p>Đoạn sau.</p>",
    ]


def test_short_lines_stay_lines_of_their_own() -> None:
    text = "Kính gửi:\nÔng trưởng thôn\nHội phụ nữ\n- Một việc\n- Hai việc"
    assert read_text("a.txt", text).html.count("<p>") == 5


def test_letters_are_counted_with_what_is_left_out() -> None:
    assert read_text("bai.txt", CAPTURED).letters_in == letters(CAPTURED)
