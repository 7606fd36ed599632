"""A publisher who writes something wrong into pelicanconf.py reads which line it is."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pelican
from pelican.settings import get_settings_from_file, read_settings

from plugins.shared.failure_log import in_short
from plugins.shared.messages import gettext, gettext_noop
from tools.failures import BuildError
from tools.places import SETTINGS, shown
from tools.settings_kinds import wrong_kinds, wrong_machinery

# As a message about a setting begins: `LISTINGS.per_page: …`, `SECTIONS, mục …`.
NAME = re.compile(r"([A-Z][A-Z_]+)\b(?=[.,:\[])(?:\.(\w+))?")
# What has to be there; the others are made.
FOLDERS = {
    "PATH": gettext_noop("thư mục nội dung"),
    "THEME": gettext_noop("thư mục giao diện"),
    "OUTPUT_PATH": "",
    "CACHE_PATH": "",
}
LONGEST = 80


def load_settings(settings_file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Raises BuildError, which names the file and the line."""
    _forget_compiled(settings_file, SETTINGS)
    try:
        values: dict[str, Any] = get_settings_from_file(str(settings_file)) | dict(overrides)
    except (Exception, SystemExit) as cause:
        raise BuildError(_why(cause, settings_file)) from cause
    for name in FOLDERS & values.keys():
        values[name] = _absolute(values[name], settings_file.parent)
    if "THEME" in values:
        values["THEME"] = _theme(values["THEME"])
    if isinstance(values.get("PLUGIN_PATHS"), list):
        values["PLUGIN_PATHS"] = [
            _absolute(path, settings_file.parent) for path in values["PLUGIN_PATHS"]
        ]
    if wrong := next(_wrong_in(values), ""):
        raise BuildError(placed(wrong, settings_file))
    if "SITEURL" in values:
        values["SITEURL"] = values["SITEURL"].rstrip("/")
    try:
        return dict(read_settings(override=values))
    except Exception as cause:
        raise BuildError(_why(cause, settings_file)) from cause


def _forget_compiled(*files: Path) -> None:
    """Python takes a file that was changed within a second, and is as long, for the old one."""
    for file in files:
        with suppress(OSError):
            Path(cache_from_source(str(file))).unlink()


def _wrong_in(values: Mapping[str, Any]) -> Iterator[str]:
    """What Pelican would answer in English, or not at all."""
    yield from wrong_kinds(values)
    if not values.get("SITENAME", "?").strip():
        yield gettext('SITENAME: chưa có tên trang; ví dụ SITENAME = "Phủ Thông".')
    if not values.get("IMAGES_CACHE", "?").strip():
        yield gettext("IMAGES_CACHE: chưa có thư mục; ví dụ str(ROOT / '.cache' / 'images').")
    for name, what in FOLDERS.items():
        if name in values and what and not Path(values[name]).is_dir():
            yield gettext(
                "{name}: không có {what} {path}.",
                name=name,
                what=gettext(what),
                path=shown(Path(values[name])),
            )
    if "THEME" in values and not (Path(values["THEME"]) / "templates").is_dir():
        yield gettext(
            "THEME: {path} không có thư mục templates của giao diện.",
            path=shown(Path(values["THEME"])),
        )
    yield from wrong_machinery(values)
    zone = values.get("TIMEZONE", "UTC")
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        yield gettext(
            'TIMEZONE: không có múi giờ “{zone}”; ở Việt Nam viết: TIMEZONE = "Asia/Ho_Chi_Minh"',
            zone=zone,
        )


def _absolute(path: object, folder: Path) -> str:
    return str(Path(os.path.normpath(folder.absolute() / str(path))))  # as Pelican: links stay


def _theme(folder: str) -> str:
    """Also one that comes with Pelican, or was installed into it, by its name."""
    known = Path(pelican.__file__).parent / "themes" / Path(folder).name
    return str(known) if known.is_dir() and not Path(folder).is_dir() else folder


def placed(text: str, settings_file: Path) -> str:
    """`text` behind the file and the line of the setting with whose name it begins, if it does."""
    found = NAME.match(text)
    if not found:
        return text
    for file in dict.fromkeys((settings_file, SETTINGS)):
        if line := _line_of(found[1], file, found[2]):
            return f"{shown(file)}:{line}: {text}"
    return f"{shown(settings_file)}: {text}"


def _why(cause: BaseException, settings_file: Path) -> str:
    files = {str(file): file for file in (settings_file, SETTINGS)}
    if isinstance(cause, SyntaxError) and cause.filename in files:
        place = f"{shown(files[cause.filename])}:{cause.lineno or 1}"
        return gettext(
            "{place}: không đọc được thiết lập: sai cú pháp ở “{short}”; xem lại dấu "
            "phẩy, ngoặc và nháy ở dòng này và dòng trên.",
            place=place,
            short=_short(cause.text),
        )
    if isinstance(cause, FileNotFoundError) and not settings_file.exists():
        return gettext("Không có tệp thiết lập {file}.", file=shown(settings_file))
    frames = [each for each in traceback.extract_tb(cause.__traceback__) if each.filename in files]
    if frames:
        place = f"{shown(files[frames[-1].filename])}:{frames[-1].lineno}"
        line = _short(frames[-1].line)
        return gettext(
            "{place}: không đọc được thiết lập: {why}, ở “{line}”.",
            place=place,
            why=in_short(cause),
            line=line,
        )
    return gettext(
        "{file}:1: không đọc được thiết lập: {why}.",
        file=shown(settings_file),
        why=in_short(cause),
    )


def _line_of(name: str, file: Path, key: str | None) -> int:
    """Where `name` is given its last value, from 1, or in this its `key`; 0 if it is nowhere."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    given = re.compile(rf"(?:\w+\s*=\s*)*{name}\s*(?::[^=]*)?=(?!=)")
    first = next((n for n in range(len(lines), 0, -1) if given.match(lines[n - 1])), 0)
    for n in range(first, len(lines) if first and key else 0):
        if not lines[n].startswith((" ", "\t")):  # what follows belongs to another
            break
        if re.match(rf"""\s*["']{key}["']\s*:""", lines[n]):
            return n + 1
    return first


def _short(line: str | None) -> str:
    plain = (line or "").strip()
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"
