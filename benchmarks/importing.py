"""`kaohe import` of 3,000 rows, against reading the workbook, writing the same files, and checking the result."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.check import write_year
from benchmarks.measure import Command, Row, run_once
from generator.model.system import reach_disk
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.sheets.known_office import Office
from generator.sheets.template_book import render_deductions

ROOT = Path(__file__).parents[1]
ROWS = 3000
RUNS = 5
ALONE = {"KAOHE_CACHE": "off"}  # what a run before had kept would be nobody's work
READ = (
    "import sys; from python_calamine import CalamineWorkbook as Book; book = Book.from_path(sys.argv[1]);"
    "[book.get_sheet_by_name(name).to_python() for name in book.sheet_names]"
)
PROGRAM = (sys.executable, "-P", "-m", "generator")


def run() -> Iterator[Row]:
    """The figures of an import: CPU seconds of whole processes, by turns, each in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, empty, table = folder / "whole", folder / "empty", folder / "rows.xlsx"
        write_year(whole, ROWS)
        shutil.copytree(ROOT / "content", whole / "content")
        shutil.copytree(whole, empty)
        shutil.rmtree(empty / "data/deductions")
        table.write_bytes(workbook(whole))
        import_once(empty, folder / "made", table)
        files = {str(path): path.read_bytes() for path in (folder / "made/data/deductions").rglob("*.yml")}
        files = {os.path.relpath(path, folder / "made"): data for path, data in files.items()}
        runs = [_measure(folder, table, files) for _ in range(RUNS)]
    spent, read, write, check, waited = (median(one) for one in zip(*runs, strict=True))
    note = f"{waited:.1f} s by the clock"
    yield Row(f"import of {len(files)} rows from a workbook", spent, 5, "s", note)
    each = sorted(one[0] / sum(one[1:4]) for one in runs)
    note = f"{spent:.2f} s ÷ ({read:.2f} + {write:.2f} + {check:.2f}) s; {each[0]:.2f} to {each[-1]:.2f}"
    words = "import ÷ reading the workbook, writing the files, checking the result"
    yield Row(words, spent / (read + write + check), 1.5, note=note)


def _measure(folder: Path, table: Path, files: Mapping[str, bytes]) -> tuple[float, ...]:
    """CPU seconds of an import, of its three parts done by themselves, and how long the import took by the clock."""
    made = folder / "made"
    spent, waited = import_once(folder / "empty", made, table)
    read = run_once(Command((sys.executable, "-c", READ, str(table)))).seconds
    check = run_once(Command((*PROGRAM, "check", "-C", str(made)), ROOT, (0,), environment=ALONE)).seconds
    return spent, read, write_again(folder / "again", files), check, waited


def workbook(root: Path) -> bytes:
    """The records of a project as the rows of a template that somebody filled in."""
    corpus, _ = read_corpus(WorkTree(root))
    office = Office(corpus)
    records = [replace(one, id="", revoked=None) for one in corpus.deductions_of(2015)]
    return render_deductions(office, 2015, list(office.items(2015).values()), records)


def import_once(empty: Path, made: Path, table: Path) -> tuple[float, float]:
    """CPU seconds of the command and seconds by the clock, into a project without deductions.

    An import that is not carried out is no measurement.
    """
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(empty, made)
    reach_disk(made)  # what copying has left for the disk is not the import's work
    start = time.monotonic()
    words = (*PROGRAM, "import", "-C", str(made), str(table), "--yes")
    spent = run_once(Command(words, ROOT, (0,), environment=ALONE)).seconds
    return spent, time.monotonic() - start


def write_again(place: Path, files: Mapping[str, bytes]) -> float:
    """CPU seconds of writing these files into an empty folder, each by itself, until the disk has them."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    reach_disk(place)
    start = time.process_time()
    folders: set[str] = set()
    for path, data in files.items():
        target = os.path.join(place, path)
        parent = os.path.dirname(target)
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)
            folders.add(parent)
        with open(target, "wb") as file:
            file.write(data)
    reach_disk(place)
    return time.process_time() - start
