"""A publisher who writes something wrong into pelicanconf.py reads which line it is."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.settings import get_settings_from_file, read_settings

from plugins.failure_log import in_short
from tools.failures import BuildFailed
from tools.places import SETTINGS, shown

# As a message about a setting begins: `LISTINGS.per_page: …`, `SECTIONS, mục …`.
NAME = re.compile(r"[A-Z][A-Z_]+\b(?=[.,:\[])")
FOLDERS = {"PATH": "thư mục nội dung", "THEME": "thư mục giao diện"}
LONGEST = 80


def load_settings(settings_file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Raises BuildFailed, which names the file and the line."""
    try:
        settings = dict(read_settings(str(settings_file), override=dict(overrides)))
    except Exception as cause:
        raise BuildFailed(_why(cause, settings_file, overrides)) from cause
    zone = settings.get("TIMEZONE", "UTC")
    try:
        ZoneInfo(zone)
    except (OSError, TypeError, ValueError, KeyError) as cause:
        sentence = f"TIMEZONE: không có múi giờ {zone!r}; ở Việt Nam viết: TIMEZONE = "
        raise BuildFailed(placed(f'{sentence}"Asia/Ho_Chi_Minh"', settings_file)) from cause
    return settings


def placed(text: str, settings_file: Path) -> str:
    """`text` behind the file and the line of the setting with whose name it begins, if it does."""
    found = NAME.match(text)
    if not found:
        return text
    for file in dict.fromkeys((settings_file, SETTINGS)):
        if line := _line_of(found.group(), file):
            return f"{shown(file)}:{line}: {text}"
    return f"{shown(settings_file)}: {text}"


def _why(cause: Exception, settings_file: Path, overrides: Mapping[str, Any]) -> str:
    files = {str(file): file for file in (settings_file, SETTINGS)}
    if isinstance(cause, SyntaxError) and cause.filename in files:
        place = f"{shown(files[cause.filename])}:{cause.lineno or 1}"
        return (
            f"{place}: không đọc được thiết lập: sai cú pháp ở “{_short(cause.text)}”; "
            "xem lại dấu phẩy, ngoặc và nháy ở dòng này và dòng trên."
        )
    if isinstance(cause, FileNotFoundError) and not settings_file.exists():
        return f"Không có tệp thiết lập {shown(settings_file)}."
    frames = [each for each in traceback.extract_tb(cause.__traceback__) if each.filename in files]
    if frames:
        place = f"{shown(files[frames[-1].filename])}:{frames[-1].lineno}"
        line = _short(frames[-1].line)
        return f"{place}: không đọc được thiết lập: {in_short(cause)}, ở “{line}”."
    with suppress(Exception):  # whatever it is, `cause` is what to tell
        values = get_settings_from_file(str(settings_file)) | dict(overrides)
        for name, what in FOLDERS.items():
            folder = settings_file.parent / str(values.get(name, ""))
            if name in values and not folder.is_dir():
                return placed(f"{name}: không có {what} {shown(folder)}.", settings_file)
    return f"{shown(settings_file)}:1: không đọc được thiết lập: {in_short(cause)}."


def _line_of(name: str, file: Path) -> int:
    """Where `name` is given its last value, from 1; 0 if it is nowhere."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    given = re.compile(rf"(?:\w+\s*=\s*)*{name}\s*(?::[^=]*)?=(?!=)")
    return next((n for n in range(len(lines), 0, -1) if given.match(lines[n - 1])), 0)


def _short(line: str | None) -> str:
    plain = (line or "").strip()
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"
