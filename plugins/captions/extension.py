"""An editor writes a photo and its caption in Markdown; the reader gets a figure with both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor
from markdown.treeprocessors import Treeprocessor

from .caption import LABELS
from .figures import frame
from .words import CaptionWords, caption_words

# `](path "`: Word and phones type curly quotes where Markdown wants straight ones.
# No path goes on into the next photo's: only that one may have a title.
TARGET = re.compile(
    r"""\(\s*(?:<(?P<quoted>[^<>]*)>|(?P<path>(?:[^<>"“”\]]|\](?!\())*?))\s+(?P<quote>["'“”])"""
)
CLOSINGS = {'"': '"', "'": "'", "“": "[”“]", "”": "[”“]"}
SEPARATOR = re.compile(r"^[ ]{0,3}\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")

# Markdown's own: images 150; code blocks 80, tables 75; inline texts 20, unescape 0.
IMAGE_PRIORITY = 150
BLOCK_PRIORITY = 77
TREE_PRIORITY = 15


class CaptionImage(ImageInlineProcessor):
    """An image whose title may hold quotes and brackets, even `("Đổi mới")`."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        target = TARGET.match(data, index)
        if not target:
            return super().getLink(data, index)
        ends = re.compile(CLOSINGS[target["quote"]] + r"\s*\)")
        first: tuple[str, int] | None = None
        for end in ends.finditer(data, target.end()):
            title = data[target.end() : end.start()]
            if "](" in title:
                break
            first = first or (title, end.end())
            if title.count("(") == title.count(")"):
                first = (title, end.end())
                break
        if first is None:
            return super().getLink(data, index)
        path = target["quoted"] if target["quoted"] is not None else target["path"]
        title = " ".join(str(self.unescape(first[0])).split())
        return str(self.unescape(path)).strip(), title, first[1], True


class TableCaptionBlock(BlockProcessor):
    """`Bảng: …` may touch its table: Markdown would take it for a part of the table."""

    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and self._cut(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        block = blocks.pop(0)
        pieces = self._cut(block)
        assert pieces is not None
        blocks[:0] = pieces
        return True

    def _cut(self, block: str) -> list[str] | None:
        lines = block.split("\n")
        rules = (n for n in range(1, len(lines)) if "|" in lines[n - 1] and _is_rule(lines[n]))
        head = next(rules, 0) - 1
        if head < 0:
            return None
        if head and not LABELS["table"].match(lines[0].lstrip("*_ ")):
            return None
        after = (n for n in range(head + 2, len(lines)) if "|" not in lines[n])
        tail = next((n for n in after if LABELS["table"].match(lines[n].lstrip("*_ "))), len(lines))
        pieces = [lines[:head], lines[head:tail], lines[tail:]]
        cut = ["\n".join(piece) for piece in pieces if piece]
        return cut if len(cut) > 1 else None


def _is_rule(line: str) -> bool:
    return "-" in line and SEPARATOR.match(line) is not None


class Figures(Treeprocessor):
    """Frames photos, videos and tables of an article."""

    def __init__(self, md: Markdown, words: CaptionWords) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        frame(root, self.words)


class CaptionExtension(Extension):
    """words: some or all of the strings' table `[captions]`, instead of the plugin's own; others:
    of articles in another language, by its code."""

    def __init__(
        self,
        words: Mapping[str, str] | None = None,
        others: Mapping[str, CaptionWords] | None = None,
        **configs: Any,
    ) -> None:
        self.config = {}
        super().__init__(**configs)
        self.words = replace(caption_words(), **(words or {}))
        self.others = others or {}

    def in_language(self, language: str) -> CaptionExtension:
        return CaptionExtension(asdict(self.others.get(language, self.words)))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(CaptionImage(IMAGE_LINK_RE, md), "image_link", IMAGE_PRIORITY)
        md.parser.blockprocessors.register(
            TableCaptionBlock(md.parser), "table_caption", BLOCK_PRIORITY
        )
        md.treeprocessors.register(Figures(md, self.words), "captions", TREE_PRIORITY)


def makeExtension(**configs: Any) -> CaptionExtension:  # noqa: N802
    """Lets the MARKDOWN setting name `plugins.captions.extension`."""
    return CaptionExtension(**configs)
