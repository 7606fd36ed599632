"""A logo is shown on every page and told to machines, or a sentence says what to mend."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest
from PIL import Image

from pelicanconf import SITE
from plugins.shared.settings import SettingError
from plugins.site.brand import Brand, favicon, icon
from plugins.site.colours import Colours
from plugins.site.logo import SIDE, Logo, LogoFile, read_logo
from tests.support.site_reading import read_pages
from tests.support.whole_site import build_articles
from tools.places import ROOT

THEME = ROOT / "theme"
NAME = "Xã Vĩnh Thông"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><script>alert(1)</script>'
    '<circle cx="32" cy="32" r="30" fill="#0a5c36" onclick="x()"/></svg>'
)
ARTICLE = "Tiêu đề: Bài một\nNgày: 11/12/2023\n\n![Đồi](anh/anh.svg)\n\nChữ.\n"
FILES: dict[str, str | bytes] = {
    "tin-tuc/a.md": ARTICLE,
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}


def png(width: int, height: int, kind: str = "PNG") -> bytes:
    held = BytesIO()
    Image.new("RGBA", (width, height), "#0a5c36").convert("RGB").save(held, kind)
    return held.getvalue()


def read(folder: Path, data: str | bytes, name: str = "logo.svg", alt: str = "") -> Logo:
    file = folder / "anh" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    logo = read_logo(LogoFile(f"anh/{name}", alt), NAME, [folder])
    assert logo
    return logo


def drawn(svg: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {svg}</svg>'


def test_a_drawing_is_published_without_what_runs(tmp_path: Path) -> None:
    logo = read(tmp_path, DRAWING)
    assert b"script" not in logo.data
    assert b"onclick" not in logo.data
    assert b"<circle" in logo.data
    assert (logo.width, logo.height) == (SIDE, SIDE)
    assert re.fullmatch(r"anh/logo\.[0-9a-f]{8}\.svg", logo.address)


@pytest.mark.parametrize(
    ("size", "shown"), [((600, 600), (112, 112)), ((600, 300), (224, 112)), ((112, 224),) * 2]
)
def test_a_picture_becomes_as_small_as_it_is_sharp(
    tmp_path: Path, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    logo = read(tmp_path, png(*size), "Logo xã.png")
    with Image.open(BytesIO(logo.data)) as image:
        assert image.size == shown == (logo.width, logo.height)
    assert logo.address.startswith("anh/logo-xa.")


def test_a_logo_may_lie_in_the_theme_and_content_comes_first(tmp_path: Path) -> None:
    own, theirs = tmp_path / "content", tmp_path / "static"
    for folder, colour in ((own, "#111"), (theirs, "#222")):
        folder.mkdir()
        drawing = drawn(f'viewBox="0 0 9 9"><path fill="{colour}" d="M0 0h9v9z"/>')
        (folder / "logo.svg").write_text(drawing, "utf-8")
    first = read_logo(LogoFile("logo.svg"), NAME, [own, theirs])
    assert first
    assert b"#111" in first.data
    (own / "logo.svg").unlink()
    second = read_logo(LogoFile("content/logo.svg"), NAME, [own, theirs])
    assert second
    assert b"#222" in second.data


def test_no_logo_is_none() -> None:
    assert read_logo(LogoFile(), NAME, []) is None
    assert read_logo(LogoFile("  "), NAME, []) is None


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("anh/khong-co.svg", "không có tệp content/anh/khong-co.svg"),
        ("anh/logo.jpg", "không phải tệp .svg hay .png"),
        ("anh/logo", "không phải tệp .svg hay .png"),
        ("../logo.png", 'nằm ngoài thư mục content; .*"file": "anh/logo.png"'),
        ("/etc/logo.png", "nằm ngoài thư mục content"),
        ("C:\\anh\\logo.png", "nằm ngoài thư mục content"),
        ("https://a.vn/logo.png", "nằm ngoài thư mục content"),
        (".png", r"không phải tệp .svg hay .png"),
    ],
)
def test_a_file_that_is_no_logo_is_said(tmp_path: Path, file: str, told: str) -> None:
    with pytest.raises(SettingError, match=rf"^SITE\.logo: .*{told}"):
        read_logo(LogoFile(file), NAME, [tmp_path])


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (png(100, 100), "a.png", "100 × 100 điểm nên sẽ mờ"),
        (png(1000, 200), "a.png", "rộng 1000, cao 200: quá dài"),
        (png(200, 500), "a.png", "rộng 200, cao 500: quá dài"),
        (b"", "a.png", "trống"),
        (b"chu", "a.png", "không phải là ảnh"),
        (png(300, 300)[:200], "a.png", "hỏng"),
        ("<svg", "a.svg", "hỏng"),
        (drawn('viewBox="0 0 90 9"><path d="M0 0h9v9z"/>'), "a.svg", "rộng 90, cao 9"),
        (drawn('viewBox="0 0 9 9"><text>Xã</text>'), "a.svg", "có chữ.*Object to Path"),
        (drawn(f'viewBox="0 0 9 9"><path d="M0 0{"h1v1" * 6000}"/>'), "a.svg", "nặng 24 kB.*PNG"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING, "a.svg", "ENTITY"),
    ],
)
def test_a_picture_that_makes_no_logo_is_said_with_the_remedy(
    tmp_path: Path, data: str | bytes, name: str, told: str
) -> None:
    with pytest.raises(SettingError, match=rf"^SITE\.logo: .*{told}"):
        read(tmp_path, data, name)


@pytest.mark.parametrize(
    ("alt", "told"),
    [
        ("Logo xã Vĩnh Thông", "lặp lại"),
        ("logo.svg", "lời ngắn"),
        ("a" * 101, "lời ngắn"),
    ],
)
def test_words_that_are_heard_twice_or_tell_nothing_are_refused(
    tmp_path: Path, alt: str, told: str
) -> None:
    with pytest.raises(SettingError, match=told):
        read(tmp_path, DRAWING, alt=alt)
    assert read(tmp_path, DRAWING, alt="  Bông lúa\n và sao ").alt == "Bông lúa và sao"


def mean(data: bytes) -> tuple[int, ...]:
    with Image.open(BytesIO(data)) as image:
        assert image.width == image.height
        middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(middle, tuple)
    return middle


def test_icons_show_the_logo_or_the_colour(tmp_path: Path) -> None:
    green = (0x0A, 0x5C, 0x36)
    with_logo = Brand(Colours(), read(tmp_path, DRAWING))
    with_colour = Brand(Colours(brand="#0a5c36"))
    assert mean(icon(with_logo, THEME, 192)) == green
    assert mean(icon(Brand(Colours(), read(tmp_path, png(200, 200), "a.png")), THEME, 192)) == green
    with Image.open(BytesIO(icon(with_colour, THEME, 192))) as image:
        assert image.convert("RGB").getpixel((2, 2)) == green
        assert image.size == (192, 192)
    with Image.open(BytesIO(icon(with_logo, THEME, 192))) as image:
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert "#0a5c36" in favicon(with_colour, THEME)
    assert "data:image/svg+xml;base64," in favicon(with_logo, THEME)
    assert favicon(Brand(), THEME) == (THEME / "static/favicon.svg").read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own: dict[str, Any] = {
        "logo": {"file": "anh/logo.svg", "alt": "Đồi xanh"},
        "colours": {"brand": "#0a5c36", "link": "#5b2a86"},
    }
    files = FILES | {"anh/logo.svg": DRAWING}
    return build_articles(
        tmp_path_factory.mktemp("logo"), files, SITENAME=NAME, SITE={**SITE, **own}
    )


def test_every_page_shows_the_logo_beside_the_name(site: Path) -> None:
    (logo,) = (site / "anh").glob("logo.*.svg")
    for page in read_pages(site):
        (image,) = page.soup.select("header.site a img")
        assert image["src"] == f"/anh/{logo.name}"
        assert image["alt"] == "Đồi xanh"
        assert (image["width"], image["height"]) == ("112", "112")
        assert page.soup.select("header.site a svg") == []
        assert "#0a5c36" in page.html


def test_machines_are_told_the_publishers_logo(site: Path) -> None:
    (logo,) = (site / "anh").glob("logo.*.svg")
    expected = {
        "@type": "ImageObject",
        "url": f"http://127.0.0.1:8000/anh/{logo.name}",
        "width": 112,
        "height": 112,
    }
    for place in ("index.html", "tin-tuc/2023/12/a/index.html"):
        html = (site / place).read_text("utf-8")
        found = [json.loads(each) for each in re.findall(r'ld\+json">(.*?)</script>', html)]
        publishers = [data["publisher"] for data in found if "publisher" in data]
        assert [each["logo"] for each in publishers] == [expected]


def test_logo_and_colours_cost_less_than_300_bytes_a_page(site: Path, tmp_path: Path) -> None:
    plain = build_articles(tmp_path, FILES, SITENAME=NAME)
    place = "tin-tuc/2023/12/a/index.html"
    own, usual = (len(brotli.compress((each / place).read_bytes())) for each in (site, plain))
    assert own - usual < 300


def test_the_manifest_and_shared_picture_have_the_colour(site: Path) -> None:
    told = json.loads((site / "trang.webmanifest").read_text("utf-8"))
    assert told["theme_color"] == "#0a5c36"
    (shared,) = (site / "anh").glob("chia-se.*.jpg")
    with Image.open(shared) as picture:
        red, green, blue = picture.convert("RGB").getpixel((600, 8))  # type: ignore[misc]
    assert abs(red - 0x0A) + abs(green - 0x5C) + abs(blue - 0x36) < 24
