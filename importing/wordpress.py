"""WordPress's export (WXR) is read item by item: a file of any size, a page's worth of memory.

A first pass notes where each item begins and ends; a post is read from its bytes alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from importing import clean_html, page_tree, word_html
from importing.document import (
    Finding,
    Hints,
    NotAnArticleError,
    Removed,
    SourceDocument,
    letters,
)
from plugins.shared.messages import gettext, gettext_noop

KIND = gettext_noop("bài WordPress (WXR)")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TAKEN = ("post", "page")
LEFT = {
    "trash": gettext_noop("đã vào thùng rác"),
    "auto-draft": gettext_noop("bản nháp trống"),
    "inherit": gettext_noop("bản lưu cũ"),
}
NO_DAY = "0000-00-00"
PIECE = 1 << 16
BAD = gettext_noop("Tệp XML “{name}” hỏng hoặc không phải bản xuất của WordPress ({why}).")
ENTITIES = gettext_noop(
    "Tệp XML “{name}” khai báo thực thể (ENTITY): máy không đọc, vì tệp như vậy có thể gây hại."
)

SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{2,})((?:\s[^\]]*)?)\]", re.I)
CAPTION = re.compile(
    r"\[caption\b[^\]]*\]\s*(?P<image>(?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)(?P<said>.*?)\[/caption\]",
    re.I | re.S,
)
GALLERY = re.compile(r"\[gallery\b([^\]]*)\]", re.I)
COMMENT = re.compile(r"<!--.*?-->", re.S)
BLOCK = (
    r"(?:address|article|aside|blockquote|dd|div|dl|dt|figure|figcaption|form|h[1-6]|hr|li|ol|p|pre"
    r"|section|table|tbody|td|tfoot|th|thead|tr|ul)"
)
BEFORE_BLOCK = re.compile(rf"\s*(<{BLOCK}\b[^>]*>)", re.I)
AFTER_BLOCK = re.compile(rf"(</{BLOCK}>|<hr[^>]*>)\s*", re.I)
SHORT = gettext_noop("mã ngắn của WordPress")


@dataclass(frozen=True)
class Export:
    """What posts need of the rest of the file. head: its first tags, for their namespaces."""

    head: str
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)


def items_of(path: Path) -> list[tuple[int, tuple[int, int]]]:
    """(post's number, bytes) of all posts and pages. Raises NotAnArticleError."""
    return list(_index(path, path.stat().st_size)[1])


@lru_cache(maxsize=4)
def export_of(path: Path, size: int) -> Export:
    """What the export says of all its items; size: of the file, in bytes, so that a changed one is
    read anew."""
    return _index(path, size)[0]


@lru_cache(maxsize=4)
def _index(path: Path, size: int) -> tuple[Export, tuple[tuple[int, tuple[int, int]], ...]]:
    """size: of the file, so that a changed one is read again."""
    found: list[tuple[int, tuple[int, int]]] = []
    authors: dict[str, str] = {}
    attachments: dict[str, str] = {}
    values: dict[str, str] = {}
    wanted = {
        "post_id",
        "post_type",
        "status",
        "attachment_url",
        "author_login",
        "author_display_name",
    }
    state = {"start": -1, "head": 0}
    text: list[str] = []
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise NotAnArticleError(gettext(ENTITIES, name=path.name))

    def begin(name: str, _: dict[str, str]) -> None:
        text.clear()
        if name == "item":
            state["start"] = parser.CurrentByteIndex
            values.clear()
        elif name == "channel":
            state["head"] = parser.CurrentByteIndex

    def end(name: str) -> None:
        plain = name.rpartition(":")[2]
        if plain in wanted:
            values[plain] = "".join(text).strip()
        if name == "wp:author":
            authors[values.get("author_login", "")] = values.get("author_display_name", "")
        elif name == "item":
            number = values.get("post_id", "")
            number = number if number.isdecimal() and len(number) < 18 else str(len(found) + 1)
            if values.get("post_type") == "attachment":
                attachments[number] = values.get("attachment_url", "")
            elif values.get("post_type", "post") in TAKEN and values.get("status") not in LEFT:
                last = parser.CurrentByteIndex + len(b"</item>")
                found.append((int(number), (state["start"], last)))
            values.clear()
        text.clear()

    def said(data: str) -> None:
        if len(text) < 50:
            text.append(data)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = said
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
            file.seek(0)
            head = file.read(state["head"]).decode("utf-8", "replace")
    except expat.ExpatError as cause:
        why = expat.errors.messages.get(cause.code, cause.code)
        raise NotAnArticleError(
            gettext(
                BAD,
                name=path.name,
                why=gettext("dòng {lineno}: {why}", lineno=cause.lineno, why=why),
            )
        ) from None
    return Export(head, authors, attachments), tuple(found)


def read_item(name: str, path: Path, span: tuple[int, int]) -> SourceDocument:
    """One article of an export; span: its first byte and the one behind its last."""
    export = export_of(path, path.stat().st_size)
    with path.open("rb") as file:
        file.seek(span[0])
        data = file.read(span[1] - span[0]).decode("utf-8", "replace")
    try:
        item = ElementTree.fromstring(f"{export.head}{data}</rss>")[0]  # noqa: S314  (no DTD: _index)
    except ElementTree.ParseError as cause:
        raise NotAnArticleError(gettext(BAD, name=name, why=cause)) from None
    return _document(name, item, export)


def _document(name: str, item: ElementTree.Element, export: Export) -> SourceDocument:
    said = {_plain(part.tag): (part.text or "").strip() for part in item if part.tag != CONTENT}
    content = next((part.text or "" for part in item if part.tag == CONTENT), "")
    excerpts = [
        part.text or "" for part in item if part.tag.endswith("}encoded") and part.tag != CONTENT
    ]
    excerpt = page_tree.visible(page_tree.parse(excerpts[0])) if excerpts else ""
    lead = " ".join(excerpt.split())
    title = " ".join(html.unescape(said.get("title", "")).split())
    source, notes, dropped = _without_shortcodes(content, export)
    try:
        page = page_tree.parse(paragraphs(source))
    except ValueError as cause:
        raise NotAnArticleError(gettext("Bài {cause}: máy không đọc.", cause=cause)) from None
    body_letters = letters(page_tree.visible(page))
    removed: list[Removed] = word_html.prepare(page)
    cleaned = clean_html.clean_tag(page)
    thumbnail = export.attachments.get(_meta(item, "_thumbnail_id"), "")
    body = cleaned.html
    if thumbnail and thumbnail not in body:
        body = f'<figure><img src="{html.escape(thumbnail)}" alt=""></figure>\n{body}'
    day = next(
        (
            said[key]
            for key in ("post_date", "post_date_gmt")
            if not said.get(key, NO_DAY).startswith(NO_DAY)
        ),
        "",
    )
    creator = said.get("creator", "")
    author = export.authors.get(creator, "") or creator
    hints = Hints(
        title=Finding(title, gettext("trường title")) if title else None,
        lead=Finding(lead, gettext("trường excerpt")) if lead else None,
        date=Finding(day[:16], gettext("trường post_date")) if day else None,
        category=next(
            (Finding(text, gettext("trường category")) for text in _terms(item, "category")), None
        ),
        authors=(Finding(author, gettext("trường dc:creator"), "likely"),) if author else (),
        tags=tuple(_terms(item, "post_tag")),
        old_addresses=tuple(each for each in (said.get("link", ""), _short_address(said)) if each),
        draft=said.get("status", "publish") != "publish",
    )
    return SourceDocument(
        name,
        KIND,
        body,
        hints=hints,
        removed=(*removed, *cleaned.removed),
        dropped={**cleaned.dropped, **dropped},
        notes=(*notes, *cleaned.notes),
        letters_in=body_letters + letters(title) + letters(lead) + letters(author),
    )


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _meta(item: ElementTree.Element, wanted: str) -> str:
    for part in item:
        if _plain(part.tag) == "postmeta":
            values = {_plain(each.tag): each.text or "" for each in part}
            if values.get("meta_key") == wanted:
                return values.get("meta_value", "").strip()
    return ""


def _terms(item: ElementTree.Element, domain: str) -> Iterator[str]:
    for part in item:
        if (
            part.tag == "category"
            and part.get("domain") == domain
            and part.text
            and part.text.strip() not in ("Uncategorized", "Chưa phân loại")
        ):
            yield " ".join(part.text.split())


def _short_address(said: dict[str, str]) -> str:
    """`/?p=12`, which WordPress answers beside the address with words."""
    number = said.get("post_id", "")
    if not number.isdecimal():
        return ""
    return f"/?page_id={number}" if said.get("post_type") == "page" else f"/?p={number}"


def _without_shortcodes(content: str, export: Export) -> tuple[str, list[str], dict[str, int]]:
    content = CAPTION.sub(_figure, COMMENT.sub("", content))
    content = GALLERY.sub(lambda found: _gallery(found[1], export), content)
    names = [found[2].lower() for found in SHORTCODE.finditer(content) if not found[1]]
    known = {name for name in names if SHORTCODE.search(content)}
    dropped = {SHORT: len(names)} if names else {}
    notes = [
        gettext(
            "mã ngắn [{name}] của WordPress không có ở đây: xem bài cũ hiện gì ở chỗ ấy.", name=name
        )
        for name in sorted(known)
    ]
    return SHORTCODE.sub("", content), notes, dropped


def _figure(found: re.Match[str]) -> str:
    return f"<figure>{found['image']}<figcaption>{found['said'].strip()}</figcaption></figure>"


def _gallery(attributes: str, export: Export) -> str:
    ids = re.search(r"ids=[\"']?([\d,\s]+)", attributes)
    numbers = re.findall(r"\d+", ids[1]) if ids else []
    images = "".join(
        f'<img src="{html.escape(export.attachments[n])}" alt="">'
        for n in numbers
        if export.attachments.get(n)
    )
    return f"<p>{images}</p>" if images else ""


def paragraphs(content: str) -> str:
    """As WordPress itself shows a text: an empty line ends a paragraph, a line's end is a break."""
    content = content.replace("\r\n", "\n")
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    content = re.sub(r"<pre\b.*?</pre>", keep, content, flags=re.I | re.S)
    content = AFTER_BLOCK.sub(r"\1\n\n", BEFORE_BLOCK.sub(r"\n\n\1", content))
    parts = []
    for part in re.split(r"\n\s*\n", content):
        text = part.strip()
        if not text:
            continue
        is_block = re.match(rf"</?{BLOCK}\b|\x00", text, re.I)
        parts.append(text if is_block else "<p>" + text.replace("\n", "<br>") + "</p>")
    whole = "\n".join(parts)
    return re.sub("\x00(\\d+)\x00", lambda found: kept[int(found[1])], whole)
