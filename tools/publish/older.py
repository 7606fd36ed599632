"""A publisher whose texts are older than what readers have hears which, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.shared.messages import gettext, gettext_noop
from tools.publish.history import History, committed_texts, unknown_texts
from tools.publish.origin import ABOVE, GONE, Origin
from tools.publish.prepare import Prepared

if TYPE_CHECKING:
    from plugins.changes import WordingEntry

WHAT = gettext_noop("chỗ bạn đọc đang thấy lời mà máy này chưa từng có, đăng lên là mất")
REMEDY = gettext_noop(
    "Bản đang dùng ({release}) do {who} đăng. Hãy lấy nội dung mới nhất về "
    "máy này (git pull, hay chép content/ từ máy ấy) rồi chạy lại; nếu thật "
    "sự muốn bạn đọc thấy lời ở máy này, thêm --allow-older."
)


def older_texts(
    said: Origin, table: str, prepared: Prepared, history: History, content: Path
) -> list[str]:
    """A sentence for each text of the live release that this clone never had.

    said: the texts that the live release was made from; table: of what its articles say (may be
    empty); content: the folder with this clone's.
    """
    mine = prepared.origin
    if not mine.files:  # a site without a table of what its articles say
        return []
    paths = unknown_texts(said, mine, history.texts, lambda: committed_texts(content))
    return _losses(paths, said, table, prepared) if paths else []


def _losses(paths: Sequence[str], said: Origin, table: str, prepared: Prepared) -> list[str]:
    from plugins.changes import FILE  # as in prepare.py

    before = _by_file(table)
    after = _by_file(prepared.files[FILE].read_text("utf-8"))
    return [
        _loss(path, before.get(path), after.get(path), said.files[path] == GONE, prepared)
        for path in paths
    ]


def _by_file(table: str) -> Mapping[str, WordingEntry]:
    from plugins.changes import read_rows

    return {row.file: row for row in read_rows(table).values()}


def _loss(
    path: str, old: WordingEntry | None, new: WordingEntry | None, is_gone: bool, prepared: Prepared
) -> str:
    name = path.removeprefix(ABOVE) if path.startswith(ABOVE) else f"content/{path}"
    where = f" ({prepared.root}/{old.address})" if old else ""
    if path not in prepared.origin.files:
        return gettext(
            "{name}{where}: ở đây không có, bạn đọc sẽ không thấy nữa", name=name, where=where
        )
    if is_gone:
        return gettext("{name}: đã được gỡ khỏi trang, ở đây vẫn còn", name=name)
    if old and new and new.notes < old.notes:
        return gettext(
            "{name}{where}: sẽ mất đính chính hay câu trả lời đã thêm", name=name, where=where
        )
    return gettext("{name}{where}: lời ở đây khác", name=name, where=where)
