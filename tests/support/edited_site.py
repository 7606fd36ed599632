"""A small site with the project's own theme, which tests edit, build, kill and compare with what
Pelican itself makes of it."""

from __future__ import annotations

import importlib
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jinja2 import BytecodeCache
from pelican import Pelican
from pelican.settings import read_settings
from PIL import Image

from plugins.incremental.writer import KeyedWriter
from plugins.shared.process_cache import ProcessCache
from plugins.site.compiled import StoredTemplates
from plugins.site.templates import CompiledTemplates
from tests.support.whole_site import forget_plugins
from tools.build import build
from tools.output import cache_of
from tools.places import ROOT

SETTINGS_FILE = """
from pelicanconf import *
THEME = {theme!r}
IMAGES_CACHE = {images!r}
TEMPLATES_CACHE = {templates!r}
CHECKS_MEMORY = {checks!r}
SITENAME = {name!r}
LISTINGS = {{**LISTINGS, "per_page": {per_page}}}
SHOW_UNPUBLISHED = {drafts}
{more}"""
SECTIONS = {
    "tin-tuc": ["", "Kinh tế", "Chuyển đổi số"],
    "dinh-huong-du-luan": ["", "Nhận biết tin giả"],
}
OPINION = "dinh-huong-du-luan"
TOPICS = ["", "Nhận biết tin giả", "Định danh điện tử VNeID"]
EXPLANATION = "Nguồn nói rõ điều này và vì sao kết luận như vậy. " * 4
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">'
    '<path fill="{}" d="M0 0h9v9z"/></svg>'
)
# Where thousands of small builds don't wait for a disk.
MEMORY = Path("/dev/shm")
# What the system is asked for while a build touches files.
TOUCHES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "open", "sqlite3.connect"}


def photo(colour: str, width: int = 20) -> bytes:
    """As small as one can be, so that it is encoded at once."""
    held = io.BytesIO()
    Image.new("RGB", (width, 12), colour).save(held, "JPEG")
    return held.getvalue()


def write_named(place: Place) -> None:
    """What the project's settings name besides news: a build that misses none of it is silent."""
    for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung"):
        place.write(f"trang/{name}.md", f"Tiêu đề: Trang {name}\n\nChữ.\n", 0)
    (place.content / OPINION).mkdir()


@dataclass(frozen=True)
class Draft:
    """An article as its file says it; links: to another article's file, "" for none; english: the
    title of its translation."""

    title: str = "Bài"
    section: str = "tin-tuc"
    category: str = ""
    date: str = "01/02/2024"
    tags: tuple[str, ...] = ()
    status: str = ""
    body: str = "Chữ của bài."
    picture: str = ""
    caption: str = ""
    link: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""  # where the section takes others than news
    topic: str = ""
    state: str = "chờ trả lời"
    verdict: str = "sai"
    claim: str = "Có mức 3."
    corrections: tuple[str, ...] = ()
    minor: str = ""
    file: str = ""
    english: str = ""

    def translated(self) -> str:
        """The text of its translation."""
        return f"lang: en\n{replace(self, title=self.english, aliases=()).text()}"

    slug: str = ""
    template: str = ""

    def opinion(self) -> dict[str, str]:
        """Of a section with several kinds: the keys of the article's kind, and its topic."""
        if self.section != OPINION:
            return {}
        own = {"Loại": self.kind, "Chủ đề": self.topic}
        if self.kind == "hỏi đáp":
            answered = self.state == "đã trả lời"
            own |= {"Câu hỏi": self.claim, "Ngày hỏi": "01/01/2024", "Nơi hỏi": "xã Phủ Thông"}
            own |= {"Tình trạng": self.state}
            own |= {"Cơ quan trả lời": "UBND xã", "Ngày trả lời": "01/01/2024"} if answered else {}
        if self.kind == "kiểm chứng":
            own |= {"Tin đồn": self.claim, "Xuất hiện": "01/01/2024", "Kết luận": self.verdict}
            own |= {"Căn cứ": "Báo A | https://bao.vn/a | 12/2023"}
        return own

    def text(self) -> str:
        head = self.opinion() | {
            "Tiêu đề": self.title,
            "Ngày": self.date,
            "Chuyên mục": self.category,
            "Thẻ": ", ".join(self.tags),
            "Trạng thái": self.status,
            "Đường dẫn": self.slug,
            "Mẫu trang": self.template,
            "Địa chỉ cũ": ", ".join(self.aliases),
            "Đính chính": "".join(f"\n- {each}" for each in self.corrections),
            "Sửa nhỏ": self.minor,
            "Tệp đính kèm": self.file and f"tep/{self.file}",
        }
        lines = [f"{key}: {value}" for key, value in head.items() if value]
        if self.picture:
            lines += ["", f'![Đồi](anh/{self.picture} "{self.caption}")']
        if self.link:
            lines += ["", f"Xem [bài kia]({self.link})."]
        explained = [EXPLANATION, ""] if self.kind else []
        return "\n".join([*lines, "", *explained, self.body, ""])


@dataclass
class Place:
    """A project in a folder of its own."""

    folder: Path
    values: dict[str, Any] = field(default_factory=dict)
    process: ProcessCache | None = None  # None: each build as in a process of its own

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def theme(self) -> Path:
        return self.folder / "theme"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def write(self, name: str, data: str | bytes, time: int) -> None:
        """With a time long past, so that the file's stat is trusted as in real life."""
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        os.utime(file, (1_600_000_000 + time, 1_600_000_000 + time))

    def offer(self, *names: str, time: int) -> None:
        """Of tep/ just these files are there, and a page that leads to them: else none goes out.

        names: of texts, into which a build looks without a process of its own."""
        for file in self.content.glob("tep/**/*"):
            path = file.relative_to(self.content).as_posix()
            if file.is_file() and path not in names:
                self.delete(path)
        for folder in sorted(self.content.glob("tep/*/")):
            if not any(folder.iterdir()):
                folder.rmdir()
        for name in names:
            self.write(name, f"Tệp {name}.\n", time)
        links = "\n".join(f"- [Tệp {n}]({name})" for n, name in enumerate(names))
        self.write("trang/tai-ve.md", f"Tiêu đề: Tải về\n\nChữ.\n\n{links}\n", time)

    def delete(self, name: str) -> None:
        (self.content / name).unlink(missing_ok=True)

    def settings_file(self) -> Path:
        """A process that stays is another one once it changed, as under `serve`."""
        file = self.folder / "conf.py"
        text = SETTINGS_FILE.format(**self.values)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            self.begin_process()
        return file

    def begin_process(self) -> None:
        self.forget_code()
        if self.process:
            self.process = ProcessCache()

    def forget_code(self) -> None:
        """Plugins, and modules of the place's own."""
        forget_plugins()
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", "")).startswith(f"{self.folder}{os.sep}"):
                del sys.modules[name]
        importlib.invalidate_caches()

    @property
    def moment(self) -> datetime:
        return datetime(2024, self.values["month"], 1, tzinfo=UTC)

    def build(self) -> str:
        """The errors, "" where the build succeeded."""
        told = io.StringIO()
        settings = self.settings_file()
        try:
            with redirect_stderr(told), redirect_stdout(io.StringIO()):
                code = build(
                    self.content,
                    self.output,
                    settings_file=settings,
                    moment=self.moment,
                    process=self.process,
                )
        finally:
            if self.process is None:
                self.forget_code()
        # A build that starts from nothing equals a clean one, and proves nothing.
        assert "làm lại mọi trang" not in told.getvalue()
        return told.getvalue() if code else ""

    def clean(self) -> Path:
        """What Pelican itself makes, without the plugin, in a new folder."""
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        overrides: dict[str, Any] = {"PATH": str(self.content), "OUTPUT_PATH": str(clean)}
        overrides |= {"PUBLISH_TIME": self.moment}
        values = read_settings(str(self.settings_file()), override=overrides)
        # Nor what was made of photos before, which may be what is wrong.
        values["IMAGES_CACHE"] = f"{values['IMAGES_CACHE']} of clean builds"
        values["PLUGINS"] = [name for name in values["PLUGINS"] if "incremental" not in name]
        values["CHECKS_MEMORY"] = None
        self.forget_code()
        try:
            with redirect_stdout(io.StringIO()):
                Pelican(values).run()
        finally:
            self.forget_code()
        return clean

    def kept_files(self) -> list[Path]:
        """All that a build of this place alone keeps for the next one."""
        found = [cache_of(self.output.resolve())]
        if self.values["checks"]:
            found += sorted(Path(self.values["checks"]).rglob("*"))
        return [file for file in found if file.is_file()]


def _once_for_all_places(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def once(writer: KeyedWriter, environment: Any, name: str) -> Any:
        source = environment.loader.get_source(environment, name)[0]
        if source not in known:
            known[source] = read(writer, environment, name)
        return known[source]

    return once


def _name_alone(_: BytecodeCache, name: str, filename: str | None = None) -> str:
    return sha256(name.encode()).hexdigest()


# A site in a new folder has its own state, and the same templates as all the others: what was
# compiled of another's is taken where the source is the same.
READ_TEMPLATES = _once_for_all_places(KeyedWriter._names_of_one)


@contextmanager
def new_place(shared: Path) -> Iterator[Place]:
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(KeyedWriter, "_names_of_one", READ_TEMPLATES)
        for cache in (StoredTemplates, CompiledTemplates):
            patch.setattr(cache, "get_cache_key", _name_alone)
        place = Place(Path(name))
        shutil.copytree(ROOT / "theme", place.theme)
        place.values = {
            "theme": str(place.theme),
            "images": str(shared / "images"),
            "templates": str(shared / "templates"),
            "name": "Bạch Thông",
            "per_page": 2,
            "drafts": True,
            "month": 6,
            "checks": None,
            "more": "",
        }
        yield place
        sys.path[:] = [path for path in sys.path if not path.startswith(name)]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def assert_equal(place: Place) -> None:
    clean, made = place.clean(), place.output
    expected, found = tree(clean), tree(made)
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if expected[name] != found[name]] == []
    assert folders(made) == folders(clean)


def closed(site: Path) -> list[str]:
    """What has not the rights of a site, whoever is to read it."""
    if sys.platform == "win32":
        return []
    wanted = {True: 0o755, False: 0o644}
    found = {path: path.stat().st_mode for path in (site, *site.rglob("*"))}
    return [
        str(path)
        for path, mode in found.items()
        if stat.S_IMODE(mode) != wanted[stat.S_ISDIR(mode)]
    ]


def interrupt(work: Callable[[], Any], after: int) -> None:
    """Does `work` in a process that is gone at its n-th touch of a file, as by `kill -9`."""
    child = os.fork()
    if child == 0:
        count = 0

        def die(event: str, _: object) -> None:
            nonlocal count
            count += event in TOUCHES
            if count >= after:
                os._exit(9)

        try:
            sys.addaudithook(die)
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
