"""A small site of the project's own settings, whose target is a folder that a web server shows."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.support.checked_content import article, page
from tools.places import ROOT, SCRATCH

SETTINGS = """\
import sys

sys.path.insert(0, {root!r})
from publishconf import *

PATH = {content!r}
SITEURL = {url!r}
PUBLISH = {{"targets": {{{name!r}: {{"to": {to!r}, "url": SITEURL, "patience": 60}}}}}}
"""
PATH = "tin-tuc/a.md"
PAGES = ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
OLD, NEW = "Xã trồng ba nghìn cây quế.", "Xã trồng bốn nghìn cây quế."
SUMMARY = "tóm tắt: Bài minh hoạ về việc trồng rừng của xã.\n"


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

    def write(self, path: str, body: str, title: str, head: str = "") -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        is_page = path.startswith("trang/")
        text = page(body, title) if is_page else article(body, title, head=SUMMARY + head)
        file.write_text(text, "utf-8")

    def declare(self, *lines: str) -> None:
        with self.settings.open("a", encoding="utf-8") as settings:
            settings.writelines(f"{line}\n" for line in lines)

    def readers_have(self, address: str) -> str:
        """The page, "" where there is none."""
        try:
            with urllib.request.urlopen(self.url + address) as answer:  # noqa: S310
                text: str = answer.read().decode()
        except urllib.error.HTTPError as refused:
            if refused.code not in (404, 410):
                raise
            refused.close()
            return ""
        return text


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def small_site(folder: Path, url: str = "") -> Iterator[Site]:
    """One article, at PATH; nothing is published yet. url: of a server that shows the target;
    without it this has one."""
    target = folder / "nơi đăng"
    with ExitStack() as stack:
        url = url or stack.enter_context(_shown(target / "current" / "site"))
        site = Site(folder, url, f"thu-{folder.name}")
        values = {
            "root": str(ROOT),
            "content": str(site.content),
            "url": url,
            "to": str(target),
            "name": site.name,
        }
        site.write(PATH, OLD, "Bài minh hoạ")
        for name in PAGES:  # the footer leads there
            site.write(f"trang/{name}.md", "Trang minh hoạ.", name)
        site.settings.write_text(SETTINGS.format(**values), "utf-8")
        try:
            yield site
        finally:
            shutil.rmtree(SCRATCH / "publish" / site.name, ignore_errors=True)


@contextmanager
def _shown(folder: Path) -> Iterator[str]:
    """Its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    serving = Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
