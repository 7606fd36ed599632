"""A page is parsed as browsers do it: what was never closed is closed, and code is gone."""

from __future__ import annotations

import re
from functools import cache

import nh3
from bs4 import BeautifulSoup
from bs4.element import Tag

from importing.old_fonts_html import decode_tree
from plugins.shared.messages import gettext
from plugins.vietnamese.text import nfc

# In characters: a page of a newspaper has a hundredth.
LONGEST = 10_000_000
DEEPEST = 150
CODE = {"script", "style", "template", "noscript", "svg", "math", "object", "applet"}
# Kept through parsing, for what they say; `html` and `body` are never there.
PARSED = {
    *("title", "meta", "p", "div", "span", "font", "center", "b", "strong", "i", "em", "u", "s"),
    *("strike", "del", "ins", "sub", "sup", "small", "big", "mark", "abbr", "cite", "q", "dfn"),
    *("code", "kbd", "samp", "var", "tt", "time", "pre", "blockquote", "hr", "br", "a", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "figure", "picture"),
    *("figcaption", "video", "audio", "source", "iframe", "embed", "table", "caption", "thead"),
    *("tbody", "tfoot", "tr", "th", "td", "main", "article", "section", "header", "footer", "nav"),
    *("aside", "address", "details", "summary", "label", "button", "select", "option", "textarea"),
    *("input", "legend", "fieldset", "aside"),
}
# Where a page that loads photos late keeps their addresses.
LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "file")
INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060\ufeff]")
STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")


def parse(html: str) -> BeautifulSoup:
    """Well nested, without code and comments. Raises ValueError for a text too long or too deep."""
    if len(html) > LONGEST:
        raise ValueError(gettext("quá dài"))
    soup = BeautifulSoup(_parser().clean(html), "html.parser", multi_valued_attributes=None)
    if _is_deep(soup):
        raise ValueError(gettext("lồng nhau quá sâu"))
    decode_tree(soup)
    return soup


@cache
def _parser() -> nh3.Cleaner:
    attributes = {"class", "id", "style", "align", "name", "content", "property", "itemprop"}
    attributes |= {"src", "alt", "title", "href", "colspan", "rowspan", "start", "type", "face"}
    attributes |= {
        "rel",
        "size",
        "datetime",
        "srcset",
        "width",
        "hidden",
        "label",
        "aria-label",
        *LATE,
    }
    return nh3.Cleaner(
        tags=PARSED,
        clean_content_tags=CODE,
        attributes={"*": attributes},
        url_schemes={"http", "https", "mailto", "tel", "file", "data", "cid", "ftp"},
        link_rel=None,
        strip_comments=True,
    )


def _is_deep(soup: Tag) -> bool:
    """Without a frame of the stack for each level."""
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        if depth > DEEPEST:
            return True
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]
    return False


def visible(tag: Tag) -> str:
    """All text of `tag`, its parts apart."""
    return nfc(INVISIBLE.sub("", tag.get_text(" ")))


def style_of(tag: Tag) -> dict[str, str]:
    """The declarations of a tag's `style`, in lower case."""
    style = str(tag.get("style") or "")
    return {name: value.strip().lower() for name, value in STYLE.findall(style.lower())}
