"""An editor's saves are built by one process that stays, which has all but the change in memory."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from plugins.failure_log import record_text, send
from tools.console import python_command, python_environment
from tools.places import ROOT

PATIENCE_SECONDS = 2
TRACEBACK = "Traceback (most recent call last)"
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has but one way
CODE_ROOMS = (ROOT / "plugins", ROOT / "tools")
Stamps = dict[str, tuple[int, int]]
# Files of content/, by their paths in it, that alone changed; None where more may have.
Changed = frozenset[str] | None


class WorkerLost(Exception):  # noqa: N818
    """The process ended, or said what is no answer; the text is its last words."""


class Resident:
    """`build` asks the process for a build; a new one takes its place where that is needed.

    arguments: of tools.build; settings: files that the process reads once, as it does its code.
    """

    def __init__(self, arguments: Sequence[str], settings: Sequence[Path]) -> None:
        self._arguments = [*arguments, "--resident"]
        self._settings = settings
        self._worker: Worker | None = None
        self._code: Stamps = {}

    def build(self, changed: Changed = None) -> tuple[bool, str]:
        """(made, problems and warnings). Whether code changed is asked where more than content/
        may have."""
        if changed is None or not self._worker:
            code = stamps_of(CODE_ROOMS, self._settings)
            if self._worker and code != self._code:
                self.close()
            self._code = code
        if self._worker:
            try:
                return self._worker.build(changed)
            except WorkerLost:
                self.close()
        self._worker = Worker(self._arguments)
        try:
            return self._worker.build(None)
        except WorkerLost as lost:
            self.close()
            return False, str(lost)

    def close(self) -> None:
        if self._worker:
            self._worker.close()
        self._worker = None


class Worker:
    """One process; whatever it does, `close` ends it with all that it started."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(
            python_command("tools.build", arguments),
            env=python_environment(),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for serve, which then ends this one
        )

    def build(self, changed: Changed) -> tuple[bool, str]:
        """Raises WorkerLost."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            order = json.dumps(None if changed is None else sorted(changed))
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            made, told = json.loads(self._process.stdout.readline())
        except (OSError, ValueError, TypeError) as cause:
            raise WorkerLost(self._last_words()) from cause
        return bool(made), str(told)

    def close(self) -> None:
        self._end(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._end(KILL)
            self._process.wait()
        self._words.close()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # an order that nobody reads any more
                if pipe:
                    pipe.close()

    def _end(self, how: int) -> None:
        """The process and those that it started, which make one group where there are groups."""
        if sys.platform == "win32":
            self._process.terminate()
        elif self._process.poll() is None:
            os.killpg(self._process.pid, how)

    def _last_words(self) -> str:
        self._words.seek(0)
        words = self._words.read().decode("utf-8", "replace").strip()
        if TRACEBACK not in words:
            return words or "Không dựng được trang: tiến trình dựng đã dừng giữa chừng."
        last = words.splitlines()[-1]
        return f"Tiến trình dựng trang đã dừng vì lỗi ({last}); {send(record_text(words))}."


def stamps_of(folders: Sequence[Path], files: Sequence[Path]) -> Stamps:
    """Time and size of each file, by which a change of code is noticed."""
    found = [*files, *(file for folder in folders for file in folder.rglob("*"))]
    facts = {
        str(file): file.stat()
        for file in found
        if "__pycache__" not in file.parts and file.is_file()
    }
    return {name: (fact.st_mtime_ns, fact.st_size) for name, fact in facts.items()}
