"""What an editor's browser shows now: the last good build, and the problems of the newest one."""

import html
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from plugins.shared.messages import gettext, gettext_noop, language
from tools.preview_address import own_origins

OWN = "/_xem-truoc/"  # addresses that belong to the preview, not to the site
EVENTS = OWN + "su-kien"
SCRIPT = OWN + "preview.js"
STYLE = OWN + "preview.css"
BESIDE = OWN + "beside.js"
OWN_FILES = {
    address: Path(__file__).with_name(address.removeprefix(OWN))
    for address in (SCRIPT, STYLE, BESIDE)
}
UNSAVED = OWN + "bai/"
MOST_UNSAVED = 16

STALE = gettext_noop("Trang chưa cập nhật được: cần sửa những chỗ sau")
WARNED = gettext_noop("Trang đã cập nhật; nên xem lại những chỗ sau")


def plain_page(said: str) -> str:
    """A page that says one sentence; said: plain text."""
    title = gettext("Chưa xem được")
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"</head><body>{html.escape(said)}</body></html>"
    )


EMPTY_PAGE = plain_page("")


@dataclass(frozen=True)
class Shown:
    """folder: of the last good build, None before it; stale: whether the newest build failed."""

    folder: Path | None = None
    problems: str = ""
    stale: bool = False
    version: int = 0


@dataclass
class Preview:
    """What is shown `now`, replaced as a whole, so that any thread may read it.

    live: whether pages get the reloading script and a policy; without it they are the built bytes.
    desk: port of the desk, whose pages alone may frame these; 0 for none.
    """

    now: Shown = Shown()
    live: bool = True
    desk: int = 0
    closing: bool = False
    _unsaved: dict[str, str] = field(default_factory=dict)

    def show(self, folder: Path | None, problems: str) -> None:
        """A new build, or with no folder the last good one with what is wrong now."""
        now = self.now
        self.now = Shown(folder or now.folder, problems, folder is None, now.version + 1)

    def keep(self, page: str) -> str:
        """The address of the page of an unsaved text, which nobody guesses; the newest are kept."""
        address = UNSAVED + secrets.token_urlsafe(16)
        self._unsaved[address] = page
        for oldest in list(self._unsaved)[:-MOST_UNSAVED]:
            self._unsaved.pop(oldest, None)
        return address

    def unsaved(self, address: str) -> str | None:
        """The page of a text that nobody saved, by its address."""
        return self._unsaved.get(address)

    def close(self) -> None:
        """Lets browsers that wait for news go."""
        self.closing = True


def with_preview(page: str, shown: Shown) -> str:
    """`page` with the reloading script and the problems, if any; the files never get them."""
    panel = ""
    if shown.problems:
        panel = (
            f'<link rel="stylesheet" href="{STYLE}"><div class="xem-truoc-loi" role="alert">'
            f"<h2>{gettext(STALE if shown.stale else WARNED)}</h2>"
            f"<pre>{html.escape(shown.problems)}</pre></div>"
        )
    return _put_in(
        page, panel + f'<script defer src="{SCRIPT}" data-version="{shown.version}"></script>'
    )


def beside_form(page: str, desk: int) -> str:
    """The page of an unsaved text with the script that talks to the desk's."""
    origins = " ".join(own_origins(desk))
    return _put_in(page, f'<script defer src="{BESIDE}" data-desk="{origins}"></script>')


def _put_in(page: str, added: str) -> str:
    body = re.search(r"<body\b[^>]*>", page)
    place = body.end() if body else len(page)
    return page[:place] + added + page[place:]
