"""A reader enlarges the text: everywhere, at once, without losing the place."""

from __future__ import annotations

import re

import brotli
import pytest
from playwright.sync_api import Browser, Page, Route

from plugins.toolbar.conftest import FRAMES, HERE, LONG, Site, bundle, render

STEPS = ["100", "112.5", "125", "150", "175", "200"]
LARGER, NORMAL, SMALLER = "Tăng cỡ chữ", "Mặc định", "Giảm cỡ chữ"
STORAGE_BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); } });"""
FONT_SIZES = """() => ["html", "h1", "h2", "p[data-listen]", "figcaption", ".toolbar button"].map(
  (name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""
WATCH_SHIFTS = """window.shifts = []; window.sizes = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => shifts.push(entry.value)))
  .observe({ type: "layout-shift", buffered: true });
const look = () => { if (document.body) sizes.push(document.documentElement.dataset.size);
  requestAnimationFrame(look); };
requestAnimationFrame(look);"""


def press(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=name).click(force=True)  # aria-disabled still answers


def said(page: Page) -> str:
    return page.locator(".toolbar [role=status]").inner_text()


def test_the_three_buttons_carry_their_words_in_a_named_group(page: Page) -> None:
    page.goto("/mot/")
    group = page.get_by_role("group", name="Cỡ chữ")
    assert group.get_by_role("button").all_inner_texts() == [SMALLER, NORMAL, LARGER]


def test_every_step_enlarges_everything_and_is_announced(page: Page) -> None:
    page.goto("/mot/")
    at_first = page.evaluate(FONT_SIZES)
    for step in STEPS[1:]:
        press(page, LARGER)
        wanted = [size * float(step) / 100 for size in at_first]
        assert page.evaluate(FONT_SIZES) == pytest.approx(wanted, abs=0.1)
        assert said(page).startswith(f"Cỡ chữ {step.replace('.', ',')}%")
    assert said(page) == "Cỡ chữ 200%, đã ở mức lớn nhất"
    press(page, NORMAL)
    assert page.evaluate(FONT_SIZES) == at_first
    press(page, SMALLER)
    assert said(page) == "Cỡ chữ 100%, đã ở mức nhỏ nhất"


def test_a_step_multiplies_the_size_that_the_reader_set_in_the_browser(page: Page) -> None:
    page.goto("/mot/")
    page.context.new_cdp_session(page).send(
        "Page.setFontSizes", {"fontSizes": {"standard": 20, "fixed": 16}}
    )
    press(page, LARGER, 2)
    assert page.evaluate(FONT_SIZES)[0] == 25


def test_at_a_limit_the_button_is_disabled_but_keeps_the_focus(page: Page) -> None:
    page.goto("/mot/")
    smaller = page.get_by_role("button", name=SMALLER)
    larger = page.get_by_role("button", name=LARGER)
    assert smaller.get_attribute("aria-disabled") == "true"
    press(page, LARGER, 7)
    assert larger.get_attribute("aria-disabled") == "true"
    assert smaller.get_attribute("aria-disabled") == "false"
    assert larger.evaluate("(button) => button === document.activeElement")
    assert page.evaluate("document.documentElement.dataset.size") == "200"


def test_an_announcement_is_seen_and_leaves_by_itself(page: Page) -> None:
    page.clock.install()
    page.goto("/mot/")
    press(page, LARGER)
    assert page.locator(".toolbar [role=status]").bounding_box()["height"] > 20  # type: ignore[index]
    page.clock.fast_forward(6000)
    assert said(page) == ""


def test_the_size_is_kept_on_other_pages_and_follows_in_other_tabs(page: Page) -> None:
    page.goto("/mot/")
    other = page.context.new_page()
    other.goto("/hai/")
    press(page, LARGER, 3)
    other.wait_for_function("document.documentElement.dataset.size == '150'")
    assert other.get_by_role("button", name=SMALLER).get_attribute("aria-disabled") == "false"
    page.goto("/hai/")
    assert page.evaluate(FONT_SIZES)[0] == 24
    other.evaluate("localStorage.clear()")
    page.wait_for_function("document.documentElement.dataset.size == '100'")


def test_a_page_brought_back_by_the_browser_takes_the_new_size(page: Page) -> None:
    page.goto("/mot/")
    page.evaluate("localStorage.size = '175'; dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert page.evaluate(FONT_SIZES)[0] == 28


def test_with_storage_blocked_it_works_for_the_page(page: Page) -> None:
    page.add_init_script(STORAGE_BLOCKED)
    page.goto("/mot/")
    press(page, LARGER, 2)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert page.evaluate(FONT_SIZES)[0] == 20
    page.get_by_label("Màu trang").select_option("dark")
    assert page.evaluate("document.documentElement.dataset.colour") == "dark"


@pytest.mark.parametrize("stored", ["300", "125;", "", "dark", "112,5"])
def test_a_foreign_value_in_storage_changes_nothing(page: Page, stored: str) -> None:
    page.add_init_script(f"localStorage.size = localStorage.colour = {stored!r}")
    page.goto("/mot/")
    assert page.evaluate(FONT_SIZES)[0] == 16
    assert page.evaluate("document.documentElement.dataset.size || '100'") == "100"


def test_the_size_is_there_at_the_first_paint_and_nothing_moves(page: Page) -> None:
    page.add_init_script("localStorage.size = '175'; localStorage.colour = 'dark';" + WATCH_SHIFTS)
    late: list[Route] = []
    page.route("**/site.js", lambda route: late.append(route))
    with page.expect_request("**/site.js"):
        page.goto("/mot/", wait_until="commit")
    page.evaluate(FRAMES)
    late[0].continue_()
    page.wait_for_load_state()
    page.evaluate(FRAMES)
    assert set(page.evaluate("sizes")) == {"175"}
    assert page.evaluate("shifts") == []


MIDDLE_BLOCK = """() => { const middle = innerHeight / 2;
  window.block = [...document.querySelectorAll("article :is(h1, h2, p, figure):not(.toolbar *)")]
    .find((item) => item.getBoundingClientRect().bottom > middle);
  return block.getBoundingClientRect().top; }"""


@pytest.mark.parametrize("start", range(5))
@pytest.mark.parametrize("width", [412, 1350])
def test_the_block_in_mid_screen_stays(page: Page, start: int, width: int) -> None:
    """Up and down one step from several places; by key, as the toolbar is far above."""
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(f"localStorage.size ||= '{STEPS[start]}'")
    page.goto("/mot/")
    full = page.evaluate("document.documentElement.scrollHeight")
    for part in (0.15, 0.3, 0.5, 0.7):
        for direction in (2, 0):
            page.evaluate("(y) => scrollTo({ top: y, behavior: 'instant' })", full * part)
            before = page.evaluate(MIDDLE_BLOCK)
            page.evaluate(
                "(n) => document.querySelectorAll('.toolbar .size button')[n].click()", direction
            )
            page.evaluate(FRAMES, 4)
            after = page.evaluate("block.getBoundingClientRect().top")
            assert abs(after - before) <= 16, (part, direction)


def test_a_tall_paragraph_that_shrinks_stays_on_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script("localStorage.size ||= '200'")
    page.goto("/mot/")
    page.evaluate("""() => { window.block = document.querySelector("[data-listen] p");
      scrollBy({ top: block.getBoundingClientRect().bottom - 400, behavior: "instant" }); }""")
    page.evaluate("document.querySelectorAll('.toolbar .size button')[1].click()")
    assert 0 < page.evaluate("block.getBoundingClientRect().bottom") < 640


def test_on_paper_the_text_has_its_own_size_and_only_the_date_remains(page: Page) -> None:
    page.add_init_script("localStorage.size = '200'")
    page.goto("/mot/")
    page.emulate_media(media="print")
    assert page.evaluate(FONT_SIZES)[0] == 16
    shown = page.locator(".toolbar > *").evaluate_all(
        "(items) => items.filter((item) => item.checkVisibility()).map((item) => item.className)"
    )
    assert shown == ["date"]


@pytest.mark.parametrize("width", [320, 412])
def test_at_double_size_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.add_init_script("localStorage.size = '200'")
    page.goto("/mot/")
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    clipped = page.locator(".toolbar :is(button, a, summary, select)").evaluate_all(
        "(items) => items.filter((item) => item.scrollWidth > item.clientWidth + 1).length"
    )
    assert clipped == 0


def test_without_javascript_only_what_works_is_shown(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.write("mot", render(LONG)))
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("combobox").count() == 0
    page.locator("summary").click()
    names = ["Zalo", "Facebook", "Thư điện tử"]
    assert page.locator(".toolbar").get_by_role("link").all_inner_texts() == names
    context.close()


def test_the_scripts_stay_within_their_bytes() -> None:
    head = (HERE / "templates/toolbar/head.html").read_text("utf-8")
    script = re.fullmatch(r"<script>(.*)</script>\s*", head, re.DOTALL)
    assert script
    assert len(script[1].encode()) < 350
    assert "{{" not in head
    assert len(brotli.compress(bundle().encode(), quality=11)) <= 2200
