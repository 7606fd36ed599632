"""Finds every picture and link of an article where it stands, in Markdown or in HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plugins.shared.file_kinds import SOUND, VIDEO

ReferenceKind = Literal["picture", "link", "media", "poster"]

_TEXT = r"(?:\\.|[^\]\\\[]|\[(?:\\.|[^\]\\\[])*\])*"
_TITLE = r"(?:\s+(?P<title>\"(?:[^\"]|\"(?!\s*\)))*\"|'(?:[^']|'(?!\s*\)))*'|“[^”]*”|\([^)]*\)))?"
# Spaces too, as Markdown allows them: `anh/hoi nghi (1).jpg`.
_PLAIN = r"(?:\\.|[^\s()\\]|\([^\s()]*\)|[ ]++(?=[^\s\"'“)]))*"
INLINE = re.compile(
    rf"(?P<bang>!?)\[(?P<text>{_TEXT})\]\(\s*+"
    rf"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>{_PLAIN})){_TITLE}\s*\)",
    re.S,
)
DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\]\n^][^\]\n]*)\]:[ \t]*(?:\n[ \t]*)?<?(?P<target>\S+?)>?"
    r"(?:[ \t]*(?:[ \t]|\n[ \t]*)(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$",
    re.M,
)
AUTOMATIC = re.compile(r"<(?P<target>(?:https?|mailto|ftp|file):[^<>\s]*)>", re.I)
# Outside quotes a `<` ends it and nothing is tried twice: what has no end costs little.
TAG = re.compile(
    r"<(?P<name>img|a|video|audio|source|track)\b"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.I,
)
CLOSING = re.compile("</a>", re.I)
ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))"
)
MEDIA_SUFFIXES = tuple(f".{ending}" for ending in (*VIDEO, *SOUND))


@dataclass(frozen=True)
class Reference:
    """target, text (alt text of a picture) and title as typed; offset: of the target in the body.

    start: offset of the whole reference. has_alt: False where HTML has no alt attribute at all.
    """

    kind: ReferenceKind
    target: str
    text: str
    title: str
    start: int
    offset: int
    has_alt: bool = True


def find_references(prose: str) -> Iterator[Reference]:
    """In the order of the text. prose: the body with code blanked out."""
    found = [*_inline(prose), *_definitions(prose), *_automatic(prose), *_tags(prose)]
    yield from sorted(found, key=lambda reference: (reference.start, reference.offset))


def _inline(prose: str) -> Iterator[Reference]:
    for match in _matches(prose, 0, len(prose)) if "](" in prose else ():
        group = "angled" if match["angled"] is not None else "plain"
        kind: ReferenceKind = "picture" if match["bang"] else "link"
        if kind == "picture" and match[group].lower().endswith(MEDIA_SUFFIXES):
            kind = "media"
        title = (match["title"] or "")[1:-1]
        yield Reference(kind, match[group], match["text"], title, match.start(), match.start(group))
        if not match["bang"]:  # a picture inside a link's text: [![alt](a.jpg)](b)
            for inner in _matches(prose, match.start("text"), match.end("text")):
                if inner["bang"]:
                    group = "angled" if inner["angled"] is not None else "plain"
                    yield Reference(
                        "picture",
                        inner[group],
                        inner["text"],
                        (inner["title"] or "")[1:-1],
                        inner.start(),
                        inner.start(group),
                    )


def _matches(prose: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """INLINE's matches as `finditer` gives them, looked for from bracket to bracket: faster."""
    bracket = prose.find("[", start, end)
    paragraph = start  # its end: no reference goes on beyond, and none is looked for there
    while bracket >= 0:
        if bracket >= paragraph:
            paragraph = prose.find("\n\n", bracket, end)
            paragraph = end if paragraph < 0 else paragraph
        bang = bracket > start and prose[bracket - 1] == "!"
        match = INLINE.match(prose, bracket - bang, paragraph)
        start = match.end() if match else bracket + 1
        if match:
            yield match
        bracket = prose.find("[", start, end)


def _definitions(prose: str) -> Iterator[Reference]:
    for match in DEFINITION.finditer(prose) if "]:" in prose else ():
        name = re.escape(match["name"])
        used = re.search(rf"!\[([^\]]*)\]\[{name}\]|!\[({name})\](?![(\[:])", prose, re.I)
        text = (used.group(1) or used.group(2) or "") if used else match["name"]
        if not used and (link := re.search(rf"\[([^\]\[]+)\]\[{name}\]", prose, re.I)):
            text = link[1]
        yield Reference(
            "picture" if used else "link",
            match["target"],
            text,
            (match["title"] or "")[1:-1],
            match.start(),
            match.start("target"),
        )


def _automatic(prose: str) -> Iterator[Reference]:
    for match in AUTOMATIC.finditer(prose) if "<" in prose else ():
        target = match["target"]
        yield Reference("link", target, target, "", match.start(), match.start("target"))


def _tags(prose: str) -> Iterator[Reference]:
    for match in TAG.finditer(prose) if "<" in prose else ():
        attributes = {}
        places = {}
        for item in ATTRIBUTE.finditer(prose, match.start("attributes"), match.end("attributes")):
            group = next(name for name in "abc" if item[name] is not None)
            attributes[item["name"].lower()] = html.unescape(item[group])
            places[item["name"].lower()] = item.start(group)
        tag = match["name"].lower()
        if "poster" in attributes and tag == "video":
            poster, place = attributes["poster"], places["poster"]
            yield Reference("poster", poster, "", "", match.start(), place)
        key = "href" if tag == "a" else "src"
        if key not in attributes:
            continue
        kind: ReferenceKind = "link" if tag == "a" else "picture" if tag == "img" else "media"
        text = attributes.get("alt", "")
        if tag == "a":
            end = CLOSING.search(prose, match.end())
            text = re.sub(r"<[^>]*>", "", prose[match.end() : end.start()]) if end else ""
        yield Reference(
            kind,
            attributes[key],
            text,
            attributes.get("title", ""),
            match.start(),
            places[key],
            has_alt=tag != "img" or "alt" in attributes,
        )
