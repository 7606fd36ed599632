"""What the buttons do to a text: `‹` and `›` stand for the ends of what is selected."""

from __future__ import annotations

from pathlib import Path

from conftest import PageMaker

MARKS = Path(__file__).parent / "static" / "marks.js"
PRESS = """async ([source, presses]) => {
    const marks = await import("data:text/javascript," + encodeURIComponent(source));
    return presses.map(([way, marked]) => {
        const start = marked.indexOf("‹"), end = marked.indexOf("›") - 1;
        const text = marked.replace(/[‹›]/g, "");
        const press = marks[way] ?? marks.toggleLines;
        const edit = press(text, start, end, way);
        if (!edit) return null;
        const made = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
        const [before, after] = [made.slice(0, edit.start), made.slice(edit.end)];
        return `${before}‹${made.slice(edit.start, edit.end)}›${after}`;
    });
}"""
CASES: dict[str, list[tuple[str, str | None]]] = {
    "toggleBold": [
        ("một ‹hai› ba", "một **‹hai›** ba"),
        ("một **‹hai›** ba", "một ‹hai› ba"),
        ("một ‹**hai**› ba", "một ‹hai› ba"),
        ("một‹ hai ›ba", "một **‹hai›** ba"),
        ("**một ‹hai› ba**", "**một** ‹hai› **ba**"),
        ("‹một **hai** ba›", "**‹một hai ba›**"),
        ("‹một *hai* ba›", "**‹một *hai* ba›**"),
        ("*một ‹hai› ba*", "*một **‹hai›** ba*"),
        ("viế‹›t chữ", "**viế‹›t** chữ"),
        ("**viế‹›t** chữ", "viế‹›t chữ"),
        ("viết‹› chữ", "**viết**‹› chữ"),
        ("**viết**‹› chữ", "viết‹› chữ"),
        ("‹›viết chữ", "**‹›viết** chữ"),
        ("chữ ‹› đây", "chữ **‹›** đây"),
        ("chữ **‹›** đây", "chữ ‹› đây"),
        ("một ‹hai\n\n- ba› bốn", "một **‹hai**\n\n- **ba›** bốn"),
        ("> ‹lời› trích", "> **‹lời›** trích"),
        ("2 * 3 và ‹bốn›", "2 * 3 và **‹bốn›**"),
        (r"\*một\* ‹hai›", r"\*một\* **‹hai›**"),
        ("‹xem [ở đây](a_*_b.md)›", "**‹xem [ở đây](a_*_b.md)›**"),
        ("‹a› **b", None),
        ("**một *h‹ai* b›a**", None),
    ],
    "toggleItalic": [
        ("một ‹hai› ba", "một *‹hai›* ba"),
        ("**‹hai›**", "***‹hai›***"),
        ("***‹hai›***", "**‹hai›**"),
    ],
    "heading": [
        ("một\n‹hai›\nba", "một\n\n‹## hai›\n\nba"),
        ("## hai‹›", "hai‹›"),
        ("### hai‹›", "## hai‹›"),
        ("‹- một\n- hai›", "‹## một\n\n## hai›"),
        ("‹›", "## ‹›"),
    ],
    "subheading": [
        ("## hai‹›", "### hai‹›"),
        ("‹một›\n\nhai", "‹### một›\n\nhai"),
    ],
    "bullets": [
        ("một\n‹hai\n\nba›\nbốn", "một\n\n‹- hai\n- ba›\n\nbốn"),
        ("‹- hai\n- ba›\nbốn", "‹hai\n\nba›\n\nbốn"),
        ("- một\nhai‹›", "- một\n- hai‹›"),
        ("‹1. một\n2. hai›", "‹- một\n- hai›"),
        ("‹› ", "- ‹›"),
        ("chữ\n\n‹›", "chữ\n\n- ‹›"),
    ],
    "numbers": [
        ("‹một\nhai›", "‹1. một\n2. hai›"),
        ("1. một\n2. hai\nba‹›", "1. một\n2. hai\n3. ba‹›"),
        ("‹- một\n  thêm\n- hai›", "‹1. một\n  thêm\n2. hai›"),
    ],
    "quote": [
        ("một\n‹hai\n\nba›", "một\n\n‹> hai\n>\n> ba›"),
        ("‹> hai\n>\n> ba›", "‹hai\n\nba›"),
        ("‹›", "> ‹›"),
    ],
}


def test_a_button_marks_what_is_selected_and_takes_the_marks_away_again(
    page_of: PageMaker,
) -> None:
    page = page_of(base_url="http://127.0.0.1")
    given = [(way, before) for way, cases in CASES.items() for before, _ in cases]
    expected = [after for cases in CASES.values() for _, after in cases]
    made = page.evaluate(PRESS, [MARKS.read_text("utf-8"), given])
    assert list(zip(given, made, strict=True)) == list(zip(given, expected, strict=True))
