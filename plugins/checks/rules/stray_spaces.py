"""Spaces that only look like spaces: they undo lists and paragraphs, and words are not found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.text_edits import FIX, TextEdit
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext, ngettext
from plugins.shared.problems import Problem

ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ANY = re.compile(f"[{ODD}]")
# Markdown sees no empty line and no list item here.
AT_START = re.compile(rf"^[ \t{ODD}]+", re.M)
AFTER_MARKER = re.compile(rf"^(?P<marker>[-*+]|\d{{1,3}}[.)])(?P<space>[{ODD}][ {ODD}]*)", re.M)
DOUBLED = re.compile(rf"(?<=[^ \t{ODD}\n])[ {ODD}]{{2,}}(?=[^ \t{ODD}\n])")
# Between two words of a sentence; a number with its unit and a name in capitals may stay bound.
BETWEEN_WORDS = re.compile(rf"(?<=[a-zà-ỹđ])[{ODD}](?=[a-zà-ỹđ]{{2}})")
MANY = 3


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Blanks that are no plain spaces where they do harm."""
    prose = article.prose
    if article.is_plain or not ANY.search(prose):
        return
    for found in AT_START.finditer(prose):
        if not ANY.search(found.group()):
            continue
        if found.end() < len(prose) and prose[found.end()] != "\n":
            sentence = gettext(
                "dòng bắt đầu bằng dấu cách không ngắt (U+00A0), Markdown có thể hiểu sai."
            )
            yield article.at(
                found.start(),
                sentence,
                gettext("chạy: {fix}, hoặc xóa chỗ trống ở đầu dòng.", fix=FIX),
                "warning",
            )
        else:
            sentence = gettext(
                "dòng trông như trống nhưng có dấu cách không ngắt: hai đoạn có thể bị dính."
            )
            yield article.at(
                found.start(),
                sentence,
                gettext("chạy: {fix}, hoặc xóa hết chỗ trống trong dòng.", fix=FIX),
                "warning",
            )
    for found in AFTER_MARKER.finditer(prose):
        read = found["marker"]
        sentence = gettext(
            "sau “{read}” là dấu cách không ngắt: dòng này chưa thành mục của danh sách.", read=read
        )
        remedy = gettext("chạy: {fix}, hoặc xóa chỗ trống này rồi gõ lại bằng phím cách.", fix=FIX)
        yield article.at(found.start("space"), sentence, remedy, "warning")
    inside = _inside(prose)
    if inside:
        first = inside[0]
        before = prose[: first.start()].split()[-1:]
        after = prose[first.end() :].partition("\n")[0].split()[:3]
        near = " ".join([*before, *after])
        sentence = ngettext(
            "có {count} dấu cách không ngắt (U+00A0) giữa các chữ, từ chỗ “{near}”: tìm "
            "kiếm và xuống dòng bị sai.",
            len(inside),
            near=near,
        )
        remedy = gettext(
            "chạy: {fix}, hoặc thay hết bằng dấu cách thường (Notepad: Ctrl+H).", fix=FIX
        )
        yield article.at(first.start(), sentence, remedy, "warning")


def text_edits(article: ParsedArticle) -> list[TextEdit]:
    """What `check` reports, each with what belongs there, in order."""
    prose = article.prose
    if not ANY.search(prose):
        return []
    edits = []
    for found in AT_START.finditer(prose):
        if ANY.search(found.group()):
            empty = found.end() == len(prose) or prose[found.end()] == "\n"
            # Indented by usual spaces it belongs to a list, or is code.
            kept = 0 if empty else len(found.group()) - len(found.group().lstrip(" \t"))
            edits.append(TextEdit(found.start() + kept, found.group()[kept:], ""))
    edits += [
        TextEdit(found.start("space"), found["space"], " ")
        for found in AFTER_MARKER.finditer(prose)
    ]
    edits += [TextEdit(found.start(), found.group(), " ") for found in _inside(prose)]
    edits.sort(key=lambda edit: edit.offset)
    return [
        edit
        for edit, before in zip(edits, [None, *edits], strict=False)
        if before is None or before.offset + len(before.before) <= edit.offset
    ]


def _inside(prose: str) -> list[re.Match[str]]:
    """Between the words, in order; none where there are but a few."""
    found = [*BETWEEN_WORDS.finditer(prose)]
    found += [match for match in DOUBLED.finditer(prose) if ANY.search(match.group())]
    return sorted(found, key=re.Match.start) if len(found) >= MANY else []
