"""A publisher far away waits for one connection, not each time that something is asked there."""

from __future__ import annotations

import os
import subprocess
import uuid
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

PRELUDE = b"umask 022; export LC_ALL=C; exec 3>&1\n"
CHUNK = 1 << 20
PATIENCE = 30.0  # seconds: what a shell that was left is just doing comes to its end


class SessionLostError(Exception):
    """The text is what ssh complained of."""


@dataclass(frozen=True)
class Answer:
    code: int
    data: bytes
    complaint: bytes


class Session:
    """A shell on another machine, started when it is first asked, and anew once it is lost."""

    def __init__(self, command: Sequence[str]) -> None:
        """command: what runs `sh` there, whatever shell the account has."""
        self._command = command
        self._mark = uuid.uuid4().hex.encode()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, script: str) -> Answer:
        """Of a shell that stops at the first failure. It is read whole before it begins: a script
        of which a part is lost does nothing.

        Raises FileNotFoundError where this machine has no ssh, SessionLostError.
        """
        process = self._opened()
        try:
            told = _tell(process, _framed(script, self._mark), self._mark)
        except BaseException as cause:  # Ctrl-C too: the next answer would not be the next one's
            self._process = None
            complaint = _end(process)
            if isinstance(cause, OSError | EOFError):
                raise SessionLostError(complaint) from cause
            raise
        data, about, _ = told.split(self._mark)
        code, said = about.split(b"\n", 1)
        return Answer(int(code), data, said)

    def _opened(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            pipe = subprocess.PIPE
            process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=pipe)
            assert process.stdin
            process.stdin.write(PRELUDE)
            weakref.finalize(self, _end, process)
            self._process = process
        return self._process


def _framed(script: str, mark: bytes) -> bytes:
    """What it writes, a mark, its exit code and what it complained of, the mark again."""
    return (
        b"e=$( (set -e\n%b\n) </dev/null 2>&1 >&3 3>&-)\nprintf '%%s%%s\\n%%s%%s' %b $? \"$e\" %b\n"
        % (
            script.encode("utf-8", "surrogateescape"),
            mark,
            mark,
        )
    )


def _tell(process: subprocess.Popen[bytes], text: bytes, mark: bytes) -> bytes:
    """What is heard until the mark came twice."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(text)
    process.stdin.flush()
    heard = bytearray()
    while not (heard.endswith(mark) and heard.count(mark) > 1):
        part = os.read(process.stdout.fileno(), CHUNK)
        if not part:
            raise EOFError
        heard += part
    return bytes(heard)


def _end(process: subprocess.Popen[bytes]) -> str:
    """The shell there ends with its input; what ssh itself complained of."""
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            stream and stream.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stderr is None or process.stderr.closed:
        return ""
    with process.stderr as stream:
        return stream.read().decode("utf-8", "replace")
