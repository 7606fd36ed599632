"""Which code runs besides the project's own and what is installed, and what its files say."""

from __future__ import annotations

import hashlib
import os
import site
import sys
import sysconfig
from pathlib import Path
from types import FunctionType, ModuleType

from plugins.shared.files import files_below
from plugins.shared.messages import gettext
from plugins.shared.settings_code import without_publish

PROJECT = Path(__file__).parents[2]
# Builds know the first by itself; the others run builds and are no part of what is built.
OWN_ROOMS = ("plugins", "tools", "tests", "benchmarks")
PROGRAMS = {"__main__", "__mp_main__"}
# Of a file that may have been another when it was loaded: as at no other build.
UNSURE = b""


class UnknownCodeError(Exception):
    """Nobody can tell whether this is as at the last build; the text says what, in Vietnamese."""


def places_of_code() -> set[str]:
    """Of all modules that this process has loaded, but installed ones and the project's own: files,
    and folders of packages, with whatever lies in them.

    A module tells of itself only once it is loaded, so what this gives grows while a build runs.
    Raises UnknownCodeError.
    """
    installed = folders_of_installed()
    own = tuple(f"{PROJECT / room}{os.sep}" for room in OWN_ROOMS)
    places = set()
    for name, module in list(sys.modules.items()):
        if name in PROGRAMS or not isinstance(module, ModuleType):
            continue
        file = getattr(module, "__file__", None)
        if file is None:
            if _has_code_of_its_own(module, installed):
                raise UnknownCodeError(
                    gettext(
                        "mã của mô-đun “{name}” không ở trong tệp nào, nên không so được với lần "
                        "trước.",
                        name=name,
                    )
                )
        elif not file.startswith((*installed, *own)):
            places.add(_place_of(name, file, installed))
    return places


def digest_of_place(place: str, loaded: int | None = None) -> bytes:
    """Of the file's bytes, or of all files in the folder.

    loaded: when its code was, in nanoseconds since 1970: UNSURE where a file changed later.
    """
    found = sorted(files_below(place)) or [place]
    digest = hashlib.sha256()
    for file in found:
        try:
            data = Path(file).read_bytes()
            if file == place:  # a settings file is no package
                data = without_publish(data)
            if loaded is not None and os.stat(file).st_mtime_ns > loaded:  # noqa: PTH116
                return UNSURE
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):  # gone, or empty
            data = b""
        for part in (os.fsencode(file), data):
            digest.update(len(part).to_bytes(8) + part)
    return digest.digest()


def folders_of_installed() -> tuple[str, ...]:
    """Of Python and of the libraries that its package manager knows, each with its separator."""
    paths = sysconfig.get_paths()
    folders = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders |= {*site.getsitepackages(), site.getusersitepackages()}
    both = folders | {os.path.realpath(folder) for folder in folders}
    return tuple(sorted(folder + os.sep for folder in both))


def _place_of(name: str, file: str, installed: tuple[str, ...]) -> str:
    """The outermost package's folder, or the module's own file; the archive that it is in."""
    parts = name.split(".")
    for n in range(1, len(parts) + 1):
        package = sys.modules.get(".".join(parts[:n]))
        own: str | None = getattr(package, "__file__", None)
        if own and hasattr(package, "__path__") and not own.startswith(installed):
            folder = os.path.dirname(own)  # noqa: PTH120
            if file.startswith(folder + os.sep) and os.path.isdir(folder):  # noqa: PTH112
                return folder
    path = Path(file)
    return str(next((each for each in (path, *path.parents) if each.is_file()), path))


def _has_code_of_its_own(module: ModuleType, installed: tuple[str, ...]) -> bool:
    """Not where another module's library made it, as `six.moves`, or a compiled one."""
    top = sys.modules.get(module.__name__.partition(".")[0])
    if str(getattr(top, "__file__", "")).startswith(installed):
        return False
    return any(
        isinstance(value, FunctionType) and value.__module__ == module.__name__
        for value in list(vars(module).values())
    )
