"""What a message shows to be replaced is known when it comes back as it stood.

Each line that a remedy offers is pasted as an editor would paste it: it is made of the editor's own
words, or of words that the site itself gives, or it is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.checks.testing import check_file
from plugins.frontmatter.key_lines import read_key_line
from plugins.frontmatter.keys import KEYS, known_key, label
from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS
from plugins.frontmatter.samples import LINES, REFERENCES, SAMPLE_DAY, SAMPLES, SHOWN_ELSEWHERE
from plugins.frontmatter.test_faults import FAULTS, SCHEMA
from plugins.vietnamese.text import fold

HERE = Path(__file__).parent
# What may be published as it is offered.
GIVEN = {
    *(fold(name) for name in ("nháp", "đăng", "có", "không", "50% 30%", "1")),
    *(fold(name) for names in (KINDS, QUESTION_STATES, VERDICTS) for name in names.values()),
    *(fold(word) for section in SCHEMA.sections for word in (section.slug, section.title)),
    *(fold(name) for section in SCHEMA.sections for name in section.categories),
    *(fold(topic.title) for section in SCHEMA.sections for topic in section.topics),
}
IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]\([^()]+\)")
REMEDY = re.compile(r"\n    → (.*?)\s*$", re.DOTALL)
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W_]+")
PATH = "content/dinh-huong-du-luan/bai.md"
NEWS = {"title": "Bài", "date": "11/12/2023"}
QUESTION = NEWS | {
    "kind": "hỏi đáp",
    "question": "Giấy tờ cũ còn dùng không?",
    "asked_on": "10/12/2023",
    "asked_from": "xã Phủ Thông",
    "state": "đã trả lời",
    "answered_by": "Công an xã",
    "answered_on": "11/12/2023",
}
CLAIM = NEWS | {
    "kind": "kiểm chứng",
    "claim": "Phải nâng lên mức 3.",
    "first_seen": "10/12/2023",
    "verdict": "sai",
    "evidence": "Báo A | https://a.vn/1 | 10/12/2023",
}


def told() -> Iterator[tuple[str, str]]:
    """(a faulty file's text, a remedy that it is given), of all examples."""
    for file in sorted((HERE / "examples").glob("*.toml")):
        for example in tomllib.loads(file.read_text("utf-8"))["faulty"]:
            for problem in example["problems"]:
                yield example.get("text", ""), _remedy(problem)
    for fault in FAULTS:
        for problem in fault["problems"]:
            yield fault.get("text", ""), _remedy(problem)


def _remedy(problem: str) -> str:
    found = REMEDY.search(problem)
    return found[1] if found else ""


def offered_lines(remedy: str) -> Iterator[tuple[str, str]]:
    """(key, value) of each line of a head in a remedy, also behind words: `ghi: Ngày: …`."""
    for line in remedy.split("\n"):
        parts = line.split(": ")
        for start in range(len(parts) - 1):
            found = read_key_line(": ".join(parts[start:]).strip("“”"))
            if found and known_key(found.key):
                yield known_key(found.key), found.value.strip().rstrip(";")
                break


def is_own(value: str, text: str) -> bool:
    """Whether `value` is made of the editor's words and days, or of words that the site gives."""
    if fold(value).partition(";")[0].strip(" .") in GIVEN:
        return True
    # An hour of the afternoon is offered on a clock of 24.
    numbers = {int(digits) for digits in DIGITS.findall(text)}
    seen = {*WORD.findall(fold(text)), *map(str, numbers), *(str(hour + 12) for hour in numbers)}
    words = WORD.findall(fold(value).partition(" | https")[0])
    return all(word in seen or word.lstrip("0") in seen for word in words)


def refused(key: str, value: str) -> bool:
    """Whether a good article with this line has an error for it."""
    for base in (NEWS, QUESTION, CLAIM):
        head = base | {key: value}
        text = "".join(f"{label(name, True)}: {typed}\n" for name, typed in head.items())
        body = "Nội dung nói rõ vì sao, gồm đủ chữ. " * 8
        problems = check_file(PATH, f"---\n{text}---\n\n{body}\n".encode(), SCHEMA).problems
        if not any(problem.severity == "error" for problem in problems):
            return False
    return True


def test_every_line_that_a_remedy_makes_up_is_refused_when_it_is_pasted() -> None:
    made_up = {
        line
        for text, remedy in told()
        for line in offered_lines(remedy)
        if not is_own(line[1], text)
    }
    assert {key for key, _ in made_up} >= {"title", "date", "question", "evidence", "corrections"}
    assert [line for line in sorted(made_up) if not refused(*line)] == []


def test_every_text_in_brackets_that_a_remedy_makes_up_is_known() -> None:
    made_up = {
        shown
        for text, remedy in told()
        for shown in IN_BRACKETS.findall(remedy)
        if shown not in text and not is_own(shown, text)
    }
    assert {"tên bài", "tên trang hoặc tên bài"} < made_up
    assert made_up - REFERENCES == set()


@pytest.mark.parametrize(("key", "sample"), [*SAMPLES.items(), ("date", SAMPLE_DAY)])
def test_each_sample_is_refused_for_its_key(key: str, sample: str) -> None:
    days = f" | {SAMPLE_DAY}" if key == "evidence" else ""
    assert refused(key, f"{SAMPLE_DAY} | {sample}" if key == "corrections" else f"{sample}{days}")
    assert refused(key, sample.upper() if key != "date" else sample)


def test_samples_shown_elsewhere_and_half_replaced_ones_are_refused() -> None:
    for key, samples in SHOWN_ELSEWHERE.items():
        for sample in samples:
            assert refused(key, sample), sample
    assert refused("authors", "Hương Dịu, Tên tác giả")
    evidence = "Báo A | https://dia-chi-bai-viet.example/ | 10/12/2023"
    assert _errors(CLAIM | {"evidence": evidence}) == ["“https://dia-chi-bai-viet.example/”"]
    corrections = "11/12/2023 | 51 km | điều đúng"
    assert _errors(NEWS | {"corrections": corrections}) == ["“điều đúng”"]
    assert _errors(NEWS | {"corrections": "11/12/2023 | 51 km | điều đúng là 52 km"}) == []
    assert _errors(NEWS | {"title": "Tiêu đề của bài nói gì"}) == []
    assert _errors(NEWS | {"summary": "Một đoạn mở đầu của con đường mới."}) == []


def test_samples_of_a_body_are_refused() -> None:
    for line in LINES:
        assert _errors(NEWS, f"{line}\n"), line
    for words in REFERENCES:
        assert _errors(NEWS, f"Xem [{words}](https://a.vn/).\n"), words
    assert set(KEYS) >= set(SAMPLES)


def _errors(head: dict[str, str], body: str = "Nội dung nói rõ vì sao, đủ chữ. " * 8) -> list[str]:
    text = "".join(f"{label(name, True)}: {typed}\n" for name, typed in head.items())
    problems = check_file(PATH, f"---\n{text}---\n\n{body}\n".encode(), SCHEMA).problems
    return [p.sentence.partition(" là ")[0] for p in problems if p.severity == "error"]
