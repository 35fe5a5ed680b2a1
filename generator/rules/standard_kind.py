"""What a kind of standard is: a record of an item that comes to points of each unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Protocol

from generator.model.lazy_dataclass import dataclass
from generator.rules.book_layout import BookLayout
from generator.rules.expression import CellUnit, Column, Op, OpName, Over, col, over
from generator.rules.figures import FigurePlace
from generator.rules.flaw import Flaw
from generator.rules.given_tables import (
    RECORD,
    UNIT,
    UNIT_PART,
    give_record_column,
    lay_unit_parts,
    standard_column,
)
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord

# What the points of a standard do to the worth of its item: take from it, add to it, or are what it starts from.
StandardEffect = Literal["loses", "adds", "gives"]

# The figures of a column of the unit table: the unit's short name beside each that is there.
FigureLookup = Callable[[str], Sequence[tuple[str, Decimal | Fraction]]]


def standard_cell(item: Item, standard: StandardRecord, step: str = "") -> str:
    """The id of a standard's column in the unit table; `step` tells those of one standard apart."""
    return f"{item.id}/{standard.id}" + (f"/{step}" if step else "")


@dataclass(frozen=True, slots=True)
class LaidStandard:
    """The points of a standard; `awaited` ones are None until something is measured or entered.

    Of standards with the same `exclusive`, only the highest counts. `divided` is the column of the records with what
    of each counts, where they come to the points together; else each does by itself.
    """

    points: Op
    effect: StandardEffect
    awaited: bool = False
    exclusive: str = ""
    divided: str = ""


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where a standard is laid: its item, what that is worth, what its records count, what it does unless it says.

    `full` is the item's maximum, `points` the column of the records with what each counts, `is_lost` whether
    the part counts what is lost. Columns are laid in `table`; where that is one of months or quarters, `by` is the
    column of it, and of the records, with the month or quarter. `tells`: its columns are steps of a derivation.
    """

    part: ComponentRecord
    item: Item
    scheme: Scheme
    layout: BookLayout
    full: Op
    points: str
    effect: StandardEffect
    is_lost: bool
    table: str = UNIT
    by: tuple[str, ...] = ()
    tells: bool = True

    @property
    def counts_scores(self) -> bool:
        """Whether a month counts once it has a score, so that what else was found in it is nothing before."""
        rule = self.item.spans
        return bool(self.by) and rule is not None and rule.unscored in {"awaited", "left-out"}

    @property
    def figures(self) -> FigurePlace:
        """Where the figures stand from which its points follow."""
        return FigurePlace(self.layout, self.scheme, self.by[0] if self.by else "")

    @property
    def match(self) -> tuple[str, ...]:
        """The columns in which a record agrees with the row of the table that it counts in."""
        return ("unit", *self.by)

    def lay(self, standard: StandardRecord, step: str, title: str, expr: Op, said: str = "", cap: bool = False) -> Op:
        """A column of the table for `standard`; `step` tells those of one standard apart."""
        return self.lay_as(standard, step, title, expr, "points", said, cap)

    def lay_as(
        self,
        standard: StandardRecord,
        step: str,
        title: str,
        expr: Op,
        unit: CellUnit,
        said: str = "",
        cap: bool = False,
    ) -> Op:
        """The same for a column of another unit."""
        name, item = standard_cell(self.item, standard, step), self.item
        made = Column(name, title, unit, expr, cap, said=said, clause=item.basis, part=self.part.id, item=item.id)
        if not self.tells:
            made = replace(made, shown="sheet")
        return col(self.layout.lay(self.table, made))

    def of_records(self, name: OpName, column: str, standard: str = "") -> Op:
        """An operation over the records of the item, or of one standard of it: of the unit, or through its parts."""
        by = standard_column(self.layout)
        where = (("item", self.item.id), *(((by, standard),) if standard else ()))
        rule = self.item.parts
        if rule is None:
            return over(name, RECORD, column, self.match, where)
        lay_unit_parts(self.layout)
        give_record_column(self.layout, "part")
        made = f"{self.item.id}/{standard}/{column}" if standard else f"{self.item.id}/{column}"
        found = Op(name, over=Over(RECORD, column, (("unit", "unit"), ("part", "division")), where))
        self.layout.lay(UNIT_PART, Column(made, f"{self.item.name}：各部分", "points", found, item=self.item.id))
        take: OpName = {"mean": "mean", "sum": "sum", "highest": "highest"}[rule.take]  # type: ignore[assignment]
        return over(take, UNIT_PART, made, ("unit",), (("of", rule.of),))

    def of_charged(self, column: str, standard: str) -> Op:
        """The sum over the records of other units that are charged to this one, too."""
        where = (("item", self.item.id), (standard_column(self.layout), standard))
        match = (("charge_unit", "unit"), *((span, span) for span in self.by))
        return Op("sum", over=Over(RECORD, column, match, where))


class StandardKind(Protocol):
    """A kind of standard: what its record is, and how it becomes points."""

    @property
    def name(self) -> str:
        """What `kind:` says in a scheme."""

    @property
    def title(self) -> str:
        """What the kind is called where a scheme is explained."""

    @property
    def record(self) -> type:
        """The record class of such a standard."""

    @property
    def takes_records(self) -> bool:
        """Whether records are entered under it; else it follows from figures, and a record is a problem."""

    @property
    def gives(self) -> bool:
        """Whether what is entered under it is what its item starts from."""

    @property
    def several(self) -> bool:
        """Whether several records of one day are the rule: each is of somebody else who looked."""

    def is_plain(self, standard: Any) -> bool:
        """Whether its records simply add up with those of the item's other plain standards."""

    def lay(self, standard: Any, place: ItemPlace) -> LaidStandard:
        """Adds its columns to the layout."""

    def check(self, standard: Any, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """What is wrong with it or left unsaid; steps from the standard on."""

    def tell(self, standard: Any, item: Item, scheme: Scheme) -> Iterator[str]:
        """How it comes to points, in Chinese sentences; its own wording stands beside them."""

    def once(self, standard: Any) -> str:
        """What a unit has one record of in a year, the same for standards that exclude each other; empty: of none."""

    def levels(self, standard: Any) -> Mapping[str, Decimal]:
        """The points of each level that a record may name; empty where it names none."""

    def check_groups(self, standard: Any, sizes: Sequence[int]) -> Iterator[Flaw]:
        """What is wrong with it for groups of so many units; steps from the standard on."""

    def check_figures(self, standard: Any, item: Item, figures: FigureLookup) -> Iterator[Flaw]:
        """What is wrong once the figures of its columns are there; steps from the standard on."""


class StandardDefaults:
    """What a kind of standard is unless it says otherwise."""

    gives = False
    several = False

    def once(self, standard: Any) -> str:
        """Nothing is recorded once alone."""
        return ""

    def levels(self, standard: Any) -> Mapping[str, Decimal]:
        """No levels."""
        return {}

    def check_groups(self, standard: Any, sizes: Sequence[int]) -> Iterator[Flaw]:
        """It is right for groups of any size."""
        yield from ()

    def check_figures(self, standard: Any, item: Item, figures: FigureLookup) -> Iterator[Flaw]:
        """It takes any figure."""
        yield from ()
