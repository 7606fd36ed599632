"""An editor sees the site as it will be: every save is built and shown in the browser at once."""

import math
import signal
import threading
import time
import webbrowser
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from watchfiles import DefaultFilter, watch
from watchfiles.main import FileChange

from plugins.command import COMMAND
from tools.console import complain, say
from tools.places import CONTENT, ROOT, SCRATCH, SETTINGS
from tools.preview import Preview
from tools.resident import Changed, Resident
from tools.site_server import SiteServer

WATCHED_ROOMS = (ROOT / "theme", ROOT / "plugins")
TICK_MILLISECONDS = 250
# A watcher may miss a change: this long after the last one, all files are looked at once more.
QUIET_SECONDS = 30.0
# More changes at once than an editor saves: then it is quicker to look at all files.
FEW = 50
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
    resident = Resident(arguments, [SETTINGS, settings_file])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        thread.start()
        say(f"Xem trang tại {server.address}/ — lưu bài là trang tự cập nhật; Ctrl-C để dừng.")
        last: Outcome | None = None
        for changed in changes(content, [content, *watched], [settings_file]):
            outcome, seconds = build_with(resident, changed, site)
            if outcome != last:
                tell(outcome, seconds)
                preview.show(site if outcome.made else None, outcome.told)
            if last is None and open_browser:
                webbrowser.open(server.address + "/")
            last = outcome
    except KeyboardInterrupt:
        say("Đã dừng.")
    finally:
        resident.close()
        preview.close()
        if thread.is_alive():
            server.shutdown()
        server.server_close()
    return 0


def changes(content: Path, folders: list[Path], files: list[Path]) -> Iterator[Changed]:
    """Once at the start, then after each burst of changes, also those made during a build: what
    changed in `content`, None where more may have; and None once it is quiet again."""
    times = _times(files)
    started, quiet_at = False, math.inf
    seen = [folder for folder in folders if folder.exists()]
    for changed in watch(
        *seen,
        watch_filter=FinishedFiles(),
        rust_timeout=TICK_MILLISECONDS,
        yield_on_timeout=True,
    ):
        # A settings file is watched by its time: many editors save by putting a new file there.
        now = _times(files)
        if changed or now != times or not started or time.monotonic() > quiet_at:
            files_of_content = files_in(content, changed) if now == times else None
            quiet_at = math.inf
            started, times = True, now
            yield files_of_content
            if files_of_content is not None:
                quiet_at = time.monotonic() + QUIET_SECONDS


def files_in(content: Path, changed: Iterable[FileChange]) -> Changed:
    """None where another file changed too, or none, or more than a few."""
    files = {Path(file) for _, file in changed}
    if not 0 < len(files) <= FEW or not all(file.is_relative_to(content) for file in files):
        return None
    return frozenset(file.relative_to(content).as_posix() for file in files)


class Outcome(NamedTuple):
    """told: problems and warnings; site: another number for each site that is not the same."""

    made: bool
    told: str
    site: int


def build_with(resident: Resident, changed: Changed, site: Path) -> tuple[Outcome, float]:
    started = time.monotonic()
    made, told = resident.build(changed)
    number = site.stat().st_ino if site.exists() else 0
    if not made:
        told = told or "Không dựng được trang."
    return Outcome(made, told, number), time.monotonic() - started


def tell(outcome: Outcome, seconds: float) -> None:
    if outcome.made:
        duration = f"{seconds:.1f}".replace(".", ",")
        say((f"{outcome.told}\n" if outcome.told else "") + f"Đã dựng xong ({duration} giây).")
    else:
        complain(outcome.told)


def _times(files: list[Path]) -> list[int]:
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
