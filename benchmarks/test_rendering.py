"""What an editor waits for is measured of pages that are those of a build."""

from __future__ import annotations

from pathlib import Path

from benchmarks.rendering import EDITS, measure
from benchmarks.support.corpus import write_content
from benchmarks.support.stories import write_stories
from pelicanconf import SECTIONS
from plugins.site.identity import read_sections
from tests.support.whole_site import forget_plugins


def test_each_edit_is_measured_and_what_is_saved_looks_as_built(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_content(content, list(write_stories(8, read_sections(SECTIONS), None)))
    try:
        found = list(measure(content, tmp_path / "output"))
    finally:
        forget_plugins()
    assert [each.edit for each in found] == list(EDITS)
    assert all(0 < each.median <= each.p95 and each.wrong == 0 for each in found)
