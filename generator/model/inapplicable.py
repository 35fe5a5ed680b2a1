"""Items that do not apply to a unit, each with the reason and who decided so."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Annotated, ClassVar

from generator.model.field import Day, Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Inapplicable:
    """One item that one unit is not assessed in."""

    item: Annotated[str, Identifier(doc="单项", also=("单项",), of="item", stands=True)]
    unit: Annotated[str, Identifier(doc="被考核单位", also=("单位",), of="unit", stands=True)]
    reason: Annotated[str, Text(doc="不适用的原因，网页上会照写", limit=200)]
    decided: Annotated[date, Day(doc="决定的日期")]
    decided_by: Annotated[str, Identifier(doc="作出决定的单位或机构；不写为考核办", of="body")] = ""
    document: Annotated[str, Text(doc="依据的文件", limit=120)] = ""


@dataclass(frozen=True)
class InapplicableItems:
    """All of them of one year; the file is the list itself."""

    ROOT: ClassVar[str] = "entries"

    year: int
    entries: Annotated[
        tuple[Inapplicable, ...], Rows(doc="不适用的单项", minimum=1), Part(doc="一个单位不适用的一个单项")
    ]
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("applies", self.year).path

    def holds(self, entry: Inapplicable, until: date) -> bool:
        """Whether an entry bears on the period that ends on `until`: decided by then, or it is the whole year."""
        return entry.decided <= until or until >= date(self.year, 12, 31)

    def of_unit(self, unit: str) -> Iterator[Inapplicable]:
        """Those of one unit, in order of writing."""
        return (entry for entry in self.entries if entry.unit == unit)

    def of_item(self, item: str) -> Iterator[Inapplicable]:
        """Those of one item, in order of writing."""
        return (entry for entry in self.entries if entry.item == item)
