"""Readers of a site on shared hosting get its headers, its 404 page and its old addresses from
Apache, or from LiteSpeed, which reads the same files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tools.server.facts import ServerFacts
from tools.server.headers import (
    COMPRESSIBLE,
    FEEDS,
    FILE_POLICY,
    IMMUTABLE,
    REVALIDATED,
    TYPES,
    VIEWED,
    VIEWED_POLICY,
    WORKER_POLICY,
    page_policy,
    same_headers,
)
from tools.server.moved import TRACKERS, Moved

NAME = ".htaccess"
POLICY = "Content-Security-Policy"
# Apache reads the file anew for each request.
MOST_RULES = 2_000
# Folders whose hashed names HASHED knows: there a browser never has to ask again.
HASHED_FOLDERS = ("theme", "anh", "tim-kiem", "search")
HASHED_NAME = r"^(?:.*\.)?[0-9a-f]{8,16}(?:-[0-9a-z]+)?\.[0-9a-z]+$"
PLAIN = re.compile(rb"[^A-Za-z0-9/_-]")
FOR_NOBODY = """\
<IfModule mod_authz_core.c>
Require all denied
</IfModule>
<IfModule !mod_authz_core.c>
Deny from all
</IfModule>
"""


def htaccess(facts: ServerFacts, root: str, moved: Iterable[Moved]) -> str:
    """For the site's folder. root: the site's path without a slash at its end; moved: no more than
    MOST_RULES. ASCII, whatever an old address holds."""
    types = dict(sorted(TYPES.items()))
    lines = [
        "# Made by publish for each release; what is written here by hand is lost with the next.",
        "Options -Indexes",
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {root}/404.html",
        "AddDefaultCharset utf-8",
        *_within("mod_mime.c", [f"AddType {quoted(types[it])} .{it}" for it in types]),
        *_within("mod_headers.c", _headers(facts)),
        *_within("mod_brotli.c", [_filter("BROTLI_COMPRESS")]),
        *_within("mod_deflate.c", [_filter("DEFLATE")]),
        *_within("mod_rewrite.c", ["RewriteEngine On", *_rules(root, moved)]),
    ]
    return "\n".join(lines) + "\n"


def folder_htaccess(folder: str) -> str:
    """For a folder at the top of the site; empty where the site's own says all."""
    if folder == ".portal":
        return FOR_NOBODY
    if folder not in HASHED_FOLDERS:
        return ""
    names = _files(HASHED_NAME, [_set("Cache-Control", IMMUTABLE, "")])
    return "\n".join(_within("mod_headers.c", names)) + "\n"


def quoted(text: str) -> str:
    """One word of a configuration."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pattern(text: str) -> str:
    """A regular expression that is `text` byte by byte: no letter of it has another meaning."""
    data = text.encode("utf-8", "surrogateescape")
    return PLAIN.sub(lambda found: b"\\x%02x" % found.group()[0], data).decode("ascii")


def _headers(facts: ServerFacts) -> list[str]:
    feeds = [
        line
        for name, kind in FEEDS.items()
        for line in _files(f"^{re.escape(name)}$", [f"ForceType {quoted(kind)}"])
    ]
    return [
        *(_set(name, value) for name, value in sorted(same_headers(facts).items())),
        _set("Cache-Control", REVALIDATED, ""),
        # The later of two that fit holds.
        _set(POLICY, FILE_POLICY),
        *_files(r"\.html$", [_set(POLICY, page_policy(facts))]),
        *_files(f"(?i){VIEWED}", [_set(POLICY, VIEWED_POLICY)]),
        *_files(r"^worker\.js$", [_set(POLICY, WORKER_POLICY)]),
        *feeds,
    ]


def _set(name: str, value: str, condition: str = "always ") -> str:
    return f"Header {condition}set {name} {quoted(value)}"


def _files(names: str, lines: list[str]) -> list[str]:
    return [f'<FilesMatch "{names}">', *lines, "</FilesMatch>"]


def _within(module: str, lines: list[str]) -> list[str]:
    """A host without the module serves the site all the same."""
    return [f"<IfModule {module}>", *lines, "</IfModule>"]


def _filter(name: str) -> str:
    kinds = sorted({TYPES[it].partition(";")[0] for it in COMPRESSIBLE})
    return f"AddOutputFilterByType {name} {' '.join(kinds)} application/atom+xml"


def _rules(root: str, moved: Iterable[Moved]) -> list[str]:
    # Those with a query first: one without leads on whatever the query is.
    chosen = sorted(moved, key=lambda it: (not it.query, it.key))
    return [line for it in chosen for line in _rule(root, it)]


def _rule(root: str, moved: Moved) -> list[str]:
    path = moved.path.removeprefix(f"{root}/").strip("/")
    lines = []
    if moved.query:
        after = f"(?:&{TRACKERS}.*)?"
        lines.append(f'RewriteCond %{{QUERY_STRING}} "^{pattern(moved.query)}{after}$" [NC]')
    new = re.sub(r"[%$\\]", lambda found: "\\" + found.group(), moved.new)
    return [*lines, f'RewriteRule "^{pattern(path)}/?$" "{new}" [R=301,L,NC,NE,QSD]']
