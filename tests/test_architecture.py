"""Whoever follows a title through the code finds every name that the page about it has."""

from __future__ import annotations

import re

from tools.places import ROOMS, ROOT

# Names one function after the other.
PAGE = ROOT / "docs" / "internals" / "follow-a-title.md"
QUOTED = re.compile(r"`([^`]+)`")
FILE = re.compile(r"[\w./-]+\.(?:py|html|js)")
NAME = re.compile(r"(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)")
PLACED = re.compile(r"`(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)` \(`([\w/.-]+\.py)`\)")
# Functions, classes, fields, values, names of tables.
MADE = re.compile(
    r"(?:def|class|function|macro|const) (\w+)"
    r'|^ *(?:self\.)?(\w+)(?:: [^\n]*)? = |^ +(\w+): |"(\w+)"',
    re.M,
)
# Pelican's own, and what templates call what they get.
ELSEWHERE = frozenset(("read_file", "h1", "title", "picture"))


def chapters() -> str:
    return re.sub(r"```.*?```", "", PAGE.read_text("utf-8"), flags=re.S)


def names_by_file() -> dict[str, set[str]]:
    """By path, with a slash before it: all that the file defines."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.*"))
    return {
        f"/{file.relative_to(ROOT).as_posix()}": defined(file.read_text("utf-8"))
        for file in (*files, *ROOT.glob("*.py"))
        if file.suffix in (".py", ".html", ".js") and not file.name.startswith("test_")
    }


def defined(text: str) -> set[str]:
    return {name for names in MADE.findall(text) for name in names}


def test_every_name_on_the_way_of_a_title_is_where_the_page_says() -> None:
    page, files = chapters(), names_by_file()
    everything = {*ELSEWHERE}.union(*files.values())
    wrong = [
        f"{name} in {place}"
        for name, place in PLACED.findall(page)
        if not any(name in files[path] for path in files if path.endswith(f"/{place}"))
    ]
    for quoted in sorted({*QUOTED.findall(page)}):
        if FILE.fullmatch(quoted) and not quoted.startswith("content/"):
            is_there = any(path.endswith(f"/{quoted}") for path in files)
        elif (name := NAME.fullmatch(quoted)) and not quoted.startswith("signals."):
            is_there = name[1] in everything
        else:
            continue
        wrong += [] if is_there else [quoted]
    assert not wrong


def test_a_name_that_went_is_noticed() -> None:
    assert "parse_article" in defined("def parse_article(text):\n")
    assert "parse_article" not in defined("def parse(text):\n    return parse_article(text)\n")
