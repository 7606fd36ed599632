"""A title or a lead is plain text: markup in it would be shown to readers as its own signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.checks.character_references import spelt_out
from plugins.frontmatter.head import Field
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted

# Shown as text on a page; of attachments the name, behind the path.
SHOWN = frozenset(
    {
        *("title", "summary", "note", "source", "authors", "tags", "question", "claim"),
        *("asked_from", "answered_by", "evidence", "corrections", "attachments"),
    }
)
SIGNS = re.compile(r"[&<*_`\\\[~#]")
NAMES = "a|abbr|b|big|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|o:p|ol"
NAMES += "|p|s|script|small|span|strong|style|sub|sup|table|td|th|tr|u|ul"
TAG = re.compile(rf"</?(?:{NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)


class Markup(NamedTuple):
    """read: as it stands; kept: what is meant by it; called: what it is, in Vietnamese."""

    read: str
    kept: str
    called: str


# Not within a word or an address.
UNDERLINES = re.compile(r"(?<![\w/=&?.-])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w/=&?.-])")
# (what is looked for, what is left of it, what it is called)
MARKUP = (
    (re.compile(r"\\([*_#`\[\]<>&~\\])"), r"\1", gettext_noop("dấu gạch chéo ngược")),
    (TAG, "", gettext_noop("thẻ HTML")),
    (
        re.compile(r"!?\[([^\[\]]+)\]\((?:[^()\s]|\([^()\s]*\))+\)"),
        r"\1",
        gettext_noop("cách viết liên kết"),
    ),
    (re.compile(r"(\*{2,3}|__)(?=\S)(.+?)(?<=\S)\1"), r"\2", gettext_noop("dấu chữ đậm")),
    (
        re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"),
        r"\1",
        gettext_noop("dấu chữ nghiêng"),
    ),
    (UNDERLINES, r"\1", gettext_noop("dấu chữ nghiêng")),
    (re.compile(r"~~(?=\S)([^~]+)(?<=\S)~~"), r"\1", gettext_noop("dấu gạch ngang chữ")),
    (re.compile(r"(`+)([^`]+)\1"), r"\2", gettext_noop("dấu của mã")),
    (re.compile(r"^#{1,6}\s+"), "", gettext_noop("dấu đề mục")),
)
# An anchor or a reference of YAML, which nobody follows here.
ANCHOR = re.compile(r"[&*][\w-]+$|&[\w-]+\s+(?=\S)")
LONGEST = 120


def check(article: ParsedArticle) -> Iterator[Problem]:
    """One warning a value."""
    for field in article.fields if article.head else ():
        if known_key(field.key) in SHOWN and SIGNS.search(field.typed):
            yield from _of_field(article, field)


def _of_field(article: ParsedArticle, field: Field) -> Iterator[Problem]:
    one = isinstance(field.value, str)
    values = (field.value,) if isinstance(field.value, str) else field.value
    for number, value in enumerate(values):
        meant, found = _plain(" ".join(value.split()), known_key(field.key))
        if found is None:
            continue
        line = field.value_line if one else field.item_lines[number]
        read = quoted(found.read)
        sentence = gettext(
            "{markup} {read} trong “{key}” hiện nguyên trên trang.",
            markup=found.called,
            read=read,
            key=field.key,
        )
        paste = f"{field.key}: {meant}" if one else f"- {meant}"
        replace = (
            gettext("thay {read} bằng “{kept}”.", read=read, kept=found.kept)
            if found.kept
            else gettext("bỏ {read} đi.", read=read)
        )
        remedy = gettext("gõ lại: {paste}", paste=paste) if len(paste) <= LONGEST else replace
        yield article.problem(line, 1, sentence, remedy, "warning")


def _plain(value: str, key: str) -> tuple[str, Markup | None]:
    """`value` as it was meant, and the first markup in it; addresses stay."""
    if key == "attachments":
        path, bar, name = value.partition("|")
        meant, first = _plain(name.strip(), "")
        return f"{path}{bar} {meant}", first
    meant, found = value, []
    if anchor := ANCHOR.match(value):
        meant = value[anchor.end() :] or value[1:]
        found.append(Markup(anchor[0].strip(), "", gettext("ký hiệu YAML")))
    for sign, letter in spelt_out(meant):
        meant = meant.replace(sign, letter)
        found.append(Markup(sign, letter, gettext("mã ký tự")))
    for pattern, kept, called in MARKUP:
        if match := pattern.search(meant):
            found.append(Markup(match[0], match.expand(kept), gettext(called)))
            meant = pattern.sub(kept, meant)
    return " ".join(meant.split()), found[0] if found else None
