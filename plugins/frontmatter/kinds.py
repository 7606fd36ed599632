"""Kinds of article besides news: a question with its answer, a claim that was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ArticleKind = Literal["tin", "hoi-dap", "kiem-chung"]
QuestionState = Literal["cho-tra-loi", "dang-xu-ly", "da-tra-loi"]
Verdict = Literal["sai", "sai-mot-phan", "thieu-ngu-canh", "dung", "chua-du-can-cu"]

# As editors write them, in the order in which they are explained; keys are parts of addresses.
KINDS: dict[ArticleKind, str] = {"tin": "tin", "hoi-dap": "hỏi đáp", "kiem-chung": "kiểm chứng"}
QUESTION_STATES: dict[QuestionState, str] = {
    "cho-tra-loi": "chờ trả lời",
    "dang-xu-ly": "đang xử lý",
    "da-tra-loi": "đã trả lời",
}
VERDICTS: dict[Verdict, str] = {
    "sai": "sai",
    "sai-mot-phan": "sai một phần",
    "thieu-ngu-canh": "thiếu ngữ cảnh",
    "dung": "đúng",
    "chua-du-can-cu": "chưa đủ căn cứ",
}
# As heads in English may write them.
ENGLISH: dict[str, ArticleKind | QuestionState | Verdict] = {
    "news": "tin",
    "question": "hoi-dap",
    "fact-check": "kiem-chung",
    "awaiting": "cho-tra-loi",
    "in-progress": "dang-xu-ly",
    "answered": "da-tra-loi",
    "false": "sai",
    "partly-false": "sai-mot-phan",
    "missing-context": "thieu-ngu-canh",
    "true": "dung",
    "not-enough-evidence": "chua-du-can-cu",
}


@dataclass(frozen=True)
class Question:
    """asked_from: a place, never a person; answered_by: a body. Days are in Vietnam's time."""

    text: str
    asked_on: datetime
    asked_from: str
    state: QuestionState
    answered_by: str = ""
    answered_on: datetime | None = None


@dataclass(frozen=True)
class Evidence:
    """A source by its name; address: absolute, with `https://` or `http://`, of what was said
    there; "" where it is not on the web, or nobody found it again.

    has_day: false where only the month is known; `day` is then its first.
    """

    name: str
    address: str
    day: datetime
    has_day: bool = True


@dataclass(frozen=True)
class Claim:
    """What goes around, as it is told; evidence: at least one, but in a draft."""

    text: str
    first_seen: datetime
    verdict: Verdict
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Correction:
    """What the article said, and what is right instead."""

    day: datetime
    wrong: str
    right: str
