"""What in content/ is no file of its own is named: nobody reads it, and nobody would know why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.checks.site import Site
from plugins.shared.content import PathFault
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

SENTENCES: Mapping[PathFault, tuple[str, str]] = {
    "outside": (
        gettext_noop(
            "đây chỉ là lối tắt (symlink) ra ngoài thư mục content/; máy không đọc, không đăng gì "
            "qua đó."
        ),
        gettext_noop("xóa lối tắt, chép chính tệp hoặc thư mục cần đăng vào đây."),
    ),
    "folder": (
        gettext_noop(
            "đây chỉ là lối tắt (symlink) tới một thư mục; máy không đọc, không đăng gì qua đó."
        ),
        gettext_noop("xóa lối tắt; bài, ảnh, tệp để ở một chỗ rồi ghi đường dẫn tới chỗ ấy."),
    ),
    "nowhere": (
        gettext_noop("đây chỉ là lối tắt (symlink) tới một tệp không còn."),
        gettext_noop("xóa lối tắt, chép chính tệp cần đăng vào đây."),
    ),
    "loop": (
        gettext_noop("đây chỉ là lối tắt (symlink) dẫn vòng tròn, không tới tệp nào."),
        gettext_noop("xóa lối tắt."),
    ),
    "special": (
        gettext_noop(
            "đây không phải là tệp thường (mà là ống dẫn, cổng nối hoặc thiết bị của máy)."
        ),
        gettext_noop("xóa đi, chép chính tệp cần đăng vào đây."),
    ),
}


def check(site: Site) -> Iterator[Problem]:
    """Links, pipes, devices and folders without an end."""
    for path, fault in site.tree.odd:
        sentence, remedy = SENTENCES[fault]
        yield Problem(f"{site.name}/{path}", 1, 1, "error", gettext(sentence), gettext(remedy))
