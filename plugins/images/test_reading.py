"""What lies under a picture's name is read, or named with what an editor does about it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from plugins.shared.picture_kinds import HOW_TO_SAVE, PICTURES, READ, SVG, is_picture
from tests.support.picture_files import facts_of, frames_of, still_of

from . import reading
from .raster import check_raster
from .reading import NotAPictureError, UnreadablePictureError, is_drawing, read_picture
from .svg import read_drawing
from .test_raster import picture_bytes

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" viewBox="0 0 64 36"><style>.a{fill:url(#g)}'
    '</style><linearGradient id="g"><stop offset=".5"/></linearGradient><filter id="f">'
    '<feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)"><path class="a" d="M0 0h9"/>'
    '</g><use href="#g"/><text>Chợ &amp; phố</text></svg>'
).encode()


def test_every_kind_is_read_or_has_a_way_to_save_it() -> None:
    assert {SVG} | READ | HOW_TO_SAVE.keys() == {*PICTURES}
    assert not READ & HOW_TO_SAVE.keys()


@pytest.mark.parametrize(
    ("name", "data", "said", "remedy"),
    [
        ("a.HEIC", b"x", "ở dạng HEIC", "iPhone"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "ở dạng HEIC", "Photos"),
        ("a.dng", b"II*\0", "ở dạng DNG", "Export"),
        ("a.jpg", b"II*\0" + bytes(99), "ở dạng TIFF", "JPEG hoặc PNG"),
        ("a.tif", b"", "ở dạng TIF", "JPEG hoặc PNG"),
        ("a.svgz", b"\x1f\x8b", "ở dạng SVGZ", "JPEG hoặc PNG"),
        ("a.psd", b"8BPS", "ở dạng PSD", "JPEG hoặc PNG"),
        ("a.ico", b"\0\0\1\0", "ở dạng ICO", "JPEG hoặc PNG"),
    ],
)
def test_a_kind_that_nobody_reads_is_named_with_how_to_save_it(
    tmp_path: Path, name: str, data: bytes, said: str, remedy: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotAPictureError) as caught:
        read_picture(tmp_path / name)
    assert f"“{name}” {said}" in caught.value.sentence
    assert remedy in caught.value.remedy


def test_a_picture_is_read_by_what_it_holds_whatever_its_name_says(tmp_path: Path) -> None:
    for name in READ:
        path = tmp_path / f"a{name.upper()}"
        path.write_bytes(picture_bytes("WEBP"))
        assert (facts_of(path).width, facts_of(path).height) == (60, 40)


def test_a_picture_is_known_under_any_name(tmp_path: Path) -> None:
    for number, kind in enumerate(FORMATS):
        (tmp_path / f"{number}.dat").write_bytes(picture_bytes(kind))
        assert is_picture(tmp_path / f"{number}.dat")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert not is_picture(tmp_path / "a.pdf")
    assert is_picture(tmp_path / "khong-co.MPO")
    assert not is_picture(tmp_path / "khong-co.dat")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.svg", "a.dat"):
        os.mkfifo(tmp_path / name)
        with pytest.raises(NotAPictureError, match="không phải là một tệp thường"):
            read_picture(tmp_path / name)
    assert not is_picture(tmp_path / "a.dat")


def test_links_that_go_round_and_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").mkdir()
    with pytest.raises(NotAPictureError, match="dẫn vòng tròn"):
        read_picture(tmp_path / "a.jpg")
    with pytest.raises(NotAPictureError, match="không phải là một tệp thường"):
        read_picture(tmp_path / "b.jpg")


def test_a_file_that_is_locked_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(picture_bytes("JPEG"))

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(UnreadablePictureError) as caught:
        facts_of(path)
    assert "không cho đọc tệp ảnh “a.jpg”: không có quyền đọc" in caught.value.sentence
    assert "in use" not in str(caught.value)
    assert "không phải thay tệp" in caught.value.remedy
    monkeypatch.undo()
    assert facts_of(path).width == 60


def test_a_file_too_heavy_to_be_held_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.truncate(reading.MAX_BYTES + 1)  # of which the disk holds nothing
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    with pytest.raises(NotAPictureError, match="nặng 120 MB, tối đa là 120 MB"):
        read_picture(tmp_path / "a.png")


def look_at(path: Path) -> None:
    if is_drawing(path):
        read_drawing(path)
        return
    facts = facts_of(path)
    still = still_of(path)
    assert still.mode in ("RGB", "RGBA")
    assert still.size == (facts.width, facts.height)
    if facts.moving:
        frames_of(path, 8, 8)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    kind = draw(st.sampled_from([*FORMATS, "SVG"]))
    data = bytearray(DRAWING if kind == "SVG" else picture_bytes(kind))
    for place in draw(st.lists(st.integers(0, len(data) * 8 - 1), max_size=5)):
        data[place // 8] ^= 1 << place % 8
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
    way = draw(st.sampled_from(["cut", "ended", "without", "doubled", "whole"]))
    ended = {"JPEG": b"\xff\xd9", "GIF": b";", "PNG": bytes(data[-12:]), "SVG": b"</svg>"}
    result = {
        "cut": data[:end],
        "ended": data[:end] + ended.get(kind, b""),
        "without": data[:start] + data[end:],
        "doubled": data[:end] + data[start:],
        "whole": data,
    }[way]
    return "a.svg" if kind == "SVG" else "a.jpg", bytes(result)


@given(file=damaged() | st.tuples(st.sampled_from(["a.jpg", "a.svg"]), st.binary(max_size=200)))
@settings(max_examples=150)
def test_any_damage_gives_a_picture_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]
) -> None:
    name, data = file
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        look_at(path)
    except NotAPictureError as problem:
        told = problem
    else:
        return
    assert "“" in told.sentence
    assert told.remedy


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_cut_anywhere_is_named(kind: str) -> None:
    """But for a point or two, which nobody sees."""
    data = picture_bytes(kind)
    ended = {"JPEG": b"\xff\xd9", "GIF": b";", "PNG": data[-12:]}.get(kind, b"")
    for share in (0.3, 0.6, 0.8):
        with pytest.raises(NotAPictureError):
            check_raster("a", data[: round(len(data) * share)] + ended)


def test_an_animation_cut_in_a_later_frame_is_named(tmp_path: Path) -> None:
    frames = [Image.effect_noise((60, 40), 50 + n).convert("P") for n in range(4)]
    for kind, ended in (("GIF", b";"), ("PNG", b"\0\0\0\0IEND\xaeB`\x82"), ("WEBP", b"")):
        path = tmp_path / f"a.{kind.lower()}"
        frames[0].save(path, save_all=True, append_images=frames[1:], duration=90)
        assert facts_of(path).moving
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 7 // 8] + ended)
        with pytest.raises(NotAPictureError):
            facts_of(path)
