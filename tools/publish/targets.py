"""A publisher names in publishconf.py where the site goes, and hears which name was misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from plugins.shared.messages import gettext
from plugins.shared.settings import Settings, read_settings
from tools.publish.errors import PublishError
from tools.server.facts import STATE
from tools.server.status import NAME as STATUS

SETTING = "PUBLISH"
BUCKETS, FTPS, GIT = "s3://", "ftps://", "git+"
WEB = ("http", "https")
# Those that root's configuration makes ready for a release.
OWN_SERVERS = ("nginx", "caddy")
# Others', which read what a release carries for them: of a branch, of a folder that is uploaded.
BRANCH_HOSTS = ("github", "gitlab")
UPLOAD_HOSTS = ("cloudflare", "netlify")
SERVERS = ("", *OWN_SERVERS, *BRANCH_HOSTS, *UPLOAD_HOSTS)
# What only root may say of a server.
OF_ROOT = ("addresses", "brotli", "certificate", "hosts", "http")
FTP_PORT = 21
REMOTE = re.compile(
    r"(?P<host>(?:[^@/:\s]+@)?(?:[^@/:\s\[\]-][^@/:\s\[\]]+|\[[0-9a-fA-F:]+\])):(?P<path>/(?!/).+)"
)
BUCKET = re.compile(
    r"s3://(?P<name>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)/?"
)
PART = r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
FTPS_PLACE = re.compile(
    r"ftps://(?P<user>[A-Za-z0-9._+-]+(?:@[A-Za-z0-9.-]+)?)@(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*)"
    rf"(?::(?P<port>\d{{1,5}}))?(?P<path>(?:/{PART})*)/?"
)
# What follows `git+` is an address as Git takes it; a password has no place in it.
GIT_PLACE = re.compile(
    r"git\+(?P<url>(?:ssh://(?:[A-Za-z0-9._-]+@)?|https://)[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)+|file:///[^#?\x00-\x20]+)#(?P<branch>[A-Za-z0-9][A-Za-z0-9_-]*)"
)
WINDOWS_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
Kind = Literal["folder", "ssh", "bucket", "ftps", "git", "upload"]
# Hosts of branches begin to work once they hear of a commit, and their caches hold pages for ten
# minutes more.
SEEN_AFTER: dict[Kind, int] = {"git": 900, "upload": 120, "ftps": 20}


@dataclass(frozen=True)
class Target:
    """to: a folder, user@host:/path, reached over ssh, s3://bucket/prefix, ftps://user@host/path,
    or git+ssh://user@host/path#branch.
    url: where the site answers; empty: the pages are not fetched back.
    patience: seconds that it may take there until a switch is seen; a CDN needs more; 0: what is
    usual for the kind of target.
    server: nginx or caddy, which takes what is written to TARGET/server, or a host that reads what
    a release carries for it; empty: none does.
    status: where root's answer to that lies there.
    reload: a command run there after TARGET/server changed; of a bucket and of a folder that is
    uploaded, here after each switch, with the release in PORTAL_RELEASE, and the folder in
    PORTAL_FOLDER.
    ssh: options of the ssh command, such as ("-p", "2222").
    endpoint, region: of a bucket; an endpoint where it is not Amazon's.
    password_file: the account's password at an FTPS host, in a file that nobody else may read.
    """

    to: str
    url: str = ""
    server: str = ""
    status: str = str(STATE / STATUS)
    reload: str = ""
    ssh: tuple[str, ...] = ()
    endpoint: str = ""
    region: str = ""
    password_file: str = ""
    patience: int = 0

    @property
    def in_bucket(self) -> bool:
        """Whether it is in a store of objects."""
        return self.to.startswith(BUCKETS)

    @property
    def kind(self) -> Kind:
        """What decides what it can promise."""
        if self.in_bucket:
            return "bucket"
        if self.to.startswith(FTPS):
            return "ftps"
        if self.to.startswith(GIT):
            return "git"
        if self.server in UPLOAD_HOSTS:
            return "upload"
        return "ssh" if isinstance(place_of(self), Remote) else "folder"

    @property
    def made_for(self) -> str:
        """Equal for targets of which the same site makes the same release."""
        if self.in_bucket:
            return "bucket"
        hosted = self.kind in ("ftps", "git", "upload")
        return f"{self.kind} {self.server} {self.url}" if hosted else self.server

    @property
    def asks_server(self) -> bool:
        """A server of one's own, which has to take addresses and policy before a switch."""
        return self.server in OWN_SERVERS

    @property
    def is_gradual(self) -> bool:
        """A switch takes its time there, and readers may meet pages of both releases."""
        return self.kind == "ftps"

    @property
    def shows_one(self) -> bool:
        """The host keeps no other release: they are on the machines that published them."""
        return self.kind in ("ftps", "git")

    @property
    def seen_after(self) -> int:
        """Seconds."""
        return self.patience or SEEN_AFTER.get(self.kind, 3)

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
class Ftps:
    """path: the site's folder there, without slashes around it; empty: where the account begins."""

    user: str
    host: str
    port: int
    path: str
    password_file: str = ""


@dataclass(frozen=True)
class Branch:
    """url: as Git takes it."""

    url: str
    branch: str


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
            raise PublishError(
                gettext(
                    "{where}.server: cần “nginx”, “caddy”, “github”, “gitlab”, “cloudflare”, "
                    "“netlify” hoặc để trống.",
                    where=where,
                )
            )
        if target.url and urlsplit(target.url).scheme not in WEB:
            raise PublishError(
                gettext("{where}.url: cần địa chỉ bắt đầu bằng http:// hoặc https://.", where=where)
            )
        if fault := _server_fault(target):
            raise PublishError(f"{where}.server: {fault}")
        if target.endpoint and urlsplit(target.endpoint).scheme not in WEB:
            raise PublishError(
                gettext(
                    "{where}.endpoint: cần địa chỉ bắt đầu bằng http:// hoặc https://.", where=where
                )
            )
        if target.asks_server and not target.url:
            raise PublishError(
                gettext("{where}.url: cần địa chỉ của trang để hỏi máy chủ web.", where=where)
            )
    return publishing


def _server_fault(target: Target) -> str:
    """Why nothing that `server` names can serve what lies at `to`; empty where it can."""
    if target.in_bucket and target.server:
        return gettext(
            "để trống với kho s3://; docs/van-hanh.md nói cách đặt nginx hay CDN phía trước kho."
        )
    if target.to.startswith(FTPS) and target.server:
        return gettext(
            "để trống với ftps://: máy chủ web của nơi thuê đọc tệp .htaccess của bản đăng."
        )
    if target.to.startswith(GIT) and target.server not in BRANCH_HOSTS:
        return gettext("với git+… cần “github” (GitHub Pages, Codeberg Pages) hoặc “gitlab”.")
    if target.server in BRANCH_HOSTS and not target.to.startswith(GIT):
        return gettext(
            "“{server}” chỉ đi với to là git+ssh://…#nhánh hay git+https://…#nhánh.",
            server=target.server,
        )
    if target.server in UPLOAD_HOSTS and not isinstance(place_of(target), Path):
        return gettext("“{server}” chỉ đi với to là một thư mục của máy này.", server=target.server)
    return ""


def _refuse_roots(declared: object) -> None:
    targets = declared.get("targets") if isinstance(declared, Mapping) else None
    for name, target in targets.items() if isinstance(targets, Mapping) else ():
        for key in OF_ROOT:
            if isinstance(target, Mapping) and key in target:
                raise PublishError(
                    gettext(
                        "{setting}.targets.{name}.{key}: nay do root giữ trong "
                        "/etc/portal/site.toml trên máy chủ (docs/van-hanh.md, “Cài máy chủ "
                        "web”); hãy xóa khỏi publishconf.py.",
                        setting=SETTING,
                        name=name,
                        key=key,
                    )
                )


def choose_target(publishing: Publishing, name: str = "") -> tuple[str, Target]:
    """Its name and what was declared; without a name the default, or the only one."""
    names = list(publishing.targets)
    if not names:
        raise PublishError(
            gettext("publishconf.py chưa khai báo nơi đăng nào trong {setting}.", setting=SETTING)
        )
    name = name or publishing.default or (names[0] if len(names) == 1 else "")
    if not name:
        raise PublishError(
            gettext("Hãy nói đăng lên đâu; các nơi đã khai báo: {names}.", names=", ".join(names))
        )
    if name not in publishing.targets:
        near = difflib.get_close_matches(name, names, n=1)
        hint = (
            gettext("Có phải là “{near}”?", near=near[0])
            if near
            else gettext("Các nơi có: {names}.", names=", ".join(names))
        )
        raise PublishError(
            gettext(
                "Không có nơi đăng tên “{name}” trong publishconf.py. {hint}", name=name, hint=hint
            )
        )
    return name, publishing.targets[name]


def place_of(target: Target) -> Path | Remote | Bucket | Ftps | Branch:
    """Where `to` leads; raises PublishError for what leads nowhere."""
    to = target.to
    if target.in_bucket:
        if found := BUCKET.fullmatch(to):
            prefix = found["prefix"].strip("/")
            return Bucket(found["name"], prefix, target.endpoint, target.region)
        raise PublishError(
            gettext(
                "Không hiểu nơi đăng “{to}”: cần s3://tên-kho/thư-mục, chữ không dấu, "
                "không có khoảng trắng.",
                to=to,
            )
        )
    if to.startswith(FTPS):
        if found := FTPS_PLACE.fullmatch(to):
            port, path = int(found["port"] or FTP_PORT), found["path"].strip("/")
            return Ftps(found["user"], found["host"], port, path, target.password_file)
        raise PublishError(
            gettext(
                "Không hiểu nơi đăng “{to}”: cần ftps://người-dùng@máy/thư-mục, chữ "
                "không dấu; mật khẩu không ghi ở đây mà ở password_file.",
                to=to,
            )
        )
    if to.startswith(GIT):
        if found := GIT_PLACE.fullmatch(to):
            return Branch(found["url"], found["branch"])
        raise PublishError(
            gettext(
                "Không hiểu nơi đăng “{to}”: cần git+ssh://git@máy/kho.git#nhánh, "
                "git+https://máy/kho.git#nhánh hay git+file:///thư/mục/kho.git#nhánh; "
                "không ghi mật khẩu hay mã truy cập ở đây.",
                to=to,
            )
        )
    if not WINDOWS_DRIVE.match(to):
        if found := REMOTE.fullmatch(to):
            return Remote(
                found["host"].replace("[", "").replace("]", ""), found["path"].rstrip("/")
            )
        if "://" in to or re.match(r"[^/\\.]*@?[^/\\.]*:", to):
            raise PublishError(
                gettext(
                    "Không hiểu nơi đăng “{to}”: cần một thư mục, người-dùng@máy:/thư/mục, "
                    "s3://tên-kho/thư-mục, ftps://người-dùng@máy/thư-mục hoặc "
                    "git+ssh://…#nhánh.",
                    to=to,
                )
            )
    return Path(to).expanduser().resolve()
