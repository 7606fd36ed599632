"""Numbers in addresses of pages are theirs; those in a file's name or a call link are people's."""

from __future__ import annotations

import re
from urllib.parse import unquote

TARGET = re.compile(
    r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|\b(?:src|href)\s*=\s*[\"']?)"
    r"(?P<target>[^)>\s\"']*)|(?P<bare>(?:https?|ftp)://[^\s<>)\]\"']*)",
    re.M | re.I,
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
# Links that call, write or open a chat.
CALL = re.compile(
    r"(?:tel|sms|callto|mailto|viber|zalo|whatsapp|facetime)(?::|%3a)"
    r"|(?:https?:)?//(?:[\w-]+\.)*(?:zalo\.me|wa\.me|whatsapp\.com|viber\.com|viber\.click"
    r"|t\.me|telegram\.me)(?=[/?])",
    re.I,
)
# What other addresses say of a person: `?sdt=0912345678`.
PARAMETER = re.compile(r"[?&](?:phone|tel|mobile|sdt|dt|dienthoai|cccd|cmnd|stk)=\d+", re.I)
ESCAPED = re.compile("(?:%[0-9a-f]{2})+", re.I)


def is_file(target: str) -> bool:
    """A link's target inside content/, not an address elsewhere nor a call."""
    return not SCHEME.match(target) or target.lower().startswith("file:")


def without_addresses(text: str) -> str:
    """`text`, as long as it was, with spaces for links to other sites, and names of files and what
    calls as words."""
    if "](" in text or "://" in text or "]:" in text or "=" in text:
        return TARGET.sub(_read, text)
    return text


def as_path(text: str) -> str:
    """A path's names parted by bars, words in them by spaces."""
    return ESCAPED.sub(_plain, text).translate({ord("/"): "¦", ord("_"): " "})


def _read(found: re.Match[str]) -> str:
    target = found["target"] if found["bare"] is None else found["bare"]
    before = found["before"] or ""
    return " " * len(before) + _words(target)


def _words(target: str) -> str:
    if CALL.match(target):
        return re.sub(r"[/?=&:]", " ", ESCAPED.sub(_plain, target))
    if is_file(target):
        return as_path(target)
    said = list(" " * len(target))
    for part in PARAMETER.finditer(target):
        said[part.start() : part.end()] = re.sub("[?&=]", " ", part[0])
    return "".join(said)


def _plain(escaped: re.Match[str]) -> str:
    return unquote(escaped[0], errors="replace").rjust(len(escaped[0]))
