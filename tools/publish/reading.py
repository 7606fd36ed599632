"""Each file of the built site is read once: what was found in it is remembered for as long as the
file stays as it was, and a publisher waits only for what changed.

One sealed file for each folder that is built into. It knows a file by size, time and inode, as the
build does; a file that is sent is read anew (whole.py), and one that is others' then drops it all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TypeVar

import brotli
import msgspec
import zstandard

from plugins.shared.processes import in_processes
from plugins.shared.sealed import BrokenSealError, SealedFiles
from tools.places import CACHE, ROOT
from tools.publish.manifest import PAGE, Entry, entry_of_bytes
from tools.server.policy import Hashes, InlineCode, code_of_page, code_of_site
from tools.site_links import faults_of, moved_in, read_page, targets_of

ROOM = CACHE / "publish"
# What is remembered of a file hangs on what these make of it.
READERS = ("publish/copies.py", "publish/reading.py", "server/policy.py", "site_links.py")
# All is read anew once so much of what is remembered is of pages that are gone.
MOST_STALE = 2

T = TypeVar("T")

# Size, time of change in nanoseconds, inode.
Stamp = tuple[int, int, int]


class PageFacts(msgspec.Struct, frozen=True, array_like=True):
    """Of one page. names: what a link can jump to; targets: where its links lead, from the root on;
    scripts, styles: sources for the policy; refusal: what no policy may allow.

    In a ReadFile each text is a number, its place in ReadSite.words: most pages have most of them.
    """

    names: tuple[int, ...]
    targets: tuple[int, ...]
    scripts: tuple[int, ...]
    styles: tuple[int, ...]
    refusal: str = ""


FACTS = msgspec.msgpack.Decoder(PageFacts)


class ReadFile(msgspec.Struct, array_like=True):
    """copies: by ending, None for one that saves nothing.

    page: of an HTML file its PageFacts, packed, which takes less memory; empty for others.
    """

    stamp: Stamp
    entry: Entry
    page: bytes = b""
    copies: dict[str, Entry | None] = {}


class ReadSite(msgspec.Struct):
    """files: by path inside the site's folder, sorted. key: of all that reads them.

    is_proven: whether every link has been found to lead somewhere.
    """

    key: str
    words: list[str] = []
    files: dict[str, ReadFile] = {}
    is_proven: bool = False


class Proven(msgspec.Struct):
    """digests: by the kind of server, of the release that the site makes, as long as the site is
    the folder that was read: each build that changes something puts another in its place."""

    key: str
    folder: tuple[int, int]
    digests: dict[str, str] = {}


class Words:
    """Texts by their numbers, and the other way round."""

    def __init__(self, known: list[str]) -> None:
        self.known = known
        self._numbers = {word: number for number, word in enumerate(known)}

    def numbers(self, words: Iterable[str]) -> tuple[int, ...]:
        """The number of each, new ones added."""
        found = []
        for word in words:
            number = self._numbers.setdefault(word, len(self.known))
            if number == len(self.known):
                self.known.append(word)
            found.append(number)
        return tuple(found)

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The words of these numbers."""
        return [self.known[number] for number in numbers]


@dataclass(frozen=True)
class Looked:
    """What one reading of a file gives; the page's texts are spelt out."""

    entry: Entry
    names: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    code: InlineCode | None = None


def read_site(site: Path, root: str) -> ReadSite:
    """Reads what is not as it was when it was last read. root: the site's path, without a slash at
    its end. A file that comes while this reads may be missing."""
    known = remembered(site, root)
    stamps = dict(sorted(_stamps(str(site))))
    files = {
        path: file
        for path, stamp in stamps.items()
        if (file := known.files.get(path)) and file.stamp == stamp
    }
    missing = [path for path in stamps if path not in files]
    if not missing and len(files) == len(known.files):
        return known
    words = Words(known.words)
    looks = in_processes(partial(_look, site, root), missing)
    for path, looked in zip(missing, looks, strict=True):
        files[path] = ReadFile(stamps[path], looked.entry, _facts_of(looked, words))
    return ReadSite(known.key, words.known, {path: files[path] for path in stamps})


def has_faults(read: ReadSite, site: Path, root: str) -> bool:
    """Whether any link of any page leads to no file, or to no place in a page."""
    pages = {path: file.page for path, file in read.files.items() if file.page}
    words = Words(read.words)
    numbers = set(chain.from_iterable(FACTS.decode(page).targets for page in pages.values()))
    names = _Names(pages, words)
    return bool(faults_of(words.texts(numbers), root, read.files, names, moved_in(site)))


class _Names(Mapping[str, list[str]]):
    """Of each page; spelt out only where a link asks."""

    def __init__(self, pages: Mapping[str, bytes], words: Words) -> None:
        self._pages, self._words = pages, words

    def __getitem__(self, path: str) -> list[str]:
        return self._words.texts(FACTS.decode(self._pages[path]).names)

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def code_of(read: ReadSite) -> InlineCode:
    """What the pages' policy has to allow."""
    words = Words(read.words)
    found: dict[tuple[tuple[int, ...], tuple[int, ...], str], InlineCode] = {}

    def spelt(page: PageFacts) -> InlineCode:
        key = page.scripts, page.styles, page.refusal
        if key not in found:
            texts = (frozenset(words.texts(numbers)) for numbers in key[:2])
            found[key] = InlineCode(Hashes(*texts), page.refusal)
        return found[key]

    pages = ((path, file.page) for path, file in read.files.items() if file.page)
    return code_of_site((path, spelt(FACTS.decode(page))) for path, page in pages)


# --- Between two publications ---


def known_digest(site: Path, root: str, server: str) -> str:
    """Of the release that the site makes, where it is the folder that was read. Only for who has
    just built: the build has looked whether any file in it was touched."""
    return _proven(site, root).digests.get(server, "")


def remember_digest(site: Path, root: str, server: str, digest: str) -> None:
    """Raises OSError."""
    proven = _proven(site, root)
    if proven.digests.get(server) != digest:
        proven.digests[server] = digest
        SealedFiles(ROOM).write(_name(site, "proven"), msgspec.msgpack.encode(proven))


def _proven(site: Path, root: str) -> Proven:
    about = site.stat()
    fresh = Proven(_key(root), (about.st_ino, about.st_ctime_ns))
    known = _decoded(site, "proven", Proven)
    return known if known and (known.key, known.folder) == (fresh.key, fresh.folder) else fresh


def remembered(site: Path, root: str) -> ReadSite:
    """Empty where nothing is, or it was others that read it, or for another root."""
    key = _key(root)
    known = _decoded(site, "read", ReadSite)
    return known if known and known.key == key else ReadSite(key)


def _decoded(site: Path, what: str, kind: type[T]) -> T | None:
    try:
        data = SealedFiles(ROOM).read(_name(site, what))
        return msgspec.msgpack.decode(data, type=kind) if data else None
    except (BrokenSealError, msgspec.MsgspecError):
        return None


def remember(site: Path, read: ReadSite) -> None:
    """Raises OSError."""
    pages = (FACTS.decode(file.page) for file in read.files.values() if file.page)
    used = set(chain.from_iterable((*it.names, *it.targets) for it in pages))
    if len(read.words) > MOST_STALE * len(used) + 1000:
        forget(site)
        return
    SealedFiles(ROOM).write(_name(site, "read"), msgspec.msgpack.encode(read))


def forget(site: Path) -> None:
    """The next publication reads every file."""
    (ROOM / _name(site, "read")).unlink(missing_ok=True)


def _name(site: Path, what: str) -> str:
    return f"{sha256(os.fsencode(site.resolve())).hexdigest()[:16]}.{what}"


def _key(root: str) -> str:
    digest = sha256(f"{root}\0{brotli.__version__}\0{zstandard.__version__}\0".encode())
    for name in READERS:
        digest.update((ROOT / "tools" / name).read_bytes())
    return digest.hexdigest()


# --- One file ---


def _stamps(site: str) -> Iterator[tuple[str, Stamp]]:
    folders = [""]
    for folder in folders:
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                    continue
                if entry.is_file():
                    about = entry.stat()
                    yield path, (about.st_size, about.st_mtime_ns, about.st_ino)


def _look(site: Path, root: str, path: str) -> Looked:
    data = (site / path).read_bytes()
    entry = entry_of_bytes(data)
    if not path.endswith(PAGE):
        return Looked(entry)
    page = read_page(data.decode("utf-8"))
    targets = frozenset(target for target, _ in targets_of(path, page, root))
    return Looked(entry, page.names, targets, code_of_page(data))


def _facts_of(looked: Looked, words: Words) -> bytes:
    code = looked.code
    if code is None:
        return b""
    texts = looked.names, looked.targets, code.hashes.scripts, code.hashes.styles
    names, targets, scripts, styles = (words.numbers(sorted(it)) for it in texts)
    return msgspec.msgpack.encode(PageFacts(names, targets, scripts, styles, code.refusal))
