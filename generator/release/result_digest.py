"""The canonical form of results, of which publications keep the SHA-256 (RFC 8785)."""

from __future__ import annotations

import json
from hashlib import sha256

from generator.score.kept_scores import KeptScores
from generator.score.result import YearResult
from generator.score.result_json import year_json


def canonical_results(result: YearResult) -> bytes:
    """The results of a period as canonical JSON (RFC 8785), in UTF-8.

    The commit and the units' names are left out: equal figures have equal bytes, whichever commit they were
    computed from and whatever a unit is called since. Keys are ASCII and figures are text, so what `json` writes is
    already the canonical form, many times faster than by a library made for all numbers and keys.
    """
    found = year_json(result, None)
    del found["commit"]
    for unit in found["units"]:
        del unit["name"]
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def results_digest(result: YearResult, kept: KeptScores | None = None) -> str:
    """The SHA-256 of the canonical results, in hexadecimal; that of a result that is `kept` is made once."""
    return _digest(result) if kept is None else kept.digest(result, _digest)


def _digest(result: YearResult) -> str:
    return sha256(canonical_results(result)).hexdigest()
