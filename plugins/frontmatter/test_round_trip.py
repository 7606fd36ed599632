"""Whatever the title, summary and tags: they come back as they were, by hand and through YAML."""

from __future__ import annotations

import re
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.frontmatter.encoding import CONTROL, decode
from plugins.frontmatter.head import split
from plugins.frontmatter.schema import Head, Schema, Section
from plugins.frontmatter.typed_head import read_head
from plugins.frontmatter.values import INVISIBLE, strip
from plugins.frontmatter.writing import write_head
from plugins.vietnamese.look_alikes import mend_look_alikes
from plugins.vietnamese.text import tone_key

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
TRAPS = st.lists(st.sampled_from(
    ["Bạch Thông", ":", ": ", " #", "#", '"', "'", "''", "\\", "[", "]", ", ", ";", "{", "}", "|",
     ">", "-", "---", "- ", "...", "&", "*", "!", "%", "@", "`", "?", "“", "”", "：", "\u00a0", " ",
     "null", "yes", "1e3", "2023-12-11", "\u2028", "\u200b", "\ufeff", "🌾", "Tiêu đề: x", "~"]
)).map("".join)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")))


def _is_text(text: str) -> bool:
    return bool(text) and not CONTROL.search(text) and "�" not in text


def _as_read(text: str) -> str:
    return mend_look_alikes(strip(unicodedata.normalize("NFC", text)))


TEXTS = (TRAPS | ANY).map(_as_read).filter(_is_text)
ENDS = st.lists(st.sampled_from([*f" \t\n\u00a0\u2028\x1f{INVISIBLE}", "a", "ă"])).map("".join)
# Quotation marks around nothing are no tag.
TAGS = st.lists(TEXTS.filter(lambda text: text.strip("“”")), max_size=4, unique_by=tone_key)


def read(text: str) -> Head:
    decoded, problems = decode(text.encode(), "a.md")
    assert not [problem for problem in problems if problem.severity == "error"], problems
    head, problems = read_head(split(decoded), SCHEMA, "a.md", "tin-tuc")
    assert head is not None, problems
    return head


@settings(deadline=None)
@given(TEXTS, TEXTS, TAGS, st.booleans())
def test_a_written_head_gives_back_any_title_summary_and_tags(
    title: str, summary: str, tags: list[str], vietnamese: bool
) -> None:
    head = write_head(
        {"title": title, "date": "11/12/2023", "summary": summary, "tags": tags}, vietnamese
    )
    read_back = read(head + "\nNội dung.\n")
    assert (read_back.title, read_back.summary, read_back.tags) == (title, summary, tuple(tags))


@settings(deadline=None)
@given(TEXTS, TEXTS, TAGS)
def test_a_written_head_means_the_same_to_a_yaml_program(
    title: str, summary: str, tags: list[str]
) -> None:
    head = write_head({"title": title, "summary": summary, "tags": tags}, vietnamese=False)
    loaded = yaml.load(head.removesuffix("---\n"), Loader=yaml.BaseLoader)
    assert (loaded["title"], loaded["summary"]) == (title, summary)
    assert loaded.get("tags", "") in (tags, ", ".join(tags))


@settings(deadline=None)
@given(TEXTS, TEXTS, TAGS, st.sampled_from([None, True, False]), st.sampled_from([20, 80, 9999]))
def test_yaml_gives_back_any_title_summary_and_tags(
    title: str, summary: str, tags: list[str], flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump(
        {"title": title, "date": "2023-12-11T08:30:00+07:00", "summary": summary, "tags": tags},
        allow_unicode=True,
        default_flow_style=None if flow else False,
        width=width,
    )
    read_back = read(f"---\n{text}---\nNội dung.\n")
    assert (read_back.title, read_back.summary, read_back.tags) == (title, summary, tuple(tags))
    assert (read_back.has_time, read_back.date and read_back.date.minute) == (True, 30)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_a_hand_written_head_gives_back_any_title_that_is_no_yaml(
    title: str, summary: str, fenced: bool
) -> None:
    # The grammar gives quotes around the whole value to YAML: only such a title needs more.
    by_hand = [text if text[0] not in "\"'" else f"Về {text}" for text in (title, summary)]
    lines = f"Tiêu đề: {by_hand[0]}\nNgày: 11/12/2023\nTóm tắt: {by_hand[1]}\n"
    read_back = read(f"---\n{lines}---\n" if fenced else f"{lines}\nNội dung.\n")
    assert [read_back.title, read_back.summary] == by_hand


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Kết quả năm 2023", "title: Kết quả năm 2023"),
        ("Bạch Thông: 10 năm", 'title: "Bạch Thông: 10 năm"'),
        ('"Nông thôn mới": kết quả', r'title: "\"Nông thôn mới\": kết quả"'),
        ("Chuyện #1", 'title: "Chuyện #1"'),
    ],
)
def test_a_head_is_written_plainly_wherever_it_can_be(title: str, line: str) -> None:
    assert write_head({"title": title, "note": ""}, vietnamese=False) == f"---\n{line}\n---\n"


def test_a_written_list_is_plain_unless_an_item_holds_its_separator() -> None:
    assert "Thẻ: a, b\n" in write_head({"tags": ["a", "b"]})
    assert 'Thẻ: ["a, b", "c"]\n' in write_head({"tags": ["a, b", "c"]})
    assert re.search(
        r'^Thẻ: \["a \| b", "c"\]$', write_head({"tags": ["a | b", "c"]}), re.MULTILINE
    )


@given(ENDS)
def test_a_value_loses_whatever_is_blank_at_its_ends(text: str) -> None:
    assert strip(text) == re.sub(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$", "", text)
