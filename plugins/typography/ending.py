"""The end mark `./.` is named for screen readers, and the author signs the article only once."""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.shared.strings import own_words

NOTES = '<div class="footnote"'
OPENING = re.compile(r"<(p|div|li)\b[^<>]*>", re.IGNORECASE)
CLOSING = re.compile(r"</(p|div|li|ul|ol|section|article|blockquote)\s*>\Z", re.IGNORECASE)
EMPTY = re.compile(r"<p\b[^<>]*>(?:\s|&nbsp;|<br\s*/?>)*</p\s*>", re.IGNORECASE)
BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|table|figure|pre|blockquote|h[1-6]|hr|details)\b", re.IGNORECASE
)
LINE_END = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
BREAKS = re.compile(r"(?:\s|<br\s*/?>)+\Z", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
VOID = {"br", "img", "wbr"}
# `…/.` and `.../.` end their sentence with the ellipsis; only the rest is the mark.
MARK = re.compile(
    r"((?<!\.)\./\.|/\.)"
    r"((?:\s|&nbsp;|<br\s*/?>|</(?:strong|em|b|i|u|span|font|small|mark)>)*)\Z",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:\S*://\S*|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)\Z", re.IGNORECASE | re.ASCII)
MARKED = '<span class="end"'
BETWEEN_NAMES = re.compile(r"\s+-\s+|\s*[,;&–—]\s*|\s+và\s+")


@dataclass(frozen=True)
class EndingWords:
    """Table `[typography]` of the strings."""

    end: str


@dataclass(frozen=True)
class _Last:
    """Where the last paragraph stands: its opening tag, its content, what closes it."""

    start: int
    inside: int
    end: int
    after: int


def ending_words() -> EndingWords:
    """Where no site says otherwise."""
    return own_words(EndingWords, Path(__file__).parent, "typography")


def mark_ending(html: str, authors: tuple[str, ...], words: EndingWords) -> str:
    """The body without a repeated signature, its end mark wrapped; all else byte for byte.

    html: well-formed, as `sanitise` writes it. A line is a signature when it says nothing but
    one or more of `authors`.
    """
    notes = html.find(NOTES)
    body, rest = (html, "") if notes < 0 else (html[:notes], html[notes:])
    return _with_mark(_without_signature(body, authors), words) + rest


def _without_signature(body: str, authors: tuple[str, ...]) -> str:
    last = _last_paragraph(body)
    if last is None:
        return body
    content = body[last.inside : last.end]
    if _is_signature(content, authors):
        before = body[: last.start]
        return before.rstrip() + body[last.after :] if _says(before) else body
    ends = list(LINE_END.finditer(content))
    if not ends:
        return body
    trailing = BREAKS.search(content)
    limit = trailing.start() if trailing else len(content)
    cut = next((end for end in reversed(ends) if end.end() <= limit), None)
    if cut is None:
        return body
    kept, line = content[: cut.start()], content[cut.end() :]
    if not _is_balanced(line) or not _is_signature(line, authors):
        return body
    return body[: last.inside] + BREAKS.sub("", kept) + body[last.end :]


def _with_mark(body: str, words: EndingWords) -> str:
    last = _last_paragraph(body)
    if last is None:
        return body
    content = body[last.inside : last.end]
    mark = MARK.search(content, max(0, content.rfind("/.") - 1))
    if not mark or MARKED in content:
        return body
    if mark[1] == "/." and ADDRESS.search(content[: mark.start()]):
        return body
    label = entities.escape(words.end)
    wrapped = f'{MARKED} role="img" aria-label="{label}">{mark[1]}</span>'
    return body[: last.inside] + content[: mark.start()] + wrapped + mark[2] + body[last.end :]


def _last_paragraph(body: str) -> _Last | None:
    """None when the body ends with something else: a photo, a table, a heading."""
    end = len(body)
    closers: list[tuple[str, int]] = []
    while True:
        end = len(body[:end].rstrip())
        closing = CLOSING.search(body[max(0, end - 20) : end])
        start = body.rfind("<p", 0, end)
        if start >= 0 and EMPTY.fullmatch(body, start, end):
            end = start
            closers = []
        elif closing:
            closers.append((closing[1].lower(), end))
            end -= len(closing[0])
            if closing[1].lower() == "p":
                break
        else:
            break
    opening = _last_opening(body, end)
    if not opening or not closers:
        return None
    name, after = closers[-1]
    if opening[1].lower() != name or BLOCK.search(body, opening.end(), end):
        return None
    return _Last(opening.start(), opening.end(), end, after)


def _last_opening(body: str, end: int) -> re.Match[str] | None:
    start = end
    while (start := body.rfind("<", 0, start)) >= 0:
        if opening := OPENING.match(body, start, end):
            return opening
    return None


def _is_signature(line: str, authors: Iterable[str]) -> bool:
    names = {_plain(author) for author in authors} - {""}
    said = _plain(TAG.sub("", line)) if names and "<img" not in line else ""
    if not said.startswith(tuple(names)):
        return False
    return said in names or all(name in names for name in BETWEEN_NAMES.split(said))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", entities.unescape(text)).casefold()
    return " ".join(text.split()).strip(" .")


def _says(html: str) -> bool:
    return bool(_plain(TAG.sub("", html))) or "<img" in html


def _is_balanced(html: str) -> bool:
    open_tags: list[str] = []
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        if name in VOID:
            continue
        if not tag[1]:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags
