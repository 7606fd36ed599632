"""Whoever shares a page sends a picture along that says what it is, with the verdict on a claim."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from plugins.images.store import ImageStore
from plugins.sharing import lines
from plugins.sharing.lines import set_in_lines, width_of
from plugins.sharing.own import CLAIMS, MARGIN, SIGNS, WIDTH, CheckedClaim, OwnPicture
from tests.support.plugin_problems import ALONE
from tests.support.site_reading import read_pages
from tests.support.whole_site import build_articles
from tools.places import ROOT

CLAIM = """Tiêu đề: {title}
Ngày: 12/12/2023
Loại: kiểm chứng
Tin đồn: {claim}
Xuất hiện: 10/12/2023
Kết luận: {verdict}
Căn cứ: Công an tỉnh | https://example.vn/van-ban | 11/12/2023

Chữ."""
PHOTO = '![Đồi](anh/anh.svg "Chú thích. Ảnh: Ai")'
SITE = OwnPicture("Bạch Thông", "Tin tức")
FALSE = CheckedClaim("sai", "Sai", "“Phải nâng định danh”")


def files(**changed: str) -> dict[str, str | bytes]:
    said = {"title": "Không phải nâng", "claim": "Phải nâng", "verdict": "Sai"} | changed
    return {
        "tin-tuc/a.md": "Tiêu đề: Không ảnh\nNgày: 11/12/2023\n\nChữ.",
        "tin-tuc/b.md": f"Tiêu đề: Có ảnh\nNgày: 11/12/2023\n\n{PHOTO}",
        "dinh-huong-du-luan/c.md": CLAIM.format(**said) + f"\n\n{PHOTO}",
    }


def shared_by_page(site: Path) -> dict[str, str]:
    found = {}
    for page in read_pages(site):
        if page.soup.select("link[rel=canonical]") and page.soup.select("[property='og:type']"):
            (tag,) = page.soup.select("[property='og:image']")
            found[page.address] = re.sub("^https?://[^/]+/", "", tag["content"])
    return found


def test_every_page_has_a_picture_and_a_claim_its_own(tmp_path: Path) -> None:
    site = build_articles(tmp_path, files(), PLUGINS=ALONE)
    shared = shared_by_page(site)
    own = shared["/"]
    claim = shared.pop("/dinh-huong-du-luan/2023/12/c/")
    photo = shared.pop("/tin-tuc/2023/12/b/")
    assert {*shared.values()} == {own}
    assert len({own, claim, photo}) == 3
    for name in (own, claim, photo):
        with Image.open(site / name) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    drawn = {f"anh/{file.name}" for file in site.glob("anh/chia-se.*")}
    assert drawn == {own, claim}


@pytest.mark.parametrize("changed", [{"verdict": "Đúng"}, {"claim": "Phải nâng lên mức 3"}])
def test_the_picture_changes_with_what_is_on_it_and_with_nothing_else(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    addresses = [
        shared_by_page(build_articles(tmp_path / f"{n}", files(**said), PLUGINS=ALONE))
        for n, said in enumerate(({}, {"title": "Tiêu đề khác"}, changed))
    ]
    before, same, other = (each["/dinh-huong-du-luan/2023/12/c/"] for each in addresses)
    assert before == same != other


def test_the_same_words_are_drawn_once(tmp_path: Path) -> None:
    store, drawn = ImageStore(tmp_path), []

    def draw() -> Image.Image:
        drawn.append(1)
        return SITE.draw()

    first = store.drawn(SITE.digest, draw)
    assert ImageStore(tmp_path).drawn(SITE.digest, draw) == first
    assert drawn == [1]
    assert ImageStore(tmp_path / "2").drawn(SITE.digest, draw) == first


@pytest.mark.parametrize("verdict", SIGNS)
def test_what_is_drawn_stays_on_the_picture(verdict: str) -> None:
    claim = CheckedClaim(verdict, "Chưa đủ căn cứ", "“" + "Nghiêng ngả " * 40 + "”")  # type: ignore[arg-type]
    drawn = OwnPicture("Xã " * 60, "", claim).draw()
    ground = Image.new("RGB", drawn.size, drawn.getpixel((5, 40)))
    box = ImageChops.difference(drawn, ground).crop((0, 20, *drawn.size)).getbbox()
    assert box
    assert MARGIN - 12 <= box[0] < MARGIN + 12
    assert box[1] > 30
    assert box[2] < WIDTH - MARGIN / 2
    assert box[3] < 600


def test_the_claim_is_in_letters_of_the_pinned_font(monkeypatch: pytest.MonkeyPatch) -> None:
    with_words = OwnPicture("A", "", FALSE).draw()
    without = OwnPicture("A", "", CheckedClaim("sai", "Sai", "")).draw()
    assert ImageChops.difference(with_words, without).getbbox()
    monkeypatch.setattr("plugins.sharing.own.FAMILY", "Không Có")
    nothing = OwnPicture("A", "", FALSE).draw()
    assert ImageChops.difference(with_words, nothing).getbbox()


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_words_are_set_in_lines_and_written_as_xml(claim: str, name: str) -> None:
    size, shown = set_in_lines(claim, 1040, CLAIMS)
    assert (size, True) in [(px, len(shown) <= most) for px, most in CLAIMS]
    assert all(width_of(line, size) <= 1040 for line in shown)
    whole = "".join("".join(shown).split())
    told = "".join(lines.UNPRINTABLE.sub(" ", claim).split())
    assert whole == told or (whole.endswith("…") and size == CLAIMS[-1][0])
    ElementTree.fromstring(OwnPicture(name, "", CheckedClaim("dung", "Đúng", claim)).svg())


def test_no_word_stands_alone_on_the_last_line() -> None:
    told = "“Lũ quét bao giờ cũng có dấu hiệu, cứ thấy nước suối đục rồi chạy là kịp.”"
    size, shown = set_in_lines(told, 1040, CLAIMS)
    assert len(shown) == 3
    widths = [width_of(line, size) for line in shown]
    assert min(widths) > 0.7 * max(widths)


def test_colours_are_the_themes() -> None:
    tokens = (ROOT / "theme/static/css/tokens.css").read_text("utf-8")
    svg = OwnPicture("A", "B", FALSE).svg() + SITE.svg()
    assert {*re.findall("#[0-9a-f]{6}", svg)} <= {*re.findall("#[0-9a-f]{6}", tokens)}
