"""What the tests of checks share: one file, or a small content folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from plugins.checks.article_checks import parse_and_check
from plugins.checks.engine import Place, check
from plugins.checks.memory import Finding
from plugins.frontmatter.schema import Schema, Section
from plugins.redirects.checking import CheckedRedirects

SCHEMA = Schema((Section("tin-tuc", "Tin tức", "", ("Kinh tế",)),))
NOON = datetime(2024, 1, 15, 5, 0, tzinfo=UTC)


def check_file(path: str, data: bytes, schema: Schema) -> Finding:
    """Of one file by itself."""
    return parse_and_check(path, data, schema)[1]


def check_texts(
    folder: Path, files: Mapping[str, str], now: datetime = NOON, redirects: bool = False
) -> list[str]:
    """Writes `files` (by path in content/) and returns all problems as printed."""
    content = folder / "content"
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    place = Place(
        content=content,
        articles=("tin-tuc", "trang"),
        static=("anh", "tep"),
        schema=SCHEMA,
        site_url="https://example.vn",
        now=now,
        old_addresses=CheckedRedirects if redirects else None,
    )
    return [str(problem) for problem in check(place)]
