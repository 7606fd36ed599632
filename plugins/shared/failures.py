"""An error of the software that comes up at an article names that article, not the whole site."""

from __future__ import annotations

from plugins.shared.failure_log import in_short, record, send
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


class PageError(Exception):
    """What came up for the article at this address; its cause says what."""

    def __init__(self, address: str) -> None:
        super().__init__(f"at {address}")
        self.address = address


def failure_problem(path: str, doing: str, cause: Exception) -> Problem:
    """Recorded, and told of `path` in one sentence.

    doing: a verb in the language of messages (`kiểm tra`, `check`).
    """
    send_it = send(record(cause, path))
    if isinstance(cause, RecursionError):
        sentence = gettext(
            "không {doing} được vì bài có danh sách, trích dẫn hay thẻ HTML lồng nhau quá sâu.",
            doing=doing,
        )
        remedy = gettext(
            "bỏ bớt các mức lồng nhau; nếu không thấy chỗ nào, {send_it}, kèm bài này.",
            send_it=send_it,
        )
    elif isinstance(cause, MemoryError):
        sentence = gettext("không {doing} được vì máy không đủ bộ nhớ cho bài này.", doing=doing)
        remedy = gettext("tách bài thành nhiều bài ngắn hơn.")
    else:
        sentence = gettext(
            "phần mềm gặp lỗi khi {doing} bài này ({cause}).", doing=doing, cause=in_short(cause)
        )
        remedy = gettext("{send_it}, kèm bài này.", send_it=send_it)
    return Problem(path, 1, 1, "error", sentence, remedy)
