"""How figures are computed, in plain words, with one unit of the latest year as a worked example."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.scheme import AppraisalComponent, DeductionsComponent, Rounding, Scheme
from generator.score.result import AppraisalDetail, UnitResult, YearResult
from generator.score.step import explain_unit
from generator.view import address
from generator.view.confirmation import confirmed_words
from generator.view.outcome_words import rule_sentence
from generator.view.own_item import own_scheme_sentences
from generator.view.record import clause_link, view_records
from generator.view.site import Link
from generator.view.steps import StepView, view_step, withholds_counts
from generator.view.unit import UnitView, index_groups, view_unit


@dataclass(frozen=True, slots=True)
class PartView:
    """One component of the score as the scheme sets it."""

    name: str
    max: str
    kind: str
    about: str
    basis: Link | None


@dataclass(frozen=True, slots=True)
class MethodView:
    """The rules of a year in words, and one unit's score as an example."""

    year: str
    title: str
    document: str
    full_marks: str
    weight: str
    rounding: str
    ties: str
    empty_panel: str
    parts: tuple[PartView, ...]
    options: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    own_items: tuple[str, ...]
    in_force: str
    basis_total: Link | None
    basis_target: Link | None
    basis_ranking: Link | None
    sample: bool
    sample_note: str
    confirmed: str
    unit: UnitView
    unit_url: str
    capped: StepView | None
    aspect: StepView | None


_ROUNDING = {"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去"}
_AT = {"component": "每个部分的扣分", "total": "总得分"}
_TIES = {
    "shared": "得分相同的单位名次并列，后面的名次顺延：两个第 3 名之后是第 5 名。",
    "dense": "得分相同的单位名次并列，后面的名次不跳号：两个第 3 名之后是第 4 名。",
}
_EMPTY = {
    "rescale": "某个主体对某个方面没有可计入的票时，这个方面按其余主体的权重折算。",
    "zero": "某个主体对某个方面没有可计入的票时，这个主体按零计。",
    "error": "某个主体对某个方面没有可计入的票时，不自动计算，由人处理。",
}


def view_method(corpus: Corpus, result: YearResult) -> MethodView | None:
    """The method of the year of `result`; None where no unit is assessed."""
    if not result.units:
        return None
    scheme = result.scheme
    example = choose_example(result)
    tree = explain_unit(example, scheme)
    steps = [step for part in tree.inputs for step in part.inputs]
    capped = next((step for step in steps if not step.ratio and "超过上限" in step.formula), None)
    records = view_records(corpus, result)
    rates = [] if withholds_counts(corpus, result, example) else [step for step in steps if step.ratio]
    return MethodView(
        year=str(result.year),
        title=scheme.title,
        document=scheme.document,
        full_marks=format_points(scheme.full_marks),
        weight=format_points(scheme.target_assessment_weight * 100) + "%",
        rounding=_rounding(scheme.rounding),
        ties=_TIES[scheme.ranking.ties],
        empty_panel=next((_EMPTY[p.empty_panel] for p in scheme.components if isinstance(p, AppraisalComponent)), ""),
        parts=tuple(_parts(scheme)),
        options=_options(scheme),
        groups=tuple(group.name for group in scheme.ranking.groups),
        own_items=tuple(own_scheme_sentences(corpus, scheme)),
        in_force=_in_force(scheme),
        outcomes=tuple(rule_sentence(scheme, rule) for rule in scheme.outcomes),
        basis_total=clause_link(scheme.basis.total),
        basis_target=clause_link(scheme.basis.target),
        basis_ranking=clause_link(scheme.basis.ranking),
        sample=scheme.sample,
        sample_note=scheme.sample_note,
        confirmed=confirmed_words(scheme.confirmed),
        unit=view_unit(corpus, result, example, records, index_groups(result)[example.group]),
        unit_url=address.unit_page(result.year, example.unit.id),
        capped=view_step(capped, {}) if capped else None,
        aspect=view_step(rates[0], {}) if rates else None,
    )


def choose_example(result: YearResult) -> UnitResult:
    """The unit that shows most: one with an appraisal, a cap that bites and a decided appeal, then few records."""

    def shows(unit: UnitResult) -> tuple[int, int, str]:
        effects = list(unit.score.effects())
        held = any(isinstance(part.detail, AppraisalDetail) and part.detail.rate for part in unit.score.components)
        capped = any(effect.absorbed for effect in effects)
        appealed = any(effect.record.appeal and effect.record.appeal.decision == "reduced" for effect in effects)
        return -(bool(held) + capped + appealed), len(effects), unit.unit.id

    return min(result.units, key=shows)


def _in_force(scheme: Scheme) -> str:
    """Since when the scheme is in force, and what becomes of what was found before; empty where it does not say."""
    if scheme.in_force is None:
        return ""
    words = "照样计分" if scheme.before == "counted" else "记录保留，注明“施行前，不计分”"
    return f"考核办法自 {scheme.in_force} 起施行。施行之前发现的问题，{words}；在施行之前就结束的季度没有结果。"


def _rounding(rounding: Rounding) -> str:
    return f"{_AT[rounding.at]}{_ROUNDING[rounding.mode]}到 {rounding.places} 位小数，只舍入这一次"


def _parts(scheme: Scheme) -> list[PartView]:
    parts = []
    for component in scheme.components:
        if isinstance(component, DeductionsComponent):
            items = sum(len(category.items) for category in component.categories)
            about = f"{len(component.categories)} 个类别、{items} 个考核单项，逐笔扣分，每个单项扣完为止"
            kind = "deductions"
        else:
            about = f"{len(component.panels)} 类评议主体对 {len(component.aspects)} 个方面投票，按满意率扣分"
            kind = "appraisal"
        parts.append(
            PartView(component.name, format_points(component.max), kind, about, clause_link(component.basis))
        )
    return parts


def _options(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            option.name,
            "不计入" if option.excluded or option.weight is None else f"按 {format_points(option.weight)} 票满意计",
        )
        for component in scheme.components
        if isinstance(component, AppraisalComponent)
        for option in component.options
    )
