"""Characters of symbol fonts (Symbol, Wingdings) as those of Unicode that look the same."""

from __future__ import annotations

from collections.abc import Mapping

SYMBOL: Mapping[int, str] = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x30, 0x3A), "0123456789", strict=True)),
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xDE: "⇒", 0x2D: "-", 0x20: " ", 0x2B: "+",
    0x3D: "=", 0x28: "(", 0x29: ")", 0x2C: ",", 0x2E: ".", 0x2F: "/", 0x25: "%",
}  # fmt: skip
WINGDINGS: Mapping[int, str] = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x76: "❖", 0x77: "◆", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺",
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """code: hexadecimal, as Word writes it (`F0B7`); "" where nothing looks like it."""
    try:
        number = int(code, 16) & 0xFF
    except ValueError:
        return ""
    return table_of(font).get(number, "")


def table_of(font: str) -> Mapping[int, str]:
    """Character codes of that font and what they look like; empty of an ordinary font."""
    name = font.lower()
    if name.startswith("wingdings"):
        return WINGDINGS
    return SYMBOL if name.startswith("symbol") else {}
