"""A link opens a page, a mailbox or a telephone: an address that does anything else is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from plugins.checks.rules.local_paths import LOCAL
from plugins.checks.rules.remote_pictures import PASTED, WEB
from plugins.checks.text_edits import INVISIBLE, turns
from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.locate import MARKDOWN_ESCAPE, PELICAN_MARK, PLAIN
from plugins.links.schemes import (
    LOADED_SCHEMES,
    PRESSED_SCHEMES,
    may_be_pressed,
    scheme_of,
    why_refused,
)
from plugins.markup.references import Reference
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
TO_A_HOST = re.compile(r"\s*[/\\]\s*[/\\]")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Addresses that do anything but open a page, a mailbox or a telephone."""
    for item in article.references:
        if PLAIN.fullmatch(item.target):
            continue
        target = html.unescape(MARKDOWN_ESCAPE.sub(r"\1", item.target))
        fault = None if _is_told_elsewhere(article, item) else _fault(item, target)
        if fault := fault or _hidden(item.target, target):
            yield article.at(item.offset, *fault)


def _fault(item: Reference, target: str) -> tuple[str, str] | None:
    """Sentence and remedy. target: as Markdown and HTML hand it on."""
    marked = PELICAN_MARK.match(unquote(target))
    address = unquote(target)[marked.end() :] if marked else target
    scheme = scheme_of(address)
    if scheme and scheme not in (LOADED_SCHEMES if item.kind != "link" else PRESSED_SCHEMES):
        return why_refused(address)
    if marked and (scheme or TO_A_HOST.match(address)):
        mark = marked.group()
        remedy = gettext("bỏ {mark}, ghi: {address}", mark=mark, address=address)
        if not may_be_pressed(address):
            instead = why_refused(address)[1]
            remedy = gettext("bỏ {mark}, {instead}", mark=mark, instead=instead)
        sentence = gettext(
            "địa chỉ “{target}” có cả {mark} lẫn tên miền.", target=item.target, mark=mark
        )
        return sentence, remedy
    if (scheme in LOADED_SCHEMES or TO_A_HOST.match(address)) and not may_be_pressed(address):
        return why_refused(address)
    return None


def _is_told_elsewhere(article: ParsedArticle, item: Reference) -> bool:
    """By raw_html.py, local_paths.py or remote_pictures.py."""
    if LOCAL.match(item.target):
        return True
    if item.kind != "link":
        return bool(WEB.match(item.target) or PASTED.match(item.target)) or _is_tag(article, item)
    return _is_tag(article, item) and scheme_of(item.target) not in ("", *PRESSED_SCHEMES)


def _is_tag(article: ParsedArticle, item: Reference) -> bool:
    return article.prose.startswith("<", item.start) and item.start + 1 < item.offset


def _hidden(typed: str, target: str) -> tuple[str, str] | None:
    """Of what nobody sees, written as an entity or a percent sign; or that turns the direction.
    Typed as it is, the rest is invisible.py's."""
    said = unquote(target)
    found = [*INVISIBLE.findall(said), *CONTROL.findall(target)]
    hidden = [char for char in dict.fromkeys(found) if char not in typed or turns(char)]
    if not hidden:
        return None
    names = ", ".join(f"U+{ord(char):04X}" for char in hidden)
    seen = CONTROL.sub("", INVISIBLE.sub("", said))
    sentence = gettext(
        "địa chỉ {seen} có ký tự không nhìn thấy ({names}).", seen=quoted(seen), names=names
    )
    return sentence, gettext("ghi lại: {seen}", seen=seen)
