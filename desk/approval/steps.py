"""What is to be said of an article that has to be approved, and what each step writes into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from plugins.changes.approval import approval_line, approved
from plugins.changes.wording import wording
from plugins.frontmatter.parsed import ParsedArticle
from plugins.frontmatter.schema import Head
from plugins.frontmatter.typed_head import STATUS_NAMES
from plugins.site.editors import Newsroom, Role

Standing = Literal["draft", "review", "approved", "void", "published"]
Step = Literal["send", "approve", "send_back"]
STEPS: tuple[Step, ...] = get_args(Step)
ROLE_OF: Mapping[Step, Role] = {"send": "write", "approve": "approve", "send_back": "approve"}
FROM: Mapping[Step, tuple[Standing, ...]] = {
    "send": ("draft", "void", "published"),
    "approve": ("review", "void", "published"),
    "send_back": ("review", "approved", "void", "published"),
}


def standing(article: ParsedArticle) -> Standing:
    """How far an article is, by its own head."""
    if article.is_draft:
        return "review" if article.head and article.head.status == "review" else "draft"
    how = approved(article)
    return "published" if not how else "approved" if how == "valid" else "void"


def steps_of(now: Standing, name: str, newsroom: Newsroom) -> tuple[Step, ...]:
    """What `name` may do with an article that stands so; "": nobody has said who it is."""
    return tuple(
        step for step in STEPS if now in FROM[step] and name and newsroom.may(name, ROLE_OF[step])
    )


def fields_after(
    step: Step, head: Head, body: str, name: str, message: str, moment: datetime
) -> dict[str, str]:
    """By English key, as the form has them. body: of the article; message: to whoever writes."""
    if step == "send":
        return {"status": STATUS_NAMES["review"], "approval": "", "feedback": ""}
    if step == "send_back":
        said = f"{message} ({name})"
        return {"status": STATUS_NAMES["draft"], "approval": "", "feedback": said}
    line = approval_line(name, moment, wording(head, body))
    return {"status": STATUS_NAMES["approved"], "approval": line, "feedback": ""}
