"""The project's own site, built whole: what every reader, search engine and archive relies on."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import brotli
import html5lib
import pytest
from bs4 import BeautifulSoup

from plugins.shared.strings import merged, read_strings
from tests.support.site_reading import BuiltPage, read_pages, target_of
from tools.console import python_command, python_environment
from tools.places import ROOT

SEED_ARTICLE = "tin-tuc/2023/12/nam-bat-du-luan-xa-hoi"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# The budgets of docs/architecture.md, in bytes after brotli.
FIRST_RENDER, USUAL, ROUND_TRIP, SCRIPTS = 9_000, 10_000, 14_600, 2_500


@pytest.fixture(scope="module")
def pages(built_site: Path) -> list[BuiltPage]:
    return read_pages(built_site)


def packed(data: bytes) -> int:
    return len(brotli.compress(data, quality=11))


def test_every_page_is_reached_from_the_home_page(pages: list[BuiltPage], built_site: Path) -> None:
    by_file = {page.file: page for page in pages}
    seen, todo = set(), [built_site / "index.html"]
    while todo:
        file = todo.pop()
        if file in seen or file not in by_file:
            continue
        seen.add(file)
        page = by_file[file]
        todo += [target for link in page.links() if (target := target_of(link, page, built_site))]
    unreached = {page.address for page in pages if page.file not in seen}
    assert unreached == {"/404.html"}


def test_html_parses_without_an_error(pages: list[BuiltPage]) -> None:
    for page in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.html)
        assert [error[1] for error in parser.errors] == [], page.address


def test_links_and_times_are_whole_before_scripts_fill_them(pages: list[BuiltPage]) -> None:
    """What the parser accepts and a validator does not."""
    for page in pages:
        assert not page.soup.select("a[rel]:not([href])"), page.address
        for time in page.soup.find_all("time"):
            day = time.get("datetime") or time.get_text()
            month = re.fullmatch(r"\d{4}-\d\d", day)
            assert month or datetime.fromisoformat(day), page.address


def test_every_page_has_one_heading_a_title_of_its_own_and_no_skipped_level(
    pages: list[BuiltPage],
) -> None:
    titles = [page.soup.title.get_text() for page in pages]
    assert len(set(titles)) == len(titles), sorted(t for t in titles if titles.count(t) > 1)
    for page in pages:
        levels = [int(tag.name[1]) for tag in page.soup.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, page.address
        steps = itertools.pairwise(levels)
        assert all(lower - higher <= 1 for higher, lower in steps), page.address


def test_no_page_carries_inline_handlers_styles_or_foreign_requests(
    pages: list[BuiltPage],
) -> None:
    for page in pages:
        for tag in page.soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
            if tag.name in ("img", "script", "iframe", "video", "audio", "source"):
                assert not urlsplit(tag.get("src", "")).netloc, page.address


def test_the_inline_code_is_the_same_on_all_pages_of_a_kind(pages: list[BuiltPage]) -> None:
    """So that a content security policy needs a handful of hashes, not one a page."""
    styles = {tag.string for page in pages for tag in page.soup.find_all("style")}
    scripts = {
        tag.string
        for page in pages
        for tag in page.soup.find_all("script")
        if not tag.get("src") and tag.get("type") != "application/ld+json"
    }
    assert len(styles) <= 12
    assert len(scripts) == 1


def test_nothing_reads_like_a_template_or_english(pages: list[BuiltPage]) -> None:
    words = re.compile(
        r"\b(read more|next|previous|page|home|search|share|print|tags?|author|category|archives?"
        r"|undefined|none|true|false)\b",
        re.IGNORECASE,
    )
    for page in pages:
        soup: Any = BeautifulSoup(page.html, "html.parser")
        if soup.html["lang"] != "vi":
            continue
        for tag in soup.select("script, style, [lang=en]"):
            tag.extract()
        text = soup.get_text(" ")
        assert "{" not in text, page.address
        shown = [
            *text.split("\n"),
            *(tag["aria-label"] for tag in soup.select("[aria-label]")),
        ]
        found = [line.strip() for line in shown if words.search(line) and "example" not in line]
        assert found == [], page.address


def test_every_word_of_the_site_is_used(built_site: Path) -> None:
    files = sorted([ROOT / "theme" / "strings.vi.toml", *ROOT.glob("plugins/*/strings.vi.toml")])
    table = merged(map(read_strings, files))
    code = "".join(
        file.read_text("utf-8")
        for folder in ("theme", "plugins")
        for pattern in ("*.html", "*.py")
        for file in sorted((ROOT / folder).rglob(pattern))
        if not file.name.startswith("test_")
    )
    # Some tables are read by a key that is known only when a page is made: `t.list[kind]`.
    by_key = set(re.findall(r"\bt\.(\w+)\[", code))
    # A part of use to other sites has its own table alone, and finds in it by key.
    alone = {file.parent.name for file in ROOT.glob("plugins/*/standalone.py")}
    unused = [
        f"{name}.{key}"
        for name, words in table.items()
        if name != "abbreviations"  # all of them, by any article that says one
        for key, value in words.items()
        if not isinstance(value, dict)
        and not re.search(rf"\b{name}\.{key}\b|\b{key}: str\b", code)
        and not (name in by_key and re.search(rf"[\"']{key}[\"']", code))
        and not (name in alone and re.search(rf"\bt\.{key}\b|[\"']{key}[\"']", code))
        and not key.startswith("colour_")
    ]
    assert unused == []


def test_the_seed_article_keeps_the_readers_budget(built_site: Path) -> None:
    html = (built_site / SEED_ARTICLE / "index.html").read_bytes()
    (script,) = (built_site / "theme").glob("site.*.js")
    assert packed(html) <= FIRST_RENDER
    assert packed(script.read_bytes()) <= SCRIPTS


def test_no_page_needs_a_second_round_trip_to_render(pages: list[BuiltPage]) -> None:
    """Those of this project are of usual length."""
    heavy = {page.address: packed(page.html.encode()) for page in pages}
    assert USUAL < ROUND_TRIP
    assert {address: size for address, size in heavy.items() if size > USUAL} == {}


def test_json_ld_says_what_the_page_is(pages: list[BuiltPage]) -> None:
    articles = 0
    for page in pages:
        blocks = page.soup.find_all("script", type="application/ld+json")
        data = {item["@type"]: item for item in (json.loads(block.string) for block in blocks)}
        assert all(item["@context"] == "https://schema.org" for item in data.values())
        if "NewsArticle" in data:
            articles += 1
            news = data["NewsArticle"]
            assert news["headline"] == page.soup.h1.get_text(strip=True)
            assert re.match(r"\d{4}-\d\d-\d\d", news["datePublished"])
            assert urlsplit(news["mainEntityOfPage"]).path == page.address
            assert news["publisher"]["@type"] == "Organization"
        if page.address not in ("/", "/404.html"):
            trail = data["BreadcrumbList"]["itemListElement"]
            assert [item["position"] for item in trail] == list(range(1, len(trail) + 1))
    assert articles >= 14


def test_dublin_core_and_open_graph_name_each_article(built_site: Path) -> None:
    page = BuiltPage(built_site / SEED_ARTICLE / "index.html", f"/{SEED_ARTICLE}/")
    named = {tag["name"]: tag["content"] for tag in page.soup.select("meta[name]")}
    for element in ("title", "creator", "date", "publisher", "identifier"):
        assert named[f"dcterms.{element}"], element
    assert named["description"]
    graph = {tag["property"]: tag["content"] for tag in page.soup.select("meta[property]")}
    assert graph["og:type"] == "article"
    assert graph["og:url"] == page.soup.select_one("link[rel=canonical]")["href"]
    assert graph["og:image"].startswith("http")


def test_feeds_list_the_newest_articles_of_the_site_and_of_each_section(built_site: Path) -> None:
    for folder in (built_site, built_site / "tin-tuc", built_site / "dinh-huong-du-luan"):
        atom = ElementTree.parse(folder / "atom.xml").getroot()
        entries = atom.findall(f"{ATOM}entry")
        published = [entry.findtext(f"{ATOM}published") or "" for entry in entries]
        assert published == sorted(published, reverse=True)
        assert entries
        rss = ElementTree.parse(folder / "rss.xml").getroot()
        links = [item.findtext("link") for item in rss.iter("item")]
        assert links == [entry.find(f"{ATOM}link").attrib["href"] for entry in entries]  # type: ignore[union-attr]


def test_the_sitemap_names_every_page_once_and_no_build_time(
    pages: list[BuiltPage], built_site: Path
) -> None:
    root = ElementTree.parse(built_site / "sitemap.xml").getroot()
    places = [urlsplit(loc.text or "").path for loc in root.iter(f"{SITEMAP}loc")]
    assert sorted(places) == sorted(p.address for p in pages if p.address != "/404.html")
    for entry in root:
        path = urlsplit(entry.findtext(f"{SITEMAP}loc") or "").path
        is_article = re.fullmatch(r"/[a-z-]+/\d{4}/\d\d/[^/]+/", path) is not None
        assert (entry.find(f"{SITEMAP}lastmod") is not None) == is_article
    assert "Sitemap: http" in (built_site / "robots.txt").read_text("utf-8")


def test_the_same_content_gives_the_same_bytes_whatever_the_machine(
    built_site: Path, tmp_path: Path
) -> None:
    elsewhere = python_environment() | {
        "PYTHONHASHSEED": "4711",
        "TZ": "America/New_York",
        "LC_ALL": "C",
    }
    again = tmp_path / "again"
    command = python_command("tools.build", ["--output", str(again)])
    subprocess.run(command, env=os.environ | elsewhere, cwd=ROOT, check=True, capture_output=True)
    first = {f.relative_to(built_site): f.read_bytes() for f in files(built_site)}
    second = {f.relative_to(again): f.read_bytes() for f in files(again)}
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []


def files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]


def test_tones_and_marks_survive_to_the_page(pages: list[BuiltPage]) -> None:
    """Every page is NFC, with no leftover combining mark and no look-alike of Đ."""
    for page in pages:
        text = page.soup.get_text()
        assert not re.search("[\u0300-\u036fÐƉ]", text), page.address
        assert "\ufffd" not in text
