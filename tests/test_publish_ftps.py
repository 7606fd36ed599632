"""A publisher on shared hosting: readers meet no half page, whatever stops a publication."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.ftps_publishing import (
    HOST,
    Hosting,
    Tenant,
    another_machine,
    hosting_in,
    renting,
)
from tests.support.publishing import closed
from tests.support.web_server import free_port
from tools.publish.hosts.ftps_client import VARIABLE
from tools.publish.hosts.shown import NOTES
from tools.publish.lock import LOCK

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the server is Debian's")
HASHED = "theme/x.0123456789.js"


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosting]:
    with hosting_in(tmp_path_factory.mktemp("hosting")) as made:
        yield made


@pytest.fixture
def tenant(hosting: Hosting, tmp_path: Path) -> Iterator[Tenant]:
    with renting(hosting, tmp_path) as made:
        yield made


def themed(tenant: Tenant, *names: str) -> None:
    """The next release has these files of the theme, and no others."""
    site = tenant.publisher.folder / "site"
    tenant.publisher.declare(
        'THEME_STATIC_PATHS = ["static"]', 'THEME_STATIC_DIR = "."', "IGNORE_FILES = []"
    )
    static = site / "theme" / "static"
    static.mkdir(exist_ok=True)
    for file in [it for it in static.rglob("*") if it.is_file()]:
        file.unlink()
    for name in names:
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(f"// {name}", "utf-8")


def test_a_release_is_there_with_what_the_web_server_reads(tenant: Tenant) -> None:
    told = tenant.publisher.publish()
    assert "Không chuyển trong một khoảnh khắc" in told.stdout
    assert tenant.files() == {
        ".htaccess", ".portal/.htaccess", "404.html", "bai-thu/index.html", "index.html",
    }  # fmt: skip
    assert "Nội dung ban đầu." in tenant.page("bai-thu")
    assert "script-src 'self'" in (tenant.folder / ".htaccess").read_text("ascii")
    assert "Require all denied" in (tenant.folder / ".portal/.htaccess").read_text("ascii")
    assert tenant.shown.release in told.stdout
    assert not tenant.shown.doubtful


def test_all_is_encrypted_in_one_session(tenant: Tenant) -> None:
    before = len(tenant.hosting.log.read_text("utf-8"))
    tenant.publisher.publish()
    log = tenant.hosting.log.read_text("utf-8")[before:].splitlines()
    assert log.count("AUTH TLS") == log.count("PROT P") == 1
    assert log.index("AUTH TLS") < log.index("USER lan")
    assert log.count("REUSED") > 5
    assert "ANOTHER SESSION" not in log


def test_what_did_not_change_is_not_sent_again(tenant: Tenant) -> None:
    tenant.publisher.publish()
    tenant.publisher.write("b", "Bài mới")
    told, commands = tenant.watched("publish", "--yes")
    assert told.returncode == 0
    renamed = places(tenant, commands, "RNTO")
    assert [it for it in renamed if not it.startswith(NOTES)] == ["b/index.html", "index.html"]
    assert "Bài mới" in tenant.page("b")
    told, commands = tenant.watched("publish", "--yes")
    assert "Không có gì mới" in told.stdout
    assert not [it for it in places(tenant, commands, "RNTO") if not it.startswith(NOTES)]


def places(tenant: Tenant, commands: list[str], kind: str) -> list[str]:
    """Paths inside the site, in order."""
    top = f"{kind} {tenant.path}/"
    return [it.removeprefix(top) for it in commands if it.startswith(top)]


def test_hashed_files_come_first_and_nothing_goes_before_the_pages_have_come(
    tenant: Tenant,
) -> None:
    themed(tenant, "theme/a.js", "theme/di.js")
    tenant.publisher.write("cu", "Sẽ bỏ")
    tenant.publisher.publish()
    themed(tenant, "theme/a.js", HASHED)
    (tenant.publisher.folder / "site/content/cu.md").unlink()
    tenant.publisher.write("moi", "Bài mới")
    told, commands = tenant.watched("publish", "--yes", "--lost")
    assert told.returncode == 0, told.stderr
    top = f" {tenant.path}/"
    done = [it.replace(top, " ") for it in commands if NOTES not in it]
    assert [it for it in done if it[:4] in ("RNTO", "DELE")] == [
        f"RNTO {HASHED}",
        "RNTO moi/index.html",
        "RNTO index.html",
        "DELE theme/di.js",
        "DELE cu/index.html",
    ]
    assert not (tenant.folder / "cu").exists()


def test_a_hashed_file_that_left_stays_for_open_pages(tenant: Tenant) -> None:
    themed(tenant, HASHED)
    tenant.publisher.publish()
    themed(tenant)
    tenant.publisher.write("b", "Bài mới")
    tenant.publisher.publish()
    assert (tenant.folder / HASHED).is_file()
    assert HASHED in tenant.shown.files


def test_a_step_back_brings_the_older_pages_and_the_timer_rests(tenant: Tenant) -> None:
    tenant.publisher.publish()
    first = tenant.shown.release
    tenant.publisher.write("bai-thu", "Lời mới")
    tenant.publisher.publish()
    second = tenant.shown.release
    assert tenant.publisher.run("rollback").returncode == 0
    assert tenant.shown.release == first
    assert "Nội dung ban đầu." in tenant.page("bai-thu")
    due = tenant.publisher.run("publish", "--due")
    assert (due.returncode, due.stdout.strip()) == (0, "")
    assert tenant.shown.release == first
    listed = tenant.publisher.run("releases").stdout
    assert [line[:1] for line in listed.splitlines()] == [" ", "→"]
    assert tenant.publisher.run("rollback", second).returncode == 0
    assert "Lời mới" in tenant.page("bai-thu")


def test_looking_leaves_nothing_there(tenant: Tenant) -> None:
    told = tenant.publisher.run("publish", "--dry-run")
    assert told.returncode == 0
    assert not tenant.folder.exists()
    tenant.publisher.publish()
    tenant.publisher.write("b", "Bài mới")
    before = {it: it.stat().st_mtime_ns for it in tenant.folder.rglob("*")}
    assert tenant.publisher.run("publish", "--dry-run").returncode == 0
    assert {it: it.stat().st_mtime_ns for it in tenant.folder.rglob("*")} == before


@pytest.mark.parametrize(
    "before",
    ["MKD {site}", "STOR {aside}", f"RNTO {{site}}/{NOTES}/shown.json", "RNTO {site}/b/index.html",
     "RNTO {site}/index.html", "DELE {site}/cu/index.html", f"DELE {{site}}/{NOTES}/releases"],
)  # fmt: skip
def test_a_publisher_that_is_killed_leaves_whole_pages_and_the_next_finishes(
    tenant: Tenant, before: str
) -> None:
    gone = tenant.publisher.write("cu", "Sẽ bỏ")
    tenant.publisher.publish()
    older = {it: (tenant.folder / it).read_bytes() for it in tenant.files()}
    gone.unlink()
    tenant.publisher.write("bai-thu", "Lời mới", title="Bài thử")
    tenant.publisher.write("b", "Bài mới")
    aside = f"{tenant.path}/{NOTES}/new"
    place = before.format(site=tenant.path, aside=aside)
    told, _ = tenant.watched("publish", "--yes", "--lost", before=place)
    assert told.returncode == -signal.SIGKILL, told.stdout
    there = {it: (tenant.folder / it).read_bytes() for it in tenant.files()}
    tenant.publisher.publish("--lost")
    newer = {it: (tenant.folder / it).read_bytes() for it in tenant.files()}
    assert "cu/index.html" not in newer
    assert "Lời mới" in tenant.page("bai-thu")
    assert all(data in (older.get(path), newer.get(path)) for path, data in there.items())
    assert older.keys() & newer.keys() <= there.keys()
    assert not tenant.shown.doubtful
    assert list((tenant.folder / NOTES / "new").iterdir()) == []
    notes = {it.name for it in (tenant.folder / NOTES / "releases").iterdir()}
    # All but forgetting was done: the next publication with something new forgets them.
    assert notes == {tenant.shown.release} or before.endswith("releases")
    assert "Không có gì mới" in tenant.publisher.publish().stdout


def test_what_a_killed_publisher_has_sent_is_not_sent_again(tenant: Tenant) -> None:
    for number in range(4):
        tenant.publisher.write(f"b{number}", "Bài")
    shown = f"RNTO {tenant.path}/{NOTES}/shown.json"
    _, commands = tenant.watched("publish", "--yes", before=shown)
    assert len(contents(tenant, commands)) == 9
    told, commands = tenant.watched("publish", "--yes")
    assert told.returncode == 0, told.stderr
    assert contents(tenant, commands) == []
    assert "Bài" in tenant.page("b3")


def contents(tenant: Tenant, commands: list[str]) -> list[str]:
    """What was sent of a release, by the names under which it waits."""
    return [it for it in places(tenant, commands, "STOR") if len(Path(it).name) == 64]


def test_taking_the_change_back_after_an_interruption_brings_the_older_pages_back(
    tenant: Tenant,
) -> None:
    tenant.publisher.publish()
    first = tenant.shown.release
    article = tenant.publisher.folder / "site/content/bai-thu.md"
    text = article.read_text("utf-8")
    tenant.publisher.write("bai-thu", "Lời mới")
    new = tenant.publisher.write("b", "Bài mới")
    home = f"RNTO {tenant.path}/index.html"
    assert tenant.watched("publish", "--yes", before=home)[0].returncode < 0
    assert "Lời mới" in tenant.page("bai-thu")
    article.write_text(text, "utf-8")
    new.unlink()
    told = tenant.publisher.run("publish", "--due")
    assert told.returncode == 0, told.stdout
    assert "Nội dung ban đầu." in tenant.page("bai-thu")
    assert "b/index.html" not in tenant.files()
    assert (tenant.shown.release, tenant.shown.doubtful) == (first, frozenset())


def test_another_machine_publishes_on_and_can_step_back_too(tenant: Tenant, tmp_path: Path) -> None:
    tenant.publisher.publish()
    first = tenant.shown.release
    other = another_machine(tenant, tmp_path.with_name(f"{tmp_path.name}-khac"))
    with closed(other.publisher):
        other.publisher.write("bai-thu", "Lời của máy khác", title="Bài thử")
        told = other.publisher.publish()
        assert f"Bản {first} đăng từ máy khác: lấy 5 tệp" in told.stdout
        assert "đã mất hay bị sửa" not in told.stderr
        assert other.publisher.run("rollback").returncode == 0
        assert "Nội dung ban đầu." in tenant.page("bai-thu")
        second = other.publisher.run("releases").stdout.splitlines()[0].split()[0]
    refused = tenant.publisher.run("rollback", second)
    assert refused.returncode == 1
    assert f"Không có bản nào tên “{second}”" in refused.stderr


def test_two_publishers_never_work_there_at_once(tenant: Tenant) -> None:
    tenant.publisher.publish()
    tenant.publisher.write("b", "Bài mới")
    lock = tenant.folder / NOTES / LOCK / "holder"
    lock.parent.mkdir()
    lock.write_text(
        '{"publisher": "khac", "who": "minh (máy vp)", "since": "2026-01-02T03:04:05+00:00"}'
    )
    refused = tenant.publisher.run("publish", "--yes")
    assert refused.returncode == 1
    assert "minh (máy vp) đang đăng lên ftps://" in refused.stderr
    assert tenant.publisher.run("publish", "--yes", "--steal").returncode == 0
    assert not lock.parent.exists()


def test_what_somebody_else_has_put_there_is_not_touched(tenant: Tenant) -> None:
    (tenant.folder / "cgi-bin").mkdir(parents=True)
    (tenant.folder / ".htaccess").write_text("của nơi thuê", "utf-8")
    refused = tenant.publisher.run("publish", "--yes")
    assert refused.returncode == 1
    assert "đã có .htaccess không do publish đưa lên" in refused.stderr
    assert (tenant.folder / ".htaccess").read_text("utf-8") == "của nơi thuê"
    (tenant.folder / ".htaccess").unlink()
    (tenant.folder / "google123.html").write_text("của ta", "utf-8")
    tenant.publisher.publish()
    tenant.publisher.publish("--verify")
    assert (tenant.folder / "google123.html").is_file()
    assert (tenant.folder / "cgi-bin").is_dir()


def test_a_damaged_page_is_found_and_mended(tenant: Tenant) -> None:
    tenant.publisher.publish()
    page = tenant.folder / "bai-thu/index.html"
    whole = page.read_bytes()
    page.write_text("bị sửa tay", "utf-8")
    (tenant.folder / "404.html").unlink()
    looked = tenant.publisher.run("publish", "--verify", "--dry-run")
    assert looked.returncode == 1
    assert "Trang ở nơi đăng: 2 tệp không còn như lúc đăng (1 bị sửa, 1 mất)" in looked.stdout
    assert page.read_bytes() != whole
    mended = tenant.publisher.publish("--verify")
    assert "Đã sửa xong" in mended.stdout
    assert page.read_bytes() == whole
    assert (tenant.folder / "404.html").is_file()


def test_a_host_that_renames_over_no_file_gets_the_pages_too(tenant: Tenant) -> None:
    tenant.account("khong-de")
    tenant.publisher.publish()
    tenant.publisher.write("bai-thu", "Lời mới")
    tenant.publisher.publish()
    assert "Lời mới" in tenant.page("bai-thu")
    assert tenant.publisher.run("rollback").returncode == 0
    assert "Nội dung ban đầu." in tenant.page("bai-thu")


def test_a_host_that_reads_no_htaccess_is_told_of(tenant: Tenant) -> None:
    tenant.folder.mkdir()

    class Plain(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = partial(Plain, directory=str(tenant.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            url = f"http://localhost:{server.server_port}"
            tenant.publisher.settings["url"] = url
            told = tenant.publisher.publish()
        finally:
            server.shutdown()
    assert f"Cảnh báo: {url} không gửi chính sách bảo mật" in told.stderr


def refused(tenant: Tenant) -> str:
    told = tenant.publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    return told.stderr.strip()


def test_a_wrong_password_is_said_and_nothing_is_lost(tenant: Tenant) -> None:
    tenant.publisher.publish()
    before = tenant.page("bai-thu")
    tenant.publisher.write("bai-thu", "Lời mới")
    tenant.publisher.environment[VARIABLE] = "sai"
    assert refused(tenant).startswith(f"“{HOST}” không nhận mật khẩu của “lan”")
    assert tenant.page("bai-thu") == before


def test_the_password_comes_from_a_file_that_others_cannot_read(
    tenant: Tenant, tmp_path: Path
) -> None:
    password = tenant.publisher.environment.pop(VARIABLE)
    assert refused(tenant).startswith(f"Chưa có mật khẩu của “lan” ở “{HOST}”: ghi nó vào")
    file = tmp_path / "mat-khau"
    tenant.publisher.settings["password_file"] = str(file)
    assert f"Không đọc được tệp mật khẩu {file}" in refused(tenant)
    file.write_text(f"{password}\n", "utf-8")
    file.chmod(0o644)
    assert refused(tenant).endswith(f"chạy “chmod 600 {file}”.")
    file.chmod(0o600)
    tenant.publisher.publish()


def test_a_full_host_and_missing_rights_are_said(tenant: Tenant) -> None:
    tenant.publisher.publish()
    before, pages = tenant.page("bai-thu"), tenant.files()
    tenant.publisher.write("bai-thu", "Lời mới")
    tenant.account("het-cho")
    assert refused(tenant).startswith(f"Hết chỗ hay hết hạn mức trên “{HOST}”; trang cũ vẫn nguyên")
    tenant.account("chi-doc")
    assert f"“chi-doc” không có quyền ghi vào “/{tenant.path}” trên “{HOST}”" in refused(tenant)
    assert (tenant.page("bai-thu"), tenant.files()) == (before, pages)
    tenant.account("lan")
    tenant.publisher.publish()
    assert "Lời mới" in tenant.page("bai-thu")


def test_a_certificate_that_nobody_vouches_for_is_refused(tenant: Tenant) -> None:
    del tenant.publisher.environment["SSL_CERT_FILE"]
    sentence = refused(tenant)
    assert (
        sentence
        == f"Không tin được chứng thư của “{HOST}”: chứng thư tự ký, không trình duyệt nào tin."
    )
    assert not tenant.folder.exists()


@contextmanager
def answering(*lines: bytes) -> Iterator[int]:
    """A port where each command gets the next line."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            conn, _ = server.accept()
            with conn, conn.makefile("rb") as heard:
                for line in lines:
                    conn.sendall(line)
                    heard.readline()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_host_without_encryption_never_hears_the_password(tenant: Tenant) -> None:
    with answering(b"220 hi\r\n", b"502 no AUTH here\r\n") as port:
        tenant.publisher.settings["to"] = f"ftps://lan@{HOST}:{port}/x"
        assert refused(tenant).startswith(f"“{HOST}” không mở được kết nối mã hóa (FTPS)")


def test_no_network_is_said(tenant: Tenant) -> None:
    port = free_port()
    tenant.publisher.settings["to"] = f"ftps://lan@{HOST}:{port}/x"
    assert refused(tenant) == f"“{HOST}” không mở cổng {port}: xem lại tên máy và cổng trong to."
    tenant.publisher.settings["to"] = "ftps://lan@khong-co.invalid/x"
    assert refused(tenant).startswith("Không có máy nào tên “khong-co.invalid”")
    with answering(b"421 Too many connections\r\n") as port:
        tenant.publisher.settings["to"] = f"ftps://lan@{HOST}:{port}/x"
        assert "đang có quá nhiều kết nối hay tạm nghỉ (421" in refused(tenant)
