"""Who is ranked with whom, and what follows from a rank."""

from typing import Annotated

from generator.model.field import Choice, Flag, Identifier, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import KINDS, Unit

RANKED_AMONG = {"group": "同一排名组", "all": "全部被考核单位"}
OUTCOME_DOCUMENTS = {"summons": "约谈通知书", "praise": "表扬通报", "none": "不单独制作"}
OUTCOME_TIMES = {"quarter": "季度", "year": "年度"}


@dataclass(frozen=True)
class RankingGroup:
    """Units that are ranked together: all of some kinds, or those that are listed."""

    id: Annotated[str, Identifier(doc="排名组编号")]
    name: Annotated[str, Text(doc="排名组名称", limit=40)]
    kinds: Annotated[
        tuple[str, ...], Rows(doc="按单位类别分组时，这一组的类别"), Choice(doc="单位类别", names=KINDS)
    ] = ()
    units: Annotated[tuple[str, ...], Rows(doc="按名单分组时，这一组的单位"), Identifier(doc="单位", of="unit")] = ()

    def holds(self, unit: Unit) -> bool:
        """Whether `unit` is ranked in this group."""
        return unit.id in self.units or unit.kind in self.kinds


TIES = {
    "shared": "并列，后续名次顺延",
    "dense": "并列，后续名次不跳号",
    "mean": "并列，取所占名次的平均",
}


@dataclass(frozen=True)
class Ranking:
    """The groups, and how ties are numbered."""

    groups: Annotated[tuple[RankingGroup, ...], Rows(doc="排名分组", minimum=1), Part(doc="一个排名组")]
    ties: Annotated[
        str,
        Choice(
            doc="同分名次",
            names=TIES,
        ),
    ]
    breaks: Annotated[
        tuple[str, ...],
        Rows(doc="同分时依次比较哪些部分或单项的得分，都相同的才并列"),
        Identifier(doc="部分或单项", of="component"),
    ] = ()
    forbid_ties: Annotated[bool, Flag(doc="是否不许并列；用 breaks 区分开以后才能发布")] = False


@dataclass(frozen=True)
class OutcomeRule:
    """What follows from a rank: the first `top` or the last `bottom` of a group; a tie is never split.

    It exists only in results of the kinds of period in `at`. A unit that has it has none of the outcomes in
    `excludes`, and its place there is not passed on. `held_by` are the scheme's own words for who carries it out.
    """

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=40)]
    at: Annotated[
        tuple[str, ...],
        Rows(doc="在哪种结果里产生，写 [year]（年度）或 [quarter, year]（季度和年度）", minimum=1),
        Choice(doc="季度结果或年度结果", names=OUTCOME_TIMES),
    ]
    top: Annotated[int | None, Whole(doc="前几名", minimum=1, maximum=1000)] = None
    bottom: Annotated[int | None, Whole(doc="后几名", minimum=1, maximum=1000)] = None
    groups: Annotated[
        tuple[str, ...], Rows(doc="对哪些排名组；不止一组时必填"), Identifier(doc="排名组", of="group")
    ] = ()
    excludes: Annotated[
        tuple[str, ...],
        Rows(doc="有了这一项就不再有的其他结果运用；名额不递补"),
        Identifier(doc="结果运用", of="outcome"),
    ] = ()
    document: Annotated[str, Choice(doc="据此制作的公文", names=OUTCOME_DOCUMENTS)] = "none"
    held_by: Annotated[
        str,
        Text(doc="由谁进行（如约谈由谁来谈），照考核办法的原话写，写进公文和网页，如 主要领导", limit=40),
    ] = ""
    basis: Annotated[str, Identifier(doc="依据条款在通知文本中的锚点")] = ""
    held_by_basis: Annotated[str, Identifier(doc="由谁进行的依据条款在通知文本中的锚点")] = ""
    places_basis: Annotated[str, Identifier(doc="名额（前几名、后几名）的依据条款在通知文本中的锚点")] = ""

    def concerns(self, group: str, time: str) -> bool:
        """Whether it exists for the group of this id in results of this kind of period (quarter, year)."""
        return time in self.at and (not self.groups or group in self.groups)

    @property
    def places(self) -> int:
        """The number of places, from whichever end."""
        return self.top or self.bottom or 0
