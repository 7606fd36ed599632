"""Who approved an article answers for its words: changed words need another yes."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.changes.approval import approved
from plugins.frontmatter.parsed import ParsedArticle
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import show_moment


def check(article: ParsedArticle) -> Iterator[Problem]:
    """Approvals of other words than these."""
    head = article.head
    if head is None or head.is_draft or approved(article) != "void":
        return
    if head.approval is None:
        line = article.field_line("approval" if article.has_field("approval") else "status")
        sentence = gettext("bài ghi “đã duyệt” mà không có lời duyệt của ai.")
        yield article.problem(line, 1, sentence, gettext("gửi duyệt ở bàn biên tập."), "warning")
        return
    when = show_moment(head.approval.moment)
    sentence = gettext(
        "{name} duyệt bài lúc {when}, nhưng lời của bài đã đổi từ đó.",
        name=head.approval.name,
        when=when,
    )
    remedy = gettext("gửi duyệt lại ở bàn biên tập; sửa nhầm thì lấy lại lời cũ ở Lịch sử của bài.")
    yield article.problem(article.field_line("approval"), 1, sentence, remedy, "warning")
