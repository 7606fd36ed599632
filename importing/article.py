"""A document becomes an article's text, with signs where the writer puts names of files in.

Pure: nothing is written, and of pictures that lie on the disk only their paths are told.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from importing.document import (
    Finding,
    FoundArticle,
    Hints,
    Removed,
    SourceDocument,
    letters,
)
from importing.rendering import Render
from importing.to_markdown import to_markdown
from plugins.checks.rules.alt_quality import is_file_name, same_as_caption
from plugins.redirects.old import read_old
from plugins.shared.file_kinds import is_published, suffix_of
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import MAGIC, READ, SVG, kind_inside
from plugins.vietnamese.text import nfc, tone_key

# Around the number of a file that the article uses, until its name is known; around an old link.
FILE_SIGN, LINK_SIGN = "\ue000{}\ue001", "\ue002{}\ue003"
SIGNS = re.compile("[\ue000-\ue003]")
DATA = re.compile(r"data:(image/[\w.+-]+)?(?:;[^,]*)?;base64,", re.I)
# A line that somebody drew below a heading.
DRAWN = re.compile(r"[\s_=–—―─-]{3,}|\s*[*\s]{5,}\s*", re.I)
WEB = re.compile(r"(?:https?:)?//", re.I)
KEPT_SCHEMES = re.compile(r"(?:mailto|tel):", re.I)
ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)

# (address, page) → where its file lies, if it is there.
Find = Callable[[str], Path | None]


@dataclass(frozen=True)
class File:
    """A picture or attachment that the article uses. data: bytes, or where they lie, or None for
    one that is not there. name: as the source has it; stands: the sign in the text."""

    stands: str
    name: str
    suffix: str
    data: bytes | Path | None
    is_picture: bool = True
    title: str = ""


@dataclass(frozen=True)
class Link:
    """To another page of the old portal. address: as typed; text: what stands for it where nothing
    of that address was imported."""

    stands: str
    address: str
    instead: str


@dataclass(frozen=True)
class ImportedArticle:
    """head: values by key, as frontmatter.writing takes them, category not yet judged."""

    name: str
    kind: str
    hints: Hints
    body: str
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()
    removed: tuple[Removed, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    typed_title: str = ""
    letters_in: int = 0
    letters_out: int = 0

    @property
    def letters_named(self) -> int:
        """Of what the report says was left out."""
        return sum(letters(each.text) for each in self.removed)

    @property
    def letters_lost(self) -> int:
        """Without a word of the report: 0, or the importer is wrong."""
        return self.letters_in - self.letters_named - self.letters_out


def build(
    document: SourceDocument,
    found: FoundArticle,
    find: Find,
    render: Render,
    addresses: Sequence[str],
) -> ImportedArticle:
    """addresses: where the page stood, besides what it says itself."""
    hints = _with_addresses(found.hints, addresses)
    soup = BeautifulSoup(found.html, "html.parser", multi_valued_attributes=None)
    files = _Files(document, find)
    notes: list[str] = []
    base = next((each for each in hints.old_addresses if WEB.match(each)), "")
    _pictures(soup, files, notes)
    links = _links(soup, files, base, notes)
    level_headings(soup)
    for line in soup.find_all("p"):
        if DRAWN.fullmatch(line.get_text()) and not line.find("img"):
            line.decompose()
    markdown = to_markdown(str(soup))
    attached = [files.attached(name, data) for name, data in document.attachments.items()]
    shown = BeautifulSoup(render(SIGNS.sub("x", markdown)), "html.parser")
    for label in shown.select("span.hidden, .footnote-backref"):
        label.decompose()
    out = letters(shown.get_text(" ")) + _letters_of_head(hints)
    return ImportedArticle(
        name=document.name,
        kind=document.kind,
        hints=hints,
        body=markdown,
        files=(*files.used, *attached),
        links=links,
        removed=found.removed,
        dropped=document.dropped,
        notes=tuple(dict.fromkeys((*found.notes, *notes))),
        typed_title=found.typed_title,
        letters_in=document.letters_in,
        letters_out=out,
    )


def _letters_of_head(hints: Hints) -> int:
    said: list[Finding | None] = [hints.title, hints.lead, hints.source, *hints.authors]
    return sum(letters(each.value) for each in said if each)


def _with_addresses(hints: Hints, more: Sequence[str]) -> Hints:
    """Each once, however it is spelt; none that is a site's first page."""
    known: dict[str, str] = {}
    for address in (*hints.old_addresses, *more):
        old = read_old(address)
        if old and old.key != "/":
            known.setdefault(old.key, address)
    return replace(hints, old_addresses=tuple(known.values()))


class _Files:
    """Each file of the source once, with its sign."""

    def __init__(self, document: SourceDocument, find: Find) -> None:
        self._document, self._find = document, find
        self._signs: dict[str, File] = {}

    @property
    def used(self) -> tuple[File, ...]:
        return tuple(self._signs.values())

    def picture(self, address: str) -> File:
        if address in self._signs:
            return self._signs[address]
        data: bytes | Path | None = self._document.pictures.get(address)
        name = address
        if embedded := DATA.match(address):
            data, name = _decoded(address[embedded.end() :]), "ảnh nhúng"
        elif data is None and address:
            data = self._find(_whole_size(address)) or self._find(address)
            name = data.name if data else address.rpartition("/")[2] or address
        return self._add(
            address or f"#{len(self._signs)}", name, data, _picture_suffix(name, data), ""
        )

    def attachment(self, address: str, title: str) -> File | None:
        """None where the file is not there, or is of a kind that is never published."""
        if address in self._signs:
            return self._signs[address]
        data = self._find(address)
        if data is None or not is_published(data.name):
            return None
        return self._add(address, data.name, data, suffix_of(data.name), title, is_picture=False)

    def attached(self, name: str, data: bytes) -> File:
        return File("", name, suffix_of(name), data, is_picture=False, title=name)

    def _add(
        self,
        address: str,
        name: str,
        data: bytes | Path | None,
        suffix: str,
        title: str,
        is_picture: bool = True,
    ) -> File:
        sign = FILE_SIGN.format(len(self._signs))
        self._signs[address] = File(sign, nfc(name), suffix, data, is_picture, title)
        return self._signs[address]


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None


def _whole_size(address: str) -> str:
    """WordPress's smaller copies have their size in the name."""
    return re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)", "", address)


def _picture_suffix(name: str, data: bytes | Path | None) -> str:
    """By what it holds; `.jpg` for one that is not there, which an editor will put in its place."""
    named = suffix_of(name)
    if data is None:
        return named if named in READ | {SVG} else ".jpg"
    head = data[:MAGIC] if isinstance(data, bytes) else _head(data)
    return kind_inside(head) or named or ".jpg"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAGIC)
    except OSError:
        return b""


def _pictures(soup: BeautifulSoup, files: _Files, notes: list[str]) -> None:
    for image in soup.find_all("img"):
        address = str(image.get("src") or "")
        if suffix_of(address.split("?")[0]).lstrip(".") in (
            "mp4",
            "m4v",
            "webm",
            "ogv",
            "mp3",
            "m4a",
            "ogg",
            "oga",
            "wav",
        ):
            played = files.attachment(address, "")
            if played is None:
                notes.append(
                    gettext(
                        "đoạn phim, âm thanh không có trong thư mục: {address}", address=address
                    )
                )
                _say_instead(image, address)
                continue
            image["src"] = played.stands
            continue
        picture = files.picture(address)
        if picture.data is None:
            notes.append(
                gettext(
                    "ảnh “{name}” không có ở đây: chép ảnh vào chỗ ghi trong bài, "
                    "hoặc xóa dòng ảnh.",
                    name=picture.name,
                )
                if address
                else gettext(
                    "có chú thích mà không có ảnh: chép ảnh vào chỗ ghi trong bài, "
                    "hoặc xóa dòng ảnh."
                )
            )
        image["src"] = picture.stands
        alt = str(image.get("alt") or "")
        if alt and _says_nothing(image, alt, address):
            image["alt"] = ""
    for picture_link in soup.find_all("a"):
        if picture_link.find("img") and not picture_link.get_text().strip():
            picture_link.unwrap()


def _say_instead(image: Tag, address: str) -> None:
    figure = image.find_parent("figure")
    image.decompose()
    if figure is not None and not figure.find("img"):
        figure.name = "p"
        for caption in figure.find_all("figcaption"):
            caption.unwrap()


def _says_nothing(image: Tag, alt: str, address: str) -> bool:
    """A file's name or the caption again: a reader who can't see the photo learns nothing."""
    figure = image.find_parent("figure")
    caption = figure.find("figcaption") if figure is not None else None
    said = caption.get_text(" ") if isinstance(caption, Tag) else ""
    return is_file_name(alt, address) or same_as_caption(alt, said)


def _links(soup: BeautifulSoup, files: _Files, base: str, notes: list[str]) -> tuple[Link, ...]:
    """To files that are there: theirs. To pages of the old portal: a sign. All else as it is."""
    found: list[Link] = []
    for tag in soup.find_all("a"):
        address = str(tag.get("href") or "").strip()
        if not address or address.startswith("#") or KEPT_SCHEMES.match(address):
            continue
        is_own = not ANY_SCHEME.match(address) and not address.startswith("//")
        same_host = bool(base) and urlsplit(_joined(base, address)).netloc == urlsplit(base).netloc
        if ANY_SCHEME.match(address) and not WEB.match(address):
            notes.append(
                gettext(
                    "liên kết “{address}” chỉ mở được trên máy cũ: chỉ giữ chữ.",
                    address=address[:80],
                )
            )
            tag.unwrap()
            continue
        if is_published(address.split("?")[0]) and (
            file := files.attachment(address, tag.get_text(" ").strip())
        ):
            tag["href"] = file.stands
            continue
        if not is_own and not same_host:
            continue
        if suffix_of(address.split("?")[0]).lstrip(".") and is_published(address.split("?")[0]):
            notes.append(
                gettext(
                    "tệp “{address}” không có trong thư mục: chép vào content/tep/ rồi ghi "
                    "lại liên kết.",
                    address=address,
                )
            )
        whole = _joined(base, address) if base else address
        sign = LINK_SIGN.format(len(found))
        found.append(Link(sign, whole, whole if WEB.match(whole) else ""))
        tag["href"] = sign
    return tuple(found)


def level_headings(soup: BeautifulSoup) -> None:
    """They begin with the second level, and none is left out."""
    above: list[str] = []
    for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        while above and above[-1] >= heading.name:
            above.pop()
        above.append(heading.name)
        heading.name = f"h{len(above) + 1 if len(above) < 6 else 6}"


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def declared_category(found: Finding | None, declared: Sequence[str]) -> str:
    """As the site writes it; "" where it has no such category."""
    wanted = tone_key(found.value) if found else ""
    return next((each for each in declared if tone_key(each) == wanted), "")


def digest_of(data: bytes | Path) -> str:
    """SHA-256, in hexadecimal."""
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
