"""An editor writes a photo and its caption; the reader gets a figure with caption and credit."""

from __future__ import annotations

from functools import partial
from typing import Any

from pelican import signals

from plugins.captions.html import caption_html, has_raw_media
from plugins.captions.words import Words, read_words
from plugins.frontmatter.reader import Body

EXTENSION = "plugins.captions.extension"


def caption_raw_html(content: str, body: Body, words: Words) -> str:
    """Markdown's own photos are figures already; HTML that the editor wrote needs a parser."""
    return caption_html(content, words) if has_raw_media(body.source) else content


def prepare(pelican: Any) -> None:
    extensions = pelican.settings["MARKDOWN"].setdefault("extensions", [])
    if EXTENSION not in extensions:
        extensions.append(EXTENSION)
    pelican.settings["PORTAL_BODY_STEPS"].append(partial(caption_raw_html, words=read_words()))


def register() -> None:
    signals.initialized.connect(prepare)
