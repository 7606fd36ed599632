"""A sign of the text is a sign on the page: what Markdown would read as its own is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.captions.caption import LABELS

# `_` inside a word is none of Markdown's; `<` and `&` only where HTML may begin.
ALWAYS = re.compile(r"[\\`*|]|(?<!\w)_|_(?!\w)")
TAG = re.compile(r"<(?=[a-zA-Z/!?]|$)")
ENTITY = re.compile(r"&(?=#?\w+;|$)")
# Where a bracket might become a link, photo, reference or note.
BRACKETS = re.compile(r"\]\s?[\[(:]|\[\^")
BEGINNINGS = (
    (re.compile(r"(?=#)"), "\\"),
    (re.compile(r"(?=>)"), "\\"),
    (re.compile(r"(?=[-+](?:\s|$))"), "\\"),
    (re.compile(r"(?=-+$)"), "\\"),
)
NUMBER = re.compile(r"(\d+)\.(?=\s|$)")
EQUALS = re.compile(r"=(?==*\s*$)")
TILDES = re.compile(r"~(?=~~)")
COLON = re.compile(r":(?=\s|$)")
UNFIT = re.compile(r"""[\s<>"'`*|\[\]]""")
QUOTED = re.compile(r'"([^"]*)"')


def escaped(text: str, brackets: bool = False) -> str:
    """brackets: all of them, for a text between brackets."""
    text = ALWAYS.sub(lambda sign: "\\" + sign[0], text)
    text = ENTITY.sub("&amp;", text)
    text = TAG.sub("&lt;", text)
    if brackets:
        return text.replace("[", "\\[").replace("]", "\\]")
    return text.replace("[", "\\[") if "[" in text and BRACKETS.search(text) else text


def at_line_start(line: str) -> str:
    """`line`, escaped within, at the beginning of which nothing is read as a block's sign."""
    for pattern, before in BEGINNINGS:
        if pattern.match(line):
            return before + line
    if found := NUMBER.match(line):
        return f"{found[1]}\\.{line[found.end() :]}"
    if EQUALS.match(line):
        return f"&#61;{line[1:]}"
    if TILDES.match(line):
        return f"&#126;{line[1:]}"
    return f"&#58;{line[1:]}" if COLON.match(line) else line


def in_title(text: str) -> str:
    """A caption between straight quotes: its own become the typographer's."""
    text = QUOTED.sub("“\\1”", text).replace('"', "”")
    return (
        TAG.sub("&lt;", ENTITY.sub("&amp;", text))
        .replace("\\", "\\\\")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replace("](", "\\](")
    )


def in_address(address: str) -> str:
    """What stands between round brackets, with nothing in it that would end it."""
    address = address.strip().replace("\n", "").replace("\\", "/")
    if not _is_balanced(address):
        address = address.replace("(", "%28").replace(")", "%29")
    return UNFIT.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


def picture(address: str, alt: str, caption: str = "") -> str:
    """alt, caption: as they are read, on one line."""
    title = f' "{in_title(caption)}"' if caption else ""
    return f"![{escaped(alt, brackets=True)}]({in_address(address)}{title})"


def table_caption(said: str) -> str:
    """The line above a table; said: as it is read, on one line."""
    return escaped(said if LABELS["table"].match(said) else f"Bảng: {said}")


def pipe_table(rows: Sequence[Sequence[str]], rulings: Sequence[str]) -> str:
    """rows: equally long, the header first, in Markdown; rulings: `---`, `---:` of each column."""
    lines = [" | ".join(row) for row in [rows[0], rulings, *rows[1:]]]
    return "\n".join(f"| {line} |" for line in lines)


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
