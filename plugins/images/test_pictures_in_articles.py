"""An article's photos keep their place, load in their turn, and leave their originals at home."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.documents.testing import FILM
from tests.support.plugin_problems import ALONE, problems_of
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles

HEAD = "Tiêu đề: Bài\nNgày: 11/12/2023\n\n"
SECRET = "21.0285 N 105.8542 E"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">'
ARTICLE = "tin-tuc/2023/12/a/index.html"


def photo(width: int, height: int, kind: str = "JPEG") -> bytes:
    """A gradient with a camera's EXIF: who took it, and where."""
    data = BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Người chụp bí mật"
    exif.get_ifd(0x8825)[1] = "N"
    Image.linear_gradient("L").convert("RGB").resize((width, height)).save(data, kind, exif=exif)
    return data.getvalue()


def built(folder: Path, body: str, head: str = HEAD, **settings: object) -> Path:
    files: dict[str, str | bytes] = {
        "anh/to.jpg": photo(1000, 500),
        "anh/nho.png": photo(40, 30, "PNG"),
        "tin-tuc/a.md": head + body,
    }
    return build_articles(folder, files, **settings)


def test_a_photo_comes_in_three_formats_and_its_own_widths(tmp_path: Path) -> None:
    page = BuiltPage(built(tmp_path, "![Một](anh/to.jpg)\n") / ARTICLE, "")
    picture = page.soup.select_one("figure picture")
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    for chosen in (*picture.select("source"), picture.img):
        assert re.findall(r" (\d+)w", chosen["srcset"]) == ["480", "800", "1000"]
        assert chosen["sizes"] == "(min-width:48rem) 37rem,calc(100vw - 1rem)"
    assert (picture.img["width"], picture.img["height"]) == ("1000", "500")
    for address in re.findall(r"/(anh/[^ ,\"]+)", str(picture)):
        assert (tmp_path / "output" / address).is_file()


def test_the_first_picture_loads_at_once_and_the_others_when_they_come_near(tmp_path: Path) -> None:
    body = "![Một](anh/nho.png)\n\nChữ.\n\n![Hai](anh/anh.svg)\n\nChữ.\n\n![Ba](anh/to.jpg)\n"
    first, *others = BuiltPage(built(tmp_path, body) / ARTICLE, "").soup.select(
        "article figure img"
    )
    assert (first["width"], first["height"]) == ("40", "30")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first.attrs
    assert [(img["width"], img["height"]) for img in others] == [("16", "9"), ("1000", "500")]
    assert {(img["loading"], img["decoding"]) for img in others} == {("lazy", "async")}


def test_a_gallery_asks_for_smaller_files(tmp_path: Path) -> None:
    page = BuiltPage(built(tmp_path, "![Một](anh/to.jpg)\n![Hai](anh/to.jpg)\n") / ARTICLE, "")
    sizes = {img["sizes"] for img in page.soup.select(".gallery img")}
    assert len(sizes) == 1
    assert "18.5rem" in sizes.pop()


def test_a_photo_links_to_its_largest_file_and_an_inline_one_does_not(tmp_path: Path) -> None:
    page = BuiltPage(
        built(tmp_path, "![Một](anh/to.jpg)\n\nChữ ![Hai](anh/nho.png) chữ.\n") / ARTICLE, ""
    )
    link = page.soup.select_one("figure > a")
    assert re.fullmatch(r"/anh/to\.[0-9a-f]{8}-1000\.jpg", link["href"])
    assert page.soup.select_one(".text > p img").parent.name != "a"


def test_an_editors_own_link_around_a_photo_stays(tmp_path: Path) -> None:
    page = BuiltPage(built(tmp_path, "[![Một](anh/to.jpg)](https://example.vn/)\n") / ARTICLE, "")
    links = page.soup.select("article a:has(img)")
    assert [link["href"] for link in links] == ["https://example.vn/"]


def test_originals_and_what_they_tell_are_never_published(tmp_path: Path) -> None:
    site = built(tmp_path, "![Một](anh/to.jpg)\n\n[Ảnh lớn](anh/to.jpg)\n")
    files = sorted(file for file in (site / "anh").rglob("*") if file.is_file())
    assert files
    assert all(re.search(r"\.[0-9a-f]{8}[-.]", file.name) for file in files)
    for file in files:
        assert "Người chụp".encode() not in file.read_bytes()
        if file.suffix != ".svg":
            with Image.open(file) as image:
                assert dict(image.getexif()) == {}
    link = BuiltPage(site / ARTICLE, "").soup.select_one(".text > p > a")
    assert link["href"].endswith("-1000.jpg")


def secret_photo(kind: str, **options: Any) -> bytes:
    """A picture that tells SECRET in every way that its kind knows, and behind its end."""
    data = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = SECRET
    exif.get_ifd(0x8825)[29] = SECRET
    noise = Image.effect_noise((90, 60), 60)
    shown = noise.convert("L" if kind == "GIF" else "RGB")
    text = {"comment": SECRET} if kind in {"GIF", "JPEG", "MPO"} else {"xmp": SECRET.encode()}
    shown.save(data, kind, exif=exif, **text, **options)
    assert SECRET.encode() in data.getvalue()
    return data.getvalue() + (SECRET.encode() if kind != "AVIF" else b"")


def test_no_way_leads_to_an_original(tmp_path: Path) -> None:
    """As photo, card, shared picture, link, poster or attachment, whatever its name says."""
    extra = Image.effect_noise((90, 60), 40).convert("RGB")
    photos = {
        "a.jpe": secret_photo("JPEG"),
        "b.JPG": secret_photo("JPEG", progressive=True),
        "c.mpo": secret_photo("MPO", save_all=True, append_images=[extra]),
        "d.png": secret_photo("JPEG"),
        "e.webp": secret_photo("WEBP"),
        "f.apng": secret_photo("PNG", save_all=True, append_images=[extra]),
        "g.pjpeg": secret_photo("JPEG"),
        "h.JFIF": secret_photo("JPEG"),
        "i.avif": secret_photo("AVIF"),
        "k.gif": secret_photo("GIF"),
        "l.jpg": secret_photo("PNG"),
    }
    inside = b64encode(secret_photo("JPEG")).decode()
    drawing = f'<image href="data:image/jpeg;base64,{inside}" width="9" height="9"/>'
    files: dict[str, str | bytes] = {f"anh/{name}": data for name, data in photos.items()}
    files["anh/m.svg"] = f"{SVG}<desc>Hình</desc><!--{SECRET}-->{drawing}</svg>"
    # That nobody shows, and whose names or insides nobody here reads.
    for name in ("x.dat", "y.tif", "z.DNG", "w.heic", "v.jpg.bak", "u"):
        files[f"anh/{name}"] = secret_photo("JPEG")
    files["anh/phim.mp4"] = FILM
    shown = "\n\nChữ.\n\n".join(f"![Ảnh thử](anh/{name})" for name in [*photos, "m.svg"])
    links = "\n".join(f"- [Xem {name}](anh/{name})" for name in photos)
    video = '<video src="anh/phim.mp4" poster="anh/a.jpe"></video>'
    head = HEAD.strip() + "\nTệp đính kèm: anh/g.pjpeg | Bản đồ\n\n"
    files["tin-tuc/a.md"] = f"{head}{shown}\n\n{links}\n\n{video}\n"
    site = build_articles(tmp_path, files)
    for file in site.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file
    assert not list(site.glob("anh/[u-z]*"))
    page = (site / ARTICLE).read_text("utf-8")
    addresses = set(re.findall(r"/(anh/[^ ,\"]+)", page))
    assert all((site / address).is_file() for address in addresses)
    soup = BuiltPage(site / ARTICLE, "").soup
    assert re.fullmatch(r"/anh/a\.[0-9a-f]{8}-90\.jpg", soup.video["poster"])
    (attached,) = [link for link in soup.select("a") if "Bản đồ" in link.get_text()]
    assert re.fullmatch(r"/anh/g\.[0-9a-f]{8}-90\.jpg", attached["href"])


def test_the_card_shows_a_crop_of_the_first_picture(tmp_path: Path) -> None:
    site = built(tmp_path, "![Một](anh/to.jpg)\n\n![Hai](anh/nho.png)\n")
    (img,) = BuiltPage(site / "index.html", "").soup.select("main img")
    assert img["alt"] == ""
    assert int(img["width"]) / int(img["height"]) == pytest.approx(16 / 9, rel=0.02)


def test_the_focus_moves_the_crop_and_nothing_else(tmp_path: Path) -> None:
    plain = built(tmp_path / "1", "![Một](anh/to.jpg)\n")
    moved = built(tmp_path / "2", "![Một](anh/to.jpg)\n", HEAD.strip() + "\nẢnh-tâm: 100% 0\n\n")
    cards = [
        BuiltPage(site / "index.html", "").soup.select_one("main img")["src"]
        for site in (plain, moved)
    ]
    assert cards[0] != cards[1]
    photos = [
        BuiltPage(site / ARTICLE, "").soup.select_one("figure img")["src"]
        for site in (plain, moved)
    ]
    assert photos[0] == photos[1]


def test_a_shared_article_shows_a_jpeg_of_the_shape_that_networks_ask_for(tmp_path: Path) -> None:
    for number, name in enumerate(("to.jpg", "anh.svg")):
        site = built(tmp_path / str(number), f"![Một](anh/{name})\n")
        tag = BuiltPage(site / ARTICLE, "").soup.select_one('meta[property="og:image"]')
        with Image.open(site / tag["content"].partition("8000/")[2]) as image:
            assert image.format == "JPEG"
            assert image.width / image.height == pytest.approx(1200 / 630, rel=0.01)


def test_a_second_build_encodes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = str(tmp_path / "cache")
    first = built(tmp_path / "1", "![Một](anh/to.jpg)\n", IMAGES_CACHE=cache)

    def encode(*_: object) -> bytes:
        raise AssertionError("encoded again")

    monkeypatch.setattr("plugins.images.store.encode_still", encode)
    second = built(tmp_path / "2", "![Một](anh/to.jpg)\n", IMAGES_CACHE=cache)
    names = [sorted(f.name for f in (site / "anh").rglob("*")) for site in (first, second)]
    assert names[0] == names[1]


def test_a_drafts_photos_are_not_published(tmp_path: Path) -> None:
    head = HEAD.strip() + "\nTrạng thái: nháp\n\n"
    site = built(tmp_path, "![Một](anh/to.jpg)\n", head, SHOW_UNPUBLISHED=False)
    assert not list(site.glob("anh/to*"))


def test_a_broken_picture_is_named_with_its_line_and_a_remedy(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "anh/hong.png": b"Khong phai anh",
        "tin-tuc/a.md": HEAD + "Chữ.\n\n![Hỏng](anh/hong.png)\n",
    }
    (problem,) = problems_of(tmp_path, files)
    assert (problem.path, problem.line) == ("content/tin-tuc/a.md", 6)
    assert "hong.png" in problem.sentence
    assert problem.remedy


def test_letters_of_the_alt_text_come_out_as_typed(tmp_path: Path) -> None:
    page = BuiltPage(built(tmp_path, '![A & "B" <](anh/to.jpg)\n', PLUGINS=ALONE) / ARTICLE, "")
    assert (
        page.soup.select_one("figure img")["alt"].replace("“", '"').replace("”", '"') == 'A & "B" <'
    )
