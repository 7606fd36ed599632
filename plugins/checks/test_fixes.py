"""`check --fix` mends what is surely meant, and nothing else ever changes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.checks.fixes import diff, fix
from plugins.checks.testing import SCHEMA, check_file
from plugins.checks.text_edits import INVISIBLE
from plugins.frontmatter.encoding import decode
from plugins.vietnamese.look_alikes import LETTER

PATH = "content/tin-tuc/bai.md"
CONTENT = Path(__file__).parents[2] / "content"
HEAD = "---\ntitle: Bài thử\ndate: 11/12/2023\n---\n"
LONG = "Hội nghị bàn việc làm đường. Nhiều ý kiến nêu cách làm hay, trước hết là bàn với dân." * 2
MODERN = (
    HEAD + "Hội nghị ở **Bắc Kạn** năm 2023: 1.300 báo cáo, 25\u00a0°C — “tốt”…\n\n"
    '- Le café où naïve, größe, på øst\n- `e\\u0301` và x = "a"\n\nGia đình 👨\u200d👩\u200d👧./.\n'
)
PIECES = st.sampled_from([
    "Hội nghị", "Ho\u0302\u0323i", "e\u0301\u0302", "Ðảng", "HÐND", "\u200b", "\u00ad", "\u200d",
    "👨", "👩", "\ufeff", "\u0301", "Bé V¨n hãa x©y dùng", "ViÖc ®\u00adîc lµm", "Boä Vaên hoùa",
    "---", "—", "–––", "--", "title: Bài", "Ngày: 11/12/2023", "Tiêu đề: ", "\n", "\r\n", "\r",
    "<<<<<<< HEAD", ">>>>>>> x", "=======", " ", "\u00a0", "`", "```\n", "[a](b)", "e", "o",
    "\n\n", "\n\t", "\t", "• ", "\uf0b7", "o\tHai", "– ", "-Hai;", "a) Một", "b) Hai", "- ", "> ",
    "Lượt xem: 12", "In trang", "Bài thử", "BÀI", "5*3 = 15*1", "*", "\n    ", f"{'Nói rõ. ' * 16}",
])  # fmt: skip
PASTED = st.sampled_from([
    "\n", "\n\n", "\n\t", "\n    ", "• ", "o\t", "\uf0a7", "– ", "-Hai;", "- ba", "a) ", "b) ",
    "1. ", "> ", "Chữ", "Gồm:", "Hết.", "*", "5*3", "In trang", "Bài thử", "## ", "2023. ", "#",
    LONG, "\n2/ ",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text()
ARTICLES = TEXTS.map(lambda text: HEAD + text) | TEXTS


def mended(text: str) -> str:
    return fix(text.encode(), PATH).decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\ufeff" + HEAD + "Một.\n", HEAD + "Một.\n"),
        ((HEAD + "Một.\n").replace("\n", "\r\n"), HEAD + "Một.\n"),
        (unicodedata.normalize("NFD", HEAD + "Hội nghị.\n"), HEAD + "Hội nghị.\n"),
        (HEAD + "Tie\u0301\u0302ng Vie\u0323\u0302t.\n", HEAD + "Tiếng Việt.\n"),
        (HEAD + "Ðảng, HÐND và það.\n", HEAD + "Đảng, HĐND và það.\n"),
        (HEAD + "Từ\u200b khóa, mạng\u00adlưới.\n", HEAD + "Từ khóa, mạnglưới.\n"),
        (HEAD + "\u00a0\u00a0\u00a0\u00a0Đoạn.\n\u00a0\nHai.\n", HEAD + "Đoạn.\n\nHai.\n"),
        (HEAD + "-\u00a0Một\n-\u00a0\u00a0Hai\n", HEAD + "- Một\n- Hai\n"),
        (HEAD + "- Một\n\n    \u00a0Tiếp.\n", HEAD + "- Một\n\n    Tiếp.\n"),
        (
            HEAD + "Từ\u00a0tháng sáu đến\u00a0nay,\u00a0 nhiều hộ đã\u00a0thoát; 5\u00a0km\n",
            HEAD + "Từ tháng sáu đến nay, nhiều hộ đã thoát; 5\u00a0km\n",
        ),
        (HEAD + "Bé V¨n hãa vµ ®\u00adîc.\n", HEAD + "Bộ Văn hóa và được.\n"),
        (HEAD + "Uûy ban nhaân daân.\n\nGiữ.\n", HEAD + "Ủy ban nhân dân.\n\nGiữ.\n"),
        (HEAD.replace("---", "—") + "a — b\n\n—\n", HEAD + "a — b\n\n—\n"),
        (HEAD.replace("2023\n---", "2023\n–––") + "a\n", HEAD + "a\n"),
        (
            HEAD + f"{LONG}\n    {LONG}\nAn.\n\tChữ\n\tHết.\n",
            HEAD + f"{LONG}\n\n{LONG}\nAn.\n\nChữ\n\tHết.\n",
        ),
        (
            HEAD + "\tMột là đủ.\n\tHai là đủ.\n\n\t•\tBa\n\t•\tBốn\n",
            HEAD + "Một là đủ.\n\nHai là đủ.\n\n- Ba\n- Bốn\n".replace("\u1ed1", "ố"),
        ),
        (
            HEAD + "Gồm có:\n• Một\no\tHai\n\uf0a7 Ba\n• Bốn.\nHết rồi.\n",
            HEAD + "Gồm có:\n\n- Một\n    - Hai\n        - Ba\n- Bốn.\n\nHết rồi.\n",
        ),
        (
            HEAD + "Gồm có:\n–Một;\n–Hai\n\na) Một\nb) Hai\n",
            HEAD + "Gồm có:\n\n- Một;\n- Hai\n\na) Một\n\nb) Hai\n",
        ),
        (
            HEAD + "Tăng cỡ chữ\n# BÀI THỬ\n\nChữ: 5*3 = 15*1.\n\nLượt xem: 1.234\n",
            HEAD + "Chữ: 5\\*3 = 15\\*1.\n\n",
        ),
        (
            HEAD.replace("Bài thử", "X©y dùng n«ng th«n míi") + "a\n",
            HEAD.replace("Bài thử", "Xây dựng nông thôn mới") + "a\n",
        ),
    ],
)
def test_what_is_surely_meant_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


def test_utf_16_with_its_mark_becomes_utf_8() -> None:
    assert fix((HEAD + "Một.\n").encode("utf-16"), PATH) == (HEAD + "Một.\n").encode()


@pytest.mark.parametrize("file", sorted(CONTENT.glob("[!.]*/**/*.md")), ids=lambda file: file.stem)
def test_the_projects_own_articles_need_no_mending(file: Path) -> None:
    data = file.read_bytes()
    assert fix(data, PATH) == data


def test_modern_text_stays_byte_for_byte() -> None:
    assert fix(MODERN.encode(), PATH) == MODERN.encode()


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitel: Bai\ndate: 31/02/2023\n---\nĐoạn\u00a0văn, 10\u00a0km.\n",
        HEAD + "```\n\u00a0\u00a0mã\n```\n\nTP.\u00a0Bắc\u00a0Kạn, ông\u00a0Hà, ông\u00a0An.\n",
        "---\ntitle: Bài\ndate: 11/12/2023\nNội dung không có hàng rào.\n",
        HEAD + "– Bác đi đâu đấy?\n– Tôi ra chợ.\n\nÔng hỏi:\n- Bác ơi\n",
        HEAD + "Ruộng đã cấy xong.\nMưa thuận gió hòa.\n\nUBND xã\nThôn Nà\nSố 5\n",
        HEAD + "Các tin khác\n\nQuay lại\n\n    Bốn dấu cách\n\n\tif x:\n\n*a*b*c*\n",
        HEAD + "Bài thử\n",
        HEAD + "Tăng cỡ chữ\n\nLượt xem: 12\n",
        HEAD + f"> {LONG}\n> {LONG}\n\n- {LONG}\n- {LONG}\n\n{LONG}  \n{LONG}\n",
        HEAD + "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n\n2023. Năm qua\n#Thẻ\n—\n",
    ],
)
def test_what_only_the_editor_can_decide_is_left_alone(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04word/", "Bạch".encode("utf-16-le"), b"\xb9\xe1 x", b""]
)
def test_what_is_no_text_is_left_alone(data: bytes) -> None:
    assert fix(data, PATH) == data


@settings(deadline=None)
@given(
    st.binary(max_size=200) | ARTICLES.map(str.encode) | ARTICLES.map(lambda t: t.encode("utf-16"))
)
@example("က\u0065\u0300\u0300À".encode())
def test_any_bytes_are_mended_once_and_shown(data: bytes) -> None:
    after = fix(data, PATH)
    assert fix(after, PATH) == after
    assert isinstance(diff(data, after, PATH), str)
    assert after == data or diff(data, after, PATH)


@settings(deadline=None)
@given(ARTICLES)
def test_the_mended_text_is_named_by_no_problem_that_can_be_mended(text: str) -> None:
    after, problems = decode(fix(text.encode(), PATH), PATH)
    if any(problem.severity == "error" for problem in problems):
        return
    assert unicodedata.is_normalized("NFC", after)
    assert not after.startswith("\ufeff")


MODERN_WORDS = st.lists(
    st.sampled_from(MODERN.split())
    | st.text(st.characters(codec="ascii", exclude_categories=["Cc"], exclude_characters="*")),
    max_size=30,
).map(" ".join)


@settings(deadline=None)
@given(MODERN_WORDS, st.sampled_from(["\u200b", "Ðảng", "\ufeff"]), MODERN_WORDS)
def test_the_text_around_a_mended_spot_stays(before: str, spot: str, after: str) -> None:
    meant = INVISIBLE.sub("", LETTER.sub("Đ", spot))
    assert mended(f"{HEAD}{before} {spot} {after}\n") == f"{HEAD}{before} {meant} {after}\n"


@settings(deadline=None)
@given(st.lists(PASTED, max_size=12).map("".join))
def test_mending_brings_no_error(body: str) -> None:
    typed = f"{HEAD}{body}\n".encode()
    after = fix(typed, PATH)
    assert fix(after, PATH) == after
    assert errors_in(after) <= errors_in(typed)


def errors_in(data: bytes) -> set[str]:
    problems = check_file(PATH, data, SCHEMA).problems
    return {problem.sentence.split("“")[0] for problem in problems if problem.severity == "error"}


PARAGRAPHS = st.sampled_from([
    LONG, "Chữ của bài.", "- một\n- hai\n    - ba", "1. một\n2. hai", "## Đề mục", "2*3",
    "![Đồi](a.jpg)\n*Chú thích.*", "| a | b |\n|---|---|\n| 1 | 2 |", "a) Một", "– Bác ơi?",
    "Dòng một dài vừa đủ để người viết tự xuống dòng giữa câu, vì cửa sổ hẹp.\nRồi viết tiếp ở",
    "Thẳng  \nhàng", "> Lời.\n> Lời hai.", "5 * 3 = 15 \\* 1, *nghiêng*, **đậm**",
    "```\n• 5*3 = 5*3\n\tx\n```", "Bấm Tăng cỡ chữ.",
])  # fmt: skip


@given(st.lists(PARAGRAPHS, min_size=1).map("\n\n".join))
def test_a_text_without_these_faults_stays_byte_for_byte(body: str) -> None:
    assert mended(f"{HEAD}{body}\n") == f"{HEAD}{body}\n"


def test_the_diff_writes_out_what_cannot_be_seen() -> None:
    data = ("\ufeff" + HEAD + "Từ\u200b khóa.\n\nHo\u0302\u0323i nghi\u0323.\n").replace(
        "\n", "\r\n"
    )
    shown = diff(data.encode(), fix(data.encode(), PATH), PATH)
    assert shown.splitlines() == [
        f"{PATH}: bỏ dấu nhận biết UTF-8 (BOM) ở đầu tệp.",
        f"{PATH}: dấu xuống dòng CRLF của Windows thành LF.",
        f"{PATH}: 2 chữ Unicode tổ hợp thành Unicode dựng sẵn (trông không đổi).",
        f"--- {PATH}",
        f"+++ {PATH} (đã sửa)",
        "@@ -4,3 +4,3 @@",
        " ---",
        "-Từ‹U+200B› khóa.",
        "+Từ khóa.",
        " ",
    ]
