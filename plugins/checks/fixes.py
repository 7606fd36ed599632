"""What is surely meant is mended for the editor, after showing it; nothing else is touched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from plugins.checks.prose import mask_code
from plugins.checks.rules.stray_spaces import ODD, stray_spaces
from plugins.checks.spots import (
    INVISIBLE,
    invisible_characters,
    legacy_passages,
    letters_apart,
    look_alikes,
    mend,
    misordered_marks,
)
from plugins.frontmatter.encoding import as_typed, decode
from plugins.frontmatter.head import split
from plugins.vietnamese.text import nfc

FENCE = "---"
UNSEEN = re.compile(f"{INVISIBLE.pattern}|[{ODD}]")
# Mending one thing can bring out another (a letter and its mark, parted by an invisible sign).
ROUNDS = 4


def fix(data: bytes, path: str) -> bytes:
    """`data` mended, as UTF-8 without byte mark and with `\\n` line ends; as it is if refused.

    Mended are: NFC and misplaced marks, passages of old fonts, other dashes as the head's fence,
    look-alikes of Đ, invisible characters, no-break spaces that `check` reports.
    Never raises; a second run changes nothing.
    """
    text, problems = decode(data, path)
    if not text or any(problem.severity == "error" for problem in problems):
        return data
    text = as_typed(data)
    for _ in range(ROUNDS):
        mended = _mend(text)
        if mended == text:
            return text.encode()
        text = mended
    return data


def diff(before: bytes, after: bytes, path: str) -> str:
    """A unified diff with what cannot be seen written out; mends of form are told in a line."""
    old, new = as_typed(before, "replace"), as_typed(after, "replace")
    notes = [f"{path}: {note}" for note in _notes(before, old)]
    lines = difflib.unified_diff(
        nfc(old).split("\n"), new.split("\n"), path, f"{path} (đã sửa)", "", "", 1, ""
    )
    return "\n".join([*notes, *(_visible(line) for line in lines)])


def _mend(text: str) -> str:
    text = nfc(text)
    text = mend(text, misordered_marks(text))
    raw = split(text)
    text = mend(text, legacy_passages(text, raw))
    lines = text.split("\n")
    for number in raw.wrong_fences:
        lines[number - 1] = FENCE
    text = "\n".join(lines)
    text = mend(text, look_alikes(text))
    text = mend(text, invisible_characters(text))
    body = split(text).body
    if not body or not text.endswith(body):
        return text
    return text.removesuffix(body) + mend(body, stray_spaces(mask_code(body)))


def _notes(before: bytes, old: str) -> Iterator[str]:
    if before.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        yield "đổi sang mã UTF-8."
    elif before.startswith(b"\xef\xbb\xbf"):
        yield "bỏ dấu nhận biết UTF-8 (BOM) ở đầu tệp."
    if b"\r" in before:
        yield "dấu xuống dòng CRLF của Windows thành LF."
    apart = sum(1 for _ in letters_apart(old))
    if apart:
        yield f"{apart} chữ Unicode tổ hợp thành Unicode dựng sẵn (trông không đổi)."
    elif nfc(old) != old:
        yield "chữ có dấu thừa: phần ghép được đã thành Unicode dựng sẵn (trông không đổi)."


def _visible(line: str) -> str:
    return UNSEEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", line)
