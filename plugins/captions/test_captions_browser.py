"""Figures fit the smallest phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown
from playwright.sync_api import Browser

from .extension import CaptionExtension

CSS = Path(__file__).parent / "css"
ARTICLE = """
![Một](a.jpg "Trao quà.")
![Hai](b.jpg "Tặng hoa.")

Bảng: Số hộ
| Xã | 2020 | 2021 | 2022 | 2023 | 2024 | 2025 | Ghi chú dài |
|---|--:|--:|--:|--:|--:|--:|---|
| Sỹ Bình | 1.300 | 1 | 2 | 3 | 4 | 5 | Theo chuẩn nghèo |
"""


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (1000, 2)])
def test_galleries_fold_and_wide_tables_scroll_in_their_own_frame(
    browser: Browser, width: int, columns: int
) -> None:
    body = Markdown(extensions=["tables", CaptionExtension()]).convert(ARTICLE)
    page = browser.new_page(viewport={"width": width, "height": 700})
    styles = "".join(part.read_text("utf-8") for part in sorted(CSS.glob("*.css")))
    page.set_content(f"<!doctype html><style>{styles}</style>{body}")
    lefts = page.evaluate(
        "[...document.querySelectorAll('.photo')].map(e => e.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == columns
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".scroll").focus()
    hidden = page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.activeElement)")
    assert (hidden > 0) is (width == 320)
    page.close()
