"""Questions to the tables of an index, answered by DuckDB on one machine.

Every table is a view with the types that its description gives: nothing is guessed from the first file. The engine
reads the folder of the tables alone, and nothing can be written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.gather.counterpart import function_of
from generator.gather.table_package import PACKAGE, TABLES
from generator.model.index_records import Counterparts, DistrictRule
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

if TYPE_CHECKING:
    import duckdb

_MEMORY = "200MB"


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """The columns and rows of an answer; figures are decimals, days dates."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Tables:
    """The tables of the index at `root`, opened for questions; to be closed."""

    def __init__(
        self, root: Path, districts: Mapping[str, DistrictRule], counterparts: Counterparts | None = None
    ) -> None:
        self._connection = _connect()
        self.names = _make_views(self._connection, root)
        _put_districts(self._connection, districts)
        if "units" in self.names:
            _put_functions(self._connection, districts, counterparts)
        folder = str((root / TABLES).resolve())
        for setting in (
            f"allowed_directories=[{_quoted(folder)}]", "enable_external_access=false", "lock_configuration=true",
        ):  # fmt: skip
            self._connection.execute(f"SET {setting}")

    def ask(self, sql: str, values: Sequence[Any] = ()) -> TableAnswer:
        """The answer to one question; UserError with what the engine says where it cannot be answered."""
        import duckdb

        try:
            found = self._connection.execute(sql, list(values))
            columns = tuple(column[0] for column in found.description or ())
            return TableAnswer(columns, tuple(found.fetchall()))
        except duckdb.Error as error:
            said = escape_text(str(error).strip().splitlines()[0], 300)
            raise UserError(f"这个问题答不出来：{said}") from None

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, a thousand at a time."""
        found = self._connection.execute(sql)
        while rows := found.fetchmany(1000):
            yield from rows

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of the columns of a table."""
        return self.ask(f'SELECT * FROM "{table}" LIMIT 0').columns

    def close(self) -> None:
        """Ends the engine."""
        self._connection.close()


def _connect() -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise UserError("查询要用 DuckDB，这里没有。请安装 requirements/index.txt 里的包。") from None
    connection = duckdb.connect(":memory:")
    for setting in (
        f"memory_limit='{_MEMORY}'", "threads=2", "TimeZone='UTC'", "autoinstall_known_extensions=false",
        "autoload_known_extensions=false", "preserve_insertion_order=true",
    ):  # fmt: skip
        connection.execute(f"SET {setting}")
    return connection


def _make_views(connection: duckdb.DuckDBPyConnection, root: Path) -> tuple[str, ...]:
    try:
        found = json.loads((root / TABLES / PACKAGE).read_bytes())
    except (OSError, ValueError):
        raise UserError("还没有汇集的表格。请先运行 kaohe gather。") from None
    names = []
    for resource in found["resources"]:
        if not resource["path"]:
            continue
        name = resource["name"]
        pattern = _quoted(str((root / TABLES).resolve() / name / "**" / "*.parquet"))
        types = {"integer": "INTEGER", "string": "VARCHAR"}
        keys = ", ".join(f"'{key['name']}': {types[key['type']]}" for key in resource["partitions"])
        connection.execute(
            f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({pattern}, '
            f"hive_partitioning=true, hive_types={{{keys}}})"
        )
        names.append(name)
    return tuple(names)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _put_districts(connection: duckdb.DuckDBPyConnection, districts: Mapping[str, DistrictRule]) -> None:
    connection.execute("CREATE TABLE districts (district VARCHAR, name VARCHAR, level VARCHAR, parent VARCHAR)")
    rows = [[one.id, one.name, one.level, one.parent or None] for one in districts.values()]
    if rows:
        connection.executemany("INSERT INTO districts VALUES (?, ?, ?, ?)", rows)


def _put_functions(
    connection: duckdb.DuckDBPyConnection, districts: Mapping[str, DistrictRule], counterparts: Counterparts | None
) -> None:
    """`unit_functions`: the function of each unit, without a row where it is mapped to none."""
    import pyarrow as pa

    connection.execute("CREATE VIEW unit_names AS SELECT district, unit, name, short_name FROM units")
    rows = connection.execute("SELECT * FROM unit_names ORDER BY ALL").fetchall()
    names = {name: one.name for name, one in districts.items()}
    found = [
        (district, unit, function)
        for district, unit, name, short in rows
        if (function := function_of(counterparts, names.get(district, ""), name or "", short or ""))
    ]
    columns = [pa.array([row[at] for row in found], pa.string()) for at in range(3)]
    functions = pa.table(columns, names=["district", "unit", "function"])
    connection.register("_functions", functions)
    connection.execute("CREATE TABLE unit_functions AS SELECT * FROM _functions")
    connection.unregister("_functions")


def plain_value(value: Any) -> str:
    """A value as text: decimals in full, days as 2015-04-20, nothing for none."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)
