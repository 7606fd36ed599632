"""Every picture, attachment and file that an article names is there, under exactly that name, and
of a kind that is published."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.rules.local_paths import BACKSLASH, LOCAL
from plugins.checks.site import Site
from plugins.links.files import ARTICLE_SUFFIX
from plugins.links.published import refusal
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem


def check(site: Site) -> Iterator[Problem]:
    """Pictures and files that are named and are not there."""
    for link in site.links:
        path = link.target.path
        if link.target.kind == "article" and link.kind != "link":
            sentence = gettext("“{path}” là một bài, không phải ảnh hay tệp để tải về.", path=path)
            remedy = gettext("đặt liên kết tới bài đó trong thân bài.")
        elif link.target.kind == "file" and (refused := refusal(path, link.kind)):
            sentence, remedy = refused
        elif link.target.kind == "missing" and not (
            link.kind == "link" and path.endswith(ARTICLE_SUFFIX)  # article_links.py's
        ):
            if LOCAL.match(link.typed) or BACKSLASH.search(link.typed):
                continue  # rules/local_paths.py says more
            address = f"/{path.strip('/')}/"
            if link.kind == "link" and address in site.known_addresses:
                sentence = gettext("không tìm thấy “{path}” trong thư mục content/.", path=path)
                remedy = gettext(
                    "địa chỉ của trang bắt đầu bằng dấu /, ghi: {address}", address=address
                )
            else:
                sentence, remedy = site.targets.why_missing(path, site.folder_of(link.path))
        else:
            continue
        yield Problem(link.path, link.line, link.column, "error", sentence, remedy)
