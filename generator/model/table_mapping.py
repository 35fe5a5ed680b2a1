"""data/mappings/<id>.yml: how an office's own table is read, recognised by the texts of its head."""

from dataclasses import field
from typing import Annotated, ClassVar

from generator.model.deduction import METHODS, SOURCES
from generator.model.field import Choice, Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Origin
from generator.model.place import Place

# What a column of a table can hold. Those after `ignore` are figures of other columns: they are never taken over.
COLUMN_FIELDS = {
    "unit": "被考核单位",
    "date": "日期",
    "item": "考核单项",
    "standard": "扣分标准",
    "reason": "扣分事由",
    "points": "扣分分值",
    "count": "件数",
    "method": "考核方式",
    "source": "线索来源",
    "due": "整改期限",
    "internal_note": "内部备注",
    "matrix": "一个单项的扣分",
    "ignore": "不采用",
}


@dataclass(frozen=True)
class MappedColumn:
    """One column: the text of its head, and what it holds; `item` of which item, where one column is one item."""

    text: Annotated[str, Text(doc="表头的文字；几行表头的用 / 连起来", limit=120)]
    field: Annotated[str, Choice(doc="这一列是什么", names=COLUMN_FIELDS)]
    item: Annotated[str, Identifier(doc="单项编号；一列是一个单项的写", of="item")] = ""


@dataclass(frozen=True)
class MappedStandard:
    """A text of the table, and the standard that is meant by it."""

    text: Annotated[str, Text(doc="表里的文字", lines=True)]
    item: Annotated[str, Identifier(doc="单项编号", of="item")]
    standard: Annotated[str, Identifier(doc="标准编号", of="standard")]


@dataclass(frozen=True)
class TableMapping:
    """A layout. `id` is the file's name. It is the office's own working aid, and never leaves."""

    INTERNAL: ClassVar[bool] = True

    id: str
    columns: Annotated[tuple[MappedColumn, ...], Rows(doc="各列", minimum=1), Part(doc="一列")]
    item: Annotated[str, Identifier(doc="整张表都是这个单项的写", of="item")] = ""
    method: Annotated[str, Choice(doc="整张表都是这种考核方式的写", names=METHODS)] = ""
    source: Annotated[str, Choice(doc="整张表都是这种线索来源的写", names=SOURCES)] = ""
    standards: Annotated[tuple[MappedStandard, ...], Rows(doc="表里的文字各依据哪条标准"), Part(doc="一种文字")] = ()
    origin: Origin = field(default=Origin(""), compare=False, repr=False)

    def items(self) -> frozenset[str]:
        """The ids of the items that it names."""
        named = (self.item, *(one.item for one in self.columns), *(one.item for one in self.standards))
        return frozenset(named) - {""}

    @property
    def path(self) -> str:
        """The file's path below the project's root."""
        return Place("mapping", id=self.id).path
