"""Readers find what they look for, by any way of typing, the best first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import pages
from tests.support.searched_site import DU_LUAN, FORESTS, QUYT, QUYT_CU, ask


@pytest.fixture(scope="module")
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """One for all questions, each of which loads it anew."""
    with pages(browser, request) as make:
        yield make(base_url=address)


@pytest.mark.parametrize(
    "query",
    [
        "dư luận xã hội",
        "DƯ LUẬN XÃ HỘI",
        "du luan xa hoi",
        "dư luân xã hội",
        unicodedata.normalize("NFD", "dư luận xã hội"),
        "nắm bắt dư lu",
        "nam bat du luan x",
        "dư luậnn xã hội",
        "du luam xa hoi",
        "nawm bắt dư luận",
        '"dư luận xã hội"',
        '"dư luận xã hội',
        'dư luận" xã hội',
        "nắm bắt “dư luận xã hội",
        "xã hội -lúa",
        "hội dư luận",
    ],
)
def test_the_article_is_first_however_it_is_typed(page: Page, query: str) -> None:
    assert ask(page, query)[0] == DU_LUAN


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("uy ban", DU_LUAN),
        ("UỶ BAN", DU_LUAN),
        ("duong lang", QUYT),
        ("đường làng", QUYT),
        ("hoà giải", "Bàn về hòa giải ở cơ sở"),
        ("1.300 tấn", QUYT),
        ("quyt", QUYT),
        ("quýtt", QUYT),
        ("kiểm tra tin", "Nhận biết tin giả về thiên tai"),
    ],
)
def test_words_of_lead_and_body_are_found(page: Page, query: str, title: str) -> None:
    assert ask(page, query)[0] == title


def test_exact_marks_come_above_other_marks(page: Page) -> None:
    assert ask(page, "bản ")[0] == "Bản làng vào vụ"
    assert ask(page, "bàn ")[0] == "Bàn về hòa giải ở cơ sở"


def test_title_comes_above_body_and_newer_above_older(page: Page) -> None:
    assert ask(page, "dư luận ") == [DU_LUAN, QUYT]
    assert ask(page, "mùa quýt ") == [QUYT, QUYT_CU]


def test_quotes_ask_for_the_phrase_and_minus_leaves_out(page: Page) -> None:
    assert set(ask(page, "lúa giá ")) == {"Bản làng vào vụ"}
    assert ask(page, '"lúa giá"') == []
    assert ask(page, '"giá lúa"') == ["Bản làng vào vụ"]
    assert ask(page, "quýt -trước") == [QUYT]
    assert ask(page, 'quýt -"năm trước"') == [QUYT]


def test_a_phrase_is_found_only_where_its_words_follow_one_another(page: Page) -> None:
    """Over an inline tag, but not over the end of a paragraph."""
    others = {"Cây keo", "Giữ rừng"}
    assert set(ask(page, "rừng trồng gỗ ")) == {*FORESTS, *others}
    assert ask(page, '"rừng trồng gỗ"') == FORESTS
    assert ask(page, '"rung trong go"') == FORESTS
    assert set(ask(page, 'trồng -"rừng trồng gỗ"')) == {*others, "Bàn về hòa giải ở cơ sở"}


def test_marks_in_a_phrase_rank_and_leave_out_only_their_own(page: Page) -> None:
    assert ask(page, '"bản làng"') == ["Bản làng vào vụ", "Bạn lang thang"]
    assert ask(page, '"bạn lang"') == ["Bạn lang thang", "Bản làng vào vụ"]
    assert "Bạn lang thang" in ask(page, 'ban -"bản làng"')
    assert "Bản làng vào vụ" not in ask(page, 'ban -"bản làng"')


def test_phrases_in_many_articles_are_checked_as_far_as_is_said(page: Page) -> None:
    status = page.locator("main [role=status]")
    assert ask(page, '"chợ phiên vùng cao"') == ["Chợ phiên 2", "Chợ phiên 1"]
    expect(status).to_contain_text("chưa được kiểm tra ở mọi bài")
    ask(page, '"phiên vùng cao"')
    expect(status).to_contain_text("22 bài")
    ask(page, '"rừng trồng gỗ"')
    expect(status).not_to_contain_text("chưa được kiểm tra")


def test_filters_narrow_and_sort_reorders(page: Page) -> None:
    assert ask(page, "dư luận ", "?muc=tin-tuc/kinh-te") == [QUYT]
    assert ask(page, "quýt ", "?nam=2022") == [QUYT_CU]
    assert ask(page, "dư luận ", "?xep=moi") == [QUYT, DU_LUAN]
    assert ask(page, "tin giả ", "?muc=dinh-huong-du-luan")[0].startswith("Nhận biết")
    assert ask(page, "tin giả ", "?muc=tin-tuc/kinh-te") == []


@pytest.mark.parametrize(
    "query", ["duw luaanj xax hooij", "du7 lua65n xa4 ho65i", "dư luaanj xã hội", "nawms batws duw"]
)
def test_keys_of_a_keyboard_program_that_is_off_are_read(page: Page, query: str) -> None:
    assert ask(page, query)[0] == DU_LUAN
    expect(page.locator("main [role=status]")).to_contain_text("Đã hiểu là: “")


def test_keys_are_read_where_what_they_look_like_finds_nothing(page: Page) -> None:
    assert ask(page, "lô xa4")[0] == "Lô đất"
    assert ask(page, "xa4 ho65i")[0] == DU_LUAN
    expect(page.locator("main [role=status]")).to_contain_text("Đã hiểu là: “xã hội”")


def test_more_than_eight_syllables_in_quotes_are_no_phrase(page: Page) -> None:
    assert ask(page, '"thông bạch ở quýt mùa trước năm"') == []
    assert ask(page, '"ở bạch thông mùa quýt năm trước quýt được mùa"')[0] == QUYT_CU


@pytest.mark.parametrize(
    "query", ["mùa qyýt bạch thông", "mua quyr o bach thong", "mùa quý ở bạch", "ùma quýt"]
)
def test_a_slip_is_mended(page: Page, query: str) -> None:
    assert ask(page, query)[:1] == [QUYT]


def test_numbers_are_never_mended(page: Page) -> None:
    assert ask(page, "1.301 tấn ") == [QUYT]
    expect(page.locator("main [role=status]")).to_contain_text("bài đầu không có “301”")


@pytest.mark.parametrize("query", ["113", "gọi 113", "goi cho ai"])
def test_a_plain_page_is_found_and_has_no_date(page: Page, query: str) -> None:
    assert ask(page, query) == ["Gọi cho ai"]
    assert page.locator("main .list .meta").inner_text().strip() == "Trang thông tin"
    assert ask(page, query, "?nam=2022") == []
    assert ask(page, query, "?muc=tin-tuc") == []


@pytest.mark.parametrize("query", ["bhyt", "BHYT", "bảo hiểm y tế", "bao hiem y te"])
def test_an_abbreviation_finds_its_long_form_and_back(page: Page, query: str) -> None:
    assert {*ask(page, query)} == {"Thẻ BHYT ở trạm", "Đóng ở bưu điện"}
    expect(page.locator("main [role=status]")).to_contain_text("2 bài cho")


def test_what_answers_by_a_slip_stands_apart(page: Page) -> None:
    assert ask(page, "vay vốn ") == ["Vay vốn", "Vây vòng bắt cá"]
    shown = page.locator("main .list > *").evaluate_all(
        "all => all.map((one) => one.localName == 'h2' ? one.textContent : '')"
    )
    assert shown == ["Khớp", "", "Gần giống", ""]
    ask(page, "vây vòng bắt ")
    assert page.locator("main .list > h2").count() == 0


def test_a_question_finds_what_it_asks_for(page: Page) -> None:
    assert ask(page, "mùa quýt ở Bạch Thông là bao giờ?")[:2] == [QUYT, QUYT_CU]
    expect(page.locator("main [role=status]")).to_contain_text("2 bài cho")


def test_one_word_may_be_missing_and_is_named(page: Page) -> None:
    assert ask(page, "mùa quýt ở Bạch Thông đắt đỏ")[0] == QUYT
    expect(page.locator("main [role=status]")).to_contain_text(
        "Không có bài nào đủ các từ của “mùa quýt ở Bạch Thông đắt đỏ”"
    )
    expect(page.locator("main [role=status]")).to_contain_text("bài đầu không có “đắt”, “đỏ”")


def test_nothing_is_found_where_what_tells_most_is_missing(page: Page) -> None:
    assert ask(page, "quýt zzzz") == []
    assert ask(page, "zzzz qqqq vvvv quýt ngon") == []
    expect(page.locator("main [role=status]")).to_contain_text("Không tìm thấy")


def test_words_that_stand_together_in_the_body_come_first(page: Page) -> None:
    assert ask(page, "lua nep nuong thom") == ["Nương xưa", "Nương nay"]


def test_a_passage_of_the_body_shows_the_words(page: Page) -> None:
    ask(page, "nếp nương thơm lừng")
    below = page.locator("main .list article").first.locator("p:last-child")
    expect(below).to_have_text("Lúa nếp nương thơm lừng.")
    assert below.locator("mark").all_text_contents() == ["nếp", "nương", "thơm", "lừng"]
