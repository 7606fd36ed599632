"""The words that captions say to screen readers come from the site's one file of strings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.strings import read_strings

STRINGS = Path(__file__).parents[2] / "theme" / "strings.vi.toml"


@dataclass(frozen=True)
class Words:
    """Table `[captions]` of the strings; `table_region` takes the table's number as `{n}`."""

    photo: str
    gallery: str
    table: str
    video: str
    audio: str
    table_region: str


def read_words(strings: Path = STRINGS) -> Words:
    """Raises KeyError or TypeError when the table `[captions]` is missing or incomplete."""
    return Words(**read_strings(strings)["captions"])
