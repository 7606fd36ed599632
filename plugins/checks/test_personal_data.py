"""Personal data is found in every spelling and everywhere, and nothing is taken for it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plugins.checks.personal import find_personal, may_hold
from plugins.checks.rules.personal_data import check
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.schema import Schema, Section
from plugins.vietnamese.text import is_plain

SCHEMA = Schema(
    (
        Section("tin-tuc", "Tin tức"),
        Section("dinh-huong-du-luan", "Định hướng", kinds=("hoi-dap", "kiem-chung")),
    )
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SPACES = ("", " ", "\u00a0", "\u2009", "\u202f", "&nbsp;", "&#8239;", "\u200b", "&#8203;")
SEPARATORS = (*SPACES, ".", "-", "–", "\u2011", " - ", "\\.", "&#46;")
GROUPS = ((10,), (4, 3, 3), (3, 3, 4), (3, 4, 3), (2, 2, 2, 2, 2), (4, 2, 2, 2), (4, 6), (5, 5))
ABROAD = ("+84", "0084", "(+84)", "+84 (0)", "+84(0)", "84", "84 ")
BEFORE = ("", "Gọi ", "(", "Ông A: ", "| A | ", "**", "số 12/", "ĐT:", "Năm 2023, ", "“")
AFTER = ("", ".", ", gặp ông A", ")", "/…", " |", "**", "/0209 3870 123", "; 123", "”", "\n\n2023")


def found_in(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_personal(text, plain=is_plain(text))]


@st.composite
def mobile_numbers(draw: st.DrawFn) -> str:
    national = draw(
        st.from_regex(r"(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}", fullmatch=True)
    )
    separator = draw(st.sampled_from(SEPARATORS))
    abroad = draw(st.sampled_from(("", *ABROAD)))
    if abroad.startswith("84"):  # with dots it would be an amount
        separator = draw(st.sampled_from(SPACES))
    digits, parts = f"0{national}", []
    for length in draw(st.sampled_from(GROUPS)):
        parts.append(digits[:length])
        digits = digits[length:]
    if not abroad and len(parts[0]) > 2 and draw(st.booleans()):
        parts[0] = f"({parts[0]})" if len(parts) > 1 else parts[0]
    number = separator.join(parts)
    if abroad:
        number = abroad + draw(st.sampled_from(("", " ", "\u00a0"))) + number[1:]
    if draw(st.booleans()) and "&" not in number:
        number = number.translate(FULL_WIDTH)
    return number


@given(mobile_numbers(), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_a_mobile_number_is_found_where_it_stands(number: str, before: str, after: str) -> None:
    text = before + number + after
    found = find_personal(text, plain=is_plain(text))
    assert [(each.start, each.end) for each in found] == [(len(before), len(before + number))]
    assert may_hold(text, plain=is_plain(text))


@given(mobile_numbers())
def test_a_number_named_a_hotline_is_public(number: str) -> None:
    assert found_in(f"Đường dây nóng của xã: {number}") == []
    assert len(found_in(f"Ngoài đường dây nóng, anh A ({number})")) == 1


UNITS = ("đồng", "đ", "VNĐ", "USD", "triệu đồng", "người", "m2", "kg", "%")
DAYS = st.dates(date(1945, 9, 2), date(2100, 1, 1))
YEARS = st.integers(1900, 2099)


def amount(number: int, by: str, unit: str) -> str:
    return f"{number:,} {unit}".replace(",", by)


def day(when: date, by: str, more: str) -> str:
    return f"{when.day:02}{by}{when.month:02}{by}{when.year}{more}"


HARMLESS = st.one_of(
    st.builds(
        amount, st.integers(0, 10**13), st.sampled_from((".", "", " ")), st.sampled_from(UNITS)
    ),
    st.builds(
        "{:010}/{}".format, st.integers(0, 10**10 - 1), st.sampled_from(("QĐ-UBND", "2023/NQ-HĐND"))
    ),
    st.builds("{}/{}-UBND".format, st.integers(1, 10**6), st.sampled_from(("QĐ", "KH", "BC"))),
    st.builds(
        day, DAYS, st.sampled_from("/.-"), st.sampled_from(("", " 10:30", " - 15", " 07 giờ", "."))
    ),
    st.builds("{0}{2}{1}".format, YEARS, YEARS, st.sampled_from(("-", " - ", "–", ", ", ".", "/"))),
    st.builds("{:02}.{}-{:02}.{}".format, st.integers(1, 12), YEARS, st.integers(1, 12), YEARS),
    st.builds("{:.7f}, {:.7f}".format, st.floats(8, 24), st.floats(102, 110)),
    st.builds(
        "{}{}-{:03}.{:02}".format,
        st.integers(11, 99),
        st.sampled_from("AKLR"),
        *[st.integers(0, 99)] * 2,
    ),
    st.builds("Điều {}, {}, {}, {} và {}".format, *[st.integers(1, 999)] * 5),
)
LANDLINES = st.builds(
    "{}3{:03}{}{:03}".format,
    st.sampled_from(("(0209) ", "0209.", "0209 ", "02", "+84 209 ", "024")),
    st.integers(0, 999),
    st.sampled_from((" ", ".", "")),
    st.integers(0, 999),
)


@given(HARMLESS, st.sampled_from(("", "Số ", "Liên hệ ", "Tài khoản ", "CMND ", "Theo ", "BHYT ")))
def test_amounts_codes_dates_and_places_are_not_personal(text: str, before: str) -> None:
    assert found_in(f"{before}{text} cho xã.") == []


@given(LANDLINES, st.sampled_from(("", "Liên hệ ", "Điện thoại: ", "SĐT ", "Zalo ")))
def test_a_landline_is_public(number: str, before: str) -> None:
    assert found_in(f"{before}{number}, giờ hành chính.") == []


QUESTION = """---
title: Bài của 0912 345 678
date: 11/12/2023
author: nguyenvana@gmail.com
summary: Gọi
  0912 345 678 để hỏi.
tags:
  - quýt
  - 0912345678
source: ông A (09 12 34 56 78)
note: Zalo 0912.345.678
attachments:
  - tep/2024/cccd-001099012345.pdf | Danh sách
  - tep/2024/danh-sach.pdf | Danh sách, liên hệ 0912345678
kind: hỏi đáp
question: Gọi lại cho tôi số 0912345678 được không?
asked_on: 11/12/2023
asked_from: xã Phủ Thông, 0912345678
state: đã trả lời
answered_by: Công an xã, +84 912 345 678
answered_on: 11/12/2023
corrections:
  - 11/12/2023 | số 0912345678 | số 0209 3870 123
aliases: /tin/0912345678
---

Chữ.
"""
CLAIM = """---
title: Bài thử
date: 11/12/2023
kind: kiểm chứng
claim: Gọi 0912345678 để nhận tiền.
first_seen: 11/12/2023
verdict: sai
evidence:
  - Ông A, 0912345678 | https://example.vn/tin | 11/12/2023
  - Báo | https://example.vn/0912345678 | 11/12/2023
---

Chữ.
"""
BODY = """---
title: Bài thử
date: 11/12/2023
---

![Ông A, 0912345678](anh/2023/a.jpg "Ông A, 0912345678. Ảnh: B")
![Ông A](anh/2023/ong-a-0912345678.jpg)
[Tệp](../tep/2024/ho-so_0912-345-678.pdf)
[Tệp](tep/2024/dt%200912%20345%20678.pdf)
[gọi](tel:0912345678) <a href="sms:+84912345678">nhắn</a>
[Zalo](https://zalo.me/0912345678), <https://wa.me/84912345678>
[Biểu mẫu](https://example.vn/mau?sdt=0912345678&a=1)
[thư](mailto:nguyenvana@gmail.com)
`0912345678`
[tệp]: tep/0912345678.pdf
"""


def told(text: str, path: str) -> list[tuple[int, int]]:
    """Line and column of each warning."""
    article = parse(path, text.encode(), SCHEMA)
    assert article.head is not None, article.problems
    return [(problem.line, problem.column) for problem in check(article)]


def lines_with(text: str, *parts: str) -> list[int]:
    lines = text.split("\n")
    return [row for row, line in enumerate(lines, 1) if any(part in line for part in parts)]


def test_every_key_of_the_head_is_read() -> None:
    found = [line for line, _ in told(QUESTION, "content/dinh-huong-du-luan/a.md")]
    summary = lines_with(QUESTION, "summary:")
    wanted = lines_with(QUESTION, "912", "09 12", "001099012345", "@")
    wanted.remove(lines_with(QUESTION, "aliases:")[0])
    wanted[wanted.index(summary[0] + 1)] = summary[0]
    assert found == wanted
    assert [line for line, _ in told(CLAIM, "content/dinh-huong-du-luan/a.md")] == lines_with(
        CLAIM, "Gọi 0912", "Ông A"
    )


def test_captions_links_and_names_of_files_are_read() -> None:
    found = told(BODY, "content/tin-tuc/a.md")
    lines = BODY.split("\n")
    at = [lines[line - 1][column - 1 :] for line, column in found]
    assert {line for line, _ in found} == set(range(6, 16))
    assert [text[:4] for text in at] == [
        *("0912", "0912", "0912", "0912", "0912", "0912", "+849"),
        *("0912", "8491", "0912", "nguy", "0912", "0912"),
    ]


def test_the_name_of_the_article_itself_is_read() -> None:
    text = "title: Bài thử\ndate: 11/12/2023\n\nChữ.\n"
    assert told(text, "content/tin-tuc/2023/goi-0912345678.md") == [(1, 1)]
    assert told(text, "content/tin-tuc/2023/goi-20231211.md") == []


def test_other_addresses_are_not_taken_for_numbers() -> None:
    for target in (
        "https://example.vn/0912345678",
        "https://example.vn/tin-20231211093012345.htm?id=0912345678",
        "anh/IMG_20231211_091234.jpg",
        "anh/08-10-2023-01.jpg",
        "anh/123456789_1234567890123456_7890123456789012345_n.jpg",
        "anh/z4567890123456_0a9b8c7d6e5f.jpg",
        "https://www.google.com/maps/@21.0285,105.8542,15z",
    ):
        assert found_in(f"[x]({target}) và {target}") == []


def test_what_is_not_shown_is_not_read() -> None:
    text = "title: Bài thử\ndate: 11/12/2023\n\n<!-- 0912345678\n-->Chữ `0912345678`.\n"
    assert told(text, "content/tin-tuc/a.md") == [(5, 9)]


def test_a_tax_code_is_no_telephone_but_hides_none() -> None:
    assert found_in("Mã số thuế: 0900123456") == []
    assert found_in("MST 0900123456, 0912345678") == ["0912345678"]
    assert found_in("Hộ kinh doanh Nguyễn Văn A, 0912345678") == ["0912345678"]


def test_mail_of_persons_is_told_from_that_of_offices() -> None:
    persons = "nguyenvana@gmail.com, a1987@yahoo.com.vn, tran.thi.b@vnpt.vn, dungpt@backan.gov.vn"
    assert found_in(persons) == persons.split(", ")
    alike = "dang.van.a@gmail.com, thanhuyen@gmail.com, truongthia@gmail.com, doanhai@yahoo.com"
    assert found_in(alike) == alike.split(", ")
    assert found_in("a.b [at] gmail.com, ab&#64;icloud.com, ab＠outlook.com") == [
        *("a.b [at] gmail.com", "ab&#64;icloud.com", "ab＠outlook.com")
    ]
    offices = (
        "lien-he@example.vn, ubnd.phuthong@backan.gov.vn, vanphong@backan.gov.vn",
        "danguy@example.vn, xaphuthong@gmail.com, toasoan@gmail.com, thcsphuthong@yahoo.com",
        "hanhchinh@example.vn, thanhtra@backan.gov.vn, phongvhtt@gmail.com, @bachthong",
    )
    assert found_in("\n".join(offices)) == []


def test_an_account_of_an_office_or_a_fund_is_public() -> None:
    for text in (
        "Quỹ Vì người nghèo xã, STK 0123456789012 tại Agribank",
        "Số tài khoản: 0123456789012, chủ tài khoản: Ủy ban Mặt trận Tổ quốc xã",
        "Giúp bà A qua Quỹ Vì người nghèo xã, STK 0123456789012",
        "Gửi về Quỹ Vì người nghèo. Số tài khoản: 0123456789012",
        "- Số tài khoản: 3713.0.1058784.00000\n- Tại: Kho bạc Nhà nước",
        "Agribank Phủ Thông: 0209 3870 123; tổng đài 1900 545413",
        "tài khoản định danh điện tử, tổng đài 19000368",
    ):
        assert found_in(text) == [], text
    for text in (
        "Ông A, STK 0123456789012 tại Agribank",
        "Mặt trận Tổ quốc xã; số tài khoản 0123456789012, chủ tài khoản bà Nguyễn Thị A",
        "| A | Số tài khoản |\n|---|---|\n| B | 0123456789012 |",
        "0123456789012 (Vietcombank)",
        "Bà A, STK 0123456789012 Techcombank. Quỹ Vì người nghèo xã nhận tại trụ sở",
        "Hội Nông dân xã giúp bà A, số tài khoản 0123456789012",
        "- Nguyễn Văn A: STK 0123456789012\n- Quỹ Vì người nghèo: STK 9876543210987",
    ):
        assert found_in(text) == ["0123456789012"], text
