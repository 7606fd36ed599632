"""`inv -l`, `inv build` … run the commands of `run.py`, once it has set everything up."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import Task

from plugins.shared.messages import gettext
from tools.cli import Command, commands_of, told_of
from tools.failures import answered


def collection_of(module: ModuleType) -> Collection:
    """A task for each command of `module`, of the same name and with the same options."""
    collection = Collection()
    for name, command in commands_of(module).items():
        collection.add_task(_task(name, command))
    return collection


def words_behind(arguments: list[str]) -> list[str]:
    """What stands behind `--`; Invoke's own remainder has lost where a name with blanks ends."""
    return arguments[arguments.index("--") + 1 :] if "--" in arguments else []


def _task(name: str, command: Command) -> Task[Callable[..., None]]:
    """Words that no option names (files to import, arguments of pytest) stand behind `--`."""
    parameters = inspect.signature(command).parameters.values()
    options = [each for each in parameters if each.kind is not each.VAR_POSITIONAL]
    takes_words = len(options) < len(parameters)

    def run(context: Context, **given: Any) -> None:
        words = words_behind(sys.argv) if takes_words else []
        if code := answered(lambda: command(*words, **given)):
            sys.exit(code)

    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    run.__signature__ = inspect.Signature([first, *options])  # type: ignore[attr-defined]
    run.__doc__ = told_of(command)
    told = {option.name: gettext(option.annotation.__metadata__[0]) for option in options}
    return Task(run, name=name, help=told)
