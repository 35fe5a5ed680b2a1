"""The auditor's script, which goes with every site: one file of the standard library."""

from __future__ import annotations

from collections.abc import Iterator

from generator.read.program import PROGRAM
from generator.words.build_context import BuildContext

VERIFIER = "verify/verify.py"


def produce_verifier(_: BuildContext) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the script."""
    yield VERIFIER, (PROGRAM / "templates" / VERIFIER).read_bytes()
