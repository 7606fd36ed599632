"""Words in a line: bold, italic, links, notes; HTML where Markdown has no sign for it."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from bs4.element import NavigableString, Tag

from importing.escaping import escaped, in_address, in_title

Node = NavigableString | Tag
SIGNS = {"strong": "**", "em": "*"}
KEPT = {"sub", "sup", "del", "ins", "mark", "abbr", "cite", "q", "dfn", "kbd", "samp", "var"}
KEPT |= {"s", "small", "u", "time"}
BLANKS = re.compile(r"[ \t\r\n]+")
BREAK = "\n"
# Blanks and breaks at the ends, which Markdown wants outside of its signs.
ENDS = re.compile(r"\A([ \n]*)(.*?)([ \n]*)\Z", re.DOTALL)


def inline(nodes: Sequence[Node], cell: bool = False, within: frozenset[str] = frozenset()) -> str:
    """Escaped Markdown; a break is a line end. cell: of a table, where HTML says a break."""
    parts: list[str] = []
    for node in _merged(nodes):
        if isinstance(node, NavigableString):
            parts.append(escaped(BLANKS.sub(" ", str(node)), brackets="a" in within))
            continue
        before = parts[-1] if parts else ""
        parts.append(_tag(node, before, cell, within))
    return "".join(parts)


def text_of(tag: Tag) -> str:
    """Plain, with a space for each break."""
    for line_end in tag.find_all("br"):
        line_end.replace_with(" ")
    return tag.get_text()


def _tag(tag: Tag, before: str, cell: bool, within: frozenset[str]) -> str:
    name = tag.name
    if name == "br":
        return BREAK
    if name == "img":
        address, alt = str(tag.get("src") or ""), " ".join(str(tag.get("alt") or "").split())
        title = str(tag.get("title") or "")
        said = f' "{in_title(title)}"' if title else ""
        return f"![{escaped(alt, brackets=True)}]({in_address(address)}{said})"
    if tag.has_attr("data-note"):
        return f"[^{tag['data-note']}]"
    if name == "code":
        return _code(tag.get_text(), cell)
    children = [child for child in tag.children if isinstance(child, NavigableString | Tag)]
    if name in SIGNS:
        if name in within:
            return inline(children, cell, within)
        return _emphasis(name, inline(children, cell, within | {name}), before, tag)
    inside = inline(children, cell, within | {name})
    if name == "a":
        return _link(tag, inside)
    if name in KEPT and inside.strip():
        title = f' title="{entities.escape(str(tag["title"]))}"' if tag.get("title") else ""
        return f"<{name}{title}>{inside}</{name}>"
    return inside


def _emphasis(name: str, inside: str, before: str, tag: Tag) -> str:
    """Stars where they are read as meant, else the tag itself."""
    found = ENDS.match(inside)
    assert found
    lead, core, tail = found.groups()
    if not core:
        return inside
    sign = SIGNS[name]
    # A line end inside would end a block's line; neighbouring stars would join these.
    unclear = "*" in core.replace("\\*", "") or before.endswith("*") or _stars_follow(tag)
    if unclear or "\n" in core or core.startswith("\\") or core.endswith("\\"):
        return f"{lead}<{name}>{core}</{name}>{tail}"
    return f"{lead}{sign}{core}{sign}{tail}"


def _stars_follow(tag: Tag) -> bool:
    return isinstance(tag.next_sibling, NavigableString) and str(tag.next_sibling).startswith("*")


def _link(tag: Tag, inside: str) -> str:
    address = in_address(str(tag.get("href") or ""))
    found = ENDS.match(inside)
    assert found
    lead, core, tail = found.groups()
    core = core.replace("\n", " ")
    return f"{lead}[{core}]({address}){tail}" if core and address else inside


def _code(code: str, cell: bool) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * (longest + 1)
    space = " " if code.startswith("`") or code.endswith("`") else ""
    code = " ".join(code.split()) if code.strip() else code
    return f"{fence}{space}{code.replace('|', chr(92) + '|') if cell else code}{space}{fence}"


def _merged(nodes: Sequence[Node]) -> list[Node]:
    """`<strong>a</strong><strong>b</strong>` is one; Word parts words anywhere."""
    merged: list[Node] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if (
            isinstance(node, Tag)
            and isinstance(last, Tag)
            and node.name == last.name
            and node.name in SIGNS
        ):
            for child in list(node.children):
                last.append(child.extract())
            continue
        merged.append(node)
    return merged
