"""Starts nginx and Caddy as ordinary processes on loopback, with folders of their own."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

import brotli
import pytest
import zstandard

from tools.server.facts import SOCKET, Certificate, ServerFacts
from tools.server.headers import COMPRESSIBLE
from tools.server.nginx import quoted
from tools.server.policy import policy_hashes
from tools.server.resolver import Store, served
from tools.server.resolving import Resolver
from tools.server.site import NAMES, RENDERERS
from tools.web_servers import BROTLI_MODULE, find

Kind = Literal["nginx", "caddy"]
HOST = "localhost"
OTHER_HOST = "www.localhost"
LOOPBACK = ("127.0.0.1", "::1")
STARTED = 20.0  # seconds, on a busy machine

NGINX = """\
load_module {module};
daemon off;
user root;
worker_processes 1;
pid "{folder}/nginx.pid";
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path "{folder}/body";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
    include {include};
}}
"""
CADDY = """\
{{
	admin {admin}
	log {{
		level ERROR
	}}
	storage file_system "{folder}"
	skip_install_trust
	auto_https disable_redirects
}}
import {include}
"""


@dataclass(frozen=True)
class Answer:
    """Header names in small letters; `many` has every line, as sent."""

    status: int
    headers: dict[str, str]
    many: list[tuple[str, str]]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


def answer_to(connection: http.client.HTTPConnection, headers: Mapping[str, str]) -> Answer:
    """To a request that is begun. headers: with underlines for hyphens."""
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    many = [(name.lower(), value) for name, value in answer.getheaders()]
    return Answer(answer.status, dict(many), many, answer.read())


@dataclass(frozen=True)
class Server:
    """One that runs; target: what it serves."""

    kind: Kind
    facts: ServerFacts

    @property
    def site(self) -> Path:
        return Path(self.facts.site)

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        host: str = HOST,
        ip: str = LOOPBACK[0],
        secure: bool | None = None,
        **headers: str,
    ) -> Answer:
        """headers: with underlines for hyphens. The path goes out as it stands."""
        secure = self.facts.tls if secure is None else secure
        port = self.facts.https_port if secure else self.facts.http_port
        connection = http.client.HTTPConnection(ip, port, timeout=20)
        with closing(connection):
            if secure:
                connection.sock = self.secured(ip, host)
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", f"{host}:{port}")
            return answer_to(connection, headers)

    def secured(
        self, ip: str = LOOPBACK[0], host: str = HOST, protocols: Sequence[str] = ()
    ) -> ssl.SSLSocket:
        """Named by `host`, as a browser does it; the tests' own certificate is not checked."""
        trusting = ssl._create_unverified_context()
        if protocols:
            trusting.set_alpn_protocols(list(protocols))
        plain = socket.create_connection((ip, self.facts.https_port), 20)
        return trusting.wrap_socket(plain, server_hostname=host)


def make_target(folder: Path, site: Path, release: str = "r1") -> Path:
    """A server's folder as `publish` leaves it, with a copy of the built `site`."""
    place = folder / "releases" / release / "site"
    shutil.copytree(site, place)
    (place.parent / "manifest.json").write_text("{}")
    for file in place.rglob("*"):
        if file.suffix[1:] in COMPRESSIBLE:
            compress(file)
    (folder / "kept").mkdir(exist_ok=True)
    switch(folder, release)
    return place


def switch(target: Path, release: str) -> None:
    fresh = target / "fresh"
    fresh.symlink_to(f"releases/{release}")
    fresh.rename(target / "current")


def compress(file: Path) -> None:
    data = file.read_bytes()
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(data, mtime=0))
    file.with_name(file.name + ".br").write_bytes(brotli.compress(data, quality=5))
    file.with_name(file.name + ".zst").write_bytes(zstandard.compress(data))


def facts_for(target: Path, **changes: object) -> ServerFacts:
    """Of a target on loopback, with free ports and the hashes of its current release."""
    site = target / "current" / "site"
    facts = ServerFacts(
        hosts=(HOST, OTHER_HOST),
        target=PurePosixPath(target),
        addresses=LOOPBACK,
        http_port=free_port(),
        https_port=free_port(),
        hashes=policy_hashes(site),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def free_port() -> int:
    """One that nobody holds, in IPv4 and in IPv6."""
    while True:
        with socket.socket(socket.AF_INET6) as six, socket.socket() as four:
            six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            six.bind(("::1", 0))
            port: int = six.getsockname()[1]
            try:
                four.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def make_certificate(folder: Path) -> Certificate:
    chain, key = folder / "chứng thư.pem", folder / "khoá.pem"
    command = [find("openssl") or "openssl", "req", "-x509", "-newkey", "ec", "-nodes"]
    command += ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", f"subjectAltName=DNS:{HOST},DNS:{OTHER_HOST}"]
    subprocess.run([*command, "-keyout", key, "-out", chain], check=True, capture_output=True)
    return Certificate(PurePosixPath(chain), PurePosixPath(key))


@contextmanager
def running(kind: Kind, facts: ServerFacts, folder: Path, admin: str = "off") -> Iterator[Server]:
    """Serves a target; folder: root's own, and for what the process itself writes.

    admin: where Caddy listens for `caddy reload`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    facts = replace(facts, state=PurePosixPath(folder))
    if facts.store and facts.socket == SOCKET:
        with resolving(facts) as known, running(kind, known, folder, admin) as server:
            yield server
        return
    port = facts.https_port if facts.tls else facts.http_port
    with configured(kind, RENDERERS[kind](facts), facts.addresses, port, folder, admin):
        yield Server(kind, facts)


@contextmanager
def configured(
    kind: Kind, text: str, addresses: Sequence[str], port: int, folder: Path, admin: str = "off"
) -> Iterator[None]:
    """A server with the configuration `text`, which has it listen at `addresses` and `port`."""
    (folder / NAMES[kind]).write_text(text, "utf-8", "surrogateescape")
    log = folder / "log.txt"
    with log.open("wb") as heard:
        process = subprocess.Popen(
            command_of(kind, folder, admin),
            stdout=heard,
            stderr=subprocess.STDOUT,
            env=os.environ | {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        )
    try:
        _wait(process, addresses, port, log)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def resolving(facts: ServerFacts) -> Iterator[ServerFacts]:
    """With the socket at which somebody tells which object of the store a path means."""
    # A socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder, "s")
        with served(Resolver(Store(facts.store).ask), socket) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield replace(facts, socket=PurePosixPath(socket))
            finally:
                server.shutdown()
                thread.join()


def command_of(kind: Kind, folder: Path, admin: str = "off") -> list[str]:
    program = find(kind)
    if program is None:
        pytest.fail(f"no {kind}: run `python3 run.py test`, which installs it")
    main = main_file(kind, folder, NAMES[kind], admin)
    if kind == "nginx":
        return [program, "-p", str(folder), "-c", str(main)]
    return [program, "run", "--config", str(main), "--adapter", "caddyfile"]


def main_file(kind: Kind, folder: Path, included: str, admin: str = "off") -> Path:
    """The server's own configuration, which includes `included` of `folder`."""
    main = folder / f"main of {included}"
    text = NGINX if kind == "nginx" else CADDY
    # Both quote a path alike.
    include = quoted(folder / included)
    values = {"module": BROTLI_MODULE, "folder": folder, "include": include, "admin": admin}
    main.write_text(text.format_map(values), "utf-8")
    return main


def _wait(process: subprocess.Popen[bytes], addresses: Sequence[str], port: int, log: Path) -> None:
    end = time.monotonic() + STARTED
    while process.poll() is None and time.monotonic() < end:
        try:
            for address in addresses:
                socket.create_connection((address, port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")
