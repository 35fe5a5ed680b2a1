"""Templates as Python code, kept for as long as the program runs: to compile them takes longer than to fill them."""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """What one kind of environment compiled; another, which escapes otherwise or knows other filters, has its own.

    A template that was changed has another checksum, and is compiled anew.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills in the code, if the template is the one that was compiled."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)
