"""Articles for measuring builds: as long, as marked up and as linked as a district's real ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.support.texts import Language, Text, generated_texts
from plugins.site import Section
from plugins.vietnamese.slugs import slugify

SEED = 6
FIRST_DAY = datetime(2012, 1, 2)  # noqa: DTZ001  (a date as an editor types it)
DAYS = 5_000
AUTHORS = 25
TAGS = 80
# One article in so many.
WITH_PHOTO, WITH_TABLE, WITH_LIST, WITH_QUOTE, DRAFT = 3, 8, 3, 4, 97
OTHER_SECTIONS = 5
COLUMNS, ROWS = 3, 6
PHOTOS = ("ruong-dong", "hoi-truong", "mat-nuoc", "troi-may", "vach-da", "tho-cam")
PHOTO_FOLDER = "anh/2024"
END = "./."
SIGNS = re.compile(r"""[\\`*_\[\]<>#|~^&{}"]""")


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


def write_stories(
    count: int, sections: Sequence[Section], texts: Iterable[Text] | None = None
) -> Iterator[Story]:
    """Oldest first; each links to older ones only. The same for the same `count` and sections.

    texts: `count` ones to be told, where they are not to be made up.
    """
    rng = random.Random(SEED)  # noqa: S311  (texts, no secrets)
    writer = Writer(rng, list(texts or generated_texts(count)))
    plans = list(writer.plans(count, sections))
    published: list[Plan] = []
    for number, plan in enumerate(plans):
        yield writer.story(number, plan, published)
        if not plan.draft:
            published.append(plan)


class Writer:
    def __init__(self, rng: random.Random, texts: Sequence[Text]) -> None:
        self._rng = rng
        self._texts = [_plain(text) for text in texts]
        language = Language(rng)
        names = (language.words(3) for _ in range(AUTHORS))
        self._authors = [" ".join(w.split()[0].capitalize() for w in words) for words in names]
        self._tags = _distinct(" ".join(language.words(2)) for _ in range(4 * TAGS))[:TAGS]

    def plans(self, count: int, sections: Sequence[Section]) -> Iterator[Plan]:
        titles: set[str] = set()
        for number in range(count):
            title = self._texts[number].title
            if slugify(title) in titles:
                title = f"{title} ({number})"
            titles.add(slugify(title))
            date = FIRST_DAY + timedelta(days=DAYS * number // count, minutes=self._minute())
            section = sections[0]
            if len(sections) > 1 and number % OTHER_SECTIONS == OTHER_SECTIONS - 1:
                section = self._rng.choice(sections[1:])
            names = list(section.categories)
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
        text = self._texts[number]
        body = "\n\n".join(self._blocks(number, text, older)) + "\n"
        return Story(plan, tuple(authors), text.lead, tuple(tags), body)

    def _blocks(self, number: int, given: Text, older: Sequence[Plan]) -> Iterator[str]:
        """The text's own words in all that an article is made of."""
        texts = given.paragraphs
        if number % WITH_PHOTO == 0:
            yield self._photo(texts[0], given.title)
        for place, text in enumerate(texts):
            sentences = [f"{each}." for each in text.rstrip(".").split(". ")]
            if place in (2, 5, 8):
                yield f"## {_first(text, 8)}"
            if place == 1 and number % WITH_QUOTE == 1 and len(sentences) > 1:
                yield f"> “{sentences.pop()}”"
            if place == 2 and number % WITH_LIST == 1:
                yield "\n".join(f"- {sentence}" for sentence in sentences)
                sentences = [_first(text, 20)]
            if place == 3 and number % WITH_TABLE == 1 and len(text.split()) >= COLUMNS:
                yield _table(text)
            told = self._paragraph(sentences, older if place % 3 == 1 else ())
            yield told if place < len(texts) - 1 else told.removesuffix(".") + END

    def _paragraph(self, sentences: Sequence[str], older: Sequence[Plan]) -> str:
        words = sentences[0].split()
        if len(words) > 8:
            words[3:6] = [f"**{' '.join(words[3:6])}**"]
        text = " ".join([*words, *sentences[1:]])
        return f"{text} Xem thêm: {self._link(older)}." if older else text

    def _link(self, older: Sequence[Plan]) -> str:
        # News mostly goes on with what was said lately.
        other = older[max(0, len(older) - 1 - int(self._rng.expovariate(1 / 200)))]
        return f"[{other.title}]({{filename}}/{other.file})"

    def _photo(self, shown: str, caption: str) -> str:
        file = f"{PHOTO_FOLDER}/{self._rng.choice(PHOTOS)}.jpg"
        credit = self._rng.choice(self._authors)
        return f'![{_first(shown, 12)}]({file} "{caption}. Ảnh: {credit}")'

    def _minute(self) -> int:
        return self._rng.randrange(7 * 60, 18 * 60)


def _plain(text: Text) -> Text:
    """Without what Markdown would read as a sign."""
    title, lead, *paragraphs = (
        " ".join(SIGNS.sub(" ", each).split()).removesuffix(END)
        for each in (text.title, text.lead, *text.paragraphs)
    )
    return Text(title, lead, tuple(filter(None, paragraphs)) or (lead,))


def _first(text: str, words: int) -> str:
    return " ".join(text.split()[:words]).rstrip(" .,;:")


def _table(text: str) -> str:
    words = text.split()
    whole = min(len(words) // COLUMNS, ROWS) * COLUMNS
    rows = [words[n : n + COLUMNS] for n in range(0, whole, COLUMNS)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * COLUMNS + "|", *lines[1:]])


def _distinct(texts: Iterator[str]) -> list[str]:
    """Two tags with one address would be refused."""
    return list({slugify(text): text for text in texts}.values())
