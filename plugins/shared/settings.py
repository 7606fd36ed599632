"""A publisher who misspells a setting hears of it at once: settings are read into dataclasses."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from plugins.shared.errors import PortalError

T = TypeVar("T")
# Pelican's own, of which no type is known.
Settings = MutableMapping[str, Any]
# Each annotation would be compiled anew in every build of a process.
_hints_of: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


RANGE = "range"
# What XML 1.0 forbids: https://www.w3.org/TR/xml/#charsets
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 80
# As a publisher types them.
WORDS: Mapping[Any, str] = {
    str: 'chữ trong dấu nháy, như "…"',
    int: "số nguyên, không có dấu nháy",
    bool: "True hoặc False",
    tuple: 'danh sách, như ["…", "…"]',
    list: 'danh sách, như ["…", "…"]',
    dict: "một bảng {tên: giá trị}",
    type(None): "None",
}


class SettingError(PortalError):
    """A setting in pelicanconf.py has a wrong name or value; the text is Vietnamese."""


def number(default: int, least: int, most: int) -> Any:
    """A field of a dataclass of settings: a whole number from `least` to `most`."""
    return dataclasses.field(default=default, metadata={RANGE: (least, most)})


def read_settings(kind: type[T], values: object, where: str) -> T:
    """`kind`, a dataclass, filled from the mapping `values`; nested dataclasses and lists too.

    where: how the publisher knows the setting (`TOOLBAR`), used in messages.
    Raises SettingError naming the key, what was read and what is expected.
    """
    if not isinstance(values, Mapping):
        raise SettingError(f"{where}: cần {WORDS[dict]}, nhưng đọc được {_short(values)}.")
    hints = _hints_of(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in values:
        if name not in fields:
            near = difflib.get_close_matches(str(name), fields, n=1)
            hint = f" Có phải là “{near[0]}”?" if near else f" Các tên có: {', '.join(fields)}."
            raise SettingError(f"{where}: không có thiết lập tên “{name}”.{hint}")
    missing = [
        name
        for name, field in fields.items()
        if name not in values
        and field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise SettingError(f"{where}: thiếu thiết lập {', '.join(missing)}.")
    read = {name: _read(hints[name], value, f"{where}.{name}") for name, value in values.items()}
    for name, value in read.items():
        least, most = fields[name].metadata.get(RANGE, (None, None))
        if least is not None and not least <= value <= most:
            raise SettingError(
                f"{where}.{name}: đọc được {_short(value)}; cần số từ {least} đến {most}."
            )
    return kind(**read)


def _read(kind: Any, value: object, where: str) -> Any:
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return read_settings(kind, value, where)
    if origin in (tuple, list):
        if isinstance(value, (list, tuple)):
            inner = get_args(kind)[0]
            items = [_read(inner, item, f"{where}[{n}]") for n, item in enumerate(value)]
            return tuple(items) if origin is tuple else items
    elif origin in (Union, UnionType):
        for choice in get_args(kind):
            with suppress(SettingError):
                return _read(choice, value, where)
    elif origin is Literal:  # which of them, its reader says in its own words
        if isinstance(value, str):
            return value
    elif origin is dict:
        if isinstance(value, Mapping):
            inner = get_args(kind)[1]
            return {key: _read(inner, item, f"{where}.{key}") for key, item in value.items()}
    elif _fits(kind, value):
        if isinstance(value, str):
            refuse_unseen(value, where)
        return value
    raise SettingError(f"{where}: đọc được {_short(value)}, nhưng cần {_words_of(kind)}.")


def refuse_unseen(text: str, where: str) -> None:
    """Raises SettingError for a control character: feeds (XML) and pages can't have it."""
    if found := UNSEEN.search(text):
        raise SettingError(
            f"{where}: có ký tự điều khiển {found.group()!r} không hiện ra được, thường do "
            "chép dán; xóa rồi gõ lại chữ ở đó."
        )


def _words_of(kind: Any) -> str:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return ", hoặc ".join(map(_words_of, get_args(kind)))
    if dataclasses.is_dataclass(kind):
        return WORDS[dict]
    if origin is Literal:
        return WORDS[str]
    return WORDS.get(origin or kind, str(kind))


def _short(value: object) -> str:
    """What was read, as far as a line has room for it."""
    try:
        shown = repr(value)
    except ValueError:  # a number of thousands of digits
        return "một số quá dài"
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _fits(kind: Any, value: object) -> bool:
    if kind is None or kind is type(None):
        return value is None
    if kind is int and isinstance(value, bool):
        return False
    return isinstance(kind, type) and isinstance(value, kind)
