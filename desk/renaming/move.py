"""Where an article goes: its file's name and folder, its address, and what its head says of it."""

from __future__ import annotations

from dataclasses import dataclass

from desk.article.compose import main_line_end
from desk.article.head_text import change_fields
from desk.article.keys import Value
from desk.article.opening import OpenArticle
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.frontmatter.addresses import address_of
from plugins.frontmatter.schema import Head, Schema
from plugins.links.files import ARTICLE_SUFFIX
from plugins.redirects.old import read_old
from plugins.vietnamese.slugs import slugify
from tools.new import shortened


@dataclass(frozen=True)
class Move:
    """old, new: paths inside content/, which may be one; old_address, new_address:
    `/tin-tuc/2023/12/a/`; section: its slug, "" where it stays as it is; keeps: the old address
    leads to the article still; slug: as the head is to say it."""

    old: str
    new: str
    old_address: str
    new_address: str
    section: str
    keeps: bool
    slug: str = ""


def read_move(
    schema: Schema, head: Head, path: str, name: str, section: str, slug: str, was_public: bool
) -> Move:
    """name, slug: as somebody typed them, the slug "" where the name says it; section: its slug, ""
    for the one it is in. was_public: readers may know its address. Raises DeskError (422)."""
    say = WORDS.renaming.refused
    folder, _, file = path.rpartition("/")
    stem = name.strip().removesuffix(ARTICLE_SUFFIX)
    if stem != file.removesuffix(ARTICLE_SUFFIX):
        stem = shortened(slugify(stem))
    if not stem:
        raise DeskError(422, say.no_name)
    wanted = section if section != head.section else ""
    if wanted:
        if not head.section or wanted not in [each.slug for each in schema.sections]:
            raise DeskError(422, say.no_section)
        folder = wanted
    new = f"{folder}/{stem}{ARTICLE_SUFFIX}"
    slug = slug if slug == head.slug else shortened(slugify(slug))
    if new == path and slug == head.slug:
        raise DeskError(422, say.same)
    there = Head(head.title, date=head.date, section=wanted or head.section, slug=slug)
    addresses = f"/{address_of(head, path)}", f"/{address_of(there, new)}"
    return Move(path, new, *addresses, wanted, was_public and addresses[0] != addresses[1], slug)


def moved_head(schema: Schema, article: OpenArticle, move: Move, attachments: Value) -> str:
    """The head at its new place: the section that it says, without a category or topic that the
    section has not, and with the old address where that is kept."""
    fields: dict[str, Value] = {"attachments": attachments} if attachments else {}
    if move.section:
        section = next(each for each in schema.sections if each.slug == move.section)
        if "section" in article.fields:
            fields["section"] = section.slug
        if not section.category(_text(article, "category")):
            fields["category"] = ""
        if not section.topic(_text(article, "topic")):
            fields["topic"] = ""
    if _text(article, "slug") != move.slug:
        fields["slug"] = move.slug
    aliases = article.fields.get("aliases", ())
    kept = [typed for typed in aliases if key_of(typed) != key_of(move.new_address)]
    if move.keeps and key_of(move.old_address) not in map(key_of, kept):
        kept.append(move.old_address)
    if tuple(kept) != aliases:
        fields["aliases"] = tuple(kept)
    raws = [piece.raw for piece in article.body]
    return change_fields(article.head, fields, main_line_end([article.head, *raws]))


def _text(article: OpenArticle, key: str) -> str:
    typed = article.fields.get(key, "")
    return typed if isinstance(typed, str) else ""


def key_of(typed: str) -> str:
    """Equal for two spellings of one address."""
    old = read_old(typed)
    return old.key if old else typed
