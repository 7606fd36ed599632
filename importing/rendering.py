"""An article's body as its page shows it: what an import counts at its end, and tests compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

from plugins.captions.applying import EXTENSION, RAW_MEDIA
from plugins.captions.html import caption_html
from plugins.captions.words import caption_words
from plugins.typography.sanitise import sanitise
from plugins.vietnamese.slugs import heading_slug

# Markdown → HTML, before quotes and addresses are made ready.
Render = Callable[[str], str]


def renderer(options: Mapping[str, Any]) -> Render:
    """options: the setting MARKDOWN."""
    extensions = [*options.get("extensions", ()), TocExtension(slugify=heading_slug)]
    extensions += [FootnoteExtension(SEPARATOR="-"), EXTENSION]
    converter = Markdown(extensions=extensions, output_format="html")
    words = caption_words()

    def render(markdown: str) -> str:
        html = converter.reset().convert(markdown)
        return sanitise(caption_html(html, words) if RAW_MEDIA.search(markdown) else html)

    return render
