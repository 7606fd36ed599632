"""Renaming is one deed: the article, the links to it and the table of old addresses together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from desk.article.opening import open_article, read_text
from desk.article.replacing import read_file
from desk.history.now import bytes_now
from desk.history.people import who
from desk.history.presence import is_own, open_articles
from desk.history.versions import read_version, versions
from desk.journal.carrying import carry_out
from desk.listing.index import folders_of
from desk.listing.links import leads
from desk.renaming.links import (
    respell_attachments,
    respell_in_moved,
    respell_in_other,
    respell_links,
    respell_table,
)
from desk.renaming.move import Move, key_of, moved_head, read_move
from desk.shell.deeds import Change, Deed, digest_of
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.frontmatter.schema import Head
from plugins.links.files import ARTICLE_SUFFIX, ContentFiles
from plugins.redirects.table import FILE as TABLE
from plugins.redirects.table import read_table
from plugins.shared.content import read_tree
from plugins.vietnamese.slugs import slugify


@dataclass(frozen=True)
class Written:
    """What a file of content/ is to say. before: its bytes now, b"" for no file."""

    path: str
    before: bytes
    after: bytes


def rename(desk: Desk, path: str, name: str, section: str, slug: str | None = None) -> str:
    """Its new path in content/. name: as typed; section: a slug, "" for the one it is in; slug: as
    typed, None for the one it has.

    Raises DeskError, and nothing is changed then: 409 where a name or address is taken, or somebody
    else has the article open; 422 where the article can't be there; as `carry_out`.
    """
    refuse_open(desk, path)
    article = readable_head(desk, path)
    assert article.head
    public = was_public(desk, path, article.head)
    wanted = article.head.slug if slug is None else slug
    move = read_move(desk.schema, article.head, path, name, section, wanted, public)
    written = list(_written(desk, article, move))
    changes = [Change(each.path, digest_of(each.before), digest_of(each.after)) for each in written]
    texts = {digest_of(each.after): each.after for each in written if each.after}
    carry_out(desk, Deed("rename", who(desk), tuple(changes), article.head.title), texts)
    return move.new


def readable_head(desk: Desk, path: str) -> ParsedArticle:
    """Raises DeskError (422) where nobody can tell its address."""
    article = _parsed(desk, path, bytes_now(desk, path))
    if article.head is None:
        say = WORDS.renaming.refused
        raise DeskError(422, say.head, say.head_remedy)
    return article


def was_public(desk: Desk, path: str, head: Head) -> bool:
    """Whether readers may know its address: it is no draft, or once was none."""
    if not head.is_draft:
        return True
    kept = (read_version(desk, path, each.name) or b"" for each in versions(desk, path))
    return any(not _parsed(desk, path, data).is_draft for data in kept)


def refuse_open(desk: Desk, path: str) -> None:
    """Raises DeskError (409)."""
    for each in open_articles(desk).get(path, ()):
        if not is_own(each.reader, desk):
            say = WORDS.renaming.refused
            raise DeskError(409, say.open.format(name=each.reader.name), say.open_remedy)


def _written(desk: Desk, article: ParsedArticle, move: Move) -> Iterator[Written]:
    """Raises DeskError (409, 422)."""
    names = read_tree(desk.content, desk.settings["IGNORE_FILES"]).files
    if move.new != move.old and (move.new in names or (desk.content / move.new).exists()):
        say = WORDS.renaming.refused
        raise DeskError(409, say.taken.format(path=move.new), say.taken_remedy)
    before = _files(desk, names)
    after = _files(desk, [*(name for name in names if name != move.old), move.new])
    data = bytes_now(desk, move.old)
    moved = _moved(desk, article, data, move, before, after)
    if move.new == move.old:
        yield Written(move.old, data, moved)
    else:
        yield Written(move.old, data, b"")
        yield Written(move.new, b"", moved)
    for name in names:
        if name.startswith(_tops(desk)) and name.endswith(ARTICLE_SUFFIX) and name != move.old:
            yield from _other(desk, name, move, before, after)
    yield from _table(desk, move)


def _moved(
    desk: Desk,
    article: ParsedArticle,
    data: bytes,
    move: Move,
    before: ContentFiles,
    after: ContentFiles,
) -> bytes:
    """Raises DeskError (422) where the section does not take the article."""
    respell = respell_in_moved(move, before, after)
    text = respell_links(read_text(article.path, data), article, respell)
    opened = open_article(f"{desk.content.name}/{move.old}", text.encode(), desk.schema)
    attached = respell_attachments(opened.fields.get("attachments", ()), respell)
    head = moved_head(desk.schema, opened, move, attached)
    made = (head + "".join(piece.raw for piece in opened.body)).encode()
    there = _parsed(desk, move.new, made)
    if there.head is None:
        wrong = next(each for each in there.problems if each.severity == "error")
        raise DeskError(422, wrong.sentence, wrong.remedy)
    return made


def _other(
    desk: Desk, name: str, move: Move, before: ContentFiles, after: ContentFiles
) -> Iterator[Written]:
    """Raises DeskError (409) where it has the new address."""
    data = read_file(desk.content / name)
    names = (move.old, move.new, move.old_address, move.new_address)
    needles = (PurePosixPath(path).stem for path in names)
    slug = PurePosixPath(move.new_address).name
    if slugify(PurePosixPath(name).stem) != slug and not any(
        needle.encode() in data for needle in needles
    ):
        return
    other = _parsed(desk, name, data)
    if move.new_address != move.old_address:
        _refuse_address(other, name, move)
    respell = respell_in_other(move, other.folder, before, after)
    if any(respell(reference.target) is not None for reference in other.references):
        text = respell_links(read_text(other.path, data), other, respell)
        yield Written(name, data, text.encode())


def _refuse_address(other: ParsedArticle, name: str, move: Move) -> None:
    say, head = WORDS.renaming.refused, other.head
    if head is None:
        return
    shown = {"address": move.new_address, "path": name}
    if f"/{address_of(head, name)}" == move.new_address:
        raise DeskError(409, say.address_taken.format(**shown), say.taken_remedy)
    if key_of(move.new_address) in map(key_of, head.aliases):
        raise DeskError(409, say.address_old.format(**shown), say.address_remedy)


def _table(desk: Desk, move: Move) -> Iterator[Written]:
    """Raises DeskError (409) where the new address leads elsewhere."""
    rows, _ = read_table(desk.content)
    say = WORDS.renaming.refused
    for row in rows:
        if key_of(row.old) == key_of(move.new_address) != key_of(move.old_address):
            shown = {"address": move.new_address, "path": row.new}
            raise DeskError(409, say.address_old.format(**shown), say.address_remedy)
    meant = [
        row for row in rows if leads(row.new.lstrip("/"), move.old, move.old_address.lstrip("/"))
    ]
    if meant:
        data = read_file(desk.content / TABLE)
        text = data.decode()
        made = respell_table(text, meant, move).encode()
        if made != data:
            yield Written(TABLE, data, made)


def _files(desk: Desk, names: list[str] | tuple[str, ...]) -> ContentFiles:
    return ContentFiles(names, folders_of(desk.schema), desk.settings["STATIC_PATHS"])


def _tops(desk: Desk) -> tuple[str, ...]:
    return tuple(f"{folder}/" for folder in folders_of(desk.schema))


def _parsed(desk: Desk, path: str, data: bytes) -> ParsedArticle:
    return parse(f"{desk.content.name}/{path}", data, desk.schema)
