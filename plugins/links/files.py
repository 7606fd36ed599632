"""A path that an editor misspelt is answered with the file that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from posixpath import normpath

from plugins.links.nearest import Nearest
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import PICTURES
from plugins.vietnamese.text import nfc

ARTICLE_SUFFIX = ".md"
OTHER_SITE = re.compile(
    r"(?:www\.[\w-]+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|info|edu)(?:[/?#:]|$))", re.I
)
ROUNDABOUT = re.compile(r"//|/\.|^\.|/$|^$")
MAIL = re.compile(r"[^\s@/]+@[^\s@/]+\.\w+$")


class ContentFiles:
    """What links may lead to. files: those of `content.Tree`.

    articles: folders of articles and pages; static: folders that are copied as they are.
    """

    def __init__(
        self, files: Iterable[str], articles: Sequence[str], static: Sequence[str]
    ) -> None:
        self.articles = tuple(articles)
        self.static = tuple(static)
        # By NFC spelling; where two files differ in nothing else, the NFC one.
        self._files: dict[str, str] = {}
        for file in files:
            name = nfc(file)
            if name == file or name not in self._files:
                self._files[name] = file

    def find(self, typed: str, folder: str) -> str | None:
        """The file that `typed`, in NFC, stands for in an article of `folder`; as the disk spells
        it, inside content/.

        Letter case counts on Windows and macOS too: a web server tells `Anh.JPG` from `anh.jpg`.
        """
        for path in meant(typed, folder):
            first, _, rest = path.partition("/")
            folders = self.articles if path.endswith(ARTICLE_SUFFIX) else self.static
            if rest and first in folders and path in self._files:
                return self._files[path]
        return None

    def misplaced(self, typed: str, folder: str) -> str:
        """The picture or file that lies under this path where none is published, or ""."""
        for path in meant(typed, folder):
            if path in self._files and not path.endswith(ARTICLE_SUFFIX):
                return "" if path.partition("/")[0] in self.static else path
        return ""

    def why_missing(self, typed: str, folder: str) -> tuple[str, str]:
        """Sentence and remedy for a path that `find` does not know."""
        if wrong := self.misplaced(typed, folder):
            return (
                gettext(
                    "“{typed}” nằm trong thư mục content/{folder} nên không được đăng: ảnh chỉ "
                    "đăng từ content/anh/, tệp từ content/tep/.",
                    typed=typed,
                    folder=wrong.rpartition("/")[0],
                ),
                _move(wrong),
            )
        for path in meant(typed, folder):
            other = self._lower.get(path.lower())
            if other and self.find(other, ""):
                return (
                    gettext(
                        "không tìm thấy “{typed}”: tên tệp khác ở chữ hoa, chữ thường (chỉ xem "
                        "được trên Windows).",
                        typed=typed,
                    ),
                    gettext("ghi đúng như tên tệp: {other}", other=other),
                )
        if typed.endswith(ARTICLE_SUFFIX):
            sentence = gettext(
                "không tìm thấy bài “{typed}”: bài đã bị xóa hay đổi tên.", typed=typed
            )
            if near := self._near_article(typed):
                return sentence, gettext(
                    "có phải là “{near}”? Nếu đúng, ghi: {near}; nếu không thì bỏ liên kết này, "
                    "hoặc dẫn tới một bài đang có.",
                    near=near,
                )
            return sentence, gettext("bỏ liên kết này, hoặc dẫn tới một bài đang có.")
        sentence = gettext("không tìm thấy “{path}” trong thư mục content/.", path=typed)
        return sentence, self._advice(typed)

    def _advice(self, typed: str) -> str:
        if OTHER_SITE.match(typed):
            return gettext(
                "nếu là trang khác, ghi đủ cả https://, ví dụ: https://{typed}", typed=typed
            )
        if MAIL.match(typed):
            return gettext("nếu là thư điện tử, ghi: mailto:{typed}", typed=typed)
        if near := self._near(typed):
            if self.find(near, "") is None:
                return gettext("có phải là “{near}”? Nếu đúng, {move}", near=near, move=_move(near))
            return gettext("có phải là “{near}”? Nếu đúng, ghi: {near}", near=near)
        return gettext("kiểm tra lại tên tệp, hoặc chép tệp vào content/anh/ hay content/tep/.")

    @cached_property
    def _near_article(self) -> Nearest:
        articles = (path for path in self._files if path.endswith(ARTICLE_SUFFIX))
        return Nearest(sorted(path for path in articles if self.find(path, "")))

    @cached_property
    def _near(self) -> Nearest:
        """Also of files in a wrong folder, but of no article in a folder of files."""
        return Nearest(
            sorted(
                path
                for path in self._files
                if self.find(path, "") or not path.endswith(ARTICLE_SUFFIX)
            )
        )

    @cached_property
    def _lower(self) -> dict[str, str]:
        return {path.lower(): path for path in sorted(self._files)}


def _move(path: str) -> str:
    name = path.rpartition("/")[2]
    folder = "anh" if name.lower().endswith(PICTURES) else "tep"
    return gettext(
        "chuyển tệp vào content/{folder}/<năm>/ rồi ghi: {folder}/<năm>/{name}",
        folder=folder,
        name=name,
    )


def meant(typed: str, folder: str) -> Iterator[str]:
    """Paths inside content/, the likeliest first: relative to the article, or to content/."""
    for base in ("", folder) if typed.startswith("/") else (folder, ""):
        path = f"{base}/{typed.lstrip('/')}".lstrip("/")
        yield normpath(path) if ROUNDABOUT.search(path) else path
