"""What a command has told is said in words: how far it is, what would change, what stops it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.publishing.faults import show_faults
from desk.publishing.plans import questions, show_plan
from desk.publishing.shown import show_counts, show_work
from desk.shell.words import WORDS
from tools.publish.lines import Begun, Ended, Line, Plan, Step, TextChange

BEGUN: Line = Begun("publish", "thu", "2026-11-30T07:00:00+00:00")
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)


def test_what_is_refused_names_what_is_to_be_mended() -> None:
    refused = Ended("refused", "Chưa đăng: có 1 liên kết hỏng", ("/a/: /b/",))
    end = show_work("plan", [BEGUN, refused], False, "", str)["end"]
    assert end["sentence"] == f"Chưa đăng: có 1 liên kết hỏng. {WORDS.publishing.mend_these}"
    assert end["faults"] == [{"file": "", "title": "", "said": "/a/: /b/"}]


def test_steps_are_done_at_work_or_to_come() -> None:
    lines = [BEGUN, Step("build"), Step("upload", 0, 9), Step("upload", 4, 9), Step("switch")]
    shown = show_work("run", lines, True, "", str)
    say = WORDS.publishing.steps
    assert (shown["state"], shown["end"]) == ("running", None)
    assert [(each["name"], each["state"]) for each in shown["steps"]] == [
        (say.build, "done"),
        (say.upload, "done"),
        (say.switch, "now"),
        (say.read_back, "next"),
        (say.tidy, "next"),
    ]
    assert [each["state"] for each in show_work("plan", [BEGUN], True, "", str)["steps"]] == (
        ["next"] * 4
    )
    # The process is gone, and has not told its end.
    killed = show_work("run", lines, False, "", str)
    assert killed["end"]["sentence"] == WORDS.publishing.outcomes.killed


@given(NAMES, st.integers(1), st.text(min_size=1))
def test_a_fault_of_an_article_leads_to_it(name: str, line: int, said: str) -> None:
    words = " ".join(said.split())
    path = f"tin-tuc/{name}.md"
    faults = [f"content/{path}:{line}:1: {said}", f"content/{path} (/tin-tuc/): {said}"]
    if ".md" in name or not words:
        assert len(show_faults(faults, str)) == 2
        return
    assert show_faults(faults, lambda file: f"Bài {file}") == [
        {"file": path, "title": f"Bài {path}", "said": f"dòng {line}: {words}"},
        {"file": path, "title": f"Bài {path}", "said": words},
    ]


@given(st.text())
def test_any_other_fault_is_said_as_it_is(said: str) -> None:
    assert show_faults([f"liên kết {said}"], str) == [
        {"file": "", "title": "", "said": f"liên kết {said}"}
    ]


def test_only_what_there_is_is_counted() -> None:
    assert show_counts(1, 0, 2) == "1 trang mới, 2 trang bỏ"
    assert show_counts(0, 0, 0) == "không trang nào"


def test_an_article_that_waits_and_would_vanish_is_told_from_one_that_is_gone() -> None:
    texts = (TextChange("tin-tuc/a.md", "/a/", "gone"), TextChange("tin-tuc/b.md", "/b/", "gone"))
    plan = Plan("thu", "/srv", "", "", "", "ab", texts=texts, lost=("/a/", "/b/"))
    shown = show_plan(plan, str, lambda path: path == "tin-tuc/a.md")["texts"][0]["items"]
    assert [(each["opens"], each["notes"]) for each in shown] == [
        (True, [WORDS.publishing.waits]),
        (False, [WORDS.publishing.gone]),
    ]
    assert questions(plan) == ["first", "lost"]
