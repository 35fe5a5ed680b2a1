"""`kaohe check`: one changed file against starting Python and parsing it; a year of 3,000 records."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, cpu_of_call, cpu_of_command
from generator.check.rules import check_corpus
from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree

ROOT = Path(__file__).parents[1]
PARSE = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"


def run() -> Iterator[Row]:
    """The figures of checking."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_year(root, 400)
        changed = min((root / "data/deductions/2015").glob("*/*.yml"))
        floor = cpu_of_command([sys.executable, "-c", PARSE, str(changed)], 9)
        one = cpu_of_command([sys.executable, "-P", "-m", "generator", "check", "-C", folder, str(changed)], 9, ROOT)
        note = f"{one:.3f} s ÷ {floor:.3f} s"
        yield Row("check of one changed file ÷ start Python and parse it", one / floor, 3, note=note)
        for number in (1000, 3000, 9000):
            shutil.rmtree(root / "data", ignore_errors=True)
            write_year(root, number)
            spent = cpu_of_call(lambda: check_corpus(read_corpus(WorkTree(root))[0]))
            yield Row(f"check of a year with {number} records", spent, 1 if number == 3000 else number / 1000, "s")


def write_year(root: Path, number: int) -> None:
    """A generated year with `number` deductions below `root`."""
    for path, data in make_data(Options(deductions=number)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").touch()
