"""What a form says, read back to whoever fills it in: days with their weekday, the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desk.article.keys import type_of
from desk.shell.words import WORDS
from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.lang_key import language_of
from plugins.frontmatter.schema import NOT_PUBLISHED, Head, Schema
from plugins.frontmatter.typed_head import read_status
from plugins.vietnamese.dates import DateError, parse_date, show_date
from plugins.vietnamese.text import one_placement


def read_back(
    schema: Schema, path: str, values: Mapping[str, str], now: datetime
) -> dict[str, object]:
    """{address, said: {key: {sentence, offer, severity}}}; path: inside content/; values: what the
    form says, by English key. address: `/tin-tuc/2023/12/a/`, "" while there is no day."""
    say = WORDS.article.reading
    said: dict[str, dict[str, str]] = {}
    days: dict[str, datetime] = {}
    for key, value in values.items():
        if type_of(key) is not datetime or not value.strip():
            continue
        try:
            days[key], has_time = parse_date(value)
        except DateError as wrong:
            said[key] = _said(wrong.reason, "error", wrong.suggestion)
            continue
        said[key] = _said(show_date(days[key], has_time), "good")
        if key == "date" and days[key] > now:
            when = show_date(days[key], has_time)
            is_draft = read_status(values.get("status", "")) in NOT_PUBLISHED
            sentence = say.later_draft if is_draft else say.scheduled
            said[key] = _said(sentence.format(when=when), "warning" if is_draft else "good")
    return {"address": _address(schema, path, values, days), "said": said}


def _said(sentence: str, severity: str, offer: str = "") -> dict[str, str]:
    return {"sentence": sentence, "severity": severity, "offer": offer}


def _address(
    schema: Schema, path: str, values: Mapping[str, str], days: Mapping[str, datetime]
) -> str:
    wanted = values.get("section", "") or path.partition("/")[0]
    names = ((section.slug, section.title) for section in schema.sections)
    section = next(
        (slug for slug, title in names if wanted == slug or one_placement(wanted) == title), ""
    )
    if section and "date" not in days:
        return ""
    lang = language_of(values.get("lang", ""), schema) or ""
    return "/" + address_of(Head("", date=days.get("date"), section=section, lang=lang), path)
