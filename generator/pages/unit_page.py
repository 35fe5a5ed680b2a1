"""One unit in one year: its score, how it came about point by point, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.ranking_rule import OutcomeRule
from generator.model.unit import KINDS
from generator.pages.chart import Segment, stack
from generator.pages.given_views import UnitGiven, given_of_unit
from generator.pages.quarter_terms import QuarterTerms, view_terms
from generator.pages.ranking_page import COMPONENT_TONES, lost_points, tie_words
from generator.pages.record_page import RecordView, clause_link
from generator.pages.score_way import FallRow, Group, view_falls
from generator.pages.steps import StepView, view_step
from generator.pages.unit_appraisal import AppraisalView, view_unit_appraisals
from generator.pages.unit_items import CategoryGroup, heaviest_record, view_categories
from generator.pages.unit_lead import UnitLead, item_places, view_lead
from generator.public.released import AnyReleased
from generator.rules.full_marks import full_marks_in
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, UnitScore, YearResult
from generator.score.step import explain_contribution, explain_unit
from generator.score.unit_standing import UnitOutcome
from generator.words import address
from generator.words.answer import rule_of_answers
from generator.words.column import contribution_places
from generator.words.outcome_words import no_outcome, rule_words, tie_grounds
from generator.words.own_item import own_unit_sentences
from generator.words.record_counts import record_words
from generator.words.result_words import (
    CLASH,
    grade_words,
    points_noun,
    rank_text,
    rank_words,
    running_start,
    score_words,
    size_words,
    standing_words,
    start_name,
    verb_of,
)
from generator.words.site_frame import Link

Records = Mapping[str, RecordView]  # by path
_FEW = 3  # records that are read without folding any


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome that the unit's rank entails."""

    name: str
    rule: str
    good: bool
    edge_tie: bool
    made_up: bool
    basis: Link | None
    clash: str = ""


@dataclass(frozen=True, slots=True)
class UnitRank:
    """The rank of a unit among the ranked of its group, in words; `tied` says with how many, empty if with none.

    `rank` is empty where it is not ranked.
    """

    rank: str
    tied: str
    group: str
    size: str


@dataclass(frozen=True, slots=True)
class UnitWords:
    """What is said of a unit's score: its grade, why there is no score or no rank, or what else decided it; in short.

    `noun` and `verb` are for its points in all parts together, `start` is what its score begins with,
    `start_name` what that is called; `heaviest` took most of it.
    """

    grade: str
    explained: str
    summary: str
    noun: str
    verb: str
    start: str
    start_name: str
    heaviest: RecordView | None


@dataclass(frozen=True, slots=True)
class UnitView:
    """The page of one unit in one year; everything finished.

    `total` is empty where it has no score.
    """

    id: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    year: str
    total: str
    words: UnitWords
    lead: UnitLead
    full_marks: str
    missing: str
    standing: UnitRank
    lost: str
    records: str
    absorbed: str
    contribution: StepView | None
    target: str
    weight: str
    score_bar: tuple[Segment, ...]
    quarters: QuarterTerms | None
    falls: tuple[FallRow, ...]
    scale: tuple[str, str]
    derivation: StepView
    categories: tuple[CategoryGroup, ...]
    clean: tuple[Link, ...]
    appraisals: tuple[AppraisalView, ...]
    outcomes: tuple[OutcomeView, ...]
    no_outcome: str
    tie_grounds: tuple[str, ...]
    own_items: tuple[str, ...]
    given: UnitGiven
    answers: str
    neighbours: tuple[Link | None, Link | None]

    @property
    def places(self) -> Mapping[str, str]:
        """Where the records of items stand on it, by the address of an item's own page."""
        return item_places(self.categories)

    @property
    def is_short(self) -> bool:
        """Whether all its records are few enough to be read without folding any."""
        return sum(category.number for category in self.categories) <= _FEW

    @property
    def made_up(self) -> str:
        """Whether the points and standards of its items are a sample: `all`, `some` or, empty, none."""
        marks = [group.made_up for category in self.categories for group in category.items]
        return "all" if marks and all(marks) else "some" if any(marks) else ""

    @property
    def told(self) -> tuple[tuple[str, str, str], ...]:
        """What was thought of it, of each appraisal that was held: its name, the rates in words, its place."""
        return tuple(
            (appraisal.name, appraisal.brief, f"#appraisal{at if at > 1 else ''}")
            for at, appraisal in enumerate(self.appraisals, 1)
            if appraisal.rate
        )

    @property
    def home(self) -> str:
        """Its page of all years."""
        return address.unit_home(self.id)


def view_unit(corpus: AnyReleased, result: YearResult, unit: UnitResult, records: Records, group: Group) -> UnitView:
    """The page of `unit`; `records` are all of the year by path, `group` is the one it is ranked in."""
    scheme, score, places = result.scheme, unit.score, result.scheme.rounding.places
    tree, categories = explain_unit(result, unit), tuple(view_categories(corpus, result, unit, records))
    appraisals = view_unit_appraisals(corpus, result, unit, group.votes)
    return UnitView(
        id=unit.unit.id,
        name=unit.unit.name,
        short_name=unit.unit.short_name,
        aliases=unit.unit.aliases,
        kind=KINDS[unit.unit.kind],
        year=str(result.year),
        total="" if unit.total is None else format_points(unit.total, places),
        words=_words(result, unit, records),
        lead=view_lead(result, unit, categories, appraisals),
        full_marks=format_points(full_marks_in(result.scheme, result.quarter)),
        missing="、".join(score.missing),
        standing=_standing(result, unit),
        lost=format_points(lost_points(unit), places),
        records=_record_words(result, unit),
        absorbed=_absorbed(score),
        contribution=_view_contribution(result, unit),
        target=scheme.target_assessment,
        weight=scheme.target_share,
        score_bar=_score_bar(full_marks_in(result.scheme, result.quarter), unit),
        quarters=view_terms(result, unit),
        falls=tuple(view_falls(result, unit, tree, (group.floor, group.ceiling), appraisals)),
        scale=(format_points(group.floor), format_points(group.ceiling)),
        derivation=view_step(scheme, tree, records, places),
        categories=tuple(group for group in categories if not group.is_clean),
        clean=tuple(group.category for group in categories if group.is_clean),
        appraisals=appraisals,
        outcomes=tuple(_view_found(scheme, found) for found in unit.outcomes),
        no_outcome=no_outcome(scheme, unit),
        tie_grounds=tie_grounds(unit),
        answers=rule_of_answers(corpus, scheme),
        own_items=tuple(own_unit_sentences(corpus, scheme, unit.unit)),
        given=given_of_unit(corpus, result, unit.unit.id),
        neighbours=_neighbours(result.year, unit, group),
    )


def _words(result: YearResult, unit: UnitResult, records: Mapping[str, RecordView]) -> UnitWords:
    noun = points_noun(result)
    return UnitWords(
        grade=grade_words(unit),
        explained=standing_words(unit),
        summary=f"{score_words(unit, result.scheme.rounding.places)}，{rank_words(unit)}",
        noun=noun,
        verb=verb_of(noun),
        start=format_points(running_start(result, unit)),
        start_name=start_name(result, running_start(result, unit)),
        heaviest=heaviest_record(unit, records),
    )


def _standing(result: YearResult, unit: UnitResult) -> UnitRank:
    rank = "" if unit.rank is None else rank_text(unit.rank)
    group = result.scheme.group_name(unit.group)
    return UnitRank(rank, tie_words(unit), group, size_words(result, unit.group))


def _view_found(scheme: Scheme, found: UnitOutcome) -> OutcomeView:
    return view_outcome(scheme, found.rule, found.edge_tie, CLASH if found.clash else "")


def view_outcome(scheme: Scheme, rule: OutcomeRule, edge_tie: bool, clash: str = "") -> OutcomeView:
    """An outcome of `scheme` with its rule in words."""
    made_up = scheme.invents_places(rule)
    basis = clause_link(scheme, rule.basis, made_up)
    return OutcomeView(rule.name, rule_words(scheme, rule), rule.top is not None, edge_tie, made_up, basis, clash)


def _record_words(result: YearResult, unit: UnitResult) -> str:
    """How many records there are; where there are none and points all the same, what they come from."""
    words = record_words(tuple(unit.score.effects()), points_noun(result))
    from_values = not any(unit.score.effects()) and any(item.counted for item in unit.score.items())
    return f"{words}，由数值等计分" if from_values else words


def _view_contribution(result: YearResult, unit: UnitResult) -> StepView | None:
    step, scheme = explain_contribution(result, unit), result.scheme
    return None if step is None else view_step(scheme, step, {}, places=contribution_places(scheme))


def _absorbed(score: UnitScore) -> str:
    """The points that caps absorbed, empty for none."""
    absorbed = sum((Fraction(item.absorbed) for item in score.items()), Fraction(0))
    return format_points(absorbed) if absorbed else ""


def _score_bar(full: Decimal, unit: UnitResult) -> tuple[Segment, ...]:
    lost = (
        (part.counted, tone)
        for part, tone in zip(unit.score.components, COMPONENT_TONES, strict=False)
        if part.words.sign < 0
    )
    score = unit.total or Fraction(0)
    return stack([(score, "score"), *lost], max(full, score))


def _neighbours(year: int, unit: UnitResult, group: Group) -> tuple[Link | None, Link | None]:
    """The unit before and the unit after it in the ranking."""
    at = group.places[unit.unit.id]
    before = group.units[at - 1] if at else None
    after = group.units[at + 1] if at + 1 < len(group.units) else None
    return _rank_link(year, before), _rank_link(year, after)


def _rank_link(year: int, unit: UnitResult | None) -> Link | None:
    if unit is None:
        return None
    return Link(f"{rank_words(unit)}　{unit.unit.short_name}", address.unit_page(year, unit.unit.id))
