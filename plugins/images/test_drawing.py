"""What Facebook and Zalo show of a drawing."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from plugins.outputs import FreshOutputs

from .drawing import drawer, rasterise
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
            [share], FreshOutputs(tmp_path).link, lambda _done, _total: None
        ).problems
        with Image.open(tmp_path / share.address) as made:
            assert made.size == (1200, 630)
            assert len(made.getcolors(1200 * 630) or []) > 100
