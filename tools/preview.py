"""What an editor's browser shows now: the last good build, and the problems of the newest one."""

import html
import re
import threading
from dataclasses import dataclass, field
from pathlib import Path

OWN = "/_xem-truoc/"  # addresses that belong to the preview, not to the site
EVENTS = OWN + "su-kien"
SCRIPT = OWN + "preview.js"
STYLE = OWN + "preview.css"
OWN_FILES = {
    address: Path(__file__).with_name(address.removeprefix(OWN)) for address in (SCRIPT, STYLE)
}
HEARTBEAT_SECONDS = 10.0

STALE = "Trang chưa cập nhật được: cần sửa những chỗ sau"
WARNED = "Trang đã cập nhật; nên xem lại những chỗ sau"


def plain_page(said: str) -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Chưa xem được</title>'
        f"</head><body>{html.escape(said)}</body></html>"
    )


EMPTY_PAGE = plain_page("")


@dataclass
class Preview:
    """What is shown now; `condition` guards it and wakes the browsers when it changes.

    live: whether pages get the reloading script; without it they are the built bytes.
    """

    folder: Path | None = None
    live: bool = True
    problems: str = ""
    stale: bool = False
    version: int = 0
    closing: bool = False
    condition: threading.Condition = field(default_factory=threading.Condition)

    def show(self, folder: Path | None, problems: str) -> None:
        """A new build, or with no folder the last good one with what is wrong now."""
        with self.condition:
            self.folder = folder or self.folder
            self.stale = folder is None
            self.problems = problems
            self.version += 1
            self.condition.notify_all()

    def close(self) -> None:
        with self.condition:
            self.closing = True
            self.condition.notify_all()

    def wait_for_change(self, known: int) -> int | None:
        """The version when it differs from `known`, `known` after a while, None at the end."""
        with self.condition:
            self.condition.wait_for(
                lambda: self.closing or self.version != known, HEARTBEAT_SECONDS
            )
            return None if self.closing else self.version


def with_preview(page: str, version: int, problems: str, stale: bool) -> str:
    """`page` with the reloading script and the problems, if any; the files never get them.

    stale: the newest build failed, so that `page` is of an earlier one.
    """
    script = f'<script defer src="{SCRIPT}" data-version="{version}"></script>'
    panel = ""
    if problems:
        panel = (
            f'<link rel="stylesheet" href="{STYLE}"><div class="xem-truoc-loi" role="alert">'
            f"<h2>{STALE if stale else WARNED}</h2>"
            f"<pre>{html.escape(problems)}</pre></div>"
        )
    body = re.search(r"<body\b[^>]*>", page)
    place = body.end() if body else len(page)
    return page[:place] + panel + script + page[place:]
