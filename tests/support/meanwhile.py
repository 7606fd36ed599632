"""Something happens to content/ at a chosen moment of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from plugins.images import reading, store
from plugins.images.store import ImageStore
from plugins.incremental.articles import Articles
from plugins.incremental.generators import ContentGenerator, StaticGenerator
from plugins.incremental.outputs import CachedOutputs

# In their order: content/ was checked, and articles are to be read; a picture's bytes were read;
# what was read of an article is to be remembered; pictures are to be encoded; files are to be
# copied; all is written.
MOMENTS = ("checked", "read", "kept", "made", "copied", "completed")
BEFORE: Mapping[str, tuple[Any, str]] = {
    "checked": (ContentGenerator, "_read"),
    "kept": (Articles, "keep"),
    "made": (ImageStore, "make"),
    "copied": (StaticGenerator, "generate_output"),
    "completed": (CachedOutputs, "complete"),
}


@contextmanager
def meanwhile(happen: Mapping[str, Callable[[], None]]) -> Iterator[None]:
    """Each of `happen` once, when the build inside comes to its moment, else never."""
    waiting = dict(happen)

    def come_to(moment: str) -> None:
        waiting.pop(moment, lambda: None)()

    def patched(moment: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def before(*given: Any) -> Any:
            come_to(moment)
            return method(*given)

        return before

    read = reading.read_picture

    def read_first(*given: Any) -> bytes:
        data = read(*given)
        come_to("read")
        return data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "read_picture", read_first)
        for moment, (owner, name) in BEFORE.items():
            patch.setattr(owner, name, patched(moment, getattr(owner, name)))
        yield
