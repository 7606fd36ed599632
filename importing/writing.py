"""Drafts, photos and attachments get their places in content/; nothing that is there is lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from importing.article import File, ImportedArticle, declared_category, digest_of
from importing.document import Finding
from importing.ledger import Entry, Ledger
from importing.sources import Source
from plugins.checks.article_checks import parse_and_check
from plugins.frontmatter.schema import Schema, Section
from plugins.frontmatter.writing import write_head
from plugins.redirects.old import read_old
from plugins.redirects.table import FILE as TABLE
from plugins.redirects.table import read_table
from plugins.shared.files import write_whole
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import DateError, parse_date
from plugins.vietnamese.slugs import slugify
from tools.new import STATUS, shortened

# As the report says it.
State = Literal["new", "updated", "unchanged", "kept", "gone", "duplicate"]
PICTURES, ATTACHMENTS = "anh", "tep"
LONGEST_NAME = 60
BODY_MISSING = "Viết nội dung bài ở đây."
HEADER = "cũ,mới\n"


@dataclass(frozen=True)
class Written:
    """state: what became of it; file: as the editor knows it, `content/tin-tuc/a.md`; missing: of
    pictures, where each belongs; attached: (file of the source, its place inside content/)."""

    state: State
    file: str
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attached: tuple[tuple[Path, str], ...] = ()


@dataclass
class Writer:
    """Knows the names that are taken. is_dry: nothing is written; is_again: what was imported and
    is gone is new."""

    content: Path
    section: Section
    schema: Schema
    ledger: Ledger
    is_dry: bool = False
    is_again: bool = False
    _taken: set[str] = field(default_factory=set)
    _addresses: dict[str, str] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.ledger.by_key.values():
            self._files |= entry.files
            if self._is_forgotten(entry):
                continue
            for key in map(_key, entry.addresses):
                self._addresses.setdefault(key, entry.file)

    def write(
        self, source: Source, digest: str, article: ImportedArticle, guessed: Finding
    ) -> Written:
        """guessed: a date, where the source says none."""
        if same := self.unchanged(source, digest):  # a page that lies there twice
            return same
        known = self._known(source, digest)
        if known and known.done and (kept := self._kept(known)):
            return kept
        if not known and (first := self._of_first_address(article)):
            shown = f"{self.content.name}/{first}"
            note = gettext(
                "trang này là một bản khác của {shown}: cùng một địa chỉ cũ.", shown=shown
            )
            return Written("duplicate", shown, notes=(note,))
        article, notes = self._without_known_addresses(article, known.file if known else "")
        file = known.file if known else self._new_name(article)
        day = _moment(article.hints.date) or _moment(guessed)
        year = day[6:10] if day else guessed.value[:4]
        placed, names, missing = self._place(article, file, year)
        article = _without_address(
            article, f"/{self.section.slug}/{year}/{day[3:5]}/{Path(file).stem}"
        )
        links = tuple((link.instead or "", link.address) for link in article.links)
        text = self._text(article, day, names, file)
        _, found = parse_and_check(f"{self.content.name}/{file}", text.encode(), self.schema)
        addresses = article.hints.old_addresses
        written = hashlib.sha256(text.encode()).hexdigest()
        entry = Entry(source.key, digest, file, written, {**placed}, addresses, links)
        self.ledger.note(entry)
        if not self.is_dry:
            self._put(article.files, names)
            write_whole(self.content / file, text.encode())
        self.ledger.done(entry)
        for address in addresses:
            self._addresses[_key(address)] = file
        state: State = "updated" if known and known.done else "new"
        attached = tuple(
            (each.data, names[each.stands])
            for each in article.files
            if not each.is_picture and isinstance(each.data, Path)
        )
        shown = f"{self.content.name}/{file}"
        return Written(state, shown, found.problems, tuple(missing), tuple(notes), attached)

    def unchanged(self, source: Source, digest: str) -> Written | None:
        """What to say of a source that is as it was; None where there is something to do."""
        known = self._known(source, digest)
        if not known or not known.done or known.digest != digest:
            return None
        shown = f"{self.content.name}/{known.file}"
        if not (self.content / known.file).is_file():
            return Written("gone", shown)
        return Written("unchanged", shown)

    def _known(self, source: Source, digest: str) -> Entry | None:
        known = self.ledger.known(source.key, digest)
        return None if known and self._is_forgotten(known) else known

    def _is_forgotten(self, entry: Entry) -> bool:
        return self.is_again and entry.done and not (self.content / entry.file).is_file()

    def _kept(self, known: Entry) -> Written | None:
        """An article that somebody edited, moved or removed is that person's."""
        file = self.content / known.file
        shown = f"{self.content.name}/{known.file}"
        if not file.is_file():
            return Written("gone", shown)
        if digest_of(file) != known.text:
            return Written("kept", shown)
        return None

    def _of_first_address(self, article: ImportedArticle) -> str:
        """The article that has taken what this page calls its address: a page for printing does."""
        addresses = article.hints.old_addresses
        return self._addresses.get(_key(addresses[0]), "") if addresses else ""

    def _without_known_addresses(
        self, article: ImportedArticle, own: str
    ) -> tuple[ImportedArticle, list[str]]:
        kept, notes = [], []
        for address in article.hints.old_addresses:
            other = self._addresses.get(_key(address), own)
            if other == own or not other:
                kept.append(address)
            else:
                notes.append(
                    gettext(
                        "địa chỉ cũ {address} đã thuộc về {name}/{other}.",
                        address=address,
                        name=self.content.name,
                        other=other,
                    )
                )
        hints = replace(article.hints, old_addresses=tuple(kept))
        return replace(article, hints=hints), notes

    def _new_name(self, article: ImportedArticle) -> str:
        title = article.hints.title.value if article.hints.title else ""
        slug = shortened(slugify(title) or slugify(Path(article.name).stem) or "bai")
        number = 1
        while True:
            name = f"{self.section.slug}/{slug if number == 1 else f'{slug}-{number}'}.md"
            if name not in self._taken and not (self.content / name).exists():
                self._taken.add(name)
                return name
            number += 1

    # -- files -------------------------------------------------------------------------------

    def _place(
        self, article: ImportedArticle, file: str, year: str
    ) -> tuple[dict[str, str], dict[str, str], list[str]]:
        """(digest → path, sign → path, pictures that are not there)."""
        placed: dict[str, str] = {}
        names: dict[str, str] = {}
        missing: list[str] = []
        slug = shortened(Path(file).stem, LONGEST_NAME)
        number = 0
        for each in article.files:
            number += each.is_picture
            wanted = self._wanted(each, slug, number, year)
            if each.data is None:
                name = each.name or gettext("không rõ tên")
                missing.append(f"{name} → {self.content.name}/{wanted}")
                names[each.stands] = wanted
                continue
            digest = digest_of(each.data)
            known = self._files.get(digest)
            if known and (self.is_dry or (self.content / known).is_file()):
                path = known
            else:
                path = self._free(wanted, digest)
            self._files[digest] = placed[digest] = names[each.stands or each.name] = path
        return placed, names, missing

    def _wanted(self, file: File, slug: str, number: int, year: str) -> str:
        if file.is_picture:
            return f"{PICTURES}/{year}/{slug}-{number}{file.suffix}"
        stem = shortened(slugify(file.name.rpartition(".")[0] or file.name), LONGEST_NAME)
        return f"{ATTACHMENTS}/{year}/{stem or slug}{file.suffix}"

    def _free(self, wanted: str, digest: str) -> str:
        """`wanted`, or with a number where another file has that name."""
        stem, _, suffix = wanted.rpartition(".")
        number = 1
        while True:
            path = wanted if number == 1 else f"{stem}-{number}.{suffix}"
            there = self.content / path
            if path not in self._taken and (not there.exists() or digest_of(there) == digest):
                self._taken.add(path)
                return path
            number += 1

    def _put(self, files: Sequence[File], names: Mapping[str, str]) -> None:
        for each in files:
            if each.data is not None:
                path = self.content / names[each.stands or each.name]
                if not path.is_file():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    data = each.data if isinstance(each.data, bytes) else each.data.read_bytes()
                    write_whole(path, data)

    # -- text --------------------------------------------------------------------------------

    def _text(self, article: ImportedArticle, day: str, names: Mapping[str, str], file: str) -> str:
        hints = article.hints
        attachments = [
            f"{names[each.name]} | {each.title}"
            for each in article.files
            if not each.stands and each.data
        ]
        head: dict[str, str | Sequence[str]] = {
            "title": hints.title.value if hints.title else Path(article.name).stem,
            "date": day,
            "category": declared_category(hints.category, self.section.categories),
            "authors": [each.value for each in hints.authors],
            "summary": hints.lead.value if hints.lead else "",
            "tags": list(hints.tags),
            "source": hints.source.value if hints.source else "",
            "aliases": list(hints.old_addresses),
            "attachments": attachments,
            "status": STATUS,
        }
        body = article.body
        for sign, path in names.items():
            body = body.replace(sign, path)
        for link in article.links:
            body = self._linked(body, link.stands, link.address, link.instead, file)
        return f"{write_head(head)}\n{body or BODY_MISSING}"

    def _linked(self, body: str, sign: str, address: str, instead: str, file: str) -> str:
        """To the article that took the old page's place; else as it was; else its words alone."""
        target = self._addresses.get(_key(address), "")
        if target and target != file:
            return body.replace(f"]({sign})", f"](../{target})")
        if instead:
            return body.replace(sign, instead)
        return re.sub(rf"(?<!!)\[((?:[^\[\]\\]|\\.)*)\]\({re.escape(sign)}\)", r"\1", body).replace(
            sign, "/"
        )

    def finish_links(self) -> int:
        """Old links whose page was imported after their article; in how many articles."""
        count = 0
        for entry in list(self.ledger.by_key.values()):
            if not entry.links or not entry.done or self.is_dry:
                continue
            file = self.content / entry.file
            if not file.is_file() or digest_of(file) != entry.text:
                continue
            text = file.read_text("utf-8")
            changed = text
            for instead, address in entry.links:
                target = self._addresses.get(_key(address), "")
                if instead and target and target != entry.file:
                    changed = changed.replace(f"]({instead})", f"](../{target})")
            if changed != text:
                count += 1
                data = changed.encode()
                entry = self.ledger.note(
                    replace(entry, text=hashlib.sha256(data).hexdigest(), done=False)
                )
                write_whole(file, data)
                self.ledger.done(entry)
        return count

    def add_redirects(self, rows: Sequence[tuple[str, str]]) -> int:
        """Old addresses that are no article's own; those that are known already are left out."""
        known = {_key(row.old) for row in read_table(self.content)[0]} | set(self._addresses)
        known |= {"/", *(f"/{section.slug}" for section in self.schema.sections)}
        new = []
        for old, target in rows:
            key = _key(old)
            if key and key not in known:
                known.add(key)
                new.append((old, target))
        if new and not self.is_dry:
            table = self.content / TABLE
            before = table.read_text("utf-8-sig") if table.is_file() else HEADER
            before += "" if before.endswith("\n") else "\n"
            lines = [f"{_cell(old)},{_cell(target)}\n" for old, target in new]
            write_whole(table, (before + "".join(lines)).encode())
        return len(new)


def _without_address(article: ImportedArticle, own: str) -> ImportedArticle:
    """own: where it will stand, which is no old address."""
    kept = tuple(each for each in article.hints.old_addresses if _key(each) != own)
    return replace(article, hints=replace(article.hints, old_addresses=kept))


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search('[,;"\n]', text) else text


def _key(address: str) -> str:
    """Equal for two spellings of one address, with its host or without."""
    old = read_old(address)
    return old.key if old else ""


def _moment(found: Finding | None) -> str:
    """`11/12/2023` or `11/12/2023 08:30`; "" where it is no day of a calendar."""
    if found is None:
        return ""
    try:
        moment, has_time = parse_date(found.value)
    except DateError:
        return ""
    return f"{moment:%d/%m/%Y %H:%M}" if has_time else f"{moment:%d/%m/%Y}"
