"""A reader of the search page, for measuring: what is found first, and the bytes that it costs."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

from benchmarks.support.search_queries import Item
from benchmarks.support.search_site import address_of

ASK = """async q => {
  const status = document.querySelector('main [role=status]');
  const form = document.querySelector('form.search');
  status.textContent = '';
  form.elements.q.value = q;
  const start = performance.now();
  form.requestSubmit();
  for (let n = 0; n < 2000 && !status.textContent; n++) await new Promise(r => setTimeout(r, 1));
  const spent = performance.now() - start;
  const found = [...document.querySelectorAll('main .list a')].map(a => new URL(a.href).pathname);
  return [found[0] ?? '', spent];
}"""
HEAP = """() => { gc(); return performance.memory.usedJSHeapSize; }"""


@dataclass
class Traffic:
    """Bytes of each file that the page asked for, as a server sends them compressed."""

    folder: Path
    asked: list[tuple[str, int]] = field(default_factory=list)
    sizes: dict[Path, int] = field(default_factory=dict)

    def hear(self, request: Request) -> None:
        file = self.folder / urlsplit(request.url).path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            if file not in self.sizes:
                self.sizes[file] = len(gzip.compress(file.read_bytes(), 6))
            self.asked.append((file.suffix, self.sizes[file]))

    def take(self, *kinds: str) -> int:
        """Sum of those with one of the suffixes `kinds`, or of all; then it starts anew."""
        asked, self.asked = self.asked, []
        return sum(size for kind, size in asked if not kinds or kind in kinds)


@dataclass
class Answers:
    """Of each query: whether the right article came first, bytes, milliseconds until the answer."""

    hits: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def recall(self) -> float:
        return sum(self.hits) / max(1, len(self.hits))

    def add(self, other: Answers) -> None:
        self.hits += other.hits
        self.sizes += other.sizes
        self.times += other.times


class Reader:
    """Asks the search page, anew or again and again."""

    def __init__(self, browser: Browser, site: Path, address: str, missed: bool = False) -> None:
        self.page = browser.new_page()
        self._traffic = Traffic(site)
        self._address = address
        self._missed = missed
        self.page.on("request", self._traffic.hear)
        self.page.goto(address, wait_until="networkidle")

    def ask(self, items: Iterable[tuple[str, Item]], anew: bool = False) -> Answers:
        """(what is typed, the item that it stands for) of each query; anew: on a fresh page."""
        answers = Answers()
        for typed, item in items:
            if anew:
                self.page.goto("about:blank")
                self.page.goto(self._address, wait_until="networkidle")
            self._traffic.take()
            first, spent = self.page.evaluate(ASK, typed)
            found = first in {f"/{address_of(number)}" for number in item.answers}
            if self._missed and not found:
                print(f"    {typed!r} {item.query!r} {sorted(item.answers)} {first}")
            answers.hits.append(found)
            answers.sizes.append(self._traffic.take())
            answers.times.append(spent)
        return answers

    def heap(self) -> float:
        """MB of what is alive."""
        return float(self.page.evaluate(HEAP)) / 1e6

    def scripts(self) -> int:
        """Bytes before anything is typed, other than the page itself."""
        self.page.goto("about:blank")
        self._traffic.take()
        self.page.goto(self._address, wait_until="networkidle")
        return self._traffic.take(".js", ".svg")
