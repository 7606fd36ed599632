"""From the editor's bytes to the page: read in order, refused by name, never dropped in silence."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican import signals

from pelicanconf import PLUGINS
from plugins.frontmatter.body import Body
from plugins.frontmatter.reader import SUMMARY_LENGTH, first_words
from plugins.shared.portal import portal_of
from tests.support.plugin_problems import ALONE, problems_of
from tests.support.site_reading import BuiltPage
from tests.support.whole_site import build_articles
from tools.console import python_command, python_environment
from tools.places import ROOT

HEAD = "Tiêu đề: {0}\nNgày: 11/12/2023\n"
SEEN = "content/tin-tuc/a.md, Bài, figure, sized, safe"
PAGE = "tin-tuc/2023/12/a/index.html"


def mark_step(content: str, body: Body) -> str:
    """The last word: what the plugins before it made of the article."""
    body.facts.styles.append("captions/rich")
    seen = [
        body.path,
        body.head.title,
        "figure" if "</figure>" in content else "",
        "sized" if 'width="16"' in content else "",
        "unsafe" if "script" in content else "safe",
    ]
    return f"{content}<p>{', '.join(seen)}</p>"


def add_mark(pelican: Any) -> None:
    portal_of(pelican.settings).steps["mark"] = mark_step


def register() -> None:
    signals.initialized.connect(add_mark)


def test_each_plugins_step_gets_what_the_one_before_it_made(tmp_path: Path) -> None:
    text = HEAD.format("Bài") + '\nĐoạn.\n\n![Đồi](anh/anh.svg "Chú thích")\n\n<script>x</script>'
    plugins = [*ALONE[:-1], "plugins.frontmatter.test_reader", ALONE[-1]]
    site = build_articles(tmp_path, {"tin-tuc/a.md": text}, PLUGINS=plugins)
    page = BuiltPage(site / PAGE, "")
    assert page.soup.select(".text p")[-1].get_text() == SEEN
    assert ".gallery" in page.soup.style.string


def test_problems_lie_where_the_editor_wrote_them(tmp_path: Path) -> None:
    text = HEAD.format("Bài") + "---\n\nMột.\n\nHai ![Đồi](anh/mat.svg).\n"
    (problem,) = problems_of(tmp_path, {"tin-tuc/a.md": "---\n" + text})
    assert (problem.path, problem.line) == ("content/tin-tuc/a.md", 8)


def test_body_lines_count_from_the_files_first_line() -> None:
    head: Any = SimpleNamespace()
    body = Body("a.md", "một\nhai\nba hai", 4, head)
    assert [body.line_of(text) for text in ("một", "hai", "ba", "không có")] == [4, 5, 6, 4]


def test_a_refused_article_fails_the_build_and_is_named(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": HEAD.format("Đúng"),
        "tin-tuc/b.md": "Tiêu đề: Sai\nNgày: 32/12/2023\n",
    }
    for name, text in files.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\nChữ.\n", "utf-8")
    output = tmp_path / "out"
    told = subprocess.run(
        python_command(
            "tools.build", ["--content", str(tmp_path / "content"), "--output", str(output)]
        ),
        env=python_environment(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert told.returncode == 1
    assert "content/tin-tuc/b.md:2:" in told.stderr
    assert "32/12/2023" in told.stderr
    assert "tin-tuc/a.md" not in told.stderr
    assert not output.exists()


def test_without_the_plugin_that_checks_first_a_refused_article_still_ends_the_build(
    tmp_path: Path,
) -> None:
    (problem,) = problems_of(
        tmp_path,
        {
            "tin-tuc/b.md": "Tiêu đề: Sai\nNgày: 32/12/2023\n\nChữ.",
            "tin-tuc/a.md": HEAD.format("A"),
        },
    )
    assert (problem.path, problem.line) == ("content/tin-tuc/b.md", 2)


def test_a_file_whose_name_gives_no_address_is_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "tin-tuc/….md": HEAD.format("A") + "\nChữ.",
        "trang/!.md": "Tiêu đề: B\n\nB.",
    }
    named = [problem.path for problem in problems_of(tmp_path, files)]
    assert named == ["content/tin-tuc/….md", "content/trang/!.md"]


def described(site: Path) -> str:
    return str(BuiltPage(site / PAGE, "").soup.select_one("[name=description]")["content"])


def test_the_lead_is_the_summary(tmp_path: Path) -> None:
    text = HEAD.format("Bài") + 'Tóm tắt: Sapo "R&D" <b>…\n\nĐoạn đầu.\n'
    site = build_articles(tmp_path, {"tin-tuc/a.md": text}, PLUGINS=ALONE)
    assert described(site) == "Sapo “R&D” <b>…"


def test_without_a_lead_the_first_paragraph_is_the_summary(tmp_path: Path) -> None:
    body = """
![Đồi](anh/anh.svg "Chú thích")

## Đầu

Đoạn **đầu** có
[1](#x) & 'R<&lt;D'[^1].

Đoạn hai.

[^1]: Nguồn.
"""
    site = build_articles(tmp_path, {"tin-tuc/a.md": HEAD.format("Bài") + body}, PLUGINS=ALONE)
    assert described(site) == "Đoạn đầu có 1 & ‘R<<D’."
    assert BuiltPage(site / PAGE, "").soup.select(".lead") == []


@given(st.lists(st.text("aăđ ế&<>\n\u00a0", min_size=1, max_size=30), max_size=30))
def test_a_summary_from_the_text_is_short_and_ends_at_a_word(words: list[str]) -> None:
    text = " ".join(word.replace("<", "&lt;").replace(">", "&gt;") for word in words)
    found = first_words(f"<h2>Đầu</h2>\n<p>{text}</p>\n<p>Hai</p>")
    whole = " ".join(" ".join(words).split())
    assert len(found) <= SUMMARY_LENGTH + 1
    if found != whole:
        kept = found.removesuffix("…")
        assert whole.startswith(kept)
        assert len(kept) == SUMMARY_LENGTH or whole[len(kept)] == " "


@pytest.mark.parametrize("html", ["", "<h2>Đầu</h2>", "<ul><li>Một</li></ul>"])
def test_an_article_without_a_paragraph_has_no_summary(html: str) -> None:
    assert first_words(html) == ""


def test_the_machinery_names_every_plugin_that_has_a_register() -> None:
    folders = {file.parent.name for file in (ROOT / "plugins").glob("*/__init__.py")}
    with_register = {
        name
        for name in folders
        if "\ndef register()" in (ROOT / "plugins" / name / "__init__.py").read_text("utf-8")
    }
    assert {f"plugins.{name}" for name in with_register} == set(PLUGINS)
