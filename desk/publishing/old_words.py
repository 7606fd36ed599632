"""The words that readers have of a text, where this machine still has them."""

from __future__ import annotations

from desk.history.differences import Difference, differences, in_short
from desk.history.now import bytes_now, readable, title_of
from desk.history.versions import read_version, versions
from desk.shell.desk import Desk
from plugins.frontmatter.parsed import parse
from tools.publish.history import committed_text
from tools.publish.lines import TextChange
from tools.publish.origin import text_digest


def text_of_digest(desk: Desk, path: str, digest: str) -> bytes | None:
    """Of the saves that the desk keeps, else of Git's; None where neither has it."""
    for version in versions(desk, path):
        data = read_version(desk, path, version.name)
        if data is not None and text_digest(data) == digest:
            return data
    return committed_text(desk.content, digest)


def changed_words(desk: Desk, change: TextChange) -> list[Difference] | None:
    """From what readers have to what is here now; None where their words are not known."""
    old = text_of_digest(desk, change.file, change.before)
    if old is None:
        return None
    return in_short(differences(readable(old), readable(bytes_now(desk, change.file))))


def known_title(desk: Desk, path: str, digest: str) -> str:
    """Of an article, also of one that is gone, where readers have the text with this digest."""
    is_gone = bool(digest) and not bytes_now(desk, path)
    old = text_of_digest(desk, path, digest) if is_gone else None
    head = parse(f"{desk.content.name}/{path}", old or b"", desk.schema).head
    return head.title if head else title_of(desk, path)
