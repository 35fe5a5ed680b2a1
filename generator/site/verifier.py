"""The auditor's script, which goes with every site: one file of the standard library."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.edition import Edition
from generator.read.program import PROGRAM

VERIFIER = "verify/verify.py"


def produce_verifier(_: Edition) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the script."""
    yield VERIFIER, (PROGRAM / "templates" / VERIFIER).read_bytes()
