"""Vietnamese is typed as input methods type it, around the buttons; nothing eats a letter.

UniKey sends Backspace for letters that become others, and these anew, as keys that no keyboard has.
Input methods of Linux, macOS and Windows itself compose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

import pytest
from playwright.sync_api import CDPSession, Page, expect

from desk.body.testing import TEXT, open_body, press, select, sent
from tests.support.opened_desk import Opened

# What is on the screen after each key of Telex: ddooongf, dduwowcj, vieetj.
WORDS = (
    ("d", "đ", "đo", "đô", "đôn", "đông", "đồng"),
    ("d", "đ", "đu", "đư", "đưo", "đươ", "đươc", "được"),
    ("v", "vi", "vie", "viê", "viêt", "việt"),
)
SENTENCE = " ".join(word[-1] for word in WORDS)
PACKET = 231  # VK_PACKET, of a letter that no key of the keyboard is

Type = Callable[[Sequence[str]], None]


def as_unikey(page: Page, session: CDPSession) -> Type:
    def letter(text: str) -> None:
        key = {"key": text, "text": text, "windowsVirtualKeyCode": PACKET}
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    def type_word(states: Sequence[str]) -> None:
        before = ""
        for state in states:
            same = takewhile(lambda pair: pair[0] == pair[1], zip(before, state, strict=False))
            kept = before[: len(list(same))]
            if len(state) == len(before) + 1 and kept == before and state[-1].isascii():
                page.keyboard.press(state[-1])
            else:
                for _ in before[len(kept) :]:
                    page.keyboard.press("Backspace")
                for char in state[len(kept) :]:
                    letter(char)
            before = state

    return type_word


def as_composition(page: Page, session: CDPSession) -> Type:
    def type_word(states: Sequence[str]) -> None:
        for state in states:
            end = {"selectionStart": len(state), "selectionEnd": len(state)}
            session.send("Input.imeSetComposition", {"text": state, **end})
        session.send("Input.insertText", {"text": states[-1]})

    return type_word


@pytest.fixture
def page(page: Page, opened: Opened) -> Iterator[Page]:
    """None of the keys may be taken from the input method."""
    open_body(page, opened, [TEXT])
    page.evaluate(
        """() => {
            window.bound = [];
            const hear = (event) => event.defaultPrevented && bound.push(event.key ?? event.type);
            for (const type of ["keydown", "keypress", "beforeinput", "compositionstart"])
                addEventListener(type, hear);
        }"""
    )
    yield page
    assert page.evaluate("bound.filter((key) => !'bik'.includes(key))") == []


def type_sentence(page: Page, type_word: Type) -> None:
    for n, word in enumerate(WORDS):
        if n:
            page.keyboard.press("Space")
        type_word(word)


@pytest.mark.parametrize("way", [as_unikey, as_composition])
def test_words_come_whole_around_the_buttons(
    page: Page, way: Callable[[Page, CDPSession], Type]
) -> None:
    type_word = way(page, page.context.new_cdp_session(page))
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    type_sentence(page, type_word)
    assert sent(page)[0]["text"] == f"{TEXT['text']}\n\n{SENTENCE}"
    # Bold and a list between two words, by key and by button, and on behind them.
    page.keyboard.press("Control+b")
    press(page, "Gạch đầu dòng")
    page.keyboard.press("Space")
    type_sentence(page, type_word)
    assert sent(page)[0]["text"] == f"{TEXT['text']}\n\n- đồng được **việt** {SENTENCE}"
    # In the cells of a table, and into what is looked for.
    press(page.get_by_role("toolbar"), "Bảng")
    page.get_by_label("Hàng 1, cột 2").focus()
    type_sentence(page, type_word)
    assert sent(page)[1]["rows"][1] == ["", SENTENCE]
    press(page, "Tìm và thay")
    type_sentence(page, type_word)
    press(page, "Chỗ sau")
    assert "Chỗ 1 trong 2" in page.locator(".body-find").inner_text()
    area.focus()
    for _ in range(200):
        if sent(page)[0]["text"] == TEXT["text"]:
            return
        page.keyboard.press("Control+z")
    raise AssertionError(sent(page)[0]["text"])


def test_nothing_is_written_while_a_word_is_composed(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.press("Control+End")

    def compose(text: str) -> None:
        end = {"selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", {"text": text, **end})

    compose(" đ")
    page.keyboard.press("Control+b")
    page.evaluate("import('/static/body/body.js').then((body) => body.insertText('X'))")
    compose(" đo")
    assert area.input_value() == "Một.\n\nHai. đo"
    session.send("Input.insertText", {"text": " đồng"})
    expect(area).to_have_value("Một.\n\nHai. đồngX")
    # A button takes the focus, which ends the word; it works on what is there then.
    compose(" việt")
    press(page, "Đậm")
    expect(area).to_have_value("Một.\n\nHai. đồngX **việt**")


def test_what_is_typed_over_a_selection_is_undone_with_it(page: Page) -> None:
    type_word = as_unikey(page, page.context.new_cdp_session(page))
    area = page.get_by_role("textbox", name="Nội dung bài")
    select(area, 0, 3)
    page.keyboard.press("Control+b")
    type_word(WORDS[0])
    assert area.input_value() == "**đồng**.\n\nHai."
    for _ in range(20):
        page.keyboard.press("Control+z")
    assert area.input_value() == TEXT["text"]
