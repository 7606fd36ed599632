"""Whatever stops a publisher's command is said in one sentence, never as a traceback."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext
from tools import failures
from tools.console import complain
from tools.failures import is_out_of_space
from tools.places import PUBLISHED_SETTINGS, ROOT
from tools.publish.errors import NotBuiltError, PublishError, RefusedError
from tools.publish.lines import Ended
from tools.publish.progress import Progress
from tools.rights import no_right_to
from tools.settings_file import placed

STOPPED = 130


def reported(work: Callable[[], int], progress: Progress | None = None) -> int:
    """Whatever stops `work` becomes a sentence and an exit code; `progress` hears of it too."""
    try:
        return work()
    except PortalError as failure:
        text, ended = placed(str(failure), PUBLISHED_SETTINGS), _ended(failure)
    except KeyboardInterrupt:
        text, ended = gettext("\nĐã dừng; trang đang dùng vẫn là bản trước."), Ended("stopped")
    except OSError as failure:
        text = sentence_of(failure)
        ended = Ended("disk", text)
    complain(text)
    if progress:
        progress.tell(ended)
    return STOPPED if ended.outcome == "stopped" else 1


def _ended(failure: PortalError) -> Ended:
    said = placed(str(failure), PUBLISHED_SETTINGS)
    if isinstance(failure, RefusedError):
        return Ended(failure.outcome, failure.heading, failure.faults, failure.instead)
    if isinstance(failure, NotBuiltError):
        return Ended(failure.outcome, said, failure.faults)
    return Ended(failure.outcome if isinstance(failure, PublishError) else "settings", said)


def sentence_of(failure: OSError) -> str:
    """What the disk refused, in one sentence."""
    place = os.fsdecode(failure.filename2 or failure.filename or "")
    if is_out_of_space(failure):
        return gettext(
            "Hết chỗ trên đĩa của nơi đăng ({place}); trang cũ vẫn nguyên. Hãy xóa bớt tệp.",
            place=place,
        )
    if place and Path(place).is_relative_to(ROOT):
        return failures.sentence_of(failure)
    if failure.errno == errno.ENOENT and place:
        folder = Path(place).parent
        return gettext(
            "Nơi đăng không có thư mục {folder}: chưa đăng lần nào lên đây, hay đã đổi tên?",
            folder=folder,
        )
    if failure.errno == errno.EROFS:
        return gettext(
            "Đĩa của nơi đăng chỉ cho đọc, không ghi được ({place}); trang cũ vẫn nguyên.",
            place=place,
        )
    if failure.errno in (errno.EACCES, errno.EPERM):
        return f"{no_right_to(place)} " + gettext("Trang cũ vẫn nguyên.")
    return gettext(
        "Không đọc hay ghi được {place} ({why}); trang cũ vẫn nguyên.",
        place=place,
        why=failure.strerror or failure,
    )
