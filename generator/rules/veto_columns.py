"""一票否决: what brings one about, and what it does to score and rank."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.lazy_dataclass import dataclass
from generator.rules.book_layout import BookLayout
from generator.rules.expression import Column, Op, add, col, const, op, over
from generator.rules.failed_columns import counted_items
from generator.rules.figures import lay_import
from generator.rules.gate_columns import lay_condition
from generator.rules.given_tables import EDGE, RECORD, UNIT, lay_edges
from generator.rules.kind import LaidPart
from generator.rules.record_columns import lay_occurrences
from generator.rules.scheme import Scheme
from generator.rules.total_rule import FigureCondition, VetoRule

PARTIAL = "年度中间参加或退出考核，不排名"


def _is_spanned(scheme: Scheme, when: FigureCondition, parts: Sequence[LaidPart]) -> bool:
    """Whether what a condition looks at is reckoned in this span."""
    laid = {part.part.id for part in parts}
    if when.failed is not None:
        return all(scheme.components[at].id in laid for at, _ in counted_items(when.failed, scheme))
    return bool(when.measure) or when.part in laid or when.item in {i.item.id for part in parts for i in part.items}


@dataclass(frozen=True, slots=True)
class LaidVetoes:
    """The columns of the vetoes by their ids, the column that says which one holds, and who is not ranked."""

    rules: tuple[VetoRule, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    not_ranked: Op | None = None

    def holds(self, rules: Sequence[VetoRule]) -> Op | None:
        """Whether one of `rules` holds; None where there are none."""
        found = [col(column) for name, column in self.columns if name in {rule.id for rule in rules}]
        if not found:
            return None
        return found[0] if len(found) == 1 else op("or", *found)

    def total(self, before: Op) -> Op:
        """The total after the vetoes: none before a fixed one, the lowest of fixed ones, else as it was.

        None is above the lowest to which others limit it.
        """
        found = before
        for effect in ("fixed", "at-most"):
            rules = [rule for rule in self.rules if rule.effect == effect]
            for rule in sorted(rules, key=lambda rule: -(rule.fixed or 0)):
                held, points = self.holds([rule]), const(rule.fixed or 0)
                if held is not None:
                    found = op("if", held, points if effect == "fixed" else op("min", found, points), found)
        none = self.holds([rule for rule in self.rules if rule.effect == "no-score"])
        return found if none is None else op("if", none, const(None), found)


def lay_vetoes(layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart] = ()) -> LaidVetoes:
    """A column for each veto that says whether it holds, and one with the name of the first that does.

    What conditions look at is among `parts`; what is not counted in this span brings no veto about.

    Where units that are assessed for a part of the year are not ranked, that is a reason, too.
    """
    partial = _lay_partial(layout) if scheme.part_year == "not-ranked" else None
    if not scheme.vetoes and partial is None:
        return LaidVetoes()
    columns = tuple((rule.id, _lay_veto(layout, scheme, rule, parts)) for rule in scheme.vetoes)
    reason: Op = const(None) if partial is None else op("if", partial, const(PARTIAL), const(None))
    for rule, (_, column) in reversed(list(zip(scheme.vetoes, columns, strict=True))):
        reason = op("if", col(column), const(rule.name), reason)
    title = "否决" if partial is None else "不排名或者否决的原因"
    layout.lay(UNIT, Column("reason", title, "text", reason))
    laid = LaidVetoes(scheme.vetoes, columns, "reason")
    vetoed = laid.holds([rule for rule in scheme.vetoes if rule.effect == "not-ranked"])
    found = [flag for flag in (vetoed, partial) if flag is not None]
    not_ranked = op("or", *found) if len(found) > 1 else found[0] if found else None
    return LaidVetoes(scheme.vetoes, columns, "reason", not_ranked)


def _lay_partial(layout: BookLayout) -> Op:
    """Whether a unit is assessed for a part of the period only."""
    lay_edges(layout)
    edges = over("count", EDGE, "outside", ("unit",))
    name = layout.lay(UNIT, Column("partial", PARTIAL, "flag", op("gt", edges, const(0)), shown="sheet"))
    return col(name)


def _when_known(condition: Op, rule: FigureCondition, parts: Sequence[LaidPart]) -> Op:
    """The condition, which nothing fails or meets before all is there that the part or item waits for."""
    for part in parts:
        known = part.complete if part.part.id == rule.part else ""
        known = next((item.known for item in part.items if rule.item == item.item.id), known)
        if known:
            return op("and", col(known), condition)
    return condition


def _lay_veto(layout: BookLayout, scheme: Scheme, rule: VetoRule, parts: Sequence[LaidPart]) -> str:
    """Whether enough records count, a condition holds, or the unit is among the last elsewhere."""
    found: list[Op] = []
    for name in rule.standards:
        item, _, standard = name.partition("/")
        times = lay_occurrences(layout, scheme)
        found.append(over("sum", RECORD, times, ("unit",), (("item", item), ("standard", standard))))
    held = [op("gt", times, const(0)) for times in found]
    if rule.times is not None and found:
        held = [op("ge", add(*found), const(rule.times))]
    spanned = [when for when in rule.when if _is_spanned(scheme, when, parts)]
    held += [_when_known(lay_condition(layout, scheme, when, parts), when, parts) for when in spanned]
    if rule.by_rank is not None:
        place, number = (lay_import(layout, scheme, rule.by_rank.rank, name) for name in ("rank", "of"))
        held.append(op("gt", place, op("sub", number, const(rule.by_rank.last))))
    flag = held[0] if len(held) == 1 else op("or", *held) if held else const(False)
    return layout.lay(UNIT, Column(f"veto.{rule.id}", rule.name, "flag", flag, clause=rule.basis))
