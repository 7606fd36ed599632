"""Pages are rendered fast: what many of them share is made once."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket


class SiteTemplate(Template):
    """Has its globals in one dict: at every import Jinja compares those of two templates."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        return super().from_code(environment, code, dict(globals), uptodate)


class CompiledTemplates(BytecodeCache):
    """Also in memory, by name with their sources' checksums (`known`, which later builds of a
    process may have); what is not there is asked of `stored`."""

    def __init__(
        self, stored: BytecodeCache | None, known: dict[str, tuple[str, CodeType]]
    ) -> None:
        self._stored, self._known = stored, known

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._stored:
            self._stored.load_bytecode(bucket)
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._keep(bucket)
        if self._stored:
            self._stored.dump_bytecode(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code:
            self._known[bucket.key] = bucket.checksum, bucket.code


def once_a_build() -> Callable[..., str]:
    """For templates, in place of plugins/site's `once`, which renders at each call."""

    @lru_cache(maxsize=None, typed=True)
    def once(macro: Callable[..., str], *arguments: object) -> str:
        return macro(*arguments)

    return once
