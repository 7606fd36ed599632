"""A reader's browser is told what these pages never do, so that nobody can make them do it."""

from __future__ import annotations

from tools.server.facts import Facts

# What the search page offers where scripts are switched off.
SEARCH_ENGINES = ("https://duckduckgo.com", "https://www.google.com")
YEAR = 31_536_000
IMMUTABLE = f"public, max-age={YEAR}, immutable"
# Kept by the browser, but asked about before each use: a correction is seen at once.
REVALIDATED = "no-cache"
# plugins/assets, plugins/images and plugins/search put a digest of the bytes into these names.
HASHED = r"^/(?:theme|anh|tim-kiem)/(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$"
# Sharing and copying belong to the toolbar, the full screen to a video's own buttons.
OWN_FEATURES = ("clipboard-write", "fullscreen", "picture-in-picture", "web-share")
NO_FEATURES = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial",
    "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
TEXT = "; charset=utf-8"
TYPES = {
    "html": "text/html" + TEXT,
    "css": "text/css" + TEXT,
    "js": "text/javascript" + TEXT,
    "txt": "text/plain" + TEXT,
    "vtt": "text/vtt" + TEXT,
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
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
}
FEEDS = {"atom.xml": "application/atom+xml" + TEXT, "rss.xml": "application/rss+xml" + TEXT}
# These have compressed copies beside them.
COMPRESSIBLE = tuple(name for name, kind in TYPES.items() if kind.endswith(TEXT))
# A drawing opened by itself may be styled as its editor styled it, but runs nothing.
DRAWING_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
# A PDF or a film opened by itself is shown by the browser's own means.
FILE_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def page_policy(facts: Facts) -> str:
    """The Content-Security-Policy of every page; the longer lists are the site's own hashes."""
    engines = " ".join(SEARCH_ENGINES)
    parts = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *_quoted(facts.hashes.scripts)]),
        " ".join(["style-src", *(_quoted(facts.hashes.styles) or ["'none'"])]),
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        f"form-action 'self' {engines}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(parts + ["upgrade-insecure-requests"] * facts.tls)


def same_headers(facts: Facts) -> dict[str, str]:
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
