"""Random books over all operations, with given rows: for whatever reads a book and must come to the same figures.

A column reads only what was laid before it, so that no book goes in a circle; types fit by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from generator.rules.book_layout import BookLayout
from generator.rules.expression import (
    COMPARISONS,
    NUMBERS,
    OVERS,
    Book,
    CellUnit,
    Column,
    Op,
    OpName,
    Over,
    Tier,
    Ties,
    col,
    const,
    op,
    rank,
    round_to,
    tier,
)
from generator.score.evaluate import FilledBook, Given, evaluate
from generator.score.operations import Value

UNITS = ("a", "b", "c", "d", "e")
TEXTS = ("甲", "乙", "")
DAYS = ("2015-01-31", "2015-06-18", "2015-12-31")
MODES = ("half-up", "half-even", "down")
DEPTH = 3
Type = str  # number, flag, text: what an expression gives; a day is compared with texts alone

# Few different figures, so that some are equal; halves, so that roundings lie between two figures.
_figures = st.integers(-5, 5).map(lambda half: Decimal(half) / 2) | st.decimals(-20, 20, places=2)
_constants: dict[Type, st.SearchStrategy[Decimal | str | bool | None]] = {
    "number": st.none() | _figures | _figures,
    "flag": st.booleans(),
    "text": st.none() | st.sampled_from(TEXTS),
    "day": st.none() | st.sampled_from(DAYS),
}
# The tables: their keys, and further given columns with their units.
TABLES: Mapping[str, tuple[tuple[str, ...], dict[str, CellUnit]]] = {
    "unit": (("unit",), {"group": "text", "size": "points", "share": "ratio", "new": "flag"}),
    "record": (("record",), {"unit": "text", "item": "text", "points": "points", "date": "day", "void": "flag"}),
    "ballot": (("unit", "option"), {"count": "number", "weight": "number"}),
}


def type_of(unit: CellUnit) -> Type:
    """The type of the values of a column in this unit."""
    return "number" if unit in NUMBERS else unit


@dataclass(slots=True)
class _Drawing:
    """A book while it is drawn: for each table, the columns that there are, by id, with the type of each."""

    draw: st.DrawFn
    layout: BookLayout
    columns: dict[str, dict[str, Type]] = field(default_factory=dict)

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def of_type(self, table: str, wanted: Type) -> list[str]:
        return [name for name, found in self.columns[table].items() if found == wanted]

    def expression(self, table: str, wanted: Type, depth: int = DEPTH) -> Op:
        """An expression of type `wanted` over a row of `table`."""
        if depth == 0 or not self.draw(st.integers(0, 3)):
            return self._leaf(table, wanted)
        name: OpName = self.one(*_NAMES[wanted])
        if name in {"if", "nz"}:
            return self.chosen(name, table, wanted, depth - 1)
        return _MAKERS[name](self, name, table, wanted, depth - 1)

    def _leaf(self, table: str, wanted: Type) -> Op:
        known = self.of_type(table, wanted)
        if known and self.one(True, True, True, True, False):
            return col(self.one(*known))
        return const(self.draw(_constants[wanted]))

    def chosen(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        one, other = (self.expression(table, wanted, depth) for _ in range(2))
        if name == "nz":
            return op(name, one, other)
        return op(name, self.expression(table, "flag", depth), one, self.one(other, const(None)))

    def of_figures(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        count = 1 if name == "neg" else 2 if name == "div" else self.one(2, 3)
        return op(name, *(self.expression(table, "number", depth) for _ in range(count)))

    def product(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        """One factor is short, so that the digits of a figure stay countable."""
        return op(name, self.expression(table, "number", depth), const(self.draw(_figures)))

    def rounded(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        return round_to(self.expression(table, "number", depth), self.one(0, 0, 1, 2), self.one(*MODES))

    def graded(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        values: st.SearchStrategy[Any] = st.sampled_from(TEXTS) if wanted == "text" else _constants["number"]
        bounds = sorted(self.draw(st.lists(_figures, min_size=1, max_size=3, unique=True)))
        rest: list[None] = [None] if self.draw(st.booleans()) else []
        tiers = tuple(Tier(bound, self.draw(values)) for bound in (*bounds, *rest))
        return tier(self.expression(table, "number", depth), tiers, self.one("low", "high"))

    def of_rows(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        """An operation over rows that agree in up to two columns, and perhaps have a text in a third."""
        kind = self.one("number", "flag", "text") if name == "count" else wanted
        other = self.one(*[found for found in self.columns if self.of_type(found, kind)])
        texts, own = self.of_type(other, "text"), self.of_type(table, "text")
        match = {self.one(*texts): self.one(*own) for _ in range(self.one(0, 0, 1))}
        if "unit" in texts and "unit" in own and self.draw(st.booleans()):
            match["unit"] = "unit"
        where = {self.one(*texts): self.one(*TEXTS, *UNITS) for _ in range(self.one(0, 0, 1))}
        column = self.one(*self.of_type(other, kind))
        return Op(name, over=Over(other, column, tuple(match.items()), tuple(where.items())))

    def placed(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        by = tuple(self.one(*self.of_type(table, "number")) for _ in range(self.draw(st.integers(1, 2))))
        within = tuple(self.one(*self.of_type(table, "text")) for _ in range(self.draw(st.integers(0, 1))))
        ties: Ties = self.one("shared", "dense", "mean")
        return rank(by, within, ties, self.draw(st.booleans()))

    def joined(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        return op(name, *(self.expression(table, "flag", depth) for _ in range(self.draw(st.integers(1, 3)))))

    def known(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        return op(name, self.expression(table, self.one("number", "text", "flag"), depth))

    def compared(self, name: OpName, table: str, wanted: Type, depth: int) -> Op:
        kind = self.one("number", "number", "text", *(["flag"] if name == "eq" else []))
        days = self.of_type(table, "day")
        if days and kind == "text" and self.draw(st.booleans()):
            return op(name, col(self.one(*days)), const(self.one(*DAYS)))
        return op(name, self.expression(table, kind, depth), self.expression(table, kind, depth))


_MAKERS: Mapping[str, Callable[[_Drawing, OpName, str, Type, int], Op]] = {
    **dict.fromkeys(("add", "sub", "min", "max", "div", "neg"), _Drawing.of_figures),
    "mul": _Drawing.product,
    "round": _Drawing.rounded,
    "tier": _Drawing.graded,
    **dict.fromkeys(sorted(OVERS), _Drawing.of_rows),
    "rank": _Drawing.placed,
    **dict.fromkeys(("and", "or"), _Drawing.joined),
    "not-none": _Drawing.known,
    **dict.fromkeys(sorted(COMPARISONS), _Drawing.compared),
}
_FLAGS = ("and", "or", "not-none", *sorted(COMPARISONS))
_NAMES: Mapping[Type, tuple[str, ...]] = {
    "number": (*(name for name in _MAKERS if name not in _FLAGS), "if", "nz"),
    "flag": (*_FLAGS, "if", "nz"),
    "text": ("tier", "get", "if", "nz"),
}


@st.composite
def books(draw: st.DrawFn) -> Book:
    """A book of three tables with up to nine columns that follow from others, in any table."""
    drawing = _Drawing(draw, BookLayout(2015))
    for name, (key, given) in TABLES.items():
        table = drawing.layout.table(name, f"表{name}", key)
        for column, unit in given.items():
            table.give(column, f"列{column}", unit)
        drawing.columns[name] = {
            **dict.fromkeys(key, "text"),
            **{column: type_of(unit) for column, unit in given.items()},
        }
    for number in range(draw(st.integers(2, 9))):
        name = draw(st.sampled_from(("unit", "unit", "record", "ballot")))
        wanted: CellUnit = draw(st.sampled_from(("points", "points", "rank", "ratio", "flag", "text")))
        laid = Column(f"x{number}", f"第{number}列", wanted, drawing.expression(name, type_of(wanted)))
        drawing.layout.lay(name, laid)
        drawing.columns[name][laid.id] = type_of(wanted)
    return drawing.layout.finish()


@st.composite
def given_rows(draw: st.DrawFn) -> Given:
    """Rows for the tables of any of `books`: up to five units, and what belongs to them, or to none."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True)) if draw(st.booleans()) else [*UNITS]
    records = [{"record": f"r{at}", "unit": draw(st.sampled_from(UNITS))} for at in range(draw(st.integers(0, 8)))]
    ballots = [{"unit": unit, "option": option} for unit in units for option in TEXTS[:2] if draw(st.integers(0, 3))]
    rows: dict[str, list[dict[str, str]]] = {
        "unit": [{"unit": unit} for unit in units],
        "record": records,
        "ballot": ballots,
    }
    return {table: [{**_cells(draw, table), **row} for row in found] for table, found in rows.items()}


def _cells(draw: st.DrawFn, table: str) -> dict[str, Value]:
    return {column: draw(_constants[type_of(unit)]) for column, unit in TABLES[table][1].items()}


def fill(book: Book, given: Given) -> FilledBook:
    """The values; an example whose figures run to more than a hundred digits, which no scheme has, is passed over."""
    try:
        return evaluate(book, given)
    except ArithmeticError:
        assume(False)
        raise


def cells(filled: FilledBook) -> Iterator[tuple[str, tuple[Value, ...], str, Value]]:
    """Every cell: table, key, column, value."""
    for name, table in filled.tables.items():
        for key, row in table.rows.items():
            for column, at in table.positions.items():
                yield name, key, column, row[at]
