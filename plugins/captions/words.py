"""The words that captions say to screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.shared.strings import own_words


@dataclass(frozen=True)
class CaptionWords:
    """Table `[captions]` of the strings; `table_region` takes the table's number as `{n}`."""

    photo: str
    gallery: str
    table: str
    video: str
    audio: str
    table_region: str


def caption_words() -> CaptionWords:
    """Where no site says otherwise."""
    return own_words(CaptionWords, Path(__file__).parent, "captions")
