"""The search for cycles is put off while many records are made."""

from __future__ import annotations

import gc

from generator.model.collector import without_collector


def test_it_is_off_within_and_on_again_after() -> None:
    with without_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_where_it_was_off_it_stays_so() -> None:
    gc.disable()
    try:
        with without_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
