"""What is surely meant is mended for the editor, after showing it; nothing else is touched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from plugins.checks.article import Article
from plugins.checks.prose import mask_code
from plugins.checks.rules import (
    eaten_stars,
    indented_code,
    joined_paragraphs,
    list_signs,
    portal_words,
    repeated_title,
)
from plugins.checks.rules.stray_spaces import ODD, stray_spaces
from plugins.checks.spots import (
    INVISIBLE,
    Spot,
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
ROUNDS = 6
# Of the body, in this order: what is moved in is no list yet, what goes parts no paragraphs.
IN_BODY: tuple[Callable[[Article], Iterable[Spot]], ...] = (
    indented_code.spots,
    portal_words.spots,
    repeated_title.spots,
    list_signs.spots,
    joined_paragraphs.spots,
    eaten_stars.spots,
)


def fix(data: bytes, path: str) -> bytes:
    """`data` mended, as UTF-8 without byte mark and with `\\n` line ends; as it is if refused.

    Mended are: NFC and misplaced marks, passages of old fonts, other dashes as the head's fence,
    look-alikes of Đ, invisible characters, no-break spaces that `check` reports; and what Word and
    portals leave in a pasted body (IN_BODY).
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
    text = text.removesuffix(body) + mend(body, stray_spaces(mask_code(body)))
    for spots in IN_BODY:
        raw = split(text)
        if not raw.fields or not raw.body or not text.endswith(raw.body):
            return text
        article = Article("", b"", text, raw, None, ())
        text = text.removesuffix(raw.body) + mend(raw.body, spots(article))
    return text


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
