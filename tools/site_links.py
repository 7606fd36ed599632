"""No reader of the published site presses a link that leads nowhere: every page is read back."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urljoin, urlsplit

from plugins.shared.messages import gettext, gettext_noop

# The pages are our own build's, so patterns are exact enough, and ten times as fast as a parser.
RAW = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?</\2\s*>", re.I | re.S)
TAG = re.compile(r"<[a-z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.I)
ATTRIBUTE = re.compile(r"\s([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
NAMES = {"id", "name"}
LISTS = {"srcset", "imagesrcset"}
LINKS = {"href", "xlink:href", "src", "poster", "action", "data"}
KNOWN = NAMES | LISTS | LINKS
# A browser knows these without the page's help: the top, and a search for words.
ANYWHERE = ("", "top")
SEARCHED = ":~:"
INDEX = "index.html"
# Old addresses that the server leads on, one a line, then a tab and the new one.
MOVED = ".portal/map.txt"

LinkFault = Literal["missing", "anchor"]
SENTENCES: dict[LinkFault, str] = {
    "missing": gettext_noop("không dẫn tới tệp nào"),
    "anchor": gettext_noop("dẫn tới một chỗ không có trong trang kia"),
}


@dataclass(frozen=True, order=True)
class BrokenLink:
    """page: its address below the site's root (`/tin-tuc/`); link: as written in the page."""

    page: str
    link: str
    fault: LinkFault

    def __str__(self) -> str:
        return gettext(
            "{page}: liên kết “{link}” {fault}.",
            page=self.page,
            link=self.link,
            fault=gettext(SENTENCES[self.fault]),
        )


@dataclass(frozen=True)
class ReadPage:
    """names: of its anchors; links: as written, each once."""

    names: frozenset[str]
    links: tuple[str, ...]


def broken_links(output: Path, root: str) -> list[BrokenLink]:
    """Every link, picture and anchor of all pages in `output` that leads to no file of it, sorted.

    root: the site's path without a slash at its end (`/phu-thong`), "" for a site of its own.
    Letter case counts whatever the disk. Addresses of other sites, and whole ones of our own, are
    not looked at.
    """
    files = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    pages = {
        name: read_page((output / name).read_text("utf-8"))
        for name in sorted(files)
        if name.endswith(".html")
    }
    links = {name: list(targets_of(name, page, root)) for name, page in pages.items()}
    targets = {target for of_page in links.values() for target, _ in of_page}
    names = {name: page.names for name, page in pages.items()}
    faults = faults_of(targets, root, files, names, moved_in(output))
    return sorted(
        BrokenLink(_address(name), link, faults[target])
        for name, of_page in links.items()
        for target, link in of_page
        if target in faults
    )


def faults_of(
    targets: Iterable[str],
    root: str,
    files: Collection[str],
    names: Mapping[str, Collection[str]],
    moved: Collection[str],
) -> dict[str, LinkFault]:
    """Of those `targets`, root-relative, that lead nowhere.

    names: by page, what can be jumped to; moved: as `moved_in` gives it.
    """
    found = ((target, _fault(target, root, files, names)) for target in targets)
    return {target: it for target, it in found if it and _spelling(target) not in moved}


def targets_of(name: str, page: ReadPage, root: str) -> Iterator[tuple[str, str]]:
    """Each link of the page `name`, as a browser opens it and as it is written."""
    address = root + _address(name)
    return ((_absolute(address, link), link) for link in page.links)


def moved_in(output: Path) -> set[str]:
    """Old addresses as `_spelling` has them; empty where the site keeps none."""
    if not (output / MOVED).is_file():
        return set()
    lines = (output / MOVED).read_text("ascii").splitlines()
    return {_spelling(line.partition("\t")[0]) for line in lines}


def _address(name: str) -> str:
    return f"/{name.removesuffix(INDEX)}"


def _spelling(address: str) -> str:
    """The same for one address in capitals, encoded or not."""
    return quote(unquote(address.partition("#")[0]).lower())


def read_page(text: str) -> ReadPage:
    """links: each once, in order, those of other sites left out."""
    names: set[str] = set()
    links: dict[str, None] = {}
    for tag in TAG.finditer(RAW.sub(lambda raw: raw.group(1) or "", text)):
        for attribute in ATTRIBUTE.finditer(tag.group()):
            key = attribute.group(1).lower()
            if key not in KNOWN:
                continue
            value = html.unescape(next((text for text in attribute.groups()[1:] if text), ""))
            if key in NAMES:
                names.add(value)
            elif key in LISTS:
                links |= dict.fromkeys(_candidates(value))
            else:
                links[value.strip()] = None
    return ReadPage(frozenset(names), tuple(link for link in links if _is_ours(link)))


def _candidates(srcset: str) -> Iterator[str]:
    """`a.jpg 1x, b.jpg 2x`; our addresses carry no comma."""
    for candidate in srcset.split(","):
        if parts := candidate.split():
            yield parts[0]


def _is_ours(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return True  # no browser can open it either
    return not parts.scheme and not parts.netloc


def _absolute(address: str, link: str) -> str:
    """Root-relative; as it is where no browser could open it."""
    try:
        return urljoin(address, link)
    except ValueError:
        return link


def _fault(
    target: str, root: str, files: Collection[str], names: Mapping[str, Collection[str]]
) -> LinkFault | None:
    path, _, fragment = target.partition("#")
    path = unquote(path.partition("?")[0])
    if not path.startswith(f"{root}/"):
        return "missing"
    name = path.removeprefix(f"{root}/")
    if not name or name.endswith("/"):
        name += INDEX
    if name not in files:
        return "missing"
    anchor = unquote(fragment)
    if anchor in ANYWHERE or anchor.startswith(SEARCHED) or name not in names:
        return None
    return None if anchor in names[name] else "anchor"
