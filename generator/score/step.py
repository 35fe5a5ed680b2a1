"""The derivation of a result as a tree of steps: formula, inputs, value. Pages, documents and JSON print it.

The tree follows the columns of the book: what a cell reads are its inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.model.deduction import METHODS
from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, format_points
from generator.rules.expression import Column, Op, Over
from generator.rules.given_tables import SPAN_TABLE_IDS, UNIT, UNIT_KEYS
from generator.rules.item_limits import WHOLE_LIMIT
from generator.rules.span_columns import SCORED
from generator.score.evaluate import FilledTable
from generator.score.op_words import ColumnWords, fill_words
from generator.score.operations import Row, Value
from generator.score.result import RecordEffect, UnitResult, YearResult

Seen = tuple[str, int, str]  # a cell: its table, row and column
EARLY = "施行前，不计分"  # of what was found before the scheme's first day
OUTSIDE = "不在参加考核期间，不计分"  # of what was found while the unit was not assessed


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `value` follows from `inputs` by `formula`. `ratio` marks a value that is no number of points.

    `record` is the path of the data file and `clause` the anchor in the notice that the step rests on; `part` and
    `item` are ids of the scheme, where it belongs to one. Of one that is `withheld` the inputs are not told, for the
    sake of those who voted.
    """

    label: str
    formula: str
    value: Figure | None
    inputs: tuple[Step, ...] = ()
    ratio: bool = False
    record: str = ""
    clause: str = ""
    part: str = ""
    item: str = ""
    withheld: bool = False


def explain_unit(result: YearResult, unit: UnitResult) -> Step:
    """The derivation of a unit's total, down to its records and ballots."""
    return _Explainer(result, unit).explain(UNIT, (unit.unit.id,), result.laid.total)


def explain_contribution(result: YearResult, unit: UnitResult) -> Step | None:
    """The derivation of the contribution to another assessment; None where it has none there."""
    if not result.laid.contribution or not result.scheme.contributes(unit.group):
        return None
    found = _Explainer(result, unit).explain(UNIT, (unit.unit.id,), result.laid.contribution)
    return Step(found.label, found.formula, found.value, clause=found.clause)


class _Explainer:
    """Steps of one unit, out of the filled book of a year."""

    def __init__(self, result: YearResult, unit: UnitResult) -> None:
        self._result = result
        self._tables = result.filled.tables
        self._words = ColumnWords(result.filled.book)
        self._names: Mapping[Value, str] = {other.unit.id: other.unit.short_name for other in result.units}
        self._withheld = {part.component.id for part in unit.score.components if part.withheld}
        sets = (placed for part in result.scheme.components for placed in part.list_items())
        self._of_others = {placed.item.id for placed in sets if placed.unit not in {None, unit.unit.id}}
        charged = (effect for item in unit.score.items() for effect in item.charged)
        self._effects: Mapping[str, RecordEffect] = {e.record.path: e for e in (*charged, *unit.score.effects())}

    def explain(self, table: str, key: tuple[Value, ...], column: str) -> Step:
        """The step of a cell."""
        found = self._tables[table]
        return self._step(found, found.rows[key], found.table.column(column))

    def _step(self, found: FilledTable, row: Row, column: Column) -> Step:
        cells = found.cells(row)
        value = cells[column.id]
        withheld = column.part in self._withheld
        return Step(
            self._label(found, column, cells),
            self._words.formula(found.table, column, cells, rounded=withheld),
            value if isinstance(value, Decimal | Fraction) else None,
            () if withheld else tuple(self._inputs(found, row, column, set())),
            ratio=column.unit == "ratio",
            clause=self._clause(column),
            part=column.part,
            item=column.item,
            withheld=withheld,
        )

    def _label(self, found: FilledTable, column: Column, cells: Mapping[str, Value]) -> str:
        """What a reader calls the step: the row, where its table says how, with a unit in it by its name."""
        if not found.table.label or (found.table.id in SPAN_TABLE_IDS and not column.id.endswith(SCORED)):
            return column.title
        named = {key: self._names.get(cells[key], cells[key]) for key in UNIT_KEYS & cells.keys()}
        return fill_words(found.table, found.table.label, {**cells, **named})

    def _clause(self, column: Column) -> str:
        """The clause that a column rests on; where an item's points were made up, none stands behind them."""
        scheme = self._result.scheme
        item = scheme.items.get(column.item)
        return "" if item is not None and scheme.invents(item) else column.clause

    def _inputs(self, found: FilledTable, row: Row, column: Column, seen: set[Seen]) -> Iterator[Step]:
        """The steps of what a cell reads, each once; what a reader does not meet gives way to its own inputs."""
        for part in column.expr.walk() if column.expr else ():
            if part.name == "col":
                yield from self._of_column(found, row, found.table.column(part.column), seen)
            elif part.over is not None and found.table.id != part.over.table and not _is_of_own_unit(part.over):
                yield from self._of_rows(found, row, part, seen)

    def _of_column(self, found: FilledTable, row: Row, column: Column, seen: set[Seen]) -> Iterator[Step]:
        cell = (found.table.id, id(row), column.id)
        if column.expr is None or column.unit == "flag" or cell in seen or column.item in self._of_others:
            return
        seen.add(cell)
        if column.shown == "sheet":
            yield from self._inputs(found, row, column, seen)
            return
        step = self._step(found, row, column)
        # An item in which nothing was recorded is left out; a month that counts zero is divided by like the others.
        if (
            step.inputs
            or step.value
            or not column.item
            or (found.table.id in SPAN_TABLE_IDS and step.value is not None)
        ):
            yield step

    def _of_rows(self, found: FilledTable, row: Row, given: Op, seen: set[Seen]) -> Iterator[Step]:
        """The steps of the rows that an operation goes over."""
        over = given.over
        if over is None:
            return
        other = self._tables[over.table]
        columns = tuple(theirs for theirs, _ in (*over.match, *over.where))
        values = (*(row[found.positions[own]] for _, own in over.match), *(text for _, text in over.where))
        rows = self._result.filled.rows_where(over.table, columns, values)
        if other.table.record:
            yield from self._of_records(other, rows, seen)
            return
        column = other.table.column(over.column)
        steps = [step for there in rows for step in self._of_column(other, there, column, seen)]
        if other.table.id not in SPAN_TABLE_IDS or any(step.inputs or step.value for step in steps):
            yield from steps

    def _of_records(self, other: FilledTable, rows: list[Row], seen: set[Seen]) -> Iterator[Step]:
        at = other.positions[other.table.record]
        new = [row for row in rows if (other.table.id, id(row), "") not in seen]
        seen.update((other.table.id, id(row), "") for row in new)
        effects = [self._effects[path] for row in new if (path := str(row[at])) in self._effects]
        for effect in sorted(effects, key=lambda effect: (effect.record.date, effect.record.id)):
            yield explain_record(effect)


def _is_of_own_unit(over: Over) -> bool:
    """Whether rows below a unit look at the unit's own row, which stands above them in the tree."""
    return over.table == UNIT and over.match == (("unit", "unit"),)


def explain_record(effect: RecordEffect) -> Step:
    """The step of a record: what it took from the score."""
    record = effect.record
    formula = f"{METHODS[record.method]}，{describe_effect(effect)}"
    return Step(f"{record.date.isoformat()} {record.reason}", formula, effect.counted, record=record.path)


def describe_effect(effect: RecordEffect) -> str:
    """In words, how a record's points became the points that count."""
    record = effect.record
    verb = effect.words.verb
    points = record.charge.points if effect.charged and record.charge is not None else record.points
    is_free = not points and verb == "扣"
    words = "不扣分" if is_free else f"{'另计' if effect.charged else ''}{verb} {format_points(points)} 分"
    if effect.early:
        words += f"，{effect.early}"
    elif record.revoked is not None:
        words += "，已撤销"
    elif record.appeal is not None and record.appeal.decision == "revoked":
        words += "，经复核撤销"
    elif record.appeal is not None and record.appeal.decision == "reduced":
        words += f"，经复核减为 {format_points(effect.in_force)} 分"
    if effect.effective != effect.in_force:
        words += f"，{lessened_words(effect)}，计 {format_points(effect.effective)} 分"
    if effect.absorbed > 0:
        words += (
            f"，其中 {format_points(effect.absorbed)} 分超过{effect.limits}，不再{'扣减' if verb == '扣' else '计入'}"
        )
    return words


def absorbed_words(effect: RecordEffect) -> tuple[str, str] | None:
    """The points that fell beyond a limit, and what the limit is called; None where none did."""
    if not effect.absorbed:
        return None
    return format_points(effect.absorbed), "最高分值" if effect.limits == WHOLE_LIMIT else effect.limits


def lessened_words(effect: RecordEffect) -> str:
    """In words, why other points count of a record than are in force."""
    record = effect.record
    reasons = ["改正到位"] if record.cured else []
    reasons += ["同一事实只计分值最高的一条"] if record.fact and not effect.together.startswith("只计") else []
    reasons += [effect.together] if effect.together else []
    return "、".join(reasons) or "按标准合计"
