"""Partitions of the tables: `<table>/year=2015/district=<id>/part.parquet`, each written whole or not at all.

A table that tells of no time lies in `<table>/district=<id>/`. All files of a table have one schema, so that no
engine has to guess: DuckDB would take that of the first file and round what is finer.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.gather.table_reading import ReadTable, years_of
from generator.gather.table_schema import FieldSpec

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "part.parquet"


def partition_path(table: str, year: int | None, district: str) -> str:
    """Where a partition lies below the folder of the tables."""
    middle = "" if year is None else f"year={year}/"
    return f"{table}/{middle}district={district}/{FILE}"


def split_years(table: ReadTable) -> Iterator[tuple[int | None, pa.Table]]:
    """The rows of each year, in order; the column of the year itself is left out, as the path has it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values, years = table.values, years_of(table)
    if years is None:
        yield None, values
        return
    rest = values.drop_columns(["year"]) if "year" in values.column_names else values
    kept = sorted(set(years))
    if len(kept) == 1:
        yield kept[0], rest
        return
    column = pa.array(years, pa.int64())
    for year in kept:
        yield year, rest.filter(pc.equal(column, year))


def fit(values: pa.Table, columns: Sequence[FieldSpec]) -> pa.Table:
    """`values` in the schema of all districts: columns that it does not have are empty."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    arrays = [
        values.column(field.name).combine_chunks().cast(field.type)
        if field.name in values.column_names
        else pa.nulls(values.num_rows, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)


def arrow_schema(columns: Sequence[FieldSpec]) -> pa.Schema:
    """The columns of a table as Arrow has them; the year is none of them, as the path has it."""
    import pyarrow as pa

    types = {"text": pa.string(), "whole": pa.int64(), "day": pa.date32(), "flag": pa.bool_()}
    return pa.schema(
        [
            (c.name, pa.decimal128(c.precision, c.scale) if c.type == "figure" else types[c.type])
            for c in columns
            if c.name != "year"
        ]
    )


def write_partition(path: Path, values: pa.Table) -> None:
    """Writes one file beside its place, then puts it there: whoever reads finds the old one or the new one."""
    from pyarrow import parquet

    new = path.with_name(f".{path.name}.new")
    parquet.write_table(
        values, new, compression="zstd", use_dictionary=True, store_schema=False, row_group_size=1 << 20
    )
    os.replace(new, path)


def rewrite_partition(path: Path, columns: Sequence[FieldSpec]) -> None:
    """Writes a partition anew in another schema: the same bytes as if it had been written so at first."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        values = file.read(use_threads=False)
    write_partition(path, fit(values, columns))


def staged_path(staged: Path, path: str) -> Path:
    """Where a partition lies before it is put in its place: beside the others of its district."""
    return staged / path.replace("/", "!")


def place_partitions(staged: Path, tables: Path, paths: Sequence[str], old: Sequence[str]) -> None:
    """Moves what lies in `staged` to its place, and removes what the district no longer has."""
    for path in paths:
        target = tables / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged_path(staged, path), target)
    for path in set(old) - set(paths):
        remove_partition(tables, path)
    shutil.rmtree(staged, ignore_errors=True)


def remove_partition(tables: Path, path: str) -> None:
    """Removes a partition, and the folders that it leaves empty."""
    target = tables / path
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == tables or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
