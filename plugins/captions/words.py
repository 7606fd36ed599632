"""The words that captions say to screen readers come from the site's one file of strings."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.shared.strings import read_table


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
    return read_table(CaptionWords, "captions")
