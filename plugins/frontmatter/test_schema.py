"""The checked head: what is right is typed, what is wrong is told once with the line to paste."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.addresses import address_of, slug_as_typed
from plugins.frontmatter.head import split
from plugins.frontmatter.schema import Head, Schema, Section
from plugins.frontmatter.typed_head import read_head
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import VIETNAM
from plugins.vietnamese.slugs import slugify

SCHEMA = Schema(
    sections=(
        Section("tin-tuc", "Tin tức", "", ("Xây dựng Đảng", "Kinh tế", "Văn hóa - Xã hội")),
        Section("dinh-huong-du-luan", "Định hướng dư luận xã hội", "", ("Nhận biết tin giả",)),
        Section("thong-bao", "Thông báo"),
    )
)
PATH = "content/tin-tuc/a.md"
START = "---\nTiêu đề: Bài\nNgày: 11/12/2023\n"


def read(text: str, folder: str = "tin-tuc") -> Head:
    head, problems = read_head(split(text), SCHEMA, PATH, folder)
    assert problems == []
    assert head is not None
    return head


def refusals(text: str, folder: str = "tin-tuc") -> list[Problem]:
    head, problems = read_head(split(text), SCHEMA, PATH, folder)
    assert head is None
    for problem in problems:
        assert problem.path == PATH
        assert problem.sentence.endswith((".", ")"))
        assert problem.remedy
    return problems


def refusal(line: str, folder: str = "tin-tuc") -> Problem:
    """The one problem of a good head with `line` added as its fourth."""
    problems = refusals(f"{START}{line}\n---\n", folder)
    assert len(problems) == 1, problems
    return problems[0]


def test_every_field_is_read_and_typed() -> None:
    vietnamese = (
        "---\nTiêu đề: Bài viết\nNgày: 11/12/2023 08:00\nCập nhật: 12/12/2023\nMục: tin-tuc\n"
        "Chuyên mục: Kinh tế\nTác giả: Hương Dịu; Nguyễn Hà\nTóm tắt: Một đoạn, hai ý\n"
        "Thẻ: dư luận, cộng tác viên\nTrạng thái: nháp\nNguồn: Báo A, số 5\n"
        "Địa chỉ cũ: /cu/1, /cu/2\nGhi chú: Bài minh họa\n"
        "Tệp đính kèm: tep/2023/a.pdf | Mẫu 1, 2; tep/2023/b.docx\n---\n"
    )
    yaml = (
        "---\ntitle: 'Bài viết'\ndate: 2023-12-11T08:00:00+07:00\nmodified: '2023-12-12'\n"
        "section: tin-tuc\ncategory: Kinh tế\nauthors:\n- Hương Dịu\n- Nguyễn Hà\n"
        "summary: >-\n  Một đoạn,\n  hai ý\ntags: [dư luận, cộng tác viên]\nstatus: draft\n"
        "source: Báo A, số 5\naliases: [/cu/1, /cu/2]\nnote: Bài minh họa\n"
        "attachments:\n  - 'tep/2023/a.pdf | Mẫu 1, 2'\n  - tep/2023/b.docx\n---\n"
    )
    assert (
        read(vietnamese)
        == read(yaml)
        == Head(
            title="Bài viết",
            date=datetime(2023, 12, 11, 8, tzinfo=VIETNAM),
            has_time=True,
            modified=datetime(2023, 12, 12, tzinfo=VIETNAM),
            section="tin-tuc",
            category="Kinh tế",
            authors=("Hương Dịu", "Nguyễn Hà"),
            summary="Một đoạn, hai ý",
            tags=("dư luận", "cộng tác viên"),
            status="draft",
            source="Báo A, số 5",
            aliases=("/cu/1", "/cu/2"),
            note="Bài minh họa",
            attachments=("tep/2023/a.pdf | Mẫu 1, 2", "tep/2023/b.docx"),
        )
    )


def test_the_folder_decides_the_section_when_left_out() -> None:
    text = START + "---\n"
    assert read(text).section == "tin-tuc"
    assert read(text, "thong-bao").section == "thong-bao"
    assert read(START + "Mục: Định hướng dư luận xã hội\n---\n").section == "dinh-huong-du-luan"


def test_a_plain_page_needs_a_title_only() -> None:
    page = read("title: Giới thiệu\norder: 2\n\nNội dung", "trang")
    assert (page.section, page.date, page.order) == ("", None, 2)
    problems = refusals("Tóm tắt: x\n\nNội dung", "trang")
    assert [problem.sentence for problem in problems] == ["thiếu “Tiêu đề”."]


def test_a_page_has_no_section_or_category_and_an_article_no_order() -> None:
    assert "không thuộc mục nào" in refusal("Mục: tin-tuc", "trang").sentence
    assert "không có chuyên mục" in refusal("Chuyên mục: Kinh tế", "trang").sentence
    assert "xếp theo ngày" in refusal("Thứ tự: 1").sentence
    assert "phải là một số" in refusal("Thứ tự: một", "trang").sentence


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nNgày: 11/12/2023\n---\n", "Tiêu đề: Tiêu đề của bài"),
        ("---\ndate: 11/12/2023\n---\n", "title: Tiêu đề của bài"),
        ("---\nTiêu đề: ''\nNgày: 11/12/2023\n---\n", "Tiêu đề: Tiêu đề của bài"),
        ("---\ntitle: Bài\n---\n", "date: ngày/tháng/năm"),
    ],
)
def test_a_missing_field_is_offered_in_the_language_of_the_head(text: str, line: str) -> None:
    problems = refusals(text)
    assert len(problems) == 1
    assert problems[0].remedy.endswith(line)


@pytest.mark.parametrize("empty", ["Tiêu đề:", "Ngày:", "Cập nhật:"])
def test_a_key_without_a_value_is_to_be_filled_in_not_added_once_more(empty: str) -> None:
    others = (line for line in START.splitlines()[1:] if not line.startswith(empty))
    problems = refusals("\n".join(["---", empty, *others, "---", "Bài.\n"]))
    assert [problem.line for problem in problems] == [2]
    assert problems[0].sentence.startswith(f"“{empty.rstrip(':')}” còn trống")
    assert problems[0].remedy.startswith(f"viết theo mẫu này: {empty} ")


def test_a_wrong_date_is_refused_where_it_stands_with_a_date_to_paste() -> None:
    problems = refusals("---\nTiêu đề: Bài\nNgày: 11-12-2023\n---\n")
    assert [(problem.line, problem.column) for problem in problems] == [(3, 7)]
    assert "“11-12-2023”" in problems[0].sentence
    assert problems[0].remedy == "Ngày: 11/12/2023"
    impossible = refusals("title: x\ndate: 31/02/2023\n")[0]
    assert "không có trong lịch" in impossible.sentence
    assert impossible.remedy == "viết theo mẫu này: date: ngày/tháng/năm"


def test_an_update_before_the_article_is_refused() -> None:
    assert "trước ngày đăng" in refusal("Cập nhật: 10/12/2023").sentence
    assert refusal("Cập nhật: 10/12/2023").remedy == "Cập nhật: 11/12/2023"
    same_day = "---\ntitle: a\ndate: 11/12/2023 08:00\nmodified: 11/12/2023\n---\n"
    assert read(same_day).modified == datetime(2023, 12, 11, tzinfo=VIETNAM)


@pytest.mark.parametrize("typed", ["Kinh te", "kinh tế", "KINH TẾ", "Kinh Tế"])
def test_a_category_spelt_otherwise_is_refused_and_the_declared_one_offered(typed: str) -> None:
    problem = refusal(f"Chuyên mục: {typed}")
    assert f"“{typed}”" in problem.sentence
    assert problem.remedy == "Chuyên mục: Kinh tế"
    assert (problem.line, problem.column) == (4, 13)


def test_a_category_may_place_its_tones_either_way() -> None:
    assert read(START + "Chuyên mục: Văn hoá - Xã hội\n---\n").category == "Văn hóa - Xã hội"


def test_an_unknown_category_is_refused_with_what_can_be_written() -> None:
    assert refusal("Chuyên mục: Xây dựng").remedy.startswith("Chuyên mục: Xây dựng Đảng")
    assert "Kinh tế; Văn hóa" in refusal("Chuyên mục: Thể thao").remedy
    assert "dinh-huong-du-luan" in refusal("Chuyên mục: Nhận biết tin giả").remedy
    assert "không chia chuyên mục" in refusal("Chuyên mục: Thể thao", "thong-bao").remedy


def test_an_unknown_section_or_folder_is_refused() -> None:
    assert refusal("Mục: tin tuc").remedy == "Mục: tin-tuc"
    assert "dinh-huong-du-luan" in refusal("Mục: Thể thao").remedy
    assert "không phải thư mục" in refusals(START + "---\n", "nhap")[0].sentence


def test_an_unknown_key_is_refused_and_the_nearest_known_one_offered() -> None:
    assert refusal("Tac giả bài: Hà").remedy == "có lẽ là: Tác giả: Hà"
    assert refusal("sumary: x").remedy == "có lẽ là: summary: x"
    assert "Chuyên mục" in refusal("xyz: x").remedy
    assert "Đường dẫn" in refusal("url: x.html").remedy
    assert "Trạng thái: nháp" in refusal("draft: true").remedy


@pytest.mark.parametrize("key", ["Đường dẫn", "slug", "Slug", "duong dan"])
def test_the_head_may_say_the_last_part_of_the_address(key: str) -> None:
    text = f"{START}{key}: ten-khac\n---\n"
    head = read(text)
    assert slug_as_typed(text.encode(), PATH) == "ten-khac"
    assert address_of(head, PATH) == "tin-tuc/2023/12/ten-khac/"
    page, _ = read_head(split("title: Trang\nslug: lien-he-2\n\nx"), SCHEMA, "a.md", "trang")
    assert page
    assert address_of(page, "content/trang/a.md") == "lien-he-2/"


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_whatever_slug_is_typed_the_line_that_is_offered_is_taken(typed: str) -> None:
    head, problems = read_head(split(f"{START}slug: {typed}\n---\n"), SCHEMA, PATH, "tin-tuc")
    lines = [each.remedy for each in problems if each.remedy.startswith("slug: ")]
    for line in lines:
        assert read(f"{START}{line}\n---\n").slug == line.removeprefix("slug: ")
    assert head is None or head.slug == slugify(head.slug)


def test_a_template_is_one_that_the_schema_names() -> None:
    schema = dataclasses.replace(SCHEMA, article_templates=("article", "bai-dai"))
    text = f"{START}Mẫu trang: bai-dai.html\n---\n"
    head, _ = read_head(split(text), schema, PATH, "tin-tuc")
    assert head
    assert head.template == "bai-dai"
    near = f"{START}template: bai-dia\n---\n"
    (problem,) = read_head(split(near), schema, PATH, "tin-tuc")[1]
    assert "article, bai-dai" in problem.sentence
    assert problem.remedy == "template: bai-dai"


def test_a_key_written_twice_is_refused_with_both_lines() -> None:
    problem = refusal("title: Bài khác")
    assert "dòng 2 và dòng 4" in problem.sentence
    assert problem.line == 4


@pytest.mark.parametrize(
    ("typed", "status"),
    [("nháp", "draft"), ("Nhap", "draft"), ("draft", "draft"), ("đăng", "published"),
     ("Published", "published"), ("", "published")],
)  # fmt: skip
def test_a_status_is_understood_in_both_languages(typed: str, status: str) -> None:
    assert read(f"{START}Trạng thái: {typed}\n---\n").status == status


def test_a_status_that_is_no_status_is_refused() -> None:
    assert refusal("Trạng thái: chờ").remedy == "Trạng thái: nháp"


def test_a_list_may_be_written_with_commas_semicolons_or_as_yaml() -> None:
    assert read(START + "Thẻ: a, b， c,\n---\n").tags == ("a", "b", "c")
    assert read(START + "Thẻ: a, b; c\n---\n").tags == ("a, b", "c")
    assert read(START + "Thẻ:\n- a, b\n- c\n---\n").tags == ("a, b", "c")


def test_one_tag_written_two_ways_is_kept_once_with_a_warning() -> None:
    raw = split(START + "Thẻ: Văn hoá, văn hóa, a, a\n---\n")
    head, problems = read_head(raw, SCHEMA, PATH, "tin-tuc")
    assert head is not None
    assert head.tags == ("Văn hoá", "a")
    assert [problem.severity for problem in problems] == ["warning"]


def test_a_field_of_one_value_refuses_a_list_but_a_title_may_have_brackets() -> None:
    assert "chỉ nhận một giá trị" in refusal("Chuyên mục: [Kinh tế, Xây dựng Đảng]").sentence
    assert read(START + "Chuyên mục: [Kinh tế]\n---\n").category == "Kinh tế"
    assert read("title: [Ảnh, phim]\ndate: 11/12/2023\n").title == "[Ảnh, phim]"


def test_an_old_address_begins_with_a_slash() -> None:
    assert refusal("Địa chỉ cũ: tin/1").remedy == "Địa chỉ cũ: /tin/1"
    assert refusal("Địa chỉ cũ:\n- /tin/1\n- tin/2").line == 6
    for alias in ("http://cu.example.vn/?id=5", "bachthong.gov.vn/Pages/a", "//cu.example.vn/a"):
        assert read(f"{START}aliases: {alias}\n---\n").aliases == (alias,)


def test_a_control_character_hidden_in_an_escape_is_refused() -> None:
    assert "U+0007" in refusal(r'Tóm tắt: "a\ab"').sentence


def test_half_a_pair_is_refused_and_an_escape_of_no_character_stays_as_typed() -> None:
    half = refusal(r'Tóm tắt: "a\ud800b"')
    assert "U+D800" in half.sentence
    assert half.remedy == "Tóm tắt: ab"
    assert "U+DFFF" in refusal(r'Thẻ: ["a\udfff"]').sentence
    for typed in (r'"a\U00110000"', r'"a\UFFFFFFFF"'):
        assert read(f"{START}Tóm tắt: {typed}\n---\n").summary == typed


def test_a_mistake_of_form_carries_the_file_and_hides_no_other() -> None:
    problems = refusals("---\nTiêu đề: Bài\n  Ngày: 12/2023\nChuyên mục: Thể thao\n---\n")
    assert [problem.line for problem in problems] == [3, 3, 4]


def test_a_file_without_a_head_is_one_problem() -> None:
    assert len(refusals("Đoạn văn.\n")) == 1


@pytest.mark.parametrize(
    ("typed", "focus"),
    [("50% 30%", (50, 30)), ("0%, 100%", (0, 100)), ("20 80", (20, 80))],
)
def test_the_focus_of_a_picture_is_two_per_cents(typed: str, focus: tuple[int, int]) -> None:
    raw = split(f"Tiêu đề: Bài\nNgày: 11/12/2023\nẢnh-tâm: {typed}\n\nNội dung.\n")
    head, problems = read_head(raw, SCHEMA, "content/tin-tuc/a.md", "tin-tuc")
    assert problems == []
    assert head is not None
    assert head.focus == focus


@pytest.mark.parametrize("typed", ["50%", "120% 10%", "giữa", "-5% 10%"])
def test_another_focus_is_refused_with_a_line_to_paste(typed: str) -> None:
    raw = split(f"Tiêu đề: Bài\nNgày: 11/12/2023\nẢnh-tâm: {typed}\n\nNội dung.\n")
    head, (problem,) = read_head(raw, SCHEMA, "content/tin-tuc/a.md", "tin-tuc")
    assert head is None
    assert (problem.line, problem.remedy) == (3, "Ảnh-tâm: 50% 30%")
