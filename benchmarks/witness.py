"""The witness at full size: which of 1,000 sources the index names, and what is lost when a worker is killed.

100 sources are rewritten, truncated, dated back, replaced by another's or played again, while 100 others publish,
correct, withdraw and redact as they may; one worker of four is killed at a random moment, 20 times.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row
from tests.gather.trials import kill_some, spoil_some

_COUNT, _SPOILT, _SEED = 1000, 100, 2026
_KILLS, _SOURCES = 20, 200  # eight lots of sources, among which the moment falls


def run() -> Iterator[Row]:
    """Counts what went wrong: none may."""
    with tempfile.TemporaryDirectory() as work:
        trial = spoil_some(Path(work), _COUNT, _SPOILT, _SEED)
        yield Row(f"spoilt sources not named, of {len(trial.due)} among {_COUNT}", len(trial.missed), 0, "")
        yield Row(f"sound sources named, of {_COUNT - _SPOILT}", len(trial.accused), 0, "")
    with tempfile.TemporaryDirectory() as work:
        same = list(kill_some(Path(work), _SOURCES, _KILLS, _SEED))
        yield Row(f"other bytes after a kill of one worker of four, of {len(same)}", same.count(False), 0, "")
