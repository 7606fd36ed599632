"""What readers have is never replaced by an older copy: a clone knows which texts it has had.

It lies beside content/, not in the cache: whoever copies or restores the one has the other too.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.shared.files import write_whole
from tools.publish.origin import GONE, Origin

ROOM = ".published"
MOST_TEXTS = 50  # of one file
MOST_SECONDS = 60
DIGEST = re.compile("[0-9a-f]{40}")


@dataclass(frozen=True)
class History:
    """texts: by path inside content/ the digests that this clone has had when it published or
    tried to, the last at the end. published: by target, the last release that went live from here.
    """

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)

    def having(self, mine: Origin, live: Origin) -> History:
        """With what the clone has now. A file that it has no more, or that is gone here as there,
        is known to be gone."""
        if not mine.files:
            return self
        texts = dict(self.texts)
        gone = {path for path in live.files if live.files[path] == GONE} | self.texts.keys()
        for path, digest in (dict.fromkeys(gone, GONE) | dict(mine.files)).items():
            had = texts.get(path, ())
            if digest not in had[-1:]:
                texts[path] = (*(text for text in had if text != digest), digest)[-MOST_TEXTS:]
        return replace(self, texts=texts)


def history_file(content: Path) -> Path:
    """Of those who publish from this folder of texts, to whatever target."""
    return content.resolve().parent / ROOM / "history.json"


def read_history(file: Path) -> History:
    """A damaged one knows nothing: then a publication is rather refused than not."""
    try:
        read = json.loads(file.read_bytes())
        texts = {str(path): tuple(map(str, had)) for path, had in read["texts"].items()}
        return History(texts, {str(to): str(name) for to, name in read["published"].items()})
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return History()


def write_history(file: Path, history: History) -> None:
    """Written whole, or left as it was."""
    content = {
        "published": dict(sorted(history.published.items())),
        "texts": dict(sorted(history.texts.items())),
    }
    write_whole(file, json.dumps(content, ensure_ascii=False, indent=0).encode())


def unknown_texts(
    live: Origin,
    mine: Origin,
    had: Mapping[str, Collection[str]],
    committed: Callable[[], Collection[str]],
) -> list[str]:
    """Paths of the texts that the clone would replace without ever having had them, sorted.

    had: by path; committed: digests from the history of the clone's content, asked if need be.
    """
    other = [
        path
        for path, digest in sorted(live.files.items())
        if mine.files.get(path, GONE) != digest and digest not in had.get(path, ())
    ]
    known = committed() if other else ()
    return [path for path in other if live.files[path] not in known]


def committed_texts(content: Path) -> frozenset[str]:
    """Of all commits that the clone's own is made on; empty where Git does not know `content`."""
    listed = _git(content, "rev-list", "--objects", "HEAD") or b""
    return frozenset(line[:40].decode("ascii") for line in listed.splitlines())


def committed_text(content: Path, digest: str) -> bytes | None:
    """The text that `origin.text_digest` says this of; None where Git does not have it."""
    return _git(content, "cat-file", "blob", digest) if DIGEST.fullmatch(digest) else None


def _git(content: Path, *arguments: str) -> bytes | None:
    """What Git of the folder answers, None where it can't."""
    # As a hook of Git's sets them, they name another repository.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    try:
        answer = subprocess.run(
            ["git", "-C", str(content), *arguments],
            env=environment,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout
