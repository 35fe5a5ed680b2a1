"""Columns of records that are there only where some record says what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any, cast

from generator.opendata.table import Kind, TableColumn, Value, figure
from generator.public.released import AnyReleased


def rare_columns(corpus: AnyReleased) -> tuple[TableColumn, ...]:
    """The columns, for facts that hold a record, of what any record says beside its points."""
    return tuple(column for column, is_used in _rare(corpus) if is_used)


def _rare(corpus: AnyReleased) -> Iterator[tuple[TableColumn, bool]]:
    simple = (("level", "级别", "id"), ("part", "所属部分", "id"), ("fact", "同一事实的编号", "id"))
    for name, title, kind in simple:
        column = TableColumn(name, title, cast(Kind, kind), partial(_say, name), required=False)
        yield column, any(getattr(record, name) for record in corpus.deductions)
    charged = any(record.charge is not None for record in corpus.deductions)
    unit = partial(_charge, "unit")
    yield TableColumn("charge_unit", "另计的单位编号", "id", unit, required=False), charged
    points = partial(_charge, "points")
    yield TableColumn("charge_points", "另计的分值", "figure", points, required=False, declared=True), charged
    cured = TableColumn("cured", "改正到位的日期", "day", partial(_say, "cured"), required=False)
    yield cured, any(record.cured is not None for record in corpus.deductions)
    led = TableColumn("from", "来自登记簿的记录", "text", _led, "登记簿/记录，几条以分号隔开", required=False)
    yield led, any(record.found_in for record in corpus.deductions)
    listed = TableColumn("rectification_item", "整改登记簿的记录", "id", _listed, required=False)
    yield listed, any(record.rectification and record.rectification.item for record in corpus.deductions)


def _led(fact: Any) -> Value:
    return ";".join(f"{found.register}/{found.record}" for found in fact.record.found_in)


def _listed(fact: Any) -> Value:
    plan = fact.record.rectification
    value: Value = plan.item if plan is not None else ""
    return value


def _say(name: str, fact: Any) -> Value:
    value: Value = getattr(fact.record, name)
    return value


def _charge(name: str, fact: Any) -> Value:
    charge = fact.record.charge
    value: Value = None if charge is None else getattr(charge, name)
    return figure(value) if isinstance(value, Decimal) else value
