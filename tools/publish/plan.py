"""What a publication would change for readers, before anything of it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from plugins.shared.messages import gettext
from tools.publish.delivery import Place, is_rolled_back
from tools.publish.errors import NotAsSeenError
from tools.publish.history import History
from tools.publish.hosts.shortfalls import shortfalls
from tools.publish.lines import Plan, TextChange
from tools.publish.manifest import Changes, addresses_of
from tools.publish.older import older_texts
from tools.publish.origin import GONE, Origin
from tools.publish.prepare import Prepared, lost_pages
from tools.publish.releases import Release, site_of
from tools.publish.switching import is_unfinished


def plan_of(
    name: str,
    place: Place,
    prepared: Prepared,
    live: Release,
    said: Origin,
    changes: Changes,
    history: History,
    content: Path,
) -> Plan:
    """said: the texts that `live` was made from; changes: from `live` to `prepared`; content: the
    folder with this clone's texts. Where readers have all of it, only that is said."""
    from plugins.changes import FILE  # Pelican takes every reader that was ever imported

    target, storage = place.target, place.storage
    sign = f"{live.name}/{prepared.manifest.digest}"
    plan = Plan(name, target.to, target.url, live.name, said.who, sign)
    if prepared.manifest.digest == live.manifest.digest:
        pending = is_unfinished(storage) or is_rolled_back(storage, live.name)
        return msgspec.structs.replace(plan, nothing_new=True, pending=pending)
    table = storage.read(f"{site_of(live.name)}/{FILE}") if live.name else None
    before = (table or b"").decode("utf-8", "replace")
    mine = prepared.files.get(FILE)
    after = mine.read_text("utf-8") if mine else ""
    of_pages = (changes.new, changes.changed, changes.removed)
    new, changed, removed = (tuple(addresses_of(paths, prepared.root)) for paths in of_pages)
    return msgspec.structs.replace(
        plan,
        new=new,
        changed=changed,
        removed=removed,
        others=changes.others,
        texts=tuple(text_changes(before, after, said, prepared)),
        lost=tuple(lost_pages(changes.removed, prepared)),
        older=tuple(older_texts(said, before, prepared, history, content)),
        warnings=prepared.warnings,
        shortfalls=(*shortfalls(target), *prepared.notes),
    )


def text_changes(before: str, after: str, said: Origin, prepared: Prepared) -> Iterator[TextChange]:
    """Articles by address, then other texts by path.

    before, after: the tables of what articles say, of the live release and of the new one.
    """
    from plugins.changes import read_rows
    from plugins.changes.silent import is_silent

    old, new = read_rows(before), read_rows(after)
    mine, moved = prepared.origin.files, prepared.moved or {}
    for address in sorted(old.keys() | new.keys()):
        shown = f"{prepared.root}/{address}"
        if address not in old:
            yield TextChange(new[address].file, shown, "new")
        elif address not in new:
            file = old[address].file
            yield TextChange(file, shown, "gone", _digest(said, file), moved.get(shown, ""))
        else:
            file, then = new[address].file, _digest(said, old[address].file)
            silent = is_silent(old[address], new[address])
            if silent or old[address] != new[address] or (then and then != mine.get(file, then)):
                yield TextChange(file, shown, "changed", then, "", silent)
    of_articles = {row.file for row in (*old.values(), *new.values())}
    if said.files:
        yield from _other_texts(said.files, mine, of_articles)


def _other_texts(
    old: Mapping[str, str], new: Mapping[str, str], articles: set[str]
) -> Iterator[TextChange]:
    """Of plain pages, the table of old addresses, the settings."""
    for path in sorted((old.keys() | new.keys()) - articles):
        then, now = old.get(path, GONE), new.get(path, GONE)
        if then != now:
            yield TextChange(path, "", "new" if not then else "changed" if now else "gone", then)


def _digest(said: Origin, file: str) -> str:
    return said.files.get(file, "")


def refuse_not_as_seen(plan: Plan, seen: str) -> None:
    """seen: the sign of the plan that the publisher has looked at; empty where none was."""
    if seen and seen != plan.sign:
        raise NotAsSeenError(
            gettext("Chưa đăng: từ lúc xem đến nay bài hay nơi đăng đã đổi; hãy xem lại.")
        )
