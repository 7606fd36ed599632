"""A deed as a line of the journal shows it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from desk.journal.journal import Told
from desk.journal.lines import Entry
from desk.journal.standing import Standing, place_now, standing_of
from desk.shell.deeds import Deed
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.links.files import ARTICLE_SUFFIX
from plugins.vietnamese.dates import VIETNAM, show_date, show_moment
from tools.publish.manifest import moment_of

MOST_PATHS = 5


@dataclass(frozen=True)
class Row:
    """day: `Thứ Hai, 30/11/2026`; time: `14:05`; what: the deed in words; said: what else there is
    to say, in short; path: of the article, "" where it is not there; has_versions: whether the
    desk keeps what it said; back: where a publication is taken back, "" for other deeds."""

    id: str
    day: str
    time: str
    who: str
    what: str
    title: str
    said: tuple[str, ...]
    path: str
    has_versions: bool
    standing: Standing
    back: str


def rows_of(desk: Desk, told: Told, entries: Iterable[Entry]) -> list[Row]:
    """Of some of what the journal told."""
    return [_row(desk, told, entry) for entry in entries]


def _row(desk: Desk, told: Told, entry: Entry) -> Row:
    deed, at = entry.deed, entry.at.astimezone(VIETNAM)
    path, standing = place_now(entry, told.facts), standing_of(deed, told.facts)
    is_article = path.endswith(ARTICLE_SUFFIX)
    return Row(
        id=deed.id,
        day=show_date(at, with_time=False),
        time=f"{at:%H:%M}",
        who=deed.who,
        what=_what(deed, told.by_id),
        title=WORDS.journal.target.format(name=deed.target) if deed.target else deed.title or path,
        said=tuple(_said(deed)),
        path=path if is_article and (desk.content / path).is_file() else "",
        has_versions=is_article and deed.kind != "import",
        standing=standing,
        back=_back(deed) if standing == "open" and deed.target else "",
    )


def _what(deed: Deed, by_id: Mapping[str, Entry]) -> str:
    say = WORDS.journal
    of = by_id.get(deed.undoes)
    said: str = say.undo_of.format(what=say.kinds[of.deed.kind]) if of else say.kinds[deed.kind]
    return said


def _said(deed: Deed) -> Iterable[str]:
    say = WORDS.journal
    if deed.target:
        yield say.release.format(time=_time(deed.release))
        return
    paths = deed.paths
    if deed.moved:
        old, new = deed.moved
        yield say.moved.format(old=old, new=new)
        paths = tuple(path for path in paths if path not in deed.moved)
        if paths:
            yield say.relinked.format(count=len(paths))
        return
    yield from paths[:MOST_PATHS]
    if len(paths) > MOST_PATHS:
        yield say.more.format(count=len(paths) - MOST_PATHS)


def _time(release: str) -> str:
    """As it was typed where somebody wrote into the journal."""
    try:
        return show_moment(moment_of(release))
    except ValueError:
        return release


def _back(deed: Deed) -> str:
    return f"/dang?{urlencode({'noi': deed.target, 've': deed.before})}"
