"""What root says of a site, in a file that only root may write: /etc/portal/site.toml."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError, read_settings
from tools.server import caddy, nginx
from tools.server.errors import ServerConfigError
from tools.server.facts import ALL_ADDRESSES, STATE, Certificate, ServerFacts, refuse_path
from tools.server.moved import Moved
from tools.server.units import refuse_user
from tools.server.wanted import FILE, Wanted, mark_of

SITE = Path("/etc/portal/site.toml")
RENDERERS: dict[str, Callable[[ServerFacts], str]] = {
    "nginx": nginx.nginx_text,
    "caddy": caddy.caddy_text,
}
NAMES = {"nginx": nginx.FILE, "caddy": caddy.FILE}


@dataclass(frozen=True)
class Site:
    """target: the publisher's folder; user: who may write there.
    hosts: the first is the site's own name, the others lead to it.
    certificate: chain and key; without one, Caddy fetches it, and nginx needs `https = 0`.
    http, https: ports; https 0: plain http only.
    store: the address of what publish has put into a bucket.
    project: where the timer publishes from. state: root's folder for what is rendered.
    test, reload: commands besides systemd's; `test` looks at the file's name with `.new` after it.
    notify: mailto:… or https://…, told when a unit fails.
    """

    target: str
    hosts: tuple[str, ...]
    server: str = "nginx"
    user: str = "portal"
    certificate: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ALL_ADDRESSES
    http: int = 80
    https: int = 443
    brotli: bool = True
    store: str = ""
    project: str = "/opt/portal"
    state: str = str(STATE)
    test: tuple[str, ...] = ()
    reload: tuple[str, ...] = ()
    notify: str = ""

    @property
    def file(self) -> Path:
        """What the web server's own configuration includes."""
        return Path(self.state, NAMES[self.server])

    @property
    def data(self) -> Path:
        """The file with what the publisher asks for."""
        return Path(self.target, FILE)


def read_site(file: Path) -> Site:
    """Raises ServerConfigError for what cannot be, and where somebody else could write the file."""
    refuse_loose(file)
    try:
        site = read_settings(Site, tomllib.loads(file.read_text("utf-8")), file.name)
    except tomllib.TOMLDecodeError as fault:
        raise ServerConfigError(
            gettext("{file}: không đọc được ({fault}).", file=file, fault=fault)
        ) from fault
    except UnicodeDecodeError as fault:
        raise ServerConfigError(gettext("{file}: cần lưu bằng UTF-8.", file=file)) from fault
    except SettingError as fault:
        raise ServerConfigError(str(fault)) from fault
    if site.server not in RENDERERS:
        raise ServerConfigError(gettext("{name}.server: cần “nginx” hoặc “caddy”.", name=file.name))
    if len(site.certificate) not in (0, 2):
        raise ServerConfigError(
            gettext("{name}.certificate: cần hai tệp, chứng thư và khóa.", name=file.name)
        )
    refuse_user(site.user)
    refuse_path(PurePosixPath(site.project))
    facts_of(site, Wanted(), "")
    return site


def facts_of(site: Site, wanted: Wanted, digest: str) -> ServerFacts:
    """digest: of the data that `wanted` was read from. Raises ServerConfigError."""
    mark = (Moved(mark_of(digest), "", "/"),) if digest else ()
    return ServerFacts(
        hosts=site.hosts,
        target=PurePosixPath(site.target),
        hashes=wanted.hashes,
        moved=(*wanted.moved, *mark),
        addresses=site.addresses,
        http_port=site.http,
        https_port=site.https or 443,
        tls=site.https != 0,
        certificate=Certificate(*map(PurePosixPath, site.certificate))
        if site.certificate and site.https
        else None,
        brotli=site.brotli,
        store=site.store.rstrip("/"),
        state=PurePosixPath(site.state),
    )


def refuse_loose(path: Path) -> None:
    """Raises ServerConfigError where anybody but root and whoever runs this could change `path`."""
    for place in (path, *path.parents):
        try:
            found = place.lstat()
        except FileNotFoundError:
            raise ServerConfigError(gettext("Không có {place}.", place=place)) from None
        shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
        if found.st_uid not in (0, os.geteuid()) or shared or stat.S_ISLNK(found.st_mode):
            raise ServerConfigError(
                gettext(
                    "{place} phải là của root và không ai khác ghi được (chown root: "
                    "{place}; chmod go-w {place}).",
                    place=place,
                )
            )
