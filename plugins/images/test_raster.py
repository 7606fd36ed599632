"""Pictures as cameras, scanners and phones really write them, opened without harm."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from tests.support.picture_files import facts_of, frames_of, still_of

from .plan import PictureFacts
from .raster import MAX_PIXELS
from .reading import NotAPictureError

ORIENTATION, GPS = 0x0112, 0x8825
RED = (200, 30, 40)


def four_quarters(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red in the top left quarter, green elsewhere."""
    picture = Image.new("RGB", size, (20, 160, 60))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill=RED)
    return picture


def near(colour: object, expected: tuple[int, ...], most: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= most for a, b in zip(colour, expected, strict=True))


def picture_bytes(name: str) -> bytes:
    held = BytesIO()
    four_quarters().save(held, name)
    return held.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_and_keeps_no_orientation(tmp_path: Path, orientation: int) -> None:
    turned = four_quarters()
    # What the camera stored: the inverse of what EXIF tells viewers to do.
    inverse = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    for step in inverse.get(orientation, []):
        turned = turned.transpose(step)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    turned.save(tmp_path / "a.jpg", exif=exif, quality=95)
    still = still_of(tmp_path / "a.jpg")
    assert still.size == (60, 40)
    assert near(still.getpixel((5, 5)), RED)
    assert not still.getexif()
    assert facts_of(tmp_path / "a.jpg") == PictureFacts(60, 40)


def test_place_and_camera_and_comments_are_gone(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Hãng máy ảnh"
    exif.get_ifd(GPS)[1] = "N"
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>nguoi chup</x:xmpmeta>"
    four_quarters().save(tmp_path / "a.jpg", exif=exif, xmp=xmp, comment=b"ghi chu", dpi=(72, 72))
    still = still_of(tmp_path / "a.jpg")
    assert still.info == {}
    assert not still.getexif()


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [
        ("RGB", "jpg"),
        ("CMYK", "jpg"),
        ("YCbCr", "jpg"),
        ("RGB", "webp"),
        ("RGB", "avif"),
        ("RGB", "bmp"),
        ("RGBA", "png"),
        ("P", "png"),
        ("P", "gif"),
    ],
)
def test_every_way_to_store_colours_shows_the_same_ones(
    tmp_path: Path, mode: str, suffix: str
) -> None:
    quarters = four_quarters()
    picture = quarters.quantize(8) if mode == "P" else quarters.convert(mode)
    picture.save(tmp_path / f"a.{suffix}")
    still = still_of(tmp_path / f"a.{suffix}")
    assert still.mode == "RGB"
    assert near(still.getpixel((5, 5)), RED)
    assert near(still.getpixel((50, 30)), (20, 160, 60))


@pytest.mark.parametrize(
    ("mode", "stored", "expected"),
    [("1", 1, 255), ("L", 128, 128), ("LA", (128, 255), 128), ("I;16", 0x80FF, 128)],
)
def test_grey_pictures_keep_their_greys(
    tmp_path: Path, mode: str, stored: int | tuple[int, int], expected: int
) -> None:
    Image.new(mode, (20, 20), stored).save(tmp_path / "a.png")
    still = still_of(tmp_path / "a.png")
    assert (still.mode, still.getpixel((3, 3))) == ("RGB", (expected,) * 3)


def test_a_colour_profile_is_turned_into_srgb(tmp_path: Path) -> None:
    srgb = ImageCms.createProfile("sRGB")
    swapped = ImageCms.ImageCmsProfile(BytesIO(_swapped_profile(srgb)))
    Image.new("RGB", (20, 20), (30, 200, 40)).save(
        tmp_path / "a.jpg", quality=98, icc_profile=swapped.tobytes()
    )
    still = still_of(tmp_path / "a.jpg")
    assert near(still.getpixel((5, 5)), (200, 30, 40), 20)
    assert "icc_profile" not in still.info


def _swapped_profile(srgb: object) -> bytes:
    """sRGB whose red and green primaries changed places, under another name."""
    data = ImageCms.ImageCmsProfile(srgb).tobytes()  # type: ignore[arg-type]
    data = data.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    name = "sRGB built-in".encode("utf-16-be")
    return data.replace(name, "swap built-in".encode("utf-16-be"))


def test_an_unusable_profile_does_not_stop_a_photo(tmp_path: Path) -> None:
    four_quarters().save(tmp_path / "a.jpg", quality=95, icc_profile=b"khong phai profile" * 20)
    assert near(still_of(tmp_path / "a.jpg").getpixel((5, 5)), RED)


def test_transparency_is_kept_and_an_unused_alpha_channel_dropped(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (20, 20), (*RED, 255))
    clear.save(tmp_path / "dac.png")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    clear.save(tmp_path / "trong.png")
    four_quarters().quantize(8).save(tmp_path / "chi-so.gif", transparency=0)
    assert facts_of(tmp_path / "dac.png").transparent is False
    assert facts_of(tmp_path / "trong.png").transparent is True
    assert still_of(tmp_path / "trong.png").mode == "RGBA"
    assert facts_of(tmp_path / "chi-so.gif").transparent is True


@pytest.mark.parametrize("suffix", ["gif", "webp", "png"])
def test_an_animation_gives_its_frames_and_their_times(tmp_path: Path, suffix: str) -> None:
    frames = [Image.new("RGB", (40, 30), (60 * n, 200, 90)) for n in range(4)]
    path = tmp_path / f"a.{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[80, 80, 80, 240])
    assert facts_of(path) == PictureFacts(40, 30, moving=True)
    moving = frames_of(path, 20, 15)
    assert len(moving.frames) == 4
    assert list(moving.durations) == [80, 80, 80, 240]
    assert {frame.size for frame in moving.frames} == {(20, 15)}
    assert near(moving.frames[2].getpixel((5, 5)), (120, 200, 90))
    assert still_of(path).size == (40, 30)


def _png_of(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    body = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return b"\x89PNG\r\n\x1a\n" + chunk + body


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(6000, 4200), (12000, 9000), (60000, 60000)])
def test_a_decompression_bomb_is_refused_by_its_header(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    assert size[0] * size[1] > MAX_PIXELS
    path = tmp_path / "bom.png"
    path.write_bytes(_png_of(*size))
    for load in (facts_of, still_of):
        with pytest.raises(NotAPictureError) as caught:
            load(path)
        assert "“bom.png” quá lớn" in caught.value.sentence
        assert "25 triệu" in caught.value.sentence
        assert "1.600" in caught.value.remedy


def test_an_animation_that_bursts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.images.raster.MAX_MOVING_PIXELS", 20_000)
    frames = [Image.new("RGB", (50, 40), (n * 20, 9, 9)) for n in range(11)]
    frames[0].save(tmp_path / "vua.gif", save_all=True, append_images=frames[1:10])
    frames[0].save(tmp_path / "dai.gif", save_all=True, append_images=frames[1:])
    assert facts_of(tmp_path / "vua.gif").moving
    with pytest.raises(NotAPictureError, match="11 khung hình"):
        facts_of(tmp_path / "dai.gif")


def test_an_animation_of_ten_thousand_frames_is_refused_without_unpacking_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = [Image.new("RGB", (800, 600), (n, 9, 9)) for n in range(2)]
    frames[0].save(tmp_path / "a.png", save_all=True, append_images=frames[1:])
    png = bytearray((tmp_path / "a.png").read_bytes())
    place = png.index(b"acTL")
    png[place + 4 : place + 8] = (10_000).to_bytes(4, "big")
    png[place + 12 : place + 16] = zlib.crc32(png[place : place + 12]).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(png)
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    gif = (tmp_path / "a.gif").read_bytes()
    first = gif.index(b"!\xf9")
    (tmp_path / "a.gif").write_bytes(gif[:first] + gif[first:-1] * 5_000 + b";")
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("unpacked"))
    for name in ("a.png", "a.gif"):
        with pytest.raises(NotAPictureError, match=rf"“{name}” quá nặng: \d{{4,5}} khung hình"):
            facts_of(tmp_path / name)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_frame_larger_than_its_animation_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("L", (40, 30), n) for n in (0, 200)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    gif = bytearray((tmp_path / "a.gif").read_bytes())
    place = gif.rindex(b",\0\0\0\0")
    gif[place + 5 : place + 9] = struct.pack("<HH", 13_000, 13_000)
    (tmp_path / "a.gif").write_bytes(gif)
    for load in (facts_of, lambda path: frames_of(path, 20, 15)):
        with pytest.raises(NotAPictureError, match=r"quá lớn|bị hỏng"):
            load(tmp_path / "a.gif")


def test_a_gif_of_countless_frames_is_refused_before_they_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture_bytes("GIF")
    monkeypatch.setattr("plugins.images.raster.MAX_GIF_BYTES", len(data) - 1)
    (tmp_path / "a.gif").write_bytes(data)
    with pytest.raises(NotAPictureError, match=r"Ảnh động “a\.gif” quá nặng"):
        facts_of(tmp_path / "a.gif")


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_truncated_picture_is_named(tmp_path: Path, name: str) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    held = BytesIO()
    noise.save(held, name)
    path = tmp_path / "cut.jpg"
    path.write_bytes(held.getvalue()[: len(held.getvalue()) // 2])
    with pytest.raises(NotAPictureError) as caught:
        facts_of(path)
    assert "“cut.jpg”" in caught.value.sentence
    assert caught.value.remedy


def test_a_pixel_kind_that_no_camera_writes_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.images.raster.KNOWN_MODES", {"RGB"})
    Image.new("LA", (20, 20)).save(tmp_path / "do.png")
    with pytest.raises(NotAPictureError, match="kiểu điểm ảnh LA"):
        still_of(tmp_path / "do.png")


@given(
    name=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP"]),
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_flipped_bytes_give_a_picture_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, places: list[tuple[float, int]]
) -> None:
    data = bytearray(picture_bytes(name))
    for place, value in places:
        data[round(place * (len(data) - 1))] = value
    path = tmp_path_factory.getbasetemp() / "lat.jpg"
    path.write_bytes(data)
    try:
        still = still_of(path)
    except NotAPictureError:
        return
    assert still.mode in ("RGB", "RGBA")
