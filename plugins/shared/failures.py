"""An error of the software that comes up at an article names that article, not the whole site."""

from __future__ import annotations

from plugins.shared.failure_log import in_short, record, send
from plugins.shared.problems import Problem

TOO_DEEP = "bài có danh sách, trích dẫn hay thẻ HTML lồng nhau quá sâu"
TOO_BIG = "máy không đủ bộ nhớ cho bài này"


class PageError(Exception):
    """What came up for the article at this address; its cause says what."""

    def __init__(self, address: str) -> None:
        super().__init__(f"at {address}")
        self.address = address


def failure_problem(path: str, doing: str, cause: Exception) -> Problem:
    """Recorded, and told of `path` in one sentence. doing: a Vietnamese verb (`kiểm tra`)."""
    send_it = send(record(cause, path))
    if isinstance(cause, RecursionError):
        sentence = f"không {doing} được vì {TOO_DEEP}."
        remedy = f"bỏ bớt các mức lồng nhau; nếu không thấy chỗ nào, {send_it}, kèm bài này."
    elif isinstance(cause, MemoryError):
        sentence, remedy = f"không {doing} được vì {TOO_BIG}.", "tách bài thành nhiều bài ngắn hơn."
    else:
        sentence = f"phần mềm gặp lỗi khi {doing} bài này ({in_short(cause)})."
        remedy = f"{send_it}, kèm bài này."
    return Problem(path, 1, 1, "error", sentence, remedy)
