"""After a switch nginx sends the new release, or the old one is back; no reader meets a gap."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.publishing import Publisher, closed, make_publisher
from tests.web_server import command_of, free_port
from tools.publish.fetch import ask
from tools.server.facts import Facts
from tools.server.nginx import nginx_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nginx runs on Linux")

HOST = "127.0.0.1"
STYLE = "<style>p{{color:{}}}</style>"
READERS = 3
SWITCHES = 10
NUMBER = re.compile(rb"L\xe1\xba\xa7n (\d+)\.")
WHOLE = re.compile(rb"</html>\s*\Z")


@contextmanager
def served(folder: Path, **settings: Any) -> Iterator[tuple[Publisher, int]]:
    """A publisher whose target nginx serves, as docs/van-hanh.md sets it up, and nginx's id."""
    port = free_port()
    pid = folder / "nginx" / "nginx.pid"
    reload = f'kill -HUP "$(cat "{pid}")"'
    declared = {"url": f"http://{HOST}:{port}", "server": "nginx", "addresses": [HOST]}
    publisher = make_publisher(folder, **declared, reload=reload, **settings)
    facts = Facts((HOST,), PurePosixPath(publisher.target), addresses=(HOST,), http_port=port)
    (publisher.target / "server").mkdir(parents=True)
    (folder / "nginx").mkdir()
    for name, text in nginx_files(facts).items():
        (publisher.target / "server" / name).write_text(text)
    with (folder / "nginx" / "log.txt").open("wb") as log:
        nginx = subprocess.Popen(
            command_of("nginx", facts, folder / "nginx"), stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + 20
        while not answers(publisher.settings["url"]) and time.monotonic() < end:
            time.sleep(0.05)
        with closed(publisher):
            yield publisher, nginx.pid
    finally:
        nginx.send_signal(signal.SIGCONT)
        nginx.terminate()
        nginx.wait(20)


def answers(url: str) -> bool:
    try:
        ask(f"{url}/")
    except OSError:
        return False
    return True


def style(publisher: Publisher, colour: str) -> None:
    """Another inline style, which the policy has to allow."""
    template = publisher.folder / "site/theme/templates/index.html"
    text = template.read_text("utf-8").split("<style>")[0].split("</head>")[0]
    template.write_text(f"{text}{STYLE.format(colour)}</head><body>x</body></html>", "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Publisher, int]]:
    with served(tmp_path_factory.mktemp("server")) as made:
        made[0].write("dai", "Chữ dài. " * 100)
        made[0].publish()
        yield made


def test_the_server_sends_the_release_and_its_copies(site: tuple[Publisher, int]) -> None:
    publisher, _ = site
    url = publisher.settings["url"]
    page = (publisher.live / "dai/index.html").read_bytes()
    assert ask(f"{url}/dai/").body == page
    for encoding, ending in (("br", ".br"), ("gzip", ".gz")):
        answer = ask(f"{url}/dai/", encoding)
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.body == (publisher.live / f"dai/index.html{ending}").read_bytes()
    assert ask(f"{url}/khong/").body == (publisher.live / "404.html").read_bytes()


def test_the_policy_allows_the_new_page_and_the_old_ones(site: tuple[Publisher, int]) -> None:
    publisher, _ = site
    url = publisher.settings["url"]
    style(publisher, "red")
    publisher.publish()
    one = ask(f"{url}/").headers["Content-Security-Policy"]
    style(publisher, "blue")
    publisher.publish()
    two = ask(f"{url}/").headers["Content-Security-Policy"]
    sources = [set(text.partition("style-src")[2].split(";")[0].split()) for text in (one, two)]
    assert sources[0] < sources[1]
    assert publisher.run("rollback").returncode == 0
    assert b"red" in ask(f"{url}/").body
    assert ask(f"{url}/").headers["Content-Security-Policy"] == two


def test_a_server_that_shows_something_else_gets_the_old_release_back(
    site: tuple[Publisher, int],
) -> None:
    """As after a switch that a server does not follow: it serves a copy of the older release."""
    publisher, _ = site
    live = publisher.live_name
    releases = publisher.releases
    publisher.write("moi", "Bài mới")
    port = free_port()
    other = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", HOST],
        cwd=publisher.live.resolve(),
        stderr=subprocess.DEVNULL,
    )
    url, kind = publisher.settings["url"], publisher.settings["server"]
    publisher.settings |= {"url": f"http://{HOST}:{port}", "server": ""}
    try:
        while not answers(publisher.settings["url"]):
            time.sleep(0.05)
        told = publisher.run("publish")
    finally:
        other.terminate()
        other.wait(20)
        publisher.settings |= {"url": url, "server": kind}
    assert told.returncode == 1
    assert "Đã tự trở lại bản trước, vì sau khi đăng" in told.stderr
    assert publisher.live_name == live
    assert publisher.releases == releases
    assert ask(f"{url}/moi/").status == 404
    publisher.publish()
    assert ask(f"{url}/moi/").status == 200


def test_a_site_that_does_not_answer_is_left_as_it_was(tmp_path: Path) -> None:
    port = free_port()
    with closed(make_publisher(tmp_path, url=f"http://{HOST}:{port}")) as publisher:
        told = publisher.run("publish", "--yes")
        assert told.returncode == 1
        assert f"http://{HOST}:{port} không trả lời" in told.stderr
        assert "Traceback" not in told.stderr
        assert [path.name for path in publisher.target.iterdir()] == ["releases"]
        assert publisher.releases == []


def test_a_reload_that_fails_stops_before_the_switch(site: tuple[Publisher, int]) -> None:
    publisher, _ = site
    live, reload = publisher.live_name, publisher.settings["reload"]
    style(publisher, "green")
    publisher.settings["reload"] = "echo hỏng >&2; exit 3"
    try:
        told = publisher.run("publish")
    finally:
        publisher.settings["reload"] = reload
    assert (told.returncode, publisher.live_name) == (1, live)
    assert told.stderr.endswith("báo lỗi: hỏng\n")
    # It has been written by now, but the server has not read it.
    publisher.publish()
    assert b"green" in ask(publisher.settings["url"] + "/").body


def test_a_handler_that_no_policy_allows_stops_the_publication(
    site: tuple[Publisher, int],
) -> None:
    publisher, _ = site
    live = publisher.live_name
    article = publisher.write("xau", '<p onclick="x()">Bấm</p>')
    told = publisher.run("publish")
    article.unlink()
    assert (told.returncode, publisher.live_name) == (1, live)
    assert told.stderr.endswith(
        "Chưa đăng: xau/index.html: thẻ <p> có thuộc tính “onclick”, trình duyệt sẽ chặn; "
        "hãy bỏ đi.\n"
    )


def test_a_hashed_file_of_an_older_release_still_arrives(site: tuple[Publisher, int]) -> None:
    publisher, _ = site
    url = publisher.settings["url"]
    static = publisher.folder / "site/theme/static"
    static.mkdir(exist_ok=True)
    settings = publisher.folder / "site/settings_of_test.py"
    text = settings.read_text("utf-8").replace(
        "THEME_STATIC_PATHS = []", 'THEME_STATIC_PATHS = ["static"]\nTHEME_STATIC_DIR = "theme"'
    )
    settings.write_text(text, "utf-8")
    old = "x.0123456789.js"
    (static / old).write_text("// cũ " * 60)
    publisher.publish()
    (static / old).unlink()
    (static / "x.aaaaaaaaaa.js").write_text("// mới")
    publisher.publish("--lost")
    assert not (publisher.live / "theme" / old).exists()
    assert ask(f"{url}/theme/{old}").body == ("// cũ " * 60).encode()
    assert ask(f"{url}/theme/{old}", "br").headers["Content-Encoding"] == "br"
    assert publisher.run("rollback").returncode == 0
    assert ask(f"{url}/theme/x.aaaaaaaaaa.js").status == 200


def test_no_reader_meets_a_gap_while_releases_come_and_go(site: tuple[Publisher, int]) -> None:
    publisher, _ = site
    url = publisher.settings["url"]
    publisher.write("dem", "Lần 0. " * 500)
    publisher.publish()
    publisher.write("dem", "Lần 1. " * 500)
    publisher.publish()
    stopped = threading.Event()
    faults: list[str] = []
    counts = [0] * READERS

    def read(number: int) -> None:
        while not stopped.is_set():
            answer = ask(f"{url}/dem/")
            counts[number] += 1
            if answer.status != 200:
                faults.append(f"status {answer.status}")
            elif len(set(NUMBER.findall(answer.body))) != 1 or not WHOLE.search(answer.body):
                faults.append("torn")

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(SWITCHES):
            publisher.write("dem", f"Lần {number + 2}. " * 500)
            publisher.publish()
            assert publisher.run("rollback").returncode == 0
            assert f"Lần {number + 2}." not in publisher.page("dem")
    finally:
        stopped.set()
        for reader in readers:
            reader.join()
    assert faults == []
    assert min(counts) > SWITCHES
