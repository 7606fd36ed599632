"""What would hurt a reader stops a publication before anything is sent."""

from __future__ import annotations

import gzip
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import zstandard

from plugins.changes import FILE as WORDING
from tests.support.publishing import Publisher, closed, make_publisher
from tools.publish.copies import (
    BY_SERVER,
    DIGEST,
    METHODS,
    Work,
    ending_of,
    forget,
    kinds_of,
    make_copies,
    place_of_copy,
    remember,
    remembered,
)
from tools.publish.errors import PublishError
from tools.publish.manifest import Entry, entry_of
from tools.publish.prepare import lost_pages, ready
from tools.publish.progress import Progress
from tools.publish.targets import Target
from tools.server.moved import MAP

PAGE = "<!doctype html><title>{}</title><body>{}</body>"
LONG = "Bạch Thông nâng cao chất lượng công tác nắm bắt dư luận xã hội. " * 20
UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress, ".zst": zstandard.decompress}


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    with closed(make_publisher(tmp_path)) as made:
        yield made


def make_site(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_a_page_that_vanishes_without_a_redirect_stops_the_publication(
    publisher: Publisher,
) -> None:
    article = publisher.write("a", "Bài một")
    publisher.publish()
    article.unlink()
    before = publisher.state()
    told = publisher.run("publish")
    assert told.returncode == 1
    assert "có 1 trang đã đăng nay không còn" in told.stderr
    assert "\n  /a/\n" in told.stderr
    assert "--allow-lost" in told.stderr
    assert publisher.state() == before
    assert "  bỏ: /a/\n" in publisher.publish("--lost").stdout
    assert not (publisher.live / "a").exists()


def test_a_link_that_leads_nowhere_stops_the_publication(publisher: Publisher) -> None:
    publisher.publish()
    before = publisher.state()
    publisher.write("a", "[Xem](/khong-co/) và ![Ảnh](/anh/mat.jpg)")
    told = publisher.run("publish")
    assert told.returncode == 1
    assert "có 2 liên kết hỏng" in told.stderr
    assert "/a/: liên kết “/khong-co/” không dẫn tới tệp nào." in told.stderr
    assert publisher.state() == before


def test_an_old_address_that_leads_to_no_page_stops_the_publication(tmp_path: Path) -> None:
    lines = (
        "/phu/cu\t/phu/a/\n/phu/cu2\t/phu/mat/\n/cu3\t/a/\n/phu/cu4\t/phu/a/?x=1#y\n"
        "/phu/cu5\thttps://tinh.example.vn/\n/phu/cu6\t/phu/\n"
    )
    site = make_site(tmp_path, {"a/index.html": PAGE, "index.html": PAGE, MAP: lines})
    with pytest.raises(PublishError) as refused:
        ready(site, "/phu", Progress(quiet=True))
    assert str(refused.value).splitlines() == [
        "Chưa đăng: có 2 địa chỉ cũ không dẫn tới trang nào:",
        "  /cu3 → /a/",
        "  /phu/cu2 → /phu/mat/",
    ]


def test_a_page_that_moved_is_not_lost(tmp_path: Path) -> None:
    site = make_site(
        tmp_path,
        {"moi/index.html": PAGE, "index.html": PAGE, MAP: "/phu/cu/\t/phu/moi/\n"},
    )
    prepared = ready(site, "/phu", Progress(quiet=True))
    assert lost_pages(["cu/index.html", "mat.html"], prepared) == ["/phu/mat.html"]


def test_an_article_changed_without_a_word_is_named_and_published(publisher: Publisher) -> None:
    """The tiny site has no plugins: its table of what articles say is a file among its content."""
    site = publisher.folder / "site"
    publisher.declare('STATIC_PATHS = [".portal"]', "IGNORE_FILES = []")
    row = "a/\ta.md\t{}\t{}\t0\t\n"

    def publish(wording: str, corrections: int) -> str:
        publisher.write("a", wording)
        make_site(site / "content", {WORDING: row.format(wording, corrections)})
        return publisher.publish().stdout

    assert "Cảnh báo" not in publish("một", 0)
    told = publish("hai", 0)
    assert "Cảnh báo: 1 bài đã đăng nay đổi nội dung mà không nói với bạn đọc:\n" in told
    assert "\n  content/a.md (/a/)\n" in told
    assert "Đính chính: ngày | điều đã viết sai | điều đúng" in told
    assert "Sửa nhỏ: có" in told
    assert "hai" in publisher.page("a")
    assert "Cảnh báo" not in publish("ba", 1)


@pytest.mark.parametrize("server", ["", "nginx", "caddy"])
def test_texts_get_copies_that_unpack_to_them(tmp_path: Path, server: str) -> None:
    """Zstandard where the server sends it."""
    site = make_site(
        tmp_path / "site",
        {
            "index.html": PAGE.format("Dài", LONG),
            "theme/a.js": f"// {LONG}",
            "ngan.html": PAGE,
            "anh.jpg": LONG,
            "co.css": LONG,
            "co.css.gz": "own",
        },
    )
    prepared = ready(site, "", Progress(quiet=True), Target("", server=server))
    added = {path for path in prepared.files if not (site / path).exists()}
    endings = [ending for ending in UNPACK if server == "caddy" or ending != ".zst"]
    names = ("index.html", "theme/a.js", "co.css")
    assert added == {name + ending for name in names for ending in endings} - {"co.css.gz"}
    for path in added:
        page = site / Path(path).with_suffix("")
        packed = prepared.files[path].read_bytes()
        assert UNPACK[Path(path).suffix](packed) == page.read_bytes()
        assert len(packed) < page.stat().st_size
        assert prepared.manifest.files[path] == entry_of(prepared.files[path])


def test_a_page_that_does_not_shrink_has_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(random.Random(1).randbytes(1000))
    copies, _ = copies_of(file, tmp_path / "room")
    assert len(list((tmp_path / "room").glob("*/*[rz]"))) == 2
    assert copies == {}


def copies_of(file: Path, room: Path, server: str = "") -> tuple[dict[str, Path], dict[str, Entry]]:
    """By ending: where each copy of the file is, and what it is."""
    entry = entry_of(file)
    kinds = kinds_of({file.name: entry}, server).get(file.name, ())
    (made,) = make_copies([Work(file, entry.sha256, room, kinds)], lambda _: None)
    found = {ending_of(kind): it for kind, it in made.items() if it}
    places = {ending_of(kind): place_of_copy(room, entry.sha256, kind) for kind in made}
    return {ending: places[ending] for ending in found}, found


def flip(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("ending", BY_SERVER["caddy"])
def test_a_spoilt_copy_is_made_anew(tmp_path: Path, ending: str) -> None:
    site = make_site(tmp_path / "site", {"a.txt": LONG})
    file = site / "a.txt"
    room = tmp_path / "room"

    def make() -> bytes:
        copies, found = copies_of(file, room, "caddy")
        assert found[ending] == entry_of(copies[ending])
        return copies[ending].read_bytes()

    good = make()
    (cached,) = room.glob(f"*/*{ending}")
    noted = cached.with_name(cached.name + DIGEST)
    shard = cached.parent

    def in_place_of(place: Path, make: Callable[[], object]) -> None:
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        make()

    spoils: tuple[Callable[[], object], ...] = (
        # One byte: the head, what is packed, a checksum at the end.
        *(lambda at=at: flip(cached, at) for at in (*range(0, len(good), 9), -1)),
        lambda: cached.write_bytes(b""),
        lambda: cached.write_bytes(good[:-3]),
        lambda: cached.write_bytes(METHODS[ending].pack(b"another page")),
        lambda: in_place_of(cached, lambda: (cached / "x").mkdir(parents=True)),
        lambda: in_place_of(cached, lambda: cached.symlink_to("nowhere")),
        lambda: cached.chmod(0),
        cached.unlink,
        lambda: flip(noted, 0),
        lambda: noted.write_bytes(b""),
        lambda: in_place_of(noted, noted.mkdir),
        noted.unlink,
        lambda: in_place_of(shard, lambda: shard.write_bytes(b"x")),
    )
    for spoil in spoils:
        spoil()
        assert make() == good
        assert remembered(cached) == good


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
def test_a_pipe_in_the_place_of_a_copy_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.br")
    assert remembered(tmp_path / "x.br") is None


def test_what_is_remembered_is_used_as_it_is(tmp_path: Path) -> None:
    """Only its digest is looked at: packing 10,000 pages anew takes minutes."""
    remember(tmp_path / "ab" / "x.br", b"packed")
    assert remembered(tmp_path / "ab" / "x.br") == b"packed"


def test_what_another_publication_takes_away_meanwhile_stops_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", {"a.txt": LONG})
    gone = tmp_path / "room" / "a8" / ".cua-lenh-khac.tmp"
    gone.parent.mkdir(parents=True)
    gone.symlink_to("đã đổi tên")
    copies, _ = copies_of(site / "a.txt", gone.parents[1])
    assert len(copies) == 2
    forget(gone.parents[1], set())


def test_whatever_nobody_used_for_long_goes(tmp_path: Path) -> None:
    remember(tmp_path / "ab" / "cũ.br", b"packed")
    (tmp_path / "ab" / "thư mục" / "x").mkdir(parents=True)
    for old in (tmp_path / "ab").iterdir():
        os.utime(old, (0, 0))
    remember(tmp_path / "ab" / "mới.br", b"packed")
    used = "0" * 64
    remember(tmp_path / "ab" / f"{used}.br", b"packed")
    os.utime(tmp_path / "ab" / f"{used}.br", (0, 0))
    forget(tmp_path, {used})
    left = {f"{name}{more}" for name in ("mới.br", f"{used}.br") for more in ("", DIGEST)}
    assert {file.name for file in (tmp_path / "ab").iterdir()} == left


def test_copies_are_made_once(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", {"a.txt": LONG})
    room = tmp_path / "room"
    copies, _ = copies_of(site / "a.txt", room)
    inode = copies[".br"].stat().st_ino
    copies, _ = copies_of(site / "a.txt", room)
    assert copies[".br"].stat().st_ino == inode


def test_a_release_without_its_manifest_is_sent_anew(publisher: Publisher) -> None:
    publisher.publish()
    manifest = publisher.target / "releases" / publisher.live_name / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text("{")
    publisher.publish()
    assert "Nội dung ban đầu" in publisher.page("bai-thu")
