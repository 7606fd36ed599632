"""A change of looks is always seen: pages as they were approved, compared with what they are now.

The references are in tests/looks/, at half size. RENEW_LOOKS=1 in the environment writes them anew;
look at each that changed before you commit it. On Linux only (conftest.py), where tools/browser.py
installs the one font that they are drawn with.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from conftest import PageMaker, served
from plugins.opinion.test_opinion_site import ARTICLES, SECTION
from tests.support.plugin_problems import ALONE
from tests.support.whole_site import build_articles

REFERENCES = Path(__file__).parent / "looks"
HEIGHT = 1600
# A pixel is another where a channel differs by more; letters drawn a little otherwise differ less.
NOTICED, SHARE = 64, 0.004
PARTS = "\n\n".join(
    f"## Phần thứ {n}\n\n{'Chữ của phần này dài hơn một dòng. ' * 6}" for n in range(4)
)
FILES = ARTICLES | {
    "tin-tuc/dai.md": "Tiêu đề: Một bài dài có tiêu đề hơn một dòng, ảnh và các phần\n"
    "Ngày: 01/06/2026\nChuyên mục: Kinh tế\nTác giả: Ban Biên tập\nThẻ: một thẻ, thẻ khác\n"
    "Nguồn: Báo A, 01/06/2026\n"
    "Tóm tắt: Một đoạn mở đầu nói điều quan trọng nhất, dài chừng hai dòng trên màn hình rộng.\n"
    f'\n![Hình](anh/anh.svg "Chú thích của hình. Ảnh: Tranh vẽ")\n\n{PARTS}\n',
    "tin-tuc/bang.md": "Tiêu đề: Bài có bảng\nNgày: 02/06/2026\n\nBảng: Lượng mưa các tháng\n\n"
    "| Trạm đo | Tháng 5 | Tháng 6 | Tháng 7 | Tháng 8 | Tháng 9 |\n|---|--:|--:|--:|--:|--:|\n"
    "| Phủ Thông | 182,5 mm | 256,1 mm | 301,7 mm | 288,0 mm | 166,2 mm |\n",
    "tin-tuc/anh.md": "Tiêu đề: Bài có bộ ảnh\nNgày: 03/06/2026\n\n"
    + "\n".join(f'![Hình {n}](anh/anh.svg "Hình thứ {n}")' for n in range(3))
    + "\n\nChữ.\n",
    **{
        f"tin-tuc/tin-{n}.md": f"Tiêu đề: Tin thứ {n}\nNgày: 0{n + 1}/05/2026\n\nChữ.\n"
        for n in range(8)
    },
}
PAGES = {
    "home": "/",
    "section": "/tin-tuc/",
    "list": "/tin-tuc/trang/1/",
    "article": "/tin-tuc/2026/06/dai/",
    "table": "/tin-tuc/2026/06/bang/",
    "gallery": "/tin-tuc/2026/06/anh/",
    "opinion": f"/{SECTION}/",
    "filtered": f"/{SECTION}/loc/kiem-chung/",
    "question": f"/{SECTION}/2025/02/hoi-2/",
    "claim": f"/{SECTION}/2026/03/tin-don-0/",
    "search": "/tim-kiem/?q=tin",
    "404": "/404.html",
}
LOOKS = [
    ("light", 320),
    ("light", 412),
    ("light", 768),
    ("light", 1350),
    ("dark", 412),
    ("contrast", 412),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("looks")
    with served(build_articles(folder, FILES, PLUGINS=ALONE, LISTINGS={"per_page": 6})) as address:
        yield address


def picture_of(page: Page, address: str) -> Image.Image:
    page.goto(address, wait_until="networkidle")
    if "q=" in address:
        page.locator(".list .card").first.wait_for()
    shown = page.screenshot(animations="disabled", caret="hide", scale="device")
    return Image.open(io.BytesIO(shown)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are others."""
    if one.size != other.size:
        return 1.0
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(most.histogram()[NOTICED:]) / (one.width * one.height)


@pytest.mark.parametrize(("look", "width"), LOOKS)
def test_pages_look_as_they_were_approved(
    page_of: PageMaker, address: str, tmp_path: Path, look: str, width: int
) -> None:
    page = page_of(
        width=width,
        height=HEIGHT,
        colour_scheme="dark" if look == "dark" else "light",
        base_url=address,
        device_scale_factor=0.5,
    )
    page.add_init_script(f"localStorage.colour = '{look if look == 'contrast' else ''}'")
    others = []
    for kind, place in PAGES.items():
        shown = picture_of(page, place)
        file = REFERENCES / f"{kind}-{width}-{look}.png"
        if os.environ.get("RENEW_LOOKS"):
            file.parent.mkdir(exist_ok=True)
            shown.quantize(32).save(file, optimize=True)
        with Image.open(file) as approved:
            share = difference(shown, approved.convert("RGB"))
        if share > SHARE:
            shown.save(tmp_path / f"{file.stem}.png")
            others.append(
                f"{file.name}: {share:.2%} of its pixels; now: {tmp_path / file.stem}.png"
            )
    assert others == []


def test_a_moved_line_is_noticed() -> None:
    before = Image.new("RGB", (200, 800), "white")
    after = before.copy()
    before.paste("black", (0, 100, 200, 110))
    after.paste("black", (0, 104, 200, 114))
    assert difference(before, after) > SHARE
    assert difference(before, before.copy()) == 0
