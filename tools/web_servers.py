"""The tests of servers and hosts always run: finds nginx, Caddy, Apache and a server of FTPS, or
installs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext
from tools.console import complain

# Of the system's own Python: its archive of packages has it without a wheel, which no lock takes.
FTPS_SERVER = Path("/usr/lib/python3/dist-packages/pyftpdlib/__init__.py")
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
DEBIAN_PACKAGES = (
    "nginx-light", "libnginx-mod-http-brotli-static", "caddy", "apache2", "curl", "openssl",
    "openssh-server", "git", "python3-pyftpdlib", "python3-openssl",
)  # fmt: skip
PROGRAMS = ("nginx", "caddy", "apache2", "curl", "openssl", "sshd", "git")
FILES = (BROTLI_MODULE, FTPS_SERVER)
# Debian keeps servers where only root's search path leads.
MORE_PLACES = "/usr/sbin:/usr/local/sbin"


class NoServerError(PortalError):
    """One is missing and could not be installed; the text says so in Vietnamese and English."""


def ensure_servers() -> None:
    """On Linux, where these servers run; elsewhere their tests do not exist."""
    if sys.platform != "linux" or not missing():
        return
    add_debian_packages()
    if missing():
        raise NoServerError(
            gettext(
                "Thiếu {missing} để thử cấu hình máy chủ (Debian, Ubuntu: sudo apt "
                "install {packages}); cài rồi chạy lại.",
                missing=", ".join(missing()),
                packages=" ".join(DEBIAN_PACKAGES),
            )
        )


def missing() -> list[str]:
    """Names of programs and files that are not there."""
    names = [name for name in PROGRAMS if find(name) is None]
    return [*names, *(str(file) for file in FILES if not file.is_file())]


def find(name: str) -> str | None:
    """Where a program is, also where only root looks for it."""
    return shutil.which(name, path=os.environ.get("PATH", os.defpath) + ":" + MORE_PLACES)


def add_debian_packages() -> None:
    """As root on Debian or Ubuntu; the servers are not started. Says why when it fails."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    complain(gettext("Đang cài nginx, Caddy, Apache để thử cấu hình máy chủ…"))
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # Whatever a package's own script would start, the tests start their own.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]):
        ended = subprocess.run(
            [*quiet, *arguments], env=environment, capture_output=True, encoding="utf-8"
        )
        if ended.returncode != 0:
            complain(ended.stderr)
            return
