"""An editor reads which old address is wrong, where it stands and what to write instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.checks import place_of
from plugins.checks.engine import check
from plugins.checks.memory import Memory
from plugins.documents.testing import EMPTY_PDF
from plugins.redirects.checking import CheckedRedirects
from tests.support.checked_content import NOW, PICTURE, SCHEMA, article, page, problems_in

TABLE = "content/redirects.csv"
FORMS = (
    "ghi địa chỉ của trang (/tin-tuc/2023/12/ten-tep/), tệp bài (tin-tuc/ten-tep.md) "
    "hoặc địa chỉ đầy đủ bắt đầu bằng https://."
)


def found(folder: Path, *rows: str, body: str = "Chữ.", head: str = "", **more: str) -> list[str]:
    """What is said of the table or of tin-tuc/a.md, the titles of the others being different."""
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article(body, head=head),
        "tin-tuc/b.md": article("Chữ.", "Bài hai", head="aliases: /cu/hai\n"),
        "tin-tuc/nhap.md": article("Chữ.", "Bài nháp", head="status: nháp\naliases: /cu/n\n"),
        "tin-tuc/sau.md": article("Chữ.", "Bài sau", date="01/02/2024"),
        "trang/gioi-thieu.md": page("Chữ."),
        "tep/2023/mau.pdf": EMPTY_PDF,
        **{f"tin-tuc/{name}.md": text for name, text in more.items()},
    }
    if rows:
        files["redirects.csv"] = "\n".join(["cũ,mới", *rows, ""])
    said = problems_in(folder, files, redirects=True)
    return [line for line in said if line.startswith((TABLE, "content/tin-tuc/a.md"))]


@pytest.mark.parametrize(
    "new",
    [
        "/tin-tuc/2023/12/a/", "tin-tuc/a.md", "/tin-tuc/a.md#ket-qua", "/gioi-thieu/", "/",
        "trang/gioi-thieu.md", "/tin-tuc/", "/tin-tuc/kinh-te/", "/tin-tuc/trang/2/",
        "/tep/2023/mau.pdf", "https://tinh.example.vn/a?b=c", "/cu/hai", "/CU/HAI/",
        "https://thu.example.vn/gioi-thieu/", "http://thu.example.vn/tin-tuc/2023/12/a/",
    ],
)  # fmt: skip
def test_a_new_address_that_is_there_is_not_named(tmp_path: Path, new: str) -> None:
    assert found(tmp_path, f"/cu/1,{new}") == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("/tep/2023/mau.html", "tệp loại .html có thể gây hại"),
        ("https://thu.example.vn/anh/b%C3%ACa.svg", "“anh/bìa.svg” là ảnh, không đăng nguyên tệp"),
    ],
)
def test_a_file_that_is_not_published_is_no_new_address(
    tmp_path: Path, new: str, said: str
) -> None:
    for name, text in {"tep/2023/mau.html": "x", "anh/bìa.svg": PICTURE}.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text, "utf-8")
    (problem,) = found(tmp_path, f"/cu/1,{new}")
    assert problem.startswith(f"{TABLE}:2:1: lỗi: ")
    assert said in problem


def test_a_file_that_is_not_published_may_have_an_old_address(tmp_path: Path) -> None:
    (tmp_path / "content/tep").mkdir(parents=True)
    (tmp_path / "content/tep/mau.html").touch()
    assert found(tmp_path, "/tep/mau.html,/gioi-thieu/") == []
    (problem,) = found(tmp_path, "/TEP/2023/mau.pdf,/gioi-thieu/")
    assert "đang là địa chỉ của một trang" in problem


@pytest.mark.parametrize(
    ("row", "severity", "said"),
    [
        ("/cu/1,/tin-tuc/2023/11/a/", "lỗi",
         "không có trang “/tin-tuc/2023/11/a/” để địa chỉ cũ dẫn tới.\n"
         "    → có phải là “/tin-tuc/2023/12/a/”? Nếu đúng, ghi: /tin-tuc/2023/12/a/"),
        ("/cu/1,/gioi-thieu", "lỗi",
         "không có trang “/gioi-thieu” để địa chỉ cũ dẫn tới.\n"
         "    → thiếu dấu / ở cuối, ghi: /gioi-thieu/"),
        ("/cu/1,trang/gioi-thieuu.md", "lỗi",
         "không có trang “trang/gioi-thieuu.md” để địa chỉ cũ dẫn tới.\n"
         "    → có phải là “trang/gioi-thieu.md”? Nếu đúng, ghi: trang/gioi-thieu.md"),
        ("/cu/1,https://thu.example.vn/qqq/", "lỗi",
         f"không có trang “/qqq/” để địa chỉ cũ dẫn tới.\n    → {FORMS}"),
        ("/cu/1,tin-tuc/nhap.md", "cảnh báo",
         "địa chỉ cũ “/cu/1” chưa dùng được: “content/tin-tuc/nhap.md” chưa lên trang.\n"
         "    → đăng bài đó, hoặc ghi một trang khác."),
        ("/cu/1,/tin-tuc/2024/02/sau/", "cảnh báo",
         "địa chỉ cũ “/cu/1” chưa dùng được: “content/tin-tuc/sau.md” chưa lên trang.\n"
         "    → đăng bài đó, hoặc ghi một trang khác."),
        ("/cu/1,/cu/n", "cảnh báo",
         "địa chỉ cũ “/cu/1” chưa dùng được: “content/tin-tuc/nhap.md” chưa lên trang.\n"
         "    → đăng bài đó, hoặc ghi một trang khác."),
        ("/cu/1,http://tinh.example.vn/a", "lỗi",
         "địa chỉ mới “http://tinh.example.vn/a” không bắt đầu bằng https://.\n"
         "    → ghi: https://tinh.example.vn/a"),
        ("/cu/1,gioi thieu", "lỗi", f"“gioi thieu” không phải một địa chỉ mới.\n    → {FORMS}"),
        ("cu/1,/", "lỗi",
         "“cu/1” không đọc được thành một địa chỉ cũ.\n"
         "    → chép cả địa chỉ từ trình duyệt, ví dụ: /tin-tuc/bai-cu"),
        ("/gioi-thieu,/", "lỗi",
         "“/gioi-thieu” đang là địa chỉ của một trang, không thể là địa chỉ cũ.\n"
         "    → xóa địa chỉ này."),
        ("https://cu.vn/TEP/2023/mau.pdf,/", "lỗi",
         "“https://cu.vn/TEP/2023/mau.pdf” đang là địa chỉ của một trang, không thể là địa chỉ "
         "cũ.\n    → xóa địa chỉ này."),
        ("/theme/site.js,/", "lỗi",
         "“/theme/site.js” đang là địa chỉ của một trang, không thể là địa chỉ cũ.\n"
         "    → xóa địa chỉ này."),
        ("/Cu/Hai/,tin-tuc/b.md", "cảnh báo",
         "địa chỉ cũ “/Cu/Hai/” đã ghi ở content/tin-tuc/b.md:4.\n    → xóa một trong hai chỗ."),
        ("/cu/hai,tin-tuc/a.md", "lỗi",
         "địa chỉ cũ “/cu/hai” dẫn tới hai nơi: content/tin-tuc/b.md:4 ghi nơi khác.\n"
         "    → giữ một chỗ đúng, xóa chỗ kia."),
        ("/cu/1,/cu/1/", "lỗi",
         "địa chỉ cũ dẫn vòng tròn: /cu/1 → /cu/1.\n"
         "    → ở một trong các dòng ấy, ghi trang đang có."),
    ],
)  # fmt: skip
def test_an_old_address_that_cannot_work_is_named(
    tmp_path: Path, row: str, severity: str, said: str
) -> None:
    assert found(tmp_path, row) == [f"{TABLE}:2:1: {severity}: {said}"]


def test_each_line_of_a_loop_is_named(tmp_path: Path) -> None:
    said = found(tmp_path, "/1,/2", "/2,/3", "/3,/1", "/4,/2")
    assert [line.partition(": lỗi: ")[2].partition(".")[0] for line in said] == [
        "địa chỉ cũ dẫn vòng tròn: /2 → /3 → /1 → /2",
        "địa chỉ cũ dẫn vòng tròn: /3 → /1 → /2 → /3",
        "địa chỉ cũ dẫn vòng tròn: /1 → /2 → /3 → /1",
        "địa chỉ cũ dẫn vòng tròn: /2 → /3 → /1 → /2",
    ]


@pytest.mark.parametrize(
    ("aliases", "line", "said"),
    [
        ("aliases: /tin-tuc/2023/12/b\n", 4, "“/tin-tuc/2023/12/b” đang là địa chỉ của một trang"),
        ("Địa chỉ cũ:\n- /cu/1\n- /a/../b\n", 6, "“/a/../b” không đọc được"),
        ("aliases:\n- /cu/1\n- /CU/1\n", 6, "địa chỉ cũ “/CU/1” đã ghi ở content/tin-tuc/a.md:5."),
    ],
)
def test_an_alias_is_named_with_its_line(
    tmp_path: Path, aliases: str, line: int, said: str
) -> None:
    (told,) = found(tmp_path, head=aliases)
    assert told.startswith(f"content/tin-tuc/a.md:{line}:1: ")
    assert said in told


def test_two_articles_cannot_have_one_old_address(tmp_path: Path) -> None:
    (said,) = problems_in(
        tmp_path,
        {
            "tin-tuc/a.md": article("Chữ.", head="aliases: /cu/1\n"),
            "tin-tuc/b.md": article("Chữ.", "Bài hai", head="aliases: https://cu.vn/CU/1/\n"),
        },
        redirects=True,
    )
    assert said.startswith(
        "content/tin-tuc/b.md:4:1: lỗi: địa chỉ cũ “https://cu.vn/CU/1/” dẫn tới hai nơi: "
        "content/tin-tuc/a.md:4 ghi nơi khác."
    )


def test_what_a_faulty_head_hides_is_not_named_as_well(tmp_path: Path) -> None:
    faulty = article("Chữ.", "Bài", "31/31/2023")
    assert found(tmp_path, "/cu/1,tin-tuc/hong.md", "/2,/tin-tuc/2023/12/hong/", hong=faulty) == []


def test_a_mistake_in_the_table_is_told_by_the_check(tmp_path: Path) -> None:
    (said,) = found(tmp_path, "/cu/1")
    assert said.startswith(f"{TABLE}:2:1: lỗi: dòng “/cu/1” không có đúng hai ô")


@pytest.mark.parametrize(
    "link",
    ["/cu/hai", "/Cu/Hai/#a", "http://thu.example.vn/cu/hai/", "/tin.aspx?id=5", "/tin%C3%A1",
     "/tinc3a1"],
)  # fmt: skip
def test_a_link_to_an_old_address_is_warned_of_with_the_new_one(tmp_path: Path, link: str) -> None:
    rows = ("/tin.aspx?ID=5,tin-tuc/b.md", "/tin%C3%A1,/cu/hai")
    said = found(tmp_path, *rows, body=f"[Bài hai]({link})")
    moved = [line for line in said if "là địa chỉ cũ" in line]
    assert len(moved) == 1
    assert moved[0].startswith("content/tin-tuc/a.md:6:11: cảnh báo: “/")
    assert moved[0].endswith(
        "” là địa chỉ cũ: trang đã chuyển đi.\n    → ghi địa chỉ mới: /tin-tuc/2023/12/b/"
    )
    assert not any("lỗi" in line for line in said)


def test_a_link_to_the_old_address_of_a_draft_leads_nowhere(tmp_path: Path) -> None:
    (said,) = found(tmp_path, body="[Bài nháp](/cu/n)")
    assert "lỗi: trang này không có địa chỉ “/cu/n”." in said


def settings_of(folder: Path, **more: Any) -> dict[str, Any]:
    return {
        "PATH": str(folder / "content"),
        "ARTICLE_PATHS": ["tin-tuc", "dinh-huong-du-luan"],
        "PAGE_PATHS": ["trang"],
        "STATIC_PATHS": ["anh", "tep"],
        "IGNORE_FILES": [".*"],
        "SITEURL": "https://thu.example.vn",
        "PUBLISH_TIME": NOW,
        **more,
    }


def test_without_the_plugin_nothing_is_known_of_old_addresses(tmp_path: Path) -> None:
    found(tmp_path, "/cu/1", body="[Bài hai](/cu/hai)")
    alone = place_of(settings_of(tmp_path), SCHEMA)
    said = "\n".join(map(str, check(alone)))
    assert "redirects.csv:1:1: cảnh báo: tệp nằm ngoài các thư mục của trang" in said
    assert "lỗi: trang này không có địa chỉ “/cu/hai”." in said
    assert "redirects.csv:2" not in said


def test_a_remembered_check_hears_of_another_setting(tmp_path: Path) -> None:
    found(tmp_path, "/cu/1,https://thu.example.vn/gioi-thieu/", "/cu/2,https://khac.example.vn/x/")

    def said(*, alone: bool = False, **settings: Any) -> str:
        memory = Memory(tmp_path / "memory.sqlite", "")
        old_addresses = None if alone else CheckedRedirects
        place = place_of(settings_of(tmp_path, **settings), SCHEMA, old_addresses)
        problems = check(place, memory)
        memory.save()
        return "\n".join(map(str, problems))

    assert "để địa chỉ cũ dẫn tới" not in said()
    assert "redirects.csv:3:1: lỗi" in said(SITEURL="https://khac.example.vn")
    assert "ngoài các thư mục" in said(alone=True, SITEURL="https://khac.example.vn")
