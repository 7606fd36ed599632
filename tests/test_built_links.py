"""Every link of the built site arrives; a broken one is found whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.site_reading import read_pages
from tools.site_links import BrokenLink, broken_links, read_page

PAGE = "<!doctype html><title>Thử</title><h2 id=phan-hai>Hai</h2>{}"


def make_site(folder: Path, body: str) -> Path:
    files = {
        "index.html": PAGE.format(body),
        "tin-tuc/index.html": PAGE.format('<a name="cu">Cũ</a>'),
        "tin-tuc/a.html": PAGE.format(""),
        "anh/a.jpg": "x",
        "anh/ảnh hai.jpg": "x",
        "404.html": PAGE.format(""),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("root", ["", "/phu-thong"])
@pytest.mark.parametrize(
    "body",
    [
        '<a href="{root}/">a</a><a href="{root}/?q=1#phan-hai">a</a><a href="#phan-hai">a</a>',
        "<a href={root}/tin-tuc/#cu>a</a><a href='{root}/tin-tuc/a.html'>a</a><a href=#>a</a>",
        '<a href="tin-tuc/">a</a><a href="./tin-tuc/../anh/a.jpg">a</a><a href="">a</a>',
        '<img src="{root}/anh/a.jpg" srcset="{root}/anh/a.jpg 1x, {root}/anh/a.jpg 2x">',
        '<img src="{root}/anh/%E1%BA%A3nh%20hai.jpg">',
        '<a href="https://example.vn/khong/">a</a><a href="//example.vn/b">a</a>'
        '<a href="mailto:a@example.vn">a</a><a href="tel:0123">a</a>',
        "<!-- <a href='/khong/'> --><script>'<a href=\"/khong/\">'</script>",
        "<p title=\"1 > 0 <a href='/khong/'>\">a</p><a href='#:~:text=a'>a</a>",
    ],
)
def test_links_that_arrive_are_not_named(tmp_path: Path, body: str, root: str) -> None:
    assert broken_links(make_site(tmp_path, body.replace("{root}", root)), root) == []


@pytest.mark.parametrize(
    ("body", "link", "fault"),
    [
        ('<a href="/khong/">a</a>', "/khong/", "missing"),
        ("<a href=/khong/?a=1&amp;b=2>a</a>", "/khong/?a=1&b=2", "missing"),
        ('<a href="/tin-tuc">a</a>', "/tin-tuc", "missing"),
        ('<a href="/Tin-tuc/">a</a>', "/Tin-tuc/", "missing"),
        ('<a href="khong.html">a</a>', "khong.html", "missing"),
        ('<a href="/../khong/">a</a>', "/../khong/", "missing"),
        ('<a href="#khong">a</a>', "#khong", "anchor"),
        ('<a href="/tin-tuc/#phan-ba">a</a>', "/tin-tuc/#phan-ba", "anchor"),
        ('<img alt="" src="/anh/b.jpg">', "/anh/b.jpg", "missing"),
        ('<img src="/anh/a.jpg" srcset="/anh/a.jpg 1x, /anh/b.jpg 2x">', "/anh/b.jpg", "missing"),
        ('<source srcset=/anh/b.webp type="image/webp">', "/anh/b.webp", "missing"),
        ('<video poster="/anh/b.jpg"></video>', "/anh/b.jpg", "missing"),
        ('<script defer src="/theme/a.js"></script>', "/theme/a.js", "missing"),
        ('<link rel=stylesheet href="/theme/a.css">', "/theme/a.css", "missing"),
        ('<svg><use href="#dau"/></svg>', "#dau", "anchor"),
        ('<form action="/tim-kiem/"></form>', "/tim-kiem/", "missing"),
        ('<a href="//[a/">a</a>', "//[a/", "missing"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(
    tmp_path: Path, body: str, link: str, fault: str
) -> None:
    (broken,) = broken_links(make_site(tmp_path, body), "")
    assert (broken.page, broken.link, broken.fault) == ("/", link, fault)
    assert link in str(broken)


def test_an_address_outside_the_sites_own_path_is_named(tmp_path: Path) -> None:
    body = '<a href="/tin-tuc/">a</a><a href="/phu-thong-2/">b</a>'
    assert broken_links(make_site(tmp_path, body), "/phu-thong") == [
        BrokenLink("/", "/phu-thong-2/", "missing"),
        BrokenLink("/", "/tin-tuc/", "missing"),
    ]


def test_an_old_address_that_the_server_leads_on_arrives(tmp_path: Path) -> None:
    body = "<a href='/tin.aspx?ID=5#a'>a</a><a href='/t%C3%ADn'>b</a><a href='/tin.aspx'>c</a>"
    site = make_site(tmp_path, body)
    (site / ".portal").mkdir()
    (site / ".portal/map.txt").write_text("/t%C3%ADn\t/\n/tin.aspx?id=5\t/\n", "ascii")
    assert broken_links(site, "") == [BrokenLink("/", "/tin.aspx", "missing")]


def test_no_link_of_the_projects_own_site_is_broken(built_site: Path) -> None:
    assert broken_links(built_site, "") == []


def test_the_quick_reading_sees_what_a_parser_sees(built_site: Path) -> None:
    for page in read_pages(built_site):
        seen = read_page(page.html)
        wanted = {link.strip() for link in page.links()}
        ours = {
            link
            for link in wanted
            if "://" not in link and not link.startswith(("mailto:", "tel:"))
        }
        assert set(seen.links) == ours, page.address
        assert {tag["id"] for tag in page.soup.find_all(id=True)} <= seen.names
