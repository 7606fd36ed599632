"""A path that a browser names never leaves content/."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.shell.errors import DeskError
from desk.shell.paths import article_path, path_inside

PARTS = st.sampled_from(
    ["/", "//", "..", ".", "\\", ":", "\0", "\n", "a", "ạ", "a.md", ".md", " ", "~", "%2e", "C:",
     "nul", "con.md", "COM¹", "|", "*", "?", '"', "<", "\ud800", "\udc80", "a" * 300, "_", "$"]
)  # fmt: skip
NAMED = st.lists(PARTS, max_size=8).map("".join) | st.text()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With links that lead out, round in a circle, and to another article."""
    project = tmp_path_factory.mktemp("project")
    content = project / "content"
    (content / "a").mkdir(parents=True)
    (project / "secret.md").write_text("bí mật", "utf-8")
    (content / "a" / "a.md").write_text("bài", "utf-8")
    (content / "out.md").symlink_to(project / "secret.md")
    (content / "up").symlink_to(project)
    (content / "loop.md").symlink_to(content / "loop.md")
    (content / "in.md").symlink_to(content / "a" / "a.md")
    return content


@given(NAMED)
@example("up/secret.md")
@example("a/../../secret.md")
def test_whatever_is_named_stays_inside(content: Path, named: str) -> None:
    file = path_inside(content, named)
    if file is None:
        return
    real = os.path.realpath(file)
    assert real.startswith(f"{os.path.realpath(content)}{os.sep}")
    assert not any(set(part) & set('\\:*?"<>|\0\n') for part in file.relative_to(content).parts)
    assert not any(part.startswith(".") for part in file.relative_to(content).parts)
    assert max(len(os.fsencode(part)) for part in file.parts) <= 255


@pytest.mark.parametrize(
    "named",
    [
        "",
        ".md",
        "a/.an.md",
        "../secret.md",
        "/secret.md",
        "a//a.md",
        "a/./a.md",
        "a\\a.md",
        "C:a.md",
        "out.md",
        "up/secret.md",
        "loop.md",
        "a/nul.md",
        "CON.md",
        "a/a.md\0.md",
        "a/a.md.",
        "a/a.txt",
        ".soan/a.md",
        "a" * 253 + ".md",
        "a/" * 500 + "a.md",
        "\ud800.md",
    ],
)
def test_what_is_no_article_is_refused(content: Path, named: str) -> None:
    with pytest.raises(DeskError) as refused:
        article_path(content, named)
    assert refused.value.status == 404
    refused.value.sentence.encode()  # it can be sent


@pytest.mark.parametrize("named", ["a/a.md", "in.md", "moi/bài mới.md", "a" * 252 + ".md"])
def test_an_article_may_be_there_or_not_yet(content: Path, named: str) -> None:
    assert article_path(content, named) == content / named
