"""Turns every local path in an article into an address of the site, and reports the lost ones.

The HTML is the sanitiser's, whose attributes are always in double quotes; that makes a pattern
exact.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from plugins.frontmatter.body import Body
from plugins.frontmatter.schema import Section
from plugins.links.files import ContentFiles
from plugins.links.lists import list_address
from plugins.links.locate import locate
from plugins.links.published import Use, refusal
from plugins.links.schemes import may_be_pressed, why_refused
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.slugs import Slugs

TAG = re.compile(r'<(a|img|video|audio|source|track)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
PATH_ATTRIBUTES = {"href", "src", "poster"}
USES: Mapping[str, Use] = {"a": "link", "img": "picture"}
# Of Pelican's marks only the one that we leave, for links to articles, whose addresses are known
# when all are read. What follows another mark would become an address that nobody has judged.
OUR_MARK = r"[{](?P<what>filename)[}](?=/(?!/))"
# Stays as it is in `?query#fragment`.
TAIL = "!$&()*+,-./:;=?@_~#%"


class Resolver:
    """root: the site's path, without a slash at its end; sections, slugs: of the lists that links
    name; static: folders of files; listed: gives those of `content.Tree`."""

    def __init__(
        self,
        content: str,
        root: str,
        sections: Sequence[Section],
        slugs: Slugs,
        articles: list[str],
        static: list[str],
        listed: Callable[[], Iterable[str]],
    ) -> None:
        self._content = Path(content)
        self._root = root
        self._sections, self._slugs = sections, slugs
        self._articles = articles
        self._static = static
        self._listed = listed

    @cached_property
    def files(self) -> ContentFiles:
        """Read when the first article asks, once for all."""
        return ContentFiles(self._listed(), self._articles, self._static)

    def resolve(self, content: str, body: Body) -> str:
        """The HTML with addresses of the site; what is missing goes to the facts of `body`."""
        return TAG.sub(lambda tag: self._tag(tag, body), content)

    def _tag(self, tag: re.Match[str], body: Body) -> str:
        def attribute(match: re.Match[str]) -> str:
            name, value = match.groups()
            if name not in PATH_ATTRIBUTES:
                return match.group()
            written = html.unescape(value).strip()
            use = "poster" if name == "poster" else USES.get(tag.group(1), "media")
            address = self.address(written, body, use)
            return f'{name}="{html.escape(address)}"'

        return ATTRIBUTE.sub(attribute, tag.group())

    def address(self, written: str, body: Body, use: Use) -> str:
        """The site's address of a path as written; what is missing, or of a kind that is not
        published, is reported and stays as it is.

        use: what is no link must lie in content/.
        """
        folder, picture = body.folder, use != "link"
        target = locate(written, folder, self.files, shown=picture)
        if target.kind != "elsewhere":
            body.facts.references.append((written, picture, target.kind, target.path))
        if target.kind in ("address", "elsewhere") and not (picture or may_be_pressed(written)):
            self._report(body, written, *why_refused(written))
            return written
        if target.kind == "address":
            return self._root + written
        if target.kind == "list":
            list_of = list_address(target.path, self._sections, self._slugs, body.head.section)
            return f"{self._root}{list_of}{target.tail}"
        if target.kind == "file" and (refused := refusal(target.path, use)):
            self._report(body, written, *refused)
            return written
        if target.kind == "file":
            address = f"{self._root}/{quote(target.path)}{target.tail}"
            body.facts.files[address] = self._content / target.path
            return address
        if target.kind == "article" and not picture:
            body.facts.article_links.append((target.path, body.line_of(written)))
            # No letter that means something to HTML: Pelican unescapes a link to find its file.
            return "{filename}/" + quote(target.path) + quote(target.tail, TAIL)
        if target.kind == "article":
            self._report(
                body,
                written,
                gettext("“{path}” là một bài, không phải ảnh hay tệp để tải về.", path=target.path),
                gettext("đặt liên kết tới bài đó trong thân bài."),
            )
        elif target.kind == "elsewhere" and picture:
            self._report(
                body,
                written,
                gettext(
                    "“{shown}” nằm ở trang khác; bạn đọc sẽ bị trang kia theo dõi.",
                    shown=written,
                ),
                gettext(
                    "lưu tệp đó vào content/anh/ rồi ghi đường dẫn, ví dụ anh/2026/ten-anh.jpg"
                ),
            )
        elif target.kind == "missing":
            self._report(body, written, *self.files.why_missing(target.path, folder))
        return written

    def _report(self, body: Body, written: str, sentence: str, remedy: str) -> None:
        body.problems.append(
            Problem(body.path, body.line_of(written), 1, "error", sentence, remedy)
        )
