"""What is looked for is found with or without its marks; how long a text is, and its headings."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from desk.body.testing import LAST, PHOTO, TABLE, TEXT, open_body, press, sent
from plugins.markup.blocks import read_blocks
from plugins.typography.contents import minutes_of
from tests.support.opened_desk import Opened

STATIC = Path(__file__).parent / "static"
CALL = """async ([source, name, calls]) => {
    const module = await import("data:text/javascript," + encodeURIComponent(source));
    return calls.map((given) => module[name](...given));
}"""


def called(page: Page, module: str, name: str, calls: list[Any]) -> list[Any]:
    source = (STATIC / module).read_text("utf-8")
    page.goto("about:blank")
    made: list[Any] = page.evaluate(CALL, [source, name, calls])
    return made


def test_letters_are_found_however_they_are_encoded(page: Page) -> None:
    exact, loose = {"marks": True, "capitals": True}, {"marks": False, "capitals": False}
    cases = [
        ("Đường đi", "đường", exact, []),
        ("Đường đi", "đường", {"marks": True, "capitals": False}, [(0, 5)]),
        ("Đường đi", "duong", loose, [(0, 5)]),
        ("Đường đi", "DI", loose, [(6, 8)]),
        ("hoà hòa", "hoa", loose, [(0, 3), (4, 7)]),
        ("tie\u0302\u0301ng", "tiếng", exact, [(0, 7)]),
        ("tie\u0302\u0301ng", "e", exact, []),
        ("tie\u0302\u0301ng", "tie", loose, [(0, 5)]),
        ("aaa", "aa", exact, [(0, 2)]),
        ("a😀b", "b", exact, [(3, 4)]),
        ("x", "", exact, []),
    ]
    calls = [[text, wanted, how] for text, wanted, how, _ in cases]
    made = called(page, "matching.js", "matches", calls)
    assert [[(m["from"], m["to"]) for m in each] for each in made] == [case[3] for case in cases]


def test_minutes_are_those_of_the_page(page: Page) -> None:
    counts = [0, 1, 374, 375, 376, 624, 625, 626, 875, 1125, 5000]
    made = called(page, "reading.js", "minutesOf", [[n] for n in counts])
    assert made == [minutes_of("<p>" + "chữ " * n + "</p>") for n in counts]


def test_signs_are_no_words(page: Page) -> None:
    text = "## Đầu đề\n\n- một **hai**\n- ba\n\n> bốn\n\n[năm sáu](a.md) 7\n\n| a | b |\n| - | - |"
    assert called(page, "reading.js", "countWords", [[text]]) == [11]


def test_headings_are_those_of_the_checks(page: Page) -> None:
    random.seed(0)
    lines = [
        "# Một",
        "## Hai",
        "### Ba",
        "#### Bốn",
        "##",
        "chữ",
        "```\n## mã\n```",
        "## Hai ##",
        "",
    ]
    texts = ["\n\n".join(random.choices(lines, k=8)) for _ in range(200)]
    made = called(page, "reading.js", "headings", [[[text]] for text in texts])
    for text, found in zip(texts, made, strict=True):
        expected = [
            block.lines[0].offset
            for block in read_blocks(text, text.replace("## mã", "     "))
            if block.kind == "heading"
        ]
        assert [each["from"] for each in found] == expected
    faults = called(page, "reading.js", "headings", [[["## a\n\n#### b\n\n# c", "###"]]])[0]
    assert [(each["n"], each["fault"]) for each in faults] == [
        (0, ""),
        (0, "skips"),
        (0, "first"),
        (1, "empty"),
    ]


def test_all_is_replaced_in_all_texts_and_undone_in_each(
    page: Page,
    opened: Opened,
) -> None:
    open_body(page, opened, [TEXT, PHOTO, TABLE, LAST])
    press(page, "Tìm và thay")
    page.keyboard.type("á")
    form = page.locator(".body-find")
    assert "Không có chỗ nào" in form.inner_text()
    form.get_by_label("Phân biệt dấu").uncheck()
    press(form, "Chỗ sau")
    assert "chỗ 1 trong 3: một. hai." in " ".join(form.inner_text().lower().split())
    form.get_by_label("Thay bằng").fill("ô")
    press(form, "Thay chỗ này")
    assert sent(page)[0]["text"] == "Một.\n\nHôi."
    press(form, "Thay tất cả")
    made = sent(page)
    assert (made[2]["rows"][0][0], made[3]["text"]) == ("ô", "Bô.")
    page.get_by_label("Nội dung bài, Chữ 2").focus()
    page.keyboard.press("Control+z")
    assert sent(page)[3]["text"] == "Ba."
    press(form, "Đóng")


def test_the_outline_leads_to_its_headings(page: Page, opened: Opened) -> None:
    text = "Đầu.\n\n## Hai\n\nChữ.\n\n#### Bốn"
    open_body(page, opened, [{"kind": "text", "raw": text, "text": text}])
    press(page, "Dàn ý")
    assert "Nhảy cấp" in page.locator(".body-outline").inner_text()
    press(page.locator(".body-outline"), "Hai")
    page.keyboard.type("x")
    assert sent(page)[0]["text"] == text.replace("## Hai", "x")
    page.get_by_text("chữ, đọc khoảng 1 phút.").wait_for()
