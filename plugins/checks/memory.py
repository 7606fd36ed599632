"""A second check is quick: articles are known by their bytes, pictures by size and time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from plugins.checks.facts import Facts, from_json
from plugins.problems import Problem

# Sentence and remedy.
Fault = tuple[str, str] | None


@dataclass(frozen=True)
class Finding:
    """problems: of this file alone; facts: for the rules across files, None if it was refused."""

    problems: tuple[Problem, ...]
    facts: Facts | None


class Memory:
    """key: digest of the rules' code and of the settings; another key forgets everything."""

    def __init__(self, file: Path | None, key: str) -> None:
        self._file = file
        self._key = key
        known = self._load()
        self._known: dict[str, Any] = known.get("files", {})
        self._known_pictures: dict[str, Any] = known.get("pictures", {})
        self._seen: dict[str, Any] = {}
        self._seen_pictures: dict[str, Any] = {}
        self.new = 0  # articles that had to be checked
        self.new_pictures = 0
        self._gone = False

    @classmethod
    def empty(cls) -> Memory:
        return cls(None, "")

    def recall(self, path: str, data: bytes) -> Finding | None:
        entry = self._known.get(path)
        if entry is None or entry["digest"] != _digest(data):
            return None
        self._seen[path] = entry
        problems = tuple(Problem(**item) for item in entry["problems"])
        facts = entry["facts"]
        return Finding(problems, from_json(facts) if facts else None)

    def remember(self, path: str, data: bytes, finding: Finding) -> None:
        self.new += 1
        self._seen[path] = {
            "digest": _digest(data),
            "problems": [asdict(problem) for problem in finding.problems],
            "facts": finding.facts.as_json() if finding.facts else None,
        }

    def picture_fault(self, folder: Path, name: str, look: Callable[[Path], Fault]) -> Fault:
        """What `look` says of the picture, asked only if its size or its time is another."""
        try:
            facts = os.stat(f"{folder}/{name}")  # noqa: PTH116  (ten thousand Paths are slow)
        except OSError:
            return look(folder / name)
        stamp = [facts.st_size, facts.st_mtime_ns]
        entry = self._known_pictures.get(name)
        if entry is None or entry[:2] != stamp:
            self.new_pictures += 1
            entry = [*stamp, *(look(folder / name) or ())]
        self._seen_pictures[name] = entry
        return (entry[2], entry[3]) if len(entry) > len(stamp) else None

    def forget_unseen(self) -> None:
        """Files that are gone are dropped when the memory is saved."""
        self._gone = len(self._known) > len(self._seen) or (
            len(self._known_pictures) > len(self._seen_pictures)
        )

    def save(self) -> None:
        """Written beside and renamed: a killed run leaves the old memory."""
        if self._file is None or not (self.new or self.new_pictures or self._gone):
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(f".{os.getpid()}.tmp")
        data = {"key": self._key, "files": self._seen, "pictures": self._seen_pictures}
        fresh.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        fresh.replace(self._file)

    def _load(self) -> dict[str, Any]:
        if self._file is None or not self._file.is_file():
            return {}
        try:
            data: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
            return data if data["key"] == self._key else {}
        except (ValueError, KeyError, TypeError):
            return {}  # a damaged memory only costs time


def rules_digest(*settings: object) -> str:
    """Changes with the code of any plugin and with the settings that a rule sees."""
    digest = hashlib.sha256(repr(settings).encode())
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        if not file.name.startswith("test_"):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
