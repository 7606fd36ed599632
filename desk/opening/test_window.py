"""However often somebody double clicks, one desk runs and each click shows it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from desk.opening.window import (
    _read,
    leave_window,
    running_window,
    take_away,
    with_sign,
)
from tests.support.tiny_site import make_tiny_site
from tools.console import python_environment
from tools.local_server import listen, port_of, running
from tools.places import ROOT

PATIENCE_SECONDS = 30
PROGRAM = """\
import sys
from pathlib import Path
from tools.serve import serve
site = Path(sys.argv[1])
sys.exit(serve(0, True, site / "content", site / "settings_of_test.py", (site / "theme",),
               site / "scratch", once=True))
"""
BROWSER = '#!/bin/sh\necho "$1" >> "$(dirname "$0")/opened"\n'


def test_a_desk_is_known_again_by_its_sign(tmp_path: Path) -> None:
    file = tmp_path / "serve" / "window.json"
    assert running_window(file) is None
    mine = listen(0)
    window = leave_window(file, port_of(mine))
    with running(with_sign(PlainTextResponse("bàn"), window), mine):
        assert running_window(file) == window
        other = leave_window(file, port_of(mine))  # as if another program were at that port
        assert running_window(file) is None
        take_away(file, window)
        assert file.exists()
    assert running_window(file) is None  # nobody answers
    take_away(file, other)
    assert not file.exists()


@given(
    st.binary() | st.sampled_from([b"{}", b'{"port":0,"sign":"a"}', b'{"port":80,"sign":"\\n"}'])
)
def test_a_damaged_file_is_no_window(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("window") / "window.json"
    file.write_bytes(data)
    assert _read(file) is None


def test_two_double_clicks_at_once_open_one_desk(tmp_path: Path) -> None:
    make_tiny_site(tmp_path)
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    os.mkfifo(opened)
    heard = os.open(opened, os.O_RDWR)  # there for reading before anybody writes
    browser.write_text(BROWSER)
    browser.chmod(0o755)
    environment = python_environment() | {"BROWSER": f"{browser} %s"}
    clicks = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, str(tmp_path)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    waiting = ThreadPoolExecutor()
    ends = {waiting.submit(each.wait): each for each in clicks}
    try:
        first, second = _line(heard), _line(heard)
        assert first == second
        ended, _ = wait(ends, PATIENCE_SECONDS, FIRST_COMPLETED)
        (late,) = (ends[end] for end in ended)
        assert late.returncode == 0
        assert late.stdout
        assert re.search(f"đang mở sẵn: {re.escape(first)}", late.stdout.read())
        assert (tmp_path / "scratch" / "window.json").is_file()
    finally:
        for each in clicks:
            if each.poll() is None:
                each.send_signal(signal.SIGTERM)
        waiting.shutdown()
        for each in clicks:
            each.communicate(timeout=PATIENCE_SECONDS)
        os.close(heard)
    assert not (tmp_path / "scratch" / "window.json").exists()


def _line(heard: int) -> str:
    """The next that a browser said; written at once, as it is short."""
    text = b""
    while not text.endswith(b"\n"):
        assert select.select([heard], [], [], PATIENCE_SECONDS)[0], text
        text += os.read(heard, 1)
    return text.decode().strip()
