"""For tests and benchmarks: an article's body as its page shows it."""

from __future__ import annotations

from functools import cache

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

import pelicanconf
from plugins.captions import RAW_MEDIA
from plugins.captions.extension import CaptionExtension
from plugins.captions.html import caption_html
from plugins.captions.words import read_words
from plugins.typography.sanitise import sanitise
from plugins.vietnamese.slugs import heading_slug


def rendered(markdown: str) -> str:
    """The HTML of a body, before quotes and addresses are made ready."""
    html = _converter().reset().convert(markdown)
    return sanitise(caption_html(html, read_words()) if RAW_MEDIA.search(markdown) else html)


@cache
def _converter() -> Markdown:
    return Markdown(
        extensions=[
            *pelicanconf.MARKDOWN["extensions"],
            TocExtension(slugify=heading_slug),
            FootnoteExtension(SEPARATOR="-"),
            CaptionExtension(),
        ],
        output_format="html",
    )
