"""Where this site may be published, as publishconf.py says now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk.shell.errors import DeskError
from desk.shell.words import WORDS
from plugins.shared.errors import PortalError
from tools.publish.targets import Target, choose_target, read_publishing
from tools.settings_file import load_settings


@dataclass(frozen=True)
class Targets:
    """default: "" where nobody said which; why: a sentence where there is none that can be used."""

    targets: dict[str, Target]
    default: str = ""
    why: str = ""


def read_targets(settings_file: Path) -> Targets:
    """The targets of publishconf.py, or why there are none."""
    try:
        publishing = read_publishing(load_settings(settings_file, {}))
        if not publishing.targets:
            return Targets({}, why=WORDS.publishing.no_target)
        names = list(publishing.targets)
        default = publishing.default or (names[0] if len(names) == 1 else "")
        if default:
            choose_target(publishing, default)
    except PortalError as wrong:
        return Targets({}, why=str(wrong))
    return Targets(publishing.targets, default)


def target_named(settings_file: Path, name: str) -> str:
    """`name`, where publishconf.py has it. Raises DeskError (404)."""
    if name not in read_targets(settings_file).targets:
        raise DeskError(404, WORDS.publishing.unknown_target.format(name=name[:80]))
    return name
