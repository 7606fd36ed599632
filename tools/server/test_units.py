"""systemd takes the units as they are written, whatever the folders are called."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from tools.server.refusal import ServerRefused
from tools.server.units import unit_files

HARDENED = ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "RestrictNamespaces")


def read(text: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


@pytest.mark.parametrize("server", ["nginx", "caddy"])
@pytest.mark.parametrize("name", ["portal", 'Cổng "tin" 100%'])
def test_systemd_finds_no_fault(tmp_path: Path, server: str, name: str) -> None:
    """Where systemd is not installed, each line is still read by its own rules."""
    target, project = tmp_path / name, tmp_path / f"{name} mã"
    for folder in (target, project):
        folder.mkdir()
    units = unit_files(PurePosixPath(target), PurePosixPath(project), "root", server)
    for file, text in units.items():
        (tmp_path / file).write_text(text, "utf-8")
        assert read(text).sections()[0] == "Unit"
    if shutil.which("systemd-analyze"):
        names = [str(tmp_path / file) for file in units]
        told = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, encoding="utf-8"
        )
        said = told.stdout + told.stderr
        ours = [
            line for line in said.splitlines() if "portal-" in line and "not executable" not in line
        ]
        assert ours == []


def test_due_articles_appear_within_five_minutes() -> None:
    units = unit_files(
        PurePosixPath("/srv/portal"), PurePosixPath("/opt/portal"), "portal", "nginx"
    )
    service = read(units["portal-publish.service"])["Service"]
    assert service["ExecStart"] == '/usr/bin/python3 "/opt/portal/run.py" publish --due'
    assert service["User"] == "portal"
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == '"/opt/portal" "/srv/portal"'
    assert all(service[name] == "yes" for name in HARDENED)
    assert read(units["portal-publish.timer"])["Timer"]["OnCalendar"] == "*:0/2"


def test_the_web_server_takes_a_new_configuration_only_when_it_is_right() -> None:
    units = unit_files(PurePosixPath("/srv/a b"), PurePosixPath("/opt/portal"), "portal", "nginx")
    assert read(units["portal-reload.path"])["Path"]["PathChanged"] == "/srv/a b/server/changed"
    commands = [line for line in units["portal-reload.service"].splitlines() if "Exec" in line]
    assert commands == [
        "ExecStart=/usr/sbin/nginx -t -q",
        "ExecStart=/usr/bin/systemctl reload nginx.service",
    ]
    # However often somebody publishes.
    assert read(units["portal-reload.service"])["Unit"]["StartLimitIntervalSec"] == "0"


@pytest.mark.parametrize("user", ["", "a b", "a\nb", "Người"])
def test_what_is_no_user_is_refused(user: str) -> None:
    with pytest.raises(ServerRefused, match="không phải là tên người dùng"):
        unit_files(PurePosixPath("/srv"), PurePosixPath("/opt"), user, "nginx")


def test_a_folder_that_systemd_would_misread_is_refused() -> None:
    with pytest.raises(ServerRefused, match="không nhận"):
        unit_files(PurePosixPath("/srv/a\nb"), PurePosixPath("/opt"), "portal", "nginx")
