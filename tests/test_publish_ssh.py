"""A publisher far from the server gets the same as on it, and one sentence for each trouble."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.local_sshd import Far, sshd_in
from tests.support.publishing import Publisher, Told, closed, make_publisher
from tests.support.web_server import free_port
from tools.publish.errors import TargetUnreachableError
from tools.publish.folder import Folder
from tools.publish.keys import locked_key
from tools.publish.shell import SUMS, Shell
from tools.publish.ssh_errors import SENTENCES, trouble_of
from tools.publish.storage import FolderStorage
from tools.publish.targets import Bucket, Remote, Target, place_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the server is Debian's")


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    with sshd_in(tmp_path_factory.mktemp("sshd"), free_port()) as made:
        yield made


@pytest.fixture
def publisher(far: Far, tmp_path: Path) -> Iterator[Publisher]:
    made = make_publisher(tmp_path, ssh=far.options())
    made.settings["to"] = f"{far.host}:{made.target}"
    with closed(made) as ready:
        yield ready


@pytest.fixture(params=["folder", "shell"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> FolderStorage:
    if request.param == "folder":
        return Folder(tmp_path / "nơi 'x'")
    far: Far = request.getfixturevalue("far")
    return Shell(far.host, str(tmp_path / "nơi 'x'"), far.options())


@pytest.mark.long
def test_a_release_goes_there_and_back_over_ssh(publisher: Publisher) -> None:
    publisher.write("a", "Bài một " * 60)
    publisher.publish()
    whole = publisher.live / "a/index.html"
    inode, modified = whole.stat().st_ino, whole.stat().st_mtime_ns
    publisher.write("bai-hai", "Bài hai")
    told = publisher.publish()
    assert "1 trang mới, 1 trang sửa" in told.stdout
    assert whole.stat().st_ino == inode
    assert whole.stat().st_mtime_ns == modified
    assert (publisher.live / "a/index.html.br").is_file()
    modes = {path.stat().st_mode & 0o777 for path in publisher.live.rglob("*") if path.is_file()}
    assert modes == {0o444}
    first, second = publisher.releases
    assert publisher.run("rollback").returncode == 0
    assert publisher.live_name == first
    assert f"→ {first}" in publisher.run("releases").stdout
    assert sorted(path.name for path in publisher.target.iterdir()) == [
        "current", "proven", "releases", "rollback",
    ]  # fmt: skip
    assert second in publisher.releases


def test_every_kind_of_target_does_the_same(storage: FolderStorage, tmp_path: Path) -> None:
    source = tmp_path / "nguồn.txt"
    source.write_bytes(b"\x00chu\xff")
    storage.ready()
    storage.ready()
    assert storage.read("không/có") is None
    assert (storage.names("không"), storage.sizes("không", ["a"])) == ([], {})
    assert storage.pointed("current") is None
    heard: list[int] = []
    storage.send("mới/site", {"a b/ặ'.txt": source, "c.txt": source}, 1_700_000_000, heard.append)
    assert heard == [1, 2]
    place = tmp_path / "nơi 'x'"
    sent = place / "mới/site/a b/ặ'.txt"
    assert (sent.read_bytes(), sent.stat().st_mtime) == (b"\x00chu\xff", 1_700_000_000)
    sent_paths = ["a b/ặ'.txt", "c.txt"]
    assert storage.sizes("mới/site", [*sent_paths, "không"]) == dict.fromkeys(sent_paths, 5)
    digest = hashlib.sha256(b"\x00chu\xff").hexdigest()
    assert storage.digests("không", {}) == {}
    assert storage.digests("mới/site", {}) == {"a b/ặ'.txt": digest, "c.txt": digest}
    storage.link([("mới/site/c.txt", "kept/d/c.txt")])
    storage.link([("mới/site/c.txt", "kept/d/c.txt")])
    assert (place / "kept/d/c.txt").samefile(place / "mới/site/c.txt")
    storage.rename([("mới", "releases/1")])
    storage.seal("releases/1")
    assert (place / "releases/1/site/a b").stat().st_mode & 0o777 == 0o555
    look_alike(place / "releases/1/site", storage, digest)
    storage.rename([("kept", "giữ")])
    for release in ("releases/1", "releases/2"):
        storage.point("current", release)
        assert storage.pointed("current") == release
    storage.write("server/x", b"1")
    storage.write("server/x", b"2")
    assert storage.read("server/x") == b"2"
    assert storage.claim("khóa", b"3")
    assert not storage.claim("khóa", b"4")
    assert storage.read("khóa") == b"3"
    assert storage.names("") == ["current", "giữ", "khóa", "releases", "server"]
    assert storage.run("echo hỏng >&2; exit 3") == "hỏng"
    assert storage.run("true") == ""
    storage.remove(["releases/1", "current", "khóa", "không có"])
    assert storage.names("") == ["giữ", "releases", "server"]
    (place / "current").mkdir()
    storage.point("liên kết", "giữ")
    storage.unpoint("current")
    assert storage.pointed("current") == ""
    asked = ["current", "server/x", "liên kết", "không có"]
    assert storage.kinds(asked) == ["folder", "file", "link", ""]
    storage.unpoint("liên kết")
    assert storage.pointed("liên kết") is None


def look_alike(site: Path, storage: FolderStorage, digest: str) -> None:
    """What is no file that everybody may read; and what an owner may change again."""
    site.chmod(0o755)
    (site / "a\\b\nc").write_bytes(b"\x00chu\xff")
    (site / ".ẩn").mkdir()
    (site / ".ẩn/x").write_bytes(b"\x00chu\xff")
    (site / "liên kết").symlink_to("a b", target_is_directory=True)
    (site / "cụt").symlink_to("c.txt")
    (site / "kín").mkdir(0o700)
    (site / "c.txt").chmod(0o400)
    site.chmod(0o700)
    empty = dict.fromkeys(["liên kết", "cụt", "kín/", "c.txt", "./"], "")
    files = dict.fromkeys(["a b/ặ'.txt", "a\\b\nc", ".ẩn/x"], digest)
    assert storage.digests("releases/1/site", {}) == files | empty
    storage.unseal("releases/1")
    modes = {path.lstat().st_mode & 0o777 for path in site.rglob("*") if not path.is_symlink()}
    assert modes == {0o755, 0o644}
    found = storage.digests("releases/1/site", {})
    assert found == files | {"c.txt": digest, "liên kết": "", "cụt": ""}
    storage.seal("releases/1")
    assert site.stat().st_mode & 0o777 == 0o555


@pytest.mark.parametrize("sums", [sums for sums in SUMS if shutil.which(sums.split()[0])])
def test_whatever_program_is_there_tells_the_digests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sums: str
) -> None:
    """As ssh would run it there: a folder of programs that has this one only."""
    name = sums.split()[0]
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in ("sh", "find", "printf", "perl", name):
        (programs / tool).symlink_to(shutil.which(tool) or "/nowhere")
    (programs / "ssh").write_text(
        '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\nsh -c "$*"'
    )
    (programs / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    site = tmp_path / "x" / "site"
    site.mkdir(parents=True)
    (site / "a b.txt").write_bytes(b"chu")
    shell = Shell("ai@may", str(tmp_path / "x"))
    assert shell.digests("site", {}) == {"a b.txt": hashlib.sha256(b"chu").hexdigest()}
    (programs / name).unlink()
    with pytest.raises(TargetUnreachableError, match="cần một trong các lệnh sha256sum"):
        shell.digests("site", {})


def refused(publisher: Publisher) -> str:
    told: Told = publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    return told.stderr


def test_a_refused_key_is_said(publisher: Publisher, far: Far) -> None:
    publisher.settings["ssh"] = far.options(key="other")
    assert "không nhận khóa ssh của máy này" in refused(publisher)


def test_a_key_with_a_passphrase_is_named(publisher: Publisher, far: Far) -> None:
    key = far.folder / "locked"
    shutil.copy(far.folder / "mine", key)
    shutil.copy(far.folder / "mine.pub", far.folder / "locked.pub")
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "", "-N", "mật khẩu", "-f", str(key)], check=True
    )
    publisher.settings["ssh"] = far.options(key="locked")
    said = refused(publisher)
    assert said.startswith(f"Khóa ssh {key} có mật khẩu")
    assert f"“ssh-add {key}”" in said
    assert locked_key(["ssh", *far.options(), far.host]) == ""
    assert locked_key(["không-có-ssh", far.host]) == ""


def test_a_key_that_the_agent_has_opened_is_not_the_trouble(
    far: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mine", "mine.pub"):
        shutil.copy(far.folder / name, tmp_path / name)
    key = tmp_path / "mine"
    folder = tempfile.mkdtemp(prefix="agent-")  # a socket's name may not be long
    socket = f"{folder}/socket"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", socket)
        end = time.monotonic() + 20
        while subprocess.run(["ssh-add", "-q", str(key)], capture_output=True).returncode:
            assert time.monotonic() < end
            time.sleep(0.05)
        lock = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "mật khẩu", "-f", str(key)]
        subprocess.run(lock, check=True)
        ssh = ["ssh", "-F", "none", "-i", str(key), far.host]
        assert locked_key(ssh) != str(key)
        monkeypatch.delenv("SSH_AUTH_SOCK")
        assert locked_key(ssh) == str(key)
    finally:
        agent.terminate()
        agent.wait(20)
        shutil.rmtree(folder)


def test_an_unknown_or_changed_host_key_is_said(publisher: Publisher, far: Far) -> None:
    publisher.settings["ssh"] = far.options(known="none")
    assert "Máy này chưa biết" in refused(publisher)
    publisher.settings["ssh"] = far.options(known="changed")
    assert "có khóa khác lần trước" in refused(publisher)


def test_a_host_key_is_asked_for_at_the_port_of_the_target() -> None:
    given = ("portal@tin.vn", "/srv/x", ("-p", "2222"))
    said = trouble_of("Host key verification failed.", *given)
    assert "chạy “ssh -p 2222 portal@tin.vn” một lần" in said
    said = trouble_of("WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!", *given)
    assert "“ssh-keygen -R [tin.vn]:2222” rồi “ssh -p 2222 portal@tin.vn”" in said


def test_a_wrong_host_is_said(publisher: Publisher) -> None:
    publisher.settings |= {"to": "portal@khong-co.invalid:/srv/x", "ssh": ("-F", "none")}
    assert "Không có máy nào tên “portal@khong-co.invalid”" in refused(publisher)


def test_a_closed_port_is_said(publisher: Publisher) -> None:
    publisher.settings["ssh"] = ("-F", "none", "-p", str(free_port()))
    assert "không mở cổng ssh" in refused(publisher)


def test_a_missing_parent_there_is_said(publisher: Publisher, far: Far) -> None:
    publisher.settings["to"] = f"{far.host}:{publisher.folder}/không/nơi"
    assert f"không có thư mục {publisher.folder}/không" in refused(publisher)


@pytest.mark.parametrize(("sign", "sentence"), SENTENCES)
def test_each_complaint_has_its_sentence(sign: str, sentence: str) -> None:
    said = trouble_of(f"ssh: {sign}: x", "a@b", "/srv/x")
    assert said == sentence.format(host="a@b", root="/srv/x", name="b", ssh="ssh a@b")
    assert re.search("[{}]", said) is None


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("portal@tin.example.vn:/srv/x/", Remote("portal@tin.example.vn", "/srv/x")),
        ("may:/srv/x", Remote("may", "/srv/x")),
        ("p@[::1]:/srv", Remote("p@::1", "/srv")),
        ("/srv/a:b", Path("/srv/a:b")),
        ("/srv/portal", Path("/srv/portal")),
        ("s3://kho.vn/a/b-c/", Bucket("kho.vn", "a/b-c")),
        ("s3://kho", Bucket("kho", "")),
    ],
)
def test_a_target_is_a_folder_or_another_machine_or_a_bucket(to: str, place: object) -> None:
    assert place_of(Target(to)) == place
