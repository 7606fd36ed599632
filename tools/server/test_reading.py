"""The publisher's user puts whatever it can in the place of its data: root gives nothing away."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tools.server import reading
from tools.server.errors import ServerConfigError
from tools.server.reading import read_as

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="run on the server itself"),
    pytest.mark.skipif(
        sys.platform != "win32" and os.geteuid() != 0, reason="only root can be somebody else"
    ),
]

USER = "nobody"
SECRET = b"root:$y$secret"


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that the other user can reach, which cannot be said of the tests' own."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        (place / "shadow").write_bytes(SECRET)
        (place / "shadow").chmod(0o600)
        (place / "server").mkdir()
        yield place


def test_data_is_read_whole(folder: Path) -> None:
    file = folder / "server/wanted.json"
    assert read_as(USER, file, 100) is None
    file.write_bytes(b"x" * 100)
    assert read_as(USER, file, 100) == b"x" * 100


def test_it_is_read_with_that_users_rights_and_without_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        reading,
        "SCRIPT",
        'id -u; id -G; cut -d" " -f7 /proc/self/stat; ls /proc/self/fd | wc -l; pwd; env | wc -l',
    )
    told = (read_as(USER, folder, 1000) or b"").split()
    who = reading._account(USER)
    # Number and group; no terminal; input, output, errors and the folder being listed.
    assert told[:5] == [b"%d" % who[0], b"%d" % who[1], b"0", b"4", b"/"]
    assert int(told[5]) <= 5


@pytest.mark.parametrize("kind", ["link", "folder", "hard link", "loop", "directory"])
def test_what_that_user_may_not_read_stays_unread(folder: Path, kind: str) -> None:
    file = folder / "server/wanted.json"
    if kind == "link":
        file.symlink_to(folder / "shadow")
    elif kind == "folder":
        (folder / "server").rmdir()
        (folder / "root").mkdir(mode=0o700)
        (folder / "root/wanted.json").write_bytes(SECRET)
        (folder / "server").symlink_to("root")
    elif kind == "hard link":
        file.hardlink_to(folder / "shadow")
    elif kind == "loop":
        file.symlink_to(file)
    else:
        file.mkdir()
    with suppress(ServerConfigError):
        # A folder that may not be looked into has, for that user, no such file.
        data = read_as(USER, file, 1000)
        assert (data, kind) == (None, "folder")


def test_a_pipe_or_an_endless_file_takes_no_longer_than_allowed(folder: Path) -> None:
    file = folder / "server/wanted.json"
    os.mkfifo(file)
    file.chmod(0o666)
    with pytest.raises(ServerConfigError, match="chưa xong"):
        read_as(USER, file, 100, seconds=0.2)
    file.unlink()
    file.symlink_to("/dev/zero")
    with pytest.raises(ServerConfigError, match="lớn quá"):
        read_as(USER, file, 1_000_000)


def test_a_reader_that_was_seized_is_bounded_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That user may stop the process, or write in its place."""
    monkeypatch.setattr(reading, "SCRIPT", "kill -STOP $$")
    with pytest.raises(ServerConfigError, match="chưa xong"):
        read_as(USER, folder, 100, seconds=0.2)
    monkeypatch.setattr(reading, "SCRIPT", "yes")
    with pytest.raises(ServerConfigError, match="lớn quá"):
        read_as(USER, folder, 1_000_000)
    monkeypatch.setattr(reading, "SCRIPT", "exec >&-; sleep 60")
    with pytest.raises(ServerConfigError, match="chưa xong"):
        read_as(USER, folder, 100, seconds=0.2)


def test_a_file_exchanged_meanwhile_is_never_the_secret(folder: Path) -> None:
    """By a link to it, as often as the other can."""
    file, stopped = folder / "server/wanted.json", threading.Event()
    good, bad = folder / "server/good", folder / "server/bad"

    def exchange() -> None:
        while not stopped.is_set():
            good.write_bytes(b"data")
            good.replace(file)
            bad.symlink_to(folder / "shadow")
            bad.replace(file)

    exchanging = threading.Thread(target=exchange)
    exchanging.start()
    seen = set()
    try:
        for _ in range(40):
            with suppress(ServerConfigError):
                seen.add(read_as(USER, file, 1000))
    finally:
        stopped.set()
        exchanging.join()
    assert seen <= {b"data", None}
