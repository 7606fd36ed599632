"""Readers of a page that counts releases; the answers to slow ones outlast a switch."""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import brotli

from tests.support.served_publisher import Site

PAGE = "/dem/"
NUMBER = re.compile(rb"L\xe1\xba\xa7n (\d+)\.")
ASSET = re.compile(rb'src="(/theme/[^"]+)"')
WHOLE = re.compile(rb"</html>\s*\Z")
LINES = 30_000
# A small segment keeps the server's own buffer small: most of an answer stays in the file.
SEGMENT, BUFFER = 536, 4096
SIP = 1024  # bytes read at a time
PAUSE = 0.004  # seconds between two sips
REST = 0.02  # seconds between a fast reader's requests
BUFFERED = 150_000  # more than both ends hold
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}


def make_release(site: Site, number: int) -> None:
    """The next release's page; it names a script that no other release has."""
    for file in (site.publisher.folder / "site/theme/static").iterdir():
        file.unlink()
    script = site.theme(f"dem.{digest_of(number)}.js", script_text(number))
    body = f'<script src="/theme/{script.name}"></script>\n\n'
    site.publisher.write("dem", body + f"Lần {number}. " * LINES)


def digest_of(number: int) -> str:
    return hashlib.sha256(b"%d" % number).hexdigest()[:10]


def script_text(number: int) -> str:
    return f"// lần {number}\n" * LINES


@dataclass
class Seen:
    """switches: how many there were so far. spanning: answers that were sent across one."""

    switches: int = 0
    pages: int = 0
    assets: int = 0
    spanning: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def reading(site: Site, fast: int, slow: int) -> Iterator[Seen]:
    """fast, slow: how many readers of either kind there are meanwhile."""
    seen = Seen()
    stopped = threading.Event()

    def read(get: Callable[[str, int], bytes]) -> None:
        turn = 0
        while not stopped.is_set():
            turn += 1
            try:
                check(get, turn)
            except (OSError, ValueError, AssertionError) as fault:
                seen.faults.append(repr(fault))

    def check(get: Callable[[str, int], bytes], turn: int) -> None:
        page = get(PAGE, turn)
        numbers = set(NUMBER.findall(page))
        assert len(numbers) == 1, f"torn: {numbers}"
        assert WHOLE.search(page), "cut short"
        seen.pages += 1
        (number,) = map(int, numbers)
        (asset,) = ASSET.findall(page)
        script = get(asset.decode(), turn)
        assert script == script_text(number).encode(), f"the wrong {asset!r}"
        seen.assets += 1

    def quickly(path: str, turn: int) -> bytes:
        encoding = list(UNPACK)[turn % len(UNPACK)]
        answer = site.ask(path, encoding)
        assert answer.status == 200, f"{answer.status} for {path}"
        time.sleep(REST)
        return UNPACK[encoding](answer.body)

    def slowly(path: str, _: int) -> bytes:
        return sip(site, path, seen)

    kinds = [quickly] * fast + [slowly] * slow
    readers = [threading.Thread(target=read, args=(get,)) for get in kinds]
    for reader in readers:
        reader.start()
    try:
        yield seen
    finally:
        stopped.set()
        for reader in readers:
            reader.join()


def sip(site: Site, path: str, seen: Seen) -> bytes:
    """The body, read as on a very slow line. Raises AssertionError for one that is not whole."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
        line.settimeout(20)
        line.connect(("127.0.0.1", site.server.facts.http_port))
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        data = b""
        while b"\r\n\r\n" not in data and (more := line.recv(SIP)):
            data += more
        before = seen.switches
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        assert head.startswith(b"HTTP/1.1 200 "), head.split(b"\r\n")[0]
        assert length, "no length"
        parts, got, spans = [body], len(body), False
        while more := line.recv(SIP):
            parts.append(more)
            got += len(more)
            spans = spans or (seen.switches > before and int(length[1]) - got > BUFFERED)
            time.sleep(PAUSE)
    seen.spanning += spans
    assert got == int(length[1]), f"{got} of {int(length[1])} bytes of {path}"
    return b"".join(parts)
