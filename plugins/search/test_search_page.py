"""The search page is for every reader and server: of any sight, without scripts, under a strict
policy, with nothing of what is not published yet."""

from __future__ import annotations

import base64
import hashlib
import itertools
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Route, expect

from conftest import PageMaker
from tests.support.barriers import MODES, barriers_in
from tests.support.searched_site import ADDRESS, ARTICLES, FORESTS, WITH_SEARCH, article
from tests.support.whole_site import build_articles

BREAK_POLICY = """new Promise(done => {
  addEventListener("securitypolicyviolation", event => done(event.violatedDirective));
  document.body.append(document.createElement("style"));
  document.querySelector("body > style").textContent = "b{}";
})"""


def test_drafts_and_articles_of_the_future_are_in_no_part(site: Path) -> None:
    parts = [file.read_text("utf-8") for file in sorted((site / "tim-kiem").iterdir())]
    assert len(parts) > 10
    for trace in ("Bí mật", "bi mat", "nhap/", "hen/"):
        assert not [text for text in parts if trace in text], trace


def test_files_are_named_by_their_bytes(site: Path, tmp_path: Path) -> None:
    names = {file.name: file.read_bytes() for file in (site / "tim-kiem").iterdir()}
    changed = {**ARTICLES, "tin-tuc/ban.md": article("Bàn về hòa giải", "02/02/2024")}
    other = build_articles(tmp_path, changed, PLUGINS=WITH_SEARCH)
    other_bytes = {
        file.name
        for file in (other / "tim-kiem").iterdir()
        if names.get(file.name, file.read_bytes()) != file.read_bytes()
    } - {"index.html"}
    assert len(other_bytes) == 1
    assert other_bytes.pop().startswith("bai-")  # the article's own


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
    assert page.locator("main :is(button:not([type=submit]), select):visible").count() == 0
    assert all(url.startswith(address) for url in asked)


@pytest.mark.parametrize(
    ("query", "shown"), [("tiếp công dân", "main .list h2"), ("zzzz", ".nothing h2")]
)
def test_no_barrier_in_the_results(
    page_of: PageMaker, address: str, query: str, shown: str
) -> None:
    page = page_of(base_url=address, width=320)
    page.goto(f"{ADDRESS}?q={query}")
    page.locator(shown).first.wait_for()
    assert barriers_in(page, list(itertools.product(MODES, [320], ["100", "200"]))) == []
