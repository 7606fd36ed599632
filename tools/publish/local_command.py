"""A publisher's own command, run on this machine, is heard when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from plugins.shared.messages import gettext

MOST_SECONDS = 60


def run_command(
    command: str, environment: Mapping[str, str] | None = None, seconds: int = MOST_SECONDS
) -> str:
    """Of this machine's shell; what it complained of, empty when it succeeded.

    environment: what the command gets to know besides; seconds: how long it may take.
    """
    shell = ["cmd", "/c", command] if sys.platform == "win32" else ["sh", "-c", command]
    try:
        ended = subprocess.run(
            shell,
            env=os.environ | dict(environment or {}),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return gettext("quá {seconds} giây chưa xong", seconds=seconds)
    if ended.returncode == 0:
        return ""
    return ended.stderr.strip() or gettext("mã lỗi {code}", code=ended.returncode)
