"""What tells who a person is, or how to reach them, is not put before everybody by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.personal import find_personal, may_hold
from plugins.checks.personal.addresses import is_file
from plugins.checks.personal.found import Found
from plugins.frontmatter.head import Field
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.prose import COMMENT, LETTER
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

# Addresses that there were once; nobody can change them.
NOT_IN_HEAD = ("aliases",)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Numbers, addresses and accounts that are a person's."""
    plain = article.is_plain
    text = _shown(article.body)
    for found in find_personal(text, plain=plain) if may_hold(text, plain=plain) else ():
        in_name = any(
            item.offset <= found.start < item.offset + len(item.target) and is_file(item.target)
            for item in article.references
        )
        yield article.at(found.start, *_told(text, found, in_name), "warning")
    head = list(_in_head(article))
    if not may_hold("\n".join(typed for _, typed, _ in head), plain=plain):
        return
    for line, typed, is_path in head:
        for found in find_personal(typed, plain=plain, is_path=is_path):
            yield article.problem(line, 1, *_told(typed, found, is_path), "warning")


def _shown(body: str) -> str:
    """The body with comments blanked out: code is shown, they are not."""
    if "<!--" not in body:
        return body
    return COMMENT.sub(lambda comment: LETTER.sub(" ", comment[0]), body)


def _in_head(article: ParsedArticle) -> Iterator[tuple[int, str, bool]]:
    """(line, what a reader may see, whether it is a path), the file's own first: its name is in
    the article's address."""
    yield 1, article.path.partition("/")[2].rpartition(".")[0], True
    for field in article.fields:
        key = known_key(field.key)
        if key in NOT_IN_HEAD:
            continue
        for line, value in _values(field):
            if key == "attachments":
                path, bar, title = value.partition("|")
                yield line, path, True
                value = title if bar else ""
            if value:
                yield line, value, False


def _values(field: Field) -> Iterator[tuple[int, str]]:
    if isinstance(field.value, str):
        yield field.value_line, field.value
        return
    for number, item in enumerate(field.value):
        lines = field.item_lines
        yield lines[number] if number < len(lines) else field.value_line, item


def _told(typed: str, found: Found, in_name: bool) -> tuple[str, str]:
    read = " ".join(typed[found.start : found.end].split())
    if in_name:
        sentence = gettext(
            "“{read}” trong tên tệp có vẻ là {what}; ai xem trang cũng thấy tên tệp.",
            read=read,
            what=found.what,
        )
        return sentence, gettext("đổi tên tệp, bỏ số này.")
    return gettext("“{read}” có vẻ là {what}.", read=read, what=found.what), found.remedy
