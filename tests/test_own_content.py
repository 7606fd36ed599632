"""The project's own articles have nothing that an editor would have to mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from plugins.checks.engine import article_files, check
from tools.check import place_in, read

# After the newest article, so that none is held back, whatever the day.
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_own_content_has_neither_errors_nor_warnings() -> None:
    place = replace(place_in(read(None)), now=LATER)
    assert len(article_files(place)) > 20
    assert [str(problem) for problem in check(place)] == []
