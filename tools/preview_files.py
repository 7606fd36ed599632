"""The file that the preview shows at an address, and what it is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from tools.server.headers import FEEDS, TYPES


def find_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """The file or folder that `names` lead to from `folder`, never one outside."""
    try:
        place = folder.joinpath(*names).resolve(strict=True)
        inside = place.is_relative_to(folder.resolve()) and (place.is_file() or place.is_dir())
    except (OSError, RuntimeError):  # none there, too long a name, a loop of links
        return None
    return place if inside else None


def type_of(name: str) -> str:
    """As the published site has it, whatever the machine's own tables say."""
    suffix = PurePosixPath(name).suffix.lower().removeprefix(".")
    return FEEDS.get(name) or TYPES.get(suffix, "application/octet-stream")
