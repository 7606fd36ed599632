"""A publication does once what has to be done for a file, and nothing for one that stays."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.incremental.test_incremental import rendered
from tests.support.damaged_target import Damaged, folder_target, shell_target
from tests.support.edited_site import Draft, new_place
from tests.support.publishing import closed, make_publisher
from tools.publish import copies, reading
from tools.publish.content_store import ContentStore
from tools.publish.copies import RECENT_MONTHS, kinds_of
from tools.publish.errors import PublishError
from tools.publish.manifest import Entry
from tools.publish.prepare import OUTPUTS, Prepared, ready
from tools.publish.progress import Progress
from tools.publish.proven import PROVEN, READ_AGAIN, prove
from tools.publish.reading import known_digest
from tools.publish.storage import FolderStorage
from tools.publish.targets import Target
from tools.publish.whole import whole_files
from tools.server.errors import ServerConfigError

QUIET = Progress(quiet=True)
PAGE = '<!doctype html><title>{0}</title><p id="x">{0}</p>' + "<p>Chữ của trang.</p>" * 20
LINKED = PAGE + '<a href="/{1}/#x">x</a>'
PAGES = {"index.html": LINKED.format("Đầu", "a"), "a/index.html": LINKED.format("a", "b")}
PAGES |= {"b/index.html": PAGE.format("b"), "theme/x.0123456789.js": "// chữ" * 99}
TARGETS = ["folder"] + (["shell"] if sys.platform == "linux" else [])


class Counted:
    """What has been read and packed since somebody asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._read: list[str] = []
        self._packed: list[str] = []
        look, make = reading._look, copies._make

        def noting_look(site: Path, root: str, path: str) -> reading.Looked:
            self._read.append(path)
            return look(site, root, path)

        def noting_make(work: copies.Work) -> copies.Copies:
            self._packed.append(work.file.parent.name or work.file.name)
            return make(work)

        patch.setattr(reading, "_look", noting_look)
        patch.setattr(copies, "_make", noting_make)

    @property
    def read(self) -> list[str]:
        found, self._read = self._read, []
        return found

    @property
    def packed(self) -> list[str]:
        found, self._packed = self._packed, []
        return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "site"
    for name, text in PAGES.items():
        write(folder, name, text)
    yield folder
    reading.forget(folder)


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Damaged]:
    with (folder_target if request.param == "folder" else shell_target)(tmp_path) as ready:
        yield ready


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_text(text, "utf-8")


def proved(site: Path, server: str = "") -> Prepared:
    return ready(site, "", QUIET, Target("", server=server))


# --- What is built ---


def test_after_an_edit_one_page_is_read_and_packed(site: Path, counted: Counted) -> None:
    first = proved(site)
    assert sorted(counted.read) == sorted(PAGES)
    assert len(counted.packed) == len(PAGES)
    assert proved(site).manifest == first.manifest
    assert (counted.read, counted.packed) == ([], [])
    write(site, "b/index.html", PAGE.format("b, sửa"))
    second = proved(site)
    assert (counted.read, counted.packed) == (["b/index.html"], ["b"])
    reading.forget(site)
    assert proved(site).manifest == second.manifest
    assert second.manifest != first.manifest


def test_another_server_needs_only_the_copies_that_the_first_did_not(
    site: Path, counted: Counted
) -> None:
    proved(site)
    assert (len(counted.read), len(counted.packed)) == (len(PAGES), len(PAGES))
    proved(site, "caddy")
    assert (len(counted.read), len(counted.packed)) == (0, len(PAGES))
    proved(site)
    proved(site, "caddy")
    assert (counted.read, counted.packed) == ([], [])


def test_a_link_into_a_page_that_went_or_lost_its_place_is_noticed(site: Path) -> None:
    proved(site)
    write(site, "b/index.html", PAGE.format("b").replace("id=", "class="))
    with pytest.raises(PublishError, match="/a/: liên kết “/b/#x” dẫn tới một chỗ không có"):
        proved(site)
    (site / "b/index.html").unlink()
    with pytest.raises(PublishError, match="/a/: liên kết “/b/#x” không dẫn tới tệp nào"):
        proved(site)
    write(site, "b/index.html", PAGE.format("b"))
    proved(site)


def test_code_that_no_policy_allows_is_remembered_too(site: Path) -> None:
    write(site, "b/index.html", PAGE.format("b") + "<script>1</script>")
    allowed = proved(site).code.policy
    assert len(allowed.scripts) == 1
    assert proved(site).code.policy == allowed
    write(site, "a/index.html", PAGE.format("a").replace("<p>", '<p style="x">', 1))
    for _ in range(2):
        with pytest.raises(
            ServerConfigError, match=r"a/index\.html: thẻ <p> có thuộc tính “style”"
        ):
            _ = proved(site).code.policy


def test_what_is_known_of_the_whole_holds_for_the_folder_that_was_read(site: Path) -> None:
    assert known_digest(site, "", "") == ""
    digest = proved(site).manifest.digest
    assert (known_digest(site, "", ""), known_digest(site, "", "caddy")) == (digest, "")
    assert known_digest(site, "/phu", "") == ""
    site.rename(site.with_name("cũ"))
    shutil.copytree(site.with_name("cũ"), site)
    assert known_digest(site, "", "") == ""


def test_a_damaged_memory_is_no_memory(site: Path, counted: Counted) -> None:
    proved(site)
    file = reading.ROOM / reading._name(site, "read")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    _ = counted.read
    proved(site)
    assert len(counted.read) == len(PAGES)


def test_a_copy_that_was_spoilt_is_made_anew_before_it_is_sent(site: Path) -> None:
    prepared = proved(site)
    for name in ("b/index.html.br", "a/index.html.gz"):
        good = prepared.files[name].read_bytes()
        prepared.files[name].write_bytes(b"x")
        assert whole_files(prepared, [name])[name].read_bytes() == good
        prepared.files[name].unlink()
        assert whole_files(prepared, [name])[name].read_bytes() == good


def test_a_page_that_changed_unnoticed_is_not_sent_and_the_next_time_read(site: Path) -> None:
    prepared = proved(site)
    page = site / "b/index.html"
    was = page.stat()
    page.write_bytes(page.read_bytes().replace("Chữ".encode(), "Chợ".encode()))
    os.utime(page, ns=(was.st_mtime_ns, was.st_mtime_ns))
    with pytest.raises(PublishError, match="không còn như lúc vừa dựng"):
        whole_files(prepared, ["b/index.html"])
    again = proved(site)
    assert whole_files(again, again.files).keys() == again.files.keys()


# --- How it is compressed ---


@given(
    st.lists(st.tuples(st.integers(2000, 2030), st.integers(1, 12)), min_size=1, max_size=20),
    st.integers(201, 99_999),
)
def test_the_last_quality_is_for_what_many_ask_for(dates: list[tuple[int, int]], size: int) -> None:
    paths = {f"tin-tuc/{year}/{month:02}/x/index.html": (year, month) for year, month in dates}
    others = ("index.html", "tin-tuc/index.html", "theme/x.0123456789.js", "the/a/index.html")
    entries = {path: Entry("x", size) for path in (*paths, *others, "tin-tuc/trang/3/index.html")}
    kinds = kinds_of(entries)
    assert all(kinds[path] == (".gz", ".br") for path in others)
    assert kinds["tin-tuc/trang/3/index.html"] == (".gz", ".quick.br")
    newest = max(year * 12 + month for year, month in paths.values())
    for path, (year, month) in paths.items():
        is_recent = newest - (year * 12 + month) < RECENT_MONTHS
        assert kinds[path] == (".gz", ".br" if is_recent else ".quick.br")


def test_what_programs_read_is_not_compressed() -> None:
    paths = (".portal/wording.txt", "tim-kiem/a.txt")
    assert kinds_of({path: Entry("x", 2_000_000) for path in paths}).keys() == {"tim-kiem/a.txt"}


# --- Where it is built ---


def text_of(page: Path) -> str:
    """Other tests build, and clear up, at the same time."""
    with suppress(FileNotFoundError):
        return page.read_text("utf-8")
    return ""


def test_one_build_is_for_all_targets(tmp_path: Path) -> None:
    with closed(make_publisher(tmp_path)) as publisher:
        publisher.write("bai-thu", f"Lời của {tmp_path}")
        publisher.publish()
        publisher.settings["to"] = str(tmp_path / "nơi khác")
        publisher.publish()
        pages = OUTPUTS.glob("[!.]*/bai-thu/index.html")
        assert sum(str(tmp_path) in text_of(page) for page in pages) == 1
        manifests = [
            next((folder / "releases").iterdir()).name.partition("-")[2]
            for folder in (publisher.target, tmp_path / "nơi khác")
        ]
        assert len(set(manifests)) == 1


def test_where_the_site_goes_is_in_no_page(caches: Path) -> None:
    with new_place(caches) as place:
        place.write("tin-tuc/bai.md", Draft().text(), 1)
        place.values["more"] = "PUBLISH = {'targets': {'may': {'to': '/srv/x', 'url': SITEURL}}}\n"
        assert place.build() == ""
        place.values["more"] = place.values["more"].replace("/srv/x", "/srv/y")
        assert rendered(place) == []
        place.values["more"] += "SITENAME = 'Tên khác'\n"
        assert len(rendered(place)) > 5


# --- What lies on the target ---


def publish(target: Damaged, text: str) -> str:
    pages = {path: page for path, page in PAGES.items() if path != "b/index.html"}
    return target.publish(pages | {"b/index.html": PAGE.format(text)})


def readings(storage: FolderStorage | ContentStore, patch: pytest.MonkeyPatch) -> list[str]:
    """Gets each folder that is read."""
    read: list[str] = []
    assert not isinstance(storage, ContentStore)
    digests = storage.digests

    def noting(folder: str, known: dict[str, Entry]) -> dict[str, str]:
        read.append(folder)
        return digests(folder, known)

    patch.setattr(storage, "digests", noting)
    return read


def test_what_nobody_touched_is_not_read_again(
    target: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(target, "b")
    read = readings(target.place.storage, monkeypatch)
    names = [publish(target, f"b, lần {number}") for number in range(6)]
    assert read == []
    assert target.whole(*names[1:])
    modes = {path.stat().st_mode & 0o777 for path in (target.root / "releases").rglob("*")}
    assert modes == {0o444, 0o555}


def in_place(page: Path) -> None:
    """Of the same size and time."""
    was = page.stat()
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace("Chữ".encode(), "Chợ".encode()))
    page.chmod(0o444)
    os.utime(page, ns=(was.st_mtime_ns, was.st_mtime_ns))


def anew(page: Path) -> None:
    was, data = page.stat(), page.read_bytes()
    page.parent.chmod(0o755)
    page.unlink()
    page.write_bytes(data.replace("Chữ".encode(), "Chợ".encode()))
    page.chmod(0o444)
    os.utime(page, ns=(was.st_mtime_ns, was.st_mtime_ns))
    page.parent.chmod(0o555)


def added(page: Path) -> None:
    page.parent.chmod(0o755)
    page.with_name("lạ.html").write_text("x", "utf-8")


def taken(page: Path) -> None:
    page.parent.chmod(0o755)
    page.unlink()


def closed_to_others(page: Path) -> None:
    page.chmod(0o400)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no time of change there")
@pytest.mark.parametrize("touch", [in_place, anew, added, taken, closed_to_others])
def test_whoever_touches_the_live_release_is_noticed(
    target: Damaged, monkeypatch: pytest.MonkeyPatch, touch: Callable[[Path], None]
) -> None:
    first = publish(target, "b")
    read = readings(target.place.storage, monkeypatch)
    touch(target.root / "releases" / first / "site/a/index.html")
    second = publish(target, "b, lần 2")
    assert read == [f"releases/{first}/site"]
    assert target.whole(second)
    third = publish(target, "b, lần 3")
    assert target.whole(third)
    assert f"releases/{second}/site" not in read[3:-2]  # `whole` reads it twice, and the third


def test_all_is_read_once_a_week(target: Damaged, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(target, "b")
    assert not isinstance(target.place.storage, ContentStore)
    prove(target.place.storage, first, datetime.now(UTC) - READ_AGAIN)
    read = readings(target.place.storage, monkeypatch)
    second = publish(target, "b, lần 2")
    publish(target, "b, lần 3")
    assert read == [f"releases/{first}/site"]
    moment = (target.place.storage.read(PROVEN) or b"").split()[1].decode()
    assert datetime.now(UTC) - datetime.fromisoformat(moment) < timedelta(hours=1)
    assert second != target.live


def test_a_release_that_is_live_again_is_read(
    target: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looked at it when the one after it was published."""
    first = publish(target, "b")
    publish(target, "b, lần 2")
    target.place.storage.point("current", f"releases/{first}")
    read = readings(target.place.storage, monkeypatch)
    publish(target, "b, lần 3")
    assert read == [f"releases/{first}/site"]


def test_folders_of_pages_that_went_go_too(target: Damaged) -> None:
    deep = {"c/d/e/index.html": PAGE.format("e"), "c/index.html": PAGE.format("c")}
    target.publish(PAGES | deep)
    target.publish(PAGES | {"c/index.html": PAGE.format("c")})
    site = target.root / "current" / "site"
    assert (site / "c/index.html").is_file()
    assert not (site / "c/d").exists()
