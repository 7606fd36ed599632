"""Whatever is opened and not touched is written back byte for byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.article.body_text import lines_of
from desk.article.compose import compose, put_together, read_payload
from desk.article.head_text import read_fields
from desk.article.keys import Value, is_list, ordered
from desk.article.opening import OpenArticle, open_article
from desk.article.pieces import SHOWN
from desk.shell.errors import DeskError
from plugins.frontmatter.keys import IN_PARTS, known_key
from plugins.frontmatter.schema import Schema, Section
from plugins.frontmatter.values import strip
from plugins.vietnamese.text import tone_key
from tests.support.generated_articles import PLAIN, WORDS, articles
from tools.places import CONTENT

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
OWN = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("[!.]*/**/*.md"))


def opened(data: bytes) -> OpenArticle:
    return open_article("content/tin-tuc/a.md", data, SCHEMA)


def payload(article: OpenArticle) -> dict[str, object]:
    """As a page sends it that nobody touched."""
    return json.loads(json.dumps({**article.as_json(), "fields": {}}))  # type: ignore[no-any-return]


def untouched(data: bytes) -> bytes:
    return compose(payload(opened(data)))


@pytest.mark.parametrize("path", OWN)
def test_each_article_of_ours_comes_back(path: str) -> None:
    data = (CONTENT / path).read_bytes()
    assert untouched(data) == data


@given(articles() | st.text().map(str.encode))
@example("\ufeffKhông có phần đầu bài.".encode())
def test_any_article_comes_back(data: bytes) -> None:
    assert untouched(data) == data


@given(articles())
def test_head_and_pieces_are_the_file(data: bytes) -> None:
    article = opened(data)
    joined = article.head + "".join(piece.raw for piece in article.body)
    assert joined.encode() == data
    assert all(
        set(piece.as_json()) == {"kind", "raw", *SHOWN[piece.kind]} for piece in article.body
    )


@given(articles())
def test_what_the_head_says_already_changes_nothing(data: bytes) -> None:
    article = opened(data)
    assert compose({**payload(article), "fields": article.fields}) == data


def test_a_file_in_utf_16_is_said_to_become_utf_8() -> None:
    text = "---\ntitle: Tên\n---\n\nChữ.\n"
    article = opened(text.encode("utf-16"))
    assert (article.encoding, article.fields) == ("utf-16", {"title": "Tên"})
    assert compose(payload(article)).decode() == text


@pytest.mark.parametrize("data", ["Tin t\xe0".encode("cp1258"), b"PK\x03\x04\xff word/"])
def test_what_is_no_text_is_refused_with_the_remedy(data: bytes) -> None:
    with pytest.raises(DeskError) as refused:
        opened(data)
    assert refused.value.status == 422
    assert refused.value.remedy


def test_an_empty_file_is_one_empty_text() -> None:
    article = opened(b"")
    assert (article.base, article.head, article.fields) == ("", "", {})
    assert [(piece.kind, piece.raw) for piece in article.body] == [("text", "")]


# -- one field ---------------------------------------------------------------------------------

KEYS = st.sampled_from([key for key in ordered() if key not in ("question", "claim")])


@given(articles(), KEYS, st.lists(WORDS | PLAIN, max_size=3))
def test_one_field_changes_its_own_lines_alone(data: bytes, key: str, items: list[str]) -> None:
    article = opened(data)
    value = tuple(items) if is_list(key) else " ".join(items)
    made = put_together(read_payload({**payload(article), "fields": {key: value}}))
    now = opened(made.data)
    wanted = {**article.fields, key: shown(key, value)}
    assert {k: v for k, v in now.fields.items() if v} == {k: v for k, v in wanted.items() if v}
    assert [piece.raw for piece in article.body] == list(made.raws)
    assert lines_without(made.data, key) == lines_without(data, key)


def shown(key: str, value: Value) -> Value:
    if isinstance(value, str):
        return strip(value)
    items = list(filter(None, map(strip, value)))
    if key in IN_PARTS:
        return tuple(" | ".join(map(strip, item.split("|"))) for item in items)
    first: dict[str, str] = {}
    for item in items:
        first.setdefault(tone_key(item) if key == "tags" else item, item)
    return tuple(first.values())


def lines_without(data: bytes, key: str) -> list[str]:
    text = data.decode().lstrip("\ufeff")
    lines = lines_of(text)
    for field in read_fields(text).fields:
        if known_key(field.key) == key:
            lines[field.line - 1 : field.last_line] = [""] * (field.last_line - field.line + 1)
    return [line.rstrip("\r\n") for line in lines if line.strip() not in ("", "---")]
