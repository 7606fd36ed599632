"""Which files go out as they are, and how browsers are told what each is: one list for all.

A kind that a browser may run or draw (HTML, XML, SVG, scripts) is never added here: readers would
run what somebody put into a file. Pictures are published as cleaned copies, by plugins/images.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

TEXT = "; charset=utf-8"
# By the ending of the name, in small letters.
DOCUMENTS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv" + TEXT,
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain" + TEXT,
    "zip": "application/zip",
}
SOUND: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "wav": "audio/wav",
}
VIDEO: Mapping[str, str] = {
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
}
SUBTITLES: Mapping[str, str] = {"vtt": "text/vtt" + TEXT}
PUBLISHED: Mapping[str, str] = {**DOCUMENTS, **SOUND, **VIDEO, **SUBTITLES}

PICTURES = (
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "heic",
    "heif", "mpo", "dng",
)  # fmt: skip
# The folder of content/ whose pictures are published, as copies.
PICTURE_FOLDER = "anh"
WEB_PAGES = ("html", "htm", "xhtml", "xht", "mht", "mhtml", "shtml", "xml")
ARCHIVES = ("rar", "7z", "tar", "gz", "tgz", "bz2", "xz")
ALL = f"Các loại đăng được: {', '.join(PUBLISHED)}."

# What an article does with a file: shows it as a picture or before a film, links to it, plays it,
# offers it at its end; or an old address leads there.
Use = Literal["picture", "poster", "link", "media", "attachment", "redirect"]


def ending_of(path: str) -> str:
    """`pdf` of `tep/2025/A.PDF`; "" for a name without one."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return ending.lower() if dot else ""


def is_published(path: str) -> bool:
    """Whether a file of this kind goes out as it is, where something published leads to it."""
    return ending_of(path) in PUBLISHED


def is_picture(path: str) -> bool:
    return ending_of(path) in PICTURES


def refusal(path: str, use: Use) -> tuple[str, str] | None:
    """Sentence and remedy for a file, `path` inside content/, that would not be there for readers.

    None also for what plugins/images judges: a picture of its folder, and whatever is shown as one.
    """
    name, ending = path.rpartition("/")[2], ending_of(path)
    in_room = path.startswith(f"{PICTURE_FOLDER}/")
    is_shown = use in ("picture", "poster")
    if ending in PICTURES or is_shown:
        if not in_room:
            return (
                f"“{path}” không được đăng: ảnh chỉ đăng từ content/{PICTURE_FOLDER}/, nơi máy "
                "thu nhỏ ảnh và xóa thông tin ẩn như nơi chụp.",
                f"chép ảnh vào content/{PICTURE_FOLDER}/<năm>/ rồi ghi: "
                f"{PICTURE_FOLDER}/<năm>/{name}",
            )
        if is_shown or use == "link":
            return None
        return (
            f"“{path}” là ảnh, không đăng nguyên tệp được: ảnh gốc có thể nói ra nơi chụp.",
            "đặt ảnh vào thân bài; để bạn đọc tải về thì lưu thành PDF.",
        )
    if ending in PUBLISHED:
        return None
    kind = f"loại .{ending}" if ending else "không có đuôi"
    return f"“{path}” không được đăng: tệp {kind} có thể gây hại cho bạn đọc.", _advice(ending)


def _advice(ending: str) -> str:
    if ending in WEB_PAGES:
        return "mở bằng trình duyệt, bấm In → Lưu thành PDF, rồi đăng tệp PDF ấy."
    if ending in ARCHIVES:
        return "giải nén, nén lại thành tệp .zip rồi đăng tệp ấy."
    return f"lưu thành PDF, hoặc nén thành tệp .zip. {ALL}"
