"""A set-up shows how far it is in one line, and says at once that there is no network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import pip_progress, set_up
from tools.pip_progress import CONFIG, OneLine, asks_elsewhere, is_reached, run_pip
from tools.set_up import SetUpError

LOCK = """anyio==4.16.0 \\
    --hash=sha256:00
    # via httpx
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
pillow==12.0.0 \\
    --hash=sha256:00
"""
PIP = """Looking in indexes: https://pypi.org/simple
Ignoring colorama: markers 'sys_platform == "win32"' don't match your environment
Collecting anyio==4.16.0 (from -r requirements.lock (line 1))
  Downloading anyio-4.16.0-py3-none-any.whl (114 kB)
Processing /opt/wheels/pillow-12.0.0-cp313-cp313-win_amd64.whl (from -r requirements.lock (line 5))
Installing collected packages: pillow, anyio
Successfully installed anyio-4.16.0 pillow-12.0.0
"""
SHOWN = [
    "Đang tải thư viện / Downloading 1/3: colorama",
    "Đang tải thư viện / Downloading 2/3: anyio",
    "Đang tải thư viện / Downloading 3/3: pillow",
    "Đang cài vào máy / Installing…",
]


def says(text: str, code: int = 0) -> list[str]:
    """A program that prints `text` as pip does."""
    program = f"import sys; sys.stdout.buffer.write({text.encode()!r}); sys.exit({code})"
    return [sys.executable, "-c", program]


def test_each_package_is_counted_and_pips_own_words_go_into_the_log(tmp_path: Path) -> None:
    lock, log = tmp_path / "requirements.lock", tmp_path / "set-up.log"
    lock.write_text(LOCK, "utf-8")
    shown: list[str] = []
    assert run_pip(says(PIP), lock, log, shown.append) == 0
    assert shown == SHOWN
    assert log.read_bytes() == PIP.encode()


def test_the_exit_code_and_errors_are_kept(tmp_path: Path) -> None:
    lock, log = tmp_path / "requirements.lock", tmp_path / "set-up.log"
    lock.write_text(LOCK, "utf-8")
    assert run_pip(says("ERROR: No matching distribution", 1), lock, log, print) == 1
    assert "No matching distribution" in log.read_text("utf-8")


def test_a_list_that_brings_more_counts_no_further_than_its_end(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.local.txt"
    lock.write_text("# mine\na-plugin\n", "utf-8")
    shown: list[str] = []
    run_pip(says("Collecting a-plugin\nCollecting b>=1\n"), lock, tmp_path / "log", shown.append)
    assert [text.split()[-2] for text in shown] == ["1/1:", "2/2:"]


def test_into_a_file_there_go_a_few_lines() -> None:
    said: list[str] = []
    line = OneLine(said.append)
    for number in range(1, 41):
        line.show(f"Đang tải thư viện / Downloading {number}/40: x")
    line.show(SHOWN[-1])
    line.end()
    assert [text.split()[-2] for text in said[:-1]] == ["10/40:", "20/40:", "30/40:", "40/40:"]
    assert said[-1] == SHOWN[-1]


def test_on_a_screen_one_line_covers_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    written = bytearray()

    class Screen:
        buffer = type("Buffer", (), {"write": staticmethod(written.extend)})

        def isatty(self) -> bool:
            return True

        def flush(self) -> None: ...

    monkeypatch.setattr(sys, "stderr", Screen())
    line = OneLine(pytest.fail)
    line.show("Đang tải " + "x" * 200)
    line.show("Đang cài")
    line.end()
    parts = written.decode().split("\r")
    assert {len(part) for part in parts} == {0, 79}
    assert parts[2].rstrip() == "Đang cài"


@pytest.mark.parametrize(
    ("environment", "elsewhere"),
    [
        ({}, False),
        ({"PIP_INDEX_URL": "https://a.vn/simple"}, True),
        ({"PIP_NO_INDEX": "1"}, True),
        ({CONFIG: os.devnull}, False),
        ({CONFIG: "/etc/own.conf"}, True),
    ],
)
def test_pip_that_asks_somebody_else_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], elsewhere: bool
) -> None:
    monkeypatch.setattr(pip_progress, "getproxies", dict)
    assert asks_elsewhere(environment, [tmp_path / "pip.conf"]) == elsewhere
    (tmp_path / "pip.conf").touch()
    assert asks_elsewhere({}, [tmp_path / "pip.conf"])
    monkeypatch.setattr(pip_progress, "getproxies", lambda: {"https": "http://proxy:3128"})
    assert asks_elsewhere({CONFIG: os.devnull}, [])


def test_a_place_that_answers_is_reached_and_no_other() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()
        assert is_reached(place)
    assert not is_reached(place)


def test_no_network_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(LOCK, "utf-8")
    monkeypatch.setattr(set_up, "is_cut_off", lambda: True)
    with pytest.raises(SetUpError, match="Không có mạng") as told:
        set_up.make_ready(tmp_path / ".venv", [lock], tmp_path / "busy.lock")
    assert "No network" in str(told.value)
    assert not (tmp_path / ".venv").exists()
