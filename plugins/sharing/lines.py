"""Text for a picture, set in lines of the one font that is installed with the project."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

PACKAGE = "fontpkg_noto_sans"
FAMILY = "Noto Sans"
FONT_VERSION = version(PACKAGE)
# The variable font's axes, in its order: weight, width.
BOLD = (700, 100)
# Each (px, most lines).
Sizes = tuple[tuple[int, int], ...]
MEASURED = 500  # px at which widths are measured
STEP = 40  # px
# What XML can't hold.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def font_file() -> Path:
    """The variable font of the installed package."""
    spec = find_spec(PACKAGE)
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "files" / "NotoSans[wdth,wght].ttf"


@cache
def _bold() -> ImageFont.FreeTypeFont:
    # The other engine is not in every wheel.
    font = ImageFont.truetype(font_file(), MEASURED, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes(list(BOLD))
    return font


def width_of(text: str, size: int) -> float:
    """In px, of bold letters of `size` px."""
    return _bold().getlength(text) / MEASURED * size


def set_in_lines(text: str, width: int, sizes: Sizes) -> tuple[int, list[str]]:
    """(px, lines) at the first of `sizes` at which all of `text` fits in `width` px; at the last
    one it is cut, with `…` at its end."""
    words = UNPRINTABLE.sub(" ", text).split()
    for size, most in sizes:
        lines = _lines(words, width, size)
        if len(lines) <= most:
            return size, _balanced(words, lines, width, size)
    return size, [*lines[: most - 1], _shortened(lines[most - 1], width, size)]


def _lines(words: list[str], width: int, size: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
            continue
        while width_of(word, size) > width:  # an address: cut where the line ends
            fits = next(n for n in range(len(word), 0, -1) if width_of(word[:n], size) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


def _balanced(words: list[str], lines: list[str], width: int, size: int) -> list[str]:
    """No more than `lines`, all about as long, so that no word stands alone on the last."""
    widest = max((width_of(word, size) for word in words), default=0)
    for narrower in range(width - STEP, round(widest), -STEP):
        others = _lines(words, narrower, size)
        if len(others) > len(lines):
            break
        lines = others
    return lines


def _shortened(line: str, width: int, size: int) -> str:
    while line and width_of(f"{line}…", size) > width:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,;:.–-')}…"
