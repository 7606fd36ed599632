"""The room's addresses."""

from __future__ import annotations

from functools import partial
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.now import bytes_now, path_of, title_of
from desk.history.people import given_name, who
from desk.publishing.faults import TitleOf
from desk.publishing.old_words import changed_words, known_title
from desk.publishing.persons import refuse_other, why_not
from desk.publishing.plans import questions, show_plan
from desk.publishing.running import (
    WORKS,
    Work,
    details,
    is_busy,
    is_open,
    lines_of,
    list_releases,
    start,
)
from desk.publishing.shown import show_releases, show_work
from desk.publishing.targets import read_targets, target_named
from desk.shell.asked import read_json
from desk.shell.desk import Desk
from desk.shell.errors import DeskError
from desk.shell.pages import page
from desk.shell.words import WORDS
from plugins.site.editors import read_newsroom
from tools.publish.lines import Ended, Plan
from tools.publish.releases import RELEASE

# What the answer to a question adds to the command.
ALLOWING = {"first": "--yes", "older": "--older", "lost": "--lost"}


def routes(desk: Desk) -> list[BaseRoute]:
    """What would change, publishing, going back."""
    turn = Lock()  # one command is begun at a time
    title: TitleOf = partial(title_of, desk)

    def show(request: Request) -> Response:
        found = read_targets(desk.publish_settings)
        asked = request.query_params.get("noi", "")
        chosen = asked if asked in found.targets else found.default or next(iter(found.targets), "")
        return page(
            request,
            "publishing.html",
            targets=found.targets,
            chosen=chosen,
            why=found.why,
            why_not=why_not(desk),
            names=list(read_newsroom(desk.settings).editors),
            person=who(desk),
            is_named=bool(given_name(desk)),
            back=request.query_params.get("ve", ""),
        )

    def state(_request: Request) -> Response:
        with turn:
            is_at_work = is_busy(desk)
        shown: dict[str, Any] = {}
        running = ""
        for work in WORKS:
            lines = lines_of(desk, work)
            if not lines:
                shown[work] = None
                continue
            shown[work] = show_work(work, lines, is_at_work, details(desk, work), title)
            running = work if is_at_work and is_open(lines) else running
        return JSONResponse({"running": running, **shown})

    def give_plan(_request: Request) -> Response:
        plan = _plan(desk)
        before = {text.file: text.before for text in plan.texts}

        def title_before(path: str) -> str:
            return known_title(desk, path, before.get(path, ""))

        return JSONResponse(show_plan(plan, title_before, lambda path: bool(bytes_now(desk, path))))

    def words(request: Request) -> Response:
        path = path_of(desk, request)
        change = next((text for text in _plan(desk).texts if text.file == path), None)
        found = changed_words(desk, change) if change else None
        return JSONResponse({"differences": found})

    def releases(request: Request) -> Response:
        target = target_named(desk.publish_settings, request.query_params.get("target", ""))
        return JSONResponse({"releases": show_releases(list_releases(desk, target).rows)})

    async def look(request: Request) -> Response:
        target = await _target(request)
        # Refused is only what the plan does not ask about.
        return await _start("plan", "publish", target, "--dry-run", "--lost", "--older")

    async def publish(request: Request) -> Response:
        said = await read_json(request)
        target = await _target(request)
        await run_in_threadpool(refuse_other, desk)
        plan = await run_in_threadpool(_plan, desk)
        if (plan.target, plan.sign) != (target, said.get("sign")):
            raise DeskError(409, WORDS.publishing.outcomes.not_as_seen)
        allowed = said.get("allowed")
        if not isinstance(allowed, list) or set(questions(plan)) - set(map(str, allowed)):
            raise DeskError(409, WORDS.publishing.not_answered)
        options = [ALLOWING[name] for name in questions(plan)]
        return await _start("run", "publish", target, f"--seen={plan.sign}", *options, signed())

    async def roll_back(request: Request) -> Response:
        release = str((await read_json(request)).get("release"))
        if not RELEASE.fullmatch(release):
            raise DeskError(422, WORDS.publishing.no_release)
        target = await _target(request)
        await run_in_threadpool(refuse_other, desk)
        return await _start("run", "rollback", release, f"--target={target}", signed())

    def signed() -> str:
        return f"--who={who(desk)}"

    async def _target(request: Request) -> str:
        name = str((await read_json(request)).get("target"))
        return await run_in_threadpool(target_named, desk.publish_settings, name)

    async def _start(work: Work, *arguments: str) -> Response:
        def begin() -> None:
            with turn:
                start(desk, work, arguments)

        await run_in_threadpool(begin)
        return JSONResponse({})

    return [
        Route("/dang", show),
        Route("/api/publishing", state),
        Route("/api/publishing", publish, methods=["POST"]),
        Route("/api/publishing/plan", give_plan),
        Route("/api/publishing/plan", look, methods=["POST"]),
        Route("/api/publishing/words/{path:path}", words),
        Route("/api/publishing/releases", releases),
        Route("/api/publishing/rollback", roll_back, methods=["POST"]),
    ]


def _plan(desk: Desk) -> Plan:
    """The last one that was looked at to its end. Raises DeskError (404)."""
    lines = lines_of(desk, "plan")
    ended = next((line for line in lines if isinstance(line, Ended)), None)
    found = next((line for line in lines if isinstance(line, Plan)), None)
    if found is None or ended is None or not ended.is_good:
        raise DeskError(404, WORDS.publishing.no_plan)
    return found
