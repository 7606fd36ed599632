"""A page that somebody changed on the server stays neither unseen nor unmended."""

from __future__ import annotations

import functools
import http.server
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.damaged_target import Damaged, bucket_target, folder_target, inodes, shell_target
from tests.support.publishing import closed, make_publisher
from tools.publish.content_store import ContentStore
from tools.publish.releases import read_release

PAGE = "<!doctype html><title>{0}</title><p>{0}</p>\n"
SCRIPT = "theme/x.0123456789.js"
KINDS = ["folder", "bucket"] + (["shell"] if sys.platform == "linux" else [])
FIRST = {
    "index.html": PAGE.format("Trang một"),
    "404.html": PAGE.format("Không thấy"),
    "a/index.html": PAGE.format("Bài a"),
    "bỏ/index.html": PAGE.format("Bài bỏ"),
    SCRIPT: "// cũ",
}
SECOND = FIRST | {"index.html": PAGE.format("Trang hai"), "b/index.html": PAGE.format("Bài b")}
THIRD = {path: text for path, text in SECOND.items() if path not in ("bỏ/index.html", SCRIPT)}


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Damaged]:
    if request.param == "bucket":
        made = bucket_target(tmp_path, request.getfixturevalue("store"))
    else:
        made = (folder_target if request.param == "folder" else shell_target)(tmp_path)
    with made as ready:
        yield ready


@pytest.fixture(params=[kind for kind in KINDS if kind != "bucket"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Damaged]:
    made = (folder_target if request.param == "folder" else shell_target)(tmp_path)
    with made as ready:
        yield ready


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Damaged]:
    with folder_target(tmp_path) as ready:
        yield ready


def site(name: str, path: str) -> str:
    return f"releases/{name}/site/{path}"


def test_whatever_happened_to_files_is_named_and_mended(
    target: Damaged, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = target.publish(FIRST), target.publish(SECOND)
    on_disk = target.store is None
    assert target.verify(SECOND) == 0
    assert f"Không có gì khác với lúc đăng: 2 bản, 11 tệp, bản đang dùng là {second}." in (
        capsys.readouterr().out
    )
    target.write(site(second, "a/index.html"), PAGE.format("Bài x"))
    target.drop(site(second, "b/index.html"))
    expected = ["  bị sửa: a/index.html"]
    counts = "1 bị sửa, 1 mất"
    if on_disk:
        target.write(site(second, "lạ/là.html"), "<script>")
        expected.append("  thêm vào: lạ/là.html")
        counts = "1 bị sửa, 1 thêm vào, 1 mất"
        folder = target.root / site(second, "")
        target.open(folder)
        (folder / "liên kết").symlink_to("/etc")
        (folder / "404.html").unlink()
        (folder / "404.html").symlink_to("/etc/passwd")
        (folder / "bỏ/index.html").chmod(0o600)
        (folder / "theme").chmod(0o700)
        expected += [
            f"  là liên kết hay thiếu quyền đọc: {path}"
            for path in ("404.html", "bỏ/index.html", "liên kết", "theme/")
        ]
        counts = counts.replace(", 1 mất", ", 4 là liên kết hay thiếu quyền đọc, 1 mất")
    expected.append("  mất: b/index.html")
    assert target.verify(SECOND, dry_run=True) == 1
    header = f"Bản {second} (đang dùng): {len(expected)} tệp không còn như lúc đăng ({counts}):"
    _, _, said = capsys.readouterr().out.partition(f"{header}\n")
    assert said.splitlines() == [*expected, "Chạy thử: chưa sửa gì."]
    assert "Bài x" in target.text(site(second, "a/index.html"))
    assert target.verify(SECOND) == 0
    assert "Đã sửa xong: 2 bản, 11 tệp" in capsys.readouterr().out
    assert target.whole(first, second)
    if on_disk:
        # One inode under two names was damaged: it is replaced, not written to.
        pages = [site(it, "a/index.html") for it in (first, second)]
        assert len(set(inodes(target.root, pages))) == 2
        modes = {path.stat().st_mode & 0o777 for path in (target.root / "releases").rglob("*")}
        assert modes == {0o444, 0o555}
        assert sorted(path.name for path in target.root.iterdir()) == [
            "current",
            "proven",
            "releases",
        ]
    assert target.verify(SECOND) == 0


def test_what_the_build_lacks_comes_from_another_release(folder: Damaged) -> None:
    first, second = folder.publish(FIRST), folder.publish(SECOND)
    third = folder.publish(THIRD)
    page = site(first, "bỏ/index.html")
    folder.drop(page)  # it shares one file with the other release's
    folder.write(page, "khác")
    folder.write(site(third, "a/index.html"), PAGE.format("Bài x"))
    assert folder.verify(THIRD) == 0
    assert folder.whole(first, second, third)
    assert folder.live == third


def test_where_no_whole_file_is_left_a_new_publication_replaces_the_live_release(
    folder: Damaged, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = folder.publish(FIRST), folder.publish(SECOND)
    folder.write(site(second, "b/index.html"), PAGE.format("Bài x"))
    newer = SECOND | {"b/index.html": PAGE.format("Bài b, sửa")}
    assert folder.verify(newer, anew={}) == 1
    assert (folder.live, folder.releases) == (second, [first, second])
    assert folder.verify(newer, anew=newer) == 0
    assert folder.releases == [first, folder.live]
    assert folder.whole(first, folder.live)
    assert f"Đã bỏ bản {second}: không còn tệp lành để sửa" in capsys.readouterr().out


def test_an_older_release_that_cannot_be_mended_goes(folder: Damaged) -> None:
    first, second = folder.publish(FIRST), folder.publish(SECOND)
    folder.write(site(first, "index.html"), "x")
    assert folder.verify(SECOND) == 0
    assert folder.releases == [second]
    assert folder.whole(second)


def manifest_of(target: Damaged, name: str) -> str:
    return f"releases/{name}.json" if target.store else f"releases/{name}/manifest.json"


def test_a_lost_manifest_is_written_anew_from_the_same_build(target: Damaged) -> None:
    first = target.publish(FIRST)
    target.write(site(first, "a/index.html"), "x")
    target.drop(manifest_of(target, first))
    assert target.verify(FIRST) == 0
    assert (target.live, target.releases) == (first, [first])
    assert target.whole(first)


def test_a_live_release_without_its_manifest_is_there_until_the_next_is(target: Damaged) -> None:
    first = target.publish(FIRST)
    target.drop(manifest_of(target, first))
    target.place.storage.remove([".incoming"])
    if target.store is None:
        assert target.text(site(first, "a/index.html")) == FIRST["a/index.html"]
    second = target.publish(SECOND)
    assert (target.live, target.whole(second)) == (second, True)


def test_a_manifest_that_is_not_the_releases_own_is_not_trusted(folder: Damaged) -> None:
    first = folder.publish(FIRST)
    path = manifest_of(folder, first)
    read = json.loads(folder.text(path))
    read["files"]["a/index.html"][0] = "0" * 64
    folder.write(path, json.dumps(read))
    assert read_release(folder.place.storage, first).manifest.files == {}
    assert folder.verify(FIRST) == 0
    assert folder.whole(first)


def test_files_kept_for_open_pages_are_compared_too(disk: Damaged) -> None:
    target = disk
    newer = {path: text for path, text in FIRST.items() if path != SCRIPT}
    first, second = target.publish(FIRST), target.publish(newer)
    kept = f"kept/{SCRIPT}"
    assert target.text(kept) == "// cũ"
    target.write(kept, "// mới")
    target.write("kept/theme/lạ.0123456789.js", "alert(1)")
    # The release's own name leads to the same file.
    target.drop(site(first, SCRIPT))
    target.write(site(first, SCRIPT), "// cũ")
    assert target.verify(newer) == 0
    assert target.text(kept) == "// cũ"
    assert not isinstance(target.place.storage, ContentStore)
    assert list(target.place.storage.digests("kept", {})) == [SCRIPT]
    target.drop(kept)
    target.write(site(first, SCRIPT), "// hỏng")
    assert target.verify(newer) == 0
    assert target.releases == [second]
    assert target.place.storage.digests("kept", {}) == {}
    assert json.loads(target.text("kept.json")) == {}


def test_what_was_kept_is_left_alone_where_nobody_knows_what_was(folder: Damaged) -> None:
    folder.publish(FIRST)
    folder.publish({path: text for path, text in FIRST.items() if path != SCRIPT})
    folder.write("kept/theme/y.0123456789.js", "// trước")
    folder.write("kept.json", "{")
    assert folder.verify(FIRST) == 0
    assert not isinstance(folder.place.storage, ContentStore)
    assert len(folder.place.storage.digests("kept", {})) == 2


def test_files_that_older_versions_kept_are_left_alone(folder: Damaged) -> None:
    folder.publish(FIRST)
    old = "theme/cu.0123456789.js"
    folder.write(f"kept/{old}", "// trước")
    folder.place.storage.write("kept.json", json.dumps({old: "2026-11-01T00:00:00+00:00"}).encode())
    assert folder.verify(FIRST) == 0
    assert folder.text(f"kept/{old}") == "// trước"


def test_a_publication_takes_over_nothing_that_is_damaged(
    target: Damaged, capsys: pytest.CaptureFixture[str]
) -> None:
    first = target.publish(FIRST)
    target.write(site(first, "a/index.html"), PAGE.format("Bài x"))  # of the same size
    target.write(site(first, SCRIPT), "// xx")
    second = target.publish(THIRD)
    assert target.whole(second)
    if target.store is None:
        assert target.text(f"kept/{SCRIPT}") != "// xx"
    warning = capsys.readouterr().err
    # Nothing of a bucket is taken over that the new release does not have.
    count = 2 if target.store is None else 1
    assert f"Cảnh báo: ở nơi đăng, {count} tệp của bản {first} đã mất hay bị sửa (như a/" in warning
    third = target.publish(SECOND)
    assert target.whole(third)
    assert capsys.readouterr().err == ""


def test_a_damaged_page_does_not_block_the_next_publication(tmp_path: Path) -> None:
    """The publisher fetches pages back, and would step back each time that one differs."""
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "nơi" / "current" / "site")
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        with folder_target(tmp_path, url) as target:
            first = target.publish(FIRST)
            target.write(site(first, "index.html"), PAGE.format("Trang xxx"))
            second = target.publish(FIRST | {"b/index.html": PAGE.format("Bài b")})
            assert (target.live, target.whole(second)) == (second, True)
    finally:
        server.shutdown()
        server.server_close()


def test_the_command_says_what_it_mended(tmp_path: Path) -> None:
    with closed(make_publisher(tmp_path)) as publisher:
        told = publisher.run("publish", "--verify")
        assert told.returncode == 1
        assert told.stderr == "Nơi đăng chưa có bản nào đang dùng, nên không có gì để đối chiếu.\n"
        publisher.publish()
        page = publisher.live / "bai-thu/index.html"
        page.chmod(0o644)
        page.write_text("Bị sửa")
        told = publisher.run("publish", "--verify")
        assert (told.returncode, told.stderr) == (0, "")
        live = publisher.live_name
        said = [line for line in told.stdout.splitlines() if not line.startswith("Đã dựng")]
        assert said == [
            f"Bản {live} (đang dùng): 1 tệp không còn như lúc đăng (1 bị sửa):",
            "  bị sửa: bai-thu/index.html",
            f"Đã sửa xong: 1 bản, 5 tệp, bản đang dùng là {live}.",
        ]
        assert "Nội dung ban đầu" in publisher.page("bai-thu")
        # Nobody but the build has it: a new publication takes its place.
        page.parent.chmod(0o755)
        page.unlink()
        publisher.write("bai-thu", "Nội dung mới")
        told = publisher.run("publish", "--verify")
        assert told.returncode == 0, told.stderr
        assert "Nội dung mới" in publisher.page("bai-thu")
        assert publisher.releases == [publisher.live_name]
