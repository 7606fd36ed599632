"""In any site of Pelican's: a photo and its caption become a figure with caption and credit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Article, Content, Page

from plugins.captions.applying import RAW_MEDIA, with_captions
from plugins.captions.html import caption_html
from plugins.captions.words import CaptionWords
from plugins.parts.pages import PageFile, PagePart, add_part, styles
from plugins.parts.settings import settings_of
from plugins.parts.words import words_of

FOLDER = Path(__file__).parent
NAME = "CAPTIONS"
WORDS = "CAPTION_WORDS"
# Markdown's figures are made by its extension, but for HTML that stands in the text.
MARKDOWN_FILES = (".md", ".markdown", ".mkd", ".mdown")
FIGURE = '<figure class="'


@dataclass(frozen=True)
class CaptionSettings:
    """The setting CAPTIONS. styles: whether pages with figures get the plugin's style sheet."""

    styles: bool = True


def has_figures(html: str) -> bool:
    return FIGURE in html


def prepare(pelican: Pelican) -> None:
    settings = pelican.settings
    words = CaptionWords(**words_of(FOLDER, settings, "captions"))
    settings[WORDS] = words
    settings["MARKDOWN"] = with_captions(settings["MARKDOWN"], words)
    if settings_of(CaptionSettings, settings, NAME).styles:
        css = [FOLDER / "css" / f"{name}.css" for name in ("captions", "rich", "standalone")]
        sheet = PageFile("captions.css", styles(*css))
        add_part(pelican, PagePart("captions", (sheet,), needed=has_figures))


def caption_content(content: Content) -> None:
    """What Markdown has not seen: HTML in its text, and what other readers made."""
    if not isinstance(content, (Article, Page)) or not content._content:
        return
    if RAW_MEDIA.search(_raw(content)):
        settings: dict[str, Any] = content.settings
        content._content = caption_html(content._content, settings[WORDS])


def _raw(content: Content) -> str:
    file = Path(content.source_path)
    if file.suffix.lower() in MARKDOWN_FILES and file.is_file():
        return file.read_text("utf-8-sig")
    html: str = content._content
    return html


def register() -> None:
    signals.initialized.connect(prepare)
    signals.content_object_init.connect(caption_content)
