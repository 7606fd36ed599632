"""Apache as shared hosting runs it: nothing of the site's is in its own configuration."""

from __future__ import annotations

import http.client
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.web_server import Answer, answer_to, free_port
from tools.web_servers import find

MODULES = Path("/usr/lib/apache2/modules")
NEEDED = (
    "mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate", "brotli",
    "rewrite",
)  # fmt: skip
CONFIGURATION = """\
ServerRoot "{folder}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
ErrorLog "{folder}/error.log"
{modules}
Mutex posixsem
TypesConfig /dev/null
{user}
DocumentRoot "{site}"
<Directory "{site}">
    AllowOverride All
    Require all granted
</Directory>
"""


@dataclass(frozen=True)
class Apache:
    """site: the folder that it serves, and that accounts write to."""

    port: int
    site: Path

    def ask(self, path: str, **headers: str) -> Answer:
        """headers: with underlines for hyphens. The path goes out as it stands."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.putrequest("GET", path, skip_accept_encoding=True)
            return answer_to(connection, headers)


@contextmanager
def apache() -> Iterator[Apache]:
    program = find("apache2")
    if program is None:
        pytest.fail("no apache2: run `python3 run.py test`, which installs it")
    # Its workers are another user, to whom the tests' own folders are closed.
    with tempfile.TemporaryDirectory() as made:
        folder, port = Path(made), free_port()
        folder.chmod(0o755)
        site = folder / "site"
        site.mkdir()
        text = CONFIGURATION.format(
            folder=folder,
            port=port,
            site=site,
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
            modules="\n".join(f"LoadModule {it}_module {MODULES}/mod_{it}.so" for it in NEEDED),
        )
        (folder / "apache.conf").write_text(text, "utf-8")
        process = subprocess.Popen([program, "-f", folder / "apache.conf", "-DFOREGROUND"])
        try:
            _wait(process, port, folder / "error.log")
            yield Apache(port, site)
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    while process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
                connection.request("GET", "/")
                connection.getresponse()
                return
        except OSError:
            time.sleep(0.02)
    pytest.fail(log.read_text("utf-8") if log.is_file() else "apache2 did not start")
