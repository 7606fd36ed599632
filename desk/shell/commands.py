"""A command of the project, run for the desk in a process of its own and waited for."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from tools.console import python_command, python_environment
from tools.places import ROOT


def run_command(
    program: str, arguments: Sequence[str], seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """program: a module. Raises subprocess.TimeoutExpired; then it is killed."""
    return subprocess.run(
        python_command(program, [*arguments]),
        env=python_environment(),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
