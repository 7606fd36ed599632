"""What an editor must mend before publishing: where, what was read, what to type instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

SEVERITY_WORDS: dict[Severity, str] = {"error": "lỗi", "warning": "cảnh báo"}


@dataclass(frozen=True, order=True)
class Problem:
    """One finding; sorts by file, line and column.

    path: POSIX, as the editor knows it (`content/tin-tuc/a.md`); line and column count from 1.
    sentence: Vietnamese, says what was read; remedy: what to type instead, may be empty.
    """

    path: str
    line: int
    column: int
    severity: Severity
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {SEVERITY_WORDS[self.severity]}: "
        return head + self.sentence + (f"\n    → {self.remedy}" if self.remedy else "")


class Refused(Exception):  # noqa: N818  (an editor's mistake, not a program's error)
    """The build stops here: at least one of `problems` is an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
