"""Results as text: the ranking, and how one unit's score came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from generator.model.number import as_decimal, exact_percent, format_points, format_rate, round_figure
from generator.score.op_words import UNSAID, is_short
from generator.score.result import UnitResult, YearResult
from generator.score.step import Step, describe_effect, explain_contribution, explain_unit
from generator.words.column import contribution_places, contribution_words
from generator.words.last_step import last_step_words, part_step_words
from generator.words.outcome_words import no_outcome
from generator.words.result_words import (
    NONE,
    brought_marks,
    grade_words,
    outcome_name,
    part_titles,
    points_noun,
    points_text,
    rank_name,
    rank_text,
    running_start,
    size_words,
    standing_words,
    start_name,
)
from generator.words.terminal import table_text
from generator.words.withheld_words import step_words


def period_name(result: YearResult) -> str:
    """The period in words: 2015年度, 2015年至第二季度末, of a quarter alone 2015年第二季度."""
    return result.span.name


def outcome_names(result: UnitResult) -> list[str]:
    """The outcomes in words; one at which a human must look says so."""
    return [outcome_name(found) for found in result.outcomes]


def ranking_text(result: YearResult, shown: tuple[UnitResult, ...]) -> str:
    """The ranking as a table for a terminal, one part for each group."""
    columns = _ranking_columns(result, shown)
    head = [column.name for column in columns]
    numbers = {at for at, column in enumerate(columns) if column.is_number}
    parts = [f"{result.scheme.title}　{period_name(result)}\n"]
    for group in dict.fromkeys(found.group for found in shown):
        rows = [[column.read(found) for column in columns] for found in shown if found.group == group]
        parts.append(f"\n{result.scheme.group_name(group)}\n" + table_text(head, rows, numbers))
    if any(found.score.provisional for found in shown):
        missing = dict.fromkeys(name for found in shown for name in found.score.missing)
        parts.append(f"* 暂定：{'、'.join(missing)}结果尚未计入。\n")
    if result.scheme.is_sample:
        parts.append(f"{_sample_note(result)}\n")
    return "".join(parts)


def _sample_note(result: YearResult) -> str:
    return f"考核单项、{points_noun(result)}标准和计算设置为示例，不是通知原文。"


class _RankingColumn(NamedTuple):
    name: str
    read: Callable[[UnitResult], str]
    is_number: bool = False


def _ranking_columns(result: YearResult, shown: tuple[UnitResult, ...]) -> list[_RankingColumn]:
    """The columns of the ranking; grades, and why somebody has no score or rank, only where there are such."""
    places, scheme = result.scheme.rounding.places, result.scheme

    def total(found: UnitResult) -> str:
        return points_text(found.total, places) + ("*" if found.score.provisional else "")

    def counted(at: int) -> Callable[[UnitResult], str]:
        return lambda found: format_points(found.score.components[at].counted, places)

    def contributed(found: UnitResult) -> str:
        return contribution_words(scheme, found.score.contribution)

    columns = [
        _RankingColumn("名次", rank_name),
        _RankingColumn("单位", lambda found: found.unit.name),
        _RankingColumn("得分", total, True),
        *(_RankingColumn(title, counted(at), True) for at, title in enumerate(part_titles(result))),
    ]
    if scheme.target_share:
        columns.append(_RankingColumn(f"计入{scheme.target_assessment}", contributed, True))
    if any(found.grade for found in shown):
        columns.append(_RankingColumn("等次", lambda found: grade_words(found) or NONE))
    columns.append(_RankingColumn("结果运用", lambda found: "、".join(outcome_names(found))))
    if any(map(standing_words, shown)):
        columns.append(_RankingColumn("说明", standing_words))
    return columns


def derivation_text(result: YearResult, found: UnitResult) -> str:
    """One unit's derivation: the running score, then the tree of steps, the contribution, rank and outcomes."""
    lines = [f"{found.unit.name}　{period_name(result)}得分推导", ""]
    if words := standing_words(found):
        lines += [f"{words}。", ""]
    lines += _running(result, found)
    lines += ["", "推导："]
    lines += _step_lines(explain_unit(result, found), 1, result.scheme.rounding.places)
    if contribution := explain_contribution(result, found):
        lines += _step_lines(contribution, 1, contribution_places(result.scheme))
    lines += ["", f"名次：{_rank_sentence(result, found)}。"]
    if found.grade:
        lines += [f"等次：{grade_words(found)}。"]
    lines += [f"结果运用：{'、'.join(outcome_names(found)) or no_outcome(result.scheme, found)}。"]
    if found.score.provisional:
        lines += [f"得分为暂定：{'、'.join(found.score.missing)}结果尚未计入。"]
    if result.scheme.is_sample:
        lines += [_sample_note(result)]
    return "\n".join(lines) + "\n"


def _rank_sentence(result: YearResult, found: UnitResult) -> str:
    if found.rank is None:
        return standing_words(found)
    tie = f"，与其他 {found.tied - 1} 个单位同分并列" if found.tied > 1 else ""
    group = result.scheme.group_name(found.group)
    return f"{group} {size_words(result, found.group)}中第 {rank_text(found.rank)} 名{tie}"


def _running(result: YearResult, found: UnitResult) -> Iterator[str]:
    """The score record by record: from what the parts that take begin with, down or up by each."""
    left = running_start(result, found)
    noun, start = points_noun(result), start_name(result, left)
    yield f"逐笔{noun}（满分逐笔递减）：" if start == "满分" and noun == "扣分" else f"逐笔{noun}："
    yield f"  {'':10}  {format_points(left, 2):>7}  {start}"
    for part in found.score.components:
        if marks := brought_marks(result, found, part.laid):
            left += marks
            yield f"  {'':10}  {format_points(left, 2):>7}  {part.component.name}：分值 {format_points(marks)} 分"
    own = (effect for part in found.score.components for item in part.items for effect in item.effects)
    for effect in sorted(own, key=lambda effect: (effect.record.date, effect.record.id)):
        left += Fraction(effect.moves)
        item = result.scheme.items[effect.record.item]
        yield f"  {effect.record.date}  {format_points(left, 2):>7}  {item.name}：{describe_effect(effect)}"
    for part in found.score.components:
        rest = part.moves - sum(Fraction(effect.moves) for item in part.items for effect in item.effects)
        if not part.laid.items or rest:
            is_turned = part.laid.items and (rest > 0) != (part.words.sign > 0)  # against what its records do
            verb = ("加" if rest > 0 else "减") if is_turned else part.words.verb
            points = f"{verb} {format_points(abs(rest) if part.laid.items else part.counted)} 分"
            left += rest
            words = points if part.complete else "尚未评议" if part.laid.ratios else "尚未录入"
            done = part_step_words(part) if part.laid.items else ""
            said = "，".join(filter(None, (done, words)))
            yield f"  {'':10}  {format_points(left, 2):>7}  {part.component.name}：{said}"
    if found.total is not None and as_decimal(left) != found.total:
        last = last_step_words(result, found, left) or "按考核办法的其他规定，见推导"
        yield f"  {'':10}  {format_points(found.total, 2):>7}  {last}"


def _step_lines(step: Step, depth: int, places: int = 0) -> Iterator[str]:
    if step.value is None:
        value = UNSAID
    elif step.ratio:
        value = _ratio_text(Fraction(step.value))
    else:
        value = format_points(step.value, places)
    words = "" if step.value is None and step.formula == UNSAID else f"（{step_words(step)}）"
    yield f"{'  ' * depth}{step.label} = {value}{words}"
    if step.record:
        yield f"{'  ' * (depth + 1)}记录：{step.record}"
    for part in step.inputs:
        yield from _step_lines(part, depth + 1, places if depth == 1 and not part.record else 0)


def _ratio_text(rate: Fraction) -> str:
    """A ratio by its exact fraction where that is short, else by 6 decimals, beside its percentage."""
    if is_short(rate):
        fraction = f"{rate.numerator}/{rate.denominator} " if rate.denominator > 1 else ""
        exact = exact_percent(rate)
        return f"{fraction}= {exact}".removeprefix("= ") if exact else f"{fraction}≈ {format_rate(rate)}"
    return f"约 {round_figure(rate, 6, 'half-up'):f}，即 {format_rate(rate)}"
