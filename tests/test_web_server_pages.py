"""A browser shows whole pages under the policy that nginx sends; MDN would give it an A+."""

from __future__ import annotations

import io
import re
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page, Route

from conftest import PageMaker
from tests.support.web_server import (
    HOST,
    Answer,
    Server,
    facts_for,
    make_certificate,
    make_target,
    running,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these servers run on Linux")

ARTICLE = "/tin-tuc/2023/12/nam-bat-du-luan-xa-hoi/"
HALF_A_YEAR = 15_768_000
PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
BROAD = re.compile(r"^(?:https?:|ftp:|\*|https?://\*(?:\.\*)?)$")
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def secure(
    request: pytest.FixtureRequest, built_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    target = tmp_path_factory.mktemp("pages")
    make_target(target, built_site)
    facts = facts_for(target, tls=True, certificate=make_certificate(target))
    with running(request.param, facts, target / request.param) as server:
        yield server


@pytest.fixture(scope="module")
def nginx(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With files that no build would copy, but somebody might."""
    target = tmp_path_factory.mktemp("pages")
    site = make_target(target, built_site)
    for name, data in STRANGE.items():
        (site / name).write_bytes(data)
    with running("nginx", facts_for(target), target / "nginx") as server:
        yield server


@pytest.fixture
def page(page_of: PageMaker, nginx: Server) -> Page:
    """Its `violations` are what the policy stopped."""
    address = f"http://{HOST}:{nginx.facts.http_port}"
    page = page_of(base_url=address, expected=["status of 404"])
    page.add_init_script(WATCH)
    return page


def a_photo() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (16, 9)).save(data, "png")
    return data.getvalue()


def a_second_of_sound() -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setparams((1, 1, 8_000, 0, "NONE", ""))
        sound.writeframes(b"\x80" * 8_000)
    return data.getvalue()


RUNS = "document.documentElement.setAttribute('ran', '1')"
STRANGE = {
    "tep/mau.html": f"<!doctype html><p>Chữ</p><script>{RUNS}</script>".encode(),
    "tep/mau.xml": f"<x><script xmlns='http://www.w3.org/1999/xhtml'>{RUNS}</script></x>".encode(),
    "anh/mau.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><script>{RUNS}</script></svg>".encode(),
    "mau.xml": f"<x><script xmlns='http://www.w3.org/1999/xhtml'>{RUNS}</script></x>".encode(),
    "tep/nghe.wav": a_second_of_sound(),
    "anh/mau.png": a_photo(),
}


def violations(page: Page) -> list[str]:
    return page.evaluate("violations")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "path", ["/", "/tin-tuc/", ARTICLE, "/tim-kiem/", "/khong-co/", "/luu-tru/"]
)
def test_the_policy_stops_nothing_of_ours(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    assert violations(page) == []
    # The inlined style and the head's script were let through.
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") != "static"
    assert page.evaluate("document.documentElement.classList.contains('js')")


def test_the_policy_stops_what_is_not_ours(page_of: PageMaker, nginx: Server) -> None:
    """Else the test above would prove nothing."""
    address = f"http://{HOST}:{nginx.facts.http_port}"
    page = page_of(base_url=address, expected=["Content Security Policy"])
    page.add_init_script(WATCH)
    page.goto("/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('style'), {textContent: 'p{}'}))"
    )
    page.wait_for_function("violations.length == 1")
    assert violations(page)[0].startswith("style-src")


def test_text_grows_and_stays_grown_under_the_policy(page: Page) -> None:
    page.goto(ARTICLE)
    before = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    )
    page.locator(".toolbar .size button").nth(2).click()
    after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    assert after > before
    page.goto("/")
    assert page.evaluate("document.documentElement.dataset.size") == "112.5"
    assert violations(page) == []


def test_the_search_finds_under_the_policy(page: Page) -> None:
    page.goto("/tim-kiem/?q=du+luan")
    page.locator(".list .card").first.wait_for()
    assert violations(page) == []


def test_a_photo_enlarges_under_the_policy(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator("figure > a:has(img)").first.click()
    page.locator("dialog[open] img").wait_for()
    assert violations(page) == []


def test_a_drawing_opened_by_itself_is_shown(page: Page) -> None:
    page.goto("/favicon.svg")
    box = page.evaluate("document.querySelector('rect').getBoundingClientRect().width")
    assert box > 0


@pytest.mark.parametrize("path", [f"/{name}" for name in STRANGE if name.endswith(("ml", "svg"))])
def test_a_script_in_a_file_never_runs(page_of: PageMaker, nginx: Server, path: str) -> None:
    address = f"http://{HOST}:{nginx.facts.http_port}"
    page = page_of(base_url=address, expected=["Content Security Policy", "sandboxed"])
    page.goto(path)
    assert page.evaluate("document.documentElement.getAttribute('ran')") is None
    # Else the above would prove nothing.
    page.route(f"**{path}", without_policy)
    page.reload()
    assert page.evaluate("document.documentElement.getAttribute('ran')") == "1"


def without_policy(route: Route) -> None:
    answer = route.fetch()
    kept = {name: text for name, text in answer.headers.items() if "security-policy" not in name}
    route.fulfill(response=answer, headers=kept)


def test_sound_plays_from_its_own_address(page: Page) -> None:
    page.goto("/tep/nghe.wav")
    page.wait_for_function("document.querySelector('video, audio').duration == 1")
    assert violations(page) == []


def test_a_photo_opened_by_itself_is_shown(page: Page) -> None:
    page.goto("/anh/mau.png")
    assert page.evaluate("document.images[0].naturalWidth") > 0
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/atom.xml", "/tin-tuc/rss.xml", "/robots.txt", "/sitemap.xml"])
def test_a_feed_can_be_opened(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", ["/", ARTICLE, "/khong-co/", "/atom.xml", "script"])
def test_what_readers_are_promised_is_sent_word_for_word(secure: Server, path: str) -> None:
    kept = "no-cache"
    if path == "script":
        path = "/" + next(secure.site.glob("theme/*.js")).relative_to(secure.site).as_posix()
        kept = "public, max-age=31536000, immutable"
    answer = secure.ask(path, Accept_Encoding="br")
    wanted = {
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": kept,
        "vary": "Accept-Encoding",
        "content-encoding": "br",
    }
    assert {name: answer[name] for name in wanted} == wanted
    policy = policy_of(answer)
    assert policy["frame-ancestors"] == ["'none'"]
    no_page = "sandbox" in policy
    assert no_page == (path == "/atom.xml" or path.endswith(".js"))
    assert no_page or "'unsafe-inline'" not in answer["content-security-policy"]
    assert no_page == (policy["script-src"] == ["'none'"])
    allowed = {part.strip() for part in answer["permissions-policy"].split(",")}
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} < allowed
    assert {part for part in allowed if not part.endswith("=()")} == {
        "clipboard-write=(self)", "fullscreen=(self)", "picture-in-picture=(self)",
        "web-share=(self)",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_the_observatory_would_give_it_a_plus(secure: Server, path: str) -> None:
    """MDN's tests and their points, as of 2025: developer.mozilla.org/en-US/observatory."""
    answer, policy = secure.ask(path), policy_of(secure.ask(path))
    assert answer.status == 200
    assert losses(secure, answer, policy) == []
    points = 100
    assert policy["default-src"] == ["'none'"]
    points += 10
    assert policy["frame-ancestors"] == ["'none'"]
    points += 5
    assert answer["referrer-policy"] in PRIVATE
    points += 5
    assert answer["cross-origin-resource-policy"] == "same-origin"
    points += 10
    script = BeautifulSoup(answer.body, "html.parser").select_one("script[src]")
    assert script is not None
    points += 5 * script.has_attr("integrity")
    assert points == (135 if path == "/" else 130)


def losses(server: Server, answer: Answer, policy: dict[str, list[str]]) -> list[str]:
    """Each test of theirs that would take points away."""
    lost = []
    for name in ("script-src", "style-src", "object-src", "img-src", "media-src", "form-action"):
        for source in policy.get(name, policy["default-src"]):
            if BROAD.match(source) or source.startswith(("'unsafe", "data:", "http:")):
                lost.append(f"{name} {source}")
    if policy.get("base-uri") != ["'none'"]:
        lost.append("base-uri")
    if any(len(answer[name]) > 0 for name in ("set-cookie", "access-control-allow-origin")):
        lost.append("cookies or CORS")
    age = re.search(r"max-age=(\d+)", answer["strict-transport-security"])
    if age is None or int(age[1]) < HALF_A_YEAR:
        lost.append("HSTS")
    if answer["x-content-type-options"] != "nosniff":
        lost.append("nosniff")
    first = server.ask("/", secure=False)
    if first.status != 301 or not first["location"].startswith(f"https://{HOST}"):
        lost.append("redirection")
    for script in BeautifulSoup(answer.body, "html.parser").select("script[src]"):
        if not re.match(r"/[^/]", str(script["src"])):
            lost.append(f"foreign script {script['src']}")
    for name in ("/crossdomain.xml", "/clientaccesspolicy.xml"):
        if server.ask(name).status != 404:
            lost.append(name)
    return lost


def policy_of(answer: Answer) -> dict[str, list[str]]:
    (text,) = [value for name, value in answer.many if name == "content-security-policy"]
    parts = [part.split() for part in text.split(";")]
    assert len({part[0] for part in parts}) == len(parts)
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("secure", ["nginx"], indirect=True)
def test_a_browser_takes_the_pages_by_http_2(page_of: PageMaker, secure: Server) -> None:
    address = f"https://{HOST}:{secure.facts.https_port}"
    page = page_of(base_url=address, ignore_https_errors=True)
    page.goto("/")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    page.wait_for_load_state("networkidle")
