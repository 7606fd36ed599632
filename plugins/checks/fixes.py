"""What is surely meant is mended for the editor, after showing it; nothing else is touched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator

from plugins.checks.rules import (
    eaten_stars,
    indented_code,
    joined_paragraphs,
    list_signs,
    portal_words,
    repeated_title,
    stray_spaces,
)
from plugins.checks.rules.stray_spaces import ODD
from plugins.checks.text_edits import (
    INVISIBLE,
    TextEdit,
    apply_edits,
    invisible_characters,
    legacy_passages,
    letters_apart,
    look_alikes,
    misordered_marks,
)
from plugins.frontmatter.encoding import as_typed, decode
from plugins.frontmatter.head import split
from plugins.frontmatter.parsed import ParsedArticle, parse_text
from plugins.shared.messages import gettext, ngettext
from plugins.vietnamese.text import nfc

FENCE = "---"
UNSEEN = re.compile(f"{INVISIBLE.pattern}|[{ODD}]")
# Mending one thing can bring out another (a letter and its mark, parted by an invisible sign).
ROUNDS = 6
# Of the body, in this order: what is moved in is no list yet, what goes parts no paragraphs.
# Without a head only the first.
IN_BODY: tuple[Callable[[ParsedArticle], Iterable[TextEdit]], ...] = (
    stray_spaces.text_edits,
    indented_code.text_edits,
    portal_words.text_edits,
    repeated_title.text_edits,
    list_signs.text_edits,
    joined_paragraphs.text_edits,
    eaten_stars.text_edits,
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
        nfc(old).split("\n"),
        new.split("\n"),
        path,
        gettext("{path} (đã sửa)", path=path),
        "",
        "",
        1,
        "",
    )
    return "\n".join([*notes, *(_visible(line) for line in lines)])


def _mend(text: str) -> str:
    text = nfc(text)
    text = apply_edits(text, misordered_marks(text))
    raw = split(text)
    text = apply_edits(text, legacy_passages(text, raw.fields))
    lines = text.split("\n")
    for number in raw.wrong_fences:
        lines[number - 1] = FENCE
    text = "\n".join(lines)
    text = apply_edits(text, look_alikes(text))
    text = apply_edits(text, invisible_characters(text))
    article = parse_text(text)
    for edits_of in IN_BODY if article.fields else IN_BODY[:1]:
        mended = apply_edits(article.body, edits_of(article))
        text = text[: article.body_start] + mended
        article = parse_text(text)
    return text


def _notes(before: bytes, old: str) -> Iterator[str]:
    if before.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        yield gettext("đổi sang mã UTF-8.")
    elif before.startswith(b"\xef\xbb\xbf"):
        yield gettext("bỏ dấu nhận biết UTF-8 (BOM) ở đầu tệp.")
    if b"\r" in before:
        yield gettext("dấu xuống dòng CRLF của Windows thành LF.")
    apart = sum(1 for _ in letters_apart(old))
    if apart:
        yield ngettext(
            "{count} chữ Unicode tổ hợp thành Unicode dựng sẵn (trông không đổi).", apart
        )
    elif nfc(old) != old:
        yield gettext(
            "chữ có dấu thừa: phần ghép được đã thành Unicode dựng sẵn (trông không đổi)."
        )


def _visible(line: str) -> str:
    return UNSEEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", line)
