"""Builds a site again in this process and tells whether all is mended, and what that took."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental.generators import ContentGenerator
from tests.support.edited_site import Draft, Place, assert_equal
from tests.support.whole_site import forget_plugins
from tools.build import build
from tools.output import cache_of

NO_TRACE = ("Traceback", "Error:", "Phần mềm gặp lỗi")


def run(place: Place) -> tuple[int, str]:
    """Exit code and all that was said to the publisher, but for the success."""
    told = io.StringIO()
    try:
        with redirect_stderr(told), redirect_stdout(io.StringIO()):
            code = build(
                place.content,
                place.output,
                settings_file=place.settings_file(),
                moment=place.moment,
            )
    finally:
        forget_plugins()
    return code, told.getvalue()


def assert_mended(place: Place) -> None:
    """The next build says nothing of software, and its site is a clean build's."""
    code, told = run(place)
    assert code == 0, told
    assert not any(word in told for word in NO_TRACE), told
    assert_equal(place)


def edit_the_theme(place: Place, word: object) -> None:
    """Changes every page."""
    file = place.theme / "templates" / "base.html"
    file.write_text(file.read_text("utf-8") + f"<!-- {word} -->", "utf-8")


def edit_an_article(place: Place, word: object, turn: int = 100) -> None:
    place.write("tin-tuc/bai-1.md", Draft(title="Bài 1", body=f"Chữ {word}.").text(), turn)


def state(place: Place) -> Path:
    return cache_of(place.output.resolve())


def readings_made(place: Place) -> int:
    """How many articles and pages the next build reads anew."""
    made = 0
    read = ContentGenerator._read

    def counting(self: Any, *arguments: Any) -> Any:
        nonlocal made
        made += 1
        return read(self, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContentGenerator, "_read", counting)
        assert run(place) == (0, "")
    return made


def in_a_child(work: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What `work` gives in a process of its own, whose limits and hooks end with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(90)  # one that hangs fails the test
        try:
            code, told = work()
            os.write(writing, f"{code}{told}".encode()[:60_000])
        except BaseException as cause:
            os.write(writing, f"9{cause!r}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return int(answer[0]), answer[1:]
