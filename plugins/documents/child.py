"""Documents are looked into by a process of its own, which may hang, swell or die without harm.

It is asked a path a line and answers with the traces in one line of JSON.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from .traces import Trace

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30.0  # for one document; most take some milliseconds
MOST_MEMORY = 2_000_000_000  # bytes of addresses
COMMAND = (sys.executable, "-P", "-m", "plugins.documents.child")

# What was found, or why the disk gave no bytes.
Answer = tuple[Trace, ...] | OSError


def examine(
    files: Sequence[Path], seconds: float = SECONDS, command: Sequence[str] | None = None
) -> Iterator[Answer]:
    """Of each file, in order; one that takes longer than `seconds` is called endless."""
    for line in answers(files, seconds, command or COMMAND):
        yield _read(line) if line else (Trace("endless"),)


def answers(files: Sequence[Path], seconds: float, command: Sequence[str]) -> Iterator[bytes]:
    """What the process of `command` says of each path, in order: a line, b"" where it died or took
    longer than `seconds`; another one is started for the next."""
    left = list(files)
    while left:
        with _started(command) as child:
            while left:
                line = _asked(child, left.pop(0), seconds)
                yield line
                if not line:
                    break


@contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        try:
            yield child
        finally:
            child.kill()
            with suppress(OSError):  # what a dead one was still to be asked
                child.stdin.close() if child.stdin else None


def _asked(child: subprocess.Popen[bytes], file: Path, seconds: float) -> bytes:
    """b"" where the process is gone, or was ended because it took too long."""
    assert child.stdin
    assert child.stdout
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    try:
        child.stdin.write(json.dumps(str(file)).encode() + b"\n")
        child.stdin.flush()
        line = child.stdout.readline()
    except OSError:  # the pipe, once it is gone
        return b""
    finally:
        timer.cancel()
        timer.join()
    return line if line.endswith(b"\n") else b""


def _read(line: bytes) -> Answer:
    answer = json.loads(line)
    if "error" in answer:
        return OSError(*answer["error"])
    return tuple(
        Trace(what, tuple(names), number, inside)
        for what, names, number, inside in answer["traces"]
    )


def serve(answer: Callable[[Path], Mapping[str, object]]) -> None:
    """Answers each path of the standard input by a line of JSON, in little memory."""
    _limit_memory()
    logging.disable()  # pypdf tells what it mends
    for line in sys.stdin.buffer:
        answered = json.dumps(answer(Path(json.loads(line))))
        sys.stdout.buffer.write(answered.encode() + b"\n")
        sys.stdout.buffer.flush()


def _answer(file: Path) -> dict[str, object]:
    from .reading import read_document  # its libraries only where a document is to be read

    try:
        with file.open("rb") as opened:
            return {"traces": read_document(opened, file.name)}
    except OSError as failure:
        return {"error": (failure.errno, failure.strerror)}


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    serve(_answer)
