"""A reader who looked at a note is led back, in the article's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown.extensions.footnotes import FootnoteExtension


class Footnotes(FootnoteExtension):
    """words: of the site; languages: of each language that an article may be in."""

    def __init__(self, words: Any, languages: Mapping[str, Any]) -> None:
        super().__init__(BACKLINK_TITLE=words.footnotes.back.format(n="{}"), SEPARATOR="-")
        self._languages = languages

    def in_language(self, language: str) -> Footnotes:
        return Footnotes(self._languages[language], self._languages)
