"""Reads a built site back: its pages, their links and what they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

LINKS = ("href", "src", "poster", "action")


@dataclass(frozen=True)
class BuiltPage:
    """file: inside the built site; address: root-relative, as a reader's browser shows it."""

    file: Path
    address: str

    @cached_property
    def html(self) -> str:
        return self.file.read_text("utf-8")

    @cached_property
    def soup(self) -> Any:  # any tag may be missing: the test then fails by itself
        return BeautifulSoup(self.html, "html.parser")

    def links(self) -> list[str]:
        return [tag[name] for name in LINKS for tag in self.soup.find_all(attrs={name: True})]


def read_pages(site: Path) -> list[BuiltPage]:
    """Every HTML page, by address."""
    return [
        BuiltPage(file, "/" + file.relative_to(site).as_posix().removesuffix("index.html"))
        for file in sorted(site.rglob("*.html"))
    ]


def target_of(link: str, page: BuiltPage, site: Path) -> Path | None:
    """The built file that a link of our own leads to; None for other sites and schemes."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page.file
    path = site / unquote(parts.path).lstrip("/")
    return path / "index.html" if parts.path.endswith("/") else path
