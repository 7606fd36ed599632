"""A connection to an FTPS host: encrypted or none, the host's certificate checked, mended once."""

from __future__ import annotations

import ftplib
import io
import os
import ssl
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from socket import socket
from typing import TypeVar

from plugins.shared.messages import gettext
from tools.publish.errors import PublishError
from tools.publish.hosts.ftps_errors import NO_COMMAND, refusal_of
from tools.publish.targets import Ftps

VARIABLE = "PORTAL_FTPS_PASSWORD"
SECONDS = 30.0
# What a command says that a connection is gone for, not what was asked.
LOST = ("421", "426")
Result = TypeVar("Result")


class _SameSession(ftplib.FTP_TLS):
    """Servers ask for the control connection's TLS session on each data connection, so that nobody
    else can take one over (vsftpd's require_ssl_reuse, ProFTPD and FileZilla by default)."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket, int | None]:
        conn, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)
        if self._prot_p:  # type: ignore[attr-defined]
            session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
            conn = self.context.wrap_socket(conn, server_hostname=self.host, session=session)
        return conn, size


class Client:
    """Paths are inside the site's folder; "" is that. Raises TargetUnreachableError."""

    def __init__(self, place: Ftps) -> None:
        self._place = place
        self._ftp: _SameSession | None = None
        self._folders: set[str] = set()

    def read(self, path: str) -> bytes | None:
        """None where there is no such file."""

        def fetch(ftp: _SameSession) -> bytes | None:
            data = io.BytesIO()
            try:
                self._transfer(ftp, f"RETR {self._whole(path)}", lambda conn: _receive(conn, data))
            except ftplib.error_perm as cause:
                if str(cause)[:3] == "550":
                    return None
                raise
            return data.getvalue()

        return self._ask(fetch)

    def write(self, path: str, data: bytes) -> None:
        """Not whole from one instant on: see `replace`."""
        self._make_folders(path)
        self._ask(
            lambda ftp: self._transfer(
                ftp, f"STOR {self._whole(path)}", lambda conn: conn.sendall(data)
            )
        )

    def rename(self, old: str, new: str) -> bool:
        """A file that has the name is replaced, at once where the host can do that; False where
        there is no file or folder `old`, or `new` is a folder that is not empty."""
        self._make_folders(new)

        def move(ftp: _SameSession) -> bool:
            try:
                ftp.rename(self._whole(old), self._whole(new))
            except ftplib.error_perm:
                return False
            return True

        return self._ask(move)

    def replace(self, old: str, new: str) -> None:
        """As `rename`, of files; some hosts rename over no file, and readers miss it for as long as
        one more command takes."""
        if self.rename(old, new):
            return
        if self.size(old) is None:  # an answer was lost: it has been moved
            return
        self.remove(new)
        self._ask(lambda ftp: ftp.rename(self._whole(old), self._whole(new)))

    def remove(self, path: str) -> None:
        """A file; what is not there is no error."""

        def delete(ftp: _SameSession) -> None:
            try:
                ftp.delete(self._whole(path))
            except ftplib.error_perm:
                if self.size(path) is not None:
                    raise

        self._ask(delete)

    def remove_folder(self, path: str) -> bool:
        """Only an empty one; False where it is not, or not there."""

        def delete(ftp: _SameSession) -> bool:
            try:
                ftp.rmd(self._whole(path))
            except ftplib.error_perm:
                return False
            return True

        gone = self._ask(delete)
        if gone:
            self._folders.discard(path)
        return gone

    def size(self, path: str) -> int | None:
        """None where there is no such file."""

        def ask(ftp: _SameSession) -> int | None:
            try:
                ftp.voidcmd("TYPE I")
                return ftp.size(self._whole(path))
            except ftplib.error_perm:
                return None

        return self._ask(ask)

    def sizes(self, folder: str) -> dict[str, int]:
        """Of the files and folders right below, by name; those that the host doesn't tell, and
        folders', are -1. Empty where there is no such folder."""

        def ask(ftp: _SameSession) -> dict[str, int]:
            try:
                return dict(map(_fact, self._lines(ftp, f"MLSD {self._whole(folder)}")))
            except ftplib.error_perm as cause:
                if str(cause)[:3] not in NO_COMMAND:
                    return {}
            try:
                names = self._lines(ftp, f"NLST {self._whole(folder)}")
            except ftplib.Error:  # so some say that a folder is empty
                return {}
            return {name.rstrip("/").rpartition("/")[2]: -1 for name in names}

        found = self._ask(ask)
        return {name: size for name, size in found.items() if name not in ("", ".", "..")}

    def know_folders(self, paths: Iterable[str]) -> None:
        """Those in which these files lie need not be made."""
        for path in paths:
            self._folders |= {str(folder) for folder in PurePosixPath(path).parents}

    def make_folder(self, path: str) -> None:
        """In one that is there; no error where it is there itself."""
        if path in self._folders:
            return

        def make(ftp: _SameSession) -> None:
            with suppress(ftplib.error_perm):  # whatever is written into it will tell
                ftp.mkd(self._whole(path))

        self._ask(make)
        self._folders.add(path)

    def _make_folders(self, path: str) -> None:
        """All that `path` lies in."""
        parts = path.split("/")
        for end in range(1, len(parts)):
            self.make_folder("/".join(parts[:end]))

    def _lines(self, ftp: _SameSession, command: str) -> list[str]:
        data = io.BytesIO()
        self._transfer(ftp, command, lambda conn: _receive(conn, data))
        return data.getvalue().decode("utf-8", "replace").splitlines()

    def _transfer(self, ftp: _SameSession, command: str, work: Callable[[socket], None]) -> None:
        ftp.voidcmd("TYPE I")
        with ftp.transfercmd(command) as conn:
            work(conn)
            if isinstance(conn, ssl.SSLSocket):
                with suppress(OSError):  # many hosts close without saying good-bye
                    conn.settimeout(2)
                    conn.unwrap()
        ftp.voidresp()

    def _ask(self, work: Callable[[_SameSession], Result]) -> Result:
        """Once more where the host had closed the connection meanwhile."""
        try:
            return work(self._connected())
        except (EOFError, ConnectionError, ssl.SSLError, ftplib.error_temp) as cause:
            if isinstance(cause, ssl.SSLCertVerificationError) or self._ftp is None:
                raise self._refusal(cause) from cause
            if isinstance(cause, ftplib.error_temp) and not str(cause).startswith(LOST):
                raise self._refusal(cause) from cause
            self._ftp.close()
            self._ftp = None
        except (OSError, ftplib.Error) as cause:
            raise self._refusal(cause) from cause
        try:
            return work(self._connected())
        except (OSError, EOFError, ftplib.Error) as cause:
            raise self._refusal(cause) from cause

    def _connected(self) -> _SameSession:
        if self._ftp is None:
            password = self._password()
            ftp = _SameSession(context=ssl.create_default_context(), timeout=SECONDS)
            try:
                ftp.connect(self._place.host, self._place.port)
                ftp.auth()
            except (OSError, EOFError, ftplib.Error) as cause:
                raise self._refusal(cause, securing=True) from cause
            ftp.login(self._place.user, password)
            ftp.prot_p()
            self._ftp = ftp
        return self._ftp

    def _refusal(self, cause: Exception, securing: bool = False) -> Exception:
        where = VARIABLE if VARIABLE in os.environ else self._place.password_file
        return refusal_of(cause, self._place, where, securing)

    def _password(self) -> str:
        """Raises PublishError where nobody gave one, or others could read it."""
        if VARIABLE in os.environ:
            return os.environ[VARIABLE]
        if not self._place.password_file:
            raise PublishError(
                gettext(
                    "Chưa có mật khẩu của “{user}” ở “{host}”: ghi nó vào một tệp riêng, nêu "
                    "tệp ấy ở password_file trong publishconf.py, hoặc đặt biến môi trường "
                    "{variable}.",
                    user=self._place.user,
                    host=self._place.host,
                    variable=VARIABLE,
                )
            )
        file = Path(self._place.password_file).expanduser()
        try:
            mode = file.stat().st_mode
            text = file.read_text("utf-8")
        except OSError as cause:
            raise PublishError(
                gettext(
                    "Không đọc được tệp mật khẩu {file} ({why}): xem lại password_file.",
                    file=file,
                    why=cause.strerror,
                )
            ) from cause
        if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise PublishError(
                gettext(
                    "Người khác trên máy này đọc được tệp mật khẩu {file}: chạy “chmod 600 "
                    "{file}”.",
                    file=file,
                )
            )
        return text.rstrip("\r\n")

    def _whole(self, path: str) -> str:
        return "/".join(filter(None, [self._place.path, path])) or "."


def _receive(conn: socket, data: io.BytesIO) -> None:
    while part := conn.recv(1 << 16):
        data.write(part)


def _fact(line: str) -> tuple[str, int]:
    """Of a line as RFC 3659 has it: `type=file;size=25; a name`."""
    facts, _, name = line.partition(" ")
    found = dict(fact.lower().split("=", 1) for fact in facts.split(";") if "=" in fact)
    size = found.get("size", "") if found.get("type") == "file" else ""
    return name, int(size) if size.isdecimal() else -1
