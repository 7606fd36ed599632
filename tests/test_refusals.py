"""An editor reads all mistakes of all files in one go, and the site stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.shared.problems import ContentError
from tests.support.whole_site import build_articles

WRONG: dict[str, str | bytes] = {
    "tin-tuc/d-dung.md": "Tiêu đề: Đúng\nNgày: 11/12/2023\n\nChữ.\n",
    "tin-tuc/c-ngay.md": "Tiêu đề: Ngày sai\nNgày: 31/02/2023\nChuyên mục: Không có\n\nChữ.\n",
    "tin-tuc/b-anh.md": "Tiêu đề: Ảnh\nNgày: 11/12/2023\n\nA\n\n![Đồi](anh/mat.svg)\n\n[b](x.md)\n",
    "tin-tuc/a-hong.md": "Tiêu đề: Ảnh hỏng\nNgày: 11/12/2023\n\n![Đồi](anh/hong.png)\n",
    "anh/hong.png": b"Khong phai anh",
    "trang/trang.md": "Tieu de\n\nChữ.\n",
    "dinh-huong-du-luan/khac.md": "Tiêu đề: Khác\nNgày: hôm qua\n\nChữ.\n",
}


def test_all_problems_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        build_articles(tmp_path, WRONG)
    problems = refused.value.problems
    errors = [problem for problem in problems if problem.severity == "error"]
    assert {problem.path for problem in errors} == {
        f"content/{name}" for name in WRONG if name.endswith(".md") and "dung" not in name
    }
    assert {problem.line for problem in errors if "c-ngay" in problem.path} == {2, 3}
    assert {problem.line for problem in errors if "b-anh" in problem.path} == {6, 8}
    assert problems == sorted(problems)
    told = str(refused.value)
    for problem in problems:
        assert told.count(f"{problem.path}:{problem.line}:{problem.column}: ") >= 1
    assert len(set(problems)) == len(problems)


def test_a_refused_build_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        build_articles(tmp_path, WRONG)
    assert not (tmp_path / "output").exists()
