"""A domain is the one that a reader reads: none is dressed up as an office, a newspaper, a bank."""

from __future__ import annotations

import html
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.hosts import (
    Host,
    foreign_letters,
    host_of,
    imitated,
    is_number,
    is_plain_number,
    looks_like,
    strange_letters,
)
from plugins.links.locate import MARKDOWN_ESCAPE
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem, Severity

ONLY_TEXT = gettext_noop("nếu nêu để cảnh báo thì bỏ liên kết, chỉ viết chữ.")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Addresses whose host looks like another one."""
    for item in article.references:
        if found := _fault(MARKDOWN_ESCAPE.sub(r"\1", item.target)):
            severity, sentence, remedy = found
            yield article.at(item.offset, sentence, remedy, severity)
    claim = article.head.claim if article.head else None
    for number, source in enumerate(claim.evidence if claim else ()):
        if found := _fault(source.address):
            severity, sentence, remedy = found
            yield article.problem(
                article.field_line("evidence", number), 1, sentence, remedy, severity
            )


def _fault(target: str) -> tuple[Severity, str, str] | None:
    host = host_of(html.unescape(target)) if "//" in target or "\\" in target else None
    if host is None or not host.typed:
        return None
    if host.user:
        sentence = gettext(
            "“{user}@” trước tên miền che nơi đến: liên kết này mở “{typed}”.",
            user=host.user,
            typed=host.typed,
        )
        return (
            "error",
            sentence,
            gettext("nếu đúng là trang ấy, ghi: https://{typed}", typed=host.typed),
        )
    if "%" in host.typed or not host.name:
        return (
            "error",
            gettext("tên miền “{typed}” viết bằng mã, không đọc được.", typed=host.typed),
            gettext("mở trang đó trên trình duyệt rồi chép lại địa chỉ."),
        )
    return _number(host) or _letters(host) or _imitation(host)


def _number(host: Host) -> tuple[Severity, str, str] | None:
    if not is_number(host):
        return None
    sentence = gettext(
        "“{typed}” là số của một máy, không phải tên miền: không ai biết của ai.", typed=host.typed
    )
    severity: Severity = "warning" if is_plain_number(host) else "error"
    return (
        severity,
        sentence,
        gettext("ghi tên miền của trang đó, ví dụ: https://thainguyen.gov.vn/"),
    )


def _letters(host: Host) -> tuple[Severity, str, str] | None:
    shown = f"“{host.name}”"
    if host.typed.lower() != host.name:
        shown = f"“{host.typed}” ({shown})"
    if letters := strange_letters(host):
        sentence = gettext(
            "tên miền {shown} có chữ “{letters}” của tiếng khác, chỉ trông như chữ của ta.",
            shown=shown,
            letters=letters,
        )
        meant = looks_like(host)
        if meant:
            typed = gettext(
                "nếu đúng là {meant}, gõ lại bằng bàn phím: https://{meant};", meant=meant
            )
            return "error", sentence, f"{typed} {gettext(ONLY_TEXT)}"
        return "error", sentence, gettext(ONLY_TEXT)
    if letters := foreign_letters(host):
        sentence = gettext(
            "tên miền {shown} viết bằng chữ của tiếng khác: “{letters}”.",
            shown=shown,
            letters=letters,
        )
        return (
            "warning",
            sentence,
            " ".join([gettext("xem có đúng trang cần dẫn tới không;"), gettext(ONLY_TEXT)]),
        )
    return None


def _imitation(host: Host) -> tuple[Severity, str, str] | None:
    if not (meant := imitated(host)):
        return None
    sentence = gettext(
        "tên miền “{name}” trông như “{meant}” nhưng không phải của “{meant}”.",
        name=host.name,
        meant=meant,
    )
    copy = gettext("mở trang đó trên trình duyệt rồi chép lại địa chỉ;")
    return "error", sentence, f"{copy} {gettext(ONLY_TEXT)}"
