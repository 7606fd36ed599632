"""The templates in deploy/ become a server's configuration; a name left out is an error."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.places import ROOT
from tools.server import headers
from tools.server.facts import ServerFacts
from tools.server.moved import TRACKERS

DEPLOY = ROOT / "deploy"
PORTS = {"http": 80, "https": 443}


def fill(folder: str, name: str, facts: ServerFacts, **own: Any) -> str:
    """The template deploy/`folder`/`name`; own: for this server alone."""
    store = urlsplit(facts.store)
    values = own | {
        "store_scheme": store.scheme,
        "store_authority": store.netloc,
        "store_host": f"{store.hostname}:{store.port or PORTS.get(store.scheme)}",
        "store_path": store.path,
        "hidden_headers": sorted({*headers.STORE_HEADERS, *headers.same_headers(facts)}),
        "facts": facts,
        "https_suffix": "" if facts.https_port == 443 else f":{facts.https_port}",
        "with_query": [moved for moved in facts.moved if moved.query],
        "without_query": [moved for moved in facts.moved if not moved.query],
        "trackers": TRACKERS,
        "hashed": headers.HASHED,
        "immutable": headers.IMMUTABLE,
        "revalidated": headers.REVALIDATED,
        "compressible": headers.COMPRESSIBLE,
        "types": headers.TYPES,
        "feeds": headers.FEEDS,
        "page_policy": headers.page_policy(facts),
        "page": headers.PAGE,
        "files": headers.FILES,
        "file_policy": headers.FILE_POLICY,
        "viewed": headers.VIEWED,
        "viewed_policy": headers.VIEWED_POLICY,
        "worker": headers.WORKER,
        "worker_policy": headers.WORKER_POLICY,
        "same_headers": headers.same_headers(facts),
    }
    return environment(folder).get_template(name).render(values)


def environment(folder: str) -> Environment:
    """Of the templates in deploy/`folder`."""
    return Environment(  # noqa: S701  (no HTML: each template quotes in its own language)
        loader=FileSystemLoader(DEPLOY / folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
