"""Sentences of the page on the method: what the parts do, in what order it is told, how the total follows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.model.number import format_points
from generator.rules.compiled import compile_scheme
from generator.rules.effect_words import EFFECTS, common_noun
from generator.rules.kind import Effect, LaidPart
from generator.rules.kind_list import kind_of
from generator.rules.part_record import EMPTY_CHANNELS
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind
from generator.rules.total_columns import worth_of
from generator.words.chinese_number import chinese_number
from generator.words.result_words import quarters_words
from generator.words.scheme_noun import scheme_noun
from generator.words.whole_words import tie_breaks, whole_sentences

_TIES = {
    "shared": "得分相同的单位名次并列，后面的名次顺延：两个第 3 名之后是第 5 名。",
    "dense": "得分相同的单位名次并列，后面的名次不跳号：两个第 3 名之后是第 4 名。",
    "mean": "得分相同的单位名次并列，取所占名次的平均数：占第 2、第 3 名的两个单位都是第 2.5 名。",
}
_EMPTY = {
    "rescale": "某个主体对某个方面没有可计入的票时，这个方面按其余主体的权重折算。",
    "zero": "某个主体对某个方面没有可计入的票时，这个主体按零计。",
    "full": "某个主体对某个方面没有可计入的票时，这个主体按全部满意计。",
    "error": "某个主体对某个方面没有可计入的票时，不自动计算，由人处理。",
}


def ties_words(scheme: Scheme) -> str:
    """What becomes of units with the same score."""
    return _TIES[scheme.ranking.ties] + tie_breaks(scheme)


def empty_panel_words(scheme: Scheme) -> str:
    """What becomes of a panel that has nothing to say on an aspect; empty without an appraisal."""
    part = next(iter(scheme.appraisals), None)
    if part is None:
        return ""
    if not part.empty_channel:
        return _EMPTY[part.empty_panel]
    channel = f"某个渠道对某个方面没有可计入的票时，{EMPTY_CHANNELS[part.empty_channel]}。"
    return f"分渠道计票的主体，先把各渠道的满意率按权重平均。{channel}{_EMPTY[part.empty_panel]}"


def number_headings(scheme: Scheme, effects: set[Effect]) -> dict[str, str]:
    """The headings of the page that a scheme has something to say under, numbered: name -> words."""
    noun = items_noun(scheme)
    named = {
        "total": "总分：从满分往下扣" if only_loses(scheme, effects) else "总分怎样合成",
        "further": "总分、等次的其他规定",
        "record": f"一笔{noun}怎样计",
        "items": f"考核单项和{noun}标准",
        "appraisal": f"{scheme.appraisal_name}怎样计",
        "rounding": "在哪里舍入",
        "whole": "合起来",
        "rank": "名次和结果运用",
        "target": f"计入{scheme.target_assessment}",
        "quarterly": "季度结果",
    }
    missing = {
        "further": bool(scheme.open) or not any(whole_sentences(scheme)),
        "record": not _takes_records(scheme),
        "items": not scheme.items,
        "appraisal": not scheme.appraisals,
        "target": not scheme.target_share,
    }
    named = {name: words for name, words in named.items() if not missing.get(name)}
    return {name: f"{chinese_number(number)}、{words}" for number, (name, words) in enumerate(named.items(), 1)}


def quarter_words(scheme: Scheme) -> str:
    """What of the year the results of a quarter cover, and what they wait for."""
    if scheme.covers(1).alone:
        words = "每个季度单独计分：季度结果只算这一个季度，从第一天到最后一天；年度得分由各季度的得分得出，"
        words += "还有季度没有计入的，标明“暂定”。"
        awaiting = "年度得分都标明“暂定”。"
    else:
        words = f"季度结果是从年初算到这个季度最后一天的累计，另列本季度的{scheme_noun(scheme)}。"
        awaiting = "得分都标明“暂定”。"
    words += "发现问题的日期决定它属于哪个季度。"
    return f"{words}{scheme.appraisal_name}的结果计入之前，{awaiting}" if scheme.appraisals else words


def only_loses(scheme: Scheme, effects: set[Effect]) -> bool:
    """Whether a score is full marks less what is lost, and nothing else."""
    return effects == {"loses"} and scheme.year_of is None


def effects_words(scheme: Scheme, effects: set[Effect]) -> str:
    """What the parts do to the total, in a few words."""
    if effects == {"loses"}:
        return "只扣分，不加分"
    return "由以下部分合成" + ("，分数越低越好" if scheme.total.direction == "lower" else "")


def _takes_records(scheme: Scheme) -> bool:
    """Whether anything is recorded under some standard."""
    return any(standard_kind(found).takes_records for item in scheme.items.values() for found in item.standards)


def items_noun(scheme: Scheme) -> str:
    """What the points of all parts with items are called together."""
    parts = [part for part in scheme.components if any(part.list_items())]
    return common_noun(kind_of(part).effect for part in parts) if parts else EFFECTS["none"].noun


def in_force_words(scheme: Scheme) -> str:
    """Since when the scheme is in force, and what becomes of what was found before; empty where it does not say."""
    if scheme.in_force is None:
        return ""
    words = "照样计分" if scheme.before == "counted" else "记录保留，注明“施行前，不计分”"
    return f"考核办法自 {scheme.in_force} 起施行。施行之前发现的问题，{words}；在施行之前就结束的季度没有结果。"


def score_formula(scheme: Scheme) -> str:
    """How the score follows from the parts, in one line; of quarters scored by themselves, theirs and the year's."""
    if scheme.open:
        return ""
    if scheme.year_of is None:
        return _sum_formula(compile_scheme(scheme).parts)
    year = quarters_words(scheme, compile_scheme(scheme, "year").parts)
    return f"季度{_sum_formula(compile_scheme(scheme, 'quarter').parts)}；年度得分 = {year}"


def _sum_formula(parts: Sequence[LaidPart]) -> str:
    named: dict[Effect, str] = {"loses": "扣分总和", "earns": "得分总和", "penalises": "记分总和", "adds": "加分"}
    effects = {part.kind.effect for part in parts}
    losing = [part for part in parts if part.kind.effect == "loses"]
    start = format_points(sum(map(worth_of, losing), Decimal(0))) if losing else ""
    words = f"得分 = {start}" + "".join(
        f" {EFFECTS[effect].mark} {name}" for effect, name in named.items() if effect in effects
    )
    return words.replace("=  ＋ ", "= ")


def notice_words(scheme: Scheme) -> str:
    """What the notice is to the scheme; of a sample's own document, which nobody issued, there is no original."""
    return "所据的真实通知" if scheme.is_sample else "通知原文"
