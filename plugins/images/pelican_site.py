"""Which file of a site of Pelican's an article's `img` shows, however its path is written."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pelican.contents import Content, Static

LINKED = ("static", "attach", "filename")


def static_of(src: str, content: Content) -> Static | None:
    """The static file at `src` as an article says it: `{static}…`, `{attach}…`, an address of the
    site, one from the page; None for any other.

    A file's own address is not asked for here: from then on {attach} could not move it.
    """
    found = re.match(content.settings["INTRASITE_LINK_REGEX"], src)
    if found:
        if found["what"] not in LINKED:
            return None
        paths = _from_source(urlsplit(src[found.end() :]).path, content)
    else:
        paths = _from_page(src, content)
    static: dict[str, Static] = content._context["static_content"]
    return next((static[path] for path in paths if path in static), None)


def file_of(static: Static) -> Path:
    return Path(static.settings["PATH"], static.source_path)


def _from_source(path: str, content: Content) -> Iterator[str]:
    """As Pelican looks for it."""
    for spelling in dict.fromkeys((path, unquote(path), html.unescape(path))):
        if spelling.startswith("/"):
            yield spelling[1:]
        else:
            yield content.get_relative_source_path(f"{content.relative_dir}/{spelling}")


def _from_page(src: str, content: Content) -> Iterator[str]:
    """A static file lies in the site where it lies in content/."""
    address = src.removeprefix(f"{content.settings['SITEURL']}/") if _is_own(src, content) else src
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return
    folder = "" if parts.path.startswith("/") or address != src else posixpath.dirname(content.url)
    whole = posixpath.normpath(posixpath.join("/", folder, parts.path.lstrip("/")))
    for spelling in dict.fromkeys((whole, unquote(whole))):
        yield spelling.lstrip("/")


def _is_own(src: str, content: Content) -> bool:
    site: str = content.settings["SITEURL"]
    return bool(site) and src.startswith(f"{site}/")
