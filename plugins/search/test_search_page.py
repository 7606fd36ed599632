"""Readers find what they look for on the real page, by any way of typing and any way of reading."""

from __future__ import annotations

import base64
import hashlib
import threading
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Route, expect

from conftest import PageMaker
from pelicanconf import PLUGINS
from tests.test_pages import AXE_OPTIONS, MODES
from tests.whole_site import build_articles
from tools.preview import Preview
from tools.site_server import SiteServer

BREAK_POLICY = """new Promise(done => {
  addEventListener("securitypolicyviolation", event => done(event.violatedDirective));
  document.body.append(document.createElement("style"));
  document.querySelector("body > style").textContent = "b{}";
})"""
WITH_SEARCH = list(dict.fromkeys([*PLUGINS[:-1], "plugins.search", PLUGINS[-1]]))
ADDRESS = "/tim-kiem/"


def article(title: str, date: str, more: str = "", body: str = "Chữ của bài.") -> str:
    return f"Tiêu đề: {title}\nNgày: {date}\n{more}\n\n{body}\n"


ARTICLES: dict[str, str | bytes] = {
    "tin-tuc/du-luan.md": article(
        "Nắm bắt dư luận xã hội", "01/12/2023", "Chuyên mục: Xây dựng Đảng", "Ủy ban huyện họp."
    ),
    "tin-tuc/quyt.md": article(
        "Mùa quýt ở Bạch Thông",
        "05/11/2024",
        "Chuyên mục: Kinh tế",
        "Quýt chín. Dư luận khen. Đường làng mới; 1.300 tấn quả được bán.",
    ),
    "tin-tuc/quyt-cu.md": article(
        "Mùa quýt ở Bạch Thông năm trước", "05/11/2022", "Chuyên mục: Kinh tế", "Quýt được mùa."
    ),
    "tin-tuc/ban.md": article("Bàn về hòa giải ở cơ sở", "02/02/2024", "", "Cây trồng và lúa."),
    "tin-tuc/ban-lang.md": article("Bản làng vào vụ", "02/03/2024", "", "Giá lúa. Xã hội học."),
    "dinh-huong-du-luan/tin-gia.md": article(
        "Nhận biết tin giả về thiên tai",
        "10/09/2024",
        "Chuyên mục: Nhận biết tin giả\nTóm tắt: Cách kiểm tra tin trước khi chia sẻ.",
    ),
    **{
        f"tin-tuc/lich-{n}.md": article(f"Lịch tiếp công dân kỳ {n}", f"{n:02}/01/2024")
        for n in range(1, 13)
    },
    "tin-tuc/go.md": article("Rừng trồng gỗ lớn", "01/06/2024"),
    "tin-tuc/vay.md": article("Vay vốn", "02/05/2024", "", "Có **rừng** trồng gỗ lớn thì vay."),
    "tin-tuc/keo.md": article("Cây keo", "03/05/2024", "", "Rừng trồng mới.\n\nTrồng gỗ keo."),
    "tin-tuc/giu.md": article("Giữ rừng", "04/05/2024", "", "Giữ rừng\n\nTrồng gỗ. Rừng trồng."),
    "tin-tuc/lang-thang.md": article("Bạn lang thang", "05/05/2024"),
    **{
        f"tin-tuc/cho-{n}.md": article(
            f"Chợ phiên {n}", f"{n:02}/07/2024", "", "Chợ phiên vùng. Phiên vùng cao."
        )
        for n in range(1, 23)
    },
    "tin-tuc/nhap.md": article("Bí mật còn nháp", "01/05/2024", "Trạng thái: nháp"),
    "tin-tuc/hen.md": article("Bí mật hẹn giờ", "01/05/2030"),
}
QUYT, QUYT_CU = "Mùa quýt ở Bạch Thông", "Mùa quýt ở Bạch Thông năm trước"
FORESTS = ["Rừng trồng gỗ lớn", "Vay vốn"]
DU_LUAN = "Nắm bắt dư luận xã hội"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_articles(
        tmp_path_factory.mktemp("search"),
        ARTICLES,
        PLUGINS=WITH_SEARCH,
        SHOW_UNPUBLISHED=False,
        PUBLISH_TIME=datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = SiteServer(0, Preview(folder=site, live=False))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.address
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(page_of: PageMaker, address: str) -> Page:
    return page_of(base_url=address)


def ask(page: Page, query: str, more: str = "") -> list[str]:
    """The titles found, in their order."""
    page.goto(ADDRESS)
    page.evaluate("address => history.replaceState(null, '', address)", f"{ADDRESS}{more}")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    page.fill("#tu", query)
    page.press("#tu", "Enter")
    expect(page.locator("main [role=status]")).to_contain_text(query)
    # Of a card that was not painted yet (`content-visibility`) the inner text is empty.
    return page.locator("main .list h2").all_text_contents()


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


def test_a_phrase_is_not_denied_because_a_page_cannot_be_read(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(base_url=address, expected=["ERR_FAILED"])
    page.route("**/2024/05/*/", lambda route: route.abort())
    assert set(ask(page, '"rừng trồng gỗ"')) == {*FORESTS, "Cây keo", "Giữ rừng"}
    expect(page.locator("main [role=status]")).to_contain_text("chưa được kiểm tra ở mọi bài")


def test_filters_narrow_and_sort_reorders(page: Page) -> None:
    assert ask(page, "dư luận ", "?muc=tin-tuc/kinh-te") == [QUYT]
    assert ask(page, "quýt ", "?nam=2022") == [QUYT_CU]
    assert ask(page, "dư luận ", "?xep=moi") == [QUYT, DU_LUAN]
    assert ask(page, "tin giả ", "?muc=dinh-huong-du-luan")[0].startswith("Nhận biết")
    assert ask(page, "tin giả ", "?muc=tin-tuc/kinh-te") == []


def test_choosing_a_filter_is_a_step_of_the_history(page: Page) -> None:
    ask(page, "quýt")
    page.select_option("#nam", "2022")
    expect(page.locator("main .list h2")).to_have_text([QUYT_CU])
    assert "nam=2022" in page.url
    page.go_back()
    expect(page.locator("main .list h2")).to_have_count(2)
    assert page.input_value("#nam") == ""


def test_the_address_carries_the_query_and_back_returns_to_it(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=du+luan")
    results = page.locator("main .list h2")
    expect(results).to_have_text([DU_LUAN, QUYT])
    assert page.input_value("#tu") == "du luan"
    page.fill("#tu", "tin giả")
    page.press("#tu", "Enter")
    expect(results.first).to_contain_text("Nhận biết tin giả")
    page.go_back()
    expect(results).to_have_text([DU_LUAN, QUYT])
    results.first.locator("a").click()
    page.wait_for_url("**/2023/12/du-luan/")
    page.go_back()
    expect(results).to_have_text([DU_LUAN, QUYT])


@pytest.mark.parametrize("sends", ["Enter", "button"])
def test_the_box_in_every_header_leads_here(page: Page, sends: str) -> None:
    page.goto("/tin-tuc/2023/12/du-luan/")
    page.fill("header input[name=q]", "mùa quýt")
    if sends == "Enter":
        page.press("header input[name=q]", sends)
    else:
        page.get_by_role("banner").get_by_role("button", name="Tìm").click()
    page.wait_for_url(f"**{ADDRESS}?q=*")
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])


def test_count_and_paging_are_announced_and_reached_by_keyboard(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("12 bài")
    expect(status).to_contain_text("từ bài 1 đến bài 10")
    page.focus(".pager [rel=next]")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Trang 2, từ bài 11 đến bài 12")
    expect(status).to_be_focused()
    assert page.locator("main .list h2").count() == 2
    assert "trang=2" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.go_back()
    expect(status).to_contain_text("từ bài 1 đến bài 10")


def test_results_say_when_and_where_and_mark_the_words(page: Page) -> None:
    ask(page, "tin gia ")
    card = page.locator("main .list article").first
    assert card.locator("time").get_attribute("datetime") == "2024-09-10"
    expect(card.locator(".meta")).to_have_text("10/09/2024 · Nhận biết tin giả")
    assert card.locator("h2 mark").all_text_contents() == ["tin", "giả"]
    expect(card).to_contain_text("Cách kiểm tra tin")


def test_on_a_phone_too_the_lead_shows_why_an_article_is_here(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(base_url=address, width=412)
    ask(page, "kiểm tra tin ")
    marks = page.locator("main .list article").first.locator("p:last-child mark")
    expect(marks).to_have_text(["kiểm", "tra", "tin"])
    expect(marks.first).to_be_visible()


def test_nothing_found_helps_on(page: Page) -> None:
    assert ask(page, "zzzz qqqq") == []
    expect(page.locator("main [role=status]")).to_contain_text("Không tìm thấy")
    assert page.locator(".nothing a[href='/luu-tru/']").is_visible()
    ask(page, "quýt")
    assert page.locator(".nothing").is_hidden()


def test_a_lost_connection_is_said(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["ERR_FAILED"])
    page.route("**/*.txt", lambda route: route.abort())
    page.goto(f"{ADDRESS}?q=quýt")
    status = page.locator("main [role=status]")
    expect(status).to_contain_text("Không tải được")
    page.unroute("**/*.txt")
    page.press("#tu", "Enter")
    expect(status).to_contain_text("2 bài")


def test_offline_what_was_asked_is_still_answered(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["ERR_INTERNET_DISCONNECTED"])
    assert ask(page, "mùa quýt ") == [QUYT, QUYT_CU]
    page.context.set_offline(True)
    status = page.locator("main [role=status]")
    for query, said in [("hoà giải", "Không tải được"), ("MÙA QUÝT ", "2 bài")]:
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(status).to_contain_text(said)
    page.context.set_offline(False)
    page.fill("#tu", "hoà giải")
    page.press("#tu", "Enter")
    expect(status).to_contain_text("1 bài")


def test_sending_twice_answers_once(page: Page) -> None:
    ask(page, "quýt")
    length = page.evaluate("history.length")
    page.evaluate("form = document.querySelector('form.search'); form.elements.q.value = 'tin giả'")
    page.evaluate("form.requestSubmit(); form.requestSubmit()")
    expect(page.locator("main [role=status]")).to_contain_text("1 bài cho “tin giả”")
    assert page.evaluate("history.length") == length + 1
    assert page.locator("main .list h2").count() == 1


@pytest.mark.parametrize("query", ["", "   ", "?!…", "“”", '"', "-", "😀", "a", "-quýt", "\u0301"])
def test_what_has_no_words_is_no_search(page: Page, query: str) -> None:
    page.goto(ADDRESS)
    page.fill("#tu", "quýt")
    expect(page.locator("main .list h2")).to_have_count(2)
    page.fill("#tu", query)
    page.press("#tu", "Enter")
    expect(page.locator("main .list h2")).to_have_count(0)
    said = "Gõ ít nhất hai chữ cái." if query.strip() else ""
    expect(page.locator("main [role=status]")).to_have_text(said)
    assert page.locator(".nothing").is_hidden()


def test_words_are_found_among_signs_and_in_very_long_input(page: Page) -> None:
    assert ask(page, "😀 quýt 🍊!") == [QUYT, QUYT_CU]
    page.goto(f"{ADDRESS}?q={'du+luan+xa+hoi+' * 1000}")
    expect(page.locator("main .list h2").first).to_have_text(DU_LUAN)


@pytest.mark.parametrize(
    ("page_number", "shown"),
    [("0", 1), ("-3", 1), ("x", 1), ("2", 2), ("2.5", 2), ("99", 2), ("1e9", 2)],
)
def test_a_page_that_is_not_there_is_the_nearest_one(
    page: Page, page_number: str, shown: int
) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân&trang={page_number}")
    expect(page.locator("main [role=status]")).to_contain_text(f"Trang {shown}, từ bài")
    assert page.locator("main .list h2").count() == (10 if shown == 1 else 2)


def test_the_same_words_ask_the_network_once(page: Page) -> None:
    ask(page, "mùa quýt")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for query in ("mua quyt", "mùa quýt"):
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(page.locator("main [role=status]")).to_contain_text(query)
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []


def test_typing_alone_searches_without_filling_the_history(page: Page) -> None:
    page.goto(ADDRESS)
    length = page.evaluate("history.length")
    page.locator("#tu").press_sequentially("mùa quýt", delay=30)
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])
    assert page.evaluate("history.length") == length


def test_what_was_typed_comes_into_the_address_when_typing_pauses_or_leads_on(page: Page) -> None:
    page.goto(f"{ADDRESS}?q=tiếp+công+dân&trang=2")
    page.fill("#tu", "quýt")
    page.wait_for_url("**?q=qu%C3%BDt")
    page.fill("#tu", "mùa quýt")
    page.locator("main .list a").first.click()
    page.go_back()
    expect(page.locator("#tu")).to_have_value("mùa quýt")
    expect(page.locator("main .list h2")).to_have_text([QUYT, QUYT_CU])


def test_results_that_stay_are_not_drawn_again(page: Page) -> None:
    ask(page, "quýt")
    page.evaluate("first = document.querySelector('main .list article')")
    for query in ("mùa quýt", "quyt o bach"):
        page.fill("#tu", query)
        page.press("#tu", "Enter")
        expect(page.locator("main [role=status]")).to_contain_text(query)
        assert page.evaluate("first === document.querySelector('main .list article')")
    assert page.locator("main .list h2").first.locator("mark").all_text_contents() == [
        "quýt",
        "ở",
        "Bạch",
    ]


def test_drafts_and_articles_of_the_future_are_in_no_part(site: Path) -> None:
    parts = [file.read_text("utf-8") for file in sorted((site / "tim-kiem").iterdir())]
    assert len(parts) > 10
    for trace in ("Bí mật", "bi mat", "nhap/", "hen/"):
        assert not [text for text in parts if trace in text], trace


def test_files_are_named_by_their_bytes(site: Path, tmp_path: Path) -> None:
    names = {file.name: file.read_bytes() for file in (site / "tim-kiem").iterdir()}
    changed = {**ARTICLES, "tin-tuc/ban.md": article("Bàn về hòa giải", "02/02/2024")}
    other = build_articles(tmp_path, changed, PLUGINS=WITH_SEARCH)
    for file in (other / "tim-kiem").iterdir():
        if file.name in names and file.name != "index.html":
            assert names[file.name] == file.read_bytes()


def policy_of(html: str) -> str:
    """Nothing may run or load but the site's files and what stands in `html`, allowed by hash."""
    page = BeautifulSoup(html, "html.parser")
    styles, scripts = (
        " ".join(hash_of(tag.string) for tag in page.select(names))
        for names in ("style", "script:not([src], [type])")
    )
    return (
        "default-src 'none'; connect-src 'self'; img-src 'self'; form-action 'self'; "
        f"base-uri 'none'; style-src {styles}; script-src 'self' {scripts}"
    )


def hash_of(text: str | None) -> str:
    digest = hashlib.sha256((text or "").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def send_strict_policy(page: Page, pattern: str) -> None:
    """To pages at `pattern`; what it refuses there is told by the page's `refused`."""

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        policy = {"content-security-policy": policy_of(answer.text())}
        route.fulfill(response=answer, headers=answer.headers | policy)

    page.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    page.route(pattern, with_policy)


def test_a_strict_content_policy_does_not_hinder_it(page_of: PageMaker, address: str) -> None:
    page = page_of(base_url=address, expected=["Content Security Policy"])
    send_strict_policy(page, f"**{ADDRESS}?*")
    page.goto(f"{ADDRESS}?q=quýt")
    expect(page.locator("main .list h2")).to_have_count(2)
    page.fill("#tu", '"rừng trồng gỗ"')
    page.press("#tu", "Enter")
    expect(page.locator("main .list h2")).to_have_text(FORESTS)
    assert page.evaluate("getComputedStyle(document.querySelector('.query')).display") == "flex"
    assert page.evaluate("refused") == []
    assert page.evaluate(BREAK_POLICY) == "style-src-elem"


def test_without_scripts_the_page_offers_archives_and_another_engine(
    page_of: PageMaker, address: str
) -> None:
    page = page_of(js=False, base_url=address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{ADDRESS}?q=quýt")
    assert page.locator("main a[href='/luu-tru/']").locator("visible=true").count() == 1
    form = page.locator("main form:visible")
    assert form.get_attribute("action") == "https://duckduckgo.com/"
    assert form.locator("input[name=sites]").get_attribute("value") == "127.0.0.1:8000"
    assert form.locator("[type=submit]").count() == 2
    assert page.locator("button:visible, select:visible").count() == 0
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize("size", ["100", "200"])
@pytest.mark.parametrize("mode", MODES)
def test_no_barrier_in_the_results(page_of: PageMaker, address: str, mode: str, size: str) -> None:
    page = page_of(
        base_url=address,
        width=320,
        colour_scheme="dark" if mode == "dark" else "light",
        forced_colors="active" if mode == "forced" else "none",
    )
    colour = "contrast" if mode == "contrast" else ""
    page.add_init_script(f"localStorage.size='{size}';localStorage.colour='{colour}'")
    for query, shown in (("tiếp công dân", "main .list h2"), ("zzzz", ".nothing h2")):
        page.goto(f"{ADDRESS}?q={query}")
        page.locator(shown).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
        assert [(rule["id"], node["html"]) for rule in violations for node in rule["nodes"]] == []
