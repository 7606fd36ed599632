"""The list and what is begun from it: a new article, a copy, the bin."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from desk.history.drafts import Draft, left_drafts
from desk.history.moments import show_recent
from desk.history.people import given_name, who
from desk.history.presence import open_articles, shown
from desk.listing.bin_routes import address_of_page, bin_routes, present
from desk.listing.copying import duplicate
from desk.listing.index import OWN_WRITE_SECONDS, Index, Known
from desk.listing.making import kinds_of, make_article, read_start, section_of
from desk.listing.order import SORTS
from desk.listing.query import Query, Selected, is_faulty, read_query, select
from desk.listing.record import OF_APPROVAL, STATES
from desk.listing.rows import Row, errors_by_path, row_of, section_titles
from desk.listing.todo import to_do
from desk.shell.asked import read_fields
from desk.shell.desk import Desk
from desk.shell.pages import page
from plugins.frontmatter.kinds import KINDS
from plugins.shared.messages import gettext
from plugins.site.editors import read_newsroom
from plugins.vietnamese.dates import show_short
from tools.new import NO_CATEGORY, NO_TOPIC


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, new articles, copies, the bin."""
    index = Index(desk)
    titles = section_titles(desk.schema)
    newsroom = read_newsroom(desk.settings)
    states = [state for state in STATES if newsroom.approval or state not in OF_APPROVAL]

    def answer(query: Query) -> tuple[Known, Selected, Sequence[Row], int]:
        """With how many articles have errors."""
        known, errors, now = index.known(), errors_by_path(desk), time.time()
        found = select(known.by_order[query.sort], query, errors, now)
        rows = [row_of(each, titles, errors.get(each.path, 0), now) for each in found.items]
        faulty = sum(is_faulty(record, errors) for record in known.records.values())
        return known, found, rows, faulty

    def show_list(request: Request) -> Response:
        query = read_query(request.query_params)
        known, found, rows, faulty = answer(query)
        readers = open_articles(desk)
        drafts = [_shown_draft(draft, known) for draft in left_drafts(desk)]
        return page(
            request,
            "list.html",
            query=query,
            known=known,
            found=found,
            rows=rows,
            faulty=faulty,
            sections=titles,
            kinds=KINDS,
            states=states,
            to_do=sum(map(len, to_do(known.records.values(), newsroom, time.time()).values())),
            sorts=SORTS,
            open={path: [shown(each) for each in opened] for path, opened in readers.items()},
            drafts=drafts,
            person=who(desk),
            is_named=bool(given_name(desk)),
            names=list(newsroom.editors),
        )

    def show_to_do(request: Request) -> Response:
        known, now = index.known(OWN_WRITE_SECONDS), time.time()
        works = to_do(known.records.values(), newsroom, now)
        rows = {
            work: [row_of(each, titles, 0, now) for each in records]
            for work, records in works.items()
        }
        asked = {
            each.path: show_short(each.asked_on)
            for each in works.get("question", ())
            if each.asked_on
        }
        days = {"question": newsroom.overdue.question_days, "draft": newsroom.overdue.draft_days}
        return page(request, "todo.html", works=rows, known=known, asked=asked, days=days)

    def list_articles(request: Request) -> Response:
        known, found, rows, _ = answer(read_query(request.query_params))
        items = [asdict(row) for row in rows]
        said = {"items": items, "count": found.count, "page": found.page, "pages": found.pages}
        return JSONResponse({**said, "complete": known.is_complete or known.is_lost})

    def list_words(request: Request) -> Response:
        """Tags and authors of articles, the most used first."""
        records = index.known().records.values()
        tags = Counter(tag for each in records for tag in each.tags)
        authors = Counter(name for each in records for name in each.authors)
        return JSONResponse({"tags": _by_use(tags), "authors": _by_use(authors)})

    def ask_new(request: Request) -> Response:
        section = section_of(desk, request.query_params.get("section", ""))
        return page(
            request,
            "new.html",
            section=section,
            sections=desk.schema.sections,
            kinds=kinds_of(section),
            no_category=gettext(NO_CATEGORY),
            no_topic=gettext(NO_TOPIC),
        )

    async def make_new(request: Request) -> Response:
        start = read_start(desk, await read_fields(request))
        path = await run_in_threadpool(make_article, desk, start)
        await run_in_threadpool(index.known, OWN_WRITE_SECONDS)
        return JSONResponse({"path": path, "goto": address_of_page(path)})

    async def make_copy(request: Request) -> Response:
        path = present(desk, (await read_fields(request)).get("path", ""))
        copied = await run_in_threadpool(duplicate, desk, path)
        await run_in_threadpool(index.known, OWN_WRITE_SECONDS)
        return JSONResponse({"path": copied, "goto": address_of_page(copied)})

    return [
        Route("/", show_list),
        Route("/viec", show_to_do),
        Route("/api/articles", list_articles),
        Route("/api/words", list_words),
        Route("/moi", ask_new),
        Route("/api/new", make_new, methods=["POST"]),
        Route("/api/duplicate", make_copy, methods=["POST"]),
        *bin_routes(desk, index),
    ]


def _by_use(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda word: (-counted[word], word))


def _shown_draft(draft: Draft, known: Known) -> dict[str, str]:
    record = known.records.get(draft.path)
    title = (record and record.title) or draft.path
    return {
        "path": draft.path,
        "title": title,
        "who": draft.who,
        "time": show_recent(draft.moment),
    }
