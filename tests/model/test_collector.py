"""The search for cycles is put off, and what somebody keeps out of it stays out."""

from __future__ import annotations

import gc

from generator.model.collector import without_collector


def test_it_is_off_within_and_on_again_after() -> None:
    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_frozen_stays_so() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with without_collector():
        pass
    assert gc.get_freeze_count() == before > 0
