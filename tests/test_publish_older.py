"""An older copy of a text never takes the place of what readers have, unless somebody says so."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.changes import FILE
from tests.support.publishing import Publisher, closed, make_publisher
from tools.places import ROOT
from tools.publish.history import (
    MOST_TEXTS,
    History,
    committed_texts,
    history_file,
    read_history,
    unknown_texts,
    write_history,
)
from tools.publish.manifest import Manifest
from tools.publish.older import _loss
from tools.publish.origin import GONE, Origin, origin_of, text_digest
from tools.publish.prepare import Prepared

NAMES = ("a.md", "b.md")
# Few wordings, so that clones come upon the same ones and go back to older ones.
TEXTS = ("một", "hai", "ba", "bốn")


@dataclass
class Clone:
    """truly: what each of its texts was made from, GONE for the time when it was away."""

    texts: dict[str, str] = field(default_factory=dict)
    truly: dict[str, set[str]] = field(default_factory=dict)
    history: History = field(default_factory=History)

    def write(self, name: str, text: str) -> None:
        self.truly.setdefault(name, set()).add(self.texts.get(name, GONE))
        self.texts[name] = text
        if text == GONE:
            del self.texts[name]

    def fetch(self, other: Clone) -> None:
        """As Git's pull where nothing is in conflict: all that the other has comes after ours."""
        for name in NAMES:
            ours = self.truly.setdefault(name, set())
            ours |= {self.texts.get(name, GONE), *other.truly.get(name, set())}
        self.texts = dict(other.texts)

    def has_had(self, name: str) -> set[str]:
        return self.truly.get(name, set()) | {self.texts.get(name, GONE)}

    def publish(self, live: Origin, git: bool) -> Origin | None:
        mine = Origin(dict(self.texts) | {"luon": "x"})
        self.history = self.history.having(mine, live)
        commits = {text for name in NAMES for text in self.truly.get(name, set())} - {GONE}
        paths = unknown_texts(live, mine, self.history.texts, lambda: commits if git else ())
        return None if paths else mine.after(live)


NUMBERS = st.integers(0, 1)
EDITS = st.tuples(st.just("write"), NUMBERS, st.sampled_from(NAMES), st.sampled_from((*TEXTS, "")))
MOVES = st.tuples(st.sampled_from(("publish", "fetch", "rollback")), NUMBERS)
STEPS = st.lists(st.one_of(EDITS, MOVES, MOVES), max_size=25)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_two_clones_never_lose_a_text_in_silence(steps: list[tuple[str, int, str, str]]) -> None:
    clones = Clone(), Clone()
    live, before = Origin(), Origin()
    for what, number, *more in steps:
        clone, other = clones[number], clones[1 - number]
        if what == "write" and clone.texts.get(more[0], GONE) != more[1]:
            clone.write(*more)
        elif what == "fetch":
            clone.fetch(other)
        elif what == "rollback":
            live, before = before, live
        elif what == "publish" and (new := clone.publish(live, git=False)):
            for name in NAMES:
                if name in live.files:
                    assert live.files[name] in clone.has_had(name)
            live, before = new, live


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_whoever_fetched_what_is_live_with_git_publishes_without_a_word(
    steps: list[tuple[str, int, str, str]],
) -> None:
    """Both clones commit before they publish, and take what was pushed before they edit. Only a
    file that comes back under the name of one that was removed is asked about."""
    clones = Clone(), Clone()
    live = Origin()
    last = 0
    for what, number, *more in steps:
        if number != last:
            clones[number].fetch(clones[last])
            last = number
        clone = clones[number]
        if what == "write" and clone.texts.get(more[0], GONE) != more[1]:
            if more[0] in clone.texts or more[0] not in clone.truly:
                clone.write(*more)
        elif what == "publish":
            new = clone.publish(live, git=True)
            assert new is not None
            live = new


def test_a_removal_is_not_undone_by_who_has_not_heard_of_it() -> None:
    ours, other = Clone({"a.md": "một", "b.md": "một"}), Clone({"a.md": "một", "b.md": "một"})
    live = ours.publish(Origin(), git=False)
    assert live
    del ours.texts["a.md"]
    live = ours.publish(live, git=False)
    assert live
    assert live.files["a.md"] == GONE
    other.texts["b.md"] = "một"
    assert other.publish(live, git=False) is None
    del other.texts["a.md"]
    live = other.publish(live, git=False)
    assert live
    # Who took it away, or had it taken away, may bring it back.
    other.texts["a.md"] = "hai"
    assert other.publish(live, git=False)


def test_who_published_it_may_go_back_to_an_older_wording() -> None:
    clone = Clone({"a.md": "một"})
    live = clone.publish(Origin(), git=False)
    for text in ("hai", "một"):
        clone.texts["a.md"] = text
        assert live
        live = clone.publish(live, git=False)
    assert live
    assert live.files["a.md"] == "một"


def test_a_release_of_before_or_a_site_without_a_table_stops_nobody() -> None:
    clone = Clone({"a.md": "một"})
    assert clone.publish(Origin(), git=False)
    said = Origin({"a.md": "một"}, "lan")
    assert Origin().after(said) == said
    assert History({"a.md": ("một",)}).having(Origin(), said).texts == {"a.md": ("một",)}


def test_a_history_is_bounded_and_a_damaged_one_knows_nothing(tmp_path: Path) -> None:
    history = History()
    for number in range(MOST_TEXTS + 5):
        history = history.having(Origin({"a.md": str(number)}), Origin())
    assert len(history.texts["a.md"]) == MOST_TEXTS
    assert history.texts["a.md"][-1] == str(MOST_TEXTS + 4)
    file = history_file(tmp_path / "content")
    assert read_history(file) == History()
    write_history(file, history)
    assert read_history(file) == history
    for damage in ("", "[]", '{"texts": {"a": 1}}', "\x00"):
        file.write_text(damage)
        assert read_history(file) == History()


def test_gits_history_is_known_whatever_the_line_ends(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert committed_texts(content) == frozenset()

    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(tmp_path), *who, *words], check=True, capture_output=True)

    git("init")
    for text in ("một\n", "hai\n"):
        (content / "a.md").write_text(text, "utf-8", newline="\n")
        git("add", "-A")
        git("commit", "-m", "x")
    (content / "a.md").write_text("ba\n", "utf-8", newline="\n")
    known = committed_texts(content)
    assert {text_digest("một\r\n".encode()), text_digest(b"hai\n")} <= known
    assert text_digest(b"ba\n") not in known


def test_an_origin_has_articles_pages_old_addresses_and_settings(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("tin-tuc/a.md", "trang/lien-he.md", "trang/nhap.md", "redirects.csv"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(name)
    (tmp_path / "pelicanconf.py").write_text("x")
    given = {"PATH": str(content), "PAGE_PATHS": ["trang"]}
    site = ["lien-he/index.html", "index.html"]
    origin = origin_of(given, tmp_path / "publishconf.py", ["tin-tuc/a.md", "mat.md"], site, "lan")
    assert list(origin.files) == [
        "../pelicanconf.py", "redirects.csv", "tin-tuc/a.md", "trang/lien-he.md",
    ]  # fmt: skip
    assert origin.files["tin-tuc/a.md"] == text_digest(b"tin-tuc/a.md")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Publisher, Publisher]]:
    """The second has the whole folder of the first, copied when that had published once. The tiny
    site has no plugins: its table of what articles say is a file among its content."""
    with ExitStack() as stack:
        target = tmp_path / "đích"
        first = make_publisher(tmp_path / "một", to=str(target))
        first.declare('STATIC_PATHS = ["_redirects"]'.replace("_redirects", FILE.split("/")[0]))
        write(first, "a", "Lời một", 0)
        write(first, "b", "Lời một", 0)
        stack.enter_context(closed(first)).publish()
        second = make_publisher(tmp_path / "hai", to=str(target))
        shutil.rmtree(second.folder / "site")
        shutil.copytree(first.folder / "site", second.folder / "site")
        settings_file = second.folder / "site/settings_of_test.py"
        text = settings_file.read_text("utf-8").replace(str(first.folder), str(second.folder))
        settings_file.write_text(text, "utf-8")
        yield first, stack.enter_context(closed(second))


def write(publisher: Publisher, name: str, text: str, notes: int) -> None:
    publisher.write(name, text)
    table = publisher.folder / "site/content" / FILE
    table.parent.mkdir(exist_ok=True)
    old = table.read_text("utf-8") if table.is_file() else ""
    rows = [line for line in old.splitlines() if not line.startswith(f"{name}/")]
    rows.append(f"{name}/\t{name}.md\t{text}\t{notes}\t0\t")
    table.write_text("".join(f"{row}\n" for row in sorted(rows)), "utf-8")


def test_a_clone_with_older_texts_is_refused_until_it_has_them(
    two: tuple[Publisher, Publisher],
) -> None:
    first, second = two
    write(first, "a", "Lời một, có đính chính", 1)
    first.publish()
    write(second, "b", "Lời hai", 0)
    place = Path(first.settings["to"])
    before = sorted(path.name for path in (place / "releases").iterdir())
    told = second.run("publish", "--yes")
    assert told.returncode == 1
    assert "có 1 chỗ bạn đọc đang thấy lời mà máy này chưa từng có" in told.stderr
    assert "  content/a.md (/a/): sẽ mất đính chính hay câu trả lời đã thêm\n" in told.stderr
    assert "--allow-older" in told.stderr
    timer = second.run("publish", "--due")
    assert (timer.returncode, timer.stderr) == (1, "")
    assert "content/a.md" in timer.stdout
    assert sorted(path.name for path in (place / "releases").iterdir()) == before
    # Fetched, and edited further.
    for file in ("a.md", FILE):
        shutil.copy(first.folder / "site/content" / file, second.folder / "site/content" / file)
    write(second, "b", "Lời hai", 0)
    second.publish()
    assert "Lời hai" in (place / "current/site/b/index.html").read_text("utf-8")
    told = first.run("publish", "--yes")
    assert "content/b.md (/b/): lời ở đây khác\n" in told.stderr
    write(first, "c", "Lời mới", 0)
    first.publish("--older")
    said = json.loads((place / "current/origin.json").read_text("utf-8"))
    assert said["files"]["b.md"] == text_digest((first.folder / "site/content/b.md").read_bytes())

    # What only the first has.
    told = second.run("publish", "--yes", "--lost")
    assert "  content/c.md (/c/): ở đây không có, bạn đọc sẽ không thấy nữa\n" in told.stderr


def test_what_was_taken_away_is_named_so() -> None:
    prepared = Prepared(Path(), {}, Manifest({}), "/phu", origin=Origin({"trang/a.md": "x"}))
    assert _loss("trang/a.md", None, None, True, prepared).startswith(
        "content/trang/a.md: đã được gỡ khỏi trang"
    )
    assert _loss("../pelicanconf.py", None, None, False, prepared).startswith("pelicanconf.py: ")


def test_the_history_is_not_in_the_cache_and_not_published() -> None:
    assert history_file(ROOT / "content").parent == ROOT / ".published"
    assert "/.published/" in (ROOT / ".gitignore").read_text()
