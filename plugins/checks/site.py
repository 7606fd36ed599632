"""All of content/ as a rule across files sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from plugins.checks.addresses import filtered_lists, site_addresses
from plugins.checks.facts import Facts, LocalReference
from plugins.checks.memory import Memory
from plugins.frontmatter.schema import Schema
from plugins.links.files import ARTICLE_SUFFIX, ContentFiles, list_files
from plugins.links.locate import MARKDOWN_ESCAPE, Target, locate
from plugins.vietnamese.text import nfc

if TYPE_CHECKING:
    from plugins.redirects.checking import CheckedRedirects


NUMBERED = "/trang/"


@dataclass(frozen=True)
class Link:
    """A path of our own in an article or in its head, and where it leads.

    own: the path alone where the whole address of our site was typed, else "".
    """

    facts: Facts
    reference: LocalReference
    target: Target
    own: str = ""


@dataclass(frozen=True)
class Site:
    """content: the folder; name: how its paths begin for the editor (`content`).

    facts: by path, of all articles and pages whose head could be read; static: folders copied as
    they are; folders: of articles and pages; schema: sections and categories; now: what counts as
    the present; memory: of the pictures seen in earlier runs; keeps_old: whether plugins.redirects
    is there to lead old addresses on.
    """

    content: Path
    name: str
    facts: Mapping[str, Facts]
    static: tuple[str, ...]
    folders: tuple[str, ...]
    schema: Schema
    site_url: str
    now: datetime
    memory: Memory
    keeps_old: bool

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file's path inside content/, as the disk spells it, sorted."""
        return list_files(self.content)

    @cached_property
    def targets(self) -> ContentFiles:
        return ContentFiles(self.files, self.folders, self.static)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every path of our own, in order of the files and of their text."""
        return tuple(
            link
            for facts in self.facts.values()
            for reference in facts.references
            if (link := self._link(facts, reference))
        )

    @cached_property
    def spelt(self) -> Mapping[str, str]:
        """The disk's spelling by NFC spelling."""
        return {nfc(file): file for file in self.files}

    @cached_property
    def case_folded(self) -> Mapping[str, str]:
        """A file's NFC spelling by its case-folded one."""
        return {nfc(file).casefold(): nfc(file) for file in self.files}

    @cached_property
    def addresses(self) -> Mapping[str, Facts]:
        """The first article at each address, without the site's root."""
        found: dict[str, Facts] = {}
        for facts in self.facts.values():
            found.setdefault(facts.address, facts)
        return found

    @cached_property
    def known_addresses(self) -> frozenset[str]:
        """Root-relative (`/gioi-thieu/`): of all articles and pages, and of all lists of them."""
        public = (facts for facts in self.facts.values() if self.is_public(facts))
        own = (f"/{facts.address}" for facts in self.facts.values())
        return frozenset([*own, *site_addresses(self.schema, public)])

    def has_address(self, address: str) -> bool:
        """How many numbered pages a list has is only known when it is written, and so is what a
        reader can filter by; a publication finds a link to what is not there."""
        place, _, number = address.partition(NUMBERED)
        numbered = f"{place}/" in self.known_addresses and number.rstrip("/").isdecimal()
        filtered = address.startswith(tuple(filtered_lists(self.schema)))
        return numbered or filtered or address in self.known_addresses

    @cached_property
    def redirects(self) -> CheckedRedirects | None:
        if not self.keeps_old:
            return None
        # Only here, so that the plugin can be taken out with its folder.
        from plugins.redirects.checking import CheckedRedirects

        return CheckedRedirects(self)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Articles and pages, inside content/, whose head was refused: nothing is known of them."""
        return tuple(
            file
            for file in self.files
            if file.endswith(ARTICLE_SUFFIX)
            and file.partition("/")[0] in self.folders
            and f"{self.name}/{file}" not in self.facts
        )

    def is_public(self, facts: Facts) -> bool:
        """Neither a draft nor waiting for its time."""
        moment = facts.moment
        return facts.state == "published" and not (moment and moment > self.now)

    def folder_of(self, facts: Facts) -> str:
        """Inside content/: `tin-tuc`."""
        return facts.path.removeprefix(f"{self.name}/").rpartition("/")[0]

    def _link(self, facts: Facts, reference: LocalReference) -> Link | None:
        folder = self.folder_of(facts)
        shown = reference.kind != "link"
        written = MARKDOWN_ESCAPE.sub(r"\1", reference.target)
        own = "" if shown else self.own_path(written)
        target = locate(own or written, folder, self.targets, shown=shown)
        return Link(facts, reference, target, own) if target.kind != "elsewhere" else None

    def own_path(self, written: str) -> str:
        """`/gioi-thieu/#a` of `http://our.site/gioi-thieu/#a`; "" for any other address."""
        if "//" not in written[:8]:
            return ""
        host = self._address.netloc.lower().removeprefix("www.")
        try:
            parts = urlsplit(written)
        except ValueError:
            return ""
        root = self._address.path
        inside = parts.path == root or parts.path.startswith(f"{root}/")
        if parts.netloc.lower().removeprefix("www.") != host or not inside:
            return ""
        return parts._replace(
            scheme="", netloc="", path=parts.path.removeprefix(root) or "/"
        ).geturl()

    @cached_property
    def _address(self) -> SplitResult:
        return urlsplit(self.site_url)
