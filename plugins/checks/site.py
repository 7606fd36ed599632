"""All of content/ as a rule across files sees it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, get_args
from urllib.parse import SplitResult, urlsplit

from plugins.checks.addresses import filtered_lists, site_addresses
from plugins.checks.facts import Details, Outline
from plugins.checks.memory import PictureFault
from plugins.documents.traces import Trace
from plugins.frontmatter.addresses import slug_as_typed
from plugins.frontmatter.schema import Schema
from plugins.links.files import ARTICLE_SUFFIX, ContentFiles, meant
from plugins.links.lists import list_address
from plugins.links.locate import MARKDOWN_ESCAPE, Target, locate
from plugins.links.nearest import Nearest
from plugins.links.published import Use, refusal
from plugins.shared.content import Tree
from plugins.shared.problems import Problem
from plugins.vietnamese.text import nfc

# What a rule may read of all articles; what it reads of one, it says something about.
RuleInput = Literal["titles", "outlines"]
RULE_INPUTS: tuple[RuleInput, ...] = get_args(RuleInput)
PLAIN = re.compile(r"[\w./-]+", re.ASCII)


class Link(NamedTuple):
    """A path of our own in the article `path` or in its head, as typed, and where it leads.

    own: the path alone where the whole address of our site was typed, else "".
    """

    path: str
    line: int
    column: int
    kind: Use
    typed: str
    target: Target
    own: str = ""


class OldAddress(Protocol):
    """path: of the file that claims it; line: in the table of old addresses, 0 for one that an
    article claims; new: where it is to lead, as typed."""

    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def new(self) -> str: ...


class OldAddresses(Protocol):
    """Of a site, from whoever leads them on: plugins.redirects, where it is there."""

    @property
    def claims(self) -> Sequence[OldAddress]:
        """All old addresses, of the table and of articles."""

    @property
    def problems(self) -> Iterable[Problem]:
        """What is wrong with the table of old addresses."""

    def find(self, typed: str) -> str:
        """The address of today that an old one leads to, "" for none."""

    def file_at(self, new: str) -> str:
        """The file that a new address stands for, inside content/; "" for any other address."""


class SiteFacts(Protocol):
    """Of all articles and of what they show: `Memory`, or what is at hand of it (at_hand.py).

    is_passing: set where the disk did not give all that a rule asked for.
    """

    is_passing: bool

    def titles(self, paths: Iterable[str]) -> Mapping[str, str]: ...
    def outlines(self, paths: Iterable[str]) -> Mapping[str, Outline]: ...
    def details(self, path: str) -> Details: ...
    def picture_fault(
        self, folder: Path, name: str, look: Callable[[Path], PictureFault]
    ) -> PictureFault: ...
    def forget_other_pictures(self) -> None: ...
    def traces(self, digest: str) -> tuple[Trace, ...] | None: ...
    def remember_traces(self, digest: str, traces: tuple[Trace, ...]) -> None: ...
    def forget_other_documents(self, digests: Collection[str]) -> None: ...


@dataclass(frozen=True)
class FileIndex:
    """What is looked up by the names of files alone."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    static: tuple[str, ...]

    @cached_property
    def targets(self) -> ContentFiles:
        return ContentFiles(self.files, self.folders, self.static)

    @cached_property
    def spelt(self) -> Mapping[str, str]:
        """The disk's spelling by NFC spelling."""
        return {nfc(file): file for file in self.files}

    @cached_property
    def case_folded(self) -> Mapping[str, str]:
        """A file's NFC spelling by its case-folded one."""
        return {nfc(file).casefold(): nfc(file) for file in self.files}

    @cached_property
    def alike(self) -> Mapping[str, Sequence[str]]:
        """Files by their case-folded NFC spelling."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for file in self.files:
            found[nfc(file).casefold()].append(file)
        return found


@dataclass(frozen=True)
class Site:
    """content: the folder; name: how its paths begin for the editor (`content`).

    tree: what is in content/; articles: paths of articles and pages as the editor knows them,
    sorted; static: folders of files; folders: of articles and pages; schema: sections and
    categories; now: what counts as the present; memory: of the articles' facts, and of the pictures
    seen in earlier runs; old_addresses: gives those of a site, None where nobody leads them on;
    own_names: how the site and its publisher call themselves; index: of the tree's files; about:
    the one article of which something is asked, "" for all.
    """

    content: Path
    name: str
    tree: Tree
    articles: Collection[str]
    static: tuple[str, ...]
    folders: tuple[str, ...]
    schema: Schema
    site_url: str
    now: datetime
    memory: SiteFacts
    old_addresses: Callable[[Site], OldAddresses] | None
    own_names: tuple[str, ...]
    index: FileIndex
    about: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        return self.tree.files

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """By path, of all articles and pages whose head could be read: `Details.plain_title`."""
        return self.memory.titles(self.articles)

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Of the same."""
        return self.memory.outlines(self.articles)

    def details(self, path: str) -> Details:
        """Of one article, by its path."""
        return self.memory.details(path)

    @property
    def targets(self) -> ContentFiles:
        """What a reference may lead to."""
        return self.index.targets

    @cached_property
    def subjects(self) -> Mapping[str, Outline]:
        """Articles of which rules have to say what is wrong, as in `public_first`."""
        if not self.about:
            return self.public_first
        return {path: self.outlines[path] for path in [self.about] if path in self.outlines}

    @property
    def subject_files(self) -> tuple[str, ...]:
        """Of `files`, those of which rules have to say what is wrong."""
        return (self.about.removeprefix(f"{self.name}/"),) if self.about else self.files

    @property
    def alike_files(self) -> Iterable[str]:
        """The same, and those whose names differ in nothing but case."""
        if not self.about:
            return self.files
        return self.index.alike[nfc(*self.subject_files).casefold()]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Paths of our own; all of each article in which a rule could say something of one, but
        for those to what is named for itself."""
        return tuple(
            link
            for path, outline in self.subjects.items()
            if self.about or not self._are_sound(outline, self.folder_of(path))
            for link in self._links_of(path, outline)
            if link.target.kind != "missing" or not self._is_odd(link)
        )

    def _is_odd(self, link: Link) -> bool:
        """A way out of content/, a pipe and the like: site_rules/odd_files.py names it itself."""
        paths = meant(link.target.path, self.folder_of(link.path)) if self.tree.odd else ()
        return any(
            path == odd or path.startswith(f"{odd}/") for path in paths for odd, _ in self.tree.odd
        )

    @property
    def spelt(self) -> Mapping[str, str]:
        return self.index.spelt

    @property
    def case_folded(self) -> Mapping[str, str]:
        return self.index.case_folded

    @cached_property
    def public_first(self) -> Mapping[str, Outline]:
        """`outlines`, first of those that readers see: what two articles cannot both have is
        theirs, and the other one hears of it."""
        held = {path: each for path, each in self.outlines.items() if not self.is_public(path)}
        return {path: self.outlines[path] for path in self.outlines if path not in held} | held

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The path of the first article at each address, without the site's root."""
        found: dict[str, str] = {}
        for path, outline in self.public_first.items():
            found.setdefault(outline.address, path)
        return found

    def article_at(self, address: str) -> str:
        """The path of the article at a typed address (`/tin-tuc/2023/12/a/`), "" for none."""
        return self.addresses.get(address.strip("/").removesuffix("/index.html") + "/", "")

    @cached_property
    def known_addresses(self) -> frozenset[str]:
        """Root-relative (`/gioi-thieu/`): of all articles and pages, and of all lists of them."""
        public = [outline for path, outline in self.outlines.items() if self.is_public(path)]
        own = (f"/{address}" for address in self.addresses)
        return frozenset([*own, *site_addresses(self.schema, public)])

    def has_address(self, address: str) -> bool:
        """How many numbered pages a list has is only known when it is written, and so is what a
        reader can filter by; a publication finds a link to what is not there."""
        place, _, number = address.partition(f"/{self.schema.slugs.page}/")
        numbered = f"{place}/" in self.known_addresses and number.rstrip("/").isdecimal()
        filtered = address.startswith(self._filtered_lists)
        return numbered or filtered or address in self.known_addresses

    @cached_property
    def _filtered_lists(self) -> tuple[str, ...]:
        return tuple(filtered_lists(self.schema))

    @cached_property
    def redirects(self) -> OldAddresses | None:
        """Old addresses, None where the site has none."""
        return self.old_addresses(self) if self.old_addresses else None

    @cached_property
    def nearest_address(self) -> Nearest:
        """Finds what was probably meant by an address that is not there."""
        return Nearest(sorted(self.known_addresses))

    @cached_property
    def unread_slugs(self) -> frozenset[str]:
        """Of articles and pages whose head was refused: nothing is known of them."""
        return frozenset(
            slug_as_typed(self._bytes_of(file), file)
            for file in self.files
            if file.endswith(ARTICLE_SUFFIX)
            and file.partition("/")[0] in self.folders
            and f"{self.name}/{file}" not in self.outlines
        )

    def _bytes_of(self, file: str) -> bytes:
        try:
            return (self.content / file).read_bytes()
        except OSError:
            return b""

    def is_public(self, path: str) -> bool:
        """Neither a draft nor waiting for its time."""
        return path in self._public

    @cached_property
    def _public(self) -> frozenset[str]:
        now = self.now.timestamp()
        return frozenset(
            path
            for path, outline in self.outlines.items()
            if outline.state == "published" and (outline.moment is None or outline.moment <= now)
        )

    def folder_of(self, path: str) -> str:
        """Inside content/: `tin-tuc`."""
        return path.removeprefix(f"{self.name}/").rpartition("/")[0]

    def _links_of(self, path: str, outline: Outline) -> Iterator[Link]:
        places = self.details(path).places
        for (kind, typed), (line, column) in zip(outline.references, places, strict=True):
            own, target = self.leads(kind, typed, self.folder_of(path))
            if target.kind != "elsewhere":
                yield Link(path, line, column, kind, typed, target, own)

    def leads(self, kind: Use, typed: str, folder: str) -> tuple[str, Target]:
        """The own address, as in `Link`, and where it leads in an article of `folder`."""
        shown = kind != "link"
        written = MARKDOWN_ESCAPE.sub(r"\1", typed)
        own = "" if shown else self.own_path(written)
        return own, locate(own or written, folder, self.targets, shown=shown)

    def _are_sound(self, outline: Outline, folder: str) -> bool:
        known = self._plainly_named
        for typed in outline.links:
            # Most links, and twenty times as quick: where `leads` looks first.
            path = typed.removeprefix("{filename}")
            path = path[1:] if path.startswith("/") else f"{folder}/{path}"
            if path not in known and not self._is_sound("link", typed, folder):
                return False
        return all(self._is_sound(kind, typed, folder) for kind, typed in outline.shown)

    @cached_property
    def _plainly_named(self) -> frozenset[str]:
        """Public articles, inside content/, whose names read the same in every spelling."""
        inside = (path.removeprefix(f"{self.name}/") for path in self._public)
        return frozenset(path for path in inside if PLAIN.fullmatch(path))

    @cached_property
    def _is_sound(self) -> Callable[[Use, str, str], bool]:
        """Whether no rule has anything to say of a reference, in whichever article of the folder
        it stands; asked once, as many articles name the same pictures."""

        @lru_cache(None)
        def is_sound(kind: Use, typed: str, folder: str) -> bool:
            own, target = self.leads(kind, typed, folder)
            if own or target.anchor:
                return False
            if target.kind == "article":
                return kind == "link" and self.is_public(f"{self.name}/{target.path}")
            if target.kind == "address":
                article = self.article_at(target.path)
                known = self.has_address(target.path.removesuffix("index.html") or "/")
                return known and (not article or self.is_public(article))
            if target.kind == "list":
                list_of = list_address(target.path, self.schema.sections, self.schema.slugs)
                return list_of != "" and self.has_address(list_of)
            if target.kind == "file":
                return refusal(target.path, kind) is None
            return target.kind != "missing"

        return is_sound

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
