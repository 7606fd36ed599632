"""Whatever a command ends with is told in a sentence that says what to do."""

from __future__ import annotations

import pytest

from desk.publishing.shown import show_end
from desk.shell.words import WORDS
from tools.publish import errors
from tools.publish.errors import PublishError, RefusedError
from tools.publish.lines import GOOD, Ended

FAULTS = (
    "content/tin-tuc/a.md (/tin-tuc/2023/12/a/): chưa ai duyệt; người viết: Tổ biên tập",
    "content/tin-tuc/b.md: Tổ trưởng duyệt lúc 30/11/2026 14:05, sau đó lời của bài đã đổi",
)
OUTCOMES = {
    each.outcome
    for each in vars(errors).values()
    if isinstance(each, type) and issubclass(each, PublishError)
}


def test_what_nobody_approved_is_named_with_files_and_persons() -> None:
    end = Ended("unapproved", "Chưa đăng: có 2 bài chưa được duyệt", FAULTS, "Nhờ …")
    shown = show_end(end, "", str)
    assert shown["sentence"].startswith("Chưa đăng: 2 bài dưới đây chưa được duyệt. Nhờ ")
    assert "“Xem lại”" in shown["sentence"]
    assert [each["file"] for each in shown["faults"]] == ["tin-tuc/a.md", "tin-tuc/b.md"]


@pytest.mark.parametrize("outcome", sorted({*OUTCOMES, "disk", "settings", "stopped", "killed"}))
def test_every_end_that_is_not_good_has_a_sentence(outcome: str) -> None:
    sentence = show_end(Ended(outcome, "Chưa đăng: có 1 chỗ hỏng", ("x",)), "", str)["sentence"]
    assert sentence.endswith(("”.", "dưới đây.", "làm gì.")) or "“Xem lại”" in sentence
    assert "{" not in sentence
    is_known = outcome in WORDS.publishing.outcomes.as_dict()
    assert is_known or outcome == RefusedError.outcome


def test_good_ends_have_one_too() -> None:
    for outcome in set(GOOD) - {"looked"}:  # then the plan is shown
        release = "20261130T070000-0123456789"
        assert show_end(Ended(outcome, release=release, compared=("/",)), "", str)["details"] == ""
        assert outcome in WORDS.publishing.outcomes.as_dict()
