"""An editor who saves sees the change at once, or what to mend, and never loses the page."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from watchfiles import Change
from watchfiles.main import FileChange

from conftest import PageMaker
from tests.support.tiny_site import make_tiny_site
from tools.console import python_environment
from tools.local_server import listen, listen_after, port_of, running
from tools.places import ROOT
from tools.preview import EVENTS, SCRIPT, STYLE, Preview, Shown, with_preview
from tools.preview_app import preview_app
from tools.preview_files import find_file, type_of
from tools.render_order import BuildAnswer
from tools.serve import QUIET_SECONDS, build_with, changes
from tools.worker import Worker

PATIENCE_SECONDS = 30
POLICY = "content-security-policy"
PROGRAM = """\
import sys
from pathlib import Path
from tools.serve import serve
site = Path(sys.argv[1])
sys.exit(serve(int(sys.argv[2]), False, site / "content", site / "settings_of_test.py",
               (site / "theme",), site / "scratch"))
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Served:
    """said: what was told at the start."""

    folder: Path
    process: subprocess.Popen[str]
    said: str

    @property
    def port(self) -> int:
        return int(re.findall(r"http://127\.0\.0\.1:(\d+)/", self.said)[0])

    @property
    def desk(self) -> int:
        return int(re.findall(r"http://127\.0\.0\.1:(\d+)/", self.said)[1])

    @property
    def article(self) -> Path:
        return self.folder / "content" / "bai-thu.md"

    def ask(self, path: str) -> Answer:
        return _ask(self.port, path)


def _ask(port: int, path: str, method: str = "GET") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, headers, text)


def _start(folder: Path, port: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, str(folder), str(port)],
        env=python_environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def _serve(folder: Path) -> Served:
    process = _start(folder)
    assert process.stdout is not None
    return Served(folder, process, process.stdout.readline() + process.stdout.readline())


def _stop(served: Served, how: signal.Signals = signal.SIGTERM) -> str:
    if served.process.poll() is None:
        served.process.send_signal(how)
    return served.process.communicate(timeout=PATIENCE_SECONDS)[0]


def _until_shown(served: Served, path: str, holds: Callable[[str], object]) -> None:
    """Each build is told to browsers; the page at `path` is looked at then."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE_SECONDS)
    connection.request("GET", EVENTS)
    events = connection.getresponse()
    try:
        while events.readline():  # one at once, for what is shown now
            if holds(served.ask(path).text):
                return
        pytest.fail("the preview ended")
    finally:
        connection.close()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    make_tiny_site(tmp_path / "site")
    served = _serve(tmp_path / "site")
    _until_shown(served, "/bai-thu/", lambda text: "Nội dung ban đầu" in text)
    yield served
    _stop(served)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[int]:
    """A ready-made site served in this process; gives the port."""
    site = tmp_path / "site"
    (site / "bai-thu").mkdir(parents=True)
    for name, text in {"index": "Đầu", "404": "Không tìm thấy", "bai-thu/index": "Bài"}.items():
        (site / f"{name}.html").write_text(f"<html><body><p>{text}</p></body></html>", "utf-8")
    (tmp_path / "secret.txt").write_text("bí mật", "utf-8")
    mine = listen(0)
    with running(preview_app(Preview(Shown(site))), mine):
        yield port_of(mine)


def test_a_saved_article_is_built_and_the_browser_told(
    served: Served,
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE_SECONDS)
    connection.request("GET", EVENTS)
    events = connection.getresponse()
    first = events.readline()
    assert events.readline() == b"\n"
    served.article.write_text(served.article.read_text("utf-8") + "\nĐoạn mới.\n", "utf-8")
    assert events.readline() != first
    connection.close()
    assert "Đoạn mới." in served.ask("/bai-thu/").text
    pages = list((served.folder / "scratch").rglob("*.html"))
    assert pages
    assert not [page for page in pages if SCRIPT in page.read_text("utf-8")]


@pytest.mark.parametrize("what", ["theme/templates/article.html", "settings_of_test.py"])
def test_a_change_of_theme_or_settings_is_built(served: Served, what: str) -> None:
    file = served.folder / what
    addition = "<p>thêm</p>" if what.endswith("html") else "SITENAME = 'Thêm'\n"
    before = served.ask("/bai-thu/").text
    replacement = file.with_suffix(".new")
    replacement.write_text(file.read_text("utf-8") + addition, "utf-8")
    replacement.replace(file)
    _until_shown(served, "/bai-thu/", lambda text: text != before)


def test_a_broken_save_shows_the_problem_and_keeps_the_page(served: Served) -> None:
    good = served.article.read_text("utf-8")
    served.article.write_text("Title: Bài <thử>\nDate: hôm qua\n\nMất.\n", "utf-8")
    _until_shown(served, "/bai-thu/", lambda text: 'role="alert"' in text)
    page = served.ask("/bai-thu/").text
    assert "Nội dung ban đầu" in page
    assert "hôm qua" in page
    served.article.write_text(good, "utf-8")
    _until_shown(served, "/bai-thu/", lambda text: 'role="alert"' not in text)


def test_a_first_build_that_fails_shows_its_problems(tmp_path: Path) -> None:
    make_tiny_site(tmp_path)
    (tmp_path / "content" / "bai-thu.md").write_text("Title: a\nDate: hôm qua\n\nb\n", "utf-8")
    served = _serve(tmp_path)
    try:
        _until_shown(served, "/", lambda text: "hôm qua" in text)
        assert served.ask("/").status == 503
        assert SCRIPT in served.ask("/").text
    finally:
        _stop(served)


def test_problems_are_shown_as_text_not_as_markup() -> None:
    page = with_preview(
        "<html><body><p>x</p></body></html>", Shown(None, "sai: <b>x</b>", stale=True)
    )
    assert "sai: &lt;b&gt;x" in page


def test_the_desk_stands_beside_the_preview_on_an_origin_of_its_own(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    settings.write_text(
        settings.read_text("utf-8") + "SECTIONS = [{'slug': 'tin-tuc', 'title': 'Tin'}]\n", "utf-8"
    )
    served = _serve(tmp_path)
    try:
        assert served.desk != served.port
        desk = _ask(served.desk, "/static/shell/desk.js")
        assert desk.status == 200
        assert f"frame-src http://127.0.0.1:{served.port};" in desk.headers[POLICY]
        page = served.ask("/")
        framing = f"http://127.0.0.1:{served.desk} http://localhost:{served.desk}"
        assert page.headers[POLICY].endswith(f"frame-ancestors {framing}")
        assert "'unsafe" not in page.headers[POLICY]
    finally:
        _stop(served)


def test_the_desk_takes_the_next_free_port_of_a_named_one() -> None:
    with listen(0) as taken, listen_after(port_of(taken)) as next_one:
        assert port_of(next_one) > port_of(taken)
        with listen_after(port_of(taken)) as third:
            assert port_of(third) > port_of(next_one)


def test_a_missing_page_is_answered_with_the_404_page(shown: int) -> None:
    answer = _ask(shown, "/khong-co/")
    assert answer.status == 404
    assert "Không tìm thấy" in answer.text


def test_a_folder_without_its_slash_is_redirected_within_the_site(shown: int) -> None:
    answer = _ask(shown, "/bai-thu?a=1")
    assert (answer.status, answer.headers["location"]) == (302, "/bai-thu/?a=1")
    assert _ask(shown, "//bai-thu").headers["location"] == "/bai-thu/"


def test_head_answers_like_get_without_a_body(shown: int) -> None:
    answer = _ask(shown, "/bai-thu/", "HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert answer.headers["content-length"] == str(len(_ask(shown, "/bai-thu/").text.encode()))


def test_nothing_is_cached_and_text_is_utf_8(shown: int) -> None:
    for path in ("/", SCRIPT, STYLE, "/khong-co"):
        headers = _ask(shown, path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-type"].endswith("; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/bai-thu/../../../../secret.txt",
        "/..\\secret.txt",
        "/%00",
        "/" + "a" * 5000,
        "//etc/passwd",
    ],
)
def test_no_address_leads_out_of_the_site(shown: int, path: str) -> None:
    answer = _ask(shown, path)
    assert answer.status == 404
    assert "bí mật" not in answer.text


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").touch()
    (tmp_path / "site" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert find_file(tmp_path / "site", ("link.txt",)) is None


def test_types_do_not_depend_on_the_machine() -> None:
    assert type_of("a.js") == "text/javascript; charset=utf-8"
    assert type_of("A.WEBP") == "image/webp"
    assert type_of("b.khong-ro") == "application/octet-stream"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_leaves_no_process_behind(tmp_path: Path, how: signal.Signals) -> None:
    make_tiny_site(tmp_path)
    served = _serve(tmp_path)
    _until(lambda: len(_processes_about(tmp_path)) == 2)  # the first build is under way
    assert "Đã dừng." in _stop(served, how)
    assert served.process.returncode == 0
    _until(lambda: not _processes_about(tmp_path))
    with pytest.raises(OSError, match="refused"):
        served.ask("/")


def test_every_save_is_built_by_the_process_that_built_the_first(served: Served) -> None:
    before = set(_processes_about(served.folder))
    for word in ("một", "hai"):
        served.article.write_text(served.article.read_text("utf-8") + f"\nĐoạn {word}.\n", "utf-8")
        _until_shown(served, "/bai-thu/", re.compile(f"Đoạn {word}[.]").search)
    assert set(_processes_about(served.folder)) == before


def test_once_it_is_quiet_after_a_save_all_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = {(Change.modified, str(tmp_path / "a.md"))}
    # None: the time passes after which it is quiet.
    ticks: list[set[FileChange] | None] = [set(), None, set(), saved, set(), None, set(), None]
    clock = 0.0

    def watch(*_: object, **__: object) -> Iterator[set[FileChange]]:
        nonlocal clock
        for tick in ticks:
            clock += QUIET_SECONDS + 1 if tick is None else 0
            yield tick or set()

    monkeypatch.setattr("tools.serve.watch", watch)
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    assert len(list(changes([tmp_path], []))) == 3


def test_a_build_that_changed_nothing_has_the_same_outcome(tmp_path: Path) -> None:
    class Builder:
        def build(self) -> BuildAnswer:
            return BuildAnswer(True, "")

    site, other = tmp_path / "site", tmp_path / "other"
    builder = cast(Worker, Builder())
    site.mkdir()
    first, _ = build_with(builder, site)
    assert build_with(builder, site)[0] == first
    other.mkdir()
    site.rmdir()
    other.rename(site)
    assert build_with(builder, site)[0] != first


def test_changed_settings_are_read_by_a_new_process(served: Served) -> None:
    before = set(_processes_about(served.folder))
    settings = served.folder / "settings_of_test.py"
    settings.write_text(settings.read_text("utf-8") + "SITENAME = 'Thêm'\n", "utf-8")
    _until(lambda: set(_processes_about(served.folder)) != before)
    _until(lambda: len(_processes_about(served.folder)) == 2)


def test_a_killed_builder_is_replaced_at_the_next_save(served: Served) -> None:
    os.kill(_builder_of(served), signal.SIGKILL)
    served.article.write_text(served.article.read_text("utf-8") + "\nĐoạn mới.\n", "utf-8")
    _until_shown(served, "/bai-thu/", lambda text: "Đoạn mới." in text)
    assert len(_processes_about(served.folder)) == 2


def test_a_builder_that_hangs_ends_with_serve(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    stubborn = "\nimport signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    began = tmp_path / "began"
    stubborn += f"open({os.fspath(began)!r}, 'w').close()\ntime.sleep(1000)\n"
    settings.write_text(settings.read_text("utf-8") + stubborn, "utf-8")
    served = _serve(tmp_path)
    _until(began.exists)
    assert "Đã dừng." in _stop(served)
    assert not _processes_about(tmp_path)


def test_a_builder_ends_when_serve_is_killed(served: Served) -> None:
    _stop(served, signal.SIGKILL)
    _until(lambda: not _processes_about(served.folder))


def _builder_of(served: Served) -> int:
    (builder,) = _processes_about(served.folder).keys() - {served.process.pid}
    return builder


def _processes_about(folder: Path) -> dict[int, str]:
    """Their command lines by number."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if os.fspath(folder) in line and entry.name != str(os.getpid()):
            found[int(entry.name)] = line
    return found


def test_a_taken_port_is_told_with_what_to_type(tmp_path: Path) -> None:
    make_tiny_site(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = _start(tmp_path, port)
        told = process.communicate(timeout=PATIENCE_SECONDS)[0]
    assert process.returncode == 1
    assert f"--port {port + 1}" in told


def test_the_browser_reloads_and_keeps_the_reading_place(
    served: Served, page_of: PageMaker
) -> None:
    long = served.article.read_text("utf-8") + "\n\nMột đoạn.\n" * 200
    served.article.write_text(long, "utf-8")
    _until_shown(served, "/bai-thu/", lambda text: text.count("Một đoạn") == 200)
    page = page_of(base_url=f"http://127.0.0.1:{served.port}", expected=("favicon",))
    page.goto("/bai-thu/")
    page.evaluate("scrollTo(0, 1500)")
    served.article.write_text(long + "\nĐoạn cuối.\n", "utf-8")
    page.get_by_text("Đoạn cuối.").wait_for(state="attached")
    page.wait_for_function("scrollY === 1500")
    served.article.write_text("Title: a\nDate: hôm qua\n\nb\n", "utf-8")
    page.get_by_role("alert").wait_for()
    assert "hôm qua" in page.get_by_role("alert").inner_text()
    assert page.evaluate("scrollY") == 0 or "Đoạn cuối" in page.content()


def test_addresses_with_vietnamese_letters_are_found(tmp_path: Path) -> None:
    (tmp_path / "thẻ").mkdir()
    assert find_file(tmp_path, ("thẻ",)) == (tmp_path / "thẻ").resolve()
