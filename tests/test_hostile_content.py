"""Whatever an article holds, nothing of it runs in a reader's browser or asks another machine.

`tests/hostile.toml` has what is tried. What `check` refuses, with a line, never gets to a page; all
the rest is built and opened, with the policy that servers send and without any.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from conftest import served
from plugins.checks.engine import check
from plugins.shared.problems import Problem
from tests.support.checked_content import place_in
from tests.support.site_reading import read_pages
from tests.support.whole_site import PICTURE, build_articles
from tools.server.facts import ServerFacts
from tools.server.headers import page_policy
from tools.server.policy import policy_hashes

HERE = Path(__file__).parent
BODY = "Tiêu đề: Bài {0}\nNgày: 11/12/2023\n\nChữ đầu.\n\n{1}\n"
# Every key that takes a text; those of a kind in an article of it.
NEWS = """Tiêu đề: Tin {0} {1}
Ngày: 11/12/2023
Tác giả: {1}
Tóm tắt: {1}
Thẻ: {1}
Nguồn: {1}
Ghi chú: {1}
Tệp đính kèm: tep/a.pdf | {1}
Cập nhật: 12/12/2023
Đính chính:
- 12/12/2023 | {1} | Điều đúng: {1}

Chữ.
"""
QUESTION = """Tiêu đề: Hỏi {0} {1}
Ngày: 11/12/2023
Loại: hỏi đáp
Câu hỏi: {1}
Ngày hỏi: 01/12/2023
Nơi hỏi: {1}
Tình trạng: đã trả lời
Cơ quan trả lời: {1}
Ngày trả lời: 05/12/2023

{3}
"""
CLAIM = """Tiêu đề: Tin đồn {0} {1}
Ngày: 11/12/2023
Loại: kiểm chứng
Tin đồn: {1}
Xuất hiện: 01/12/2023
Kết luận: sai
Căn cứ:
- {1} | https://example.vn/{2} | 02/12/2023

{3}
"""
LONG = "Nguồn nói rõ điều này và vì sao kết luận như vậy. " * 5
HEADS = {"tin-tuc/tin": NEWS, "dinh-huong-du-luan/hoi": QUESTION, "dinh-huong-du-luan/don": CLAIM}
FILES: dict[str, str | bytes] = {
    "anh/anh.svg": PICTURE,
    "tep/a.pdf": "%PDF-1.4",
    "trang/gioi-thieu.md": "Tiêu đề: Giới thiệu\n\nChữ.\n",
}
TOGETHER = 40  # bodies on a page
IN_A_HEAD = 8  # one after the other in each text of a head
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt"])
  window[name] = text => { window.ran.push(name + " " + text) };
window.print = window.open = () => {};  // what the toolbar's own buttons do
"""
# All that could run, load or lead to what is not ours, as the browser made it of the page; the
# address of a link as the browser reads it.
FOUND = r"""() => {
  const found = [...window.ran];
  const tell = (part, what) => found.push(`${what} in ${part.outerHTML.slice(0, 120)}`);
  const forbidden = "iframe, frame, object, embed, applet, base, math, foreignObject, marquee, "
    + "main script:not([type='application/ld+json']), main style, main link, main meta, "
    + "main input:not([form]), portal, .text template";
  for (const part of document.querySelectorAll(forbidden))
    if (!part.closest("form[role=search], form.search")) tell(part, "part");
  for (const part of document.querySelectorAll("*")) {
    for (const { name, value } of part.attributes) {
      if (/^on|^style$|^srcdoc$|^ping$|^background$|^formaction$/.test(name)) tell(part, name);
      if (/^(href|src|srcset|poster|action|data|cite|xlink:href)$/.test(name)
          && /^[\s\x00-\x1f]*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:/i.test(value))
        tell(part, "scheme");
    }
    if (part.href && part.protocol && !/^(https?|mailto|tel):$/.test(part.protocol))
      tell(part, part.protocol);
    if (part.host && part.host.endsWith("evil.example")) tell(part, "host");
  }
  return found;
}"""


@dataclass(frozen=True)
class Payload:
    """number: what it calls `alert` with; path: inside content/; text: of the file."""

    number: int
    path: str
    text: str
    body: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether others may follow it: a tag without an end would be another with them."""
        return bool(self.body) and self.body.count("<") == self.body.count(">")


@dataclass(frozen=True)
class Tried:
    """all; refused: problems by path; site: what was built of those that are not refused."""

    all: tuple[Payload, ...]
    refused: dict[str, list[Problem]]
    site: Path


def payloads() -> Iterator[Payload]:
    data: dict[str, list[str]] = tomllib.loads((HERE / "hostile.toml").read_text("utf-8"))
    made = (form.replace("{}", at) for at, form in product(data["addresses"], data["forms"]))
    number = 1000
    for text in (*made, *data["texts"]):
        body = _numbered(text, number)
        yield Payload(number, f"tin-tuc/p{number}.md", BODY.format(number, body), body)
        number += 1
    heads = data["heads"]
    texts = (" ".join(heads[n : n + IN_A_HEAD]) for n in range(0, len(heads), IN_A_HEAD))
    for text, (folder, head) in product(texts, HEADS.items()):
        said = _numbered(text, number)
        yield Payload(number, f"{folder}{number}.md", head.format(number, said, number, LONG))
        number += 1


def _numbered(text: str, number: int) -> str:
    return text.replace("alert(1)", f"alert({number})").replace("n1", f"n{number}")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    made = tuple(payloads())
    folder = tmp_path_factory.mktemp("hostile")
    place = place_in(folder / "checked", FILES | {each.path: each.text for each in made})
    refused: dict[str, list[Problem]] = {}
    for problem in check(place):
        if problem.severity == "error":
            refused.setdefault(problem.path.removeprefix("content/"), []).append(problem)
    passed = [each for each in made if each.path not in refused]
    bodies = [each for each in passed if each.is_whole]
    together = {
        f"tin-tuc/chung-{n}.md": _together(n, bodies[n : n + TOGETHER])
        for n in range(0, len(bodies), TOGETHER)
    }
    alone = {each.path: each.text for each in passed if not each.is_whole}
    return Tried(made, refused, build_articles(folder / "built", FILES | together | alone))


def _together(number: int, part: list[Payload]) -> str:
    bodies = (f"Mốc {each.number}.\n\n{each.body}" for each in part)
    return BODY.format(f"chung {number}", "\n\n".join(bodies))


def test_what_is_refused_is_named_with_its_line(tried: Tried) -> None:
    texts = {each.path: each.text for each in tried.all}
    assert len(tried.all) > 700
    assert len(tried.refused) > 500
    for path, problems in tried.refused.items():
        for problem in problems:
            assert 1 <= problem.line <= texts[path].count("\n") + 1, problem
            assert problem.sentence, problem


def test_nothing_is_swallowed_that_comes_after(tried: Tried) -> None:
    """Else what stands there would be no trial."""
    pages = "".join(page.html for page in read_pages(tried.site))
    passed = [each for each in tried.all if each.path not in tried.refused]
    assert len(passed) > 90
    assert [
        each.number for each in passed if each.is_whole and f"Mốc {each.number}." not in pages
    ] == []


@pytest.mark.parametrize("guarded", [True, False], ids=["with the policy", "without it"])
def test_nothing_runs_and_nobody_else_is_asked(
    tried: Tried, browser: Browser, guarded: bool
) -> None:
    facts = ServerFacts(("thu.example.vn",), PurePosixPath("/srv"), policy_hashes(tried.site))
    with served(tried.site) as address:
        context = browser.new_context(base_url=address)
        try:
            heard: list[str] = []
            context.add_init_script(WATCH)
            context.on("request", partial(_hear, heard, address))
            context.on("weberror", lambda error: heard.append(str(error.error)))
            if guarded:
                context.route("**/*", partial(_guard, page_policy(facts)))
            page = context.new_page()
            for path in _pages(tried.site):
                page.goto(path, wait_until="load")
                _touch(page)
                assert page.evaluate(FOUND) == [], path
            assert heard == []
        finally:
            context.close()


def _pages(site: Path) -> list[str]:
    """Articles, and one of each kind of page that shows what others say of themselves."""
    lists = ["/", "/tin-tuc/", "/dinh-huong-du-luan/", "/so-do-trang/", "/the/", "/tac-gia/"]
    lists += ["/dinh-chinh/", "/tin-tuc/2023/12/", "/tim-kiem/?q=tin"]
    article = re.compile(r"/(?:tin-tuc|dinh-huong-du-luan)/\d{4}/\d\d/.+/")
    return [*(page.address for page in read_pages(site) if article.fullmatch(page.address)), *lists]


def _touch(page: Page) -> None:
    """What a reader does: points, presses, opens; without following a link."""
    page.evaluate(
        """() => {
          document.addEventListener("click", event => event.preventDefault(), true);
          for (const part of document.querySelectorAll("main :not(.toolbar, .toolbar *)")) {
            for (const kind of ["mouseover", "focus", "click", "toggle", "error", "load"])
              part.dispatchEvent(new Event(kind, { cancelable: true }));
          }
        }"""
    )


def _hear(heard: list[str], address: str, request: Any) -> None:
    if not request.url.startswith((address + "/", "data:image/svg+xml")):
        heard.append(request.url)


def _guard(policy: str, route: Route) -> None:
    if route.request.resource_type != "document":
        route.continue_()
        return
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})
