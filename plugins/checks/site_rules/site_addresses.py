"""A link to an address of our own site (`/gioi-thieu/`) leads to a page that will be there."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.checks.rules.local_paths import LOCAL
from plugins.checks.site import Link, Site
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

# Written by other parts of the build, under names that change.
OTHERS = ("/theme/",)


def check(site: Site) -> Iterator[Problem]:
    """Addresses of this site at which there is no page."""
    for link in site.links:
        path = link.target.path
        if link.target.kind != "address" or LOCAL.match(path) or path.startswith(OTHERS):
            continue
        typed = path.removesuffix("index.html") or "/"
        if site.has_address(typed):
            continue
        if new := site.redirects and site.redirects.find(path + link.target.tail):
            yield _moved(link, new)
            continue
        if typed.rstrip("/").rpartition("/")[2] in site.unread_slugs:
            continue  # the file with this address has been named already
        near = site.nearest_address(typed)
        remedy = gettext("mở trang đó trên trình duyệt rồi chép địa chỉ, hoặc bỏ liên kết.")
        if f"{typed}/" in site.known_addresses:
            remedy = gettext("thiếu dấu / ở cuối, ghi: {typed}/", typed=typed)
        elif near:
            remedy = gettext("có phải là “{near}”? Nếu đúng, ghi: {near}", near=near)
        sentence = gettext("trang này không có địa chỉ “{path}”.", path=path)
        yield Problem(link.path, link.line, link.column, "error", sentence, remedy)


def _moved(link: Link, new: str) -> Problem:
    sentence = gettext(
        "“{path}” là địa chỉ cũ: trang đã chuyển đi.", path=f"{link.target.path}{link.target.tail}"
    )
    return Problem(
        link.path,
        link.line,
        link.column,
        "warning",
        sentence,
        gettext("ghi địa chỉ mới: {new}", new=new),
    )
