"""A small site of the project's own settings, whose target is a folder that a web server shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.checked_content import article, page
from tools.places import ROOT, SCRATCH

SETTINGS = """\
import sys

sys.path.insert(0, {root!r})
from publishconf import *

PATH = {content!r}
SITEURL = {url!r}
PUBLISH = {{"targets": {{{name!r}: {{"to": {to!r}, "url": SITEURL}}}}}}
"""
PATH = "tin-tuc/a.md"
PAGES = ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
OLD, NEW = "Xã trồng ba nghìn cây quế.", "Xã trồng bốn nghìn cây quế."
HEAD = "tóm tắt: Bài minh hoạ về việc trồng rừng của xã.\n"


@dataclass(frozen=True)
class Site:
    """url: what readers open; name: of the target; settings: its file."""

    folder: Path
    url: str
    name: str

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def settings(self) -> Path:
        return self.folder / "settings_of_test.py"

    @property
    def target(self) -> Path:
        return self.folder / "nơi đăng"

    def write(self, path: str, body: str, title: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        is_page = path.startswith("trang/")
        file.write_text(page(body, title) if is_page else article(body, title, head=HEAD), "utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def small_site(folder: Path) -> Iterator[Site]:
    """One article, at PATH; nothing is published yet."""
    live = folder / "nơi đăng" / "current" / "site"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(live)))
    serving = Thread(target=server.serve_forever)
    serving.start()
    site = Site(folder, f"http://127.0.0.1:{server.server_port}", f"thu-{folder.name}")
    values = {
        "root": str(ROOT),
        "content": str(site.content),
        "url": site.url,
        "to": str(site.target),
        "name": site.name,
    }
    site.write(PATH, OLD, "Bài minh hoạ")
    for name in PAGES:  # the footer leads there
        site.write(f"trang/{name}.md", "Trang minh hoạ.", name)
    site.settings.write_text(SETTINGS.format(**values), "utf-8")
    try:
        yield site
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
        shutil.rmtree(SCRATCH / "publish" / site.name, ignore_errors=True)
