"""Encoded once, used by every build; a killed or a second build at once does no harm."""

from __future__ import annotations

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from plugins.files import link_whole, write_whole
from plugins.images import store as store_module
from plugins.outputs import FreshOutputs
from tools.bench_pictures import paint

from .made import Drawer, Made, Prepared, public_name
from .plan import Focus
from .progress import progress
from .reading import NotAPicture
from .store import ImageStore

PLACE = "anh/2024/Quýt Hồng.JPG"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36"><script>a()</script>'
    '<rect width="64" height="36" fill="#c22"/>{}</svg>'
)


def silent(_done: int, _total: int) -> None:
    pass


def files_of(prepared: Prepared) -> list[Made]:
    shared = [prepared.share] if prepared.share else []
    return [*prepared.photo, *prepared.card, *shared]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def painted() -> Image.Image:
    return paint("cho-quyt", (560, 400))


@pytest.fixture
def photo(tmp_path: Path, painted: Image.Image) -> Path:
    path = tmp_path / "quyt.jpg"
    painted.save(path, quality=90)
    return path


def test_names_carry_place_hash_and_size(tmp_path: Path, photo: Path) -> None:
    prepared = ImageStore(tmp_path / "cache").prepare(photo, PLACE)
    names = [made.address for made in files_of(prepared)]
    stem = "anh/2024/quyt-hong."
    assert all(name.startswith(stem) for name in names)
    digest = names[0][len(stem) :][:8]
    assert names[:4] == [
        f"{stem}{digest}-480.avif",
        f"{stem}{digest}-560.avif",
        f"{stem}{digest}-480.webp",
        f"{stem}{digest}-560.webp",
    ]
    assert any(name.endswith("-320x180.avif") for name in names)
    assert names[-1].endswith("-560x294.jpg")
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("anh/a.b.jpg", "anh/a-b.x.jpg"),
        ("a.jpg", "a.x.jpg"),
        ("anh/.jpg", "anh/jpg.x.jpg"),
        ("anh/…", "anh/anh.x.jpg"),
    ],
)
def test_any_name_is_a_name_for_the_web(place: str, name: str) -> None:
    assert public_name(place, "x", "", ".jpg") == name


def test_what_a_page_shows_of_a_picture_is_known_by_its_files(
    tmp_path: Path, photo: Path, painted: Image.Image
) -> None:
    store = ImageStore(tmp_path / "cache")
    prepared = store.prepare(photo, PLACE)
    assert store.prepare(photo, PLACE).stable_parts() == prepared.stable_parts()
    others = [store.prepare(photo, PLACE, Focus(0, 0)), store.prepare(photo, f"anh/{PLACE}")]
    others += [replace(prepared, share=None), replace(prepared, card=())]
    painted.save(photo, quality=80)
    others.append(store.prepare(photo, PLACE))
    assert len({each.stable_parts() for each in [prepared, *others]}) == 1 + len(others)


def test_a_changed_picture_focus_or_recipe_gets_other_names(
    tmp_path: Path, photo: Path, painted: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ImageStore(tmp_path / "cache")
    before = store.prepare(photo, PLACE)
    moved = store.prepare(photo, PLACE, Focus(50, 100))
    assert moved.photo == before.photo
    assert not {m.address for m in moved.card} & {m.address for m in before.card}
    painted.rotate(180).save(photo, quality=90)
    changed = store.prepare(photo, PLACE)
    assert not {m.address for m in files_of(changed)} & {m.address for m in files_of(before)}
    monkeypatch.setattr("plugins.images.encode.ALIKE", 0.9)
    other = ImageStore(tmp_path / "cache").prepare(photo, PLACE)
    assert not {m.address for m in files_of(changed)} & {m.address for m in files_of(other)}


def test_a_second_build_encodes_nothing(tmp_path: Path, photo: Path) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    def build(output: str) -> int:
        store = ImageStore(tmp_path / "cache")
        files = files_of(store.prepare(photo, PLACE))
        return store.make(files, FreshOutputs(tmp_path / output).link, tell).encoded

    files = files_of(ImageStore(tmp_path / "cache").prepare(photo, PLACE))
    assert build("mot") == len({made.key for made in files}) > 10
    assert told == [(n + 1, len(told)) for n in range(len(told))]
    told.clear()
    assert build("hai") == 0
    assert told == []
    assert tree(tmp_path / "mot") == tree(tmp_path / "hai")
    assert set(tree(tmp_path / "mot")) == {made.address for made in files}
    shutil.rmtree(tmp_path / "cache")
    assert build("ba") > 0
    assert tree(tmp_path / "ba") == tree(tmp_path / "mot")


def test_an_empty_file_in_the_cache_is_made_again(tmp_path: Path, photo: Path) -> None:
    store = ImageStore(tmp_path / "cache")
    files = [made for made in store.prepare(photo, PLACE).card if made.key.endswith(".jpg")]
    store.make(files, FreshOutputs(tmp_path / "mot").link, silent)
    hurt = next((tmp_path / "cache").rglob("*.jpg"))
    hurt.unlink()
    hurt.write_bytes(b"")
    assert store.make(files, FreshOutputs(tmp_path / "hai").link, silent).encoded == 1
    assert tree(tmp_path / "hai") == tree(tmp_path / "mot")


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path, photo: Path) -> None:
    def build(output: str) -> int:
        store = ImageStore(tmp_path / "cache")
        files = [m for m in files_of(store.prepare(photo, PLACE)) if not m.key.endswith("avif")]
        return len(store.make(files, FreshOutputs(tmp_path / output).link, silent).problems)

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(build, ["mot", "hai", "ba", "mot"])) == [0, 0, 0, 0]
    assert tree(tmp_path / "mot") == tree(tmp_path / "hai") == tree(tmp_path / "ba")
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_killed_build_leaves_no_half_file(
    tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ImageStore(tmp_path / "cache")
    files = files_of(store.prepare(photo, PLACE))
    before = tree(tmp_path / "cache")

    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(store_module, "encode_still", stop)
    with pytest.raises(KeyboardInterrupt):
        store.make(files, FreshOutputs(tmp_path / "mot").link, silent)
    assert tree(tmp_path / "cache") == before
    monkeypatch.undo()
    assert store.make(files, FreshOutputs(tmp_path / "mot").link, silent).problems == ()
    assert len(tree(tmp_path / "mot")) == len(files)


def test_a_broken_picture_is_named_and_the_rest_goes_on(tmp_path: Path, photo: Path) -> None:
    store = ImageStore(tmp_path / "cache")
    hurt = tmp_path / "hong.jpg"
    hurt.write_bytes(photo.read_bytes()[:5000])
    with pytest.raises(NotAPicture, match=r"hong\.jpg"):
        store.prepare(hurt, "anh/hong.jpg")
    # Broken between the planning and the making: the build still ends with a sentence.
    good = [made for made in store.prepare(photo, PLACE).card if made.key.endswith(".jpg")]
    bad = [replace(made, source=hurt, key=f"x{made.key}", address="x") for made in good]
    report = store.make([*bad, *good], FreshOutputs(tmp_path / "mot").link, silent)
    assert [path for path, _ in report.problems] == [hurt]
    assert "hong.jpg" in report.problems[0][1].sentence
    assert set(tree(tmp_path / "mot")) == {made.address for made in good}
    with pytest.raises(NotAPicture, match="Không tìm thấy"):
        store.prepare(tmp_path / "khong-co.jpg", "anh/khong-co.jpg")


def test_a_drawing_is_published_only_sanitised(tmp_path: Path) -> None:
    path = tmp_path / "hoa.svg"
    path.write_text(DRAWING.format(""), encoding="utf-8")
    store = ImageStore(tmp_path / "cache")
    prepared = store.prepare(path, "anh/hoa.svg")
    assert (prepared.width, prepared.height) == (64, 36)
    assert prepared.photo == prepared.card
    assert prepared.share is None
    shutil.rmtree(tmp_path / "cache")
    store.make(files_of(prepared), FreshOutputs(tmp_path / "mot").link, silent)
    ((name, data),) = tree(tmp_path / "mot").items()
    assert name == prepared.photo[0].address
    assert b"<rect" in data
    assert b"script" not in data


def test_a_drawing_without_letters_gets_a_picture_to_share(tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def render(data: bytes, width: int, height: int) -> Image.Image:
        assert b"script" not in data
        asked.append((width, height))
        return Image.new("RGB", (width, height), (200, 30, 40))

    store = ImageStore(tmp_path / "cache", Drawer(render, "1"))
    path = tmp_path / "hoa.svg"
    path.write_text(DRAWING.format(""), encoding="utf-8")
    share = store.prepare(path, "anh/hoa.svg").share
    assert share
    assert store.make([share], FreshOutputs(tmp_path / "mot").link, silent).encoded == 1
    with Image.open(tmp_path / "mot" / share.address) as made:
        assert (made.format, made.size) == ("JPEG", (1200, 630))
    assert asked == [(1200, 675)]
    newer = ImageStore(tmp_path / "cache", Drawer(render, "2")).prepare(path, "anh/hoa.svg").share
    assert newer
    assert newer.address != share.address
    path.write_text(DRAWING.format("<text>Quýt</text>"), encoding="utf-8")
    assert store.prepare(path, "anh/hoa.svg").share is None


def test_files_appear_whole_and_without_a_link_where_the_disk_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a" / "mot"
    write_whole(source, b"mot")

    def no_link(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr("os.link", no_link)
    link_whole(source, tmp_path / "b" / "hai")
    assert (tmp_path / "b" / "hai").read_bytes() == b"mot"
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"mot", "hai"}
    # As readable as any other file: a web server runs as another user.
    (tmp_path / "thuong").write_bytes(b"")
    assert source.stat().st_mode == (tmp_path / "thuong").stat().st_mode


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_only(terminal: bool) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    stream = Stream()
    tell = progress(stream)
    tell(12, 40)
    tell(40, 40)
    assert stream.getvalue() == ("\rNén ảnh: 12/40\rNén ảnh: 40/40\n" if terminal else "")
