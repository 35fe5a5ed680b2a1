"""考核办法 and 细则 as data: what is assessed, by whom, by which standards, and how figures are computed.

A scheme leaves no rule unsaid: ties, rounding and an empty panel are fields without defaults.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar

from generator.model.deadline import AppealDeadlines, NoticePeriod
from generator.model.field import Choice, Day, Flag, Identifier, Number, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import ROUNDING_MODES, format_points
from generator.model.origin import Origin
from generator.model.quarter import CoveredSpan
from generator.model.ranking_rule import OutcomeRule, Ranking
from generator.model.unit import Unit
from generator.rules.derived_rule import DerivedRule
from generator.rules.item import OWN_ITEMS, Category, Confirmation, Item, OtherAssessor, OwnItems
from generator.rules.measure_rule import ImportRule, MeasureRule
from generator.rules.part_record import ComponentRecord, VotedPart
from generator.rules.scheme_basis import NO_BASIS, Basis, OpenQuestion
from generator.rules.standard_record import StandardRecord
from generator.rules.total_rule import NO_LIMITS, PART_YEARS, GateRule, GradeRule, TotalRule, VetoRule, YearOf

ROUNDED_AT = {"span": "单项的各月（季度）", "item": "各单项", "component": "各部分", "total": "总得分"}
BEFORE = {"not-counted": "不计分", "counted": "计分"}


@dataclass(frozen=True)
class Rounding:
    """One place at which a figure is rounded, from its exact value."""

    places: Annotated[int, Whole(doc="保留小数位数", maximum=6)]
    mode: Annotated[str, Choice(doc="舍入方式", names=ROUNDING_MODES)]
    at: Annotated[str, Choice(doc="在哪一步舍入", names=ROUNDED_AT)]
    of: Annotated[str, Choice(doc="舍入的是得分还是扣分", names={"earned": "得分", "lost": "扣分"})]

    @property
    def keeps(self) -> int:
        """The decimals that are kept where a figure must end: its own, else as many as a record may have."""
        return 6 if self is EXACT else self.places


EXACT = Rounding(0, "half-up", "none", "earned")  # where nothing is rounded, figures are printed in full


@dataclass(frozen=True)
class EarlierRules:
    """A scheme as it stood until before a day, on which an amendment came into force."""

    before: date
    scheme: "Scheme"


@dataclass(frozen=True)
class Scheme:
    """One year's 考核办法. `sample: true` marks settings that the notice does not contain."""

    year: Annotated[int, Whole(doc="年度", minimum=1949, maximum=2999)]
    title: Annotated[str, Text(doc="标题", limit=100)]
    document: Annotated[str, Text(doc="发文字号", limit=40)]
    full_marks: Annotated[Decimal, Number(doc="满分", maximum=Decimal(100_000))]
    roundings: Annotated[
        tuple[Rounding, ...], Rows(doc="舍入规则，在哪几步舍入就写哪几条；哪一步都不舍入的写 []"), Part(doc="一条")
    ]
    components: Annotated[tuple[ComponentRecord, ...], Rows(doc="组成部分", minimum=1), Part(doc="一个部分")]
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
    target_assessment_groups: Annotated[
        tuple[str, ...],
        Rows(doc="只有哪些排名组的得分计入那一项考核；不写就是各组都计入"),
        Identifier(doc="排名组", of="group"),
    ] = ()
    sample: Annotated[bool, Flag(doc="单项、标准和计算设置是否为示例")] = False
    sample_note: Annotated[str, Text(doc="示例说明", lines=True)] = ""
    confirmed: Annotated[Confirmation | None, Part(doc="沿用示例的考核办法，由考核办确认")] = None
    open: Annotated[tuple[OpenQuestion, ...], Rows(doc="还没有定的事；定了就删去"), Part(doc="一件")] = ()
    notice: Annotated[
        str, Identifier(doc="依据条款所在的通知：content/notice/ 之下的文件夹名，不填按发文字号对应")
    ] = ""
    basis: Annotated[Basis, Part(doc="总分、权重、排名、整改逾期怎样处理的依据条款")] = NO_BASIS
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
    total: Annotated[TotalRule, Part(doc="总分的上下限和方向")] = NO_LIMITS
    measures: Annotated[tuple[MeasureRule, ...], Rows(doc="按数值计分的指标"), Part(doc="一个指标")] = ()
    derived: Annotated[tuple[DerivedRule, ...], Rows(doc="由两个指标得出的数，如增幅"), Part(doc="一个数")] = ()
    imports: Annotated[tuple[ImportRule, ...], Rows(doc="采用其他考核的结果"), Part(doc="一项其他考核")] = ()
    gates: Annotated[tuple[GateRule, ...], Rows(doc="达到条件才计入的部分"), Part(doc="一个条件")] = ()
    vetoes: Annotated[tuple[VetoRule, ...], Rows(doc="一票否决"), Part(doc="一项否决")] = ()
    grades: Annotated[tuple[GradeRule, ...], Rows(doc="等次，从上往下，先符合的先定"), Part(doc="一个等次")] = ()
    part_year: Annotated[
        str,
        Choice(
            doc="年度中间参加或退出考核的单位（assessed 写到哪一天），当年怎样办；有这样的单位就要写",
            names=PART_YEARS,
        ),
    ] = ""
    year_of: Annotated[YearOf | None, Part(doc="各季度分别计分的，年度得分怎样由各季度得出")] = None
    earlier: "tuple[EarlierRules, ...]" = field(default=(), repr=False)  # what held before it was amended
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"roundings": "rounding"}

    def editions(self) -> "Iterator[tuple[date | None, date | None, Scheme]]":
        """What held within the year, the last of it this scheme: each from a day on, until before another."""
        since: date | None = None
        for found in self.earlier:
            yield since, found.before, found.scheme
            since = found.before
        yield since, None, self

    def on(self, day: date) -> "Scheme":
        """What was in force on `day`, of what came before it and itself."""
        return next((found.scheme for found in self.earlier if day < found.before), self)

    def rounding_at(self, at: str) -> Rounding | None:
        """How figures are rounded at a step; None where they stay exact there."""
        return next((rule for rule in self.roundings if rule.at == at), None)

    @property
    def rounding(self) -> Rounding:
        """The rounding by whose places figures are printed: of the total, else of the parts, else of the items."""
        found = map(self.rounding_at, ("total", "component", "item"))
        return next(filter(None, found), EXACT)

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
        """All categories in order; a part without any stands for one."""
        found = {placed.category.id: placed.category for part in self.components for placed in part.list_items()}
        yield from found.values()

    @cached_property
    def appraisals(self) -> tuple[VotedPart, ...]:
        """The components in which people vote, in order; there may be none."""
        return tuple(part for part in self.components if isinstance(part, VotedPart))

    @cached_property
    def has_channels(self) -> bool:
        """Whether some panel votes by several channels, each counted by itself."""
        return any(poll.is_channel for part in self.appraisals for poll in part.polls)

    def voted_in(self, part: str) -> tuple[VotedPart, ...]:
        """The appraisals in which the ballots of a file count: that of `part`; without one, all there are."""
        return tuple(found for found in self.appraisals if part in ("", found.id))

    @property
    def appraisal_name(self) -> str:
        """What the appraisal is called: its own name where there is one, 评议 where there are several or none."""
        return self.appraisals[0].name if len(self.appraisals) == 1 else "评议"

    def list_standards(self) -> Iterator[tuple[tuple[str | int, ...], Item, StandardRecord]]:
        """All standards in order, each with the steps to it and its item."""
        for number, part in enumerate(self.components):
            for placed in part.list_items():
                for at, standard in enumerate(placed.item.standards):
                    yield ("components", number, *placed.steps, "standards", at), placed.item, standard

    def sources_of(self, measure: str) -> tuple[str, ...]:
        """The measures that are to be measured for the one with this id: itself, or what it is derived from."""
        found = self.derived_rule(measure)
        return (measure,) if found is None else (found.of, found.to)

    def derived_rule(self, name: str) -> DerivedRule | None:
        """What is derived under this id; None where nothing is."""
        return next((rule for rule in self.derived if rule.id == name), None)

    @property
    def all_measures(self) -> tuple[MeasureRule | DerivedRule, ...]:
        """The measures, and what is derived from them."""
        return (*self.measures, *self.derived)

    def measure_name(self, measure: str) -> str:
        """What a measure, or what is derived from some, is called; its id where there is none."""
        return next((rule.name for rule in self.all_measures if rule.id == measure), measure)

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in order."""
        return {placed.item.id: placed.item for part in self.components for placed in part.list_items()}

    @cached_property
    def part_of_item(self) -> dict[str, int]:
        """The place of the first component that has each item, by the item's id."""
        found: dict[str, int] = {}
        for at, part in enumerate(self.components):
            for placed in part.list_items():
                found.setdefault(placed.item.id, at)
        return found

    @cached_property
    def category_of(self) -> dict[str, Category]:
        """The category of each item id."""
        return {placed.item.id: placed.category for part in self.components for placed in part.list_items()}

    def group_of(self, unit: Unit) -> str | None:
        """The id of the group in which `unit` is ranked; None where it is in none."""
        return next((group.id for group in self.ranking.groups if group.holds(unit)), None)

    @property
    def splits_years(self) -> bool:
        """Whether units may be scored for a part of the year, of which what lies outside does not count."""
        return self.part_year in {"ranked", "not-ranked"}

    def group_in(self, unit: Unit, until: date | None = None, first: date | None = None) -> str | None:
        """The group in which `unit` is ranked in the year, or up to `until`; None where it is not assessed then.

        This is the one place that says who takes part in a year. Of a quarter by itself `first` is the first day.
        """
        span = unit.assessed
        if span is None or not span.covers(self.year) or (self.part_year == "left-out" and span.breaks(self.year)):
            return None
        if (until is not None and span.first_day > until) or (first is not None and span.last_day < first):
            return None
        return self.group_of(unit)

    def group_name(self, group: str) -> str:
        """The name of the ranking group with this id."""
        return next((found.name for found in self.ranking.groups if found.id == group), group)

    def assessor_of(self, item: Item, unit: str) -> str:
        """Who assesses `unit` in `item`: its assessor, or who takes that one's place in an item of its own."""
        own = self.own_items_of(item)
        return own.by if unit == item.assessor and isinstance(own, OtherAssessor) else item.assessor

    def contributes(self, group: str) -> bool:
        """Whether the scores of the ranking group with this id count in the other assessment."""
        if self.target_assessment_weight is None:
            return False
        return not self.target_assessment_groups or group in self.target_assessment_groups

    def weigh(self, total: Decimal, group: str) -> Decimal | None:
        """What a score of `total` points in a group counts in the other assessment, exactly; None where in none."""
        weight = self.target_assessment_weight
        return total * weight if weight is not None and self.contributes(group) else None

    @property
    def target_whose(self) -> str:
        """Whose scores count in the other assessment: the names of the groups; empty where everybody's do."""
        named = [group.name for group in self.ranking.groups if self.contributes(group.id)]
        return "、".join(named) if len(named) < len(self.ranking.groups) else ""

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

    def covers(self, quarter: int | None) -> CoveredSpan:
        """What the results of the year, or of a quarter, cover: a quarter alone where each is scored by itself."""
        return CoveredSpan(self.year, quarter, quarter is not None and self.year_of is not None)

    def has_results(self, until: date) -> bool:
        """Whether a period with this last day has results: it does not end before the scheme is in force."""
        return self.in_force is None or until >= self.in_force
