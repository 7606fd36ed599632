"""A real browser downloads the file that fits its screen, and only that one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.pictures import paint
from conftest import PageMaker, served
from plugins.shared.outputs import FreshOutputs

from .picture import picture_html
from .store import ImageStore

# An article's column: 38rem at most, the whole screen on a phone.
SIZES = "(min-width:48rem) 37rem,calc(100vw - 1rem)"
PAGE = """<!doctype html><html lang="vi"><title>Ảnh</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<style>body{{margin:0 auto;max-width:38rem}}img{{max-width:100%;height:auto}}
</style>{}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("trang")
    paint("vach-da", (1700, 400)).save(folder / "da.jpg", quality=90)
    store = ImageStore(folder / "cache")
    photo = store.prepare(folder / "da.jpg", "anh/da.jpg").photo
    output = folder / "output"
    store.make(photo, FreshOutputs(output).write_bytes, lambda _done, _total: None)
    page = PAGE.format(picture_html(photo, "Vách đá", SIZES, first=True))
    (output / "index.html").write_text(page, encoding="utf-8")
    with served(output) as address:
        yield address


@pytest.mark.parametrize(
    ("width", "density", "picked"),
    [
        (320, 1, 480),
        (320, 2, 800),
        (412, 1, 480),
        (412, 2, 800),
        (768, 1, 800),
        (768, 2, 1200),
        (1350, 1, 800),
        (1350, 2, 1200),
    ],
)
def test_each_screen_gets_the_smallest_sharp_avif(
    page_of: PageMaker, address: str, width: int, density: int, picked: int
) -> None:
    page = page_of(width=width, base_url=address, device_scale_factor=density)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    image = page.locator("img")
    chosen = image.evaluate("image => image.decode().then(() => image.currentSrc)")
    assert chosen.endswith(f"-{picked}.avif")
    assert [url for url in asked if "/anh/" in url] == [chosen]
    box = image.bounding_box()
    assert box
    assert box["width"] == min(width, 608)
    assert box["width"] / box["height"] == pytest.approx(1700 / 400, rel=0.01)
