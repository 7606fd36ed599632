"""A photo that a phone or a mail program copied in part is found, however its end looks."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from benchmarks.pictures import paint

from .jpeg import EOI, MOST_SCANS, structure_of
from .raster import check_raster
from .reading import NotAPictureError

END = bytes((0xFF, EOI))
SCAN = re.compile(rb"\xff\xda")
WAYS: dict[str, dict[str, Any]] = {
    "usual": {"quality": 85},
    "progressive": {"progressive": True},
    "begun anew at each row": {"restart_marker_rows": 1},
    "begun anew in each row": {"restart_marker_blocks": 7},
    "all colours": {"subsampling": 0, "optimize": True},
}
PHONES: dict[str, bytes] = {
    "nothing": b"",
    "samsung": b"SEFH" + bytes(3000) + b"SEFT",
    "motion photo": b"\0\0\0\x18ftypmp42" + bytes(range(1, 200)) * 40 + END + bytes(40),
}


@lru_cache
def photo(way: str, mode: str = "RGB") -> bytes:
    held = BytesIO()
    paint("cho-quyt", (400, 300)).convert(mode).save(held, "JPEG", **WAYS[way])
    return held.getvalue()


def is_whole(data: bytes) -> bool:
    try:
        check_raster("a.jpg", data)
    except NotAPictureError:
        return False
    return True


def part_of(data: bytes, share: float) -> bytes:
    first = data.index(b"\xff\xda") + 14
    return data[: first + round((len(data) - 2 - first) * share)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photo_cut_short_is_found_although_it_ends_rightly(way: str, mode: str) -> None:
    data = photo(way, mode)
    assert is_whole(data)
    for share in (0.02, 0.5, 0.9):
        assert not is_whole(part_of(data, share) + END), share


@pytest.mark.parametrize("added", PHONES.values(), ids=PHONES)
@pytest.mark.parametrize("way", WAYS)
def test_what_phones_add_behind_a_photo_is_no_damage(way: str, added: bytes) -> None:
    data = photo(way)
    assert is_whole(data + added)
    assert not is_whole(part_of(data, 0.5) + END + added)


@pytest.mark.parametrize("padding", [b"\0\0\0", b"\xff\xff", b"\xff\xfe\x00\x06note"])
def test_padding_before_the_end_is_no_damage(padding: bytes) -> None:
    assert is_whole(photo("usual")[:-2] + padding + END)


def test_two_pictures_in_a_file_are_no_damage() -> None:
    held = BytesIO()
    large = paint("cho-quyt", (320, 240))
    large.save(held, "MPO", save_all=True, append_images=[large.resize((160, 120))])
    assert is_whole(held.getvalue())
    assert not is_whole(part_of(held.getvalue()[: structure_of(held.getvalue()).end], 0.5) + END)


def test_a_progressive_photo_cut_between_two_scans_is_found() -> None:
    data = photo("progressive")
    scans = [found.start() for found in SCAN.finditer(data)]
    assert len(scans) > 5
    assert not any(is_whole(data[:scan] + END) for scan in scans[1:])


def test_a_photo_without_an_end_is_named() -> None:
    with pytest.raises(NotAPictureError) as caught:
        check_raster("a.jpg", photo("usual")[:-2])
    assert caught.value.sentence == "Ảnh “a.jpg” bị hỏng hoặc bị cắt cụt: tệp chép chưa hết."
    assert "Chép lại ảnh" in caught.value.remedy


def test_tiny_and_plain_pictures_are_whole() -> None:
    for size in ((1, 1), (13, 7), (900, 600)):
        for progressive in (False, True):
            held = BytesIO()
            Image.new("RGB", size, "white").save(held, "JPEG", progressive=progressive)
            assert is_whole(held.getvalue())


def test_more_scans_than_any_program_writes_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = photo("progressive")
    last = [found.start() for found in SCAN.finditer(data)][-1]
    bomb = data[:-2] + data[last:-2] * MOST_SCANS + END

    def decode(*_: object) -> bool:
        raise AssertionError("decoded")

    monkeypatch.setattr("plugins.images.raster.is_cut", decode)
    assert not is_whole(bomb)
