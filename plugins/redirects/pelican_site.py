"""Which pages and files a site of Pelican's has, and which old addresses its articles name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.contents import Content

from plugins.redirects.resolve import PageFacts
from plugins.vietnamese.text import nfc

INDEX = "index.html"
HELD = ("draft", "skip")
# Between the addresses of one line; a comma inside of one stays.
BETWEEN = re.compile(r"[;,]?\s+|;")


def pages_of(contents: Iterable[Content], content: Path, keys: Iterable[str]) -> list[PageFacts]:
    """content: the folder; keys: of metadata with old addresses. Addresses are decoded."""
    return [
        PageFacts(
            f"{content.name}/{Path(each.get_relative_source_path()).as_posix()}",
            _address(each.url),
            each.status not in HELD,
            tuple(aliases_of(each.metadata, keys)),
        )
        for each in sorted(contents, key=lambda each: str(each.source_path))
        if each.url
    ]


def aliases_of(metadata: Mapping[str, Any], keys: Iterable[str]) -> Iterator[str]:
    """As typed in one line, in several, or in a list with or without brackets and quotes."""
    for key in keys:
        value = metadata.get(key.lower(), [])
        for text in [value] if isinstance(value, str) else value:
            for alias in BETWEEN.split(str(text).strip().strip("[]")):
                if bare := alias.strip().rstrip(",").strip("'\""):
                    yield bare


def addresses_of(files: Iterable[str]) -> set[str]:
    """files: paths inside the site. Theirs, decoded, and of folders with a page."""
    found = {f"/{nfc(file)}" for file in files}
    return found | {_folder(address) for address in found}


def theme_files(settings: Mapping[str, Any]) -> Iterator[str]:
    """Paths inside the site of what Pelican copies of the theme."""
    for static in settings["THEME_STATIC_PATHS"]:
        folder = Path(settings["THEME"], static)
        for file in folder.rglob("*"):
            yield f"{settings['THEME_STATIC_DIR']}/{file.relative_to(folder).as_posix()}"


def key_of(address: str) -> str:
    """As that of an old address."""
    return address.lower().rstrip("/") or "/"


def _address(url: str) -> str:
    return _folder("/" + nfc(unquote(url)).lstrip("/"))


def _folder(address: str) -> str:
    return address.removesuffix(INDEX) if address.endswith(f"/{INDEX}") else address
