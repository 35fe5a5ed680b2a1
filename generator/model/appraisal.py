"""评议: the tallies of one unit, panel by panel, aspect by aspect (考核办法 section 二)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, NoReturn

from generator.model.field import Day, Flag, Part, Table, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place

# What is said wherever counts are missing for the sake of those who cast them: a clause without a full stop.
WITHHELD = "有的评议主体有效票过少，为保护投票人，不公布有关计票和各方面的满意率"


@dataclass(frozen=True, slots=True)
class Ballots:
    """Numbers of ballots: issued, returned, valid."""

    issued: Annotated[int, Whole(doc="发出票数")]
    returned: Annotated[int, Whole(doc="收回票数")]
    valid: Annotated[int, Whole(doc="有效票数")]


@dataclass(frozen=True, slots=True)
class PanelTally:
    """One panel's counts: aspect -> option -> number of ballots."""

    ballots: Annotated[Ballots, Part(doc="票数")]
    tallies: Annotated[
        Mapping[str, Mapping[str, int]],
        Table(doc="各方面的计票", of="aspect", minimum=1),
        Table(doc="各选项的票数", of="option", minimum=1),
        Whole(doc="票数"),
    ]


class CountsWithheld(Exception):
    """Somebody asked for counts that do not leave."""


class WithheldTally(PanelTally):
    """In the place of a panel's counts that do not leave: it says so, and refuses every question for a number.

    It holds nothing, so nothing can be got out of it; whoever forgets to ask which kind a tally is builds nothing.
    """

    __slots__ = ()

    def __init__(self) -> None:
        pass

    @property
    def ballots(self) -> NoReturn:
        """Raises CountsWithheld."""
        raise CountsWithheld(WITHHELD)

    @property
    def tallies(self) -> NoReturn:
        """Raises CountsWithheld."""
        raise CountsWithheld(WITHHELD)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WithheldTally)

    def __hash__(self) -> int:
        return hash(WithheldTally)

    def __repr__(self) -> str:
        return "WithheldTally()"

    def __str__(self) -> str:
        return WITHHELD


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The appraisal of one unit in one year. `unit` is the file's name, `year` its folder.

    `part` is the folder below that, the part of the scheme whose ballots these are; empty where it has only one.
    """

    unit: str
    year: int
    held: Annotated[date, Day(doc="集中评议的日期")]
    panels: Annotated[
        Mapping[str, PanelTally],
        Table(doc="各评议主体的计票", of="panel", minimum=1),
        Part(doc="一个评议主体"),
    ]
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    checked: Annotated[
        str, Text(doc="与另一单位计票完全相同而核对属实的，写明怎样核对；不公开", lines=True, internal=True)
    ] = ""
    internal_note: Annotated[str, Text(doc="内部备注，不公开", lines=True, internal=True)] = ""
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
    part: str = ""

    @property
    def path(self) -> str:
        """The record's path below the project's root."""
        return Place("appraisal", self.year, self.part, self.unit).path

    @property
    def whole(self) -> bool:
        """Whether every count is here; in what the gate hands out, some may be withheld."""
        return not any(isinstance(tally, WithheldTally) for tally in self.panels.values())
