"""Results as text: the ranking, and how one unit's score came about."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.model.number import format_points, format_rate, round_figure
from generator.model.quarter import span_name
from generator.score.op_words import is_short
from generator.score.result import UnitResult, YearResult
from generator.score.step import Step, describe_effect, explain_contribution, explain_unit
from generator.words.column import contribution_places, contribution_words
from generator.words.outcome_words import no_outcome
from generator.words.terminal import table_text
from generator.words.withheld_words import step_words


def period_name(result: YearResult) -> str:
    """The period in words: 2015年度, or 2015年至第二季度末."""
    return span_name(result.year, result.quarter)


def rank_words(result: UnitResult) -> str:
    """A rank as it is said: 第 3 名, 并列第 3 名."""
    return f"并列第 {result.rank} 名" if result.tied > 1 else f"第 {result.rank} 名"


def rank_name(result: UnitResult) -> str:
    """A rank in a column of ranks, with its tie: 3（并列）."""
    return f"{result.rank}（并列）" if result.tied > 1 else str(result.rank)


def outcome_names(result: UnitResult) -> list[str]:
    """The outcomes in words; one that a tie brought in says that it wants a human's look."""
    return [found.rule.name + ("（并列，待人工确认）" if found.edge_tie else "") for found in result.outcomes]


def ranking_text(result: YearResult, shown: tuple[UnitResult, ...]) -> str:
    """The ranking as a table for a terminal, one part for each group."""
    places = result.scheme.rounding.places
    names = [component.name for component in result.scheme.components]
    head = [
        "名次",
        "单位",
        "得分",
        *(f"{name}扣分" for name in names),
        *([f"计入{result.scheme.target_assessment}"] if result.scheme.target_share else []),
        "结果运用",
    ]
    parts = [f"{result.scheme.title}　{period_name(result)}\n"]
    for group in dict.fromkeys(found.group for found in shown):
        rows = [
            [
                rank_name(found),
                found.unit.name,
                format_points(found.total, places) + ("*" if found.score.provisional else ""),
                *(format_points(component.deducted, places) for component in found.score.components),
                *(
                    [contribution_words(result.scheme, found.score.contribution)]
                    if result.scheme.target_share
                    else []
                ),
                "、".join(outcome_names(found)),
            ]
            for found in shown
            if found.group == group
        ]
        parts.append(f"\n{result.scheme.group_name(group)}\n" + table_text(head, rows, set(range(2, len(head) - 1))))
    if any(found.score.provisional for found in shown):
        missing = dict.fromkeys(name for found in shown for name in found.score.missing)
        parts.append(f"* 暂定：{'、'.join(missing)}结果尚未计入。\n")
    if result.scheme.is_sample:
        parts.append("考核单项、扣分标准和计算设置为示例，不是通知原文。\n")
    return "".join(parts)


def derivation_text(result: YearResult, found: UnitResult) -> str:
    """One unit's derivation: the running score, then the tree of steps, the contribution, rank and outcomes."""
    lines = [f"{found.unit.name}　{period_name(result)}得分推导", ""]
    lines += ["逐笔扣分（满分逐笔递减）："]
    lines += _running(result, found)
    lines += ["", "推导："]
    lines += _step_lines(explain_unit(result, found), 1, result.scheme.rounding.places)
    if contribution := explain_contribution(result, found):
        lines += _step_lines(contribution, 1, contribution_places(result.scheme))
    size = len(result.group(found.group))
    tie = f"，与其他 {found.tied - 1} 个单位同分并列" if found.tied > 1 else ""
    lines += ["", f"名次：{result.scheme.group_name(found.group)} {size} 个单位中第 {found.rank} 名{tie}。"]
    lines += [f"结果运用：{'、'.join(outcome_names(found)) or no_outcome(result.scheme, found)}。"]
    if found.score.provisional:
        lines += [f"得分为暂定：{'、'.join(found.score.missing)}结果尚未计入。"]
    if result.scheme.is_sample:
        lines += ["考核单项、扣分标准和计算设置为示例，不是通知原文。"]
    return "\n".join(lines) + "\n"


def _running(result: YearResult, found: UnitResult) -> Iterator[str]:
    left = Fraction(result.scheme.full_marks)
    yield f"  {'':10}  {format_points(left, 2):>7}  满分"
    for effect in sorted(found.score.effects(), key=lambda effect: (effect.record.date, effect.record.id)):
        left -= Fraction(effect.counted)
        item = result.scheme.items[effect.record.item]
        yield f"  {effect.record.date}  {format_points(left, 2):>7}  {item.name}：{describe_effect(effect)}"
    for component in found.score.components:
        if not component.laid.items:
            words = f"扣 {format_points(component.deducted)} 分" if component.complete else "尚未评议"
            left -= Fraction(component.deducted)
            yield f"  {'':10}  {format_points(left, 2):>7}  {component.component.name}：{words}"


def _step_lines(step: Step, depth: int, places: int = 0) -> Iterator[str]:
    if step.value is None:
        value = "无"
    elif step.ratio:
        value = _ratio_text(Fraction(step.value))
    else:
        value = format_points(step.value, places)
    yield f"{'  ' * depth}{step.label} = {value}（{step_words(step)}）"
    if step.record:
        yield f"{'  ' * (depth + 1)}记录：{step.record}"
    for part in step.inputs:
        yield from _step_lines(part, depth + 1, places if depth == 1 and not part.record else 0)


def _ratio_text(rate: Fraction) -> str:
    """A ratio by its exact fraction where that is short, else by 6 decimals, beside its percentage."""
    if is_short(rate):
        return f"{rate.numerator}/{rate.denominator} ≈ {format_rate(rate)}"
    return f"约 {round_figure(rate, 6, 'half-up'):f}，即 {format_rate(rate)}"
