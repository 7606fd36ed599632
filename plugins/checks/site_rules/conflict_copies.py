"""A copy that Windows or a program for shared folders made is not published beside its original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.links.files import ARTICLE_SUFFIX
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem, Severity
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import nfc

# In each, `name` is the original's without its suffix. These nobody types: they are of Windows and
# macOS (in English and Vietnamese), Syncthing, Nextcloud, Dropbox, Git's merge tools, OneDrive.
SURE = re.compile(
    r"(?P<name>.+?)(?:"
    r" - (?:copy|sao chép|bản sao)(?: \(\d+\))?"
    r"| (?:copy|bản sao)(?: \d+)?"
    r"| ?\((?:copy|bản sao|sao chép)(?: \d+)?\)"
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"
    r"|_conflict(?:ed)?(?:[ _-][\d-]+)?"
    r"|-conflict(?:ed)?[ _-]\d[\d-]*"
    r"| ?\([^()]*(?:conflict|xung đột)[^()]*\)"
    r"|_(?-i:BACKUP|BASE|LOCAL|REMOTE)_\d+"
    r"|-(?-i:DESKTOP|LAPTOP)-(?-i:[A-Z0-9]{4,})(?:-\d+)?"
    r")"
    r"|(?:copy|bản sao)(?: \(\d+\))? (?:of|của) (?P<behind>.+)",
    re.IGNORECASE,
)
# These may be names that somebody chose: more has to speak against them.
NUMBERED = re.compile(r"(?P<name>.+?) ?\(\d{1,2}\)")
OF_A_MACHINE = re.compile(r"(?P<name>.*?[^\W_])-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{3,14}")


def check(site: Site) -> Iterator[Problem]:
    """An error for an article, a warning for a picture or file, which is there for whoever shows
    it."""
    rooms = (*site.folders, *site.static)
    for file in site.subject_files:
        folder, _, name = file.rpartition("/")
        stem, dot, suffix = name.rpartition(".")
        if not dot or file.partition("/")[0] not in rooms:
            continue
        sure = SURE.fullmatch(nfc(stem))
        meant = sure and (sure["name"] or sure["behind"])
        if not meant and not (meant := _beside(site, file, nfc(stem), suffix)):
            continue
        original = f"{folder}/{meant}.{suffix}"
        is_there = nfc(original).casefold() in site.case_folded
        sentence, remedy = _said(name, original, is_there=is_there)
        severity: Severity = "error" if file.endswith(ARTICLE_SUFFIX) else "warning"
        yield Problem(f"{site.name}/{file}", 1, 1, severity, sentence, remedy)


def _beside(site: Site, file: str, stem: str, suffix: str) -> str:
    """The name of the original in the same folder that `file` is probably a copy of, or ""."""
    folder = file.rpartition("/")[0]
    is_article = file.endswith(ARTICLE_SUFFIX)
    for pattern in (NUMBERED, OF_A_MACHINE):
        found = pattern.fullmatch(stem)
        original = f"{folder}/{found['name']}.{suffix}" if found else ""
        if not found or original not in site.spelt:
            continue
        if not is_article:
            sizes = {(site.content / each).stat().st_size for each in (file, site.spelt[original])}
            if pattern is NUMBERED and len(sizes) == 1:
                return found["name"]
        elif pattern is NUMBERED or _same_moment(site, file, original):
            return found["name"]
    return ""


def _same_moment(site: Site, *files: str) -> bool:
    """Two articles of one name and one date; a plain page has none."""
    outlines = [site.outlines.get(f"{site.name}/{file}") for file in files]
    return len({outline and outline.moment for outline in outlines}) == 1


def _said(name: str, original: str, *, is_there: bool) -> tuple[str, str]:
    if is_there:
        return (
            gettext(
                "{name} là bản sao của “{original}”, do máy tính hay phần mềm chép tệp tạo ra.",
                name=quoted(name),
                original=original,
            ),
            gettext(
                "so hai tệp, chép phần còn thiếu sang tệp kia rồi xóa tệp này (bài thì ghép "
                "được ở bàn biên tập, “So hai bản”); nếu là hai tệp khác nhau thì đổi tên tệp "
                "này."
            ),
        )
    return (
        gettext(
            "{name} mang tên của một bản sao, do máy tính hay phần mềm chép tệp tạo ra; không có "
            "tệp gốc “{original}”.",
            name=quoted(name),
            original=original,
        ),
        gettext(
            "đổi tên tệp này thành “{name}”, hoặc xóa đi.",
            name=original.rpartition("/")[2],
        ),
    )
