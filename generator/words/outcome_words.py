"""Outcomes in words: on whom they fall and when, what they exclude, and why nobody has one."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.quoted import quoted
from generator.model.ranking_rule import OUTCOME_TIMES, OutcomeRule
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult
from generator.score.unit_standing import DecidedTie

WAITING = "年度结果齐全之后才有"


def rule_words(scheme: Scheme, rule: OutcomeRule) -> str:
    """On which places an outcome falls: 前 3 名; with its groups where it is not of all: 机关组后 3 名."""
    words = f"前 {rule.top} 名" if rule.top is not None else f"后 {rule.bottom} 名"
    if len(scheme.ranking.groups) == 1 or not rule.groups:
        return words
    return "、".join(scheme.group_name(group) for group in rule.groups) + words


def asked_words(rules: Iterable[OutcomeRule]) -> str:
    """What a reader asks whom these outcomes meet: 谁受表扬，谁排在最后; empty for none."""
    asked = []
    for rule in rules:
        praised = rule.document == "praise" or "表扬" in rule.name
        asked.append("谁排在最后" if rule.top is None else "谁受表扬" if praised else "谁排在最前")
    order = ("谁受表扬", "谁排在最前", "谁排在最后")
    return "，".join(words for words in order if words in asked)


def holder_words(rule: OutcomeRule) -> str:
    """Who carries an outcome out: 由主要领导进行; empty where the scheme does not say."""
    return f"由{rule.held_by}进行" if rule.held_by else ""


def invents_holder(scheme: Scheme, rule: OutcomeRule) -> bool:
    """Whether no clause states who carries an outcome out."""
    return bool(rule.held_by) and scheme.invents() and not rule.held_by_basis


def rule_sentence(scheme: Scheme, rule: OutcomeRule) -> str:
    """The whole rule in one sentence, for who reads how results are made."""
    times = "、".join(f"{OUTCOME_TIMES[time]}结果" for time in rule.at)
    words = "，".join(filter(None, [f"{times}中{rule_words(scheme, rule)}：{rule.name}", holder_words(rule)]))
    names = {other.id: other.name for other in scheme.outcomes}
    excluded = "、".join(quoted(names.get(other, other)) for other in rule.excludes)
    return f"{words}；列入的单位不再列入{excluded}，名额不递补" if excluded else words


def no_outcome(scheme: Scheme, result: UnitResult) -> str:
    """Why a unit has no outcome, or that it has none, in words."""
    if result.rank is None:
        return "不排名，不列入任何一项"
    if not result.time:
        return WAITING
    rules = [rule.name for rule in scheme.outcomes if rule.concerns(result.group, result.time)]
    if not rules:
        return f"考核办法没有为{scheme.group_name(result.group)}的{OUTCOME_TIMES[result.time]}结果规定"
    return "没有列入" + "、".join(quoted(name) for name in rules)


def nobody_words(result: YearResult, rule: OutcomeRule) -> str:
    """Why no unit of `result` has the outcome."""
    concerned = [unit for unit in result.units if not rule.groups or unit.group in rule.groups]
    times = {unit.time for unit in concerned}
    if times == {""}:
        return f"{WAITING}。"
    if not any(time in rule.at for time in times):
        return f"只有{'、'.join(OUTCOME_TIMES[time] for time in rule.at)}结果才有。"
    ranked = [unit for unit in concerned if unit.rank is not None]
    if not ranked:
        return "没有参加排名的单位。"
    if all(unit.tied == len(result.ranked(unit.group)) for unit in ranked):
        return "全组得分相同，没有先后，不列入任何单位。"
    return "没有单位。"


def tie_grounds(result: UnitResult) -> tuple[str, ...]:
    """On what ground each tie about a unit was decided, one sentence each."""
    return tuple(map(tie_ground, result.decided))


def rule_grounds(result: YearResult, rule: OutcomeRule) -> tuple[str, ...]:
    """On what ground the ties at the edge of an outcome were decided, one sentence each."""
    found = (tie for unit in result.units for tie in unit.decided if tie.rule.id == rule.id)
    return tuple(dict.fromkeys(map(tie_ground, found)))


def tie_ground(tie: DecidedTie) -> str:
    """On what ground a tie was decided, in one sentence."""
    document = f"（{tie.document}）" if tie.document else ""
    return f"{quoted(tie.rule.name)}的并列已经确定，依据：{tie.ground.rstrip('。')}{document}。"
