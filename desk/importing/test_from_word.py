"""From a Word file to a draft with a photo that is described, as an editor goes."""

from __future__ import annotations

from pathlib import Path

from conftest import PageMaker
from desk.importing.testing import CAPTION, TITLE, word_file
from tests.support.barriers import barriers
from tests.support.opened_desk import open_desk

ALT = "Bảy người ngồi quanh bàn họp trong nhà văn hóa thôn"


def test_a_word_file_becomes_a_draft_whose_photo_is_described(
    page_of: PageMaker, tmp_path: Path
) -> None:
    (tmp_path / "content/tin-tuc").mkdir(parents=True)
    word = tmp_path / "Bài 1.docx"
    word.write_bytes(word_file())
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        page = page_of(base_url=opened.origin)
        page.goto("/")
        page.get_by_role("button", name="Bài mới từ tệp Word").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Chọn tệp từ máy").click()
        chooser.value.set_files(word)
        page.wait_for_url("**/bai/tin-tuc/xa-phu-thong-hop-ban-trong-rung.md?nhap=*", timeout=0)
        report = page.locator(".import-report")
        report.get_by_text("Báo cáo nhập từ “Bài 1.docx”").wait_for()
        assert "Hương Dịu" in report.inner_text()
        assert page.get_by_label("Tiêu đề", exact=True).input_value() == TITLE

        photo = page.locator(".photo-card")
        assert photo.get_by_label("Chú thích", exact=True).input_value() in CAPTION
        assert photo.get_by_label("Ảnh của ai").input_value() == "Hương Dịu"
        photo.get_by_label("Ảnh cho thấy gì").fill(ALT)
        assert barriers(page) == []
        with page.expect_response("**/api/article/**") as saved:
            page.keyboard.press("Control+s")
        assert saved.value.ok
    (draft,) = (tmp_path / "content/tin-tuc").glob("*.md")
    text = draft.read_text("utf-8")
    assert f"![{ALT}](anh/" in text
    assert f'-1.jpg "{CAPTION}")' in text
