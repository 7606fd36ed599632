"""The web server allows a release's pages before the first reader can ask for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plugins.shared.messages import gettext
from tools.publish.errors import LiveUnknownError, PublishError, TargetUnreachableError
from tools.publish.fetch import ask_for_mark
from tools.publish.moving import between
from tools.publish.releases import Release
from tools.publish.server_facts import moved_of, wanted_of
from tools.publish.storage import Storage
from tools.publish.targets import Target
from tools.server.errors import ServerConfigError
from tools.server.policy import InlineCode
from tools.server.status import read_status
from tools.server.wanted import FILE, Wanted, mark_of

# systemd's path unit tests and reloads the server; a busy machine takes its time.
PATIENCE = 30.0
# nginx lets the processes with the older configuration answer 100 ms longer (ngx_reconfigure); on a
# busy machine, which gets to them late, it is more.
OVERLAP = 0.5
# A release that is wrong is taken back, even where the server does not listen.
PATIENCE_BACK = 5.0
PAUSE = 0.1
# Root's answer is a connection of its own where the target is another machine.
ASKED_ABOUT = 1.0


@contextmanager
def allowed(
    storage: Storage, target: Target, live: Release, to: Release, code: InlineCode
) -> Iterator[None]:
    """As `allow`; whatever goes wrong inside, what was asked for before is asked for again, unless
    nobody knows which release is live by then."""
    if not target.asks_server:
        yield
        return
    before = storage.read(FILE)
    allow(storage, target, live, to, code)
    try:
        yield
    except LiveUnknownError:  # `to` may be what readers have: its pages stay allowed
        raise
    except BaseException:
        _take_back(storage, target, before)
        raise


def allow(
    storage: Storage,
    target: Target,
    live: Release,
    to: Release,
    code: InlineCode | None = None,
    patience: float = PATIENCE,
) -> None:
    """Returns once the server sends a policy for `to` and all other releases that are kept.

    Old addresses lead by then to what both `live` and `to` have. code: of the pages of `to`, if
    it was not allowed before. Raises PublishError, and then asks for what was before.
    """
    before = storage.read(FILE)
    try:
        new = {to.name: code.policy} if code else {}
        tables = moved_of(storage, live.name), moved_of(storage, to.name)
        moved = between(*tables, live.manifest.files, to.manifest.files)
        _take(storage, target, wanted_of(storage, moved, new), patience)
    except BaseException as refusal:
        _take_back(storage, target, before)
        if isinstance(refusal, ServerConfigError | PublishError):
            raise PublishError(gettext("Chưa đăng: {refusal}", refusal=refusal)) from refusal
        raise


def lead_on(storage: Storage, target: Target, live: str) -> None:
    """Old addresses lead where the release that is live by now has its pages.

    Returns once the server does it. Raises PublishError.
    """
    try:
        _take(storage, target, wanted_of(storage, moved_of(storage, live), {}), PATIENCE)
    except ServerConfigError as refusal:
        raise PublishError(str(refusal)) from refusal


def _take(storage: Storage, target: Target, wanted: Wanted, patience: float) -> None:
    """The mark that is waited for names all that is asked for, and no server has it that has not
    taken just this."""
    mark = mark_of(wanted.digest)
    # A publisher that was killed may have asked for it and not come to this.
    if storage.read(FILE) == wanted.data and ask_for_mark(target.url, mark) == "":
        return
    answered = storage.read(target.status)
    for _ in range(2):
        # systemd overlooks what changes while it still reloads the server for the last change: then
        # it hears of a new file with the same bytes.
        storage.write(FILE, wanted.data)
        _reload(storage, target)
        if reason := _wait(storage, target, wanted, answered, patience / 2):
            continue
        time.sleep(OVERLAP)
        return
    raise PublishError(
        gettext(
            "sau {patience:.0f} giây, máy chủ ở {url} {reason}. Xem, bằng root: "
            "“systemctl status portal-reload.path” và “journalctl -u portal-reload” "
            "(hay lệnh reload trong publishconf.py).",
            patience=patience,
            url=target.url,
            reason=reason,
        )
    )


def _wait(
    storage: Storage, target: Target, wanted: Wanted, answered: bytes | None, patience: float
) -> str:
    """Empty once the server has taken it, or why it seems not to have; raises PublishError where
    root's renderer says so."""
    end = time.monotonic() + patience
    ask_again = time.monotonic()
    while reason := ask_for_mark(target.url, mark_of(wanted.digest)):
        now = time.monotonic()
        if now >= ask_again:
            ask_again = now + ASKED_ABOUT
            answer = storage.read(target.status)
            status = read_status(answer)
            if answer != answered and status.message and status.wanted in ("", wanted.digest):
                raise PublishError(
                    gettext(
                        "máy chủ web vẫn dùng cấu hình cũ: {message}. Sửa /etc/portal/site.toml "
                        "hay máy chủ, bằng root, rồi đăng lại.",
                        message=status.message,
                    )
                )
        if now > end:
            return reason
        time.sleep(PAUSE)
    return ""


def _reload(storage: Storage, target: Target) -> None:
    if target.reload and (complaint := storage.run(target.reload)):
        raise PublishError(
            gettext(
                "Lệnh reload “{command}” báo lỗi: {complaint}",
                command=target.reload,
                complaint=complaint,
            )
        )


def _take_back(storage: Storage, target: Target, before: bytes | None) -> None:
    """Nobody waits for it: the policy is only wider meanwhile than it has to be."""
    with suppress(OSError, TargetUnreachableError, PublishError):
        if storage.read(FILE) == before:
            return
        if before is None:
            storage.remove([FILE])
        else:
            storage.write(FILE, before)
        _reload(storage, target)
