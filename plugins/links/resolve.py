"""Turns every local path in an article into an address of the site, and reports the lost ones.

A path may be relative to the article, or to content/ (`anh/2023/x.svg`, `/anh/…`), or carry
Pelican's `{static}`, `{filename}` or `{attach}`. The HTML is the sanitiser's, whose attributes are
always in double quotes; that makes a pattern exact.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from plugins.frontmatter.reader import Body
from plugins.problems import Problem
from plugins.vietnamese.text import nfc

TAG = re.compile(r'<(a|img|video|audio|source)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
PATH_ATTRIBUTES = {"href", "src", "poster"}
PELICAN_MARK = re.compile(r"^[{|](filename|static|attach)[}|]")
ARTICLE_SUFFIX = ".md"


class Resolver:
    """root: the site's path, without a slash at its end; static: folders copied as they are."""

    def __init__(self, content: str, root: str, articles: list[str], static: list[str]) -> None:
        self._content = Path(content)
        self._root = root
        self._articles = articles
        self._static = static

    def resolve(self, content: str, body: Body) -> str:
        body.facts.setdefault("article_links", [])
        body.facts.setdefault("files", {})
        return TAG.sub(lambda tag: self._tag(tag, body), content)

    def _tag(self, tag: re.Match[str], body: Body) -> str:
        def attribute(match: re.Match[str]) -> str:
            name, value = match.groups()
            if name not in PATH_ATTRIBUTES:
                return match.group()
            address = self.address(html.unescape(value), body, picture=tag.group(1) != "a")
            return f'{name}="{html.escape(address)}"'

        return ATTRIBUTE.sub(attribute, tag.group())

    def address(self, written: str, body: Body, *, picture: bool) -> str:
        """The site's address of a path as written; what is missing is reported and stays as it is.

        picture: the file is shown or offered by the page itself, so it must lie in content/.
        """
        marked = PELICAN_MARK.match(unquote(written))
        link = unquote(written)[marked.end() :] if marked else written
        parts = urlsplit(link)
        if (parts.scheme or parts.netloc) and not marked:
            if picture:
                self._report(
                    body,
                    written,
                    f"“{written}” nằm ở trang khác; bạn đọc sẽ bị trang kia theo dõi.",
                    "lưu tệp đó vào content/anh/ rồi ghi đường dẫn, ví dụ anh/2026/ten-anh.jpg",
                )
            return written
        if not parts.path:
            return written
        typed = nfc(unquote(parts.path))
        tail = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        found = next(self._candidates(typed, body), None)
        if found is None:
            first = typed.lstrip("/").partition("/")[0]
            is_file = first in self._static or typed.endswith(ARTICLE_SUFFIX)
            if typed.startswith("/") and not (picture or marked or is_file):
                return self._root + written  # an address of the site itself
            self._report(
                body,
                written,
                f"không tìm thấy “{typed}” trong thư mục content/.",
                self._advice(typed),
            )
            return written
        if found.suffix == ARTICLE_SUFFIX:
            if picture:
                self._report(
                    body,
                    written,
                    f"“{typed}” là một bài, không phải ảnh hay tệp để tải về.",
                    "đặt liên kết tới bài đó trong thân bài.",
                )
                return written
            body.facts["article_links"].append((str(found), body.line_of(written)))
            return "{filename}/" + str(found) + tail
        address = f"{self._root}/{quote(str(found))}{tail}"
        body.facts["files"][address] = self._content / found
        return address

    def _candidates(self, typed: str, body: Body) -> Iterator[PurePosixPath]:
        """Files inside content/ named with exactly these letters, the likeliest first."""
        folder = PurePosixPath(body.file.parent.relative_to(self._content).as_posix())
        for base in (
            (PurePosixPath(), folder) if typed.startswith("/") else (folder, PurePosixPath())
        ):
            path = os.path.normpath(base / typed.lstrip("/")).replace(os.sep, "/")
            first, _, rest = path.partition("/")
            allowed = self._articles if path.endswith(ARTICLE_SUFFIX) else self._static
            if rest and first in allowed and (found := find_file(self._content, path)):
                yield found

    def _advice(self, typed: str) -> str:
        name = PurePosixPath(typed).name.casefold()
        for folder in self._static + self._articles:
            for file in sorted((self._content / folder).rglob("*")):
                if nfc(file.name).casefold() == name:
                    near = file.relative_to(self._content).as_posix()
                    return f"có phải là “{near}”? Ghi đúng cả chữ hoa, chữ thường."
        return "kiểm tra lại tên tệp, hoặc chép tệp vào content/anh/ hay content/tep/."

    def _report(self, body: Body, written: str, sentence: str, remedy: str) -> None:
        body.problems.append(
            Problem(body.path, body.line_of(written), 1, "error", sentence, remedy)
        )


def find_file(folder: Path, path: str) -> PurePosixPath | None:
    """`path`, in NFC, as its file is named on the disk; None where there is none inside `folder`.

    Letter case counts also on Windows and macOS, where `Anh.JPG` opens as `anh.jpg` but a web
    server says no. Names that macOS wrote in NFD are found.
    """
    found = folder
    for part in PurePosixPath(path).parts:
        try:
            names = sorted(file.name for file in found.iterdir() if nfc(file.name) == part)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if not names:
            return None
        found = found / (part if part in names else names[0])
    if not found.is_file() or leaves(folder, found):
        return None
    return PurePosixPath(found.relative_to(folder).as_posix())


def leaves(folder: Path, file: Path) -> bool:
    """Whether a symbolic link leads `file` out of `folder`."""
    return not file.resolve().is_relative_to(folder.resolve())
