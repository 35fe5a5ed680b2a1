"""What is asked of an item that is scored by itself in each month or quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.model.number import UNLIMITED, format_points
from generator.model.quarter import quarter_of, span_end, spans_of
from generator.rules.figure_use import figures_named
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.item import HIGHEST_OF_ALL, Item
from generator.rules.kind import Effect
from generator.rules.measure_rule import MEASURE_TIMES
from generator.rules.part_record import ComponentRecord, PlacedItem
from generator.rules.scheme import Scheme
from generator.rules.span_rule import (
    ALL_SPANS,
    ONE_SPAN,
    SPANS,
    UNSCORED,
    UNSCORED_OF_SUM,
    SpanRule,
    SummedRule,
    field_of,
    lacking_words,
)
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord
from generator.rules.standard_versions import past_standards


def check_spans(part: ComponentRecord, placed: PlacedItem, scheme: Scheme, effect: Effect) -> Iterator[Flaw]:
    """KH433: what cannot be scored month by month, or is said twice; KH459: what counts without a score.

    KH430: the months can come to what the item is worth.
    """
    item, category, rule = placed.item, placed.category, placed.item.spans
    if rule is None:
        return
    field, span = field_of(rule), SPANS[rule.over]
    if item.averaged is not None and item.summed is not None:
        words = f"“{item.name}”既写了 averaged，又写了 summed"
        yield Flaw("KH433", ("summed",), words, "请只写一个：各期取平均的写 averaged，相加的写 summed。")
    if scheme.year_of is not None and not part.at and rule.over == "quarter":
        words = f"各季度本来就分别计分，“{item.name}”又写了每季度单独计分"
        yield Flaw("KH433", (field,), words, f"请删去 {field}；只在年度计的部分，写 at: year。")
    for at, standard in enumerate(item.standards):
        if not standard_kind(standard).takes_records:
            for flaw in _check_figures(item, standard, rule, scheme):
                yield flaw.below("standards", at)
    for name, value in (("month_max", item.month_max), ("parts", item.parts)):
        if value is not None:
            words = f"“{item.name}”既写了 {field}，又写了 {name}"
            said = "上限请写 max，每月都以它为限" if name == "month_max" else "按组成部分登记的，请写成另一个单项"
            yield Flaw("KH433", (name,), words, f"{span}单独计分的，{said}。")
    if item.once == HIGHEST_OF_ALL:
        words = f"“{item.name}”{span}单独计分，又只计分值最高的一条记录，不知道是每期一条还是全年一条"
        yield Flaw("KH433", ("once",), words, "请只写其中一个；同一事实只计一条的，写 once: highest。")
    if isinstance(rule, SummedRule):
        yield from _check_summed(part, item, rule, effect, scheme)
    elif category.max is not None:
        words = f"“{item.name}”{span}单独计分，它这一类的上限 {format_points(category.max)} 分不知道按什么算"
        yield Flaw("KH433", (field,), words, "请把它放到没有写 max 的类别，或者删去类别的 max。")
    yield from _check_unscored(item, rule, scheme)


def _check_summed(
    part: ComponentRecord, item: Item, rule: SummedRule, effect: Effect, scheme: Scheme
) -> Iterator[Flaw]:
    """KH433: marks that nobody could tell; KH430: the months come to what the item is worth."""
    if item.earns_at_most is not None and effect != "loses":
        words = f"“{item.name}”各期相加，分值以外还能加几分，不知道是每期的还是全年的"
        yield Flaw("KH433", ("earns_at_most",), words, "请删去 earns_at_most；在分值以外加分的，写成另一个单项。")
    if getattr(part, "not_applicable", "") == "spread":
        words = f"“{item.name}”各期相加，不适用的单项的分值加给它的，不知道加到哪一期"
        yield Flaw("KH433", ("summed",), words, "请把 not_applicable 改为 rescale（按适用单项的得分率折算）等。")
    if item.max != UNLIMITED:
        yield from _check_together(part, item, rule, effect, scheme)


def _check_together(
    part: ComponentRecord, item: Item, rule: SummedRule, effect: Effect, scheme: Scheme
) -> Iterator[Flaw]:
    """KH430: the months that count come to what the item is worth, and to no more where marks of them are lost."""
    is_lost = _loses_marks(item, effect)
    for number, called in _counted_spans(part, rule, scheme):
        together = rule.max * number
        if together == item.max or (not is_lost and rule.max <= item.max < together):
            continue
        words = f"“{item.name}”{ONE_SPAN[rule.over]} {format_points(rule.max)} 分，"
        words += f"{called}合计 {format_points(together)} 分，单项是 {format_points(item.max)} 分"
        hint = "单项的分值应在两者之间，请核对 summed 的 max 和单项的 max。"
        if is_lost:
            hint = "各期从满分扣起，或者没有得到的分都要扣，单项的分值应等于各期合计，否则有的扣分不起作用；"
            hint += "请核对 summed 的 max 和单项的 max。"
        yield Flaw("KH430", ("summed", "max"), words, hint)
        return


def _loses_marks(item: Item, effect: Effect) -> bool:
    """Whether each month begins with its full marks, or loses of them what is not earned.

    Such months come to more than an item that is worth less, and what is lost up to there would never be.
    """
    if effect != "loses":
        return effect in {"earns", "penalises"} and item.starts == "full"
    return item.starts == "zero" or any(
        not standard_kind(standard).gives and getattr(standard, "effect", "gives") == "gives"
        for standard in item.standards
    )


def _counted_spans(part: ComponentRecord, rule: SummedRule, scheme: Scheme) -> list[tuple[int, str]]:
    """How many months (quarters) a result is made of, with what they are called; the fewest first.

    Those before anything counts are none; of quarters that are scored by themselves each has its own.
    """
    over, begins = rule.over, scheme.counts_from
    every = spans_of(scheme.year, over)
    spans = [span for span in every if begins is None or span_end(span) >= begins]
    each = ONE_SPAN[over][1:]
    if scheme.year_of is not None and not part.at:
        numbers = set(Counter(map(quarter_of, spans)).values()) if over == "month" else ()
        return [(number, f"一个季度里计分的 {number} {each}") for number in sorted(numbers)]
    called = ALL_SPANS[over] if spans == every else f"计分的 {len(spans)} {each}"
    return [(len(spans), called)] if spans else []


def _check_figures(item: Item, standard: StandardRecord, rule: SpanRule, scheme: Scheme) -> Iterator[Flaw]:
    """KH433: there is a figure of each month or quarter, and what it is held against is of it or of the year."""
    span = SPANS[rule.over]
    known = {found.id: found for found in scheme.measures}
    named = [
        known[name]
        for source in figures_named(standard, "measure")
        for name in scheme.sources_of(source)
        if name in known
    ]
    own = getattr(standard, "measure", "")
    if not any(found.due == rule.over for found in named if found.id in scheme.sources_of(own)):
        words = f"“{item.name}”{span}单独计分，而这一条所看的没有各期的结果"
        hint = f"请写{span}填报的指标（measure，due: {rule.over}），或者写成另一个单项。"
        yield Flaw("KH433", (), words, hint)
        return
    for found in named:
        if found.due not in {rule.over, "year"}:
            words = f"“{item.name}”{span}单独计分，指标“{found.name}”{MEASURE_TIMES[found.due]}填报"
            yield Flaw("KH433", (), words, f"请把指标写成 due: {rule.over}，或者写成另一个单项。")


def _check_unscored(item: Item, rule: SpanRule, scheme: Scheme) -> Iterator[Flaw]:
    past = [found for found in past_standards(scheme, item.id) if standard_kind(found).takes_records]
    every, field = (*item.standards, *past), field_of(rule)
    awaits = any(_is_awaited(standard) for standard in every)
    if awaits and not rule.unscored:
        words = f"“{item.name}”{SPANS[rule.over]}单独计分，没有写{lacking_words(rule)}怎样计"
        choices = UNSCORED_OF_SUM if isinstance(rule, SummedRule) else UNSCORED
        yield Flaw("KH459", (field,), words, ask_choice("unscored", choices))
    if rule.unscored and not awaits:
        words = f"“{item.name}”没有直接评分、按指标计分的标准，{SPANS[rule.over]}都有得分"
        yield Flaw("KH433", (field, "unscored"), words, "请删去 unscored；没有记录就是没有扣分、加分。")
    if awaits and rule.unscored not in {"", "awaited"}:
        yield from _check_beside_scores(item, every, field)


def _check_beside_scores(item: Item, standards: Sequence[StandardRecord], field: str) -> Iterator[Flaw]:
    """What else is found in a month without a score would count nothing, as the month does not."""
    kinds = [standard_kind(standard) for standard in standards]
    if any(kind.takes_records and not kind.gives for kind in kinds):
        words = f"“{item.name}”既直接评分或者按指标计分，又按次扣分、加分，"
        words += "没有评分、没有数值的一期里的扣分、加分不知道怎样计"
        hint = "请把按次扣分、加分的标准写成另一个单项；等评了再一起计的，写 unscored: awaited。"
        yield Flaw("KH433", (field, "unscored"), words, hint)


def _is_awaited(standard: StandardRecord) -> bool:
    """Whether a month without a record or a value has no score, rather than nothing that was found."""
    kind = standard_kind(standard)
    return kind.gives or not kind.takes_records
