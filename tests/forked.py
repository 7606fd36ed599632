"""A publisher's command in a process of its own, which need not load the project's code first: it
is a fork of one that has loaded it, and done nothing since."""

from __future__ import annotations

import importlib
import multiprocessing
import os
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
PATIENCE_SECONDS = 180

Told = subprocess.CompletedProcess[str]


def ran(arguments: Sequence[str], environment: dict[str, str]) -> Told:
    """As `subprocess.run` of the command with nothing to read. Raises TimeoutExpired."""
    words = list(arguments)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([COMMAND])
    with pytest.MonkeyPatch.context() as patch:  # else Python 3.11 finds no module to load
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("out", "err")]
        process = context.Process(target=_become, args=(words, environment, *files))
        process.start()
        process.join(PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(words, PATIENCE_SECONDS)
        said, complaint = (file.read_text("utf-8") if file.exists() else "" for file in files)
        return Told(python_command(COMMAND, words), process.exitcode, said, complaint)


def _become(words: list[str], environment: dict[str, str], out: Path, err: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    for number, file in enumerate((out, err), 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    sys.exit(importlib.import_module(COMMAND).main(words))
