"""A deed is taken back by one that does the opposite, where its files are still as it left them."""

from __future__ import annotations

from collections.abc import Iterator

from desk.approval.steps import ROLE_OF, STEPS
from desk.article.replacing import read_file
from desk.history.people import given_name, who
from desk.history.versions import read_version, versions
from desk.journal.carrying import carry_out
from desk.journal.standing import inverse, texts_of
from desk.listing.bin import Thrown, delete, file_of, thrown_away
from desk.shell.deeds import Deed, digest_of
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.paths import article_path
from desk.shell.words import WORDS
from plugins.redirects.table import FILE as TABLE
from plugins.site.editors import read_newsroom


def undo(desk: Desk, deed: Deed) -> Deed:
    """What was done for it. Raises DeskError, and nothing is done then: 403 where it is a step of
    approval that is not this person's, 404 where a path leads out of content/, 409 where something
    was changed since or is not kept any more; as `carry_out`."""
    _refuse_step(desk, deed)
    changes = inverse(texts_of(deed))
    for change in changes:  # a colleague's machine wrote the line
        if change.path != TABLE:
            article_path(desk.content, change.path)
    taken = {change.path: change.after for change in changes if not change.before}
    thrown = [each for each in thrown_away(desk) if each.path in taken]
    texts = {}
    for change in changes:
        if change.after:
            texts[change.after] = _kept(desk, deed, thrown, change.after)
    opposite = Deed("undo", who(desk), changes, deed.title, deed.id)
    carry_out(desk, opposite, texts)
    for each in thrown:
        if digest_of(read_file(file_of(desk, each))) == taken[each.path]:
            delete(desk, each)
    return opposite


def _refuse_step(desk: Desk, deed: Deed) -> None:
    step = next((each for each in STEPS if each == deed.kind), None)
    name, newsroom = given_name(desk), read_newsroom(desk.settings)
    if step and newsroom.approval and not (name and newsroom.may(name, ROLE_OF[step])):
        raise DeskError(403, WORDS.journal.refused.not_yours)


def _kept(desk: Desk, deed: Deed, thrown: list[Thrown], digest: str) -> bytes:
    """Raises DeskError (409)."""
    for text in _texts(desk, deed, thrown):
        if digest_of(text) == digest:
            return text
    say = WORDS.journal.refused
    raise DeskError(409, say.not_kept, say.not_kept_remedy)


def _texts(desk: Desk, deed: Deed, thrown: list[Thrown]) -> Iterator[bytes]:
    for each in thrown:
        yield read_file(file_of(desk, each))
    for path in deed.paths:
        for version in versions(desk, path):
            yield read_version(desk, path, version.name) or b""
