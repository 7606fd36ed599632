"""Whatever stops a build or damages what it remembers, readers see a whole site and the next build
is right."""

from __future__ import annotations

import errno
import io
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import tools.output
from plugins.incremental import spare
from plugins.incremental.sources import Sources
from plugins.incremental.state import State
from tests.edited_site import (
    DRAWING,
    TOUCHES,
    Draft,
    Place,
    assert_equal,
    interrupt,
    new_place,
    tree,
)
from tests.whole_site import forget_plugins
from tools.build import build
from tools.console import python_command, python_environment
from tools.output import state_of

# Spread over a whole build; its last touches, where the site is exchanged, are all tried.
SPREAD, LAST = 12, 20
NO_TRACE = ("Traceback", "Error:", "Phần mềm gặp lỗi")


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("caches")


@pytest.fixture
def place(caches: Path) -> Iterator[Place]:
    """A site of three articles and a page, built."""
    with new_place(caches) as place:
        place.write("anh/0.svg", DRAWING.format("#b00"), 0)
        place.write("tep/a.pdf", "%PDF-1.4", 0)
        place.write("trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nChữ.\n", 0)
        for n in range(3):
            draft = Draft(f"Bài {n}", date=f"0{n + 1}/02/2024", picture="0.svg", caption="Quýt")
            place.write(f"tin-tuc/bai-{n}.md", draft.text(), n)
        assert run(place) == (0, "")
        yield place


def run(place: Place) -> tuple[int, str]:
    """Exit code and all that was said to the publisher, but for the success."""
    told = io.StringIO()
    try:
        with redirect_stderr(told), redirect_stdout(io.StringIO()):
            code = build(place.content, place.output, settings_file=place.settings_file())
    finally:
        forget_plugins()
    return code, told.getvalue()


def assert_mended(place: Place) -> None:
    """The next build says nothing of software, and its site is a clean build's."""
    code, told = run(place)
    assert code == 0, told
    assert not any(word in told for word in NO_TRACE), told
    assert_equal(place)


def edit_the_theme(place: Place, word: object) -> None:
    """Changes every page."""
    file = place.theme / "templates" / "base.html"
    file.write_text(file.read_text("utf-8") + f"<!-- {word} -->", "utf-8")


def edit_an_article(place: Place, word: object, turn: int = 100) -> None:
    place.write("tin-tuc/bai-1.md", Draft(title="Bài 1", body=f"Chữ {word}.").text(), turn)


def state(place: Place) -> Path:
    return state_of(place.output.resolve())


def in_a_child(work: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What `work` gives in a process of its own, whose limits and hooks end with it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(90)  # one that hangs fails the test
        try:
            code, told = work()
            os.write(writing, f"{code}{told}".encode()[:60_000])
        except BaseException as cause:
            os.write(writing, f"9{cause!r}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return int(answer[0]), answer[1:]


def count_touches(place: Place) -> int:
    def work() -> tuple[int, str]:
        count = 0

        def note(event: str, _: object) -> None:
            nonlocal count
            count += event in TOUCHES

        sys.addaudithook(note)
        run(place)
        return 0, str(count)

    return int(in_a_child(work)[1])


# --- Killed ---


def test_a_build_killed_anywhere_leaves_a_whole_site(place: Place) -> None:
    for word in ("trước", "đếm"):
        edit_the_theme(place, word)
        total = count_touches(place)
    assert total > 200
    points = {*range(1, total - LAST, total // SPREAD), *range(total - LAST, total + 1)}
    assert len(points) >= 30
    outcomes = set()
    for point in sorted(points):
        edit_the_theme(place, point)
        before = tree(place.output)
        interrupt(lambda: run(place), point)
        now, clean = tree(place.output), tree(place.clean())
        assert before != clean
        assert now in (before, clean), f"torn at touch {point}"
        outcomes.add(now == clean)
        assert run(place) == (0, "")
        assert tree(place.output) == clean
    assert outcomes == {True, False}


def test_an_article_added_by_a_killed_build_and_then_deleted_is_not_published(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state knows nothing of it: the build died between the exchange and the commit."""
    place.write("tep/moi.pdf", "%PDF-1.4 mới", 5)

    def dying() -> None:
        monkeypatch.setattr(State, "commit", lambda _: os._exit(9))
        run(place)

    interrupt(dying, 1_000_000)
    assert "tep/moi.pdf" in tree(place.output)
    (place.content / "tep/moi.pdf").unlink()
    assert_mended(place)


def test_a_first_build_killed_after_the_exchange_is_not_taken_for_somebodys_folder(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_the_theme(place, "đổi")

    def dying() -> None:
        monkeypatch.setattr(tools.output, "_forget_vanished", lambda: os._exit(9))
        run(place)

    interrupt(dying, 1_000_000)
    assert tree(place.output) == tree(place.clean())
    assert_mended(place)


def test_a_state_killed_in_mid_write_is_taken_back_and_used(place: Place) -> None:
    def dying() -> None:
        connection = sqlite3.connect(state(place), isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE contents SET value = value || 'không phải của bài'")
        connection.execute("DELETE FROM pieces WHERE name LIKE 'outputs%'")
        connection.execute("CREATE TABLE more AS SELECT *, randomblob(9000) FROM pieces")
        os._exit(9)

    kept = state(place).read_bytes()
    interrupt(dying, 1_000_000)
    assert state(place).with_name(f"{state(place).name}-journal").exists()
    assert state(place).read_bytes() != kept
    edit_the_theme(place, "đổi")
    assert readings_made(place) == 0
    assert_equal(place)


def readings_made(place: Place) -> int:
    """How many articles and pages the next build reads anew."""
    from plugins.incremental.generators import ContentGenerator

    made = 0
    read = ContentGenerator._read

    def counting(self: Any, *arguments: Any) -> Any:
        nonlocal made
        made += 1
        return read(self, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContentGenerator, "_read", counting)
        assert run(place) == (0, "")
    return made


# --- Full disk ---


def with_a_full_disk(place: Place, after: int) -> tuple[int, str]:
    """From the n-th new file, folder or name on, the disk has no room."""

    def work() -> tuple[int, str]:
        count = 0

        def refuse(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            written = event in {"os.link", "os.mkdir"} or (
                event == "open"
                and isinstance(arguments[0], (str, bytes))
                and not str(arguments[0]).endswith((".lock", ".pyc"))
                and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            count += written
            if written and count > after:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        settings = place.settings_file()
        place.settings_file = lambda: settings  # type: ignore[method-assign]
        sys.addaudithook(refuse)
        return run(place)

    return in_a_child(work)


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9, 14, 20, 27])
def test_a_full_disk_is_named_and_leaves_the_old_site(place: Place, after: int) -> None:
    edit_the_theme(place, "đổi")
    place.write("tin-tuc/moi.md", Draft(title="Bài mới").text(), 5)
    before = tree(place.output)
    code, told = with_a_full_disk(place, after)
    assert code == 1, told
    assert "Hết chỗ trên đĩa" in told
    assert "giữ nguyên như trước" in told
    assert not any(word in told for word in NO_TRACE), told
    assert tree(place.output) == before
    assert_mended(place)


def test_a_disk_that_is_full_when_the_site_is_in_place_costs_only_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: State) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    edit_the_theme(place, "đổi")
    with monkeypatch.context() as patch:
        patch.setattr(State, "commit", full)
        code, told = run(place)
    assert code == 0
    assert "không ghi nhớ được cho lần sau (Hết chỗ trên đĩa" in told
    assert_equal(place)
    assert_mended(place)


@pytest.mark.parametrize("size", [0, 3_000, 30_000])
def test_a_limit_of_file_sizes_leaves_the_old_site(place: Place, size: int) -> None:
    """Of pages (3 kB), of the state (30 kB): the next build is right either way."""
    edit_the_theme(place, "đổi")
    before = tree(place.output)

    def work() -> tuple[int, str]:
        settings = place.settings_file()
        place.settings_file = lambda: settings  # type: ignore[method-assign]
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return run(place)

    code, told = in_a_child(work)
    assert "Hết chỗ trên đĩa" in told
    assert not any(word in told for word in NO_TRACE), told
    assert tree(place.output) == (tree(place.clean()) if code == 0 else before)
    assert_mended(place)


def test_a_real_full_disk_where_one_can_be_mounted(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The forms above are always tested; this needs root on Linux."""
    disk = place.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3000k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        return
    try:
        monkeypatch.setattr(Place, "output", disk / "output")
        monkeypatch.setattr(tools.output, "NOTES", disk / "notes")
        assert run(place) == (0, "")
        for spare in (0, 8, 40, 120, 200):
            edit_the_theme(place, spare)
            place.write(
                "tin-tuc/moi.md", Draft(title=f"Bài {spare}", body="x " * 900).text(), spare
            )
            before = tree(place.output)
            free = shutil.disk_usage(disk).free
            (disk / "ballast").write_bytes(b"x" * max(0, free - spare * 1024))
            code, told = run(place)
            if code:
                assert "Hết chỗ trên đĩa" in told
                assert tree(place.output) == before
            else:
                assert tree(place.output) == tree(place.clean())
            assert spare or code
            assert not any(word in told for word in NO_TRACE), told
            (disk / "ballast").unlink()
            assert_mended(place)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# --- Damaged state ---


def test_a_wrong_byte_of_the_state_reaches_no_page(place: Place) -> None:
    """Of an article, a name, a table's structure, wherever the build reads them or not."""
    dice = random.Random(6)
    clean = []
    for turn in range(2):
        edit_an_article(place, turn)
        clean.append(tree(place.clean()))
    for turn in range(40):
        edit_an_article(place, turn % 2, 100 + turn)
        damaged = bytearray(state(place).read_bytes())
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        state(place).write_bytes(damaged)
        code, told = run(place)
        assert code == 0, told
        assert told == "" or "ghi nhớ của lần dựng trước bị hỏng" in told
        assert tree(place.output) == clean[turn % 2]


def test_a_wrong_letter_in_a_kept_article_is_not_published(place: Place) -> None:
    data = state(place).read_bytes()
    assert "Chữ của bài.".encode() in data
    state(place).write_bytes(data.replace("Chữ của bài.".encode(), "Chữ của bai!".encode() + b"!"))
    edit_the_theme(place, "đổi")
    assert_mended(place)
    assert "Chữ của bai" not in (place.output / "tin-tuc/2024/02/bai-0/index.html").read_text()


@pytest.mark.parametrize("part", [0, 0.001, 0.1, 0.5, 0.9, 0.9999])
def test_a_state_cut_short_is_not_used(place: Place, part: float) -> None:
    os.truncate(state(place), int(state(place).stat().st_size * part))
    (place.content / "tin-tuc/bai-2.md").unlink()
    assert_mended(place)
    assert not (place.output / "tin-tuc/2024/02/bai-2").exists()


def _by_text(file: Path) -> None:
    file.write_text("không phải cơ sở dữ liệu\n" * 500, "utf-8")


def _by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "gì đó").touch()


def _by_nothing(file: Path) -> None:
    file.unlink()


def _by_read_only(file: Path) -> None:
    file.chmod(0o444)


def _by_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("không-có")


@pytest.mark.parametrize(
    "damage",
    [_by_text, _by_folder, _by_nothing, _by_read_only, _by_link_to_nowhere],
)
def test_a_state_replaced_by_something_else_is_not_used(
    place: Place, damage: Callable[[Path], None]
) -> None:
    damage(state(place))
    edit_an_article(place, "khác")
    (place.content / "tep/a.pdf").unlink()
    assert_mended(place)
    assert readings_made(place) == 0


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE pieces",
        "DROP TABLE contents",
        "DROP TABLE search_documents",
        "DELETE FROM pieces WHERE name = ''",
        "DELETE FROM pieces WHERE name LIKE 'readings%'",
        "DELETE FROM pieces WHERE name LIKE 'outputs%'",
        "DELETE FROM contents",
        "DELETE FROM search_documents",
        "UPDATE pieces SET value = NULL",
        "UPDATE pieces SET name = name || '#'",
        "UPDATE light SET value = CAST(value AS TEXT)",
        "UPDATE contents SET value = (SELECT max(value) FROM contents)",
        "ALTER TABLE pieces DROP COLUMN value",
        "ALTER TABLE contents RENAME COLUMN value TO text",
    ],
)
def test_a_state_of_another_form_is_not_used(place: Place, change: str) -> None:
    with closing(sqlite3.connect(state(place))) as connection:
        connection.execute(change)
        connection.commit()
    edit_an_article(place, "khác")
    edit_the_theme(place, "đổi")
    assert_mended(place)


@pytest.mark.parametrize("builds", [1, 2])
def test_an_older_state_put_back_publishes_nothing_of_later_builds(
    place: Place, builds: int
) -> None:
    """Its sources are as they are again, and so are all outputs that it knows."""
    older = state(place).read_bytes()
    for n in range(builds):
        place.write(f"tep/moi-{n}.pdf", "%PDF-1.4", n)
        assert_mended(place)
    for file in place.content.glob("tep/moi-*.pdf"):
        file.unlink()
    state(place).write_bytes(older)
    assert_mended(place)
    assert not [*place.output.glob("tep/moi-*.pdf")]
    edit_an_article(place, "khác")
    assert_mended(place)


@pytest.mark.parametrize("times", [1, 9])
def test_a_state_that_breaks_in_mid_build_is_dropped_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    calls = 0
    save = Sources.save

    def breaking(self: Sources) -> None:
        nonlocal calls
        calls += 1
        if calls <= times:
            raise sqlite3.DatabaseError("database disk image is malformed")
        save(self)

    edit_the_theme(place, "đổi")
    before = tree(place.output)
    with monkeypatch.context() as patch:
        patch.setattr(Sources, "save", breaking)
        code, told = run(place)
    assert calls == 2
    assert "ghi nhớ của lần dựng trước bị hỏng" in told
    assert not any(word in told for word in NO_TRACE), told
    if times == 1:
        assert code == 0
        assert_equal(place)
    else:
        assert code == 1
        assert tree(place.output) == before
    assert_mended(place)


@pytest.mark.parametrize("fault", ["article", "template", "code"])
def test_a_failed_build_lets_the_state_go(
    place: Place, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Sources) -> None:
        raise RuntimeError("hỏng")

    with monkeypatch.context() as patch:
        if fault == "article":
            place.write("tin-tuc/hong.md", "Ngày: hôm qua\n\nChữ.\n", 3)
        elif fault == "template":
            (place.theme / "templates/list.html").write_text("{% hỏng %}", "utf-8")
        else:
            edit_an_article(place, "khác")
            patch.setattr(Sources, "save", broken)
        assert run(place)[0] == 1
    held = [path.resolve() for path in Path("/proc/self/fd").iterdir()]
    assert [file for file in held if ".sqlite" in file.name] == []


# --- Somebody's hands in the output ---


def _edit(folder: Path) -> None:
    (folder / "tin-tuc/index.html").write_text("không phải của máy")


def _delete(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()


def _delete_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "tin-tuc")


def _make_a_folder_of(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()
    (folder / "tin-tuc/index.html").mkdir()
    (folder / "tin-tuc/index.html/lạ.txt").touch()


def _make_a_file_of(folder: Path) -> None:
    shutil.rmtree(folder / "tin-tuc")
    (folder / "tin-tuc").touch()


def _make_a_link_of(folder: Path) -> None:
    (folder / "tin-tuc/index.html").unlink()
    (folder / "tin-tuc/index.html").symlink_to("../404.html")


def _make_read_only(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


HANDS = [
    _edit,
    _delete,
    _delete_a_folder,
    _make_a_folder_of,
    _make_a_file_of,
    _make_a_link_of,
    _make_read_only,
    _delete_all,
    _empty,
]


@pytest.mark.parametrize("change", HANDS)
def test_an_output_that_somebody_changed_is_mended(
    place: Place, change: Callable[[Path], None]
) -> None:
    change(place.output)
    assert_mended(place)
    edit_the_theme(place, "đổi")
    assert_mended(place)


@pytest.mark.parametrize("change", HANDS)
def test_a_spare_that_somebody_changed_never_comes_into_the_site(
    place: Place, change: Callable[[Path], None]
) -> None:
    change(place.folder / ".output.spare")
    edit_an_article(place, "khác")
    assert_mended(place)
    edit_an_article(place, "nữa", 101)
    assert_mended(place)


def test_a_file_that_somebody_added_goes_with_the_next_change(place: Place) -> None:
    """A build that changes nothing looks for no strangers; one that does publishes none."""
    (place.output / "tin-tuc/lạ.html").touch()
    (place.output / "rỗng/hơn").mkdir(parents=True)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert_mended(place)


def test_an_edited_output_whose_source_is_gone_goes_too(place: Place) -> None:
    (place.output / "tep/a.pdf").write_text("không phải của máy")
    (place.content / "tep/a.pdf").unlink()
    assert_mended(place)


def test_a_file_may_take_the_place_of_a_folder_and_back(place: Place) -> None:
    place.write("tep/nam", "một tệp", 1)
    assert_mended(place)
    (place.content / "tep/nam").unlink()
    place.write("tep/nam/b.pdf", "%PDF-1.4", 2)
    assert_mended(place)
    shutil.rmtree(place.content / "tep/nam")
    place.write("tep/nam", "lại một tệp", 3)
    assert_mended(place)


def test_what_lies_where_a_build_works_is_cleared(place: Place) -> None:
    for name in (".output.new", ".output.old"):
        (place.folder / name).mkdir()
        (place.folder / name / "rách.html").touch()
    edit_an_article(place, "khác")
    assert_mended(place)
    (place.folder / ".output.new").write_text("một tệp")
    (place.folder / ".output.old").symlink_to("không-có")
    edit_an_article(place, "nữa", 101)
    assert_mended(place)
    assert {path.name for path in place.folder.glob(".*")} == {".output.spare"}


def test_a_moved_output_with_a_link_in_its_place_is_left_alone(place: Place) -> None:
    moved = place.folder / "moved"
    place.output.rename(moved)
    place.output.symlink_to(moved)
    before = tree(moved)
    edit_the_theme(place, "đổi")
    code, told = run(place)
    assert code == 1
    assert "không ghi đè" in told
    assert tree(moved) == before
    place.output.unlink()
    assert_mended(place)


def test_builds_at_once_into_one_folder_take_turns(place: Place) -> None:
    edit_the_theme(place, "đổi")
    arguments = ["--settings", str(place.settings_file()), "--content", str(place.content)]
    command = python_command("tools.build", [*arguments, "--output", str(place.output)])
    builds = [subprocess.Popen(command, env=python_environment()) for _ in range(3)]
    assert [one.wait(120) for one in builds] == [0, 0, 0]
    assert_equal(place)


# --- Other systems ---


def test_a_disk_without_hard_links_is_as_good(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert readings_made(place) == 1
        assert_equal(place)
        edit_the_theme(place, turn)
        assert readings_made(place) == 0
        assert_equal(place)


def test_a_system_that_cannot_exchange_folders_is_as_good(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools.output, "_exchange", lambda *_: False)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert readings_made(place) == 1
        assert_equal(place)


def test_a_spare_that_nobody_touched_is_not_searched(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[str] = []
    clear = spare._clear

    def noting(folder: str, *rest: Any) -> bool:
        cleared.append(folder)
        return clear(folder, *rest)

    monkeypatch.setattr(spare, "_clear", noting)
    for turn in range(3):
        edit_an_article(place, turn, 100 + turn)
        assert_mended(place)
    assert cleared == []
    (place.folder / ".output.spare/tin-tuc/lạ.html").touch()
    edit_an_article(place, "khác", 110)
    assert_mended(place)
    assert cleared


def test_a_spare_without_second_names_is_searched(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a disk has no links, a change in one folder does not show in the other."""
    monkeypatch.setattr(os, "link", _no_links)
    shutil.rmtree(place.output)
    assert_mended(place)
    for turn in range(2):
        (place.folder / ".output.spare/404.html").write_text("không phải của máy")
        edit_an_article(place, turn, 100 + turn)
        assert_mended(place)


def _no_links(*_: object) -> None:
    raise OSError


def noted_links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths that get their second name from now on."""
    linked: list[str] = []
    link_all = spare._link_all

    def noting(paths: Any, *folders: Path) -> None:
        linked.extend(paths)
        link_all(paths, *folders)

    monkeypatch.setattr(spare, "_link_all", noting)
    return linked


def test_a_spare_is_used_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files keep their second name: a change costs what it changes."""
    linked = noted_links(monkeypatch)
    place.write("tep/b.pdf", "%PDF-1.4", 7)
    assert_mended(place)
    assert linked == []
    place.write("tep/c.pdf", "%PDF-1.4", 8)
    assert_mended(place)
    assert linked == ["tep/b.pdf"]


def test_a_spare_that_lags_far_behind_catches_up_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spare, "AT_ONCE", 3)
    edit_the_theme(place, "khác")
    (place.content / "tep/a.pdf").unlink()
    assert_mended(place)
    assert tree(place.folder / ".output.spare") == tree(place.output)
    linked = noted_links(monkeypatch)
    place.write("tep/b.pdf", "%PDF-1.4", 7)
    assert_mended(place)
    assert linked == []


# --- The memory of the checks ---


class CheckedPlace(Place):
    """Its builds remember what the checks found, in a folder of its own."""

    def settings_file(self) -> Path:
        file = super().settings_file()
        text = file.read_text("utf-8").replace("CHECKS_MEMORY = None", "")
        file.write_text(f"{text}\nCHECKS_MEMORY = {str(self.folder / 'memory')!r}\n", "utf-8")
        return file

    @property
    def memory(self) -> Path:
        (file,) = (self.folder / "memory").glob("checks-*.sqlite")
        return file


@pytest.fixture
def checked(place: Place) -> CheckedPlace:
    checked = CheckedPlace(place.folder, place.values)
    assert run(checked) == (0, "")
    return checked


@pytest.mark.parametrize(
    "damage",
    [_by_text, _by_folder, _by_nothing, _by_read_only, _by_link_to_nowhere],
)
def test_a_damaged_memory_of_the_checks_stops_nothing(
    checked: CheckedPlace, damage: Callable[[Path], None]
) -> None:
    damage(checked.memory)
    edit_an_article(checked, "khác")
    assert_mended(checked)
    place_faulty_article(checked)
    assert "hong.md" in run(checked)[1]


def place_faulty_article(place: Place) -> None:
    place.write("tin-tuc/hong.md", "Ngày: hôm qua\n\nChữ.\n", 3)


def test_a_wrong_byte_in_the_memory_of_the_checks_hides_no_fault(checked: CheckedPlace) -> None:
    place_faulty_article(checked)
    code, expected = run(checked)
    assert code == 1
    dice = random.Random(6)
    for _ in range(25):
        damaged = bytearray(checked.memory.read_bytes())
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        checked.memory.write_bytes(damaged)
        assert run(checked) == (1, expected)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """By another process, as by a check of many articles."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN EXCLUSIVE'); print('x', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=pipe, stdout=pipe
    ) as other:
        assert other.stdout
        other.stdout.readline()
        yield
        assert other.stdin
        other.stdin.close()


def test_a_memory_that_another_check_has_stops_nothing(checked: CheckedPlace) -> None:
    kept = checked.memory.read_bytes()
    edit_an_article(checked, "khác")
    with locked(checked.memory):
        assert_mended(checked)
    assert checked.memory.read_bytes() == kept


def test_a_memory_that_finds_no_room_stops_nothing(checked: CheckedPlace) -> None:
    def work() -> tuple[int, str]:
        settings = checked.settings_file()
        checked.settings_file = lambda: settings  # type: ignore[method-assign]
        size = checked.memory.stat().st_size
        checked.memory.unlink()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, size - 1))
        from plugins.checks.memory import Memory

        memory = Memory(checked.folder / "memory" / "checks-full.sqlite", "x")
        memory._store.keep("x", "x" * size)
        memory.save()
        return run(checked)

    _, told = in_a_child(work)
    assert not any(word in told for word in NO_TRACE), told
    assert_mended(checked)
