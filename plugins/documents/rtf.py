"""Names, comments, changes and hidden text of an RTF file (Rich Text Format 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from .traces import Trace, distinct

MOST_PEOPLE = 100
PEOPLE = re.compile(rb"\{\\(?:\*\\)?(?:author|operator|manager|company)\b ?([^{}]{0,400})\}")
COMMENT = re.compile(rb"\{\\\*\\annotation\b")
CHANGE = re.compile(rb"\\(?:revised|deleted)(?![a-z0-9])")
HIDDEN = re.compile(rb"\\v(?![a-z0-9-]) ?((?:[^{}\\\r\n]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6} ?){2,200})")
PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
LETTER = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)?|\\[a-z]+-?\d* ?"
)


def read_rtf(file: BinaryIO) -> Iterator[Trace]:
    """Traces of an RTF file, from its beginning."""
    data = file.read()
    page = PAGE.search(data)
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    found = (_decoded(match[1], encoding) for match in islice(PEOPLE.finditer(data), MOST_PEOPLE))
    if people := distinct(list(found)):
        yield Trace("people", people)
    if comments := len(COMMENT.findall(data)):
        yield Trace("comments", (), comments)
    if changes := len(CHANGE.findall(data)):
        yield Trace("changes", (), changes)
    secrets = [text for text in HIDDEN.findall(data) if text.strip()]
    if secrets:
        yield Trace("hidden text", (_decoded(secrets[0], encoding),), len(secrets))


def _decoded(data: bytes, encoding: str) -> str:
    def letter(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return bytes([int(match[1], 16)])
        return b""

    parts: list[str] = []
    place = 0
    for match in LETTER.finditer(data):
        parts.append(_plain(data[place : match.start()], encoding))
        if match[1]:
            parts.append(_plain(letter(match), encoding))
        elif match[2]:
            parts.append(chr(int(match[2]) & 0xFFFF))
        place = match.end()
    parts.append(_plain(data[place:], encoding))
    return " ".join(
        "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace").split()
    )


def _plain(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
