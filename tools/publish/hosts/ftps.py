"""A site on shared hosting changes file by file, in an order in which readers meet no broken page;
what was stopped in between, the next publication finishes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from plugins.shared.messages import gettext
from tools.console import say
from tools.publish.errors import PublishError, TargetUnreachableError
from tools.publish.hosts.ftps_client import Client
from tools.publish.hosts.htaccess import NAME as HTACCESS
from tools.publish.hosts.htaccess import POLICY
from tools.publish.hosts.mirrored import Showing
from tools.publish.hosts.shown import NOTES, SHOWN, Shown, read_shown, shown_text
from tools.publish.lock import LOCK
from tools.publish.manifest import Entry
from tools.publish.releases import FOLDER
from tools.publish.targets import Ftps

ASIDE = f"{NOTES}/new"
TRIAL = ".trial"
# The digest of SHOWN, which is asked for often and may be long.
MARK = "shown.sha256"
HOLDER = "holder"
NOTED_EVERY = 200  # files
SOURCES = re.compile(r"(script-src|style-src)((?: '[^']*')+)")
HASH = re.compile(r"'sha256-[^']+'")


class FtpsHost:
    """A `Host` that is reached by FTP over TLS."""

    def __init__(self, place: Ftps) -> None:
        self._place = place
        self._client = Client(place)
        self._shown, self._mark = Shown(), b""

    def ready(self) -> None:
        self._client.make_folder("")
        self._write_whole(f"{NOTES}/{TRIAL}", b"")
        self._client.remove(f"{NOTES}/{TRIAL}")

    def shown(self) -> Shown:
        mark = self.note(MARK)
        if mark is not None and mark == self._mark:
            return self._shown
        data = self.note(SHOWN)
        try:
            self._shown = read_shown(data)
            self._mark = _digest(data or b"")
            return self._shown
        except ValueError as cause:
            raise PublishError(
                gettext(
                    "Sổ ghi của nơi đăng ({file} trên {host}) hỏng, nên không biết "
                    "ở đó có gì. Hãy đổi tên thư mục trang ở đó rồi đăng lại từ đầu.",
                    file=f"{NOTES}/{SHOWN}",
                    host=self._place.host,
                )
            ) from cause

    def show(self, before: Shown, showing: Showing) -> None:
        moves = showing.moves
        if not before.release and not before.doubtful:
            self._refuse_others(showing.files)
        self._client.know_folders(before.certain)
        self._send_aside(showing)
        for name, data in showing.notes.items():
            self.write_note(name, data)
        there, doubtful = dict(before.files), before.doubtful | moves.touched
        self._note(before.release, there, doubtful)
        self._allow_both(showing)
        self._remove(moves.blocking)
        for start in range(0, len(moves.put), NOTED_EVERY):
            some = moves.put[start : start + NOTED_EVERY]
            for path in some:
                self._client.replace(f"{ASIDE}/{_aside(path, showing.files[path])}", path)
            there |= {path: showing.files[path] for path in some}
            doubtful -= frozenset(some)
            self._note(before.release, there, doubtful)
        self._remove(moves.remove)
        self._note(showing.release, showing.files, frozenset())
        self._forget(showing.release)

    def read(self, path: str) -> bytes | None:
        return self._client.read(path)

    def put(self, files: Mapping[str, Path]) -> None:
        for path, file in files.items():
            self._write_whole(path, file.read_bytes())

    def remove(self, paths: Sequence[str]) -> None:
        self._remove(paths)

    def digests(self, known: Mapping[str, Entry]) -> dict[str, str]:
        found = {path: self._client.read(path) for path in known}
        return {path: sha256(data).hexdigest() for path, data in found.items() if data is not None}

    def note(self, name: str) -> bytes | None:
        return self._client.read(_place_of(name))

    def write_note(self, name: str, data: bytes) -> None:
        self._write_whole(_place_of(name), data)

    def remove_note(self, name: str) -> None:
        self._client.remove(_place_of(name))
        if name == LOCK:
            self._client.remove_folder(f"{NOTES}/{LOCK}")

    def claim(self, name: str, data: bytes) -> bool:
        """A folder takes no name that a folder with something in it has, on whatever host: so the
        first of two that come at once has it."""
        fresh = f"{NOTES}/{uuid.uuid4().hex}"
        self._client.write(f"{fresh}/{HOLDER}", data)
        if self._client.rename(fresh, f"{NOTES}/{name}"):
            return True
        self._client.remove(f"{fresh}/{HOLDER}")
        self._client.remove_folder(fresh)
        return False

    def _refuse_others(self, files: Mapping[str, Entry]) -> None:
        """What somebody else has put there may be all that readers have."""
        tops = {path.partition("/")[0] for path in files} - {NOTES.partition("/")[0]}
        if taken := sorted(tops.intersection(self._client.sizes(""))):
            raise PublishError(
                gettext(
                    "Ở “/{path}” trên {host} đã có {taken} không do publish đưa lên; không "
                    "đụng tới. Hãy đổi tên hay xóa những thứ ấy ở đó, hoặc chọn thư mục khác "
                    "trong to, rồi chạy lại.",
                    path=self._place.path,
                    host=self._place.host,
                    taken=", ".join(taken),
                )
            )

    def _send_aside(self, showing: Showing) -> None:
        """What a publisher that was stopped has sent is not sent again."""
        sizes = self._client.sizes(ASIDE)
        files = {_aside(path, showing.files[path]): path for path in showing.moves.put}
        if files:
            say(gettext("Gửi {count} tệp lên {host}…", count=len(files), host=self._place.host))
        for name, path in files.items():
            if sizes.get(name) != showing.files[path].size:
                self._client.write(f"{ASIDE}/{name}", showing.sources[path].read_bytes())
        sizes = self._client.sizes(ASIDE)
        for name, path in files.items():
            told = sizes.get(name, -1)
            size = self._client.size(f"{ASIDE}/{name}") if told < 0 else told
            if size != showing.files[path].size:
                raise TargetUnreachableError(
                    gettext(
                        "Tệp “{path}” không tới {host} nguyên vẹn; trang cũ vẫn nguyên. Hãy chạy "
                        "lại lệnh này.",
                        path=path,
                        host=self._place.host,
                    )
                )

    def _allow_both(self, showing: Showing) -> None:
        """Meanwhile readers meet pages of both releases."""
        if HTACCESS in showing.moves.put and (old := self._client.read(HTACCESS)):
            both = widened(old.decode("utf-8"), showing.sources[HTACCESS].read_text("utf-8"))
            self._write_whole(HTACCESS, both.encode())

    def _note(self, release: str, files: Mapping[str, Entry], doubtful: frozenset[str]) -> None:
        text = shown_text(Shown(release, files, doubtful))
        self.write_note(SHOWN, text)
        self.write_note(MARK, _digest(text))

    def _remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._client.remove(path)
        folders = {parent for path in paths for parent in PurePosixPath(path).parents}
        for folder in sorted(map(str, folders - {PurePosixPath(".")}), reverse=True):
            self._client.remove_folder(folder)

    def _forget(self, shown: str) -> None:
        """What is of no use once the release `shown` is all that is there."""
        top = f"{NOTES}/{FOLDER}"
        old = [f"{top}/{name}" for name in self._client.sizes(top) if name != shown]
        for folder in (ASIDE, *old):
            for name in self._client.sizes(folder):
                self._client.remove(f"{folder}/{name}")
        for folder in old:
            self._client.remove_folder(folder)

    def _write_whole(self, path: str, data: bytes) -> None:
        fresh = f"{ASIDE}/{uuid.uuid4().hex}"
        self._client.write(fresh, data)
        self._client.replace(fresh, path)


def widened(old: str, new: str) -> str:
    """The .htaccess `old`, whose pages may run and style what those of `new` may too."""
    more: dict[str, list[str]] = {}
    for line in filter(_is_of_pages, new.split("\n")):
        for kind, sources in SOURCES.findall(line):
            more[kind] = HASH.findall(sources)

    def widen(found: re.Match[str]) -> str:
        kind, sources = found.groups()
        fresh = [it for it in more.get(kind, ()) if it not in sources]
        return f"{kind} {' '.join([*sources.split(), *fresh])}"

    lines = (SOURCES.sub(widen, it) if _is_of_pages(it) else it for it in old.split("\n"))
    return "\n".join(lines)


def _is_of_pages(line: str) -> bool:
    """The one policy that allows inline code by its hashes."""
    return POLICY in line and "script-src 'self'" in line


def _aside(path: str, entry: Entry) -> str:
    """The name under which it waits: whoever comes after a publisher that was stopped knows it."""
    return sha256(f"{entry.sha256} {path}".encode()).hexdigest()


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


def _place_of(note: str) -> str:
    return f"{NOTES}/{LOCK}/{HOLDER}" if note == LOCK else f"{NOTES}/{note}"
