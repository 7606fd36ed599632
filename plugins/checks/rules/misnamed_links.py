"""A link leads to the site that its words name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from plugins.frontmatter.parsed import ParsedArticle
from plugins.links.hosts import host_of, owner
from plugins.links.schemes import scheme_of
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem

DOMAIN = re.compile(
    r"(?<![\w@.-])(?P<user>[\w.+-]+@)?"
    r"(?P<host>(?:[\w-]+\.)+(?:vn|com|org|net|info|edu|gov|me|tv|io))(?![\w-]|\.\w)",
    re.I,
)
# Of Markdown and HTML within a word: a reader sees the letters alone.
MARKS = re.compile(r"[*`]|\\(?=[.-])|</?[a-z][^<>]*>", re.I)


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Links whose words name another site than their address."""
    for item in article.references:
        if item.kind != "link" or item.text == item.target:
            continue
        if found := _fault(item.text, item.target):
            named, host = found
            yield article.at(
                item.start,
                gettext(
                    "chữ của liên kết ghi “{named}” nhưng liên kết mở “{host}”.",
                    named=named,
                    host=host,
                ),
                gettext(
                    "ghi đúng tên trang ở trong ngoặc vuông, ví dụ: [{host}]({target}), hoặc sửa "
                    "địa chỉ trong ngoặc tròn.",
                    host=host,
                    target=item.target,
                ),
                "error" if len(item.text.split()) == 1 else "warning",
            )
    claim = article.head.claim if article.head else None
    for number, source in enumerate(claim.evidence if claim else ()):
        if found := _fault(source.name, source.address):
            named, host = found
            yield article.problem(
                article.field_line("evidence", number),
                1,
                gettext(
                    "tên căn cứ ghi “{named}” nhưng địa chỉ mở “{host}”.", named=named, host=host
                ),
                gettext("ghi tên nguồn đúng với địa chỉ của nó."),
                "warning",
            )


def _fault(text: str, target: str) -> tuple[str, str] | None:
    """The domain that is named, and the one that the address opens, where it is somebody else's."""
    named = DOMAIN.search(html.unescape(MARKS.sub("", text))) if "." in text else None
    host = _host(html.unescape(target)) if named else ""
    if not named or not host or owner(named["host"].lower()) == owner(host):
        return None
    return named.group(), host


def _host(address: str) -> str:
    """In small letters; of a mailbox too; "" for paths of our own and telephones."""
    if scheme_of(address) == "mailto":
        return address.partition("?")[0].rpartition("@")[2].lower()
    host = host_of(address)
    return host.name if host else ""
