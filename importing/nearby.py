"""Where the pictures and attachments of a page lie: in the folder that was named, nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

from plugins.vietnamese.text import nfc


class Files:
    """All files of a folder by name: where a picture lies that a page asks for."""

    def __init__(self, root: Path, inside: Iterable[str]) -> None:
        self.root = root
        self._by_name: dict[str, list[str]] = {}
        self._all: dict[str, str] = {}
        for path in inside:
            shown = nfc(path).lower()
            self._all[shown] = path
            self._by_name.setdefault(shown.rpartition("/")[2], []).append(path)

    def find(self, address: str, page: str = "") -> Path | None:
        """address: as the page has it; page: the page's path inside. None where it is not there."""
        path = nfc(unquote(re.split(r"[?#]", address, maxsplit=1)[0])).replace("\\", "/")
        host = re.match(r"(?:[a-z]+:)?//([^/]+)/", path, re.I)
        rest = path[host.end() :] if host else path
        tries = [rest.lstrip("/")]
        if not host and not path.startswith("/"):
            tries.insert(0, _joined(page.rpartition("/")[0], rest))
        first = page.partition("/")[0]
        tries += [f"{host[1]}/{rest}"] if host else []
        tries += [f"{first}/{rest.lstrip('/')}"] if "/" in page else []
        for each in tries:
            if found := self._all.get(each.lower()):
                return self.root / found
        return self._nearest(rest)

    def _nearest(self, rest: str) -> Path | None:
        """The one that agrees in its last folders too; alone of its name, in its name."""
        parts = [part for part in rest.lower().split("/") if part not in ("", ".", "..")]
        candidates = self._by_name.get(parts[-1], []) if parts else []
        if not candidates:
            return None
        scored = sorted(
            ((_agreeing(parts, nfc(each).lower().split("/")), each) for each in candidates),
            reverse=True,
        )
        best, path = scored[0]
        is_clear = len(scored) == 1 or scored[1][0] < best
        return self.root / path if is_clear and (best > 1 or len(scored) == 1) else None


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            return count
        count += 1
    return count


def _joined(folder: str, rest: str) -> str:
    """`../` resolved inside the root alone."""
    parts: list[str] = []
    for part in f"{folder}/{rest}".split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
