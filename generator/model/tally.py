"""Counts of a confidential register for one period, as they were taken where its entries lie."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Annotated

from generator.model.field import COMMIT, Day, Flag, Part, Pattern, Rows, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place

WITHHELD_CELL = "withheld"
ALL_CELL = "all"  # the one cell of a count that is not told apart
_CELL = re.compile(r"(?:withheld|(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,2})?)\Z")
_CELL_FORM = "数，或 withheld（太少，不公开）"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTally:
    """What a tally of the same period said before: it was read, and stands beside the later one."""

    counts: Annotated[
        Mapping[str, Mapping[str, str]],
        Table(doc="统计数", of="count", minimum=1),
        Table(doc="各个值", of="choice"),
        Pattern(doc="数", pattern=_CELL, form=_CELL_FORM),
    ]
    commit: Annotated[str, Pattern(doc="当时统计的保密仓库的提交", pattern=COMMIT, form="40 位小写十六进制数")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of the register `register` in the period `id`: 2015-q1 a quarter, 2015 a year.

    `counts` has them by id, each by the value told apart; `commit` is that of the repository of the entries.
    `earlier` are those of the same period that were taken before, in order.
    """

    register: str
    id: str
    until: Annotated[datetime.date, Day(doc="数到哪一天")]
    counts: Annotated[
        Mapping[str, Mapping[str, str]],
        Table(doc="统计数", of="count", minimum=1),
        Table(doc="各个值", of="choice"),
        Pattern(doc="数", pattern=_CELL, form=_CELL_FORM),
    ]
    commit: Annotated[str, Pattern(doc="保密仓库的提交，据此可以复算", pattern=COMMIT, form="40 位小写十六进制数")]
    earlier: Annotated[
        tuple[EarlierTally, ...], Rows(doc="以前统计的，由 kaohe tally 写入"), Part(doc="一次统计")
    ] = ()
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    internal_note: Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def each(self) -> tuple[Tally, ...]:
        """The tally, and what was said before as tallies of their own."""
        before = (replace(self, counts=one.counts, commit=one.commit, earlier=()) for one in self.earlier)
        return (self, *before)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("tally", id=self.id, register=self.register).path

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.id[:4])

    @property
    def quarter(self) -> int | None:
        """The quarter; None for a year."""
        return int(self.id[-1]) if "-q" in self.id else None
