"""Random small districts for the properties of scoring."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

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

points = st.decimals("0.1", "6", places=2)
days = st.integers(0, 364).map(lambda day: date(2015, 1, 1) + timedelta(day))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme with every setting drawn."""
    items = tuple(
        Item(
            name,
            name,
            draw(st.decimals("1", "10", places=1)),
            "office",
            ("quarterly",),
            (PerEventStandard("s", "s", Decimal(1)),),
        )
        for name in ITEMS
    )
    counted = tuple(Option(name, name, draw(st.decimals(0, 1, places=2))) for name in OPTIONS[:3])
    performance = DeductionsComponent(
        "deductions", "performance", "考核", Decimal(90), categories=(Category("c", "c", items),)
    )
    appraisal = AppraisalComponent(
        "appraisal",
        "appraisal",
        "评议",
        Decimal(10),
        tuple(Weighted(name, name, draw(st.decimals("0.1", 3, places=1))) for name in ASPECTS),
        (*counted, Option(OPTIONS[3], OPTIONS[3], None, True)),
        tuple(Panel(name, name, draw(st.decimals("0.1", 3, places=1))) for name in PANELS),
        draw(st.sampled_from(["rescale", "zero", "error"])),
    )
    at = draw(st.sampled_from(["component", "total"]))
    rounding = Rounding(
        draw(st.integers(0, 4)),
        draw(st.sampled_from(["half-up", "half-even", "down"])),
        at,
        "lost" if at == "component" else "earned",
    )
    groups = draw(st.sampled_from([(), ("organs",), ("organs", "towns")]))
    times = draw(st.sampled_from([("year",), ("quarter",), ("quarter", "year")]))
    outcomes = (
        OutcomeRule("praised", "表扬", times, top=draw(st.integers(1, 4)), groups=groups),
        OutcomeRule("talk", "约谈", ("year",), bottom=3, excludes=draw(st.sampled_from([(), ("praised",)]))),
    )
    in_force = draw(st.none() | days)
    before = "" if in_force is None else draw(st.sampled_from(["counted", "not-counted"]))
    return Scheme(
        2015,
        "办法",
        "文号",
        Decimal(100),
        (rounding,),
        (performance, appraisal),
        Ranking(GROUPS, draw(st.sampled_from(["shared", "dense"]))),
        outcomes,
        target_assessment="目标考核",
        target_assessment_weight=Decimal("0.4"),
        in_force=in_force,
        before=before,
        part_year=draw(st.sampled_from(["", "ranked", "not-ranked", "left-out"])),
    )


@st.composite
def deductions(draw: st.DrawFn, unit_ids: list[str], number: int) -> Deduction:
    """One record, perhaps appealed or revoked."""
    full = draw(points)
    decision = draw(st.sampled_from(["", "upheld", "reduced", "revoked", None]))
    lower = draw(st.decimals(0, full, places=2)) if decision == "reduced" else None
    day = draw(days)
    appeal = None if decision is None else Appeal(day, "理由", day if decision else None, decision, lower)
    return Deduction(
        f"r{number}",
        2015,
        draw(st.sampled_from(ITEMS)),
        draw(st.sampled_from(unit_ids)),
        day,
        "s",
        full,
        "quarterly",
        "hotline",
        "事由",
        appeal=appeal,
        revoked=draw(st.sampled_from([None, None, None, Revocation(day, "理由")])),
    )


@st.composite
def appraisals(draw: st.DrawFn, unit: str) -> Appraisal:
    """One unit's tallies; panels may be missing or without a counted opinion."""
    panels = {}
    for panel in PANELS:
        counts = st.fixed_dictionaries({option: st.integers(0, 6) for option in OPTIONS})
        if draw(st.integers(0, 9)):
            panels[panel] = PanelTally(Ballots(50, 40, 30), {aspect: draw(counts) for aspect in ASPECTS})
    return Appraisal(unit, 2015, date(2015, 12, 18), panels)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A district of 1 to 7 units with up to 20 records."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))
    units = {f"u{i}": Unit(f"u{i}", f"单位{i}", f"单位{i}", kind, (), Assessed(2015)) for i, kind in enumerate(kinds)}
    records = tuple(draw(deductions(list(units), number)) for number in range(draw(st.integers(0, 20))))
    appraised = tuple(draw(appraisals(unit)) for unit in units if draw(st.booleans()))
    return Corpus(schemes={2015: draw(schemes())}, units=units, deductions=records, appraisals=appraised)
