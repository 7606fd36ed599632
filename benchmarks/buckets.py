"""A publisher sees what a bucket is asked for, of a site of any size: the requests that are paid.

`python -m benchmarks.buckets [--pages N …]`; Linux, from `.venv` after `python3 run.py test`. It
asks the tests' store on this machine, with made-up pages of one file each; nothing is built.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from botocore.awsrequest import AWSPreparedRequest
from botocore.endpoint import Endpoint

from tests.support.object_store import BUCKET, environment, object_store, prepared_of
from tools.console import say
from tools.places import SCRATCH
from tools.publish import content_store
from tools.publish.content_damage import look_at
from tools.publish.delivery import Place, deliver, roll_back, settle
from tools.publish.lock import held_there
from tools.publish.manifest import changes_between
from tools.publish.progress import Progress
from tools.publish.releases import live_name, names_of_releases, read_release
from tools.publish.s3 import S3
from tools.publish.targets import Bucket, Target

WORK = SCRATCH / "buckets"
SIZES = (10_000, 100_000)
PREFIX = "trang"
PER_FOLDER = 100
# From the fifth on, one release goes at each.
EDITS = 6
KINDS = ("PUT", "GET", "LIST", "DELETE")
HEAD = f"{'':<42}" + "".join(f"{kind:>9}" for kind in (*KINDS, "all"))
UNITS = f"{'MB sent':>9}{'CPU s':>9}{'MB held':>9}"
# Of the list pages that show an article, and what the search keeps of its words.
LISTS = ("index.html", "tin-tuc/index.html", "atom.xml", "sitemap.xml")


@dataclass(frozen=True)
class Row:
    """sent: bytes; cpu: seconds of the publisher; held: the most bytes of memory above those that
    it had when the site's files were listed."""

    step: str
    requests: Counter[str]
    sent: int
    cpu: float
    held: int

    def __str__(self) -> str:
        counts = [*(self.requests[kind] for kind in KINDS), self.requests.total()]
        figures = "".join(f"{count:>9}" for count in counts)
        spent = f"{self.sent / 1e6:>9.2f}{self.cpu:>9.2f}{self.held / 1e6:>9.1f}"
        return f"{self.step:<42}{figures}{spent}"


class Site:
    """Made-up pages; each edit is of another one, and of the lists that show it."""

    def __init__(self, folder: Path, pages: int) -> None:
        self.folder, self._pages, self._edits = folder, pages, 0
        for number in range(pages):
            self._write(self._page(number), f"Bài {number}, lần đầu. " * 12)
        self._write_lists()

    def edit(self) -> None:
        self._edits += 1
        page = self._page(self._edits * 7919 % self._pages)
        self._write(page, f"{page}, sửa lần {self._edits}. " * 12)
        (self.folder / self._words(self._edits - 1)).unlink()
        self._write_lists()

    def _page(self, number: int) -> str:
        return f"tin-tuc/{number // PER_FOLDER}/bai-{number}/index.html"

    def _words(self, edit: int) -> str:
        return f"tim-kiem/{edit:010x}.txt"

    def _write_lists(self) -> None:
        for name in (*LISTS, self._words(self._edits)):
            self._write(name, f"{name}, lần {self._edits}. " * 12)

    def _write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


class Asked:
    """What the library sent to the store since `begin`."""

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.sent = 0

    def begin(self) -> None:
        self.requests, self.sent = Counter(), 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        send, lock = Endpoint._send, threading.Lock()

        def hear(endpoint: Endpoint, request: AWSPreparedRequest) -> object:
            kind = "LIST" if "list-type=2" in request.url else request.method
            # Many objects are removed by one POST.
            kind = "DELETE" if kind == "POST" else kind
            with lock:
                self.requests[kind] += 1
                self.sent += int(request.headers.get("Content-Length", 0))
            return send(endpoint, request)

        Endpoint._send = hear
        try:
            yield
        finally:
            Endpoint._send = send


def measured(step: str, asked: Asked, work: Callable[[], None]) -> Row:
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    asked.begin()
    started = time.process_time()
    work()
    cpu = time.process_time() - started
    return Row(step, asked.requests, asked.sent, cpu, _memory("VmHWM") - before)


def rows_of(pages: int, work: Path, endpoint: str) -> Iterator[Row]:
    """work: an empty folder."""
    site = Site(work / "site", pages)
    prefix = f"{PREFIX}-{pages}"
    target = Target(f"s3://{BUCKET}/{prefix}", endpoint=endpoint)
    storage = S3(Bucket(BUCKET, prefix, endpoint))
    place = Place(target, storage)
    asked = Asked()

    def publish() -> Callable[[], None]:
        prepared = prepared_of(site.folder)

        def work() -> None:
            live = read_release(storage, live_name(storage))
            changes = changes_between(live.manifest, prepared.manifest)
            with held_there(storage, target.to):
                deliver(place, prepared, changes, live, Progress(quiet=True))

        return work

    def step_back() -> None:
        with held_there(storage, target.to):
            live = read_release(storage, live_name(storage))
            to = read_release(storage, sorted(names_of_releases(storage))[-2])
            roll_back(place, live, to)
            settle(place, to.name)

    with asked.listening():
        yield measured(f"{pages:,} pages: first publication", asked, publish())
        for number in range(1, EDITS + 1):
            site.edit()
            step = "one edit, and the oldest release goes" if number == EDITS else "one edit"
            row = measured(step, asked, publish())
            if number in (1, EDITS):
                yield row
        yield measured("rollback", asked, step_back)
        shutil.rmtree(content_store.ROOM, ignore_errors=True)
        site.edit()
        yield measured("one edit, from another machine", asked, publish())
        yield measured("publish --verify --dry-run", asked, lambda: _verify(storage))


def _verify(storage: S3) -> None:
    look = look_at(storage)
    if look.damaged or look.untrusted or look.garbage:
        raise SystemExit(f"not whole: {look}")


def _memory(field: str) -> int:
    """Bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (line,) = (line for line in lines if line.startswith(f"{field}:"))
    return int(line.split()[1]) * 1024


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args(arguments).pages
    os.environ |= environment("ai", "cung-duoc")
    content_store.ROOM = WORK / "index"
    say(HEAD + UNITS)
    for pages in sizes:
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        with object_store(WORK) as store:
            for row in rows_of(pages, WORK, store.endpoint):
                say(str(row))
            # Asked to end, it removes one file after the other.
            store.process.kill()
    shutil.rmtree(WORK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
