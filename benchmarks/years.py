"""The site of many years: against the reference, against itself with nothing kept, and its memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Command, Row, compare, run_once, skip
from benchmarks.samples import PRESENT, reference, size

MEMORY = 400  # MB that a build may have at ten years


def run() -> Iterator[Row]:
    """The figures of `kaohe build`; documents are kept by each program, in all rows but where nothing is."""
    given = size()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        whole = PRESENT.write_demo(folder / "whole", given.years, given.published * given.years)
        forget = partial(shutil.rmtree, folder / "cache", ignore_errors=True)
        site = ("build", "-C", str(whole), "--out", str(folder / "site"))
        cold = PRESENT.kaohe(*site, before=forget)
        yield from _reference_rows(folder, PRESENT.kaohe(*site))
        change = _Changing(min((whole / f"data/deductions/{2014 + given.years}").glob("*/*.yml")))
        run_once(PRESENT.kaohe(*site))
        warm = PRESENT.kaohe(*site, before=change)
        title = f"site of {given.years} years after one changed record ÷ the same with nothing kept but documents"
        yield from compare(title, warm, cold, 0.15, given.runs, MEMORY)


def _reference_rows(folder: Path, work: Command) -> Iterator[Row]:
    given, other = size(), reference()
    name = f"site of {given.years} years, documents kept ÷ the reference"
    if other is None:
        yield skip(name, 0.4)
        return
    theirs = other.write_demo(folder / "theirs", given.years, given.published * given.years)
    floor = other.kaohe("build", "-C", str(theirs), "--out", str(folder / "their-site"))
    yield from compare(name, work, floor, 0.4, 1, MEMORY)


class _Changing:
    """Another note for the office alone on one record each time: what was published may not change."""

    def __init__(self, path: Path) -> None:
        self.path, self.number = path, 0
        self.before = path.read_text()

    def __call__(self) -> None:
        self.number += 1
        self.path.write_text(f"{self.before}internal_note: 第{self.number}次另记\n")
