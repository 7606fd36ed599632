"""A reader gets an object of a store with the type and lifetime that a web server would send."""

from __future__ import annotations

from tools.publish.fetch import ENCODINGS
from tools.publish.releases import is_hashed
from tools.server.headers import COMPRESSIBLE, FEEDS, IMMUTABLE, REVALIDATED, TYPES

UNKNOWN = "application/octet-stream"


def headers_of(path: str) -> dict[str, str]:
    """By the names that S3's API has for them; path: inside the site."""
    headers = {"CacheControl": IMMUTABLE if is_hashed(path) else REVALIDATED}
    for encoding, ending in ENCODINGS.items():
        plain = path.removesuffix(ending)
        if plain != path and _extension(plain) in COMPRESSIBLE:
            return headers | {"ContentType": _type(plain), "ContentEncoding": encoding}
    return headers | {"ContentType": _type(path)}


def _type(path: str) -> str:
    name = path.rpartition("/")[2]
    return FEEDS.get(name) or TYPES.get(_extension(name), UNKNOWN)


def _extension(path: str) -> str:
    return path.rpartition(".")[2].lower()
