"""`kaohe import` of 3,000 rows, against reading the workbook, writing the same files, and checking the result."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.check import write_year
from benchmarks.measure import Row, cpu_of_call, cpu_of_command
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.sheets.known_office import Office
from generator.sheets.template_book import render_deductions

ROOT = Path(__file__).parents[1]
ROWS = 3000
READ = (
    "import sys; from python_calamine import CalamineWorkbook as Book; book = Book.from_path(sys.argv[1]);"
    "[book.get_sheet_by_name(name).to_python() for name in book.sheet_names]"
)


def run() -> Iterator[Row]:
    """The figures of an import."""
    with tempfile.TemporaryDirectory() as folder:
        whole, empty, table = Path(folder) / "whole", Path(folder) / "empty", Path(folder) / "rows.xlsx"
        write_year(whole, ROWS)
        shutil.copytree(ROOT / "content", whole / "content")
        shutil.copytree(whole, empty)
        shutil.rmtree(empty / "data/deductions")
        table.write_bytes(workbook(whole))
        spent = import_once(empty, Path(folder) / "made", table)
        made = sum(1 for _ in (Path(folder) / "made/data/deductions").rglob("*.yml"))
        parts = (
            cpu_of_command([sys.executable, "-c", READ, str(table)], 3),
            cpu_of_call(lambda: write_again(Path(folder) / "made", Path(folder) / "copy")),
            cpu_of_command(
                [sys.executable, "-P", "-m", "generator", "check", "-C", str(Path(folder) / "made")], 3, ROOT
            ),
        )
        yield Row(f"import of {made} rows from a workbook", spent, 5, "s")
        note = f"{spent:.2f} s ÷ ({' + '.join(f'{part:.2f}' for part in parts)}) s"
        yield Row(
            "import ÷ reading the workbook, writing the files, checking the result",
            spent / sum(parts),
            1.5,
            note=note,
        )


def workbook(root: Path) -> bytes:
    """The records of a project as the rows of a template that somebody filled in."""
    corpus, _ = read_corpus(WorkTree(root))
    office = Office(corpus)
    records = [replace(one, id="", revoked=None) for one in corpus.deductions_of(2015)]
    return render_deductions(office, 2015, list(office.items(2015).values()), records)


def import_once(empty: Path, made: Path, table: Path) -> float:
    """CPU seconds of the command, the median of three runs, each into a project without deductions."""
    found = []
    for _ in range(3):
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(empty, made)
        command = [sys.executable, "-P", "-m", "generator", "import", "-C", str(made), str(table), "--yes"]
        found.append(once(command))
    return sorted(found)[1]


def once(command: list[str]) -> float:
    """CPU seconds of one run; an import that is not carried out is no measurement."""
    import resource
    import subprocess

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_again(made: Path, copy: Path) -> None:
    """Writes the same files, each by itself."""
    shutil.rmtree(copy, ignore_errors=True)
    for path in (made / "data/deductions").rglob("*.yml"):
        target = copy / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
