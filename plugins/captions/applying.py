"""A site makes figures by an extension of Markdown, and where an editor wrote HTML, by a parser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .words import CaptionWords

EXTENSION = "plugins.captions.extension"
# A photo, video, audio or table as HTML.
RAW_MEDIA = re.compile(r"<(?:img|video|audio|table)\b", re.I)


def with_captions(
    markdown: Mapping[str, Any],
    words: CaptionWords,
    others: Mapping[str, CaptionWords] | None = None,
) -> dict[str, Any]:
    """The setting MARKDOWN with the extension. A new dict: the settings file's own may serve
    another build. others: of articles in another language, by its code."""
    extensions = markdown.get("extensions", [])
    if EXTENSION in extensions:
        return dict(markdown)
    from .extension import CaptionExtension

    said = CaptionExtension(asdict(words), others)
    return {**markdown, "extensions": [*extensions, said]}
