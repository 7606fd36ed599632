"""What an office program puts on the clipboard becomes our Markdown; what is dropped is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from desk.body.paste import paste
from desk.body.testing import LAST, PHOTO, TEXT, open_body, press, select, sent
from desk.shell.errors import DeskError
from tests.support.opened_desk import Opened

WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.x{color:red}</style>"
    "</head><body><!--StartFragment--><p class=MsoNormal><b>Đậm</b> và "
    "<span style='color:red;font-family:Arial'>đỏ</span><o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·"
    "</span>Một</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
    "<span style='mso-list:Ignore'>·</span>Hai</p><!--EndFragment--></body></html>"
)
PICTURE = "data:image/png;base64," + "iVBORw0K" * 40


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (WORD, "**Đậm** và đỏ\n\n- Một\n- Hai"),
        ("<span>chữ <b>đậm</b></span>", "chữ **đậm**"),
        ("<h1>Đầu đề</h1><p>Chữ</p>", "## Đầu đề\n\nChữ"),
        ("<p>- một</p><p>- hai</p>", "- một\n- hai"),
        ("<p>2 * 3 [a](b)</p>", r"2 \* 3 \[a](b)"),
        ("<script>alert(1)</script><p onclick='x'>Chữ</p>", "Chữ"),
        ("<p>Một<p>Hai", "Một\n\nHai"),
        ("", ""),
    ],
)
def test_it_becomes_markdown(html: str, markdown: str) -> None:
    assert paste(html).markdown == markdown


def test_what_was_dropped_is_said() -> None:
    html = (
        f"{WORD}<p>Ảnh <img src='file:///C:/a.png'><img src='{PICTURE}'></p>"
        "<div style='mso-element:comment'><p>Nhớ sửa</p></div>"
    )
    pasted = paste(html)
    assert pasted.dropped == (
        "Đã bỏ: màu chữ (1 chỗ), phông chữ (1 chỗ).",
        "Đã bỏ nhận xét của Word: “Nhớ sửa”.",
        "1 ảnh không đi theo khi dán: chép tấm ảnh trong Word rồi dán riêng, hoặc kéo tệp ảnh vào "
        "bài.",
    )
    assert [each.type for each in pasted.pictures] == ["image/png"]


def test_a_page_that_is_too_deep_is_refused() -> None:
    with pytest.raises(DeskError):
        paste("<div>" * 1000)


def put_on_clipboard(page: Page, html: str, text: str) -> None:
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", text);
            const said = { clipboardData: data, bubbles: true, cancelable: true };
            const event = new ClipboardEvent("paste", said);
            window.taken = !document.activeElement.dispatchEvent(event);
        }""",
        [html, text],
    )


def test_an_editor_pastes_from_word_and_undoes_it(page: Page, opened: Opened) -> None:
    open_body(page, opened, [TEXT, PHOTO, LAST])
    area = page.get_by_label("Nội dung bài, Chữ 1")
    select(area, 4, 4)
    put_on_clipboard(page, WORD, "Đậm và đỏ\nMột\nHai")
    page.locator("li", has_text="màu chữ (1 chỗ)").wait_for()
    made = "Một.**Đậm** và đỏ\n\n- Một\n- Hai\n\nHai."
    assert sent(page)[0]["text"] == made
    page.keyboard.press("Control+z")
    assert sent(page)[0]["text"] == TEXT["text"]
    press(page, "Đóng")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").endswith("Chữ 1")
    # Without HTML, as by Ctrl+Shift+V, the browser pastes.
    put_on_clipboard(page, "", "chữ")
    assert page.evaluate("taken") is False


def test_a_table_comes_as_a_card(page: Page, opened: Opened) -> None:
    open_body(page, opened, [TEXT])
    select(page.get_by_role("textbox", name="Nội dung bài"), 4, 4)
    html = "<p>Bảng.</p><table><tr><td>a<td>b<tr><td>1<td>2</table><ol type=a><li>x</ol>"
    put_on_clipboard(page, html, "a")
    page.get_by_role("group", name="Bảng").wait_for()
    assert [(piece["kind"], piece.get("text", piece.get("rows"))) for piece in sent(page)] == [
        ("text", "Một.Bảng."),
        ("table", [["a", "b"], ["1", "2"]]),
        ("text", '<ol type="a">\n<li>x</li>\n</ol>'),
        ("text", "Hai."),
    ]
    press(page, "Hoàn tác")
    assert [piece["text"] for piece in sent(page)] == ["Một.Bảng.\n\nHai."]
