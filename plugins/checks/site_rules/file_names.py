"""Whoever works on Windows or a Mac can have every file that a colleague put into content/.

Warnings: readers get everything as it is, only such a colleague cannot fetch the folder. A control
character is an error: no address can hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.shared.file_names import windows_fault
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import nfc

CONTROL = re.compile(r"[\0-\x1f\x7f]")
RENAME = gettext_noop("đổi tên: chữ không dấu, chữ số, gạch nối; nhớ sửa cả tên trong bài.")


def check(site: Site) -> Iterator[Problem]:
    """Names that Windows or a Mac does not take, or takes for the same."""
    first_of: dict[str, str] = {}
    seen: set[str] = set()
    for path in (part for file in site.alike_files for part in _with_folders(file)):
        if path in seen:
            continue
        seen.add(path)
        shown, name = f"{site.name}/{path}", path.rpartition("/")[2]
        if CONTROL.search(name):
            sentence = gettext(
                "tên {name} có ký tự điều khiển.", name=quoted(CONTROL.sub("?", name))
            )
            yield Problem(shown, 1, 1, "error", sentence, gettext(RENAME))
        elif fault := windows_fault(name):
            sentence = gettext(
                "máy Windows không nhận tên {name}: {fault}.", name=quoted(name), fault=fault
            )
            yield Problem(shown, 1, 1, "warning", sentence, gettext(RENAME))
        first = first_of.setdefault(nfc(path).casefold(), path)
        if nfc(first) != nfc(path):
            sentence = gettext(
                "tên chỉ khác “{first}” ở chữ hoa, chữ thường: máy Windows và máy Mac không giữ "
                "được cả hai.",
                first=first,
            )
            yield Problem(
                shown,
                1,
                1,
                "warning",
                sentence,
                gettext("đổi tên một trong hai; nhớ sửa cả tên trong bài."),
            )


def _with_folders(file: str) -> Iterator[str]:
    """`tep`, `tep/2025`, `tep/2025/a.pdf`."""
    for position, letter in enumerate(file):
        if letter == "/":
            yield file[:position]
    yield file
