"""A repository of our own, without a working tree, from which a host's branch is pushed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from plugins.shared.files import discard
from plugins.shared.messages import gettext
from tools.publish.errors import TargetUnreachableError
from tools.publish.hosts.git_errors import NO_GIT, trouble_of
from tools.publish.targets import Branch

MOST_SECONDS = 1800  # a first publication sends all photos
FILE_MODE = "100644"
NO_OBJECT = "0" * 40
WHO = "publish"
# Variables that name a repository.
OF_REPOSITORY = (
    "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_NAMESPACE", "GIT_PREFIX",
)  # fmt: skip


class Repository:
    """Raises TargetUnreachableError, in Vietnamese, for whatever Git or the host refuses."""

    def __init__(self, place: Branch, room: Path) -> None:
        """room: where it is, or is made."""
        self._place = place
        self._room = room
        self._seen: str | None = None

    def commit(self, lines: Iterable[str], message: str) -> None:
        """On top of what was seen last; raises TargetUnreachableError where the branch has moved
        meanwhile."""
        parent = self.known()
        index = self._room / "release.index"
        discard(index)
        with_index = {"GIT_INDEX_FILE": str(index)}
        if parent:
            self._git("read-tree", parent, more=with_index)
        data = "".join(lines).encode()
        self._git("update-index", "--replace", "-z", "--index-info", data=data, more=with_index)
        tree = self._text("write-tree", more=with_index)
        follows = ["-p", parent] if parent else []
        if parent and self._text("rev-parse", f"{parent}^{{tree}}") == tree:
            return
        text = f"{message}\n".encode()
        commit = self._text(*self._identity(), "commit-tree", tree, *follows, data=text)
        self._git("push", "--quiet", self._place.url, f"{commit}:{self._ref}")
        self._seen = commit

    def _identity(self) -> list[str]:
        """Who has told Git of this machine no name of his commits under this one."""
        if self._text("config", "--default", "", "--get", "user.email"):
            return []
        return ["-c", f"user.name={WHO}", "-c", f"user.email={WHO}@localhost"]

    def known(self) -> str:
        """The branch's commit as it was seen last, "" where it has none."""
        return self.head() if self._seen is None else self._seen

    def head(self) -> str:
        """The branch's last commit, which is here by now; "" where there is no branch yet."""
        if not (self._room / "HEAD").is_file():
            self._room.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare", str(self._room))
        found = self._text("ls-remote", "--heads", self._place.url, self._ref).split("\t")[0]
        if found and found != self._seen:
            self._git("fetch", "--quiet", "--no-tags", self._place.url, self._ref)
        self._seen = found
        return found

    def listed(self, folder: str) -> dict[str, str]:
        """Blobs by path inside the folder, "" for the whole tree."""
        if not (head := self.known()):
            return {}
        where = f"{head}:{folder}" if folder else head
        if folder and self._git("ls-tree", head, folder) == b"":
            return {}
        lines = self._git("ls-tree", "-r", "-z", where).decode("utf-8", "surrogateescape")
        rows = (line.split("\t", 1) for line in lines.split("\0") if line)
        return {path: about.split()[2] for about, path in rows}

    def blob(self, commit: str, path: str) -> bytes | None:
        """A file of a commit, None where it has none."""
        if not commit or not (found := self._text("ls-tree", commit, path)):
            return None
        _, kind, blob = found.split("\t")[0].split()
        return self._git("cat-file", "blob", blob) if kind == "blob" else None

    def stored(self, files: Mapping[str, Path]) -> dict[str, str]:
        """Their blobs, in the repository by now."""
        names = "".join(f"{file}\n" for file in files.values()).encode()
        told = self._text("hash-object", "-w", "--no-filters", "--stdin-paths", data=names)
        return dict(zip(files, told.split("\n") if files else [], strict=True))

    def store(self, data: bytes) -> str:
        """Its name in the repository."""
        return self._text("hash-object", "-w", "--stdin", data=data)

    def sha256_of(self, blobs: Sequence[str]) -> list[str]:
        """Hexadecimal, of each blob's bytes."""
        told = self._git("cat-file", "--batch", data="".join(f"{it}\n" for it in blobs).encode())
        found, place = [], 0
        for _ in blobs:
            end = told.index(b"\n", place)
            start, size = end + 1, int(told[place:end].split()[2])
            found.append(sha256(told[start : start + size]).hexdigest())
            place = start + size + 1
        return found

    def _text(
        self, *arguments: str, data: bytes = b"", more: Mapping[str, str] | None = None
    ) -> str:
        return self._git(*arguments, data=data, more=more).decode("utf-8").strip()

    def _git(
        self, *arguments: str, data: bytes = b"", more: Mapping[str, str] | None = None
    ) -> bytes:
        """What it answers; raises TargetUnreachableError with what it complained of."""
        # As a hook of Git's sets them, they name another repository.
        clean = {name: it for name, it in os.environ.items() if name not in OF_REPOSITORY}
        try:
            ended = subprocess.run(
                ["git", f"--git-dir={self._room}", *arguments],
                env=clean | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"} | dict(more or {}),
                input=data,
                capture_output=True,
                timeout=MOST_SECONDS,
            )
        except FileNotFoundError as cause:
            raise TargetUnreachableError(gettext(NO_GIT)) from cause
        except subprocess.TimeoutExpired as cause:
            said = trouble_of("timed out", self._place.url, self._place.branch)
            raise TargetUnreachableError(said) from cause
        if ended.returncode != 0:
            complaint = ended.stderr.decode("utf-8", "replace")
            raise TargetUnreachableError(trouble_of(complaint, self._place.url, self._place.branch))
        return ended.stdout

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self._place.branch}"


def index_line(blob: str | None, path: str) -> str:
    """For `update-index --index-info -z`; without a blob, the path goes."""
    return f"{FILE_MODE} {blob}\t{path}\0" if blob else f"0 {NO_OBJECT}\t{path}\0"
