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
from plugins.shared.messages import gettext, gettext_noop

T = TypeVar("T")
# Pelican's own, of which no type is known.
Settings = MutableMapping[str, Any]
# Each annotation would be compiled anew in every build of a process.
_hints_of: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


RANGE = "range"
# What XML 1.0 forbids: https://www.w3.org/TR/xml/#charsets
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 80

# Values of a type, as they are typed.
KINDS: Mapping[Any, str] = {
    str: gettext_noop('chữ trong dấu nháy, như "…"'),
    int: gettext_noop("số nguyên, không có dấu nháy"),
    bool: gettext_noop("True hoặc False"),
    list: gettext_noop('danh sách, như ["…", "…"]'),
    dict: gettext_noop("bảng {tên: giá trị}"),
    type(None): "None",
}


class SettingError(PortalError):
    """A setting in pelicanconf.py has a wrong name or value."""


def in_range(default: int, least: int, most: int) -> Any:
    """A field of a dataclass of settings: a whole number from `least` to `most`."""
    return dataclasses.field(default=default, metadata={RANGE: (least, most)})


def read_settings(kind: type[T], values: object, where: str) -> T:
    """`kind`, a dataclass, filled from the mapping `values`; nested dataclasses and lists too.

    where: how the publisher knows the setting (`TOOLBAR`), used in messages.
    Raises SettingError naming the key, what was read and what is expected.
    """
    if not isinstance(values, Mapping):
        raise SettingError(
            gettext(
                "{where}: cần một bảng {{tên: giá trị}}, nhưng đọc được {read}.",
                where=where,
                read=_short(values),
            )
        )
    hints = _hints_of(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in values:
        if name not in fields:
            near = difflib.get_close_matches(str(name), fields, n=1)
            hint = (
                gettext(" Có phải là “{name}”?", name=near[0])
                if near
                else gettext(" Các tên có: {names}.", names=", ".join(fields))
            )
            raise SettingError(
                gettext("{where}: không có thiết lập tên “{name}”.", where=where, name=name) + hint
            )
    missing = [
        name
        for name, field in fields.items()
        if name not in values
        and field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise SettingError(
            gettext("{where}: thiếu thiết lập {names}.", where=where, names=", ".join(missing))
        )
    read = {name: _read(hints[name], value, f"{where}.{name}") for name, value in values.items()}
    for name, value in read.items():
        least, most = fields[name].metadata.get(RANGE, (None, None))
        if least is not None and not least <= value <= most:
            told = {"where": f"{where}.{name}", "read": _short(value), "least": least, "most": most}
            raise SettingError(
                gettext("{where}: đọc được {read}; cần số từ {least} đến {most}.", **told)
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
    name = _name_of(kind)
    raise SettingError(
        gettext(
            "{where}: đọc được {read}, nhưng cần {name}.",
            where=where,
            read=_short(value),
            name=name,
        )
    )


def refuse_unseen(text: str, where: str) -> None:
    """Raises SettingError for a control character: feeds (XML) and pages can't have it."""
    if found := UNSEEN.search(text):
        raise SettingError(
            gettext(
                "{where}: có ký tự điều khiển {read} không hiện ra được, thường do chép dán; "
                "xóa rồi gõ lại chữ ở đó.",
                where=where,
                read=repr(found.group()),
            )
        )


def _name_of(kind: Any) -> str:
    origin = get_origin(kind) or kind
    if origin in (Union, UnionType):
        parts = (_name_of(each) for each in get_args(kind))
        return gettext(", hoặc ").join(parts)
    if dataclasses.is_dataclass(origin):
        origin = dict
    shown = {tuple: list, Literal: str}.get(origin, origin)
    return gettext(KINDS.get(shown, str(kind)))


def _short(value: object) -> str:
    """What was read, as far as a line has room for it."""
    try:
        shown = repr(value)
    except ValueError:  # a number of thousands of digits
        return "…"
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _fits(kind: Any, value: object) -> bool:
    if kind is None or kind is type(None):
        return value is None
    if kind is int and isinstance(value, bool):
        return False
    return isinstance(kind, type) and isinstance(value, kind)
