"""Everything that a person types after `python3 run.py` is answered in Vietnamese."""

import difflib
import re
import sys
from collections.abc import Iterable

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.parser.context import ParserContext
from invoke.program import Program

import tasks
from plugins.command import COMMAND
from tools.console import quiet_when_nobody_reads, say

HELP_FLAGS = ("-h", "--help")
MISUSE = 2
# What a first word after the command names.
WORDS = {"publish": "target", "rollback": "release", "releases": "target"}


class Portal(Program):
    """Invoke's program with its own sentences put into Vietnamese."""

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except (ParseError, ValueError) as error:
            raise Exit(_what_is_wrong(str(error)), code=MISUSE) from error

    def print_help(self) -> None:
        say(overview(self.collection))

    def print_task_help(self, name: str) -> None:
        say(usage(name, self.collection[name].__doc__, self.parser.contexts[name]))


def overview(commands: Collection) -> str:
    lines = [f"Cách dùng: {COMMAND} LỆNH [TÙY CHỌN]", "", "Các lệnh:"]
    names = list(commands.tasks)
    lines += _columns((name, _first_line(commands[name].__doc__)) for name in names)
    return "\n".join([*lines, "", f"Xem tùy chọn của một lệnh: {COMMAND} LỆNH --help"])


def usage(name: str, text: str | None, context: ParserContext) -> str:
    options = [
        (f"--{option}" + ("" if argument.kind is bool else " GIÁ_TRỊ"), argument.help or "")
        for option, argument in context.args.items()
    ]
    lines = [f"Cách dùng: {COMMAND} {name}{' [TÙY CHỌN]' if options else ''}", ""]
    lines.append(_first_line(text))
    return "\n".join([*lines, "", "Tùy chọn:", *_columns(options)] if options else lines)


def unknown_command(word: str, commands: Collection) -> str:
    """What to say about the first word when it is no command; empty when it is one."""
    if word in commands.tasks:
        return ""
    near = difflib.get_close_matches(word, list(commands.tasks), n=1)
    hint = f" Có phải là “{near[0]}”?" if near else ""
    return f"Không có lệnh “{word}”.{hint} Xem các lệnh: {COMMAND} --help"


def with_word_named(arguments: list[str]) -> list[str]:
    """`publish x --yes` becomes `publish --target=x --yes`: Invoke takes no word that may lack."""
    command, *rest = arguments
    if command in WORDS:
        for place, word in enumerate(rest):
            before = rest[place - 1] if place else ""
            if not word.startswith("-") and before.removeprefix("--") not in WORDS.values():
                rest[place] = f"--{WORDS[command]}={word}"
                break
    return [command, *rest]


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    return [f"  {left.ljust(width)}  {right}" for left, right in rows]


def _what_is_wrong(message: str) -> str:
    named = re.search(r"'([^']*)'|<Argument: ([\w-]+)", message)
    word = (named[1] or named[2]) if named else ""
    if "needed value" in message:
        return f"Tùy chọn “--{word}” cần một giá trị đi sau."
    if "invalid literal" in message:
        return f"“{word}” không phải là một số."
    return f"Không hiểu “{word}”. Xem các tùy chọn: {COMMAND} LỆNH --help"


def main(arguments: list[str]) -> None:
    commands = Collection.from_module(tasks)
    if not arguments or arguments[0] in HELP_FLAGS:
        say(overview(commands))
        return
    wrong = unknown_command(arguments[0], commands)
    if wrong:
        print(wrong, file=sys.stderr)
        sys.exit(MISUSE)
    Portal(namespace=commands, name=COMMAND, binary=COMMAND).run(
        [COMMAND, *with_word_named(arguments)]
    )


if __name__ == "__main__":
    with quiet_when_nobody_reads():
        main(sys.argv[1:])
