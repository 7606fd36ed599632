"""What stands in a line of a page: words, links, photos, and the looks that they have or lose."""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, Tag

from importing.document import Removed
from importing.page_tree import INVISIBLE, LATE, style_of, visible
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.text import nfc

BLOCKS = {
    *("p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt"),
    *("dd", "pre", "blockquote", "hr", "figure", "figcaption", "table", "main", "article"),
    *("section", "header", "footer", "nav", "aside", "address", "details", "summary"),
    *("fieldset", "legend", "video", "audio", "tr", "td", "th", "tbody", "thead", "tfoot"),
}
# What has a meaning that our pages keep.
KEPT_INLINE = {"sub", "sup", "del", "ins", "mark", "abbr", "cite", "q", "dfn", "code", "kbd"}
KEPT_INLINE |= {"samp", "var", "s", "small", "u", "time"}
CONTROLS = {"button", "select", "textarea", "input", "option"}
FRAMES = {"iframe", "embed"}
STRONG, EMPHASIS = {"b", "strong"}, {"i", "em"}
PLACEHOLDER = re.compile(
    r"^data:|(?:blank|spacer|transparent|pixel|loading|lazy)\w*\.(?:gif|png|svg)$"
)
BLANKS = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u205f\u3000]+")
SIZES = {"1": 8.0, "2": 10.0, "3": 12.0, "4": 14.0, "5": 18.0, "6": 24.0, "7": 36.0}
LOOKS = {
    "color": gettext_noop("màu chữ"),
    "background-color": gettext_noop("màu nền"),
    "background": gettext_noop("màu nền"),
    "font-family": gettext_noop("phông chữ"),
    "font-size": gettext_noop("cỡ chữ"),
    "text-align": gettext_noop("căn lề"),
}
UNDERLINED = gettext_noop("gạch chân")
FRAMED = gettext_noop("khung nhúng từ trang khác")
CONTROL = gettext_noop("nút bấm, ô nhập")
TAGS = re.compile(r"<[^>]*>")


@dataclass
class Walk:
    """What the walk over a page leaves out."""

    dropped: Counter[str] = field(default_factory=Counter)
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def remove(tag: Tag, what: str, walk: Walk) -> None:
    """Takes `tag` out; what it said is kept for the report under the name `what`."""
    if text := " ".join(visible(tag).split()):
        walk.removed.append(Removed(what, text))
    tag.decompose()


def text_in(html: str) -> str:
    """Without tags and blanks around it."""
    return TAGS.sub("", html).strip()


def bare(paragraph: str) -> str:
    """What stands in it."""
    return re.sub(r"^<p[^>]*>|</p>$", "", paragraph)


def says(html: str) -> bool:
    """Whether a piece of HTML shows anything."""
    return bool(text_in(html)) or "<img" in html or "data-note" in html


def text_of_node(node: PageElement, walk: Walk) -> str:
    """Text as HTML, in NFC and with plain blanks; "" of comments and the like."""
    if type(node) is not NavigableString:
        return ""
    text = str(node)
    return entities.escape(nfc(BLANKS.sub(" ", INVISIBLE.sub("", text))), quote=False)


def inline(tag: Tag, walk: Walk) -> str:
    """What a tag within a line becomes, its looks noted."""
    name = tag.name
    if name == "br":
        return "<br>"
    if name == "img":
        return picture(tag)
    if name in FRAMES:
        walk.dropped[FRAMED] += 1
        if address := str(tag.get("src") or ""):
            walk.notes.append(gettext("khung nhúng không lấy được: {address}", address=address))
        return ""
    if name in CONTROLS:
        walk.dropped[CONTROL] += 1
        if text := " ".join(visible(tag).split()):
            walk.removed.append(Removed(CONTROL, text))
        return ""
    if name in ("meta", "title"):
        return ""
    note_looks(tag, walk)
    if name == "sup" and (tag.has_attr("data-note")):
        return f'<sup data-note="{tag["data-note"]}"></sup>'
    inside = "".join(
        text_of_node(child, walk) if isinstance(child, NavigableString) else inline(child, walk)
        for child in tag.children
        if isinstance(child, NavigableString | Tag)
    )
    if not inside.strip() and name != "a":
        return inside
    if name == "a":
        return _link(tag, inside)
    marks = own_marks(tag, ())
    if name == "u":
        walk.dropped[UNDERLINED] += 1
    elif name in KEPT_INLINE:
        attribute = (
            f' title="{entities.escape(str(tag["title"]))}"'
            if name == "abbr" and tag.get("title")
            else ""
        )
        return f"<{name}{attribute}>{inside}</{name}>"
    return _marked(inside, marks)


def _marked(inside: str, marks: tuple[str, ...]) -> str:
    """Blanks at the ends stay outside, as Markdown needs them."""
    if not marks or not inside.strip():
        return inside
    lead = re.match(r"(?:\s|<br>)*", inside)
    tail = re.search(r"(?:\s|<br>)*$", inside)
    assert lead
    assert tail
    core = inside[lead.end() : tail.start()]
    if not core:
        return inside
    for mark in reversed(marks):
        core = f"<{mark}>{core}</{mark}>"
    return inside[: lead.end()] + core + inside[tail.start() :]


def _link(tag: Tag, inside: str) -> str:
    address = str(tag.get("href") or "").strip()
    if not says(inside):
        return inside
    if not address or address.startswith(("#", "javascript:")):
        return inside
    return f'<a href="{entities.escape(address)}">{inside}</a>'


def picture(tag: Tag) -> str:
    """An `img` with the address that a browser would load at last, "" of a placeholder."""
    source = str(tag.get("src") or "").strip()
    if not source or PLACEHOLDER.search(source.lower()[:200]):
        late = next((str(tag[name]).strip() for name in LATE if tag.get(name)), "")
        late = late or str(tag.get("srcset") or "").strip().split(" ")[0].rstrip(",")
        embedded = source if source.startswith("data:image/") and len(source) > 200 else ""
        source = late or embedded
    return img(source, str(tag.get("alt") or "")) if source else ""


def img(source: str, alt: str) -> str:
    """An `img` of these, escaped."""
    alt = " ".join(nfc(alt).split())
    return f'<img src="{entities.escape(source)}" alt="{entities.escape(alt)}">'


def own_marks(tag: Tag, above: tuple[str, ...]) -> tuple[str, ...]:
    """Strong and em by tag or style; Google Docs wraps all in a `<b>` that is not bold."""
    style = style_of(tag)
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    strong = tag.name in STRONG and weight not in ("normal", "400")
    strong |= weight in ("bold", "bolder", "600", "700", "800", "900")
    em = (tag.name in EMPHASIS and slant != "normal") or slant in ("italic", "oblique")
    raised = style.get("vertical-align", "")
    found = [name for name, said in (("strong", strong), ("em", em)) if said and name not in above]
    if tag.name not in BLOCKS and raised in ("super", "sub"):
        found.append("sup" if raised == "super" else "sub")
    if tag.name in ("s", "strike") or style.get("text-decoration") == "line-through":
        found.append("s")
    return tuple(found)


def note_looks(tag: Tag, walk: Walk) -> None:
    """Counts what has no place."""
    style = style_of(tag)
    for name, what in LOOKS.items():
        if name in style and style[name] not in ("transparent", "inherit", "initial"):
            walk.dropped[what] += 1
    if "underline" in style.get("text-decoration", "") and tag.name != "a":
        walk.dropped[UNDERLINED] += 1
    if tag.get("face"):
        walk.dropped[LOOKS["font-family"]] += 1
    if tag.get("align"):
        walk.dropped[LOOKS["text-align"]] += 1


def looks_of(tag: Tag) -> str:
    """What tells a title or a caption: where it stands, its size, its style's name."""
    style = style_of(tag)
    side = style.get("text-align") or str(tag.get("align") or "").lower()
    side = "center" if tag.name == "center" else side
    said = f' data-align="{side}"' if side in ("center", "right") else ""
    name = str(tag.get("class") or "").split(" ")[0]
    if name.lower().startswith("mso") and name.lower() != "msonormal":
        said += f' data-style="{entities.escape(name[3:].lower())}"'
    size = _size(tag)
    return said + (f' data-size="{size:g}"' if size else "")


def _size(tag: Tag) -> float:
    """In points, where all the text of the tag has one; 0 where nobody says."""
    while True:
        said = style_of(tag).get("font-size", "")
        if found := re.match(r"([\d.]+)(pt|px)", said):
            try:
                return float(found[1]) * (0.75 if found[2] == "px" else 1)
            except ValueError:
                return 0
        if tag.name == "font" and str(tag.get("size")) in SIZES:
            return SIZES[str(tag["size"])]
        children = [child for child in tag.children if str(child).strip()]
        if len(children) != 1 or not isinstance(children[0], Tag):
            return 0
        tag = children[0]
