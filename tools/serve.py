"""An editor sees the site as it will be: every save is built and shown in the browser at once."""

import math
import signal
import socket
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from watchfiles import DefaultFilter, watch

from desk.opening.window import leave_window, running_window, take_away, with_sign
from desk.shell.opened import OpenDesk
from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from tools.console import complain, say
from tools.file_lock import hold, release
from tools.local_server import listen, listen_after, origin_of, port_of, running
from tools.places import ASIDE, CONTENT, ROOT, SCRATCH, SETTINGS
from tools.preview import Preview
from tools.preview_app import preview_app
from tools.worker import Worker

WATCHED_ROOMS = (ROOT / "theme", ROOT / "plugins")
TICK_MILLISECONDS = 250
# A watcher may miss a change: this long after the last one, all files are looked at once more.
QUIET_SECONDS = 30.0
UNFINISHED = (r"^~\$", r"^\.", r"\.tmp$", r"\.bak$", r"\.crdownload$", r"\.part$")


class FinishedFiles(DefaultFilter):
    """Editors and office programs keep half-written copies beside the file; drafts, versions and
    the bin of the desk are no part of the site."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ASIDE)
    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, *UNFINISHED)


def serve(
    port: int = 8000,
    open_browser: bool = False,
    content: Path = CONTENT,
    settings_file: Path = SETTINGS,
    watched: tuple[Path, ...] = WATCHED_ROOMS,
    scratch: Path = SCRATCH / "serve",
    once: bool = False,
) -> int:
    """Serves until Ctrl-C or SIGTERM; `port` 0 takes free ones, another is the preview's, with the
    desk's after it. Returns the exit code.

    once: a desk that runs already is shown, and there is none beside it; `port` or a later one.
    """
    left = scratch / "window.json"
    busy = hold(left.with_suffix(".lock")) if once else None
    try:
        if once and (running_one := running_window(left)):
            say(gettext("Bàn biên tập đang mở sẵn: {address}", address=running_one.address))
            webbrowser.open(running_one.address)
            return 0
        mine = listen_after(port - 1) if once and port else _listen(port)
        if mine is None:
            return 1
        desks = listen_after(port_of(mine) if port else 0)
        window = leave_window(left, port_of(desks))
    finally:
        if busy is not None:
            release(busy)
    preview = Preview(desk=port_of(desks))
    arguments = ["--settings", str(settings_file), "--content", str(content)]
    site = scratch / str(port_of(mine)) / "site"
    arguments += ["--site-url", origin_of(mine), "--output", str(site)]
    worker = Worker(arguments, [SETTINGS, settings_file])
    desk = OpenDesk(
        content, settings_file, worker.render, preview, origin_of(mine), scratch / "desk"
    )
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        with running(preview_app(preview), mine), running(with_sign(desk, window), desks):
            try:
                say(
                    gettext(
                        "Xem trang tại {origin}/ — lưu bài là trang tự cập nhật.\nBàn biên "
                        "tập: {address} — Ctrl-C để dừng.",
                        origin=origin_of(mine),
                        address=window.address,
                    )
                )
                if open_browser:
                    webbrowser.open(window.address)
                _build_changes(worker, preview, desk, site, [content, *watched], settings_file)
            finally:
                worker.close()
                preview.close()
                take_away(left, window)
    except KeyboardInterrupt:
        say(gettext("Đã dừng."))
    return 0


def _listen(port: int) -> socket.socket | None:
    """None where that can't be, which is told."""
    try:
        return listen(port)
    except OverflowError:
        complain(gettext("Cổng {port} không có; hãy chọn một số từ 1024 đến 65535.", port=port))
    except OSError:
        complain(
            gettext(
                "Cổng {port} đang có chương trình khác dùng. Hãy đóng chương trình đó, "
                "hoặc chạy: {command} serve --port {next_port}",
                port=port,
                command=COMMAND,
                next_port=port + 1,
            )
        )
    return None


def _build_changes(
    worker: Worker,
    preview: Preview,
    desk: OpenDesk,
    site: Path,
    watched: list[Path],
    settings_file: Path,
) -> None:
    """Until it is interrupted."""
    last: Outcome | None = None
    read = _times([settings_file])
    for _ in changes(watched, [settings_file]):
        if (now := _times([settings_file])) != read:
            read = now
            desk.read_settings()
        outcome, seconds = build_with(worker, site)
        if outcome != last:
            report(outcome, seconds)
            preview.show(site if outcome.made else None, outcome.reported)
        if outcome.made or outcome.problems:  # else it got no further than the settings
            desk.take(outcome.problems)
        last = outcome


def changes(folders: list[Path], files: list[Path]) -> Iterator[None]:
    """Once at the start, then after each burst of changes, also those made during a build, and once
    it is quiet again."""
    times = _times(files)
    quiet_at = -math.inf
    seen = [folder for folder in folders if folder.exists()]
    for changed in watch(
        *seen,
        watch_filter=FinishedFiles(),
        rust_timeout=TICK_MILLISECONDS,
        yield_on_timeout=True,
    ):
        # A settings file is watched by its time: many editors save by putting a new file there.
        now = _times(files)
        is_change = bool(changed) or now != times
        if is_change or time.monotonic() > quiet_at:
            times = now
            yield
            quiet_at = time.monotonic() + QUIET_SECONDS if is_change else math.inf


class Outcome(NamedTuple):
    """reported: problems and warnings; site: another number for each site that is not the same."""

    made: bool
    reported: str
    site: int
    problems: tuple[Problem, ...] = ()


def build_with(worker: Worker, site: Path) -> tuple[Outcome, float]:
    """What came of a build, and its seconds."""
    started = time.monotonic()
    built = worker.build()
    number = site.stat().st_ino if site.exists() else 0
    reported = built.reported or ("" if built.made else gettext("Không dựng được trang."))
    return Outcome(built.made, reported, number, built.problems), time.monotonic() - started


def report(outcome: Outcome, seconds: float) -> None:
    """Says it in the terminal."""
    if outcome.made:
        duration = f"{seconds:.1f}".replace(".", ",")
        reported = f"{outcome.reported}\n" if outcome.reported else ""
        say(reported + gettext("Đã dựng xong ({seconds} giây).", seconds=duration))
    else:
        complain(outcome.reported)


def _times(files: list[Path]) -> list[int]:
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
