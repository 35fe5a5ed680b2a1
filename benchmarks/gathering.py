"""Gathering published folders, against hashing the same bytes, reading the same CSV and writing the same Parquet.

`python -m benchmarks.gathering simulate 2800 80 FOLDER` is the simulation of the national size: it writes so many
districts with so many units directly as published open data, gathers them, and prints seconds, memory and bytes.
`python -m benchmarks gathering` holds the ratios on fewer.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks.measure import ROOT, Row
from tests.gather.indexing import IndexFolder
from tests.gather.published import whole_year

_COUNT, _UNITS = 400, 80
_RATIO, _MEMORY, _AGAIN = 2.0, 300.0, 0.02


def run() -> Iterator[Row]:
    """Measures it."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        index = write_index(folder, _COUNT, _UNITS)
        floor = min(_once("floor", str(index.mirrors), str(folder / f"floor{at}"))[0] for at in range(2))
        whole, memory = _once("gather", str(index.root))
        yield Row(f"gather {_COUNT} folders / hash, read, write", whole / floor, _RATIO, note=f"{whole:.1f} s")
        yield Row("memory of the largest process", memory, _MEMORY, "MB")
        nothing, _ = _once("import")
        whole_year(3, units=_UNITS, records=5, rich=True).published("2016-q1", "2016-04-15").write(
            index.mirrors / "d3"
        )
        again, _ = _once("gather", str(index.root))
        share = (again - nothing) / whole
        yield Row(
            "after one new publication / the whole",
            share,
            _AGAIN,
            note=f"{again:.2f} s, of them {nothing:.2f} s start",
        )


def write_index(folder: Path, count: int, units: int) -> IndexFolder:
    """An index of so many districts with so many units, written directly as published open data."""
    index = IndexFolder(folder)
    for number in range(count):
        index.add(whole_year(number, units=units, records=5, scale=1 + number % 2, rich=True))
    return index


def _once(*arguments: str) -> tuple[float, float]:
    """CPU seconds of this module run with `arguments`, and the megabytes of its largest process."""
    command = [sys.executable, "-m", "benchmarks.gathering", *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, float(told.split()[-1]) if told.split() else 0.0


def floor_work(mirrors: Path, out: Path) -> None:
    """What nobody can do without: every byte hashed, every CSV read, every Parquet written; nothing checked."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    pa.set_cpu_count(1)
    for district in sorted(mirrors.iterdir()):
        for path in sorted((district / "open-data").iterdir()):
            data = path.read_bytes()
            sha256(data).hexdigest()
            if path.suffix == ".csv":
                table = csv.read_csv(pa.BufferReader(data), csv.ReadOptions(use_threads=False))
                target = out / path.stem / f"district={district.name}"
                target.mkdir(parents=True)
                parquet.write_table(table, target / "part.parquet", compression="zstd", store_schema=False)


def gather_work(root: Path) -> None:
    """One gathering with one process."""
    from generator.acts.gather_act import gather

    found = gather(root, workers=1)
    assert not found.faults


def simulate(count: int, units: int, folder: Path) -> None:
    """The national size: prints what it takes."""
    start = time.monotonic()
    index = write_index(folder, count, units)
    size = sum(path.stat().st_size for path in index.mirrors.rglob("*") if path.is_file())
    print(
        f"{count} districts × {units} units written: {time.monotonic() - start:.0f} s, {size / 1e6:.0f} MB",
        flush=True,
    )
    for words, command in (
        ("gathered", ["gather", "--workers", "2"]),
        ("gathered again, nothing new", ["gather"]),
        ("site built", ["build"]),
    ):
        start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "generator", *command, "-C", str(index.root)], cwd=ROOT, check=False,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(
            f"{words}: {time.monotonic() - start:.0f} s, {cpu:.0f} s of CPU, {1000 * cpu / count:.1f} ms a district, "
            f"largest process {after.ru_maxrss / 1024:.0f} MB", flush=True,
        )  # fmt: skip
    tables = [path for path in (index.root / "tables").rglob("*") if path.is_file()]
    print(json.dumps({"files": len(tables), "bytes": sum(path.stat().st_size for path in tables)}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["floor", mirrors, out]:
            floor_work(Path(mirrors), Path(out))
        case ["gather", root]:
            gather_work(Path(root))
        case ["import"]:
            import pyarrow.csv
            import pyarrow.parquet  # noqa: F401

            import generator.acts.gather_act  # noqa: F401
        case ["simulate", count, units, folder]:
            simulate(int(count), int(units), Path(folder))
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{used / 1024:.0f}")
