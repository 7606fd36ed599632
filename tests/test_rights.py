"""Another user's files stop a command with a sentence that says how to have them back."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from plugins.checks.memory import Memory
from tests.support.publishing import closed, make_publisher
from tests.support.tiny_site import make_tiny_site
from tools import build, check
from tools.places import ROOT

pwd = pytest.importorskip("pwd")
ME = pwd.getpwuid(os.geteuid()).pw_name


def refusing(file: Path) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(file))

    return refuse


def test_a_check_says_which_article_it_may_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "check", refusing(ROOT / "content/tin-tuc/a.md"))
    assert check.run(tmp_path) == 1
    told = capsys.readouterr().err
    assert told.startswith("Không có quyền đọc hay ghi content/tin-tuc/a.md. ")
    assert f"“chown -R {ME}: {ROOT}”" in told


def test_a_build_says_which_file_it_may_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_tiny_site(tmp_path / "site")
    file = tmp_path / "a.md"
    monkeypatch.setattr(build, "_class_of", lambda _: refusing(file))
    assert build.build(None, tmp_path / "output", settings_file=settings) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Không có quyền đọc hay ghi {file}. ")
    assert "Traceback" not in told


@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_check_does_without_a_memory_that_it_may_not_write(mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:  # outside the tests' own, which root alone may see
        folder = Path(name)
        file = folder / "memory.sqlite"
        Memory(file, "k").save()
        before = file.read_bytes()
        file.chmod(mode)
        folder.chmod(0o555)
        try:
            with as_somebody_without_rights():
                memory = Memory(file, "k")
                memory.picture_fault(folder, file.name, lambda _: None)
                memory.save()
        finally:
            folder.chmod(0o755)
        file.chmod(0o600)
        assert file.read_bytes() == before


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Whoever is not root has none where the modes say so."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_root_leaves_nothing_in_a_target_of_another_user(tmp_path: Path) -> None:
    owner = pwd.getpwnam("nobody")
    with closed(make_publisher(tmp_path)) as publisher:
        publisher.publish()
        os.chown(publisher.target, owner.pw_uid, -1)
        before = publisher.state()
        for command in (["publish", "--yes"], ["publish", "--due"], ["rollback"]):
            told = publisher.run(*command)
            assert told.returncode == 1
            assert "gõ lại lệnh này với “runuser -u nobody --” đứng trước" in (
                told.stdout + told.stderr
            )
        assert publisher.run("releases").returncode == 0
        assert publisher.state() == before
