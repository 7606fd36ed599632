"""A publisher names in publishconf.py where the site goes, and hears which name was misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from plugins.settings import Settings, read_settings
from tools.publish.errors import PublishError
from tools.server.facts import STATE
from tools.server.status import NAME as STATUS

SETTING = "PUBLISH"
BUCKETS = "s3://"
WEB = ("http", "https")
SERVERS = ("", "nginx", "caddy")
# What only root may say of a server.
OF_ROOT = ("addresses", "brotli", "certificate", "hosts", "http")
REMOTE = re.compile(
    r"(?P<host>(?:[^@/:\s]+@)?(?:[^@/:\s\[\]-][^@/:\s\[\]]+|\[[0-9a-fA-F:]+\])):(?P<path>/(?!/).+)"
)
BUCKET = re.compile(
    r"s3://(?P<name>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)/?"
)
WINDOWS_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True)
class Target:
    """to: a folder, user@host:/path, reached over ssh, or s3://bucket/prefix.
    url: where the site answers; empty: the pages are not fetched back.
    patience: seconds that it may take there until a switch is seen; a CDN needs more.
    server: nginx or caddy, which takes what is written to TARGET/server; empty: none does.
    status: where root's answer to that lies there.
    reload: a command run there after TARGET/server changed; of a bucket, here after each
    switch, with the release in PORTAL_RELEASE.
    ssh: options of the ssh command, such as ("-p", "2222").
    endpoint, region: of a bucket; an endpoint where it is not Amazon's.
    """

    to: str
    url: str = ""
    server: str = ""
    status: str = str(STATE / STATUS)
    reload: str = ""
    ssh: tuple[str, ...] = ()
    endpoint: str = ""
    region: str = ""
    patience: int = 3

    @property
    def in_bucket(self) -> bool:
        return self.to.startswith(BUCKETS)

    @property
    def is_secure(self) -> bool:
        """Readers come over https; whoever declares no address is taken at the safer word."""
        return not self.url.startswith("http:")


@dataclass(frozen=True)
class Bucket:
    """prefix: without slashes around it, may be empty; endpoint, region: may be empty."""

    name: str
    prefix: str
    endpoint: str = ""
    region: str = ""


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


def read_publishing(settings: Settings) -> Publishing:
    """Raises SettingError or PublishError."""
    _refuse_roots(settings.get(SETTING, {}))
    publishing = read_settings(Publishing, settings.get(SETTING, {}), SETTING)
    for name, target in publishing.targets.items():
        where = f"{SETTING}.targets.{name}"
        if target.server not in SERVERS:
            raise PublishError(f"{where}.server: cần “nginx”, “caddy” hoặc để trống.")
        if target.url and urlsplit(target.url).scheme not in WEB:
            raise PublishError(f"{where}.url: cần địa chỉ bắt đầu bằng http:// hoặc https://.")
        if target.in_bucket and target.server:
            raise PublishError(
                f"{where}.server: để trống với kho s3://; docs/van-hanh.md nói cách đặt nginx hay "
                "CDN phía trước kho."
            )
        if target.endpoint and urlsplit(target.endpoint).scheme not in WEB:
            raise PublishError(f"{where}.endpoint: cần địa chỉ bắt đầu bằng http:// hoặc https://.")
        if target.server and not target.url:
            raise PublishError(f"{where}.url: cần địa chỉ của trang để hỏi máy chủ web.")
    return publishing


def _refuse_roots(declared: object) -> None:
    targets = declared.get("targets") if isinstance(declared, Mapping) else None
    for name, target in targets.items() if isinstance(targets, Mapping) else ():
        for key in OF_ROOT:
            if isinstance(target, Mapping) and key in target:
                raise PublishError(
                    f"{SETTING}.targets.{name}.{key}: nay do root giữ trong /etc/portal/site.toml "
                    "trên máy chủ (docs/van-hanh.md, “Cài máy chủ web”); hãy xóa khỏi "
                    "publishconf.py."
                )


def choose_target(publishing: Publishing, name: str = "") -> tuple[str, Target]:
    """Its name and what was declared; without a name the default, or the only one."""
    names = list(publishing.targets)
    if not names:
        raise PublishError(f"publishconf.py chưa khai báo nơi đăng nào trong {SETTING}.")
    name = name or publishing.default or (names[0] if len(names) == 1 else "")
    if not name:
        raise PublishError(f"Hãy nói đăng lên đâu; các nơi đã khai báo: {', '.join(names)}.")
    if name not in publishing.targets:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"Có phải là “{near[0]}”?" if near else f"Các nơi có: {', '.join(names)}."
        raise PublishError(f"Không có nơi đăng tên “{name}” trong publishconf.py. {hint}")
    return name, publishing.targets[name]


def place_of(target: Target) -> Path | Remote | Bucket:
    """Where `to` leads; raises PublishError for what leads nowhere."""
    to = target.to
    if target.in_bucket:
        if found := BUCKET.fullmatch(to):
            prefix = found["prefix"].strip("/")
            return Bucket(found["name"], prefix, target.endpoint, target.region)
        raise PublishError(
            f"Không hiểu nơi đăng “{to}”: cần s3://tên-kho/thư-mục, chữ không dấu, không có "
            "khoảng trắng."
        )
    if not WINDOWS_DRIVE.match(to):
        if found := REMOTE.fullmatch(to):
            return Remote(
                found["host"].replace("[", "").replace("]", ""), found["path"].rstrip("/")
            )
        if "://" in to or re.match(r"[^/\\.]*@?[^/\\.]*:", to):
            raise PublishError(
                f"Không hiểu nơi đăng “{to}”: cần một thư mục, người-dùng@máy:/thư/mục hoặc "
                "s3://tên-kho/thư-mục."
            )
    return Path(to).expanduser().resolve()
