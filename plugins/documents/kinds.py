"""What a file is by its first bytes, and what its name says that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext_noop
from plugins.shared.picture_kinds import MAGIC, kind_inside

Family = Literal["word", "excel", "powerpoint", "opendocument", "pdf", "zip", "media", "plain"]
Bytes = Literal["zip", "ole", "pdf", "rtf", "mp4", "mp3", "program", "page", "picture", "rar", ""]

# UTF-16, as Excel writes it, begins like some recordings.
PLAIN: tuple[tuple[Bytes, ...], Family] = (("", "mp3"), "plain")
# What the first bytes may be, and which program an editor made it with.
SUFFIXES: Mapping[str, tuple[tuple[Bytes, ...], Family]] = {
    ".docx": (("zip",), "word"),
    ".docm": (("zip",), "word"),
    ".xlsx": (("zip",), "excel"),
    ".xlsm": (("zip",), "excel"),
    ".pptx": (("zip",), "powerpoint"),
    ".pptm": (("zip",), "powerpoint"),
    ".ppsx": (("zip",), "powerpoint"),
    ".doc": (("ole", "rtf"), "word"),  # Word itself writes RTF under this name
    ".xls": (("ole",), "excel"),
    ".ppt": (("ole",), "powerpoint"),
    ".rtf": (("rtf",), "word"),
    ".odt": (("zip",), "opendocument"),
    ".ods": (("zip",), "opendocument"),
    ".odp": (("zip",), "opendocument"),
    ".pdf": (("pdf",), "pdf"),
    ".zip": (("zip",), "zip"),
    ".mp4": (("mp4",), "media"),
    ".mov": (("mp4",), "media"),
    ".m4a": (("mp4",), "media"),
    ".m4v": (("mp4",), "media"),
    ".mp3": (("mp3",), "media"),
    # Nothing is looked for in these but what is not what the name says.
    **dict.fromkeys((".txt", ".csv", ".vtt", ".wav", ".ogg", ".oga", ".ogv", ".webm"), PLAIN),
}
HEAD = 1024  # bytes within which all of them show
BEGINNINGS: tuple[tuple[bytes, Bytes], ...] = (
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),  # an empty one
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "mp3"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "rar"),
)
# Boxes that a film begins with: https://developer.apple.com/documentation/quicktime-file-format
BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
MEANT: Mapping[Bytes, str] = {
    "zip": gettext_noop("một tệp nén hoặc tệp Office đời mới"),
    "ole": gettext_noop("một tệp Office đời cũ"),
    "pdf": gettext_noop("một tệp PDF"),
    "rtf": gettext_noop("một tệp RTF"),
    "mp4": gettext_noop("một đoạn phim"),
    "mp3": gettext_noop("một đoạn âm thanh"),
    "program": gettext_noop("một chương trình máy tính"),
    "page": gettext_noop("một trang web"),
    "picture": gettext_noop("một tấm ảnh"),
    "rar": gettext_noop("một tệp nén RAR hoặc 7z"),
    "": gettext_noop("thứ máy không nhận ra"),
}


def is_plain(name: str) -> bool:
    """Nothing is looked for inside but what the first bytes say."""
    return SUFFIXES[suffix_of(name)][1] == "plain"


def kind_of(head: bytes) -> Bytes:
    """head: the file's first bytes, at most HEAD; "" for nothing known."""
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if kind_inside(head[:MAGIC]):
        return "picture"
    # Also with a PDF behind it, which readers of PDF look for within the first bytes.
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<html", b"<!doctype", b"<script", b"<?php", b"<svg", b"<?xml")):
        return "page"
    if b"%PDF" in head:
        return "pdf"
    if head[4:8] in BOXES:
        return "mp4"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "mp3"
    return ""
