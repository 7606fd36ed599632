"""The HTML tags that an editor typed or pasted, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What Markdown passes on as HTML: `<`, an ASCII letter, no `@` or `:` before the first space.
OPENING = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s<>/@\"'=]*)(?=[\s/>])")
ADDRESS = re.compile(r"(?:https?|mailto|ftp|file|tel):", re.I)
WELL_FORMED = re.compile(
    r"(?>\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?)*+\s*/?>"
)
# Beyond these Markdown looks for no end of a tag.
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
QUOTE = re.compile(r"\n {0,3}>")
ANY = re.compile(r"[^<>]*+>")


@dataclass(frozen=True)
class Tag:
    """name: in lower case; text: the whole tag as typed; whole: False where a quote is missing."""

    name: str
    closing: bool
    text: str
    offset: int
    whole: bool


def read_tags(prose: str) -> Iterator[Tag]:
    """In order; a `<` that Markdown shows as a sign is none."""
    place = 0
    while (opening := OPENING.search(prose, place)) is not None:
        place = opening.end()
        if ADDRESS.match(opening["name"]) or prose.endswith("](", 0, opening.start()):
            continue  # `[text](<path with spaces>)` is a link
        whole = WELL_FORMED.match(prose, place)
        end = whole or ANY.match(prose, place)
        text = prose[opening.start() : end.end()] if end else ""
        in_line = prose.rfind("\n", 0, opening.start()) + 1 < opening.start()
        if end is None or EMPTY_LINE.search(text) or (in_line and QUOTE.search(text)):
            continue
        name = opening["name"].lower()
        yield Tag(name, bool(opening["close"]), text, opening.start(), whole is not None)
        place = end.end()
        if name in ("script", "style") and not opening["close"]:
            after = prose.lower().find(f"</{name}", place)
            place = after if after >= 0 else len(prose)
