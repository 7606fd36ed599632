"""What a publisher reads about releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.publish.manifest import INDEX, Changes, moment_of
from tools.publish.releases import Release

MOST_NAMED = 10


def summary(changes: Changes) -> str:
    """How many pages are new, changed and removed, and the first of them by name."""
    named = list(_named(changes))
    lines = [
        f"Thay đổi: {len(changes.new)} trang mới, {len(changes.changed)} trang sửa, "
        f"{len(changes.removed)} trang bỏ, {changes.others} tệp khác."
    ]
    lines += named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        lines.append(f"  … và {len(named) - MOST_NAMED} trang nữa.")
    return "\n".join(lines)


def listing(releases: Iterable[Release], live: str) -> str:
    """The newest first."""
    lines = [_line(release, live) for release in reversed(list(releases))]
    return "\n".join(lines) if lines else "Chưa có bản đăng nào."


def _named(changes: Changes) -> Iterator[str]:
    kinds = (("mới", changes.new), ("sửa", changes.changed), ("bỏ", changes.removed))
    for kind, paths in kinds:
        for path in paths:
            yield f"  {kind}: /{path.removesuffix(INDEX)}"


def _line(release: Release, live: str) -> str:
    when = f"{moment_of(release.name).astimezone():%H:%M:%S %d/%m/%Y}"
    new, changed, removed = release.changed
    mark = "→" if release.name == live else " "
    note = "  (đang dùng)" if release.name == live else ""
    return f"{mark} {release.name}  {when}  mới {new}, sửa {changed}, bỏ {removed}{note}"
