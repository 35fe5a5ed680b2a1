"""等次: the first grade whose conditions hold: of the total, of parts, of the worst item, of the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.expression import Column, Op, all_of, col, const, op, over, rank, round_places
from generator.rules.gate_columns import lay_condition
from generator.rules.given_tables import UNIT
from generator.rules.kind import MARKED, LaidItem, LaidPart
from generator.rules.scheme import Scheme
from generator.rules.thresholds import meets
from generator.rules.total_rule import GradeRule
from generator.rules.veto_columns import LaidVetoes

FROM_END = "rank-from-end"  # the column with the place counted from the last


def lay_grade(layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart], total: str, vetoes: LaidVetoes) -> str:
    """The column with the id of the unit's grade; none where no grade takes it, or there is no score."""
    found: Op = const(None)
    for rule in reversed(scheme.grades):
        barred = vetoes.holds([veto for veto in scheme.vetoes if rule.id in veto.bars])
        conditions = _conditions(layout, scheme, rule, parts, total, _lay_place(layout, scheme, rule, vetoes))
        if barred is not None:
            conditions.append(op("eq", barred, const(False)))
        found = op("if", all_of(*conditions), const(rule.id), found)
    for veto in scheme.vetoes:
        held_veto = vetoes.holds([veto])
        if veto.lowers and held_veto is not None:
            before = layout.lay(UNIT, Column(f"grade-before.{veto.id}", f"等次（{veto.name}以前）", "text", found))
            found = op("if", held_veto, _lowered(scheme, before, veto.lowers), col(before))
    for veto in reversed(scheme.vetoes):
        held_veto = vetoes.holds([veto])
        if veto.grade and held_veto is not None:
            found = op("if", held_veto, const(veto.grade), found)
    return layout.lay(UNIT, Column("grade", "等次", "text", found, shown="page"))


def _lowered(scheme: Scheme, before: str, steps: int) -> Op:
    """The grade so many steps below the one in the column `before`, down to the last one; none stays none."""
    ids = [grade.id for grade in scheme.grades]
    found: Op = col(before)
    for at, name in enumerate(ids):
        lower = ids[min(at + steps, len(ids) - 1)]
        found = op("if", op("eq", col(before), const(name)), const(lower), found)
    return found


def _conditions(
    layout: BookLayout, scheme: Scheme, rule: GradeRule, parts: Sequence[LaidPart], total: str, place: str
) -> list[Op]:
    """All that must hold for the grade; at least that there is a score. `place` is the column that decides."""
    found = [meets(col(total), rule.threshold)]
    found += [lay_condition(layout, scheme, when, parts, total) for when in rule.when]
    if rule.worst_item is not None:
        found.append(op("le", col(_lay_worst(layout, scheme, parts)), const(rule.worst_item)))
    if rule.top is not None:
        found.append(op("le", col(place), const(rule.top)))
    if rule.bottom is not None:
        found.append(op("le", col(_lay_from_end(layout)), const(rule.bottom)))
    if rule.top_share is not None:
        found.append(op("le", col(place), col(_lay_places(layout, rule))))
    if rule.bottom_share is not None:
        found.append(op("le", col(_lay_from_end(layout)), col(_lay_places(layout, rule))))
    return found


def eligible_column(rule: GradeRule) -> str:
    """The column with the place among those that may have the grade."""
    return f"place.{rule.id}"


def _lay_place(layout: BookLayout, scheme: Scheme, rule: GradeRule, vetoes: LaidVetoes) -> str:
    """The column of the place that decides: the rank, or that among those who may have the grade.

    Who is lowered from the grade takes no place of it; by the place with such units is told whether it is lowered.
    """
    if rule.barred_places != "passed-on":
        return "rank"
    kept = [veto for veto in scheme.vetoes if veto.keeps_from(rule.id)]
    lowered = vetoes.holds([veto for veto in scheme.vetoes if veto.lowers_placed])
    title = f"可以评为{rule.name}的名次"
    names = (f"may-be.{rule.id}", eligible_column(rule))
    if lowered is None:
        barred = vetoes.holds(kept)
        return "rank" if barred is None else _lay_among(layout, barred, title, *names)
    barred = vetoes.holds([veto for veto in scheme.vetoes if veto in kept or veto.lowers_placed])
    after = _lay_among(layout, barred or lowered, title, *names)
    before, held = "rank", vetoes.holds(kept)
    if held is not None:
        names = (f"may-be-before.{rule.id}", f"place-before.{rule.id}")
        before = _lay_among(layout, held, f"{title}（降低以前）", *names)
    found = op("if", lowered, col(before), col(after))
    return layout.lay(UNIT, Column(f"deciding.{rule.id}", f"评{rule.name}所看的名次", "rank", found, shown="sheet"))


def _lay_among(layout: BookLayout, barred: Op, title: str, may_be: str, place: str) -> str:
    """The column with the places of those who are not barred, without the others."""
    may = op("if", barred, const(None), col("rank"))
    name = layout.lay(UNIT, Column(may_be, title, "rank", may, shown="sheet"))
    placed = rank((name,), ("group",), "shared", lowest_first=True)
    return layout.lay(UNIT, Column(place, f"{title}（递补以后）", "rank", placed, shown="sheet"))


def _lay_worst(layout: BookLayout, scheme: Scheme, parts: Sequence[LaidPart]) -> str:
    """The most that the unit lost, or collected, in one item.

    Raises UndeclaredError where nothing can be lost in any item: check says so.
    """
    if "worst" not in layout.table(UNIT, "", ()).columns:
        figures = [figure for part in parts for item in part.items for figure in _missed(scheme, part, item)]
        if not figures:
            raise UndeclaredError("worst_item")
        worst = figures[0] if len(figures) == 1 else op("max", *figures)
        layout.lay(UNIT, Column("worst", "失分最多的单项", "points", worst))
    return "worst"


def _missed(scheme: Scheme, part: LaidPart, item: LaidItem) -> Iterator[Op]:
    """What the unit lost in an item, or where less is better collected; nothing where nothing can be lost.

    An item that does not apply, or of which not everything is known yet, takes nothing.
    """
    may_lack = item.applies or item.known
    if part.kind.effect == "loses" or scheme.total.direction == "lower":
        yield op("nz", col(item.counted), const(0)) if may_lack else col(item.counted)
    elif part.kind.effect in MARKED:
        lost = op("sub", item.marks, col(item.counted))
        lost = op("nz", lost, const(0)) if may_lack else lost
        yield op("if", col(item.known), lost, const(0)) if item.known else lost


def _lay_from_end(layout: BookLayout) -> str:
    """The place counted from the last; those who share the last are all the first from there."""
    columns = layout.table(UNIT, "", ()).columns
    expr = columns["rank"].expr
    if FROM_END not in columns and expr is not None and expr.ranked is not None:
        turned = replace(expr.ranked, lowest_first=not expr.ranked.lowest_first, ties="shared")
        layout.lay(UNIT, Column(FROM_END, "倒数名次", "rank", replace(expr, ranked=turned), shown="sheet"))
    return FROM_END


def places_column(rule: GradeRule) -> str:
    """The column with the places that the grade's share comes to."""
    return f"places.{rule.id}"


def _lay_places(layout: BookLayout, rule: GradeRule) -> str:
    """How many places of the group the share comes to."""
    ranked = over("count", UNIT, "rank", ("group",))
    whole = round_places(op("mul", ranked, const(rule.share or 0)), rule.quota_rounds)
    name = places_column(rule)
    if name not in layout.table(UNIT, "", ()).columns:
        layout.lay(UNIT, Column(name, f"{rule.name}名额", "number", whole, shown="sheet"))
    return name
