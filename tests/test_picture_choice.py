"""On the real theme a browser fetches the smallest photo that is sharp on its screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from conftest import PageMaker, served
from plugins.images.test_pictures_in_articles import photo
from tests.support.whole_site import build_articles

HEAD = "Tiêu đề: Bài {n}\nNgày: {n}/12/2023\n\n"
ARTICLES = 12
PLACES = {
    "article": ("/tin-tuc/2023/12/a-1/", "figure img"),
    "gallery": ("/tin-tuc/2023/12/a-2/", ".gallery img"),
    "list": ("/tin-tuc/", ".list img"),
    "lead story": ("/", ".lead-story img"),
    "home card": ("/", ".cards img"),
}
SCREENS = [(320, 1), (412, 2), (768, 1), (768, 2), (1350, 1), (1350, 2)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files: dict[str, str | bytes] = {
        "anh/to.jpg": photo(2000, 1125),
        "anh/dau.jpg": photo(2000, 1120),  # the lead story's own, so that it helps no card
    }
    for n in range(1, ARTICLES + 1):
        photos = "![Một](anh/to.jpg)\n" + "![Hai](anh/to.jpg)\n" * (n == 2)
        photos = photos.replace("to.jpg", "dau.jpg") if n == ARTICLES else photos
        files[f"tin-tuc/a-{n}.md"] = HEAD.format(n=n) + photos
    with served(build_articles(tmp_path_factory.mktemp("choice"), files)) as address:
        yield address


@pytest.mark.parametrize(("width", "density"), SCREENS)
def test_the_browser_fetches_the_smallest_sharp_file(
    page_of: PageMaker, address: str, width: int, density: int
) -> None:
    wrong = []
    for place, (path, selector) in PLACES.items():
        # A browser that has a larger file at hand takes it: each place starts with none.
        page = page_of(width=width, base_url=address, device_scale_factor=density)
        page.goto(path)
        image = page.locator(selector).first
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.currentSrc", arg=image.element_handle()
        )
        shown, chosen, offered = image.evaluate(
            """image => [image.getBoundingClientRect().width, image.currentSrc,
            image.parentNode.querySelector("source").srcset]"""
        )
        widths = [int(found) for found in re.findall(r" (\d+)w", offered)]
        taken = int(re.search(r"-(\d+)(?:x\d+)?\.avif$", chosen)[1])  # type: ignore[index]
        enough = [offer for offer in widths if offer >= shown * density * 0.96] or widths[-1:]
        if taken != enough[0]:
            wrong.append(f"{place}: {shown:.0f} px shown, {taken} fetched, {enough[0]} would do")
    assert wrong == []
