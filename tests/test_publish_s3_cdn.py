"""A CDN's function shows what the other servers show, with nothing between it and the bucket."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright._impl._driver import compute_driver_executable

from plugins.shared.file_kinds import FILE_FOLDERS
from tests.support.bucket_publishing import Keeper
from tests.support.memory_bucket import MemoryPublisher
from tests.support.object_store import BUCKET, HOST
from tests.support.web_server import free_port
from tools.places import ROOT
from tools.publish import content_store
from tools.publish.fetch import Answer, ask
from tools.publish.manifest import entry_of_bytes
from tools.server.facts import ServerFacts
from tools.server.headers import (
    FILE_POLICY,
    HASHED,
    PAGE,
    VIEWED,
    VIEWED_POLICY,
    WORKER_POLICY,
    same_headers,
)
from tools.server.index import object_of

SCRIPT = "theme/x.0123456789.js"
WORKER = ROOT / "deploy/cdn/worker.mjs"
# What a CDN does around the function.
HARNESS = """\
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
const [worker, port, STORE] = process.argv.slice(1);
const nodes = fetch;
globalThis.fetch = function (...asked) {
    if (this !== undefined && this !== globalThis) {
        throw new TypeError('Illegal invocation'); // as Cloudflare's does
    }
    return nodes(...asked);
};
const { default: handler } = await import(worker);
createServer(async (asked, answer) => {
    const { method, headers, url } = asked;
    const got = await handler.fetch(new Request(`http://x${url}`, { method, headers }), { STORE });
    answer.writeHead(got.status, Object.fromEntries(got.headers));
    got.body ? Readable.fromWeb(got.body).pipe(answer) : answer.end();
}).listen(port, '127.0.0.1');
"""


@contextmanager
def at_the_edge(keeper: Keeper) -> Iterator[str]:
    node, port = str(compute_driver_executable()[0]), free_port()
    store = f"{keeper.store.endpoint}/{BUCKET}/{keeper.prefix}"
    words = [node, "--input-type=module", "-e", HARNESS, WORKER.as_uri(), str(port), store]
    process = subprocess.Popen(words)
    url = f"http://{HOST}:{port}"
    try:
        end = time.monotonic() + 30
        while not answers(url):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        ask(url)
    except OSError:
        return False
    return True


def soon(url: str, status: int) -> Answer:
    """As soon as the pointer is looked at again."""
    end = time.monotonic() + 5
    while (answer := ask(url)).status != status and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def test_a_cdns_function_shows_the_live_release(keeper: Keeper) -> None:
    with at_the_edge(keeper) as url:
        assert ask(f"{url}/").status == 404
        keeper.publisher.publish()
        keeper.publisher.write("b", "Bài hai")
        keeper.publisher.publish()
        page = soon(f"{url}/b/", 200)
        assert page.body == keeper.page("b").encode()
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Security-Policy"] == keeper.policy
        assert not [name for name in page.headers if name.lower().startswith("x-amz")]
        (etag,) = page.headers.get_all("ETag") or []
        assert etag
        assert urlsplit(ask(f"{url}/b?x=1").headers["Location"]).path == "/b/"
        for path in (
            "/khong-co/",
            "/404.html",
            "/.portal/map.txt",
            "/index.html.br",
            "/%ff",
            "//b/",
        ):
            answer = ask(f"{url}{path}")
            assert answer.status == 404, path
            assert answer.body == keeper.read(keeper.object("/404.html")).encode()
        assert keeper.publisher.run("rollback").returncode == 0
        assert soon(f"{url}/b/", 404).status == 404
        assert ask(f"{url}/bai-thu/").status == 200


# Two readers come at once to a machine that knows nothing yet.
AT_ONCE = """\
const [worker, objects] = process.argv.slice(1);
const { Resolver } = await import(worker);
const stored = JSON.parse(objects);
const ask = async (url, { headers }) => {
    const text = stored[url.slice('s/'.length)];
    const [first, last] = (headers.Range ?? 'bytes=0-').slice('bytes='.length).split('-');
    const part = text?.slice(Number(first), last ? Number(last) + 1 : undefined);
    return text === undefined ? new Response('', { status: 404 }) : new Response(part);
};
const resolver = new Resolver('s', ask);
const paths = ['/', '/a/', '/theme/x.0123456789.js'];
const found = await Promise.all(paths.map((path) => resolver.find(path)));
console.log(found.map((it) => it.object).join('\\n'));
"""


def test_readers_who_come_first_find_what_is_there_and_what_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_store, "ROOM", tmp_path / "room")
    publisher = MemoryPublisher(tmp_path)
    pages = {"index.html": b"1", "a/index.html": b"a"}
    publisher.publish(pages | {SCRIPT: b"x"})
    publisher.publish(pages)
    stored = {path: it.decode() for path, it in publisher.bucket.client.objects.items()}
    node = str(compute_driver_executable()[0])
    words = [node, "--input-type=module", "-e", AT_ONCE, WORKER.as_uri(), json.dumps(stored)]
    told = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    files = {**pages, SCRIPT: b"x"}
    assert told.stdout.split() == [
        object_of(path, entry_of_bytes(data).sha256) for path, data in files.items()
    ]


def test_the_function_knows_the_same_names_as_the_servers() -> None:
    text = WORKER.read_text("utf-8")

    def regex(pattern: str, flags: str = "") -> str:
        return f" = /{pattern.replace('/', chr(92) + '/')}/{flags};"

    for line in (
        f"HASHED{regex(HASHED)}",
        f"PAGE{regex(PAGE).replace('[^' + chr(92) + '/', '[^/')}",
        f"VIEWED{regex(VIEWED, 'i')}",
        f'FILE_POLICY = "{FILE_POLICY}";',
        f'VIEWED_POLICY = "{VIEWED_POLICY}";',
        f'WORKER_POLICY = "{WORKER_POLICY}";',
        f"FILES = /^\\/(?:{'|'.join(FILE_FOLDERS)})\\//;",
    ):
        assert f"const {line}" in text
    facts = ServerFacts(("a.vn",), Path("/srv/a"), tls=True)  # type: ignore[arg-type]
    for name, value in same_headers(facts).items():
        assert f"'{name}': '{value}'," in text
