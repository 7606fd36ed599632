"""A publisher's build either replaces the site whole or leaves it untouched, and says why."""

import argparse
import errno
import gc
import importlib
import logging
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from pelican import Pelican, console
from pelican.settings import read_settings

from plugins.outputs import Outputs, outputs_of
from plugins.problems import Refused
from plugins.settings import WrongSetting
from tools.console import complain, say
from tools.output import OutputRefused, check_places, put_in_place, replacing, state_of
from tools.places import OUTPUT, PUBLISHED_SETTINGS, SETTINGS, shown

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class BuildFailed(Exception):  # noqa: N818
    """The site could not be made; the text is what to tell."""


class Listener(logging.Handler):
    """Keeps what Pelican only logs, so that an error it goes on after still stops the build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        # Pelican logs an article's error without its cause, but while still handling it.
        cause = sys.exception()
        if isinstance(cause, (Refused, WrongSetting)):
            text = str(cause)
        elif cause is not None and record.exc_info:
            text += "\n" + "".join(traceback.format_exception(cause)).rstrip()
        elif cause is not None and str(cause) not in text:
            text += f"\n{type(cause).__name__}: {cause}"
        (self.errors if record.levelno >= logging.ERROR else self.warnings).append(text)


def build(
    content: Path | None = None,
    output: Path = OUTPUT,
    published: bool = False,
    settings_file: Path | None = None,
    site_url: str = "",
) -> int:
    """Builds `content` (default: the settings' PATH) into `output`; returns the exit code."""
    if attempt(content, output, published, settings_file, site_url):
        return 0
    complain(f"Chưa dựng được; {shown(output.resolve())} giữ nguyên như trước.")
    return 1


def attempt(
    content: Path | None,
    output: Path,
    published: bool,
    settings_file: Path | None,
    site_url: str,
) -> bool:
    settings_file = settings_file or (PUBLISHED_SETTINGS if published else SETTINGS)
    output = output.resolve()
    started = time.monotonic()
    try:
        overrides = {"SITEURL": site_url} if site_url else {}
        settings = load_settings(settings_file, overrides)
        content = (content or Path(settings["PATH"])).resolve()
        check_places(content, output)
        with replacing(output) as fresh:
            places = {
                "PATH": str(content),
                "OUTPUT_PATH": str(fresh),
                "LIVE_OUTPUT": str(output),
                "INCREMENTAL_STATE": str(state_of(output)),
            }
            outputs = render(load_settings(settings_file, overrides | places))
            outputs.complete()
            outputs.settle(put_in_place(fresh, output))
            pages = outputs.pages()
    except (BuildFailed, OutputRefused, Refused, WrongSetting) as failure:
        complain(str(failure))
    except OSError as failure:
        complain(f"Không ghi được vào {shown(output)}: {failure}. Có chương trình khác đang mở?")
    else:
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        say(f"Đã dựng {pages} trang vào {shown(output)} ({seconds} giây).")
        return True
    return False


def load_settings(settings_file: Path, overrides: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(read_settings(str(settings_file), override=dict(overrides)))
    except Exception as cause:
        lines = [
            frame.lineno or 0
            for frame in traceback.extract_tb(cause.__traceback__)
            if Path(frame.filename).name == settings_file.name
        ]
        line = cause.lineno if isinstance(cause, SyntaxError) else lines[-1] if lines else 1
        raise BuildFailed(
            f"{shown(settings_file)}:{line}: không đọc được thiết lập: "
            f"{type(cause).__name__}: {cause}"
        ) from cause


def render(settings: dict[str, Any]) -> Outputs:
    """Runs Pelican; every error that it only logs becomes a failure with its cause."""
    listener = Listener()
    root = logging.getLogger()
    root.addHandler(listener)
    was_quiet, console.quiet = console.quiet, True
    try:
        pelican = _class_of(settings)(settings)
        _stop_on_errors(listener)
        pelican.run()
        _stop_on_errors(listener)
        for problem in sorted(set(pelican.settings.get("PORTAL_PROBLEMS", ()))):
            complain(str(problem))
        return outputs_of(pelican.settings)
    except (BuildFailed, Refused, WrongSetting, sqlite3.DatabaseError):
        raise
    except Exception as cause:
        if isinstance(cause, OSError) and cause.errno in NO_SPACE:
            raise
        raise BuildFailed(
            "Phần mềm gặp lỗi (không phải do bài viết). Hãy gửi đoạn sau cho người phụ trách:\n"
            + "".join(traceback.format_exception(cause)).rstrip()
        ) from cause
    finally:
        console.quiet = was_quiet
        root.removeHandler(listener)
        for text in listener.warnings:
            complain(f"Cảnh báo: {text}")


def _class_of(settings: dict[str, Any]) -> type[Pelican]:
    """What PELICAN_CLASS names, as Pelican's own command takes it."""
    module, _, name = settings["PELICAN_CLASS"].rpartition(".")
    kind: type[Pelican] = getattr(importlib.import_module(module), name)
    return kind


def _stop_on_errors(listener: Listener) -> None:
    if listener.errors:
        raise BuildFailed("\n".join(listener.errors))


def spare_collection() -> None:
    """For a process that builds once: looking for cycles takes a twentieth of its time."""
    gc.disable()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="One build in a process of its own, for serve.")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--content", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--site-url", default="")
    parser.add_argument("--published", action="store_true")
    given = parser.parse_args(arguments)
    spare_collection()
    made = attempt(given.content, given.output, given.published, given.settings, given.site_url)
    return 0 if made else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
