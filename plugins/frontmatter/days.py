"""The days that a head names: when, and whether one can follow the other."""

from __future__ import annotations

from datetime import datetime

from plugins.frontmatter.fields import Fields
from plugins.frontmatter.samples import SAMPLE_DAY
from plugins.shared.messages import gettext
from plugins.vietnamese.dates import DateError, parse_date, show_short


def missing_day(fields: Fields, key: str) -> None:
    """Refuses a head without the day of `key`, or with nothing after it."""
    fields.missing(key, SAMPLE_DAY, is_day=True)


def read_date(fields: Fields, key: str) -> tuple[datetime | None, bool]:
    """(moment, whether it has a time of day); None where there is none or it was refused."""
    typed = fields.text(key)
    if not typed:
        if fields.has(key):
            missing_day(fields, key)
        return None, False
    try:
        return parse_date(typed)
    except DateError as wrong:
        # A date nobody meant must not look like the line to paste.
        meant = fields.line(key, wrong.suggestion) if wrong.suggestion else ""
        sample = gettext("viết theo mẫu này: {line}", line=fields.line(key, SAMPLE_DAY))
        if typed == SAMPLE_DAY:
            sample = gettext("thay bằng ngày thật, viết bằng số.")
        fields.refuse(key, str(wrong), meant or sample)
        return None, False


def day_before_article(fields: Fields, key: str, date: datetime | None) -> datetime | None:
    """Of a key that has to be there; refused where it is a later day than `date`, the article's."""
    if not fields.has(key):
        missing_day(fields, key)
    day, _ = read_date(fields, key)
    if is_later(day, date) and date:
        sentence = gettext(
            "“{read}” sau ngày đăng bài, {day}.",
            read=fields.read(key),
            day=show_short(date),
        )
        fields.refuse(key, sentence, fields.line(key, show_short(date)))
    return day


def is_later(day: datetime | None, than: datetime | None) -> bool:
    """Whether both are known and the first is a later day."""
    return bool(day and than and day.date() > than.date())
