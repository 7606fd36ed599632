"""An editor writes a photo and its caption; the reader gets a figure with caption and credit."""

from __future__ import annotations

from functools import partial

from pelican import Pelican, signals

from plugins.captions.applying import RAW_MEDIA, with_captions
from plugins.captions.words import CaptionWords, caption_words
from plugins.frontmatter.body import Body
from plugins.shared.contract import Contract
from plugins.shared.portal import portal_of

CONTRACT = Contract(gives=("figures",), needs=("steps",))

# What needs more styles than paragraphs and single photos do.
RICH = ('class="gallery"', "<table", "<audio", "<blockquote")


def caption_raw_html(content: str, body: Body, words: CaptionWords) -> str:
    """Markdown's own photos are figures already; HTML that the editor wrote needs a parser."""
    if RAW_MEDIA.search(body.source):
        from plugins.captions.html import caption_html  # rare, and its parser is slow to import

        content = caption_html(content, words)
    if any(mark in content for mark in RICH):
        body.facts.styles.append("captions/rich")
    return content


def prepare(pelican: Pelican) -> None:
    words = caption_words()
    pelican.settings["MARKDOWN"] = with_captions(pelican.settings["MARKDOWN"], words)
    portal_of(pelican.settings).steps["figures"] = partial(caption_raw_html, words=words)


def register() -> None:
    signals.initialized.connect(prepare)
