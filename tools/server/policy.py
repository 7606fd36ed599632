"""A reader's browser runs only what the build wrote: the hashes of a site's inline code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from plugins.shared.file_kinds import FILE_FOLDERS
from plugins.shared.messages import gettext
from plugins.shared.processes import in_processes
from tools.server.errors import ServerConfigError

ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
# In a title or a text field a tag is text, in a comment nothing; in a value of another tag too,
# which is why those are read as well.
TAGS = re.compile(
    rb"<(?:!--.*?-->|(script|style|title|textarea)(?=[\s/>])(" + ATTRIBUTES + rb")>(.*?)</\1[\s/>]"
    rb"|[a-z]" + ATTRIBUTES + rb">)",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(rb"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
# The rest are blocks of data, which no policy stops (HTML, “The script element”).
SCRIPT_TYPES = re.compile(
    rb"|module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script",
    re.IGNORECASE,
)
ADDRESSES = ("action", "data", "formaction", "href", "poster", "src", "xlink:href")
# More than what is forbidden, so that few pages have to be read by the slow and exact parser.
# Each begins with plain letters, which a search jumps to; pages are put in small letters first.
SUSPECT_NAMES = (re.compile(rb"style\s*="), re.compile(rb"on[a-z]+\s*="))
SUSPECT_VALUE = re.compile(rb"""=\s*["']?[\0- ]*[j&]""")
BEFORE_A_NAME = (b" ", b"\t", b"\n", b"\r", b"\f", b"/", b'"', b"'")
NO_CONTROL = re.compile(r"[\x00-\x20]")


@dataclass(frozen=True)
class Hashes:
    """Sources of a content security policy (`sha256-…`), of inline scripts and of styles."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: Hashes) -> Hashes:
        return Hashes(self.scripts | other.scripts, self.styles | other.styles)


NO_HASHES = Hashes()


@dataclass(frozen=True)
class InlineCode:
    """What one page carries, or a whole site; refusal: empty, or what no policy may allow."""

    hashes: Hashes = NO_HASHES
    refusal: str = ""

    @property
    def policy(self) -> Hashes:
        """Raises ServerConfigError for a handler (`onclick=…`), a style attribute, a javascript:
        address."""
        if self.refusal:
            raise ServerConfigError(
                gettext("{refusal}, trình duyệt sẽ chặn; hãy bỏ đi.", refusal=self.refusal)
            )
        return self.hashes


def policy_hashes(site: Path) -> Hashes:
    """Of every inline script and style in the pages below `site`. Raises ServerConfigError."""
    names = sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))
    pages = [site / name for name in names]
    codes = in_processes(_read, pages)
    return code_of_site(zip(names, codes, strict=True)).policy


def code_of_site(pages: Iterable[tuple[str, InlineCode]]) -> InlineCode:
    """pages: by path inside the site: its HTML files. Those in the folders of files, where no build
    writes a page, are left out."""
    scripts: set[str] = set()
    styles: set[str] = set()
    refusal = ""
    for path, code in pages:
        if path.partition("/")[0] not in FILE_FOLDERS:
            scripts |= code.hashes.scripts
            styles |= code.hashes.styles
            refusal = refusal or (code.refusal and f"{path}: {code.refusal}")
    return InlineCode(Hashes(frozenset(scripts), frozenset(styles)), refusal)


def code_of_page(html: bytes) -> InlineCode:
    """The hashes of a page's inline code; html: as it was written."""
    refusal = forbidden(html.decode("utf-8")) if _is_suspect(html.lower()) else ""
    return InlineCode(page_hashes(html), refusal)


def page_hashes(html: bytes) -> Hashes:
    """Of the inline scripts and styles of one page; what else it may carry is not looked at."""
    found = list(inline_code(html))
    return Hashes(
        _sources(text for kind, text in found if kind == "script"),
        _sources(text for kind, text in found if kind == "style"),
    )


def inline_code(html: bytes) -> Iterator[tuple[str, bytes]]:
    """Every `("script" | "style", text)` that a browser would ask the policy about."""
    for found in TAGS.finditer(html):
        if found[1] is None:
            continue
        kind = found[1].lower().decode()
        # A browser reads every line end as one LF before it computes the hash.
        text = found[3].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if kind == "style" or (kind == "script" and _runs_inline(found[2])):
            yield kind, text


def _runs_inline(tag: bytes) -> bool:
    given = {name.lower(): value.strip(b"\"'") for name, value in ATTRIBUTE.findall(tag)}
    return (
        b"src" not in given and SCRIPT_TYPES.fullmatch(given.get(b"type", b"").strip()) is not None
    )


def _read(page: Path) -> InlineCode:
    return code_of_page(page.read_bytes())


def _is_suspect(html: bytes) -> bool:
    return SUSPECT_VALUE.search(html) is not None or any(
        html[found.start() - 1 : found.start()] in BEFORE_A_NAME
        for name in SUSPECT_NAMES
        for found in name.finditer(html)
    )


def forbidden(html: str) -> str:
    """The first thing that no hash can allow, in words; empty when there is none."""
    watcher = _Watcher()
    watcher.feed(html)
    watcher.close()
    return watcher.found


class _Watcher(HTMLParser):
    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found = self.found or gettext(
                    "thẻ <{tag}> có thuộc tính “{name}”", tag=tag, name=name
                )
            elif name in ADDRESSES and _is_code(value or ""):
                self.found = self.found or gettext("thẻ <{tag}> có địa chỉ “javascript:”", tag=tag)


def _is_code(address: str) -> bool:
    return NO_CONTROL.sub("", address).lower().startswith("javascript:")


def _sources(texts: Iterable[bytes]) -> frozenset[str]:
    return frozenset(
        "sha256-" + base64.b64encode(hashlib.sha256(text).digest()).decode() for text in texts
    )
