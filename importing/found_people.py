"""Who wrote an article and where it comes from, as the lines around it say."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.documents.names import OFFICES
from plugins.vietnamese.text import tone_key

from .document import Sure

BETWEEN = re.compile(r"\s+-\s+|\s*[,;&–—]\s*|\s+và\s+")
LABEL = re.compile(
    r"(?P<label>(?:(?:tin|bài|ảnh|người viết|tác giả|thực hiện|người thực hiện|biên tập|bài viết)"
    r"(?:\s*(?:,|và|-|–|&|\+|/)\s*)?){1,3}\s*:)\s*(?P<names>[^:]+)",
    re.IGNORECASE,
)
ONLY_PHOTO = re.compile(r"\(?\s*ảnh\s*:", re.IGNORECASE)
COLLECTED = re.compile(
    r"\(?(?P<names>[^()]*?)\s*(?P<label>\((?:tổng hợp|t/h|th|st|sưu tầm|ghi|lược ghi|biên soạn)\))",
    re.IGNORECASE,
)
COLLECTED_LABEL = re.compile(r"(?P<names>[^()]+?)\s+(?P<label>tổng hợp|sưu tầm)", re.IGNORECASE)
SOURCE = re.compile(
    r"(?P<open>\(?)(?P<label>(?:nguồn(?: tin| bài)?|theo nguồn)\s*:|theo\b\s*:?)\s*"
    r"(?P<name>[^()]+?)\.?\)?",
    re.IGNORECASE,
)
RANK = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|CKI|CKII|KS|CN|LS|NGƯT|NSƯT|NSND)\b[.,]?\s*[-–.]?\s*)+"
)
NAME = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")
INITIALS = re.compile(r"(?:[A-ZĐ]\.? ?){1,4}|[A-ZĐ][^\W\d_]{0,6}\.(?:[A-ZĐ][^\W\d_]{0,6}\.?){1,3}")
STAFF = re.compile(r"(?:pv|ctv|btv|bbt|ban biên tập|phóng viên|cộng tác viên)\b\.?", re.IGNORECASE)
MOST_WORDS = 6  # of a person's name
MOST_OF_SOURCE = 14


class Signed(NamedTuple):
    """label: what stood around the names."""

    names: tuple[str, ...]
    label: str
    sure: Sure


def signature(line: str, stands_out: bool) -> Signed | None:
    """The authors that a line names, and nothing else does it say.

    stands_out: on the right, bold or italic.
    """
    if (found := LABEL.fullmatch(line)) and not ONLY_PHOTO.match(line):
        names = _names(found["names"].strip(" ().") or "", labelled=True)
        return Signed(names, found["label"], "sure") if names else None
    for pattern in (COLLECTED, COLLECTED_LABEL):
        if (found := pattern.fullmatch(line.strip())) and (
            names := _names(found["names"], labelled=True)
        ):
            return Signed(names, found["label"], "likely")
    rank = RANK.match(line)
    names = _names(line[rank.end() if rank else 0 :].strip(" ()."), labelled=False)
    if names:
        return Signed(names, rank.group() if rank else "", "likely" if stands_out else "guess")
    if stands_out and len(line.split()) <= 2 * MOST_WORDS and OFFICES.match(tone_key(line)):
        return None if line.endswith((".", ":", ";")) else Signed((line,), "", "guess")
    return None


def source(line: str) -> str:
    """The name in a line that says only where the article comes from, else ""."""
    found = SOURCE.fullmatch(line.strip())
    if not found or len(found["name"].split()) > MOST_OF_SOURCE:
        return ""
    # `Theo dự báo, trời sẽ mưa` is a sentence.
    said_so = found["label"].rstrip().endswith(":") or found["open"] or len(line.split()) <= 6
    if not said_so or not found["name"][0].isalnum() or "," in found["name"]:
        return ""
    return found["name"].strip()


def _names(text: str, labelled: bool) -> tuple[str, ...]:
    names = tuple(part.strip() for part in BETWEEN.split(text) if part.strip())
    if names and all(_is_name(name, labelled) for name in names):
        return names
    return ()


def _is_name(text: str, labelled: bool) -> bool:
    text = STAFF.sub("", text, count=1).strip(" :-") if labelled or STAFF.match(text) else text
    if not text:
        return True
    words = text.split()
    if INITIALS.fullmatch(text):
        return labelled or len(text) > 1
    if len(words) > MOST_WORDS or not all(NAME.fullmatch(word) for word in words):
        return False
    if labelled:
        return words[0][0].isupper()
    is_title = all(word[0].isupper() and not word[1:].isupper() for word in words)
    return len(words) >= 2 and is_title and not OFFICES.match(tone_key(text))
