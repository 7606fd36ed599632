"""The whole file as text: it is what would be saved, and nothing of it is lost on the way back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from desk.article.opening import open_article
from desk.body.testing import open_body, press, sent
from desk.body.whole import reopened, whole_text, with_line_ends
from plugins.site.languages import schema_of
from tests.support.opened_desk import Opened
from tools.places import SETTINGS
from tools.settings_file import load_settings

SCHEMA = schema_of(load_settings(SETTINGS, {}))
PATH = "content/tin-tuc/a.md"
HEAD = "---\r\ntitle: Bài minh hoạ\r\ndate: 11/12/2023\r\n---\r\n"
BODY = "\r\nMột.\r\n\r\n| a | b |\r\n| - | - |\r\n| 1 | 2 |\r\n\r\n\r\nHai.\nBa.\r\n"
LINES = st.lists(st.sampled_from(["a", "b", "", " ", "é"]), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def payload(text: str) -> dict[str, Any]:
    article = open_article(PATH, text.encode(), SCHEMA).as_json()
    body: Any = article["body"]
    return {**article, "fields": {}, "body": [{**piece, "changed": False} for piece in body]}


def shown(was: dict[str, Any]) -> str:
    return whole_text(was)[0].replace("\r\n", "\n")


@given(LINES, st.lists(ENDS, min_size=6, max_size=6), st.booleans(), LINES)
def test_lines_keep_their_ends(
    lines: list[str], ends: list[str], marked: bool, others: list[str]
) -> None:
    before = ("\ufeff" if marked else "") + "".join(map("".join, zip(lines, ends, strict=False)))
    shown = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert with_line_ends(before, shown) == before
    text = "\n".join(others)
    made = with_line_ends(before, text)
    assert made.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") == text
    assert made.startswith("\ufeff") == marked


def test_it_says_where_each_piece_begins() -> None:
    text, starts = whole_text(payload(HEAD + BODY))
    assert text == HEAD + BODY
    lines = text.splitlines()
    assert [lines[start - 1] for start in starts] == ["Một.", "| a | b |", "Hai."]


def test_what_was_changed_there_is_the_article() -> None:
    was = payload(HEAD + BODY)
    text = shown(was).replace("Hai.", "Hai hai.").replace("minh hoạ", "minh hoạ mới")
    made = reopened(PATH, text, was, SCHEMA)
    assert not isinstance(made, list)
    assert made.fields["title"] == "Bài minh hoạ mới"
    whole = made.head + "".join(piece.raw for piece in made.body)
    assert whole == (HEAD + BODY).replace("Hai.", "Hai hai.").replace("minh hoạ", "minh hoạ mới")


def test_a_head_that_is_broken_there_is_refused_but_not_one_that_was() -> None:
    was = payload(HEAD + BODY)
    text = shown(was)
    assert isinstance(reopened(PATH, text.replace("11/12/2023", "hôm nay"), was, SCHEMA), list)
    was = payload(HEAD.replace("11/12/2023", "hôm nay") + BODY)
    assert not isinstance(reopened(PATH, shown(was) + "x", was, SCHEMA), list)


def test_it_is_written_in_and_comes_back(page: Page, opened: Opened) -> None:
    mark = "\ufeff"
    file = open_body(page, opened, payload(HEAD + BODY)["body"], mark + HEAD)
    press(page, "Cả tệp")
    area = page.get_by_role("textbox", name=f"Cả tệp tin-tuc/{file.name}")
    text = area.input_value()
    assert text == (HEAD + BODY).replace("\r\n", "\n")
    changed = (HEAD + BODY).replace("11/12/2023", "hôm nay")
    area.fill(changed.replace("\r\n", "\n"))
    press(page, "Dùng bản này")
    page.locator(".body-whole .error").wait_for()
    assert page.evaluate("collect().body[0].raw") == mark + changed
    page.keyboard.press("Escape")
    area.fill(text.replace("Hai.", "Hai hai."))
    press(page, "Bỏ, giữ như trước")
    assert [piece["changed"] for piece in sent(page)] == [False, False, False]
    press(page, "Hoàn tác")
    press(page, "Dùng bản này")
    expect(page.get_by_label("Nội dung bài, Chữ 2")).to_have_value("Hai hai.\nBa.")
    made = page.evaluate("collect()")
    whole = made["head"] + "".join(piece["raw"] for piece in made["body"])
    assert whole == mark + (HEAD + BODY).replace("Hai.", "Hai hai.")


def test_a_problem_leads_to_its_line(page: Page, opened: Opened) -> None:
    open_body(page, opened, payload(HEAD + BODY)["body"], HEAD)
    lines = (HEAD + BODY).replace("\r\n", "\n").split("\n")
    go = "(line) => document.dispatchEvent(new CustomEvent('desk:goto', {detail: {line}}))"
    page.evaluate(go, lines.index("Ba.") + 1)
    expect(page.get_by_label("Nội dung bài, Chữ 2")).to_be_focused()
    page.keyboard.type("x")
    assert sent(page)[2]["text"] == "Hai.\nx"
    page.evaluate(go, lines.index("| 1 | 2 |") + 1)
    expect(page.get_by_label("Hàng 1, cột 1")).to_be_focused()


def test_saved_there_it_is_the_file_and_the_page_shows_it(page: Page, opened: Opened) -> None:
    head = HEAD.replace("date", "status: draft\r\ndate")
    file = open_body(page, opened, payload(HEAD + BODY)["body"], head)
    press(page, "Cả tệp")
    area = page.get_by_role("textbox", name=f"Cả tệp tin-tuc/{file.name}")
    area.fill(area.input_value().replace("Hai.", "Hai hai.").replace("minh hoạ", "minh hoạ mới"))
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Nội dung bài, Chữ 2")).to_have_value("Hai hai.\nBa.")
    expect(page.locator("#save-state")).to_contain_text("Đã lưu")
    expect(page.get_by_label("Tiêu đề", exact=True)).to_have_value("Bài minh hoạ mới")
    made = file.read_bytes().decode()
    assert made.startswith(head.replace("minh hoạ", "minh hoạ mới"))
    assert made.endswith("Hai hai.\r\nBa.\r\n")
