"""What every part of a scheme has, of whichever kind; and what those have in common in which people vote."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated, NamedTuple, Protocol, runtime_checkable

from generator.model.field import Choice, Flag, Identifier, Number, Part, Rows, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.rules.beyond_rule import BeyondRule
from generator.rules.coefficient_rule import Coefficient, CoefficientRule
from generator.rules.item import CLAUSE, ONCE, Category, Item
from generator.rules.scaled_rule import Scaled

NOT_APPLICABLE = {
    "rescale": "按适用单项的得分率折算",
    "spread": "分值平均加到其余适用的单项",
    "peer-mean": "按其他单位的平均分计",
    "full-marks": "按满分计",
    "left-out": "不计分，也不计入满分",
}
PEERS = {"group": "同一排名组的", "all": "全部的"}
COUNTED_AT = {"year": "只在年度计一次"}
EMPTY_PANELS = {
    "rescale": "按其余主体折算",
    "zero": "该主体按零计",
    "full": "该主体按全部满意计",
    "error": "由人处理",
}
EMPTY_CHANNELS = {
    "rescale": "按其余渠道折算",
    "zero": "该渠道按零计",
    "full": "该渠道按全部满意计",
    "error": "由人处理",
}
EMPTY_RATES = {"zero": Decimal(0), "full": Decimal(1)}
COUNTED = "counted"


class ComponentRecord(Protocol):
    """A part of a scheme."""

    @property
    def kind(self) -> str:
        """What `kind:` says."""
        ...

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def max(self) -> Decimal:
        """Its marks."""
        ...

    @property
    def weight(self) -> Decimal | None:
        """What its marks are multiplied with; None: with nothing."""
        ...

    @property
    def at(self) -> str:
        """`year` where it counts once in a year, not in each quarter."""
        ...

    @property
    def basis(self) -> str:
        """The clause that it stands on."""
        ...

    def list_items(self) -> Iterator["PlacedItem"]:
        """Its items in the order of writing."""
        ...


class PlacedItem(NamedTuple):
    """An item with its category, the steps to it in its part, and the units that it is for (None: for all)."""

    category: Category
    item: Item
    steps: tuple[str | int, ...]
    unit: str | None = None


def converted_to(part: ComponentRecord) -> Decimal | None:
    """The marks to which those of a part are converted, by their proportion; None where they are not."""
    return getattr(part, "counts_as", None)


def coefficient_of(part: ComponentRecord) -> CoefficientRule | None:
    """What the points of a part are multiplied with; None where they are not."""
    found: CoefficientRule | None = getattr(part, "coefficient", None)
    return found


def beyond_of(part: ComponentRecord) -> tuple[BeyondRule, ...]:
    """From where on points of a part count at which share; empty where all count in full."""
    found: tuple[BeyondRule, ...] = getattr(part, "beyond", ())
    return found


def units_taken_from(part: ComponentRecord) -> str:
    """Which of the kinds of a unit's own units (`parts` in its file) a part takes scores of; empty: of none."""
    found: str = getattr(part, "of", "")
    return found


def worth_in_total(part: ComponentRecord) -> Decimal:
    """What a part counts at most in the total: its marks, times its weight, or what they are converted to."""
    converted = converted_to(part)
    if converted is not None:
        return converted
    return part.max if part.weight is None else part.max * part.weight


PartId = Annotated[str, Identifier(doc="部分编号")]
PartName = Annotated[str, Text(doc="名称", limit=60)]
PartWeight = Annotated[
    Decimal | None, Number(doc="权重：本部分的分值乘以它计入总分；不写就是直接计入", maximum=Decimal(100), places=4)
]
PartConverted = Annotated[
    Decimal | None,
    Number(doc="折算成多少分计入总分，如分值 120 折算成 100；按权重计入的写 weight", maximum=Decimal(100_000)),
]
PartTime = Annotated[str, Choice(doc="各季度分别计分的，本部分在哪里计；不写就是各季度都计", names=COUNTED_AT)]
PartOnce = Annotated[str, Choice(doc="同一事实（fact）有几条记录的，在本部分里怎样计", names=ONCE)]
CategoryRows = Annotated[tuple[Category, ...], Rows(doc="类别", minimum=1), Part(doc="一个类别")]
ItemRows = Annotated[tuple[Item, ...], Rows(doc="不分类别的，直接写单项", minimum=1), Part(doc="一个单项")]
ItemSets = Annotated[
    Mapping[str, tuple[Item, ...]],
    Table(doc="各单位各有一套单项的，按单位写", of="unit", minimum=1),
    Rows(doc="这个单位的单项", minimum=1),
    Part(doc="一个单项"),
]
NotApplicable = Annotated[str, Choice(doc="有单项对某单位不适用时怎样计分；有这种情况就要写", names=NOT_APPLICABLE)]
Peers = Annotated[str, Choice(doc="按平均分计的，取哪些单位的平均", names=PEERS)]


@dataclass(frozen=True)
class ItemsPart:
    """A part made of items: under categories, or without them, or in sets of which each unit has its own.

    A kind of it says its own `kind`, and what its marks are called where they are not simply marks.
    """

    kind: str
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值", maximum=Decimal(100_000))]
    basis: Annotated[str, CLAUSE] = ""
    categories: CategoryRows = ()
    items: ItemRows = ()
    sets: ItemSets = field(default_factory=dict)
    not_applicable: NotApplicable = ""
    peers: Peers = ""
    once: PartOnce = ""
    weight: PartWeight = None
    at: PartTime = ""
    counts_as: PartConverted = None
    coefficient: Coefficient = None
    scaled: Scaled = None

    def list_items(self) -> Iterator[PlacedItem]:
        """All items in the order of writing. Without categories, the part itself stands for one."""
        for at, category in enumerate(self.categories):
            for index, item in enumerate(category.items):
                yield PlacedItem(category, item, ("categories", at, "items", index))
        if self.items:
            whole = Category(self.id, self.name, self.items)
            for index, item in enumerate(self.items):
                yield PlacedItem(whole, item, ("items", index))
        for unit, items in self.sets.items():
            own = Category(f"{self.id}-{unit}", self.name, items)
            for index, item in enumerate(items):
                yield PlacedItem(own, item, ("sets", unit, index), unit)


@dataclass(frozen=True)
class Weighted:
    """An aspect or a panel: its share is weight / sum of weights."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=60)]
    weight: Annotated[Decimal, Number(doc="权重，按占合计的比例计算", places=4)]


@dataclass(frozen=True)
class Panel(Weighted):
    """A panel, and the channels by which it votes where each is counted by itself: its rate is their mean."""

    channels: Annotated[
        tuple[Weighted, ...],
        Rows(doc="分渠道计票的，有哪些渠道，如网上、纸质、电话；不分的不写", minimum=2),
        Part(doc="一个渠道"),
    ] = ()


@dataclass(frozen=True)
class Poll(Weighted):
    """Those whose votes are counted by themselves: a whole panel, or one channel of the `panel` of this id.

    `weight` is that of the panel among the panels, of a channel among the channels of its panel.
    """

    panel: str = ""
    is_channel: bool = False


def polls_of(panels: tuple[Panel, ...]) -> tuple[Poll, ...]:
    """What is counted by itself, in the order of writing; a channel is called 服务对象（网上）."""
    found: list[Poll] = []
    for panel in panels:
        if panel.channels:
            found += [
                Poll(row.id, f"{panel.name}（{row.name}）", row.weight, panel.id, True) for row in panel.channels
            ]
        else:
            found.append(Poll(panel.id, panel.name, panel.weight, panel.id))
    return tuple(found)


@dataclass(frozen=True)
class Option:
    """A choice on the ballot: counted with its weight, or left out of the count."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="名称", limit=20)]
    weight: Annotated[Decimal | None, Number(doc="计算满意率的权重", maximum=Decimal(1), places=4)] = None
    excluded: Annotated[bool, Flag(doc="是否不计入满意率")] = False
    quota: Annotated[
        Decimal | None, Number(doc="这个选项最多占有效票的比例，如 0.3；不限的不写", maximum=Decimal(1), places=4)
    ] = None


@runtime_checkable
class VotedPart(ComponentRecord, Protocol):
    """A part in which panels vote on aspects."""

    @property
    def aspects(self) -> tuple[Weighted, ...]:
        """What is voted on."""
        ...

    @property
    def options(self) -> tuple[Option, ...]:
        """What may be voted."""
        ...

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Who votes."""
        ...

    @property
    def polls(self) -> tuple[Poll, ...]:
        """What is counted by itself: panels, and the channels of those that have some."""
        ...

    @property
    def denominator(self) -> str:
        """What is divided by: the ballots that count, the valid, the returned or the issued ones."""
        ...

    @property
    def empty_panel(self) -> str:
        """What becomes of a panel without a vote that counts."""
        ...

    @property
    def empty_channel(self) -> str:
        """What becomes of a channel without a vote that counts; empty where no panel has channels."""
        ...
