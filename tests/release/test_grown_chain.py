"""Of chain.yml only the lines that are new are looked at, and what it says is what the reader proper says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.act import Chain
from generator.model.place import CHAIN_FILE, Place
from generator.read.record import read_record
from generator.release.ledger import read_ledger
from tests.release.repository import Repo

FIRST = "- 2016-q4\n"


@pytest.mark.parametrize(
    "states",
    [
        (FIRST, f"{FIRST}- 2016-q4-c1\n", f"{FIRST}- 2016-q4-c1\n- 2016-q4 withdrawn\n"),
        (FIRST, f"{FIRST}- 2016-q4\n"),
        (FIRST, f"{FIRST}- 2016-q9\n"),
        (FIRST, f"{FIRST}- 2017-q1"),
        (FIRST, "- 2017-q1\n"),
        (FIRST, f"{FIRST}  withdrawn\n"),
        (f"{FIRST}# 一季度\n", f"{FIRST}# 一季度\n- 2017-q1\n"),
        (f"{FIRST}...\n", f"{FIRST}...\n- 2017-q1\n"),
    ],
)
def test_each_state_says_what_the_reader_says(states: tuple[str, ...], tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "-q", "-b", "main")
    for at, text in enumerate(states, 1):
        repo.write(CHAIN_FILE, text)
        repo.commit(f"第 {at} 次", f"2017-01-{at:02}")
    found = read_ledger(repo.opened, repo.head).chain
    assert [state.data.decode() for state in found] == list(states)
    for state in found:
        record = read_record(CHAIN_FILE, Place("chain"), state.data).record
        assert state.lines == (record.lines if isinstance(record, Chain) else None), state.data
