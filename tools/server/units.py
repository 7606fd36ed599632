"""Due articles appear by themselves, and the web server takes a new configuration at once."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from tools.server.facts import refuse_path
from tools.server.filling import environment
from tools.server.refusal import ServerRefused

FILES = (
    "portal-publish.service",
    "portal-publish.timer",
    "portal-reload.path",
    "portal-reload.service",
)
# What refuses a faulty configuration before the server is asked to take it.
TESTS = {
    "nginx": ("/usr/sbin/nginx -t -q",),
    "caddy": ("/usr/bin/caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile",),
}
USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}\Z")


def unit_files(
    target: PurePosixPath, project: PurePosixPath, user: str, server: str
) -> dict[str, str]:
    """systemd's files by name; user: who owns `target` and `project`; server: nginx or caddy."""
    for path in (target, project):
        refuse_path(path)
    if not USER.match(user):
        raise ServerRefused(f"“{user!r}” không phải là tên người dùng của máy, như “portal”.")
    values = {
        "target": str(target),
        "project": str(project),
        "user": user,
        "server": server,
        "test_commands": TESTS[server],
        "path": _path,
        "word": _word,
    }
    templates = environment("systemd")
    return {name: templates.get_template(name).render(values) for name in FILES}


def _path(text: str) -> str:
    """Where systemd takes the rest of the line; a per cent sign begins one of its names."""
    return text.replace("%", "%%")


def _word(text: str) -> str:
    """Where systemd parts words at spaces."""
    return '"' + _path(text).replace('"', '\\"') + '"'
