"""考核办法 and 细则 as data: what is assessed, by whom, by which standards, and how figures are computed.

A scheme leaves no rule unsaid: ties, rounding and an empty panel are fields without defaults.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from generator.model.deadline import AppealDeadlines, NoticePeriod
from generator.model.deduction import METHODS
from generator.model.field import Choice, Day, Flag, Identifier, Number, Part, Rows, Text, Whole
from generator.model.number import format_points
from generator.model.origin import Origin
from generator.model.ranking_rule import OutcomeRule, Ranking
from generator.model.unit import Unit

OWN_ITEMS = {"mean": "按同组其他单位的平均扣分计", "left-out": "不适用", "full-marks": "不扣分"}
BEFORE = {"not-counted": "不计分", "counted": "计分"}
_CLAUSE = Identifier(doc="依据条款在通知文本中的锚点")


@dataclass(frozen=True)
class Confirmation:
    """What the office has confirmed of what it took over from a sample."""

    date: Annotated[date, Day(doc="确认日期")]
    document: Annotated[str, Text(doc="依据的文件", limit=120)]


@dataclass(frozen=True)
class Range:
    """Points that a standard allows, both ends included."""

    min: Annotated[Decimal, Number(doc="最少")]
    max: Annotated[Decimal, Number(doc="最多")]


@dataclass(frozen=True)
class Standard:
    """One line of an item's standards: the wording, and the points it allows for one event."""

    id: Annotated[str, Identifier(doc="标准编号")]
    text: Annotated[str, Text(doc="标准原文", limit=200)]
    points: Annotated[Decimal | Range, Number(doc="每次扣分；幅度写作 {min: 1, max: 2}")]

    @property
    def range(self) -> Range:
        """The least and most points for one event."""
        return self.points if isinstance(self.points, Range) else Range(self.points, self.points)


@dataclass(frozen=True)
class OtherAssessor:
    """The office that assesses an office in the items that it assesses itself."""

    by: Annotated[str, Identifier(doc="代为考核的单位，不是这个单项的考核实施部门", of="unit")]


OwnItems = str | OtherAssessor  # an id of OWN_ITEMS, or another office


@dataclass(frozen=True)
class Item:
    """考核单项: no unit loses more than `max` points in it (考核办法 section 三)."""

    id: Annotated[str, Identifier(doc="单项编号，即扣分记录的文件夹名")]
    name: Annotated[str, Text(doc="单项名称", limit=60)]
    max: Annotated[Decimal, Number(doc="最高分值，也是扣分上限")]
    assessor: Annotated[str, Identifier(doc="考核实施部门", of="unit")]
    methods: Annotated[tuple[str, ...], Rows(doc="考核方式", minimum=1), Choice(doc="考核方式", names=METHODS)]
    standards: Annotated[tuple[Standard, ...], Rows(doc="扣分标准", minimum=1), Part(doc="一条标准")]
    basis: Annotated[str, _CLAUSE] = ""
    own_items: Annotated[
        OwnItems | None,
        Choice(
            doc="考核实施部门自己也参加考核的，在这个单项上：怎样考核它自己；或写 {by: 另一个单位}", names=OWN_ITEMS
        ),
    ] = None
    confirmed: Annotated[Confirmation | None, Part(doc="沿用示例的单项，由考核办确认")] = None


@dataclass(frozen=True)
class Category:
    """One of the nine categories of work."""

    id: Annotated[str, Identifier(doc="类别编号")]
    name: Annotated[str, Text(doc="类别名称", limit=60)]
    items: Annotated[tuple[Item, ...], Rows(doc="考核单项", minimum=1), Part(doc="一个单项")]
    basis: Annotated[str, _CLAUSE] = ""


@dataclass(frozen=True)
class DeductionsComponent:
    """Items from which offices deduct."""

    kind: Literal["deductions"]
    id: Annotated[str, Identifier(doc="部分编号")]
    name: Annotated[str, Text(doc="名称", limit=60)]
    max: Annotated[Decimal, Number(doc="分值")]
    categories: Annotated[tuple[Category, ...], Rows(doc="类别", minimum=1), Part(doc="一个类别")]
    basis: Annotated[str, _CLAUSE] = ""


@dataclass(frozen=True)
class Weighted:
    """An aspect or a panel: its share is weight / sum of weights."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=60)]
    weight: Annotated[Decimal, Number(doc="权重，按占合计的比例计算", places=4)]


@dataclass(frozen=True)
class Option:
    """A choice on the ballot: counted with its weight, or left out of the count."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=20)]
    weight: Annotated[Decimal | None, Number(doc="计算满意率的权重", maximum=Decimal(1), places=4)] = None
    excluded: Annotated[bool, Flag(doc="是否不计入满意率")] = False


@dataclass(frozen=True)
class AppraisalComponent:
    """An appraisal by citizens: panels vote on aspects."""

    kind: Literal["appraisal"]
    id: Annotated[str, Identifier(doc="部分编号")]
    name: Annotated[str, Text(doc="名称", limit=60)]
    max: Annotated[Decimal, Number(doc="分值")]
    aspects: Annotated[tuple[Weighted, ...], Rows(doc="评议方面", minimum=1), Part(doc="一个方面")]
    options: Annotated[tuple[Option, ...], Rows(doc="评议选项", minimum=2), Part(doc="一个选项")]
    panels: Annotated[tuple[Weighted, ...], Rows(doc="评议主体", minimum=1), Part(doc="一个主体")]
    empty_panel: Annotated[
        str,
        Choice(
            doc="某主体对某方面没有可计入的票时",
            names={"rescale": "按其余主体折算", "zero": "该主体按零计", "error": "报错，由人处理"},
        ),
    ]
    basis: Annotated[str, _CLAUSE] = ""


Component = DeductionsComponent | AppraisalComponent


@dataclass(frozen=True)
class Rounding:
    """Where figures are rounded, once, and how."""

    places: Annotated[int, Whole(doc="保留小数位数", maximum=6)]
    mode: Annotated[
        str,
        Choice(doc="舍入方式", names={"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去"}),
    ]
    at: Annotated[
        str,
        Choice(doc="在哪一步舍入", names={"component": "各部分扣分", "total": "总得分"}),
    ]


@dataclass(frozen=True)
class OpenQuestion:
    """What a scheme does not decide yet: a reminder with its place, and no results until it is answered."""

    at: Annotated[str, Text(doc="位置，如 components/performance/items/hotline-handling/max", limit=200)]
    ask: Annotated[str, Text(doc="要定的事", limit=200)]


@dataclass(frozen=True)
class Basis:
    """Where in the notice the rules of the whole stand."""

    total: Annotated[str, _CLAUSE] = ""
    target: Annotated[str, _CLAUSE] = ""
    ranking: Annotated[str, _CLAUSE] = ""


@dataclass(frozen=True)
class Scheme:
    """One year's 考核办法. `sample: true` marks settings that the notice does not contain."""

    year: Annotated[int, Whole(doc="年度", minimum=1949, maximum=2999)]
    title: Annotated[str, Text(doc="标题", limit=100)]
    document: Annotated[str, Text(doc="发文字号", limit=40)]
    full_marks: Annotated[Decimal, Number(doc="满分")]
    rounding: Annotated[Rounding, Part(doc="舍入规则")]
    components: Annotated[tuple[Component, ...], Rows(doc="组成部分", minimum=1), Part(doc="一个部分")]
    ranking: Annotated[Ranking, Part(doc="排名规则")]
    outcomes: Annotated[tuple[OutcomeRule, ...], Rows(doc="结果运用"), Part(doc="一项结果运用")]
    subject: Annotated[str, Text(doc="考核的名称，写进公文和网页，如 工作作风考核", limit=30)] = "考核"
    target_assessment: Annotated[
        str, Text(doc="得分按权重计入哪一项考核，写进公文和网页，如 年度目标管理考核；不计入别的考核的不写", limit=30)
    ] = ""
    target_assessment_weight: Annotated[
        Decimal | None,
        Number(doc="得分计入那一项考核的权重；不计入别的考核的不写", maximum=Decimal(1), places=4),
    ] = None
    sample: Annotated[bool, Flag(doc="单项、标准和计算设置是否为示例")] = False
    sample_note: Annotated[str, Text(doc="示例说明", lines=True)] = ""
    confirmed: Annotated[Confirmation | None, Part(doc="沿用示例的考核办法，由考核办确认")] = None
    open: Annotated[tuple[OpenQuestion, ...], Rows(doc="还没有定的事；定了就删去"), Part(doc="一件")] = ()
    notice: Annotated[
        str, Identifier(doc="依据条款所在的通知：content/notice/ 之下的文件夹名，不填按发文字号对应")
    ] = ""
    basis: Annotated[Basis, Part(doc="总分、权重和排名的依据条款")] = Basis()
    in_force: Annotated[date | None, Day(doc="施行日期")] = None
    before: Annotated[str, Choice(doc="施行之前发现的问题是否计分；写了施行日期就要写", names=BEFORE)] = ""
    own_items: Annotated[
        OwnItems | None,
        Choice(
            doc="考核实施部门自己也参加考核的，在它自己考核的单项上：怎样考核它自己；或写 {by: 另一个单位}",
            names=OWN_ITEMS,
        ),
    ] = None
    notice_period: Annotated[NoticePeriod | None, Part(doc="公示期")] = None
    appeals: Annotated[AppealDeadlines | None, Part(doc="答复、申诉和复核的期限")] = None
    suppress_below: Annotated[
        int, Whole(doc="有效票少于此数的评议主体，在网页、公文和开放数据中都不公布计票；0 为不限")
    ] = 0
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    @property
    def is_sample(self) -> bool:
        """Whether its settings are a sample that no office has confirmed."""
        return self.sample and self.confirmed is None

    def invents(self, item: Item | None = None) -> bool:
        """Whether what no clause states, or the points and standards of `item`, were made up for a sample."""
        return self.is_sample and (item is None or item.confirmed is None)

    def invents_places(self, rule: OutcomeRule) -> bool:
        """Whether no clause states on how many units an outcome falls."""
        return self.invents() and not rule.places_basis

    def categories(self) -> Iterator[Category]:
        """All categories in order."""
        for component in self.components:
            if isinstance(component, DeductionsComponent):
                yield from component.categories

    @property
    def appraisals(self) -> tuple[AppraisalComponent, ...]:
        """The components in which citizens vote, in order; there may be none."""
        return tuple(part for part in self.components if isinstance(part, AppraisalComponent))

    @property
    def appraisal_name(self) -> str:
        """What the appraisal is called: its own name where there is one, 评议 where there are several or none."""
        return self.appraisals[0].name if len(self.appraisals) == 1 else "评议"

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in order."""
        return {item.id: item for category in self.categories() for item in category.items}

    @cached_property
    def category_of(self) -> dict[str, Category]:
        """The category of each item id."""
        return {item.id: category for category in self.categories() for item in category.items}

    def group_of(self, unit: Unit) -> str | None:
        """The id of the group in which `unit` is ranked; None where it is in none."""
        return next((group.id for group in self.ranking.groups if group.holds(unit)), None)

    def group_name(self, group: str) -> str:
        """The name of the ranking group with this id."""
        return next((found.name for found in self.ranking.groups if found.id == group), group)

    def assessor_of(self, item: Item, unit: str) -> str:
        """Who assesses `unit` in `item`: its assessor, or who takes that one's place in an item of its own."""
        own = self.own_items_of(item)
        return own.by if unit == item.assessor and isinstance(own, OtherAssessor) else item.assessor

    def weigh(self, total: Decimal) -> Decimal | None:
        """What a score of `total` points counts in the other assessment, exactly; None where it counts in none."""
        return None if self.target_assessment_weight is None else total * self.target_assessment_weight

    @property
    def target_share(self) -> str:
        """The weight in the other assessment, in words: 40%; empty where the score counts in none."""
        weight = self.target_assessment_weight
        return "" if weight is None else f"{format_points(weight * 100)}%"

    def own_items_of(self, item: Item) -> OwnItems | None:
        """What happens to an office's own `item`; None where nothing is said."""
        return item.own_items if item.own_items is not None else self.own_items

    @property
    def counts_from(self) -> date | None:
        """The day before which nothing that was found counts; None where everything does."""
        return self.in_force if self.before == "not-counted" else None

    def has_results(self, until: date) -> bool:
        """Whether a period with this last day has results: it does not end before the scheme is in force."""
        return self.in_force is None or until >= self.in_force
