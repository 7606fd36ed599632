"""The date and the other tools of an article: colours, print, copy and share."""

from __future__ import annotations

import base64
import dataclasses
import itertools
import json
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from plugins.shared.finding import found_in
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import Portal
from plugins.shared.settings import SettingError
from plugins.toolbar import check_settings
from plugins.toolbar.conftest import ADDRESS, LONG, Site, render
from plugins.toolbar.settings import ToolbarSettings

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
SIGNS = "ABTP.&-"
COLOURS = {
    "light": "rgb(255, 253, 250)",
    "dark": "rgb(25, 23, 21)",
    "contrast": "rgb(255, 255, 255)",
}


def test_the_date_is_shown_and_machines_know_it(page: Page) -> None:
    page.goto("/mot/")
    expect(page.locator(".date")).to_have_text("Thứ Hai, 11/12/2023 08:30 Cập nhật: 12/12/2023")
    machine = page.locator(".date time").evaluate_all("(all) => all.map((one) => one.dateTime)")
    assert machine == [LONG.date_machine, LONG.modified_machine]


def test_an_article_never_changed_says_nothing_of_a_change(page: Page, site: Site) -> None:
    article = dataclasses.replace(LONG, modified_shown=None, modified_machine=None)
    page.goto(site.write("cu", render(article)))
    expect(page.locator(".date")).to_have_text("Thứ Hai, 11/12/2023 08:30")


@pytest.mark.parametrize("width", [320, 412, 1350])
def test_every_control_is_at_least_44_pixels_high(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/mot/")
    page.locator("summary").click()
    controls = page.locator(".toolbar :is(button, select, summary, a):visible")
    heights = controls.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert len(heights) >= 10
    assert min(heights) >= 44


@pytest.mark.parametrize("width", [320, 360, 390, 412])
def test_without_a_voice_no_row_of_the_toolbar_is_empty(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/mot/")
    assert page.locator(".listen").is_hidden()
    tops = "(all) => all.map((one) => one.getBoundingClientRect().top)"
    shown = page.locator(".toolbar :is(.date, .size, select, .print, summary)").evaluate_all(tops)
    bottom = "(bar) => bar.getBoundingClientRect().bottom - 1"
    rows = sorted({*shown, page.locator(".toolbar").evaluate(bottom)})
    gaps = [lower - upper for upper, lower in itertools.pairwise(rows)]
    assert max(gaps) < 50


def test_all_labels_of_a_row_stand_at_one_height(page: Page) -> None:
    page.set_viewport_size({"width": 1350, "height": 800})
    page.goto("/mot/")
    middles = page.locator(".toolbar :is(.print, summary)").evaluate_all(
        """(all) => all.map((one) => { const range = new Range(); range.selectNodeContents(one);
          const text = range.getBoundingClientRect(); return (text.top + text.bottom) / 2; })"""
    )
    assert max(middles) - min(middles) < 0.5


def test_what_is_announced_keeps_clear_of_the_edges(page: Page) -> None:
    page.goto("/mot/")
    for _ in range(5):
        page.get_by_role("button", name="Tăng cỡ chữ").click()
    box = page.get_by_role("status").bounding_box()
    assert box
    assert box["x"] >= 16
    assert box["x"] + box["width"] <= 412 - 16


def test_in_forced_colours_every_control_has_a_border(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/mot/")
    styles = page.locator(".toolbar :is(button, select, summary, a)").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).borderTopStyle)"
    )
    assert set(styles) == {"solid", "dashed"}


def test_colours_are_chosen_and_kept_across_pages_and_tabs(page: Page) -> None:
    page.goto("/mot/")
    other = page.context.new_page()
    other.goto("/hai/")
    choice = page.get_by_label("Màu trang")
    words = ["Theo cài đặt máy", "Màu sáng", "Màu tối", "Tương phản cao"]
    assert choice.locator("option").all_inner_texts() == words
    for colour, wanted in COLOURS.items():
        choice.select_option(colour)
        assert page.evaluate(BACKGROUND) == wanted
    other.wait_for_function("document.documentElement.dataset.colour == 'contrast'")
    expect(other.get_by_label("Màu trang")).to_have_value("contrast")
    page.goto("/hai/")
    expect(page.get_by_label("Màu trang")).to_have_value("contrast")


def test_the_machine_s_colours_come_back(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/mot/")
    choice = page.get_by_label("Màu trang")
    assert page.evaluate(BACKGROUND) == COLOURS["dark"]
    choice.select_option("light")
    assert page.evaluate(BACKGROUND) == COLOURS["light"]
    choice.select_option("")
    assert page.evaluate(BACKGROUND) == COLOURS["dark"]
    page.reload()
    assert page.evaluate("document.documentElement.dataset.colour") is None


def test_print_asks_the_browser_to_print(page: Page) -> None:
    page.add_init_script("window.printed = 0; window.print = () => { printed++; };")
    page.goto("/mot/")
    page.get_by_role("button", name="In bài viết").click()
    assert page.evaluate("printed") == 1


def test_copy_takes_the_canonical_address_and_says_so(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/mot/?utm_source=zalo#cuoi")
    page.locator("summary").click()
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_role("status")).to_have_text("Đã sao chép liên kết")
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_where_copying_is_forbidden_the_address_is_shown(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.add_init_script("window.shown = []; window.prompt = (...all) => { shown.push(all); };")
    page.goto("/mot/")
    page.locator("summary").click()
    page.get_by_role("button", name="Sao chép liên kết").click()
    assert page.evaluate("shown") == [["Sao chép liên kết", ADDRESS]]


def test_web_share_is_offered_only_where_it_exists(page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.share")
    page.goto("/mot/")
    page.locator("summary").click()
    assert page.get_by_role("button", name="Ứng dụng khác").count() == 0
    page.add_init_script("navigator.share = async (data) => { window.shared = data; }")
    page.reload()
    page.locator("summary").click()
    page.get_by_role("button", name="Ứng dụng khác").click()
    assert page.evaluate("shared") == {"title": LONG.title, "url": ADDRESS}


def test_the_links_are_put_away_when_the_reader_goes_on(page: Page) -> None:
    page.goto("/mot/")
    page.locator("summary").click()
    expect(page.locator("details")).to_have_attribute("open", "")
    page.locator("#next").focus()
    expect(page.locator("details")).not_to_have_attribute("open", "")


@pytest.mark.parametrize("width", [320, 412, 1350])
def test_the_links_lie_above_the_text_and_escape_puts_them_away(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/mot/")
    where = "(part) => part.getBoundingClientRect().top"
    text = page.locator("p[data-listen]").first
    before = text.evaluate(where)
    page.locator("summary").click()
    assert text.evaluate(where) == before
    menu = page.locator("details ul").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
    page.locator("details a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("details")).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_plain_links_carry_the_address_and_no_tracker(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/mot/")
    page.locator("summary").click()
    zalo, facebook, mail = page.locator("details a").evaluate_all("(all) => all.map((a) => a.href)")
    payload = parse_qs(urlsplit(zalo).query)
    assert list(payload) == ["d"]
    assert json.loads(base64.b64decode(payload["d"][0])) == {"url": ADDRESS}
    assert parse_qs(urlsplit(facebook).query) == {"u": [ADDRESS]}
    assert parse_qs(urlsplit(mail).query) == {"subject": [LONG.title], "body": [ADDRESS]}
    assert all(url.startswith("http://127.0.0.1") for url in requests)


def test_a_title_with_signs_cannot_break_out() -> None:
    page = render(dataclasses.replace(LONG, title='A "B" & <C>'))
    assert "mailto:?subject=A%20%22B%22%20%26%20%3CC%3E&amp;body=" in page


def test_the_setting_chooses_the_links_and_their_order() -> None:
    portal = Portal(FreshOutputs(Path()))
    settings = {"TOOLBAR": {"share": ["email", "zalo"]}, "JINJA_GLOBALS": {}, "PORTAL": portal}
    pelican = SimpleNamespace(settings=settings)
    check_settings(pelican)
    toolbar: ToolbarSettings = pelican.settings["JINJA_GLOBALS"]["toolbar"]
    assert [name for name, _ in toolbar.links("a", ADDRESS)] == ["email", "zalo"]


@pytest.mark.parametrize("values", [{"share": ["zola"]}, {"chia_se": []}, {"listen": "có"}])
def test_a_wrong_setting_stops_the_build_and_is_named(values: dict[str, object]) -> None:
    with pytest.raises(SettingError, match="TOOLBAR"):
        check_settings(SimpleNamespace(settings={"TOOLBAR": values}))


def test_only_the_abbreviations_of_the_article_are_carried() -> None:
    table = [("UBND", "Ủy ban nhân dân"), ("GD&ĐT", "giáo dục"), ("NQ", "nghị quyết")]
    article = dataclasses.replace(LONG, title="UBND", summary="", content="Sở GD&amp;ĐT")
    carried = ToolbarSettings().abbreviations(table, article, article.content)
    assert carried == "UBND=Ủy ban nhân dân|GD&ĐT=giáo dục"


@given(st.text(SIGNS, max_size=12), st.lists(st.text(SIGNS, max_size=4), unique=True, max_size=6))
def test_every_abbreviation_of_the_text_is_found(text: str, table: list[str]) -> None:
    """Those too that overlap, or are part of one another: TP and TP."""
    assert found_in(text, tuple(table)) == [short for short in table if short in text]
