"""Says things in the terminal, and how a program of the project is run."""

import io
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from plugins.vietnamese.text import fold
from tools.places import ROOT

# As a shell reports a program that a closed pipe ended.
NOBODY_READS = 141


@contextmanager
def quiet_when_nobody_reads() -> Iterator[None]:
    """`| head` closes the pipe when it has seen enough: that is no error of the command."""
    try:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if stream is None:  # the shell has closed it
                setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
            elif isinstance(stream, io.TextIOWrapper):
                # A file's name may have bytes that are no letters.
                stream.reconfigure(errors="backslashreplace")
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still to be written at the end has to go somewhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOBODY_READS)


def exit_fast(code: int) -> NoReturn:
    """Ends the program as it is: to take apart what a build has made takes a tenth of its time."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def say(text: str) -> None:
    """To stdout, at once."""
    print(text, flush=True)


def is_yes(answer: str) -> bool:
    """`c`, `có` in whatever case and with or without marks; `y`, `yes`."""
    return fold(answer.strip()) in ("c", "co", "y", "yes")


def complain(text: str) -> None:
    """To stderr, at once."""
    print(text, file=sys.stderr, flush=True)


def python_command(module: str, arguments: Sequence[str]) -> list[str]:
    """A module of the project, run by this Python."""
    return [sys.executable, "-P", "-m", module, *arguments]


def python_environment() -> dict[str, str]:
    """For `python_command`: finds the project's modules from any folder, reads and writes UTF-8."""
    return dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
