"""What an article says now, beside what it said or will say."""

from __future__ import annotations

from starlette.requests import Request

from desk.article.opening import open_article
from desk.shell.deeds import Change, digest_of
from desk.shell.desk import Desk
from desk.shell.paths import article_path
from plugins.frontmatter.encoding import as_typed
from plugins.frontmatter.parsed import parse


def path_of(desk: Desk, request: Request) -> str:
    """Of an address `/…/{path:path}`. Raises DeskError (404)."""
    return (
        article_path(desk.content, request.path_params["path"]).relative_to(desk.content).as_posix()
    )


def bytes_now(desk: Desk, path: str) -> bytes:
    """b"" where there is no file."""
    try:
        return (desk.content / path).read_bytes()
    except FileNotFoundError:
        return b""


def change_of_new(desk: Desk, path: str) -> Change:
    """Of a file that was not there before; path: inside content/."""
    return Change(path, "", digest_of(bytes_now(desk, path)))


def title_of(desk: Desk, path: str) -> str:
    """The path where no title can be read."""
    head = parse(f"{desk.content.name}/{path}", bytes_now(desk, path), desk.schema).head
    return head.title if head else path


def readable(data: bytes) -> str:
    """For comparing: bytes that are no letters are shown as U+FFFD."""
    return as_typed(data, "replace")


def as_opened(desk: Desk, path: str, data: bytes, base: str) -> dict[str, object]:
    """`data` as the article's page opens a file (docs/internals/desk.md), to be saved over the file
    that has the digest `base`. Raises DeskError (422) for what is no text."""
    opened = open_article(f"{desk.content.name}/{path}", data, desk.schema)
    return {**opened.as_json(), "base": base}
