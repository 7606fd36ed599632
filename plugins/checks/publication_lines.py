"""A line that decides about publication, wherever it stands and however it was pasted.

Only the head decides; such a line in the body tells that the editor believed otherwise.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import Literal, NamedTuple

from plugins.frontmatter.key_lines import read_key_line, read_prefixed
from plugins.frontmatter.keys import nearest_key
from plugins.frontmatter.values import INVISIBLE
from plugins.vietnamese.near_dates import near_date
from plugins.vietnamese.text import fold

# One of these is in each line that is looked for: most articles need no closer look.
SIGNS = re.compile(
    r"nh[aá]p|draft|publish|private|pending|status|tr[aạ]ng|h[eẹ]n|ng[aà]y|date",
    re.IGNORECASE,
)
TAG = re.compile(r"<!--|-->|<[^<>]*>")
NOISE = re.compile(r"[\W_]+")
SEPARATOR = re.compile(r"[:：﹕∶|=]")
# Folded. A state that a dossier may have as well (`Tình trạng: chờ duyệt`) says nothing.
HIDDEN = (
    r"(?:ban |bai )?nhap|draft|chua (?:dang|duyet)|cho (?:dang|duyet)|khong dang|private|pending"
)
STATUS = re.compile(
    rf"(?:\d{{1,2}} )?(?:(?:trang thai(?: bai(?: viet)?)?|(?:post )?status) (?:{HIDDEN})"
    r"|(?:tinh trang|state) (?:(?:ban )?nhap|draft)"
    r"|(?:draft|(?:ban )?nhap) (?:true|yes|co|dung)|publish(?:ed)? (?:false|no|khong))"
    r"(?P<more>(?: \w+){0,6})"
)
SHOWN = re.compile(r"(?:trang thai|status) (?:(?:da )?dang|publish(?:ed)?)")
# Folded, `đăng` and `đang` are the same.
DOING = re.compile("đang", re.I)
SCHEDULE = re.compile(
    r"(?:hen gio(?: dang)?|ngay (?:gio )?(?:dang|xuat ban)|publish(?:ed)?(?: on)?|date) "
)
DAY = re.compile(r"ngay ")
LONGEST = 120
# `Ngày: 20/11/2024, thứ Tư` is a date, a sentence behind it is not.
LONGEST_DAY = 40


class PublicationLine(NamedTuple):
    """sure: false where it may as well be the text's own; value: as typed, of a date."""

    about: Literal["draft", "published", "date"]
    sure: bool = True
    value: str = ""


def read_publication_line(line: str) -> PublicationLine | None:
    """What a line of the body would decide in the head; `- Ngày: 20/11/2024` may be an event's."""
    if len(line) > LONGEST or not SIGNS.search(line):
        return None
    bare = html.unescape(TAG.sub(" ", line)).translate(dict.fromkeys(map(ord, INVISIBLE)))
    if any(_is_draft(part) for part in (bare, *_cells(bare))):
        return PublicationLine("draft")
    if SHOWN.fullmatch(NOISE.sub(" ", fold(bare)).strip()) and not DOING.search(bare):
        return PublicationLine("published", False)
    found = read_key_line(bare.strip()) or read_prefixed(bare)
    if found is None:
        return None
    value, key = found.value.strip(), f"{NOISE.sub(' ', fold(found.key)).strip()} "
    if len(value) > LONGEST_DAY or near_date(value) is None:
        return None
    if SCHEDULE.fullmatch(key):
        return PublicationLine("date", True, value)
    return PublicationLine("date", not found.prefix, value) if DAY.fullmatch(key) else None


def _cells(line: str) -> list[str]:
    """Each cell of a table's row with the next one: a key with its value."""
    cells = [cell for cell in line.split("|") if cell.strip()]
    return [f"{key}:{value}" for key, value in pairwise(cells)]


def _is_draft(text: str) -> bool:
    plain = NOISE.sub(" ", fold(text)).strip()
    parted = SEPARATOR.search(text)
    if found := STATUS.fullmatch(plain):
        return not found["more"] or parted is not None
    key, _, value = text.partition(parted.group() if parted else "\n")
    hidden = NOISE.sub(" ", fold(value)).strip() in ("nhap", "ban nhap", "draft")
    return hidden and len(key) < 30 and nearest_key(NOISE.sub(" ", key))[0] in ("status", "state")
