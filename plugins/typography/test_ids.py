"""No two parts of a page have one id, whatever headings are called and whatever HTML is pasted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta

from pelicanconf import PLUGINS
from plugins.site import template_folders
from plugins.typography.ids import single_ids
from plugins.typography.sanitise import sanitise
from plugins.vietnamese.slugs import IDS_OF_PAGES
from tests.support.site_reading import BuiltPage, read_pages
from tests.support.whole_site import build_articles
from tools.places import ROOT

ID = re.compile(r'\bid="([^"]*)"')
TAG_WITH_ID = re.compile(r'<[a-z][^<>]*\sid="([^"]*)"')
QUESTION = """Tiêu đề: Hỏi
Ngày: 11/12/2023
Loại: hỏi đáp
Câu hỏi: Có mức 3 không?
Ngày hỏi: 01/12/2023
Nơi hỏi: xã Phủ Thông
Tình trạng: đã trả lời
Cơ quan trả lời: UBND xã
Ngày trả lời: 05/12/2023

"""
BODY = """Chữ[^1] và chữ[^2], xem [mục này](#muc-noi-dung).

## Nội dung

Chữ.

## Trả lời

Chữ.

## Nội dung

<h3 id="noi-dung">Dán từ nơi khác</h3>

<h3 id="fn-1">Dán từ nơi khác</h3>

<p>Chữ.</p>

<h3 id="a">Một</h3>

<h3 id="a">Hai</h3>

[^1]: Chú thích.
[^2]: Chú thích.
"""


def doubled(page: BuiltPage) -> list[str]:
    return [name for name, count in Counter(TAG_WITH_ID.findall(page.html)).items() if count > 1]


def test_no_heading_and_no_pasted_html_doubles_an_id(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "dinh-huong-du-luan/a.md": QUESTION + BODY,
        "trang/b.md": "Tiêu đề: Trang\n\n" + BODY,
    }
    site = build_articles(tmp_path, files)
    pages = read_pages(site)
    assert {page.address: doubled(page) for page in pages if doubled(page)} == {}
    (article,) = (page for page in pages if page.address.endswith("/a/"))
    headings = [tag.get("id") for tag in article.soup.select(".text h2, .text h3")]
    assert headings == ["muc-noi-dung", "muc-tra-loi", "muc-noi-dung_1", None, "fn-1", "a", None]
    assert article.soup.select_one("main#noi-dung") is not None


def test_no_page_of_the_projects_own_site_has_an_id_twice(built_site: Path) -> None:
    assert {page.address: doubled(page) for page in read_pages(built_site) if doubled(page)} == {}


def test_the_ids_of_templates_around_a_text_are_known() -> None:
    folders = [str(ROOT / "theme" / "templates"), *template_folders(PLUGINS)]
    environment = Environment(loader=FileSystemLoader(folders))
    waiting, seen, ids = ["article.html", "page.html"], set(), set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
            ids |= set(ID.findall(source))
            waiting += filter(None, meta.find_referenced_templates(environment.parse(source)))
    assert ids - {"gui-cau-hoi"} == IDS_OF_PAGES  # which is a macro's that articles don't use


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<h2 id="a">A</h2><p lang="vi">chữ id="a"</p>', None),
        ('<h2 lang="vi" id="a">A</h2><td colspan="2" id="a">B</td>', '<h2 lang="vi" id="a">A</h2>'),
        ('<h2 id="noi-dung">A</h2>', "<h2>A</h2>"),
    ],
)
def test_the_first_with_an_id_keeps_it(html: str, kept: str | None) -> None:
    safe = sanitise(html)
    assert single_ids(safe) == safe if kept is None else single_ids(safe).startswith(kept)
