"""An editor writes a photo and its caption; the reader gets a figure with caption and credit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from pelican import Pelican, signals

from plugins.captions.applying import RAW_MEDIA, with_captions
from plugins.captions.words import CaptionWords
from plugins.frontmatter.body import Body
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of
from plugins.shared.strings import typed

CONTRACT = Contract(gives=("figures",), needs=("steps", "languages", "words"))

# What needs more styles than paragraphs and single photos do.
RICH = ('class="gallery"', "<table", "<audio", "<blockquote")


def caption_raw_html(content: str, body: Body, words: Mapping[str, CaptionWords]) -> str:
    """Markdown's own photos are figures already; HTML that the editor wrote needs a parser. words:
    by language, as heads have it."""
    if RAW_MEDIA.search(body.source):
        from plugins.captions.html import caption_html  # rare, and its parser is slow to import

        content = caption_html(content, words[body.head.lang])
    if any(mark in content for mark in RICH):
        body.facts.styles.append("captions/rich")
    return content


def prepare(pelican: Pelican) -> None:
    """Adds the Markdown extension and the step on raw HTML."""
    portal = portal_of(pelican.settings)
    words = {code: typed(CaptionWords, each.captions) for code, each in portal.languages.items()}
    own = typed(CaptionWords, portal.words.captions)
    pelican.settings["MARKDOWN"] = with_captions(pelican.settings["MARKDOWN"], own, words)
    portal.steps["figures"] = partial(caption_raw_html, words={**words, "": own})


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(prepare)
