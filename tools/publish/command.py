"""`publish`: what a publisher types, and every answer in Vietnamese."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext, gettext_noop
from tools.collection import disable_gc
from tools.console import complain, is_yes, say
from tools.failures import answered
from tools.file_lock import hold
from tools.places import PUBLISHED_SETTINGS
from tools.publish.approval import refuse_unapproved
from tools.publish.choosing import find_place, refuse_root
from tools.publish.delivery import Place, confirm, deliver, differences, sample_of
from tools.publish.errors import PublishError
from tools.publish.fetch import address_of, sends_policy
from tools.publish.history import History, history_file, read_history, write_history
from tools.publish.journal import BY_TIMER, note
from tools.publish.lines import Begun, Ended, Plan, lock_of, write_line
from tools.publish.lock import held_here, held_there
from tools.publish.manifest import Changes, changes_between
from tools.publish.older import REMEDY, WHAT
from tools.publish.origin import read_origin
from tools.publish.plan import plan_of, refuse_not_as_seen
from tools.publish.prepare import (
    Prepared,
    build_site,
    prepare,
    prove,
    refuse,
    root_of,
    site_of_settings,
)
from tools.publish.progress import Progress
from tools.publish.reading import known_digest
from tools.publish.releases import (
    digest_of,
    live_name,
    names_of_releases,
    read_release,
    refuse_dangling,
    refuse_foreign,
)
from tools.publish.reporting import reported
from tools.publish.rollback import releases, rollback
from tools.publish.summary import silent, summary
from tools.publish.switching import is_unfinished
from tools.publish.timer import NothingToDoError, rest, resting_when_locked
from tools.publish.verify import verify
from tools.settings_file import load_settings

NO_POLICY = gettext_noop(
    "Cảnh báo: {url} không gửi chính sách bảo mật của bản đăng: nơi đăng "
    "không đọc .htaccess hay _headers. Trang vẫn chạy; hỏi nơi thuê cách "
    "bật, hoặc chọn nơi khác (docs/van-hanh.md, “Đăng ở đâu thì hợp với cơ "
    "quan nào”)."
)


@dataclass(frozen=True)
class Options:
    """yes: no question; lost: pages may vanish; steal: another's lock is broken; older: texts that
    only the live release has may go; seen: sign of the plan that somebody has looked at, and no
    other is carried out.

    verify: compares what is there with what was published, mends it, publishes only if it must.
    who: for the journal, "" for the system's user.
    """

    yes: bool = False
    dry_run: bool = False
    due: bool = False
    lost: bool = False
    steal: bool = False
    older: bool = False
    verify: bool = False
    seen: str = ""
    who: str = ""


def publish(
    name: str = "",
    options: Options = Options(),
    settings_file: Path = PUBLISHED_SETTINGS,
    lines: Path | None = None,
) -> int:
    """Builds, checks, uploads, switches, fetches back; returns the exit code.

    lines: a file that gets what is done as data (lines.py).
    """
    progress = Progress(options.due, lines)
    if options.verify:
        return reported(lambda: _verify(name, options, settings_file))
    if not options.due:
        return reported(lambda: _publish(name, options, settings_file, progress), progress)
    # The timer asks every few minutes: only what it did, or could not do, goes into the journal.
    options = replace(options, who=BY_TIMER)
    heard = io.StringIO()
    with redirect_stdout(heard), redirect_stderr(heard):
        try:
            code = reported(lambda: _publish(name, options, settings_file, progress))
        except NothingToDoError:
            return 0
    say(heard.getvalue().rstrip())
    return code


def _publish(
    name: str,
    options: Options,
    settings_file: Path,
    progress: Progress,
    build: Callable[[], Prepared] | None = None,
) -> int:
    """build: gives what is to be published, where somebody has built it already."""
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    settings = load_settings(settings_file, {})
    content = Path(settings["PATH"])
    memory, to = history_file(content), place.target.to
    storage = place.storage
    site = site_of_settings(settings_file)
    # Nobody builds another one in its place meanwhile; who has built it already holds it too.
    held = nullcontext() if build else held_here(str(site))
    with resting_when_locked(options.due, datetime.now(UTC)), held_here(to), held:
        history = read_history(memory)
        refuse_foreign(storage)
        live_is = live_name(storage)
        names = names_of_releases(storage)
        refuse_dangling(live_is, names)
        if options.due:
            rest(storage, live_is, names, history.published.get(to, ""))
        if options.due:
            warnings = build_site(settings_file, progress)
            known = known_digest(site, root_of(settings), place.target.made_for)
            if known == digest_of(live_is) and not is_unfinished(storage):
                raise NothingToDoError
            prepared = replace(prove(settings_file, progress, place.target), warnings=warnings)
        else:
            prepared = build() if build else prepare(settings_file, progress, place.target)
        if not options.dry_run:
            storage.ready()
        progress.step("compare")
        live = read_release(storage, live_is)
        said = read_origin(storage, live.name)
        history = remember(memory, history.having(prepared.origin, said))
        changes = changes_between(live.manifest, prepared.manifest)
        plan = plan_of(name, place, prepared, live, said, changes, history, content)
        progress.tell(plan)
        refuse_not_as_seen(plan, options.seen)
        if plan.nothing_new:
            return _publish_nothing(plan, place, prepared, options, progress)
        say(summary(changes))
        if plan.shortfalls and (options.dry_run or not live.name):
            say("\n  ".join([gettext("Nên biết về nơi đăng này:"), *plan.shortfalls]))
        silently = [f"content/{it.file} ({it.address})" for it in plan.texts if it.silent]
        if silently:
            say(silent(silently))
        if not options.older:
            remedy = gettext(REMEDY, release=live.name, who=said.who or "?")
            refuse(plan.older, gettext(WHAT), remedy, "older")
        refuse_unapproved(settings, live, said, storage, prepared)
        if not options.lost:
            refuse(
                plan.lost,
                gettext("trang đã đăng nay không còn, địa chỉ cũ cũng không dẫn đi đâu"),
                gettext(
                    "Hãy thêm địa chỉ cũ vào bài thay thế (aliases) hoặc vào "
                    "content/redirects.csv; nếu thật sự muốn bỏ các trang này, chạy lại với "
                    "--allow-lost."
                ),
                "lost",
            )
        if options.dry_run:
            say(gettext("Chạy thử: chưa đăng gì lên “{name}”.", name=name))
            progress.tell(Ended("looked"))
            return 0
        if not live.name and not options.yes and not sure(name, place):
            say(gettext("Chưa đăng gì."))
            progress.tell(Ended("declined"))
            return 1
        new = replace(prepared, origin=prepared.origin.after(said))
        with held_there(storage, to, options.steal):
            release, done = deliver(place, new, changes, live, progress)
        note("publish", settings_file, name, release, live.name, options.who)
        remember(memory, replace(history, published={**history.published, to: release}))
        url = place.target.url
        compared = sample_of(new, changes) if url else []
        progress.tell(
            Ended(
                "published" if done else "old_addresses",
                release=release,
                url=url,
                compared=tuple(address_of(url, path) for path in compared),
            )
        )
        where = f": {url}" if url else ""
        say(
            gettext(
                "Đã đăng lên “{name}”{where} (bản {release}). Trở lại: {command} rollback",
                name=name,
                where=where,
                release=release,
                command=COMMAND,
            )
        )
        if not url:
            say(gettext("Chưa khai báo url nên không đọc lại được trang từ máy chủ."))
        elif place.target.kind in ("ftps", "upload") and not sends_policy(url):
            complain(gettext(NO_POLICY, url=url))
        return 0 if done else 1


def _publish_nothing(
    plan: Plan, place: Place, prepared: Prepared, options: Options, progress: Progress
) -> int:
    """All is live; but whoever published it may not have come to the end."""
    storage, live = place.storage, plan.live
    unfinished = is_unfinished(storage)
    if options.due and not unfinished:
        raise NothingToDoError
    if not options.dry_run:
        with held_there(storage, place.target.to, options.steal):
            if not confirm(place, live):
                progress.tell(Ended("old_addresses", release=live, url=plan.url))
                return 1
        if unfinished and (wrong := differences(place, prepared, Changes())):
            raise PublishError(
                gettext(
                    "Bản {live} đang dùng, nhưng {wrong}. Trở lại bản trước: {command} rollback",
                    live=live,
                    wrong=wrong,
                    command=COMMAND,
                )
            )
    say(
        gettext(
            "Không có gì mới: “{target}” đang dùng đúng bản này ({live}).",
            target=plan.target,
            live=live,
        )
    )
    progress.tell(Ended("nothing_new", release=live, url=plan.url))
    return 0


def remember(file: Path, history: History) -> History:
    """What cannot be noted stops nothing: it only makes a later publication ask more."""
    if history != read_history(file):
        try:
            write_history(file, history)
        except OSError as cause:
            complain(
                gettext(
                    "Cảnh báo: chưa ghi được {file} ({why}).",
                    file=file,
                    why=cause.strerror,
                )
            )
    return history


def _verify(name: str, options: Options, settings_file: Path) -> int:
    name, place = find_place(name, settings_file)
    refuse_root(place.target)
    build = cache(partial(prepare, settings_file, Progress(), place.target))
    options = replace(options, yes=True, due=False)
    anew = partial(_publish, name, options, settings_file, Progress(), build)
    with held_here(str(site_of_settings(settings_file))):
        return verify(place, options.dry_run, options.steal, build, anew)


def sure(name: str, place: Place) -> bool:
    """Asked before the first publication of a target; nobody there means no."""
    url = gettext(", đọc ở {url}", url=place.target.url) if place.target.url else ""
    try:
        answer = input(
            gettext(
                "Lần đầu đăng lên “{name}” ({to}{url}). Đăng? (c/k) ",
                name=name,
                to=place.target.to,
                url=url,
            )
        )
    except EOFError:
        say("")
        return False
    return is_yes(answer)


def main(arguments: list[str]) -> int:
    """What the desk starts; the exit code."""
    parser = argparse.ArgumentParser(description="One command for the desk, and for tests.")
    parser.add_argument("command", choices=("publish", "rollback", "releases"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--settings", type=Path, default=PUBLISHED_SETTINGS)
    parser.add_argument("--target", default="")
    parser.add_argument("--seen", default="")
    parser.add_argument("--who", default="")
    parser.add_argument("--lines", type=Path, help="held with its lock while the command works")
    for option in ("yes", "dry-run", "due", "lost", "steal", "older", "verify"):
        parser.add_argument(f"--{option}", action="store_true")
    given = parser.parse_args(arguments)
    lines: Path | None = given.lines
    if given.command == "releases":
        return releases(given.name, given.settings, lines)
    if lines:
        hold(lock_of(lines))  # as long as the process lives
        lines.unlink(missing_ok=True)
        target = given.target if given.command == "rollback" else given.name
        write_line(lines, Begun(given.command, target, datetime.now(UTC).isoformat()))
    if given.command == "rollback":
        return rollback(given.name, given.target, given.settings, given.steal, lines, given.who)
    disable_gc()
    options = Options(
        *(given.yes, given.dry_run, given.due, given.lost, given.steal, given.older, given.verify),
        given.seen,
        given.who,
    )
    return publish(given.name, options, given.settings, lines)


if __name__ == "__main__":
    sys.exit(answered(lambda: main(sys.argv[1:])))
