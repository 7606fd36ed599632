"""What readers came for is on the first screen: where things stand, in one and the same font.

The pages are as long as the article that the portal began with: a title of three lines on a phone,
a lead of a few sentences, a photo. Noto Sans, which tools/browser.py installs with the browser on
Debian, stands for the fonts of phones: it is wider than most.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from conftest import PageMaker, served
from tests.support.whole_site import build_articles

FONT = "Noto Sans"
TITLE = "Cán bộ, đảng viên toàn xã cùng lắng nghe, giải đáp điều người dân hỏi"
LEAD = (
    "Thời gian qua, việc lắng nghe ý kiến của người dân được các chi bộ trong toàn xã chú trọng; "
    "nhờ đó nhiều việc ở thôn bản được giải quyết sớm, người dân thêm tin vào cách làm của chính "
    "quyền và cùng góp sức xây dựng quê hương ngày một đổi mới."
)
WHY = "Địa chỉ sau sáp nhập được cập nhật tự động, không ai phải gọi điện hay nộp phí. "
PHOTO = '![Hội nghị](anh/anh.svg "Quang cảnh hội nghị. Ảnh: Tranh vẽ")'
FILES: dict[str, str | bytes] = {
    "tin-tuc/nghe-dan.md": f"Tiêu đề: {TITLE}\nNgày: 11/12/2023\nChuyên mục: Xây dựng Đảng\n"
    f"Tác giả: Ban Biên tập\nTóm tắt: {LEAD}\n\n{PHOTO}\n\nChữ của bài.\n",
    "dinh-huong-du-luan/tin-don.md": "Tiêu đề: Sai: phải “xác nhận địa chỉ” qua điện thoại sau sáp "
    "nhập\nNgày: 30/07/2025\nLoại: kiểm chứng\nTin đồn: Ai chưa gọi điện thì phải làm ngay.\n"
    "Xuất hiện: 18/07/2025\nKết luận: sai\nCăn cứ: Báo A | https://bao.example.vn/a | 18/07/2025\n"
    "Chuyên mục: Phòng chống lừa đảo\n\n" + WHY * 3,
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}
ARTICLE = "/tin-tuc/2023/12/nghe-dan/"
CLAIM = "/dinh-huong-du-luan/2025/07/tin-don/"
SEARCH = "/tim-kiem/?q=l%E1%BA%AFng+nghe"
# In px from the top, at most; the toolbar by its height.
LIMITS = {
    (412, 823): {
        ARTICLE: {"header.site": 112, ".toolbar": 140, ".lead": 430, ".text img": 700},
        CLAIM: {".verdict": 290},
        SEARCH: {".list .card": 480},
    },
    (360, 800): {
        ARTICLE: {"header.site": 155, ".toolbar": 185, ".lead": 560, ".text img": 860},
        CLAIM: {".verdict": 340},
    },
    (1350, 940): {
        ARTICLE: {"header.site": 112, ".toolbar": 96, ".lead": 420, ".text img": 600},
        CLAIM: {".verdict": 280},
    },
}
PLACE = {"header.site": "bottom", ".toolbar": "height"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_articles(tmp_path_factory.mktemp("positions"), FILES)) as address:
        yield address


def place_of(page: Page, selector: str) -> float:
    part = page.locator(selector).first
    part.wait_for()
    value: float = part.evaluate(
        "(part, side) => part.getBoundingClientRect()[side]", PLACE.get(selector, "top")
    )
    return value


@pytest.mark.parametrize("size", LIMITS, ids=str)
def test_the_content_is_on_the_first_screen(
    page_of: PageMaker, address: str, size: tuple[int, int]
) -> None:
    page = page_of(width=size[0], height=size[1], base_url=address)
    page.goto("/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    name = session.send("DOM.querySelector", {"nodeId": root, "selector": "header b"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": name})["fonts"]
    # Elsewhere the system has a font of its own, none of which is wider.
    assert sys.platform != "linux" or [font["familyName"] for font in fonts] == [FONT]
    found = {}
    for place, limits in LIMITS[size].items():
        page.goto(place)
        for selector, limit in limits.items():
            if (value := place_of(page, selector)) > limit:
                found[f"{place} {selector}"] = value
    assert found == {}


@pytest.mark.parametrize("width", [320, 1350])
def test_a_short_page_ends_with_its_footer(page_of: PageMaker, address: str, width: int) -> None:
    page = page_of(width=width, height=2000, base_url=address)
    page.goto("/404.html")
    box = page.locator("footer.site").bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(2000, abs=1)
