"""A save writes what was meant: over the file that was opened, with the version before kept."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from desk.article.compose import Composed, put_together, read_payload
from desk.article.opening import open_article, read_text
from desk.article.replacing import disk_error, read_file, replace_file
from desk.history.differences import differences
from desk.history.now import title_of
from desk.history.people import who
from desk.history.versions import keep_version
from desk.shell.deeds import Change, Deed, Kind, digest_of, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.paths import article_path
from desk.shell.words import WORDS
from plugins.changes.silent import is_silent
from plugins.changes.table import WordingEntry
from plugins.changes.wording import wording
from plugins.frontmatter.parsed import ParsedArticle, parse


def save(
    desk: Desk, path: str, payload: Mapping[str, Any], kind: Kind = "save"
) -> dict[str, object]:
    """{base, head, body: [{raw}, …]} of the file as it is then; payload: docs/internals/desk.md;
    kind: what it is called in the journal.

    Raises DeskError: 409 with `now` and `differences` where the file is not `base` any more, 428
    where a published article would say something else without telling its readers (`told` in the
    payload: that was answered), 503 and 507 where the disk does not take it.
    """
    file = article_path(desk.content, path)
    sent = read_payload(payload)
    made = put_together(sent)
    try:
        before = read_file(file)
        if digest_of(before) != sent.base:
            raise _changed_meanwhile(desk, path, before, made)
        if before and read_text(_named(desk, path), before).encode() == made.data:
            return _answer(sent.base, made)  # saved in another encoding it would be changed
        if not payload.get("told") and _tells_nobody(desk, path, before, made.data):
            raise DeskError(428, WORDS.article.errors.untold, facts={"ask": "correction"})
        if not desk.content.is_dir():
            raise FileNotFoundError(desk.content)
        if before:
            keep_version(desk, path, before, who(desk))
        replace_file(file, made.data)
    except OSError as cause:
        raise disk_error(cause, desk.content) from cause
    change = Change(path, sent.base, digest_of(made.data))
    done(desk, Deed(kind if before else "new", who(desk), (change,), title_of(desk, path)))
    return _answer(change.after, made)


def _answer(base: str, made: Composed) -> dict[str, object]:
    return {"base": base, "head": made.head, "body": [{"raw": raw} for raw in made.raws]}


def _changed_meanwhile(desk: Desk, path: str, now: bytes, made: Composed) -> DeskError:
    opened = open_article(_named(desk, path), now, desk.schema)
    theirs = opened.head + "".join(piece.raw for piece in opened.body)
    mine = "".join((made.head, *made.raws))
    say = WORDS.article.errors
    facts: dict[str, object] = {"now": opened.as_json(), "differences": differences(theirs, mine)}
    return DeskError(409, say.changed if now else say.gone, say.changed_remedy, facts)


def _tells_nobody(desk: Desk, path: str, before: bytes, after: bytes) -> bool:
    old, new = (parse(_named(desk, path), data, desk.schema) for data in (before, after))
    if not (_is_public(old) and _is_public(new)):
        return False
    return is_silent(_row(old), _row(new))


def _is_public(article: ParsedArticle) -> bool:
    """As far as the desk can know: no draft, and its time has come. A plain page tells nobody."""
    head = article.head
    return bool(head and not head.is_draft and head.date and head.date.timestamp() <= time.time())


def _row(article: ParsedArticle) -> WordingEntry:
    head = article.head
    assert head
    return WordingEntry.of("", head, article.path, wording(head, article.body))


def _named(desk: Desk, path: str) -> str:
    return f"{desk.content.name}/{path}"
