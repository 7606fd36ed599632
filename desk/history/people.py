"""Who sits at this machine, as colleagues call them: said beside each version and what is open."""

from __future__ import annotations

import getpass
import re

from desk.shell.desk import Desk
from plugins.files import write_whole
from plugins.vietnamese.text import nfc

LONGEST_NAME = 40
# Control and format characters, and what no file of Windows may be called: versions bear the name.
NOT_IN_NAME = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff<>:"|?*\\\\/]')
NAME_FILE = "nguoi-bien-tap.txt"


def who(desk: Desk) -> str:
    """The name that was given on this machine, else the system's user; never empty."""
    return given_name(desk) or clean_name(_system_user()) or "?"


def given_name(desk: Desk) -> str:
    """ "" where nobody has said one yet."""
    try:
        return clean_name((desk.scratch / NAME_FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ""


def give_name(desk: Desk, name: str) -> str:
    """As it is kept; "" (and nothing is kept) where it has no letter or digit. Raises OSError."""
    cleaned = clean_name(name)
    if cleaned:
        write_whole(desk.scratch / NAME_FILE, cleaned.encode())
    return cleaned


def clean_name(name: str) -> str:
    one_line = " ".join(NOT_IN_NAME.sub(" ", nfc(name)).split())
    shown = one_line[:LONGEST_NAME].strip(" .")
    return shown if any(char.isalnum() for char in shown) else ""


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the system has no name of
        return ""
