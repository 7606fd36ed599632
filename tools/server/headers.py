"""A reader's browser is told what these pages never do, so that nobody can make them do it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.shared.file_kinds import FILE_FOLDERS, PUBLISHED, SOUND, TEXT, VIDEO
from tools.server.facts import ServerFacts
from tools.server.policy import Hashes

# What the search page offers where scripts are switched off.
SEARCH_ENGINES = ("https://duckduckgo.com", "https://www.google.com")
YEAR = 31_536_000
IMMUTABLE = f"public, max-age={YEAR}, immutable"
# Kept by the browser, but asked about before each use: a correction is seen at once.
REVALIDATED = "no-cache"
# plugins/assets, plugins/images and plugins/search put a digest of the bytes into these names.
HASHED = r"^/(?:theme|anh|tim-kiem|search)/(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$"
# Sharing and copying belong to the toolbar, the full screen to a video's own buttons.
OWN_FEATURES = ("clipboard-write", "fullscreen", "picture-in-picture", "web-share")
NO_FEATURES = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial",
    "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
TYPES = {
    "html": "text/html" + TEXT,
    "css": "text/css" + TEXT,
    "js": "text/javascript" + TEXT,
    "xml": "application/xml" + TEXT,
    "json": "application/json" + TEXT,
    "webmanifest": "application/manifest+json" + TEXT,
    "svg": "image/svg+xml" + TEXT,
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    **PUBLISHED,
}
FEEDS = {"atom.xml": "application/atom+xml" + TEXT, "rss.xml": "application/rss+xml" + TEXT}
# What a store of objects says of itself, or says of a page otherwise than we do.
STORE_HEADERS = (
    "Cache-Control", "Content-Security-Policy", "Strict-Transport-Security", "Vary",
    "x-amz-request-id", "x-amz-id-2", "x-amz-version-id", "x-amz-server-side-encryption",
    "x-amz-storage-class", "x-amz-replication-status",
    "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "X-XSS-Protection",
)  # fmt: skip
# These have compressed copies beside them.
COMPRESSIBLE = tuple(name for name, kind in TYPES.items() if kind.endswith(TEXT))
# By its address: an article's, a list's, the home page's. Nothing in a folder of files is a page.
PAGE = r"(?:/[^/.]*|\.html)$"
FILES = rf"^/(?:{'|'.join(FILE_FOLDERS)})/"
# What is no page runs nothing, asks for nothing and belongs to no origin, whatever it is. A drawing
# opened by itself may be styled, as browsers style XML and photos too.
FILE_POLICY = (
    "default-src 'none'; script-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
# Viewers of PDFs and players ask for the file once more, which a sandbox would forbid.
VIEWED = rf"\.(?:{'|'.join(('pdf', *SOUND, *VIDEO))})$"
VIEWED_POLICY = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Readers' browsers keep pages by it (plugins/offline): it asks for them anew, as they would.
WORKER = r"^/worker\.js$"
WORKER_POLICY = "default-src 'self'"


def file_policy(path: str) -> str:
    """The Content-Security-Policy of what is no page, by its address below the site's root
    (`/tep/a.pdf`); "" for a page."""
    if re.search(WORKER, path):
        return WORKER_POLICY
    if re.search(VIEWED, path, re.I):
        return VIEWED_POLICY
    return "" if re.search(PAGE, path) and not re.match(FILES, path) else FILE_POLICY


def page_policy(facts: ServerFacts) -> str:
    """The Content-Security-Policy of every page; the longer lists are the site's own hashes."""
    styles = _quoted(facts.hashes.styles) or ["'none'"]
    parts = _policy(facts.hashes, styles, ["'none'"])
    return "; ".join(parts + ["upgrade-insecure-requests"] * facts.tls)


def preview_policy(hashes: Hashes, framing: Iterable[str]) -> str:
    """As `page_policy`, for a page that the preview shows with a style sheet of its own. framing:
    origins whose pages may frame it."""
    styles = ["'self'", *_quoted(hashes.styles)]
    return "; ".join(_policy(hashes, styles, list(framing) or ["'none'"]))


def _policy(hashes: Hashes, styles: list[str], framing: list[str]) -> list[str]:
    engines = " ".join(SEARCH_ENGINES)
    return [
        "default-src 'none'",
        " ".join(["script-src 'self'", *_quoted(hashes.scripts)]),
        " ".join(["style-src", *styles]),
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        f"form-action 'self' {engines}",
        "base-uri 'none'",
        " ".join(["frame-ancestors", *framing]),
    ]


def same_headers(facts: ServerFacts) -> dict[str, str]:
    """What every answer carries, whatever it is."""
    features = [f"{name}=(self)" for name in OWN_FEATURES] + [f"{name}=()" for name in NO_FEATURES]
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(sorted(features)),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return headers | ({"Strict-Transport-Security": f"max-age={YEAR}"} if facts.tls else {})


def _quoted(sources: frozenset[str]) -> list[str]:
    return [f"'{source}'" for source in sorted(sources)]
