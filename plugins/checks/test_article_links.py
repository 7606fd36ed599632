"""A link to an article or a heading that a reader could not reach is named before publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_content import article, page, problems_in

TARGET = "## Định hướng dư luận\n\nChữ.\n\n## Kết quả\n\nChữ."


def found(tmp_path: Path, body: str, target: str = "", own: str = "") -> list[str]:
    """target: the other article, tin-tuc/dich.md; own: this article's further head lines."""
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article(body, head=own),
        "tin-tuc/dich.md": target or article(TARGET, "Bài đích"),
        "trang/gioi-thieu.md": page("## Liên hệ\n\nChữ."),
    }
    return [said for said in problems_in(tmp_path, files) if "a.md" in said.split(":")[0]]


@pytest.mark.parametrize(
    "body",
    [
        "[Bài đích](dich.md)",
        "[Bài đích](dich.md#dinh-huong-du-luan)",
        "[Bài đích]({filename}/tin-tuc/dich.md?a=1#ket-qua)",
        "[Bài đích](/tin-tuc/2023/12/dich/#ket-qua)",
        "[Giới thiệu](../trang/gioi-thieu.md#lien-he) và [giới thiệu](/gioi-thieu/#lien-he)",
        "## Mở đầu\n\nVề [phần mở đầu](#mo-dau), [đầu trang](#top), [đầu trang](#).",
        "[Đoạn](dich.md#:~:text=ch%E1%BB%AF)",
    ],
)
def test_links_that_arrive_are_not_named(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "[Bài đích](dic.md)",
            "6:12: lỗi: không tìm thấy bài “dic.md”: bài đã bị xóa hay đổi tên.\n"
            "    → có phải là “tin-tuc/dich.md”? Nếu đúng, ghi: tin-tuc/dich.md; "
            "nếu không thì bỏ liên kết này, hoặc dẫn tới một bài đang có.",
        ),
        (
            "[Bài đích](../tin-tuc/gia-quyt-2019.md)",
            "6:12: lỗi: không tìm thấy bài “../tin-tuc/gia-quyt-2019.md”: bài đã bị xóa hay đổi "
            "tên.\n    → bỏ liên kết này, hoặc dẫn tới một bài đang có.",
        ),
        (
            "![Bài đích](mat.md)",
            "6:13: lỗi: không tìm thấy bài “mat.md”: bài đã bị xóa hay đổi tên.\n"
            "    → bỏ liên kết này, hoặc dẫn tới một bài đang có.",
        ),
        (
            "[Bài đích]({filename}/tin-tuc/Dich.md)",
            "6:12: lỗi: không tìm thấy “/tin-tuc/Dich.md”: tên tệp khác ở chữ hoa, chữ thường "
            "(chỉ xem được trên Windows).\n    → ghi đúng như tên tệp: tin-tuc/dich.md",
        ),
        (
            "[Bài đích](dich.md#Kết-quả)",
            "6:12: lỗi: “content/tin-tuc/dich.md” không có tiêu đề nào mang địa chỉ “#Kết-quả”.\n"
            "    → có phải là “#ket-qua”?",
        ),
        (
            "[Bài đích](/tin-tuc/2023/12/dich/#xyz)",
            "6:12: lỗi: “content/tin-tuc/dich.md” không có tiêu đề nào mang địa chỉ “#xyz”.\n"
            "    → các tiêu đề có: #dinh-huong-du-luan, #ket-qua",
        ),
        (
            "[Phần hai](#phan-hai)",
            "6:12: lỗi: bài này không có tiêu đề nào mang địa chỉ “#phan-hai”.\n"
            "    → bỏ phần từ dấu # trở đi.",
        ),
    ],
)
def test_links_that_lead_nowhere_are_named(tmp_path: Path, body: str, said: str) -> None:
    assert found(tmp_path, body) == [f"content/tin-tuc/a.md:{said}"]


@pytest.mark.parametrize("link", ["dich.md", "/tin-tuc/2023/12/dich/"])
def test_a_published_article_may_not_link_to_a_draft(tmp_path: Path, link: str) -> None:
    draft = article(TARGET, "Bài đích", head="status: nháp\n")
    assert found(tmp_path, f"[Bài đích]({link})", draft) == [
        "content/tin-tuc/a.md:6:12: lỗi: liên kết tới bài nháp “content/tin-tuc/dich.md”, "
        "bạn đọc không mở được.\n    → bỏ liên kết này, hoặc đăng bài đó trước."
    ]
    assert found(tmp_path, f"[Bài đích]({link})", draft, "status: nháp\n") == []


def test_an_article_that_waits_may_link_to_what_appears_before_it(tmp_path: Path) -> None:
    later = article(TARGET, "Bài đích", "11/02/2024")
    (said,) = found(tmp_path, "[Bài đích](dich.md)", later)
    assert said.startswith(
        "content/tin-tuc/a.md:6:12: lỗi: liên kết tới bài chưa đến ngày đăng (11/02/2024)"
    )
    body = "[Bài đích](dich.md)"
    for date, expected in (("11/03/2024", 0), ("11/01/2024", 1)):
        (tmp_path / date[3:5]).mkdir()
        said_of = problems_in(
            tmp_path / date[3:5],
            {"tin-tuc/a.md": article(body, date=date), "tin-tuc/dich.md": later},
        )
        linked = [said for said in said_of if "liên kết tới" in said]
        assert len(linked) == expected
        assert all("cảnh báo" in said for said in linked)


def test_a_link_to_an_article_with_a_faulty_head_is_not_named_as_well(tmp_path: Path) -> None:
    for link in ("dich.md#x", "/tin-tuc/2023/12/dich/"):
        assert found(tmp_path, f"[Bài đích]({link})", article(TARGET, "Bài", "31/31/2023")) == []
