"""Reads a path as an editor wrote it: the same for the checks, the preview and the published page.

A path may be relative to the article, or to content/ (`anh/2023/x.svg`, `/anh/…`), or carry
Pelican's `{static}`, `{filename}` or `{attach}`; or it names a list (lists.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from plugins.links.files import ARTICLE_SUFFIX, ContentFiles
from plugins.links.lists import LIST_MARK
from plugins.vietnamese.text import nfc

PELICAN_MARK = re.compile(r"^[{|](filename|static|attach)[}|]")
# What Markdown takes for the character alone: https://daringfireball.net/projects/markdown/syntax
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")

# Most paths: nothing in them to decode.
PLAIN = re.compile(r"(?!//)[\w./ -]+", re.ASCII)

TargetKind = Literal["elsewhere", "here", "address", "file", "article", "list", "missing"]


@dataclass(frozen=True)
class Target:
    """Where a path leads.

    path: inside content/, as the disk spells it, for a file or article; as typed, in NFC, for an
    address of the site (`/gioi-thieu/`), for a list (`{tag}dư luận`) and for what is missing;
    "" for the article itself (here) and for other sites.
    tail: `?query#fragment` as written; anchor: the fragment in plain letters.
    """

    kind: TargetKind
    path: str = ""
    tail: str = ""
    anchor: str = ""


def locate(written: str, folder: str, files: ContentFiles, *, shown: bool) -> Target:
    """folder: the article's, inside content/. shown: the page itself shows or offers the file.

    Never raises.
    """
    if PLAIN.fullmatch(written):
        return _inside(Target("missing", written), folder, files, shown=shown)
    if found := LIST_MARK.match(unquote(written)):
        return _named_list(unquote(written)[found.end() :], found["kind"], shown=shown)
    marked = PELICAN_MARK.match(unquote(written))
    link = unquote(written)[marked.end() :] if marked else written
    try:
        parts = urlsplit(link)
    except ValueError:
        return Target("elsewhere")
    if parts.scheme or parts.netloc:
        # Behind a mark there are only files of ours: `{static}javascript:…` is none of them.
        return Target("missing", nfc(link)) if marked else Target("elsewhere")
    anchor = nfc(unquote(parts.fragment))
    tail = (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )
    if not parts.path:
        return Target("here", "", tail, anchor)
    typed = Target("missing", nfc(unquote(parts.path)), tail, anchor)
    return _inside(typed, folder, files, shown=shown or marked is not None)


def _named_list(typed: str, kind: str, *, shown: bool) -> Target:
    path, mark, fragment = typed.partition("#")
    name = f"{{{kind}}}{nfc(path.strip())}"
    return Target("missing" if shown else "list", name, mark + fragment, nfc(fragment))


def _inside(typed: Target, folder: str, files: ContentFiles, *, shown: bool) -> Target:
    """Where a path leads that is one of ours. shown: it must be a file, it is no address."""
    found = files.find(typed.path, folder)
    if found is not None:
        kind: TargetKind = "article" if found.endswith(ARTICLE_SUFFIX) else "file"
        return Target(kind, found, typed.tail, typed.anchor)
    first = typed.path.lstrip("/").partition("/")[0]
    is_file = first in files.static or typed.path.endswith(ARTICLE_SUFFIX)
    is_file = is_file or files.misplaced(typed.path, folder) != ""
    if typed.path.startswith("/") and not (shown or is_file):
        return Target("address", typed.path, typed.tail, typed.anchor)
    return typed
