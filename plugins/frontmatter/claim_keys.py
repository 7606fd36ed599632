"""A claim is judged on one scale, from sources that a reader can look up."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from plugins.frontmatter.days import day_before_article, is_later
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kind_keys import read_one_of
from plugins.frontmatter.kinds import VERDICTS, Claim, Evidence, Verdict
from plugins.frontmatter.samples import SAMPLE_DAY, SAMPLES, sample_in
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.dates import DateError, parse_day_or_month, show_short

UNKNOWN = gettext_noop("“{typed}” không có trong thang kết luận.")
SCALE = gettext_noop("thang kết luận: {names}.")
FORM = gettext_noop("tên nguồn | địa chỉ | ngày")
SAMPLE = f"{SAMPLES['evidence']} | {SAMPLE_DAY}"
UNSETTLED: Verdict = "chua-du-can-cu"
HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?")
NO_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?")


def read_claim(
    fields: Fields, date: datetime | None, latest: datetime | None, draft: bool
) -> Claim | None:
    """date: the article's; latest: its last change. None where anything was refused.

    In a draft the verdict and its evidence may still be missing: it is not settled then.
    """
    text = fields.text("claim")
    if not text:
        fields.missing("claim", SAMPLES["claim"])
    first_seen = day_before_article(fields, "first_seen", date)
    if draft and not fields.text("verdict"):
        verdict: Verdict | None = UNSETTLED
    else:
        # The nearest in letters may be another verdict: none is offered.
        verdict = read_one_of(fields, "verdict", VERDICTS, UNKNOWN, SCALE, offer=False)
    if not (draft or fields.parts("evidence")):
        fields.missing("evidence", SAMPLE)
    evidence = _evidence(fields, latest)
    if not (first_seen and verdict):
        return None
    return Claim(text, first_seen, verdict, evidence)


def _evidence(fields: Fields, latest: datetime | None) -> tuple[Evidence, ...]:
    items = enumerate(fields.parts("evidence"))
    read = (_source(fields, number, parts, latest) for number, parts in items)
    return tuple(source for source in read if source)


def _source(
    fields: Fields, number: int, parts: tuple[str, ...], latest: datetime | None
) -> Evidence | None:
    def refuse(sentence: str, *meant: str) -> None:
        line = fields.item_line("evidence", " | ".join(meant) if meant else SAMPLE)
        remedy = line if meant else gettext("mỗi căn cứ ghi: {line}", line=line)
        fields.refuse("evidence", sentence, remedy, number)

    shown = " | ".join(parts)
    if len(parts) == 2 and not (_is_address(parts[1]) or NO_SCHEME.fullmatch(parts[1])):
        parts = parts[0], "", parts[1]
    if len(parts) != 3 or not (parts[0] and parts[2]):
        refuse(
            gettext("căn cứ “{shown}” không đủ ba phần: {form}.", shown=shown, form=gettext(FORM))
        )
        return None
    name, address, typed = parts
    if _is_front_page(address) and not sample_in("evidence", address):
        sentence = gettext(
            "căn cứ “{name}”: “{address}” chỉ là trang đầu của một trang web, nơi bạn đọc "
            "không tìm ra điều được dẫn; ghi địa chỉ của chính bài ấy, hoặc chỉ ghi tên và "
            "ngày.",
            name=name,
            address=address,
        )
        refuse(sentence, name, typed)
        return None
    if address and not _is_address(address):
        sentence = gettext(
            "căn cứ “{name}”: “{address}” không phải địa chỉ của một trang.",
            name=name,
            address=address,
        )
        if _is_address(typed):
            refuse(sentence, name, typed, address)
        elif NO_SCHEME.fullmatch(address):
            refuse(sentence, name, f"https://{address}", typed)
        else:
            refuse(sentence)
        return None
    try:
        day, has_day = parse_day_or_month(typed)
    except DateError as wrong:
        sentence = gettext(
            "căn cứ “{name}”: {wrong} Chỉ biết tháng thì ghi 7/2025.", name=name, wrong=wrong
        )
        refuse(sentence, *((name, address, wrong.suggestion) if wrong.suggestion else ()))
        return None
    if is_later(day, latest) and latest:
        sentence = gettext(
            "căn cứ “{name}” ngày {typed} sau ngày đăng bài, {day}.",
            name=name,
            typed=typed,
            day=show_short(latest),
        )
        line = fields.line("modified", show_short(day))
        fields.refuse(
            "evidence", sentence, gettext("thêm sau khi đăng thì ghi: {line}", line=line), number
        )
        return None
    return Evidence(name, address, day, has_day)


def _is_front_page(text: str) -> bool:
    if not _is_address(text):
        return False
    parts = urlsplit(text)
    return parts.path in ("", "/") and not (parts.query or parts.fragment)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    spaced = len(text.split()) != 1
    known = parts.scheme in ("http", "https")
    return known and not spaced and HOST.fullmatch(parts.netloc) is not None
