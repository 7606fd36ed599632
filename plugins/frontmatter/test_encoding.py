"""Files as Windows programs save them: read right, or refused by the name of what they are."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.frontmatter.encoding import CONTROL, decode
from plugins.shared.problems import Problem
from plugins.vietnamese.look_alikes import mend_look_alikes

TEXT = (
    "Tiêu đề: Bạch Thông nâng cao chất lượng\nNgày: 11/12/2023\n\nĐồng chí phát biểu tại huyện.\n"
)
PATH = "content/tin-tuc/a.md"
PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Mn")), min_size=1
).filter(lambda text: text.strip() and not CONTROL.search(text) and "�" not in text)


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def refused(data: bytes) -> Problem:
    text, problems = decode(data, PATH)
    problem = only(problems)
    assert text == ""
    assert problem.severity == "error"
    assert problem.path == PATH
    assert problem.remedy
    return problem


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_file_of_windows_is_read_alike(code: str, line_end: str) -> None:
    assert decode(TEXT.replace("\n", line_end).encode(code), PATH) == (TEXT, [])


def test_decomposed_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode(), PATH) == (TEXT, [])


@pytest.mark.parametrize("code", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_named(code: str) -> None:
    assert "UTF-16" in refused(TEXT.encode(code)).sentence


def windows_1258(text: str) -> bytes:
    """As old Vietnamese keyboards typed it: the tone after its letter."""
    marked = "".join(
        "".join(
            [unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))]
            + [m for m in parts if m in tones]
        )
        for tones in ["\u0300\u0301\u0303\u0309\u0323"]
        for parts in (unicodedata.normalize("NFD", char) for char in text)
    )
    return marked.encode("cp1258")


def test_windows_1258_is_refused_by_name_with_line_and_way_out() -> None:
    problem = refused(windows_1258("ok: x\n" + TEXT))
    assert "Windows-1258" in problem.sentence
    assert (problem.line, problem.column) == (2, 3)
    assert "Notepad" in problem.remedy
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Café à la carte, déjà vu".encode("cp1252"), "Windows-1252"),
        ("B¹ch Th«ng: C«ng t¸c d­ luËn x· héi cña huyÖn".encode("cp1252"), "TCVN3"),
        ("Huyeän uûy Baïch Thoâng ñaõ chæ ñaïo caùc xaõ".encode("cp1252"), "VNI"),
    ],
)
def test_other_old_codes_are_refused_by_name(data: bytes, name: str) -> None:
    assert name in refused(data).sentence


def test_one_broken_letter_in_a_good_file_is_named_with_its_line() -> None:
    data = TEXT.encode().replace("Đồng".encode(), b"\xc4ng")
    problem = refused(data)
    assert "chữ hỏng" in problem.sentence
    assert (problem.line, problem.column) == (4, 1)


def test_text_that_was_encoded_twice_is_named_and_its_repair_offered() -> None:
    problem = refused("Title: Công tác".encode().decode("cp1252").encode())
    assert "đổi mã hai lần" in problem.sentence
    assert "Công tác" in problem.remedy


def archive(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        written.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (archive("word/document.xml"), ".docx"),
        (archive("xl/workbook.xml"), ".xlsx"),
        (archive("x.txt"), "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (b"{\\rtf1\\ansi}", ".rtf"),
    ],
)
def test_a_renamed_document_or_picture_is_named(data: bytes, name: str) -> None:
    assert name in refused(data).sentence


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_an_empty_file_is_named(data: bytes) -> None:
    assert "trống" in refused(data).sentence


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe"])
def test_a_control_character_is_refused_with_its_line(char: str) -> None:
    problem = refused(f"Tiêu đề: x\n\nmột{char}hai".encode())
    assert (problem.line, problem.column) == (3, 4)


def test_text_lost_in_an_earlier_conversion_is_refused() -> None:
    assert refused("Tiêu đề: B�ch Thông".encode()).column == 11


def test_a_mark_without_its_letter_is_reported_and_the_letter_offered() -> None:
    text, problems = decode("Tie\u0301\u0302ng".encode(), PATH)
    assert text == "Ti\u00e9\u0302ng"
    problem = only(problems)
    assert problem.severity == "warning"
    assert "“ế”" in problem.remedy


def test_a_title_that_starts_with_bm_is_no_picture() -> None:
    assert decode(b"BM: x\n", PATH) == ("BM: x\n", [])


@settings(deadline=None)
@given(PLAIN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_is_read_as_written_or_refused(text: str, code: str) -> None:
    read, problems = decode(text.encode(code), PATH)
    wanted = mend_look_alikes(unicodedata.normalize("NFC", text.lstrip("\ufeff")))
    assert read == wanted or any(problem.severity == "error" for problem in problems)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_give_text_or_a_named_error(data: bytes) -> None:
    read, problems = decode(data, PATH)
    assert bool(read) != any(problem.severity == "error" for problem in problems)
