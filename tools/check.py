"""An editor sees everything that is wrong in all articles at once, and has the safe part mended."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from plugins.checks import memory_of, place_of
from plugins.checks.engine import Place, article_files, check
from plugins.checks.fixes import diff, fix
from plugins.redirects.checking import CheckedRedirects
from plugins.shared.files import write_whole
from plugins.shared.messages import gettext, ngettext
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings
from plugins.site.languages import schema_of
from tools.console import complain, is_yes, say
from tools.failures import sentence_of
from tools.places import CONTENT, SETTINGS
from tools.settings_file import load_settings, placed

RED, YELLOW, DIM, PLAIN = "\033[31m", "\033[33m", "\033[2m", "\033[0m"
GITHUB_LEVELS = {"error": "error", "warning": "warning"}


def run(content: Path | None, form: str = "text", mend: bool = False, sure: bool = False) -> int:
    """Prints all problems; returns 1 if any is an error, 2 if the command itself is wrong."""
    if form not in FORMS:
        complain(
            gettext(
                "Không có kiểu “{form}”. Các kiểu có: {forms}.", form=form, forms=", ".join(FORMS)
            )
        )
        return 2
    if content and not content.is_dir():
        complain(gettext("Không có thư mục “{content}”.", content=content))
        return 2
    try:
        settings = read(content)
        place = place_in(settings)
        if mend:
            mend_files(place, sure)
        memory = memory_of(settings, place)
        problems = check(place, memory)
    except Exception as failure:
        complain(placed(sentence_of(failure, content or CONTENT), SETTINGS))
        return 1
    memory.save()
    print(FORMS[form](problems), flush=True)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def read(content: Path | None, settings_file: Path = SETTINGS) -> dict[str, Any]:
    """The settings with what `place_of` needs; raises BuildError."""
    said = {"PATH": str(content.resolve())} if content else {}
    settings: dict[str, Any] = load_settings(settings_file, said)
    settings["PATH"] = str(Path(settings["PATH"]).resolve())
    settings["PUBLISH_TIME"] = datetime.now(UTC)
    return settings


def place_in(settings: Settings) -> Place:
    """As `place_of`, of settings that no plugin has seen. Raises SettingError."""
    old_addresses = CheckedRedirects if "plugins.redirects" in settings["PLUGINS"] else None
    schema = schema_of(settings)
    return place_of(settings, schema, old_addresses)


def mend_files(place: Place, sure: bool) -> None:
    """Shows what would change in each file, asks once, then writes."""
    changed: list[tuple[Path, bytes]] = []
    for file in article_files(place):
        name = file.relative_to(place.content.parent).as_posix()
        before = file.read_bytes()
        after = fix(before, name)
        if after != before:
            changed.append((file, after))
            say(diff(before, after, name))
    if not changed:
        say(gettext("Không có gì để sửa tự động."))
        return
    if not sure:
        try:
            answer = input(
                ngettext(
                    "Ghi các thay đổi trên vào {count} tệp? (c = có, k = không) ",
                    len(changed),
                )
            )
        except EOFError:
            answer = ""
        if not is_yes(answer):
            say(gettext("Chưa ghi gì."))
            return
    for file, data in changed:
        write_whole(file, data)
    say(ngettext("Đã sửa {count} tệp.", len(changed)))


def as_text(problems: Sequence[Problem]) -> str:
    """A line a problem, with its remedy below; in colour on a terminal."""
    colour = sys.stdout.isatty()
    lines = []
    for problem in problems:
        text = str(problem)
        if colour:
            head, _, remedy = text.partition("\n")
            shade = RED if problem.severity == "error" else YELLOW
            text = f"{shade}{head}{PLAIN}" + (f"\n{DIM}{remedy}{PLAIN}" if remedy else "")
        lines.append(text)
    errors = sum(problem.severity == "error" for problem in problems)
    lines.append(
        gettext(
            "{errors} lỗi{of_held}, {warnings} cảnh báo.",
            errors=errors,
            of_held=_of_held(problems),
            warnings=len(problems) - errors,
        )
        if problems
        else gettext("Không có lỗi, không có cảnh báo.")
    )
    return "\n".join(lines)


def _of_held(problems: Sequence[Problem]) -> str:
    held = sum(problem.held != "" for problem in problems)
    return (
        gettext(" (trong đó {held} ở bài chưa lên trang, không dừng việc đăng)", held=held)
        if held
        else ""
    )


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which show each problem beside its line in a pull request."""
    return "\n".join(
        f"::{GITHUB_LEVELS[problem.severity]} file={_escape(problem.path)},line={problem.line},"
        f"col={problem.column}::{_escape(_in_a_line(problem))}"
        for problem in problems
    )


def _in_a_line(problem: Problem) -> str:
    held = f"{problem.called}: " if problem.held else ""
    return f"{held}{problem.sentence} {problem.remedy}".strip()


def _escape(text: str) -> str:
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(char, code)
    return text


FORMS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
