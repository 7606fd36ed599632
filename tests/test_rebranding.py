"""Another office makes the portal its own by its settings, with fewer plugins if it likes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pelican.settings import read_settings

from tests.support.site_reading import BuiltPage, read_pages, target_of
from tests.support.whole_site import build_articles
from tools.places import ROOT, SETTINGS

MACHINERY = "# --- Machinery"
COMMUNE = """
from pathlib import Path

SITENAME = "Xã Vĩnh Thông"
SITEURL = "https://vinhthong.example.vn"
SITE = {
    "tagline": "Tin trong xã",
    "description": "Tin tức và thông báo của xã Vĩnh Thông.",
    "publisher": "Văn phòng xã Vĩnh Thông",
}
SECTIONS = [
    {"slug": "thong-bao", "title": "Thông báo"},
    {"slug": "doi-song", "title": "Đời sống", "categories": ["Nông nghiệp"]},
]
"""
ARTICLE = (
    "Tiêu đề: {0}\nNgày: 1{1}/12/2025\n{2}\n\n![Đồi](anh/anh.svg)\n\nChữ và [bài](bai-0.md).\n"
)
OLD_NAMES = re.compile(
    r"bạch thông|bach-?thong|bachthong|dư luận|du-luan|tin tức trong|phủ thông|"
    r"xây dựng đảng|xay-dung-dang|/tin-tuc/|bắc kạn|thái nguyên|ban biên tập",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose pelicanconf.py differs in its first part only."""
    folder = tmp_path_factory.mktemp("xa")
    _, _, machinery = SETTINGS.read_text("utf-8").partition(MACHINERY)
    file = folder / "settings_of_commune.py"
    place = machinery.replace("Path(__file__).parent", f"Path({str(ROOT)!r})")
    file.write_text(f"{COMMUNE}\n{MACHINERY}{place}", "utf-8")
    settings = read_settings(str(file))
    named = {name: value for name, value in settings.items() if name.isupper()}
    files: dict[str, str | bytes] = {
        f"{section}/bai-{n}.md": ARTICLE.format(f"Bài {section} {n}", n, category)
        for section, category in (("thong-bao", ""), ("doi-song", "Chuyên mục: Nông nghiệp"))
        for n in range(3)
    }
    return build_articles(
        folder, files, **{k: v for k, v in named.items() if k not in ("PATH", "OUTPUT_PATH")}
    )


def test_no_word_of_the_former_site_is_left(commune: Path) -> None:
    for file in sorted(commune.rglob("*")):
        if file.is_file():
            name = file.relative_to(commune).as_posix()
            text = file.read_bytes().decode("utf-8", "replace")
            found = OLD_NAMES.findall(f"/{name} {text}")
            assert found == [], name


def test_the_new_name_sections_and_address_are_on_every_page(commune: Path) -> None:
    for page in read_pages(commune):
        navigation = [link.get_text() for link in page.soup.select("header.site nav a")]
        assert navigation == ["Trang chủ", "Thông báo", "Đời sống"]
        assert page.soup.select_one("header.site b").get_text() == "Xã Vĩnh Thông"
        assert "Văn phòng xã Vĩnh Thông" in page.soup.select_one("footer.site").get_text()
    assert "https://vinhthong.example.vn/thong-bao/" in (commune / "sitemap.xml").read_text()


def test_a_section_without_categories_stands_alone(commune: Path) -> None:
    alone = BuiltPage(commune / "thong-bao/index.html", "/thong-bao/")
    assert alone.soup.select(".chips") == []
    assert len(alone.soup.select("main article")) == 3
    divided = BuiltPage(commune / "doi-song/index.html", "/doi-song/")
    assert [link.get_text() for link in divided.soup.select(".chips a")] == ["Nông nghiệp"]
    article = BuiltPage(commune / "thong-bao/2025/12/bai-0/index.html", "")
    assert [link.get_text() for link in article.soup.select(".crumbs a")] == [
        "Trang chủ",
        "Thông báo",
    ]


def assert_whole(site: Path) -> None:
    """Every page has its heading, its navigation and its styles, and every link leads somewhere."""
    pages = read_pages(site)
    assert len(pages) > 15
    for page in pages:
        assert len(page.soup.select("main h1")) == 1, page.address
        assert page.soup.select("header.site nav a"), page.address
        assert "@layer" in page.soup.style.string, page.address
        assert page.html.rstrip().endswith("</html>"), page.address
        for link in page.links():
            target = target_of(link, page, site)
            assert target is None or target.is_file(), f"{page.address} → {link}"


def test_the_communes_site_is_whole(commune: Path) -> None:
    assert_whole(commune)
