"""Which files are pictures, and how to save one that cannot be read so that readers see it."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from pathlib import Path

from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext_noop

SVG = ".svg"
# A picture under any of these names is read by what it holds, whatever the name says.
READ = frozenset(
    """.jpg .jpeg .jpe .jif .jfif .pjpeg .pjp .mpo .png .apng .gif .webp .avif .avifs .bmp
    .dib""".split()  # noqa: SIM905  (read and compared more easily as words)
)
HEIC = frozenset([".heic", ".heics", ".heif", ".heifs", ".hif"])
# Of cameras: what the sensor saw, with all that the camera knows about where and when.
RAW = frozenset(
    """.dng .raw .arw .cr2 .cr3 .crw .nef .nrw .orf .pef .raf .rw2 .sr2 .srf .srw .x3f .3fr .erf
    .kdc .mrw""".split()  # noqa: SIM905
)
OTHERS = frozenset(
    """.tif .tiff .ico .cur .jxl .jp2 .j2k .jpx .jxr .psd .psb .xcf .ai .eps .emf .wmf .svgz .tga
    .pcx .ppm .pgm .pbm .cdr""".split()  # noqa: SIM905
)
PICTURES = (SVG, *sorted(READ | HEIC | RAW | OTHERS))

SAVE_HEIC = gettext_noop(
    "lưu lại ở dạng JPEG: trên iPhone, gửi ảnh qua thư điện tử cho chính mình; trên "
    "Windows, mở bằng Photos, bấm “…” rồi Save as, chọn .jpg. Để iPhone chụp sẵn "
    "JPEG: Cài đặt › Camera › Định dạng › Tương thích nhất."
)
SAVE_RAW = gettext_noop(
    "đó là ảnh thô của máy ảnh: mở bằng Photos hoặc chương trình của máy ảnh, xuất "
    "(Export) ra dạng JPEG rồi dùng tệp ấy."
)
SAVE_OTHERS = gettext_noop(
    "mở tệp bằng chương trình xem ảnh hay vẽ, lưu lại (Save as) ở dạng JPEG hoặc PNG."
)
HOW_TO_SAVE: Mapping[str, str] = {
    **dict.fromkeys(HEIC, SAVE_HEIC),
    **dict.fromkeys(RAW, SAVE_RAW),
    **dict.fromkeys(OTHERS, SAVE_OTHERS),
}
# How pictures begin: https://en.wikipedia.org/wiki/List_of_file_signatures
MAGIC = 16
BEGINNINGS: Mapping[str, re.Pattern[bytes]] = {
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".bmp": re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL),
    ".avif": re.compile(rb"....ftyp(?:avif|avis)", re.DOTALL),
    ".heic": re.compile(rb"....ftyp(?:hei[cxms]|hev[cmsx]|mif1|msf1)", re.DOTALL),
    ".tiff": re.compile(rb"II[*+]\0|MM\0[*+]|IIRO|IIU\0"),
    ".psd": re.compile(rb"8BPS"),
    ".jp2": re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ".jxl": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
}


def is_picture(path: Path) -> bool:
    """By its name, or by what it holds under another name; no for what cannot be read."""
    if suffix_of(path.name) in PICTURES:
        return True
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            return kind_inside(file.read(MAGIC)) != ""
    except OSError:
        return False


def kind_inside(head: bytes) -> str:
    """The usual suffix of the picture that begins so, "" for anything else. head: MAGIC bytes."""
    return next((kind for kind, begin in BEGINNINGS.items() if begin.match(head)), "")
