"""Nothing is published that a reader would find broken: the site is built and read back first."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from plugins.shared.messages import gettext
from plugins.shared.process_cache import ProcessCache
from plugins.shared.settings import Settings
from tools.build import attempt
from tools.places import SCRATCH
from tools.publish.copies import ROOM as COPIES
from tools.publish.copies import Work, ending_of, forget, kinds_of, make_copies, place_of_copy
from tools.publish.errors import NotBuiltError, RefusedError
from tools.publish.hosts.carried import carried_files, compresses
from tools.publish.hosts.upload_rules import refuse_too_much
from tools.publish.lock import publisher_name
from tools.publish.manifest import Entry, Manifest, addresses_of, entry_of
from tools.publish.moving import is_there
from tools.publish.origin import Origin, origin_of
from tools.publish.progress import Progress
from tools.publish.reading import (
    ReadSite,
    code_of,
    has_faults,
    read_site,
    remember,
    remember_digest,
)
from tools.publish.targets import Target
from tools.server.moved import MAP
from tools.server.policy import InlineCode
from tools.settings_file import load_settings
from tools.site_links import broken_links

OUTPUTS = SCRATCH / "publish"
# Nothing but the build and its copies.
ANYWHERE = Target("")


@dataclass(frozen=True)
class Prepared:
    """files: where the bytes of each path are, compressed copies included; site: the build's.

    root: the site's path without a slash at its end; moved: old addresses and where they lead;
    code: of its pages, for their policy.
    origin: without files where the site has no table of what its articles say; warnings: of checks;
    notes: what its readers will not get at this target, in sentences.
    """

    site: Path
    files: Mapping[str, Path]
    manifest: Manifest
    root: str = ""
    moved: Mapping[str, str] | None = None
    code: InlineCode = field(default_factory=InlineCode)
    origin: Origin = field(default_factory=Origin)
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def site_of_settings(settings_file: Path) -> Path:
    """Where it is built: one site, to whatever targets it goes."""
    return OUTPUTS / sha256(os.fsencode(settings_file.resolve())).hexdigest()[:10]


def root_of(settings: Settings) -> str:
    """The site's path without a slash at its end."""
    return urlsplit(str(settings["SITEURL"])).path.rstrip("/")


def build_site(settings_file: Path, progress: Progress) -> tuple[str, ...]:
    """Builds what readers may see now; returns what checks warn of.

    Raises PublishError, and BuildError for settings that cannot be read.
    """
    output = site_of_settings(settings_file)
    progress.step("build")
    build = ProcessCache()
    made = attempt(None, output, True, settings_file, "", datetime.now(UTC), build)
    found = tuple(str(problem) for problem in build.problems)
    if not made:
        raise NotBuiltError(gettext("Chưa đăng: trang chưa dựng được (lý do ở ngay trên)."), found)
    return found


def prepare(settings_file: Path, progress: Progress, target: Target = ANYWHERE) -> Prepared:
    """Builds the site, checks it, makes it ready for `target`. Raises as `build_site`."""
    warnings = build_site(settings_file, progress)
    return replace(prove(settings_file, progress, target), warnings=warnings)


def prove(settings_file: Path, progress: Progress, target: Target) -> Prepared:
    """What is built, with the texts that it was made from. Raises PublishError."""
    settings = load_settings(settings_file, {})
    prepared = ready(site_of_settings(settings_file), root_of(settings), progress, target)
    from plugins.changes import FILE, read_rows  # as in `lost_pages`

    if FILE not in prepared.files:
        return prepared
    rows = read_rows(prepared.files[FILE].read_text("utf-8")).values()
    articles = [row.file for row in rows]
    origin = origin_of(settings, settings_file, articles, prepared.files, publisher_name())
    return replace(prepared, origin=origin)


def ready(site: Path, root: str, progress: Progress, target: Target = ANYWHERE) -> Prepared:
    """A built site, once its links and old addresses are found whole, with what `target` has its
    server or host read. Raises PublishError."""
    progress.step("prove")
    read = read_site(site, root)
    moved = read_moved_lines(site)
    if not read.is_proven and has_faults(read, site, root):
        refuse(
            list(map(str, broken_links(site, root))), gettext("liên kết hỏng trong trang đã dựng")
        )
    refuse(nowhere(moved, root, read.files), gettext("địa chỉ cũ không dẫn tới trang nào"))
    packed = not compresses(target)
    entries = {path: file.entry for path, file in read.files.items()}
    kinds = kinds_of(entries, target.made_for) if packed else {}
    made = compress(site, read, kinds, progress)
    files, entries = placed(site, read, kinds)
    code = code_of(read)
    carried = carried_files(target, site, files, root, code)
    if carried.files:
        files = {**files, **carried.files}
        entries |= {path: entry_of(file) for path, file in carried.files.items()}
    if target.kind == "upload":
        refuse_too_much(target.server, entries)
    manifest = Manifest(entries)
    with suppress(OSError):  # then the next publication reads and compresses it anew
        if made or not read.is_proven:
            read.is_proven = True
            remember(site, read)
        remember_digest(site, root, target.made_for, manifest.digest)
    return Prepared(site, files, manifest, root, moved, code, notes=carried.notes)


def compress(
    site: Path, read: ReadSite, kinds: Mapping[str, Sequence[str]], progress: Progress
) -> int:
    """Makes the copies that are not there yet, and notes in `read` what they are; returns of how
    many files."""
    missing = {
        path: [kind for kind in wanted if kind not in read.files[path].copies]
        for path, wanted in kinds.items()
        if not read.files[path].copies.keys() >= {*wanted}
    }
    works = [
        Work(site / path, read.files[path].entry.sha256, COPIES, wanted)
        for path, wanted in missing.items()
    ]
    copies = make_copies(works, progress.of("compress", len(works)))
    for path, made in zip(missing, copies, strict=True):
        read.files[path].copies = {**read.files[path].copies, **made}
    progress.done()
    forget(COPIES, {file.entry.sha256 for file in read.files.values()})
    return len(works)


def placed(
    site: Path, read: ReadSite, kinds: Mapping[str, Sequence[str]]
) -> tuple[Mapping[str, Path], dict[str, Entry]]:
    """Where the bytes of each file of the release are, and what they are. A file that is called as
    another's copy would be is left alone."""
    copies: dict[str, tuple[str, str]] = {}
    entries: dict[str, Entry] = {}
    for path, file in read.files.items():
        entries[path] = file.entry
        for kind in kinds.get(path, ()):
            name, entry = path + ending_of(kind), file.copies[kind]
            if entry and name not in read.files:
                copies[name] = file.entry.sha256, kind
                entries[name] = entry
    return Files(site, entries, copies), entries


class Files(Mapping[str, Path]):
    """Where the bytes of each file are: few of ten thousands are ever asked for."""

    def __init__(
        self, site: Path, paths: Collection[str], copies: Mapping[str, tuple[str, str]]
    ) -> None:
        """copies: of which bytes (their SHA-256) and of which kind."""
        self._site, self._paths, self._copies = site, paths, copies

    def __getitem__(self, path: str) -> Path:
        if path in self._copies:
            return place_of_copy(COPIES, *self._copies[path])
        if path not in self._paths:
            raise KeyError(path)
        return self._site / path

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def read_moved_lines(site: Path) -> dict[str, str]:
    """The redirect map as it is; empty where the site keeps no old addresses."""
    file = site / MAP
    if not file.is_file():
        return {}
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines())
    return {old: new for old, _, new in lines}


def nowhere(moved: Mapping[str, str], root: str, files: Collection[str]) -> list[str]:
    """Those old addresses whose new ones are of this site and no page of it."""
    return [
        f"{old} → {new}" for old, new in sorted(moved.items()) if not is_there(new, files, root)
    ]


def lost_pages(removed: Sequence[str], prepared: Prepared) -> list[str]:
    """The addresses that the live release has and this one would take away, sorted.

    removed: paths of pages that only the live release has.
    """
    if not removed:
        return []
    before = addresses_of(removed, prepared.root)
    after = addresses_of(prepared.manifest.pages(), prepared.root)
    # Pelican takes every reader that was ever imported, in sites without our plugins too.
    from plugins.redirects import lost_addresses

    return lost_addresses(before, after, prepared.moved or {})


def refuse(faults: Sequence[str], what: str, remedy: str = "", outcome: str = "") -> None:
    """Raises RefusedError, naming the first ones, unless there are none."""
    if faults:
        raise RefusedError(
            gettext("Chưa đăng: có {count} {what}", count=len(faults), what=what),
            faults,
            remedy,
            outcome,
        )
