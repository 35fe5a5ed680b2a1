"""A part whose points are other units' scores: of the towns of a department, of its superior, of its partner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Identifier, Number, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points
from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.earned_column import earned_column
from generator.rules.effect_words import named_points
from generator.rules.expression import CellUnit, Column, Op, OpName, Over, add, all_of, col, const, op, over
from generator.rules.flaw import Flaw
from generator.rules.given_tables import UNIT, UNIT_PART, lay_unit_parts
from generator.rules.item import CLAUSE
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_record import (
    ComponentRecord,
    PartId,
    PartName,
    PartTime,
    PartWeight,
    PlacedItem,
    worth_in_total,
)
from generator.rules.scheme import Scheme

OTHERS_TAKEN = {"mean": "平均", "highest": "最高的一个", "lowest": "最低的一个"}
WITHOUT_OTHERS = {"own": "按本单位自己在这几个部分的得分率计", "full": "按满分计", "zero": "不得分"}


@dataclass(frozen=True)
class OthersComponent:
    """What share of their marks other units earned in parts that come before, times the marks of this one."""

    kind: Literal["of-units"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值", maximum=Decimal(100_000))]
    of: Annotated[str, Identifier(doc="单位文件的 parts 里，写哪些单位的是哪一种，如 towns、superior")]
    called: Annotated[str, Text(doc="这些单位怎样称呼，如 所辖各镇、上级主管部门", limit=20)]
    take: Annotated[str, Choice(doc="有几个这样的单位的，怎样合成一个", names=OTHERS_TAKEN)]
    parts: Annotated[
        tuple[str, ...],
        Rows(doc="取哪几个部分的得分，要排在本部分前面", minimum=1),
        Identifier(doc="部分", of="component"),
    ]
    without: Annotated[str, Choice(doc="没有这样的单位的，怎样计", names=WITHOUT_OTHERS)]
    basis: Annotated[str, CLAUSE] = ""
    weight: PartWeight = None
    at: PartTime = ""

    def list_items(self) -> Iterator[PlacedItem]:
        """None: the points are other units'."""
        return iter(())


class OthersKind:
    """The share that others earned, in parts before this one alone, so that no score follows from itself."""

    name = "of-units"
    title = "取其他单位的得分"
    effect: Effect = "earns"
    record = OthersComponent

    def lay(self, part: OthersComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """Each unit's own share, that of each unit that is one of its own, and what these come to."""
        sources = [found for found in layout.parts if found.part.id in part.parts]
        if len(sources) < len(set(part.parts)):
            raise UndeclaredError("、".join(part.parts))
        lay_unit_parts(layout)
        frame = _Frame(part, layout)
        own = frame.lay_own(sources)
        share = frame.lay_others("share", f"{part.called}得分率", "ratio", own, "它自己在这几个部分的得分率")
        taken = frame.lay(
            UNIT, "taken", f"{part.called}得分率{_taken_words(part)}", "ratio",
            over(_TAKES[part.take], UNIT_PART, share, ("unit",), (("of", part.of),)),
        )  # fmt: skip
        there = op("gt", over("count", UNIT_PART, "there", ("unit",), (("of", part.of),)), const(0))
        without = {"own": op("nz", col(own), const(0)), "full": const(1), "zero": const(0)}[part.without]
        counted = frame.lay(
            UNIT, "counted-share", "计入的得分率", "ratio", op("if", there, op("nz", col(taken), const(0)), without),
            f"{part.called}的得分率{_taken_words(part)}；没有的{WITHOUT_OTHERS[part.without]}",
        )  # fmt: skip
        said = f"得分率 × 分值：{{{counted}}} × {format_points(part.max)}"
        points = op("mul", col(counted), const(part.max))
        exact = frame.lay(UNIT, "exact", named_points(part.name, "得分"), "points", points, said)
        return LaidPart(part, self, exact, "", frame.lay_complete(sources))

    def check(self, part: OthersComponent, scheme: Scheme) -> Iterator[Flaw]:
        """KH461, KH442: the parts are there, before this one; KH430: of marks; KH459: counted at the same time."""
        order = [known.id for known in scheme.components]
        for at, name in enumerate(part.parts):
            source = next((known for known in scheme.components if known.id == name), None)
            if source is None:
                yield Flaw("KH461", ("parts", at), f"没有编号为“{name}”的部分", f"可填：{'、'.join(order)}。")
                continue
            if order.index(name) >= order.index(part.id):
                words = f"“{part.name}”取的是它自己或者排在它后面的部分，得分会由自己得出"
                yield Flaw("KH442", ("parts", at), words, "请只写排在本部分前面的部分。")
            yield from _check_source(part, at, source, scheme)

    def tell(self, part: OthersComponent, scheme: Scheme) -> Iterator[str]:
        """Whose share, of which parts, and what counts without any."""
        named = "、".join(known.name for known in scheme.components if known.id in part.parts)
        yield f"{part.called}在{named}的得分率{_taken_words(part)}，乘以 {format_points(part.max)} 分。"
        yield f"没有{part.called}的，{WITHOUT_OTHERS[part.without]}。"


_TAKES: dict[str, OpName] = {"mean": "mean", "highest": "highest", "lowest": "lowest"}


def _taken_words(part: OthersComponent) -> str:
    return {"mean": "的平均", "highest": "中最高的", "lowest": "中最低的"}[part.take]


class _Frame:
    """Where the columns of one such part are laid."""

    def __init__(self, part: OthersComponent, layout: BookLayout) -> None:
        self._part, self._layout = part, layout

    def lay(self, table: str, step: str, title: str, unit: CellUnit, expr: Op, said: str = "") -> str:
        """A column of the part in one of the tables; its id."""
        part = self._part
        made = Column(f"{part.id}:{step}", title, unit, expr, said=said, clause=part.basis, part=part.id)
        return self._layout.lay(table, made)

    def lay_own(self, sources: list[LaidPart]) -> str:
        """The share of the marks of these parts that each unit earned; none where there were no marks."""
        earned = add(*(col(earned_column(self._layout, found)) for found in sources))
        marks = [op("sub", const(worth_in_total(found.part)), col(found.absent)) if found.absent
                 else const(worth_in_total(found.part)) for found in sources]  # fmt: skip
        return self.lay(
            UNIT, "own-share", f"{self._part.name}所看部分的得分率", "ratio", op("div", earned, add(*marks))
        )

    def lay_others(self, step: str, title: str, unit: CellUnit, column: str, said: str = "") -> str:
        """A column of the units with what stands in `column` of each unit that is one of another's own."""
        found = Op("get", over=Over(UNIT, column, (("unit", "division"),)))
        return self.lay(UNIT_PART, step, title, unit, found, said)

    def lay_complete(self, sources: list[LaidPart]) -> str:
        """Whether the other units have all that these parts wait for; empty where they wait for nothing."""
        flags = [col(found.complete) for found in sources if found.complete]
        if not flags:
            return ""
        title = f"{self._part.called}数据不全"
        waits = self.lay(UNIT, "own-waits", title, "number", op("if", all_of(*flags), const(None), const(1)))
        theirs = self.lay_others("waits", title, "number", waits)
        awaited = over("count", UNIT_PART, theirs, ("unit",), (("of", self._part.of),))
        return self.lay(UNIT, "complete", f"{self._part.name}已计入", "flag", op("eq", awaited, const(0)))


def _check_source(part: OthersComponent, at: int, source: ComponentRecord, scheme: Scheme) -> Iterator[Flaw]:
    """KH430: what is looked at has full marks of which a share is earned; KH459: at the same time."""
    if getattr(source, "max", UNLIMITED) == UNLIMITED or source.kind in {"bonus", "penalty"}:
        words = f"“{source.name}”不是满分里的一部分，算不出得分率"
        yield Flaw("KH430", ("parts", at), words, "请写扣分、得分、评议或者采用其他考核得分的部分。")
    if scheme.year_of is not None and source.at != part.at:
        words = f"“{part.name}”与“{source.name}”不在同一个时段计分"
        yield Flaw("KH459", ("parts", at), words, "各季度分别计分的，两个部分的 at 要写得一样。")
