"""What Facebook and Zalo show of a drawing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from plugins.shared.outputs import FreshOutputs

from . import drawing
from .drawing import drawer, rasterise
from .made import NotDrawnError
from .store import ImageStore

CONTENT = Path(__file__).parents[2] / "content"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36">'
    b'<defs><circle id="a" r="9" fill="#0a0"/></defs>'
    b'<rect width="32" height="36" fill="#c22"/><use href="#a" x="48" y="18"/></svg>'
)


def test_shapes_have_their_colours_and_places() -> None:
    drawn = rasterise(SVG, 640, 360)
    assert (drawn.mode, drawn.size) == ("RGB", (640, 360))
    assert drawn.getpixel((160, 180)) == (204, 34, 34)
    assert drawn.getpixel((480, 180)) == (0, 170, 0)
    assert drawn.getpixel((630, 10)) == (255, 255, 255)
    assert rasterise(SVG, 640, 360).tobytes() == drawn.tobytes()


def test_the_projects_drawings_can_be_shared(tmp_path: Path) -> None:
    store = ImageStore(tmp_path / "cache", drawer())
    for path in sorted(CONTENT.glob("anh/**/*.svg"))[:3]:
        share = store.prepare(path, f"anh/{path.name}").share
        assert share
        assert not store.make(
            [share], FreshOutputs(tmp_path).write_bytes, lambda _done, _total: None
        ).problems
        with Image.open(tmp_path / share.address) as made:
            assert made.size == (1200, 630)
            assert len(made.getcolors(1200 * 630) or []) > 100


def test_a_drawing_that_crashes_the_library_ends_no_build() -> None:
    deep = b"<g>" * 3000 + b"<rect/>" + b"</g>" * 3000
    with pytest.raises(NotDrawnError):
        rasterise(SVG.replace(b"<defs>", deep + b"<defs>"), 640, 360)
    if sys.platform != "linux":  # where memory has no limit
        return
    tile = b'<pattern id="p" patternUnits="userSpaceOnUse" width="1e5" height="1e5"><rect width="9"'
    tile += b' height="9"/></pattern><rect width="64" height="36" fill="url(#p)"/>'
    with pytest.raises(NotDrawnError):
        rasterise(SVG.replace(b"<defs>", tile + b"<defs>"), 640, 360)


def test_a_drawing_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = b'<filter id="f"><feTurbulence baseFrequency=".05" numOctaves="1000000"/></filter>'
    noise += b'<rect width="64" height="36" filter="url(#f)"/>'
    monkeypatch.setattr(drawing, "SECONDS", 0.5)
    with pytest.raises(NotDrawnError):
        rasterise(SVG.replace(b"<defs>", noise + b"<defs>"), 640, 360)


def test_a_drawing_that_cannot_be_drawn_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.0)
    path = tmp_path / "hoa.svg"
    path.write_bytes(SVG)
    store = ImageStore(tmp_path / "cache", drawer())
    share = store.prepare(path, "anh/hoa.svg").share
    assert share
    put = FreshOutputs(tmp_path / "out").write_bytes
    report = store.make([share], put, lambda _done, _all: None)
    ((source, problem),) = report.problems
    assert source == path
    assert "“hoa.svg” quá phức tạp, máy không vẽ được" in problem.sentence
    assert "xuất ra dạng PNG" in problem.remedy


def test_a_drawing_much_longer_than_high_has_no_picture_to_share(tmp_path: Path) -> None:
    path = tmp_path / "vach.svg"
    store = ImageStore(tmp_path / "cache", drawer())
    for size, shared in (("10000 10", False), ("10 10000", False), ("80 10", True)):
        path.write_bytes(SVG.replace(b"64 36", size.encode()))
        assert (store.prepare(path, "anh/vach.svg").share is not None) is shared
