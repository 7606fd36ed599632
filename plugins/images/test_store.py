"""Encoded once, used by every build; a killed or a second build at once does no harm."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.pictures import paint
from plugins.images import store as store_module
from plugins.shared.outputs import FreshOutputs

from .made import Drawer, Made, Prepared, public_name
from .plan import Focus
from .progress import progress
from .reading import NotAPictureError, read_picture
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


def test_what_a_card_shows_of_a_picture_is_known_by_its_files(
    tmp_path: Path, photo: Path, painted: Image.Image
) -> None:
    store = ImageStore(tmp_path / "cache")
    prepared = store.prepare(photo, PLACE)
    assert store.prepare(photo, PLACE).for_cards() == prepared.for_cards()
    others = [store.prepare(photo, PLACE, Focus(0, 0)), store.prepare(photo, f"anh/{PLACE}")]
    others += [replace(prepared, share=None), replace(prepared, card=())]
    painted.save(photo, quality=80)
    others.append(store.prepare(photo, PLACE))
    assert len({each.for_cards() for each in [prepared, *others]}) == 1 + len(others)


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
        return store.make(files, FreshOutputs(tmp_path / output).write_bytes, tell).encoded

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


# What a disk, a power cut or somebody's hands make of a file in the cache.
def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def unreadable(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "gì đó").touch()


def another(file: Path) -> None:
    """Whole, but of another variant."""
    file.write_bytes(next(each for each in file.parent.iterdir() if each != file).read_bytes())


def stored_in(cache: Path, suffix: str) -> Path:
    return min(cache.rglob(f"*{suffix}"))


@pytest.mark.parametrize("damage", [flipped, emptied, cut, unreadable, another])
def test_a_damaged_file_in_the_cache_is_made_again(
    tmp_path: Path, photo: Path, damage: Callable[[Path], None]
) -> None:
    store = ImageStore(tmp_path / "cache")
    prepared = store.prepare(photo, PLACE)
    files = [made for made in prepared.card if made.key.endswith(".jpg")]
    assert store.make(files, FreshOutputs(tmp_path / "mot").write_bytes, silent).damaged == 0
    damage(stored_in(tmp_path / "cache", ".jpg"))
    report = store.make(files, FreshOutputs(tmp_path / "hai").write_bytes, silent)
    assert (report.encoded, report.damaged) == (1, 1)
    assert tree(tmp_path / "hai") == tree(tmp_path / "mot")
    damage(stored_in(tmp_path / "cache", ".json"))
    assert store.prepare(photo, PLACE) == prepared
    report = store.make(files, FreshOutputs(tmp_path / "ba").write_bytes, silent)
    assert (report.encoded, report.damaged) == (0, 0)


def test_a_file_in_the_place_of_the_cache_makes_way(tmp_path: Path, photo: Path) -> None:
    (tmp_path / "cache").write_text("một tệp")
    assert ImageStore(tmp_path / "cache").prepare(photo, PLACE).width == 560


def test_whoever_changes_a_built_file_in_place_changes_no_other_build(
    tmp_path: Path, photo: Path
) -> None:
    """As programs do that make pictures smaller."""
    store = ImageStore(tmp_path / "cache")
    files = [made for made in store.prepare(photo, PLACE).card if made.key.endswith(".jpg")]
    for output in ("mot", "hai"):
        store.make(files, FreshOutputs(tmp_path / output).write_bytes, silent)
    before = tree(tmp_path / "hai")
    for file in (tmp_path / "mot").rglob("*.jpg"):
        flipped(file)
    shutil.rmtree(tmp_path / "mot")
    report = store.make(files, FreshOutputs(tmp_path / "ba").write_bytes, silent)
    assert (report.encoded, report.damaged) == (0, 0)
    assert tree(tmp_path / "hai") == tree(tmp_path / "ba") == before


def test_a_photo_that_was_replaced_since_it_was_planned_is_not_kept_as_the_old_one(
    tmp_path: Path, photo: Path, painted: Image.Image
) -> None:
    store = ImageStore(tmp_path / "cache")
    files = [made for made in store.prepare(photo, PLACE).card if made.key.endswith(".jpg")]
    original = photo.read_bytes()
    painted.rotate(180).save(photo, quality=90)
    report = store.make(files, FreshOutputs(tmp_path / "mot").write_bytes, silent)
    assert [str(problem) for _, problem in report.problems] == [
        "Tệp ảnh “quyt.jpg” vừa bị thay bằng tệp khác trong lúc dựng. "
        "Chờ chép xong ảnh rồi dựng lại; không phải sửa bài."
    ]
    assert tree(tmp_path / "mot") == {}
    photo.write_bytes(original)
    store.make(files, FreshOutputs(tmp_path / "hai").write_bytes, silent)
    fresh = ImageStore(tmp_path / "other")
    fresh.make(files, FreshOutputs(tmp_path / "ba").write_bytes, silent)
    assert tree(tmp_path / "hai") == tree(tmp_path / "ba") != {}


def test_what_is_known_of_a_photo_is_of_the_bytes_that_name_its_files(
    tmp_path: Path, photo: Path, painted: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is replaced the moment it was read."""
    other = tmp_path / "khac.jpg"
    painted.resize((280, 200)).save(other)

    def read_and_replace(file: Path) -> bytes:
        data = read_picture(file)
        shutil.copyfile(other, photo)
        return data

    original = photo.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(store_module, "read_picture", read_and_replace)
        planned = ImageStore(tmp_path / "cache").prepare(photo, PLACE)
    assert planned.width == 560
    photo.write_bytes(original)
    assert ImageStore(tmp_path / "cache").prepare(photo, PLACE) == planned


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path, photo: Path) -> None:
    def build(output: str) -> int:
        store = ImageStore(tmp_path / "cache")
        files = [m for m in files_of(store.prepare(photo, PLACE)) if not m.key.endswith("avif")]
        return len(store.make(files, FreshOutputs(tmp_path / output).write_bytes, silent).problems)

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
        store.make(files, FreshOutputs(tmp_path / "mot").write_bytes, silent)
    assert tree(tmp_path / "cache") == before
    monkeypatch.undo()
    assert store.make(files, FreshOutputs(tmp_path / "mot").write_bytes, silent).problems == ()
    assert len(tree(tmp_path / "mot")) == len(files)


def test_a_broken_picture_is_named_and_the_rest_goes_on(tmp_path: Path, photo: Path) -> None:
    store = ImageStore(tmp_path / "cache")
    hurt = tmp_path / "hong.jpg"
    hurt.write_bytes(photo.read_bytes()[:5000])
    with pytest.raises(NotAPictureError, match=r"hong\.jpg"):
        store.prepare(hurt, "anh/hong.jpg")
    # Broken between the planning and the making: the build still ends with a sentence.
    good = [made for made in store.prepare(photo, PLACE).card if made.key.endswith(".jpg")]
    bad = [replace(made, source=hurt, key=f"x{made.key}", address="x") for made in good]
    report = store.make([*bad, *good], FreshOutputs(tmp_path / "mot").write_bytes, silent)
    assert [path for path, _ in report.problems] == [hurt]
    assert "hong.jpg" in report.problems[0][1].sentence
    assert set(tree(tmp_path / "mot")) == {made.address for made in good}
    with pytest.raises(NotAPictureError, match="Không tìm thấy"):
        store.prepare(tmp_path / "khong-co.jpg", "anh/khong-co.jpg")


def test_a_drawing_is_published_only_sanitised(tmp_path: Path) -> None:
    path = tmp_path / "hoa.svg"
    path.write_text(DRAWING.format(""), encoding="utf-8")
    store = ImageStore(tmp_path / "cache")
    prepared = store.prepare(path, "anh/hoa.svg")
    assert (prepared.width, prepared.height) == (64, 36)
    assert prepared.photo == prepared.card
    assert prepared.share is None
    store.make(files_of(prepared), FreshOutputs(tmp_path / "mot").write_bytes, silent)
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
    assert store.make([share], FreshOutputs(tmp_path / "mot").write_bytes, silent).encoded == 1
    with Image.open(tmp_path / "mot" / share.address) as made:
        assert (made.format, made.size) == ("JPEG", (1200, 630))
    assert asked == [(1200, 675)]
    newer = ImageStore(tmp_path / "cache", Drawer(render, "2")).prepare(path, "anh/hoa.svg").share
    assert newer
    assert newer.address != share.address
    path.write_text(DRAWING.format("<text>Quýt</text>"), encoding="utf-8")
    assert store.prepare(path, "anh/hoa.svg").share is None


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
