"""A zip of pages becomes a folder, unless it would do harm."""

from __future__ import annotations

import os
import re
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from importing.document import NotAnArticleError
from plugins.shared.file_kinds import suffix_of
from plugins.shared.file_names import windows_fault
from plugins.shared.messages import gettext

MEGABYTE = 1_000_000
# Of a zip: more is a bomb, or nothing that one import should do.
MOST_FILES, MOST_OPENED, MOST_RATIO = 200_000, 8_000 * MEGABYTE, 300


def is_zip_of_pages(path: Path) -> bool:
    """Office files are zips too; they have a list of their parts at a place of their own."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:MOST_FILES])
    except (zipfile.BadZipFile, ValueError, OSError):
        return suffix_of(path.name) == ".zip"
    return not {"[Content_Types].xml", "mimetype"} & names


def unpacked(path: Path, to: Path) -> Path:
    """The folder with what the zip holds. Raises NotAnArticleError for what would do harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, path, to)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as cause:
        locked = "password" in str(cause) or "encrypted" in str(cause)
        raise NotAnArticleError(
            gettext("Tệp nén “{name}” có mật khẩu: bỏ mật khẩu rồi nén lại.", name=path.name)
            if locked
            else gettext("Tệp nén “{name}” hỏng hoặc chép chưa hết: nén lại.", name=path.name)
        ) from None
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
        raise NotAnArticleError(
            gettext(
                "Tệp nén “{name}” mở ra quá lớn ({opened} MB, {count} tệp): máy không "
                "mở. Giải nén bằng tay rồi nhập thư mục.",
                name=path.name,
                opened=opened // MEGABYTE,
                count=len(infos),
            )
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
            raise NotAnArticleError(
                gettext(
                    "Tệp nén “{name}” có tên dẫn ra ngoài ({inside}): máy không mở, vì tệp "
                    "như vậy có thể ghi đè tệp của bạn.",
                    name=path.name,
                    inside=name[:80],
                )
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
                    raise NotAnArticleError(
                        gettext(
                            "Tệp nén “{name}” ghi sai cỡ của tệp bên trong: máy không mở.",
                            name=path.name,
                        )
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
