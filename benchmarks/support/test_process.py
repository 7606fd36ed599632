"""A build is charged with all that it starts, and a server with what a save costs."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import pytest

from benchmarks.builds import free_port
from benchmarks.support.outputs import differing, snapshot, written
from benchmarks.support.process import Program, ProgramError, cost_of, costs_of_saves

SPIN = "import time\nwhile time.process_time() < 0.3: pass"
SPINS_IN_A_CHILD = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {SPIN!r}])"


def _python(code: str, folder: Path) -> Program:
    return Program([sys.executable, "-c", code], folder, os.environ)


@pytest.mark.parametrize("code", [SPIN, SPINS_IN_A_CHILD])
def test_children_count(code: str, tmp_path: Path) -> None:
    cost = cost_of(_python(code, tmp_path))
    assert 0.3 <= cost.cpu < 3
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert 5 < cost.memory < 200 + own


def test_a_failure_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="Không đọc được"):
        cost_of(_python("import sys\nsys.exit('Không đọc được')", tmp_path))


def test_a_save_costs_what_the_server_does_until_it_rests(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("cũ", "utf-8")
    port = free_port()
    server = f"""
import http.server, threading, time
from pathlib import Path
threading.Thread(
    target=http.server.ThreadingHTTPServer(
        ("127.0.0.1", {port}), http.server.SimpleHTTPRequestHandler
    ).serve_forever,
    daemon=True,
).start()
while not Path("saved").exists():
    time.sleep(0.01)
until = time.process_time() + 0.5
while time.process_time() < until: pass
Path("index.html").write_text("mới", "utf-8")
time.sleep(60)
"""
    saves = [((tmp_path / "saved").touch, "mới")]
    program = _python(server, tmp_path)
    (cost,) = costs_of_saves(program, f"http://127.0.0.1:{port}/", "cũ", saves)
    assert 0.4 <= cost.cpu < 3


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    page = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(ProgramError, match="cũ"):
        costs_of_saves(_python("pass", tmp_path), page, "cũ", [])


def test_a_file_written_again_with_the_same_bytes_is_written_but_not_changed(
    tmp_path: Path,
) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).write_text(name)
    before = snapshot(tmp_path)
    fresh = tmp_path / "fresh"
    fresh.write_text("a")
    fresh.replace(tmp_path / "a")
    (tmp_path / "b").write_text("other")
    (tmp_path / "c").unlink()
    (tmp_path / "e").write_text("e")
    after = snapshot(tmp_path)
    assert sorted(written(before, after)) == ["a", "b", "e"]
    assert differing(before, after) == ["b", "c", "e"]
