"""A new article begins as `new` begins one: its section, kind, category, topic and title."""

from __future__ import annotations

from collections.abc import Mapping

from desk.history.aside import make_folder
from desk.history.now import change_of_new
from desk.history.people import who
from desk.shell.deeds import Deed, done
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.frontmatter.kinds import KINDS, ArticleKind
from plugins.frontmatter.schema import Section
from plugins.shared.messages import gettext
from tools.new import TITLE_REFUSED, Start, head_of, is_title, today, write_article


def section_of(desk: Desk, slug: str) -> Section:
    """The first where none is named so."""
    sections = desk.schema.sections
    return next((each for each in sections if each.slug == slug), sections[0])


def kinds_of(section: Section) -> dict[ArticleKind, str]:
    """Besides news, which every section takes."""
    return {kind: words for kind, words in KINDS.items() if kind == "tin" or kind in section.kinds}


def read_start(desk: Desk, said: Mapping[str, str]) -> Start:
    """Of a form. Raises DeskError (422)."""
    section = section_of(desk, said.get("section", ""))
    kinds = [kind for kind in kinds_of(section) if kind == said.get("kind")]
    category, topic = said.get("category", ""), said.get("topic", "")
    title = " ".join(said.get("title", "").split())
    if not is_title(title):
        raise DeskError(422, gettext(TITLE_REFUSED))
    if (category and not section.category(category)) or (topic and not section.topic(topic)):
        raise DeskError(422, WORDS.listing.new.no_term)
    return Start(section.slug, title, kinds[0] if kinds else "tin", category, topic)


def make_article(desk: Desk, start: Start) -> str:
    """Its path in content/. Raises OSError."""
    make_folder(desk, desk.content / start.section)
    head = head_of(start, today(desk.settings["TIMEZONE"]))
    file = write_article(desk.content / start.section, head)
    path = file.relative_to(desk.content).as_posix()
    done(desk, Deed("new", who(desk), (change_of_new(desk, path),), start.title))
    return path
