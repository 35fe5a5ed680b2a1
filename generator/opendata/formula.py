"""Expressions of the book as formulas of a spreadsheet.

None is the empty text there. Spreadsheets count in binary, so figures are compared, and tiers are found, after 10
decimals, and rounding first takes away the dust behind the 12th that would tip an exact half over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Protocol

from generator.model.lazy_dataclass import dataclass
from generator.model.number import as_decimal, format_points
from generator.opendata.sheet import round_formula
from generator.rules.expression import Op, OpName, Over, Ranked

NOTHING = '""'
_SIGNS = {"add": "+", "sub": "-", "mul": "*"}
_COMPARED = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "eq": "="}
_DIGITS = 10
_NEAR = "0.00000000005"  # figures that are nearer to each other are equal after 10 decimals
_PLAIN = frozenset({"add", "sub", "mul", "min", "max", "neg", "round"})  # without a value where a part has none


class Places(Protocol):
    """Where the cells of a workbook stand, seen from one row of it."""

    def own(self, column: str) -> str:
        """The cell of this column in the own row, or a formula in its place."""

    def span(self, table: str, column: str) -> str:
        """The name of all cells of a column; empty where the table has no rows and therefore no sheet."""

    def is_apart(self, table: str, column: str) -> bool:
        """Whether all rows of the table that stand on one sheet have the same value in the column."""

    def spread(self, over: Over) -> list[str] | None:
        """The cells that stand side by side in the own row, where rows of `over` are laid out so; else None."""

    def may_be_none(self, given: Op) -> bool:
        """Whether the expression has no value in some row."""

    def is_plain_text(self, over: Over) -> bool:
        """Whether what is read of other rows is a text, and no day."""

    def is_text(self, given: Op) -> bool:
        """Whether the expression is a text."""

    def is_day(self, given: Op) -> bool:
        """Whether the expression is a day: of a column, or of one row of a table."""


@dataclass(frozen=True, slots=True)
class FormulaWriter:
    """Writes the formula of an expression for one row."""

    places: Places

    def write(self, given: Op) -> str:
        """The formula without its `=`."""
        if given.over is not None:
            return self._over(given.name, given.over)
        if given.ranked is not None:
            return self._rank(given.ranked)
        if given.name == "const":
            return literal(given.value)
        if given.name == "col":
            return self.places.own(given.column)
        return _WRITERS[given.name](self, given)

    def arithmetic(self, given: Op) -> str:
        """A figure; nothing where one of the figures that it takes has no value."""
        asked = list(dict.fromkeys(self._asked(given)))
        text = self._bare(given)
        return f"IF(COUNT({','.join(asked)})<{len(asked)},{NOTHING},{text})" if asked else text

    def _asked(self, given: Op) -> Iterator[str]:
        """The cells without which a figure has no value."""
        for part in given.args:
            if part.name in _PLAIN:
                yield from self._asked(part)
            elif self.places.may_be_none(part):
                yield self.write(part)

    def _bare(self, given: Op) -> str:
        """A figure whose parts are there."""
        if given.name not in _PLAIN:
            return self.write(given)
        parts = [self._bare(part) for part in given.args]
        if given.name == "round":
            return round_formula(parts[0], given.places, given.mode)
        if given.name in {"min", "max"}:
            return f"{given.name.upper()}({','.join(parts)})"
        if given.name == "neg":
            return f"-({parts[0]})"
        first, *others = (_bind(part, text) for part, text in zip(given.args, parts, strict=True))
        if given.name in {"add", "sub"}:
            first = parts[0]
        if given.name == "add":
            others = [
                text if part.name != "neg" else bound
                for part, text, bound in zip(given.args[1:], parts[1:], others, strict=True)
            ]
        return _SIGNS[given.name].join([first, *others])

    def quotient(self, given: Op) -> str:
        """A quotient; nothing where it is of 0."""
        return f"IFERROR({self._quotient(given)},{NOTHING})"

    def _quotient(self, given: Op) -> str:
        above, below = ((part, self.write(part)) for part in given.args)
        return f"{_bind(*above)}/{_bind(below[0], below[1], loose=_PLAIN | {'div'})}"

    def choice(self, given: Op) -> str:
        """One of two."""
        return f"IF({','.join(map(self.write, given.args))})"

    def junction(self, given: Op) -> str:
        """All or any of several conditions."""
        return f"{given.name.upper()}({','.join(map(self.write, given.args))})"

    def presence(self, given: Op) -> str:
        """Whether there is a value."""
        (part,) = given.args
        return f"{self.write(part)}<>{NOTHING}" if self.places.is_text(part) else f"ISNUMBER({self.write(part)})"

    def replacement(self, given: Op) -> str:
        """A value, or another where there is none."""
        part, other = given.args
        if not self.places.may_be_none(part):
            return self.write(part)
        if part.name == "div":
            return f"IFERROR({self._quotient(part)},{self.write(other)})"
        if part.name in _PLAIN:
            asked = list(dict.fromkeys(self._asked(part)))
            return f"IF(COUNT({','.join(asked)})<{len(asked)},{self.write(other)},{self._bare(part)})"
        text = self.write(part)
        if self.places.is_text(part):
            return f"IF({text}={NOTHING},{self.write(other)},{text})"
        return f"IF(ISNUMBER({text}),{text},{self.write(other)})"

    def comparison(self, given: Op) -> str:
        """Whether one is more than, less than or equal to the other; no where one of them has no value."""
        one, other = given.args
        if self.places.is_day(one) and other.name == "const":
            test = f"{self.write(one)}{_COMPARED[given.name]}DATE({str(other.value).replace('-', ',')})"
            return f"AND(ISNUMBER({self.write(one)}),{test})" if self.places.may_be_none(one) else test
        if self.places.is_day(one) and self.places.is_day(other):
            test = f"{self.write(one)}{_COMPARED[given.name]}{self.write(other)}"
            asked = [f"ISNUMBER({self.write(part)})" for part in given.args if self.places.may_be_none(part)]
            return f"IF(AND({','.join(asked)}),{test},FALSE)" if asked else test
        if self.places.is_text(one) or self.places.is_text(other):
            return f"{self.write(one)}{_COMPARED[given.name]}{self.write(other)}"
        test = f"{self._plain(one)}{_COMPARED[given.name]}{self._plain(other)}"
        asked = [f"ISNUMBER({self.write(part)})" for part in given.args if self.places.may_be_none(part)]
        return f"IF(AND({','.join(asked)}),{test},FALSE)" if asked else test

    def tiers(self, given: Op) -> str:
        """What a table of tiers gives."""
        value, sign = self._plain(given.args[0]), "<" if given.closed == "low" else "<="
        text = NOTHING
        for step in reversed(given.tiers):
            found = literal(step.value)
            text = found if step.bound is None else f"IF({value}{sign}{format_points(step.bound)},{found},{text})"
        asked = self.write(given.args[0])
        return f"IF(COUNT({asked})<1,{NOTHING},{text})" if self.places.may_be_none(given.args[0]) else text

    def _plain(self, part: Op) -> str:
        """A number to be compared, without what counting in binary adds to it."""
        text = self.write(part)
        return text if part.name == "const" else f"ROUND({text},{_DIGITS})"

    def _over(self, name: OpName, over: Over) -> str:
        cells = self.places.spread(over)
        if cells is not None:
            return _spread(name, cells)
        span = self.places.span(over.table, over.column)
        if not span:
            return "0" if name in {"sum", "count"} else NOTHING
        asked = [
            (self.places.span(over.table, theirs), own)
            for theirs, own in (
                *((theirs, self.places.own(own)) for theirs, own in over.match),
                *((theirs, literal(text)) for theirs, text in over.where),
            )
            if not self.places.is_apart(over.table, theirs)
        ]
        chosen = "*".join(f"({theirs}={own})" for theirs, own in asked)
        pairs = "".join(f",{theirs},{own}" for theirs, own in asked)
        total = f"SUMIFS({span}{pairs})" if asked else f"SUM({span})"
        number = f"SUMPRODUCT({chosen + '*' if chosen else ''}ISNUMBER({span}))"
        if name == "sum":
            return total
        if name == "count":
            return number
        if name == "get" and self.places.is_plain_text(over):
            return f'IFERROR(INDEX({span},MATCH(1,INDEX({chosen or 1},0),0)),"")'
        if name == "get":
            return f"IF({number}=0,{NOTHING},{total})"
        if name == "mean":
            return f"IF({number}=0,{NOTHING},{total}/{number})"
        best = f"_xlfn.{'MAX' if name == 'highest' else 'MIN'}IFS({span}{pairs})"
        if not asked:
            best = f"{'MAX' if name == 'highest' else 'MIN'}({span})"
        return f"IF({number}=0,{NOTHING},{best})"

    def _rank(self, ranked: Ranked) -> str:
        """1 + the rows of the group that are better: all of them, or, where ranks are dense, each figure once."""
        table = ""
        groups = [(self.places.span(table, name), self.places.own(name)) for name in ranked.within]
        figures = [(self.places.span(table, name), self.places.own(name)) for name in ranked.by]
        sign = "<" if ranked.lowest_first else ">"
        among = "*".join(f"({theirs}={own})" for theirs, own in groups) or "1"
        better, equal = [], ""
        for theirs, own in figures:
            better.append(f"{equal}ISNUMBER({theirs})*({theirs}{sign}{own}{'-' if sign == '<' else '+'}{_NEAR})")
            equal += f"ISNUMBER({theirs})*({theirs}>={own}-{_NEAR})*({theirs}<={own}+{_NEAR})*"
        last = "".join(f"*ISNUMBER({theirs})" for theirs, _ in figures[1:])
        ahead = f"{among}*({'+'.join(better)}){last}"
        if ranked.ties == "dense":
            keys = ",".join(f"{theirs},{theirs}" for theirs, _ in (*groups, *figures))
            none = "".join(f"+1-ISNUMBER({theirs})" for theirs, _ in figures)
            text = f"ROUND(SUMPRODUCT({ahead}/(COUNTIFS({keys}){none})),0)+1"
        else:
            text = f"SUMPRODUCT({ahead})+1"
        if ranked.ties == "mean":
            text += f"+(SUMPRODUCT({among}*{equal[:-1]})-1)/2"
        gaps = [self.places.own(name) for name in ranked.by if self.places.may_be_none(Op("col", column=name))]
        return f"IF(COUNT({','.join(gaps)})<{len(gaps)},{NOTHING},{text})" if gaps else text


_WRITERS: dict[OpName, Callable[[FormulaWriter, Op], str]] = {
    **dict.fromkeys(("add", "sub", "mul", "min", "max", "neg", "round"), FormulaWriter.arithmetic),
    "div": FormulaWriter.quotient,
    "if": FormulaWriter.choice,
    "and": FormulaWriter.junction,
    "or": FormulaWriter.junction,
    "not-none": FormulaWriter.presence,
    "nz": FormulaWriter.replacement,
    "gt": FormulaWriter.comparison,
    "ge": FormulaWriter.comparison,
    "lt": FormulaWriter.comparison,
    "le": FormulaWriter.comparison,
    "eq": FormulaWriter.comparison,
    "tier": FormulaWriter.tiers,
}


def literal(value: Decimal | str | bool | None) -> str:
    """A constant in a formula."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return format_points(as_decimal(value))


def _bind(part: Op, text: str, loose: frozenset[str] = frozenset({"add", "sub", "neg"})) -> str:
    """A part of arithmetic in brackets where its own sign would bind less."""
    is_negative = part.name == "const" and isinstance(part.value, Decimal) and part.value < 0
    return f"({text})" if part.name in loose - {"min", "max", "round"} or is_negative else text


def _spread(name: OpName, cells: list[str]) -> str:
    """An operation over cells that stand side by side; a text counts for nothing there, as N() sees to it."""
    listed, total = ",".join(cells), "+".join(f"N({cell})" for cell in cells)
    match name:
        case "sum":
            return f"({total})"
        case "count":
            return f"COUNT({listed})"
        case "mean":
            return f"IFERROR(({total})/COUNT({listed}),{NOTHING})"
        case "highest" | "lowest":
            return f"IF(COUNT({listed})=0,{NOTHING},{'MAX' if name == 'highest' else 'MIN'}({listed}))"
    return f"IF(COUNT({listed})=0,{NOTHING},{total})"
