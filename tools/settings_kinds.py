"""A publisher reads of a setting that Pelican would stumble over what it has to be, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from plugins.shared.messages import gettext, gettext_noop

ROOMS = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS")
NAMES = (*ROOMS, "PLUGINS", "IGNORE_FILES")
WORDS = {
    str: gettext_noop("chữ trong dấu nháy"),
    list: gettext_noop("danh sách […]"),
    dict: gettext_noop("bảng {tên: giá trị}"),
    bool: gettext_noop("True hoặc False"),
}
TEXTS = ("SITENAME", "SITEURL", "TIMEZONE", "DEFAULT_LANG", "IMAGES_CACHE")
FOLDERS_OR_NONE = ("CHECKS_MEMORY", "TEMPLATES_CACHE")
SWITCHES = ("SHOW_UNPUBLISHED", "WITH_FUTURE_DATES")
# Pelican takes other kinds for these too.
EITHER = {"LOCALE", "PELICAN_CLASS", "PLUGIN_PATHS"}
# What Pelican puts into addresses, by https://docs.getpelican.com/en/stable/settings.html#url-settings
ADDRESSES = ("ARTICLE_URL", "ARTICLE_SAVE_AS", "PAGE_URL", "PAGE_SAVE_AS")
FACTS = {"slug": "a", "section": "a", "lang": "vi", "category": "a", "author": "a"}
PATTERNS = ("FILENAME_METADATA", "PATH_METADATA")


def wrong_kinds(values: Mapping[str, Any]) -> Iterator[str]:
    """What to say of values of another kind than Pelican, or whoever reads them first, takes."""
    for name, kind in _kinds(values):
        if not isinstance(values[name], kind):
            yield gettext(
                "{name}: đọc được {value!r}; cần {word}.",
                name=name,
                value=values[name],
                word=gettext(WORDS[kind if isinstance(kind, type) else kind[0]]),
            )
    for name in NAMES:
        for item in values.get(name, ()):
            if not isinstance(item, str):
                yield gettext(
                    "{name}: đọc được {item!r}; cần chữ trong dấu nháy.", name=name, item=item
                )
            elif name in ROOMS and (Path(item).is_absolute() or ".." in Path(item).parts):
                yield gettext("{name}: “{item}” nằm ngoài thư mục nội dung.", name=name, item=item)


def _kinds(values: Mapping[str, Any]) -> Iterator[tuple[str, type | tuple[type, ...]]]:
    """What those of `values` have to be that Pelican, or whoever reads them first, takes for it."""
    for kind, names in ((str, TEXTS), (list, NAMES), (bool, SWITCHES)):
        yield from ((name, kind) for name in names if name in values)
    yield from ((name, str) for name in FOLDERS_OR_NONE if values.get(name) is not None)
    for name, usual in DEFAULT_CONFIG.items():
        if name not in values or name in (*TEXTS, *NAMES, *SWITCHES, *EITHER):
            continue
        if isinstance(usual, list | tuple) and values[name] is not usual:
            yield name, (list, tuple)
        elif isinstance(usual, dict):
            yield name, (dict,)
        elif isinstance(usual, str) and values[name] not in (None, False):
            yield name, (str, PurePath)


def wrong_machinery(values: Mapping[str, Any]) -> Iterator[str]:
    """What to say of what only the machinery needs: addresses, patterns, Markdown."""
    for name in ADDRESSES:
        if name not in values:
            continue
        try:
            made = values[name].format_map({**FACTS, "date": datetime(2026, 1, 1, tzinfo=UTC)})
        except (LookupError, ValueError, AttributeError):
            made = ""
        if not made or "{slug}" not in values[name]:
            yield gettext(
                "{name}: “{value}” không thành địa chỉ; viết như trong bản gốc của phần mềm, "
                "ví dụ {name} = {example!r}.",
                name=name,
                value=values[name],
                example="{slug}/" + ("index.html" if name.endswith("AS") else ""),
            )
    for name in PATTERNS:
        try:
            re.compile(values.get(name, ""))
        except re.error as wrong:
            yield gettext(
                "{name}: “{value}” không phải biểu thức chính quy ({why}).",
                name=name,
                value=values[name],
                why=wrong,
            )
    extensions = values.get("MARKDOWN", {"extensions": []}).get("extensions")
    if not isinstance(extensions, list):
        yield gettext(
            "MARKDOWN: đọc được {value!r} ở “extensions”; cần danh sách […], như trong bản gốc "
            "của phần mềm.",
            value=extensions,
        )
        return
    for extension in extensions:
        if isinstance(extension, str) and "." in extension and not _is_module(extension):
            yield gettext("MARKDOWN: không có phần mở rộng “{extension}”.", extension=extension)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name.partition(":")[0]) is not None
    except (ImportError, ValueError):
        return False
