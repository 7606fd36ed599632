"""In any site of Pelican's: `Date: 11/12/2023` is 11 December, and a wrong date ends the build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.readers import Readers

from plugins.dates.reading import read_date
from plugins.parts.settings import settings_of
from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.settings import in_range
from plugins.vietnamese.day_first import DayFirstError, Years, reason_of

NAME = "DATES"
# In the settings: what the readers of one build need and find.
KEY = "DATES_READ"
KEYS = ("date", "modified")
FORMS = gettext_noop(
    "Hãy ghi ngày trước, tháng sau (11/12/2023, 11/12/2023 08:00), "
    "hoặc theo ISO (2023-12-11, 2023-12-11 08:00)."
)
ELSEWHERE = gettext_noop("tên một tệp, hay DEFAULT_METADATA")


@dataclass(frozen=True)
class DateSettings:
    """The setting DATES. A year outside of these is taken for a slip."""

    first_year: int = in_range(1900, 1, 9999)
    last_year: int = in_range(2100, 1, 9999)


@dataclass(frozen=True)
class Dates:
    """Of one build. wrong: a sentence for each date that was refused."""

    years: Years
    wrong: list[str]


class WrongDates(PortalError):  # noqa: N818
    """Nothing is written."""


class WrongDate(ValueError):  # noqa: N818
    """key: of the file's head. Raised from a DayFirstError."""

    def __init__(self, key: str, fault: DayFirstError) -> None:
        super().__init__(str(fault))
        self.key = key
        self.fault = fault


class DayFirst:
    """Before one of Pelican's readers in a class of both: no subclass of `BaseReader` itself, of
    which Pelican would take it for a reader of files."""

    settings: dict[str, Any]
    is_reading = False

    def process_metadata(self, name: str, value: Any) -> Any:
        if name not in KEYS or not isinstance(value, str):
            return super().process_metadata(name, value)  # type: ignore[misc]
        try:
            return read_date(value.replace("_", " "), self.settings[KEY].years)
        except DayFirstError as fault:
            wrong, dates = WrongDate(name, fault), self.settings[KEY]
            if not self.is_reading:
                dates.wrong.append(f"{gettext(ELSEWHERE)}: {sentence(wrong, dates)}")
            raise wrong from fault

    def read(self, source_path: str) -> Any:
        self.is_reading = True
        try:
            return super().read(source_path)  # type: ignore[misc]
        except WrongDate as wrong:
            dates: Dates = self.settings[KEY]
            file = Path(source_path)
            line = line_of(file.read_text("utf-8-sig"), wrong)
            shown = f"{Path(self.settings['PATH']).name}/{_inside(file, self.settings)}"
            dates.wrong.append(f"{shown}:{line}: {sentence(wrong, dates)}")
            raise
        finally:
            self.is_reading = False


def line_of(text: str, wrong: WrongDate) -> int:
    """Counted from 1; 1 too where the date is not in the file's head as it was read."""
    for number, line in enumerate(text.splitlines(), start=1):
        if wrong.key in line.lower() and wrong.fault.typed in " ".join(line.split()):
            return number
    return 1


def sentence(wrong: WrongDate, dates: Dates) -> str:
    """What was read, and what to type instead."""
    meant = f"{wrong.key.capitalize()}: {wrong.fault.suggestion}"
    remedy = gettext("Hãy ghi: {line}", line=meant) if wrong.fault.suggestion else gettext(FORMS)
    return f"{reason_of(wrong.fault, dates.years)} {remedy}"


def prepare(pelican: Pelican) -> None:
    given = settings_of(DateSettings, pelican.settings, NAME)
    pelican.settings[KEY] = Dates(Years(given.first_year, given.last_year), [])


def use_day_first(readers: Readers) -> None:
    """Of all kinds of files; a class keeps its name, which Pelican shows to templates."""
    for suffix, kind in readers.reader_classes.items():
        if kind and not issubclass(kind, DayFirst):
            readers.reader_classes[suffix] = type(kind.__name__, (DayFirst, kind), {})


def refuse(generators: Iterable[Generator]) -> None:
    """Pelican leaves out an article that it cannot read, and its exit code is 0."""
    for generator in generators:
        wrong = generator.settings[KEY].wrong
        if wrong:
            raise WrongDates("\n".join(sorted(set(wrong))))


def _inside(file: Path, settings: dict[str, Any]) -> str:
    folder = Path(settings["PATH"])
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()


def register() -> None:
    signals.initialized.connect(prepare)
    signals.readers_init.connect(use_day_first)
    signals.all_generators_finalized.connect(refuse)
