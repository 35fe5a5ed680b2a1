"""Rules for what a scheme says of the whole: the total, roundings, gates, vetoes, grades, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.check.condition_rules import Steps, check_condition, time_of, times_of
from generator.check.grade_rules import check_grades
from generator.check.place_rules import check_breaks, check_group_sizes
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.unit import Unit
from generator.model.unread import where_read
from generator.rules.coefficient_columns import check_coefficient
from generator.rules.failed_columns import counted_items
from generator.rules.figures import check_declared
from generator.rules.flaw import Flaw
from generator.rules.kind_list import kind_of
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import ROUNDED_AT, Scheme
from generator.rules.total_rule import FigureCondition, VetoRule

_QUARTERS = 4


def check_whole(scheme: Scheme, units: Sequence[Unit]) -> Iterator[Problem]:
    """All of them, at their places."""
    for rule in (
        check_bounds,
        check_total_coefficient,
        check_derived,
        check_roundings,
        check_withheld,
        check_gates,
        check_vetoes,
        check_year_of,
        check_grades,
        check_breaks,
    ):
        yield from _placed(scheme, rule(scheme))
    yield from _placed(scheme, check_group_sizes(scheme, units))


def _placed(scheme: Scheme, flaws: Iterator[Flaw]) -> Iterator[Problem]:
    for found in flaws:
        place = scheme.origin.place(*found.steps)
        yield Problem(place, found.code, found.message, found.hint, found.severity)


@where_read
def check_bounds(scheme: Scheme) -> Iterator[Flaw]:
    """KH459: whether the total may rise above full marks or fall below 0 is said where it can.

    KH430, a reminder: a limit below full marks.
    """
    items = [placed.item for part in scheme.components for placed in part.list_items()]
    adds = any(kind_of(part).effect == "adds" for part in scheme.components)
    if scheme.total.cap is None and (adds or any(item.earns_at_most for item in items)):
        words = "有加分，没有写总分的上限"
        yield Flaw("KH459", ("total",), words, "请写 total: {cap: 上限}；不设上限的写 {cap: none}。")
    if scheme.total.cap is not None and scheme.total.cap < scheme.full_marks:
        cap, full = format_points(scheme.total.cap), format_points(scheme.full_marks)
        words = f"总分的上限 {cap} 分，低于满分 {full} 分"
        hint = "得满分的单位也只计到上限；不是这样的，请核对 cap（各季度分别计分的，季度和年度都以它为限）。"
        yield Flaw("KH430", ("total", "cap"), words, hint, "warning")
    floors = [item.floor for item in items] + [getattr(part, "floor", None) for part in scheme.components]
    floors += [getattr(standard, "least", None) for item in items for standard in item.standards]
    may_fall = any(floor is not None and floor < 0 for floor in floors)
    if scheme.total.floor is None and may_fall and scheme.total.direction == "higher":
        words = "总分可能低于零，没有写下限"
        yield Flaw("KH459", ("total",), words, "请写 total: {floor: 0}；不设下限的写 {floor: none}。")


@where_read
def check_total_coefficient(scheme: Scheme) -> Iterator[Flaw]:
    """The coefficient of the total, as of any points; KH433: not beside the total of quarters that stand alone."""
    rule = scheme.total.coefficient
    effect = "penalises" if scheme.total.direction == "lower" else "earns"
    for flaw in check_coefficient(rule, scheme, True, effect):
        yield flaw.below("total")
    if rule is not None and rule.measure and scheme.year_of is not None:
        words = f"各季度分别计分，各单位的{rule.name}乘在哪个得分上不清楚"
        yield Flaw("KH433", ("total", "coefficient"), words, "请把 coefficient 写在各部分里。")


@where_read
def check_derived(scheme: Scheme) -> Iterator[Flaw]:
    """KH461: a derived figure is of two measures; KH402: its id is no measure's; KH433: growth alone has a sign."""
    known = {rule.id for rule in scheme.measures}
    for at, rule in enumerate(scheme.derived):
        for field in ("of", "to"):
            if getattr(rule, field) not in known:
                words = f"考核办法的 measures 里没有“{getattr(rule, field)}”"
                yield Flaw("KH461", ("derived", at, field), words, "请核对编号，或在 measures 里写明。")
        if rule.id in known:
            words = f"编号“{rule.id}”在 measures 里已经用过"
            yield Flaw("KH402", ("derived", at, "id"), words, "请改用不同的编号。")
        if rule.by_negative and rule.how != "growth":
            words = f"“{rule.name}”不是增幅，用不到 by_negative"
            hint = "请删去；可能除以负数的，请改用差额（difference）。"
            yield Flaw("KH433", ("derived", at, "by_negative"), words, hint)


@where_read
def check_roundings(scheme: Scheme) -> Iterator[Flaw]:
    """KH463: one step is rounded once."""
    times = Counter(rule.at for rule in scheme.roundings)
    for at, rule in enumerate(scheme.roundings):
        if times[rule.at] > 1 and rule != next(found for found in scheme.roundings if found.at == rule.at):
            words = f"{ROUNDED_AT[rule.at]}写了两种舍入"
            yield Flaw("KH463", ("rounding", at), words, "同一步只舍入一次，请删去一条。")


@where_read
def check_withheld(scheme: Scheme) -> Iterator[Flaw]:
    """KH459: where counts of small panels are withheld, parts or totals are rounded: all digits would tell them."""
    if (
        scheme.suppress_below
        and scheme.appraisals
        and not {rule.at for rule in scheme.roundings} & {"component", "total"}
    ):
        words = "票数少的评议主体不公布计票，各部分和总分却都不舍入"
        hint = "得分的全部小数会透露票数，请写 rounding，在 component 或 total 舍入。"
        yield Flaw("KH459", ("suppress_below",), words, hint)


@where_read
def check_gates(scheme: Scheme) -> Iterator[Flaw]:
    """KH442: a gate opens parts that come after what it looks at."""
    order = [part.id for part in scheme.components]
    for at, gate in enumerate(scheme.gates):
        for number, name in enumerate(gate.opens):
            if name not in order:
                words = f"没有编号为“{name}”的部分"
                yield Flaw("KH442", ("gates", at, "opens", number), words, f"可填：{'、'.join(order)}。")
            elif not _comes_before(scheme, gate.when, order.index(name)):
                words = f"“{name}”是否计入，看的是它自己或者排在它后面的部分"
                hint = "条件里的部分（part）、单项（item）要排在被打开的部分前面。"
                yield Flaw("KH442", ("gates", at, "when"), words, hint)
        yield from check_condition(scheme, gate.when, ("gates", at, "when"), is_of_total=False)
        if len({*(time_of(scheme, name) for name in gate.opens), *times_of(scheme, gate.when)} - {None}) > 1:
            words = "条件和它打开的部分，一个在各季度计，一个在年度计"
            yield Flaw("KH442", ("gates", at, "when"), words, "请让两者在同样的时候计。")


def _comes_before(scheme: Scheme, when: FigureCondition, place: int) -> bool:
    """Whether what a condition names is not at or after the part at `place`; what there is not is told elsewhere."""
    if when.failed is not None:
        return all(at < place for at, _ in counted_items(when.failed, scheme))
    for at, part in enumerate(scheme.components):
        names = {placed.item.id for placed in part.list_items()}
        if part.id == when.part or when.item in names:
            return at < place
    return True


@where_read
def check_vetoes(scheme: Scheme) -> Iterator[Flaw]:
    """KH436: a veto names standards and grades that there are; KH459: what brings it about, and its fixed score."""
    for at, veto in enumerate(scheme.vetoes):
        steps = ("vetoes", at)
        for number, name in enumerate(veto.standards):
            item, _, standard = name.partition("/")
            known = scheme.items.get(item)
            if known is None or standard not in {found.id for found in known.standards}:
                words = f"“{veto.name}”所依据的标准 {name} 不在考核办法里"
                yield Flaw("KH436", (*steps, "standards", number), words, "写作 单项/标准，请核对编号。")
        yield from _check_veto_grades(scheme, veto, steps)
        if veto.by_rank is not None:
            yield from check_declared(FigureSource(rank=veto.by_rank.rank), scheme, (*steps, "by_rank"))
        for number, when in enumerate(veto.when):
            yield from check_condition(scheme, when, (*steps, "when", number), is_of_total=False)
            if len(times_of(scheme, when)) > 1:
                words = "条件看的单项，有的在各季度计，有的在年度计，没有一个时候能数全"
                yield Flaw("KH442", (*steps, "when", number), words, "请把它们分成两条。")
        if veto.times is not None and not veto.standards:
            words = f"“{veto.name}”写了发生几次，没有写是哪些标准"
            yield Flaw("KH459", (*steps, "times"), words, "请写 standards，或者删去 times。")
        if not veto.standards and veto.by_rank is None and not veto.when:
            hint = "请写 standards（哪些标准）、by_rank（在其他考核中列后几名）或 when（看得分的条件）。"
            yield Flaw("KH459", steps, f"“{veto.name}”没有写什么情况下否决", hint)
        if veto.effect == "at-most" and scheme.total.direction == "lower":
            words = f"“{veto.name}”写了最高计到几分，而总分越低越好，被否决的反而有利"
            yield Flaw("KH433", (*steps, "effect"), words, "请写 effect: fixed（按固定的分数计）等。")
        if (veto.effect in {"fixed", "at-most"}) != (veto.fixed is not None):
            hint = "effect 是 fixed、at-most 的写 fixed: 分数，其他的不写。"
            yield Flaw("KH459", steps, f"“{veto.name}”的固定分数没有写全", hint)


@where_read
def check_year_of(scheme: Scheme) -> Iterator[Flaw]:
    """KH459: quarters that are weighed have a weight each, and others none; KH433: no weight is 0."""
    rule = scheme.year_of
    if rule is None:
        return
    wanted = _QUARTERS if rule.take == "weighted" else 0
    if len(rule.weights) != wanted:
        hint = "take 写作 weighted 的，用 weights 依次写明四个季度的权重，如 [2, 2, 2, 4]；其他的不写。"
        yield Flaw("KH459", ("year_of",), "各季度的权重没有写对", hint)
    elif rule.weights and not all(rule.weights):
        yield Flaw("KH433", ("year_of", "weights"), "有季度的权重是 0", "请写大于 0 的数。")


def _check_veto_grades(scheme: Scheme, veto: VetoRule, steps: Steps) -> Iterator[Flaw]:
    grades = {grade.id for grade in scheme.grades}
    named = [("grade", veto.grade)] if veto.grade else []
    if veto.lowers and not grades:
        hint = "请在 grades 里从高到低写明各等次。"
        yield Flaw("KH436", (*steps, "lowers"), f"“{veto.name}”降低等次，考核办法却没有写等次", hint)
    for field, name in (*named, *(("bars", name) for name in veto.bars)):
        if name not in grades:
            words = f"“{veto.name}”所写的等次 {name} 不在考核办法里"
            yield Flaw("KH436", (*steps, field), words, "请核对编号，或在 grades 里写明这个等次。")
