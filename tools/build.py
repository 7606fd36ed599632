"""A publisher's build either replaces the site whole or leaves it untouched, and says why."""

import argparse
import gc
import importlib
import io
import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from pelican import Pelican, console
from pelican.log import LimitFilter

from plugins.shared import database
from plugins.shared.errors import PortalError
from plugins.shared.files import discard
from plugins.shared.loaded import UnknownCodeError, places_of_code
from plugins.shared.messages import gettext
from plugins.shared.outputs import Outputs
from plugins.shared.portal import KEY as PORTAL
from plugins.shared.portal import portal_of
from plugins.shared.problems import ContentError, Problem
from plugins.shared.process_cache import ProcessCache
from plugins.shared.rendered_article import RenderedArticle
from plugins.shared.settings import SettingError
from tools.collection import disable_gc
from tools.console import complain, say
from tools.culprit import plugin_of
from tools.failures import BuildError, answered, is_out_of_space, out_of_space, sentence_of
from tools.output import OutputError, cache_of, check_places, put_in_place, replacing
from tools.places import CONTENT, OUTPUT, PUBLISHED_SETTINGS, SETTINGS, shown
from tools.render_order import BUILD, BuildAnswer, answer_line, read_order
from tools.settings_file import load_settings, placed

# As Pelican begins what it logs of a plugin and of an article that it goes on without.
NO_PLUGIN = "Cannot load plugin"
NO_CONTENT = "Could not process"


class Listener(logging.Handler):
    """Keeps what Pelican only logs, so that an error it goes on after still stops the build."""

    def __init__(self, content: Path) -> None:
        super().__init__(logging.WARNING)
        self._content = content
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        # Pelican logs an article's error without its cause, but while still handling it.
        cause = sys.exception()
        words = record.args if isinstance(record.args, tuple) else ()
        if text.startswith(NO_PLUGIN):
            name, why = words
            text = gettext(
                "PLUGINS: không nạp được “{name}” ({why}).",
                name=name,
                why=" ".join(str(why).split()),
            )
        elif text.startswith(NO_CONTENT) and isinstance(cause, Exception):
            text = sentence_of(cause, article=f"{self._content.name}/{words[0]}")
        elif isinstance(cause, (ContentError, SettingError)):
            text = str(cause)
        elif isinstance(cause, Exception) and record.levelno >= logging.ERROR:
            text = sentence_of(cause, self._content)
        (self.errors if record.levelno >= logging.ERROR else self.warnings).append(text)


def build(
    content: Path | None = None,
    output: Path = OUTPUT,
    published: bool = False,
    settings_file: Path | None = None,
    site_url: str = "",
    moment: datetime | None = None,
    process: ProcessCache | None = None,
) -> int:
    """Builds `content` (default: the settings' PATH) into `output`; returns the exit code.

    moment: what is not due then is held back; now, if neither this nor the settings say it.
    process: what the last build in this process left in memory, for this one to take up.
    """
    if attempt(content, output, published, settings_file, site_url, moment, process):
        return 0
    complain(
        gettext("Chưa dựng được; {output} giữ nguyên như trước.", output=shown(output.resolve()))
    )
    return 1


def attempt(
    content: Path | None,
    output: Path,
    published: bool,
    settings_file: Path | None,
    site_url: str,
    moment: datetime | None = None,
    process: ProcessCache | None = None,
) -> bool:
    """One build in this process, whether it succeeded; what stood in its way was said."""
    settings_file = settings_file or (PUBLISHED_SETTINGS if published else SETTINGS)
    output = output.resolve()
    started = time.monotonic()
    last_site = process.site if process else None
    try:
        overrides = chosen(settings_file, content, site_url, moment)
        check_places(Path(overrides["PATH"]), output)
        with replacing(output) as fresh:
            places = {
                "OUTPUT_PATH": str(fresh),
                "LIVE_OUTPUT": str(output),
                "BUILD_CACHE": str(cache_of(output)),
                "PROCESS_CACHE": process or ProcessCache(),
            }
            with made(settings_file, overrides | places) as outputs:
                old = put_in_place(fresh, output)
                pages = outputs.pages()
                remember(outputs, old)
    except Exception as failure:
        if process:
            process.site = last_site  # the one that is shown on, however far this build came
        if process and isinstance(failure, ContentError):
            process.problems = tuple(failure.problems)
        complain(placed(sentence_of(failure, content or CONTENT), settings_file))
    else:
        seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
        say(
            gettext(
                "Đã dựng {pages} trang vào {output} ({seconds} giây).",
                pages=pages,
                output=shown(output),
                seconds=seconds,
            )
        )
        return True
    return False


def chosen(
    settings_file: Path, content: Path | None, site_url: str, moment: datetime | None
) -> dict[str, Any]:
    """What is said instead of the settings file. Raises BuildError, OutputError."""
    said = {"SITEURL": site_url} if site_url else {}
    if content:
        if not content.is_dir():
            raise OutputError(
                gettext("Không có thư mục nội dung {content}.", content=shown(content.resolve()))
            )
        said["PATH"] = str(content.resolve())
    settings = load_settings(settings_file, said)
    return {
        "SITEURL": settings["SITEURL"],
        "PATH": str(Path(settings["PATH"]).resolve()),
        "PUBLISH_TIME": settings.get("PUBLISH_TIME") or moment,
    }


@contextmanager
def made(settings_file: Path, overrides: dict[str, Any]) -> Iterator[Outputs]:
    """The whole site in OUTPUT_PATH, not yet in its place; the state file is let go at the end.

    A state that turns out to be damaged is dropped, and all is made anew, once.
    """
    for last in (False, True):
        settings = load_settings(settings_file, overrides)
        try:
            try:
                outputs = render(settings)
                outputs.complete()
            except sqlite3.Error as failure:
                if last or is_out_of_space(failure):
                    raise
                complain(
                    gettext(
                        "Cảnh báo: ghi nhớ của lần dựng trước bị hỏng ({failure}); dựng lại hết.",
                        failure=failure,
                    )
                )
            else:
                yield outputs
                return
        finally:
            if (portal := settings.get(PORTAL)) is not None:
                portal.cache.close()
        discard(Path(overrides["OUTPUT_PATH"]))
        database.discard(Path(overrides["BUILD_CACHE"]))


def remember(outputs: Outputs, old: Path | None) -> None:
    """The site is in its place by now: what fails here costs the next build time, no more."""
    try:
        outputs.commit(old)
    except (OSError, sqlite3.Error) as failure:
        cause = out_of_space(failure) if is_out_of_space(failure) else str(failure)
        complain(
            gettext(
                "Cảnh báo: trang đã dựng xong nhưng không ghi nhớ được cho lần sau "
                "({cause}); lần dựng tới sẽ làm lại từ đầu.",
                cause=cause,
            )
        )


def render(settings: dict[str, Any]) -> Outputs:
    """Runs Pelican; every error that it only logs becomes a failure with its cause."""
    content = Path(settings["PATH"])
    listener = Listener(content)
    LimitFilter._raised_messages.clear()  # Pelican warns once a process; here it is once a build
    root = logging.getLogger()
    root.addHandler(listener)
    was_quiet, console.quiet = console.quiet, True
    try:
        try:
            pelican = _class_of(settings)(settings)
        except SettingError:
            _stop_on_errors(listener)  # a plugin that others miss may not have been loaded
            raise
        _stop_on_errors(listener)
        pelican.run()
        _stop_on_errors(listener)
        portal = portal_of(pelican.settings)
        problems = tuple(sorted(set(portal.problems)))
        for problem in problems:
            complain(str(problem))
        if process := settings.get("PROCESS_CACHE"):
            process.problems = problems
        return portal.outputs
    except (PortalError, OSError, sqlite3.Error):
        raise
    except SystemExit as cause:  # of a plugin from elsewhere, which has logged why
        _stop_on_errors(listener)
        raise BuildError(
            gettext(
                "Plugin “{plugin}” đã dừng lần dựng (mã {code}). Hãy xem thiết lập "
                "của nó, hay bỏ nó khỏi PLUGINS.",
                plugin=plugin_of(cause),
                code=cause.code,
            )
        ) from cause
    except Exception as cause:
        raise BuildError(sentence_of(cause, content)) from cause
    finally:
        console.quiet = was_quiet
        root.removeHandler(listener)
        for text in listener.warnings:
            complain(gettext("Cảnh báo: {text}", text=text))


def _class_of(settings: dict[str, Any]) -> type[Pelican]:
    """What PELICAN_CLASS names, as Pelican's own command takes it."""
    named = settings["PELICAN_CLASS"]
    if isinstance(named, type) and issubclass(named, Pelican):
        return named
    module, _, name = str(named).rpartition(".")
    try:
        kind: type[Pelican] = getattr(importlib.import_module(module), name)
    except (AttributeError, ImportError, ValueError) as cause:
        raise SettingError(
            gettext(
                "PELICAN_CLASS: không nạp được “{module}.{name}” ({cause}).",
                module=module,
                name=name,
                cause=cause,
            )
        ) from cause
    return kind


def _stop_on_errors(listener: Listener) -> None:
    if listener.errors:
        raise BuildError("\n".join(dict.fromkeys(listener.errors)))


def main(arguments: list[str]) -> int:
    """What `serve` starts; arguments: see its parser."""
    parser = argparse.ArgumentParser(description="One build in a process of its own, for serve.")
    parser.add_argument("--settings", type=Path)
    parser.add_argument("--content", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--site-url", default="")
    parser.add_argument("--published", action="store_true")
    parser.add_argument("--worker", action="store_true", help="a build for each line of stdin")
    given = parser.parse_args(arguments)
    # What the processor has worked until now was mostly to load code.
    process = ProcessCache(time.time_ns() - time.process_time_ns())
    disable_gc()

    def build_once() -> bool:
        return attempt(
            given.content,
            given.output,
            given.published,
            given.settings,
            given.site_url,
            process=process,
        )

    if given.worker:
        process.wants_site = True  # so that nobody waits for a build who shows an unsaved text
        render = partial(render_unsaved, process, build_once)
        answer_all(sys.stdin, sys.stdout, build_once, render, lambda: process.problems)
        return 0
    return 0 if build_once() else 1


def render_unsaved(
    process: ProcessCache, build_once: Callable[[], bool], line: str
) -> RenderedArticle | None:
    """Who asks before a build has succeeded waits for one."""
    if process.site is None:
        build_once()
    if process.site is None:
        return None
    from plugins.rendering.article import render_article  # by now the build has loaded it

    order = read_order(line)
    return render_article(process.site, order.path, order.data)


def answer_all(
    orders: TextIO,
    answers: TextIO,
    build_once: Callable[[], bool],
    render: Callable[[str], RenderedArticle | None],
    problems: Callable[[], tuple[Problem, ...]] = tuple,
) -> None:
    """A build for each line `build`, answered by a BuildAnswer; other lines are as render_order.py
    has them. problems: of the last build.

    What plugins and libraries print is no answer, so it goes elsewhere.
    """
    for turn, line in enumerate(orders):
        reported = io.StringIO()
        with redirect_stderr(reported), redirect_stdout(io.StringIO()):
            if line.strip() == BUILD:
                made = build_once()
                places = tuple(sorted(_places_of_code()))
                built = BuildAnswer(made, reported.getvalue().strip(), places, problems())
                answer = answer_line(built)
            else:
                answer = answer_line(render(line))
        print(answer, file=answers, flush=True)
        # While nobody waits: of what this build has made. What stays from the first need not be
        # looked through again.
        if turn == 0:
            gc.collect()
            gc.freeze()
        else:
            gc.collect(0)


def _places_of_code() -> set[str]:
    try:
        return places_of_code()
    except UnknownCodeError:  # then every build makes all anew, and has said so
        return set()


if __name__ == "__main__":
    sys.exit(answered(lambda: main(sys.argv[1:])))
