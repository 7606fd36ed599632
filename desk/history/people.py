"""Who sits at this machine, as colleagues call them: said beside each version and what is open."""

from __future__ import annotations

import getpass
import time
from datetime import datetime

from desk.shell.desk import Desk
from plugins.shared.files import write_whole
from plugins.site.editors import clean_name, read_newsroom
from plugins.vietnamese.dates import VIETNAM

NAME_FILE = "nguoi-bien-tap.txt"


def who(desk: Desk) -> str:
    """The name that was given on this machine last, else the system's user; never empty."""
    return _kept_name(desk) or clean_name(_system_user()) or "?"


def given_name(desk: Desk) -> str:
    """ "" where it is to be asked: nobody has said one yet, or editors are listed and it is none of
    theirs, or not of today."""
    name = _kept_name(desk)
    editors = read_newsroom(desk.settings).editors
    return name if not editors or (name in editors and _given_today(desk)) else ""


def give_name(desk: Desk, name: str) -> str:
    """As it is kept; "" (and nothing is kept) where it has no letter or digit, or is none of the
    editors that are listed. Raises OSError."""
    cleaned = clean_name(name)
    editors = read_newsroom(desk.settings).editors
    if not cleaned or (editors and cleaned not in editors):
        return ""
    write_whole(desk.scratch / NAME_FILE, cleaned.encode())
    return cleaned


def _kept_name(desk: Desk) -> str:
    try:
        return clean_name((desk.scratch / NAME_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def _given_today(desk: Desk) -> bool:
    try:
        given = (desk.scratch / NAME_FILE).stat().st_mtime
    except OSError:
        return False
    days = [datetime.fromtimestamp(moment, VIETNAM).date() for moment in (given, time.time())]
    return days[0] == days[1]


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name of
        return ""
