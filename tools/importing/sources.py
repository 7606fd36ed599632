"""What is named on the command line, as a list of things to read: files, folders, zips of pages.

Nothing outside of what was named is ever opened: names in a zip are checked, no link is followed.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from plugins.file_kinds import is_published, suffix_of
from plugins.file_names import windows_fault
from plugins.links.picture_kinds import PICTURES
from plugins.vietnamese.text import nfc
from tools.importing.document import UnreadableError
from tools.importing.wordpress import items_of

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
# Of a zip: more is a bomb, or nothing that one import should do.
MOST_FILES, MOST_OPENED, MOST_RATIO = 200_000, 8_000 * MEGABYTE, 300
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


class Files:
    """All files of a folder by name: where a picture lies that a page asks for."""

    def __init__(self, root: Path, inside: Iterable[str]) -> None:
        self.root = root
        self._by_name: dict[str, list[str]] = {}
        self._all: dict[str, str] = {}
        for path in inside:
            shown = nfc(path).lower()
            self._all[shown] = path
            self._by_name.setdefault(shown.rpartition("/")[2], []).append(path)

    def find(self, address: str, page: str = "") -> Path | None:
        """address: as the page has it; page: the page's path inside. None where it is not there."""
        path = nfc(unquote(re.split(r"[?#]", address, maxsplit=1)[0])).replace("\\", "/")
        host = re.match(r"(?:[a-z]+:)?//([^/]+)/", path, re.I)
        rest = path[host.end() :] if host else path
        tries = [rest.lstrip("/")]
        if not host and not path.startswith("/"):
            tries.insert(0, _joined(page.rpartition("/")[0], rest))
        first = page.partition("/")[0]
        tries += [f"{host[1]}/{rest}"] if host else []
        tries += [f"{first}/{rest.lstrip('/')}"] if "/" in page else []
        for each in tries:
            if found := self._all.get(each.lower()):
                return self.root / found
        return self._nearest(rest)

    def _nearest(self, rest: str) -> Path | None:
        """The one that agrees in its last folders too; alone of its name, in its name."""
        parts = [part for part in rest.lower().split("/") if part not in ("", ".", "..")]
        candidates = self._by_name.get(parts[-1], []) if parts else []
        if not candidates:
            return None
        scored = sorted(
            ((_agreeing(parts, nfc(each).lower().split("/")), each) for each in candidates),
            reverse=True,
        )
        best, path = scored[0]
        is_clear = len(scored) == 1 or scored[1][0] < best
        return self.root / path if is_clear and (best > 1 or len(scored) == 1) else None


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            return count
        count += 1
    return count


def _joined(folder: str, rest: str) -> str:
    """`../` resolved inside the root alone."""
    parts: list[str] = []
    for part in f"{folder}/{rest}".split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def gather(named: Sequence[Path], scratch: Path) -> Sources:
    """scratch: a folder for what zips hold. Raises UnreadableError for what is not there."""
    items: list[Source] = []
    unread: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    files: dict[Path, Files] = {}
    for number, path in enumerate(named):
        if path.is_dir():
            found = _folder(path.resolve(), path.name or path.resolve().name, str(path.resolve()))
        elif not path.is_file():
            raise UnreadableError(f"Không có tệp hay thư mục “{path}”.")
        elif _is_zip_of_pages(path):
            try:
                root = unpacked(path, scratch / str(number))
            except UnreadableError as why:
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
    except UnreadableError as why:
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
            except UnreadableError as why:
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
            except UnreadableError as why:
                unread.append((name, str(why)))
        elif not (
            suffix in PICTURES
            or is_published(path)
            or _is_beside(path)
            or suffix in (".css", ".js", ".xml")
        ):
            skipped.append(
                (name, f"đuôi “{suffix or path}” không phải là bài, ảnh hay tệp đính kèm.")
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
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UnreadableError(
            f"Tệp nặng {size // MEGABYTE} MB, quá {MOST_BYTES // MEGABYTE} MB: máy không mở. "
            "Chia nhỏ tệp, hoặc bỏ bớt ảnh rồi nhập lại."
        )


# -- zips --------------------------------------------------------------------------------------


def _is_zip_of_pages(path: Path) -> bool:
    """Office files are zips too; they have a list of their parts at a place of their own."""
    if suffix_of(path.name) in OFFICE or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:MOST_FILES])
    except (zipfile.BadZipFile, ValueError, OSError):
        return suffix_of(path.name) == ".zip"
    return not {"[Content_Types].xml", "mimetype"} & names


def unpacked(path: Path, to: Path) -> Path:
    """The folder with what the zip holds. Raises UnreadableError for what would do harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, path, to)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as cause:
        locked = "password" in str(cause) or "encrypted" in str(cause)
        why = (
            "có mật khẩu: bỏ mật khẩu rồi nén lại."
            if locked
            else "hỏng hoặc chép chưa hết: nén lại."
        )
        raise UnreadableError(f"Tệp nén “{path.name}” {why}") from None
    return to


def _unpack(archive: zipfile.ZipFile, path: Path, to: Path) -> None:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    opened = sum(info.file_size for info in infos)
    size = max(path.stat().st_size, 1)
    if (
        len(infos) > MOST_FILES
        or opened > MOST_OPENED
        or (opened > 50 * MEGABYTE and opened / size > MOST_RATIO)
    ):
        raise UnreadableError(
            f"Tệp nén “{path.name}” mở ra quá lớn ({opened // MEGABYTE} MB, {len(infos)} tệp): "
            "máy không mở. Giải nén bằng tay rồi nhập thư mục."
        )
    shutil.rmtree(to, ignore_errors=True)
    for info in infos:
        name = info.filename.replace("\\", "/")
        if not (info.flag_bits & 0x800):
            name = _utf8(info)
        parts = PurePosixPath(name).parts
        if stat.S_ISLNK(info.external_attr >> 16) or not parts:
            continue
        if name.startswith("/") or ".." in parts or re.match(r"[a-z]:", name, re.I):
            raise UnreadableError(
                f"Tệp nén “{path.name}” có tên dẫn ra ngoài ({name[:80]}): máy không mở, "
                "vì tệp như vậy có thể ghi đè tệp của bạn."
            )
        if any(windows_fault(part) for part in parts):
            parts = tuple(
                re.sub(r'[<>:"|*\\]', "_", part) if "?" not in part else part for part in parts
            )
        file = to.joinpath(*parts)
        file.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as packed, file.open("wb") as out:
            left = info.file_size
            while piece := packed.read(min(MEGABYTE, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise UnreadableError(
                        f"Tệp nén “{path.name}” ghi sai cỡ của tệp bên trong: máy không mở."
                    )
                out.write(piece)
        os.utime(file, (0, 0))


def _utf8(info: zipfile.ZipInfo) -> str:
    """Windows' Explorer writes names in the machine's code page and does not say so."""
    name = info.filename.replace("\\", "/")
    try:
        return name.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


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
