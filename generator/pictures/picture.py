"""A picture as pages show it: the drawing that all share, the marks of the page's own unit, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pictures.drawing import LEFT_OUT, Drawn
from generator.words.site_frame import Link

Cell = str | Link
ALIGN = {"start": "left", "middle": "center", "end": "right"}  # what Vega calls the anchors of a text


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of a picture: heads and rows, whose first cell names the row; `numbers` are columns of figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark of the page's own unit, laid over the shared drawing: its centre, its shape, and its title."""

    x: str
    y: str
    title: str = ""
    shape: str = "own"


@dataclass(frozen=True, slots=True)
class Label:
    """A text laid over the shared drawing; `anchor` is start, middle or end."""

    x: str
    y: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A stripe across the drawing that leads to the page `url`: where it begins, how high it is, its title."""

    y: str
    height: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a page lays over the shared drawing, from the corner of the inner box: a path, spots, labels, links."""

    left: int
    top: int
    path: str = ""
    spots: tuple[Marker, ...] = ()
    labels: tuple[Label, ...] = ()
    rows: tuple[LinkRow, ...] = ()
    width: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its `title`, a sentence of what it shows, and its table; `keys` explain the shapes of its spots.

    `drawn` is empty on a machine without the library; `links` says that parts of the drawing lead somewhere.
    """

    title: str
    about: str
    drawn: Drawn
    table: FigureTable
    over: Overlay | None = None
    keys: tuple[tuple[str, str], ...] = ()
    links: bool = False
    left_out: str = field(default=LEFT_OUT)

    def with_over(
        self, over: Overlay | None, about: str, table: FigureTable, keys: tuple[tuple[str, str], ...] = ()
    ) -> Picture:
        """The same drawing on the page of one unit."""
        return replace(self, over=over, about=about, table=table, keys=keys)


def px(value: Decimal) -> str:
    """A length as it stands in a drawing."""
    return format_points(value)


def anchor_at(x: Decimal, width: int, room: int) -> str:
    """How a text of `room` px beside `x` is anchored, so that it stays within `width`."""
    if x < room // 2:
        return "start"
    return "end" if x > width - room // 2 else "middle"


def path_through(points: Sequence[tuple[Decimal, Decimal] | None]) -> str:
    """A line through points; it is broken where one is missing."""
    way, pen = [], "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        way.append(f"{pen}{px(point[0])},{px(point[1])}")
        pen = "L"
    return "".join(way)
