"""Two desks on two clones, and the repository that both send to."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desk.article.opening import open_article
from desk.article.saving import save
from desk.git.committing import commit_deed
from desk.history.people import give_name
from desk.shell.deeds import Deed
from desk.shell.desk import Desk
from tests.support.checked_content import article
from tests.support.opened_desk import make_desk

PATH = "tin-tuc/a.md"
BODY = "Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba.\n"
TEXT = article(BODY, "Bài A")


@dataclass(frozen=True)
class Office:
    """shared: a bare repository."""

    folder: Path
    shared: Path

    def clone(self, name: str) -> Desk:
        """The desk of `name` at a machine of their own; each save is a commit."""
        top = self.folder / name
        git_at(self.folder, "clone", "-q", str(self.shared), name)
        desk = make_desk(top / "content", self.folder / f"scratch {name}")
        give_name(desk, name)

        def listen(deed: Deed) -> None:
            commit_deed(desk, deed)

        return replace(desk, listeners=(listen,))


def make_office(folder: Path) -> Office:
    shared, first = folder / "kho.git", folder / "first"
    git_at(folder, "init", "-q", "--bare", "-b", "main", str(shared))
    git_at(folder, "init", "-q", "-b", "main", str(first))
    (first / "content" / "tin-tuc").mkdir(parents=True)
    (first / "content" / PATH).write_text(TEXT, "utf-8")
    (first / "phan-mem.txt").write_text("1\n", "utf-8")
    git_at(first, "add", ".")
    git_at(first, "commit", "-q", "-m", "Bắt đầu")
    git_at(first, "push", "-q", str(shared), "main")
    return Office(folder, shared)


def git_at(where: Path, *words: str) -> str:
    """As a person types it."""
    who = ("-c", "user.name=Người cài đặt", "-c", "user.email=cai-dat@bien-tap.invalid")
    command = ["git", "-C", str(where), *who, *words]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode()


def text_at(desk: Desk, path: str = PATH) -> str:
    return (desk.content / path).read_text("utf-8")


def write(desk: Desk, old: str, new: str, path: str = PATH) -> None:
    """An editor saves `path` with `new` for `old`."""
    data = (desk.content / path).read_bytes()
    opened = open_article(f"content/{path}", data, desk.schema)
    pieces = [
        {**piece.as_json(), "text": piece.text.replace(old, new), "changed": True}
        for piece in opened.body
    ]
    payload: Mapping[str, object] = {
        "head": opened.head.replace(old, new),
        "base": opened.base,
        "body": pieces,
        "told": True,
    }
    save(desk, path, payload)
