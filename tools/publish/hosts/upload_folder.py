"""A site on Cloudflare Pages or Netlify: a folder of one release, which the host's tool uploads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from plugins.shared.files import discard
from plugins.shared.messages import gettext
from tools.publish.errors import TargetUnreachableError
from tools.publish.folder import Folder
from tools.publish.hosts.upload_rules import LIMITS, is_uploaded
from tools.publish.local_command import run_command
from tools.publish.releases import KEPT, read_kept, site_of

UPLOAD = "upload"
FRESH = f".{UPLOAD}.new"
MOST_SECONDS = 1800  # a first upload


class UploadFolder(Folder):
    """A folder of which one release is laid out for the host's own tool."""

    def __init__(self, root: Path, host: str, after: str) -> None:
        """host: of LIMITS; after: a command of this machine, run when `UPLOAD` has changed."""
        super().__init__(root)
        self._host = host
        self._after = after

    def point(self, name: str, to: str) -> None:
        super().point(name, to)
        release = to.rpartition("/")[2]
        self._assemble(release)
        folder = self._root / UPLOAD
        told = {"PORTAL_RELEASE": to, "PORTAL_FOLDER": str(folder)}
        if self._after and (complaint := run_command(self._after, told, MOST_SECONDS)):
            raise TargetUnreachableError(
                gettext(
                    "Lệnh reload “{command}” báo lỗi: {complaint}",
                    command=self._after,
                    complaint=complaint,
                )
            )

    def _assemble(self, release: str) -> None:
        fresh, top = self._root / FRESH, self._root / site_of(release)
        discard(fresh)
        found = {
            file.relative_to(top).as_posix(): file for file in top.rglob("*") if file.is_file()
        }
        files = {path: file for path, file in found.items() if is_uploaded(path)}
        for path in self._kept():
            if len(files) == LIMITS[self._host].files:
                break
            files.setdefault(path, self._root / KEPT / path)
        for path, file in files.items():
            place = fresh / path
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, place)
            except OSError:  # a file system without links
                shutil.copy2(file, place)
        discard(self._root / UPLOAD)
        fresh.rename(self._root / UPLOAD)

    def _kept(self) -> Iterator[str]:
        """Hashed files of earlier releases, the last that left first."""
        kept = read_kept(self) or {}
        for path in sorted(kept, key=lambda path: (kept[path].since, path), reverse=True):
            if (self._root / KEPT / path).is_file():
                yield path
