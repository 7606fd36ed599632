"""Links keep leading to an article that was moved, and those in it to what they led to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from posixpath import dirname, relpath
from urllib.parse import quote, unquote

from desk.article.body_text import lines_of
from desk.article.head_text import BYTE_MARK
from desk.renaming.move import Move
from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.files import ContentFiles
from plugins.links.locate import PELICAN_MARK, Target, locate
from plugins.redirects.table import RedirectRow
from plugins.vietnamese.text import nfc

# What a target is now; None where it stays as it is.
Respell = Callable[[str], str | None]


def respell_links(text: str, article: ParsedArticle, respell: Respell) -> str:
    """text: the file that was parsed, with its byte mark and line ends. Only lines with such a link
    are others then."""
    bare = text.lstrip(BYTE_MARK)
    lines = lines_of(bare)
    for reference in reversed(article.references):
        new = respell(reference.target)
        if new is None:
            continue
        row, column = article.place(reference.offset)
        line = nfc(lines[row - 1])
        rest = line[column - 1 :]
        if rest.startswith(reference.target):
            lines[row - 1] = line[: column - 1] + new + rest.removeprefix(reference.target)
    return text[: len(text) - len(bare)] + "".join(lines)


def respell_in_other(move: Move, folder: str, before: ContentFiles, after: ContentFiles) -> Respell:
    """For an article in `folder`, inside content/. before, after: the files of content/."""

    def respell(typed: str) -> str | None:
        target = locate(typed, folder, before, shown=False)
        if leads_to(target, move):
            return spelt(typed, target, move, folder, after)
        return None

    return respell


def respell_in_moved(move: Move, before: ContentFiles, after: ContentFiles) -> Respell:
    """For the article itself: what it led to by a way from its old folder."""
    old, new = dirname(move.old), dirname(move.new)

    def respell(typed: str) -> str | None:
        target = locate(typed, old, before, shown=False)
        if leads_to(target, move):
            return spelt(typed, target, move, new, after)
        if target.kind not in ("article", "file"):
            return None
        if locate(typed, new, after, shown=False).path == target.path:
            return None
        return f"/{quote(target.path)}{target.tail}"

    return respell


def leads_to(target: Target, move: Move) -> bool:
    """Whether a link leads to the article that moves."""
    if target.kind == "article":
        return target.path == move.old
    return target.kind == "address" and target.path.rstrip("/") == move.old_address.rstrip("/")


def spelt(typed: str, target: Target, move: Move, folder: str, after: ContentFiles) -> str | None:
    """The new target in the form of the old one, if that leads there."""
    if target.kind == "address":
        new = f"{move.new_address}{target.tail}"
        return new if new != typed else None
    mark = PELICAN_MARK.match(unquote(typed))
    path = quote(move.new)
    forms = [path, quote(relpath(move.new, folder or ".")), f"/{path}"]
    if mark:
        forms = [f"{mark.group()}/{path}"]
    elif typed.startswith("/"):
        forms = [f"/{path}"]
    elif not unquote(typed).startswith(move.old):
        forms = forms[1:]
    for form in forms:
        if locate(form, folder, after, shown=False).path == move.new:
            return None if form + target.tail == typed else form + target.tail
    return f"/{path}{target.tail}"


def respell_attachments(typed: Iterable[str], respell: Respell) -> tuple[str, ...]:
    """Of the head: `path` or `path | name`."""
    found = []
    for each in typed:
        path = each.partition("|")[0].strip()
        new = respell(path)
        found.append(each if new is None else each.replace(path, new, 1))
    return tuple(found)


def respell_table(text: str, rows: Iterable[RedirectRow], move: Move) -> str:
    """text: of the table of old addresses, with its line ends; rows: those that lead to the
    article."""
    lines = text.split("\n")
    for row in rows:
        is_path = row.new.lstrip("/") == move.old
        slash = "/" if row.new.startswith("/") else ""
        new = f"{slash}{move.new}" if is_path else move.new_address
        before, _, behind = nfc(lines[row.line - 1]).rpartition(row.new)
        lines[row.line - 1] = f"{before}{new}{behind}"
    return "\n".join(lines)
