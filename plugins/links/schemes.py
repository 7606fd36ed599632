"""Which addresses a page may hold: one list, for the sanitiser, the checks and the last door."""

from __future__ import annotations

import re

from plugins.shared.messages import gettext, gettext_noop

PRESSED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LOADED_SCHEMES = frozenset({"http", "https"})
# Browsers drop these before they look for a scheme: https://url.spec.whatwg.org/#url-parsing
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f]+")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

# How an address begins in a page: `//`, `/\` and `/<tab>/` lead to another site.
OWN = r"/(?![/\\\s&])|[#?]"
ELSEWHERE = r"https?://[^/\\?#\s&]|mailto:|tel:"
MAY_BE_PRESSED = re.compile(rf"{OWN}|{ELSEWHERE}|$", re.IGNORECASE)
MAY_BE_LOADED = re.compile(rf"{OWN}|$")

# `https:\\` and `https:/`, which browsers read as `https://`.
SLASHES = re.compile(r"[/\\]+")
ALLOWED = gettext_noop(
    "ghi địa chỉ bắt đầu bằng https://, mailto: hoặc tel:, hay đường dẫn tệp trong content/."
)
LONGEST = 80


def scheme_of(address: str) -> str:
    """In small letters, as a browser reads it; "" for an address without one."""
    found = SCHEME.match(IGNORED_IN_ADDRESSES.sub("", address))
    return found[1].lower() if found else ""


def may_be_pressed(address: str) -> bool:
    """Whether a page may link to it: within the site, or to the web, a mailbox or a telephone."""
    return MAY_BE_PRESSED.match(address) is not None


def may_be_loaded(address: str) -> bool:
    """Whether a page may show it: it lies within the site."""
    return MAY_BE_LOADED.match(address) is not None


def why_refused(address: str) -> tuple[str, str]:
    """Sentence and remedy for an address of another site that no page may link to."""
    shown = f"“{' '.join(address[:LONGEST].split())}{'…' if len(address) > LONGEST else ''}”"
    plain = SLASHES.sub("//", IGNORED_IN_ADDRESSES.sub("", address), count=1)
    scheme, _, rest = plain.partition(":")
    if plain.startswith("//"):
        sentence = gettext("địa chỉ {shown} thiếu https: ở đầu.", shown=shown)
        return sentence, gettext("ghi: {text}", text=f"https:{plain}")
    if scheme.lower() in LOADED_SCHEMES:
        meant = f"{scheme.lower()}://{rest.lstrip('/')}"
        sentence = gettext("địa chỉ {shown} viết sai phần đầu.", shown=shown)
        return sentence, gettext("ghi: {text}", text=meant)
    if "." in scheme:
        sentence = gettext("địa chỉ {shown} thiếu https:// ở đầu.", shown=shown)
        return sentence, gettext("ghi: {text}", text=f"https://{address.strip()}")
    sentence = gettext(
        "địa chỉ kiểu “{scheme}:” bị từ chối: {shown}.", scheme=scheme_of(address), shown=shown
    )
    return sentence, gettext(ALLOWED)
