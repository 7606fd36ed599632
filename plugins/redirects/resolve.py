"""Whoever follows an old address is led straight to the page that is there today."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from plugins.redirects.old import IN_PATH, IN_QUERY, OldAddress, read_old
from plugins.redirects.table import RedirectRow
from plugins.vietnamese.text import nfc

ARTICLE_SUFFIX = ".md"
WEB = re.compile(r"https?://", re.I)
TAIL = re.compile("[?#]|$")

# live: the page is there; held: it is a draft or not yet due; insecure: http where https belongs.
LeadsTo = Literal["live", "held", "missing", "loop", "insecure", "malformed"]


class PageFacts(NamedTuple):
    """path: `content/tin-tuc/a.md`; address: `/tin-tuc/2023/12/a/`; public: neither a draft nor
    waiting; aliases: as typed."""

    path: str
    address: str
    public: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One old address. path: of the file that claims it; line: in the table, 0 for an alias;
    new: as typed in the table, or the page's own address."""

    path: str
    line: int
    typed: str
    old: OldAddress
    new: str


@dataclass(frozen=True)
class Lead:
    """Where a new address leads. address: root-relative without the site's root, or absolute;
    page: the one that is held, its path; way: the addresses of a loop."""

    kind: LeadsTo
    address: str = ""
    page: str = ""
    way: tuple[str, ...] = ()


class Redirects:
    """exists: whether an address of the site, that is none of `pages`, will be there; site_url:
    as in the settings; suffixes: of articles' files."""

    def __init__(
        self,
        pages: Iterable[PageFacts],
        rows: Iterable[RedirectRow],
        table: str,
        site_url: str,
        exists: Callable[[str], bool] = lambda _address: True,
        suffixes: tuple[str, ...] = (ARTICLE_SUFFIX,),
    ) -> None:
        site = urlsplit(site_url)
        self._host, self._root = site.netloc.lower(), site.path
        self._exists, self._suffixes = exists, suffixes
        self.claims: list[Claim] = []
        self.unreadable: list[tuple[str, int, str]] = []
        self._pages: dict[str, PageFacts] = {}
        self._paths: dict[str, PageFacts] = {}
        # What is held back takes nothing from what readers see.
        for page in sorted(pages, key=lambda page: not page.public):
            self._pages.setdefault(page.address, page)
            self._paths[page.path] = page
        self._claim_aliases(public=True)
        for row in rows:
            self._claim(table, row.line, row.old, row.new)
        self._claim_aliases(public=False)
        self._folder = table.partition("/")[0]

    def _claim_aliases(self, *, public: bool) -> None:
        for page in self._paths.values():
            for alias in page.aliases if page.public == public else ():
                self._claim(page.path, 0, alias, page.address)

    def _claim(self, path: str, line: int, typed: str, new: str) -> None:
        old = read_old(typed, self._root)
        if old is None:
            self.unreadable.append((path, line, typed))
        else:
            self.claims.append(Claim(path, line, typed, old, new))

    @cached_property
    def first(self) -> Mapping[str, Claim]:
        """The first claim to each old address, by its key."""
        found: dict[str, Claim] = {}
        for claim in self.claims:
            found.setdefault(claim.old.key, claim)
        return found

    def lead(self, new: str) -> Lead:
        """Follows one old address after another, for as long as one leads to the next."""
        seen: dict[str, str] = {}
        while True:
            lead = self._step(new)
            if lead.kind != "missing" or (claim := self._claim_to(lead.address)) is None:
                return lead
            if claim.old.key in seen:
                return Lead("loop", way=(*seen.values(), claim.typed))
            seen[claim.old.key] = claim.typed
            new = claim.new

    def _claim_to(self, address: str) -> Claim | None:
        old = read_old(address)
        return self.first.get(old.key) if old else None

    def _step(self, new: str) -> Lead:
        """Old addresses count as missing, with the address that was looked for."""
        if WEB.match(new):
            own = own_path(new, self._host, self._root)
            if not own:
                kind: LeadsTo = "live" if new.lower().startswith("https:") else "insecure"
                return Lead(kind, quote(new, f"{IN_QUERY}%#[]"))
            new = own
        cut = len(TAIL.split(new, 1)[0])
        path, tail = new[:cut], new[cut:]
        if path.endswith(self._suffixes):
            page = self._paths.get(f"{self._folder}/{path.lstrip('/')}")
        elif path.startswith("/") and not path.startswith("//"):
            path = nfc(unquote(path)).removesuffix("index.html")
            page = self._pages.get(path)
        else:
            return Lead("malformed")
        if page:
            return Lead("live" if page.public else "held", page.address + _quoted(tail), page.path)
        known = self._claim_to(path + tail) is None and self._exists(path)
        return Lead("live" if known else "missing", quote(path, IN_PATH) + _quoted(tail))

    @cached_property
    def active(self) -> Mapping[str, tuple[OldAddress, str]]:
        """By key: each old address that leads to a page, and that page's address; sorted."""
        found = {}
        for key, claim in sorted(self.first.items()):
            lead = self.lead(claim.new)
            if lead.kind == "live":
                found[key] = (claim.old, lead.address)
        return found

    @cached_property
    def map(self) -> Mapping[str, str]:
        """Every spelling of the old addresses, without the site's root, sorted; one that would
        stand for two pages is left out, and so is one that is a page of the site."""
        direct: dict[str, str] = {}
        derived: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in self.active.values():
            for spelling in old.direct:
                direct.setdefault(spelling, new)
            for spelling in old.derived:
                derived[spelling].add(new)
        found = {spelling: min(news) for spelling, news in derived.items() if len(news) == 1}
        lines = {
            line: new
            for spelling, new in (found | direct).items()
            for line in _with_slash(spelling)
            if line not in self._pages
        }
        return dict(sorted(lines.items()))

    def find(self, typed: str) -> str:
        """The new address of an old one, in whatever spelling; "" where it is not known."""
        old = read_old(typed)
        if old is None:
            return ""
        if known := self.active.get(old.key):
            return known[1]
        found = {self.map[line] for line in (*old.direct, *old.derived) if line in self.map}
        return found.pop() if len(found) == 1 else ""


def own_path(new: str, host: str, root: str) -> str:
    """The path of a whole address of our own site, `/tep/a.pdf?b`; "" for that of any other."""
    try:
        parts = urlsplit(new)
    except ValueError:
        return ""
    inside = parts.path == root or parts.path.startswith(f"{root}/")
    if parts.netloc.lower() != host or not inside:
        return ""
    path = parts.path.removeprefix(root) or "/"
    return parts._replace(scheme="", netloc="", path=path).geturl()


def file_of(new: str, site_url: str) -> str:
    """The path inside content/ that a new address may stand for, in NFC: `tep/2023/a.pdf`."""
    site = urlsplit(site_url)
    own = own_path(new, site.netloc.lower(), site.path) if WEB.match(new) else new
    return nfc(unquote(TAIL.split(own, maxsplit=1)[0])).lstrip("/")


def _quoted(tail: str) -> str:
    return quote(tail, f"{IN_QUERY}%#")


def _with_slash(spelling: str) -> tuple[str, ...]:
    """The old server took a folder's address with a slash at its end and without."""
    path, mark, query = spelling.partition("?")
    if path == "/" or "." in path.rpartition("/")[2]:
        return (spelling,)
    return spelling, f"{path}/{mark}{query}"
