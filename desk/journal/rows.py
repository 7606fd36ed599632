"""A deed as a line of the journal shows it, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from desk.journal.standing import Known, Standing
from desk.shell.deeds import Deed
from desk.shell.desk import Desk
from desk.shell.words import WORDS
from plugins.links.files import ARTICLE_SUFFIX
from plugins.vietnamese.dates import VIETNAM, show_date
from tools.publish.manifest import moment_of

MOST_PATHS = 5


@dataclass(frozen=True)
class Row:
    """day: `Thứ Hai, 30/11/2026`; time: `14:05`; what: the deed in words; said: what else there is
    to say, in short; path: of the article, "" where it is not there; had_versions: whether the
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


def rows_of(desk: Desk, deeds: Iterable[Known]) -> list[Row]:
    return [_row(desk, known) for known in deeds]


def _row(desk: Desk, known: Known) -> Row:
    deed, at = known.entry.deed, known.entry.at.astimezone(VIETNAM)
    is_article = known.path.endswith(ARTICLE_SUFFIX)
    return Row(
        id=deed.id,
        day=show_date(at, with_time=False),
        time=f"{at:%H:%M}",
        who=deed.who,
        what=_what(known),
        title=deed.title or known.path or deed.target,
        said=tuple(_said(deed)),
        path=known.path if is_article and (desk.content / known.path).is_file() else "",
        has_versions=is_article and deed.kind != "import",
        standing=known.standing,
        back=_back(deed) if known.standing == "open" and deed.target else "",
    )


def _what(known: Known) -> str:
    say = WORDS.journal
    deed = known.entry.deed
    of = known.undoes
    said: str = say.undo_of.format(what=say.kinds[of.kind]) if of else say.kinds[deed.kind]
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
    moment: datetime = moment_of(release).astimezone(VIETNAM)
    return f"{moment:%d/%m/%Y %H:%M}"


def _back(deed: Deed) -> str:
    return f"/dang?{urlencode({'noi': deed.target, 've': deed.before})}"
