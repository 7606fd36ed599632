"""Articles for measuring builds: as long, as marked up and as linked as a district's real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from plugins.site import Section
from plugins.vietnamese.slugs import slugify
from tools.bench_corpus import Language

SEED = 6
FIRST_DAY = datetime(2012, 1, 2)  # noqa: DTZ001  (a date as an editor types it)
DAYS = 5_000
AUTHORS = 25
TAGS = 80
# One article in so many.
WITH_PHOTO, WITH_TABLE, WITH_LIST, WITH_QUOTE, DRAFT = 3, 8, 3, 4, 97
OTHER_SECTIONS = 5
PHOTOS = ("ruong-dong", "hoi-truong", "mat-nuoc", "troi-may", "vach-da", "tho-cam")
PHOTO_FOLDER = "anh/2024"
END = "./."


@dataclass(frozen=True)
class Plan:
    """What other articles need to know of one; section: its slug."""

    slug: str
    title: str
    date: datetime
    has_time: bool
    section: str
    category: str
    draft: bool

    @property
    def file(self) -> str:
        return f"{self.section}/{self.slug}.md"

    @property
    def address(self) -> str:
        return f"{self.section}/{self.date:%Y/%m}/{self.slug}/"


@dataclass(frozen=True)
class Story:
    """body: Markdown; its links to articles read `{filename}/<Plan.file>`."""

    plan: Plan
    authors: tuple[str, ...]
    summary: str
    tags: tuple[str, ...]
    body: str


def write_stories(count: int, sections: Sequence[Section]) -> Iterator[Story]:
    """The same for the same count and sections, oldest first; each links to older ones only."""
    rng = random.Random(SEED)  # noqa: S311  (texts, no secrets)
    writer = Writer(rng, Language(rng))
    plans = list(writer.plans(count, sections))
    published: list[Plan] = []
    for number, plan in enumerate(plans):
        yield writer.story(number, plan, published)
        if not plan.draft:
            published.append(plan)


class Writer:
    def __init__(self, rng: random.Random, language: Language) -> None:
        self._rng = rng
        self._language = language
        self._authors = [self._name() for _ in range(AUTHORS)]
        self._tags = _distinct(" ".join(language.words(2)) for _ in range(4 * TAGS))[:TAGS]

    def plans(self, count: int, sections: Sequence[Section]) -> Iterator[Plan]:
        titles: set[str] = set()
        for number in range(count):
            title = self._title()
            while slugify(title) in titles:
                title = self._title()
            titles.add(slugify(title))
            date = FIRST_DAY + timedelta(days=DAYS * number // count, minutes=self._minute())
            section = sections[0]
            if len(sections) > 1 and number % OTHER_SECTIONS == OTHER_SECTIONS - 1:
                section = self._rng.choice(sections[1:])
            names = [category.title for category in section.categories]
            yield Plan(
                f"{slugify(title)[:60].strip('-')}-{number}",
                title,
                date,
                number % 2 == 0,
                section.slug,
                self._rng.choice(names) if names else "",
                number % DRAFT == DRAFT - 1,
            )

    def story(self, number: int, plan: Plan, older: Sequence[Plan]) -> Story:
        authors = self._rng.sample(self._authors, 1 if self._rng.random() < 0.9 else 2)
        tags = self._rng.sample(self._tags, self._rng.randrange(2, 5))
        body = "\n\n".join(self._blocks(number, older)) + "\n"
        return Story(plan, tuple(authors), self._sentence() + ".", tuple(tags), body)

    def _blocks(self, number: int, older: Sequence[Plan]) -> Iterator[str]:
        """About 500 to 900 syllables."""
        if number % WITH_PHOTO == 0:
            yield self._photo()
        count = self._rng.randrange(6, 10)
        for place in range(count):
            if place in (2, 5, 8):
                yield f"## {self._title()}"
            text = self._paragraph()
            if place % 3 == 1 and older:
                text += f" Xem thêm: {self._link(older)}."
            yield text if place < count - 1 else text.removesuffix(".") + END
            if place == 1 and number % WITH_QUOTE == 1:
                yield f"> “{self._sentence()}. {self._sentence()}.”"
            if place == 3 and number % WITH_LIST == 1:
                yield "\n".join(f"- {self._sentence()};" for _ in range(4))
            if place == 4 and number % WITH_TABLE == 1:
                yield self._table()

    def _paragraph(self) -> str:
        sentences = [f"{self._sentence()}." for _ in range(self._rng.randrange(3, 6))]
        sentences[0] = f"{self._sentence()}, **{' '.join(self._language.words(3))}**."
        return " ".join(sentences)

    def _sentence(self) -> str:
        return self._language.sentence(self._rng.randrange(6, 15))

    def _title(self) -> str:
        return self._language.sentence(self._rng.randrange(6, 10))

    def _name(self) -> str:
        words = self._language.words(3)
        return " ".join(word.split()[0].capitalize() for word in words)

    def _link(self, older: Sequence[Plan]) -> str:
        # News mostly goes on with what was said lately.
        other = older[max(0, len(older) - 1 - int(self._rng.expovariate(1 / 200)))]
        return f"[{other.title}]({{filename}}/{other.file})"

    def _photo(self) -> str:
        file = f"{PHOTO_FOLDER}/{self._rng.choice(PHOTOS)}.jpg"
        credit = self._rng.choice(self._authors)
        return f'![{self._sentence()}]({file} "{self._sentence()}. Ảnh: {credit}")'

    def _table(self) -> str:
        rows = [[self._language.sentence(2) for _ in range(3)] for _ in range(5)]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---|---|---|", *lines[1:]])

    def _minute(self) -> int:
        return self._rng.randrange(7 * 60, 18 * 60)


def _distinct(texts: Iterator[str]) -> list[str]:
    """Two tags with one address would be refused."""
    return list({slugify(text): text for text in texts}.values())
