"""Gathering published folders, against hashing the same bytes, reading the same CSV and writing the same Parquet.

`python -m benchmarks.gathering simulate 2800 80 FOLDER` is the simulation of the national size: it writes so many
districts with so many units directly as published open data, gathers them, and prints seconds, memory and bytes.
`python -m benchmarks gathering` holds the ratios, and that neither memory nor the cost of a district grows with the
number of districts.
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
from importlib import import_module
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Row
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year

_COUNT, _UNITS = 1000, 80
_CURVE = (125, 250, 500)  # districts; and all of them
_RATIO, _MEMORY, _AGAIN, _LINEAR = 2.0, 300.0, 0.02, 1.15
# What a gathering imports, from whichever place.
_LIBRARIES = ("git", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "generator.acts.gather_act")
_AGAINS = (3, 103, 203)  # the districts that publish anew, one at a time


def run() -> Iterator[Row]:
    """Measures it."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        index = write_index(folder, _COUNT, _UNITS)
        start = median(_once("import")[0] for _ in range(5))
        costs = {count: _some(index, folder / f"some{count}", count) for count in _CURVE}
        floor = min(_once("floor", str(index.mirrors), str(folder / f"floor{at}"))[0] for at in range(2))
        costs[_COUNT] = whole, memory = _once("gather", str(index.root))
        yield Row(f"gather {_COUNT} folders / hash, read, write", whole / floor, _RATIO, note=f"{whole:.1f} s")
        yield Row("memory of the largest process", memory, _MEMORY, "MB", _curve(costs, start))
        first, last = _each(costs, start, _CURVE[0]), _each(costs, start, _COUNT)
        yield Row(f"cost of a district among {_COUNT} / among {_CURVE[0]}", last / first, _LINEAR)
        again = median(_publish_anew(index, number) for number in _AGAINS)
        share = (again - start) / (whole - start)
        yield Row("after one new publication / the whole", share, _AGAIN, note=_of_start(again, start))


def _some(index: IndexFolder, folder: Path, count: int) -> tuple[float, float]:
    """Seconds and memory of gathering the first districts of `index` into an index of their own."""
    some = IndexFolder(folder)
    for number in range(count):
        name = f"d{number}"
        text = (index.root / f"data/districts/{name}.yml").read_text("utf-8")
        some.register(name, text.replace("../mirrors/", "../../mirrors/"))
    return _once("gather", str(some.root))


def _each(costs: dict[int, tuple[float, float]], start: float, count: int) -> float:
    return (costs[count][0] - start) / count


def _curve(costs: dict[int, tuple[float, float]], start: float) -> str:
    told = (
        f"{count}: {1000 * _each(costs, start, count):.1f} ms each, {memory:.0f} MB"
        for count, (_, memory) in costs.items()
    )
    return "; ".join(told)


def _publish_anew(index: IndexFolder, number: int) -> float:
    """Seconds of gathering after one district has published once more."""
    made = _district(number, _UNITS).published("2016-q1", "2016-04-15")
    made.write(index.mirrors / f"d{number}")
    return _once("gather", str(index.root))[0]


def _of_start(again: float, start: float) -> str:
    return f"{again:.2f} s, of them {start:.2f} s to start Python with the libraries"


def write_index(folder: Path, count: int, units: int) -> IndexFolder:
    """An index of so many districts with so many units, written directly as published open data."""
    index = IndexFolder(folder)
    for number in range(count):
        index.add(_district(number, units))
    return index


def _district(number: int, units: int) -> Published:
    return whole_year(number, units=units, records=5, scale=1 + number % 2, rich=True)


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
            for name in _LIBRARIES:
                import_module(name)
        case ["simulate", count, units, folder]:
            simulate(int(count), int(units), Path(folder))
    used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{used / 1024:.0f}")
