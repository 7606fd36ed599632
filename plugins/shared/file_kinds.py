"""Which files go out as they are, and how browsers are told what each is: one list for all.

A kind that a browser may run or draw (HTML, XML, SVG, scripts) is never added here: readers would
run what somebody put into a file. Pictures are published as cleaned copies, by plugins/images.
"""

from __future__ import annotations

from collections.abc import Mapping

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

# The folder of content/ whose pictures are published, as copies.
PICTURE_FOLDER = "anh"
# At the top of the site, for files that editors put in and copies of pictures: no page lies there.
FILE_FOLDERS = (PICTURE_FOLDER, "tep")


def ending_of(path: str) -> str:
    """`pdf` of `tep/2025/A.PDF`; "" for a name without one."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return ending.lower() if dot else ""


def suffix_of(path: str) -> str:
    """`.pdf` of the same."""
    ending = ending_of(path)
    return f".{ending}" if ending else ""


def is_published(path: str) -> bool:
    """Whether a file of this kind goes out as it is, where something published leads to it."""
    return ending_of(path) in PUBLISHED
