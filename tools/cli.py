"""Everything that a person types after `python3 run.py` is answered in Vietnamese."""

import difflib
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import tasks
from plugins.shared.command import COMMAND
from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, refuse_other_languages
from tools.console import complain, quiet_when_nobody_reads, say
from tools.failures import answered

HELP_FLAGS = ("-h", "--help")
MISUSE = 2
# What a first word after the command names.
WORDS = {"publish": "target", "rollback": "release", "releases": "target"}

Command = Callable[..., int]


class UsageError(PortalError):
    """The text is what to tell."""


class Options:
    """Of one command: each parameter of its function that has a default.

    Read here rather than by argparse, which takes a value `--` away in some versions of Python.
    """

    def __init__(self, command: Command) -> None:
        self.shown: list[tuple[str, str]] = []
        self._defaults: dict[str, Any] = {}
        self._switches: dict[str, tuple[str, bool]] = {}
        self._kinds: dict[str, tuple[str, Callable[[str], Any]]] = {}
        self._takes_more = False  # behind `--`
        self.takes_words = False  # anywhere: names of files
        for name, parameter in inspect.signature(command).parameters.items():
            if parameter.kind is parameter.VAR_POSITIONAL:
                self._takes_more = True
                if parameter.annotation is not str:
                    self.takes_words = True
                    self.shown.append(
                        (gettext("TỆP…"), gettext(parameter.annotation.__metadata__[0]))
                    )
                continue
            kind, (text,) = parameter.annotation.__origin__, parameter.annotation.__metadata__
            option = f"--{name.replace('_', '-')}"
            self._defaults[name] = parameter.default
            if kind is bool:
                self._switches[option] = name, True
                # One that is on by itself is switched off by `--no-…`.
                if parameter.default:
                    self._switches[option.replace("--", "--no-", 1)] = name, False
            else:
                self._kinds[option] = name, kind
            self.shown.append(
                (option if kind is bool else option + gettext(" GIÁ_TRỊ"), gettext(text))
            )

    def read(self, words: list[str], more: list[str]) -> tuple[list[str], dict[str, Any]]:
        """(words that are no options, options). more: what is behind `--`. Raises UsageError."""
        given = dict(self._defaults)
        plain: list[str] = []
        unknown: list[str] = []
        left = iter(words)
        for word in left:
            option, is_joined, value = word.partition("=")
            if option in self._switches:
                if is_joined:
                    raise UsageError(
                        gettext("Tùy chọn “{option}” không nhận giá trị.", option=option)
                    )
                name, is_on = self._switches[option]
                given[name] = is_on
            elif option in self._kinds:
                if not is_joined:
                    value = next(left, "-")
                    if value.startswith("-"):
                        raise UsageError(
                            gettext("Tùy chọn “{option}” cần một giá trị đi sau.", option=option)
                        )
                name, kind = self._kinds[option]
                given[name] = _value(kind, value)
            else:
                is_word = self.takes_words and not word.startswith("-")
                (plain if is_word else unknown).append(word)
        unknown += [] if self._takes_more else more
        if unknown:
            raise UsageError(
                gettext(
                    "Không hiểu “{unknown}”. Xem các tùy chọn: {command} LỆNH --help",
                    unknown=unknown[0],
                    command=COMMAND,
                )
            )
        return [*plain, *more], given


def _value(kind: Callable[[str], Any], text: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise UsageError(gettext("“{text}” không phải là một số.", text=text)) from None


def commands_of(module: Any) -> dict[str, Command]:
    """In the order in which they are written; `import_` is `import`, a word that Python has, and
    `cms_config` is `cms-config`."""
    return {
        name.rstrip("_").replace("_", "-"): value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def overview(commands: Mapping[str, Command]) -> str:
    """What `--help` shows: all commands."""
    lines = [
        gettext("Cách dùng: {command} LỆNH [TÙY CHỌN]", command=COMMAND),
        "",
        gettext("Các lệnh:"),
    ]
    lines += _columns((name, _first_line(command)) for name, command in commands.items())
    return "\n".join(
        [*lines, "", gettext("Xem tùy chọn của một lệnh: {command} LỆNH --help", command=COMMAND)]
    )


def usage(name: str, command: Command) -> str:
    """What `COMMAND --help` shows."""
    options = Options(command).shown
    words = gettext(" TỆP…") if Options(command).takes_words else ""
    words += gettext(" [TÙY CHỌN]") if options else ""
    lines = [gettext("Cách dùng: {command} {words}", command=COMMAND, words=name + words), ""]
    lines.append(_first_line(command))
    return "\n".join([*lines, "", gettext("Tùy chọn:"), *_columns(options)] if options else lines)


def unknown_command(word: str, commands: Mapping[str, Command]) -> str:
    """What somebody reads who mistyped a command."""
    near = difflib.get_close_matches(word, list(commands), n=1)
    hint = gettext(" Có phải là “{near}”?", near=near[0]) if near else ""
    return gettext(
        "Không có lệnh “{word}”.{hint} Xem các lệnh: {command} --help",
        word=word,
        hint=hint,
        command=COMMAND,
    )


def with_word_named(arguments: list[str]) -> list[str]:
    """`publish x --yes` becomes `publish --target=x --yes`: a word may stand where it is clear."""
    command, *rest = arguments
    if command in WORDS:
        for place, word in enumerate(rest):
            before = rest[place - 1] if place else ""
            if not word.startswith("-") and before.removeprefix("--") not in WORDS.values():
                rest[place] = f"--{WORDS[command]}={word}"
                break
    return [command, *rest]


def _first_line(command: Command) -> str:
    return told_of(command).split("\n")[0]


def told_of(command: Command) -> str:
    """What a command does, in the language of messages."""
    text = inspect.getdoc(command)
    return gettext(text) if text else ""


def _columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    width = max(len(left) for left, _ in rows)
    return [f"  {left.ljust(width)}  {right}" for left, right in rows]


def main(arguments: list[str]) -> int:
    """Runs what was typed behind `run.py`; the exit code."""
    try:
        refuse_other_languages()
    except PortalError as wrong:
        complain(str(wrong))
        return MISUSE
    commands = commands_of(tasks)
    if not arguments or arguments[0] in HELP_FLAGS:
        say(overview(commands))
        return 0
    name = arguments[0]
    if name not in commands:
        complain(unknown_command(name, commands))
        return MISUSE
    command = commands[name]
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words, more = arguments[1:end], arguments[end + 1 :]
    if set(words) & set(HELP_FLAGS):
        say(usage(name, command))
        return 0
    try:
        plain, options = Options(command).read(with_word_named([name, *words])[1:], more)
    except UsageError as wrong:
        complain(str(wrong))
        return MISUSE
    return answered(lambda: command(*plain, **options))


if __name__ == "__main__":
    with quiet_when_nobody_reads():
        sys.exit(main(sys.argv[1:]))
