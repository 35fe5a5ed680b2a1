"""The trials of an index in their small form; `benchmarks/witness.py` runs them at full size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gather.trials import kill_some, spoil_some


def test_every_spoilt_source_is_named_and_nothing_else(tmp_path: Path) -> None:
    trial = spoil_some(tmp_path, count=40, spoilt=15, seed=1)
    assert len(trial.due) == 15
    assert trial.missed == []
    assert trial.accused == []


def test_a_worker_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.gather.lots.LOT_SOURCES", 1)
    assert list(kill_some(tmp_path, count=8, times=2, seed=1)) == [True, True]
