"""A kind of part whose two figures follow from each other: what no shipped kind can lay."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.check.score_rules import lay_out
from generator.model.origin import Origin
from generator.model.problem import Problem
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.kind import Effect, LaidPart
from generator.rules.kinds.imported_kind import Conversion, ImportedComponent
from generator.rules.scheme import Scheme


class Circular:
    """What is earned is what is left over, and what is left over is what was not earned."""

    name = "imported"
    title = "互相推出"
    effect: Effect = "earns"
    record = ImportedComponent

    def lay(self, part: ImportedComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        rest = Column(f"{part.id}:rest", "剩余分", "points", op("sub", const(10), col(f"{part.id}:exact")))
        exact = Column(f"{part.id}:exact", "任务得分", "points", op("sub", const(10), col(rest.id)))
        layout.lay("unit", rest)
        return LaidPart(part, self, layout.lay("unit", exact), "")

    def check(self, part: ImportedComponent, scheme: Scheme) -> Iterator[Flaw]:
        yield from ()

    def tell(self, part: ImportedComponent, scheme: Scheme) -> Iterator[str]:
        yield ""


def circular_problems() -> list[Problem]:
    """What is said of a scheme with such a part: KH437."""
    part = ImportedComponent("imported", "p", "任务", Decimal(10), "other", Conversion(Decimal(10)))
    ranking = Ranking((RankingGroup("all", "全部", ("department",)),), "shared")
    scheme = Scheme(
        2015, "办法", "文号", Decimal(10), (), (part,), ranking, (), origin=Origin("data/schemes/2015.yml")
    )  # fmt: skip
    return list(lay_out(scheme, kind=lambda part: Circular()))
