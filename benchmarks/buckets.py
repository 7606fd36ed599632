"""A publisher sees what a bucket is asked for, of a site of any size: the requests that are paid.

`python -m benchmarks.buckets [--pages N …] [--lean]`; Linux, from `.venv` after `python3 run.py
test`. It asks the tests' store on this machine, or one in its own process (`--lean`: the same
requests, for memory at any size), with made-up pages of one file each; nothing is built.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from botocore.awsrequest import AWSPreparedRequest
from botocore.endpoint import Endpoint

from benchmarks.support.lean_bucket import LeanBucket, LeanClient
from tests.support.object_store import BUCKET, environment, object_store
from tools.console import say
from tools.places import SCRATCH
from tools.publish import content_store, reading
from tools.publish.content_damage import look_at
from tools.publish.delivery import Place, deliver, roll_back, settle
from tools.publish.lock import held_there
from tools.publish.manifest import Manifest, changes_between
from tools.publish.prepare import Prepared, ready
from tools.publish.progress import Progress
from tools.publish.releases import live_name, names_of_releases, read_release
from tools.publish.s3 import S3
from tools.publish.targets import Bucket, Target

WORK = SCRATCH / "buckets"
SIZES = (10_000, 100_000)
PREFIX = "trang"
NOTHING = Prepared(Path(), {}, Manifest({}))
QUIET = Progress(quiet=True)
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
    it had before this step."""

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


def measured(step: str, asked: Asked | LeanClient, work: Callable[[], None]) -> Row:
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    asked.begin()
    started = time.process_time()
    work()
    cpu = time.process_time() - started
    return Row(step, asked.requests, asked.sent, cpu, _memory("VmHWM") - before)


def rows_of(pages: int, work: Path, storage: S3, asked: Asked | LeanClient) -> Iterator[Row]:
    """work: an empty folder."""
    site = Site(work / "site", pages)
    target = Target(storage.to)
    place = Place(target, storage)
    prepared = [NOTHING]

    def read() -> None:
        prepared[0] = NOTHING  # two sites are never in memory
        prepared[0] = ready(site.folder, "", QUIET, target)

    def publish() -> None:
        live = read_release(storage, live_name(storage))
        changes = changes_between(live.manifest, prepared[0].manifest)
        with held_there(storage, target.to):
            deliver(place, prepared[0], changes, live, QUIET)

    def step_back() -> None:
        with held_there(storage, target.to):
            live = read_release(storage, live_name(storage))
            to = read_release(storage, sorted(names_of_releases(storage))[-2])
            roll_back(place, live, to)
            settle(place, to.name)

    yield measured(f"{pages:,} pages: reading the site", asked, read)
    yield measured("first publication", asked, publish)
    for number in range(1, EDITS + 1):
        site.edit()
        rows = measured("reading the site again", asked, read), measured("one edit", asked, publish)
        if number == 1:
            yield from rows
        elif number == EDITS:
            yield replace(rows[1], step="one edit, and the oldest release goes")
    yield measured("rollback", asked, step_back)
    shutil.rmtree(content_store.ROOM, ignore_errors=True)
    site.edit()
    read()
    yield measured("one edit, from another machine", asked, publish)
    prepared[0] = NOTHING
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
    parser.add_argument("--lean", action="store_true")
    given = parser.parse_args(arguments)
    os.environ |= environment("ai", "cung-duoc")
    content_store.ROOM, reading.ROOM = WORK / "index", WORK / "read"
    say(HEAD + UNITS)
    for pages in given.pages:
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        if given.lean:
            bucket = LeanBucket()
            _say_all(rows_of(pages, WORK, bucket, bucket.lean))
            continue
        asked = Asked()
        with object_store(WORK) as store, asked.listening():
            storage = S3(Bucket(BUCKET, f"{PREFIX}-{pages}", store.endpoint))
            _say_all(rows_of(pages, WORK, storage, asked))
            # Asked to end, it removes one file after the other.
            store.process.kill()
    shutil.rmtree(WORK)
    return 0


def _say_all(rows: Iterable[Row]) -> None:
    for row in rows:
        say(str(row))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
