"""What another assessment found, taken over as it is: scores or ranks of units, or one value for all of them."""

import datetime
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated

from generator.model.deduction import SHA256
from generator.model.field import Day, Flag, Number, Part, Pattern, Table, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.measured import SPAN, SPAN_FORM
from generator.model.origin import Origin
from generator.model.place import Place
from generator.model.quarter import span_end

_MOST = Decimal(999_999_999)


@dataclass(frozen=True, slots=True)
class ImportSource:
    """Where the figures were taken from."""

    title: Annotated[str, Text(doc="哪一项考核、哪一份结果", limit=120)]
    date: Annotated[datetime.date, Day(doc="结果的日期")]
    document: Annotated[str, Text(doc="发文字号", limit=40)] = ""
    sha256: Annotated[str, Pattern(doc="电子文件的 SHA-256", pattern=SHA256, form="64 位小写十六进制数")] = ""


@dataclass(frozen=True, slots=True)
class ImportedRank:
    """A place among so many."""

    rank: Annotated[int, Whole(doc="名次", minimum=1, maximum=9999)]
    of: Annotated[int, Whole(doc="参加排名的单位数", minimum=1, maximum=9999)]


@dataclass(frozen=True, slots=True)
class Imported:
    """One import of a year. `id` is the file's name."""

    id: str
    year: int
    source: Annotated[ImportSource, Part(doc="来源")]
    period: Annotated[str, Pattern(doc="结果所属的时段；不写为全年", pattern=SPAN, form=SPAN_FORM, stands=True)] = ""
    scores: Annotated[
        Mapping[str, Decimal],
        Table(doc="各单位的得分", of="unit"),
        Number(doc="得分", minimum=-_MOST, maximum=_MOST, places=6),
    ] = field(default_factory=dict)
    ranks: Annotated[Mapping[str, ImportedRank], Table(doc="各单位的名次", of="unit"), Part(doc="一个单位的名次")] = (
        field(default_factory=dict)
    )
    value: Annotated[
        Decimal | None, Number(doc="对各单位都相同的一个数，如全省平均", minimum=-_MOST, maximum=_MOST, places=6)
    ] = None
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    internal_note: Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("import", self.year, id=self.id).path

    @property
    def ends(self) -> datetime.date:
        """The last day of the period that it is for: it counts from then on."""
        return span_end(self.period or str(self.year))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it has a figure of, in order."""
        return tuple(sorted({*self.scores, *self.ranks}))
