"""Machines learn the same facts as readers, whatever letters stand in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.schema import Head
from plugins.metadata import feeds
from plugins.metadata.feeds import make_feed
from plugins.metadata.json_ld import article_json_ld, breadcrumb_json_ld, site_json_ld
from plugins.metadata.sitemap import sitemap
from plugins.site import SiteSettings
from tests.support.plugin_problems import ALONE
from tests.support.site_reading import read_pages, target_of
from tests.support.whole_site import build_articles

ADDRESS = "https://tinh.example.vn/phu-thong"
ROOT = "/phu-thong"
ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "“A” & \"B\" 'C' </script><!-- <b> \\ \u2028 ]]>"
ARTICLE = """Tiêu đề: {title}
Ngày: {date}
Chuyên mục: Kinh tế
Tác giả: Hương Dịu, ban biên tập
Thẻ: R&D, OCOP
Tệp đính kèm: tep/phieu.pdf

Xem [bài khác](b.md), [giới thiệu](/gioi-thieu/) và [trang này](#phan).

![Đồi](anh/anh.svg "Chú thích. Ảnh: Ai")

## Phần

Chữ."""


def site(**changed: Any) -> SiteSettings:
    said = {"tagline": NASTY, "description": NASTY, "publisher": NASTY} | changed
    return SiteSettings(**said)


def read_block(block: str) -> Any:
    """As a browser finds it: the script ends at the first `</script`."""
    soup: Any = BeautifulSoup(f"<head>{block}</head><body>sau</body>", "html5lib")
    assert soup.body.get_text() == "sau"
    return json.loads(soup.find("script", type="application/ld+json").string)


@given(st.text())
def test_no_text_breaks_out_of_a_json_ld_block(text: str) -> None:
    said = text.encode("utf-16", "replace").decode("utf-16")
    for title in (said, said + NASTY):
        found = read_block(breadcrumb_json_ld([("Trang chủ", ""), (title, "a/")], ADDRESS))
        assert found["itemListElement"][1]["name"] == title
        assert found["itemListElement"][1]["item"] == f"{ADDRESS}/a/"
        assert read_block(site_json_ld(site(), title, ADDRESS, "vi"))["name"] == title


def test_an_author_is_a_person_and_a_desk_an_organization() -> None:
    names = ["Hương Dịu", "Ban Biên tập", "BAN BIÊN TẬP"]
    article: Any = SimpleNamespace(
        title=NASTY,
        page_address=f"{ADDRESS}/a/",
        date_machine="2023-12-11",
        modified_machine=None,
        section_shown=SimpleNamespace(title="Tin tức"),
        head=Head(NASTY),
        author_terms=[SimpleNamespace(title=name, address="tac-gia/x/") for name in names],
    )
    shared = f"{ROOT}/anh/a.jpg"
    found = read_block(
        article_json_ld(article, site(desks=("Ban biên tập",)), ADDRESS, "vi", shared)
    )
    assert found["headline"] == NASTY
    assert [author["@type"] for author in found["author"]] == [
        "Person",
        "Organization",
        "Organization",
    ]
    assert found["author"][0]["url"] == f"{ADDRESS}/tac-gia/x/"
    assert found["image"] == "https://tinh.example.vn/phu-thong/anh/a.jpg"
    assert found["dateModified"] == found["datePublished"]


def test_an_article_that_nobody_signed_is_the_publishers() -> None:
    article: Any = SimpleNamespace(
        title="A",
        page_address="",
        date_machine="2023-12-11",
        modified_machine="2023-12-12",
        section_shown=SimpleNamespace(title="Tin tức"),
        author_terms=[],
        head=Head("A"),
    )
    found = read_block(article_json_ld(article, site(), ADDRESS, "vi"))
    assert [(one["@type"], one["name"]) for one in found["author"]] == [("Organization", NASTY)]
    assert found["dateModified"] == "2023-12-12"
    assert "image" not in found


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_an_empty_feed_says_no_build_time(kind: str) -> None:
    text = make_feed(kind, "Tin", site(), ADDRESS, "", f"{kind}.xml", [], "vi")
    assert "1970" in text
    assert re.findall(r"20\d\d", text.replace("http://www.w3.org/2005/Atom", "")) == []


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_carries_any_letters(kind: str) -> None:
    date = datetime(2023, 12, 11, tzinfo=UTC)
    article = SimpleNamespace(
        card=SimpleNamespace(title=NASTY, address="a/?b=1&c=2", section="Tin <tức>"),
        summary=NASTY,
        head=SimpleNamespace(authors=(), tags=("R&D",), date=date, modified=None),
    )
    text = make_feed(kind, NASTY, site(), ADDRESS, "tin-tuc/", "tin-tuc/x.xml", [article], "vi")
    root = ElementTree.fromstring(text)
    assert [node.text for node in root.iter() if node.tag in ("title", f"{ATOM}title")] == [
        NASTY,
        NASTY,
    ]
    assert f"{ADDRESS}/a/?b=1&c=2" in text.replace("&amp;", "&")


def test_a_sitemap_is_sorted_escaped_and_free_of_doubles() -> None:
    text = sitemap(ADDRESS, ["b/", "a/?b&c<", "b/"], {"b/": "2023-12-11"})
    places = [node.text for node in ElementTree.fromstring(text).iter() if node.tag[-3:] == "loc"]
    assert places == [f"{ADDRESS}/a/?b&c<", f"{ADDRESS}/b/"]
    assert text.count("<lastmod>2023-12-11</lastmod>") == 1


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that lives at https://tinh.example.vn/phu-thong."""
    files: dict[str, str | bytes] = {
        "tep/phieu.pdf": b"%PDF",
        "trang/gioi-thieu.md": "Tiêu đề: Giới thiệu\n\nChữ, [bài](/tin-tuc/2023/12/a/).",
        "trang/lien-he.md": "Tiêu đề: Liên hệ\n\nChữ.",
        "trang/quy-dinh-su-dung.md": "Tiêu đề: Quy định\n\nChữ.",
        "tin-tuc/a.md": ARTICLE.format(title="Bài & một", date="11/12/2023"),
        "tin-tuc/b.md": ARTICLE.format(title="Bài hai", date="12/12/2023"),
    }
    folder = tmp_path_factory.mktemp("below")
    return build_articles(
        folder, files, SITEURL=ADDRESS, PLUGINS=ALONE, LISTINGS={"per_page": 1, "neighbours": 1}
    )


def test_every_internal_link_stands_below_the_sites_path_and_resolves(below_a_path: Path) -> None:
    seen = 0
    for page in read_pages(below_a_path):
        for link in page.links():
            if urlsplit(link).scheme or link.startswith("#"):
                continue
            seen += 1
            assert link.startswith(f"{ROOT}/"), f"{page.address} → {link}"
            target = target_of(link.removeprefix(ROOT), page, below_a_path)
            assert target, link
            assert target.is_file(), f"{page.address} → {link}"
    assert seen > 200


def own_addresses(site: Path) -> Iterator[str]:
    """Whole addresses that the pages, the feeds and the sitemap give."""
    for page in read_pages(site):
        yield from (tag["href"] for tag in page.soup.select("link[rel=canonical]"))
        yield from (tag["content"] for tag in page.soup.select("[property='og:url']"))
        yield from (tag["content"] for tag in page.soup.select("[property='og:image']"))
        for block in page.soup.find_all("script", type="application/ld+json"):
            yield from json_addresses(json.loads(block.string))
    for file in sorted(site.rglob("*.xml")):
        for node in ElementTree.parse(file).iter():
            said = (node.text or "", *node.attrib.values())
            yield from (text for text in said if "tinh.example.vn" in text)


def json_addresses(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in {"url", "item", "image", "mainEntityOfPage"} and isinstance(value, str):
                yield value
            yield from json_addresses(value)
    elif isinstance(data, list):
        for item in data:
            yield from json_addresses(item)


def test_every_whole_address_leads_to_a_built_file(below_a_path: Path) -> None:
    addresses = set(own_addresses(below_a_path))
    assert any(address.startswith(f"{ADDRESS}/anh/anh.") for address in addresses)
    assert f"{ADDRESS}/tin-tuc/atom.xml" in addresses
    assert f"{ADDRESS}/tac-gia/huong-diu/" in addresses
    for address in sorted(addresses):
        path = address.removeprefix(ADDRESS)
        assert path.startswith("/"), address
        file = below_a_path / path.lstrip("/")
        assert (file / "index.html" if path.endswith("/") else file).is_file(), address
    robots = (below_a_path / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in robots


def test_feeds_stop_at_their_length(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"tin-tuc/a{n:02}.md": f"Tiêu đề: Bài {n}\nNgày: 11/12/2023\n\nChữ."
        for n in range(feeds.FEED_LENGTH + 2)
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE)
    entries = ElementTree.parse(site / "atom.xml").getroot().findall(f"{ATOM}entry")
    assert len(entries) == feeds.FEED_LENGTH
    assert not ElementTree.parse(site / "dinh-huong-du-luan/rss.xml").getroot().findall(".//item")
