"""Lots of sources: what one task of an engine works on, sized by bytes, so that neither one nor many are slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.gather.fault import SourceFault
from generator.gather.read_source import SourceReading, SourceTask, read_source
from generator.gather.table_schema import Schema, read_schema
from generator.model.lazy_dataclass import dataclass

LOT_BYTES = 64 << 20
LOT_SOURCES = 25  # so that progress is told and a worker that is killed loses little


@dataclass(frozen=True, slots=True)
class Lot:
    """Sources that one task reads one after the other."""

    tasks: tuple[SourceTask, ...]


def make_lots(tasks: Sequence[tuple[SourceTask, int]]) -> Iterator[Lot]:
    """`tasks`, each with its bytes, as lots in the same order."""
    lot: list[SourceTask] = []
    size = 0
    for task, weight in tasks:
        if lot and (size + weight > LOT_BYTES or len(lot) == LOT_SOURCES):
            yield Lot(tuple(lot))
            lot, size = [], 0
        lot.append(task)
        size += weight
    if lot:
        yield Lot(tuple(lot))


def read_lot(tasks: Sequence[SourceTask], expected: Any) -> list[SourceReading]:
    """What each source of a lot gave; `expected` is a schema in plain values. A worker has one thread."""
    import pyarrow as pa

    pa.set_cpu_count(1)
    schema = read_schema(expected)
    return [_read(task, schema) for task in tasks]


def _read(task: SourceTask, schema: Schema) -> SourceReading:
    try:
        return read_source(task, schema)
    except Exception as error:  # noqa: BLE001  # what one source provokes never stops the others: it is named
        words = f"读这个来源时程序自身出错（{type(error).__name__}），没有读完；请交给维护人员。"
        return SourceReading(task.district, None, (SourceFault("KH930", "", words),))
