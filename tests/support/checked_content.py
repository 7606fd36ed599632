"""Checks a few files that a test writes, as `run.py check` checks all of content/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pelicanconf import IGNORE_FILES
from plugins.checks.engine import Place, check
from plugins.frontmatter.schema import Schema, Section, Topic
from plugins.redirects.checking import CheckedRedirects
from plugins.vietnamese.dates import VIETNAM

SCHEMA = Schema(
    sections=(
        Section("tin-tuc", "Tin tức", "", ("Kinh tế", "Văn hóa - Xã hội")),
        Section(
            "dinh-huong-du-luan",
            "Định hướng dư luận xã hội",
            kinds=("hoi-dap", "kiem-chung"),
            topics=(Topic("Nhận biết tin giả"),),
        ),
    )
)
NOW = datetime(2024, 1, 1, tzinfo=VIETNAM)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>'


def article(body: str, title: str = "Bài thử", date: str = "11/12/2023", head: str = "") -> str:
    """The body begins on line 6, one line further for each line of `head`."""
    return f"---\ntitle: {title}\ndate: {date}\n{head}---\n\n{body}\n"


def page(body: str, title: str = "Trang thử") -> str:
    """The body begins on line 5."""
    return f"---\ntitle: {title}\n---\n\n{body}\n"


def problems_in(
    folder: Path,
    files: Mapping[str, str | bytes],
    site_url: str = "https://thu.example.vn",
    redirects: bool = False,
) -> list[str]:
    """All problems as printed. `files`: by path inside content/; its name is `content`."""
    return [str(problem) for problem in check(place_in(folder, files, site_url, redirects))]


def place_in(
    folder: Path,
    files: Mapping[str, str | bytes],
    site_url: str = "https://thu.example.vn",
    redirects: bool = False,
) -> Place:
    """A content folder with `files`, to be checked."""
    for name, data in files.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return Place(
        content=folder / "content",
        articles=("tin-tuc", "dinh-huong-du-luan", "trang"),
        static=("anh", "tep"),
        schema=SCHEMA,
        site_url=site_url,
        now=NOW,
        old_addresses=CheckedRedirects if redirects else None,
        ignored=tuple(IGNORE_FILES),
    )
