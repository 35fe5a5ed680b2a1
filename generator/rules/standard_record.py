"""What every line of an item's standards has, of whichever kind; and the points that one record may state."""

from decimal import Decimal
from typing import Annotated, Protocol

from generator.model.field import Number, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points

EFFECTS = {"loses": "扣分", "adds": "加分"}


@dataclass(frozen=True)
class Range:
    """Points that a standard allows, both ends included."""

    min: Annotated[Decimal, Number(doc="最少")]
    max: Annotated[Decimal, Number(doc="最多")]

    @property
    def words(self) -> str:
        """The points: 0.5分, 1至2分."""
        least, most = format_points(self.min), format_points(self.max)
        return f"{least}分" if least == most else f"{least}至{most}分"


@dataclass(frozen=True)
class OneOf:
    """Points of which a record states one."""

    one_of: Annotated[tuple[Decimal, ...], Rows(doc="可以取的分值", minimum=1), Number(doc="分值")]


Allowed = Decimal | Range | OneOf


def range_of(points: Allowed) -> Range:
    """The least and the most that is allowed."""
    if isinstance(points, Range):
        return points
    values = points.one_of if isinstance(points, OneOf) else (points,)
    return Range(min(values), max(values))


class StandardRecord(Protocol):
    """One line of an item's standards. `range` is what one record of it may state; nothing where none is due."""

    @property
    def kind(self) -> str:
        """What `kind:` says."""
        ...

    @property
    def id(self) -> str:
        """Its id, within its item."""
        ...

    @property
    def text(self) -> str:
        """Its wording."""
        ...

    @property
    def range(self) -> Range:
        """The least and most points of one record."""
        ...
