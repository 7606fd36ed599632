"""Python-Markdown's own output at half its time: what cannot match is not tried.

An article is mostly paragraphs of plain words, on which Python-Markdown tries every pattern and
every kind of block that it knows. Here each is told apart by what its matches must hold:

- an inline pattern by characters (`STARTS`), an unknown one by nothing: it is always tried;
- references by there being any (`[a]: b`);
- all kinds of block but paragraphs by `PLAIN`, which fits only what none of them takes;
- HTML and fenced code by `<`, `&` and the fence.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    BACKTICK_RE,
    ENTITY_RE,
    ESCAPE_RE,
    HTML_RE,
    IMAGE_LINK_RE,
    LINE_BREAK_RE,
    LINK_RE,
    ReferenceInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# By the pattern itself, so that another version's is simply tried: one of these is in each match.
STARTS: dict[str, tuple[str, ...]] = {
    BACKTICK_RE: ("`",),
    ESCAPE_RE: ("\\",),
    r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    LINK_RE: ("[",),
    IMAGE_LINK_RE: ("![",),
    AUTOLINK_RE: ("<",),
    AUTOMAIL_RE: ("<",),
    LINE_BREAK_RE: ("  \n",),
    HTML_RE: ("<",),
    ENTITY_RE: ("&",),
    r"\*|_": ("*", "_"),
}
ALWAYS = ("",)
# Each line begins with a letter; a `|` may make a table of them.
PLAIN = re.compile(r"[^\W\d_][^\n|]*(?:\n[^\W\d_][^\n|]*)*")


class QuickInline(InlineProcessor):
    """Overrides a private method of Python-Markdown; a test tells when that is gone."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self._tried = [
            (index, pattern, STARTS.get(pattern.getCompiledRegExp().pattern, ALWAYS))
            for index, pattern in enumerate(self.md.inlinePatterns)
            if self.md.references or not isinstance(pattern, ReferenceInlineProcessor)
        ]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802,N803
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index, pattern, starts in self._tried:
            if index < patternIndex or not (starts[0] in data or starts[-1] in data):
                continue
            start, matched = 0, True
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


class PlainParagraphs(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        return PLAIN.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        paragraph = self.parser.blockprocessors["paragraph"]
        while blocks and PLAIN.fullmatch(blocks[0]):
            paragraph.run(parent, blocks)


class Where(Preprocessor):
    """Runs another one only where a line holds one of `signs`."""

    def __init__(self, other: Preprocessor, *signs: str) -> None:
        super().__init__(other.md)
        self._other = other
        self._signs = signs

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return self._other.run(lines) if any(sign in text for sign in self._signs) else lines


class QuickExtension(Extension):
    """The last of all extensions: it wraps what they registered."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.register(Where(md.preprocessors["html_block"], "<", "&"), "html_block", 20)
        fenced = Where(md.preprocessors["fenced_code_block"], "```", "~~~")
        md.preprocessors.register(fenced, "fenced_code_block", 25)
        md.parser.blockprocessors.register(PlainParagraphs(md.parser), "plain", 1000)
        md.treeprocessors.register(QuickInline(md), "inline", 20)
