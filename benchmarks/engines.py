"""Other engines on the same index: Spark reads the folder of tables unchanged, Dask gathers with workers over TLS.

Spark needs Java and an interpreter that has pyspark, which `KAOHE_SPARK_PYTHON` names (a venv of its own: pyspark is
none of the project's packages); without them its figure is skipped. Dask's scheduler and its workers are processes of
their own that talk over TCP with certificates made here, as on several machines. `KAOHE_DASK_HOSTS` puts each worker
on a host of its own: the scheduler's address, then of each worker its network namespace and its address
(`10.77.0.1 near=10.77.0.2 far=10.77.0.3`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks.measure import ROOT, Row
from tests.gather.indexing import IndexFolder
from tests.gather.published import whole_year

_COUNT, _UNITS = 40, 8
_HERE = "127.0.0.1 =127.0.0.1 =127.0.0.1"

# What Spark is asked: of each table its columns and rows, and what one figure comes to, by district.
_SPARK = """
import json, pathlib, pyspark, sys
from pyspark.sql import SparkSession, functions as f
spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    .config("spark.sql.session.timeZone", "UTC").getOrCreate())
spark.sparkContext.setLogLevel("ERROR")
found = {"version": pyspark.__version__, "tables": {}}
for table in sorted(p for p in pathlib.Path(sys.argv[1]).iterdir() if p.is_dir()):
    frame = spark.read.parquet(str(table))
    found["tables"][table.name] = {"rows": frame.count(), "types": dict(frame.dtypes)}
frame = spark.read.parquet(sys.argv[1] + "/deductions")
rows = frame.groupBy("district").agg(f.sum("counted").alias("sum"), f.min("year").alias("year")).collect()
found["sums"] = {row["district"]: [str(row["sum"]), row["year"]] for row in rows}
print("FOUND" + json.dumps(found))
"""


def run() -> Iterator[Row]:
    """How many tables and districts another engine reads otherwise, how many files it writes otherwise: none may."""
    with tempfile.TemporaryDirectory() as work:
        index = _write(Path(work) / "here")
        assert index.gather().faults == {}
        yield _spark(index)
        yield _dask(Path(work), index)


def _write(folder: Path) -> IndexFolder:
    index = IndexFolder(folder)
    for number in range(_COUNT):
        index.add(_district(number))
    return index


def _district(number: int) -> Any:
    return whole_year(number, units=_UNITS, scale=1 + number % 3, rich=True)


def _spark(index: IndexFolder) -> Row:
    name = "tables and sums that Spark reads otherwise"
    python = os.environ.get("KAOHE_SPARK_PYTHON", "")
    if not python or which("java") is None:
        return Row(name, 0, 0, "", "KAOHE_SPARK_PYTHON is not set, or there is no Java", skipped=True)
    command = [python, "-c", _SPARK, str(index.root / "tables")]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")
    found = json.loads(ran.stdout.rpartition("FOUND")[2])
    wrong = [table for table, said in found["tables"].items() if said["rows"] != _rows(index, table)]
    wrong += [table for table, said in found["tables"].items() if not _typed(said["types"])]
    sums = {name: (Decimal(total), year) for name, (total, year) in found["sums"].items()}
    wrong += [name for name, figure in _sums().items() if sums.get(name) != figure]
    note = f"pyspark {found['version']}, {len(found['tables'])} tables, {len(sums)} districts {' '.join(wrong)}"
    return Row(name, len(wrong), 0, "", note)


def _rows(index: IndexFolder, table: str) -> int:
    from pyarrow import parquet

    return sum(parquet.read_metadata(path).num_rows for path in (index.root / "tables" / table).rglob("*.parquet"))


def _typed(types: Mapping[str, str]) -> bool:
    """Whether partitions have the types that the description gives, and no figure is binary."""
    no_binary = not {"float", "double"} & set(types.values())
    return types["district"] == "string" and types.get("year", "int") == "int" and no_binary


def _sums() -> dict[str, tuple[Decimal, int]]:
    found = {}
    for number in range(_COUNT):
        rows = dict(_district(number).tables())["deductions"]
        found[f"d{number}"] = (sum((row["counted"] for row in rows), Decimal(0)), 2015)
    return found


def _dask(work: Path, index: IndexFolder) -> Row:
    from generator.acts.gather_act import gather

    there = _write(work / "there")
    with _cluster(work) as (address, settings):
        command = [sys.executable, "-m", "generator", "gather", "-C", str(there.root), "--scheduler", address]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **settings})
        before, after = index.tables() | index.seen(), there.tables() | there.seen()
        refused = _refused(address, there)
    assert gather(there.root).read == 0
    wrong = sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
    note = f"distributed {version('distributed')}, {len(before)} files, workers over TLS at {_hosts()}; "
    note += "who has no certificate is refused" if refused else "TAKEN WITHOUT A CERTIFICATE"
    return Row("files that Dask writes otherwise", wrong + (not refused), 0, "", note)


def _hosts() -> str:
    return os.environ.get("KAOHE_DASK_HOSTS", _HERE)


def _refused(address: str, index: IndexFolder) -> bool:
    """Whether who has no certificate gets no answer."""
    command = [sys.executable, "-m", "generator", "gather", "--full", "-C", str(index.root), "--scheduler", address]
    return subprocess.run(command, check=False, capture_output=True, cwd=ROOT).returncode != 0


@contextmanager
def _cluster(work: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A scheduler with two workers, each a process of its own, that know each other by certificates."""
    settings = _certify(work)
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    with ExitStack() as stack:
        here, *others = _hosts().split()
        address = stack.enter_context(_scheduler(environment, here))
        for space, _, host in (other.partition("=") for other in others):
            words = ("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", host)
            stack.enter_context(_started(words, environment, space))
        yield address, settings


@contextmanager
def _scheduler(environment: Mapping[str, str], host: str) -> Iterator[str]:
    words = ("scheduler", "--protocol", "tls", "--host", host, "--port", "0", "--no-dashboard")
    with _started(words, environment) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if said := re.search(r"Scheduler at:\s+(tls://\S+)", line):
                yield said[1]
                return
        raise RuntimeError("the scheduler of Dask has not started")


@contextmanager
def _started(
    words: tuple[str, ...], environment: Mapping[str, str], space: str = ""
) -> Iterator[subprocess.Popen[str]]:
    is_heard = subprocess.PIPE if words[0] == "scheduler" else subprocess.DEVNULL
    command = [*(("ip", "netns", "exec", space) if space else ()), sys.executable, "-m", "dask", *words]
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=is_heard, text=True
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _certify(work: Path) -> dict[str, str]:
    """One certificate for all three, signed by itself; the settings that name it, as Dask reads them."""
    key, certificate = work / "key.pem", work / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    prefix = "DASK_DISTRIBUTED__COMM__TLS__"
    settings = {f"{prefix}CA_FILE": str(certificate), "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"{prefix}{role}__CERT": str(certificate), f"{prefix}{role}__KEY": str(key)}
    return settings
