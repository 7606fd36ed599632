"""A small site of the project's own settings, whose target is a folder that nginx shows."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.checked_content import article, page
from tests.served_publisher import roots_site
from tests.web_server import running
from tools.places import ROOT, SCRATCH
from tools.server.site import facts_of
from tools.server.wanted import Wanted

SETTINGS = """\
import sys

sys.path.insert(0, {root!r})
from publishconf import *

PATH = {content!r}
SITEURL = {url!r}
PUBLISH = {{"targets": {{{name!r}: {{"to": {to!r}, "url": SITEURL}}}}}}
"""
PAGES = ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
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


@contextmanager
def small_site(folder: Path) -> Iterator[Site]:
    """Plain pages alone; nothing is published yet."""
    target = folder / "nơi đăng"
    target.mkdir()
    facts = facts_of(roots_site("nginx", target, folder / "nginx", None), Wanted(), "")
    site = Site(folder, facts.origin, f"thu-{folder.name}")
    values = {
        "root": str(ROOT),
        "content": str(site.content),
        "url": site.url,
        "to": str(site.target),
        "name": site.name,
    }
    for name in PAGES:  # the footer leads there
        site.write(f"trang/{name}.md", "Trang minh hoạ.", name)
    site.settings.write_text(SETTINGS.format(**values), "utf-8")
    try:
        with running("nginx", facts, folder / "nginx"):
            yield site
    finally:
        shutil.rmtree(SCRATCH / "publish" / site.name, ignore_errors=True)
