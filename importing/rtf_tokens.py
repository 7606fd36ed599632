"""What an RTF file is made of: words, signs, braces, text; nothing is said of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|.",
    re.DOTALL,
)
MOST_OF_A_GROUP = 400_000  # bytes


class HexByte(NamedTuple):
    """A character by its code in the font's code page."""

    value: bytes


class ControlWord(NamedTuple):
    """`\\b0`: name `b`, number 0."""

    name: str
    number: int | None


class ControlSymbol(NamedTuple):
    """What stands after a backslash and is no letter."""

    value: bytes


class Brace(NamedTuple):
    """The beginning or end of a group."""

    is_open: bool


class PlainText(NamedTuple):
    """Text in the file's code page."""

    text: bytes


class BinaryData(NamedTuple):
    """What follows `\\bin`."""

    data: bytes


Token = HexByte | ControlWord | ControlSymbol | Brace | PlainText | BinaryData


def tokens_of(data: bytes) -> Iterator[Token]:
    """In their order; what is none of these, as the ends of lines, is left out."""
    at, end = 0, len(data)
    while at < end:
        token = TOKEN.match(data, at)
        assert token
        at = token.end()
        code, word, number, sign, brace, plain = token.groups()
        if code:
            yield HexByte(bytes.fromhex(code.decode()))
        elif word == b"bin":
            length = min(max(int(number or 0), 0), end - at)
            yield BinaryData(data[at : at + length])
            at += length
        elif word:
            yield ControlWord(word.decode(), int(number) if number else None)
        elif sign:
            yield ControlSymbol(sign)
        elif brace:
            yield Brace(brace == b"{")
        elif plain:
            yield PlainText(plain)


def group_of(data: bytes, start: bytes) -> bytes:
    """The group that begins so, without the braces in it counted beyond their balance."""
    begin = data.find(start)
    if begin < 0:
        return b""
    deep = 0
    for brace in re.finditer(rb"(?<!\\)[{}]", data[begin : begin + MOST_OF_A_GROUP]):
        deep += 1 if brace.group() == b"{" else -1
        if not deep:
            return data[begin : begin + brace.end()]
    return b""
