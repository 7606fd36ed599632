"""Head and body are told apart by their looks alone, and no letter is lost on the way."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importing.document import Finding, FoundArticle, Hints, SourceDocument, letters
from importing.found import find
from importing.office_testing import letters_out, plain

LONG = "Đoạn này nói về việc chung của thôn, đủ dài để không ai coi là tên bài hay chú thích ảnh."
TITLE = '<p data-align="center" data-size="16"><strong>Thôn mới có nhà văn hóa</strong></p>'
LEAD_TEXT = (
    "Sau hai năm góp công, bà con trong thôn đã có nơi họp và nơi vui chơi cho các cháu nhỏ."
)
LEAD = f"<p><strong>{LEAD_TEXT}</strong></p>"
BODY = f"<p>{LONG}</p>" * 3
IMAGE = '<img src="a.jpg" alt="">'
PHOTO = f"<p>{IMAGE}</p>"


def found(markup: str, hints: Hints = Hints()) -> FoundArticle:  # noqa: B008
    total = letters(plain(markup))
    article = find(SourceDocument("a", "Word", markup, hints=hints, letters_in=total))
    known = sum(letters(each.value) for each in (hints.title, hints.lead) if each)
    assert letters_out(article) == total + known
    assert "data-align" not in article.html
    return article


def value(finding: Finding | None) -> str:
    return finding.value if finding else ""


def test_title_lead_author_and_end_mark_of_a_usual_article() -> None:
    article = found(
        f'{TITLE}{LEAD}{BODY}<p>Câu cuối./.</p><p data-align="right"><strong>Hương Dịu</strong></p>'
    )
    assert value(article.hints.title) == "Thôn mới có nhà văn hóa"
    assert value(article.hints.lead) == LEAD_TEXT
    assert [each.value for each in article.hints.authors] == ["Hương Dịu"]
    assert article.end_mark
    assert plain(article.html) == "\n".join([LONG] * 3 + ["Câu cuối./."])


def test_a_title_in_capitals_is_offered_as_a_sentence() -> None:
    body = "<p>Huyện Bạch Thông và UBND xã Cẩm Giàng cho biết, hội nghị của Đảng bộ thành công.</p>"
    article = found(
        '<p data-align="center"><strong>BẠCH THÔNG: HỘI NGHỊ CỦA UBND</strong></p>'
        f'<p data-align="center"><strong>XÃ CẨM GIÀNG LẦN THỨ XIV</strong></p>{body}{BODY}'
    )
    assert value(article.hints.title) == "Bạch Thông: hội nghị của UBND xã Cẩm Giàng lần thứ XIV"
    assert article.typed_title == "BẠCH THÔNG: HỘI NGHỊ CỦA UBND XÃ CẨM GIÀNG LẦN THỨ XIV"
    assert "chữ hoa" in article.notes[0]


def test_labels_for_whoever_publishes_are_left_out() -> None:
    article = found(
        "<p>BÀI VIẾT TUYÊN TRUYỀN</p><p>Tên bài: Thôn mới có điện</p>"
        f"<p>Bạch Thông, ngày 5/3/2024</p><p>Sapo: {LEAD_TEXT}</p>{BODY}"
    )
    assert value(article.hints.title) == "Thôn mới có điện"
    assert value(article.hints.lead) == LEAD_TEXT
    assert value(article.hints.date) == "2024-03-05"
    assert plain(article.html) == "\n".join([LONG] * 3)


def test_an_unmarked_first_line_is_a_guess() -> None:
    article = found(f"<p>Chợ phiên vùng cao</p>{BODY}")
    assert article.hints.title == Finding("Chợ phiên vùng cao", "dòng ở đầu tệp", "guess")
    assert article.hints.lead is None


@pytest.mark.parametrize(
    ("line", "names", "sure"),
    [
        ("Hương Dịu", ["Hương Dịu"], "guess"),
        ("<em>Hương Dịu</em>", ["Hương Dịu"], "likely"),
        ("Bài, ảnh: Hương Dịu", ["Hương Dịu"], "sure"),
        ("Tin, ảnh: Thu Hà - Văn Minh", ["Thu Hà", "Văn Minh"], "sure"),
        ("Người viết: Nông Văn A", ["Nông Văn A"], "sure"),
        ("H.Y (tổng hợp)", ["H.Y"], "likely"),
        ("Thu Hà và Văn Minh", ["Thu Hà", "Văn Minh"], "guess"),
        ("TS. Nguyễn Văn An", ["Nguyễn Văn An"], "guess"),
        ("<strong>Ban Tuyên giáo Huyện ủy</strong>", ["Ban Tuyên giáo Huyện ủy"], "guess"),
        ("Xin cảm ơn bà con.", [], ""),
        ("Hội nghị kết thúc", [], ""),
    ],
)
def test_the_last_line_may_name_who_wrote(line: str, names: list[str], sure: str) -> None:
    article = found(f"{TITLE}{LEAD}{BODY}<p>{line}</p>")
    assert [each.value for each in article.hints.authors] == names
    assert all(each.sure == sure for each in article.hints.authors)


def test_a_name_after_a_break_is_a_line_of_its_own() -> None:
    article = found(f"{TITLE}{LEAD}{BODY}<p>Câu cuối./.<br>Hương Dịu</p>")
    assert [each.value for each in article.hints.authors] == ["Hương Dịu"]
    assert article.end_mark


def test_days_names_and_sources_below_the_title_and_at_the_end() -> None:
    article = found(
        f"{TITLE}<p>Thứ Hai, 11/12/2023, 8h05</p><p>Thu Hà</p>{LEAD}{BODY}<p>(Theo Báo Bắc Kạn)</p>"
    )
    assert value(article.hints.date) == "2023-12-11 08:05"
    assert [each.value for each in article.hints.authors] == ["Thu Hà"]
    assert value(article.hints.source) == "Báo Bắc Kạn"
    assert value(article.hints.lead) == LEAD_TEXT


def test_what_the_source_knows_is_only_left_out_of_the_body() -> None:
    hints = Hints(title=Finding("Thôn mới có nhà văn hóa", "x"), lead=Finding(LEAD_TEXT, "x"))
    article = found(f"{TITLE}{LEAD}{BODY}", hints)
    assert article.hints == hints
    assert plain(article.html) == "\n".join([LONG] * 3)


FIGURE = '<figure><img alt="" src="a.jpg"/><figcaption>{}</figcaption></figure>'
BELOW = "Bà con họp. Ảnh: Thu Hà"


@pytest.mark.parametrize(
    "markup",
    [
        f"{PHOTO}<p><em>Bà con họp. Ảnh: Thu Hà</em></p>",
        f"{PHOTO}<p>Bà con họp (ảnh: Thu Hà)</p>",
        f'{PHOTO}<p data-align="center">Bà con họp.</p><p data-align="right">Ảnh: Thu Hà</p>',
        f"<p>{IMAGE}<br><em>Bà con họp (Ảnh: Thu Hà).</em></p>",
        f"<p><em>Bà con họp. Ảnh: Thu Hà</em></p>{PHOTO}",
        f"<table><tr><td>{PHOTO}</td></tr><tr><td><p>Bà con họp. Ảnh: Thu Hà</p></td></tr></table>",
        f"<table><tr><td><p>Bà con họp, ảnh: Thu Hà</p></td></tr><tr><td>{PHOTO}</td></tr></table>",
        f"<table><tr><td>{PHOTO}<p>Bà con họp. Ảnh: Thu Hà</p></td></tr></table>",
    ],
    ids=["below", "brackets", "two lines", "same line", "above", "table", "table above", "cell"],
)
def test_a_photo_finds_its_caption_and_credit(markup: str) -> None:
    article = found(f"{TITLE}{LEAD}<p>{LONG}</p>{markup}{BODY}")
    assert FIGURE.format(BELOW) in article.html
    assert plain(article.html).count("Thu Hà") == 1


def test_two_photos_share_a_caption_or_have_their_own() -> None:
    wide = ' colspan="2"'
    two = IMAGE + IMAGE.replace("a.jpg", "b.jpg")
    shared = f"<p>{IMAGE}</p><p>{IMAGE.replace('a.jpg', 'b.jpg')}</p><p><em>Hai bên họp</em></p>"
    rows = (
        f"<table><tr><td>{PHOTO}</td><td>{PHOTO.replace('a.jpg', 'b.jpg')}</td></tr>"
        "<tr><td{}><p>Một{}</p></td>{}</tr></table>"
    )
    figure = two.replace('alt="">', "/>").replace("<img ", '<img alt="" ').replace(" />", "/>")
    article = found(f"{TITLE}{LEAD}{BODY}{shared}{BODY}")
    assert f"<figure>{figure}<figcaption>Hai bên họp</figcaption></figure>" in article.html
    article = found(TITLE + LEAD + BODY + rows.format(wide, " hai", "") + BODY)
    assert f"<figure>{figure}<figcaption>Một hai</figcaption></figure>" in article.html
    article = found(TITLE + LEAD + BODY + rows.format("", "", "<td><p>Hai</p></td>") + BODY)
    assert FIGURE.format("Một") in article.html
    assert FIGURE.format("Hai").replace("a.jpg", "b.jpg") in article.html


def test_text_around_a_photo_is_no_caption_and_a_table_of_facts_stays() -> None:
    table = (
        f"<table><tr><td>{PHOTO}</td><td><p>Xã</p></td><td><p>Số hộ</p></td><td>1</td></tr></table>"
    )
    article = found(f"{TITLE}{LEAD}<p>{LONG}</p>{PHOTO}<p>{LONG}</p>{table}{BODY}")
    assert '<figure><img alt="" src="a.jpg"/></figure>' in article.html
    assert "<table>" in article.html


def test_typed_lists_become_lists() -> None:
    lines = ["- Một", "+ Trong", "+ Trong nữa", "- Hai", "1. Đầu", "2. Sau", "a) A", "b) B"]
    article = found(TITLE + LEAD + BODY + "".join(f"<p>{line}</p>" for line in lines) + BODY)
    assert (
        "<ul><li>Một<ul><li>Trong</li><li>Trong nữa</li></ul></li><li>Hai</li></ul>"
    ) in article.html.replace("\n", "")
    assert '<li>Sau<ol type="a"><li>A</li><li>B</li></ol></li>' in article.html


@pytest.mark.parametrize(
    "lines",
    [
        ["- Chỉ một gạch đầu dòng"],
        ["2023. Năm qua", "1.300 báo cáo"],
        ["c) Ba", "d) Bốn", "đ) Năm", "e) Sáu"],
        ["1. Đầu"],
    ],
)
def test_lines_that_no_list_shows_as_they_are_stay(lines: list[str]) -> None:
    article = found(TITLE + LEAD + BODY + "".join(f"<p>{line}</p>" for line in lines) + BODY)
    assert "<li>" not in article.html
    assert all(f"<p>{line}</p>" in article.html for line in lines)


def test_lines_in_bold_are_headings_and_others_are_not() -> None:
    article = found(
        f"{TITLE}{LEAD}{BODY}<p><strong>I. Kết quả</strong></p>{BODY}"
        f"<p><strong>1. Ở xã</strong></p>{BODY}<p><strong>Kết quả:</strong></p>{BODY}"
        f"<h2>Một điều đã quy định trong kiểu đề mục nhưng là mục liệt kê;</h2>{BODY}"
    )
    assert "<h2>I. Kết quả</h2>" in article.html
    assert "<h3>1. Ở xã</h3>" in article.html
    assert "<p><strong>Kết quả:</strong></p>" in article.html
    assert "<p>Một điều" in article.html


def test_what_an_office_puts_around_a_paper_goes_to_the_report() -> None:
    head = (
        "<table><tr><td><p>ĐẢNG BỘ HUYỆN BẠCH THÔNG</p><p>*</p><p>Số 12-BC/BTG</p></td>"
        "<td><p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>Bạch Thông, ngày 5 tháng 11 năm 2023</p></td>"
        "</tr></table>"
    )
    foot = (
        "<table><tr><td><p>Nơi nhận:</p><p>- Như trên;</p></td>"
        "<td><p>TRƯỞNG BAN</p><p>Nguyễn Văn An</p></td></tr></table>"
    )
    article = found(f"{head}{TITLE}{BODY}{BODY}{foot}")
    assert value(article.hints.date) == "2023-11-05"
    assert value(article.hints.title) == "Thôn mới có nhà văn hóa"
    assert not article.hints.authors
    assert [each.what for each in article.removed] == ["tiêu đề của cơ quan", "nơi nhận, chữ ký"]
    assert plain(article.html) == "\n".join([LONG] * 6)


def test_who_signed_is_not_who_wrote() -> None:
    signed = "<p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p><p>Nông Văn An</p>"
    article = found(f"<p>ỦY BAN NHÂN DÂN</p><p>Số: 5/TB-UBND</p>{TITLE}{BODY}{BODY}{signed}")
    assert not article.hints.authors
    assert {each.what for each in article.removed} == {"tiêu đề của cơ quan", "nơi nhận, chữ ký"}


LINES = st.sampled_from(
    [
        *(LONG, "Thôn mới", "THÔN MỚI CÓ ĐIỆN", "Hương Dịu", "Bài, ảnh: Thu Hà", "(Theo Báo A)"),
        *("11/12/2023", "- Một", "+ Hai", "1. Ba", "2. Bốn", "a) Năm", "b) Sáu", "đ) Bảy"),
        *("Ảnh: Thu Hà", "Họp thôn (Ảnh: An)", "Nơi nhận:", "TM. ỦY BAN", "Số: 1/BC-UB", "x./."),
        *("ĐẢNG BỘ HUYỆN", "Độc lập - Tự do - Hạnh phúc", "I. KẾT QUẢ", "BÁO CÁO", "", IMAGE),
    ]
)
LOOKS = st.sampled_from(["", ' data-align="center"', ' data-align="right"', ' data-size="16"'])
PARAGRAPHS = st.builds(
    lambda line, look, mark: (
        f"<p{look}><{mark}>{line}</{mark}></p>" if mark else f"<p{look}>{line}</p>"
    ),
    LINES,
    LOOKS,
    st.sampled_from(["", "strong", "em"]),
)
ROWS = st.lists(PARAGRAPHS.map("<td>{}</td>".format), min_size=1, max_size=3).map("".join)
TABLES = st.lists(ROWS.map("<tr>{}</tr>".format), min_size=1, max_size=3).map(
    lambda rows: f"<table>{''.join(rows)}</table>"
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARAGRAPHS | TABLES, max_size=14))
def test_no_letter_is_lost_and_no_photo(blocks: list[str]) -> None:
    markup = "".join(blocks)
    article = found(markup)
    assert article.html.count("<img") == markup.count("<img")
    assert html.unescape(article.html).count("<figcaption></figcaption>") == 0
