"""Text of a page in .VnTime and VNI fonts, or pasted from them, becomes Vietnamese in its place."""

from __future__ import annotations

import re

from bs4.element import NavigableString, PreformattedString, Tag

from plugins.vietnamese.legacy import STRANGE
from plugins.vietnamese.text import nfc

from .old_fonts import decoded, font_of
from .rich_text import Paragraph, Run

# Words may go on over any other tag.
APART = frozenset(
    """p div li td th tr table br h1 h2 h3 h4 h5 h6 blockquote dt dd figcaption caption hr option
    title meta button label section article""".split()  # noqa: SIM905
)
AS_IT_IS = frozenset(("pre", "code", "kbd", "samp"))
FAMILY = re.compile(r"font-family\s*:\s*([^;,]+)", re.IGNORECASE)

Line = list[tuple[NavigableString, str]]


def decode_tree(root: Tag) -> None:
    """Changes texts that an old font or their own letters show to be of old codes.

    It comes before soft hyphens are taken away, which TCVN3 has for `ư`. What is changed is in NFC,
    with plain spaces.
    """
    lines: list[Line] = [[]]
    _walk(root, "", lines)
    kept = [line for line in lines if line]
    if not any(font_of(font) for line in kept for _, font in line):
        text = nfc("\n".join("".join(node for node, _ in line) for line in kept))
        if not STRANGE.search(text):
            return
    paragraphs = [Paragraph(tuple(Run(str(node), font) for node, font in line)) for line in kept]
    for line, paragraph in zip(kept, decoded(paragraphs), strict=True):
        assert isinstance(paragraph, Paragraph)
        for (node, _), part in zip(line, paragraph.content, strict=True):
            assert isinstance(part, Run)
            if part.text != node:
                node.replace_with(NavigableString(part.text))


def _walk(tag: Tag, font: str, lines: list[Line]) -> None:
    """font: that of the tags around."""
    if tag.name in AS_IT_IS:
        return
    if tag.name in APART:
        lines.append([])
    named = FAMILY.search(str(tag.get("style") or ""))
    font = str(tag.get("face") or "") or (named[1] if named else "") or font
    for child in tag.children:
        if isinstance(child, Tag):
            _walk(child, font.split(",")[0], lines)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            lines[-1].append((child, font.split(",")[0]))
    if tag.name in APART:
        lines.append([])
