"""What the desk keeps beside the articles is no part of the site: nobody builds or publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watchfiles import Change

from pelicanconf import IGNORE_FILES
from plugins.shared.content import read_tree
from tests.support.checked_content import article, problems_in
from tests.support.whole_site import build_articles
from tools.serve import FinishedFiles

MARK = "Chỉ ở bên cạnh"
ASIDE: Mapping[str, str] = {
    ".soan/thung-rac/20261130T070512.000000Z Lan/tin-tuc/a.md": article(MARK),
    ".soan/lich-su/tin-tuc/a.md/20261130T070512.000000Z Lan.md": "---\nno head",
    ".soan/nhap/tin-tuc/a.md/00000000-0000-4000-8000-000000000001.json": MARK,
    ".soan/tin-tuc/b.md": article(MARK),
}


def test_nothing_that_lies_aside_is_read(tmp_path: Path) -> None:
    assert problems_in(tmp_path, {**ASIDE, "tin-tuc/a.md": article("Chữ.")}) == []
    assert read_tree(tmp_path / "content", IGNORE_FILES).files == ("tin-tuc/a.md",)


def test_nothing_that_lies_aside_is_built(tmp_path: Path) -> None:
    output = build_articles(tmp_path, {**ASIDE, "tin-tuc/a.md": article("Chữ.")})
    files = [file for file in output.rglob("*") if file.is_file()]
    assert any("Chữ." in file.read_text("utf-8", "replace") for file in files)
    assert not [file for file in files if MARK.encode() in file.read_bytes()]


def test_a_draft_or_version_starts_no_build(tmp_path: Path) -> None:
    watches = FinishedFiles()
    assert not [path for path in ASIDE if watches(Change.added, str(tmp_path / path))]
    assert watches(Change.added, str(tmp_path / "content" / "tin-tuc" / "a.md"))
