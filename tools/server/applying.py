"""The web server takes what the publisher asks for, or goes on as before and says why.

Root's part: reads the publisher's data as data, renders it through root's templates with root's
facts, tests the file before it is in place, and puts the file before back where the server does not
take it. A kill at any moment leaves one that was tested.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.shared.messages import gettext
from tools.server.answering import serves
from tools.server.errors import ServerConfigError
from tools.server.facts import ServerFacts
from tools.server.moved import Moved
from tools.server.reading import read_as
from tools.server.site import RENDERERS, Site, facts_of, refuse_loose
from tools.server.status import NAME, Status, put, read_status, write_status
from tools.server.wanted import MOST_BYTES, Wanted, digest_of, mark_of, read_wanted

# The server reads its own whole configuration, with the new file seen in the old one's place.
IN_ITS_PLACE = ("/usr/bin/unshare", "--mount", "/bin/sh", "-c",
                'mount --bind "$1.new" "$1" && shift && exec "$@"', "sh")  # fmt: skip
TESTS = {
    "nginx": ("/usr/sbin/nginx", "-t", "-q"),
    "caddy": ("/usr/bin/caddy", "validate", "--config", "/etc/caddy/Caddyfile",
              "--adapter", "caddyfile"),
}  # fmt: skip
RELOAD = ("/usr/bin/systemctl", "reload")
# A table made to fill nginx's buckets badly takes minutes; an honest one of 100,000 a few seconds.
SECONDS = 60.0
LONGEST_MESSAGE = 400
EMERGENCY = re.compile(r"\[emerg\] (?:\d+#\d+: )?(.+)")


def apply(site: Site) -> Status:
    """The answer, which TARGET's publisher can read too. Raises ServerConfigError where root's own
    folder is not in order."""
    state = Path(site.state)
    with _alone(state):
        before = read_status(_there(state / NAME))
        made = _rendered(site, before.taken)
        after = replace(before, wanted=made.wanted, message=made.message)
        if not made.message:
            after = _taken(site, after, made)
        if after != before:
            after = replace(after, count=before.count + 1)
            write_status(state, after)
        return after


def check(site: Site) -> str:
    """Why `apply` would refuse; empty when it would not. Nothing is changed."""
    with _alone(Path(site.state)):
        made = _rendered(site, read_status(_there(Path(site.state, NAME))).taken)
        return made.message or _fault(site, made.text)


@dataclass(frozen=True)
class _Rendered:
    """wanted: digest of the data; message: why there is no text.
    mark: an address that leads on only where a server has taken exactly this text."""

    wanted: str = ""
    message: str = ""
    text: bytes = b""
    mark: str = ""


def _rendered(site: Site, taken: str) -> _Rendered:
    """taken: digest of the data in force. Where the disk is not mounted yet, they stay in force."""
    digest = ""
    try:
        data = read_as(site.user, site.data, MOST_BYTES)
        if data is None and taken:
            raise ServerConfigError(gettext("{data} không còn", data=site.data))
        digest = "" if data is None else digest_of(data)
        facts = facts_of(site, read_wanted(data), digest)
        # Root's facts may change while the data don't: a mark for both.
        mark = mark_of(digest_of(_text(site, facts)))
        text = _text(site, replace(facts, moved=(*facts.moved, Moved(mark, "", "/"))))
    except ServerConfigError as refusal:
        return _Rendered(digest, str(refusal))
    return _Rendered(digest, "", text, mark)


def _text(site: Site, facts: ServerFacts) -> bytes:
    return RENDERERS[site.server](facts).encode("utf-8", "surrogateescape")


def _taken(site: Site, asked: Status, made: _Rendered) -> Status:
    applied = digest_of(made.text)
    old = _there(site.file)
    if applied == asked.applied and made.text == old:
        return asked
    if message := _fault(site, made.text):
        return replace(asked, message=message)
    put(site.file, made.text)
    if message := _reloaded(site, made.mark):
        # An empty file is one that both servers can read.
        put(site.file, old or b"")
        _run(_reload_of(site))
        return replace(asked, message=message)
    return replace(asked, applied=applied, taken=asked.wanted)


def _fault(site: Site, text: bytes) -> str:
    """What the server says against a file of this text; empty when it would take it."""
    fresh = site.file.with_name(site.file.name + ".new")
    if not site.file.exists():
        put(site.file, b"")
    put(fresh, text)
    try:
        command = site.test or (*IN_ITS_PLACE, str(site.file), *TESTS[site.server])
        complaint = _run(command)
    finally:
        fresh.unlink()
    return complaint and gettext(
        "{server} không nhận cấu hình mới ({complaint})", server=site.server, complaint=complaint
    )


def _reloaded(site: Site, mark: str) -> str:
    """Why the server does not run with what is in place; empty when it does."""
    if complaint := _run(_reload_of(site)):
        return gettext(
            "{server} không nạp lại được ({complaint})", server=site.server, complaint=complaint
        )
    # Caddy's command tells; nginx' only sends a signal, and the server may still refuse.
    if site.server == "nginx" and not serves(facts_of(site, Wanted(), ""), mark):
        return gettext(
            "nginx không dùng cấu hình mới: có thể chương trình khác giữ cổng, hoặc "
            "sites-enabled/portal.conf chưa dẫn tới tệp này. Xem journalctl -u nginx "
            "và /var/log/nginx/error.log"
        )
    return ""


def _reload_of(site: Site) -> Sequence[str]:
    return site.reload or (*RELOAD, f"{site.server}.service")


def _run(command: Sequence[str]) -> str:
    """What it complained of, in one line; empty when it succeeded."""
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return gettext("quá {seconds:.0f} giây chưa xong", seconds=SECONDS)
    except OSError as cause:
        return f"{command[0]}: {cause.strerror}"
    if ended.returncode == 0:
        return ""
    lines = (ended.stderr.strip() or ended.stdout.strip()).splitlines()
    # nginx puts the time before, and numbers of its own.
    worst = [found[1] for line in lines if (found := EMERGENCY.search(line))] or lines[-1:]
    said = " ".join(worst) or gettext("mã lỗi {code}", code=ended.returncode)
    return "".join(letter if letter.isprintable() else " " for letter in said)[:LONGEST_MESSAGE]


def _there(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """By hand and by systemd at once, they go one after the other."""
    import fcntl  # Windows has none

    state.mkdir(mode=0o755, exist_ok=True)
    refuse_loose(state)
    handle = os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
