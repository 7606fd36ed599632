"""In a bare site of Pelican's photos are small, keep their place, and tell of no camera."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.pictures import paint
from conftest import PageMaker, served
from tests.support.bare_site import BareSite, quickstart

PLUGIN = 'PLUGINS = ["portal_images"]\nTHEME = "simple"'
ELSEWHERE = "<img src='https://elsewhere.example/a.jpg' alt='A'>"
HEAD = "Title: {}\nDate: 2024-01-01\n\n"
SECRET = b"Nobody should know"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><path d="M0 0h160v90"/></svg>'

pytestmark = pytest.mark.long


def photo(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    """With who took it, and where."""
    data = BytesIO()
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    picture = paint("vach-da", (width, height)).convert("RGB")
    picture.save(data, kind, exif=exif, **options)
    return data.getvalue()


@pytest.fixture
def site(bare_site: BareSite) -> BareSite:
    bare_site.set(PLUGIN)
    bare_site.write("images/cliff.jpg", photo(1700, 1000))
    bare_site.write("images/hill.svg", SVG)
    bare_site.write("posts/near.png", photo(60, 40, "PNG"))
    body = (
        '![A cliff]({static}/images/cliff.jpg "Title")\n\n![Again](/images/cliff.jpg)\n\n'
        "![Near]({attach}near.png)\n\n![A hill]({static}../images/hill.svg)\n\n"
        "<img alt='Raw' class=wide src='{static}/images/cliff.jpg'>\n\n"
        "[Whole]({static}/images/cliff.jpg)\n"
    )
    bare_site.write("posts/a.md", HEAD.format("A") + body)
    bare_site.write("pages/b.md", HEAD.format("B") + "![A cliff]({static}/images/cliff.jpg)\n")
    bare_site.write("pages/c.md", f"{HEAD.format('C')}{ELSEWHERE}\n")
    return bare_site


def images_of(page: str) -> list[str]:
    return re.findall(r"<img[^>]*>", page)


@pytest.mark.parametrize("relative", [False, True])
def test_photos_load_and_are_small(site: BareSite, page_of: PageMaker, relative: bool) -> None:
    site.set(f"RELATIVE_URLS = {relative}")
    site.build()
    original = (site.folder / "content/images/cliff.jpg").stat().st_size
    with served(site.output) as address:
        for where in ("/a.html", "/index.html", "/pages/b.html"):
            page = page_of(width=412, base_url=address)
            page.goto(where)
            image = page.locator('main img[alt="A cliff"]').first
            chosen: str = image.evaluate("image => image.decode().then(() => image.currentSrc)")
            assert re.search(r"/images/cliff\.[0-9a-f]{8}-480\.avif$", chosen)
            assert len(page.request.get(chosen).body()) < original / 8
            box = image.bounding_box()
            assert box
            assert box["x"] + box["width"] <= 412
            assert box["width"] / box["height"] == pytest.approx(1.7, rel=0.02)


def test_each_has_its_size_and_only_the_first_is_loaded_at_once(site: BareSite) -> None:
    site.build()
    first, again, near, hill, raw = images_of(site.page("a.html"))
    assert 'fetchpriority="high"' in first
    assert 'title="Title"' in first
    assert 'width="1600" height="941"' in first
    for each in (again, near, hill, raw):
        assert 'loading="lazy" decoding="async"' in each
    assert 'src="/near.' in near
    assert 'width="60" height="40"' in near
    assert 'src="/images/hill.svg"' in hill
    assert 'width="160" height="90"' in hill
    assert 'class="wide responsive"' in raw
    assert ELSEWHERE in site.page("pages/c.html")
    assert site.page("a.html").count('type="image/avif"') == 4


def test_no_camera_is_published_and_links_to_a_photo_lead_to_a_copy(site: BareSite) -> None:
    site.write("images/alone.webp", photo(300, 200, "WEBP"))
    site.write("images/turned.jpg", photo(30, 20, icc_profile=b"x" * 99))
    site.build()
    assert 'href="/images/cliff.jpg"' in site.page("a.html")
    published = [file for file in site.output.rglob("*") if file.is_file()]
    assert not [file for file in published if SECRET in file.read_bytes()]
    with Image.open(site.output / "images/cliff.jpg") as copy:
        assert copy.size == (1600, 941)
        assert not copy.getexif()
    with Image.open(site.output / "images/alone.webp") as copy:
        assert (copy.format, copy.size) == ("WEBP", (300, 200))
    assert (site.output / "images/hill.svg").read_text("utf-8") == SVG


def test_what_tells_nothing_goes_out_as_it_is(site: BareSite) -> None:
    plain, icon = BytesIO(), BytesIO()
    Image.new("RGB", (30, 20), "red").save(plain, "PNG")
    Image.new("RGB", (16, 16)).save(icon, "ICO")
    site.write("images/plain.png", plain.getvalue())
    site.write("images/favicon.ico", icon.getvalue())
    site.write("images/press/whole.jpg", photo(300, 200))
    site.set('IMAGES = {"untouched": ["images/press/*"]}')
    site.build()
    for name in ("plain.png", "favicon.ico", "press/whole.jpg"):
        original = site.folder / "content/images" / name
        assert (site.output / "images" / name).read_bytes() == original.read_bytes()


def test_a_second_build_encodes_nothing_and_a_changed_photo_gets_another_name(
    site: BareSite,
) -> None:
    site.build()
    cache = site.folder / "cache/images"
    kept = {file: file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()}
    assert kept
    before = site.page("a.html")
    site.build()
    assert site.page("a.html") == before
    now = {file: file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()}
    assert now == kept
    site.write("images/cliff.jpg", photo(1700, 900))
    site.build()
    assert images_of(site.page("a.html"))[0] != images_of(before)[0]


def test_a_photo_that_cannot_be_shown_is_named_in_the_sites_language(
    tmp_path: Path, parts_python: Path
) -> None:
    for language, said in (
        ("en", "posts/a.md: The picture “cut.jpg” is damaged or cut off"),
        ("vi", "posts/a.md: Ảnh “cut.jpg” bị hỏng hoặc bị cắt cụt"),
    ):
        site = quickstart(tmp_path / language, parts_python, language)
        site.set(PLUGIN)
        data = photo(600, 400)
        site.write("images/cut.jpg", data[: len(data) // 2])
        site.write("images/raw.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
        site.write("posts/a.md", HEAD.format("A") + "![Cut]({static}/images/cut.jpg)\n")
        told = site.tried().stdout
        assert said in told
        assert told.count("“cut.jpg”") == 2  # for the article, and for the file
        assert "images/raw.heic" in told
        assert not list((site.output / "images").glob("*"))


def test_sizes_formats_and_wrong_settings(site: BareSite) -> None:
    site.set('IMAGES = {"widths": [300, 600], "formats": ["webp"], "sizes": "50vw"}')
    site.build()
    page = site.page("pages/b.html")
    assert re.search(r'type="image/webp" srcset="\S+-300\.webp 300w,\S+-600\.webp 600w"', page)
    assert 'sizes="50vw"' in page
    assert "avif" not in page
    site.set('IMAGES = {"width": [300]}')
    assert "there is no setting “width”. Do you mean “widths”?" in site.tried().stdout
    site.set('IMAGES = {"widths": [600, 300]}')
    told = site.tried()
    assert told.returncode == 1
    assert "IMAGES.widths: [600, 300] where widths in pixels are needed" in told.stdout
    site.set('IMAGES = {"formats": ["gif"]}')
    assert "IMAGES.formats: “gif” is none of those known: avif, webp." in site.tried().stdout
