"""What a kind of part is: a record of the scheme that lays its columns into the book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Protocol

from generator.model.lazy_dataclass import dataclass
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Book, Op, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Category, Item
from generator.rules.scheme import Scheme

# What a part does to the score: takes from its full marks, fills them, adds to the total, makes up a total of which
# less is better, or counts in a gate alone.
Effect = Literal["loses", "earns", "adds", "penalises", "none"]
MARKED: frozenset[Effect] = frozenset({"loses", "earns", "penalises"})  # of parts that make up full marks


@dataclass(frozen=True, slots=True)
class LaidItem:
    """An item and the columns of the unit table that hold its figures: before the cap, and as it counts.

    `raw` and `counted` are what is lost in a part that loses, else what is earned; what does the opposite is taken
    off. `capped` is the figure within the item's own limits, before another may stand in for it and before rounding;
    `regular` says whether it is what counts of the unit, `applies` whether the item is one of the unit's, `known`
    whether all that it waits for is there; empty: always. `maximum` is the column of what it is worth where that
    differs between units. `plain`: its records add up to a limit, and nothing else counts.
    `takes_charges`: records of other units may be charged to the unit. `divided` are columns of the records with what
    of each counts among all that come to points together. `filled_in` are the columns, each after its table, that
    count something where no score is: a choice of that, before what is there; `spans_counted` is how many months or
    quarters count (empty: all).
    """

    item: Item
    category: Category
    raw: str
    counted: str
    applies: str = ""
    known: str = ""
    maximum: str = ""
    capped: str = ""
    regular: str = ""
    plain: bool = False
    takes_charges: bool = False
    divided: tuple[str, ...] = ()
    filled_in: tuple[tuple[str, str], ...] = ()
    spans_counted: str = ""

    @property
    def marks(self) -> Op:
        """What the item is worth for the unit."""
        return col(self.maximum) if self.maximum else const(self.item.max)


@dataclass(frozen=True, slots=True)
class LaidPart:
    """A part and the columns of the unit table that hold its figures.

    `exact` is what it comes to before rounding, `counted` after it, `complete` whether what it waits for is there
    (empty: it waits for nothing). `absent` are full marks that do not exist for the unit (empty: none). `ratios` are
    the columns of ratios that it comes from.
    """

    part: Any  # a record of the class that its kind names
    kind: Kind
    exact: str
    counted: str
    complete: str = ""
    items: tuple[LaidItem, ...] = ()
    absent: str = ""
    ratios: tuple[str, ...] = ()

    @property
    def marks(self) -> Op:
        """The full marks that there are for the unit."""
        whole = const(self.part.max)
        return op("sub", whole, col(self.absent)) if self.absent else whole


@dataclass(frozen=True, slots=True)
class Laid:
    """A scheme as a book, with the columns of the unit table in which its parts, total and rank stand.

    `points` is the column of the records with what each counts. `before_veto` is the total as if there were no
    vetoes. `ranked` says whether the unit is ranked, `reason` which veto holds of it; `grade` holds the id of its
    grade, of which `grades` has the names. An empty name: there is no such column. `vetoes` are the columns of the
    vetoes by their ids. `quarters` says whether the quarters that make up the year have what they wait for, `awaited`
    are the columns that say so of what the whole waits for, with its name.
    """

    scheme: Scheme
    book: Book
    parts: tuple[LaidPart, ...]
    total: str
    rank: str
    contribution: str = ""
    points: str = "effective"
    before_veto: str = ""
    ranked: str = ""
    reason: str = ""
    grade: str = ""
    grades: tuple[tuple[str, str], ...] = ()
    complete: str = ""
    vetoes: tuple[tuple[str, str], ...] = ()
    quarters: str = ""
    awaited: tuple[tuple[str, str], ...] = ()

    @property
    def completes(self) -> tuple[str, ...]:
        """The columns that say whether what is awaited is there: of parts, of the quarters, of the whole."""
        whole = (self.quarters, *(name for name, _ in self.awaited))
        return tuple(name for name in (*(part.complete for part in self.parts), *whole) if name)


class Kind(Protocol):
    """A kind of part: what its record is, and how it becomes columns."""

    @property
    def name(self) -> str:
        """What `kind:` says in a scheme."""

    @property
    def title(self) -> str:
        """What the kind is called where a scheme is explained."""

    @property
    def effect(self) -> Effect:
        """What its figure does to the score."""

    @property
    def record(self) -> type:
        """The record class of such a part."""

    def lay(self, part: Any, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """Adds the columns of `part` to the layout. `exact` of what comes back is laid; `counted` is the caller's."""

    def check(self, part: Any, scheme: Scheme) -> Iterator[Flaw]:
        """What is wrong with the part or left unsaid; steps from the part on."""

    def tell(self, part: Any, scheme: Scheme) -> Iterator[str]:
        """The rules of `part` in Chinese sentences, for the page on the method."""
