"""Nothing is published that a reader would find broken: the site is built and read back first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from plugins.process_cache import ProcessCache
from tools.build import attempt
from tools.publish.copies import copies_of
from tools.publish.errors import NotBuiltError, RefusedError
from tools.publish.lock import publisher_name
from tools.publish.manifest import Manifest, addresses_of, entry_of
from tools.publish.moving import is_there
from tools.publish.origin import Origin, origin_of
from tools.publish.progress import Progress
from tools.server.moved import MAP
from tools.settings_file import load_settings
from tools.site_links import broken_links


@dataclass(frozen=True)
class Prepared:
    """files: where the bytes of each path are, compressed copies included; site: the build's.

    root: the site's path without a slash at its end; moved: old addresses and where they lead.
    origin: without files where the site has no table of what its articles say; warnings: of checks.
    """

    site: Path
    files: Mapping[str, Path]
    manifest: Manifest
    root: str = ""
    moved: Mapping[str, str] | None = None
    origin: Origin = field(default_factory=Origin)
    warnings: tuple[str, ...] = ()


def prepare(settings_file: Path, output: Path, progress: Progress, server: str = "") -> Prepared:
    """Builds what readers may see now into `output`, checks it, compresses it for `server`.

    Raises PublishError, and BuildError for settings that cannot be read.
    """
    settings = load_settings(settings_file, {})
    root = urlsplit(str(settings["SITEURL"])).path.rstrip("/")
    progress.step("build")
    build = ProcessCache()
    made = attempt(None, output, True, settings_file, "", datetime.now(UTC), build)
    found = tuple(str(problem) for problem in build.problems)
    if not made:
        raise NotBuiltError("Chưa đăng: trang chưa dựng được (lý do ở ngay trên).", found)
    prepared = replace(ready(output, root, progress, server), warnings=found)
    from plugins.changes import FILE, read_rows  # as in `lost_pages`

    if FILE not in prepared.files:
        return prepared
    rows = read_rows(prepared.files[FILE].read_text("utf-8")).values()
    articles = [row.file for row in rows]
    origin = origin_of(settings, settings_file, articles, prepared.files, publisher_name())
    return replace(prepared, origin=origin)


def ready(site: Path, root: str, progress: Progress, server: str = "") -> Prepared:
    """A built site, once its links and old addresses are found whole. Raises PublishError."""
    progress.step("prove")
    found = sorted(file for file in site.rglob("*") if file.is_file())
    files = {file.relative_to(site).as_posix(): file for file in found}
    moved = read_moved_lines(site)
    refuse([str(link) for link in broken_links(site, root)], "liên kết hỏng trong trang đã dựng")
    refuse(nowhere(moved, root, files), "địa chỉ cũ không dẫn tới trang nào")
    entries = {path: entry_of(file) for path, file in files.items()}
    heard = progress.of("compress", len(files))
    copies, more = copies_of(files, entries, heard, server=server)
    progress.done()
    return Prepared(site, files | copies, Manifest(entries | more), root, moved)


def read_moved_lines(site: Path) -> dict[str, str]:
    """The redirect map as it is; empty where the site keeps no old addresses."""
    file = site / MAP
    if not file.is_file():
        return {}
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines())
    return {old: new for old, _, new in lines}


def nowhere(moved: Mapping[str, str], root: str, files: Mapping[str, Path]) -> list[str]:
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
        raise RefusedError(f"Chưa đăng: có {len(faults)} {what}", faults, remedy, outcome)
