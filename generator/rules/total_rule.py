"""What a scheme says of the whole: bounds of the total, gates, vetoes, grades, the year from its quarters."""

import re
from decimal import Decimal
from typing import Annotated

from generator.model.field import Choice, Identifier, Number, Part, Pattern, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.rules.coefficient_rule import Coefficient
from generator.rules.item import CLAUSE
from generator.rules.thresholds import Above, AtLeast, AtMost, Below, Bounded

DIRECTIONS = {"higher": "分数越高越好", "lower": "分数越低越好"}
VETO_EFFECTS = {
    "no-score": "不计分，不排名",
    "fixed": "按固定的分数计",
    "at-most": "最高计到固定的分数",
    "not-ranked": "计分而不排名",
    "kept": "得分和名次不变",
}
QUOTA_ROUNDS = {"down": "舍去小数", "up": "进为整数", "half-up": "四舍五入"}
BARRED_PLACES = {"kept": "空着，不递补", "passed-on": "由名次在后面的递补"}
PART_YEARS = {
    "ranked": "照样计分和排名",
    "not-ranked": "计分而不排名",
    "left-out": "当年不计分",
}
YEAR_TAKES = {"sum": "各季度相加", "mean": "各季度平均", "highest": "取最高的季度", "last": "取最后的季度"}
YEAR_TAKES |= {"weighted": "各季度按权重平均"}
_STANDARD = re.compile(r"[a-z0-9][a-z0-9-]{0,63}/[a-z0-9][a-z0-9-]{0,63}\Z")


@dataclass(frozen=True)
class TotalRule:
    """How far the total may go, and which way is better."""

    cap: Annotated[
        Decimal | None,
        Number(doc="总分的上限，不设上限的写 none；有加分的要写", endless="up", maximum=Decimal(100_000)),
    ] = None
    floor: Annotated[
        Decimal | None,
        Number(doc="总分的下限，不设下限的写 none；可能低于零的要写", endless="down", minimum=Decimal(-100_000)),
    ] = None
    direction: Annotated[str, Choice(doc="分数越高越好还是越低越好", names=DIRECTIONS)] = "higher"
    coefficient: Coefficient = None


NO_LIMITS = TotalRule()


@dataclass(frozen=True)
class FailedItems:
    """Items that are counted where nothing was earned in them, or less than a share of their marks.

    Those of a part, of a category, or those that are listed; items that do not apply, or wait for figures, are not.
    """

    part: Annotated[str, Identifier(doc="哪个部分的单项", of="component")] = ""
    category: Annotated[str, Identifier(doc="哪个类别的单项", of="category")] = ""
    items: Annotated[tuple[str, ...], Rows(doc="哪些单项"), Identifier(doc="单项", of="item")] = ()
    below_share: Annotated[
        Decimal | None,
        Number(doc="得分低于分值的几成才算，如 0.6；一分也没有得才算的不写", maximum=Decimal(1), places=4),
    ] = None


@dataclass(frozen=True)
class FigureCondition(Bounded):
    """Bounds of one figure: what a part or an item earned, a measure, how many items failed, or else the total."""

    part: Annotated[str, Identifier(doc="哪个部分的得分", of="component")] = ""
    item: Annotated[str, Identifier(doc="哪个单项的得分", of="item")] = ""
    measure: Annotated[str, Identifier(doc="哪个指标的数值", of="measure")] = ""
    failed: Annotated[FailedItems | None, Part(doc="有几个单项不得分，或者得分过低")] = None
    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None


@dataclass(frozen=True)
class GateRule:
    """Parts that count only while a condition holds."""

    opens: Annotated[
        tuple[str, ...], Rows(doc="条件达到才计入的部分", minimum=1), Identifier(doc="部分", of="component")
    ]
    when: Annotated[FigureCondition, Part(doc="条件")]
    basis: Annotated[str, CLAUSE] = ""


@dataclass(frozen=True)
class LastPlaces:
    """The last places in another assessment."""

    rank: Annotated[str, Identifier(doc="哪项其他考核的名次", of="import")]
    last: Annotated[int, Whole(doc="后几名", minimum=1, maximum=1000)]


@dataclass(frozen=True)
class VetoRule:
    """一票否决: what brings it about, and what it does to score, rank and grade."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=60)]
    effect: Annotated[str, Choice(doc="对得分和名次的后果", names=VETO_EFFECTS)]
    standards: Annotated[
        tuple[str, ...],
        Rows(doc="有其中一条标准的有效记录就否决"),
        Pattern(doc="单项和标准", pattern=_STANDARD, form="单项/标准，如 site/dead"),
    ] = ()
    by_rank: Annotated[LastPlaces | None, Part(doc="在其他考核中列后几名的，也否决")] = None
    when: Annotated[
        tuple[FigureCondition, ...],
        Rows(doc="符合其中一个条件的，也否决；看部分、单项、指标或者不得分的单项数"),
        Part(doc="一个条件"),
    ] = ()
    times: Annotated[
        int | None, Whole(doc="发生几次以上才否决（几条标准的合计）；有一次就否决的不写", minimum=2, maximum=1000)
    ] = None
    fixed: Annotated[
        Decimal | None, Number(doc="固定的分数；后果是 fixed、at-most 的要写", maximum=Decimal(100_000))
    ] = None
    grade: Annotated[str, Identifier(doc="直接定为哪个等次", of="grade")] = ""
    bars: Annotated[tuple[str, ...], Rows(doc="不能定为哪些等次"), Identifier(doc="等次", of="grade")] = ()
    lowers: Annotated[
        int | None, Whole(doc="等次降低几等，到最后一等为止；有几条否决的，依次降低", minimum=1, maximum=10)
    ] = None
    basis: Annotated[str, CLAUSE] = ""

    def keeps_from(self, grade: str) -> bool:
        """Whether who is placed may not have the grade: it is barred, or another is given outright."""
        return grade in self.bars or (self.leaves_rank and self.grade not in {"", grade})

    @property
    def leaves_rank(self) -> bool:
        """Whether the unit is still placed, so that it takes a place from others."""
        return self.effect in {"fixed", "at-most", "kept"}

    @property
    def lowers_placed(self) -> bool:
        """Whether a unit that is placed has a lower grade than that of its place."""
        return self.lowers is not None and self.leaves_rank


@dataclass(frozen=True)
class GradeRule(Bounded):
    """An 等次: the first of the grades whose conditions all hold. One without conditions takes the rest.

    Its own bounds are of the total; `top_share`, `top`, `bottom_share` and `bottom` are of the place in the group.
    """

    id: Annotated[str, Identifier(doc="等次编号")]
    name: Annotated[str, Text(doc="等次名称", limit=20)]
    at_least: AtLeast = None
    above: Above = None
    at_most: AtMost = None
    below: Below = None
    when: Annotated[tuple[FigureCondition, ...], Rows(doc="还要符合的条件，全部符合才算"), Part(doc="一个条件")] = ()
    worst_item: Annotated[Decimal | None, Number(doc="失分（计分越低越好的，是得分）最多的单项，最多是几分")] = None
    top: Annotated[int | None, Whole(doc="名次在前几名以内", minimum=1, maximum=1000)] = None
    bottom: Annotated[int | None, Whole(doc="名次在后几名以内，如末位的写 1", minimum=1, maximum=1000)] = None
    top_share: Annotated[
        Decimal | None,
        Number(doc="名次在前百分之几以内，如 0.2；按排名组里参加排名的单位数计", maximum=Decimal(1), places=4),
    ] = None
    bottom_share: Annotated[
        Decimal | None,
        Number(doc="名次在后百分之几以内，如 0.1；按排名组里参加排名的单位数计", maximum=Decimal(1), places=4),
    ] = None
    quota_rounds: Annotated[str, Choice(doc="按比例算出的名额不是整数时", names=QUOTA_ROUNDS)] = ""
    barred_places: Annotated[
        str,
        Choice(
            doc="有否决而不能评为这一等的（包括直接定为别的等次、降低等次的），占的名额怎样办；有名额、又有这样的否决的要写",
            names=BARRED_PLACES,
        ),
    ] = ""
    basis: Annotated[str, CLAUSE] = ""

    @property
    def share(self) -> Decimal | None:
        """The share of the places that it takes, from whichever end; None where it takes none."""
        return self.bottom_share if self.top_share is None else self.top_share

    @property
    def has_places(self) -> bool:
        """Whether so many have it and no more, from one end of the group or the other."""
        return self.share is not None or self.top is not None or self.bottom is not None

    @property
    def is_of_last(self) -> bool:
        """Whether its places are the last ones."""
        return self.top is None and self.top_share is None and self.has_places

    @property
    def is_of_place(self) -> bool:
        """Whether nothing but the place decides."""
        return not self.threshold.bounds and not self.when and self.worst_item is None


@dataclass(frozen=True)
class YearOf:
    """How a year's figure follows from its quarters, of which each is scored by itself."""

    take: Annotated[str, Choice(doc="年度得分怎样由各季度得出", names=YEAR_TAKES)]
    weights: Annotated[
        tuple[Decimal, ...],
        Rows(doc="一至四季度的权重，如 [2, 2, 2, 4]，按占合计的比例计算；take 是 weighted 的要写"),
        Number(doc="权重", places=4),
    ] = ()
    weight: Annotated[
        Decimal | None,
        Number(
            doc="各季度合成的得分乘以它计入年度，如 0.6，其余的由只在年度计的部分（at: year）得；不写就是直接计入",
            maximum=Decimal(1),
            places=4,
        ),
    ] = None

    @property
    def times(self) -> Decimal:
        """How many times the full marks of a quarter the quarters come to at most."""
        return (4 if self.take == "sum" else 1) * (Decimal(1) if self.weight is None else self.weight)
