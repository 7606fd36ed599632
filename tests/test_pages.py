"""Every page kind in a real browser: whole, readable and operable for whoever opens it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page, Route
from pypdf import PdfReader

from conftest import PageMaker
from tests.support.barriers import MODES, barriers_in, show_site

SEED = "/tin-tuc/2023/12/nam-bat-du-luan-xa-hoi/"
KINDS = {
    "home": "/",
    "section": "/tin-tuc/",
    "opinion section": "/dinh-huong-du-luan/",
    "numbered list": "/tin-tuc/trang/1/",
    "category": "/tin-tuc/kinh-te/",
    "tags": "/the/",
    "tag": "/the/chuyen-doi-so/",
    "authors": "/tac-gia/",
    "author": "/tac-gia/ban-bien-tap/",
    "year": "/tin-tuc/2024/",
    "month": "/tin-tuc/2023/12/",
    "article": SEED,
    "gallery": "/tin-tuc/2024/12/quyt-bac-kan-tu-chi-dan-dia-ly-den-mua-qua-ngot/",
    "table": "/tin-tuc/2025/07/sap-xep-don-vi-hanh-chinh-dat-bach-thong-nay-thuoc-nam-xa/",
    "plain page": "/gioi-thieu/",
    "archives": "/luu-tru/",
    "site map": "/so-do-trang/",
    "filtered list": "/dinh-huong-du-luan/loc/kiem-chung/2025/",
    "topic": "/dinh-huong-du-luan/chu-de/sau-sap-xep-don-vi-hanh-chinh/",
    "method": "/dinh-huong-du-luan/cach-lam/",
    "corrections": "/dinh-chinh/",
    "question": "/dinh-huong-du-luan/2025/08/hoi-dap-co-phai-xac-nhan-dia-chi-sau-sap-nhap/",
    "checked claim": "/dinh-huong-du-luan/2024/06/kiem-chung-moi-nang-dinh-danh-len-muc-3/",
    "search": "/tim-kiem/",
    "404": "/404.html",
}
WATCH_SHIFTS = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => moved += entry.value))
  .observe({ type: "layout-shift", buffered: true });"""
# Until what was drawn is told.
FRAMES = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
  () => setTimeout(done))))"""
SCRIPTS_AND_PHOTOS = re.compile(r"\.(?:js|avif|webp|jpg|png|svg)$")
WIDTHS = [320, 412, 1350]
SIZES = ["100", "200"]
# What is where is the same in all colours, or else seen on the narrowest page.
LOOKS = [
    (mode, width, size)
    for mode in MODES
    for width in WIDTHS
    for size in SIZES
    if mode == "light" or size == "100" or width == min(WIDTHS)
]
SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input")]
    .filter(e => e.checkVisibility({ checkVisibilityCSS: true }))
    .filter(e => !e.closest(".hidden, .skip, .text"))
    .filter(e => e.getClientRects().length && e.type != "hidden")
    .filter(e => !e.closest(".card"))
    .map(e => [e, [...e.getClientRects()].reduce((n, r) => n + r.height, 0)])
    .filter(([e, height]) => height < 44)
    .map(([e, height]) => `${e.outerHTML.slice(0, 90)} ${height}`)"""
# How many letters each line of a paragraph has.
LINES = """p => { const range = new Range(), tops = [];
    for (const node of p.childNodes) for (let n = 0; n < node.length; n++) {
      range.setStart(node, n); range.setEnd(node, n + 1);
      const { top } = range.getBoundingClientRect();
      tops[tops.length - 1]?.[0] == top ? tops.at(-1)[1]++ : tops.push([top, 1]) }
    return tops.map(([, count]) => count) }"""
FIRST_VIEW_REQUESTS, FIRST_VIEW_BYTES = 4, 20_000


def open_page(page_of: PageMaker, width: int, size: str, dark: bool = False) -> Page:
    page = page_of(width=width, height=800, colour_scheme="dark" if dark else "light")
    page.add_init_script(f"localStorage.size='{size}'")
    return page


@pytest.mark.parametrize("address", list(KINDS.values()), ids=list(KINDS))
def test_no_barrier_on_any_page_kind(page_of: PageMaker, address: str) -> None:
    page = page_of()
    page.goto(address)
    assert barriers_in(page, LOOKS) == []


def test_links_and_buttons_are_large_enough_to_tap(page_of: PageMaker) -> None:
    """44 px, but for what stands in running text."""
    page = page_of()
    small = []
    for kind, address in KINDS.items():
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            small += [f"{kind} {width}: {text}" for text in page.evaluate(SMALL)]
    assert small == [], "\n".join(small)


def test_cards_stand_side_by_side_or_one_below_the_other(page_of: PageMaker) -> None:
    page = page_of()
    page.goto("/")
    for size in SIZES:
        show_site(page, "light", size)
        for width in (320, 600, 768, 1024, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            tops = page.locator(".cards .card").evaluate_all(
                "(cards) => cards.map((card) => card.getBoundingClientRect().top)"
            )
            assert len(set(tops)) in (1, len(tops)), f"{width} {size}"


def test_the_first_view_is_four_requests_and_20_kilobytes(
    page_of: PageMaker, built_site: Path
) -> None:
    page = open_page(page_of, 412, "100")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SEED, wait_until="networkidle")
    paths = [re.sub(r"^https?://[^/]+/", "", url) for url in asked]
    # A browser asks for the icon once per site, not for a page; headless ones don't ask at all.
    paths = [path for path in paths if path != "favicon.svg"]
    weight = sum(
        len(brotli.compress((built_site / (path + "index.html" * path.endswith("/"))).read_bytes()))
        for path in paths
    )
    assert len(paths) <= FIRST_VIEW_REQUESTS, paths
    assert weight <= FIRST_VIEW_BYTES


@pytest.mark.parametrize("width", [412, 1350])
def test_nothing_moves_while_the_page_loads(page_of: PageMaker, width: int) -> None:
    """A slow machine may show a row of which half is read: that counts to three places, as in
    Lighthouse. Once all is read, script and photos move nothing at all."""
    page = open_page(page_of, width, "150")
    page.add_init_script(WATCH_SHIFTS)
    late: list[Route] = []
    is_read = False

    def hold(route: Route) -> None:
        if is_read:
            route.continue_()
        else:
            late.append(route)

    page.route(SCRIPTS_AND_PHOTOS, hold)
    for address in KINDS.values():
        is_read = False
        page.goto(address, wait_until="commit")
        page.wait_for_function("document.readyState != 'loading'")
        page.evaluate(FRAMES)
        while_read = page.evaluate("window.moved")
        assert round(while_read, 3) == 0, address
        assert late, address
        is_read = True
        while late:
            late.pop().continue_()
        page.wait_for_load_state("networkidle")
        page.evaluate(FRAMES)
        assert page.evaluate("window.moved") == while_read, address


def test_every_page_is_whole_without_scripts(page_of: PageMaker) -> None:
    page = page_of(js=False, width=412)
    # A button that sends a form to a page needs none.
    sends = "form[action] button:not([type=button])"
    for kind, address in KINDS.items():
        page.goto(address)
        assert page.locator("main h1").count() == 1, kind
        assert page.locator("main").inner_text().strip(), kind
        assert page.locator(f":is(button, select):not({sends}):visible").count() == 0, kind


def test_an_article_prints_as_a_record(page_of: PageMaker) -> None:
    """With its date, its caption, who publishes it and where, in 11.8 pt."""
    page = open_page(page_of, 1350, "100", dark=True)
    page.goto(SEED)
    page.emulate_media(media="print")
    for shown in ("h1", "main time", "figcaption", ".lead", ".signature", ".record"):
        assert page.locator(shown).first.is_visible(), shown
    hidden_parts = ("header nav", "header form", "footer.site", "aside.more", ".contents")
    for hidden in (*hidden_parts, ".toolbar button", ".toolbar select"):
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    record = page.locator(".record").inner_text()
    assert "Ban Biên tập trang Bạch Thông" in record
    assert SEED in record


def test_print_keeps_the_readers_enlargement(page_of: PageMaker) -> None:
    page = page_of()
    page.goto(SEED)
    for size, points in (("100", 11.8), ("112.5", 13.3), ("150", 17.7), ("200", 17.7)):
        page.emulate_media(media="screen")
        show_site(page, "light", size)
        page.emulate_media(media="print")
        pixels = page.locator(".text > p").first.evaluate(
            "p => parseFloat(getComputedStyle(p).fontSize)"
        )
        assert pixels * 0.75 == pytest.approx(points, abs=0.1)


def test_no_printed_page_has_only_a_few_lines(page_of: PageMaker) -> None:
    page = open_page(page_of, 1350, "100")
    for address in (SEED, KINDS["table"], KINDS["checked claim"]):
        page.goto(address)
        pdf = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        last = pdf.pages[-1].extract_text().strip().splitlines()
        assert len(last) > 4, last


def test_the_keyboard_reaches_the_content_first(page_of: PageMaker) -> None:
    page = open_page(page_of, 412, "100")
    page.goto(SEED)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#noi-dung"
    assert page.locator(":focus").bounding_box()["height"] > 20  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_navigation_tells_where_the_reader_is(page_of: PageMaker) -> None:
    page = open_page(page_of, 1350, "100")
    for address, title, value in (
        ("/", "Trang chủ", "page"),
        ("/tin-tuc/", "Tin tức", "page"),
        (SEED, "Tin tức", "true"),
        ("/tin-tuc/kinh-te/", "Tin tức", "true"),
    ):
        page.goto(address)
        current = page.locator("header nav [aria-current]")
        assert current.inner_text() == title
        assert current.get_attribute("aria-current") == value
    page.goto("/gioi-thieu/")
    assert page.locator("header nav [aria-current]").count() == 0


def test_lines_of_text_keep_a_readable_measure(page_of: PageMaker) -> None:
    """66 to 70 letters where the screen has room for them; stacked marks have room above."""
    page = page_of()
    page.goto(SEED)
    text = page.locator(".text > p").first
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        full = text.evaluate(LINES)[:-1]  # the last one is short
        assert max(full) <= 80
        assert width < 1000 or 62 <= sum(full) / len(full) <= 72
        font, leading = text.evaluate(
            "e=>[getComputedStyle(e).fontSize,getComputedStyle(e).lineHeight].map(parseFloat)"
        )
        assert leading / font == pytest.approx(1.65, abs=0.01)
