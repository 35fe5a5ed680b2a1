"""How figures are computed, in plain words, with one unit of the latest year as a worked example."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.pages.given_views import AmendmentView, amendment_views
from generator.pages.method_words import (
    effects_words,
    empty_panel_words,
    in_force_words,
    items_noun,
    notice_words,
    number_headings,
    only_loses,
    quarter_words,
    score_formula,
    ties_words,
)
from generator.pages.record_page import clause_link, view_records
from generator.pages.rules_page import RuleCategory, view_rules
from generator.pages.score_way import index_groups
from generator.pages.steps import StepView, view_step
from generator.pages.unit_page import UnitView, view_unit
from generator.public.released import AnyReleased
from generator.rules.compiled import compile_scheme
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord, VotedPart, converted_to
from generator.rules.scheme import Scheme
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
from generator.words.score_in_short import score_in_short
from generator.words.site_frame import Link
from generator.words.whole_words import whole_sentences


@dataclass(frozen=True, slots=True)
class PartView:
    """One component of the score as the scheme sets it."""

    name: str
    max: str
    about: str
    basis: Link | None
    made_up: bool


@dataclass(frozen=True, slots=True)
class MethodBasis:
    """The clauses of the notice that order the total, what follows from it, and the ranking."""

    total: Link | None
    target: Link | None
    ranking: Link | None


@dataclass(frozen=True, slots=True)
class MethodShare:
    """In which other assessment the score counts, with what weight, and of whom alone; empty where there is none."""

    target: str
    weight: str
    whose: str


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
    `undecided` what the scheme leaves open: then nothing else of it is shown, for it does not hold yet. `short` is
    the whole method in three sentences.
    """

    year: str
    title: str
    document: str
    notice: Link | None
    others: tuple[Link, ...]
    undecided: tuple[str, ...]
    short: tuple[str, ...]
    headings: dict[str, str]
    noun: str
    items_noun: str
    full_marks: str
    further: tuple[str, ...]
    only_loses: bool
    effects: str
    formula: str
    share: MethodShare
    rounding: str
    ties: str
    decider: str
    appraisal: str
    quarterly: str
    empty_panel: str
    parts: tuple[PartView, ...]
    categories: tuple[RuleCategory, ...]
    options: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    outcomes: tuple[tuple[str, bool], ...]
    own_items: tuple[str, ...]
    in_force: str
    basis: MethodBasis
    sample: bool
    sample_note: str
    confirmed: str
    example: ExampleView | None
    amendments: tuple[AmendmentView, ...]

    @property
    def has_confirmed(self) -> bool:
        """Whether some of its items are no sample, while others are."""
        return any(not item.made_up for category in self.categories for item in category.items)


def view_method(corpus: AnyReleased, scheme: Scheme, result: YearResult | None) -> MethodView:
    """The method of a scheme; `result` is that of its year where it is shown."""
    effects = set() if scheme.open else {part.kind.effect for part in compile_scheme(scheme).parts}
    return MethodView(
        year=str(scheme.year),
        title=scheme.title,
        document=scheme.document,
        notice=Link(notice_words(scheme), address.notice_page(scheme.notice)) if scheme.notice else None,
        others=_others(corpus, scheme),
        undecided=tuple(question.ask for question in scheme.open),
        short=score_in_short(scheme),
        headings=number_headings(scheme, effects),
        noun=scheme_noun(scheme),
        items_noun=items_noun(scheme),
        further=() if scheme.open else tuple(whole_sentences(scheme)),
        full_marks=format_points(scheme.full_marks),
        only_loses=only_loses(scheme, effects),
        effects=effects_words(scheme, effects),
        formula=score_formula(scheme),
        share=MethodShare(scheme.target_assessment, scheme.target_share, scheme.target_whose),
        rounding=rounding_words(scheme),
        ties=ties_words(scheme),
        decider=leading_body(corpus),
        appraisal=scheme.appraisal_name if scheme.appraisals else "",
        quarterly=quarter_words(scheme),
        empty_panel=empty_panel_words(scheme),
        parts=tuple(_parts(scheme)),
        categories=view_rules(corpus, scheme, linked=result is not None),
        options=_options(scheme),
        groups=tuple(group.name for group in scheme.ranking.groups),
        own_items=tuple(own_scheme_sentences(corpus, scheme)),
        in_force=in_force_words(scheme),
        outcomes=tuple(_outcomes(scheme)),
        basis=_basis(scheme),
        sample=scheme.is_sample,
        sample_note=scheme.sample_note,
        confirmed=confirmed_words(scheme.confirmed),
        example=_view_example(corpus, result) if result is not None and result.units else None,
        amendments=amendment_views(corpus, scheme.year),
    )


def _others(corpus: AnyReleased, scheme: Scheme) -> tuple[Link, ...]:
    years = [year for year in sorted(corpus.schemes, reverse=True) if year != scheme.year]
    return tuple(Link(f"{year}年度", address.method_page(year)) for year in years)


def _basis(scheme: Scheme) -> MethodBasis:
    found = scheme.basis
    return MethodBasis(*(clause_link(scheme, name) for name in (found.total, found.target, found.ranking)))


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


def _outcomes(scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """Each outcome in a sentence, and whether part of it was made up: the places, who acts, or what excludes what."""
    for rule in scheme.outcomes:
        made_up = scheme.invents_places(rule) or invents_holder(scheme, rule) or (scheme.invents() and rule.excludes)
        yield rule_sentence(scheme, rule), bool(made_up)


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
    converted = converted_to(component)
    weight = "" if component.weight is None else f"，乘以权重 {format_points(component.weight)}"
    weight += "" if converted is None else f"，折算为 {format_points(converted)} 分"
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
