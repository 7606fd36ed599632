"""What a benchmark of builds found, as a table, as JSON, and against the goals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Literal

Figure = Literal["cpu", "memory", "pages"]

STEPS = {
    "without": "Dựng toàn bộ, không có plugin",
    "cold": "Dựng lần đầu",
    "nothing": "Không đổi gì",
    "body": "Sửa thân một bài",
    "title": "Sửa tiêu đề một bài",
    "new": "Thêm một bài",
    "template": "Sửa khuôn bài viết",
    "css": "Sửa CSS của bài viết",
    "serve": "Lưu một bài khi đang serve",
    "cold-large": "Dựng lần đầu, số bài gấp 5",
    "hugo-cold": "Hugo: dựng lần đầu",
    "hugo-body": "Hugo: sửa thân một bài",
    "hugo-serve": "Hugo: lưu một bài khi đang server",
}
HEAD = f"{'':<36}{'CPU (s)':>10}{'RAM (MB)':>10}{'Trang':>8}{'Tệp':>8}{'Đổi':>8}"
EXPLANATION = (
    "Trang, Tệp: số trang và số tệp được ghi. Đổi: số tệp có nội dung khác trước, thêm hay mất đi."
)


COUNTS = ("pages", "written", "changed")


@dataclass(frozen=True)
class Taken:
    """One measured build; cpu: seconds; memory: MB.

    pages: HTML files that were written; written: files of any kind; changed: files with other
    bytes than before, new or gone.
    """

    step: str
    cpu: float
    memory: float
    pages: int | None = None
    written: int | None = None
    changed: int | None = None


@dataclass(frozen=True)
class Goal:
    """`figure` of `step` is at most `limit` times that of `base`, or `limit` itself."""

    step: str
    figure: Figure
    limit: float
    base: str = ""


GOALS = (
    Goal("cold", "cpu", 0.85, "without"),
    Goal("nothing", "cpu", 1 / 60, "without"),
    Goal("body", "cpu", 1 / 30, "without"),
    Goal("title", "cpu", 1 / 25, "without"),
    Goal("new", "cpu", 1 / 20, "without"),
    Goal("new", "pages", 39),
    Goal("serve", "cpu", 1 / 5, "hugo-serve"),
    Goal("cold", "memory", 450),
    Goal("cold-large", "cpu", 5.5, "cold"),
)


@dataclass(frozen=True)
class Reached:
    """value: what the limit is compared with."""

    goal: Goal
    value: float

    @property
    def met(self) -> bool:
        return self.value <= self.goal.limit

    def __str__(self) -> str:
        goal = self.goal
        what = {"cpu": "CPU", "memory": "RAM", "pages": "số trang ghi"}[goal.figure]
        place = f"{STEPS[goal.step]}, {what}"
        if goal.base:
            place += f" so với “{STEPS[goal.base]}”"
        verdict = "đạt" if self.met else "chưa đạt"
        return f"{place}: {_ratio(self.value)} (cần {_ratio(goal.limit)}): {verdict}"


def medians(taken: Iterable[Taken]) -> dict[str, Taken]:
    """By step, in the order of STEPS."""
    rounds: dict[str, list[Taken]] = {}
    for one in taken:
        rounds.setdefault(one.step, []).append(one)
    return {step: _median(rounds[step]) for step in STEPS if step in rounds}


def _median(rounds: Sequence[Taken]) -> Taken:
    def middle(figure: str) -> float | None:
        values = [value for one in rounds if (value := getattr(one, figure)) is not None]
        return median(values) if values else None

    counts = [middle(figure) for figure in COUNTS]
    return Taken(
        rounds[0].step,
        middle("cpu") or 0.0,
        middle("memory") or 0.0,
        *(None if count is None else round(count) for count in counts),
    )


def goals_of(found: Mapping[str, Taken]) -> list[Reached]:
    """Of the goals whose steps were measured."""
    reached = []
    for goal in GOALS:
        if goal.step not in found or (goal.base and goal.base not in found):
            continue
        value = getattr(found[goal.step], goal.figure)
        if value is not None:
            base = getattr(found[goal.base], goal.figure) if goal.base else 1
            reached.append(Reached(goal, value / base))
    return reached


def table(found: Mapping[str, Taken]) -> str:
    rows = [HEAD]
    for step, one in found.items():
        counts = (getattr(one, figure) for figure in COUNTS)
        files = "".join(f"{'' if count is None else count:>8}" for count in counts)
        rows.append(f"{STEPS[step]:<36}{one.cpu:>10.2f}{one.memory:>10.0f}{files}".rstrip())
    rows += ["", EXPLANATION]
    reached = goals_of(found)
    if reached:
        rows += ["", *map(str, reached)]
    return "\n".join(rows)


def as_json(facts: Mapping[str, object], taken: Sequence[Taken]) -> str:
    """facts: what was measured where: articles, rounds, versions."""
    found = medians(taken)
    goals = [asdict(one.goal) | {"value": one.value, "met": one.met} for one in goals_of(found)]
    parts = {
        **facts,
        "medians": [asdict(one) for one in found.values()],
        "goals": goals,
        "taken": [asdict(one) for one in taken],
    }
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def _ratio(value: float) -> str:
    if value >= 1 / 3:
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"1/{1 / value:.0f}"
