"""A new article begun in the desk is the file that `new` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.testing import open_desk


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
