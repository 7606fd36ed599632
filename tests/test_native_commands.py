"""Who knows Pelican or Invoke types what he always typed, and gets what `run.py` gives."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

import tasks
from tests.support.web_server import free_port
from tools.cli import commands_of
from tools.invoke_tasks import words_behind
from tools.places import ROOT
from tools.verify import differences

PROGRAMS = Path(sys.executable).parent
PATIENCE = 120.0  # seconds
# As in anybody's terminal: nothing that run.py sets.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
PELICAN = {
    "its settings named": ("pelican", "content", "-s", "pelicanconf.py"),
    "alone": ("pelican",),
    "as a module": ("python", "-m", "pelican"),
}


def ran(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    program, *arguments = command
    return subprocess.run(
        [PROGRAMS / program, *arguments],
        env=ENVIRONMENT,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize("how", PELICAN)
def test_pelican_writes_the_same_bytes(how: str, built_site: Path, tmp_path: Path) -> None:
    told = ran(*PELICAN[how], "-o", str(tmp_path / "site"))
    assert told.returncode == 0, told.stdout + told.stderr
    assert list(differences(tmp_path / "site", built_site)) == []


def test_pelican_writes_the_same_bytes_for_publishing(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    assert ran("inv", "build", "--published", f"--output={ours}").returncode == 0
    told = ran("pelican", "-D", "-s", "publishconf.py", "-o", str(theirs))
    assert told.returncode == 0, told.stdout + told.stderr
    assert list(differences(theirs, ours)) == []


def test_pelican_prints_the_settings() -> None:
    told = ran("pelican", "--print-settings", "SITENAME", "PELICAN_CLASS")
    assert told.returncode == 0, told.stderr
    assert "Bạch Thông" in told.stdout
    assert "IncrementalPelican" in told.stdout


def test_an_error_in_an_article_fails_pelican_too(tmp_path: Path) -> None:
    article = tmp_path / "content/tin-tuc/a.md"
    article.parent.mkdir(parents=True)
    article.write_text("---\ntitle: Một bài\ndate: 31/02/2025\n---\nLời.\n", "utf-8")
    told = ran("pelican", str(tmp_path / "content"), "-o", str(tmp_path / "site"))
    assert told.returncode == 1
    assert "31/02/2025" in re.sub(r"\s+", " ", told.stdout + told.stderr)


def test_pelican_serves(tmp_path: Path) -> None:
    with served_by_pelican(tmp_path) as (server, port):
        end = time.monotonic() + PATIENCE
        while (status := status_of(port)) != HTTPStatus.OK:
            assert server.poll() is None, (tmp_path / "log.txt").read_text("utf-8")
            assert time.monotonic() < end, status
            time.sleep(0.1)


@contextmanager
def served_by_pelican(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    options = ("-l", "-r", "-p", str(port), "-b", "127.0.0.1", "-o", str(folder / "site"))
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [PROGRAMS / "pelican", *options],
            env=ENVIRONMENT,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,  # it builds in one process and serves in another
        )
    try:
        yield server, port
    finally:
        if sys.platform == "win32":
            server.kill()
        else:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def status_of(port: int) -> int:
    """0 where nobody listens yet."""
    connection = HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", "/tin-tuc/")
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def test_invoke_lists_every_command() -> None:
    told = ran("inv", "-l")
    assert told.returncode == 0, told.stderr
    for name in commands_of(tasks):
        assert re.search(rf"^  {name} ", told.stdout, re.M), name


def test_invoke_says_what_a_command_takes() -> None:
    told = ran("inv", "publish", "--help")
    assert "--dry-run" in told.stdout
    assert "chỉ cho xem sẽ thay đổi gì" in told.stdout
    assert "--no-hugo" in ran("inv", "bench", "--help").stdout


def test_invoke_ends_as_the_command_does(tmp_path: Path) -> None:
    told = ran("inv", "check", f"--content={tmp_path / 'khong-co'}")
    assert told.returncode == 2
    assert "khong-co" in told.stderr
    assert ran("inv", "check").returncode == 0


def test_invoke_takes_files_behind_two_dashes(tmp_path: Path) -> None:
    text = tmp_path / "một bài.txt"
    text.write_text("Tiêu đề một bài thử\n\nĐoạn mở đầu.\n\nĐoạn sau.\n", "utf-8")
    report = tmp_path / "report.json"
    told = ran("inv", "import", "--dry-run", f"--report={report}", "--", str(text))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "một bài.txt" in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inv", "test"], []),
        (["inv", "test", "--"], []),
        (["inv", "test", "--", "-k", "a b", "--", "c"], ["-k", "a b", "--", "c"]),
    ],
)
def test_words_keep_their_blanks(arguments: list[str], words: list[str]) -> None:
    assert words_behind(arguments) == words
