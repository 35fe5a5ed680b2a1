"""Random small districts for the properties of scoring."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.deduction import Appeal, Deduction, Revocation
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.rules.corpus import Corpus
from generator.rules.item import Category, Item
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.part_record import Option, Panel, Weighted
from generator.rules.scheme import Rounding, Scheme
from generator.rules.standards.per_event_standard import PerEventStandard

ITEMS = ("hotline", "discipline", "training")
ASPECTS = ("law", "efficiency")
PANELS = ("delegates", "citizens", "grass-roots")
OPTIONS = ("satisfied", "fairly", "dissatisfied", "dont-know")
KINDS = ("department", "direct", "town")
GROUPS = (RankingGroup("organs", "机关", ("department", "direct")), RankingGroup("towns", "镇", ("town",)))


def figures(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    """The figures from `low` to `high` units of the last place; to choose from a list is one step."""
    return st.sampled_from([Decimal(number).scaleb(-places) for number in range(low, high + 1)])


# Each made once: one that is made for a draw is looked through anew before anything is drawn of it.
points = figures(10, 600, places=2)
days = st.sampled_from([date(2015, 1, 1) + timedelta(day) for day in range(365)])
maxima = figures(10, 100, places=1)
shares = figures(0, 100, places=2)
weights = figures(1, 30, places=1)
missing = st.sampled_from(["rescale", "zero", "error"])
rounded = st.sampled_from(["component", "total"])
kept_places = st.integers(0, 4)
modes = st.sampled_from(["half-up", "half-even", "down"])
outcome_groups = st.sampled_from([(), ("organs",), ("organs", "towns")])
outcome_times = st.sampled_from([("year",), ("quarter",), ("quarter", "year")])
tops = st.integers(1, 4)
excluded = st.sampled_from([(), ("praised",)])
beginnings = st.none() | days
before_them = st.sampled_from(["counted", "not-counted"])
tied = st.sampled_from(["shared", "dense"])
part_years = st.sampled_from(["", "ranked", "not-ranked", "left-out"])
decisions = st.sampled_from(["", "upheld", "reduced", "revoked", None])
items_of_records = st.sampled_from(ITEMS)
is_there = st.booleans()
is_revoked = st.sampled_from([False, False, False, True])
tenths = st.integers(0, 9)
opinions = st.fixed_dictionaries({option: st.integers(0, 6) for option in OPTIONS})
unit_kinds = st.lists(st.sampled_from(KINDS), min_size=1, max_size=7)
numbers_of_records = st.integers(0, 20)
lowered = cache(lambda full: figures(0, int(full * 100), places=2))
one_of_units = cache(st.sampled_from)


@cache
@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme with every setting drawn."""
    items = tuple(
        Item(
            name,
            name,
            draw(maxima),
            "office",
            ("quarterly",),
            (PerEventStandard("s", "s", Decimal(1)),),
        )
        for name in ITEMS
    )
    counted = tuple(Option(name, name, draw(shares)) for name in OPTIONS[:3])
    performance = DeductionsComponent(
        "deductions", "performance", "考核", Decimal(90), categories=(Category("c", "c", items),)
    )
    appraisal = AppraisalComponent(
        "appraisal",
        "appraisal",
        "评议",
        Decimal(10),
        tuple(Weighted(name, name, draw(weights)) for name in ASPECTS),
        (*counted, Option(OPTIONS[3], OPTIONS[3], None, True)),
        tuple(Panel(name, name, draw(weights)) for name in PANELS),
        draw(missing),
    )
    at = draw(rounded)
    rounding = Rounding(
        draw(kept_places),
        draw(modes),
        at,
        "lost" if at == "component" else "earned",
    )
    groups = draw(outcome_groups)
    times = draw(outcome_times)
    outcomes = (
        OutcomeRule("praised", "表扬", times, top=draw(tops), groups=groups),
        OutcomeRule("talk", "约谈", ("year",), bottom=3, excludes=draw(excluded)),
    )
    in_force = draw(beginnings)
    before = "" if in_force is None else draw(before_them)
    return Scheme(
        2015,
        "办法",
        "文号",
        Decimal(100),
        (rounding,),
        (performance, appraisal),
        Ranking(GROUPS, draw(tied)),
        outcomes,
        target_assessment="目标考核",
        target_assessment_weight=Decimal("0.4"),
        in_force=in_force,
        before=before,
        part_year=draw(part_years),
    )


@cache
@st.composite
def deductions(draw: st.DrawFn, unit_ids: tuple[str, ...], number: int) -> Deduction:
    """One record, perhaps appealed or revoked."""
    full = draw(points)
    decision = draw(decisions)
    lower = draw(lowered(full)) if decision == "reduced" else None
    day = draw(days)
    appeal = None if decision is None else Appeal(day, "理由", day if decision else None, decision, lower)
    return Deduction(
        f"r{number}",
        2015,
        draw(items_of_records),
        draw(one_of_units(unit_ids)),
        day,
        "s",
        full,
        "quarterly",
        "hotline",
        "事由",
        appeal=appeal,
        revoked=Revocation(day, "理由") if draw(is_revoked) else None,
    )


@cache
@st.composite
def appraisals(draw: st.DrawFn, unit: str) -> Appraisal:
    """One unit's tallies; panels may be missing or without a counted opinion."""
    panels = {}
    for panel in PANELS:
        if draw(tenths):
            panels[panel] = PanelTally(Ballots(50, 40, 30), {aspect: draw(opinions) for aspect in ASPECTS})
    return Appraisal(unit, 2015, date(2015, 12, 18), panels)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A district of 1 to 7 units with up to 20 records."""
    kinds = draw(unit_kinds)
    units = {f"u{i}": Unit(f"u{i}", f"单位{i}", f"单位{i}", kind, (), Assessed(2015)) for i, kind in enumerate(kinds)}
    records = tuple(draw(deductions((*units,), number)) for number in range(draw(numbers_of_records)))
    appraised = tuple(draw(appraisals(unit)) for unit in units if draw(is_there))
    return Corpus(schemes={2015: draw(schemes())}, units=units, deductions=records, appraisals=appraised)
