"""Due articles appear by themselves, and the web server takes a new configuration at once."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plugins.shared.messages import gettext
from tools.places import ROOT
from tools.server.errors import ServerConfigError
from tools.server.facts import SOCKET, refuse_path
from tools.server.filling import environment

if TYPE_CHECKING:
    from tools.server.site import Site

# Only before a store of objects.
FETCHING = ("portal-fetch.service", "portal-fetch.timer", "portal-resolver.service")
FILES = (
    "portal-notify@.service",
    "portal-publish.service",
    "portal-publish.timer",
    "portal-reload.path",
    "portal-reload.service",
)
SOFTWARE = PurePosixPath(ROOT)
USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}\Z")


def unit_files(
    site: Site, file: PurePosixPath, software: PurePosixPath = SOFTWARE
) -> dict[str, str]:
    """systemd's files by name; file: site.toml; software: where root's own copy lies."""
    for path in (file, software):
        refuse_path(path)
    values = {
        "site": site,
        "file": str(file),
        "software": str(software),
        "path": _path,
        "word": _word,
        "socket": str(SOCKET),
    }
    templates = environment("systemd")
    names = (*FILES, *FETCHING) if site.store else FILES
    return {name: templates.get_template(name).render(values) for name in names}


def refuse_user(user: str) -> None:
    """Raises ServerConfigError for what cannot be a user's name."""
    if not USER.match(user):
        raise ServerConfigError(
            gettext("“{user!r}” không phải là tên người dùng của máy, như “portal”.", user=user)
        )


def _path(text: str) -> str:
    """Where systemd takes the rest of the line; a per cent sign begins one of its names."""
    return text.replace("%", "%%")


def _word(text: str) -> str:
    """Where systemd parts words at spaces."""
    return '"' + _path(text).replace('"', '\\"') + '"'
