"""What Sveltia CMS is given of an article, and what it writes of it, is what the desk would."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from desk.article.head_text import LINE_ENDS, read_values
from plugins.frontmatter.head import split
from plugins.frontmatter.parsed import parse
from plugins.frontmatter.values import strip
from plugins.site.languages import schema_of
from plugins.vietnamese.look_alikes import mend_look_alikes
from plugins.vietnamese.text import nfc, tone_key
from tests.support.edited_site import tree
from tools.cms.command import STATIC
from tools.cms.heads import head_keys
from tools.console import python_command, python_environment
from tools.places import CONTENT, ROOT, SETTINGS
from tools.settings_file import load_settings

BEGIN = """async ([source, keys]) => {
  const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  window.format = module.articleFormat(keys);
}"""
# As Sveltia hands it over: without spaces at the ends.
READ = """(text) => {
  try { return format.fromFile(text.trim()); } catch (error) { return `${error}`; }
}"""
WRITE = "(content) => `${format.toFile(content).trim()}\\n`"
OWN = [*CONTENT.glob("tin-tuc/*.md"), *CONTENT.glob("dinh-huong-du-luan/*.md")]
PAGES = [*CONTENT.glob("trang/*.md")]
OF_FORM = ("title", "summary", "source", "tags", "authors", "evidence", "attachments")
AROUND_PARTS = re.compile(r"\s*\|\s*")
SIGNS = "aĐễ0 .,:;#\"'`[]{}|>-–&*!%@\\\n“”‘?/("
texts = st.text(SIGNS, max_size=12)
lines = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(["Tiêu đề", "tags", "Căn cứ", "Nguồn", "lạ"]), texts),
    st.builds("  - {}".format, texts),
    st.sampled_from(["- a: b", '- "x"', "  tiếp", "# ghi", "", "Thẻ: [a, 'b, c', \"d\"]", "Thẻ:"]),
    st.sampled_from(["Tóm tắt: >-", "Nguồn: |", "Tệp đính kèm: tep/a.pdf | A, B", "Căn cứ:"]),
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.evaluate(BEGIN, [(STATIC / "article.js").read_text("utf-8"), head_keys()])
    yield page
    page.close()


def cleaned(value: str) -> str:
    """As a head's text is read; spaces around `|` mean nothing."""
    text = mend_look_alikes(nfc(strip(LINE_ENDS.sub(" ", value))))
    return AROUND_PARTS.sub("|", text)


def alike(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows, without what is empty or there twice."""
    shown = {
        key: list({tone_key(item): item for item in filter(None, map(cleaned, value))}.values())
        if isinstance(value, list | tuple)
        else cleaned(value)
        for key, value in values.items()
        if key in OF_FORM
    }
    return {key: value for key, value in shown.items() if value}


def said(text: str) -> dict[str, Any]:
    """As the desk shows it."""
    return alike(read_values(split(text)))


def test_every_own_article_is_read(page: Page) -> None:
    for file in OWN + PAGES:
        text = file.read_text("utf-8")
        content = page.evaluate(READ, text)
        assert isinstance(content, dict), f"{file}: {content}"
        assert alike(content) == said(text), file


def test_an_article_left_alone_stays_as_it_is(page: Page) -> None:
    for file in OWN + PAGES:
        text = file.read_text("utf-8")
        assert page.evaluate(WRITE, page.evaluate(READ, text)) == f"{text.strip()}\n"


def test_another_title_changes_no_page_but_for_the_title(
    page: Page, built_site: Path, tmp_path: Path
) -> None:
    """Each article and page of the site is read, gets another title, is written, and has its title
    put back by hand: the built site is the same, byte for byte."""
    schema = schema_of(load_settings(SETTINGS, {}))
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    for file in OWN + PAGES:
        text = file.read_text("utf-8")
        read = page.evaluate(READ, text)
        written = page.evaluate(WRITE, {**read, "title": "Tựa: để thử"})
        where = f"content/{file.relative_to(CONTENT).as_posix()}"
        before, after = (parse(where, each.encode(), schema) for each in (text, written))
        assert before.head
        assert after.head == dataclasses.replace(before.head, title="Tựa: để thử")
        back = written.replace('"Tựa: để thử"', json.dumps(read["title"], ensure_ascii=False), 1)
        (content / file.relative_to(CONTENT)).write_text(back, "utf-8")
    site = tmp_path / "site"
    command = python_command("tools.build", ["--content", str(content), "--output", str(site)])
    told = subprocess.run(
        command, env=python_environment(), cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert told.returncode == 0, told.stderr
    assert tree(site) == tree(built_site)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=texts, tags=st.lists(texts, max_size=3), evidence=st.lists(texts, max_size=2), body=texts
)
@example(
    title="Nguồn: A # b", tags=["a, b", "c"], evidence=["A | https://b.vn/c | 1/2/2025"], body=""
)
def test_what_is_typed_there_is_read_here(
    page: Page, title: str, tags: list[str], evidence: list[str], body: str
) -> None:
    written = page.evaluate(
        WRITE, {"title": title, "tags": tags, "evidence": evidence, "body": body}
    )
    assert said(written) == alike({"title": title, "tags": tags, "evidence": evidence}), written
    assert split(written).body.strip() == body.strip()


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.lists(lines, min_size=1, max_size=5), fenced=st.booleans())
@example(head=["Căn cứ:", "- a: b", "  - c"], fenced=True)
def test_a_head_is_read_as_here_or_not_at_all(page: Page, head: list[str], fenced: bool) -> None:
    text = "\n".join(["---", *head, "---", "", "Chữ."] if fenced else [*head, "", "Chữ."])
    content = page.evaluate(READ, text)
    if isinstance(content, str) or split(text).problems:
        return
    assert alike(content) == said(text), text


@pytest.mark.parametrize(
    "head",
    [
        *("Tiêu đề: A\nlạ: b", "Tiêu đề: A\nTitle: B", "# ghi\nTiêu đề: A", "- Tiêu đề: A"),
        *('Tiêu đề: "a\n  b"', 'Tiêu đề: "\\x41"', "Tiêu đề: [A]", 'Tiêu đề: "A" # ghi'),
        *("Tiêu đề:\n  - a", "Thẻ:\n  a\n  - b", "Thẻ: >-\n  a", "Nguồn: a\n  Ngày: b"),
    ],
)
def test_what_is_not_sure_is_left_to_the_desk(page: Page, head: str) -> None:
    assert "Error" in page.evaluate(READ, f"---\n{head}\n---\n\nChữ.\n")


def test_choices_have_one_spelling_and_what_is_usual_is_not_written(page: Page) -> None:
    text = "---\nTitle: A\nStatus: Draft\nLoại: hoi-dap\nTình trạng: Da tra loi\n---\n\nx\n"
    content = page.evaluate(READ, text)
    found = {key: content[key] for key in ("status", "kind", "state")}
    assert found == {"status": "nháp", "kind": "hỏi đáp", "state": "đã trả lời"}
    published = page.evaluate(WRITE, {**content, "status": "đăng", "title": "B"})
    assert published == "---\nTitle: B\nLoại: hoi-dap\nTình trạng: Da tra loi\n---\n\nx\n"
