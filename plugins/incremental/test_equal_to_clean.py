"""Whatever an editor or publisher changes, the site equals a clean build's, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from plugins.frontmatter.kinds import QUESTION_STATES, VERDICTS
from plugins.shared.problems import ContentError
from plugins.shared.process_cache import ProcessCache
from tests.support.edited_code import KINDS, add_code, edit_code
from tests.support.edited_site import (
    DRAWING,
    OPINION,
    SECTIONS,
    TOPICS,
    Draft,
    assert_equal,
    closed,
    interrupt,
    new_place,
    photo,
    tree,
)
from tests.support.meanwhile import MOMENTS, meanwhile

WORDS = ["quýt", "dư luận xã hội", "Bạch Thông", "mùa vụ", "hòa giải", "2024", "Đồn Phủ Thông"]
TAGS = ["quýt", "dư luận", "thiên tai"]
FILES = ["0.txt", "1.txt", "2.csv"]
COLOURS = ["#b00", "#0b0", "#00b"]
PHOTO, OFFERED = "anh/2.jpg", "tep/a.txt"
NAMES = st.sampled_from(["mot", "hai", "ba", "bon", "nam"])
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
DAYS = st.builds("{:02}/{:02}/{}".format, st.integers(1, 28), st.integers(1, 12), st.just(2024))
EXAMPLES = int(os.environ.get("INCREMENTAL_EXAMPLES", "12"))
# Of a sequence: its edits, and after which of them the site is compared: after one, two and three
# more. The long form, with more examples, looks after each.
EDITS = 6 if EXAMPLES <= 50 else 7
LOOKS = {1, 3, 6} if EXAMPLES <= 50 else {*range(1, EDITS + 1)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


class Editing(RuleBasedStateMachine):
    """Edits of every kind, in any order, after which the site must equal a clean build's."""

    shared: Path

    @initialize(names=st.sets(NAMES, min_size=2, max_size=4))
    def begin(self, names: set[str]) -> None:
        self.begin_place()
        self.clock = 0
        self.drafts: dict[str, Draft] = {}
        for n, colour in enumerate(COLOURS):
            self.place.write(f"anh/{n}.svg", DRAWING.format(colour), 0)
        for name in (*FILES, "3.html"):
            self.place.write(f"tep/{name}", "Chữ.", 0)
        self.place.write("trang/gioi-thieu.md", "Tiêu đề: Giới thiệu\n\nChữ.\n", 0)
        self.place.write(PHOTO, photo(COLOURS[0]), 0)
        self.place.write(OFFERED, "Chữ.", 0)
        self.place.write("trang/tai-ve.md", f"Tiêu đề: Tải về\n\n[Tệp]({OFFERED})\n", 0)
        for n, name in enumerate(sorted(names)):
            self.save(name, Draft(title=f"Bài {n}", date=f"{n + 1:02}/02/2024", tags=("quýt",)))
        self.changed = True

    def begin_place(self) -> None:
        self.manager = new_place(self.shared)
        self.place = self.manager.__enter__()
        self.place.values["checks"] = str(self.place.folder / ".cache")
        add_code(self.place)
        self.umask = os.umask(0o022)
        self.copies: dict[Path, bytes] = {}  # of what a build kept, from some time ago

    def teardown(self) -> None:
        if hasattr(self, "manager"):
            self.manager.__exit__(None, None, None)
            os.umask(self.umask)

    def path(self, name: str) -> str:
        return f"{self.drafts[name].section}/{name}.md"

    def save(self, name: str, draft: Draft) -> None:
        if name in self.drafts:
            self.remove(name)
        self.drafts[name] = draft
        self.clock += 1
        self.place.write(self.path(name), draft.text(), self.clock)
        if draft.english:
            self.place.write(f"{draft.section}/en/{name}.md", draft.translated(), self.clock)
        self.changed = True

    def remove(self, name: str) -> None:
        self.place.delete(self.path(name))
        if self.drafts[name].english:
            self.place.delete(f"{self.drafts[name].section}/en/{name}.md")

    def edit(self, name: str, **values: Any) -> None:
        if name in self.drafts:
            self.save(name, replace(self.drafts[name], **values))

    def edit_theme(self, name: str, change: Callable[[str], str]) -> None:
        file = self.place.theme / name
        file.write_text(change(file.read_text("utf-8")), "utf-8")
        self.changed = True

    @rule(name=NAMES, body=PHRASES)
    def edit_body(self, name: str, body: str) -> None:
        self.edit(name, body=body)

    @rule(name=NAMES, title=PHRASES)
    def edit_title(self, name: str, title: str) -> None:
        self.edit(name, title=title)

    @rule(name=NAMES, title=PHRASES | st.just(""))
    def translate(self, name: str, title: str) -> None:
        self.edit(name, english=title)

    @rule(title=PHRASES, is_there=st.booleans())
    def translate_a_page(self, title: str, is_there: bool) -> None:
        file = "trang/en/gioi-thieu.md"
        self.clock += 1
        if is_there:
            self.place.write(file, f"Tiêu đề: {title}\nNgôn ngữ: en\n\nText.\n", self.clock)
        elif (self.place.content / file).exists():
            self.place.delete(file)
        self.changed = True

    @rule(name=NAMES, date=DAYS)
    def edit_date(self, name: str, date: str) -> None:
        self.edit(name, date=date)

    @rule(name=NAMES, tags=st.lists(st.sampled_from(TAGS), unique=True, max_size=3))
    def edit_tags(self, name: str, tags: list[str]) -> None:
        self.edit(name, tags=tuple(tags))

    @rule(name=NAMES, numbers=st.sets(st.sampled_from(["1", "2.html", "3?a=ă"])))
    def edit_old_addresses(self, name: str, numbers: set[str]) -> None:
        """Each article has its own: two that claim one are an editor's mistake."""
        self.edit(name, aliases=tuple(f"/Cũ/{name}/{number}" for number in sorted(numbers)))

    @rule(old=NAMES, new=NAMES)
    def edit_the_table_of_old_addresses(self, old: str, new: str) -> None:
        row = f"/bang/{old};{self.path(new)}" if new in self.drafts else f"/bang/{old};/"
        self.clock += 1
        self.place.write("redirects.csv", f"cũ;mới\n{row}\n", self.clock)
        self.changed = True

    @rule(name=NAMES, choice=st.integers(0, 2))
    def edit_category(self, name: str, choice: int) -> None:
        if name in self.drafts:
            categories = SECTIONS[self.drafts[name].section]
            self.edit(name, category=categories[choice % len(categories)])

    @rule(name=NAMES, section=st.sampled_from(sorted(SECTIONS)))
    def move_to_section(self, name: str, section: str) -> None:
        self.edit(name, section=section, category="")

    @rule(name=NAMES, kind=st.sampled_from(["", "hỏi đáp", "kiểm chứng"]))
    def edit_kind(self, name: str, kind: str) -> None:
        self.edit(name, kind=kind, section=OPINION, category="")

    @rule(name=NAMES, topic=st.sampled_from(TOPICS))
    def edit_topic(self, name: str, topic: str) -> None:
        self.edit(name, topic=topic)

    @rule(
        name=NAMES,
        state=st.sampled_from(sorted(QUESTION_STATES.values())),
        verdict=st.sampled_from(sorted(VERDICTS.values())),
        claim=PHRASES,
    )
    def edit_answer(self, name: str, state: str, verdict: str, claim: str) -> None:
        self.edit(name, state=state, verdict=verdict, claim=claim)

    @rule(name=NAMES, wrong=st.lists(st.sampled_from(WORDS), max_size=2), minor=st.booleans())
    def correct(self, name: str, wrong: list[str], minor: bool) -> None:
        corrections = tuple(f"28/12/2024 | {word} | đúng là {word}" for word in wrong)
        self.edit(name, corrections=corrections, minor="có" if minor else "")

    @rule(name=NAMES, picture=st.sampled_from(["", "0.svg", "1.svg", "2.jpg"]), caption=PHRASES)
    def edit_photo_and_caption(self, name: str, picture: str, caption: str) -> None:
        self.edit(name, picture=picture, caption=caption)

    @rule(number=st.integers(0, 1), colour=st.sampled_from(COLOURS))
    def redraw_a_picture(self, number: int, colour: str) -> None:
        self.clock += 1
        self.place.write(f"anh/{number}.svg", DRAWING.format(colour), self.clock)
        self.changed = True

    @rule(name=NAMES, file=st.sampled_from(["", *FILES]))
    def edit_attachment(self, name: str, file: str) -> None:
        self.edit(name, file=file)

    @rule(name=st.sampled_from(FILES), text=PHRASES)
    def replace_a_file(self, name: str, text: str) -> None:
        self.clock += 1
        self.place.write(f"tep/{name}", text, self.clock)
        self.changed = True

    @rule(name=NAMES, other=NAMES)
    def link_to_another(self, name: str, other: str) -> None:
        self.edit(name, link=f"/{self.path(other)}" if other in self.drafts else "")

    @rule(name=NAMES, title=PHRASES, date=DAYS)
    def add(self, name: str, title: str, date: str) -> None:
        if name not in self.drafts:
            self.save(name, Draft(title=title, date=date))

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        if name in self.drafts:
            self.remove(name)
            del self.drafts[name]
            self.changed = True

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        if name in self.drafts and other not in self.drafts:
            draft = self.drafts[name]
            self.delete(name)
            self.save(other, draft)

    @rule(name=NAMES, status=st.sampled_from(["", "nháp"]))
    def make_a_draft(self, name: str, status: str) -> None:
        self.edit(name, status=status)

    @rule(month=st.integers(1, 12), drafts=st.booleans())
    def let_time_pass(self, month: int, drafts: bool) -> None:
        self.place.values |= {"month": month, "drafts": drafts}
        self.changed = True

    @rule(word=st.sampled_from(WORDS), template=st.sampled_from(["article", "list", "base"]))
    def edit_a_template(self, word: str, template: str) -> None:
        self.edit_theme(f"templates/{template}.html", lambda text: text + f"<!-- {word} -->")

    @rule(width=st.integers(1, 9), part=st.sampled_from(["base", "cards"]))
    def edit_css(self, width: int, part: str) -> None:
        css = f"\n@layer utilities{{.x{{width:{width}px}}}}"
        self.edit_theme(f"static/css/{part}.css", lambda text: text + css)

    @rule(word=st.sampled_from(WORDS))
    def edit_a_string(self, word: str) -> None:
        self.edit_theme(
            "strings.vi.toml", lambda text: text.replace('home = "', f'home = "{word} ', 1)
        )

    @rule(name=st.sampled_from(WORDS), per_page=st.integers(1, 3))
    def edit_a_setting(self, name: str, per_page: int) -> None:
        self.place.values |= {"name": name, "per_page": per_page}
        self.changed = True

    @rule(kind=st.sampled_from(sorted(KINDS)))
    def edit_code(self, kind: str) -> None:
        self.clock += 1
        edit_code(self.place, kind, self.clock)
        self.changed = True

    @rule(name=NAMES, word=st.sampled_from(WORDS))
    def delete_and_rename_the_site(self, name: str, word: str) -> None:
        """At once, as while nobody serves."""
        self.delete(name)
        self.edit_a_setting(word, 2)

    @rule(umask=st.sampled_from([0o077, 0o022, 0o002]))
    def set_umask(self, umask: int) -> None:
        os.umask(umask)

    @rule(name=NAMES)
    def replace_by_a_link_out(self, name: str) -> None:
        """Nobody builds that; then it is an article again."""
        if name in self.drafts:
            outside = self.place.folder / "ngoai.md"
            outside.write_text(self.drafts[name].text(), "utf-8")
            self.place.delete(self.path(name))
            (self.place.content / self.path(name)).symlink_to(outside)
            assert "lối tắt (symlink) ra ngoài thư mục" in self.place.build()
            with pytest.raises(ContentError):
                self.place.clean()
            self.save(name, self.drafts[name])

    @rule(
        number=st.integers(0, 9),
        how=st.sampled_from(["flip", "cut", "delete", "older"]),
        where=st.floats(0, 1, exclude_max=True),
        bit=st.integers(0, 7),
    )
    def damage_what_is_kept(self, number: int, how: str, where: float, bit: int) -> None:
        files = self.place.kept_files()
        if not files:
            return
        file = files[number % len(files)]
        data = file.read_bytes()
        place = int(where * len(data))
        if how == "delete":
            file.unlink()
        elif how == "older":
            file.write_bytes(self.copies.get(file, b""))
        elif data:
            kept = data[place + 1 :] if how == "flip" else b""
            file.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + kept)
        self.copies[file] = data
        self.changed = True

    @rule(number=st.integers(0, 200))
    def damage_an_output(self, number: int) -> None:
        """Somebody edits or deletes a built file."""
        files = sorted(self.place.output.rglob("*.html")) if self.place.output.exists() else []
        if files:
            file = files[number % len(files)]
            file.unlink() if number % 2 else file.write_text("không phải của máy")
            self.changed = True

    @rule(colour=st.sampled_from(COLOURS), size=st.integers(1, 3))
    def replace_files(self, colour: str, size: int) -> None:
        self.clock += 1
        self.place.write(PHOTO, photo(colour, 20 * size), self.clock)
        self.place.write(OFFERED, "Chữ. " * 300 * size, self.clock)
        self.changed = True

    @rule(
        name=st.sampled_from([PHOTO, OFFERED, "trang/gioi-thieu.md"]),
        moments=st.lists(st.sampled_from(MOMENTS), min_size=1, max_size=2, unique=True),
        edited=NAMES,
        size=st.integers(1, 3),
    )
    def replace_while_a_build_runs(
        self, name: str, moments: list[str], edited: str, size: int
    ) -> None:
        """And put it back, at a later moment of the same build or before the next."""
        self.edit(edited, picture="2.jpg", link=f"/{OFFERED}", body=f"Chữ {self.clock}.")
        file, aside = self.place.content / name, self.place.folder / "aside"
        text = f"Tiêu đề: Khác\n\n{'Chữ. ' * size * 300}\n"
        data = photo("#123", 20 + size) if name == PHOTO else text

        def replace_it() -> None:
            file.rename(aside)
            self.place.write(name, data, 0)

        def put_it_back() -> None:
            if aside.exists():
                aside.replace(file)

        in_order = sorted(moments, key=MOMENTS.index)
        with meanwhile(dict(zip(in_order, [replace_it, put_it_back], strict=False))):
            self.place.build()
        if size > 1:
            self.place.build()
        put_it_back()
        self.changed = True

    @rule(folder=st.sampled_from(["images", "templates"]), number=st.integers(0))
    def damage_a_store(self, folder: str, number: int) -> None:
        files = [file for file in Path(self.place.values[folder]).rglob("*") if file.is_file()]
        if files:
            file = sorted(files)[number % len(files)]
            data = bytearray(file.read_bytes())
            data[number % len(data)] ^= 1
            file.write_bytes(data)

    @rule(number=st.integers(0))
    def make_pictures_smaller_in_place(self, number: int) -> None:
        """As programs do, whose writing goes through to all other names of a file."""
        for file in sorted(self.place.output.glob("anh/*"))[: number % 5]:
            file.write_bytes(file.read_bytes()[:-1])
        self.changed = True

    @rule(after=st.integers(1, 400))
    def kill_a_build(self, after: int) -> None:
        before = tree(self.place.output) if self.place.output.exists() else {}
        interrupt(self.place.build, after)
        now = tree(self.place.output) if self.place.output.exists() else {}
        if now != before:
            assert now == tree(self.place.clean())
        self.changed = True

    @invariant()
    def equals_a_clean_build(self) -> None:
        if not hasattr(self, "edits"):  # of none yet
            self.edits = 0
            assert not self.place.build()
            return
        self.edits += 1
        if not self.changed or self.edits not in LOOKS:
            return
        errors = self.place.build()
        if errors:
            # An editor's mistake, such as a link to what was deleted: mended by taking it out.
            told = ("liên kết", "không tìm thấy", "để địa chỉ cũ dẫn tới", "dẫn tới hai nơi")
            assert any(text in errors for text in told), errors
            self.place.delete("redirects.csv")
            for name in self.drafts:
                self.edit(name, link="", aliases=())
            errors = self.place.build()
            assert not errors, errors
        assert_equal(self.place)
        assert closed(self.place.output) == []
        self.changed = False


# In parts, so that more cores share them.
@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_any_edits_give_the_bytes_of_a_clean_build(shared: Path, part: int) -> None:
    class Case(Editing):
        pass

    Case.shared = shared / str(part)
    _run(Case, EXAMPLES)


@pytest.mark.long
def test_so_do_builds_that_keep_in_memory_what_they_read(shared: Path) -> None:
    class Case(Editing):
        def begin_place(self) -> None:
            super().begin_place()
            self.place.process = ProcessCache()

    Case.shared = shared / "worker"
    _run(Case, max(1, EXAMPLES // 2))


def _run(case: type[Editing], examples: int) -> None:
    run: Any = case.TestCase
    run.settings = settings(
        max_examples=examples,
        stateful_step_count=EDITS + 1,  # with the beginning
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run().runTest()
