"""An old address is known however it was pasted: with a host, in capitals, encoded or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote, unquote_plus

from plugins.redirects.stripped import restore
from plugins.shared.addresses import SERVER
from plugins.vietnamese.text import nfc

HOST = re.compile(SERVER, re.I)
# What Facebook, Google and Zalo add to an address that is shared.
ADDED = re.compile(r"(?:utm_\w+|fbclid|gclid|zarsrc|gidzl)(?:=.*)?", re.I)
# JavaScript's `escape`, which old ASP pages used; half a pair is no letter.
ESCAPED = re.compile(r"%u(?!d[89a-f])([0-9a-f]{4})", re.I)
ESCAPE = re.compile("%[0-9a-f]{2}")
CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
# Most addresses that are no titles: there is nothing in them to encode, and thrice as quick.
PLAIN = re.compile(r"[\w/.=&-]*", re.ASCII)
INDEX = "index.html"
# How bytes of an old code page pass through text unchanged.
SURROGATES = "surrogateescape"
# What may stand in a path and in a query as it is: RFC 3986, 3.3 and 3.4.
IN_PATH = "/!$&'()*+,;=:@~"
IN_QUERY = f"{IN_PATH}?"


@dataclass(frozen=True)
class OldAddress:
    """path: decoded, without a slash at its end, bytes that are no UTF-8 as surrogates; typed: the
    same with the percent signs that were typed; query: as it was typed, "" for none."""

    path: str
    typed: str
    query: str = ""

    @cached_property
    def key(self) -> str:
        """Equal for two spellings of one address, stripped ones aside."""
        return self._plain + (f"?{nfc(unquote_plus(self.query)).lower()}" if self.query else "")

    @cached_property
    def direct(self) -> tuple[str, ...]:
        """Percent-encoded ASCII in small letters: in NFC, and all in small letters, as typed."""
        paths = [quote(path, IN_PATH, errors=SURROGATES) for path in (nfc(self.path), self._plain)]
        return self._whole(*paths, quote(self.typed, f"{IN_PATH}%", errors=SURROGATES))

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """With the lost percent signs put back, and without any."""
        if PLAIN.fullmatch(self.typed + self.query) and restore(self.path) == self.path:
            return ()
        restored = nfc(restore(nfc(self.path)))
        whole = self._whole(*(quote(path, IN_PATH, errors=SURROGATES) for path in _cases(restored)))
        # SharePoint encoded every sign but these.
        texts = (*_cases(nfc(self.path)), *_cases(restored))
        strict = (quote(text, errors=SURROGATES) for text in texts)
        bare = (each.replace("%", "").lower() for each in (*self.direct, *self._whole(*strict)))
        found = dict.fromkeys((*whole, *bare))
        return tuple(spelling for spelling in found if spelling not in self.direct)

    @property
    def _plain(self) -> str:
        return nfc(self.path).lower()

    def _whole(self, *paths: str) -> tuple[str, ...]:
        """With the query's spellings; each once."""
        queries = [""]
        if self.query:
            decoded = nfc(unquote_plus(self.query))
            queries = [f"?{quote(query, IN_QUERY)}" for query in _cases(decoded)]
            queries.append(f"?{quote(self.query, f'{IN_QUERY}%')}")
        return tuple(dict.fromkeys(_small(path + query) for path in paths for query in queries))


def _cases(text: str) -> tuple[str, str]:
    """Ô and ô are encoded as two letters, whatever a server thinks of O and o."""
    return text, text.lower()


def read_old(typed: str, root: str = "") -> OldAddress | None:
    """None for what is no address. root: of this site, without a slash at its end; left out."""
    typed = typed.strip()
    host = HOST.match(typed)
    rest = typed[host.end() :] if host else typed
    rest = rest.partition("#")[0]
    if not rest.startswith(("/", "?")) and not (host and not rest):
        return None
    if root and rest.startswith(f"{root}/"):
        rest = rest.removeprefix(root)
    path, _, query = rest.partition("?")
    path = ESCAPED.sub(lambda code: quote(chr(int(code[1], 16))), path)
    parts = [part for part in path.split("/") if part]
    if parts and parts[-1].lower() == INDEX:
        parts.pop()
    whole = f"/{'/'.join(parts)}"
    decoded = unquote(whole, errors=SURROGATES)
    if CONTROL.search(decoded + unquote(query)) or {".", ".."} & set(decoded.split("/")):
        return None
    return OldAddress(decoded, whole, "&".join(_asked(query)))


def _asked(query: str) -> Iterator[str]:
    """The parts of a query that the old site looked at."""
    return (part for part in query.split("&") if part and not ADDED.fullmatch(part))


def _small(address: str) -> str:
    return ESCAPE.sub(lambda escape: escape.group().upper(), address.lower())
