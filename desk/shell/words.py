"""Every word that the desk says, of desk/strings.vi.toml."""

from __future__ import annotations

from pathlib import Path

from plugins.site.words import Words, read_words

STRINGS = Path(__file__).parents[1] / "strings.vi.toml"

WORDS: Words = read_words(STRINGS)
