"""Numbers and file sizes read as in the reader's language: `1.300`, `545,62`, `1,2 MB`; in English
`1,300`, `545.62`, `1.2 MB`."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

NO_BREAK = "\u00a0"
SIZE_STEPS = (("kB", 0), ("MB", 1), ("GB", 1))


def show_number(value: int | float | Decimal, language: str = "vi") -> str:
    """`1300` → `1.300`, `545.62` → `545,62`; at most three decimals."""
    return str(format_decimal(value, locale=language))


def show_size(size: int, language: str = "vi") -> str:
    """A file's size, given in bytes, in steps of 1,000; number and unit stay on one line."""
    if size < 1000:
        unit = "byte" if size == 1 or language == "vi" else "bytes"
        return f"{size}{NO_BREAK}{unit}"
    amount = Decimal(size)
    shown = ""
    for unit, decimals in SIZE_STEPS:
        amount /= 1000
        rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        shown = f"{show_number(rounded, language)}{NO_BREAK}{unit}"
        if rounded < 1000:
            break
    return shown
