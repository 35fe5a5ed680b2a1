"""Expressions in words: what a column says of itself, or what its operations say, with the figures of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.model.number import (
    as_decimal,
    exact_percent,
    format_points,
    format_rate,
    places_words,
    round_figure,
    rounded_words,
)
from generator.rules.expression import ARITHMETIC, Book, BookTable, Column, Op
from generator.rules.given_tables import SPAN_TABLE_IDS
from generator.score.decided_op import decide
from generator.score.operations import Value

UNSAID = "无"  # for what has no value, and whose formula is that it has none
_PLACE = re.compile(r"\{([^{}]+)\}")
_READABLE = 10  # digits of a fraction, above and below the line
_SIGNS = {"add": " ＋ ", "sub": " − ", "mul": " × ", "div": " ÷ "}
_COMPARED = {"gt": "高于", "ge": "不低于", "lt": "低于", "le": "不高于", "eq": "为"}
_OVER = {"sum": "之和", "mean": "的平均", "highest": "中最高的", "lowest": "中最低的", "count": "的个数", "get": ""}

Cells = Mapping[str, Value]


def _beside(sign: str, written: str) -> str:
    """A figure behind the sign of an operation: one below nothing in parentheses, 100 −（-5）."""
    return f"（{written}）" if f" {sign} " in _SIGNS.values() and written[:1] == "-" else written


def is_short(rate: Fraction) -> bool:
    """Whether a person can read the exact fraction of a ratio."""
    return len(f"{rate.numerator}{rate.denominator}") <= _READABLE


def format_fraction(rate: Fraction) -> str:
    """A ratio beside its percentage: 1234/1500（约 82.27%）, 59/100（59%）; a long fraction by 6 decimals instead."""
    percent = exact_percent(rate)
    if is_short(rate):
        exact = f"{rate.numerator}/{rate.denominator}" if rate.denominator > 1 else f"{rate}"
    else:
        exact, percent = f"{round_figure(rate, 6, 'half-up'):f}", ""
    return f"{exact}（{percent or f'约 {format_rate(rate)}'}）"


def format_cell(column: Column, value: Value, rounded: bool = False) -> str:
    """The value of a cell as it is written: `—` for none. Of a `rounded` ratio the percentage alone is known."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if column.unit == "ratio":
        return format_rate(Fraction(value)) if rounded else format_fraction(Fraction(value))
    return format_points(value, column.places)


def fill_words(table: BookTable, text: str, cells: Cells, rounded: bool = False) -> str:
    """`text` with the figures of the columns that it names in braces; other braces are those of somebody's name."""
    columns = {column.id: column for column in table.columns}
    named = [columns[name] for name in _PLACE.findall(text) if name in columns]
    long = rounded or any(
        isinstance(value := cells[column.id], Fraction) and column.unit == "ratio" and not is_short(value)
        for column in named
    )

    def fill(found: re.Match[str]) -> str:
        if found[1] not in columns:
            return found[0]
        written = format_cell(columns[found[1]], cells[found[1]], rounded)
        return _beside(text[: found.start()].rstrip()[-1:], written)

    filled = _PLACE.sub(fill, text)
    return filled.replace("：", "≈ ", 1) if long else filled


def _rounded(given: Op) -> tuple[Op, int | None]:
    """What an expression rounds, and to how many places: itself, or what it leaves of a whole; else it, to none."""
    if given.name == "round":
        return given.args[0], given.places
    if given.name == "sub" and given.args[1].name == "round":
        whole, left = given.args[0], given.args[1].args[0]
        if left.name == "sub" and left.args[0] == whole:
            return left.args[1], given.args[1].places
    return given, None


class ColumnWords:
    """The sentences of a book's columns."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def formula(self, table: BookTable, column: Column, cells: Cells, rounded: bool = False) -> str:
        """How the cell of `column` in the row `cells` follows, in words and figures."""
        if column.expr is None:
            return ""
        lacks = cells[column.id] is None or (column.expr.name == "nz" and _awaits(column, cells))
        if column.said_none and lacks:
            return column.said_none
        if column.said:
            return fill_words(table, column.said, cells, rounded)
        inner, places = _rounded(column.expr)
        if inner.name == "if" and not (chosen := decide(inner, cells)).conditions:
            inner = chosen.op  # nothing that a reader is told of decided
        if inner.name == "col" and (below := table.column(inner.column)).shown == "sheet" and below.expr:
            words = self.formula(table, below, cells, rounded)
            if places is None or cells[below.id] == cells[column.id]:
                return words  # nothing is rounded, or nothing is changed by it
            return f"{words}，按规定保留{places_words(places)}"
        return (
            self._cap(table, column, cells)
            if column.cap
            else self.expression(table, column.expr, cells, column.title)
        )

    def rule(self, table: BookTable, column: Column) -> str:
        """The rule of a column without figures."""
        return self._say(table, column.expr, lambda name: table.column(name).title) if column.expr else ""

    def expression(self, table: BookTable, given: Op, cells: Cells, title: str = "") -> str:
        """What of an expression decided in the row, and where it is plain arithmetic the figures after the words."""
        found = decide(given, cells)
        words = self._say(table, found.op, lambda name: _called(table.column(name), title))
        if all(part.name in {*ARITHMETIC, "col", "const"} for part in found.op.walk()):
            figures = self._say(table, found.op, lambda name: format_cell(table.column(name), cells[name]))
            words = words if figures == words else f"{words}：{figures}"
        compared = {part.column for one in found.conditions if one.args for part in one.walk()}
        conditions = [one for one in found.conditions if one.args or one.column not in compared]
        told = dict.fromkeys(self._condition(table, condition, cells, title) for condition in conditions)
        link = "，按 " if found.op.name == "const" else "，"
        return f"{'，'.join(told)}{link}{words}" if told else words

    def _condition(self, table: BookTable, condition: Op, cells: Cells, title: str) -> str:
        """A condition that holds, its figures beside their names: 办结率 88 不低于 80."""

        def name(column: str) -> str:
            found = table.column(column)
            called = _called(found, title)
            return called if found.unit == "flag" else f"{called} {format_cell(found, cells[column])}"

        return self._say(table, condition, name)

    def _cap(self, table: BookTable, column: Column, cells: Cells) -> str:
        """A figure that is held within a limit."""
        if column.expr is None:
            raise TypeError(column.id)
        whole, limit = column.expr.args[0], column.expr.args[-1]
        names = self._say(table, whole, lambda name: table.column(name).title)
        end = self._say(table, limit, lambda name: format_cell(table.column(name), cells[name]))
        side, past = ("上限", "超过") if column.expr.name == "min" else ("下限", "低于")
        before = cells[whole.column] if whole.name == "col" else None
        if before is None or before == cells[column.id]:
            return f"{names}，{side} {end}"
        return f"{names} {format_cell(column, before)}，{past}{side} {end}，按 {end} 计"

    def _say(self, table: BookTable, given: Op, name: Callable[[str], str]) -> str:
        """An expression in words; `name` says how a column of the row is called."""
        if given.over is not None:
            other = self._book.table(given.over.table)
            rows = f"各{other.title}"
            if other.id in SPAN_TABLE_IDS:  # whose titles say that they are all
                rows = other.title if ("unit", "unit") in given.over.match else "各单位同期"
            return f"{rows}{other.column(given.over.column).title}{_OVER[given.name]}"
        if given.ranked is not None:
            by = "、".join(table.column(column).title for column in given.ranked.by)
            return f"按{by}由{'低到高' if given.ranked.lowest_first else '高到低'}排列的名次"
        if given.name == "const":
            return UNSAID if given.value is None else _constant(given.value)
        if given.name == "col":
            return name(given.column)
        return _join(given, [self._say_inside(table, given, part, name) for part in given.args])

    def _say_inside(self, table: BookTable, outer: Op, part: Op, name: Callable[[str], str]) -> str:
        words = self._say(table, part, name)
        if part is not outer.args[0] and outer.name in _SIGNS:
            words = _beside(_SIGNS[outer.name].strip(), words)
        if isinstance(part.value, Decimal) and outer.name in _COMPARED and _is_ratio(table, outer):
            return f"{format_points(part.value * 100)}%"  # beside a ratio, which is told as a percentage
        binds = outer.name in {"mul", "div", "sub"} and part.name in {"add", "sub", "neg", "round"}
        return f"（{words}）" if binds and words else words


def _is_ratio(table: BookTable, given: Op) -> bool:
    return any(part.name == "col" and table.column(part.column).unit == "ratio" for part in given.args)


def _called(column: Column, title: str) -> str:
    """What a column is called in the sentence of one called `title`; if named after it, what tells the two apart."""
    for same in (title, title.rpartition("（")[0]):
        if same and column.title.startswith(f"{same}（"):
            return column.title[len(same) + 1 :].removesuffix("）")
    return column.title


def _awaits(column: Column, cells: Cells) -> bool:
    """Whether the figure stands for one that is not known: a column that its first argument reads is None."""
    first = column.expr.args[0] if column.expr else None
    return first is not None and any(part.name == "col" and cells[part.column] is None for part in first.walk())


def _constant(value: Decimal | str | bool) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else format_points(as_decimal(value))


def _join(given: Op, words: list[str]) -> str:
    """An operation on arguments that are words already."""
    if given.name in _SIGNS:
        return _SIGNS[given.name].join(words)
    if given.name in _COMPARED:
        left, right = words
        before, after = " " if left[-1:].isdigit() else "", " " if right[:1].isdigit() else ""
        return f"{left}{before}{_COMPARED[given.name]}{after}{right}"
    match given.name:
        case "min" | "max":
            return f"{'、'.join(words)}中较{'小' if given.name == 'min' else '大'}的"
        case "and" | "or":
            return ("且" if given.name == "and" else "或").join(words)
        case "neg":
            return f"−{words[0]}"
        case "round":
            return f"{words[0]}，{rounded_words(given.places, given.mode)}"
        case "if":
            return f"{words[0]}的，{words[1]}；否则{words[2]}"
        case "not-none":
            return f"有{words[0]}"
        case "nz":
            return f"{words[0]}（没有的，{words[1]}）"
        case "tier":
            return f"{words[0]}按分档：{_tiers(given)}"
    raise TypeError(given.name)


def _tiers(given: Op) -> str:
    edge = "低于" if given.closed == "low" else "不高于"
    steps = []
    for step in given.tiers:
        value = UNSAID if step.value is None else _constant(step.value)
        steps.append(f"其余为 {value}" if step.bound is None else f"{edge} {format_points(step.bound)} 为 {value}")
    return "，".join(steps)
