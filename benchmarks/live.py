"""The scores of a year after each of 20,000 changes, against the program at an earlier commit in the same run."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.measure import REFERENCE, Row, cpu_of_call, unpack_reference
from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.score.live_year import LiveYear
from generator.score.record_cells import RecordCells, cells_of

CHANGES, RECORDS = 20_000, 3_000
ROOT = Path(__file__).parents[1]
# From changes to totals: what lies in git was read before. Both programs run it, each on a history that it made.
SERIES = """
import subprocess, tempfile, time
from pathlib import Path
from benchmarks.history import COMMITS, make_history
from generator.history.mainline import read_changes
from generator.history.series import read_timeline
with tempfile.TemporaryDirectory() as folder:
    repository = make_history(Path(folder) / "long", COMMITS)
    command = ["git", "-C", str(Path(folder) / "long"), "rev-parse", "main"]
    log = read_changes(repository, subprocess.run(command, capture_output=True, text=True).stdout.strip())
    facts, cache, spent = {}, {}, []
    for run in range(8):
        start = time.process_time()
        timeline = read_timeline(repository, log, 2015, facts, cache)
        spent.append(time.process_time() - start)
    assert len(timeline.moments) > 10000
    print(sorted(spent[1:])[3])
"""
# Of as many units with as many records, of the district that each program makes: what it makes beyond is left out
# evenly. The results come with what every record did.
SCORING = """
import time
from dataclasses import replace
from generator.demo.district import Options, make_data
from generator.read.tree import MemoryTree
from generator.score.year import score_year
try:
    from generator.read.corpus_reader import read_corpus
except ImportError:
    from generator.read.corpus import read_corpus
def thin(found, count):
    return [found[at * len(found) // count] for at in range(count)]
corpus, _ = read_corpus(MemoryTree(make_data(Options(units=80, deductions=3300))))
units = {found.unit.id: corpus.units[found.unit.id] for found in thin(score_year(corpus, 2015).units, 80)}
records = thin([record for record in corpus.deductions if record.unit in units], 3000)
corpus = replace(corpus, units=units, deductions=tuple(records))
spent = []
for run in range(12):
    start = time.process_time()
    assert len(score_year(corpus, 2015).units) == 80
    spent.append(time.process_time() - start)
print(sorted(spent[1:])[5])
"""
Change = tuple[str, str, RecordCells | None]


def run() -> Iterator[Row]:
    """The figures of the live book."""
    corpus, _ = read_corpus(MemoryTree(make_data(Options(units=80, deductions=RECORDS))))
    changes = list(_random_changes(corpus))
    loaded = cpu_of_call(lambda: _load(corpus))
    spent = (cpu_of_call(lambda: _put_all(_load(corpus), changes)) - loaded) / CHANGES
    units, items = len(corpus.units), len(corpus.schemes[2015].items)
    note = f"{units} units, {items} items, {RECORDS} records; put and settled one by one; loaded in {loaded:.2f} s"
    yield Row("a change put into a live book", spent * 1e6, 20, "µs", note)
    name = f"time series, from changes to totals ÷ the same at {REFERENCE}"
    reference = unpack_reference()
    if reference is None:
        yield Row(name, 0, 0.25, note=f"skipped: {REFERENCE} is not in this clone")
        return
    now, then = _seconds(ROOT, SERIES), _seconds(reference, SERIES)
    yield Row(name, now / then, 0.25, note=f"{now:.2f} s ÷ {then:.2f} s")
    now, then = _seconds(ROOT, SCORING), _seconds(reference, SCORING)
    name = f"80 units and 3,000 records scored ÷ the same at {REFERENCE}"
    yield Row(name, now / then, 1, note=f"{1000 * now:.0f} ms ÷ {1000 * then:.0f} ms")


def _random_changes(corpus: Corpus) -> Iterator[Change]:
    """Points amended, records given to another unit, removed and put back."""
    drawn = random.Random(2015)
    records = list(corpus.deductions)
    units = sorted({record.unit for record in records})
    for _ in range(CHANGES):
        at = drawn.randrange(len(records))
        turn = drawn.random()
        if turn < 0.8:
            records[at] = replace(records[at], points=Decimal(drawn.randrange(1, 30)) / 10)
        elif turn < 0.9:
            records[at] = replace(records[at], unit=drawn.choice(units))
        found = records[at]
        yield found.path, found.item, cells_of(found) if turn < 0.9 else None


def _load(corpus: Corpus) -> LiveYear:
    live = LiveYear(2015)
    live.put_scheme(corpus.schemes[2015])
    for unit in corpus.units.values():
        live.put(f"data/units/{unit.id}.yml", unit)
    for appraisal in corpus.appraisals:
        live.put(appraisal.path, appraisal)
    for record in corpus.deductions:
        live.put_record(record.path, record.item, cells_of(record))
    live.settle()
    return live


def _put_all(live: LiveYear, changes: list[Change]) -> None:
    for path, item, cells in changes:
        live.put_record(path, item, cells)
        live.settle()


def _seconds(root: Path, program: str) -> float:
    """CPU seconds that `program` tells of the generator at `root`."""
    ran = subprocess.run([sys.executable, "-c", program], check=True, cwd=root, capture_output=True)
    return float(ran.stdout)
