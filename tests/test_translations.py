"""An office has English pages beside its Vietnamese ones; each leads to the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.checks.engine import check
from plugins.checks.testing import NOON
from plugins.frontmatter.addresses import original_of
from plugins.frontmatter.schema import Schema, Section
from plugins.listings.versions import versions_at
from plugins.rendering.article import render_article
from plugins.shared.problems import ContentError
from plugins.shared.process_cache import ProcessCache
from plugins.shared.settings import SettingError
from plugins.site.languages import read_languages
from tests.support.edited_site import Draft, Place, assert_equal, new_place
from tests.support.whole_site import build_articles

PAGE = "Tiêu đề: Liên hệ\n\nGửi thư.\n"
PAGE_EN = "title: Contact\nlang: en\n\nWrite to us.[^1]\n\n[^1]: Or come.\n"
NEWS = """Tiêu đề: Mùa quýt
Ngày: 11/12/2023
Chuyên mục: Kinh tế
Tác giả: Hương Dịu
Thẻ: quýt

![Cây trĩu quả](anh/anh.svg "Đồi quýt. Ảnh: Hương Dịu")

Quýt chín./.
"""
NEWS_EN = """Tiêu đề: Orange season
Ngôn ngữ: tiếng Anh
Ngày: 11/12/2023 08:30
Chuyên mục: Kinh tế
Tác giả: Hương Dịu
Thẻ: oranges
Tệp đính kèm: tep/phieu.csv

![Trees in rows](anh/anh.svg "A hill. Photo: Hương Dịu")

Oranges are ripe, says the UN./.
"""
CLAIM = (
    """Tiêu đề: {title}
Ngày: 12/12/2023
Loại: kiểm chứng
Tin đồn: {claim}
Xuất hiện: 01/12/2023
Kết luận: sai
Căn cứ: Báo A | https://bao.vn/a | 11/12/2023
{lang}
"""
    + "Căn cứ đã có cho thấy điều này không đúng với sự việc. " * 6
)
FILES: dict[str, str | bytes] = {
    "tep/phieu.csv": b"a,b\n",
    "trang/lien-he.md": PAGE,
    "trang/gioi-thieu.md": "Tiêu đề: Giới thiệu\n\nChữ.\n",
    "trang/en/lien-he.md": PAGE_EN,
    "tin-tuc/mua-quyt.md": NEWS,
    "tin-tuc/en/mua-quyt.md": NEWS_EN,
    "tin-tuc/khac.md": NEWS.replace("Mùa quýt", "Bài khác"),
    "dinh-huong-du-luan/phi.md": CLAIM.format(title="Không mất phí", claim="Mất phí.", lang=""),
    "dinh-huong-du-luan/en/phi.md": CLAIM.format(
        title="No fee", claim="There is a fee.", lang="Ngôn ngữ: en\n"
    ),
}
SITE = "http://127.0.0.1:8000"
NEWS_AT, PAGE_AT = "tin-tuc/2023/12/mua-quyt/", "lien-he/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translated")
    return build_articles(folder, FILES, SITE_TRANSLATIONS={"en": {"footer_pages": []}})


def soup_at(site: Path, address: str) -> Any:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")


@pytest.mark.parametrize("address", [NEWS_AT, PAGE_AT, "dinh-huong-du-luan/2023/12/phi/"])
def test_each_version_names_all_and_leads_to_the_other(site: Path, address: str) -> None:
    urls = {"vi": address, "en": f"en/{address}"}
    for own, other, name in (("vi", "en", "English"), ("en", "vi", "Tiếng Việt")):
        soup = soup_at(site, urls[own])
        assert soup.html["lang"] == own
        assert soup.select_one("link[rel=canonical]")["href"] == f"{SITE}/{urls[own]}"
        named = {tag["hreflang"]: tag["href"] for tag in soup.select("link[hreflang]")}
        assert named == {
            **{code: f"{SITE}/{url}" for code, url in urls.items()},
            "x-default": f"{SITE}/{address}",
        }
        (link,) = soup.select(".languages a")
        assert (link["href"], link["lang"], link.get_text()) == (f"/{urls[other]}", other, name)


def test_what_has_no_translation_says_nothing_of_languages(site: Path) -> None:
    for address in ("gioi-thieu/", "tin-tuc/2023/12/khac/", ""):
        soup = soup_at(site, address)
        assert not soup.select("[hreflang], .languages"), address


def test_a_translation_speaks_its_own_language(site: Path) -> None:
    soup = soup_at(site, f"en/{NEWS_AT}")
    for said in (
        "Monday, 11 December 2023, 08:30", "Photo caption:", "Text size", "Attachments",
        "4\u00a0bytes", "Photo: Hương Dịu", "End of article",
    ):  # fmt: skip
        assert said in soup.find("main").decode(formatter=None), said
    assert "UN=United Nations" in str(soup)
    data = [json.loads(tag.string) for tag in soup.find_all("script", type="application/ld+json")]
    assert {item["inLanguage"] for item in data if "inLanguage" in item} == {"en"}
    page = str(soup_at(site, f"en/{PAGE_AT}"))
    assert "Back to where note 1 stands" in page
    claim = soup_at(site, "en/dinh-huong-du-luan/2023/12/phi/")
    assert claim.title.string.startswith("False: “There is a fee”")
    shared = claim.select_one("[property='og:image']")["content"]
    assert (site / shared.removeprefix(f"{SITE}/")).is_file()
    # Addresses are the site's; what is not said in English is marked as Vietnamese.
    assert soup.select_one("form")["action"] == "/tim-kiem/"
    assert soup.select_one("nav a[href='/tin-tuc/']")["lang"] == "vi"
    original = str(soup_at(site, NEWS_AT))
    assert "Thứ Hai, 11/12/2023" in original
    assert "Photo caption" not in original


def test_every_link_of_a_translation_leads_somewhere(site: Path) -> None:
    for address in (NEWS_AT, PAGE_AT):
        for link in soup_at(site, f"en/{address}").select("a[href^='/']"):
            file = site / link["href"].partition("#")[0].lstrip("/")
            assert (file / "index.html" if file.is_dir() else file).is_file(), link["href"]


def test_lists_feeds_and_the_search_are_in_one_language(site: Path) -> None:
    for file in sorted(site.rglob("*")):
        inside = file.relative_to(site).as_posix()
        if file.is_dir() or file.suffix in {".svg", ".jpg", ".png"} or inside.startswith("en/"):
            continue
        text = file.read_text("utf-8")
        if inside not in {f"{NEWS_AT}index.html", "sitemap.xml"} and ".portal" not in inside:
            assert "Orange season" not in text, inside
            assert f"en/{NEWS_AT}" not in text, inside
    assert not (site / "the/oranges").exists()
    site_map = soup_at(site, "so-do-trang/")
    (link,) = site_map.select("a[lang=en]")
    assert (link["href"], link.get_text()) == ("/en/lien-he/", "Contact")


def test_the_sitemap_names_both_versions_of_each(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    for address in (NEWS_AT, f"en/{NEWS_AT}", PAGE_AT, f"en/{PAGE_AT}"):
        (entry,) = (line for line in text.split("\n") if f"<loc>{SITE}/{address}<" in line)
        plain = address.removeprefix("en/")
        assert f'hreflang="vi" href="{SITE}/{plain}"' in entry
        assert f'hreflang="en" href="{SITE}/en/{plain}"' in entry
    (entry,) = (line for line in text.split("\n") if f"{SITE}/gioi-thieu/<" in line)
    assert "hreflang" not in entry


def test_a_site_says_itself_in_english_where_the_settings_do(tmp_path: Path) -> None:
    words = {"en": {"tagline": "News in brief", "notices": ["An example."]}}
    site = build_articles(tmp_path, FILES, SITE_TRANSLATIONS=words)
    header = soup_at(site, f"en/{PAGE_AT}").find("header").get_text()
    assert "News in brief" in header
    assert "An example." in soup_at(site, f"en/{NEWS_AT}").find("footer", class_="site").get_text()
    assert "News in brief" not in str(soup_at(site, PAGE_AT))


SCHEMA = Schema((Section("tin-tuc", "Tin tức"),), languages=("vi", "en"))


def faults(folder: Path, files: dict[str, str]) -> list[str]:
    from plugins.checks.engine import Place as Checked

    for path, text in files.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    place = Checked(
        content=folder / "content",
        articles=("tin-tuc", "trang"),
        static=("anh", "tep"),
        schema=SCHEMA,
        site_url="https://example.vn",
        now=NOON,
        old_addresses=None,
    )
    return [str(problem) for problem in check(place) if problem.severity == "error"]


def test_an_unknown_language_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {"trang/a.md": "Tiêu đề: A\nNgôn ngữ: tiếng Pháp\n\nChữ.\n"})
    assert fault.startswith("content/trang/a.md:2:11: lỗi: ")
    assert "“tiếng Pháp”" in fault
    assert "Ngôn ngữ: tiếng Anh" in fault
    assert "vi (tiếng Việt); en (tiếng Anh)" in fault


@pytest.mark.parametrize("typed", ["vi", "tiếng Việt", "VIETNAMESE", "Tiếng Việt"])
def test_the_sites_own_language_may_be_said(tmp_path: Path, typed: str) -> None:
    assert faults(tmp_path, {"trang/a.md": f"Tiêu đề: A\nNgôn ngữ: {typed}\n\nChữ.\n"}) == []


def test_a_translation_without_an_original_is_named(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, {"trang/en/a.md": "title: A\nlang: en\n\nText.\n"})
    assert "content/trang/en/a.md:1:1: lỗi: bản dịch này (“en”) không có bản gốc" in fault
    assert "/a/" in fault


def test_two_translations_of_one_text_are_named(tmp_path: Path) -> None:
    files = {
        "trang/a.md": PAGE,
        "trang/en/a.md": "title: A\nlang: en\n\nText.\n",
        "trang/anh/a.md": "title: B\nlang: en\n\nText.\n",
    }
    (fault,) = faults(tmp_path, files)
    assert "trùng địa chỉ /en/a/" in fault


def test_an_original_of_another_month_is_none(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": "Tiêu đề: A\nNgày: 01/11/2023\n\nChữ.\n",
        "tin-tuc/en/a.md": "title: A\ndate: 01/12/2023\nlang: en\n\nText.\n",
    }
    (fault,) = faults(tmp_path, files)
    assert "/tin-tuc/2023/12/a/" in fault


def test_what_is_one_language_only_has_no_versions() -> None:
    languages = read_languages(
        {"PLUGINS": [], "THEME": str(Path(__file__).parents[1] / "theme"), "DEFAULT_LANG": "vi"}
    )
    assert versions_at("a/", {"a/"}, languages) == ()
    assert [each.url for each in versions_at("en/a/", {"a/"}, languages)] == ["a/", "en/a/"]
    assert original_of("en/a/", ["en"]) == "a/"
    assert original_of("english/a/", ["en"]) == original_of("en", ["en"]) == ""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path) as place:
        place.write("trang/lien-he.md", PAGE, 0)
        place.write("tin-tuc/mua-quyt.md", Draft("Mùa quýt", date="11/12/2023").text(), 1)
        assert place.build() == ""
        yield place


def test_what_comes_and_goes_in_english_changes_its_original(place: Place) -> None:
    place.values["drafts"] = False
    page = place.output / "lien-he/index.html"
    assert "hreflang" not in page.read_text("utf-8")
    article = Draft("Oranges", date="11/12/2023").text()
    for turn, (path, text) in enumerate(
        [
            ("trang/en/lien-he.md", PAGE_EN),
            ("tin-tuc/en/mua-quyt.md", f"lang: en\n{article}"),
            ("trang/en/lien-he.md", PAGE_EN.replace("Contact", "Contacts")),
            ("trang/en/lien-he.md", PAGE_EN.replace("lang: en\n", "lang: en\nstatus: draft\n")),
        ],
        2,
    ):
        place.write(path, text, turn)
        assert place.build() == ""
        assert_equal(place)
    assert "hreflang" not in page.read_text("utf-8")
    place.write("trang/en/lien-he.md", PAGE_EN, 9)
    assert place.build() == ""
    assert 'hreflang="en"' in page.read_text("utf-8")
    assert_equal(place)


def test_a_translation_that_nobody_saved_is_shown_as_it_will_be(place: Place) -> None:
    place.process = process = ProcessCache()
    process.wants_site = True
    place.write("trang/en/lien-he.md", PAGE_EN, 3)
    assert place.build() == ""
    assert process.site
    text = PAGE_EN.replace("Write", "Please write")
    shown = render_article(process.site, "content/trang/en/lien-he.md", text.encode())
    place.write("trang/en/lien-he.md", text, 4)
    assert place.build() == ""
    assert shown.html == (place.output / "en/lien-he/index.html").read_text("utf-8")


def test_a_refused_language_ends_the_build(tmp_path: Path) -> None:
    files = {**FILES, "trang/en/lien-he.md": PAGE_EN.replace("lang: en", "lang: fr")}
    with pytest.raises(ContentError):
        build_articles(tmp_path, files)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SITE_TRANSLATIONS": ["en"]}, "SITE_TRANSLATIONS: cần một bảng"),
        ({"SITE_TRANSLATIONS": {"en": "News"}}, "SITE_TRANSLATIONS: cần một bảng"),
        ({"SITE_TRANSLATIONS": {"fr": {}}}, r"SITE_TRANSLATIONS\['fr'\].*vi, en"),
        ({"SITE_TRANSLATIONS": {"en": {"taglin": "A"}}}, "“tagline”"),
        ({"SECTIONS": [{"slug": "en", "title": "English"}]}, "slug “en” đã dành riêng"),
    ],
)
def test_a_wrong_setting_of_languages_is_one_sentence(
    tmp_path: Path, wrong: dict[str, Any], named: str
) -> None:
    with pytest.raises(SettingError, match=named):
        build_articles(tmp_path, FILES, **wrong)


def test_a_line_at_the_foot_of_english_pages_that_leads_nowhere_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = {"footer_pages": [{"label": "Contact", "address": "en/lien-heo/"}]}
    build_articles(
        tmp_path,
        {**FILES, "trang/quy-dinh-su-dung.md": "Tiêu đề: Quy định\n\nChữ.\n"},
        SITE_TRANSLATIONS={"en": site},
    )
    (said,) = (each.getMessage() for each in caplog.records if "dẫn tới" in each.getMessage())
    assert said.startswith("SITE_TRANSLATIONS['en'].footer_pages: “Contact” dẫn tới “en/lien-heo/”")
    assert "en/lien-he/" in said
