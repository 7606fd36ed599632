"""`publish`: what a publisher types, and every answer in Vietnamese."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.command import COMMAND
from tools.collection import spare_collection
from tools.console import say
from tools.places import PUBLISHED_SETTINGS, SCRATCH
from tools.publish.choosing import find_place, refuse_root
from tools.publish.delivery import Place, confirm, deliver, is_stepped_back
from tools.publish.lock import held_here, held_there
from tools.publish.manifest import changes_between
from tools.publish.prepare import lost_pages, prepare, refuse, silently_changed
from tools.publish.progress import Progress
from tools.publish.refusal import TargetLocked
from tools.publish.releases import live_name, read_release
from tools.publish.stepping import releases, rollback
from tools.publish.summary import silent, summary
from tools.publish.telling import told
from tools.publish.verify import verify

OUTPUTS = SCRATCH / "publish"
YES = ("c", "có", "co")


class NothingToDo(Exception):  # noqa: N818
    """The timer came for nothing."""


@dataclass(frozen=True)
class Options:
    """yes: no question; lost: pages may vanish; steal: another's lock is broken.

    verify: compares what is there with what was published, mends it, publishes only if it must.
    """

    yes: bool = False
    dry_run: bool = False
    due: bool = False
    lost: bool = False
    steal: bool = False
    verify: bool = False


def publish(
    name: str = "",
    options: Options = Options(),
    settings_file: Path = PUBLISHED_SETTINGS,
) -> int:
    """Builds, checks, uploads, switches, fetches back; returns the exit code."""
    if options.verify:
        return told(lambda: _verify(name, options, settings_file))
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
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    to = place.target.to
    progress = Progress(quiet=options.due)
    storage = place.storage
    with resting_when_locked(options.due), held_here(to):
        if options.due and (not live_name(storage) or is_stepped_back(storage)):
            raise NothingToDo
        prepared = prepare(settings_file, OUTPUTS / name, progress, place.target.server)
        if not options.dry_run:
            storage.ready()
        live = read_release(storage, live_name(storage))
        if prepared.manifest.digest == live.manifest.digest:
            if options.due:
                raise NothingToDo
            if not options.dry_run:
                with held_there(storage, to, options.steal):
                    confirm(place, live.name)
            say(f"Không có gì mới: “{name}” đang dùng đúng bản này ({live.name}).")
            return 0
        changes = changes_between(live.manifest, prepared.manifest)
        say(summary(changes))
        if warning := silent(silently_changed(live, storage, prepared)):
            say(warning)
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


def _verify(name: str, options: Options, settings_file: Path) -> int:
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    progress = Progress()
    return verify(
        place,
        options.dry_run,
        options.steal,
        lambda: prepare(settings_file, OUTPUTS / name, progress, place.target.server),
        lambda: _publish(name, replace(options, yes=True, due=False), settings_file),
    )


@contextmanager
def resting_when_locked(due: bool) -> Iterator[None]:
    """The timer leaves the work to whoever is at it."""
    try:
        yield
    except TargetLocked:
        if due:
            raise NothingToDo from None
        raise


def sure(name: str, place: Place) -> bool:
    """Asked before the first publication of a target; nobody there means no."""
    url = f", đọc ở {place.target.url}" if place.target.url else ""
    try:
        answer = input(f"Lần đầu đăng lên “{name}” ({place.target.to}{url}). Đăng? (c/k) ")
    except EOFError:
        say("")
        return False
    return answer.strip().casefold() in YES


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="One command in a process of its own, for tests.")
    parser.add_argument("command", choices=("publish", "rollback", "releases"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--settings", type=Path, default=PUBLISHED_SETTINGS)
    parser.add_argument("--target", default="")
    for option in ("yes", "dry-run", "due", "lost", "steal", "verify"):
        parser.add_argument(f"--{option}", action="store_true")
    given = parser.parse_args(arguments)
    if given.command == "rollback":
        return rollback(given.name, given.target, given.settings)
    if given.command == "releases":
        return releases(given.name, given.settings)
    spare_collection()
    options = Options(given.yes, given.dry_run, given.due, given.lost, given.steal, given.verify)
    return publish(given.name, options, given.settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
