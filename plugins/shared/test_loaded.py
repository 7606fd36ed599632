"""Code that is neither the project's own nor installed is looked at, whatever way it came in."""

from __future__ import annotations

import importlib
import os
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from plugins.shared.files import files_below
from plugins.shared.loaded import UNSURE, UnknownCodeError, digest_of_place, places_of_code

CODE = "def f(): return 1\n"
NAMES = ("own_alone", "own_package", "own_zipped", "own_made")


@pytest.fixture(autouse=True)
def modules() -> Iterator[None]:
    path = list(sys.path)
    yield
    sys.path[:] = path
    for name in list(sys.modules):
        if name.startswith(NAMES):
            del sys.modules[name]


def load(folder: Path, *names: str) -> None:
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    for name in names:
        importlib.import_module(name)


def test_files_packages_and_archives_are_found_and_what_is_installed_is_not(tmp_path: Path) -> None:
    (tmp_path / "own_alone.py").write_text(CODE, "utf-8")
    (tmp_path / "own_package/inner").mkdir(parents=True)
    for name in ("__init__.py", "inner/__init__.py", "inner/part.py"):
        (tmp_path / "own_package" / name).write_text(CODE, "utf-8")
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("own_zipped.py", CODE)
    before = places_of_code()
    load(tmp_path, "own_alone", "own_package.inner.part")
    load(archive, "own_zipped")
    found = {str(tmp_path / name) for name in ("own_alone.py", "own_package", "archive.zip")}
    assert places_of_code() - before == found
    assert not any("pelican/__init__" in place or "/plugins" in place for place in before)


def test_code_that_lies_in_no_file_is_named() -> None:
    module = ModuleType("own_made")
    exec(CODE, vars(module))
    sys.modules["own_made"] = module
    with pytest.raises(UnknownCodeError, match="mô-đun “own_made” không ở trong tệp nào"):
        places_of_code()


def test_every_file_of_a_place_is_in_its_digest(tmp_path: Path) -> None:
    place = tmp_path / "own_package"
    (place / "inner").mkdir(parents=True)
    seen = [digest_of_place(str(place))]
    (place / "inner/a.txt").write_text("a", "utf-8")
    seen.append(digest_of_place(str(place)))
    (place / "inner/a.txt").rename(place / "inner/b.txt")
    seen.append(digest_of_place(str(place)))
    (place / "__pycache__").mkdir()
    (place / "__pycache__/a.pyc").touch()
    assert digest_of_place(str(place)) == seen[-1]
    assert len({*seen}) == len(seen)


def test_a_file_saved_after_it_was_loaded_is_as_at_no_other_build(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(CODE, "utf-8")
    now = time.time_ns()
    os.utime(file, ns=(now, now))
    assert digest_of_place(str(file), now) == digest_of_place(str(file))
    assert digest_of_place(str(file), now - 1) == UNSURE


def test_links_to_folders_are_followed_and_circles_end(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.html").touch()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "theme/again").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/up").symlink_to(tmp_path / "theme")
    (tmp_path / "theme/self").symlink_to("self")
    (tmp_path / "theme/nowhere").symlink_to("missing")
    theme = tmp_path / "theme"
    found = sorted(Path(file).relative_to(theme).as_posix() for file in files_below(str(theme)))
    assert found == ["again/a.html", "linked/a.html"]
