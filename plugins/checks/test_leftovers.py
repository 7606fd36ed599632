"""What a computer leaves in content/ never reaches a reader, and the editor hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.shared.command import COMMAND
from tests.support.checked_content import article, page, problems_in
from tests.support.whole_site import build_articles

LEFT = (
    *("Thumbs.db", "THUMBS.DB", "thumbs.db", "ehthumbs.db", ".DS_Store", "desktop.ini"),
    *("Desktop.ini", "~$bai.docx", "~$bai.md", "._bai.md", "._anh.jpg", ".~lock.bai.odt#"),
    *("bai.md.bak", "ANH.BAK", "bai.md~", "anh.tmp", "ANH.TMP", "anh.temp", ".bai.md.swp"),
    *("bai.md.orig", "bai.md.rej", "anh.jpg.crdownload", "anh.jpg.part"),
)
ROOMS = ("tin-tuc", "trang", "anh", "anh/2023", "tep/2023")
SAVE_AS = (
    "mở bằng Notepad, chọn Tệp → Lưu như (Save As), ở ô Kiểu (Save as type) chọn “Tất cả các tệp” "
    "(All files), ghi tên “bai.md”"
)
FILES: dict[str, str | bytes] = {
    "tin-tuc/that.md": article("Chữ."),
    "trang/gioi-thieu.md": page("Chữ."),
    **{f"{room}/{name}": article("Chữ thừa.") for room in ROOMS for name in LEFT},
}


def test_no_leftover_is_published(tmp_path: Path) -> None:
    site = build_articles(tmp_path, FILES)
    published = {file.name for file in site.rglob("*") if file.is_file()}
    assert not {name.lower() for name in published} & {name.lower() for name in LEFT}
    texts = [file.read_bytes() for file in site.rglob("*") if file.is_file()]
    assert any("Chữ.".encode() in text for text in texts)
    assert not any("Chữ thừa".encode() in text for text in texts)


def test_every_leftover_is_named_and_nothing_else(tmp_path: Path) -> None:
    said = problems_in(tmp_path, FILES)
    assert said == sorted(
        f"content/{room}/{name}:1:1: cảnh báo: tệp thừa do máy tính hoặc phần mềm để lại; "
        "không được đăng.\n    → xóa tệp này."
        for room in ROOMS
        for name in LEFT
    )


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("tin-tuc/bai.txt", "chỉ bài có đuôi .md mới được đăng", SAVE_AS),
        ("tin-tuc/bai.md.txt", "chỉ bài có đuôi .md mới được đăng", SAVE_AS),
        ("tin-tuc/BAI.TXT", "chỉ bài có đuôi .md mới được đăng", "ghi tên “BAI.md”"),
        ("tin-tuc/bai.markdown", "chỉ bài có đuôi .md", "thì đổi tên thành: bai.md"),
        ("tin-tuc/BAI.MD", "chỉ bài có đuôi .md mới được đăng", "thì đổi tên thành: BAI.md"),
        ("tin-tuc/bai.docx", "bài viết phải có đuôi .md", f"gõ lệnh {COMMAND} new"),
        ("trang/cu.html", "bài viết phải có đuôi .md", "mở tệp bằng Word, chép chữ"),
        ("tin-tuc/2023/a.JPG", "thư mục này chỉ dành cho bài viết", "vào content/anh/<năm>/"),
        ("tin-tuc/phieu.pdf", "thư mục này chỉ dành cho bài viết", "vào content/tep/<năm>/"),
        ("bai.md", "nằm ngoài các thư mục của trang", "chuyển vào một trong các thư mục: tin-tuc"),
        ("anh-cu/a.jpg", "nằm ngoài các thư mục của trang", "một trong các thư mục: anh, tep."),
        ("tep/2023/a.html", "tệp loại .html có thể gây hại", "bấm In → Lưu thành PDF"),
        ("tep/2023/a.RAR", "tệp loại .rar có thể gây hại", "nén lại thành tệp .zip"),
        ("tep/2023/id_rsa", "tệp không có đuôi có thể gây hại", "Các loại đăng được: pdf, doc,"),
        ("anh/2023/a.js", "tệp loại .js có thể gây hại", "hoặc nén thành tệp .zip"),
        ("nhap/bai.md", "nằm ngoài các thư mục của trang", "một trong các thư mục: tin-tuc"),
    ],
)
def test_what_would_silently_stay_unpublished_is_named(
    tmp_path: Path, name: str, said: str, remedy: str
) -> None:
    (problem,) = problems_in(tmp_path, {name: "Chữ."})
    assert problem.startswith(f"content/{name}:1:1: cảnh báo: ")
    assert said in problem
    assert remedy in problem


def test_an_article_among_the_pictures_is_named(tmp_path: Path) -> None:
    assert problems_in(tmp_path, {"anh/bai.md": article("Chữ.", head="status: nháp\n")}) == [
        "content/anh/bai.md:1:1: lỗi: bài nằm trong thư mục ảnh, tệp nên không thành trang, không "
        "được đăng.\n    → chuyển vào một trong các thư mục: tin-tuc, dinh-huong-du-luan, trang."
    ]


def test_hidden_files_of_tools_are_left_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"anh/.gitkeep": "", ".obsidian/app.json": "", ".gitignore": ""}
    assert problems_in(tmp_path, files) == []
