"""A question is asked from a place and answered by a body: never a person, never before it."""

from __future__ import annotations

import re
from datetime import datetime

from plugins.frontmatter.days import day_before_article, is_later, missing_day, read_date
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kind_keys import read_one_of
from plugins.frontmatter.kinds import QUESTION_STATES, Question, QuestionState
from plugins.frontmatter.samples import SAMPLES
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.dates import show_short
from plugins.vietnamese.names import person_in

# How people are addressed, before a name. `Bà Rịa` and `Anh Sơn` are places, but the names of their
# rank (`xã`, `phường`) go before them; in small letters it is always a person.
PERSON = re.compile(
    r"(?:(?:^|[,;(–-]\s*)(?:Ông|Bà|Anh|Chị|Cụ|Cháu|Em)|\b(?:ông|bà|anh|chị|cụ|cháu|em))"
    r"\s+(?P<name>\w+)"
)
UNKNOWN = gettext_noop("không có tình trạng “{typed}”.")
LISTED = gettext_noop("các tình trạng: {names}.")


def read_question(
    fields: Fields, date: datetime | None, latest: datetime | None
) -> Question | None:
    """date: the article's; latest: its last change. None where anything was refused."""
    text = fields.text("question")
    if not text:
        fields.missing("question", SAMPLES["question"])
    asked_on = day_before_article(fields, "asked_on", date)
    asked_from = _no_person(fields, "asked_from", gettext("chỉ ghi nơi hỏi, ví dụ: xã Phủ Thông"))
    if not asked_from:
        fields.missing("asked_from", SAMPLES["asked_from"])
    state = read_one_of(fields, "state", QUESTION_STATES, UNKNOWN, LISTED)
    answered_by = _no_person(
        fields, "answered_by", gettext("ghi tên cơ quan, ví dụ: Công an xã Phủ Thông")
    )
    answered_on, _ = read_date(fields, "answered_on")
    if state:
        _fit(fields, state)
    if is_later(asked_on, answered_on) and asked_on:
        sentence = gettext(
            "“{read}” trước ngày hỏi, {day}.",
            read=fields.read("answered_on"),
            day=show_short(asked_on),
        )
        fields.refuse("answered_on", sentence, fields.line("answered_on", show_short(asked_on)))
    elif is_later(answered_on, latest) and answered_on and latest:
        sentence = gettext(
            "“{read}” sau ngày đăng bài, {day}.",
            read=fields.read("answered_on"),
            day=show_short(latest),
        )
        meant = fields.line("modified", show_short(answered_on))
        fields.refuse(
            "answered_on",
            sentence,
            gettext("trả lời sau khi đăng thì ghi thêm: {meant}", meant=meant),
        )
    if not (asked_on and state):
        return None
    return Question(text, asked_on, asked_from, state, answered_by, answered_on)


def _no_person(fields: Fields, key: str, remedy: str) -> str:
    typed = fields.text(key)
    found = next((each for each in PERSON.finditer(typed) if each["name"][0].isupper()), None)
    # Without a word like `ông` a name may be a place's as well: that stops no publication.
    who = found.group().strip(" ,;(–-") if found else person_in(typed)
    if who:
        sentence = gettext(
            "“{name}” có vẻ ghi tên người (“{who}”); trang không nêu tên ai.",
            name=fields.name(key),
            who=who,
        )
        if key == "asked_from" and who[0].isupper():
            remedy = gettext(
                "{remedy}; nếu “{who}” là tên đất thì ghi cả cấp: xã {who}.", remedy=remedy, who=who
            )
        else:
            remedy += "."
        tell = fields.refuse if found else fields.warn
        tell(key, sentence, remedy)
    return typed


def _fit(fields: Fields, state: QuestionState) -> None:
    """What an answer says of itself is there once it is given, and not before."""
    if state == "da-tra-loi":
        if not fields.text("answered_by"):
            fields.missing("answered_by", SAMPLES["answered_by"])
        if not fields.has("answered_on"):
            missing_day(fields, "answered_on")
        return
    # Who is at work on an answer may be named.
    early = ("answered_on",) if state == "dang-xu-ly" else ("answered_by", "answered_on")
    for key in filter(fields.has, early):
        sentence = gettext(
            "câu hỏi “{state}” mà đã ghi “{name}”.",
            state=QUESTION_STATES[state],
            name=fields.name(key),
        )
        answered = fields.line("state", QUESTION_STATES["da-tra-loi"])
        fields.refuse(
            key,
            sentence,
            gettext("đã trả lời thì ghi: {answered}; chưa thì xóa dòng này.", answered=answered),
        )
