"""An editor sees the site as it will be: every save is built and shown in the browser at once."""

import math
import signal
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from watchfiles import DefaultFilter, watch

from plugins.command import COMMAND
from tools.console import complain, say
from tools.places import CONTENT, ROOT, SCRATCH, SETTINGS
from tools.preview import Preview
from tools.site_server import SiteServer
from tools.worker import Worker

WATCHED_ROOMS = (ROOT / "theme", ROOT / "plugins")
TICK_MILLISECONDS = 250
# A watcher may miss a change: this long after the last one, all files are looked at once more.
QUIET_SECONDS = 30.0
UNFINISHED = (r"^~\$", r"^\.", r"\.tmp$", r"\.bak$", r"\.crdownload$", r"\.part$")


class FinishedFiles(DefaultFilter):
    """Editors and office programs keep half-written copies beside the file."""

    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, *UNFINISHED)


def serve(
    port: int = 8000,
    open_browser: bool = False,
    content: Path = CONTENT,
    settings_file: Path = SETTINGS,
    watched: tuple[Path, ...] = WATCHED_ROOMS,
    scratch: Path = SCRATCH / "serve",
) -> int:
    """Serves until Ctrl-C or SIGTERM; `port` 0 takes a free one. Returns the exit code."""
    preview = Preview()
    try:
        server = SiteServer(port, preview)
    except OverflowError:
        complain(f"Cổng {port} không có; hãy chọn một số từ 1024 đến 65535.")
        return 1
    except OSError:
        complain(
            f"Cổng {port} đang có chương trình khác dùng. Hãy đóng chương trình đó, "
            f"hoặc chạy: {COMMAND} serve --port {port + 1}"
        )
        return 1
    arguments = ["--settings", str(settings_file), "--content", str(content)]
    site = scratch / str(server.server_port) / "site"
    arguments += ["--site-url", server.address, "--output", str(site)]
    worker = Worker(arguments, [SETTINGS, settings_file])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        thread.start()
        say(f"Xem trang tại {server.address}/ — lưu bài là trang tự cập nhật; Ctrl-C để dừng.")
        last: Outcome | None = None
        for _ in changes([content, *watched], [settings_file]):
            outcome, seconds = build_with(worker, site)
            if outcome != last:
                report(outcome, seconds)
                preview.show(site if outcome.made else None, outcome.reported)
            if last is None and open_browser:
                webbrowser.open(server.address + "/")
            last = outcome
    except KeyboardInterrupt:
        say("Đã dừng.")
    finally:
        worker.close()
        preview.close()
        if thread.is_alive():
            server.shutdown()
        server.server_close()
    return 0


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


def build_with(worker: Worker, site: Path) -> tuple[Outcome, float]:
    started = time.monotonic()
    made, reported = worker.build()
    number = site.stat().st_ino if site.exists() else 0
    if not made:
        reported = reported or "Không dựng được trang."
    return Outcome(made, reported, number), time.monotonic() - started


def report(outcome: Outcome, seconds: float) -> None:
    if outcome.made:
        duration = f"{seconds:.1f}".replace(".", ",")
        reported = f"{outcome.reported}\n" if outcome.reported else ""
        say(f"{reported}Đã dựng xong ({duration} giây).")
    else:
        complain(outcome.reported)


def _times(files: list[Path]) -> list[int]:
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
