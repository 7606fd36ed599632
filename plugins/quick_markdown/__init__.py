"""Python-Markdown's own output at half its time: what cannot match is not tried.

An article is mostly paragraphs of plain words, on which Python-Markdown tries every pattern and
every kind of block that it knows. Here each is told apart by what its matches must hold:

- an inline pattern by characters (`STARTS`), an unknown one by nothing: it is always tried;
- references by there being any (`[a]: b`);
- kinds of block by `PLAIN` and `HEADING`, which fit only paragraphs and headings;
- HTML and fenced code by `<`, `&` and the fence;
- simple links, emphasis and headings by one pattern each, which fits nothing else;
- an article with nothing but simple links and bold words by taking its texts apart at these.

Exact for the extensions in the settings: the tests compare with these, and fail where another
extension or version would read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor, unique
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
    DelimiterProcessor,
    LinkInlineProcessor,
    Pattern,
    ReferenceInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString, Registry

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
# Name, priority, what there must be, and what is added all the same.
PREPROCESSORS = (
    ("normalize_whitespace", 30, ("\x02", "\x03", "\r", "\t", "\n "), ("", "")),
    ("fenced_code_block", 25, ("```", "~~~"), ()),
    ("html_block", 20, ("<", "&"), ()),
)
# Each line begins with a letter; a `|` may make a table of them.
PLAIN = re.compile(r"[^\W\d_][^\n|]*(?:\n[^\W\d_][^\n|]*)*")
# A line with a heading's sign; a backslash may have a meaning for it.
HEADING = re.compile(r"#[^\n|\\]*")
# Without a bracket or quote in it, which may belong to a title.
PLAIN_TARGET = re.compile(r"\(\s*([^\s<()'\"][^()'\"]*)\)")
# One or two stars around a text without stars and underscores, which touch its ends.
STARS = re.compile(r"(?<!\*)(\*\*?)(?![\s*])([^*_]*[^*_\s])\1(?!\*)")
# Bold words and links with no other signs in them, as most are.
SIMPLE = re.compile(
    r"\*(?<!\*\*)\*(?![\s*])([^*_\[\]`\\<&\n]*[^*_\[\]`\\<&\s])\*\*(?!\*)"
    r"|\[(?<!!\[)(?!\^)([^*_\[\]`\\<&\n]+)\]\(([^\s*<()'\"`\\]+)\)"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What stands for something else until all is written: entities, tags, stashed parts.
NOT_YET_WRITTEN = re.compile("[&<>\x02]")


class QuickInline(InlineProcessor):
    """Tries only the patterns that may match somewhere in the article."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        # What holds a text matters only to links, which may not be in one another.
        elements = [*tree.iter()][1:]
        texts = [text for each in elements for text in (each.text, each.tail) if text]
        tried = [
            (pattern, STARTS.get(pattern.getCompiledRegExp().pattern, ALWAYS))
            for pattern in self.md.inlinePatterns
            if self.md.references or not isinstance(pattern, ReferenceInlineProcessor)
        ]
        signs = {start for _, starts in tried for start in starts}
        found = {sign for sign in signs if any(sign in text for text in texts)}
        if not found:
            return tree
        is_simple = not self.md.references and not any(
            element.tag == "a" or _has(found, element.tail) for element in elements
        )
        parts = [
            (element, SIMPLE.split(element.text or ""))
            for element in elements
            if is_simple
            and _has(found, element.text)
            and not isinstance(element.text, AtomicString)
        ]
        if is_simple and not any(_has(found, "\n".join(each[::4])) for _, each in parts):
            for element, each in parts:
                _fill(element, each)
            return tree
        patterns: Registry[Pattern] = Registry()
        for priority, (pattern, starts) in enumerate(reversed(tried)):
            if not found.isdisjoint(starts):
                patterns.register(pattern, str(priority), priority)
        self.inlinePatterns = patterns  # type: ignore[assignment]
        return super().run(tree, ancestors)


def _has(signs: Iterable[str], text: str | None) -> bool:
    return text is not None and any(sign in text for sign in signs)


def _fill(element: Element, parts: Sequence[str]) -> None:
    """parts: of its text, as SIMPLE takes it apart: text, bold, a link's text and target, text …"""
    element.text = parts[0] or None
    found = zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True)
    for place, (bold, label, target, tail) in enumerate(found):
        child = Element("strong") if bold else Element("a", {"href": target})
        child.text = bold or label
        child.tail = tail or None
        element.insert(place, child)


class PlainBlocks(BlockProcessor):
    """Takes paragraphs and headings without signs before all other processors."""

    def test(self, parent: Element, block: str) -> bool:
        return bool(PLAIN.fullmatch(block) or HEADING.fullmatch(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        paragraph = self.parser.blockprocessors["paragraph"]
        heading = self.parser.blockprocessors["hashheader"]
        while blocks:
            if PLAIN.fullmatch(blocks[0]):
                paragraph.run(parent, blocks)
            elif HEADING.fullmatch(blocks[0]):
                heading.run(parent, blocks)
            else:
                break


class Where(Preprocessor):
    """Runs another one only where the text holds one of `signs`; else it only adds `ending`."""

    def __init__(self, other: Preprocessor, *signs: str, ending: tuple[str, ...] = ()) -> None:
        super().__init__(other.md)
        self._other = other
        self._signs = signs
        self._ending = ending

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if any(sign in text for sign in self._signs):
            return self._other.run(lines)
        return [*lines, *self._ending]


class QuickLink(LinkInlineProcessor):
    """What has no brackets or quotes inside is not read letter by letter."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        end = data.find("]", index)
        if end < 0 or "[" in data[index:end]:
            return super().getText(data, index)
        return data[index:end], end + 1, True

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        target = PLAIN_TARGET.match(data, index)
        if not target:
            return super().getLink(data, index)
        return str(self.unescape(target[1])).strip(), None, target.end(), True


class QuickStars(DelimiterProcessor):
    """Emphasis without other emphasis in it is not looked for letter by letter."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        # What is left to give of the last match goes first.
        found = None if self.regions else STARS.match(data, m.start())
        if not found:
            return super().handleMatch(m, data)
        element = Element("strong" if found[1] == "**" else "em")
        element.text = found[2]
        return element, found.start(), found.end()


class QuickToc(Treeprocessor):
    """Ids for headings of plain words, without the list of contents that nobody asks for."""

    def __init__(self, toc: TocTreeprocessor) -> None:
        super().__init__(toc.md)
        self._toc = toc

    def run(self, root: Element) -> None:
        toc = self._toc
        headings: list[Element] = []
        ids: set[str] = set()
        counters: dict[str, int] = {}
        for element in root.iter():
            text = element.text or ""
            if toc.marker in text:
                return toc.run(root)
            if "id" in element.attrib:
                ids.add(element.attrib["id"])
            if isinstance(element.tag, str) and toc.header_rgx.match(element.tag):
                if (
                    len(element)
                    or element.attrib
                    or element.tag not in HEADINGS
                    or NOT_YET_WRITTEN.search(text)
                ):
                    return toc.run(root)
                headings.append(element)
        for heading in headings:
            name = " ".join((heading.text or "").split())
            heading.set("id", unique(toc.slugify(name, toc.sep), ids, counters))
        return None


class QuickExtension(Extension):
    """The last of all extensions: it wraps what they registered."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        for name, priority, signs, ending in PREPROCESSORS:
            if name in md.preprocessors:
                quick = Where(md.preprocessors[name], *signs, ending=ending)
                md.preprocessors.register(quick, name, priority)
        md.parser.blockprocessors.register(PlainBlocks(md.parser), "plain", 1000)
        md.inlinePatterns.register(QuickLink(LINK_RE, md), "link", 160)
        stars = QuickStars("*", "strong,em", md)
        stars.add("_", "strong,em", smart=True)
        md.inlinePatterns.register(stars, "em_strong", 60)
        md.treeprocessors.register(QuickInline(md), "inline", 20)
        toc = md.treeprocessors["toc"]
        assert isinstance(toc, TocTreeprocessor)
        md.treeprocessors.register(QuickToc(toc), "toc", 5)
