"""A theme from elsewhere shows our articles whole: captions, tools, photos, verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican_engineering_theme import get_theme_path

from conftest import PageMaker, served
from plugins.rendering.article import render_article
from plugins.shared.process_cache import ProcessCache
from plugins.site.shown_template import into_head
from tests.support.edited_site import photo
from tests.support.site_reading import BuiltPage, read_pages
from tests.support.whole_site import PICTURE, forget_plugins
from tools.build import build
from tools.site_links import broken_links

CLAIM = """\
Tiêu đề: Không có mức định danh nào thêm
Ngày: 12/12/2023
Loại: kiểm chứng
Chủ đề: Định danh điện tử VNeID
Tin đồn: Phải nâng định danh lên mức 3
Xuất hiện: 01/12/2023
Kết luận: sai
Căn cứ: Báo A | https://bao.vn/a | 12/2023

{}
"""
FILES: dict[str, str | bytes] = {
    "anh/anh.svg": PICTURE,
    "anh/doi.jpg": photo("green", 900),
    "tep/mau.txt": "Mẫu",
    "tin-tuc/mot.md": "Tiêu đề: “Quýt” & <đồi>\nNgày: 11/12/2023 08:00\nThẻ: quýt, mùa & vụ\n"
    "Tác giả: Hương Dịu\nChuyên mục: Kinh tế\nTóm tắt: Mở đầu & tiếp.\nGhi chú: Minh họa\n"
    "Tệp đính kèm: tep/mau.txt | Mẫu đơn\n\n"
    '![Đồi xanh](anh/doi.jpg "Đồi ở Quang Thuận. Ảnh: Nông Hà")\n\n'
    "## Vụ mùa\n\nBà con thu hoạch quýt, xem [tin quýt]({tag}Quýt), [bài hai](hai.md).\n",
    "tin-tuc/hai.md": "Tiêu đề: Bài hai\nNgày: 12/12/2023\nThẻ: quýt\n\nChữ.\n",
    "tin-tuc/nhap.md": "Tiêu đề: Bài nháp\nNgày: 12/12/2023\nTrạng thái: nháp\n\nChữ.\n",
    "dinh-huong-du-luan/tin-don.md": CLAIM.format("Nguồn nói rõ điều này và vì sao. " * 9),
    "trang/gioi-thieu.md": "Tiêu đề: Giới thiệu\n\n"
    '![Bản đồ huyện vẽ tay](anh/anh.svg "Bản đồ. Hình vẽ: Ai")\n',
    "trang/lien-he.md": "Tiêu đề: Liên hệ\n\nChữ.\n",
    "trang/quy-dinh-su-dung.md": "Tiêu đề: Quy định\n\nChữ.\n",
}  # fmt: skip
SETTINGS = """\
from pelicanconf import *

THEME = {theme!r}
CHECKS_MEMORY = None
{more}
"""
ARTICLE, CLAIMED = "/tin-tuc/2023/12/mot/", "/dinh-huong-du-luan/2023/12/tin-don/"
THEMES = {
    "simple": "",
    "reflex": "CC_LICENSE = {}\nUSE_GOOGLE_FONTS = False",
    "engineering": "",
}
BASE = "<!doctype html><html><head><title>{% block title %}{% endblock %}</title></head><body>{}"


def write_site(folder: Path, theme: str, more: str = "") -> Path:
    """Returns the settings file."""
    for name, text in FILES.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = folder / "settings_of_test.py"
    theme = str(get_theme_path()) if theme == "engineering" else theme
    settings.write_text(SETTINGS.format(theme=theme, more=more), "utf-8")
    return settings


def built(folder: Path, settings: Path, process: ProcessCache | None = None) -> int:
    try:
        return build(folder / "content", folder / "output", settings_file=settings, process=process)
    finally:
        if process is None:
            forget_plugins()


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    assert built(folder, write_site(folder, request.param, THEMES[request.param])) == 0
    return folder / "output"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def page_at(site: Path, address: str) -> BuiltPage:
    return next(page for page in read_pages(site) if page.address == address)


def test_an_article_has_its_caption_tools_and_files_once(site: Path) -> None:
    soup = page_at(site, ARTICLE).soup
    assert [each.get_text() for each in soup.select("figure.photo > figcaption")] == [
        "Chú thích ảnh: Đồi ở Quang Thuận. Ảnh: Nông Hà"
    ]
    assert len(soup.select("figure.photo source, figure.photo img")) >= 3
    (toolbar,) = soup.select(".toolbar")
    assert "Thứ Hai, 11/12/2023 08:00" in toolbar.get_text()
    assert "Minh họa" in toolbar.get_text()
    assert soup.select_one("p.lead").get_text() == "Mở đầu & tiếp."
    assert soup.select_one('.files a[href="/tep/mau.txt"]').get_text() == "Mẫu đơn"
    assert soup.select_one("link[rel=canonical]")["href"].endswith(ARTICLE)


def test_styles_and_scripts_stand_in_the_head_and_nothing_is_loaded_by_whole_addresses(
    site: Path,
) -> None:
    for page in read_pages(site):
        assert "<!--[head" not in page.html
        assert not page.soup.select("body style")
        assert not re.search(r' src="https?:', page.html)
    soup = page_at(site, ARTICLE).soup
    assert len(soup.select("head style")) >= 1
    assert len(soup.select('head script[src^="/theme/site."]')) == 1


def test_titles_tags_and_leads_are_texts_whatever_letters_they_have(site: Path) -> None:
    for page in read_pages(site):
        assert "<đồi>" not in page.html
        assert "&amp;amp;" not in page.html.replace("&amp;amp;body", "")
    assert "“Quýt” & <đồi>" in page_at(site, "/the/quyt/").soup.get_text()
    assert "mùa & vụ" in page_at(site, "/the/").soup.get_text()


def test_a_checked_claim_is_called_nowhere_without_its_verdict(site: Path) -> None:
    said = [page for page in read_pages(site) if "định danh lên mức 3" in page.soup.get_text()]
    assert {page.address for page in said} >= {"/", CLAIMED, "/dinh-huong-du-luan/"}
    for page in said:
        assert "Không có mức định danh nào thêm" not in page.soup.get_text()
        assert "Sai" in page.soup.get_text()
    assert page_at(site, CLAIMED).soup.select_one(".verdict")


def test_all_pages_are_there_and_every_link_arrives(site: Path) -> None:
    addresses = {page.address for page in read_pages(site)}
    assert addresses >= {
        *("/", "/404.html", "/tim-kiem/", "/luu-tru/", "/the/", "/tac-gia/", "/so-do-trang/"),
        *("/the/quyt/", "/tac-gia/huong-diu/", "/tin-tuc/", "/tin-tuc/kinh-te/"),
        *("/tin-tuc/2023/", "/tin-tuc/2023/12/", "/dinh-chinh/", "/dinh-huong-du-luan/cach-lam/"),
    }
    ours = [each for each in broken_links(site, "") if "127.0.0.1" not in str(each)]
    assert [each for each in ours if "favicon" not in str(each)] == []


def test_a_reader_has_the_tools_and_the_search_under_the_sites_policy(
    address: str, page_of: PageMaker
) -> None:
    for width in (320, 1350):
        page = page_of(width=width, base_url=address)
        page.goto(ARTICLE)
        before = page.evaluate("getComputedStyle(document.querySelector('.text p')).fontSize")
        page.get_by_role("button", name="Tăng cỡ chữ").click()
        assert page.evaluate("document.documentElement.dataset.size") == "112.5"
        after = page.evaluate("getComputedStyle(document.querySelector('.text p')).fontSize")
        assert float(after[:-2]) >= float(before[:-2])
        page.locator(".toolbar summary").click()
        assert page.get_by_role("link", name="Zalo").is_visible()
        assert page.locator("figcaption").first.is_visible()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0
        page.goto("/tim-kiem/?q=quyt")
        page.locator("div.list .card").first.wait_for()
        assert "Quýt" in page.locator("div.list").inner_text()


def test_an_unsaved_text_is_shown_as_it_is_built(tmp_path: Path) -> None:
    process = ProcessCache()
    process.wants_site = True
    try:
        assert built(tmp_path, write_site(tmp_path, "simple"), process) == 0
        assert process.site
        for name, place in (("tin-tuc/mot", ARTICLE), ("trang/gioi-thieu", "/gioi-thieu/")):
            data = (tmp_path / "content" / f"{name}.md").read_bytes()
            shown = render_article(process.site, f"content/{name}.md", data)
            assert shown.html == page_at(tmp_path / "output", place).html
    finally:
        forget_plugins()


def theme_of(folder: Path, **templates: str) -> str:
    (folder / "theme" / "templates").mkdir(parents=True)
    for name, text in templates.items():
        (folder / "theme" / "templates" / f"{name}.html").write_text(text, "utf-8")
    return str(folder / "theme")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("article", "{{ article.none.there }}", "mẫu article.html, dòng 1, không dùng được"),
        ("base", "<p>\n{% trans %}", "mẫu base.html, dòng 2, không dùng được"),
    ],
)
def test_what_a_theme_cannot_show_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: str
) -> None:
    theme = theme_of(tmp_path, **{name: text})
    assert built(tmp_path, write_site(tmp_path, theme)) == 1
    warned, said, last = capsys.readouterr().err.splitlines()
    assert "cần cách làm của Pelican" in warned
    assert told in said
    assert "Traceback" not in said
    assert last.startswith("Chưa dựng được")


@pytest.mark.parametrize("block", ["main", "body"])
def test_where_a_theme_has_no_place_for_our_pages_they_have_their_own(
    tmp_path: Path, block: str
) -> None:
    base = BASE.replace("{}", f"{{% block {block} %}}{{% endblock %}}")
    theme = theme_of(tmp_path, base=base, article="<p>{{ article.title }}</p>")
    assert built(tmp_path, write_site(tmp_path, theme)) == 0
    soup = page_at(tmp_path / "output", "/tim-kiem/").soup
    assert soup.select_one("main form.search")
    assert soup.select_one("footer.site")


def test_a_theme_that_has_a_place_for_the_tools_gets_them_once(tmp_path: Path) -> None:
    article = "<head></head>{% include 'toolbar/toolbar.html' %}<main>{{ article.content }}</main>"
    theme = theme_of(tmp_path, article=article)
    assert built(tmp_path, write_site(tmp_path, theme)) == 0
    soup = page_at(tmp_path / "output", ARTICLE).soup
    assert len(soup.select(".toolbar")) == 1
    assert not soup.select("main .toolbar")


def test_a_folder_that_is_no_theme_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "theme").mkdir()
    assert built(tmp_path, write_site(tmp_path, str(tmp_path / "theme"))) == 1
    assert "không có thư mục templates của giao diện" in capsys.readouterr().err


def test_parts_for_the_head_are_moved_there_once() -> None:
    part = "<!--[head--><style>a</style><!--head]-->\n"
    assert into_head(f"<head>x</head><p>{part}y{part}</p>") == (
        "<head>x<style>a</style></head><p>y</p>"
    )
    assert into_head("<p>không có đầu trang</p>") == "<p>không có đầu trang</p>"
