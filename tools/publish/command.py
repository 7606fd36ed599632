"""`publish`, `rollback` and `releases`: what a publisher types, and every answer in Vietnamese."""

from __future__ import annotations

import argparse
import difflib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from plugins.command import COMMAND
from plugins.settings import WrongSetting
from tools.build import BuildFailed, is_out_of_space, load_settings, spare_collection
from tools.console import complain, say
from tools.places import PUBLISHED_SETTINGS, SCRATCH
from tools.publish.delivery import (
    Place,
    answers_as,
    deliver,
    is_stepped_back,
    settle,
    step_back,
)
from tools.publish.lock import held_here, held_there
from tools.publish.manifest import changes_between
from tools.publish.places import open_storage
from tools.publish.prepare import lost_pages, prepare, refuse
from tools.publish.progress import Progress
from tools.publish.refusal import PublishRefused, TargetLocked
from tools.publish.releases import live_name, names_of_releases, read_release
from tools.publish.summary import listing, summary
from tools.publish.targets import choose_target, read_publishing

OUTPUTS = SCRATCH / "publish"
YES = ("c", "có", "co")
STOPPED = 130
WORLD_READABLE = 0o022


class NothingToDo(Exception):  # noqa: N818
    """The timer came for nothing."""


@dataclass(frozen=True)
class Options:
    """yes: no question; lost: pages may vanish; steal: another's lock is broken."""

    yes: bool = False
    dry_run: bool = False
    due: bool = False
    lost: bool = False
    steal: bool = False


def publish(
    name: str = "",
    options: Options = Options(),
    settings_file: Path = PUBLISHED_SETTINGS,
) -> int:
    """Builds, checks, uploads, switches, fetches back; returns the exit code."""
    if not options.due:
        return told(lambda: _publish(name, options, settings_file))
    # The timer asks every few minutes: only what it did, or could not do, goes into the journal.
    heard = io.StringIO()
    with redirect_stdout(heard), redirect_stderr(heard):
        try:
            code = told(lambda: _publish(name, options, settings_file))
        except NothingToDo:
            return 0
    say(heard.getvalue().rstrip())
    return code


def _publish(name: str, options: Options, settings_file: Path) -> int:
    name, place = find(name, settings_file)
    to = place.target.to
    progress = Progress(quiet=options.due)
    storage = place.storage
    with resting_when_locked(options.due), held_here(to):
        if options.due and (not live_name(storage) or is_stepped_back(storage)):
            raise NothingToDo
        prepared = prepare(settings_file, OUTPUTS / name, progress)
        if not options.dry_run:
            storage.ready()
        live = read_release(storage, live_name(storage))
        if prepared.manifest.digest == live.manifest.digest:
            if options.due:
                raise NothingToDo
            say(f"Không có gì mới: “{name}” đang dùng đúng bản này ({live.name}).")
            return 0
        changes = changes_between(live.manifest, prepared.manifest)
        say(summary(changes))
        if not options.lost:
            refuse(
                lost_pages(live, prepared),
                "trang đã đăng nay không còn, địa chỉ cũ cũng không dẫn đi đâu",
                "Hãy thêm địa chỉ cũ vào bài thay thế (aliases) hoặc vào content/redirects.csv; "
                "nếu thật sự muốn bỏ các trang này, chạy lại với --allow-lost.",
            )
        if options.dry_run:
            say(f"Chạy thử: chưa đăng gì lên “{name}”.")
            return 0
        if not live.name and not options.yes and not sure(name, place):
            say("Chưa đăng gì.")
            return 1
        with held_there(storage, to, options.steal):
            release = deliver(place, prepared, changes, live, progress)
        where = f": {place.target.url}" if place.target.url else ""
        say(f"Đã đăng lên “{name}”{where} (bản {release}). Trở lại: {COMMAND} rollback")
        if not place.target.url:
            say("Chưa khai báo url nên không đọc lại được trang từ máy chủ.")
        return 0


@contextmanager
def resting_when_locked(due: bool) -> Iterator[None]:
    """The timer leaves the work to whoever is at it."""
    try:
        yield
    except TargetLocked:
        if due:
            raise NothingToDo from None
        raise


def rollback(release: str = "", name: str = "", settings_file: Path = PUBLISHED_SETTINGS) -> int:
    """Makes an older release live: the one before, or the one named; returns the exit code."""
    return told(lambda: _rollback(release, name, settings_file))


def _rollback(release: str, name: str, settings_file: Path) -> int:
    name, place = find(name, settings_file)
    storage = place.storage
    with held_here(place.target.to), held_there(storage, place.target.to):
        live = live_name(storage)
        to = read_release(storage, choose_release(names_of_releases(storage), live, release))
        step_back(place, read_release(storage, live), to)
        say(f"“{name}” đang dùng bản {to.name}. Hẹn giờ tạm dừng cho tới lần đăng sau.")
        settle(place, to.name)
    if wrong := answers_as(place, to):
        complain(f"Cảnh báo: đã chuyển bản, nhưng {wrong}.")
        return 1
    return 0


def releases(name: str = "", settings_file: Path = PUBLISHED_SETTINGS) -> int:
    """Lists what is on the target; returns the exit code."""
    return told(lambda: _releases(name, settings_file))


def _releases(name: str, settings_file: Path) -> int:
    _, place = find(name, settings_file)
    names = names_of_releases(place.storage)
    say(listing((read_release(place.storage, each) for each in names), live_name(place.storage)))
    return 0


def find(name: str, settings_file: Path) -> tuple[str, Place]:
    """The target of this name as publishconf.py declares it."""
    os.umask(WORLD_READABLE)  # the web server is another user
    publishing = read_publishing(load_settings(settings_file, {}))
    name, target = choose_target(publishing, name)
    return name, Place(target, *open_storage(target))


def choose_release(names: list[str], live: str, wanted: str) -> str:
    """The one before the live one, or the one whose name begins so. Raises PublishRefused."""
    if not live:
        raise PublishRefused("Chưa có bản đăng nào để trở lại.")
    if not wanted:
        older = [name for name in names if name < live]
        if not older:
            raise PublishRefused(f"Không có bản nào cũ hơn bản đang dùng ({live}).")
        return older[-1]
    found = [name for name in names if name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(wanted, names, n=1) if not found else found[:1]
    hint = f" Có phải là “{near[0]}”?" if near else ""
    raise PublishRefused(f"Không có bản nào tên “{wanted}”.{hint} Xem: {COMMAND} releases")


def sure(name: str, place: Place) -> bool:
    """Asked before the first publication of a target; nobody there means no."""
    url = f", đọc ở {place.target.url}" if place.target.url else ""
    try:
        answer = input(f"Lần đầu đăng lên “{name}” ({place.target.to}{url}). Đăng? (c/k) ")
    except EOFError:
        say("")
        return False
    return answer.strip().casefold() in YES


def told(work: Callable[[], int]) -> int:
    """Whatever stops `work` becomes a sentence and an exit code."""
    try:
        return work()
    except (PublishRefused, BuildFailed, WrongSetting) as failure:
        complain(str(failure))
    except KeyboardInterrupt:
        complain("\nĐã dừng; trang đang dùng vẫn là bản trước.")
        return STOPPED
    except OSError as failure:
        complain(sentence_of(failure))
    return 1


def sentence_of(failure: OSError) -> str:
    place = failure.filename2 or failure.filename or ""
    if is_out_of_space(failure):
        return f"Hết chỗ trên đĩa của nơi đăng ({place}); trang cũ vẫn nguyên. Hãy xóa bớt tệp."
    if failure.errno == errno.EROFS:
        return f"Đĩa của nơi đăng chỉ cho đọc, không ghi được ({place}); trang cũ vẫn nguyên."
    if failure.errno in (errno.EACCES, errno.EPERM):
        return f"Không có quyền ghi vào {place}; trang cũ vẫn nguyên."
    return f"Không đọc hay ghi được {place} ({failure.strerror or failure}); trang cũ vẫn nguyên."


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="One command in a process of its own, for tests.")
    parser.add_argument("command", choices=("publish", "rollback", "releases"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--settings", type=Path, default=PUBLISHED_SETTINGS)
    parser.add_argument("--target", default="")
    for option in ("yes", "dry-run", "due", "lost", "steal"):
        parser.add_argument(f"--{option}", action="store_true")
    given = parser.parse_args(arguments)
    if given.command == "rollback":
        return rollback(given.name, given.target, given.settings)
    if given.command == "releases":
        return releases(given.name, given.settings)
    spare_collection()
    options = Options(given.yes, given.dry_run, given.due, given.lost, given.steal)
    return publish(given.name, options, given.settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
