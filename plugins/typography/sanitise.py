"""Whatever an editor pastes, a reader's browser gets only text, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache

import nh3

from plugins.links.schemes import LOADED_SCHEMES, PRESSED_SCHEMES, scheme_of

TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "hr", "br", "wbr", "div", "span", "blockquote"),
    *(
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "pre",
        "code",
        "kbd",
        "samp",
        "var",
        "details",
        "summary",
    ),
    *("a", "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "mark", "del", "ins"),
    *("abbr", "cite", "q", "dfn", "time", "bdi", "bdo"),
    *("img", "figure", "figcaption", "video", "audio", "source", "track"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir"},
    **{heading: {"id"} for heading in ("h1", "h2", "h3", "h4", "h5", "h6")},
    "a": {"href", "title", "hreflang", "role", "aria-label"},
    "abbr": {"title"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"role", "tabindex", "aria-label", "aria-labelledby"},
    "dt": {"id"},
    "figcaption": {"id"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding", "fetchpriority"},
    "ins": {"cite", "datetime"},
    "li": {"id", "value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "span": {"role", "aria-label"},
    "sup": {"id"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "id"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {"src", "controls", "preload", "poster", "width", "height", "aria-label"},
}
CLASSES: dict[str, set[str]] = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"scroll", "footnote"},
    "figure": {"photo", "gallery", "table", "video", "audio"},
    "span": {"hidden", "credit", "end"},
    "td": {"right", "centre"},
    "th": {"right", "centre"},
}
VALUES: dict[str, set[str]] = {
    "role": {"group", "img", "doc-noteref", "doc-backlink", "doc-endnotes"},
    "tabindex": {"0"},
}
ADDRESSES = {"href", "src", "poster", "cite"}
ID = re.compile(r"[^\W_][\w:.-]*")
# Their content is code or foreign markup, never an article's text.
CODE_TAGS = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}


def sanitise(html: str) -> str:
    """Only the tags and attributes listed above; Pelican's `{filename}` addresses pass as typed."""
    return _cleaner().clean(html)


def removed(html_before: str) -> list[str]:
    """What `sanitise` would take away, in order: tags as `<iframe>`, attributes by name."""
    from bs4 import BeautifulSoup  # slow to import, and few articles need it

    found: dict[str, None] = {}
    for tag in BeautifulSoup(html_before, "html.parser").find_all(True):
        name = tag.name.lower()
        if name not in TAGS:
            found[f"<{name}>"] = None
            continue
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        for attribute, value in tag.attrs.items():
            if attribute == "class":
                values: AbstractSet[str] = set(tag.get_attribute_list("class"))
                lost = not values <= CLASSES.get(name, set())
            else:
                lost = attribute not in allowed or _kept(name, attribute, str(value)) is None
            if lost:
                found[attribute] = None
    return list(found)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=CODE_TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_kept,
        url_schemes=set(PRESSED_SCHEMES),
        url_relative="pass_through",
        link_rel=None,
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value as it is, or None where it may not stand."""
    if attribute in ADDRESSES:
        scheme = scheme_of(value)
        allowed = PRESSED_SCHEMES if tag == "a" else LOADED_SCHEMES
        return value if not scheme or scheme in allowed else None
    if attribute == "id":
        return value if ID.fullmatch(value) else None
    if attribute in VALUES:
        return value if value in VALUES[attribute] else None
    return value
