"""A publisher's release is whole or not there; the one before is a command away."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.publishing import Publisher, closed, make_publisher, make_whole_publisher
from tools.cli import with_word_named
from tools.file_lock import hold, release
from tools.publish.folder import Folder
from tools.publish.lock import ROOM, _mine
from tools.publish.manifest import Entry, Manifest, moment_of, release_name
from tools.publish.releases import Release, keep_assets

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
OTHERS_LOCK = {
    "publisher": "khac",
    "who": "lan (máy van-phong)",
    "since": "2026-01-02T03:04:05+00:00",
}


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        yield made


def test_a_first_release_is_whole_and_read_only(publisher: Publisher) -> None:
    told = publisher.publish()
    (name,) = publisher.releases
    assert re.fullmatch(r"\d{8}T\d{6}-[0-9a-f]{10}", name)
    assert (publisher.target / "current").readlink().as_posix() == f"releases/{name}"
    assert "Nội dung ban đầu" in publisher.page("bai-thu")
    assert "3 trang mới, 0 trang sửa, 0 trang bỏ" in told.stdout
    assert "  mới: /bai-thu/\n" in told.stdout
    manifest = json.loads((publisher.target / "releases" / name / "manifest.json").read_text())
    assert set(manifest["files"]) == {
        path.relative_to(publisher.live).as_posix()
        for path in publisher.live.rglob("*")
        if path.is_file()
    }
    for path in (publisher.target / "releases" / name).rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o555 if path.is_dir() else 0o444)
    assert sorted(path.name for path in publisher.target.iterdir()) == [
        "current",
        "proven",
        "releases",
    ]


def test_an_unchanged_site_is_not_published_again(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.state()
    told = publisher.publish()
    assert "Không có gì mới" in told.stdout
    assert publisher.state() == before


def test_an_edit_of_the_same_size_and_time_arrives(publisher: Publisher) -> None:
    publisher.write("a", "Mười hai")
    publisher.publish()
    page = publisher.live / "a/index.html"
    was = page.stat()
    file = publisher.write("a", "Mười ba.")
    os.utime(file, ns=(was.st_mtime_ns, was.st_mtime_ns))
    publisher.publish()
    assert "Mười ba." in publisher.page("a")
    assert page.stat().st_size == was.st_size
    # A server's ETag is made of both.
    assert int(page.stat().st_mtime) > int(was.st_mtime)


def test_what_did_not_change_is_linked_not_sent(publisher: Publisher) -> None:
    publisher.publish()
    inodes = {name: (publisher.live / name).stat().st_ino for name in ("bai-thu", "404.html")}
    old = (publisher.live / "bai-thu/index.html").stat()
    publisher.write("b", "Bài mới")
    told = publisher.publish()
    new = (publisher.live / "bai-thu/index.html").stat()
    assert (new.st_ino, new.st_mtime_ns) == (old.st_ino, old.st_mtime_ns)
    assert (publisher.live / "404.html").stat().st_ino == inodes["404.html"]
    assert "1 trang mới, 1 trang sửa, 0 trang bỏ" in told.stdout


def test_a_file_that_was_cut_short_on_the_target_is_sent_again(publisher: Publisher) -> None:
    publisher.publish()
    whole = publisher.page("bai-thu")
    page = publisher.live / "bai-thu/index.html"
    page.chmod(0o644)
    page.write_text("")
    publisher.write("b", "Bài mới")
    publisher.publish()
    assert publisher.page("bai-thu") == whole


def test_rollback_and_its_undoing(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "Bài hai")
    publisher.publish()
    first, second = publisher.releases
    assert publisher.run("rollback").returncode == 0
    assert publisher.live_name == first
    assert not (publisher.live / "b").exists()
    told = publisher.run("rollback")
    assert (told.returncode, told.stderr) == (
        1,
        f"Không có bản nào cũ hơn bản đang dùng ({first}).\n",
    )
    assert (publisher.target / "rollback").exists()
    assert publisher.run("rollback", second).returncode == 0
    assert publisher.live_name == second
    assert not (publisher.target / "rollback").exists()
    told = publisher.run("rollback", second[:-1] + "x")
    assert told.returncode == 1
    assert f"Có phải là “{second}”?" in told.stderr


def test_releases_are_listed_with_what_changed(publisher: Publisher) -> None:
    assert "Chưa có bản đăng nào." in publisher.run("releases").stdout
    publisher.publish()
    publisher.write("b", "Bài hai")
    publisher.publish()
    publisher.run("rollback")
    newest, oldest = publisher.run("releases").stdout.splitlines()
    first, second = publisher.releases
    assert newest.startswith(f"  {second}")
    assert newest.endswith("mới 1, sửa 1, bỏ 0")
    assert oldest.startswith(f"→ {first}")
    assert oldest.endswith("mới 3, sửa 0, bỏ 0  (đang dùng)")


def test_a_target_that_was_copied_to_another_machine_goes_on(publisher: Publisher) -> None:
    """As docs/van-hanh.md does it: with rsync -aH."""
    publisher.publish()
    publisher.write("b", "Bài hai")
    publisher.publish()
    old = publisher.target
    away = old.with_name("máy cũ")
    old.rename(away)
    subprocess.run(["cp", "-a", away, old], check=True)
    publisher.write("c", "Bài ba")
    publisher.publish()
    assert "Bài ba" in publisher.page("c")
    assert publisher.run("rollback").returncode == 0
    assert "Bài hai" in publisher.page("b")
    assert not (publisher.live / "c").exists()


def test_five_releases_are_kept(publisher: Publisher) -> None:
    for number in range(6):
        publisher.write("b", f"Bài lần {number}")
        publisher.publish()
    assert len(publisher.releases) == 5
    assert publisher.live_name == publisher.releases[-1]
    assert "Bài lần 5" in publisher.page("b")


def test_what_a_publisher_killed_after_its_switch_left_goes_though_nothing_is_new(
    publisher: Publisher,
) -> None:
    for number in range(5):
        publisher.write("b", f"Bài lần {number}")
        publisher.publish()
    older = publisher.target / "releases" / "20200101T000000-0123456789"
    (older / "site").mkdir(parents=True)
    (older / "manifest.json").write_text("{}")
    (publisher.target / ".incoming").mkdir()
    live = publisher.live_name
    publisher.publish()
    assert (publisher.live_name, len(publisher.releases)) == (live, 5)
    assert not older.exists()
    assert not (publisher.target / ".incoming").exists()


def test_two_publishers_of_one_machine_do_not_meet(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "Bài hai")
    before = publisher.state()
    digest = hashlib.sha256(str(publisher.target).encode()).hexdigest()[:16]
    handle = hold(ROOM / f"{digest}.lock")
    try:
        told = publisher.run("publish")
        quiet = publisher.run("publish", "--due")
    finally:
        release(handle)
    assert told.returncode == 1
    assert "đang có một lệnh khác làm việc" in told.stderr
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert publisher.state() == before


def test_another_machines_lock_names_who_and_since_when(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "Bài hai")
    lock = publisher.target / "publish.lock"
    lock.write_text(json.dumps(OTHERS_LOCK))
    before = publisher.state()
    for command in ("publish", "rollback"):
        told = publisher.run(command)
        assert told.returncode == 1
        assert "lan (máy van-phong) đang đăng lên" in told.stderr
        assert "2026" in told.stderr
        assert "--break-lock" in told.stderr
    timer = publisher.run("publish", "--due")
    assert timer.returncode == 1
    assert "lan (máy van-phong) đang đăng lên" in timer.stdout
    assert publisher.state() == before
    publisher.publish("--steal")
    assert "Bài hai" in publisher.page("b")
    assert not lock.exists()
    lock.write_text(json.dumps(OTHERS_LOCK))
    assert publisher.run("rollback", "--steal").returncode == 0
    assert not lock.exists()


def test_ones_own_lock_left_by_a_killed_command_is_no_hindrance(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "Bài hai")
    (publisher.target / "publish.lock").write_text(json.dumps(_mine()))
    publisher.publish()
    assert "Bài hai" in publisher.page("b")


def test_a_first_publication_asks_and_nobody_means_no(publisher: Publisher) -> None:
    told = publisher.run("publish")
    assert told.returncode == 1
    assert "Lần đầu đăng lên" in told.stdout
    assert not (publisher.target / "releases").exists()


def test_a_dry_run_shows_and_touches_nothing(publisher: Publisher) -> None:
    assert "3 trang mới" in publisher.publish("--dry-run").stdout
    assert not publisher.target.exists()
    publisher.publish()
    publisher.write("b", "Bài hai")
    before = publisher.state()
    told = publisher.publish("--dry-run")
    assert "  mới: /b/\n" in told.stdout
    assert publisher.state() == before


def test_an_unknown_target_is_named_with_the_near_one(publisher: Publisher) -> None:
    told = publisher.run("publish", publisher.name + "x")
    assert (told.returncode, told.stderr) == (
        1,
        f"Không có nơi đăng tên “{publisher.name}x” trong publishconf.py. "
        f"Có phải là “{publisher.name}”?\n",
    )


def test_a_target_without_a_parent_folder_is_refused(tmp_path: Path) -> None:
    publisher = make_publisher(tmp_path, to=str(tmp_path / "không có" / "nơi"))
    told = publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert told.stderr.endswith(
        f"Không có thư mục {tmp_path / 'không có'}, nên không tạo được "
        f"{tmp_path / 'không có' / 'nơi'} trong đó.\n"
    )


def test_a_failed_build_publishes_nothing(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.state()
    (publisher.folder / "site/theme/templates/article.html").write_text("{% nothing %}")
    told = publisher.run("publish")
    assert told.returncode == 1
    assert "Chưa đăng: trang chưa dựng được" in told.stderr
    assert publisher.state() == before


def test_the_timer_publishes_when_an_article_is_due_and_is_silent_otherwise(
    tmp_path: Path,
) -> None:
    silent = (0, "", "")

    def timer() -> tuple[int, str, str]:
        told = maker.run("publish", "--due")
        return told.returncode, told.stdout, told.stderr

    with closed(make_whole_publisher(tmp_path)) as maker:
        assert timer() == silent  # the first publication is a person's
        assert not maker.target.exists()
        maker.publish()
        said = json.loads((maker.target / "current/origin.json").read_text("utf-8"))["files"]
        content = maker.folder / "site/content"
        texts = {path.relative_to(content).as_posix() for path in content.rglob("*.md")}
        assert (
            {path for path in texts if "trang/" in path} < said.keys() <= {*texts, "redirects.csv"}
        )
        assert len(said) > 20
        due = (datetime.now(VIETNAM) + timedelta(seconds=75)).replace(second=0, microsecond=0)
        head = "Tiêu đề: Bài hẹn giờ\nNgày: {}\nChuyên mục: Xây dựng Đảng\n"
        body = "Tóm tắt: Đến giờ thì đăng.\n\nĐến giờ.\n"
        article = maker.folder / "site/content/tin-tuc/hen-gio.md"
        article.write_text(head.format(f"{due:%d/%m/%Y %H:%M}") + body, "utf-8")
        before = maker.state()
        assert timer() == silent
        assert maker.state() == before
        article.write_text(head.format("02/01/2025") + body, "utf-8")
        code, said, complaints = timer()
        assert (code, complaints) == (0, "")
        assert "/hen-gio/\n" in said
        assert timer() == silent


def test_the_timer_does_not_bring_back_what_was_taken_back(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "Bài có lỗi")
    publisher.publish()
    publisher.run("rollback")
    before = publisher.state()
    told = publisher.run("publish", "--due")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert publisher.state() == before
    publisher.write("b", "Bài đã sửa")
    publisher.publish()
    assert len(publisher.releases) == 3
    publisher.write("c", "Bài ba")
    publisher.publish("--due")
    assert "Bài ba" in publisher.page("c")


def test_a_publisher_who_keeps_what_was_taken_back_to_lets_the_timer_go_on(
    publisher: Publisher,
) -> None:
    publisher.publish()
    article = publisher.write("b", "Bài có lỗi")
    publisher.publish()
    publisher.run("rollback")
    article.unlink()
    assert "Không có gì mới" in publisher.publish().stdout
    publisher.write("c", "Bài ba")
    publisher.publish("--due")
    assert "Bài ba" in publisher.page("c")


def test_the_timer_says_what_it_could_not_publish(publisher: Publisher) -> None:
    publisher.publish()
    publisher.write("b", "[Xem](/khong-co/)")
    told = publisher.run("publish", "--due")
    assert told.returncode == 1
    assert "liên kết hỏng" in told.stdout


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("publish", "publish"),
        ("publish may-chu --yes", "publish --target=may-chu --yes"),
        ("publish --yes may-chu", "publish --yes --target=may-chu"),
        ("publish --target may-chu", "publish --target may-chu"),
        ("rollback 2026 --target x", "rollback --release=2026 --target x"),
        ("releases x", "releases --target=x"),
        ("build x", "build x"),
    ],
)
def test_a_word_after_the_command_is_a_name(typed: str, read: str) -> None:
    assert with_word_named(typed.split()) == read.split()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"urll": "http://x"}, "không có thiết lập tên “urll”. Có phải là “url”?"),
        ({"url": "tin.example.vn"}, "cần địa chỉ bắt đầu bằng http:// hoặc https://"),
        (
            {"server": "apache"},
            "cần “nginx”, “caddy”, “github”, “gitlab”, “cloudflare”, “netlify” hoặc để trống",
        ),
        ({"server": "nginx"}, "cần địa chỉ của trang để hỏi máy chủ"),
        ({"certificate": ["a"]}, "nay do root giữ trong /etc/portal/site.toml"),
        ({"to": "ftp://kho/trang"}, "cần một thư mục, người-dùng@máy:/thư/mục, s3://"),
        ({"to": "ftps://lan:mat-khau@kho/trang"}, "mật khẩu không ghi ở đây mà ở password_file"),
        ({"to": "ftps://lan@kho/../trang"}, "cần ftps://người-dùng@máy/thư-mục"),
        (
            {"to": "git+https://lan:ma@kho/a.git#trang", "server": "github"},
            "không ghi mật khẩu hay mã truy cập ở đây",
        ),
        ({"to": "git+ssh://git@kho/a.git", "server": "github"}, "git+ssh://git@máy/kho.git#nhánh"),
        ({"to": "git+ssh://git@kho/a.git#trang"}, "với git+… cần “github”"),
        ({"to": "ftps://lan@kho/trang", "server": "cloudflare"}, "để trống với ftps://"),
        ({"server": "github"}, "“github” chỉ đi với to là git+ssh://"),
        ({"to": "lan@may:/trang", "server": "netlify"}, "chỉ đi với to là một thư mục"),
        ({"to": "s3://Kho/trang"}, "cần s3://tên-kho/thư-mục, chữ không dấu"),
        ({"to": "s3://kho/trang", "server": "nginx"}, "server: để trống với kho s3://"),
        ({"to": "s3://kho/trang", "endpoint": "kho.vn"}, "endpoint: cần địa chỉ bắt đầu bằng"),
    ],
)
def test_a_wrong_declaration_is_named(tmp_path: Path, settings: dict[str, Any], said: str) -> None:
    with closed(make_publisher(tmp_path, **settings)) as publisher:
        told = publisher.run("publish", "--yes")
    assert told.returncode == 1
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_hashed_files_are_kept_for_thirty_days_after_they_left(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    name = "theme/site.0123456789.js"
    for path in (name, "b/index.html"):
        storage.write(f"releases/1/site/{path}", b"x")
    old = Release("1", Manifest({name: Entry("a", 1), "b/index.html": Entry("a", 1)}))
    start = datetime(2026, 1, 1, tzinfo=VIETNAM)
    nothing = Release("2", Manifest({}))
    keep_assets(storage, old, nothing.manifest, start)
    assert list(storage.digests("kept", {})) == [name]
    keep_assets(storage, nothing, nothing.manifest, start + timedelta(days=29))
    assert list(storage.digests("kept", {})) == [name]
    keep_assets(storage, nothing, nothing.manifest, start + timedelta(days=31))
    assert list(storage.digests("kept", {})) == []


def test_a_release_sorts_after_the_one_before_whatever_the_clock() -> None:
    manifest = Manifest({"index.html": Entry("a", 1)})
    now = datetime(2026, 11, 25, 8, 0, 0, tzinfo=VIETNAM)
    first = release_name(manifest, now)
    assert first == f"20261125T010000-{manifest.digest}"
    second = release_name(manifest, now, first)
    third = release_name(manifest, now - timedelta(days=1), second)
    assert first < second < third
    assert moment_of(third) == moment_of(first) + timedelta(seconds=2)
