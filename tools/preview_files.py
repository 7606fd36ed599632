"""The file that the preview shows at an address, and what it is."""

from __future__ import annotations

import mimetypes
from pathlib import Path, PurePosixPath

# Windows takes types from its registry, where any program may have changed them.
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
TEXT_TYPES = ("application/json", "application/xml", "application/manifest+json", "image/svg+xml")


def find_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """The file or folder that `names` lead to from `folder`, never one outside."""
    try:
        place = folder.joinpath(*names).resolve(strict=True)
        inside = place.is_relative_to(folder.resolve()) and (place.is_file() or place.is_dir())
    except (OSError, RuntimeError):  # none there, too long a name, a loop of links
        return None
    return place if inside else None


def type_of(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
