"""A reader finds what was asked and what was found false, by its words and by how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from conftest import PageMaker, served
from tests.support.barriers import barriers
from tests.support.searched_site import WITH_SEARCH, article, ask
from tests.support.whole_site import build_articles

OPINION: dict[str, str | bytes] = {
    "dinh-huong-du-luan/hoi.md": article(
        "Thẻ căn cước làm ở đâu?",
        "03/03/2024",
        "Loại: hỏi đáp\nCâu hỏi: Tôi ở thôn Nà Tu, làm thẻ căn cước ở đâu?\nNgày hỏi: 01/03/2024\n"
        "Nơi hỏi: xã Phủ Thông\nTình trạng: chờ trả lời",
    ),
    "dinh-huong-du-luan/tin-don.md": article(
        "Không thu phí đổi thẻ",
        "04/03/2024",
        "Loại: kiểm chứng\nTin đồn: Đổi thẻ căn cước phải nộp lệ phí ngay hôm nay.\n"
        "Xuất hiện: 02/03/2024\nKết luận: sai\n"
        "Căn cứ: Báo A | https://bao.example.vn/a | 03/03/2024",
        "Cơ quan không thu khoản nào. " * 8,
    ),
    "dinh-huong-du-luan/tin.md": article("Thẻ căn cước ở xã", "05/03/2024"),
}


@pytest.fixture(scope="module")
def opinion_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("opinion-search")
    with served(build_articles(folder, OPINION, PLUGINS=WITH_SEARCH)) as at:
        yield at


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("", 3),
        ("hoi-dap", ["Thẻ căn cước làm ở đâu?"]),
        ("cho-tra-loi", ["Thẻ căn cước làm ở đâu?"]),
        ("sai", ["Sai: “Đổi thẻ căn cước phải nộp lệ phí ngay hôm nay”"]),
        ("kiem-chung", ["Sai: “Đổi thẻ căn cước phải nộp lệ phí ngay hôm nay”"]),
        ("dung", []),
    ],
)
def test_results_are_filtered_by_how_a_question_or_claim_stands(
    page_of: PageMaker, opinion_address: str, state: str, titles: list[str] | int
) -> None:
    page = page_of(base_url=opinion_address)
    ask(page, "thẻ căn cước", f"?tinh-trang={state}")
    page.select_option("#tinh-trang", state)
    expect(page.locator("main .list article")).to_have_count(
        titles if isinstance(titles, int) else len(titles)
    )
    if isinstance(titles, list):
        expect(page.locator("main .list h2")).to_have_text(titles)


def test_a_result_shows_how_it_stands_by_a_word_and_a_sign(
    page_of: PageMaker, opinion_address: str
) -> None:
    page = page_of(base_url=opinion_address)
    ask(page, "thẻ căn cước")
    asked = page.locator("main .list article").filter(has_text="làm ở đâu")
    assert asked.locator("b.answer.cho-tra-loi").text_content() == "Chờ trả lời"
    false = page.locator("main .list article").filter(has_text="lệ phí")
    assert false.locator("h2 a.answer.sai").count() == 1
    assert false.locator("b").count() == 0 or false.locator("b").text_content() == ""
    assert barriers(page) == []


def test_the_words_of_a_rumour_and_of_a_question_find_their_articles(
    page_of: PageMaker, opinion_address: str
) -> None:
    page = page_of(base_url=opinion_address)
    titles = page.locator("main .list h2")
    ask(page, "nộp lệ phí")
    expect(titles.first).to_have_text(re.compile("^Sai: "))
    ask(page, "thôn Nà Tu")
    expect(titles).to_have_text(["Thẻ căn cước làm ở đâu?"])
