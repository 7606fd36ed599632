"""nginx in front of a store of objects shows a release as soon as the pointer names it."""

from __future__ import annotations

import gzip
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

import brotli
import pytest

from tests.support.bucket_publishing import PREFIX, Keeper, keeping, storage_of
from tests.support.object_store import BUCKET, HOST, Store, object_store, prepared_of
from tests.support.web_server import free_port, running
from tools.publish.by_content import upload
from tools.publish.fetch import ask
from tools.publish.front import lead_on
from tools.publish.manifest import Changes, Manifest
from tools.publish.releases import Release
from tools.server.facts import ServerFacts
from tools.server.fetching import fetch, main
from tools.server.headers import STORE_HEADERS
from tools.server.moved import MAP, Moved
from tools.server.wanted import FILE, Wanted, read_wanted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nginx runs on Linux")

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
NUMBER = re.compile(rb"L\xe1\xba\xa7n (\d+)\.")
SWITCHES = 2
SOON = 3.0


@contextmanager
def fronted(store: Store, folder: Path) -> Iterator[Keeper]:
    """A publisher whose bucket nginx serves, as docs/van-hanh.md sets it up."""
    target = folder / "phía trước"
    target.mkdir(parents=True)
    address = f"{store.endpoint}/{BUCKET}/{PREFIX}/{folder.name}"
    port = free_port()
    facts = ServerFacts(
        (HOST,), PurePosixPath(target), addresses=(HOST,), http_port=port, store=address
    )
    with (
        running("nginx", facts, folder / "nginx"),
        keeping(store, folder, url=f"http://{HOST}:{port}") as keeper,
    ):
        yield keeper


def shows(url: str, page: bytes) -> bool:
    """Soon: a path holds for a second, and so does the pointer."""
    end = time.monotonic() + SOON
    while ask(f"{url}/dem/").body != page:
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="module")
def keeper(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    # Two processes of tests at one place would wait for each other.
    with fronted(store, tmp_path_factory.mktemp(f"truoc-{os.getpid()}-")) as made:
        url = made.publisher.settings["url"]
        assert ask(f"{url}/").status == 404
        made.publisher.write("dai", "Chữ dài. " * 400)
        made.publisher.publish()
        yield made


def test_readers_get_the_release_its_copies_and_its_policy(keeper: Keeper) -> None:
    url = keeper.publisher.settings["url"]
    page = keeper.page("dai").encode()
    plain = ask(f"{url}/dai/")
    assert plain.body == page
    assert plain.headers["Content-Security-Policy"] == keeper.policy
    for encoding in ("br", "gzip"):
        answer = ask(f"{url}/dai/", encoding)
        assert answer.headers["Content-Encoding"] == encoding
        assert UNPACK[encoding](answer.body) == page
    assert ask(f"{url}/bai-thu/", "br").headers["Content-Encoding"] is None
    missing = ask(f"{url}/khong/")
    assert missing.status == 404
    assert missing.body == keeper.read(keeper.object("/404.html")).encode()
    assert [name for name in STORE_HEADERS if name[:5] == "x-amz" and name in plain.headers] == []


def test_a_site_that_shows_something_else_gets_the_old_release_back(
    keeper: Keeper, tmp_path: Path
) -> None:
    other = keeping(keeper.store, tmp_path, url=keeper.publisher.settings["url"], patience=1)
    with other as astray:
        astray.publisher.write("khac", "Bài khác")
        told = astray.publisher.run("publish", "--yes")
        assert told.returncode == 1
        assert "Đã tự trở lại bản trước, vì sau khi đăng" in told.stderr
        assert list(astray.objects()) == []


def test_a_hashed_file_of_an_older_release_still_arrives(keeper: Keeper) -> None:
    publisher, url = keeper.publisher, keeper.publisher.settings["url"]
    static = publisher.folder / "site/theme/static"
    static.mkdir()
    settings = publisher.folder / "site/settings_of_test.py"
    text = settings.read_text("utf-8").replace(
        "THEME_STATIC_PATHS = []", 'THEME_STATIC_PATHS = ["static"]\nTHEME_STATIC_DIR = "theme"'
    )
    settings.write_text(text, "utf-8")
    old = static / "x.0123456789.js"
    old.write_text("// cũ " * 900)
    publisher.publish()
    old.unlink()
    publisher.publish("--lost")
    answer = ask(f"{url}/theme/x.0123456789.js")
    assert answer.body == ("// cũ " * 900).encode()
    assert "immutable" in answer.headers["Cache-Control"]
    assert ask(f"{url}/theme/x.0123456789.js", "br").headers["Content-Encoding"] == "br"


def test_no_reader_meets_a_gap_while_releases_come_and_go(keeper: Keeper) -> None:
    publisher, url = keeper.publisher, keeper.publisher.settings["url"]
    for number in (0, 1):
        publisher.write("dem", f"Lần {number}. " * 500)
        publisher.publish()
    stopped = threading.Event()
    faults: list[str] = []
    seen: set[bytes] = set()

    def read() -> None:
        while not stopped.is_set():
            answer = ask(f"{url}/dem/")
            numbers = set(NUMBER.findall(answer.body))
            seen.update(numbers)
            if answer.status != 200 or len(numbers) != 1:
                faults.append(f"{answer.status} {numbers}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(2, 2 + SWITCHES):
            publisher.write("dem", f"Lần {number}. " * 500)
            publisher.publish()
            read_by = time.monotonic() + 20
            while str(number).encode() not in seen and time.monotonic() < read_by:
                time.sleep(0.01)
            assert publisher.run("rollback").returncode == 0
            assert shows(url, keeper.page("dem").encode())
    finally:
        stopped.set()
        reader.join()
    assert faults == []
    assert len(seen) > SWITCHES


def test_pages_that_were_read_outlive_a_store_that_is_down(tmp_path: Path) -> None:
    with object_store(tmp_path) as store, fronted(store, tmp_path / "truoc") as keeper:
        keeper.publisher.publish()
        url = keeper.publisher.settings["url"]
        page = ask(f"{url}/bai-thu/")
        store.stop()
        assert page.status == 200
        assert ask(f"{url}/bai-thu/").body == page.body


def test_old_addresses_lie_in_the_store_as_data(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """nginx' machine fetches them as the publisher's user; what is no data is left where it is."""
    own = replace(keeper, prefix=f"{keeper.prefix}-cu")
    storage = storage_of(own, monkeypatch)
    address = f"{keeper.store.endpoint}/{BUCKET}/{own.prefix}"
    assert not fetch(address, tmp_path)
    site = tmp_path / "site"
    (site / ".portal").mkdir(parents=True)
    (site / MAP).write_bytes(b"/tin.aspx?id=5\t/tin-tuc/\n")
    nothing = Release("", Manifest({}))
    upload(storage, "1", prepared_of(site), Changes(), "", nothing, lambda _: None)
    lead_on(storage, "1")
    assert fetch(address, tmp_path)
    assert not fetch(address, tmp_path)
    file = tmp_path / FILE
    assert read_wanted(file.read_bytes()) == Wanted((Moved("/tin.aspx", "id=5", "/tin-tuc/"),))
    before = file.read_bytes()
    storage.write(FILE, b"map_hash_max_size 2048; access_log /etc/cron.d/x;")
    assert main([address, str(tmp_path)]) == 1
    assert file.read_bytes() == before
