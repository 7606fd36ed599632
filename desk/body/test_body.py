"""An editor writes in the body: types, presses buttons, moves objects, and nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from desk.body.testing import (
    FILE,
    HEAD,
    HTML,
    LAST,
    PHOTO,
    TABLE,
    TEXT,
    open_body,
    press,
    select,
    sent,
)
from tests.support.barriers import desk_barriers
from tests.support.opened_desk import Opened

LISTED = {"items": [{"path": "tin-tuc/a.md", "title": "Quýt vào vụ"}], "count": 1}


def test_what_was_not_touched_is_sent_as_it_was_read(page: Page, opened: Opened) -> None:
    pieces = [TEXT, PHOTO, TABLE, FILE, HTML, LAST]
    open_body(page, opened, pieces)
    shown = [{**piece, "changed": False} for piece in pieces]
    shown[4]["text"] = HTML["raw"].strip()
    assert sent(page) == shown
    page.get_by_label("Hàng 1, cột 1").fill("4|5")
    page.get_by_label("Mã HTML").last.fill("<div>y</div>")
    made = sent(page)
    assert [piece["changed"] for piece in made] == [False, False, True, False, True, False]
    assert made[2]["rows"] == [["a", "b"], ["4|5", "2<br>3"]]
    assert made[4] == {"kind": "text", "raw": HTML["raw"], "text": "<div>y</div>", "changed": True}


def test_buttons_and_keys_mark_what_is_selected_and_the_browser_undoes_it(
    page: Page, opened: Opened
) -> None:
    open_body(page, opened, [TEXT])
    area = page.get_by_role("textbox", name="Nội dung bài")
    select(area, 0, 3)
    page.keyboard.press("Control+b")
    assert area.input_value() == "**Một**.\n\nHai."
    page.keyboard.press("Control+i")
    press(page, "Đầu đề")
    assert area.input_value() == "## ***Một***.\n\nHai."
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert area.input_value() == TEXT["text"]
    assert sent(page) == [{**TEXT, "changed": False}]
    # Keys of input methods, and those of the browser, are nobody's.
    page.evaluate(
        "window.bound = [];"
        "addEventListener('keydown', (e) => e.defaultPrevented && bound.push(e.key))"
    )
    for key in (
        "Backspace",
        "Enter",
        "Space",
        "a",
        "ArrowLeft",
        "Control+a",
        "Control+Shift+b",
        "Control+Alt+b",
    ):
        area.press(key)
    assert page.evaluate("bound") == []


def test_objects_are_put_between_moved_and_deleted_and_all_can_be_taken_back(
    page: Page, opened: Opened
) -> None:
    open_body(page, opened, [TEXT, PHOTO, LAST])
    select(page.get_by_label("Nội dung bài, Chữ 1"), 1, 1)
    press(page.get_by_role("toolbar"), "Bảng")
    table = page.get_by_role("group", name="Bảng")
    press(table, "Thêm hàng")
    page.keyboard.type("x")
    kinds = [(piece["kind"], piece["raw"], piece.get("text")) for piece in sent(page)]
    assert kinds == [
        ("text", TEXT["raw"], "Một."),
        ("table", "", None),
        ("text", "", "Hai."),
        ("photo", PHOTO["raw"], None),
        ("text", LAST["raw"], "Ba."),
    ]
    assert sent(page)[1]["rows"] == [["", ""], ["x", ""], ["", ""], ["", ""]]
    press(table, "Xuống")
    press(page.get_by_role("group", name="Ảnh"), "Xóa")
    assert [piece["kind"] for piece in sent(page)] == ["text", "text", "table", "text"]
    press(page, "Lấy lại")
    assert [piece["kind"] for piece in sent(page)] == ["text", "text", "table", "photo", "text"]


def test_a_text_that_was_parted_is_whole_again(page: Page, opened: Opened) -> None:
    open_body(page, opened, [TEXT])
    area = page.get_by_role("textbox", name="Nội dung bài")
    select(area, 0, 0)
    page.keyboard.type("Đầu. ")
    press(page.get_by_role("toolbar"), "Tệp")
    assert [piece["text"] for piece in sent(page)] == ["Đầu. Một.", "Hai."]
    press(page, "Hoàn tác")
    assert [piece.get("text") for piece in sent(page)] == ["Đầu. Một.\n\nHai."]
    for _ in "Đầu. ":
        page.keyboard.press("Control+z")
    assert area.input_value() == TEXT["text"]


def test_after_a_save_the_text_stays_and_counts_as_read(page: Page, opened: Opened) -> None:
    open_body(page, opened, [TEXT, PHOTO])
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.press("Control+End")
    page.keyboard.type(" Thêm.")
    page.evaluate("window.saved = collect()")
    page.keyboard.type(" Nữa.")
    answer = [{"raw": "Một.\n\nHai. Thêm.\n\n"}, {"raw": PHOTO["raw"]}]
    page.evaluate(
        "(body) => document.dispatchEvent("
        "new CustomEvent('desk:saved', {detail: {body, sent: saved}}))",
        answer,
    )
    assert sent(page)[0] == {
        "kind": "text",
        "raw": answer[0]["raw"],
        "text": "Một.\n\nHai. Thêm. Nữa.",
        "changed": True,
    }
    for _ in " Nữa.":
        page.keyboard.press("Backspace")
    assert [piece["changed"] for piece in sent(page)] == [False, False]


def test_what_was_deleted_before_a_save_can_be_taken_back_after_it(
    page: Page, opened: Opened
) -> None:
    head = HEAD.replace("date", "status: draft\ndate")
    file = open_body(page, opened, [TEXT, HTML, LAST], head)
    press(page.get_by_role("group", name="Mã HTML"), "Xóa")
    with page.expect_response("**/api/article/**"):
        page.keyboard.press("Control+s")
    assert file.read_text("utf-8") == head + TEXT["raw"] + LAST["raw"]
    press(page, "Lấy lại")
    expect(page.locator("#save-state")).to_contain_text("chưa lưu")
    with page.expect_response("**/api/article/**"):
        page.keyboard.press("Control+s")
    assert file.read_text("utf-8") == head + TEXT["raw"] + HTML["raw"] + LAST["raw"]


def test_no_barrier(page: Page, opened: Opened) -> None:
    page.route("**/api/articles?**", lambda route: route.fulfill(json=LISTED))
    open_body(page, opened, [TEXT, PHOTO, TABLE, FILE, HTML, LAST])
    press(page.get_by_role("group", name="Tệp"), "Xóa")
    press(page, "Tìm và thay")
    page.keyboard.type("a")
    press(page, "Chỗ sau")
    press(page, "Dàn ý")
    assert desk_barriers(page) == []
    page.get_by_label("Nội dung bài, Chữ 1").focus()
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Quýt vào vụ").wait_for()
    assert desk_barriers(page) == []
    page.keyboard.press("Escape")
    press(page, "Cả tệp")
    page.get_by_role("dialog").wait_for()
    assert desk_barriers(page) == []


def test_all_is_reached_by_keyboard(page: Page, opened: Opened) -> None:
    open_body(page, opened, [TEXT])

    def focused() -> str:
        name: str = page.evaluate("document.activeElement.textContent")
        return name

    page.get_by_role("textbox", name="Nội dung bài").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")  # the menu above the text
    page.keyboard.press("Shift+Tab")
    assert focused() == "Đậm"
    page.keyboard.press("ArrowLeft")
    assert focused() == "Cả tệp"
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert focused() == "Gạch đầu dòng"
    page.keyboard.press("Enter")
    assert sent(page)[0]["text"] == "- Một.\n- Hai."
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused() == "Bảng"
    page.keyboard.press("Enter")
    page.keyboard.type("Tên")
    page.keyboard.press("Tab")
    page.keyboard.type("a")
    made = sent(page)[1]
    assert (made["caption"], made["rows"][0]) == ("Tên", ["a", ""])
