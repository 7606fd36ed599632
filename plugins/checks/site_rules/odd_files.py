"""What in content/ is no file of its own is named: nobody reads it, and nobody would know why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.checks.site import Site
from plugins.shared.content import PathFault
from plugins.shared.problems import Problem

SHORTCUT = "đây chỉ là lối tắt (symlink)"
SENTENCES: Mapping[PathFault, tuple[str, str]] = {
    "outside": (
        f"{SHORTCUT} ra ngoài thư mục content/; máy không đọc, không đăng gì qua đó.",
        "xóa lối tắt, chép chính tệp hoặc thư mục cần đăng vào đây.",
    ),
    "folder": (
        f"{SHORTCUT} tới một thư mục; máy không đọc, không đăng gì qua đó.",
        "xóa lối tắt; bài, ảnh, tệp để ở một chỗ rồi ghi đường dẫn tới chỗ ấy.",
    ),
    "nowhere": (
        f"{SHORTCUT} tới một tệp không còn.",
        "xóa lối tắt, chép chính tệp cần đăng vào đây.",
    ),
    "loop": (f"{SHORTCUT} dẫn vòng tròn, không tới tệp nào.", "xóa lối tắt."),
    "special": (
        "đây không phải là tệp thường (mà là ống dẫn, cổng nối hoặc thiết bị của máy).",
        "xóa đi, chép chính tệp cần đăng vào đây.",
    ),
}


def check(site: Site) -> Iterator[Problem]:
    for path, fault in site.tree.odd:
        yield Problem(f"{site.name}/{path}", 1, 1, "error", *SENTENCES[fault])
