"""Heads as people and programs write them: every form says the same, and mistakes are named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.frontmatter.head import RawHead, split
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.values import read_value
from plugins.shared.problems import Problem
from plugins.vietnamese.text import nfc

BY_HAND = "Tiêu đề: Bài\nNgày: 11/12/2023\nThẻ: a, b\n\nNội dung.\n"
FENCED = "---\ntitle: Bài\ndate: 11/12/2023\ntags: a, b\n---\n\nNội dung.\n"
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")))


def values(text: str) -> dict[str, str | tuple[str, ...]]:
    raw = split(text)
    assert raw.problems == ()
    return {known_key(field.key) or field.key: field.value for field in raw.fields}


def value(typed: str) -> str | tuple[str, ...]:
    return values(f"---\ntitle: {typed}\n---\n")["title"]


def only(raw: RawHead) -> Problem:
    assert len(raw.problems) == 1, raw.problems
    problem = raw.problems[0]
    assert problem.severity == "error"
    assert problem.remedy
    return problem


def test_a_head_reads_alike_with_and_without_fences_in_both_languages() -> None:
    wanted = {"title": "Bài", "date": "11/12/2023", "tags": "a, b"}
    assert values(BY_HAND) == values(FENCED) == wanted
    assert values(BY_HAND.replace("Tiêu đề", "TIEU DE").replace("Thẻ", "the")) == wanted
    assert values(FENCED.replace("title", "TITLE").replace("\n---\n\n", "\n...\n\n")) == wanted


def test_the_body_and_its_first_line_are_found() -> None:
    by_hand, fenced = split(BY_HAND), split(FENCED)
    assert (by_hand.body, by_hand.body_line, by_hand.fenced) == ("Nội dung.\n", 5, False)
    assert (fenced.body, fenced.body_line, fenced.fenced) == ("\nNội dung.\n", 6, True)


def test_each_field_knows_its_place_in_the_file() -> None:
    raw = split("\n---\nTiêu đề:  Bài\nThẻ:\n  - a\n\n  - 'b'\nTóm tắt:\n  dài\n---\n")
    title, tags, summary = raw.fields
    assert (title.line, title.column, title.value_line, title.value_column) == (3, 1, 3, 11)
    assert (tags.line, tags.value_line, tags.item_lines) == (4, 5, (5, 7))
    assert (summary.line, summary.value_line, summary.value_column) == (8, 9, 3)


@pytest.mark.parametrize(
    "title",
    [
        "Bạch Thông: 10 năm nhìn lại",
        '"Nông thôn mới": kết quả',
        '"Nông thôn mới" và "Đô thị văn minh"',
        "'Ba sạch', 'năm không'",
        "Chương trình #BachThong # không phải chú thích",
        '"Nông thôn mới" #BachThong',
        "[Ảnh] Lễ hội xuân",
        "[Ảnh] Lễ hội [2023]",
        "“Nóng” ở cơ sở",
        "> 100 hộ thoát nghèo",
        "|",
        "- 5 °C",
        "*Nghiêm túc*",
        "&x !y %z @t `u`",
        "1e3",
        "0777",
        "yes",
        "~",
        "2023-12-11",
        "{a: b}",
        "https://example.vn/#x",
        "Giá 5\u00a0kg",
        "hai  dấu cách",
        '"chưa đóng',
        '"đường \\dẫn"',
    ],
)
def test_a_hand_written_title_comes_out_exactly_as_typed(title: str) -> None:
    assert value(title) == title
    assert values(f"Tiêu đề: {title}\nNgày: 1/2/2023\n")["title"] == title


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('"Bạch Thông: 10 năm"', "Bạch Thông: 10 năm"),
        ("'Điều 5: ''sửa đổi'''", "Điều 5: 'sửa đổi'"),
        (r'"nói \"có\" \u0111i"', 'nói "có" đi'),
        ('"tiêu đề" # chú thích', "tiêu đề"),
        ('"dài\n  nhiều dòng"', "dài nhiều dòng"),
        ("'đoạn một\n\n  đoạn hai'", "đoạn một\nđoạn hai"),
        (">-\n  gấp\n  lại\n\n  đoạn hai", "gấp lại\nđoạn hai"),
        ("|\n  một\n    hai", "một\n  hai"),
        (">- # ghi\n\tdòng tab", "dòng tab"),
        ("dòng đầu\n  dòng sau", "dòng đầu dòng sau"),
        ("\n  ở dòng dưới", "ở dòng dưới"),
        ("[a, 'b, c', \"d\"]", ("a", "b, c", "d")),
        ("[a,\n  b\n  c]", ("a", "b c")),
        ("[“a”, ‘b’]", ("a", "b")),
        ("[a  b, c\u00a0d]", ("a  b", "c\u00a0d")),
        ("một\n  \u00a0hai\n\u00a0ba", "một \u00a0hai ba"),
        ("'một\n  \u00a0hai'", "một \u00a0hai"),
        ("|\n\u00a0 một", "một"),
        ("[]", ()),
        ("[a] # ghi", ("a",)),
        ("\n- a\n- 'b: c'", ("a", "b: c")),
        ("\n  - a\n    tiếp\n  - >-\n    gấp\n    lại\n", ("a tiếp", "gấp lại")),
        ("\n- —\n- b", ("—", "b")),
        ("\n-\u00a0'a'\n- một\u00a0\n  hai", ("a", "một\u00a0 hai")),
        ("\n• a\n•\tb", ("a", "b")),
        ('""', ""),
        ("", ""),
    ],
)
def test_yaml_of_a_git_based_editor_means_what_yaml_means(
    typed: str, read: str | tuple[str, ...]
) -> None:
    assert value(typed) == read


@pytest.mark.parametrize(
    "line",
    ["Tiêu đề\u00a0:\u00a0Bài\u00a0", "Tiêu đề：Bài", "\ufeffTiêu đề: Bài \t", "Tiêu đề:\tBài",
     "Tiêu đề:Bài", "tieu-de: Bài", '"title": Bài', "\u200bTiêu đề: Bài\u200b"],
)  # fmt: skip
def test_what_word_and_keyboards_leave_in_a_line_is_understood(line: str) -> None:
    assert values(f"{line}\nNgày: 1/2/2023\n\nBài.")["title"] == "Bài"
    assert values(f"---\nNgày: 1/2/2023\n{line}\n---\nBài.")["title"] == "Bài"


@pytest.mark.parametrize(
    "line",
    ["**Tiêu đề:** Bài", "**Tiêu đề**: Bài", "**Tiêu đề: Bài**", "*Tiêu đề:* Bài", "_title_: Bài",
     "__Tiêu đề :__ Bài", "***TIÊU ĐỀ：*** Bài", "** Tiêu đề ** : Bài", "_Tiêu đề: Bài_ "],
)  # fmt: skip
def test_a_key_in_bold_or_italics_is_read_as_one(line: str) -> None:
    wanted = {"title": "Bài", "date": "1/2/2023", "tags": "a"}
    bold = "**Ngày:** 1/2/2023\n*tags:* a"
    assert values(f"{line}\n{bold}\n\nChữ.") == wanted
    assert values(f"---\n{line}\n{bold}\n---\nChữ.") == wanted
    assert values(f"---\n{bold}\n\n{line}\n---\nChữ.") == wanted


@pytest.mark.parametrize(
    "line", ["**Chú ý:** Bài", "*Bài* hay: x", "**Tiêu đề** Bài", "__init__: x"]
)
def test_bold_words_that_are_no_key_are_no_field(line: str) -> None:
    raw = split(f"---\nTiêu đề: Bài\n{line}\n---\nChữ.")
    assert "không có dạng" in only(raw).sentence
    assert [field.key for field in raw.fields] == ["Tiêu đề"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("# Tiêu đề: Bài", "Tiêu đề: Bài"), ("## **Tiêu đề:** Bài", "Tiêu đề: Bài"),
        ("> Ngày: 1/2/2023", "Ngày: 1/2/2023"), ("- Ngày: 1/2/2023", "Ngày: 1/2/2023"),
        ("* **Ngày:** 1/2/2023", "Ngày: 1/2/2023"), ("• Tác giả： A", "Tác giả: A"),
        ("1. Tác giả: A", "Tác giả: A"), ("| Thẻ | a, b |", "Thẻ: a, b"),
        ("| **Trạng thái:** | nháp |", "Trạng thái: nháp"),
        ("📌 Trạng thái: nháp", "Trạng thái: nháp"),
        ("> - status: draft", "status: draft"), ("# Ghi chú: x", "Ghi chú: x"),
        ("  - Trạng thái: nháp", "Trạng thái: nháp"),
    ],
)  # fmt: skip
def test_a_key_behind_a_mark_is_named_with_the_line_to_type(line: str, meant: str) -> None:
    for before in ("Nguồn: Báo A", "Tóm tắt:", "Tóm tắt: Một đoạn"):
        raw = split(f"---\n{before}\n{line}\n---\nChữ.")
        problem = only(raw)
        assert (problem.line, problem.remedy) == (3, f"gõ lại dòng này: {meant}")
        assert f"{raw.fields[1].key}: {raw.fields[1].value}" == meant
        assert raw.fields[0].typed == before.partition(":")[2].strip()
    by_hand = split(f"{line}\n{line}\n\nChữ.")
    assert [problem.line for problem in by_hand.problems] == [1, 2]
    assert by_hand.body == "Chữ."


def test_a_list_of_evidence_may_name_its_sources_like_keys() -> None:
    assert values("---\nCăn cứ:\n  - Nguồn: Báo A | https://a.vn | 1/2/2023\n---\n") == {
        "evidence": ("Nguồn: Báo A | https://a.vn | 1/2/2023",)
    }


def test_yaml_comments_between_fields_are_no_fields() -> None:
    assert values("---\n# bản của phòng: x\ntitle: Bài\n\n# khác\ntags: a\n---\n") == {
        "title": "Bài",
        "tags": "a",
    }


@pytest.mark.parametrize(
    "body", ["\nĐoạn một.\n\nĐoạn hai: x\n", "\n# Mục\n\nĐoạn.\n\n---\n\nHết."]
)
def test_an_unclosed_fence_is_one_problem_at_the_line_where_it_belongs(body: str) -> None:
    raw = split(f"---\nTiêu đề: Bài\nNgày: 11/12/2023\n{body}")
    problem = only(raw)
    assert problem.line == 4
    assert "không có dòng “---” đóng" in problem.sentence
    assert problem.remedy.endswith("---")
    assert raw.body == body


def test_an_unclosed_fence_belongs_above_a_paragraph_right_under_the_head() -> None:
    raw = split("---\nTiêu đề: Bài\nNgày: 11/12/2023\nĐoạn một.\n\nĐoạn hai.\n")
    problem = only(raw)
    assert (problem.line, problem.remedy) == (4, "thêm vào dòng 4: ---")
    assert raw.body == "Đoạn một.\n\nĐoạn hai.\n"


def test_a_closing_fence_without_an_opening_one_is_named() -> None:
    raw = split("Tiêu đề: Bài\nNgày: 11/12/2023\n---\nĐoạn.\n")
    assert "thiếu dòng “---” mở" in only(raw).sentence
    assert raw.body == "Đoạn.\n"


@pytest.mark.parametrize("fence", ["—", "–––", "— — —", "--", "___", "==="])
def test_a_fence_that_word_has_changed_is_named_and_the_rest_still_read(fence: str) -> None:
    raw = split(f"{fence}\nTiêu đề: Bài\n---\nĐoạn.\n")
    assert (only(raw).line, raw.fields[0].value, raw.body) == (1, "Bài", "Đoạn.\n")
    assert f"“{fence}”" in only(raw).sentence


@pytest.mark.parametrize("fence", ["—", "–––", "— — —", "--"])
def test_a_changed_closing_fence_is_named(fence: str) -> None:
    raw = split(f"---\nTiêu đề: Bài\n{fence}\nĐoạn.\n")
    assert (only(raw).line, raw.body) == (3, "Đoạn.\n")


def test_indented_lines_of_a_head_are_named_once_each_and_not_swallowed() -> None:
    raw = split("---\nTiêu đề: Bài\n  Ngày: 11/12/2023\n\u00a0Thẻ: a\n---\n")
    assert [field.key for field in raw.fields] == ["Tiêu đề", "Ngày", "Thẻ"]
    assert [problem.line for problem in raw.problems] == [3, 4]
    assert "Ngày: 11/12/2023" in raw.problems[0].remedy


def test_a_paragraph_within_the_head_is_named_with_the_way_out() -> None:
    raw = split("Tiêu đề: Bài\nThời gian qua, công tác\nđã đạt kết quả.\n\nĐoạn.")
    problem = only(raw)
    assert (problem.line, problem.column) == (2, 1)
    assert "Tiêu đề" in problem.remedy


@pytest.mark.parametrize(
    "text", ["Đoạn văn.\n\nTiếp.", "# Tiêu đề\n\nx", "Ghi nhận: x\n\ny", "```\n"]
)
def test_a_file_without_a_head_is_named_and_offered_one(text: str) -> None:
    raw = split(text)
    assert "chưa có phần đầu bài" in only(raw).sentence
    assert "---\nTiêu đề:" in only(raw).remedy
    assert (raw.fields, raw.body, raw.body_line) == ((), text, 1)


@settings(deadline=None)
@given(LINE)
def test_any_hand_written_line_that_is_no_yaml_comes_out_as_typed(line: str) -> None:
    typed = line.strip()
    read = values(f"---\nTiêu đề: {line}\n---\n")["title"]
    special = typed[:1] in tuple("\"'[") or not typed.strip("\u200b\u2060\ufeff")
    assert (
        special
        or read == typed.strip("\u200b\u2060\ufeff \u00a0").strip()
        or (typed[:1] in "\u200b\u2060\ufeff" or typed[-1:] in "\u200b\u2060\ufeff")
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from(
    ["---", "...", "—", "", "Tiêu đề: x", "  Ngày: 1", "- a", "  - 'b", "# c", "abc", '"x', "thẻ:",
     ">-", "tags: [a,", "]", "\t- |2", "title: >", "  d", "x: \"a", '  b"', "  ---"]
), max_size=12))  # fmt: skip
def test_any_file_is_split_without_losing_its_body(lines: list[str]) -> None:
    text = "\n".join(lines)
    raw = split(text)
    assert text.endswith(raw.body)
    assert "\n".join(text.split("\n")[raw.body_line - 1 :]) == raw.body


@settings(deadline=None)
@given(st.dictionaries(
    st.sampled_from(["title", "summary", "note", "source"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc"))) | st.lists(st.text(
        st.characters(exclude_categories=("Cs", "Cc")), min_size=1), min_size=1, max_size=3),
    min_size=1,
), st.sampled_from([20, 80]), st.sampled_from([None, "'", '"', "|", ">"]))  # fmt: skip
def test_yaml_is_read_as_a_yaml_program_wrote_it(
    written: dict[str, str | list[str]], width: int, style: str | None
) -> None:
    text = yaml.safe_dump(
        written, allow_unicode=True, width=width, default_style=style, sort_keys=False
    )
    read = {key: _words(found) for key, found in values(f"---\n{text}---\n").items()}
    assert read == {key: _words(found) for key, found in written.items()}


def _words(found: str | Sequence[str]) -> list[str]:
    return nfc(found if isinstance(found, str) else " ".join(found)).split()


@given(LINE | st.text("\"'[]|>ab, \u00a0\ufeff"), st.booleans())
def test_an_empty_line_below_a_value_changes_nothing(line: str, fenced: bool) -> None:
    assert read_value(line, [], 1, fenced) == read_value(line, [""], 1, fenced)
