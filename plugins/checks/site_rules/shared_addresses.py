"""Two files with one address would overwrite each other; no page lies where files or lists are."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.addresses import site_addresses
from plugins.checks.site import Site
from plugins.shared.file_kinds import FILE_FOLDERS
from plugins.shared.problems import Problem

REMEDY = "đổi tên tệp, hoặc dòng “Đường dẫn” nếu có."


def check(site: Site) -> Iterator[Problem]:
    lists = frozenset(site_addresses(site.schema, ()))
    for path, outline in site.outlines.items():
        if outline.address.strip("/") in FILE_FOLDERS:
            sentence = f"địa chỉ /{outline.address} dành riêng cho thư mục ảnh, tệp."
            yield Problem(path, 1, 1, "error", sentence, REMEDY)
        elif f"/{outline.address}" in lists:
            sentence = f"địa chỉ /{outline.address} dành riêng cho một trang danh sách."
            yield Problem(path, 1, 1, "error", sentence, REMEDY)
        first = site.addresses[outline.address]
        if first != path:
            yield Problem(
                path,
                1,
                1,
                "error",
                f"trùng địa chỉ /{outline.address} với {first}.",
                "đổi tên một trong hai tệp, hoặc dòng “Đường dẫn” của một bài.",
            )
