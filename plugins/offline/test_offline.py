"""Readers without a network read again what they read last, and never anything old with one."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from conftest import PageMaker
from plugins.images.drawing import rasterise
from plugins.offline import ICON_SIZES, MANIFEST, manifest
from plugins.offline.generator import WORKER
from tests.support.plugin_problems import ALONE, problems_of
from tests.support.web_server import HOST, Server, facts_for, make_target, running, switch
from tests.support.whole_site import build_articles
from tools.places import ROOT

KEPT = 3
FILES: dict[str, str | bytes] = {
    **{
        f"tin-tuc/{name}.md": f"Tiêu đề: Bài {name} & “bạn”\nNgày: 1{n}/12/2023\n\n"
        '![Đồi](anh/anh.svg "Chú thích. Ảnh: Ai")\n\nChữ.\n'
        for n, name in enumerate("abcd")
    },
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}
# What a browser says of each request that found no network.
NO_NETWORK = ("net::ERR", "Failed to load resource")
READY = "navigator.serviceWorker.ready.then((all) => all.active.state == 'activated')"
CACHES = """async () => {
    const found = {};
    for (const name of await caches.keys())
        found[name.split(" ")[0]] = (await (await caches.open(name)).keys()).map((r) => r.url);
    return found;
}"""


def address(name: str) -> str:
    return f"/tin-tuc/2023/12/{name}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return build_articles(folder, FILES, PLUGINS=ALONE, OFFLINE={"pages": KEPT})


@pytest.fixture
def nginx(site: Path, tmp_path: Path) -> Iterator[Server]:
    make_target(tmp_path / "target", site)
    with running("nginx", facts_for(tmp_path / "target"), tmp_path / "root") as server:
        yield server


@pytest.fixture
def page(page_of: PageMaker, nginx: Server) -> Page:
    page = page_of(
        base_url=f"http://{HOST}:{nginx.facts.http_port}", expected=NO_NETWORK, width=412
    )
    page.goto(address("a"))
    page.wait_for_function(READY)
    return page


def read(page: Page, *names: str) -> None:
    """Opens articles, and waits until each is kept."""
    for name in names:
        page.goto(address(name))
        page.wait_for_function(
            "async (end) => (await (await caches.open(`pages ${location.origin}/`)).keys())"
            ".at(-1)?.url.endsWith(end)",
            arg=address(name),
        )


def test_what_was_read_last_can_be_read_without_a_network(page: Page) -> None:
    read(page, "a", "b", "c", "d")
    page.context.set_offline(True)
    page.goto(address("c") + "?fbclid=1")
    assert page.locator("h1").inner_text() == "Bài c & “bạn”"
    assert page.evaluate("document.images[0].decode().then(() => true)")
    answer = page.goto(address("a"))
    assert answer is not None
    assert page.locator("h1").inner_text() == "Không có mạng"
    assert page.locator("main li").all_inner_texts() == [f"Bài {n} & “bạn”" for n in "dcb"]
    assert page.evaluate("document.documentElement.scrollWidth") == 412
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Bài b").click()
    assert page.locator("h1").inner_text() == "Bài b & “bạn”"
    page.goto(address("a"))
    page.context.set_offline(False)
    page.get_by_role("link", name="Có mạng rồi").click()
    assert page.locator("h1").inner_text() == "Bài a & “bạn”"


def test_the_page_with_which_it_began_is_kept(page: Page) -> None:
    page.context.set_offline(True)
    page.reload()
    assert page.locator("h1").inner_text() == "Bài a & “bạn”"


def test_what_is_kept_has_an_end(page: Page) -> None:
    read(page, "a", "b", "c", "d")
    page.goto("/tim-kiem/?q=chữ")
    page.locator(".list .card").first.wait_for()
    page.goto("/atom.xml")
    page.goto(address("d"))
    found = page.evaluate(CACHES)
    assert set(found) == {"pages", "files", "shell"}
    assert len(found["pages"]) == KEPT
    assert not [url for url in found["pages"] if "?" in url or url.endswith("xml")]
    assert len(found["files"]) <= 3 * KEPT
    assert not [url for url in found["files"] if url.endswith(".txt")]


def test_with_a_network_a_reader_sees_the_release_that_is_live(page: Page, nginx: Server) -> None:
    read(page, "a", "b")
    target = Path(nginx.facts.target)
    shutil.copytree(target / "releases/r1", target / "releases/r2")
    article = target / "releases/r2/site" / address("a")[1:]
    for copy in article.iterdir():
        copy.unlink()
    changed = "<!doctype html><title>Mới</title><h1>Bài đã sửa</h1>"
    (article / "index.html").write_text(changed, "utf-8")
    shutil.rmtree(target / "releases/r2/site" / address("b")[1:])
    switch(target, "r2")
    read(page, "a")
    assert page.locator("h1").inner_text() == "Bài đã sửa"
    gone = page.goto(address("b"))
    assert gone is not None
    assert gone.status == 404
    page.context.set_offline(True)
    page.goto(address("b"))
    assert page.locator("h1").inner_text() == "Không có mạng"
    page.context.set_offline(False)
    switch(target, "r1")
    page.goto(address("a"))
    assert page.locator("h1").inner_text() == "Bài a & “bạn”"


def test_switched_off_it_removes_itself(page: Page, nginx: Server, tmp_path: Path) -> None:
    read(page, "a")
    assert page.evaluate(CACHES) != {}
    off = build_articles(tmp_path, FILES, PLUGINS=ALONE, OFFLINE={"pages": 0})
    make_target(Path(nginx.facts.target), off, "r2")
    page.goto(address("b"))
    assert page.locator("script[data-worker]").count() == 0
    page.evaluate("navigator.serviceWorker.getRegistration().then((own) => own?.update())")
    page.wait_for_function(
        "async () => !await navigator.serviceWorker.getRegistration() && !(await caches.keys())[0]"
    )
    page.goto("about:blank")  # it goes with the last page that it served
    page.goto(address("c"))
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.evaluate(CACHES) == {}
    assert not (off / "khong-co-mang").exists()


def test_below_a_path_it_serves_that_path_alone(page_of: PageMaker, tmp_path: Path) -> None:
    address = "http://127.0.0.1/phu-thong"
    site = build_articles(
        tmp_path / "x", FILES, PLUGINS=ALONE, SITEURL=address, OFFLINE={"pages": KEPT}
    )
    (tmp_path / "www").mkdir()
    site.rename(tmp_path / "www" / "phu-thong")
    (tmp_path / "www" / "index.html").write_text("<!doctype html><title>Khác</title>Khác", "utf-8")
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "www")
    )
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            page = page_of(base_url=f"http://127.0.0.1:{server.server_port}", expected=NO_NETWORK)
            page.goto("/phu-thong/gioi-thieu/")
            page.wait_for_function(READY)
            scope = page.evaluate("navigator.serviceWorker.ready.then((own) => own.scope)")
            assert scope.endswith("/phu-thong/")
            page.context.set_offline(True)
            page.goto("/phu-thong/lien-he/")
            assert page.locator("main li").all_inner_texts() == ["Trang gioi-thieu"]
            page.context.set_offline(False)
            page.goto("/")
            assert page.evaluate("navigator.serviceWorker.controller") is None
        finally:
            server.shutdown()
    told = json.loads((tmp_path / "www/phu-thong" / MANIFEST).read_text("utf-8"))
    assert {told["id"], told["start_url"], told["scope"]} == {"/phu-thong/"}
    assert all(icon["src"].startswith("/phu-thong/bieu-tuong") for icon in told["icons"])


def test_the_worker_is_small_and_told_of_a_changed_page(site: Path, tmp_path: Path) -> None:
    own = (site / WORKER).read_bytes()
    assert len(brotli.compress(own)) < 1_500
    other = build_articles(
        tmp_path, FILES, PLUGINS=ALONE, OFFLINE={"pages": KEPT}, SITENAME="Xã khác"
    )
    assert (other / WORKER).read_bytes() != own
    same = build_articles(tmp_path / "2", FILES, PLUGINS=ALONE, OFFLINE={"pages": KEPT})
    assert (same / WORKER).read_bytes() == own


def test_no_page_lies_where_the_offline_page_does(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, FILES | {"trang/khong-co-mang.md": "Tiêu đề: A\n\nChữ.\n"})
    assert "khong-co-mang" in problem.sentence


@pytest.mark.parametrize("size", ICON_SIZES)
def test_icons_are_drawn_from_the_theme(size: int) -> None:
    drawing = (ROOT / "theme/static/icon.svg").read_bytes()
    with Image.open(ROOT / f"theme/static/bieu-tuong-{size}.png") as icon:
        assert icon.size == (size, size)
        own = icon.convert("RGB").resize((32, 32)).tobytes()
    drawn = rasterise(drawing, size, size).resize((32, 32)).tobytes()
    assert max(abs(a - b) for a, b in zip(own, drawn, strict=True)) < 24


def test_the_manifest_has_any_letters() -> None:
    name = '“Xã” \\ "B" </script>'
    icons = [f"{size}.png" for size in ICON_SIZES]
    assert json.loads(manifest(name, "vi", "", icons, "#8c1c13"))["name"] == name
