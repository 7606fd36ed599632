"""Files of two people as texts that can be merged, and back, in the form that the file had."""

from __future__ import annotations

from desk.article.compose import main_line_end
from desk.merging.three_way import Merged, merge
from plugins.frontmatter.encoding import UTF_8_MARK, as_typed, byte_mark
from plugins.links.files import ARTICLE_SUFFIX

BY_LINE = (".csv", ".toml", ".txt", ".srt", ".vtt")


def is_text(path: str) -> bool:
    """Whether files of that name are merged as text."""
    return path.lower().endswith((ARTICLE_SUFFIX, *BY_LINE))


def merge_bytes(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> Merged | None:
    """As `merge`; None for what is no text. base: b"" where both made the file anew."""
    try:
        texts = [None if data is None else as_typed(data) for data in (base, ours, theirs)]
    except UnicodeDecodeError:
        return None
    old, mine, other = texts
    if not is_text(path) or mine is None or other is None or "\0" in mine + other:
        return None
    return merge(old, mine, other, path.lower().endswith(BY_LINE))


def in_form_of(data: bytes, text: str) -> bytes:
    """`text` with the line ends and the byte mark of `data`, in UTF-8."""
    ends = main_line_end([data.decode(byte_mark(data) or "utf-8", "replace")])
    mark = UTF_8_MARK if byte_mark(data) == "utf-8" else b""
    return mark + text.replace("\n", ends).encode("utf-8", "surrogatepass")
