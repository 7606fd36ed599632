"""What a publisher names: a target of publishconf.py, a release on it."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from plugins.shared.command import COMMAND
from plugins.shared.messages import gettext
from tools.publish.delivery import Place
from tools.publish.errors import PublishError
from tools.publish.history import history_file
from tools.publish.places import open_storage
from tools.publish.prepare import site_of_settings
from tools.publish.targets import Target, choose_target, place_of, read_publishing
from tools.rights import owner_beside_root
from tools.settings_file import load_settings

WORLD_READABLE = 0o022


def find_place(name: str, settings_file: Path) -> tuple[str, Place]:
    """The target of this name as publishconf.py declares it."""
    os.umask(WORLD_READABLE)  # the web server is another user
    settings = load_settings(settings_file, {})
    name, target = choose_target(read_publishing(settings), name)
    releases = history_file(Path(settings["PATH"])).parent
    return name, Place(target, open_storage(target, site_of_settings(settings_file), releases))


def refuse_root(target: Target) -> None:
    """Files that root leaves in another user's target, that user could neither change nor link."""
    place = place_of(target)
    if isinstance(place, Path) and (owner := owner_beside_root(place)):
        raise PublishError(
            gettext(
                "{place} là của người dùng “{owner}”: gõ lại lệnh này với “runuser -u "
                "{owner} --” đứng trước.",
                place=place,
                owner=owner,
            )
        )


def choose_release(names: list[str], live: str, wanted: str) -> str:
    """The one before the live one, or the one whose name begins so. Raises PublishError."""
    if not names:
        raise PublishError(gettext("Chưa có bản đăng nào để trở lại."))
    if not live and not wanted:
        raise PublishError(
            gettext(
                "Nơi đăng không có liên kết “current”, nên không biết bản nào là bản "
                "trước. Hãy chạy {command} rollback TÊN_BẢN (mới nhất: {newest}).",
                command=COMMAND,
                newest=names[-1],
            )
        )
    if not wanted:
        older = [name for name in names if name < live]
        if not older:
            raise PublishError(
                gettext("Không có bản nào cũ hơn bản đang dùng ({live}).", live=live)
            )
        return older[-1]
    found = [name for name in names if name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    near = difflib.get_close_matches(wanted, names, n=1) if not found else found[:1]
    hint = gettext(" Có phải là “{near}”?", near=near[0]) if near else ""
    raise PublishError(
        gettext(
            "Không có bản nào tên “{wanted}”.{hint} Xem: {command} releases",
            wanted=wanted,
            hint=hint,
            command=COMMAND,
        )
    )
