"""What a scheme says of the whole beside its parts, in sentences: bounds, gates, vetoes, grades, quarters."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.number import UNLIMITED, format_points
from generator.model.quoted import quoted
from generator.rules.coefficient_columns import tell_coefficient
from generator.rules.coefficient_use import named_coefficients
from generator.rules.failed_columns import failed_words
from generator.rules.kind_list import kind_of
from generator.rules.scaled_columns import tell_scaled
from generator.rules.scheme import Scheme
from generator.rules.thresholds import threshold_words
from generator.rules.total_rule import (
    BARRED_PLACES,
    PART_YEARS,
    QUOTA_ROUNDS,
    VETO_EFFECTS,
    YEAR_TAKES,
    FigureCondition,
    GradeRule,
    VetoRule,
)
from generator.rules.voided_columns import tell_voided


def whole_sentences(scheme: Scheme) -> Iterator[str]:
    """Each rule in a sentence, in the order in which they are carried out; none where a scheme has no such rules."""
    for part in scheme.components:
        yield from tell_voided(part, kind_of(part).effect)
        yield from tell_scaled(part)
    for name, rule in named_coefficients(scheme):
        yield tell_coefficient(rule, name or "总", scheme)
    yield from _bounds(scheme)
    for gate in scheme.gates:
        opened = "、".join(_part_name(scheme, name) for name in gate.opens)
        yield f"{opened}：{_condition(scheme, gate.when)}的才计入。"
    for veto in scheme.vetoes:
        yield _veto(scheme, veto)
    if scheme.grades:
        yield "等次依次判定，符合前面一个的不再看后面的。"
    for grade in scheme.grades:
        yield _grade(scheme, grade)
    if scheme.year_of is not None:
        weights = "：".join(map(format_points, scheme.year_of.weights))
        told = f"（一至四季度 {weights}）" if weights else ""
        weight = scheme.year_of.weight
        told += "" if weight is None else f"，乘以 {format_points(weight)}，加上只在年度计的部分"
        yield f"各季度分别计分，年度得分的算法：{YEAR_TAKES[scheme.year_of.take]}{told}。"
    if scheme.part_year:
        outside = "" if scheme.part_year == "left-out" else "不在参加期间的记录，保留而不计分。"
        yield f"年度中间参加或退出考核的单位：{PART_YEARS[scheme.part_year]}。{outside}"


def tie_breaks(scheme: Scheme) -> str:
    """How ties are told apart before they share a place, and which way the best is; empty where nothing is said."""
    ranking, words = scheme.ranking, ""
    if scheme.total.direction == "lower":
        words += "得分低的名次在前。"
    if ranking.breaks:
        named = "、".join(_part_name(scheme, name) for name in ranking.breaks)
        words += f"得分相同的，依次比较{named}的得分，仍然相同的才并列。"
    if ranking.forbid_ties:
        words += "不许并列，并列的由人处理以后才能发布。"
    return words


def _bounds(scheme: Scheme) -> Iterator[str]:
    rule, found = scheme.total, []
    if rule.cap is not None:
        found.append("不设上限" if rule.cap == UNLIMITED else f"最高 {format_points(rule.cap)} 分")
    if rule.floor is not None:
        found.append("不设下限" if rule.floor == -UNLIMITED else f"最低 {format_points(rule.floor)} 分")
    if found:
        yield f"总分{'，'.join(found)}。"


def _part_name(scheme: Scheme, name: str) -> str:
    """What a part or an item is called."""
    named = {part.id: part.name for part in scheme.components} | {
        item.id: item.name for item in scheme.items.values()
    }
    return named.get(name, name)


def _condition(scheme: Scheme, rule: FigureCondition) -> str:
    """扣分指标得分高于 80."""
    if rule.measure:
        figure = scheme.measure_name(rule.measure)
    elif rule.failed is not None:
        figure = failed_words(rule.failed, scheme)
    elif rule.part or rule.item:
        figure = f"{_part_name(scheme, rule.part or rule.item)}得分"
    else:
        figure = "得分"
    return f"{figure}{threshold_words(rule.threshold)}"


def _veto(scheme: Scheme, veto: VetoRule) -> str:
    causes = [f"{quoted(_standard_text(scheme, name))}有有效记录" for name in veto.standards]
    if veto.times is not None:
        named = "、".join(quoted(_standard_text(scheme, name)) for name in veto.standards)
        causes = [f"{named}合计发生 {veto.times} 次以上"]
    causes += [_condition(scheme, rule) for rule in veto.when]
    if veto.by_rank is not None:
        found = next((rule.name for rule in scheme.imports if rule.id == veto.by_rank.rank), veto.by_rank.rank)
        causes.append(f"在{found}中列后 {veto.by_rank.last} 名")
    effect = VETO_EFFECTS[veto.effect]
    if veto.fixed is not None:
        points = f"{format_points(veto.fixed)} 分"
        effect = f"得分最高计 {points}" if veto.effect == "at-most" else f"得分按 {points}计"
    names = {grade.id: grade.name for grade in scheme.grades}
    more = [f"等次定为{names.get(veto.grade, veto.grade)}"] if veto.grade else []
    if veto.bars:
        more.append(f"等次不能定为{'、'.join(names.get(name, name) for name in veto.bars)}")
    if veto.lowers:
        more.append(f"等次降低 {veto.lowers} 等")
    return f"{veto.name}：{'，或者'.join(causes)}的，{'，'.join([effect, *more])}。"


def _standard_text(scheme: Scheme, name: str) -> str:
    item, _, standard = name.partition("/")
    found = scheme.items.get(item)
    standards = found.standards if found is not None else ()
    return next((known.text for known in standards if known.id == standard), name)


def _grade(scheme: Scheme, grade: GradeRule) -> str:
    found = [f"得分{threshold_words(grade.threshold)}"] if grade.threshold.bounds else []
    found += [_condition(scheme, rule) for rule in grade.when]
    if grade.worst_item is not None:
        worst = "得分" if scheme.total.direction == "lower" else "失分"
        found.append(f"{worst}最多的单项不超过 {format_points(grade.worst_item)} 分")
    if grade.top is not None:
        found.append(f"名次在前 {grade.top} 名以内")
    if grade.bottom is not None:
        found.append(f"名次在后 {grade.bottom} 名以内")
    if grade.share is not None:
        rounds = f"，名额不是整数的{QUOTA_ROUNDS[grade.quota_rounds]}" if grade.quota_rounds else ""
        end = "后" if grade.top_share is None else "前"
        found.append(f"名次在{end} {format_points(grade.share * 100)}% 以内{rounds}")
    if grade.barred_places:
        found.append(f"有否决不能评的，名额{BARRED_PLACES[grade.barred_places]}")
    return f"等次{quoted(grade.name)}：{'，'.join(found) if found else '其余的'}。"
