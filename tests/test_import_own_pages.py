"""A page of this site, saved and imported, gives the same page again."""

from __future__ import annotations

import re
from pathlib import Path

from importing.command import Wish, run
from tests.support.whole_site import build_articles

NAME = "tin-tuc/bai-minh-hoa-lam-duong.md"
ARTICLE = """---
Tiêu đề: "Bài minh hoạ: làm đường"
Ngày: 15/05/2017 16:23
Chuyên mục: Kinh tế
Tác giả: Hương Dịu, Ban Biên tập
Tóm tắt: Người dân trong xã góp ngày công làm đường, con đường xong trước mùa mưa.
Thẻ: đường, nông sản
Nguồn: Cổng thông tin của xã, 14/05/2017
---

Con đường dài **hơn một cây số**, nối hai thôn[^1].

## Việc đã làm

- đắp nền;
    1. đất;
    2. đá;
- rải mặt.

Bảng: Ngày công

| Thôn | Ngày công |
|---|---:|
| Nà Tu | 120 |
| Nà Váng | 85 |

> Đường xong, xe vào tận ruộng.

Xem [nơi khác](https://example.vn/duong)./.

[^1]: Theo *báo cáo* của xã.
"""


def _article(page: str) -> str:
    found = re.search(r"<article>.*</article>", page, re.S)
    assert found
    return found[0]


def test_a_page_of_ours_comes_back_whole(tmp_path: Path) -> None:
    first = next(
        (build_articles(tmp_path / "first", {NAME: ARTICLE})).rglob(
            "bai-minh-hoa-lam-duong/index.html"
        )
    )
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    assert run([str(first)], Wish(content=str(content), report=str(tmp_path / "r.html"))) == 0
    text = (content / NAME).read_text("utf-8").replace("Trạng thái: nháp\n", "")
    second = next(
        (build_articles(tmp_path / "second", {NAME: text})).rglob(
            "bai-minh-hoa-lam-duong/index.html"
        )
    )
    assert _article(second.read_text("utf-8")) == _article(first.read_text("utf-8"))
