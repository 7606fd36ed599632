"""A path to a file that readers would not get is answered with what to publish instead."""

from __future__ import annotations

from typing import Literal

from plugins.shared.file_kinds import PICTURE_FOLDER, PUBLISHED, ending_of, suffix_of
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import PICTURES

WEB_PAGES = ("html", "htm", "xhtml", "xht", "mht", "mhtml", "shtml", "xml")
ARCHIVES = ("rar", "7z", "tar", "gz", "tgz", "bz2", "xz")

# What an article does with a file: shows it as a picture or before a film, links to it, plays it,
# offers it at its end; or an old address leads there.
Use = Literal["picture", "poster", "link", "media", "attachment", "redirect"]


def refusal(path: str, use: Use) -> tuple[str, str] | None:
    """Sentence and remedy for a file, `path` inside content/, that would not be there for readers.

    None also for what plugins/images judges: a picture of its folder, and whatever is shown as one.
    """
    name, ending = path.rpartition("/")[2], ending_of(path)
    in_room = path.startswith(f"{PICTURE_FOLDER}/")
    is_shown = use in ("picture", "poster")
    if suffix_of(path) in PICTURES or is_shown:
        if not in_room:
            return (
                gettext(
                    "“{path}” không được đăng: ảnh chỉ đăng từ content/{folder}/, nơi máy "
                    "thu nhỏ ảnh và xóa thông tin ẩn như nơi chụp.",
                    path=path,
                    folder=PICTURE_FOLDER,
                ),
                gettext(
                    "chép ảnh vào content/{folder}/<năm>/ rồi ghi: {folder}/<năm>/{name}",
                    folder=PICTURE_FOLDER,
                    name=name,
                ),
            )
        if is_shown or use in ("link", "attachment"):
            return None
        return (
            gettext(
                "“{path}” là ảnh, không đăng nguyên tệp được: ảnh gốc có thể nói ra nơi chụp.",
                path=path,
            ),
            gettext("đặt ảnh vào thân bài; để bạn đọc tải về thì lưu thành PDF."),
        )
    if ending in PUBLISHED:
        return None
    sentence = (
        gettext(
            "“{path}” không được đăng: tệp loại .{ending} có thể gây hại cho bạn đọc.",
            path=path,
            ending=ending,
        )
        if ending
        else gettext(
            "“{path}” không được đăng: tệp không có đuôi có thể gây hại cho bạn đọc.", path=path
        )
    )
    return sentence, _advice(ending)


def _advice(ending: str) -> str:
    if ending in WEB_PAGES:
        return gettext("mở bằng trình duyệt, bấm In → Lưu thành PDF, rồi đăng tệp PDF ấy.")
    if ending in ARCHIVES:
        return gettext("giải nén, nén lại thành tệp .zip rồi đăng tệp ấy.")
    return gettext(
        "lưu thành PDF, hoặc nén thành tệp .zip. Các loại đăng được: {kinds}.",
        kinds=", ".join(PUBLISHED),
    )
