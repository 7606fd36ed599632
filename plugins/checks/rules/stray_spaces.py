"""Spaces that only look like spaces: they undo lists and paragraphs, and words are not found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.article import Article
from plugins.problems import Problem

ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
ANY = re.compile(f"[{ODD}]")
# Markdown sees no empty line and no list item here.
AT_START = re.compile(rf"^[ \t{ODD}]+", re.M)
AFTER_MARKER = re.compile(rf"^(?:[-*+]|\d{{1,3}}[.)])[{ODD}]", re.M)
DOUBLED = re.compile(rf"(?<=[^ \t{ODD}\n])[ {ODD}]{{2,}}(?=[^ \t{ODD}\n])")
# Between two words of a sentence; a number with its unit and a name in capitals may stay bound.
BETWEEN_WORDS = re.compile(rf"(?<=[a-zà-ỹđ])[{ODD}](?=[a-zà-ỹđ]{{2}})")
MANY = 3
RETYPE = "xóa chỗ trống này rồi gõ lại bằng phím cách."


def check(article: Article) -> Iterator[Problem]:
    prose = article.prose
    if not ANY.search(prose):
        return
    for found in AT_START.finditer(prose):
        if not ANY.search(found.group()):
            continue
        if found.end() < len(prose) and prose[found.end()] != "\n":
            sentence = "dòng bắt đầu bằng dấu cách không ngắt (U+00A0), Markdown có thể hiểu sai."
            yield article.at(found.start(), sentence, "xóa chỗ trống ở đầu dòng.", "warning")
        else:
            sentence = "dòng trông như trống nhưng có dấu cách không ngắt: hai đoạn có thể bị dính."
            yield article.at(found.start(), sentence, "xóa hết chỗ trống trong dòng.", "warning")
    for found in AFTER_MARKER.finditer(prose):
        read = prose[found.start() : found.end() - 1]
        sentence = f"sau “{read}” là dấu cách không ngắt: dòng này chưa thành mục của danh sách."
        yield article.at(found.end() - 1, sentence, RETYPE, "warning")
    inside = [*BETWEEN_WORDS.finditer(prose)]
    inside += [found for found in DOUBLED.finditer(prose) if ANY.search(found.group())]
    if len(inside) >= MANY:
        first = min(inside, key=lambda found: found.start())
        before = prose[: first.start()].split()[-1:]
        after = prose[first.end() :].partition("\n")[0].split()[:3]
        near = " ".join([*before, *after])
        sentence = (
            f"có {len(inside)} dấu cách không ngắt (U+00A0) giữa các chữ, từ chỗ “{near}”: "
            "tìm kiếm và xuống dòng bị sai."
        )
        remedy = (
            "chép một dấu cách ấy; trong Notepad bấm Ctrl+H, dán vào ô Tìm, gõ một dấu cách "
            "thường vào ô Thay thế, rồi bấm Thay thế tất cả."
        )
        yield article.at(first.start(), sentence, remedy, "warning")
