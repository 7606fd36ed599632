"""Where the publisher asks for it, no reader sees words that nobody has answered for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.settings import Settings
from tools.publish.errors import PublishError
from tools.publish.origin import MARKDOWN, Origin
from tools.publish.prepare import Prepared, refuse
from tools.publish.releases import Release, site_of
from tools.publish.storage import Storage

if TYPE_CHECKING:
    from plugins.frontmatter.schema import Head
    from plugins.site.editors import Newsroom

REMEDY = gettext_noop(
    "Nhờ người được duyệt mở bài ở bàn biên tập và bấm “Duyệt”; bài chưa "
    "xong thì ghi: Trạng thái: nháp"
)

WAITS = gettext_noop(
    "bài bạn đọc đang thấy nay đang chờ duyệt; đăng lúc này thì bạn đọc không còn thấy bài"
)


def refuse_unapproved(
    settings: Settings, live: Release, said: Origin, storage: Storage, prepared: Prepared
) -> None:
    """Raises PublishError where APPROVAL is set and new words would be published that nobody who
    may approve has signed, or an article would vanish from readers because it waits for that. What
    is live already needs no signature: words, whatever their file is called now, and files that are
    the same.

    said: the texts that `live` was made from.
    """
    from plugins.site.editors import read_newsroom  # as in prepare.py

    newsroom = read_newsroom(settings)
    if not newsroom.approval:
        return
    if not prepared.origin.files:
        raise PublishError(gettext("Chưa đăng: APPROVAL cần có “plugins.changes” trong PLUGINS."))
    unapproved = _unapproved(settings, newsroom, live, said, storage, prepared)
    refuse(list(unapproved), gettext("bài chưa được duyệt"), gettext(REMEDY), "unapproved")


def _unapproved(
    settings: Settings,
    newsroom: Newsroom,
    live: Release,
    said: Origin,
    storage: Storage,
    prepared: Prepared,
) -> Iterator[str]:
    """`content/tin-tuc/a.md (/tin-tuc/2023/12/a/): why, and who`."""
    from plugins.changes import FILE, read_rows
    from plugins.changes.wording import wording
    from plugins.frontmatter.parsed import parse
    from plugins.site.languages import schema_of

    content, schema = Path(settings["PATH"]), schema_of(settings)
    table = storage.read(f"{site_of(live.name)}/{FILE}") if live.name else None
    before = read_rows((table or b"").decode("utf-8", "replace")).values()
    for seen in before:
        file = content / seen.file
        if seen.file in prepared.origin.files or not file.is_file():
            continue
        head = parse(f"content/{seen.file}", file.read_bytes(), schema).head
        if head and head.status == "review":
            yield f"content/{seen.file} ({prepared.root}/{seen.address}): {gettext(WAITS)}"
    known = {row.wording for row in before}
    after = {row.file: row for row in read_rows(prepared.files[FILE].read_text("utf-8")).values()}
    for path, digest in prepared.origin.files.items():
        row = after.get(path)
        is_live = said.files.get(path) == digest or (row and row.wording in known)
        if is_live or not path.endswith(MARKDOWN):
            continue
        article = parse(f"content/{path}", (content / path).read_bytes(), schema)
        words = row.wording if row else article.head and wording(article.head, article.body)
        if why := _why_not(article.head, words or "", newsroom):
            where = f" ({prepared.root}/{row.address})" if row else ""
            yield f"content/{path}{where}: {why}"


def _why_not(head: Head | None, words: str, newsroom: Newsroom) -> str:
    """ "" where somebody who may approve has approved `words`, a digest."""
    from plugins.changes.approval import approves
    from plugins.vietnamese.dates import show_moment

    approval = head.approval if head else None
    if head is None or approval is None:
        writers = (
            gettext("; người viết: {authors}", authors=", ".join(head.authors))
            if head and head.authors
            else ""
        )
        return gettext("chưa ai duyệt{writers}", writers=writers)
    if not approves(head, words):
        return gettext(
            "{name} duyệt lúc {moment}, sau đó lời của bài đã đổi",
            name=approval.name,
            moment=show_moment(approval.moment),
        )
    if not newsroom.may(approval.name, "approve"):
        return gettext(
            "{name} đã duyệt, nhưng EDITORS không cho người này duyệt", name=approval.name
        )
    return ""
