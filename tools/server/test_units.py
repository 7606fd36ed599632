"""systemd takes the units as they are written, whatever the folders are called."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from tools.server.errors import ServerConfigError
from tools.server.facts import SOCKET
from tools.server.site import Site
from tools.server.units import FETCHING, unit_files

HARDENED = ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID")
SITE = Site("/srv/portal/trang", ("tin.example.vn",))
TOML = PurePosixPath("/etc/portal/site.toml")
SOFTWARE = PurePosixPath("/usr/local/lib/portal")


def read(text: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    return parser


def units(site: Site = SITE) -> dict[str, str]:
    return unit_files(site, TOML, SOFTWARE)


@pytest.mark.parametrize("server", ["nginx", "caddy"])
@pytest.mark.parametrize("name", ["portal", 'Cổng "tin" 100%'])
def test_systemd_finds_no_fault(tmp_path: Path, server: str, name: str) -> None:
    """Where systemd is not installed, each line is still read by its own rules."""
    target, project = tmp_path / name, tmp_path / f"{name} mã"
    for folder in (target, project):
        folder.mkdir()
    site = Site(
        str(target), ("a.vn",), server, "root", project=str(project), store="https://kho.vn/a"
    )
    made = unit_files(site, PurePosixPath(tmp_path / "site.toml"), PurePosixPath(project))
    for file, text in made.items():
        (tmp_path / file).write_text(text, "utf-8")
        assert read(text).sections()[0] == "Unit"
        assert "{" not in text
    if shutil.which("systemd-analyze"):
        names = [str(tmp_path / file) for file in made if "@" not in file]
        told = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, encoding="utf-8"
        )
        said = told.stdout + told.stderr
        ours = [
            line for line in said.splitlines() if "portal-" in line and "not executable" not in line
        ]
        assert ours == []


def test_due_articles_appear_within_five_minutes() -> None:
    service = read(units()["portal-publish.service"])["Service"]
    assert service["ExecStart"] == '/usr/bin/python3 "/opt/portal/run.py" publish --due'
    assert service["User"] == "portal"
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == '"/opt/portal" "/srv/portal/trang"'
    assert service["CapabilityBoundingSet"] == ""
    assert all(service[name] == "yes" for name in (*HARDENED, "RestrictNamespaces"))
    assert read(units()["portal-publish.timer"])["Timer"]["OnCalendar"] == "*:0/2"


def test_root_runs_its_own_copy_and_writes_its_own_folder() -> None:
    made = units()
    assert read(made["portal-reload.path"])["Path"]["PathChanged"] == (
        "/srv/portal/trang/server/wanted.json"
    )
    unit = read(made["portal-reload.service"])
    service = unit["Service"]
    assert service["WorkingDirectory"] == "/usr/local/lib/portal"
    assert service["ExecStart"] == (
        '/usr/bin/python3 -B -m tools.server_config apply --site "/etc/portal/site.toml"'
    )
    written = [line for line in made["portal-reload.service"].splitlines() if "ReadWrite" in line]
    assert written == [
        'ReadWritePaths="/var/lib/portal" /run',
        "ReadWritePaths=-/var/log/nginx -/var/lib/nginx -/var/cache/nginx",
    ]
    assert all(service[name] == "yes" for name in HARDENED)
    assert "/srv" not in made["portal-reload.service"] + made["portal-notify@.service"]
    # However often somebody publishes.
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"


def test_a_unit_that_fails_is_told_of() -> None:
    made = units(Site("/srv/a", ("a.vn",), store="https://kho.vn/a"))
    services = [name for name in made if name.endswith(".service") and "@" not in name]
    assert len(services) == 4
    for name in services:
        assert read(made[name])["Unit"]["OnFailure"] == "portal-notify@%n.service"
    notify = read(made["portal-notify@.service"])
    assert notify["Service"]["User"] == "portal-notify"
    assert notify["Service"]["LoadCredential"] == "site:/etc/portal/site.toml"
    assert notify["Unit"]["StartLimitBurst"] == "1"


def test_old_addresses_are_fetched_as_the_publishers_user() -> None:
    assert not set(FETCHING) & set(units())
    made = units(Site("/srv/a b", ("a.vn",), store="https://kho.vn/a"))
    service = read(made["portal-fetch.service"])["Service"]
    assert service["User"] == "portal"
    assert service["ExecStart"] == (
        '/usr/bin/python3 -m tools.server.fetching "https://kho.vn/a" "/srv/a b"'
    )
    assert service["CapabilityBoundingSet"] == ""


def test_paths_are_resolved_by_a_service_that_comes_back() -> None:
    made = units(Site("/srv/a b", ("a.vn",), store="https://kho.vn/a"))
    service = read(made["portal-resolver.service"])["Service"]
    assert service["ExecStart"].endswith(f'"https://kho.vn/a" "{SOCKET}"')
    assert SOCKET.parent == PurePosixPath("/run", service["RuntimeDirectory"])
    assert (service["User"], service["Restart"]) == ("portal", "always")
    assert service["CapabilityBoundingSet"] == ""


def test_a_folder_that_systemd_would_misread_is_refused() -> None:
    with pytest.raises(ServerConfigError, match="không nhận"):
        unit_files(SITE, PurePosixPath("/etc/a\nb"), SOFTWARE)
