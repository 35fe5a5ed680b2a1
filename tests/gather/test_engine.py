"""The engine: workers, kills, order, what is read again, and what every reader finds in the tables."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.cli.gather_output import print_report
from generator.gather import pool
from generator.gather.lots import Lot, read_lot
from generator.gather.pool import ProcessPool
from generator.gather.read_source import SourceReading, SourceTask
from generator.model.problem import UserError
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year


def many(folder: Path, count: int = 8) -> IndexFolder:
    index = IndexFolder(folder)
    for number in range(count):
        # Scales differ, so that the schema of all is that of none that is read first.
        index.add(whole_year(number, scale=1 + number % 3))
    return index


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """The tables and what was seen, gathered by one process."""
    index = many(tmp_path_factory.mktemp("expected"))
    assert index.codes() == {}
    return index.tables(), index.seen()


@pytest.mark.parametrize("workers", [2, 4])
def test_the_number_of_workers_changes_no_byte(
    tmp_path: Path, workers: int, expected: tuple[dict[str, str], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.gather.lots.LOT_SOURCES", 2)
    index = many(tmp_path)
    assert index.gather(workers=workers).faults == {}
    assert (index.tables(), index.seen()) == expected


def test_the_order_in_which_districts_come_changes_no_byte(
    tmp_path: Path, expected: tuple[dict[str, str], dict[str, str]]
) -> None:
    index = many(tmp_path, 0)
    for number in (5, 0, 7, 2, 6, 1, 4, 3):
        index.add(whole_year(number, scale=1 + number % 3))
        index.gather()
    assert (index.tables(), index.seen()) == expected
    assert index.gather(full=True).commit == ""
    assert (index.tables(), index.seen()) == expected


def deadly(tasks: Sequence[SourceTask], expected: Any) -> list[SourceReading]:
    """Reads a lot as ever, but d3 ends whoever reads it."""
    if any(task.district == "d3" for task in tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_lot(tasks, expected)


def test_a_source_that_kills_its_worker_is_named_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = many(tmp_path, 8)
    monkeypatch.setattr("generator.gather.lots.LOT_SOURCES", 3)
    monkeypatch.setattr(pool, "read_lot", deadly)
    report = index.gather(workers=2)
    assert index.codes(report) == {"d3": ["KH929"]}
    assert set(report.added) == {f"d{number}" for number in range(8)} - {"d3"}


def test_what_a_source_provokes_in_the_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = many(tmp_path, 2)

    def fails(*_: object) -> Iterator[None]:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("generator.gather.read_source.rule_facts", fails)
    assert index.codes() == {"d0": ["KH930"], "d1": ["KH930"]}


def test_every_source_of_every_lot_comes_back_once(tmp_path: Path) -> None:
    tasks = [
        SourceTask(f"d{at}", "folder", str(tmp_path / "none"), "open-data", str(tmp_path / "s")) for at in range(7)
    ]
    lots = [Lot(tuple(tasks[:3])), Lot(tuple(tasks[3:5])), Lot(tuple(tasks[5:]))]
    found = [reading.district for readings in ProcessPool(3).read(lots, {}) for reading in readings]
    assert sorted(found) == [task.district for task in tasks]


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    index = many(tmp_path, 3)
    assert index.gather().read == 3
    assert index.gather().read == 0
    whole_year(1, scale=2).published("2016-q1", "2016-04-15").write(index.mirrors / "d1")
    report = index.gather()
    assert (report.read, report.unchanged, set(report.added)) == (1, 2, {"d1"})
    # The same bytes as if everything had been read anew.
    tables = index.tables()
    assert index.gather(full=True).read == 3
    assert index.tables() == tables


def test_what_was_recorded_is_taken_back_as_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = many(tmp_path, 2)
    index.gather()
    before = index.seen()
    whole_year(1, scale=2).published("2016-q1", "2016-04-15").write(index.mirrors / "d1")
    print_report(index.gather(), False)
    assert index.seen() != before
    back = re.search(r"收回：(git reset --keep \S+~1)", capsys.readouterr().out)
    assert back
    subprocess.run(back[1].split(), cwd=index.root, check=True)
    assert index.seen() == before
    assert set(index.gather(full=True).added) == {"d1"}


def test_what_a_district_no_longer_publishes_leaves_the_tables(tmp_path: Path) -> None:
    index = many(tmp_path, 2)
    index.gather()
    assert any("district=d1/" in path for path in index.tables())
    (index.root / "data/districts/d1.yml").unlink()
    index.gather()
    assert not any("district=d1/" in path for path in index.tables())
    assert (index.root / "seen/d1.json").exists()  # what was seen stays


def finer(number: int) -> Published:
    """A district whose records have finer points than all others: 0.001."""
    return whole_year(number, scale=3)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> IndexFolder:
    """Two districts of different scale."""
    index = IndexFolder(tmp_path_factory.mktemp("mixed"))
    index.add(whole_year(1, scale=1))
    index.add(finer(2))
    assert index.codes() == {}
    return index


def counted(index: IndexFolder) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for number, scale in ((1, 1), (2, 3)):
        rows = dict(whole_year(number, scale=scale).tables())["deductions"]
        found[f"d{number}"] = sum((row["counted"] for row in rows), Decimal(0))
    return found


def test_duckdb_reads_the_folder_and_loses_no_decimal(mixed: IndexFolder) -> None:
    import duckdb

    pattern = str(mixed.root / "tables/deductions/**/*.parquet")
    rows = duckdb.execute(
        "SELECT district, sum(counted), min(year) FROM read_parquet(?, hive_partitioning=true, "
        "hive_types={'year': INTEGER, 'district': VARCHAR}) GROUP BY district ORDER BY district",
        [pattern],
    ).fetchall()
    assert rows == [(name, total, 2015) for name, total in counted(mixed).items()]


def test_polars_reads_the_same_folder_unchanged(mixed: IndexFolder) -> None:
    import polars as pl

    frame = pl.scan_parquet(
        mixed.root / "tables/deductions",
        hive_partitioning=True,
        hive_schema={"year": pl.Int32, "district": pl.String},
    )
    found = frame.group_by("district").agg(pl.col("counted").sum()).sort("district").collect()
    assert dict(found.iter_rows()) == counted(mixed)


def test_every_file_of_a_table_has_the_one_schema(mixed: IndexFolder) -> None:
    import pyarrow.parquet as pq

    for table in sorted((mixed.root / "tables").iterdir()):
        schemas = {str(pq.read_schema(path).remove_metadata()) for path in table.rglob("*.parquet")} if table.is_dir() else {""}  # fmt: skip  # noqa: E501
        assert len(schemas) == 1, table.name


def test_a_scheduler_of_another_machine_needs_a_certificate(tmp_path: Path) -> None:
    from generator.gather.dask_pool import DaskPool

    for address in ("tcp://10.0.0.1:8786", "example.org:8786"):
        with pytest.raises(UserError, match="TLS"):
            DaskPool(address)
    assert DaskPool("tls://10.0.0.1:8786").address
    assert DaskPool("127.0.0.1:8786").address


def test_dask_gives_the_same_bytes(tmp_path: Path, expected: tuple[dict[str, str], dict[str, str]]) -> None:
    from distributed import LocalCluster

    from generator.acts.gather_act import gather

    index = many(tmp_path)
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=":0",
    ) as cluster:  # fmt: skip
        assert gather(index.root, scheduler=cluster.scheduler_address).faults == {}
    assert (index.tables(), index.seen()) == expected


def test_a_redated_first_year_is_a_change(tmp_path: Path) -> None:
    index = many(tmp_path, 1)
    index.gather()
    made = whole_year(0, scale=1)
    replace(made, acts=made.acts[:1]).write(index.mirrors / "d0")
    assert index.codes() == {"d0": ["KH920"]}
