"""Two versions of an article that Git could not join are never published as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

# Git's markers; `=======` alone may underline a heading, so it only counts between the others.
OUTER = re.compile(r"^(?:<{7}|>{7})(?=[ \t]|$).*$", re.M)
REMEDY = gettext_noop(
    "giữ đoạn đúng, xóa đoạn kia, rồi xóa hết các dòng bắt đầu bằng <<<<<<<, =======, >>>>>>>."
)


@dataclass(frozen=True)
class Conflict:
    """line, end: its first and last line, from 1; read: the first of them."""

    line: int
    end: int
    read: str


def find_conflicts(text: str) -> Iterator[Conflict]:
    """In order. A closing marker without an opening one counts too."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    opened: Conflict | None = None
    line, counted = 1, 0
    for marker in OUTER.finditer(text):
        line += text.count("\n", counted, marker.start())
        counted = marker.start()
        if marker.group().startswith("<"):
            if opened:
                yield opened
            opened = Conflict(line, line, marker.group().strip())
        elif opened:
            yield Conflict(opened.line, line, opened.read)
            opened = None
        else:
            yield Conflict(line, line, marker.group().strip())
    if opened:
        yield opened


def conflict_problem(conflict: Conflict, path: str) -> Problem:
    """What an editor is told of a conflict."""
    if conflict.end > conflict.line:
        sentence = gettext(
            "hai bản của bài còn chồng lên nhau sau khi trộn bằng Git (“{read}”, từ dòng {line} "
            "đến dòng {end}).",
            read=conflict.read,
            line=conflict.line,
            end=conflict.end,
        )
    else:
        sentence = gettext(
            "hai bản của bài còn chồng lên nhau sau khi trộn bằng Git (“{read}”).",
            read=conflict.read,
        )
    return Problem(path, conflict.line, 1, "error", sentence, gettext(REMEDY))
