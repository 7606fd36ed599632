"""The index holds every word of every article, in parts that an edit hardly touches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.support.texts import generated_texts
from plugins.search.editing import Change, update_index
from plugins.search.folding import syllables
from plugins.search.index import make_index
from plugins.search.numbering import UNDATED, frame_of, number_days
from plugins.search.parts import DIRECTORY, LIMIT, Index, places, write_directories
from plugins.search.shards import between, cut, decode, encode, insert, remove
from plugins.search.texts import blocks
from plugins.search.vocabulary import Document, Vocabulary

SYLLABLES = ["dư", "luận", "xã", "hội", "quýt", "Bạch", "Thông", "đổi", "dù", "2023"]

GAPS = st.one_of(st.integers(1, 40), st.integers(1, 2000), st.integers(1, 2**22))


@dataclass
class Files:
    """The parts of an index as they lie in a folder."""

    texts: dict[str, str] = field(default_factory=dict)
    written: int = 0

    def write(self, name: str, text: str) -> None:
        self.texts[name] = text
        self.written += 1

    def read(self, name: str) -> str:
        return self.texts[name]


def made(documents: Iterable[Document], limit: int = LIMIT) -> tuple[Index, Files]:
    files = Files()
    return make_index(documents, files.write, limit), files


def texts_of(index: Index, files: Files) -> list[tuple[str, str]]:
    return [(first, files.texts[name]) for first, name in places(index.parts)]


def look_up(index: Index, files: Files, key: str) -> dict[str, list[list[int]]]:
    """Numbers by level, by signs, read as the browser reads them."""
    text = [text for first, text in texts_of(index, files) if first <= key][-1]
    for line in text.split("\n"):
        if line.startswith(key + "\t"):
            variants = (variant.split(":") for variant in line.split("\t")[1].split("|"))
            return {signs: [decode(part) for part in text.split(",")] for signs, text in variants}
    return {}


@given(st.lists(st.integers(0, 2**31), unique=True))
def test_numbers_come_back_from_their_short_form(numbers: list[int]) -> None:
    assert decode(encode(sorted(numbers))) == sorted(numbers)


@given(st.lists(GAPS, min_size=1, max_size=200), st.integers(1, 12), st.randoms())
def test_a_number_is_put_in_and_taken_out_of_the_short_form(
    gaps: list[int], times: int, rng: random.Random
) -> None:
    numbers = list(accumulate(gaps * times))
    number = rng.choice(numbers)
    others = [other for other in numbers if other != number]
    assert remove(encode(numbers), number) == encode(others)
    assert insert(encode(others), number) == encode(numbers)


@given(st.lists(st.lists(st.sampled_from(SYLLABLES), max_size=8), min_size=1, max_size=12))
def test_every_syllable_and_pair_is_found_with_its_signs(texts: list[list[str]]) -> None:
    index, files = made(
        Document(number * 7, ([" ".join(words)], [], [])) for number, words in enumerate(texts)
    )
    for number, words in enumerate(texts):
        read = syllables(" ".join(words))
        for bare, signs in read:
            assert number * 7 in look_up(index, files, f" {bare}")[signs][0]
        for (first, one), (second, two) in pairwise(read):
            assert number * 7 in look_up(index, files, f"{first} {second}")[f"{one} {two}"][0]


def test_an_article_stands_at_the_best_place_that_holds_the_word() -> None:
    index, files = made([Document(3, (["dư luận"], ["dư luận xã"], ["dư luận xã hội"]))])
    assert look_up(index, files, "du luan") == {"w aj": [[3]]}
    assert look_up(index, files, " xa") == {"x": [[], [3]]}
    assert look_up(index, files, "xa hoi") == {"x aj": [[], [], [3]]}


def test_no_pair_reaches_over_the_end_of_a_paragraph() -> None:
    html = "<p>Một <strong>hai</strong>&nbsp;ba</p>\n<ul><li>bốn</li></ul>"
    assert "Một hai\u00a0ba" in blocks(html)
    index, files = made([Document(1, ([], [], blocks(html)))])
    assert look_up(index, files, "mot hai")
    assert look_up(index, files, "hai ba")
    assert not look_up(index, files, "ba bon")


DATED = st.tuples(st.integers(0, 9) | st.just(UNDATED), st.integers(-1, 1439))


@given(st.lists(DATED, max_size=60))
def test_numbers_follow_the_days_and_are_never_shared(dated: list[tuple[int, int]]) -> None:
    listed = [(day, minute, f"bai-{n}/") for n, (day, minute) in enumerate(dated)]
    frame = frame_of(Counter(day for day, *_ in listed))
    numbers = number_days(listed, frame)
    assert len(set(numbers.values())) == len(listed)
    assert frame.first_day == -1
    assert all(frame.day_of(numbers[address]) == day for day, _, address in listed)
    assert all((numbers[each] < frame.slots) == (day == UNDATED) for day, _, each in listed)


def test_a_new_article_leaves_the_others_their_numbers() -> None:
    listed = [(n // 3, 60 * (n % 24), f"bai-{n}/") for n in range(300)]
    more = [*listed, (50, 30, "moi/")]
    frame = frame_of(Counter(day for day, *_ in listed))
    assert frame == frame_of(Counter(day for day, *_ in more))
    before, after = number_days(listed, frame), number_days(more, frame)
    assert [address for address in before if before[address] != after[address]] == []


def documents(count: int) -> list[Document]:
    return [
        Document(n * 5, ([text.title], [text.lead], text.paragraphs), ("tin-tuc",))
        for n, text in enumerate(generated_texts(count))
    ]


def test_directories_name_every_part_in_order_and_stay_short() -> None:
    index, files = made(documents(100), 1_000)
    directories = write_directories(index.parts, files.write)
    texts = [files.texts[name] for _, name in directories]
    named = [tuple(line.rsplit(" ", 1)) for text in texts for line in text.split("\n")]
    assert named == places(index.parts)
    assert len(texts) > 3
    assert max(map(len, texts)) <= DIRECTORY
    assert all(text.startswith(first) for (first, _), text in zip(directories, texts, strict=True))


def edited(listed: Sequence[Document], at: int) -> list[Document]:
    title, lead, body = listed[at].levels
    words = body[0].split()
    changed = " ".join([*words[:5], "quýt", *words[6:]])
    return [
        *listed[:at],
        Document(listed[at].number, (title, lead, [changed, *body[1:]]), listed[at].facets),
        *listed[at + 1 :],
    ]


def test_an_edited_word_changes_a_few_parts_of_many() -> None:
    listed = documents(400)
    before = set(made(listed)[1].texts)
    assert len(before) > 60
    for at in random.Random(2).sample(range(400), 5):
        after = set(made(edited(listed, at))[1].texts)
        assert 0 < len(after - before) <= 12


def test_an_edit_reads_and_writes_a_few_parts_of_many() -> None:
    listed = documents(400)
    index, files = made(listed)
    changed = edited(listed, 7)
    read: list[str] = []
    files.written = 0

    def note(name: str) -> str:
        read.append(name)
        return files.read(name)

    after = update_index(index, [Change(listed[7], changed[7])], note, files.write)
    assert after == made(changed)[0]
    assert 0 < len(read) <= 14
    assert 0 < files.written <= 14


def test_the_same_articles_give_the_same_bytes() -> None:
    listed = documents(60)
    assert made(listed) == made(documents(60))
    assert made(edited(listed, 3))[0] != made(listed)[0]


TEXTS = st.lists(st.sampled_from(SYLLABLES), max_size=7).map(" ".join)
DOCUMENTS = st.builds(
    lambda title, lead, body, facets: Document(0, ([title], [lead], body), tuple(sorted(facets))),
    TEXTS,
    TEXTS,
    st.lists(TEXTS, max_size=2),
    st.sets(st.sampled_from(["tin-tuc", "tin-tuc/kinh-te", "dinh-huong"])),
)
SITES = st.dictionaries(st.integers(0, 40), DOCUMENTS, max_size=9)


def numbered(site: Mapping[int, Document]) -> dict[int, Document]:
    return {number: replace(site[number], number=number) for number in sorted(site)}


@given(st.lists(SITES, min_size=2, max_size=5), st.integers(1, 120))
def test_any_edits_give_the_bytes_of_a_whole_index(
    sites: list[dict[int, Document]], limit: int
) -> None:
    was = numbered(sites[0])
    index, files = made(was.values(), limit)
    for site in sites[1:]:
        now = numbered(site)
        changes = [Change(was.get(n), now.get(n)) for n in sorted({*was, *now})]
        index = update_index(index, changes, files.read, files.write, limit)
        whole, whole_files = made(now.values(), limit)
        assert index == whole
        assert texts_of(index, files) == texts_of(whole, whole_files)
        was = now


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_words_read_one_by_one_are_those_of_the_whole_text(text: str) -> None:
    vocabulary = Vocabulary()
    assert [vocabulary.folded[number] for number in vocabulary.read(text)] == [*syllables(text)]


@given(st.sets(st.text("abc ", min_size=1, max_size=5)), st.integers(1, 60))
def test_parts_hold_all_lines_in_order_and_are_found_by_their_beginning(
    keys: set[str], limit: int
) -> None:
    lines = [(key, 3 * len(key)) for key in sorted(keys)]
    runs = list(cut([key for key, _ in lines], [size for _, size in lines], limit))
    assert [line for start, end in runs for line in lines[start:end]] == lines
    before = ""
    for start, end in runs:
        assert end - start == 1 or sum(size for _, size in lines[start:end]) <= limit
        first = between(before, lines[start][0])
        assert before < first <= lines[start][0]
        before = lines[end - 1][0]
