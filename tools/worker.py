"""An editor's saves are built by one process that stays: it has loaded and decoded all already."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from plugins.shared.failure_log import record_text, send
from plugins.shared.files import files_below
from plugins.shared.messages import gettext
from plugins.shared.rendered_article import RenderedArticle
from tools.console import python_command, python_environment
from tools.places import ROOT
from tools.render_order import BUILD, BuildAnswer, order_line, read_answer, read_built

PATIENCE_SECONDS = 2
TRACEBACK = "Traceback (most recent call last)"
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has but one way
CODE_ROOMS = (ROOT / "plugins", ROOT / "tools")
Stamps = dict[str, tuple[int, int]]


class WorkerLostError(Exception):
    """The process ended, or said what is no answer; the text is its last words."""


class Worker:
    """`build` asks a process for a build; a new one takes its place where that is needed.

    arguments: of tools.build; settings: files that the process reads once, as it does its code.
    """

    def __init__(self, arguments: Sequence[str], settings: Sequence[Path]) -> None:
        self._arguments = [*arguments, "--worker"]
        self._settings = settings
        self._process: WorkerProcess | None = None
        self._places: tuple[str, ...] = ()  # of code that the process has loaded from elsewhere
        self._code: Stamps = {}
        self._started = 0
        self._is_closed = False
        self._turn = threading.RLock()

    def build(self) -> BuildAnswer:
        """Of a process that was lost: what it said last, and no problems."""
        with self._turn:
            if self._process and self._stamps() != self._code:
                self._drop()
            if self._process:
                try:
                    return self._ask(self._process)
                except WorkerLostError:
                    self._drop()
            try:
                return self._ask(self._begun())
            except WorkerLostError as lost:
                self._drop()
                return BuildAnswer(False, str(lost))

    def render(self, path: str, data: bytes) -> RenderedArticle | None:
        """As `render_article`, by the process's last build; None where none has succeeded. May be
        called from any thread: one waits for the other.

        Raises WorkerLostError; the next one has another process.
        """
        with self._turn:
            try:
                return (self._process or self._begun()).render(path, data)
            except WorkerLostError:
                self._drop()
                raise

    def _begun(self) -> WorkerProcess:
        """Raises WorkerLostError once all is closed: who waited for the turn gets none."""
        if self._is_closed:
            raise WorkerLostError
        self._places = ()
        self._started, self._code = time.time_ns(), self._stamps()
        self._process = WorkerProcess(self._arguments)
        return self._process

    def _ask(self, process: WorkerProcess) -> BuildAnswer:
        """Raises WorkerLostError."""
        built = process.build()
        if built.places != self._places:
            self._places = built.places
            new = stamps_of(map(Path, built.places))
            # What changed since may have been another when it was loaded: then none will do.
            is_sure = all(saved < self._started for saved, _ in new.values())
            self._code = self._code | new if is_sure else {}
        return built

    def _stamps(self) -> Stamps:
        return stamps_of([*CODE_ROOMS, *self._settings, *map(Path, self._places)])

    def close(self) -> None:
        """Ends its process; builds that were asked for end too."""
        self._is_closed = True
        self._drop()

    def _drop(self) -> None:
        if self._process:
            self._process.close()
        self._process = None


class WorkerProcess:
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

    def build(self) -> BuildAnswer:
        """Raises WorkerLostError."""
        try:
            return read_built(self._answer(f"{BUILD}\n"))
        except (OSError, ValueError) as cause:
            raise WorkerLostError(self._last_words()) from cause

    def render(self, path: str, data: bytes) -> RenderedArticle | None:
        """Raises WorkerLostError."""
        try:
            return read_answer(self._answer(order_line(path, data)))
        except (OSError, ValueError) as cause:
            raise WorkerLostError(self._last_words()) from cause

    def _answer(self, order: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(order)
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def close(self) -> None:
        """Ends it, by force where it does not listen."""
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
            return words or gettext("Không dựng được trang: tiến trình dựng đã dừng giữa chừng.")
        last = words.splitlines()[-1]
        return gettext(
            "Tiến trình dựng trang đã dừng vì lỗi ({last}); {send}.",
            last=last,
            send=send(record_text(words)),
        )


def stamps_of(places: Iterable[Path]) -> Stamps:
    """Of each file, and of all in each folder: by its time and size a change of code is noticed."""
    facts = {}
    for place in places:
        for file in files_below(str(place)) if place.is_dir() else (str(place),):
            with suppress(FileNotFoundError):
                facts[file] = os.stat(file)  # noqa: PTH116  (as files_below: text)
    return {name: (fact.st_mtime_ns, fact.st_size) for name, fact in facts.items()}
