"""One unit in one year: its score, how it came about point by point, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.number import Figure, format_points
from generator.model.ranking_rule import OutcomeRule
from generator.model.unit import KINDS
from generator.pages.appraisal_page import AppraisalView, view_unit_appraisals
from generator.pages.chart import Segment, fall, stack
from generator.pages.ranking_page import COMPONENT_TONES, lost_points, tie_words
from generator.pages.record_page import RecordView, clause_link
from generator.pages.steps import StepView, view_step
from generator.public.released import AnyReleased
from generator.rules.scheme import Scheme
from generator.score.result import ComponentResult, ItemResult, UnitResult, UnitScore, YearResult
from generator.score.step import Step, explain_contribution, explain_unit
from generator.words import address
from generator.words.answer import rule_of_answers
from generator.words.column import contribution_places
from generator.words.derivation import rank_words
from generator.words.outcome_words import no_outcome, rule_words, tie_grounds
from generator.words.own_item import own_unit_sentences
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class FallRow:
    """One step down from full marks: what took the points, how many, and what was left."""

    name: str
    url: str
    minus: str
    left: str
    note: str
    bar: tuple[Segment, ...]
    level: str


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """One item in which the unit has records: the sum, the cap, and what the cap absorbed."""

    item: Link
    max: str
    made_up: bool
    raw: str
    deducted: str
    absorbed: str
    bar: tuple[Segment, ...]
    records: tuple[RecordView, ...]


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """The items of one category in which the unit has records, and the names of those in which it has none."""

    category: Link
    deducted: str
    items: tuple[ItemGroup, ...]
    clean: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome that the unit's rank entails."""

    name: str
    rule: str
    good: bool
    edge_tie: bool
    made_up: bool
    basis: Link | None


@dataclass(frozen=True, slots=True)
class UnitRank:
    """The rank of a unit among the `size` units of its group; `tied` says with how many, empty if with none."""

    rank: str
    tied: str
    group: str
    size: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """The page of one unit in one year; everything finished."""

    id: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    year: str
    home: str
    total: str
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
    answers: str
    neighbours: tuple[Link | None, Link | None]


@dataclass(frozen=True, slots=True)
class Group:
    """The units that are ranked together, best first, and where each stands.

    `floor` is the whole point below the lowest score: there the axis of their step charts begins.
    """

    units: tuple[UnitResult, ...]
    places: Mapping[str, int]
    floor: Fraction


def index_groups(result: YearResult) -> dict[str, Group]:
    """The ranking groups of `result` by name."""
    units: dict[str, list[UnitResult]] = {}
    for unit in result.units:
        units.setdefault(unit.group, []).append(unit)
    return {name: _group(tuple(found)) for name, found in units.items()}


def _group(units: tuple[UnitResult, ...]) -> Group:
    lowest = min(Fraction(unit.total) for unit in units)
    places = {unit.unit.id: place for place, unit in enumerate(units)}
    return Group(units, places, Fraction(lowest.numerator // lowest.denominator))


def view_unit(
    corpus: AnyReleased, result: YearResult, unit: UnitResult, records: Mapping[str, RecordView], group: Group
) -> UnitView:
    """The page of `unit`; `records` are all of the year by path, `group` is the one it is ranked in."""
    scheme, score, places = result.scheme, unit.score, result.scheme.rounding.places
    tree = explain_unit(result, unit)
    categories = tuple(_categories(result, unit, records))
    appraisals = view_unit_appraisals(corpus, result, unit)
    return UnitView(
        id=unit.unit.id,
        name=unit.unit.name,
        short_name=unit.unit.short_name,
        aliases=unit.unit.aliases,
        kind=KINDS[unit.unit.kind],
        year=str(result.year),
        home=address.unit_home(unit.unit.id),
        total=format_points(unit.total, places),
        full_marks=format_points(scheme.full_marks),
        missing="、".join(score.missing),
        standing=UnitRank(str(unit.rank), tie_words(unit), scheme.group_name(unit.group), str(len(group.units))),
        lost=format_points(lost_points(unit), places),
        records=str(sum(1 for _ in score.effects())),
        absorbed=_absorbed(score),
        contribution=_view_contribution(result, unit),
        target=scheme.target_assessment,
        weight=scheme.target_share,
        score_bar=_score_bar(scheme, unit),
        falls=tuple(_falls(result, score.components, tree, group.floor, appraisals)),
        scale=(format_points(group.floor), format_points(scheme.full_marks)),
        derivation=view_step(scheme, tree, records, places),
        categories=tuple(group for group in categories if group.items),
        clean=tuple(group.category for group in categories if not group.items),
        appraisals=appraisals,
        outcomes=tuple(view_outcome(scheme, found.rule, found.edge_tie) for found in unit.outcomes),
        no_outcome=no_outcome(scheme, unit),
        tie_grounds=tie_grounds(unit),
        answers=rule_of_answers(corpus, scheme),
        own_items=tuple(own_unit_sentences(corpus, scheme, unit.unit)),
        neighbours=_neighbours(result.year, unit, group),
    )


def view_outcome(scheme: Scheme, rule: OutcomeRule, edge_tie: bool) -> OutcomeView:
    """An outcome of `scheme` with its rule in words."""
    made_up = scheme.invents_places(rule)
    basis = clause_link(scheme, rule.basis, made_up)
    return OutcomeView(rule.name, rule_words(scheme, rule), rule.top is not None, edge_tie, made_up, basis)


def _view_contribution(result: YearResult, unit: UnitResult) -> StepView | None:
    step, scheme = explain_contribution(result, unit), result.scheme
    return None if step is None else view_step(scheme, step, {}, places=contribution_places(scheme))


def _absorbed(score: UnitScore) -> str:
    """The points that caps absorbed, empty for none."""
    absorbed = sum((Fraction(item.absorbed) for item in score.items()), Fraction(0))
    return format_points(absorbed) if absorbed else ""


def _score_bar(scheme: Scheme, unit: UnitResult) -> tuple[Segment, ...]:
    lost = ((part.deducted, tone) for part, tone in zip(unit.score.components, COMPONENT_TONES, strict=False))
    return stack([(unit.total, "score"), *lost], scheme.full_marks)


def _falls(
    result: YearResult,
    components: Sequence[ComponentResult],
    tree: Step,
    low: Fraction,
    appraisals: Sequence[AppraisalView],
) -> Iterator[FallRow]:
    """The running score: full marks, down by each item and each other component, in the scheme's order."""
    notes = {found.name: found.formula for found in appraisals}
    urls = {item.name: address.item_page(result.year, item.id) for item in result.scheme.items.values()}
    high = Fraction(result.scheme.full_marks)
    left, places = high, result.scheme.rounding.places
    for part, result_part, tone in zip(tree.inputs, components, COMPONENT_TONES, strict=False):
        steps = part.inputs if result_part.laid.items else (part,)
        for step in steps:
            name = step.label if step is not part else result_part.component.name
            note = step.formula if step is not part else notes.get(name, step.formula)
            taken = Fraction(step.value or 0)
            yield _fall(name, urls.get(step.label, ""), note, (left, taken), (low, high), tone, places)
            left -= taken


def _fall(
    name: str,
    url: str,
    note: str,
    points: tuple[Fraction, Fraction],
    scale: tuple[Figure, Figure],
    tone: str,
    places: int,
) -> FallRow:
    before, taken = points
    return FallRow(
        name=name,
        url=url,
        minus=format_points(taken, places),
        left=format_points(before - taken, places),
        note=note,
        bar=fall(before, taken, *scale, tone),
        level="item" if url else "component",
    )


def _categories(result: YearResult, unit: UnitResult, records: Mapping[str, RecordView]) -> Iterator[CategoryGroup]:
    found = {item.item.id: item for item in unit.score.items()}
    for category in result.scheme.categories():
        items = [found[item.id] for item in category.items if item.id in found]
        yield CategoryGroup(
            category=Link(category.name, address.category_page(result.year, category.id)),
            deducted=format_points(sum((Fraction(item.deducted) for item in items), Fraction(0))),
            items=tuple(_item_group(result, item, records) for item in items if item.effects),
            clean=tuple(_item_link(result.year, item) for item in items if not item.effects),
        )


def _item_group(result: YearResult, item: ItemResult, records: Mapping[str, RecordView]) -> ItemGroup:
    return ItemGroup(
        item=_item_link(result.year, item),
        max=format_points(item.item.max),
        made_up=result.scheme.invents(item.item),
        raw=format_points(item.raw),
        deducted=format_points(item.deducted),
        absorbed=format_points(item.absorbed) if item.absorbed else "",
        bar=stack([(item.deducted, "a"), (item.absorbed, "absorbed")], max(item.item.max, item.raw)),
        records=tuple(records[effect.record.path] for effect in item.effects),
    )


def _item_link(year: int, item: ItemResult) -> Link:
    return Link(item.item.name, address.item_page(year, item.item.id))


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
