"""An editor sees the site as it will be: every save is built and shown in the browser at once."""

import signal
import threading
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from watchfiles import DefaultFilter, watch

from plugins.command import COMMAND
from tools.console import complain, say
from tools.places import CONTENT, ROOT, SCRATCH, SETTINGS
from tools.preview import Preview
from tools.resident import Resident
from tools.site_server import SiteServer

WATCHED_ROOMS = (ROOT / "theme", ROOT / "plugins")
TICK_MILLISECONDS = 250
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
        for turn, _ in enumerate(changes([content, *watched], [settings_file])):
            made, told = build_with(resident)
            preview.show(site if made else None, told)
            if turn == 0 and open_browser:
                webbrowser.open(server.address + "/")
    except KeyboardInterrupt:
        say("Đã dừng.")
    finally:
        resident.close()
        preview.close()
        if thread.is_alive():
            server.shutdown()
        server.server_close()
    return 0


def changes(folders: list[Path], files: list[Path]) -> Iterator[None]:
    """Once at the start, then after each burst of changes, also those made during a build."""
    times = _times(files)
    started = False
    seen = [folder for folder in folders if folder.exists()]
    for changed in watch(
        *seen,
        watch_filter=FinishedFiles(),
        rust_timeout=TICK_MILLISECONDS,
        yield_on_timeout=True,
    ):
        # A settings file is watched by its time: many editors save by putting a new file there.
        now = _times(files)
        if changed or now != times or not started:
            started = True
            times = now
            yield


def build_with(resident: Resident) -> tuple[bool, str]:
    started = time.monotonic()
    made, told = resident.build()
    if not made:
        complain(told)
        return False, told or "Không dựng được trang."
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    say((f"{told}\n" if told else "") + f"Đã dựng xong ({seconds} giây).")
    return True, told


def _times(files: list[Path]) -> list[int]:
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
