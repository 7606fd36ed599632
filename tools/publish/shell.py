"""A target on another machine: the system's own ssh runs small shell commands there.

Needs of that machine: sh, tar, find, GNU's or BusyBox's mv, ln, stat, and a program of SUMS.
"""

from __future__ import annotations

import atexit
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from plugins.shared.messages import gettext
from tools.publish.errors import TargetUnreachableError
from tools.publish.keys import locked_key
from tools.publish.manifest import Entry
from tools.publish.paths import folders_of, outermost
from tools.publish.session import Answer, Session, SessionLostError
from tools.publish.ssh_errors import LOCKED, NO_SSH, REFUSED, trouble_of
from tools.publish.storage import EntryKind, Heard

OPTIONS = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15")
NOT_THERE, THERE, NO_PARENT, NO_FOLDER, NO_SUMS = 66, 67, 71, 72, 73
CLOCK_TICK = 0.01  # seconds
AT_ONCE = 200  # paths for one command
MOST_RELINKED = 2000
# The first that is there; each writes 64 digits, two characters and the path.
SUMS = ("sha256sum", "shasum -a 256", "openssl dgst -sha256 -r")


class Shell:
    """A `FolderStorage` on another machine."""

    def __init__(self, host: str, root: str, options: Sequence[str] = ()) -> None:
        self._host = host
        self._root = PurePosixPath(root)
        self._options = options
        self._ssh = ["ssh", *OPTIONS, *_one_connection(), *options, "--", host]
        self._session = Session([*self._ssh, "sh"])

    def ready(self) -> None:
        root, parent = self._quoted(""), shlex.quote(str(self._root.parent))
        trial = self._quoted(".trial")
        code, _ = self._ask(
            f"[ -d {parent} ] || exit {NO_PARENT}; "
            f"if [ -e {root} ] && [ ! -d {root} ]; then exit {NO_FOLDER}; fi; "
            f"mkdir -p {root}; : > {trial}; rm {trial}",
            allowed=(NO_PARENT, NO_FOLDER),
        )
        if code == NO_PARENT:
            raise TargetUnreachableError(
                gettext(
                    "Máy {host} không có thư mục {parent}, nên không tạo được {root} trong đó.",
                    host=self._host,
                    parent=self._root.parent,
                    root=self._root,
                )
            )
        if code == NO_FOLDER:
            raise TargetUnreachableError(
                gettext("{root} trên {host} là một tệp.", root=self._root, host=self._host)
            )

    def read(self, path: str) -> bytes | None:
        file = self._quoted(path)
        code, data = self._ask(
            f"[ -f {file} ] || exit {NOT_THERE}; cat {file}", allowed=(NOT_THERE,)
        )
        return None if code == NOT_THERE else data

    def write(self, path: str, data: bytes) -> None:
        file, fresh = self._quoted(path), self._quoted(f"{path}.fresh")
        folder = self._parent(path)
        self._ask(f"mkdir -p {folder}; {_print(data)} > {fresh}; mv -fT {fresh} {file}")

    def claim(self, path: str, data: bytes) -> bool:
        file = self._quoted(path)
        # A name of its own for each process there: two may come at once.
        code, _ = self._ask(
            f't={file}.$$; {_print(data)} > "$t"; if ln "$t" {file} 2>/dev/null; then rm "$t"; '
            f'else rm "$t"; [ -e {file} ]; exit {THERE}; fi',
            allowed=(THERE,),
        )
        return code == 0

    def names(self, folder: str) -> list[str]:
        place = self._quoted(folder)
        _, data = self._ask(f"[ -d {place} ] || exit 0; ls -A {place}")
        return sorted(data.decode("utf-8", "surrogateescape").splitlines())

    def sizes(self, folder: str, paths: Collection[str]) -> dict[str, int]:
        place = self._quoted(folder)
        # What is missing is not told of.
        _, data = self._ask(
            "\n".join(
                [f"cd {place} 2>/dev/null || exit 0"]
                + [f"stat -c '%s %n' -- {names} 2>/dev/null || :" for names in _in_parts(paths)]
            )
        )
        lines = data.decode("utf-8", "surrogateescape").splitlines()
        rows = (line.partition(" ") for line in lines)
        return {path.removeprefix("./"): int(size) for size, _, path in rows}

    def digests(self, folder: str, known: Mapping[str, Entry]) -> dict[str, str]:
        place = self._quoted(folder)
        choice = "".join(
            f"if command -v {sums.split()[0]} >/dev/null; then sums='{sums}'; el" for sums in SUMS
        )
        # What cannot be read or opened is missing in the answer, and so no file of the release.
        code, data = self._ask(
            f"[ -d {place} ] && [ ! -L {place} ] || exit 0; cd {place}; "
            f"{choice}se exit {NO_SUMS}; fi; "
            f"{{ find . -type d ! -perm -555 -exec printf '%s/\\000' {{}} +; "
            "find . ! -type d ! \\( -type f -perm -444 \\) -exec printf '%s\\000' {} +; "
            "printf '\\000'; find . -type f -perm -444 -exec $sums {} +; } 2>/dev/null || :",
            allowed=(NO_SUMS,),
        )
        if code == NO_SUMS:
            raise TargetUnreachableError(
                gettext(
                    "Máy {host} cần một trong các lệnh sha256sum, shasum, openssl để đối "
                    "chiếu tệp (Debian: apt install coreutils).",
                    host=self._host,
                )
            )
        return _read_digests(data.decode("utf-8", "surrogateescape"))

    def mark(self, path: str, data: bytes) -> None:
        self.write(path, data)
        file, trial = self._quoted(path), self._quoted(".trial")
        self._ask(
            f'n=; while [ -z "$n" ]; do : > {trial}; n=$(find {trial} -newer {file}); '
            f'[ -n "$n" ] || sleep {CLOCK_TICK} 2>/dev/null || sleep 1; done; rm {trial}'
        )

    def untouched(self, folder: str, mark: str) -> bool:
        place, file = self._quoted(folder), self._quoted(mark)
        # A `find` that can't compare with the time of change tells it by its exit code.
        code, data = self._ask(
            f"[ -d {place} ] && [ ! -L {place} ] && [ -f {file} ] || exit {NOT_THERE}; "
            f"find {place} -maxdepth 0 -newercm {file} >/dev/null 2>&1 || exit {NOT_THERE}; "
            f"find {place} -newercm {file} | head -n 1",
            allowed=(NOT_THERE,),
        )
        return code == 0 and not data

    def send(self, folder: str, files: Mapping[str, Path], moment: int, heard: Heard) -> None:
        place = self._quoted(folder)
        self._batch([f"mkdir -p {place}", f"cd {place}", *_open_folders(files)])
        # Bytes go through a channel of their own.
        command = [*self._ssh, f"sh -c {shlex.quote(f'umask 022; tar -xof - -C {place}')}"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
            assert process.stdin
            broken = False
            try:
                _pack(process.stdin, files, moment, heard)
                process.stdin.close()
            except BrokenPipeError:  # its reason comes from there
                broken = True
            process.stdin = None
            _, complaint = process.communicate()
        if process.returncode or broken:
            raise self._trouble(complaint.decode("utf-8", "replace"))

    def clone(self, old: str, new: str, without: Collection[str]) -> None:
        known = self._differing(old, new)
        if known is None:
            self.remove([new])
            copied = f"cp -al {self._quoted(old)} {self._quoted(new)}"
            self._batch([f"mkdir -p {self._parent(new)}", copied])
        lacking, strange = known or ([], [])
        gone = outermost([*strange, *without])
        self._batch(
            [
                f"cd {self._quoted(new)}",
                *_open_folders([*gone, *lacking]),
                *(
                    f"find {names} -type d -exec chmod 755 {{}} + 2>/dev/null || :; rm -rf {names}"
                    for names in _in_parts(gone)
                ),
            ]
        )
        left_out = set(without)
        linked = [path for path in lacking if not left_out & {path, *folders_of([path])}]
        self.link([(f"{old}/{path}", f"{new}/{path}") for path in linked])

    def _differing(self, old: str, new: str) -> tuple[list[str], list[str]] | None:
        """Files that only `old` has, and what only `new` has: they are the same only under one
        inode. None where there is no `new`, or nothing that tells inodes, or where so much differs
        that all is sooner linked anew."""
        source, place = self._quoted(old), self._quoted(new)
        named = "-mindepth 1 -type d -printf '{0} d %P\\0' -o -printf '{0} %i %P\\0'"
        # Not every `find` tells inodes.
        code, data = self._ask(
            f"[ -d {place} ] && [ ! -L {place} ] && find / -maxdepth 0 -printf '' 2>/dev/null || "
            f"exit {NOT_THERE}; {{ find {source} {named.format('o')}; "
            f"find {place} {named.format('n')}; }} | sort -z -k 2 | uniq -z -u -s 1",
            allowed=(NOT_THERE,),
        )
        text = data.decode("utf-8", "surrogateescape")
        rows = [row.split(" ", 2) for row in text.split("\0")[:-1]]
        if code or len(rows) > MOST_RELINKED:
            return None
        lacking = [path for side, inode, path in rows if side == "o" and inode != "d"]
        return lacking, [path for side, _, path in rows if side == "n"]

    def link(self, pairs: Sequence[tuple[str, str]]) -> None:
        by_folder: defaultdict[str, list[str]] = defaultdict(list)
        for old, new in pairs:
            by_folder[self._parent(new)].append(self._quoted(old))
        lines = []
        for folder, files in by_folder.items():
            lines.append(f"mkdir -p {folder}")
            for start in range(0, len(files), AT_ONCE):
                lines.append(f"ln -f {' '.join(files[start : start + AT_ONCE])} {folder}/")
        self._batch(lines)

    def rename(self, pairs: Sequence[tuple[str, str]]) -> None:
        folders = dict.fromkeys(self._parent(new) for _, new in pairs)
        made = [f"mkdir -p {folder}" for folder in folders]
        for old, new in pairs:
            place = self._quoted(old)
            made.append(f"if [ -d {place} ] && [ ! -L {place} ]; then chmod 755 {place}; fi")
            made.append(f"mv -fT {place} {self._quoted(new)}")
        self._batch(made)

    def point(self, name: str, to: str) -> None:
        fresh = self._quoted(f".{name}.new")
        self._ask(
            f"rm -f {fresh}; ln -s {shlex.quote(to)} {fresh}; mv -fT {fresh} {self._quoted(name)}"
        )

    def pointed(self, name: str) -> str | None:
        link = self._quoted(name)
        code, data = self._ask(
            f"if [ -L {link} ]; then readlink {link}; elif [ ! -e {link} ]; then "
            f"exit {NOT_THERE}; fi",
            allowed=(NOT_THERE,),
        )
        return None if code == NOT_THERE else data.decode("utf-8", "replace").rstrip("\n")

    def unpoint(self, name: str) -> None:
        link = self._quoted(name)
        self._ask(f"if [ -L {link} ]; then rm -f {link}; fi")

    def kinds(self, names: Sequence[str]) -> list[EntryKind]:
        places = " ".join(map(self._quoted, names))
        _, data = self._ask(
            f'for p in {places}; do if [ -L "$p" ]; then echo link; elif [ -d "$p" ]; then '
            'echo folder; elif [ -e "$p" ]; then echo file; else echo; fi; done'
        )
        known: dict[bytes, EntryKind] = {b"link": "link", b"folder": "folder", b"file": "file"}
        return [known.get(line, "") for line in data.splitlines()]

    def seal(self, folder: str) -> None:
        place = self._quoted(folder)
        # What is sealed has other names too, and is not to be touched; it lies in a sealed folder.
        sealing = (
            '[ $# = 0 ] || { find "$@" -maxdepth 1 -type f ! -perm 444 -exec chmod 444 {} +; '
            'chmod 555 "$@"; }'
        )
        self._ask(
            f"find {place} -type d ! -perm 555 -print0 | xargs -0 sh -ec '{sealing}' sh; "
            f"sync -f {place} || sync"
        )

    def unseal(self, folder: str) -> None:
        place = self._quoted(folder)
        # One by one, the outermost first: nothing is found in a folder that cannot be opened.
        self._ask(
            f"[ -d {place} ] || exit 0; find {place} -type d ! -perm 755 -exec chmod 755 {{}} \\;; "
            f"find {place} -type f -exec chmod 644 {{}} +"
        )

    def remove(self, paths: Iterable[str]) -> None:
        lines = []
        for place in map(self._quoted, paths):
            opened = f"find {place} -type d -exec chmod 755 {{}} +"
            lines.append(
                f"if [ -d {place} ] && [ ! -L {place} ]; then {opened}; fi; rm -rf {place}"
            )
        self._batch(lines)

    def run(self, command: str) -> str:
        answer = self._answer(f"sh -c {shlex.quote(command)}")
        complaint = answer.complaint.decode("utf-8", "replace").strip()
        return (complaint or gettext("mã lỗi {code}", code=answer.code)) if answer.code else ""

    def local(self, path: str) -> Path | None:
        return None

    def _ask(self, script: str, allowed: Sequence[int] = ()) -> tuple[int, bytes]:
        """Exit code, 0 or one of `allowed`, and what it wrote. Raises TargetUnreachableError."""
        answer = self._answer(script)
        if answer.code and answer.code not in allowed:
            raise self._trouble(answer.complaint.decode("utf-8", "replace"))
        return answer.code, answer.data

    def _answer(self, script: str) -> Answer:
        try:
            return self._session.ask(script)
        except FileNotFoundError as cause:
            raise TargetUnreachableError(gettext(NO_SSH)) from cause
        except SessionLostError as cause:
            raise self._trouble(str(cause)) from cause

    def _batch(self, lines: Iterable[str]) -> None:
        self._ask("\n".join(lines))

    def _trouble(self, complaint: str) -> TargetUnreachableError:
        text = complaint.strip()
        if REFUSED in text and (key := locked_key(["ssh", *self._options, "--", self._host])):
            return TargetUnreachableError(gettext(LOCKED, key=key))
        return TargetUnreachableError(trouble_of(text, self._host, str(self._root), self._options))

    def _quoted(self, path: str) -> str:
        return shlex.quote(str(self._root / path))

    def _parent(self, path: str) -> str:
        return shlex.quote(str((self._root / path).parent))


@cache
def _one_connection() -> tuple[str, ...]:
    """All commands of this process go through one connection; Windows' ssh makes one for each."""
    if sys.platform == "win32":
        return ()
    # In the system's own folder: a socket's name may not be long.
    folder = tempfile.mkdtemp(prefix="ssh-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    socket = f"{folder}/%C"
    return ("-o", "ControlMaster=auto", "-o", f"ControlPath={socket}", "-o", "ControlPersist=10")


def _print(data: bytes) -> str:
    """A command that writes `data`, which has no zero byte."""
    return f"printf %s {shlex.quote(data.decode('utf-8', 'surrogateescape'))}"


def _in_parts(paths: Iterable[str]) -> Iterator[str]:
    """As many as one command takes."""
    left = iter(paths)
    while part := list(islice(left, AT_ONCE)):
        yield " ".join(shlex.quote(f"./{path}") for path in part)


def _open_folders(paths: Iterable[str]) -> Iterator[str]:
    """Those that `paths` lie in, as far as they are there, can be changed by their owner."""
    return (f"chmod 755 . {it} 2>/dev/null || :" for it in _in_parts(sorted(folders_of(paths))))


def _read_digests(text: str) -> dict[str, str]:
    """text: paths after which nothing is told, each ended by a zero byte; a zero byte; sums."""
    *others, lines = text.split("\0")
    found = {(path.removeprefix("./") or "./"): "" for path in others if path}
    for line in filter(None, lines.split("\n")):
        # How GNU's programs tell a name that has a line's end or a backslash in it.
        if line.startswith("\\"):
            line = line[1:].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
        found[line[66:].removeprefix("./")] = line[:64]
    return found


def _pack(stream: IO[bytes], files: Mapping[str, Path], moment: int, heard: Heard) -> None:
    with tarfile.open(mode="w|", fileobj=stream, format=tarfile.GNU_FORMAT) as archive:
        for number, (path, source) in enumerate(files.items(), 1):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime, entry.mode = source.stat().st_size, moment, 0o444
            with source.open("rb") as opened:
                archive.addfile(entry, opened)
            heard(number)
