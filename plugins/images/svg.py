"""A drawing from anywhere can be published: only what draws is kept, and it asks for nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from .size import NotAPicture, picture_size
from .svg_names import ATTRIBUTES, ELEMENTS, TEXTUAL, UNWRAPPED

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "http://www.w3.org/1999/xlink href"
SEPARATOR = " "
MAX_BYTES = 500_000
# Each `use` draws its target again; a few nested ones can draw millions of shapes.
MAX_DRAWN = 100_000
MAX_NESTED = 30
LOCAL = re.compile(r"#[^\s()'\"]+")
EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
AT_RULE = re.compile(r"@(?:import|charset|namespace)\b[^;{}]*;?", re.IGNORECASE)
URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
# Other ways to an address, and the backslash that hides any of them.
SUSPECT = re.compile(
    r"\\|/\*|@(?:import|charset|namespace)|image-set|cross-fade|element\(|src\(|image\(|expression|behavior|-moz-binding"
    r"|javascript:|vbscript:|data:|https?:",
    re.IGNORECASE,
)
TOO_HEAVY = "Hình vẽ “{name}” nặng {size} kB, tối đa là {most} kB."
TOO_HEAVY_REMEDY = "Xuất lại ở dạng PNG, hoặc bỏ bớt ảnh nhúng và điểm vẽ."
TOO_MANY = "Hình vẽ “{name}” lặp lại các phần của nó quá nhiều lần hoặc lặp vòng."
TOO_MANY_REMEDY = "Xuất lại ở dạng SVG đơn giản (Plain SVG) hoặc PNG."
QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def sanitise_svg(path: Path) -> bytes:
    """The drawing as UTF-8 without scripts, handlers, outer addresses, metadata and DOCTYPE.

    The same bytes for the same file; sanitising them again changes nothing.
    Raises NotAPicture for what size.picture_size refuses and for drawings that are too heavy.
    """
    picture_size(path)
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        size, most = len(data) // 1000, MAX_BYTES // 1000
        raise NotAPicture(TOO_HEAVY.format(name=path.name, size=size, most=most), TOO_HEAVY_REMEDY)
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.Parse(data, True)
    if writer.drawn() > MAX_DRAWN:
        raise NotAPicture(TOO_MANY.format(name=path.name), TOO_MANY_REMEDY)
    return "".join(writer.parts).encode()


@dataclass
class _Writer:
    """Writes what is allowed as the parser meets it; everything inside a dropped element goes."""

    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # "" for an unwrapped element
    ids: list[str] = field(default_factory=list)  # beside `open`
    dropping: int = 0
    pending: bool = False  # the last start tag has no ">" yet
    sizes: Counter[str] = field(default_factory=Counter)  # elements inside each id
    uses: list[tuple[tuple[str, ...], str]] = field(default_factory=list)

    def start(self, qualified: str, attributes: list[str]) -> None:
        space, _, name = qualified.rpartition(SEPARATOR)
        if self.dropping or space not in (SVG, "") or name not in ELEMENTS | UNWRAPPED:
            self.dropping += 1
            return
        kept = _attributes(name, attributes)
        if name == "image" and "href" not in kept:
            self.dropping += 1
            return
        self.open.append("" if name in UNWRAPPED else name)
        self.ids.append(kept.get("id", ""))
        inside = tuple(id_ for id_ in self.ids if id_)
        self.sizes.update({"", *inside})
        if name == "use" and "href" in kept:
            self.uses.append((inside, kept["href"][1:]))
        if name in UNWRAPPED:
            return
        self._finish_tag()
        if len(self.open) == 1:
            kept = {"xmlns": SVG, **kept}
        written = "".join(f' {key}="{escape(value, QUOTED)}"' for key, value in kept.items())
        self.parts.append(f"<{name}{written}")
        self.pending = True

    def end(self, _qualified: str) -> None:
        if self.dropping:
            self.dropping -= 1
            return
        name = self.open.pop()
        self.ids.pop()
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
        shown = _css(data) if self.open[-1] == "style" else data
        if shown:
            self._finish_tag()
            self.parts.append(escape(shown))

    def _finish_tag(self) -> None:
        if self.pending:
            self.parts.append(">")
            self.pending = False

    def drawn(self) -> int:
        """How many elements a browser draws once every `use` is followed; may stop above the most.

        A loop, which browsers leave out, counts as too many.
        """
        drawn = Counter(self.sizes)
        for _ in range(MAX_NESTED):
            before = drawn
            drawn = Counter(self.sizes)
            for inside, target in self.uses:
                for id_ in {"", *inside}:
                    drawn[id_] += before[target]
            if drawn == before:
                return drawn[""]
        return MAX_DRAWN + 1


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
            allowed = EMBEDDED if element == "image" else LOCAL
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
    local = URL.sub(lambda url: f"url({url[2]})" if LOCAL.fullmatch(url[2]) else "none", plain)
    if SUSPECT.search(local) or "url(" in URL.sub("", local).lower():
        return ""
    return local
