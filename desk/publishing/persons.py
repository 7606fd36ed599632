"""Who may publish here: as the settings name them, which is a signature and not a lock."""

from __future__ import annotations

from desk.history.people import given_name
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.site.editors import read_newsroom


def why_not(desk: Desk) -> str:
    """A sentence for whoever sits here and may not publish; "" who may."""
    newsroom, name, say = read_newsroom(desk.settings), given_name(desk), WORDS.publishing
    if newsroom.may(name, "publish"):
        return ""
    publishers = [each for each in newsroom.editors if newsroom.may(each, "publish")]
    if not publishers:
        return str(say.no_publisher)
    if not name:
        return str(say.nobody)
    return str(say.not_yours.format(name=name, publishers=", ".join(publishers)))


def refuse_other(desk: Desk) -> None:
    """Raises DeskError (403) where whoever sits here may not publish."""
    if why := why_not(desk):
        raise DeskError(403, why)
