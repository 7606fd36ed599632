"""Whoever reads about the project gets to the next page: no link of the docs leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from tools.places import ROOT

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.M)
ELSEWHERE = re.compile(r"[a-z]+:")


def pages() -> list[Path]:
    return sorted(
        [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("plugins/*/*.md")]
    )


def anchors(text: str) -> set[str]:
    """As GitHub and its like make them of headings."""
    headings = HEADING.findall(re.sub(r"```.*?```", "", text, flags=re.S))
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


def broken(page: Path) -> list[str]:
    found = []
    for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if ELSEWHERE.match(link):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            found.append(link)
    return found


def test_every_link_of_the_docs_leads_somewhere() -> None:
    assert len(pages()) > 30
    assert {page.name: broken(page) for page in pages() if broken(page)} == {}


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# Một chương\n[a](b.md) [b](#một-chương) [c](#khác) `[d](e.md)`\n", "utf-8")
    assert broken(page) == ["b.md", "#khác"]
