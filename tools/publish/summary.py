"""What a publisher reads about releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tools.publish.lines import ReleaseRow
from tools.publish.manifest import INDEX, Changes

MOST_NAMED = 10


def summary(changes: Changes) -> str:
    """How many pages are new, changed and removed, and the first of them by name."""
    named = list(_named(changes))
    lines = [
        f"Thay đổi: {len(changes.new)} trang mới, {len(changes.changed)} trang sửa, "
        f"{len(changes.removed)} trang bỏ, {changes.others} tệp khác."
    ]
    lines += named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        lines.append(f"  … và {len(named) - MOST_NAMED} trang nữa.")
    return "\n".join(lines)


def silent(articles: Sequence[str]) -> str:
    """The warning about articles that changed without telling the reader; empty for none."""
    if not articles:
        return ""
    lines = [
        f"Cảnh báo: {len(articles)} bài đã đăng nay đổi nội dung mà không nói với bạn đọc:",
        *(f"  {article}" for article in articles[:MOST_NAMED]),
    ]
    if len(articles) > MOST_NAMED:
        lines.append(f"  … và {len(articles) - MOST_NAMED} bài nữa.")
    return "\n".join(
        [
            *lines,
            "Thêm vào phần đầu bài. Sửa điều sai: Đính chính: ngày | điều đã viết sai | điều đúng",
            "Sửa lỗi gõ, thêm ý nhỏ: Sửa nhỏ: có (có từ lần trước thì thêm Cập nhật: ngày sửa)",
        ]
    )


def listing(rows: Sequence[ReleaseRow]) -> str:
    lines = [_line(row) for row in rows]
    return "\n".join(lines) if lines else "Chưa có bản đăng nào."


def _named(changes: Changes) -> Iterator[str]:
    kinds = (("mới", changes.new), ("sửa", changes.changed), ("bỏ", changes.removed))
    for kind, paths in kinds:
        for path in paths:
            yield f"  {kind}: /{path.removesuffix(INDEX)}"


def _line(row: ReleaseRow) -> str:
    when = f"{datetime.fromisoformat(row.moment).astimezone():%H:%M:%S %d/%m/%Y}"
    mark, note = ("→", "  (đang dùng)") if row.live else (" ", "")
    counts = f"mới {row.new}, sửa {row.changed}, bỏ {row.removed}"
    return f"{mark} {row.name}  {when}  {counts}{note}"
