"""What a file is, its bytes say: each kind has its reader, and what has none gets a sentence."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bs4.dammit import EncodingDetector

from importing.apart import is_office, read_apart
from importing.document import NotAnArticleError, SourceDocument
from importing.old_fonts import decoded_text
from importing.plain_text import read_text
from importing.portal_pages import read_page
from importing.profiles import Profile
from importing.sources import Source, refuse_large
from importing.wordpress import read_item
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import MAGIC, kind_inside
from plugins.vietnamese.text import nfc

PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xce", b"#!")
MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|meta|!--|p\b|div\b|table\b|h[1-6]\b|ul\b|span\b|b\b|font\b|article\b|section\b)",
    re.I,
)
OLD_CHARSETS = {
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
}
HEAD = 4096


def read_source(source: Source, profiles: Sequence[Profile]) -> SourceDocument | None:
    """None for a page without an article. Raises NotAnArticleError, and OSError."""
    if source.span:
        return read_item(source.name, source.path, source.span)
    refuse_large(source.path)
    with source.path.open("rb") as file:
        head = file.read(HEAD)
    name = source.name
    try:
        return _of_kind(name, source.path, head, profiles)
    except RecursionError:
        raise NotAnArticleError(
            gettext("Tệp có các phần lồng nhau quá sâu: máy không đọc.")
        ) from None


def _of_kind(
    name: str, path: Path, head: bytes, profiles: Sequence[Profile]
) -> SourceDocument | None:
    if not head.strip(b"\0 \t\r\n"):
        raise NotAnArticleError(gettext("Tệp trống."))
    if head.startswith(PROGRAMS) and not MARKUP.match(head):
        raise NotAnArticleError(
            gettext("Tệp là một chương trình máy tính, không phải bài viết: máy không mở.")
        )
    if is_office(head):
        return _apart(name, path)
    if kind_inside(head[:MAGIC]):
        raise NotAnArticleError(
            gettext("Tệp là một tấm ảnh, không phải bài viết: chèn ảnh vào tệp Word hay bài.")
        )
    text = decoded_bytes(path.read_bytes())
    if MARKUP.match(head) or re.search(r"<(?:html|body|p|div|table)\b", text[:20_000], re.I):
        return read_page(name, text, profiles)
    return read_text(name, decoded_text(text))


def _apart(name: str, path: Path) -> SourceDocument:
    """Made to do harm, it costs no more than a sentence. Raises NotAnArticleError, OSError."""
    (answer,) = read_apart([path])
    if isinstance(answer, SourceDocument):
        return replace(answer, name=name)
    raise answer


def decoded_bytes(data: bytes) -> str:
    """By its mark, by what it says of itself, as UTF-8, else as Windows read it: old fonts are of
    that code page."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(
                data.decode("utf-8-sig" if mark == codecs.BOM_UTF8 else encoding, "replace")
            )
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        declared = EncodingDetector.find_declared_encoding(data, is_html=True) or ""
    encoding = OLD_CHARSETS.get(declared.lower(), declared.lower())
    try:
        codecs.lookup(encoding)
    except LookupError:
        encoding = "cp1252"
    if encoding in ("utf-8", "utf8"):  # a few bad bytes in a good text
        text = data.decode("utf-8", "replace")
        return _checked(
            text if text.count("\ufffd") * 50 < len(text) else data.decode("cp1252", "replace")
        )
    return _checked(nfc(data.decode(encoding, "replace")))


def _checked(text: str) -> str:
    """Raises NotAnArticleError for what is no text."""
    start = text[:HEAD]
    odd = sum(char in "\0\ufffd" or (ord(char) < 32 and char not in "\t\r\n\f") for char in start)
    if odd * 10 > len(start):
        raise NotAnArticleError(
            gettext("Tệp không phải là văn bản: có thể đã đổi đuôi, hoặc hỏng.")
        )
    return text.replace("\0", "")
