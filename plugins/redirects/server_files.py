"""A server leads on by itself who asks for an old address: what nginx, Caddy and hosts read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, get_args
from urllib.parse import parse_qsl, unquote

Server = Literal["nginx", "caddy", "netlify"]
SERVERS: tuple[Server, ...] = get_args(Server)
# A path in which these hosts see no pattern.
PLAIN = re.compile(r"/[A-Za-z0-9/._~%!$&'()+,;=@-]*")


def nginx_map(moved: Mapping[str, str]) -> str:
    """To be included in `map $request_uri $moved { … }`, which does not look at letter case."""
    return "".join(f"{_nginx(old)} {_nginx(new)};\n" for old, new in moved.items())


def caddy_map(moved: Mapping[str, str]) -> str:
    """To be imported by a site's block."""
    lines = (f"\t`~(?i)^{re.escape(old)}$` `{_caddy(new)}`\n" for old, new in moved.items())
    table = f"map {{http.request.orig_uri}} {{moved}} {{\n{''.join(lines)}\tdefault ``\n}}\n"
    return f'{table}@moved expression `{{moved}} != ""`\nredir @moved {{moved}} 301\n'


def netlify_rules(moved: Mapping[str, str]) -> str:
    """For Netlify's and Cloudflare Pages' `_redirects`; what has no form there is left out."""
    return "".join(
        f"{source} {new} 301\n" for old, new in moved.items() if (source := _netlify(old))
    )


# The file's place inside the site, and what makes its text of new addresses by old ones.
FILES: Mapping[Server, tuple[str, Callable[[Mapping[str, str]], str]]] = {
    "nginx": (".redirects/nginx.map", nginx_map),
    "caddy": (".redirects/caddy", caddy_map),
    "netlify": ("_redirects", netlify_rules),
}


def _nginx(address: str) -> str:
    """A dollar sign would begin a variable."""
    quoted = address.replace("\\", "\\\\").replace('"', '\\"').replace("$", "%24")
    return f'"{quoted}"'


def _caddy(address: str) -> str:
    """Braces would begin a placeholder, a backtick end the text."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("`", "%60")


def _netlify(old: str) -> str:
    path, _, query = old.partition("?")
    decoded = unquote(path)
    if not PLAIN.fullmatch(path) or "*" in decoded or ":" in decoded:
        return ""
    values = parse_qsl(query, keep_blank_values=True)
    if query and not values:
        return ""
    return " ".join([path, *(f"{name}={value}" for name, value in values)])
