"""Every word that the desk says, in the language that messages have when it begins."""

from __future__ import annotations

from pathlib import Path

from plugins.frontmatter.keys import label
from plugins.shared.messages import OWN, language
from plugins.site.words import Words, read_words

LANGUAGE = language()
STRINGS = Path(__file__).parents[1] / f"strings.{LANGUAGE}.toml"

WORDS: Words = read_words(STRINGS)


def label_of(key: str) -> str:
    """How the desk calls a key of an article's head: `Nơi hỏi`, `Asked from`."""
    return label(key, LANGUAGE == OWN).replace("_", " ").capitalize()
