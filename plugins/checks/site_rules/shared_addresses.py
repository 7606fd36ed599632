"""Two files with one address would overwrite each other; no page lies where files or lists are."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.addresses import site_addresses
from plugins.checks.site import Site
from plugins.shared.file_kinds import FILE_FOLDERS
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

REMEDY = gettext_noop("đổi tên tệp, hoặc dòng “Đường dẫn” nếu có.")


def check(site: Site) -> Iterator[Problem]:
    """Files whose pages would have the same address."""
    lists = frozenset(site_addresses(site.schema, ()))
    for path, outline in site.outlines.items():
        if outline.address.strip("/") in FILE_FOLDERS:
            sentence = gettext(
                "địa chỉ /{address} dành riêng cho thư mục ảnh, tệp.", address=outline.address
            )
            yield Problem(path, 1, 1, "error", sentence, gettext(REMEDY))
        elif f"/{outline.address}" in lists:
            sentence = gettext(
                "địa chỉ /{address} dành riêng cho một trang danh sách.", address=outline.address
            )
            yield Problem(path, 1, 1, "error", sentence, gettext(REMEDY))
        first = site.addresses[outline.address]
        if first != path:
            yield Problem(
                path,
                1,
                1,
                "error",
                gettext(
                    "trùng địa chỉ /{address} với {first}.", address=outline.address, first=first
                ),
                gettext("đổi tên một trong hai tệp, hoặc dòng “Đường dẫn” của một bài."),
            )
