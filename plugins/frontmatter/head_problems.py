"""What an editor is told of a line of the head that has not the form of one.

Each is an error with an empty path; rows count from 0.
"""

from __future__ import annotations

from plugins.frontmatter.key_lines import KeyLine
from plugins.frontmatter.keys import known_key
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def in_code(row: int, line: str) -> Problem:
    """A head that stands in a code block; row: from 0."""
    sentence = gettext("phần đầu bài nằm trong khối mã, mở bằng “{line}”.", line=shortened(line))
    remedy = gettext("xóa dòng này và dòng {marks} đóng khối ở dưới.", marks=line[:3])
    return Problem("", row + 1, 1, "error", sentence, remedy)


def wrong_fence(row: int, line: str) -> Problem:
    """A line of other dashes where `---` belongs."""
    sentence = gettext(
        "dòng “{line}” không phải ba dấu gạch nối (Word hay tự đổi dấu này).", line=line.strip()
    )
    return Problem(
        "", row + 1, 1, "error", sentence, gettext("gõ lại dòng này: {line}", line="---")
    )


def indented(row: int, line: str) -> Problem:
    """A line that its indent makes part of the one above."""
    sentence = gettext(
        "dòng “{line}” bị thụt vào, như thể là phần tiếp của dòng trên.", line=shortened(line)
    )
    remedy = gettext("bỏ dấu cách ở đầu dòng: {line}", line=line.strip())
    return Problem("", row + 1, 1, "error", sentence, remedy)


def prefixed(row: int, line: str, found: KeyLine) -> Problem:
    """A line with a sign before its key."""
    sentence = gettext(
        "dòng “{line}” mở đầu bằng “{prefix}”, không phải bằng tên dòng.",
        line=shortened(line),
        prefix=found.prefix,
    )
    return Problem(
        "", row + 1, 1, "error", sentence, gettext("gõ lại dòng này: {line}", line=found.plain)
    )


def no_field(row: int, line: str, last: str) -> Problem:
    """A line that has no key; last: the key above it, "" for none."""
    sentence = gettext("dòng “{line}” không có dạng “Khóa: nội dung”.", line=shortened(line))
    remedy = gettext("bài viết bắt đầu ở đây thì thêm một dòng trống phía trên.")
    key, value = _without_colon(line)
    if key:
        remedy = gettext("thêm dấu hai chấm: {key}: {value}", key=key, value=value)
    elif last:
        remedy = gettext(
            "nếu là phần tiếp của “{last}” thì nối vào cuối dòng trên; nếu là nội dung bài "
            "thì chuyển xuống dưới phần đầu bài.",
            last=last,
        )
    return Problem("", row + 1, 1, "error", sentence, remedy)


def _without_colon(line: str) -> tuple[str, str]:
    """The key and value of `Ngày 11/12/2023`; empty where the line begins with no key."""
    parts = line.split()
    for count in (4, 3, 2, 1):
        key = " ".join(parts[:count])
        if len(parts) > count and known_key(key):
            return key, " ".join(parts[count:])
    return "", ""


def shortened(line: str) -> str:
    """As long as a message repeats it."""
    plain = line.strip()
    return plain if len(plain) <= 60 else plain[:60].rstrip() + "…"
