"""A command in a process of its own, which need not load the project's code first: it is a fork of
one that has loaded it, and done nothing since."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing import forkserver
from pathlib import Path

import pytest

from tools.console import python_command
from tools.places import ROOT

COMMAND = "tools.publish.command"
# Without what a site names in its settings: a reader of articles is in force once it is loaded.
LOADED = [COMMAND, "tools.build", "tools.cli"]
PATIENCE_SECONDS = 180

Told = subprocess.CompletedProcess[str]


def ran(
    arguments: Sequence[str],
    environment: dict[str, str],
    module: str = COMMAND,
    folder: Path = ROOT,
) -> Told:
    """As `subprocess.run` of `python -m module` in `folder`, with nothing to read. Raises
    TimeoutExpired."""
    words = list(arguments)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    with pytest.MonkeyPatch.context() as patch:  # else Python 3.11 finds no module to load
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    with tempfile.TemporaryDirectory() as held:
        files = [Path(held, name) for name in ("out", "err")]
        process = context.Process(target=_become, args=(module, words, environment, folder, *files))
        process.start()
        process.join(PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, PATIENCE_SECONDS)
        said, complaint = (file.read_text("utf-8") if file.exists() else "" for file in files)
        return Told(python_command(module, words), process.exitcode, said, complaint)


def _become(
    module: str, words: list[str], environment: dict[str, str], folder: Path, out: Path, err: Path
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    for number, file in enumerate((out, err), 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    # As `python -m` does, with all that the module imports already there.
    sys.argv[1:] = words
    sys.modules.pop(module, None)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
