"""The desk says the same in each of its languages, and nothing twice over."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

from plugins.shared.messages import TRANSLATED
from tests.test_messages import MARKED, places
from tools.console import python_environment
from tools.places import ROOT

LOOK = "from desk.shell.words import LANGUAGE, WORDS; print(LANGUAGE, WORDS.page.new)"


def words_of(language: str) -> dict[str, Any]:
    text = (ROOT / "desk" / f"strings.{language}.toml").read_text("utf-8")
    return dict(flat(tomllib.loads(text), ""))


def flat(table: dict[str, Any], name: str) -> list[tuple[str, str]]:
    return [
        pair
        for key, value in table.items()
        for pair in (
            flat(value, f"{name}{key}.") if isinstance(value, dict) else [(f"{name}{key}", value)]
        )
    ]


def test_each_language_has_the_same_words_with_the_same_places() -> None:
    own = words_of("vi")
    for language in TRANSLATED:
        others = words_of(language)
        assert list(others) == list(own)
        assert {key: places(text) for key, text in others.items()} == {
            key: places(text) for key, text in own.items()
        }
        assert all(others.values())


def test_english_is_english() -> None:
    """Quoted words are what stands in a file, or on a page."""
    for key, text in words_of("en").items():
        assert not MARKED.search(re.sub("“[^”]*”", "", text)), key


def test_the_desk_speaks_the_language_asked_for() -> None:
    for language, new in (("vi", "Bài mới"), ("en", "New article")):
        told = subprocess.run(
            [sys.executable, "-c", LOOK],
            env=python_environment() | {"PORTAL_LANG": language},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert told.stdout == f"{language} {new}\n"
