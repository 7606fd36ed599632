"""What Windows, Word and phones leave behind is named, and so is what will not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.links.files import ARTICLE_SUFFIX
from plugins.links.published import refusal
from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import PICTURES
from plugins.shared.problems import Problem, Severity

# pelicanconf.py's IGNORE_FILES keeps all of these out of the site.
LEFTOVER = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|\._.*|~\$.*|\.~lock\..*|.*~"
    r"|.*\.(?:bak|tmp|temp|swp|orig|rej|crdownload|part)",
    re.I,
)
TEXTS = (".markdown", ".mdown", ".mkd", ".text")
NOTEPAD = ".txt"
OLD_ADDRESSES = "redirects.csv"
DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".html", ".htm")


def check(site: Site) -> Iterator[Problem]:
    """Files that programs leave behind, and those that are not published."""
    ignored = () if site.about else site.tree.ignored
    for file in sorted((*site.subject_files, *ignored)):
        if found := _found(file, site):
            yield Problem(f"{site.name}/{file}", 1, 1, *found)


def _found(file: str, site: Site) -> tuple[Severity, str, str] | None:
    """What is to be said of what is neither an article nor a file to be published."""
    name = file.rpartition("/")[2]
    if LEFTOVER.fullmatch(name):
        sentence = gettext("tệp thừa do máy tính hoặc phần mềm để lại; không được đăng.")
        return "warning", sentence, gettext("xóa tệp này.")
    if file.startswith(".") or "/." in file:
        return None
    room = file.partition("/")[0] if "/" in file else ""
    stem, dot, ending = name.rpartition(".")
    suffix = f"{dot}{ending}".lower()
    if room in site.static:
        if suffix == ARTICLE_SUFFIX:
            sentence = gettext(
                "bài nằm trong thư mục ảnh, tệp nên không thành trang, không được đăng."
            )
            return "error", sentence, _move(site, suffix)
        if refused := refusal(file, "link"):
            return "warning", *refused
        return None
    if room not in site.folders:
        if site.old_addresses and file == OLD_ADDRESSES:
            return None
        return (
            "warning",
            gettext("tệp nằm ngoài các thư mục của trang; không được đăng."),
            _move(site, suffix),
        )
    if name.endswith(ARTICLE_SUFFIX):
        return None
    meant = f"{stem.removesuffix(ARTICLE_SUFFIX)}{ARTICLE_SUFFIX}"
    not_md = gettext("tệp này không được đăng: chỉ bài có đuôi .md mới được đăng.")
    if suffix == NOTEPAD:
        # Windows hides the suffix, so that renaming gives `bai.md.txt` again.
        remedy = gettext(
            "nếu là bài viết thì mở bằng Notepad, chọn Tệp → Lưu như (Save As), ở ô Kiểu "
            "(Save as type) chọn “Tất cả các tệp” (All files), ghi tên “{meant}”, mã hóa "
            "UTF-8; lưu xong thì xóa tệp cũ.",
            meant=meant,
        )
        return "warning", not_md, remedy
    if suffix == ARTICLE_SUFFIX or suffix in TEXTS:
        return "warning", not_md, gettext("nếu là bài viết thì đổi tên thành: {meant}", meant=meant)
    if suffix in DOCUMENTS:
        return (
            "warning",
            gettext("tệp này không được đăng: bài viết phải có đuôi .md."),
            gettext(
                "mở tệp bằng Word, chép chữ; gõ lệnh {command} new để tạo bài rồi dán vào đó.",
                command=COMMAND,
            ),
        )
    folder = "anh" if name.lower().endswith(PICTURES) else "tep"
    return (
        "warning",
        gettext("tệp này không được đăng: thư mục này chỉ dành cho bài viết."),
        gettext("chuyển vào {name}/{folder}/<năm>/", name=site.name, folder=folder),
    )


def _move(site: Site, suffix: str) -> str:
    folders = site.folders if suffix == ARTICLE_SUFFIX else site.static
    return gettext("chuyển vào một trong các thư mục: {folders}.", folders=", ".join(folders))
