"""What was wrong in a published article is said in the article, with what is right."""

from __future__ import annotations

from datetime import datetime

from plugins.frontmatter.days import is_later
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kinds import Correction
from plugins.frontmatter.samples import SAMPLE_DAY, SAMPLES
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.dates import DateError, parse_date, show_short
from plugins.vietnamese.text import fold

SAMPLE = f"{SAMPLE_DAY} | {SAMPLES['corrections']}"
FORM = gettext_noop("ngày | điều đã viết sai | điều đúng")
YES, NO = ("co", "true", "yes"), ("khong", "false", "no")
YES_WRITTEN = "có"


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
        sentence = gettext(
            "đính chính “{parts}” không đủ ba phần: {form}.",
            parts=" | ".join(parts),
            form=gettext(FORM),
        )
        refuse(
            sentence,
            gettext(
                "mỗi lần đính chính ghi: {line}",
                line=fields.item_line("corrections", SAMPLE),
            ),
        )
        return None
    typed, wrong, right = parts
    try:
        day, _ = parse_date(typed)
    except DateError as mistake:
        # A date nobody meant must not look like the line to paste.
        meant = f"{mistake.suggestion} | {wrong} | {right}" if mistake.suggestion else SAMPLE
        refuse(
            gettext("đính chính: {mistake}", mistake=mistake),
            fields.item_line("corrections", meant),
        )
        return None
    if is_later(date, day) and date:
        sentence = gettext(
            "đính chính ngày {typed} trước ngày đăng bài, {day}.",
            typed=typed,
            day=show_short(date),
        )
        remedy = gettext("ghi ngày đính chính, không phải ngày đăng: {form}", form=gettext(FORM))
        refuse(sentence, remedy)
        return None
    if wrong == right:
        sentence = gettext(
            "đính chính ngày {typed}: điều sai và điều đúng giống hệt nhau, “{wrong}”.",
            typed=typed,
            wrong=wrong,
        )
        refuse(
            sentence,
            gettext(
                "ghi điều bài đã viết sai ở giữa, điều đúng ở cuối: {form}", form=gettext(FORM)
            ),
        )
        return None
    return Correction(day, wrong, right)


def read_minor(fields: Fields) -> bool:
    """Whether the last change was a small one."""
    typed = fields.text("minor")
    word = fold(typed)
    if fields.has("minor") and word not in YES + NO:
        sentence = gettext(
            "“{name}” chỉ ghi “có” hoặc “không”, nhưng ghi “{typed}”.",
            name=fields.name("minor"),
            typed=typed,
        )
        fields.refuse("minor", sentence, fields.line("minor", YES_WRITTEN))
    return word in YES
