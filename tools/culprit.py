"""Which article was at work when an error of the software came up, for the sentence about it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from traceback import walk_tb
from urllib.parse import urlsplit

from pelican.contents import Content

from plugins.shared.failures import PageError

ARTICLE = ".md"
# The project's own, and modules of Python's that have a `register` too.
NO_PLUGINS = ("plugins.", "codecs", "atexit", "multiprocessing")


def article_of(cause: BaseException, content: Path) -> str:
    """`content/tin-tuc/a.md`, or an address, of the article that was at work; empty if none was.

    Pelican's loops and Jinja's templates don't say whose page they make, but hold it.
    """
    for each in _chain(cause):
        for found in _held_by(each):
            if isinstance(found, Content):
                return f"{content.name}/{found.relative_source_path}"
            if found.endswith(ARTICLE):
                return found
            return _file_at(found, content) or f"/{found}"
    return ""


def plugin_of(cause: BaseException) -> str:
    """The module of the plugin from elsewhere in whose code it came up; empty if in none's."""
    for each in _chain(cause):
        for frame, _ in reversed([*walk_tb(each.__traceback__)]):
            name = str(frame.f_globals.get("__name__", ""))
            if name.startswith(NO_PLUGINS):
                continue
            for package in accumulate(name.split("."), "{}.{}".format):
                if hasattr(sys.modules.get(package), "register"):
                    return package
    return ""


def _chain(cause: BaseException) -> Iterator[BaseException]:
    """The first cause first."""
    seen = [cause]
    while (deeper := seen[-1].__cause__ or seen[-1].__context__) and deeper not in seen:
        seen.append(deeper)
    return reversed(seen)


def _held_by(cause: BaseException) -> Iterator[Content | str]:
    """Articles, their paths or addresses, nearest to where it came up first."""
    if isinstance(cause, PageError):
        yield urlsplit(cause.address).path.strip("/")
    # Pelican takes every reader that was ever imported, in sites without our plugins too.
    from plugins.listings.cards import Card

    for frame, _ in reversed([*walk_tb(cause.__traceback__)]):
        for name, value in frame.f_locals.items():
            if isinstance(value, Content):
                yield value
            elif isinstance(value, Card):
                yield value.address
            elif path := _path_in(name, value):
                yield path


def _path_in(name: str, value: object) -> str:
    """Of what our own code knows an article by; empty for anything else. Only plain data is asked:
    other objects may answer with an error of their own."""
    kind = type(value)
    fields = (*getattr(kind, "__dataclass_fields__", ()), *getattr(kind, "_fields", ()))
    path = value if name == "path" else getattr(value, "path", "") if "path" in fields else ""
    return path if isinstance(path, str) and path.endswith(ARTICLE) else ""


def _file_at(address: str, content: Path) -> str:
    """The article's file, since its name or its head makes its address."""
    from plugins.frontmatter.addresses import slug_as_typed

    section, _, rest = address.strip("/").partition("/")
    slug = rest.rpartition("/")[2]
    for file in sorted((content / section).rglob(f"*{ARTICLE}")):
        with suppress(OSError):
            if slug_as_typed(file.read_bytes(), file.name) == slug:
                return f"{content.name}/{file.relative_to(content).as_posix()}"
    return ""
