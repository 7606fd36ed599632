"""One reading of an article says all that checks and pages need, whatever the bytes are."""

from __future__ import annotations

import dataclasses
import pickle
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.frontmatter.parsed import ParsedArticle, pack, parse, parse_text, unpack
from plugins.frontmatter.schema import Schema, Section

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
PATH = "content/tin-tuc/2024/a.md"
HEAD = "---\nTiêu đề: Bài minh hoạ\nNgày: 11/12/2023\n---\n"
PIECES = (
    *("---\n", "Tiêu đề: Bài\n", "Ngày: 11/12/2023\n", "Trạng thái: nháp\n", "\n", "## Mục\n"),
    *("[a](b.md)", "![ả](a.jpg)", "<p id='x'>", "`mã`", "- một\n", "e\u0301", "\u200b", "\ufeff"),
    *("\r\n", "\x00", "\ufffd", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
DATA = TEXTS.map(str.encode) | TEXTS.map(lambda text: text.encode("utf-16")) | st.binary()


def parsed(text: str) -> ParsedArticle:
    return parse(PATH, text.encode(), SCHEMA)


@given(DATA)
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    article = parse(PATH, data, SCHEMA)
    assert article.digest == sha256(data).digest()
    assert (article.head is None) <= article.is_refused
    assert article.text.endswith(article.body)
    assert len(article.prose) == len(article.body)
    for problem in article.problems:
        assert problem.path == PATH


@given(DATA)
def test_a_pickled_article_is_the_same_and_holds_its_text_once(data: bytes) -> None:
    article = parse(PATH, data, SCHEMA)
    record = pack(article)
    assert unpack(record) == article
    views = article.blocks, article.references, article.headings, article.tags, article.is_plain
    assert pack(article) == record
    again = unpack(record)
    assert (again.blocks, again.references, again.headings, again.tags, again.is_plain) == views


def test_a_record_is_hardly_longer_than_the_file() -> None:
    text = HEAD + "Một đoạn của bài minh hoạ. " * 200
    assert len(pack(parsed(text))) < len(text.encode()) + 1_000
    assert len(pickle.dumps([parsed(text)] * 2)) < len(text.encode()) + 1_200


@given(TEXTS)
def test_every_offset_of_a_body_has_its_place_in_the_file(body: str) -> None:
    article = parse_text(HEAD + body)
    lines = article.text.split("\n")
    for offset, letter in enumerate(article.body):
        line, column = article.place(offset)
        assert (lines[line - 1] + "\n")[column - 1] == letter


def test_head_and_body_stand_where_they_were_typed() -> None:
    article = parsed(HEAD + "\n## Mục một\n\nXem [bài](b.md).\n")
    assert article.problems == ()
    assert article.head is not None
    assert article.head.title == "Bài minh hoạ"
    assert (article.folder, article.field_line("date"), article.body_line) == ("tin-tuc/2024", 3, 5)
    (link,) = article.references
    assert article.place(link.offset) == (8, 11)
    assert article.headings == ("muc-mot",)


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parsed(HEAD).text = ""  # type: ignore[misc]


@pytest.mark.parametrize(
    ("fields", "is_draft"),
    [("Trạng thái: nháp\n", True), ("Trạng thái: nháp\nNgay: sai\n", True), ("Ngày: sai\n", False)],
)
def test_a_draft_is_known_as_one_also_where_its_head_is_refused(
    fields: str, is_draft: bool
) -> None:
    assert parsed(f"---\nTiêu đề: Bài\n{fields}---\nChữ.\n").is_draft == is_draft


def test_letters_are_known_as_typed_and_as_meant() -> None:
    article = parsed("\ufeff" + HEAD + "Ba\u0301o\r\n")
    assert article.byte_mark == "utf-8"
    assert article.typed.endswith("Ba\u0301o\n")
    assert article.body == "Báo\n"
    assert not article.is_plain
