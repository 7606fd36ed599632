"""What an editor must mend before publishing: where, what was read, what to type instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, gettext_noop

Severity = Literal["error", "warning"]
# Why an article is not on the site: nobody has released it, or its time has not come.
Held = Literal["", "draft", "scheduled"]

SEVERITY_WORDS: dict[Severity, str] = {
    "error": gettext_noop("lỗi"),
    "warning": gettext_noop("cảnh báo"),
}
HELD_WORDS: dict[Held, str] = {
    "draft": gettext_noop("bài nháp"),
    "scheduled": gettext_noop("bài hẹn giờ"),
}


@dataclass(frozen=True, order=True)
class Problem:
    """One finding; sorts by file, line and column.

    path: POSIX, as the editor knows it (`content/tin-tuc/a.md`); line and column count from 1.
    sentence: says what was read; remedy: what to type instead, may be empty; both in the language
    of messages.
    held: of a mistake that would be an error if its article were published, which it is not.
    """

    path: str
    line: int
    column: int
    severity: Severity
    sentence: str
    remedy: str = ""
    held: Held = ""

    @property
    def called(self) -> str:
        """`lỗi`, `cảnh báo`, `lỗi (bài nháp)`."""
        called = gettext(SEVERITY_WORDS[self.severity])
        return f"{called} ({gettext(HELD_WORDS[self.held])})" if self.held else called

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.called}: "
        return head + self.sentence + (f"\n    → {self.remedy}" if self.remedy else "")


def marked(problems: Iterable[Problem], held: Mapping[str, Held]) -> list[Problem]:
    """The same with each error of an article that is not published named as such.

    held: by path, of articles that are not published.
    """
    return [
        replace(problem, held=held.get(problem.path, ""))
        if problem.severity == "error"
        else problem
        for problem in problems
    ]


def without_held_errors(problems: Iterable[Problem]) -> list[Problem]:
    """For a build that leaves out what is not published."""
    return [
        replace(problem, severity="warning") if problem.held else problem for problem in problems
    ]


def stop_builds(problems: Iterable[Problem]) -> bool:
    """Whether any is an error; what is wrong in an article that is not published stops nobody."""
    return any(problem.severity == "error" and not problem.held for problem in problems)


class ContentError(PortalError):
    """The build stops here: at least one of `problems` is an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
