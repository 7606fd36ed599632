"""What was wrong in a published article is said in the article, with what is right."""

from __future__ import annotations

from datetime import datetime

from plugins.frontmatter.days import is_later
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kinds import Correction
from plugins.frontmatter.samples import SAMPLE_DAY, SAMPLES
from plugins.vietnamese.dates import DateError, parse_date, show_short
from plugins.vietnamese.text import fold

SAMPLE = f"{SAMPLE_DAY} | {SAMPLES['corrections']}"
FORM = f"ngày | {SAMPLES['corrections']}"
YES, NO = ("co", "true", "yes"), ("khong", "false", "no")


def read_corrections(fields: Fields, date: datetime | None) -> tuple[Correction, ...]:
    """The newest first; those of one day as they were typed."""
    items = fields.parts("corrections")
    if fields.has("corrections") and not items:
        fields.missing("corrections", SAMPLE)
    read = (_correction(fields, number, parts, date) for number, parts in enumerate(items))
    found = [correction for correction in read if correction]
    return tuple(sorted(found, key=lambda correction: correction.day, reverse=True))


def _correction(
    fields: Fields, number: int, parts: tuple[str, ...], date: datetime | None
) -> Correction | None:
    def refuse(sentence: str, remedy: str) -> None:
        fields.refuse("corrections", sentence, remedy, number)

    if len(parts) != 3 or not all(parts):
        sentence = f"đính chính “{' | '.join(parts)}” không đủ ba phần: {FORM}."
        refuse(sentence, f"mỗi lần đính chính ghi: {fields.item_line('corrections', SAMPLE)}")
        return None
    typed, wrong, right = parts
    try:
        day, _ = parse_date(typed)
    except DateError as mistake:
        # A date nobody meant must not look like the line to paste.
        meant = f"{mistake.suggestion} | {wrong} | {right}" if mistake.suggestion else SAMPLE
        refuse(f"đính chính: {mistake}", fields.item_line("corrections", meant))
        return None
    if is_later(date, day) and date:
        sentence = f"đính chính ngày {typed} trước ngày đăng bài, {show_short(date)}."
        refuse(sentence, f"ghi ngày đính chính, không phải ngày đăng: {FORM}")
        return None
    if wrong == right:
        sentence = f"đính chính ngày {typed}: điều sai và điều đúng giống hệt nhau, “{wrong}”."
        refuse(sentence, f"ghi điều bài đã viết sai ở giữa, điều đúng ở cuối: {FORM}")
        return None
    return Correction(day, wrong, right)


def read_minor(fields: Fields) -> bool:
    typed = fields.text("minor")
    word = fold(typed)
    if fields.has("minor") and word not in YES + NO:
        sentence = f"“{fields.name('minor')}” chỉ ghi “có” hoặc “không”, nhưng ghi “{typed}”."
        fields.refuse("minor", sentence, fields.line("minor", "có"))
    return word in YES
