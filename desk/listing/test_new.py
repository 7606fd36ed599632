"""A new article begun in the desk is the file that `new` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.listing.copying import copy_of
from plugins.frontmatter.parsed import parse
from tests.support.opened_desk import make_desk, open_desk


def test_a_new_article_has_the_keys_of_its_kind(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    said = {
        "section": "dinh-huong-du-luan",
        "kind": "kiem-chung",
        "category": "Nhận biết tin giả",
        "topic": "Nhận biết tin giả",
        "title": " Tin  đồn lạ ",
    }
    with open_desk(content, tmp_path / "scratch") as opened:
        status, page = opened.ask("GET", "/moi?section=dinh-huong-du-luan")
        assert status == 200
        assert 'value="kiem-chung"' in page
        for name in ("tin-don-la", "tin-don-la-2"):
            status, answer = opened.ask("POST", "/api/new", said)
            path = f"dinh-huong-du-luan/{name}.md"
            assert (status, answer) == (200, {"path": path, "goto": f"/bai/{path}"})
        (item, _) = opened.ask("GET", "/api/articles?q=tin+don")[1]["items"]
        assert (item["title"], item["kind"], item["state"]) == ("Tin đồn lạ", "kiểm chứng", "draft")
    lines = (content / path).read_text("utf-8").splitlines()
    assert {"Loại: kiểm chứng", "Căn cứ:", "Chủ đề: Nhận biết tin giả", "Trạng thái: nháp"} <= {
        *lines
    }
    assert not [file for file in content.rglob("*") if file.name.endswith(".tmp")]


@pytest.mark.parametrize(
    "said",
    [
        {"section": "tin-tuc", "title": " ?! "},
        {"section": "tin-tuc", "title": "Bài\x07"},
        {"section": "tin-tuc", "title": "Bài", "category": "Nhận biết tin giả"},
        {"section": "tin-tuc", "title": "Bài", "topic": "Không có"},
    ],
)
def test_what_no_article_can_be_made_of_is_refused(tmp_path: Path, said: dict[str, str]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    with open_desk(content, tmp_path / "scratch") as opened:
        assert opened.ask("POST", "/api/new", said)[0] == 422
        assert opened.ask("POST", "/api/new", b"[]", {"Content-Type": "application/json"})[0] == 400
    assert list(content.rglob("*.md")) == []


ORIGINAL = """---
Tiêu đề: Quýt Bạch Thông
Ngày: 11/12/2023 08:00
Cập nhật: 12/12/2023
Tác giả: Tổ biên tập
Địa chỉ cũ: /cu/quyt
Thẻ: quýt
Đính chính:
  - 12/12/2023 | sai | đúng
---

Chữ.\r
"""


def test_a_copy_is_a_draft_of_its_own(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    (content / "tin-tuc" / "quyt.md").write_bytes(ORIGINAL.encode())
    with open_desk(content, tmp_path / "scratch") as opened:
        status, said = opened.ask("POST", "/api/duplicate", {"path": "tin-tuc/quyt.md"})
        assert status == 200
        assert said["path"] == "tin-tuc/ban-sao-quyt-bach-thong.md"
        assert opened.ask("POST", "/api/duplicate", {"path": "tin-tuc/khong.md"})[0] == 404
    data = (content / said["path"]).read_bytes()
    article = parse(f"content/{said['path']}", data, opened.desk.schema)
    assert article.head
    assert article.head.title == "Bản sao: Quýt Bạch Thông"
    assert article.is_draft
    assert (article.head.authors, article.head.tags) == (("Tổ biên tập",), ("quýt",))
    assert (article.head.aliases, article.head.corrections) == ((), ())
    assert (article.head.modified, article.head.has_time) == (None, False)
    assert data.endswith(b"\nCh\xe1\xbb\xaf.\r\n")


def test_a_copied_page_has_no_date(tmp_path: Path) -> None:
    schema = make_desk(tmp_path, tmp_path).schema
    page = "Tiêu đề: Liên hệ\n\nChữ.\n".encode()
    _, data = copy_of("content/trang/lien-he.md", page, schema, "01/12/2026")
    article = parse("content/trang/x.md", data, schema)
    assert article.problems == ()
    assert article.head
    assert article.head.date is None
