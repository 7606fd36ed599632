"""What was wrong in a published article is said in the article, with what is right."""

from __future__ import annotations

from datetime import datetime

from plugins.frontmatter.days import is_later
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kinds import Correction
from plugins.vietnamese.dates import WrongDate, parse_date, show_short
from plugins.vietnamese.text import fold

SAMPLE = "12/12/2023 | Diện tích của huyện là 51,08 km² | Diện tích của huyện là 546,5 km²"
FORM = "ngày | điều đã viết sai | điều đúng"
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
        refuse(sentence, f"mỗi lần đính chính một dòng: - {SAMPLE}")
        return None
    typed, wrong, right = parts
    try:
        day, _ = parse_date(typed)
    except WrongDate as mistake:
        meant = mistake.suggestion or SAMPLE.partition(" ")[0]
        refuse(f"đính chính: {mistake}", f"{meant} | {wrong} | {right}")
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
