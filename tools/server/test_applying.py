"""The web server gets a file that was tested, or keeps its own; a publisher cannot change that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path, PurePosixPath

import pytest

from tests.support.web_server import free_port, main_file
from tools.console import python_command, python_environment
from tools.server import applying
from tools.server.applying import IN_ITS_PLACE, apply, check
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.moved import parse_moved
from tools.server.nginx import nginx_text
from tools.server.policy import Hashes
from tools.server.site import Site, refuse_loose
from tools.server.status import NAME, put, read_status
from tools.server.wanted import FILE, Wanted
from tools.web_servers import find

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="run on the server itself"),
    pytest.mark.skipif(
        sys.platform != "win32" and os.geteuid() != 0, reason="only root can be somebody else"
    ),
]

USER = "nobody"
HASH = "sha256-" + "a" * 43 + "="


@dataclass(frozen=True)
class Root:
    """target: the publisher's; log: a line for each reload."""

    site: Site
    target: Path
    log: Path

    @property
    def reloads(self) -> int:
        return len(self.log.read_text().splitlines())

    def status(self) -> tuple[str, str]:
        found = read_status((Path(self.site.state) / NAME).read_bytes())
        return found.wanted, found.message

    def wants(self, *lines: str, scripts: tuple[str, ...] = ()) -> Wanted:
        wanted = Wanted(parse_moved(lines), {"r": Hashes(frozenset(scripts))})
        put(self.target / FILE, wanted.data)
        return wanted


@pytest.fixture
def root() -> Iterator[Root]:
    """With a web server that takes everything; its answers are not waited for, as with Caddy."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        target, log = folder / "trang", folder / "log"
        (target / "server").mkdir(parents=True)
        for place in (target, target / "server"):
            os.chown(place, *applying_user())
        log.touch()
        site = Site(
            str(target),
            ("tin.example.vn",),
            server="caddy",
            user=USER,
            state=str(folder / "state"),
            test=("true",),
            reload=("/bin/sh", "-c", f"echo >> {log}"),
        )
        yield Root(site, target, log)


def applying_user() -> tuple[int, int]:
    import pwd

    found = pwd.getpwnam(USER)
    return found.pw_uid, found.pw_gid


def test_what_is_asked_for_is_taken_once(root: Root) -> None:
    assert check(root.site) == ""
    assert root.reloads == 0
    assert apply(root.site).message == ""
    wanted = root.wants("/cu\t/moi/", scripts=(HASH,))
    assert apply(root.site).wanted == wanted.digest
    text = root.site.file.read_text("utf-8")
    assert f"'{HASH}'" in text
    assert "/moi/" in text
    assert root.reloads == 2
    before = (Path(root.site.state) / NAME).stat().st_mtime_ns
    apply(root.site)
    assert root.reloads == 2
    assert (Path(root.site.state) / NAME).stat().st_mtime_ns == before
    # Root's own facts count as well.
    apply(replace(root.site, hosts=("khac.example.vn",)))
    assert root.reloads == 3


def test_a_file_that_the_server_refuses_never_comes_into_place(root: Root) -> None:
    apply(root.site)
    before = root.site.file.read_bytes()
    wanted = root.wants("/cu\t/moi/")
    says = "echo thường; echo '2026/11/30 [emerg] 12#12: hỏng\x1b' >&2"
    same = f"cmp -s {root.site.file} {root.site.file}.new"
    refusing = replace(root.site, test=("/bin/sh", "-c", f"{says}; {same}"))
    assert "hỏng " in check(refusing)
    assert apply(refusing).message == "caddy không nhận cấu hình mới (hỏng )"
    assert root.status() == (wanted.digest, "caddy không nhận cấu hình mới (hỏng )")
    assert root.site.file.read_bytes() == before
    assert root.reloads == 1
    again = apply(refusing)
    assert again.message
    assert apply(root.site).message == ""


def test_a_server_that_does_not_reload_gets_the_file_before_back(root: Root) -> None:
    apply(root.site)
    before = root.site.file.read_bytes()
    root.wants("/cu\t/moi/")
    stubborn = ("/bin/sh", "-c", f"echo >> {root.log}; ! grep -q /moi/ {root.site.file}")
    assert "không nạp lại được (mã lỗi 1)" in apply(replace(root.site, reload=stubborn)).message
    assert root.site.file.read_bytes() == before
    # With the file before, it was reloaded once more.
    assert root.reloads == 3


def test_data_that_are_gone_change_nothing(root: Root) -> None:
    """As before a disk is mounted: a site without its hashes would lose its styles."""
    apply(root.site)
    root.wants("/cu\t/moi/", scripts=(HASH,))
    apply(root.site)
    before = root.site.file.read_bytes()
    (root.target / FILE).unlink()
    assert "không còn" in apply(root.site).message
    assert root.site.file.read_bytes() == before


def test_a_table_that_takes_the_server_too_long_is_refused(
    root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "SECONDS", 0.1)
    assert "chưa xong" in apply(replace(root.site, test=("sleep", "60"))).message
    assert root.site.file.read_bytes() == b""


@pytest.mark.parametrize("step", ["test", "reload"])
def test_a_kill_leaves_a_file_that_was_tested(root: Root, step: str) -> None:
    apply(root.site)
    old = root.site.file.read_bytes()
    wanted = root.wants("/cu\t/moi/")
    toml = root.target.parent / "site.toml"
    lines = [
        f"target = {json.dumps(root.site.target)}", 'hosts = ["tin.example.vn"]',
        'server = "caddy"', f'user = "{USER}"', f"state = {json.dumps(root.site.state)}",
        'test = ["true"]', f"reload = {json.dumps(root.site.reload)}",
    ]  # fmt: skip
    killing = f'{step} = ["/bin/sh", "-c", "kill -9 $PPID"]'
    toml.write_text("\n".join([*(it for it in lines if not it.startswith(f"{step} ")), killing]))
    command = python_command("tools.server_config", ["apply", "--site", str(toml)])
    ended = subprocess.run(command, env=python_environment(), capture_output=True)
    assert ended.returncode == -9, ended.stderr
    new = root.site.file.read_bytes()
    assert (new == old) == (step == "test")
    assert root.status()[0] != wanted.digest
    # The next one does what was left.
    before = root.reloads
    assert apply(root.site).wanted == wanted.digest
    assert root.reloads == before + 1
    assert b"/moi/" in root.site.file.read_bytes()
    leftovers = {path.name for path in Path(root.site.state).iterdir()}
    assert leftovers == {"Caddyfile", NAME, "lock"}


def test_the_server_is_shown_the_new_file_in_the_old_ones_place(tmp_path: Path) -> None:
    """With its own whole configuration, and without anybody else seeing it."""
    file = tmp_path / "có dấu cách.conf"
    file.write_text("cũ")
    file.with_name(file.name + ".new").write_text("mới")
    seen = subprocess.run([*IN_ITS_PLACE, str(file), "cat", str(file)], capture_output=True)
    assert seen.stdout.decode() == "mới", seen.stderr
    assert file.read_text() == "cũ"


HOSTILE = {
    "configuration": b"access_log /etc/cron.d/x;",
    "hash": json.dumps(
        {"moved": [], "policies": {"r": {"scripts": ['"; include /tmp/x; #'], "styles": []}}}
    ).encode(),
    "address": json.dumps({"moved": ["/a\n}\t/b"], "policies": {}}).encode(),
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", [*HOSTILE, "link", "pipe", "folder"])
def test_the_publishers_user_makes_root_write_and_run_nothing(
    root: Root, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "read_as", quickly)
    apply(root.site)
    outside = root.target.parent / "etc"
    outside.mkdir()
    (outside / "wanted.json").write_text("root's")
    (outside / "wanted.json").chmod(0o600)
    file = root.target / FILE
    if kind == "link":
        file.symlink_to(outside / "wanted.json")
    elif kind == "pipe":
        os.mkfifo(file)
        file.chmod(0o666)
    elif kind == "folder":
        file.parent.rmdir()
        file.parent.symlink_to(outside)
    else:
        file.write_bytes(HOSTILE[kind])
    before = tree(root)
    assert apply(root.site).message
    assert "root's" not in root.status()[1]
    assert tree(root) == before
    assert root.reloads == 1


def quickly(user: str, file: Path, most: int) -> bytes | None:
    from tools.server.reading import read_as

    return read_as(user, file, most, seconds=0.2)


def tree(root: Root) -> dict[str, tuple[int, int, int]]:
    """Owner, size and time of all but root's answer."""
    found = {}
    for path in root.target.parent.rglob("*"):
        if Path(root.site.state) not in (path, path.parent):
            about = path.lstat()
            found[str(path)] = (about.st_uid, about.st_size, about.st_mtime_ns)
    about = root.site.file.stat()
    return found | {"": (about.st_uid, about.st_size, about.st_mtime_ns)}


def test_what_others_could_change_root_does_not_follow(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text("")
    refuse_loose(file)
    for mode in (0o664, 0o646):
        file.chmod(mode)
        with pytest.raises(ServerConfigError, match="phải là của root và không ai khác ghi được"):
            refuse_loose(file)
    file.chmod(0o644)
    tmp_path.chmod(0o777)
    with pytest.raises(ServerConfigError, match=f"^{tmp_path} phải là của root"):
        refuse_loose(file)
    tmp_path.chmod(0o700)
    os.chown(file, *applying_user())
    with pytest.raises(ServerConfigError, match="phải là của root"):
        refuse_loose(file)
    file.unlink()
    file.symlink_to("/etc/hostname")
    with pytest.raises(ServerConfigError, match="phải là của root"):
        refuse_loose(file)
    with pytest.raises(ServerConfigError, match=r"^Không có "):
        refuse_loose(tmp_path / "khong-co")


def test_a_table_made_to_fill_one_bucket_is_refused_by_nginx(tmp_path: Path) -> None:
    """`az` and `b[` have one hash, and so has every row of them."""
    nginx = find("nginx")
    assert nginx
    rows = ["".join(pairs) for pairs in product(("az", "b["), repeat=11)]
    facts = ServerFacts(
        ("a.vn",),
        PurePosixPath(tmp_path),
        addresses=("127.0.0.1",),
        http_port=free_port(),
        brotli=False,
        state=PurePosixPath(tmp_path),
        moved=parse_moved(f"/{row}\t/b/" for row in rows),
    )
    (tmp_path / "nginx.conf").write_text(nginx_text(facts))
    main = main_file("nginx", tmp_path, "nginx.conf")
    told = subprocess.run([nginx, "-t", "-p", str(tmp_path), "-c", main], capture_output=True)
    assert told.returncode == 1
    assert b"could not build map_hash" in told.stderr
