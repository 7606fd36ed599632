"""All styles keep to one scale, so that pages by different hands look as if by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.places import ROOT

FILES = [*(ROOT / "theme").rglob("*.css"), *(ROOT / "plugins").rglob("*.css")]
# In px at the usual size of text: https://www.w3.org/TR/css-values-4/#rem
SPACES = {0, 4, 8, 12, 16, 24, 32, 48}
LETTERS = {15, 17, 18, 19, 24, 28, 36}
ALIGNING = {10}  # makes 44 px of a line of 24
SPACING = re.compile(r"^\s*(?:margin|padding|gap|row-gap|column-gap)(?:-[a-z]+)*: ([^;]+);", re.M)
REM = re.compile(r"(-?\d*\.?\d+)rem\b")
FONT_SIZE = re.compile(
    r"^\s*(?:font-size|--(?:small|base|reading|lead|heading|title)): ([^;]+);", re.M
)
LEADING = re.compile(r"^\s*line-height: ([^;]+);", re.M)


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_spaces_and_letters_are_of_one_scale(file: Path) -> None:
    css = file.read_text("utf-8")
    spaces = {abs(float(rem)) * 16 for value in SPACING.findall(css) for rem in REM.findall(value)}
    assert spaces <= SPACES | ALIGNING
    sizes = {float(rem) * 16 for value in FONT_SIZE.findall(css) for rem in REM.findall(value)}
    assert sizes <= LETTERS
    if file.name not in ("answers.css",):  # a sign's own height
        named = {value for value in LEADING.findall(css) if not value.startswith("var(")}
        assert named <= {"1", "1.625rem"}, "leading is tight, snug or loose"
