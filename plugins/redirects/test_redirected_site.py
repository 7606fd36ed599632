"""A reader who opens an old address of the built site stands before the page of today."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from plugins.frontmatter.schema import Head
from plugins.redirects import redirect_map
from plugins.redirects.old import read_old
from plugins.redirects.stubs import stub_of
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import Portal
from tests.support.barriers import barriers
from tests.support.site_reading import read_pages
from tests.support.whole_site import build_articles
from tools.site_links import broken_links

ADDRESS = "https://thu.example.vn/phu-thong"
ARTICLE = "Tiêu đề: {}\nNgày: {}\nĐịa chỉ cũ: {}\n\n{}\n"
FILES = {
    "tin-tuc/a.md": ARTICLE.format(
        "Bài một", "11/12/2023", "/Cu/1, /tin.aspx?id=5, /pages/th%C3%B4ng-tin", "Xem [b](/cu/b)."
    ),
    "tin-tuc/b.md": ARTICLE.format("Bài hai", "12/12/2023", "/tin-tuc/2023/11/b/; /cu/b", "Chữ."),
    "tin-tuc/nhap.md": "Trạng thái: nháp\n"
    + ARTICLE.format("Bài ba", "12/12/2023", "/cu/nhap", "Chữ."),
    "tin-tuc/sau.md": ARTICLE.format("Bài sau", "01/03/2024", "/cu/sau", "Chữ."),
    "trang/lien-he.md": "Tiêu đề: Liên hệ\nĐịa chỉ cũ: /lienhe.html\n\nChữ.\n",
    "redirects.csv": "\ufeffcũ;mới\n/cu/2;/cu/1\n/cu/3;https://tinh.example.vn/?a=ă&b=1\n"
    "/cu/4;tin-tuc/nhap.md\n/cu/5;/tin-tuc/2024/03/sau/\n"
    f"{ADDRESS}/cu/6;{ADDRESS}/tin-tuc/2023/12/a/\n",
}
ONE = "/phu-thong/tin-tuc/2023/12/a/"
TWO = "/phu-thong/tin-tuc/2023/12/b/"
OTHER = "https://tinh.example.vn/?a=%C4%83&b=1"
LINES = {
    "/cu/1": ONE, "/cu/1/": ONE, "/cu/2": ONE, "/cu/2/": ONE, "/cu/3": OTHER, "/cu/3/": OTHER,
    "/cu/6": ONE, "/cu/6/": ONE, "/cu/b": TWO, "/cu/b/": TWO, "/lienhe.html": "/phu-thong/lien-he/",
    "/pages/th%C3%B4ng-tin": ONE, "/pages/th%C3%B4ng-tin/": ONE,
    "/pages/thc3b4ng-tin": ONE, "/pages/thc3b4ng-tin/": ONE,
    "/tin-tuc/2023/11/b": TWO, "/tin-tuc/2023/11/b/": TWO, "/tin.aspx?id=5": ONE,
}  # fmt: skip
STUBS = {
    "Cu/1/index.html": ONE, "cu/2/index.html": ONE, "cu/3/index.html": OTHER,
    "cu/6/index.html": ONE, "cu/b/index.html": TWO, "lienhe.html": "/phu-thong/lien-he/",
    "pages/thông-tin/index.html": ONE, "tin-tuc/2023/11/b/index.html": TWO,
}  # fmt: skip
PUBLISHED = {
    "SITEURL": ADDRESS,
    "SHOW_UNPUBLISHED": False,
    "PUBLISH_TIME": datetime(2024, 1, 1, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_articles(tmp_path_factory.mktemp("site"), FILES, **PUBLISHED)


def test_the_map_has_every_old_address_of_what_is_published(site: Path) -> None:
    text = (site / ".portal/map.txt").read_bytes().decode("ascii")
    assert text == "".join(f"/phu-thong{old}\t{new}\n" for old, new in sorted(LINES.items()))


def test_an_old_address_that_can_be_a_file_is_a_page_that_leads_on(site: Path) -> None:
    stubs = {
        page.file.relative_to(site).as_posix(): page
        for page in read_pages(site)
        if page.soup.select_one("meta[http-equiv=refresh]")
    }
    assert sorted(stubs) == sorted(STUBS)
    for path, new in STUBS.items():
        soup = stubs[path].soup
        whole = new if new.startswith("https:") else f"https://thu.example.vn{new}"
        assert soup.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={new}"
        assert soup.select_one("link[rel=canonical]")["href"] == whole
        assert soup.select_one("meta[name=robots]")["content"] == "noindex"
        (link,) = soup.select("main a")
        assert (link["href"], link.text) == (new, "Mở trang ở địa chỉ mới")


def test_no_search_engine_and_no_list_is_told_of_old_addresses(site: Path) -> None:
    for file in (site / "sitemap.xml", site / "so-do-trang/index.html", site / "atom.xml"):
        assert "/cu/" not in file.read_text("utf-8").lower()


def test_a_link_to_an_old_address_arrives(site: Path) -> None:
    text = (site / "tin-tuc/2023/12/a/index.html").read_text("utf-8")
    assert 'href="/phu-thong/cu/b"' in text
    # The footer names pages that this site has not.
    assert not [link for link in broken_links(site, "/phu-thong") if "/cu" in link.link]


def test_what_waits_is_led_to_once_it_is_there(tmp_path: Path) -> None:
    later = PUBLISHED | {"PUBLISH_TIME": datetime(2024, 4, 1, tzinfo=UTC)}
    lines = (build_articles(tmp_path, FILES, **later) / ".portal/map.txt").read_text()
    assert "/phu-thong/cu/5\t/phu-thong/tin-tuc/2024/03/sau/\n" in lines
    assert "/phu-thong/cu/sau\t/phu-thong/tin-tuc/2024/03/sau/\n" in lines
    assert "nhap" not in lines


def test_a_preview_keeps_its_list_of_what_waits(tmp_path: Path) -> None:
    files = {
        **FILES,
        "trang/lien-he.md": "Tiêu đề: Liên hệ\nĐịa chỉ cũ: /tin-tuc/2024/03\n\nChữ.\n",
    }
    preview = build_articles(tmp_path, files, **PUBLISHED | {"SHOW_UNPUBLISHED": True})
    assert "Bài sau" in (preview / "tin-tuc/2024/03/index.html").read_text("utf-8")


def test_the_publisher_asks_for_the_map_alone(tmp_path: Path) -> None:
    head = Head("Bài", datetime(2023, 12, 11, tzinfo=UTC), section="tin-tuc", aliases=("/cu",))
    article = SimpleNamespace(relative_source_path="tin-tuc/a.md", status="published", head=head)
    portal = Portal(FreshOutputs(tmp_path))
    portal.root = "/phu-thong"
    settings = {"PATH": str(tmp_path), "SITEURL": ADDRESS, "PORTAL": portal}
    assert redirect_map(settings, [article], []) == {
        "/phu-thong/cu": ONE,
        "/phu-thong/cu/": ONE,
    }
    article.status = "draft"
    assert redirect_map(settings, [article], []) == {}


@pytest.mark.parametrize(
    ("old", "file"),
    [
        ("/cu/1", "cu/1/index.html"),
        ("/Tin-Tức/Bài.HTML", "Tin-Tức/Bài.HTML"),
        ("/a.htm", "a.htm"),
        ("/a/b.aspx", ""),  # many servers would offer it for download
        ("/a?id=1", ""),
        ("/a.vn/b", ""),  # could be a file already
        ("/", ""),
        ("/a:b", ""), ("/a/aux", ""), ("/nul.html", ""), ("/a ", "a/index.html"), ("/b%E0i", ""),
        ("/a%2F%2Fb", ""), ("/a./b", ""), ("/" + "ạ" * 70, ""),
    ],
)  # fmt: skip
def test_only_what_every_server_shows_as_a_page_is_a_file(old: str, file: str) -> None:
    read = read_old(old)
    assert read is not None
    assert stub_of(read) == file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1350])
def test_the_page_at_an_old_address_has_no_barrier(
    site: Path, browser: Browser, width: int, scheme: Any
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    html = (site / "cu/b/index.html").read_text("utf-8")

    def answer(route: Route) -> None:
        """The old address; of the new one nothing, so that the page stays to be looked at."""
        if route.request.url.endswith("/cu/b/"):
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.fulfill(status=204)

    asked: list[str] = []
    page.route("**/*", answer)
    page.goto("http://thu.test/phu-thong/cu/b/")
    assert barriers(page) == []
    assert f"http://thu.test{TWO}" in asked
    page.close()
