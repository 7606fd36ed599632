"""Any HTML (a portal's, Word's, Google Docs', LibreOffice's) becomes the structure that it shows.

nh3 parses as browsers do: what was never closed is closed, and code and comments are gone. Then one
walk makes blocks of it: bare text becomes paragraphs, two line breaks part two of them, wrappers
vanish, bold and italic that styles say become tags. Looks that have no place are counted.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from plugins.vietnamese.text import nfc
from tools.importing.document import Removed, letters
from tools.importing.footnotes import name_footnotes
from tools.importing.old_fonts_html import decode_tree

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
# Where a page that loads photos late keeps their addresses.
LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "file")
PLACEHOLDER = re.compile(
    r"^data:|(?:blank|spacer|transparent|pixel|loading|lazy)\w*\.(?:gif|png|svg)$"
)
BLANKS = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060\ufeff]")
BREAKS = re.compile(r"(?:\s*<br>\s*){2,}")
EDGE_BREAKS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
SIZES = {"1": 8.0, "2": 10.0, "3": 12.0, "4": 14.0, "5": 18.0, "6": 24.0, "7": 36.0}
LOOKS = {
    "color": "màu chữ",
    "background-color": "màu nền",
    "background": "màu nền",
    "font-family": "phông chữ",
    "font-size": "cỡ chữ",
    "text-align": "căn lề",
}
UNDERLINED = "gạch chân"
FRAMED = "khung nhúng từ trang khác"
CONTROL = "nút bấm, ô nhập"
TAGS = re.compile(r"<[^>]*>")

# Text as it should be, in the font that it stands in.
Decode = Callable[[str, str], str]


@dataclass
class Cleaned:
    html: str
    letters_in: int
    removed: tuple[Removed, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass
class _Walk:
    """What the walk meets; `tight`: bare text of a list's item stays bare."""

    decode: Decode
    dropped: Counter[str] = field(default_factory=Counter)
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parse(html: str) -> BeautifulSoup:
    """Well nested, without code and comments. Raises ValueError for a text too long or too deep."""
    if len(html) > LONGEST:
        raise ValueError("quá dài")
    soup = BeautifulSoup(_parser().clean(html), "html.parser", multi_valued_attributes=None)
    if _is_deep(soup):
        raise ValueError("lồng nhau quá sâu")
    decode_tree(soup)
    return soup


def clean(html: str, decode: Decode | None = None) -> Cleaned:
    """decode: (text, font's name) → text, for fonts that are no Unicode."""
    return clean_tag(parse(html), decode)


def clean_tag(root: Tag, decode: Decode | None = None) -> Cleaned:
    """The same of a part of a page that `parse` gave; it may be changed."""
    walk = _Walk(decode or (lambda text, font: text))
    for tag in root.find_all(["meta", "title"]):
        tag.decompose()
    for tag in root.find_all(_is_hidden):
        if not tag.decomposed:
            _remove(tag, "phần ẩn của trang", walk)
    total = letters(visible(root)) + sum(letters(each.text) for each in walk.removed)
    walk.removed += name_footnotes(root)
    _join_pieces(root)
    blocks = _blocks(root, walk, (), "")
    return Cleaned(
        "\n".join(blocks), total, tuple(walk.removed), dict(walk.dropped), tuple(walk.notes)
    )


def visible(tag: Tag) -> str:
    """All text of `tag`, its parts apart."""
    return nfc(INVISIBLE.sub("", tag.get_text(" ")))


def _join_pieces(root: Tag) -> None:
    """Word and editors in browsers part a bold phrase anywhere, even at its spaces."""
    for tag in root.find_all([*STRONG, *EMPHASIS]):
        while tag.parent and isinstance(following := tag.next_sibling, Tag):
            if (following.name, following.attrs) != (tag.name, tag.attrs):
                break
            for child in list(following.children):
                tag.append(child.extract())
            following.extract()


def _remove(tag: Tag, what: str, walk: _Walk) -> None:
    if text := " ".join(visible(tag).split()):
        walk.removed.append(Removed(what, text))
    tag.decompose()


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


def style_of(tag: Tag) -> dict[str, str]:
    style = str(tag.get("style") or "")
    return {name: value.strip().lower() for name, value in STYLE.findall(style.lower())}


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").lower()
    return tag.has_attr("hidden") or "display:none" in style or "mso-hide:all" in style


# -- blocks ------------------------------------------------------------------------------------


def _blocks(tag: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> list[str]:
    """marks: tags around all text here; font: that it stands in, "" where nobody says."""
    found: list[str] = []
    run: list[str] = []
    looks = _looks(tag)

    def flush() -> None:
        found.extend(f"<p{looks}>{text}</p>" for text in _paragraphs("".join(run), marks))
        run.clear()

    for child in tag.children:
        if isinstance(child, NavigableString):
            run.append(_text(child, walk, font))
        elif isinstance(child, Tag) and _holds_block(child):
            flush()
            found += _block(child, walk, marks, font)
        elif isinstance(child, Tag):
            run.append(_inline(child, walk, font))
    flush()
    return found


def _block(tag: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> list[str]:
    inner_font = _note_looks(tag, walk) or font
    name = tag.name
    if name in ("ul", "ol"):
        return _list(tag, walk, marks, inner_font)
    if name == "table":
        return _table(tag, walk, marks, inner_font)
    if name == "hr":
        return ["<hr>"]
    if name == "pre":
        return [f"<pre>{entities.escape(nfc(tag.get_text()), quote=False)}</pre>"]
    if name in ("video", "audio"):
        return _played(tag)
    if name == "figure" or (name == "div" and _is_photo_frame(tag)):
        return _figure(tag, walk, inner_font)
    if re.fullmatch("h[1-6]", name):
        return _heading(tag, walk, inner_font)
    if name == "blockquote":
        inside = _blocks(tag, walk, marks, inner_font)
        return [f"<blockquote>{''.join(inside)}</blockquote>"] if inside else []
    if name == "dl":
        return _definitions(tag, walk, inner_font)
    if name == "aside" and tag.has_attr("data-note"):
        inside = _blocks(tag, walk, (), inner_font)
        return [f'<aside data-note="{tag["data-note"]}">{"".join(inside)}</aside>']
    return _blocks(tag, walk, (*marks, *_own_marks(tag, marks)), inner_font)


def _paragraphs(run: str, marks: tuple[str, ...]) -> Iterator[str]:
    for part in BREAKS.split(run):
        text = _tidy(part)
        if not _says(text):
            continue
        opening = "".join(f"<{mark}>" for mark in marks)
        closing = "".join(f"</{mark}>" for mark in reversed(marks))
        yield f"{opening}{text}{closing}" if text_in(text) else text


def text_in(html: str) -> str:
    """Without tags and blanks around it."""
    return TAGS.sub("", html).strip()


def _says(html: str) -> bool:
    return bool(text_in(html)) or "<img" in html or "data-note" in html


def _tidy(html: str) -> str:
    return EDGE_BREAKS.sub("", re.sub(r" *<br> *", "<br>", BLANKS.sub(" ", html)))


def _list(tag: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> list[str]:
    items: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag):
            if text := _text(child, walk, font).strip():
                items.append(text)
        elif child.name == "li":
            if (item := _item(child, walk, marks, font)) is not None:
                items.append(item)
        else:  # Word and Google Docs put the inner list beside its item, not into it
            inside = "".join(_blocks_of(child, walk, marks, font))
            if inside and items:
                items[-1] += inside
            elif inside:
                items.append(inside)
    attributes = ""
    if tag.name == "ol":
        start, kind = str(tag.get("start") or ""), str(tag.get("type") or "")
        attributes += (
            f' start="{int(start)}"'
            if start.isascii() and start.isdecimal() and start != "1"
            else ""
        )
        attributes += f' type="{kind}"' if kind in ("a", "A", "i", "I") else ""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return [f"<{tag.name}{attributes}>{inside}</{tag.name}>"] if items else []


def _blocks_of(child: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> list[str]:
    return _block(child, walk, marks, font) if _holds_block(child) else [_inline(child, walk, font)]


def _item(tag: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> str | None:
    blocks = _blocks(tag, walk, marks, _note_looks(tag, walk) or font)
    has_paragraphs = any(isinstance(child, Tag) and child.name == "p" for child in tag.children)
    if not has_paragraphs and blocks and blocks[0].startswith("<p"):
        blocks[0] = re.sub(r"^<p[^>]*>|</p>$", "", blocks[0])
    return "".join(blocks) or None


def _definitions(tag: Tag, walk: _Walk, font: str) -> list[str]:
    parts = []
    for child in tag.find_all(["dt", "dd"]):
        if isinstance(child, Tag) and child.find_parent("dl") is tag:
            has_paragraphs = child.find("p", recursive=False) is not None
            blocks = _blocks(child, walk, (), font)
            if not has_paragraphs and len(blocks) == 1:
                blocks = [re.sub(r"^<p[^>]*>|</p>$", "", blocks[0])]
            parts.append(f"<{child.name}>{''.join(blocks)}</{child.name}>")
    return [f"<dl>{''.join(parts)}</dl>"] if parts else []


def _heading(tag: Tag, walk: _Walk, font: str) -> list[str]:
    blocks = _blocks(tag, walk, (), font)
    pictures = [block for block in blocks if not text_in(block)]
    said = [re.sub(r"^<p[^>]*>|</p>$", "", block) for block in blocks if text_in(block)]
    text = " ".join(said).replace("<br>", " ")
    return [*([f"<{tag.name}>{text}</{tag.name}>"] if text else []), *pictures]


def _is_photo_frame(tag: Tag) -> bool:
    return "wp-caption" in str(tag.get("class") or "").split()


def _figure(tag: Tag, walk: _Walk, font: str) -> list[str]:
    """A photo or several, and what is said of them; a table's; else what it holds."""
    captions = tag.find_all("figcaption") or tag.find_all(class_="wp-caption-text")
    inner = [part for part in tag.find_all("figure") if isinstance(part, Tag)]
    if inner:
        shared = "".join(
            _caption(part, walk, font) for part in captions if part.find_parent("figure") is tag
        )
        for part in captions:
            if part.find_parent("figure") is tag:
                part.decompose()
        figures = "".join("".join(_figure(part, walk, font)) for part in inner)
        return [f"<figure>{figures}{shared}</figure>"]
    said = [_caption(part, walk, font) for part in captions if isinstance(part, Tag)]
    for part in captions:
        part.decompose()
    caption = "".join(said)
    table = tag.find("table")
    if isinstance(table, Tag):
        tables = _table(table, walk, (), font)
        return [f'<figure class="table">{caption}{"".join(tables)}</figure>']
    played = tag.find(["video", "audio"])
    pictures = _played(played) if isinstance(played, Tag) else _pictures(tag)
    if not pictures:
        return [*_blocks(tag, walk, (), font), *([f"<p>{text_in(caption)}</p>"] if caption else [])]
    for part in tag.find_all(["img", "video", "audio"]):
        part.decompose()
    rest = _blocks(tag, walk, (), font)
    return [f"<figure>{''.join(pictures)}{caption}</figure>", *rest]


def _caption(tag: Tag, walk: _Walk, font: str) -> str:
    for label in tag.find_all(class_="hidden"):
        _remove(label, "nhãn ẩn của chú thích", walk)
    blocks = _blocks(tag, walk, (), font)
    text = " ".join(" ".join(text_in(block.replace("<br>", " ")) for block in blocks).split())
    return f"<figcaption>{text}</figcaption>" if text else ""


def _pictures(tag: Tag) -> list[str]:
    return [made for part in tag.find_all("img") if (made := _picture(part))]


def _played(tag: Tag) -> list[str]:
    source = tag if tag.get("src") else tag.find("source")
    address = str(source.get("src") or "") if isinstance(source, Tag) else ""
    if not address:
        return []
    return [_img(address, str(tag.get("aria-label") or ""))]


def _table(tag: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> list[str]:
    rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
    caption = tag.find("caption")
    said = _caption(caption, walk, font) if isinstance(caption, Tag) else ""
    made: list[list[tuple[Tag, str]]] = []
    for row in rows:
        _note_looks(row, walk)
        cells = [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        made.append([(cell, _cell(cell, walk, marks, font)) for cell in cells])
    made = [row for row in made if row]
    if not any(inside for row in made for _, inside in row):
        return []
    if _is_layout(tag, made):
        return [
            block for row in made for cell, inside in row if inside for block in _opened(inside)
        ]
    lines = [
        "<tr>"
        + "".join(f"<{cell.name}{_spans(cell)}>{inside}</{cell.name}>" for cell, inside in row)
        + "</tr>"
        for row in made
    ]
    whole = f"<table>{''.join(lines)}</table>"
    return [f'<figure class="table">{said}{whole}</figure>' if said else whole]


def _opened(inside: str) -> list[str]:
    return (
        [inside]
        if inside.startswith("<") and not re.match("<(?:strong|em|img|a|br|su[bp])", inside)
        else [f"<p>{inside}</p>"]
    )


def _cell(cell: Tag, walk: _Walk, marks: tuple[str, ...], font: str) -> str:
    blocks = _blocks(cell, walk, marks, _note_looks(cell, walk) or font)
    if len(blocks) == 1 and re.match(r"<p[ >]", blocks[0]):
        if not (looks := re.match(r"<p( [^>]*)>", blocks[0])):
            return re.sub(r"^<p[^>]*>|</p>$", "", blocks[0])
        cell["data-looks"] = looks[1]
        return re.sub(r"^<p[^>]*>|</p>$", "", blocks[0])
    return "".join(blocks)


def _spans(cell: Tag) -> str:
    said = ""
    for name in ("colspan", "rowspan"):
        value = str(cell.get(name) or "")
        if value.isascii() and value.isdecimal() and 1 < int(value) < 1000:
            said += f' {name}="{int(value)}"'
    looks = str(cell.get("data-looks") or "")
    if "data-align" not in looks:
        side = {"right": "right", "centre": "centre"}.get(str(cell.get("class") or ""), "")
        side = side or style_of(cell).get("text-align") or str(cell.get("align") or "").lower()
        said += f' class="{side}"' if side in ("right", "centre") else ""
    return said + looks


def _is_layout(tag: Tag, rows: list[list[tuple[Tag, str]]]) -> bool:
    """A frame that holds a page's parts: one cell, or cells with blocks that no table of facts has.

    A table with a photo stays: whoever looks for captions reads it.
    """
    filled = [inside for row in rows for _, inside in row if inside]
    if any("<img" in inside for inside in filled) and "<table" not in "".join(filled):
        return False
    if len(filled) == 1:
        return True
    return any(re.search(r"<(?:table|h[1-6]|figure|blockquote)\b", inside) for inside in filled)


# -- inline ------------------------------------------------------------------------------------


def _holds_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or tag.find(list(BLOCKS)) is not None


def _text(node: PageElement, walk: _Walk, font: str) -> str:
    if type(node) is not NavigableString:
        return ""
    text = walk.decode(str(node), font) if font else str(node)
    return entities.escape(nfc(BLANKS.sub(" ", INVISIBLE.sub("", text))), quote=False)


def _inline(tag: Tag, walk: _Walk, font: str) -> str:
    name = tag.name
    if name == "br":
        return "<br>"
    if name == "img":
        return _picture(tag)
    if name in FRAMES:
        walk.dropped[FRAMED] += 1
        if address := str(tag.get("src") or ""):
            walk.notes.append(f"khung nhúng không lấy được: {address}")
        return ""
    if name in CONTROLS:
        walk.dropped[CONTROL] += 1
        if text := " ".join(visible(tag).split()):
            walk.removed.append(Removed(CONTROL, text))
        return ""
    if name in ("meta", "title"):
        return ""
    font = _note_looks(tag, walk) or font
    if name == "sup" and (tag.has_attr("data-note")):
        return f'<sup data-note="{tag["data-note"]}"></sup>'
    inside = "".join(
        _text(child, walk, font)
        if isinstance(child, NavigableString)
        else _inline(child, walk, font)
        for child in tag.children
        if isinstance(child, NavigableString | Tag)
    )
    if not inside.strip() and name != "a":
        return inside
    if name == "a":
        return _link(tag, inside)
    marks = _own_marks(tag, ())
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
    if not _says(inside):
        return inside
    if not address or address.startswith(("#", "javascript:")):
        return inside
    return f'<a href="{entities.escape(address)}">{inside}</a>'


def _picture(tag: Tag) -> str:
    source = str(tag.get("src") or "").strip()
    if not source or PLACEHOLDER.search(source.lower()[:200]):
        late = next((str(tag[name]).strip() for name in LATE if tag.get(name)), "")
        late = late or str(tag.get("srcset") or "").strip().split(" ")[0].rstrip(",")
        embedded = source if source.startswith("data:image/") and len(source) > 200 else ""
        source = late or embedded
    return _img(source, str(tag.get("alt") or "")) if source else ""


def _img(source: str, alt: str) -> str:
    alt = " ".join(nfc(alt).split())
    return f'<img src="{entities.escape(source)}" alt="{entities.escape(alt)}">'


def _own_marks(tag: Tag, above: tuple[str, ...]) -> tuple[str, ...]:
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


def _note_looks(tag: Tag, walk: _Walk) -> str:
    """Counts what has no place; the font that the tag says."""
    style = style_of(tag)
    for name, what in LOOKS.items():
        if name in style and style[name] not in ("transparent", "inherit", "initial"):
            walk.dropped[what] += 1
    if "underline" in style.get("text-decoration", "") and tag.name != "a":
        walk.dropped[UNDERLINED] += 1
    face = str(tag.get("face") or "") or style.get("font-family", "")
    if tag.get("face"):
        walk.dropped[LOOKS["font-family"]] += 1
    if tag.get("align"):
        walk.dropped[LOOKS["text-align"]] += 1
    return face.split(",")[0].strip("\"' ")


def _looks(tag: Tag) -> str:
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
