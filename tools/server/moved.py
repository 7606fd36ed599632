"""A reader's old link leads to the article's new address, whatever the letter case."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.shared.messages import gettext
from tools.server.errors import ServerConfigError

MAP = ".portal/map.txt"
# RFC 3986 has no place for the others: they are written with percent signs.
URL_LETTERS = "!#$%&'()*+,-./:;=?@[]_~"
QUERY_LETTERS = URL_LETTERS + "\\^`{|}"
# Facebook, Google and Zalo hang these on every link that is shared there.
TRACKERS = r"(?:fbclid|gclid|zarsrc|utm_[a-z]+)="
FROM_A_TRACKER = re.compile(rf"(?:^|&){TRACKERS}.*", re.DOTALL)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# nginx reads no longer word.
LONGEST = 2_000


@dataclass(frozen=True)
class Moved:
    """path: decoded, starts with a slash; query: as in the address, empty for any query;
    new: a root-relative or absolute address of ASCII letters."""

    path: str
    query: str
    new: str

    @property
    def key(self) -> tuple[str, str]:
        """Equal for addresses that a server without letter case takes for one."""
        return _small(self.path), _small(self.query)


def read_moved(site: Path) -> tuple[Moved, ...]:
    """The redirect map of a built site; none when there is no map."""
    file = site / MAP
    if not file.is_file():
        return ()
    return parse_moved(file.read_text("utf-8").split("\n"))


def parse_moved(lines: Iterable[str], name: str = MAP) -> tuple[Moved, ...]:
    """Of lines `old<TAB>new`; one for each old address. Raises ServerConfigError, with `name` and
    the line's number."""
    found: dict[tuple[str, str], Moved] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            moved = _read_line(line.rstrip("\r"))
        except ServerConfigError as reason:
            raise ServerConfigError(f"{name}:{number}: {reason}") from None
        if found.setdefault(moved.key, moved).new != moved.new:
            raise ServerConfigError(
                gettext(
                    "{name}:{number}: địa chỉ cũ “{path}” dẫn tới hai nơi, “{new}” và "
                    "“{other}”; máy chủ không phân biệt chữ hoa chữ thường.",
                    name=name,
                    number=number,
                    path=moved.path,
                    new=moved.new,
                    other=found[moved.key].new,
                )
            )
    return tuple(found.values())


def _read_line(line: str) -> Moved:
    old, tab, new = line.partition("\t")
    if not tab or CONTROL.search(new):
        raise ServerConfigError(
            gettext("mỗi dòng cần một địa chỉ cũ, một dấu tab và một địa chỉ mới.")
        )
    path, _, query = old.partition("?")
    path = unquote(path, errors="surrogateescape")
    if not path.startswith("/") or "#" in old or CONTROL.search(path + query):
        raise ServerConfigError(
            gettext("“{old!r}” không phải là địa chỉ cũ, như /tin.aspx?id=5.", old=old)
        )
    if not re.match(r"/(?![/\\])|https?://[^/]", new):
        raise ServerConfigError(
            gettext("“{new}” không phải là địa chỉ mới, như /tin-tuc/ hay https://….", new=new)
        )
    if max(len(old), len(new)) > LONGEST:
        raise ServerConfigError(gettext("địa chỉ dài quá {most} chữ.", most=LONGEST))
    query = FROM_A_TRACKER.sub("", query)
    return Moved(_normal(path), quote(query, safe=QUERY_LETTERS), quote(new, safe=URL_LETTERS))


def _normal(path: str) -> str:
    """As a web server sees it: double slashes and `..` are gone."""
    folder = "/" if path.endswith(("/", "/.", "/..")) else ""
    plain = posixpath.normpath("/" + path.lstrip("/"))
    return plain if plain == "/" else plain + folder


def _small(text: str) -> str:
    """Only ASCII, as nginx compares."""
    return re.sub("[A-Z]", lambda found: found.group().lower(), text)
