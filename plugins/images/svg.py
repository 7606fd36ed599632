"""A drawing from anywhere can be published: only what draws is kept, and it asks for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from plugins.shared.messages import gettext, gettext_noop

from .embedded import ADDRESS, clean_address
from .raster import MAX_PIXELS
from .reading import NotAPictureError, read_picture
from .svg_cost import Cost
from .svg_names import ATTRIBUTES, ELEMENTS, TEXTUAL, UNWRAPPED
from .svg_size import damaged, svg_size

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "http://www.w3.org/1999/xlink href"
SEPARATOR = " "
MAX_BYTES = 500_000
LOCAL = re.compile(r"#[^\s()'\"]+")
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
AT_RULE = re.compile(r"@(?:import|charset|namespace)\b[^;{}]*;?", re.IGNORECASE)
# Never tried twice from one place: a drawing of half a megabyte is read in one go.
URL = re.compile(r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s()"']*+))\s*+\)""", re.IGNORECASE)
# Other ways to an address, and the backslash that hides any of them.
SUSPECT = re.compile(
    r"\\|/\*|@(?:import|charset|namespace)|image-set|cross-fade|element\(|src\(|image\(|expression|behavior|-moz-binding"
    r"|javascript:|vbscript:|data:|https?:",
    re.IGNORECASE,
)
TOO_HEAVY = gettext_noop("Hình vẽ “{name}” nặng {size} kB, tối đa là {most} kB.")
TOO_HEAVY_REMEDY = gettext_noop("Xuất lại ở dạng PNG, hoặc bỏ bớt ảnh nhúng và điểm vẽ.")
EMBEDDED = gettext_noop("ảnh nhúng thứ {number}")
IN_DRAWING = gettext_noop("Trong hình vẽ “{name}”: {sentence}")
EMBEDDED_REMEDY = gettext_noop(
    "Mở hình vẽ bằng chương trình vẽ, thay ảnh ấy bằng ảnh JPEG hay PNG nhỏ và còn "
    "nguyên, hoặc xuất hình vẽ ra dạng PNG."
)
QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


@dataclass(frozen=True)
class Drawing:
    """width, height: in CSS pixels; data: what may be published."""

    width: int
    height: int
    data: bytes


def read_drawing(path: Path) -> Drawing:
    """Raises NotAPictureError for what reading.read_picture and load_drawing refuse."""
    return load_drawing(path.name, read_picture(path))


def load_drawing(name: str, data: bytes) -> Drawing:
    """name, data: of its file. Raises NotAPictureError as svg_size and sanitise_svg do."""
    _refuse_large(name, data)
    width, height = svg_size(name, data)
    return Drawing(width, height, sanitise_svg(name, data))


def sanitise_svg(name: str, data: bytes) -> bytes:
    """The drawing as UTF-8 without scripts, handlers, outer addresses, metadata and DOCTYPE.

    The same bytes for the same ones; sanitising them again changes nothing. data: what svg_size
    takes. Raises NotAPictureError for drawings that are too heavy.
    """
    writer = _Writer(name, Cost(name))
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as cause:  # a name space that is nowhere declared
        raise damaged(name, cause.lineno) from cause
    writer.cost.refuse_heavy(writer.styles)
    sanitised = "".join(writer.parts).encode()
    if not sanitised:  # its elements are of another language than a drawing's
        raise damaged(name)
    _refuse_large(name, sanitised)
    return sanitised


def _refuse_large(name: str, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size, most = len(data) // 1000, MAX_BYTES // 1000
        raise NotAPictureError(
            gettext(TOO_HEAVY, name=name, size=size, most=most), gettext(TOO_HEAVY_REMEDY)
        )


@dataclass
class _Writer:
    """Writes what is allowed as the parser meets it; everything inside a dropped element goes."""

    name: str
    cost: Cost
    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # "" for an unwrapped element
    dropping: int = 0
    pending: bool = False  # the last start tag has no ">" yet
    pictures: int = 0
    pixels: int = 0  # of these pictures
    style: list[str] = field(default_factory=list)  # pieces of the one that is open
    styles: list[str] = field(default_factory=list)

    def start(self, qualified: str, attributes: list[str]) -> None:
        space, _, name = qualified.rpartition(SEPARATOR)
        in_style = self.open[-1:] == ["style"]
        known = space in (SVG, "") and name in ELEMENTS | UNWRAPPED
        if self.dropping or in_style or not known:
            self.dropping += 1
            return
        kept = _attributes(name, attributes)
        if name == "image" and "href" not in kept:
            self.dropping += 1
            return
        if name == "image":
            kept["href"] = self._embedded(kept["href"])
        self.cost.enter(name, kept)
        self.open.append("" if name in UNWRAPPED else name)
        if name in UNWRAPPED:
            return
        self._finish_tag()
        if len(self.open) == 1:
            kept = {"xmlns": SVG, **kept}
        written = "".join(f' {key}="{escape(value, QUOTED)}"' for key, value in kept.items())
        self.parts.append(f"<{name}{written}")
        self.pending = True

    def _embedded(self, address: str) -> str:
        self.pictures += 1
        label = gettext(EMBEDDED, number=self.pictures)
        try:
            clean, pixels = clean_address(address, label, MAX_PIXELS - self.pixels)
        except NotAPictureError as problem:
            sentence = problem.sentence[:1].lower() + problem.sentence[1:]
            told = gettext(IN_DRAWING, name=self.name, sentence=sentence)
            raise NotAPictureError(told, gettext(EMBEDDED_REMEDY)) from problem
        self.pixels += pixels
        return clean

    def end(self, _qualified: str) -> None:
        if self.dropping:
            self.dropping -= 1
            return
        name = self.open.pop()
        self.cost.leave()
        if name == "style":
            # All of it at once: an address may stand on both sides of what was dropped.
            style = _css("".join(self.style))
            self.style.clear()
            self.styles.append(style)
            self._write(style)
        if not name:
            return
        if self.pending:
            self.parts.append("/>")
            self.pending = False
        else:
            self.parts.append(f"</{name}>")

    def text(self, data: str) -> None:
        if self.dropping or not self.open or self.open[-1] not in TEXTUAL:
            return
        if self.open[-1] == "style":
            self.style.append(data)
        else:
            self._write(data)

    def _write(self, text: str) -> None:
        if text:
            self._finish_tag()
            self.parts.append(escape(text))

    def _finish_tag(self) -> None:
        if self.pending:
            self.parts.append(">")
            self.pending = False


def _attributes(element: str, found: list[str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in zip(found[::2], found[1::2], strict=True):
        if name == XLINK_HREF:
            name = "href"
            if "href" in kept:
                continue
        if name not in ATTRIBUTES:
            continue
        if name == "href":
            allowed = ADDRESS if element == "image" else LOCAL
            if not allowed.fullmatch(value.strip()):
                continue
            kept[name] = re.sub(r"\s+", "", value)
        else:
            clean = _css(value)
            if clean or not value:
                kept[name] = clean
    return kept


def _css(text: str) -> str:
    """A style or an attribute's value without outer addresses; nothing when one may be hidden."""
    plain = AT_RULE.sub("", COMMENT.sub("", text))
    local = URL.sub(_local, plain)
    if SUSPECT.search(local) or "url(" in URL.sub("", local).lower():
        return ""
    return local


def _local(url: re.Match[str]) -> str:
    address = url[url.lastindex or 0]
    return f"url({address})" if LOCAL.fullmatch(address) else "none"
