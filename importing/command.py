"""`import`: reads what is named, writes drafts, says what became of each file."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from importing.article import ImportedArticle, build, digest_of
from importing.document import Finding, NotAnArticleError
from importing.found import find
from importing.ledger import read_ledger
from importing.nearby import Files
from importing.profiles import Profile, chosen, read_profiles
from importing.readers import read_source
from importing.rendering import Render, renderer
from importing.report import Report
from importing.report_lines import UNREAD, Line, line_of
from importing.sources import Source, Sources, address_of, gather
from importing.writing import Writer
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.failures import failure_problem
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.processes import in_processes
from plugins.site.languages import schema_of
from plugins.vietnamese.dates import VIETNAM
from tools.check import read as read_settings
from tools.console import complain, say
from tools.places import CONTENT, SCRATCH, shown

REPORT = SCRATCH / "import" / "bao-cao.html"
NOTHING = gettext_noop("Chưa nói nhập gì. Cách dùng: import TỆP|THƯ_MỤC… [--section MỤC]")
NO_SECTION = gettext_noop("Không có mục “{name}”. Các mục có: {known}.")


@dataclass(frozen=True)
class Wish:
    """What the command line says; paths as typed, "" for what was not said."""

    section: str = ""
    content: str = ""
    profile: str = ""
    dry_run: bool = False
    report: str = ""
    again: bool = False


@dataclass(frozen=True)
class Outcome:
    """Of one source. article: None where there is none; why: in Vietnamese."""

    source: Source
    digest: str
    article: ImportedArticle | None = None
    guessed: Finding | None = None
    why: str = ""
    is_list: bool = False


def run(named: Sequence[str], wish: Wish) -> int:
    """0 where every file was read, or was known; 1 where one was not; 2 for a wrong command."""
    if not named:
        complain(gettext(NOTHING))
        return 2
    content = Path(wish.content) if wish.content else CONTENT
    settings = read_settings(content if wish.content else None)
    schema = schema_of(settings)
    section = _section(schema, wish.section)
    if section is None:
        known = ", ".join(each.slug for each in schema.sections)
        complain(gettext(NO_SECTION, name=wish.section, known=known))
        return 2
    profiles = read_profiles(content.resolve().parent)
    if wish.profile:
        profiles = chosen(wish.profile, profiles)
    with tempfile.TemporaryDirectory(prefix="import-") as scratch:
        try:
            sources = gather([Path(each) for each in named], Path(scratch))
        except NotAnArticleError as why:
            complain(str(why))
            return 2
        ledger = read_ledger(content, is_kept=not wish.dry_run)
        writer = Writer(content, section, schema, ledger, wish.dry_run, wish.again)
        report = Report(Path(wish.report) if wish.report else REPORT, wish.dry_run)
        try:
            _import_all(sources, profiles, writer, report, renderer(settings["MARKDOWN"]))
        finally:
            report.write()
    say(report.summary(shown))
    return 1 if report.unread else 0


def _section(schema: Schema, slug: str) -> Section | None:
    if not slug:
        return schema.sections[0]
    return next((each for each in schema.sections if each.slug == slug), None)


def _import_all(
    sources: Sources, profiles: Sequence[Profile], writer: Writer, report: Report, render: Render
) -> None:
    for name, why in sources.unread:
        report.add(Line(name, UNREAD, why=why))
    for name, why in sources.skipped:
        report.add(Line(name, "skipped", why=why))
    look = partial(_look_at, files=sources.files, profiles=profiles, writer=writer, render=render)
    rows: list[tuple[str, str]] = []
    for outcome in _with_progress(in_processes(look, sources.items), len(sources.items)):
        source = outcome.source
        if outcome.article and outcome.guessed:
            written = writer.write(source, outcome.digest, outcome.article, outcome.guessed)
            report.add(line_of(outcome.article, written, outcome.guessed, writer.section))
            rows += _old_files(source, written.attached)
            if written.state in ("duplicate", "unchanged"):
                addresses = outcome.article.hints.old_addresses
                rows += [(each, _inside(written.file)) for each in addresses]
        elif outcome.is_list:
            report.add(Line(source.name, "no-article", why=outcome.why))
            if source.address:
                rows.append((source.address, f"/{writer.section.slug}/"))
        elif known := writer.unchanged(source, outcome.digest):
            report.add(Line(source.name, known.state, file=known.file))
            if source.address:  # the same page at another address
                rows.append((source.address, _inside(known.file)))
        else:
            report.add(Line(source.name, UNREAD, why=outcome.why))
    report.led_on = writer.finish_links()
    report.redirects = writer.add_redirects(rows)


def _inside(shown: str) -> str:
    """`tin-tuc/a.md` of `content/tin-tuc/a.md`."""
    return shown.partition("/")[2]


def _old_files(source: Source, attached: Sequence[tuple[Path, str]]) -> Iterator[tuple[str, str]]:
    """(old address, new one) of files that an article of a copied site offers."""
    for file, path in attached:
        if source.address and source.root and file.is_relative_to(source.root):
            yield address_of(file.relative_to(source.root).as_posix()), f"/{path}"


def _look_at(
    source: Source,
    files: dict[Path, Files],
    profiles: Sequence[Profile],
    writer: Writer,
    render: Render,
) -> Outcome:
    """In whatever process; changes nothing."""
    try:
        digest = _digest(source)
        if writer.unchanged(source, digest):
            return Outcome(source, digest)
        document = read_source(source, profiles)
        if document is None:
            return Outcome(
                source,
                digest,
                why=gettext("trang không có bài: danh sách, biểu mẫu."),
                is_list=True,
            )
        beside = files.get(source.root) if source.root else None
        find_file = partial(_find, beside, source.inside)
        addresses = [source.address] if source.address else []
        article = build(document, find(document), find_file, render, addresses)
        return Outcome(source, digest, article, _day_of(source.path))
    except NotAnArticleError as why:
        return Outcome(source, "", why=str(why))
    except OSError as cause:
        return Outcome(
            source, "", why=gettext("đĩa không đọc được tệp: {strerror}.", strerror=cause.strerror)
        )
    except Exception as cause:  # one page of thousands; it is recorded, and named in the report
        problem = failure_problem(source.name, gettext("nhập"), cause)
        return Outcome(source, "", why=f"{problem.sentence} {problem.remedy}")


def _find(files: Files | None, page: str, address: str) -> Path | None:
    return files.find(address, page) if files else None


def _digest(source: Source) -> str:
    if source.span is None:
        return digest_of(source.path)
    with source.path.open("rb") as file:
        file.seek(source.span[0])
        return digest_of(file.read(source.span[1] - source.span[0]))


def _day_of(path: Path) -> Finding:
    day = datetime.fromtimestamp(path.stat().st_mtime, VIETNAM)
    return Finding(f"{day:%Y-%m-%d}", gettext("ngày lưu của tệp"), "guess")


def _with_progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """A line that grows, where somebody looks."""
    shows = sys.stderr.isatty() and count > 1
    last = 0.0
    for number, outcome in enumerate(outcomes, start=1):
        yield outcome
        now = time.monotonic()
        if shows and (now - last > 0.1 or number == count):
            last = now
            done = "█" * (number * 30 // count)
            print(f"\r{done:░<30} {number}/{count}", end="", file=sys.stderr, flush=True)
    if shows:
        print(file=sys.stderr)
