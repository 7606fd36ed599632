"""What becomes of a picture's bytes before content/ has them."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from desk.photos.preparing import MOST_WIDTH, Prepared, fitting, prepare
from desk.photos.testing import encoded, photo, picture
from plugins.images.reading import NotAPictureError

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><path d="M0 0h9"/>%s</svg>'
)


def opened(made: Prepared) -> Image.Image:
    image = Image.open(BytesIO(made.data))
    assert image.size == (made.width, made.height)
    assert not image.getexif()
    return image


def colour(image: Image.Image, x: float, y: float) -> str:
    spot = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(spot, tuple)
    red, green, blue = (part > 128 for part in spot)
    return {(1, 1, 0): "yellow", (1, 0, 0): "red", (0, 0, 1): "blue"}[red, green, blue]


def test_a_photo_of_which_nothing_is_to_be_done_keeps_its_bytes() -> None:
    for data in (photo(notes=False), encoded(picture(), "PNG"), encoded(picture(), "WEBP")):
        made = prepare("x", data)
        assert (made.data, made.done) == (data, ())


def test_place_and_camera_are_taken_out() -> None:
    made = prepare("x.jpg", photo())
    assert made.done == ("cleaned",)
    assert b"Lan" not in made.data
    opened(made)


def _words() -> PngInfo:
    info = PngInfo()
    info.add_text("Author", "Lan")
    return info


@pytest.mark.parametrize(
    "data",
    [
        encoded(picture(), "JPEG", comment=b"Lan viet"),
        encoded(picture(), "JPEG", xmp=b"<x:xmpmeta>Lan</x:xmpmeta>"),
        photo(notes=False) + b"film Lan",
        encoded(picture(), "PNG", pnginfo=_words()),
        encoded(picture(), "PNG") + b"Lan",
        encoded(picture(), "WEBP", xmp=b"<x:xmpmeta>Lan</x:xmpmeta>"),
    ],
)
def test_words_in_a_picture_s_file_are_taken_out(data: bytes) -> None:
    assert b"Lan" in data
    made = prepare("x", data)
    assert "cleaned" in made.done
    assert b"Lan" not in made.data


@pytest.mark.parametrize(
    ("orientation", "spot"), [(3, (0.95, 0.95)), (6, (0.95, 0.05)), (8, (0.05, 0.95))]
)
def test_a_photo_stands_upright(orientation: int, spot: tuple[float, float]) -> None:
    made = prepare("x.jpg", photo(120, 80, orientation))
    assert "turned" in made.done
    assert (made.width, made.height) == ((120, 80) if orientation == 3 else (80, 120))
    assert colour(opened(made), *spot) == "yellow"


def test_a_photo_larger_than_the_site_can_use_is_scaled() -> None:
    made = prepare("x.jpg", photo(6000, 4000, 6))
    assert made.done == ("cleaned", "turned", "smaller")
    assert (made.width, made.height) == (MOST_WIDTH, 3600)
    assert colour(opened(made), 0.95, 0.02) == "yellow"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_more_pixels_than_a_build_would_take_are_no_obstacle_in_a_photo() -> None:
    made = prepare("x.jpg", encoded(Image.new("RGB", (12_000, 9_000), "red"), "JPEG"))
    assert (made.width, made.height) == (2400, 1800)


@pytest.mark.parametrize("size", [(1, 1), (2400, 3000), (2401, 10), (100, 60_000), (9000, 12_000)])
def test_what_is_scaled_is_what_a_build_takes(size: tuple[int, int]) -> None:
    scale = fitting(*size)
    width, height = size[0] * scale, size[1] * scale
    assert scale <= 1
    assert width <= MOST_WIDTH + 1e-6
    assert width * height <= 25_000_000 * (1 + 1e-9)
    assert scale == 1 or width > MOST_WIDTH - 1 or width * height > 24_000_000


def test_an_iphone_s_photo_becomes_one_that_browsers_show() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = pillow_heif.from_pillow(picture(600, 400))
    out = BytesIO()
    given.save(out, quality=80, icc_profile=profile, exif=_exif())
    assert b"Lan" in out.getvalue()
    made = prepare("IMG_1.HEIC", out.getvalue())
    assert (made.suffix, made.done) == (".jpg", ("converted", "cleaned"))
    image = opened(made)
    assert image.format == "JPEG"
    assert colour(image, 0.05, 0.1) == "yellow"
    assert colour(image, 0.9, 0.5) == "blue"
    assert b"Lan" not in made.data


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Lan"
    return exif.tobytes()


def test_an_iphone_s_photo_that_was_cut_short_is_refused() -> None:
    out = BytesIO()
    pillow_heif.from_pillow(picture(600, 400)).save(out, quality=80)
    for length in (40, 300, len(out.getvalue()) // 2):
        with pytest.raises(NotAPictureError):
            prepare("a.heic", out.getvalue()[:length])


@pytest.mark.parametrize(
    ("kind", "suffix"), [("GIF", ".png"), ("BMP", ".png"), ("AVIF", ".jpg"), ("PNG", ".png")]
)
def test_kinds_are_told_by_bytes_and_kept_as_few(kind: str, suffix: str) -> None:
    assert prepare("x.txt", encoded(picture(), kind)).suffix == suffix


def test_what_is_transparent_stays_so() -> None:
    image = Image.new("RGBA", (60, 40), (255, 0, 0, 90))
    made = prepare("x.webp", encoded(image, "WEBP", exif=_exif()))
    assert made.suffix == ".png"
    assert opened(made).mode == "RGBA"


def test_an_animation_stays_as_it_is() -> None:
    frames = [picture(), Image.new("RGB", (120, 80), "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    made = prepare("x.gif", data)
    assert (made.suffix, made.data, made.done) == (".gif", data, ())


def test_a_drawing_is_kept_without_what_could_do_harm() -> None:
    made = prepare("x.svg", DRAWING % b"<script>alert(1)</script>")
    assert made.suffix == ".svg"
    assert b"script" not in made.data
    again = prepare("tên khác", made.data)
    assert (again.data, again.done) == (made.data, ())


BOMB = b'<g id="a0"><path d="M0 0h9"/></g>' + b"".join(
    b'<g id="a%d">%s</g>' % (n, b'<use href="#a%d"/>' % (n - 1) * 10) for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("trống.jpg", b""),
        ("a.jpg", photo(300, 300)[:-4000]),
        ("a.jpg", b"MZ" + bytes(500)),
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.tif", encoded(picture(), "TIFF")),
        ("a.nef", b"II*\0" + bytes(200)),
        ("bom.png", encoded(Image.new("1", (9000, 9000)), "PNG")),
        ("bom.svg", DRAWING % BOMB),
        ("thực thể.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING % b"&a;"),
        ("a.svg", b"<html></html>"),
    ],
)
def test_what_is_no_picture_to_publish_is_refused_with_a_remedy(name: str, data: bytes) -> None:
    with pytest.raises(NotAPictureError) as refused:
        prepare(name, data)
    assert refused.value.sentence
    assert refused.value.remedy


def _heif() -> bytes:
    out = BytesIO()
    pillow_heif.from_pillow(picture()).save(out, quality=50, exif=_exif())
    return out.getvalue()


WHOLE = (
    photo(orientation=6),
    encoded(picture(), "PNG", pnginfo=_words(), exif=_exif()),
    encoded(picture(), "WEBP", exif=_exif()),
    encoded(picture(), "GIF"),
    _heif(),
    DRAWING % b"<g/>",
)


@given(st.sampled_from(WHOLE), st.data())
def test_damage_of_any_kind_is_a_sentence_or_a_picture(whole: bytes, drawn: st.DataObject) -> None:
    data = bytearray(whole)
    for _ in range(drawn.draw(st.integers(1, 5))):
        # Heads are where most is decided.
        place = drawn.draw(st.integers(0, drawn.draw(st.sampled_from([40, 400, len(data) - 1]))))
        data[min(place, len(data) - 1)] = drawn.draw(st.integers(0, 255))
    with suppress(NotAPictureError):
        assert prepare("a", bytes(data)).data
