"""How long something may take: the public notice of results, and appeals with their decisions."""

from typing import Annotated

from generator.model.field import Choice, Identifier, Whole
from generator.model.lazy_dataclass import dataclass

DAY_KINDS = {"calendar": "自然日", "working": "工作日"}
_KIND = Choice(doc="按哪种天数", names=DAY_KINDS)


@dataclass(frozen=True)
class NoticePeriod:
    """公示: how long objections are taken before a result is final."""

    days: Annotated[int, Whole(doc="公示天数", minimum=1, maximum=90)]
    kind: Annotated[str, _KIND]


@dataclass(frozen=True)
class AppealDeadlines:
    """申诉、复核: how long a unit may reply or appeal after it was told, and how long a decision may take.

    `to` is the unit or body that takes appeals and decides on them; the leading office where none is named.
    """

    file_within: Annotated[int, Whole(doc="告知后多少天之内可以答复和申诉", minimum=1, maximum=365)]
    decide_within: Annotated[int, Whole(doc="收到申诉后多少天之内作出复核决定", minimum=1, maximum=365)]
    kind: Annotated[str, _KIND]
    to: Annotated[str, Identifier(doc="受理申诉、作出复核决定的单位或机构；不写为考核办", of="body")] = ""
