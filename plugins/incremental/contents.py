"""An article that did not change is not read again: what its reading gave is kept and restored."""

from __future__ import annotations

import marshal
import pickle
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from plugins.content import tree_of
from plugins.frontmatter.reader import publication
from plugins.incremental.digest import Digester, NoStableDigest
from plugins.incremental.memory import BuildMemory, Known
from plugins.incremental.packing import pack, unpack
from plugins.incremental.sources import Sources
from plugins.incremental.state import State
from plugins.incremental.stored import InBuild, Stored, StoredArticle, StoredPage
from plugins.links.files import ContentFiles
from plugins.links.locate import locate
from plugins.problems import Problem
from plugins.vietnamese.text import nfc

RECENT = 500
PLAIN_PATH = re.compile(r"[\w./ -]+", re.ASCII)
# As written, whether the page itself shows the file, and where it led: kind and path.
Reference = tuple[str, bool, str, str]
# All that decides what is made of a content besides its own page, and what is told of it.
Likeness = tuple[bytes, bytes | None, bytes | None]
# Of the notes: paths of the contents that were read from a file, by that file, besides their own.
READERS = "readers"
# Of the notes: the files that published contents were read from, besides their own.
LINKED = "linked files"
# Of what a reading gave, what only the article's own page shows, or nobody.
OWN = {"problems", "_references", "article_links", "reads", "styles", "attachment_files", "wording"}
# Of what a reading gave, what is kept in columns of their own.
IN_ROWS = {"problems", "article_links", "reads", "template", "_address"}
# What Pelican adds to a reader's metadata and no page of ours shows.
NOT_OURS = {"category", "author", "authors", "tags", "date", "reader", "pictures", "files"}
NOT_OURS |= {"references"}


@dataclass(frozen=True)
class Contents:
    """Of one kind, as a build leaves them to the next, which hands on the same lists where all that
    they say of contents is the same.

    found: by path; published, troubled (that have problems): of these.
    """

    found: dict[str, Stored]
    published: list[Stored]
    troubled: list[Stored]

    @classmethod
    def of(cls, found: Mapping[str, Stored | None]) -> Contents:
        known = {path: content for path, content in found.items() if content is not None}
        published = [content for content in known.values() if content.status == "published"]
        return cls(known, published, [each for each in known.values() if each.known.trouble])


@dataclass(frozen=True)
class Reading:
    """light: what a card or a list shows, and what decides whether to read again; listed: of light
    without OWN; pictures: pickled; content: HTML in UTF-8, Pelican's links still in it, which
    to compress would take 10,000 articles more than a second and spare 47 MB on disk."""

    light: dict[str, Any]
    listed: bytes
    pictures: bytes
    content: bytes


def dissolve(content: Any, problems: list[Problem]) -> Reading:
    """content: just read by Pelican; problems: that this found."""
    folder = content.settings["PATH"]
    pictures = list(content.pictures)
    digester = Digester()
    own = {key: value for key, value in vars(content).items() if key in content.metadata}
    light = {key: value for key, value in own.items() if key not in NOT_OURS} | {
        "template": content.template,
        "picture_files": content.picture_files,
        "summary": content.summary,
        "problems": problems,
        "_address": _address(content),
        "_pictures": [digester.digest(picture) for picture in pictures],
        "_references": getattr(content, "references", []),
        "reads": sorted(file.relative_to(folder).as_posix() for file in content.files.values()),
    }
    return Reading(light, _listed(light), pickle.dumps(pictures), content._content.encode())


def _likeness(content: Stored) -> Likeness:
    known = content.known
    return content.shown, known.links, known.trouble


def _listed(light: dict[str, Any]) -> bytes:
    try:
        return Digester().digest({key: light[key] for key in sorted(light.keys() - OWN)})
    except NoStableDigest:
        return secrets.token_bytes(16)


class Readings:
    """All that was read of articles and pages, by their path inside content/.

    context: Pelican's, once there is one; are_alike: whether so far only texts are others than at
    the last build.
    """

    def __init__(
        self, state: State, sources: Sources, settings: dict[str, Any], memory: BuildMemory
    ) -> None:
        self._state = state
        self._sources = sources
        self.settings = settings
        self.context: dict[str, Any] = {}
        self._known = memory.readings(state)
        self._build: InBuild = memory.notes.setdefault("in build", InBuild())
        self._build.readings = self
        # A card is shown on several pages, mostly in one another's neighbourhood.
        self.pictures = lru_cache(maxsize=RECENT)(self._pictures)
        self._notes = memory.notes
        self._stale: frozenset[str] | None = None
        if memory.changed is None:
            gone = [path for path in self._known if path not in sources.stamps]
            for path in gone:
                self._forget(path)
            self._drop_moved()
        else:
            moment, stale = memory.notes.get("left", (datetime.max.replace(tzinfo=UTC), ()))
            if moment <= settings["PUBLISH_TIME"]:  # what was due then still is
                self._stale = self._touched_by(memory.changed).union(stale)
        self.are_alike = self._stale is not None

    def _touched_by(self, changed: frozenset[str]) -> frozenset[str]:
        """Paths of those that were read from one of these files."""
        if READERS not in self._notes:
            readers: defaultdict[str, list[str]] = defaultdict(list)
            for path, known in self._known.items():
                if known.files:
                    for file in known.reads:
                        readers[file].append(path)
            self._notes[READERS] = dict(readers)
        readers_of: dict[str, list[str]] = self._notes[READERS]
        return changed.union(*(readers_of.get(file, ()) for file in changed))

    def linked(self) -> frozenset[str]:
        """Paths inside content/ of all that published articles and pages show, play, link to or
        offer, once all are read."""
        if not self.are_alike or LINKED not in self._notes:
            contents = [each for each in self.context["generated_content"].values() if each]
            published = [each.known for each in contents if each.status == "published"]
            self._notes[LINKED] = frozenset(
                file for known in published if known.files for file in known.reads
            )
        linked: frozenset[str] = self._notes[LINKED]
        return linked

    def leave(self) -> None:
        """To the next build: which are not as they were made, or wait or are drafts."""
        touched = self._build.touched
        self._notes["left"] = self.settings["PUBLISH_TIME"], frozenset(touched)
        touched.clear()
        del self._build.readings

    def take(
        self, kind: str, paths: Sequence[str], read: Callable[[list[str]], Iterable[Reading | None]]
    ) -> tuple[Contents, list[Stored]]:
        """Of one kind: all, and those that had to be read. paths: of all."""
        last: Contents | None = self._notes.pop(kind, None) if self._stale is not None else None
        before: dict[str, tuple[Stored, Likeness]] = {}
        found: dict[str, Stored | None] = {}
        if last and self._stale is not None:
            found |= last.found
            for path in sorted(self._stale & found.keys()):
                content = last.found[path]
                before[path] = content, _likeness(content)
            paths = list(before)
        for path in paths:
            found[path] = self.restore(path, before[path][0] if last else None)
        unread = [path for path in paths if found[path] is None]
        for path, reading in zip(unread, read(unread), strict=True):
            if reading:
                found[path] = self.keep(path, reading, before[path][0] if last else None)
        is_alike = last is not None and all(
            found[path] is content and _likeness(content) == likeness
            for path, (content, likeness) in before.items()
        )
        self.are_alike &= is_alike
        contents = last if last and is_alike else Contents.of(found)
        if len(contents.found) == len(found):  # else some could not be read, though no build failed
            self._notes[kind] = contents
        fresh = (found[path] for path in unread)
        return contents, [content for content in fresh if content is not None]

    def restore(self, path: str, last: Stored | None = None) -> Stored | None:
        """None where the file, or another that was read with it, is not what it was."""
        known = self._known.get(path)
        if known is None or known.digest != self._digest(path, known.reads):
            return None
        return self._make(path, known, last)

    def light(self, path: str) -> dict[str, Any]:
        return unpack(self._state.light[path])

    def content(self, path: str) -> str:
        return self._state.contents[path].decode()

    def _pictures(self, path: str) -> list[Any]:
        pictures: list[Any] = pickle.loads(self._state.pictures[path])  # noqa: S301  (our own file)
        return pictures

    def keep(self, path: str, reading: Reading, last: Stored | None = None) -> Stored:
        light = reading.light
        address, save_as = light["_address"]
        head, links = light["head"], light.get("article_links", ())
        before = self._known.get(path)
        digest = self._digest(path, light["reads"])
        if not all(map(self._sources.is_as_begun, [path, *light["reads"]])):
            digest = secrets.token_bytes(16)  # what was read may be another's: the next build reads
        known = self._known[path] = Known(
            digest,
            reading.listed,
            address,
            save_as,
            light["template"],
            head.status,
            head.date.isoformat() if head.date else None,
            marshal.dumps(links) if links else None,
            "\n".join(light["reads"]),
            pickle.dumps(light["problems"]) if light["problems"] else None,
        )
        if known.files != (before.files if before else ""):
            self._notes.pop(READERS, None)
            self._notes.pop(LINKED, None)
        kept = {name: value for name, value in light.items() if name not in IN_ROWS}
        kept["_references"] = marshal.dumps(light["_references"])  # which hardly anybody asks for
        endings = {ending_of(reference[n]) for reference in light["_references"] for n in (0, 3)}
        state = self._state
        state.readings.put(path, tuple(known))
        state.endings.put(path, "\n".join(sorted(endings)))
        state.light.put(path, pack(kept))
        state.pictures.put(path, reading.pictures)
        state.contents.put(path, reading.content)
        content = self._make(path, known, last)
        content.fresh = True
        self._build.touched.add(path)
        content.open(kept)
        return content

    def _make(self, path: str, known: Known, last: Stored | None) -> Stored:
        """last: what the last build had of it, and what lists hold; made anew where it can be."""
        kind = StoredPage if known.template == "page" else StoredArticle
        content: Stored = last if type(last) is kind else kind.__new__(kind)
        vars(content).clear()
        date = datetime.fromisoformat(known.date) if known.date else None
        status, state = publication(known.status, date, self.settings)
        if state:
            self._build.touched.add(path)
        vars(content).update(
            known=known,
            shown=known.listed + f"{status} {state}".encode(),
            relative_source_path=path,
            template=known.template,
            date=date,
            order=(date.timestamp() if date else 0.0, path),
            status=status,
            state=state,
            url=known.address,
            save_as=known.save_as,
            address=known.address,
            _build=self._build,
        )
        return content

    def _forget(self, path: str) -> None:
        state = self._state
        for table in (state.readings, state.endings, state.light, state.pictures, state.contents):
            table.forget(path)
        del self._known[path]

    def _digest(self, path: str, reads: Sequence[str]) -> bytes:
        own = self._sources.digest(path)
        if not reads:
            return own
        return sha256(b"".join([own, *map(self._sources.digest, reads)])).digest()

    def _drop_moved(self) -> None:
        """Where files came or went, a path in an article may lead to another one, or nowhere."""
        names = "\n".join(self._sources.stamps)
        before: str = self._state.recall("names") or ""
        if before == names:
            return
        self._state.keep("names", names)
        moved = {*before.split("\n")} ^ {*self._sources.stamps}
        endings = {ending_of(path) for path in moved}
        files = ContentFiles(
            tree_of(self.settings).files,
            [*self.settings["ARTICLE_PATHS"], *self.settings["PAGE_PATHS"]],
            self.settings["STATIC_PATHS"],
        )
        for path, own in self._state.endings.all().items():
            if not endings.isdisjoint(own.split("\n")) and any(
                _leads_elsewhere(reference, path, files)
                for reference in marshal.loads(self.light(path)["_references"])  # noqa: S302  (ours)
            ):
                self._known.pop(path, None)


def ending_of(path: str) -> str:
    """The last name of a path as typed or as the disk spells it, however it is encoded."""
    plain = path if PLAIN_PATH.fullmatch(path) else nfc(unquote(path.partition("#")[0]))
    return plain.partition("?")[0].rstrip("/").rpartition("/")[2]


def _leads_elsewhere(reference: Reference, path: str, files: ContentFiles) -> bool:
    written, shown, *led = reference
    target = locate(written, path.rpartition("/")[0], files, shown=shown)
    return [target.kind, target.path] != led


def _address(content: Any) -> tuple[str, str]:
    """As published, whatever it is now: an article that becomes due is not read again."""
    status, content.status = content.status, "published"
    address = content.url, content.save_as
    content.status = status
    return address
