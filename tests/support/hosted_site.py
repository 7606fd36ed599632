"""A built site of one article with a photo, a file and old addresses, as a release of a host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.support.whole_site import build_articles
from tools.publish.hosts.carried import carried_files
from tools.publish.reading import code_of, read_site
from tools.publish.targets import Target
from tools.server.facts import ServerFacts

ARTICLE = """\
Tiêu đề: Bài một
Ngày: 11/12/2023
Tóm tắt: Tóm tắt của bài.
Chuyên mục: Kinh tế
Địa chỉ cũ: /tin.aspx?id=5, /cu/bai-1.html, /cu/2, /xem.php

Chữ. [Tệp]({static}../tep/a.pdf) ![Cảnh]({static}../anh/anh.svg)
"""


@dataclass(frozen=True)
class HostedSite:
    """site: as built; files: of the release; notes: what readers will not get."""

    site: Path
    files: Mapping[str, Path]
    notes: tuple[str, ...]

    @property
    def facts(self) -> ServerFacts:
        hashes = code_of(read_site(self.site, "")).policy
        return ServerFacts(("localhost",), PurePosixPath("/"), hashes, tls=True)


def build_site(folder: Path) -> Path:
    files: dict[str, str | bytes] = {"tin-tuc/bai-1.md": ARTICLE, "tep/a.pdf": b"%PDF-1.4\n%%EOF\n"}
    return build_articles(folder, files)


def hosted(site: Path, target: Target) -> HostedSite:
    found = {it.relative_to(site).as_posix(): it for it in site.rglob("*") if it.is_file()}
    carried = carried_files(target, site, found, "", code_of(read_site(site, "")))
    return HostedSite(site, found | dict(carried.files), carried.notes)
