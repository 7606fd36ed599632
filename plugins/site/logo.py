"""An office's logo stands beside its name on every page, and is what its icons are made of."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image

from plugins.images.made import public_name
from plugins.images.raster import clean_still
from plugins.images.reading import NotAPictureError, is_drawing, read_picture
from plugins.images.svg import load_drawing
from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError
from plugins.vietnamese.text import fold, nfc

KINDS = (".svg", ".png")
# Of the shorter side, in pixels: sharp in the header of a phone, where it is 36 px high, and what
# search engines ask for: https://developers.google.com/search/docs/appearance/structured-data/organization
SIDE = 112
# Beside it the name has to fit on a phone of 320 px.
LONGER = 2
# Every page shows it: of a drawing, as it is published.
MOST_BYTES = 20_000
LONGEST_ALT = 100
MEDIA = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True)
class LogoFile:
    """The setting. file: inside content/, or else inside the theme's static/; "" for none. alt:
    what the logo shows, "" where the name beside it says that."""

    file: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Logo:
    """As it is published; address: inside the site; width, height: in pixels."""

    address: str
    alt: str
    width: int
    height: int
    data: bytes

    @property
    def data_address(self) -> str:
        """For a drawing that has it within."""
        kind = MEDIA[suffix_of(self.address)]
        return f"data:{kind};base64,{b64encode(self.data).decode()}"


def read_logo(setting: LogoFile, name: str, folders: Iterable[Path]) -> Logo | None:
    """None where there is none. name: of the site; folders: in which its file is looked for, in
    this order. Raises SettingError."""
    if not setting.file.strip():
        return None
    alt = _checked_alt(setting.alt, name)
    file = _found(setting.file.strip(), list(folders))
    try:
        data = read_picture(file)
        width, height, clean = _drawing(file, data) if is_drawing(file) else _raster(file, data)
    except NotAPictureError as cause:
        raise SettingError(f"SITE.logo: {cause}") from cause
    address = public_name(
        f"anh/{file.name}", hashlib.sha256(clean).hexdigest(), "", suffix_of(file.name)
    )
    return Logo(address, alt, width, height, clean)


def _found(written: str, folders: list[Path]) -> Path:
    path = PurePosixPath(nfc(written).replace("\\", "/").removeprefix("content/"))
    if path.suffix.lower() not in KINDS:
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” không phải tệp .svg hay .png; xuất logo ra một trong hai dạng "
                'ấy rồi ghi, ví dụ "file": "anh/logo.svg".',
                file=written,
            )
        )
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” nằm ngoài thư mục content; chép tệp vào content/anh rồi ghi "
                '"file": "anh/{name}".',
                file=written,
                name=path.name,
            )
        )
    for folder in folders:
        if (folder / path).is_file():
            return folder / path
    raise SettingError(
        gettext(
            "SITE.logo: không có tệp content/{path}; chép logo vào đó, hoặc sửa “file” cho đúng "
            "tên tệp.",
            path=path,
        )
    )


def _checked_alt(written: str, name: str) -> str:
    alt = " ".join(nfc(written).split())
    if not alt:
        return ""
    if fold(name) in fold(alt):
        raise SettingError(
            gettext(
                "SITE.logo: “alt” lặp lại tên trang, mà tên ấy đã đứng cạnh logo nên máy đọc màn "
                "hình sẽ đọc hai lần; bỏ dòng “alt”, hoặc chỉ tả hình, ví dụ "
                '"alt": "Bông lúa và ngôi sao".'
            )
        )
    if len(alt) > LONGEST_ALT or suffix_of(alt) in KINDS:
        raise SettingError(
            gettext(
                "SITE.logo: “alt” là lời ngắn tả hình (không quá {most} ký tự, không phải tên "
                'tệp), ví dụ "alt": "Bông lúa và ngôi sao"; không cần thì bỏ dòng ấy.',
                most=LONGEST_ALT,
            )
        )
    return alt


def _drawing(file: Path, data: bytes) -> tuple[int, int, bytes]:
    drawing = load_drawing(file.name, data)
    _refuse_shape(file, drawing.width, drawing.height)
    if b"<text" in drawing.data:
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” có chữ, mà máy bạn đọc có thể không có phông ấy; trong "
                "chương trình vẽ, đổi chữ thành nét (Object to Path) rồi xuất lại.",
                file=file.name,
            )
        )
    if len(drawing.data) > MOST_BYTES:
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” nặng {size} kB, mà trang nào cũng phải tải; tối đa là {most} "
                "kB. Bỏ bớt chi tiết, hoặc xuất ra PNG cạnh {side} điểm.",
                file=file.name,
                size=len(drawing.data) // 1000,
                most=MOST_BYTES // 1000,
                side=4 * SIDE,
            )
        )
    scale = SIDE / min(drawing.width, drawing.height)
    return round(drawing.width * scale), round(drawing.height * scale), drawing.data


def _raster(file: Path, data: bytes) -> tuple[int, int, bytes]:
    still = clean_still(file.name, data)
    _refuse_shape(file, still.width, still.height)
    if min(still.size) < SIDE:
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” chỉ có {width} × {height} điểm nên sẽ mờ; cần cạnh ngắn từ "
                "{least} điểm trở lên, hoặc dùng SVG.",
                file=file.name,
                width=still.width,
                height=still.height,
                least=SIDE,
            )
        )
    scale = SIDE / min(still.size)
    size = round(still.width * scale), round(still.height * scale)
    held = BytesIO()
    still.resize(size, Image.Resampling.LANCZOS).save(held, "PNG", optimize=True)
    return *size, held.getvalue()


def _refuse_shape(file: Path, width: int, height: int) -> None:
    if max(width, height) > LONGER * min(width, height):
        raise SettingError(
            gettext(
                "SITE.logo: “{file}” rộng {width}, cao {height}: quá dài để đứng cạnh tên trang; "
                "cạnh dài không quá {times} lần cạnh ngắn. Cắt lấy phần hình, bỏ phần chữ.",
                file=file.name,
                width=width,
                height=height,
                times=LONGER,
            )
        )
