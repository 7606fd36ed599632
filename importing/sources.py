"""What is named on the command line, as a list of things to read: files, folders, zips of pages.

Nothing outside of what was named is ever opened: names in a zip are checked, no link is followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importing.document import NotAnArticleError
from importing.nearby import Files
from importing.wordpress import items_of
from importing.zips import is_zip_of_pages, unpacked
from plugins.shared.file_kinds import is_published, suffix_of
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import PICTURES

OFFICE = (".docx", ".doc", ".rtf", ".odt", ".pdf", ".txt")
PAGE = re.compile(r"\.(?:[sx]?html?|aspx?|php|jspx?|vgp)(?:[?@].*)?\Z", re.I)
BEGINS_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta|!--)", re.I
)
WXR = b"wordpress.org/export/"
HEAD = 4096
# Browsers put what a page needs beside it.
BESIDE_PAGE = re.compile(r"(?:_files|\.files|_tệp tin|_tep)\Z", re.I)
MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE  # of a file that is read
HOST = re.compile(r"(?:[\w-]+\.)+(?:vn|com|org|net|info|edu|gov)(?:[:+_]\d+)?\Z", re.I)
ADDED_SUFFIX = re.compile(r"(\.(?:aspx?|php|jspx?))((?:\?.*)?)\.html?\Z", re.I)
PLAIN_NAME = re.compile(r"[\w.?=&@%,~+-]+", re.ASCII)
QUERY = re.compile(r"(\.(?:aspx?|php|jspx?|html?))@", re.I)


@dataclass(frozen=True)
class Source:
    """key: tells the same thing again in a later run. name: as people know it. root: the folder in
    which its pictures are looked for; inside: its path there. address: where it stood in a copied
    site. span: bytes of an item of an export.
    """

    key: str
    name: str
    path: Path
    root: Path | None = None
    inside: str = ""
    address: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sources:
    """unread: (name, why) of what cannot be read; skipped: of what is of no kind that is looked at,
    pictures and attachments aside."""

    items: tuple[Source, ...]
    unread: tuple[tuple[str, str], ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    files: dict[Path, Files] = field(default_factory=dict)


def gather(named: Sequence[Path], scratch: Path) -> Sources:
    """scratch: a folder for what zips hold. Raises NotAnArticleError for what is not there."""
    items: list[Source] = []
    unread: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    files: dict[Path, Files] = {}
    for number, path in enumerate(named):
        if path.is_dir():
            found = _folder(path.resolve(), path.name or path.resolve().name, str(path.resolve()))
        elif not path.is_file():
            raise NotAnArticleError(gettext("Không có tệp hay thư mục “{path}”.", path=path))
        elif suffix_of(path.name) not in OFFICE and is_zip_of_pages(path):
            try:
                root = unpacked(path, scratch / str(number))
            except NotAnArticleError as why:
                unread.append((path.name, str(why)))
                continue
            found = _folder(root, path.name, f"{path.resolve()}!")
        else:
            found = _file(path)
        items += found.items
        unread += found.unread
        skipped += found.skipped
        files |= found.files
    return Sources(tuple(items), tuple(unread), tuple(skipped), files)


def _file(path: Path) -> Sources:
    whole = path.resolve()
    try:
        refuse_large(whole)
        beside = Files(whole.parent, _near(whole))
        items = _exported(whole, str(whole), path.name, whole.parent)
    except NotAnArticleError as why:
        return Sources((), ((path.name, str(why)),))
    items = items or [Source(str(whole), path.name, whole, whole.parent, whole.name)]
    return Sources(tuple(items), files={whole.parent: beside})


def _near(page: Path) -> Iterator[str]:
    """Of a single page, what the browser put beside it; of an export, `uploads/`."""
    names = {
        f"{page.stem}_files",
        f"{page.stem}.files",
        f"{page.stem}_tệp tin",
        "uploads",
        "anh",
        "images",
    }
    for name in sorted(names):
        folder = page.parent / name
        if folder.is_dir() and not folder.is_symlink():
            yield from (f"{name}/{path}" for path, _ in _walk(folder))


def _folder(root: Path, shown: str, key: str) -> Sources:
    walked = list(_walk(root))
    inside = [path for path, _ in walked]
    pages = [path for path in inside if _is_page(root, path) and not _is_beside(path)]
    items: list[Source] = []
    unread: list[tuple[str, str]] = []
    for path in inside:
        name, file = f"{shown}/{path}", root / path
        if path.lower().endswith(".xml"):
            try:
                items += _exported(file, f"{key}/{path}", name, root)
            except NotAnArticleError as why:
                unread.append((name, str(why)))
    has_pages = bool(pages or items)
    skipped: list[tuple[str, str]] = []
    for path in inside:
        name, file = f"{shown}/{path}", root / path
        suffix = suffix_of(path)
        if path in pages or (not has_pages and suffix in OFFICE):
            try:
                refuse_large(file)
                address = address_of(path) if path in pages else ""
                items.append(Source(f"{key}/{path}", name, file, root, path, address))
            except NotAnArticleError as why:
                unread.append((name, str(why)))
        elif not (
            suffix in PICTURES
            or is_published(path)
            or _is_beside(path)
            or suffix in (".css", ".js", ".xml")
        ):
            skipped.append(
                (
                    name,
                    gettext(
                        "đuôi “{value}” không phải là bài, ảnh hay tệp đính kèm.",
                        value=suffix or path,
                    ),
                )
            )
    return Sources(tuple(items), tuple(unread), tuple(skipped), {root: Files(root, inside)})


def _walk(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Regular files, sorted, by POSIX paths; hidden ones and links are left out."""
    waiting = [(root, "")]
    while waiting:
        folder, before = waiting.pop()
        with os.scandir(folder) as entries:
            here = sorted(entries, key=lambda entry: entry.name)
        below: list[tuple[Path, str]] = []
        for entry in here:
            if entry.name.startswith((".", "~$", "__MACOSX")):
                continue
            if entry.is_dir(follow_symlinks=False):
                below.append((Path(entry.path), f"{before}{entry.name}/"))
            elif entry.is_file(follow_symlinks=False):
                yield f"{before}{entry.name}", entry
        waiting += reversed(below)


def _is_page(root: Path, path: str) -> bool:
    if PAGE.search(path):
        return True
    return not suffix_of(path) and bool(BEGINS_PAGE.match(_begins(root / path)))


def _is_beside(path: str) -> bool:
    return any(BESIDE_PAGE.search(part) for part in path.split("/")[:-1])


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _exported(path: Path, key: str, name: str, root: Path) -> list[Source]:
    """Each item of a WordPress export."""
    if suffix_of(path.name) not in (".xml", ".wxr") or WXR not in _begins(path):
        return []
    return [
        Source(f"{key}#{number}", f"{name}#{number}", path, root, span=span)
        for number, span in items_of(path)
    ]


def refuse_large(path: Path) -> None:
    """Raises NotAnArticleError for a file of more than MOST_BYTES."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise NotAnArticleError(
            gettext(
                "Tệp nặng {size} MB, quá {most_bytes} MB: máy không mở. Chia nhỏ tệp, "
                "hoặc bỏ bớt ảnh rồi nhập lại.",
                size=size // MEGABYTE,
                most_bytes=MOST_BYTES // MEGABYTE,
            )
        )


def address_of(inside: str) -> str:
    """The old address of a file by its path in a copy of the site, as wget and browsers name it; ""
    for a page that somebody saved under a name of their own."""
    parts = inside.split("/")
    host = next((place for place, part in enumerate(parts[:3]) if HOST.match(part)), -1)
    if host < 0 and len(parts) == 1 and not PLAIN_NAME.fullmatch(parts[0]):
        return ""
    path = "/" + "/".join(parts[host + 1 :])
    path = QUERY.sub(r"\1?", path.replace("%3F", "?").replace("%3f", "?"))
    return ADDED_SUFFIX.sub(r"\1\2", path)
