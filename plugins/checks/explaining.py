"""How much an article's body explains: its sentences, not its headings, pictures or bare links."""

from __future__ import annotations

import re

from plugins.frontmatter.parsed import ParsedArticle

SHOWN = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
TARGET = re.compile(r"(?<=\])\([^)]*\)|https?://\S+|<[^<>]*>")
SYLLABLE = re.compile(r"[^\W_]+")


def syllables(article: ParsedArticle) -> int:
    """Of paragraphs, lists, tables and quotations; a number is one."""
    text = "\n".join(
        line.prose
        for block in article.blocks
        if block.kind not in ("heading", "code", "rule")
        for line in block.lines
    )
    return sum(1 for _ in SYLLABLE.finditer(TARGET.sub(" ", SHOWN.sub(" ", text))))
