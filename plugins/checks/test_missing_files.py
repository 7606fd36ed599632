"""A picture, attachment or file that readers would not get is named, and what was meant."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from plugins.documents.testing import EMPTY_PDF
from tests.support.checked_content import PICTURE, article, page, problems_in


def found(tmp_path: Path, body: str, **files: str | bytes) -> list[str]:
    room: dict[str, str | bytes] = {
        "anh/2023/hoi-nghi.svg": PICTURE,
        "tep/2023/phieu hoi (1).pdf": EMPTY_PDF,
        "trang/gioi-thieu.md": page("Chữ."),
        "tin-tuc/khac.md": article("Chữ.", "Bài khác"),
        "tin-tuc/a.md": article(body),
    }
    return problems_in(tmp_path, room | files)


@pytest.mark.parametrize(
    "body",
    [
        "![Bục](anh/2023/hoi-nghi.svg)",
        "![Bục](/anh/2023/hoi-nghi.svg 'Hội nghị')",
        "![Bục](../anh/2023/hoi-nghi.svg)",
        "![Bục]({static}/anh/2023/hoi-nghi.svg)",
        "[Phiếu hỏi](tep/2023/phieu hoi (1).pdf)",
        '[Phiếu hỏi](<tep/2023/phieu hoi (1).pdf> "Phiếu")',
        "[Phiếu hỏi](tep/2023/phieu%20hoi%20\\(1\\).pdf)",
        "[Phiếu hỏi][p]\n\n[p]: tep/2023/phieu%20hoi%20(1).pdf",
        '<img src="anh/2023/hoi-nghi.svg" alt="Bục">',
        "[Thư](mailto:a@example.vn), [gọi](tel:0123456), [trang](https://example.vn/anh/x.svg)",
        "Ghi `![Bục](anh/khong-co.svg)`.",
    ],
)
def test_what_is_there_is_not_named(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "Chữ.\n\n![Bục](anh/2023/hoi-nghi.jpg)",
            "8:8: lỗi: không tìm thấy “anh/2023/hoi-nghi.jpg” trong thư mục content/.\n"
            "    → có phải là “anh/2023/hoi-nghi.svg”? Nếu đúng, ghi: anh/2023/hoi-nghi.svg",
        ),
        (
            "![Bục](anh/2024/Hội nghi.svg)",
            "6:8: lỗi: không tìm thấy “anh/2024/Hội nghi.svg” trong thư mục content/.\n"
            "    → có phải là “anh/2023/hoi-nghi.svg”? Nếu đúng, ghi: anh/2023/hoi-nghi.svg",
        ),
        (
            "![Bục](anh/2023/hoi-ngh.svg)",
            "6:8: lỗi: không tìm thấy “anh/2023/hoi-ngh.svg” trong thư mục content/.\n"
            "    → có phải là “anh/2023/hoi-nghi.svg”? Nếu đúng, ghi: anh/2023/hoi-nghi.svg",
        ),
        (
            "![Bục](anh/2023/Hoi-nghi.SVG)",
            "6:8: lỗi: không tìm thấy “anh/2023/Hoi-nghi.SVG”: tên tệp khác ở chữ hoa, chữ thường "
            "(chỉ xem được trên Windows).\n    → ghi đúng như tên tệp: anh/2023/hoi-nghi.svg",
        ),
        (
            "![Bục](anh/2023/hoi nghi.jpg)",
            "6:8: lỗi: không tìm thấy “anh/2023/hoi nghi.jpg” trong thư mục content/.\n"
            "    → có phải là “anh/2023/hoi-nghi.svg”? Nếu đúng, ghi: anh/2023/hoi-nghi.svg",
        ),
        (
            '![Bục](hội nghị.svg "Ảnh: An")',
            "6:8: lỗi: không tìm thấy “hội nghị.svg” trong thư mục content/.\n"
            "    → có phải là “anh/2023/hoi-nghi.svg”? Nếu đúng, ghi: anh/2023/hoi-nghi.svg",
        ),
        (
            "[Phiếu](/tep/2023/mat.pdf)",
            "6:9: lỗi: không tìm thấy “/tep/2023/mat.pdf” trong thư mục content/.\n"
            "    → kiểm tra lại tên tệp, hoặc chép tệp vào content/anh/ hay content/tep/.",
        ),
        (
            "[Cổng](dichvucong.gov.vn/)",
            "6:8: lỗi: không tìm thấy “dichvucong.gov.vn/” trong thư mục content/.\n"
            "    → nếu là trang khác, ghi đủ cả https://, ví dụ: https://dichvucong.gov.vn/",
        ),
        (
            "[Thư](lien-he@example.vn)",
            "6:7: lỗi: không tìm thấy “lien-he@example.vn” trong thư mục content/.\n"
            "    → nếu là thư điện tử, ghi: mailto:lien-he@example.vn",
        ),
        (
            "[Giới thiệu](gioi-thieu/)",
            "6:14: lỗi: không tìm thấy “gioi-thieu/” trong thư mục content/.\n"
            "    → địa chỉ của trang bắt đầu bằng dấu /, ghi: /gioi-thieu/",
        ),
        (
            "![Bài](khac.md)",
            "6:8: lỗi: “tin-tuc/khac.md” là một bài, không phải ảnh hay tệp để tải về.\n"
            "    → đặt liên kết tới bài đó trong thân bài.",
        ),
    ],
)
def test_what_is_missing_is_named_with_what_was_meant(tmp_path: Path, body: str, said: str) -> None:
    assert found(tmp_path, body) == [f"content/tin-tuc/a.md:{said}"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "![Bục](buc.svg)",
            "lỗi: “buc.svg” nằm trong thư mục content/tin-tuc nên không được đăng: ảnh chỉ đăng từ "
            "content/anh/, tệp từ content/tep/.\n"
            "    → chuyển tệp vào content/anh/<năm>/ rồi ghi: anh/<năm>/buc.svg",
        ),
        (
            "[Phiếu](/tin-tuc/phieu.pdf)",
            "lỗi: “/tin-tuc/phieu.pdf” nằm trong thư mục content/tin-tuc nên không được đăng: "
            "ảnh chỉ đăng từ content/anh/, tệp từ content/tep/.\n"
            "    → chuyển tệp vào content/tep/<năm>/ rồi ghi: tep/<năm>/phieu.pdf",
        ),
        (
            "![Bục](Buc hop.svg)",
            "lỗi: không tìm thấy “Buc hop.svg” trong thư mục content/.\n"
            "    → có phải là “hinh/buc-hop.svg”? Nếu đúng, chuyển tệp vào content/anh/<năm>/ rồi "
            "ghi: anh/<năm>/buc-hop.svg",
        ),
    ],
)
def test_a_file_in_a_wrong_folder_is_to_be_moved_and_not_only_written_otherwise(
    tmp_path: Path, body: str, said: str
) -> None:
    wrong: dict[str, str | bytes] = {
        "tin-tuc/buc.svg": PICTURE,
        "tin-tuc/phieu.pdf": "x",
        "hinh/buc-hop.svg": PICTURE,
    }
    (problem,) = [text for text in found(tmp_path, body, **wrong) if "lỗi:" in text]
    assert problem.partition(": ")[2] == said


def test_a_missing_attachment_is_named_at_its_line(tmp_path: Path) -> None:
    (said,) = problems_in(
        tmp_path,
        {"tin-tuc/a.md": article("Chữ.", head="attachments: tep/2023/mat.pdf | Phiếu\n")},
    )
    assert said.startswith("content/tin-tuc/a.md:4:1: lỗi: không tìm thấy “tep/2023/mat.pdf”")


def test_a_path_of_the_editors_computer_is_named_once(tmp_path: Path) -> None:
    for path in ("C:\\Users\\An\\a.jpg", "\\\\may\\a.jpg", "/home/an/a.jpg", "anh\\2023\\a.jpg"):
        assert len(found(tmp_path, f"![Bục]({path})")) == 1, path


def test_a_picture_that_a_mac_named_is_found_and_its_name_warned_of(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "ảnh.svg")
    (said,) = found(tmp_path, "![Bục](anh/ảnh.svg)", **{f"anh/{name}": PICTURE})
    assert said.startswith(f"content/anh/{name}:1:1: cảnh báo: tên tệp “ảnh.svg” viết bằng dấu rời")
    assert said.endswith("đổi tên thành anh.svg và sửa tên trong bài.")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_is_no_file_is_named_once_and_not_where_it_is_linked(tmp_path: Path) -> None:
    body = "[Phiếu](tep/2023/mat.pdf), [bài](ngoai/b.md), ![Bục](anh/2023/mat.svg)"
    found(tmp_path, body)
    content = tmp_path / "content"
    for link in ("tep/2023/mat.pdf", "anh/2023/mat.svg", "tin-tuc/ngoai"):
        (content / link).symlink_to(tmp_path / "khong-co")
    said = found(tmp_path, body)
    assert [each.split(":1:1: lỗi: đây chỉ là lối tắt")[0] for each in said] == [
        "content/anh/2023/mat.svg",
        "content/tep/2023/mat.pdf",
        "content/tin-tuc/ngoai",
    ]
