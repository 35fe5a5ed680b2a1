"""A register as a project declares it: what its entries say, who sees it, in what order it happens, what is counted.

There are no expressions: closed lists of types, checks, counts and formulas. The class of its entries is made in
`entry.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Annotated, ClassVar

from generator.model.deadline import DAY_KINDS
from generator.model.deduction import SOURCES
from generator.model.field import Choice, Day, Flag, Identifier, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place
from generator.model.register_amendment import RegisterAmendment
from generator.model.register_count import Indicator, RegisterCount
from generator.model.register_expected import Expected
from generator.model.register_field import FieldId, FieldIs, FieldName, FieldRule, PeriodEnd

SHOWS = {"records": "公开每一条", "counts": "只公开统计数", "nothing": "不公开"}
STORES = {"main": "主仓库", "confidential": "保密仓库"}
TONES = {"open": "进行中", "good": "好的结果", "bad": "不好的结果"}
KEEPER, UNIT, OFFICE = "keeper", "unit", "office"  # who writes a stage; else a field that names a unit
STATE, TARGET, GAP, VALUE = "state", "target", "gap", "value"  # columns that are computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage: reached when its date is there."""

    id: Annotated[str, Identifier(doc="阶段的编号")]
    label: Annotated[str, Text(doc="到了这个阶段的状态名称", limit=20)]
    date: Annotated[str, Identifier(doc="记这个阶段的日期字段", of="field")]
    needs: Annotated[tuple[str, ...], Rows(doc="到了这个阶段必须填写的字段"), FieldId] = ()
    by: Annotated[
        str, Identifier(doc="由谁填写：keeper 管理单位、unit 有关单位、office 考核办，或者一个引用单位的字段")
    ] = KEEPER
    tone: Annotated[str, Choice(doc="页面上的颜色", names=TONES)] = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Stage):
    """A way to end: an alternative last stage."""

    tone: Annotated[str, Choice(doc="页面上的颜色", names=TONES)] = "good"
    after: Annotated[str, Identifier(doc="在哪个阶段之后才能这样办结", of="stage")] = ""
    linked: Annotated[str, Identifier(doc="这样办结必须写明的引用字段", of="field")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDeadline:
    """Until when a stage is due: a date of the entry, or so many days from another day."""

    id: Annotated[str, Identifier(doc="期限的编号")]
    label: Annotated[str, Text(doc="期限的名称", limit=20)]
    until: Annotated[str, Identifier(doc="期限之内应到的阶段或办结方式", of="stage")]
    instead: Annotated[str, Identifier(doc="期限写在哪个日期字段里", of="field")] = ""
    from_: Annotated[
        str | PeriodEnd | None, Identifier(doc="从哪一天起算：阶段、日期字段，或 {end_of: 时段字段}", of="stage")
    ] = None
    days: Annotated[int, Whole(doc="几天之内", maximum=999)] = 0
    kind: Annotated[str, Choice(doc="按哪种天数", names=DAY_KINDS)] = "calendar"

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"from_": "from"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSource:
    """Which source of a deduction an entry is."""

    source: Annotated[str, Choice(doc="扣分记录的线索来源", names=SOURCES)]
    when: Annotated[FieldIs | None, Part(doc="字段是这个值的才是；不写为都是")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLink:
    """A link of entries to other records; shown from both sides, stored on one."""

    to: Annotated[str, Text(doc="连到什么：unit、item、standard、deduction、measure、clause 或 register:编号")]
    field: Annotated[str, Identifier(doc="写着引用的字段；写在对方记录里的不写", of="field")] = ""
    from_there: Annotated[str, Identifier(doc="引用写在对方记录的哪个字段")] = ""
    says: Annotated[str, Text(doc="从这里看，对方是什么", limit=20)] = ""
    back: Annotated[str, Text(doc="从对方看，这里是什么", limit=20)] = ""
    many: Annotated[bool, Flag(doc="对方可否有几条")] = False
    same: Annotated[tuple[str, ...], Rows(doc="必须与对方的单位相同的字段"), FieldId] = ()
    not_before: Annotated[bool, Flag(doc="对方的日期是否不得早于这里的日期")] = False
    at_most: Annotated[int, Whole(doc="对方的一条最多有几条这样的引用；不写为不限", maximum=99)] = 0
    sources: Annotated[
        tuple[LinkedSource, ...],
        Rows(doc="由此而来的扣分记录，线索来源应是其中一种；不写为不论"),
        Part(doc="一种来源"),
    ] = ()


@dataclass(frozen=True, slots=True)
class RowSum:
    """The sum of a field over the rows in another."""

    rows: Annotated[str, Identifier(doc="若干行的字段", of="field")]
    field: Annotated[str, Identifier(doc="行里的数", of="field")]
    total: Annotated[str, Identifier(doc="应等于的数", of="field")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCheck:
    """One check of an entry: exactly one of its kinds is written."""

    required_when: Annotated[FieldIs | None, Part(doc="字段是这个值时，fields 必填")] = None
    fields: Annotated[tuple[str, ...], Rows(doc="这时必填的字段"), FieldId] = ()
    unique: Annotated[tuple[str, ...], Rows(doc="这些字段合起来不得重复"), FieldId] = ()
    one_of: Annotated[tuple[str, ...], Rows(doc="这些字段至少写一个"), FieldId] = ()
    order: Annotated[tuple[str, ...], Rows(doc="这些日期不得后一个早于前一个"), FieldId] = ()
    at_most: Annotated[tuple[str, ...], Rows(doc="两个数：前一个不得大于后一个"), FieldId] = ()
    sum: Annotated[RowSum | None, Part(doc="各行之和应等于一个数")] = None

    def kinds(self) -> Iterator[str]:
        """The kinds that are written."""
        for name in ("required_when", "unique", "one_of", "order", "at_most", "sum"):
            if getattr(self, name):
                yield name


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPages:
    """How the pages of the register look."""

    columns: Annotated[tuple[str, ...], Rows(doc="列表的栏目：字段，或 state、value、target、gap"), FieldId] = ()
    group_by: Annotated[str, Identifier(doc="列表按哪个字段分组", of="field")] = ""
    sort: Annotated[tuple[str, ...], Rows(doc="按哪些字段排序；不写按日期", single=True), FieldId] = ()
    unit_section: Annotated[str, Text(doc="单位页面上这一节的标题；不写则没有这一节", limit=20)] = ""
    outcomes_by: Annotated[
        str, Identifier(doc="哪个字段写依据哪次公布；写了的，列在那一年的结果运用页面上", of="field")
    ] = ""
    record_page: Annotated[bool, Flag(doc="每一条有没有自己的页面")] = True


@dataclass(frozen=True, slots=True)
class RegisterDocuments:
    """In which documents the register has a part; generic without more."""

    quarterly: Annotated[str, Identifier(doc="季度通报里用哪个片段；通用的写 register")] = ""
    annual: Annotated[str, Identifier(doc="年度通报里用哪个片段；通用的写 register")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """That a field is public from a day on; what was written before stays closed."""

    field: Annotated[str, FieldId]
    from_: Annotated[datetime.date, Day(doc="从哪一天起公开")]
    reason: Annotated[str, Text(doc="理由", limit=200)]

    YAML_NAMES: ClassVar[Mapping[str, str]] = {"from_": "from"}


@dataclass(frozen=True, kw_only=True)
class RegisterRule:
    """One register. `id` is the file's name.

    As it is read it says what the file says; `editions` are the declarations that hold from a day on, the first as
    written from the first of all days, each further one as amended. None where nothing was amended. The register of a
    corpus is the last of them, with all editions.
    """

    id: str
    title: Annotated[str, Text(doc="登记簿的名称", limit=40)]
    about: Annotated[str, Text(doc="一句话说明，显示在页面上", limit=200)] = ""
    basis: Annotated[str, Identifier(doc="依据：通知里的条款", of="clause")] = ""
    keeper: Annotated[str | FieldName, Identifier(doc="管理单位，或 {field: 引用单位的字段}", of="unit")]
    per: Annotated[str, Choice(doc="记录按年度存放还是不分年度", names={"year": "按年度", "once": "不分年度"})]
    store: Annotated[str, Choice(doc="存放在哪里", names=STORES)] = "main"
    show: Annotated[str, Choice(doc="公众看到什么", names=SHOWS)]
    at_least: Annotated[int, Whole(doc="统计数小于这个数的不公开", maximum=99)] = 0
    unit: Annotated[str, Identifier(doc="哪个字段是有关单位", of="field")] = ""
    date: Annotated[str, Identifier(doc="哪个字段是记录的日期，决定所属季度", of="field")]
    title_from: Annotated[str, Text(doc="一条记录的标题，{字段} 换成它的值", limit=120)] = ""
    fields: Annotated[tuple[FieldRule, ...], Rows(doc="字段", minimum=1), Part(doc="一个字段")]
    stages: Annotated[tuple[Stage, ...], Rows(doc="阶段，按先后"), Part(doc="一个阶段")] = ()
    ends: Annotated[tuple[End, ...], Rows(doc="办结的方式，最多一种"), Part(doc="一种方式")] = ()
    deadlines: Annotated[tuple[RegisterDeadline, ...], Rows(doc="期限"), Part(doc="一个期限")] = ()
    expected: Annotated[
        tuple[Expected, ...], Rows(doc="每个时段都要有的记录，没有发现问题的也记"), Part(doc="一种")
    ] = ()
    links: Annotated[tuple[RegisterLink, ...], Rows(doc="与其他记录的联系"), Part(doc="一种联系")] = ()
    checks: Annotated[tuple[RegisterCheck, ...], Rows(doc="核对"), Part(doc="一项核对")] = ()
    counts: Annotated[tuple[RegisterCount, ...], Rows(doc="统计数"), Part(doc="一个统计数")] = ()
    indicators: Annotated[tuple[Indicator, ...], Rows(doc="指标的目标"), Part(doc="一个目标")] = ()
    pages: Annotated[RegisterPages, Part(doc="页面")] = RegisterPages()
    documents: Annotated[RegisterDocuments, Part(doc="公文")] = RegisterDocuments()
    opened: Annotated[tuple[Opening, ...], Rows(doc="后来公开的字段"), Part(doc="一个字段")] = ()
    amended: Annotated[
        tuple[RegisterAmendment, ...],
        Rows(doc="从某一天起的改动，按日期先后；以前的记录仍照以前的规定"),
        Part(doc="一次改动"),
    ] = ()
    sample: Annotated[bool, Flag(doc="是否示例")] = False
    origin: Origin = field(default=Origin(""), compare=False, repr=False)
    editions: tuple[tuple[datetime.date, RegisterRule], ...] = field(default=(), compare=False, repr=False)

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("register", id=self.id).path

    def on(self, day: datetime.date) -> RegisterRule:
        """The declaration in force on a day, by which what is entered for that day is judged."""
        return next((rule for first, rule in reversed(self.editions) if first <= day), self)

    @property
    def each(self) -> tuple[RegisterRule, ...]:
        """The declarations that hold one after the other; itself where none was amended."""
        return tuple(rule for _, rule in self.editions) or (self,)

    @property
    def latest(self) -> RegisterRule:
        """The declaration that holds at last, with all before it; itself where nothing was amended."""
        return replace(self.editions[-1][1], editions=self.editions) if self.editions else self

    @cached_property
    def said(self) -> str:
        """All that it says, wherever it came from: what two declarations that say the same have in common."""
        return repr(self)

    @cached_property
    def by_id(self) -> Mapping[str, FieldRule]:
        """The fields by id."""
        return {rule.id: rule for rule in self.fields}

    @cached_property
    def steps(self) -> tuple[Stage, ...]:
        """The stages in order, then the ways to end."""
        return (*self.stages, *self.ends)

    @cached_property
    def step_by_id(self) -> Mapping[str, Stage]:
        """Stages and ways to end by id."""
        return {step.id: step for step in self.steps}

    @property
    def is_confidential(self) -> bool:
        """Whether its entries lie in a repository of their own."""
        return self.store == "confidential"

    @property
    def shows_records(self) -> bool:
        """Whether the public sees single entries."""
        return self.show == "records" and not self.is_confidential
