"""An editor sees the page of what is being typed, and what is wrong in it, beside the form."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from conftest import PageMaker
from desk.shell.app import create_app
from desk.shell.desk import Render
from desk.shell.pages import _environment
from desk.shell.words import WORDS
from plugins.checks.article_checks import parse_and_check
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.rendered_article import RenderedArticle
from tests.support.barriers import desk_barriers
from tests.support.opened_desk import TOKEN, Opened, make_desk
from tools.local_server import listen, origin_of, port_of, running
from tools.preview import Preview, Shown
from tools.preview_app import preview_app
from tools.worker import WorkerLostError

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
HEAD = "Tiêu đề: Bài thử\nNgày: 11/12/2023\n\n"
PAGE = """{% extends "base.html" %}{% block title %}Thu{% endblock %}
{% block styles %}<link rel="stylesheet" href="/static/preview/preview.css">{% endblock %}
{% block scripts %}<script type="module" src="/static/preview/preview.js"></script>{% endblock %}
{% block main %}<h1>Thử</h1><div><div>
<label for="text">Bài</label><textarea id="text" rows="20" lang="vi"></textarea></div>
<div>{% include "preview.html" %}</div></div>{% endblock %}"""
ARTICLE = """
export const [path, article] = ["tin-tuc/a.md", {}];
const text = document.getElementById("text");
text.value = %s;
text.addEventListener("input", () => document.dispatchEvent(new CustomEvent("desk:changed")));
export const collect = () => (
  { base: "", head: %s, fields: {},
    body: [{ kind: "text", raw: "", text: text.value, changed: true }] });
window.went = [];
document.addEventListener("desk:goto", ({ detail }) => went.push(detail.line));
"""
FORTY = "\n\n".join(f"Đoạn thứ {n} kể chuyện {'xyz'[n % 3] * n}." for n in range(1, 41))


def rendered(path: str, data: bytes) -> RenderedArticle:
    """A page of the body's paragraphs; a wrong head has none."""
    article, found = parse_and_check(path, data, SCHEMA)
    if article is None or article.head is None:
        return RenderedArticle("", found.problems)
    text = "".join(f"<p>{html.escape(each)}</p>" for each in article.body.split("\n\n"))
    page = f'<!doctype html><html lang="vi"><head><title>Bài</title></head><body><main>{text}'
    return RenderedArticle(
        page + '<p><a href="/bai-khac/">Bài khác</a></p></main></body></html>', found.problems
    )


class Form:
    """Stands in for the article's page: one text area, served by the desk itself."""

    text = ""
    head = HEAD

    def routes(self) -> list[Route]:
        return [
            Route("/bai/thu", self.page),
            Route("/static/article/article.js", self.script),
        ]

    async def page(self, request: Request) -> Response:
        words = json.dumps(WORDS.script.as_dict(), ensure_ascii=False)
        template = _environment().from_string(PAGE)
        desk = request.app.state.desk
        return HTMLResponse(template.render(desk=desk, token=TOKEN, script_words=words))

    async def script(self, request: Request) -> Response:
        text = ARTICLE % (json.dumps(self.text), json.dumps(self.head))
        return Response(text, media_type="text/javascript")


@contextmanager
def desk_and_preview(
    folder: Path, render: Render = rendered, is_whole: bool = False
) -> Iterator[tuple[Opened, Form]]:
    """is_whole: with the article's own page, without a form that stands in for it."""
    (folder / "content" / "tin-tuc").mkdir(parents=True)
    site = folder / "site" / "bai-khac"
    site.mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html><title>Khác</title><body>Khác", "utf-8")
    mine, desks, form = listen(0), listen(0), Form()
    preview = Preview(Shown(folder / "site"), desk=port_of(desks))
    desk = make_desk(
        folder / "content",
        folder / "scratch",
        render=render,
        preview=origin_of(mine),
        show=preview.keep,
    )
    app = create_app(desk)
    app.router.routes[:0] = [] if is_whole else form.routes()
    with running(preview_app(preview), mine), running(app, desks):
        yield Opened(desk, origin_of(desks)), form
        preview.close()


@pytest.fixture
def is_whole() -> bool:
    return False


@pytest.fixture
def both(tmp_path: Path, is_whole: bool) -> Iterator[tuple[Opened, Form]]:
    with desk_and_preview(tmp_path, is_whole=is_whole) as both:
        yield both


@pytest.fixture
def opened(both: tuple[Opened, Form]) -> Opened:
    return both[0]


def payload(body: str, head: str = HEAD) -> dict[str, Any]:
    piece = {"kind": "text", "raw": "", "text": body, "changed": True}
    return {"base": "", "head": head, "fields": {}, "body": [piece]}


def test_the_answer_is_an_address_of_the_preview_with_what_is_wrong(opened: Opened) -> None:
    status, said = opened.ask("POST", "/api/preview/tin-tuc/a.md", payload("Một.\n\n• hai\n• ba"))
    assert status == 200
    assert said["address"].startswith("/_xem-truoc/bai/")
    assert [(each["line"], each["severity"], "fix" in each) for each in said["problems"]] == [
        (6, "warning", True)
    ]
    assert said["said"] == ""


def test_a_head_with_mistakes_has_problems_and_no_page(opened: Opened) -> None:
    head = HEAD.replace("11/12/2023", "hôm qua")
    said = opened.ask("POST", "/api/preview/tin-tuc/a.md", payload("Một.", head))[1]
    assert (said["address"], said["problems"][0]["field"]) == ("", "date")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [("../a.md", payload(""), 404), ("tin-tuc/a.md", b"[", 415), ("tin-tuc/a.md", {"a": 1}, 400)],
)
def test_what_can_be_no_article_is_refused(
    opened: Opened, path: str, body: Any, status: int
) -> None:
    assert opened.ask("POST", f"/api/preview/{path}", body)[0] in (status, 400)


@pytest.mark.parametrize("lost", [True, False])
def test_without_a_page_yet_there_are_problems_and_a_sentence(tmp_path: Path, lost: bool) -> None:
    def rendering(path: str, data: bytes) -> None:
        if lost:
            raise WorkerLostError

    with desk_and_preview(tmp_path, rendering) as (opened, _):
        said = opened.ask("POST", "/api/preview/tin-tuc/a.md", payload("• hai\n• ba"))[1]
    assert said["address"] == ""
    assert said["said"] == WORDS.preview["lost" if lost else "not_built"]
    assert len(said["problems"]) == 1


def open_page(page: Page, both: tuple[Opened, Form], text: str) -> None:
    opened, form = both
    form.text = text
    page.goto(f"{opened.origin}/bai/thu")


def frame_with(page: Page, text: str) -> Frame:
    """The shown one, once it has `text`."""
    page.locator("iframe:not(.preview-waiting)").content_frame.get_by_text(text).wait_for(
        state="attached"
    )
    handle = page.locator("iframe:not(.preview-waiting)").element_handle()
    frame = handle.content_frame()
    assert frame
    return frame


def until(frame: Frame, holds: str) -> None:
    """What playwright itself waits with, the page's policy forbids."""
    frame.evaluate(
        f"new Promise((done) => (function look() {{ {holds} ? done() : setTimeout(look, 20) }})())"
    )


def test_the_page_follows_what_is_typed_and_keeps_its_place(
    both: tuple[Opened, Form], page_of: PageMaker
) -> None:
    page = page_of(width=1500, base_url=both[0].origin, expected=("favicon",))
    open_page(page, both, FORTY)
    frame = frame_with(page, "Đoạn thứ 40")
    assert frame.evaluate("innerWidth") == 412
    page.evaluate(
        """window.flashes = 0; new MutationObserver(() => {
          if (document.querySelectorAll('iframe:not(.preview-waiting)').length !== 1) flashes += 1;
        }).observe(document.getElementById('preview-frames'), {attributes: true, subtree: true})"""
    )
    area = page.get_by_label("Bài", exact=True)
    area.evaluate(
        """area => { const at = area.value.indexOf('thứ 30');
        area.focus(); area.setSelectionRange(at, at) }"""
    )
    page.keyboard.type("số ")
    frame = frame_with(page, "Đoạn số thứ 30")
    block = frame.get_by_text("Đoạn số thứ 30").bounding_box()
    inside = page.locator("#preview-frames").bounding_box()
    assert block
    assert inside
    assert inside["y"] < block["y"] < inside["y"] + inside["height"]
    kept = frame.evaluate("scrollY")
    assert kept > 0
    page.keyboard.type("x")
    frame = frame_with(page, "Đoạn số xthứ 30")
    assert frame.evaluate("scrollY") == kept
    area.evaluate("area => area.setSelectionRange(0, 0)")
    page.keyboard.press("ArrowRight")  # no typing: the page that is shown scrolls
    until(frame, "scrollY === 0")
    page.get_by_role("button", name="Máy tính").click()
    until(frame, "innerWidth === 1350")
    box = page.locator("#preview-frames").bounding_box()
    shown = page.locator("iframe:not(.preview-waiting)").bounding_box()
    assert box
    assert shown
    assert shown["width"] <= box["width"]
    assert page.evaluate("[flashes, history.length]") == [0, 2]
    with page.context.expect_page() as other:
        frame.get_by_role("link", name="Bài khác").click()
    assert other.value.url.endswith("/bai-khac/")
    other.value.close()


def test_problems_lead_to_their_place_and_are_mended_undoably(
    both: tuple[Opened, Form], page_of: PageMaker
) -> None:
    page = page_of(width=1500, base_url=both[0].origin)
    open_page(page, both, "Một.\n\n• hai\n• ba\n\n![](anh/a.jpg)\n")
    problems = page.get_by_role("region", name="Cần sửa")
    page.get_by_role("link", name="2 chỗ cần sửa.").click()
    assert page.evaluate("document.activeElement.id") == "problems-title"
    problems.get_by_role("button", name="Tới chỗ này").nth(1).click()
    assert page.evaluate("went") == [9]
    problems.get_by_role("button", name="Sửa giúp").click()
    area = page.get_by_label("Bài", exact=True)
    assert "- hai\n- ba" in area.input_value()
    problems.get_by_text("1 chỗ cần sửa.").wait_for()
    problems.get_by_role("button", name="Hoàn tác").click()
    assert "• hai\n• ba" in area.input_value()
    problems.get_by_text("2 chỗ cần sửa.").wait_for()


@pytest.mark.parametrize("is_whole", [True])
def test_the_article_s_page_has_all_of_it(opened: Opened, page_of: PageMaker) -> None:
    """With the form and the pieces as they are."""
    file = opened.desk.content / "tin-tuc" / "a.md"
    file.write_text(f"{HEAD}Một.\n\n| a | b |\n|---|---|\n| c | d |\n\nHai.\n\nBa.\n", "utf-8")
    page = page_of(width=1500, base_url=opened.origin)
    page.goto("/bai/tin-tuc/a.md")
    frame_with(page, "Hai.")
    last = page.locator(".body-text").last
    last.evaluate("area => { area.focus(); area.setSelectionRange(6, 6) }")
    page.keyboard.type("• bốn\n• năm\n\n")
    problems = page.get_by_role("region", name="Cần sửa")
    problems.get_by_text("1 chỗ cần sửa.").wait_for()
    problems.get_by_role("button", name="Sửa giúp").click()
    frame_with(page, "- năm")
    problems.get_by_text("Không thấy chỗ nào cần sửa.").wait_for()
    title = page.get_by_label("Tiêu đề", exact=True)
    title.fill("")
    problems.get_by_role("button", name="Tới chỗ này").click()
    assert page.evaluate("document.activeElement.id") == title.get_attribute("id")
    at_field = page.locator("[data-key=title]").get_by_text("thiếu “Tiêu đề”")
    assert str(at_field.last.get_attribute("id")) in str(title.get_attribute("aria-describedby"))
    page.get_by_text("Đang hiện bản trước").wait_for()
    page.keyboard.type("Bài hai")
    at_field.wait_for(state="detached")


def test_only_the_two_pages_hear_each_other(both: tuple[Opened, Form], page_of: PageMaker) -> None:
    page = page_of(width=1500, base_url=both[0].origin, expected=("frame-ancestors", "ERR_BLOCKED"))
    open_page(page, both, FORTY)
    frame = frame_with(page, "Đoạn thứ 40")
    # From the preview's own window, which is not its parent.
    frame.evaluate("postMessage({ scroll: 500 }, '*')")
    frame.evaluate("new Promise((done) => setTimeout(done))")
    assert frame.evaluate("scrollY") == 0
    # Another page may not frame it, nor the desk.
    address = frame.url
    opened = both[0]
    other = page_of(base_url=opened.origin, expected=("frame-ancestors", "ERR_BLOCKED"))
    other.route(
        "**/elsewhere",
        lambda route: route.fulfill(body="<iframe></iframe>", content_type="text/html"),
    )
    other.goto("http://127.0.0.1:9/elsewhere")
    for framed in (address, opened.origin + "/khong-co"):
        other.evaluate("(address) => { document.querySelector('iframe').src = address }", framed)
        other.wait_for_function("length === 1")
    other.wait_for_load_state("networkidle")
    assert all("Đoạn" not in each.content() for each in other.frames[1:])


def test_it_is_for_everybody(both: tuple[Opened, Form], page_of: PageMaker) -> None:
    page = page_of(width=1500, base_url=both[0].origin)
    open_page(page, both, "Một.\n\n• hai\n• ba\n")
    frame_with(page, "hai")
    page.get_by_text("1 chỗ cần sửa.").first.wait_for()
    page.get_by_role("button", name="Sửa giúp").wait_for()
    assert desk_barriers(page) == []
