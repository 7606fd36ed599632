"""The pictures of an office file: which bytes, under which key, and what a page can't show."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from plugins.documents.archive import Archive
from plugins.shared.messages import gettext
from plugins.shared.picture_kinds import kind_inside

OLD_DRAWINGS = (".wmf", ".emf", ".wmz", ".emz", ".pict", ".pct")


class Pictures:
    """found: bytes by key. notes: sentences about those that can't be had."""

    def __init__(self, archive: Archive | None = None) -> None:
        self._archive = archive
        self.found: dict[str, bytes] = {}
        self.notes: list[str] = []

    def inside(self, part: str) -> str:
        """The key of a picture in the archive: its name, or its path where two are called so."""
        part = posixpath.normpath(unquote(part))
        key = posixpath.basename(part)
        data = self._archive.read(part) if self._archive else b""
        if key in self.found and self.found[key] != data:
            key = part.replace("/", "-")
        if key.lower().endswith(OLD_DRAWINGS):
            self._say(
                gettext(
                    "Hình “{key}” là hình vẽ kiểu cũ, trang web không dùng được: chụp lại "
                    "thành ảnh.",
                    key=key,
                )
            )
        elif not data:
            self._say(gettext("Ảnh “{key}” không có trong tệp.", key=key))
        else:
            self.found[key] = data
        return key

    def add(self, data: bytes) -> str:
        """Of a file that gives its pictures no names."""
        for key, known in self.found.items():
            if known == data:
                return key
        key = f"hinh-{len(self.found) + 1}.{kind_inside(data).lstrip('.') or 'bin'}"
        self.found[key] = data
        return key

    def linked(self, address: str) -> str:
        """Of one that lies elsewhere, which is never fetched."""
        key = address
        if not address.lower().startswith(("http://", "https://")):
            key = posixpath.basename(unquote(address).replace("\\", "/"))
        self._say(
            gettext(
                "Ảnh “{key}” không nằm trong tệp, chỉ được dẫn tới từ nơi khác: cần thêm ảnh đó.",
                key=key,
            )
        )
        return key

    def _say(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)
