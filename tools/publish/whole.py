"""What is sent is read once more: no reader gets other bytes than those that were checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plugins.shared.messages import gettext
from tools.publish.copies import METHODS, ending_of, pack, remember
from tools.publish.copies import ROOM as COPIES
from tools.publish.errors import PublishError
from tools.publish.manifest import entry_of_bytes, sha256_of
from tools.publish.prepare import Prepared
from tools.publish.reading import forget


def whole_files(prepared: Prepared, paths: Iterable[str]) -> dict[str, Path]:
    """Where the bytes of `paths` are; a copy that is damaged or gone is made anew of its page.

    Raises PublishError for a page or file that is not as it was when the site was read.
    """
    return {path: whole_file(prepared, path) for path in paths}


def whole_file(prepared: Prepared, path: str) -> Path:
    """As `whole_files`."""
    file, expected = prepared.files[path], prepared.manifest.files[path]
    try:
        if sha256_of(str(file)) == expected.sha256:
            return file
    except OSError:  # gone, or something else is there: as any other damage
        pass
    if file.is_relative_to(COPIES):
        plain, _, ending = path.rpartition(".")
        page = whole_file(prepared, plain)
        for kind in METHODS:
            packed = pack(kind, page.read_bytes(), page) if ending_of(kind) == f".{ending}" else b""
            if entry_of_bytes(packed) == expected:
                remember(file, packed)
                return file
    forget(prepared.site)
    raise PublishError(
        gettext(
            "Chưa đăng: tệp {file} không còn như lúc vừa dựng; hãy chạy lại lệnh này.", file=file
        )
    )
