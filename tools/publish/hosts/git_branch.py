"""A site on GitHub or GitLab Pages: each release is one commit of a branch, and so is a step back.

Trees are made by plumbing in a bare repository of our own: no file is ever checked out.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from plugins.files import discard
from tools.publish.errors import PublishError, TargetUnreachableError
from tools.publish.hosts.git_errors import NO_GIT, trouble_of
from tools.publish.hosts.mirrored import Showing
from tools.publish.hosts.shown import NOTES, SHOWN, Shown, read_shown, shown_text
from tools.publish.lock import LOCK
from tools.publish.manifest import Entry
from tools.publish.origin import NAME as ORIGIN
from tools.publish.releases import FOLDER, STEPPED_BACK, SWITCHING
from tools.publish.targets import Branch

MOST_SECONDS = 1800  # a first publication sends all photos
FILE_MODE = "100644"
NO_OBJECT = "0" * 40
WHO = "publish"
# What one machine notes while it works; a commit has nothing of it.
PASSING = (LOCK, SWITCHING)
# Variables that name a repository.
OF_REPOSITORY = (
    "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_NAMESPACE", "GIT_PREFIX",
)  # fmt: skip
GITLAB_CI = ".gitlab-ci.yml"
# The branch holds what is served in `public`, from which this job takes it.
GITLAB_JOB = """\
pages:
  stage: deploy
  image: busybox
  script:
    - test -f public/index.html
  artifacts:
    paths:
      - public
"""


class GitBranch:
    def __init__(self, place: Branch, server: str, room: Path) -> None:
        """room: of our bare repository."""
        self._place = place
        self._gitlab = server == "gitlab"
        self._top = "public/" if self._gitlab else ""
        self._room = room
        # Notes that the next commit takes along; None: it takes them away.
        self._waiting: dict[str, bytes | None] = {}
        self._seen: str | None = None

    def ready(self) -> None:
        self._head()

    def shown(self) -> Shown:
        head = self._head()
        if not head:
            return Shown()
        data = self._blob(head, f"{NOTES}/{SHOWN}")
        try:
            if data is None:
                raise ValueError("no note of ours")
            return read_shown(data)
        except ValueError as cause:
            raise PublishError(
                f"Nhánh “{self._place.branch}” ở {self._place.url} có nội dung không do publish "
                "đưa lên; không đụng tới. Hãy ghi trong to một nhánh khác, chưa có (như #trang)."
            ) from cause

    def show(self, before: Shown, showing: Showing) -> None:
        moves, notes = showing.moves, self._notes_of(showing)
        gone = [*moves.blocking, *moves.remove]
        lines = [_line(None, self._top + path) for path in gone]
        lines += [
            _line(None, f"{NOTES}/{name}") for name in self._listed(NOTES) if name not in notes
        ]
        stored = self._stored({path: showing.sources[path] for path in moves.put})
        lines += [_line(blob, self._top + path) for path, blob in stored.items()]
        made = {f"{NOTES}/{name}": data for name, data in sorted(notes.items())}
        if self._gitlab:
            made[GITLAB_CI] = GITLAB_JOB.encode()
        lines += [_line(self._store(data), path) for path, data in made.items()]
        self._commit(lines, f"Bản {showing.release}" if showing.release else "Gỡ bản đang dùng")
        self._waiting.clear()

    def read(self, path: str) -> bytes | None:
        return self._blob(self._known(), self._top + path)

    def put(self, files: Mapping[str, Path]) -> None:
        stored = self._stored(files)
        self._commit([_line(it, self._top + path) for path, it in stored.items()], "Sửa tệp hỏng")

    def remove(self, paths: Sequence[str]) -> None:
        self._commit([_line(None, self._top + path) for path in paths], "Bỏ tệp lạ")

    def digests(self, known: Mapping[str, Entry]) -> dict[str, str]:
        blobs = self._listed(self._top.rstrip("/"))
        there = [path for path in known if path in blobs]
        return dict(zip(there, self._sha256([blobs[path] for path in there]), strict=True))

    def note(self, name: str) -> bytes | None:
        if name in self._waiting:
            return self._waiting[name]
        return None if name in PASSING else self._blob(self._known(), f"{NOTES}/{name}")

    def write_note(self, name: str, data: bytes) -> None:
        self._waiting[name] = data

    def remove_note(self, name: str) -> None:
        self._waiting[name] = None

    def claim(self, name: str, data: bytes) -> bool:
        """Of two publishers the host takes one's commit; the other's follows no commit of its."""
        self._waiting[name] = data
        return True

    def _notes_of(self, showing: Showing) -> dict[str, bytes]:
        """By name; those of other publications stay, but for a mark that it makes void."""
        notes = {
            name: self._blob(self._known(), f"{NOTES}/{name}")
            for name in self._listed(NOTES)
            if not name.startswith(f"{FOLDER}/")
        } | self._waiting
        if (notes.get(STEPPED_BACK) or b"").decode("ascii", "replace") <= showing.release:
            notes[STEPPED_BACK] = None
        notes |= dict.fromkeys(PASSING)
        notes |= {name: without_machine(name, data) for name, data in showing.notes.items()}
        notes[SHOWN] = shown_text(Shown(showing.release, showing.files))
        return {name: data for name, data in notes.items() if data is not None}

    def _commit(self, lines: Iterable[str], message: str) -> None:
        """On top of what was seen last; raises TargetUnreachableError where the branch has moved
        meanwhile."""
        parent = self._known()
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

    def _known(self) -> str:
        return self._head() if self._seen is None else self._seen

    def _head(self) -> str:
        """The branch's last commit, which is here by now; "" where there is no branch yet."""
        if not (self._room / "HEAD").is_file():
            self._room.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare", str(self._room))
        found = self._text("ls-remote", "--heads", self._place.url, self._ref).split("\t")[0]
        if found and found != self._seen:
            self._git("fetch", "--quiet", "--no-tags", self._place.url, self._ref)
        self._seen = found
        return found

    def _listed(self, folder: str) -> dict[str, str]:
        """Blobs by path inside the folder, "" for the whole tree."""
        if not (head := self._known()):
            return {}
        where = f"{head}:{folder}" if folder else head
        if folder and self._git("ls-tree", head, folder) == b"":
            return {}
        lines = self._git("ls-tree", "-r", "-z", where).decode("utf-8", "surrogateescape")
        rows = (line.split("\t", 1) for line in lines.split("\0") if line)
        return {path: about.split()[2] for about, path in rows}

    def _blob(self, commit: str, path: str) -> bytes | None:
        if not commit or not (found := self._text("ls-tree", commit, path)):
            return None
        _, kind, blob = found.split("\t")[0].split()
        return self._git("cat-file", "blob", blob) if kind == "blob" else None

    def _stored(self, files: Mapping[str, Path]) -> dict[str, str]:
        """Their blobs, in the repository by now."""
        names = "".join(f"{file}\n" for file in files.values()).encode()
        told = self._text("hash-object", "-w", "--no-filters", "--stdin-paths", data=names)
        return dict(zip(files, told.split("\n") if files else [], strict=True))

    def _store(self, data: bytes) -> str:
        return self._text("hash-object", "-w", "--stdin", data=data)

    def _sha256(self, blobs: Sequence[str]) -> list[str]:
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
            raise TargetUnreachableError(NO_GIT) from cause
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


def without_machine(name: str, data: bytes) -> bytes:
    """Anybody may read a repository of pages: it need not tell what the office's machine is called,
    which a release's own note does."""
    if not name.endswith(f"/{ORIGIN}"):
        return data
    origin = json.loads(data)
    return json.dumps(
        {**origin, "who": str(origin["who"]).partition(" (")[0]},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _line(blob: str | None, path: str) -> str:
    """For `update-index --index-info -z`; without a blob, the path goes."""
    return f"{FILE_MODE} {blob}\t{path}\0" if blob else f"0 {NO_OBJECT}\t{path}\0"
