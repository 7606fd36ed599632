"""Every word that the desk says, in the language that messages have when it begins."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.messages import language
from plugins.site.words import Words, read_words

LANGUAGE = language()
STRINGS = Path(__file__).parents[1] / f"strings.{LANGUAGE}.toml"

WORDS: Words = read_words(STRINGS)
