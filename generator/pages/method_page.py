"""How figures are computed, in plain words, with one unit of the latest year as a worked example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.number import format_points
from generator.pages.given_views import AmendmentView, amendment_views
from generator.pages.record_page import clause_link, view_records
from generator.pages.rules_page import RuleCategory, view_rules
from generator.pages.score_way import index_groups
from generator.pages.steps import StepView, view_step
from generator.pages.unit_page import UnitView, view_unit
from generator.public.released import AnyReleased
from generator.rules.compiled import compile_scheme
from generator.rules.effect_words import EFFECTS, common_noun
from generator.rules.kind import Effect
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord, VotedPart
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind
from generator.rules.total_columns import worth_of
from generator.score.result import UnitResult, YearResult
from generator.score.step import explain_unit
from generator.score.year import quarter_end
from generator.words import address
from generator.words.confirmation import confirmed_words
from generator.words.labels import leading_body
from generator.words.outcome_words import invents_holder, rule_sentence
from generator.words.own_item import own_scheme_sentences
from generator.words.rounding_words import rounding_words
from generator.words.scheme_noun import scheme_noun
from generator.words.site_frame import Link
from generator.words.whole_words import tie_breaks, whole_sentences


@dataclass(frozen=True, slots=True)
class PartView:
    """One component of the score as the scheme sets it."""

    name: str
    max: str
    about: str
    basis: Link | None
    made_up: bool


@dataclass(frozen=True, slots=True)
class ExampleView:
    """One unit's score, step by step: a cap that bites and an aspect of the appraisal, where the unit has them."""

    unit: UnitView
    url: str
    capped: StepView | None
    aspect: StepView | None


@dataclass(frozen=True, slots=True)
class MethodView:
    """The rules of a year in words, and one unit's score as an example where results are shown.

    `headings` has the numbered heading of each section that the page has, `others` the pages of other years,
    `undecided` what the scheme leaves open: then nothing else of it is shown, for it does not hold yet.
    """

    year: str
    title: str
    document: str
    notice: Link | None
    others: tuple[Link, ...]
    undecided: tuple[str, ...]
    headings: dict[str, str]
    noun: str
    items_noun: str
    full_marks: str
    further: tuple[str, ...]
    only_loses: bool
    effects: str
    formula: str
    target: str
    weight: str
    rounding: str
    ties: str
    decider: str
    appraisal: str
    empty_panel: str
    parts: tuple[PartView, ...]
    categories: tuple[RuleCategory, ...]
    options: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    outcomes: tuple[tuple[str, bool], ...]
    own_items: tuple[str, ...]
    in_force: str
    basis_total: Link | None
    basis_target: Link | None
    basis_ranking: Link | None
    sample: bool
    sample_note: str
    confirmed: str
    example: ExampleView | None
    amendments: tuple[AmendmentView, ...]


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


def view_method(corpus: AnyReleased, scheme: Scheme, result: YearResult | None) -> MethodView:
    """The method of a scheme; `result` is that of its year where it is shown."""
    effects = set() if scheme.open else {part.kind.effect for part in compile_scheme(scheme).parts}
    whole = () if scheme.open else tuple(whole_sentences(scheme))
    others = [year for year in sorted(corpus.schemes, reverse=True) if year != scheme.year]
    return MethodView(
        year=str(scheme.year),
        title=scheme.title,
        document=scheme.document,
        notice=Link(_notice_words(scheme), address.notice_page(scheme.notice)) if scheme.notice else None,
        others=tuple(Link(f"{year}年度", address.method_page(year)) for year in others),
        undecided=tuple(question.ask for question in scheme.open),
        headings=_number_headings(scheme, effects, whole),
        noun=scheme_noun(scheme),
        items_noun=_items_noun(scheme),
        further=whole,
        full_marks=format_points(scheme.full_marks),
        only_loses=effects == {"loses"},
        effects=_effects(scheme, effects),
        formula=_formula(scheme, effects),
        target=scheme.target_assessment,
        weight=scheme.target_share,
        rounding=rounding_words(scheme),
        ties=_TIES[scheme.ranking.ties] + tie_breaks(scheme),
        decider=leading_body(corpus),
        appraisal=scheme.appraisal_name if scheme.appraisals else "",
        empty_panel=next((_EMPTY[part.empty_panel] for part in scheme.appraisals), ""),
        parts=tuple(_parts(scheme)),
        categories=view_rules(corpus, scheme, linked=result is not None),
        options=_options(scheme),
        groups=tuple(group.name for group in scheme.ranking.groups),
        own_items=tuple(own_scheme_sentences(corpus, scheme)),
        in_force=_in_force(scheme),
        outcomes=tuple(_outcomes(scheme)),
        basis_total=clause_link(scheme, scheme.basis.total),
        basis_target=clause_link(scheme, scheme.basis.target),
        basis_ranking=clause_link(scheme, scheme.basis.ranking),
        sample=scheme.is_sample,
        sample_note=scheme.sample_note,
        confirmed=confirmed_words(scheme.confirmed),
        example=_view_example(corpus, result) if result is not None and result.units else None,
        amendments=amendment_views(corpus, scheme.year),
    )


def _number_headings(scheme: Scheme, effects: set[Effect], whole: tuple[str, ...]) -> dict[str, str]:
    noun = _items_noun(scheme)
    named = {
        "total": "总分：从满分往下扣" if effects == {"loses"} else "总分怎样合成",
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
        "further": not whole,
        "record": not _takes_records(scheme),
        "items": not scheme.items,
        "appraisal": not scheme.appraisals,
        "target": not scheme.target_share,
    }
    named = {name: words for name, words in named.items() if not missing.get(name)}
    return {
        name: f"{number}、{words}"
        for number, (name, words) in zip("一二三四五六七八九十", named.items(), strict=False)
    }


def _effects(scheme: Scheme, effects: set[Effect]) -> str:
    """What the parts do to the total, in a few words."""
    if effects == {"loses"}:
        return "只扣分，不加分"
    return "由以下部分合成" + ("，分数越低越好" if scheme.total.direction == "lower" else "")


def _takes_records(scheme: Scheme) -> bool:
    """Whether anything is recorded under some standard."""
    return any(standard_kind(found).takes_records for item in scheme.items.values() for found in item.standards)


def _items_noun(scheme: Scheme) -> str:
    """What the points of all parts with items are called together."""
    parts = [part for part in scheme.components if any(part.list_items())]
    return common_noun(kind_of(part).effect for part in parts) if parts else EFFECTS["none"].noun


def _view_example(corpus: AnyReleased, result: YearResult) -> ExampleView:
    found = choose_example(result)
    scheme = result.scheme
    tree = explain_unit(result, found)
    steps = [step for part in tree.inputs for step in part.inputs]
    capped = next((step for step in steps if not step.ratio and "超过上限" in step.formula), None)
    rates = [step for step in steps if step.ratio]
    records = view_records(corpus, result, quarter_end(result.year, None))
    return ExampleView(
        unit=view_unit(corpus, result, found, records, index_groups(result)[found.group]),
        url=address.unit_page(result.year, found.unit.id),
        capped=view_step(scheme, capped, {}) if capped else None,
        aspect=view_step(scheme, rates[0], {}) if rates else None,
    )


def choose_example(result: YearResult) -> UnitResult:
    """The unit that shows most: one with an appraisal, a cap that bites and a decided appeal, then few records."""

    def shows(unit: UnitResult) -> tuple[bool, int, int, str]:
        effects = list(unit.score.effects())
        held = any(part.ratio() for part in unit.score.components)
        capped = any(effect.absorbed for effect in effects)
        appealed = any(effect.record.appeal and effect.record.appeal.decision == "reduced" for effect in effects)
        return not effects, -(bool(held) + capped + appealed), len(effects), unit.unit.id

    return min([unit for unit in result.units if unit.total is not None] or result.units, key=shows)


def _in_force(scheme: Scheme) -> str:
    """Since when the scheme is in force, and what becomes of what was found before; empty where it does not say."""
    if scheme.in_force is None:
        return ""
    words = "照样计分" if scheme.before == "counted" else "记录保留，注明“施行前，不计分”"
    return f"考核办法自 {scheme.in_force} 起施行。施行之前发现的问题，{words}；在施行之前就结束的季度没有结果。"


def _outcomes(scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """Each outcome in a sentence, and whether part of it was made up: the places, who acts, or what excludes what."""
    for rule in scheme.outcomes:
        made_up = scheme.invents_places(rule) or invents_holder(scheme, rule) or (scheme.invents() and rule.excludes)
        yield rule_sentence(scheme, rule), bool(made_up)


def _formula(scheme: Scheme, effects: set[Effect]) -> str:
    """How the score follows from the parts, in one line."""
    named: dict[Effect, str] = {"loses": "扣分总和", "earns": "得分总和", "penalises": "记分总和", "adds": "加分"}
    found = [(name, EFFECTS[effect].mark) for effect, name in named.items() if effect in effects]
    losing = [part for part in compile_scheme(scheme).parts if part.kind.effect == "loses"] if found else []
    start = format_points(sum(map(worth_of, losing), Decimal(0))) if losing else ""
    words = f"得分 = {start}" + "".join(f" {sign} {name}" for name, sign in found)
    return words.replace("=  ＋ ", "= ")


def _notice_words(scheme: Scheme) -> str:
    """What the notice is to the scheme; of a sample's own document, which nobody issued, there is no original."""
    return "所据的真实通知" if scheme.is_sample else "通知原文"


def _parts(scheme: Scheme) -> list[PartView]:
    """What each part is worth, and what its kind tells of it."""
    parts = []
    for component in scheme.components:
        placed = list(component.list_items())
        categories = {found.category.id for found in placed}
        told = "".join(kind_of(component).tell(component, scheme))
        about = f"{len(categories)} 个类别、{told}" if len(categories) > 1 and placed else told
        basis = clause_link(scheme, component.basis)
        made_up = not placed and scheme.invents()
        parts.append(PartView(component.name, _worth(component), about, basis, made_up))
    return parts


def _worth(component: ComponentRecord) -> str:
    """What a part is worth: 40 分, 不设上限; with the weight that its points are multiplied with."""
    if component.max.is_infinite():
        return "不设上限"
    weight = "" if component.weight is None else f"，乘以权重 {format_points(component.weight)}"
    return f"{format_points(component.max)} 分{weight}"


def _options(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            option.name,
            "不计入" if option.excluded or option.weight is None else f"按 {format_points(option.weight)} 票满意计",
        )
        for component in scheme.components
        if isinstance(component, VotedPart)
        for option in component.options
    )
