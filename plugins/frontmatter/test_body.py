"""A body is rendered from what was parsed, without a file and without Pelican."""

from __future__ import annotations

import pytest

from pelicanconf import MARKDOWN
from plugins.frontmatter.body import Body, Converters, render_body
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.reader import shown_article
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.body_facts import BodyFacts
from plugins.shared.problems import Problem

SCHEMA = Schema((Section("tin-tuc", "Tin tức"),))
HEAD = "---\nTiêu đề: Bài\nNgày: 11/12/2023\n{}---\n"
EXTENSIONS = {**MARKDOWN, "extensions": [*MARKDOWN["extensions"], "markdown.extensions.meta"]}


def count(html: str, body: Body) -> str:
    body.facts.styles.append(str(len(body.source)))
    body.problems.append(Problem(body.path, body.line_of("hai"), 1, "warning", "Đếm."))
    return f"{html}<p>{body.head.title}</p>"


def test_steps_change_the_html_in_turn_and_report() -> None:
    article = parse("content/tin-tuc/a.md", (HEAD.format("") + "\nMột\n\nhai...").encode(), SCHEMA)
    markdown = Converters(MARKDOWN).of("")
    for _ in range(2):
        body = render_body(article, markdown, [count, count], ())
        assert body.html == "<p>Một</p>\n<p>hai&#8230;</p><p>Bài</p><p>Bài</p>"
        assert body.facts == BodyFacts(styles=["12", "12"])
        assert [(each.path, each.line) for each in body.problems] == [(article.path, 8)] * 2


def test_first_lines_like_keys_stay_in_the_body() -> None:
    article = parse("content/tin-tuc/a.md", (HEAD.format("") + "Email: a\n").encode(), SCHEMA)
    assert "Email: a" in render_body(article, Converters(EXTENSIONS).of(""), [], ()).html


def test_a_file_whose_name_gives_no_address_is_named() -> None:
    article = parse("content/tin-tuc/….md", HEAD.format("").encode(), SCHEMA)
    (problem,) = render_body(article, Converters(MARKDOWN).of(""), [], ()).problems
    assert "“….md”" in problem.sentence


def test_of_a_draft_whose_head_is_refused_nothing_is_rendered() -> None:
    text = HEAD.format("Trạng thái: nháp\nNgày hỏi: sai\n") + "Chữ."
    refused = parse("content/tin-tuc/a.md", text.encode(), SCHEMA)
    with pytest.raises(ValueError, match=r"a\.md has no head"):
        render_body(refused, Converters(MARKDOWN).of(""), [], ())
    shown = shown_article(refused, SCHEMA)
    assert shown is not None
    assert shown.head is not None
    assert (shown.head.title, shown.head.section, shown.body) == ("a", "tin-tuc", "")
    assert render_body(shown, Converters(MARKDOWN).of(""), [], ()).html == ""


def test_without_a_head_a_published_article_is_not_shown() -> None:
    assert shown_article(parse("content/tin-tuc/a.md", b"x", SCHEMA), SCHEMA) is None
