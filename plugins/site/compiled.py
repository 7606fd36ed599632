"""Compiled templates of earlier builds: each one in a process of its own would compile all anew."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from plugins.shared.sealed import BrokenSealError, SealedFiles


class StoredTemplates(BytecodeCache):
    """In `folder`. Jinja's own cache loads whatever bytes are there, and Python's loader of code
    ends the whole process at damaged ones."""

    def __init__(self, folder: Path) -> None:
        self._files = SealedFiles(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            data = self._files.read(bucket.key)
        except BrokenSealError:  # compiled anew, and written over it
            return
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._files.write(bucket.key, bucket.bytecode_to_string())
