"""A drawing that would stop the build, or a reader's phone, is refused with what to do."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from .reading import NotAPictureError
from .svg import sanitise_svg
from .svg_cost import MAX_DEPTH
from .svg_size import svg_size

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
SHAPE = '<path d="M0 0h9v9z"/>'
SECRET = b"21.0285 N 105.8542 E"


def refused(drawing: str, start: str = START) -> NotAPictureError:
    data = f"{start}{drawing}</svg>".encode()
    with pytest.raises(NotAPictureError) as caught:
        clean(data)
    assert "“hoa.svg”" in caught.value.sentence
    assert caught.value.remedy
    return caught.value


def clean(data: bytes) -> bytes:
    svg_size("hoa.svg", data)
    return sanitise_svg("hoa.svg", data)


def kept(drawing: str) -> str:
    data = f"{START}{drawing}</svg>".encode()
    result = clean(data)
    assert sanitise_svg("hoa.svg", result) == result
    return result.decode()


def groups(depth: int) -> str:
    return "<g>" * depth + SHAPE + "</g>" * depth


def chain(element: str, attribute: str, length: int) -> str:
    """Each of ten shapes in an element asks for the next such element."""
    parts = [
        f'<{element} id="p{n}">' + f'<rect {attribute}="url(#p{n + 1})"/>' * 10 + f"</{element}>"
        for n in range(length)
    ]
    return "".join([*parts, f'<{element} id="p{length}">{SHAPE}</{element}>'])


def test_groups_in_groups_as_deep_as_programs_write_them_are_kept() -> None:
    assert kept(groups(MAX_DEPTH - 2)).count("<g>") == MAX_DEPTH - 2


@pytest.mark.parametrize("depth", [MAX_DEPTH, 400, 50_000])
def test_deeper_ones_are_refused(depth: int) -> None:
    problem = refused(groups(depth))
    assert f"hơn {MAX_DEPTH} nhóm lồng trong nhau" in problem.sentence
    assert "Ungroup" in problem.remedy


@pytest.mark.parametrize(
    "attributes",
    [
        'width="1e400"',
        'width="1000000000" height="9"',
        'height="1e400" width="1e400"',
        'viewBox="0 0 1e30 1e30"',
        'width="9" viewBox="0 0 1e-300 1e300"',
        'width="1e400" viewBox="0 0 9 1e-320"',
        'height="99999999mm"',
    ],
)
def test_a_size_that_nobody_draws_is_refused(attributes: str) -> None:
    problem = refused(SHAPE, f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>')
    assert "quá lớn; mỗi cạnh tối đa là 200.000 điểm" in problem.sentence


def test_a_plan_in_hundredths_of_a_millimetre_has_a_size() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 118900 84100"/>'
    assert svg_size("a.svg", data) == (118900, 84100)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        ('<feTurbulence baseFrequency=".1" numOctaves="1000000"/>', 'numOctaves="1000000"'),
        ('<feGaussianBlur stdDeviation="3 1e9"/>', 'stdDeviation="3 1e9"'),
        ('<feGaussianBlur stdDeviation="1e400"/>', 'stdDeviation="1e400"'),
        ('<feMorphology radius="100000"/>', 'radius="100000"'),
        ('<feConvolveMatrix order="9999,2" kernelMatrix="1"/>', 'order="9999,2"'),
    ],
)
def test_an_effect_without_end_is_refused(effect: str, said: str) -> None:
    problem = refused(f'<filter id="f">{effect}</filter><g filter="url(#f)">{SHAPE}</g>')
    assert f"đặt hiệu ứng {said}, quá mạnh; tối đa là" in problem.sentence
    assert "giảm hoặc bỏ hiệu ứng ấy" in problem.remedy


@pytest.mark.parametrize(
    "drawing",
    [
        chain("pattern", "fill", 5) + '<rect fill="url(#p0)"/>',
        chain("mask", "mask", 5) + '<rect mask="url(#p0)"/>',
        chain("clipPath", "clip-path", 5) + '<rect clip-path="url(#p0)"/>',
        chain("marker", "marker-end", 5) + '<path style="marker-end: url(#p0)"/>',
        '<pattern id="a"><rect fill="url(#a)"/></pattern><rect fill="url(#a)"/>',
        '<mask id="a"><rect mask="url(#b)"/></mask><mask id="b"><rect mask="url(#a)"/></mask>',
        '<clipPath id="a" clip-path="url(#a)"><rect/></clipPath><rect clip-path="url(#a)"/>',
        "".join(f'<linearGradient id="g{n}" href="#g{n + 1}"/>' for n in range(1000)),
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
        '<filter id="f">' + '<feOffset dx="1"/>' * 101 + '</filter><g filter="url(#f)"/>',
        '<filter id="f"><feOffset dx="1"/></filter>' + '<g filter="url(#f)"/>' * 101,
        '<filter id="f"><feOffset/></filter><style>g g, .x{filter:url(#f)}</style>'
        + '<g class="y x"/>' * 101,
        '<pattern id="p"><rect/></pattern><g fill="url(#p)">' + SHAPE * 101 + "</g>",
        '<g id="a">' + SHAPE * 300 + "</g>" + '<use href="#a"/>' * 400,
    ],
)
def test_what_is_drawn_too_often_is_refused(drawing: str) -> None:
    assert "quá nhiều lần hoặc lặp vòng" in refused(drawing).sentence


@pytest.mark.parametrize(
    "drawing",
    [
        # A map in whose style sheet 5,000 shapes have one gradient.
        '<linearGradient id="g"><stop offset="0"/><stop offset="1"/></linearGradient>'
        "<style>.a{fill:url(#g)}</style>" + '<path class="a" d="M0 0h9"/>' * 5000,
        # Shadows of twenty icons.
        '<filter id="f"><feGaussianBlur stdDeviation="4"/><feOffset dx="2"/><feMerge/></filter>'
        + f'<g filter="url(#f)">{SHAPE}</g>' * 20,
        # A library of effects of which nothing uses any.
        "<defs>" + '<filter id="f"><feOffset dx="1"/></filter>' * 300 + "</defs>" + SHAPE,
        '<linearGradient id="a"/><linearGradient id="b" href="#a"/><rect fill="url(#b)"/>',
        '<pattern id="p" width="9" height="9"><rect class="b"/></pattern>'
        "<style>.a{fill:url(#p)}.b{fill:red}</style>" + '<rect class="a"/>' * 20,
    ],
)
def test_what_drawing_programs_write_is_kept(drawing: str) -> None:
    assert kept(drawing) == f"{START}{drawing}</svg>"


def test_an_address_that_stands_on_both_sides_of_something_dropped_is_none() -> None:
    for style in ("u<script/>rl(//lay.example)", "u<g/>rl(//lay.example)", "u<!-- -->rl(//lay.ex)"):
        assert "lay" not in kept(f"<style>path{{fill:{style}}}</style>")
    for length in range(8180, 8200):  # where the parser hands on what it has
        css = f"/**/{'a' * length}{{fill:url(//lay.example/#a)}}"
        assert "lay" not in kept(f"<style>{css}</style>")


LONG = 100_000


def test_a_size_of_many_digits_is_read_in_one_go() -> None:
    start = f'<svg xmlns="http://www.w3.org/2000/svg" width="{"1" * 3 * LONG}x"'
    assert "vô hạn" in refused("", f'{start} viewBox="0 0 {"0" * LONG}5 4">').sentence


@pytest.mark.parametrize(
    "drawing",
    [
        f"<style>{'url(' * LONG}</style>",
        f"<style>url({' ' * 4 * LONG}</style>",
        f"<style>{'a' * 4 * LONG}</style>",
        f"<style>{'a{' * 2 * LONG}</style>",
        f"<style>{'/*' * 2 * LONG}</style>",
        f"<style>{'@import ' * (LONG // 2)}</style>",
        f'<g style="{"a" * 4 * LONG}"/>',
        f'<g style="{"a:" * 2 * LONG}"/>',
        f"<g fill='{'url(' * LONG}'/>",
        f'<g class="{"a " * 2 * LONG}"/>',
        f'<svg width="{"1" * 3 * LONG}x" viewBox="{"1" * LONG} "/>',
        f"<text>{'a' * 4 * LONG}</text>",
        f'<path d="{"M0" * 2 * LONG}" stroke-dasharray="{"1e-9 " * 10_000}"/>',
        f'<image href="data:image/png;base64,{"A " * 2 * LONG}!"/>',
        "<g/>" * (LONG - 9),
    ],
    ids=range(15),
)
def test_half_a_megabyte_of_anything_is_read_in_one_go(drawing: str) -> None:
    kept(drawing)


@pytest.mark.parametrize(
    "drawing",
    [
        "<style>" + ".a{fill:url(#b)}" * 10_000 + "</style>" + '<g class="a"/>' * 15_000
        + '<g id="b">' + SHAPE * 10 + "</g>",
        "<style>" + "".join(f".a{{fill:url(#b{n})}}" for n in range(9_000)) + "</style>"
        + '<g class="a"/>' * 15_000,
        '<g style="' + "".join(f"fill:url(#b{n});" for n in range(9_000)) + '">'
        + "<rect/>" * 20_000 + "</g>",
    ],
    ids=["same", "styles", "inherited"],
)  # fmt: skip
def test_many_references_of_many_elements_come_to_an_end(drawing: str) -> None:
    assert "quá nhiều lần" in refused(drawing).sentence


def embedded(data: bytes, kind: str) -> str:
    written = base64.b64encode(data).decode()
    return f'<image href="data:image/{kind};base64,{written}" width="9" height="9"/>'


def photo(kind: str, **notes: object) -> bytes:
    held = BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(held, kind, **notes)
    return held.getvalue()


def pictures_in(drawing: str) -> list[bytes]:
    parts = drawing.split(";base64,")[1:]
    return [base64.b64decode(part.partition('"')[0]) for part in parts]


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_a_photo_inside_loses_what_its_camera_knew(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    notes = {"comment": SECRET} if kind == "gif" else {"exif": exif, "xmp": SECRET}
    data = photo(kind.upper(), **notes)
    assert SECRET in data
    (inside,) = pictures_in(kept(embedded(data, kind)))
    assert SECRET not in inside
    with Image.open(BytesIO(inside)) as shown:
        assert (shown.format, shown.size) == ("JPEG" if kind == "jpeg" else "PNG", (60, 40))
    (inside,) = pictures_in(kept(embedded(photo("JPEG") + SECRET, "jpeg")))
    assert SECRET not in inside


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_photo_inside_without_notes_stays_as_it_is(kind: str) -> None:
    data = photo(kind.upper())
    assert pictures_in(kept(embedded(data, kind))) == [data]


def test_a_photo_inside_that_unpacks_huge_or_is_damaged_is_refused() -> None:
    head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    problem = refused(embedded(bomb, "png"))
    assert problem.sentence.startswith("Trong hình vẽ “hoa.svg”: ảnh “ảnh nhúng thứ 1” quá lớn")
    assert "xuất hình vẽ ra dạng PNG" in problem.remedy
    data = photo("JPEG")
    assert "bị cắt cụt" in refused(embedded(data[: len(data) // 2], "jpeg")).sentence
    assert "không phải là ảnh" in refused(embedded(b"MZ chuong trinh", "png")).sentence


def test_photos_inside_may_not_be_huge_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.images.svg.MAX_PIXELS", 3 * 60 * 40)
    one = embedded(photo("JPEG"), "jpeg")
    assert len(pictures_in(kept(one * 3))) == 3
    assert "“ảnh nhúng thứ 4” quá lớn" in refused(one * 4).sentence
