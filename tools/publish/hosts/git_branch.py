"""A site on GitHub or GitLab Pages: each release is one commit of a branch, and so is a step back.

Trees are made by plumbing in a bare repository of our own: no file is ever checked out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from plugins.shared.messages import gettext
from tools.publish.errors import PublishError
from tools.publish.hosts.git_repository import Repository, index_line
from tools.publish.hosts.mirrored import Showing
from tools.publish.hosts.shown import NOTES, SHOWN, Shown, read_shown, shown_text
from tools.publish.lock import LOCK
from tools.publish.manifest import Entry
from tools.publish.origin import NAME as ORIGIN
from tools.publish.releases import FOLDER, STEPPED_BACK, SWITCHING
from tools.publish.targets import Branch

# What one machine notes while it works; a commit has nothing of it.
PASSING = (LOCK, SWITCHING)
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
    """A `Host` that is a branch of a repository."""

    def __init__(self, place: Branch, server: str, room: Path) -> None:
        """room: of our bare repository."""
        self._place = place
        self._git = Repository(place, room)
        self._gitlab = server == "gitlab"
        self._top = "public/" if self._gitlab else ""
        # Notes that the next commit takes along; None: it takes them away.
        self._waiting: dict[str, bytes | None] = {}

    def ready(self) -> None:
        self._git.head()

    def shown(self) -> Shown:
        head = self._git.head()
        if not head:
            return Shown()
        data = self._git.blob(head, f"{NOTES}/{SHOWN}")
        try:
            if data is None:
                raise ValueError("no note of ours")
            return read_shown(data)
        except ValueError as cause:
            raise PublishError(
                gettext(
                    "Nhánh “{branch}” ở {url} có nội dung không do publish đưa lên; không "
                    "đụng tới. Hãy ghi trong to một nhánh khác, chưa có (như #trang).",
                    branch=self._place.branch,
                    url=self._place.url,
                )
            ) from cause

    def show(self, before: Shown, showing: Showing) -> None:
        moves, notes = showing.moves, self._notes_of(showing)
        gone = [*moves.blocking, *moves.remove]
        lines = [index_line(None, self._top + path) for path in gone]
        lines += [
            index_line(None, f"{NOTES}/{name}")
            for name in self._git.listed(NOTES)
            if name not in notes
        ]
        stored = self._git.stored({path: showing.sources[path] for path in moves.put})
        lines += [index_line(blob, self._top + path) for path, blob in stored.items()]
        made = {f"{NOTES}/{name}": data for name, data in sorted(notes.items())}
        if self._gitlab:
            made[GITLAB_CI] = GITLAB_JOB.encode()
        lines += [index_line(self._git.store(data), path) for path, data in made.items()]
        self._git.commit(
            lines,
            gettext("Bản {release}", release=showing.release)
            if showing.release
            else gettext("Gỡ bản đang dùng"),
        )
        self._waiting.clear()

    def read(self, path: str) -> bytes | None:
        return self._git.blob(self._git.known(), self._top + path)

    def put(self, files: Mapping[str, Path]) -> None:
        stored = self._git.stored(files)
        self._git.commit(
            [index_line(it, self._top + path) for path, it in stored.items()],
            gettext("Sửa tệp hỏng"),
        )

    def remove(self, paths: Sequence[str]) -> None:
        self._git.commit(
            [index_line(None, self._top + path) for path in paths], gettext("Bỏ tệp lạ")
        )

    def digests(self, known: Mapping[str, Entry]) -> dict[str, str]:
        blobs = self._git.listed(self._top.rstrip("/"))
        there = [path for path in known if path in blobs]
        return dict(zip(there, self._git.sha256_of([blobs[path] for path in there]), strict=True))

    def note(self, name: str) -> bytes | None:
        if name in self._waiting:
            return self._waiting[name]
        return None if name in PASSING else self._git.blob(self._git.known(), f"{NOTES}/{name}")

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
            name: self._git.blob(self._git.known(), f"{NOTES}/{name}")
            for name in self._git.listed(NOTES)
            if not name.startswith(f"{FOLDER}/")
        } | self._waiting
        if (notes.get(STEPPED_BACK) or b"").decode("ascii", "replace") <= showing.release:
            notes[STEPPED_BACK] = None
        notes |= dict.fromkeys(PASSING)
        notes |= {name: without_machine(name, data) for name, data in showing.notes.items()}
        notes[SHOWN] = shown_text(Shown(showing.release, showing.files))
        return {name: data for name, data in notes.items() if data is not None}


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
