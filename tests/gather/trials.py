"""Trials of an index: many sources of which some were spoilt, and workers that are killed while they read.

`tests/gather/test_trials.py` runs them small, `benchmarks/witness.py` at full size.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gather.indexing import IndexFolder
from tests.gather.killing import Killer
from tests.gather.published import Published, whole_year
from tests.gather.test_chain import REWRITINGS

KINDS = ("rewritten", "truncated", "dated back", "replaced", "replayed")
_OF_KIND = {
    "rewritten": ("results changed", "in another order", "put in between", "dated on"),
    "truncated": ("truncated", "all gone", "one gone from the middle"),
    "dated back": ("dated back", "added with an older day"),
}
# What is no fault: each of these is an act of its own at the end of the chain.
_HONEST: tuple[Callable[[Published], Published], ...] = (
    lambda made: made.published("2016-q1", "2016-04-15"),
    lambda made: made.withdrawn("2015-final", "2016-03-02"),
    lambda made: made.corrected("2015-final-c1", "2016-03-02"),
    lambda made: made.redacted("2016-1", "2015-12-01"),
)


@dataclass(frozen=True, slots=True)
class SpoiltTrial:
    """What came of it: the districts that were spoilt with the code that is due, and what the index named."""

    due: dict[str, str]
    named: dict[str, list[str]]

    @property
    def missed(self) -> list[str]:
        """The spoilt sources that were not named with the code that is due."""
        return [name for name, code in self.due.items() if code not in self.named.get(name, ())]

    @property
    def accused(self) -> list[str]:
        """The sources that were named although nothing was wrong with them."""
        return sorted(self.named.keys() - self.due.keys())


def spoil_some(folder: Path, count: int, spoilt: int, seed: int, units: int = 4) -> SpoiltTrial:
    """`spoilt` of `count` sources are spoilt after they were seen, and as many others act as they may."""
    chance = random.Random(seed)
    index = IndexFolder(folder)
    for number in range(count):
        index.add(whole_year(number, units=units))
    assert index.codes() == {}
    chosen = chance.sample(range(count), 2 * spoilt)
    bad, honest = chosen[:spoilt], chosen[spoilt:]
    kinds = {number: KINDS[at % len(KINDS)] for at, number in enumerate(bad)}
    for number in (n for n, kind in kinds.items() if kind == "replayed"):
        # Seen in a second state, so that the first can be played again.
        _HONEST[0](whole_year(number, units=units)).write(index.mirrors / f"d{number}")
    assert index.codes() == {}
    due = {f"d{number}": _spoil(index, number, kind, count, units, chance) for number, kind in kinds.items()}
    for number in honest:
        chance.choice(_HONEST)(whole_year(number, units=units)).write(index.mirrors / f"d{number}")
    return SpoiltTrial(due, index.codes())


def _spoil(index: IndexFolder, number: int, kind: str, count: int, units: int, chance: random.Random) -> str:
    """Spoils one source; the code by which it is to be named."""
    place, made = index.mirrors / f"d{number}", whole_year(number, units=units)
    if kind == "replaced":
        whole_year((number + 1 + chance.randrange(count - 1)) % count, units=units).write(place)
        return "KH924"
    if kind == "replayed":
        made.write(place)
        return "KH923"
    if kind == "truncated" and chance.random() < 0.5:
        path = chance.choice(sorted(place.rglob("*.csv")))
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])
        return "KH914"
    rewrite, code = REWRITINGS[chance.choice(_OF_KIND[kind])]
    rewrite(made).write(place)
    return code


def kill_some(folder: Path, count: int, times: int, seed: int, units: int = 4) -> Iterator[bool]:
    """Whether the bytes were those of an undisturbed gathering, after each of `times` kills of one worker of four."""
    chance = random.Random(seed)
    index = IndexFolder(folder)
    for number in range(count):
        index.add(whole_year(number, units=units, scale=1 + number % 3))
    shutil.copytree(index.root, folder / "before")
    began = time.monotonic()
    expected = _gathered(index)
    within = time.monotonic() - began
    done = 0
    while done < times:
        _begin_again(index, folder / "before")
        killer = Killer(chance, within)
        with killer.watching():
            found = _gathered(index)
        if killer.killed:  # else it was over before the moment came: no trial
            done += 1
            yield found == expected


def _gathered(index: IndexFolder) -> Any:
    report = index.gather(workers=4)
    return report.faults, index.tables(), index.seen()


def _begin_again(index: IndexFolder, before: Path) -> None:
    shutil.rmtree(index.root)
    shutil.copytree(before, index.root)
