"""A translation leads to what it is one of; without an original no list would lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.site import Site
from plugins.frontmatter.addresses import original_of
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    others = site.schema.languages[1:]
    for path, outline in site.outlines.items():
        original = original_of(outline.address, others)
        if original and original not in site.addresses:
            language = outline.address.partition("/")[0]
            yield Problem(
                path,
                1,
                1,
                "error",
                gettext(
                    "bản dịch này (“{language}”) không có bản gốc ở địa chỉ /{original}, nên không "
                    "danh sách nào dẫn tới nó.",
                    language=language,
                    original=original,
                ),
                gettext(
                    "đặt tên tệp như bản gốc (và, nếu là bài viết, cùng mục, cùng tháng); nếu đây "
                    "là bài gốc thì xóa dòng “Ngôn ngữ”."
                ),
            )
