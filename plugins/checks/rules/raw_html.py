"""HTML that the page would lose is named before it is lost: a reader never misses it in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.markup.tags import Tag
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted, shortened
from plugins.typography.sanitise import CODE_TAGS, TAGS, removed

# Word and old portals write these; the text inside them stays.
HARMLESS_TAGS = {"font", "center", "big", "strike", "tt", "nobr", "main", "article", "section"}
HARMLESS_TAGS |= {"header", "footer", "aside", "nav", "hgroup", "address", "acronym", "label"}
OFFICE_TAG = re.compile(r"(?:o|v|w|m|x|st\d+):")
OFFICE_STYLE = re.compile(r"\bmso-|\bclass=[\"']?Mso", re.I)
OFFICE_TEXT = ("mso-", "Mso", "<o:p", "schemas-microsoft-com")
OFFICE_LANGUAGE = re.compile(r"<span\s[^>]*\blang=[\"']?[A-Z]")
# What else Word wraps around the text it copies; nothing of it is the editor's.
OFFICE_WRAPPING = {"html", "head", "body", "meta", "link", "xml", "style", "title", "base"}
ALIGNED = re.compile(r"<(?:td|th)\b[^>]*\bstyle=([\"'])\s*text-align:\s*\w+\s*;?\s*\1", re.I)
HANDLER = re.compile(r"on[a-z]+\Z")
ADDRESSES = {"href", "src", "poster", "cite"}
# local_paths.py and remote_pictures.py say what to do with such a picture or file.
TOLD_ELSEWHERE = re.compile(
    r"<a\b[^>]*\bhref\s*=\s*[\"']?(?:file:|[a-z]:[\\/])"
    r"|<(?:img|video|audio|source)\b[^>]*\bsrc\s*=\s*[\"']?(?:file:|[a-z]:[\\/]|data:)",
    re.I,
)
# Tags of HTML that are no text of an editor's in angle brackets.
KNOWN = {"embed", "form", "input", "button", "select", "option", "textarea", "fieldset", "legend"}
KNOWN |= {"applet", "base", "body", "canvas", "dialog", "frame", "frameset", "head", "html"}
KNOWN |= {"link", "map", "area", "marquee", "blink", "meta", "param", "picture", "title", "bgsound"}
WHAT_INSTEAD = {
    "iframe": gettext_noop("thay bằng liên kết tới trang có nội dung ấy."),
    "embed": gettext_noop("thay bằng liên kết tới trang có nội dung ấy."),
    "object": gettext_noop("thay bằng liên kết tới trang có nội dung ấy."),
    "form": gettext_noop("thay bằng liên kết tới trang có biểu mẫu."),
}
ALLOWED = gettext_noop("dùng địa chỉ bắt đầu bằng https:// hoặc /.")
REMOVE = gettext_noop("xóa phần này; định dạng của trang do giao diện quyết định.")


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Tags and attributes that the page will not have."""
    if not article.tags:
        return
    office = any(sign in article.prose for sign in OFFICE_TEXT)
    told: set[str] = set()
    harmless: dict[str, Tag] = {}
    lost: dict[str, list[str]] = {}
    for tag in article.tags:
        if tag.closing or not tag.whole:
            continue
        if OFFICE_LANGUAGE.match(tag.text):
            harmless.setdefault("lang", tag)
        if tag.text not in lost:  # a page pasted whole has few kinds of tags, many times
            plain = tag.text == f"<{tag.name}>" and tag.name in TAGS
            lost[tag.text] = [] if plain else removed(tag.text)
        prose = next((name for name in lost[tag.text] if not name.isascii()), None)
        for name in lost[tag.text] if prose is None else [prose]:
            if name in ADDRESSES and TOLD_ELSEWHERE.match(tag.text):
                continue
            if _is_harmless(name, tag) or (office and _is_wrapping(name, tag)):
                harmless.setdefault(name, tag)
            elif name not in told:
                told.add(name)
                yield _lost(article, tag, name)
    if harmless:
        names = ", ".join(harmless)
        yield article.at(
            min(tag.offset for tag in harmless.values()),
            gettext(
                "có mã HTML thừa, thường do dán từ Word hay trang cũ, sẽ bị bỏ: {names}.",
                names=shortened(names),
            ),
            gettext("dán lại dạng văn bản thuần (Ctrl+Shift+V); để vậy thì chữ vẫn còn nguyên."),
            "warning",
        )


def _is_harmless(name: str, tag: Tag) -> bool:
    if name.startswith("<"):
        return tag.name in HARMLESS_TAGS or OFFICE_TAG.match(tag.name) is not None
    if name == "style":
        return bool(OFFICE_STYLE.search(tag.text) or ALIGNED.match(tag.text))
    return name.isascii() and not HANDLER.match(name) and name not in ADDRESSES


def _is_wrapping(name: str, tag: Tag) -> bool:
    """In text from Word: its head, and its fonts and margins."""
    return name == "style" or (name.startswith("<") and tag.name in OFFICE_WRAPPING)


def _lost(article: ParsedArticle, tag: Tag, name: str) -> Problem:
    if name in ADDRESSES:
        sentence = gettext("địa chỉ trong {text} không được phép, sẽ bị bỏ.", text=quoted(tag.text))
        shown = name in ("src", "poster")
        remedy = (
            gettext("chép tệp vào content/anh/ rồi ghi: anh/<năm>/ten-tep.jpg")
            if shown
            else gettext(ALLOWED)
        )
        return article.at(tag.offset, sentence, remedy)
    if name.isascii() and not name.startswith("<"):
        sentence = gettext(
            "“{name}” trong {text} sẽ bị bỏ khỏi trang.", name=name, text=quoted(tag.text)
        )
        return article.at(tag.offset, sentence, gettext(REMOVE))
    if tag.name.isascii() and (tag.name in CODE_TAGS or tag.name in KNOWN):
        whole = quoted(tag.text)
        sentence = (
            gettext("thẻ {tag} cùng phần bên trong sẽ bị bỏ khỏi trang.", tag=whole)
            if tag.name in CODE_TAGS
            else gettext("thẻ {tag} sẽ bị bỏ khỏi trang.", tag=whole)
        )
        return article.at(tag.offset, sentence, gettext(WHAT_INSTEAD.get(tag.name, REMOVE)))
    return article.at(
        tag.offset,
        gettext("{text} bị hiểu là mã HTML nên sẽ mất khỏi trang.", text=quoted(tag.text)),
        gettext("viết: &lt;{typed}&gt;", typed=shortened(tag.text[1:-1])),
    )
