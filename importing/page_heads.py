"""What the parts of a page's head say, without labels, agencies and the site's own name."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, replace
from datetime import datetime

from importing.document import Finding, Hints, Removed, Sure, letters
from plugins.shared.messages import gettext
from plugins.vietnamese.dates import DateError, parse_date
from plugins.vietnamese.near_dates import near_date

LABEL = re.compile(
    r"\s*(?:Tác giả|Người viết|Người đăng|Đăng bởi|Nguồn tin|Nguồn|Bài viết|Theo|Ngày đăng|Cập nhật"
    r"|Chuyên mục|Từ khóa|Đăng lúc|Ghi chú|By|Posted by)\s*[:：]?\s*",
    re.I,
)
# `(Chinhphu.vn) –`, `(TTXVN) -`, `BBK -`: whose report it is, before its first words.
AGENCY = re.compile(
    r"^\s*\((?P<name>[\w. &-]{2,40})\)\s*[-–—:]\s*"
    r"|^\s*(?P<bare>[A-ZĐ]{2,6}|[\w-]+(?:\.[\w-]+)*\.vn)\s*[-–—]\s+"
)
NAMES_APART = re.compile(r"\s*[;,]\s*|\s+(?:và|&)\s+")
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
CANONICAL = re.compile(r"<link\b[^>]*\brel=[\"']?canonical[\"']?[^>]*>", re.I)
OG_ADDRESS = re.compile(r"<meta\b[^>]*\bproperty=[\"']og:url[\"'][^>]*>", re.I)
ATTRIBUTE = re.compile(r"\b(?:href|content)=[\"']([^\"']+)[\"']", re.I)
ABOUT_TITLE = re.compile(r"\s+[|–—»-]\s+[^|–—»]{3,}$")
HEAD = 30_000


@dataclass(frozen=True)
class Found:
    """Text of a page, and where in the page it was."""

    text: str
    where: str


def finding_of(found: Found | None) -> Finding | None:
    """The text as it is."""
    if not found:
        return None
    return Finding(found.text, gettext("chỗ “{where}” của trang", where=found.where), _sure(found))


def _sure(found: Found) -> Sure:
    return "likely" if found.where in ("title", "h1") or found.where.startswith("meta") else "sure"


def bare_title_of(title: Found) -> str:
    """A page's name ends with the site's."""
    is_of_page = title.where in ("title", "meta[property='og:title']")
    return ABOUT_TITLE.sub("", title.text) if is_of_page else title.text


def labelled_of(found: Found | None, removed: list[Removed]) -> Finding | None:
    """The text without its label (`Tác giả:`), which goes to `removed`."""
    if not found:
        return None
    label = LABEL.match(found.text)
    value = found.text[label.end() :] if label else found.text
    if label and letters(label[0]):
        removed.append(Removed(gettext("nhãn"), label[0].strip()))
    return Finding(value, gettext("chỗ “{where}” của trang", where=found.where)) if value else None


def authors_of(found: Found | None, removed: list[Removed]) -> tuple[Finding, ...]:
    """The names one by one, without label and joining words."""
    said = labelled_of(found, removed)
    if not said:
        return ()
    names = [name for name in NAMES_APART.split(said.value) if name]
    for joined in re.findall(r"\s(và)\s", said.value):
        removed.append(Removed(gettext("chữ nối tên"), joined))
    return tuple(replace(said, value=name) for name in names)


def date_of(found: Found | None, removed: list[Removed]) -> Finding | None:
    """The day in the text, None where there is none."""
    if not found:
        return None
    if letters(found.text):
        removed.append(Removed(gettext("ngày đăng"), found.text))
    value = date_in(found.text)
    return Finding(value, gettext("chỗ “{where}” của trang", where=found.where)) if value else None


def date_in(text: str) -> str:
    """`2017-05-15 16:23` or `2017-05-15` of any text with one date; "" where there is none."""
    try:
        moment, has_time = parse_date(text)
        return f"{moment:%Y-%m-%d %H:%M}" if has_time else f"{moment:%Y-%m-%d}"
    except DateError:
        pass
    near = near_date(text)
    if near is None:
        return ""
    try:
        day = datetime(near.year, near.month, near.day)  # noqa: DTZ001  (a day, of no zone)
    except ValueError:
        return ""
    if near.hour is None or near.hour > 23:
        return f"{day:%Y-%m-%d}"
    return f"{day:%Y-%m-%d} {near.hour:02}:{near.minute:02}"


def old_addresses(html: str) -> tuple[str, ...]:
    """What the page itself says of where it stood; the best first."""
    start = html[:HEAD]
    found: list[str] = []
    if saved := SAVED_FROM.search(start):
        found.append(saved[1])
    for pattern in (CANONICAL, OG_ADDRESS):
        if (tag := pattern.search(start)) and (address := ATTRIBUTE.search(tag[0])):
            found.append(entities.unescape(address[1]))
    return tuple(dict.fromkeys(each for each in found if re.match(r"https?://[^/]+/.|/.", each)))


def without_agency(hints: Hints, html: str) -> tuple[Hints, str, list[Removed]]:
    """`(TTXVN) - Ngày 5/6…`: the agency is the source, and the text begins with its own words."""
    removed: list[Removed] = []
    lead = hints.lead
    if lead and (found := AGENCY.match(lead.value)):
        name = (found["name"] or found["bare"]).strip()
        rest = lead.value[found.end() :]
        source = hints.source or Finding(name, gettext("đầu sapo"), "likely")
        if hints.source or letters(name) == 0:
            removed.append(Removed(gettext("tên hãng tin ở đầu sapo"), found[0].strip()))
        return replace(hints, lead=replace(lead, value=rest), source=source), html, removed
    first = re.match(
        r"(\s*(?:<figure.*?</figure>\s*)*<p[^>]*>(?:<strong>|<em>)?)([^<]*)", html, re.S
    )
    found = AGENCY.match(entities.unescape(first[2])) if first else None
    if first and found and found["name"]:
        text = entities.unescape(first[2])
        source = hints.source or Finding(found["name"].strip(), gettext("đầu bài"), "likely")
        if hints.source:
            removed.append(Removed(gettext("tên hãng tin ở đầu bài"), found[0].strip()))
        rest = entities.escape(text[found.end() :], quote=False)
        return replace(hints, source=source), first[1] + rest + html[first.end() :], removed
    return hints, html, removed
