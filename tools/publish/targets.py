"""A publisher names in publishconf.py where the site goes, and hears which name was misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.settings import read_settings
from tools.publish.refusal import PublishRefused

SETTING = "PUBLISH"
SERVERS = ("", "nginx", "caddy")
REMOTE = re.compile(
    r"(?P<host>(?:[^@/:\s]+@)?(?:[^@/:\s\[\]-][^@/:\s\[\]]+|\[[0-9a-fA-F:]+\])):(?P<path>/(?!/).+)"
)
WINDOWS_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True)
class Target:
    """to: a folder, or user@host:/path, reached over ssh.
    url: where the site answers; empty: the pages are not fetched back.
    server: nginx or caddy, whose configuration is written to TARGET/server; empty: none is.
    reload: a command run there after the configuration changed.
    hosts, addresses, certificate, brotli: as `tools.server_config` takes them; `hosts` are the
    names besides the url's that lead to it.
    http: the port where plain http leads on to https.
    ssh: options of the ssh command, such as ("-p", "2222").
    """

    to: str
    url: str = ""
    server: str = ""
    reload: str = ""
    hosts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    certificate: tuple[str, ...] = ()
    brotli: bool = True
    http: int = 80
    ssh: tuple[str, ...] = ()


@dataclass(frozen=True)
class Publishing:
    """default: the target of a command that names none."""

    targets: dict[str, Target] = field(default_factory=dict)
    default: str = ""


@dataclass(frozen=True)
class Remote:
    """host: as ssh takes it."""

    host: str
    path: str


def read_publishing(settings: Mapping[str, Any]) -> Publishing:
    """Raises WrongSetting or PublishRefused."""
    publishing = read_settings(Publishing, settings.get(SETTING, {}), SETTING)
    for name, target in publishing.targets.items():
        where = f"{SETTING}.targets.{name}"
        if target.server not in SERVERS:
            raise PublishRefused(f"{where}.server: cần “nginx”, “caddy” hoặc để trống.")
        if target.url and urlsplit(target.url).scheme not in ("http", "https"):
            raise PublishRefused(f"{where}.url: cần địa chỉ bắt đầu bằng http:// hoặc https://.")
        if len(target.certificate) not in (0, 2):
            raise PublishRefused(f"{where}.certificate: cần hai tệp, chứng thư và khóa.")
        if target.server and not target.url:
            raise PublishRefused(f"{where}.url: cần địa chỉ của trang để ghi cấu hình máy chủ.")
    return publishing


def choose_target(publishing: Publishing, name: str = "") -> tuple[str, Target]:
    """Its name and what was declared; without a name the default, or the only one."""
    names = list(publishing.targets)
    if not names:
        raise PublishRefused(f"publishconf.py chưa khai báo nơi đăng nào trong {SETTING}.")
    name = name or publishing.default or (names[0] if len(names) == 1 else "")
    if not name:
        raise PublishRefused(f"Hãy nói đăng lên đâu; các nơi đã khai báo: {', '.join(names)}.")
    if name not in publishing.targets:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"Có phải là “{near[0]}”?" if near else f"Các nơi có: {', '.join(names)}."
        raise PublishRefused(f"Không có nơi đăng tên “{name}” trong publishconf.py. {hint}")
    return name, publishing.targets[name]


def place_of(to: str) -> Path | Remote:
    """Where `to` leads; raises PublishRefused for what is neither a folder nor user@host:/path."""
    if not WINDOWS_DRIVE.match(to):
        if found := REMOTE.fullmatch(to):
            return Remote(
                found["host"].replace("[", "").replace("]", ""), found["path"].rstrip("/")
            )
        if "://" in to or re.match(r"[^/\\.]*@?[^/\\.]*:", to):
            raise PublishRefused(
                f"Không hiểu nơi đăng “{to}”: cần một thư mục, hoặc người-dùng@máy:/thư/mục."
            )
    return Path(to).expanduser().resolve()
