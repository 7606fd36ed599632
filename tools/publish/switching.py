"""Whatever stops a publication, readers have a whole release, and the publisher hears which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext, gettext_noop
from tools.publish.errors import LiveUnknownError, PublishError, UnfinishedError
from tools.publish.releases import FOLDER, INCOMING, LIVE, SWITCHING, Release, live_name, switch
from tools.publish.reporting import sentence_of
from tools.publish.storage import Storage

LATER = gettext_noop(
    "Bản {name} đã lên và bạn đọc đang thấy bản ấy, nhưng việc dọn dẹp sau "
    "đó còn dở: {why}. Hãy chạy lại {command} {again} để làm nốt."
)


def is_unfinished(storage: Storage) -> bool:
    """A release went live, or was to, and the publisher did not come to the end of `confirm`."""
    return storage.read(SWITCHING) is not None


@contextmanager
def left_for_later(name: str, again: str = "publish") -> Iterator[None]:
    """Whatever stops the publisher from now on, `name` is what readers get.

    again: the command that does what is left.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise UnfinishedError(
            gettext(LATER, name=name, why=gettext("lệnh bị dừng"), command=COMMAND, again=again)
        ) from None
    except (OSError, PublishError) as cause:
        why = sentence_of(cause) if isinstance(cause, OSError) else str(cause)
        text = gettext(LATER, name=name, why=why.rstrip("."), command=COMMAND, again=again)
        raise UnfinishedError(text) from cause


@contextmanager
def undone(storage: Storage, name: str) -> Iterator[None]:
    """A release that cannot go live leaves nothing behind."""
    try:
        yield
    except BaseException:
        with suppress(OSError, PublishError):
            if live_name(storage) != name:
                storage.remove([INCOMING, f"{FOLDER}/{name}", SWITCHING])
        raise


@contextmanager
def stepping_back(storage: Storage, live: Release, new: str) -> Iterator[None]:
    """Whatever goes wrong inside, also Ctrl-C: readers have the `live` release again.

    Raises LiveUnknownError where that cannot be done.
    """
    try:
        yield
    except BaseException as cause:
        with knowing_what_is_live(live.name, new, cause):
            _put_back(storage, live.name, new)
        raise


def _put_back(storage: Storage, old: str, new: str) -> None:
    """Only in the place of `new`: what is there may be somebody else's by now."""
    if live_name(storage) != new:
        return
    try:
        if old:
            switch(storage, old)
        else:
            storage.unpoint(LIVE)
    except (OSError, PublishError):
        if live_name(storage) == new:  # otherwise only the publisher's own command complained
            raise


@contextmanager
def knowing_what_is_live(
    old: str, new: str, cause: BaseException, again: str = "publish"
) -> Iterator[None]:
    """Inside the target is asked and told once more, after a switch that failed by `cause`.

    again: the command that does what is left.
    """
    try:
        yield
    except (OSError, PublishError):
        before = gettext("vẫn bản cũ ({old})", old=old) if old else gettext("chưa thấy gì")
        raise LiveUnknownError(
            gettext(
                "Mất kết nối đúng lúc chuyển sang bản {new}: chưa biết bạn đọc đã thấy "
                "bản ấy hay {before}. Có mạng lại thì gõ {command} releases để xem bản "
                "đang dùng, rồi {command} {again}: máy làm nốt việc còn dở.",
                new=new,
                before=before,
                command=COMMAND,
                again=again,
            )
        ) from cause
