"""What a publisher reads about releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from plugins.shared.messages import gettext
from tools.publish.lines import ReleaseRow
from tools.publish.manifest import INDEX, Changes

MOST_NAMED = 10


def summary(changes: Changes) -> str:
    """How many pages are new, changed and removed, and the first of them by name."""
    named = list(_named(changes))
    lines = [
        gettext(
            "Thay đổi: {new} trang mới, {changed} trang sửa, {removed} trang bỏ, "
            "{others} tệp khác.",
            new=len(changes.new),
            changed=len(changes.changed),
            removed=len(changes.removed),
            others=changes.others,
        )
    ]
    lines += named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        lines.append(gettext("  … và {count} trang nữa.", count=len(named) - MOST_NAMED))
    return "\n".join(lines)


def silent(articles: Sequence[str]) -> str:
    """The warning about articles that changed without telling the reader; empty for none."""
    if not articles:
        return ""
    lines = [
        gettext(
            "Cảnh báo: {count} bài đã đăng nay đổi nội dung mà không nói với bạn đọc:",
            count=len(articles),
        ),
        *(f"  {article}" for article in articles[:MOST_NAMED]),
    ]
    if len(articles) > MOST_NAMED:
        lines.append(gettext("  … và {count} bài nữa.", count=len(articles) - MOST_NAMED))
    return "\n".join(
        [
            *lines,
            gettext(
                "Thêm vào phần đầu bài. Sửa điều sai: Đính chính: ngày | điều đã viết "
                "sai | điều đúng"
            ),
            gettext(
                "Sửa lỗi gõ, thêm ý nhỏ: Sửa nhỏ: có (có từ lần trước thì thêm Cập nhật: ngày sửa)"
            ),
        ]
    )


def listing(rows: Sequence[ReleaseRow]) -> str:
    """What `releases` prints."""
    lines = [_line(row) for row in rows]
    return "\n".join(lines) if lines else gettext("Chưa có bản đăng nào.")


def _named(changes: Changes) -> Iterator[str]:
    kinds = (
        (gettext("mới"), changes.new),
        (gettext("sửa"), changes.changed),
        (gettext("bỏ"), changes.removed),
    )
    for kind, paths in kinds:
        for path in paths:
            yield f"  {kind}: /{path.removesuffix(INDEX)}"


def _line(row: ReleaseRow) -> str:
    when = f"{datetime.fromisoformat(row.moment).astimezone():%H:%M:%S %d/%m/%Y}"
    mark, note = ("→", gettext("  (đang dùng)")) if row.live else (" ", "")
    counts = gettext(
        "mới {new}, sửa {changed}, bỏ {removed}",
        new=row.new,
        changed=row.changed,
        removed=row.removed,
    )
    return f"{mark} {row.name}  {when}  {counts}{note}"
