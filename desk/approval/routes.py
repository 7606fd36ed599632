"""The room's addresses; there are none where nothing has to be approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.approval.steps import FROM, STEPS, fields_after, standing, steps_of
from desk.article.compose import compose
from desk.article.saving import save
from desk.history.now import bytes_now, path_of
from desk.history.people import given_name
from desk.shell.asked import read_json
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.frontmatter.parsed import parse
from plugins.site.editors import read_newsroom
from plugins.vietnamese.dates import show_moment


def approval_routes(desk: Desk) -> list[BaseRoute]:
    """Empty where nothing has to be approved."""
    if not read_newsroom(desk.settings).approval:
        return []

    def show(request: Request) -> Response:
        return JSONResponse(shown(desk, path_of(desk, request)))

    async def take(request: Request) -> Response:
        path, payload = path_of(desk, request), await read_json(request)

        def work() -> dict[str, object]:
            with desk.turn:
                return take_step(desk, path, payload, datetime.now(UTC))

        return JSONResponse(await run_in_threadpool(work))

    return [
        Route("/api/approval/{path:path}", show),
        Route("/api/approval/{path:path}", take, methods=["POST"]),
    ]


def shown(desk: Desk, path: str) -> dict[str, object]:
    """{state, name, said: sentences, message, steps} of the file as it is; name: "" where nobody
    has said who sits here."""
    article = parse(f"{desk.content.name}/{path}", bytes_now(desk, path), desk.schema)
    say, head, name = WORDS.approval, article.head, given_name(desk)
    now = standing(article)
    message = head.feedback if head else ""
    said = [say.said["returned" if now == "draft" and message else now]]
    if head and head.approval and not head.is_draft:
        by = head.approval
        said.insert(0, say.by_whom.format(name=by.name, time=show_moment(by.moment)))
    return {
        "state": now,
        "name": name,
        "said": said,
        "message": message,
        "steps": steps_of(now, name, read_newsroom(desk.settings)),
    }


def take_step(
    desk: Desk, path: str, payload: Mapping[str, Any], moment: datetime
) -> dict[str, object]:
    """As `save` of what was sent, with the step of the payload, and the `fields` that it wrote.

    payload: as docs/internals/desk.md says, with `step` and `message`. Raises DeskError: as `save`;
    403 where it is not this person's step, 422 where the article doesn't stand so.
    """
    say, name = WORDS.approval, given_name(desk)
    step = next((each for each in STEPS if each == payload.get("step")), None)
    if step is None:
        raise DeskError(400, WORDS.article.bad_payload)
    if not name:
        raise DeskError(403, say.nobody)
    article = parse(f"{desk.content.name}/{path}", compose(payload), desk.schema)
    if article.head is None:
        raise DeskError(422, say.head_refused)
    now = standing(article)
    if step not in steps_of(now, name, read_newsroom(desk.settings)):
        is_now = now in FROM[step]
        raise DeskError(
            403 if is_now else 422, say.not_yours.format(name=name) if is_now else say.not_now
        )
    message = " ".join(str(payload.get("message", "")).split())
    if step == "send_back" and not message:
        raise DeskError(422, say.no_message)
    fields = fields_after(step, article.head, article.body, name, message, moment)
    sent = payload.get("fields")
    fields_sent = {**sent, **fields} if isinstance(sent, Mapping) else fields
    return {**save(desk, path, {**payload, "fields": fields_sent}, step), "fields": fields}
