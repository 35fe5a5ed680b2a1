"""Random small districts with every kind of part and standard: described plainly, and made into records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_UP, Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.bonus import Bonus
from generator.model.deduction import Appeal, Charge, Deduction, Revocation
from generator.model.imported import Imported, ImportSource
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.measured import Measured, MeasuredValue
from generator.model.number import UNLIMITED
from generator.model.quarter import spans_of as calendar_spans
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Site, Unit
from generator.rules.beyond_rule import BeyondRule
from generator.rules.coefficient_rule import CoefficientRule
from generator.rules.corpus import Corpus
from generator.rules.derived_rule import DerivedRule
from generator.rules.given_tables import EACH_QUARTER, EDGE, MONTH
from generator.rules.item import Category, Item
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.kinds.earned_kind import EarnedComponent
from generator.rules.kinds.imported_kind import Conversion, ImportedComponent
from generator.rules.kinds.others_kind import OthersComponent
from generator.rules.kinds.penalty_kind import PenaltyComponent
from generator.rules.measure_rule import FigureSource, ImportRule, MeasureRule
from generator.rules.part_record import Option, Panel, Weighted
from generator.rules.scaled_rule import ScaledRule
from generator.rules.scheme import Rounding, Scheme
from generator.rules.span_rule import AveragedRule, SummedRule
from generator.rules.standards.completion_standard import CompletionStandard
from generator.rules.standards.curve_standard import CurvePoint, CurveStandard
from generator.rules.standards.escalation_standard import EachFurther, EscalationStandard
from generator.rules.standards.event_rule import ChargeRule, CuredRule
from generator.rules.standards.given_standard import GivenStandard
from generator.rules.standards.levels_standard import LevelsStandard
from generator.rules.standards.one_off_standard import OneOffStandard
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.rules.standards.per_step_standard import PerStepStandard
from generator.rules.standards.proportion_standard import ProportionStandard
from generator.rules.standards.quotient_standard import QuotientStandard
from generator.rules.standards.rank_even_standard import RankEvenStandard
from generator.rules.standards.rank_share_standard import PlaceBand, RankShareStandard
from generator.rules.standards.rank_standard import RankStandard, StepOn
from generator.rules.standards.rated_standard import EndsLeftOut, RatedStandard
from generator.rules.standards.target_standard import SparedRule, TargetStandard
from generator.rules.standards.threshold_standard import ThresholdStandard
from generator.rules.standards.tier_table_standard import AlsoBounds, TierRow, TiersStandard
from generator.rules.total_rule import FailedItems, FigureCondition, GateRule, GradeRule, TotalRule, VetoRule
from generator.rules.voided_rule import VoidedRule
from generator.score.given import COLUMNS, blocks_of

Plain = dict[str, Any]
RECORDED = ("per-event", "levels", "one-off", "escalation", "given", "rated")
FIGURES = (
    "per-step",
    "tiers",
    "threshold",
    "target",
    "completion",
    "rank",
    "proportion",
    "quotient",
    "rank-share",
    "rank-even",
    "curve",
)
SCORED = ("given", "rated")
ALL_STANDARDS = RECORDED[:2] * 2 + RECORDED + FIGURES
KINDS = ("deductions", "earned", "bonus", "penalty", "imported", "appraisal")
ALL_KINDS = (*KINDS, "others")  # the last one stands behind others alone
ASPECTS, OPTIONS, PANELS = ("law", "work"), ("good", "fair", "bad", "unsure"), ("people", "peers", "leaders")
CHANNELS = ("online", "paper", "phone")
BEGINS = ("2015-03-20", "2015-05-05", "2015-05-20")  # days within months, on some of which something was found
ENDS = ("2015-05-10", "2015-05-30", "2015-11-30")
DATES = ("2015-01-01", "2015-03-31", "2015-04-01", "2015-05-05", "2015-05-05", "2015-05-31", "2015-12-31")
points = st.integers(1, 40).map(lambda tenths: Decimal(tenths) / 10)
values = st.integers(-20, 240).map(lambda halves: Decimal(halves) / 2)
shares = st.sampled_from([Decimal("0.25"), Decimal("0.5"), Decimal("0.8")])


@st.composite
def standards(draw: st.DrawFn, name: str, part: str, measure: str, kinds: tuple[str, ...] = ALL_STANDARDS) -> Plain:
    """One standard of any of these kinds; its figure is a measure of its own."""
    kind = draw(st.sampled_from(kinds))
    found: Plain = {"kind": kind, "id": name, "measure": measure, "effect": "", "cured": None, "max": None}
    if kind in RECORDED:
        if kind == "rated":
            out = {"highest": draw(st.integers(0, 2)), "lowest": draw(st.integers(0, 2))}
            found |= {"leave_out": out, "at_least": sum(out.values()) + draw(st.integers(1, 2))}
            found["fewer"] = draw(st.sampled_from(["awaited", "mean"]))
        if kind in SCORED:
            found["scored_of"] = draw(st.none() | points)
        else:
            found["effect"] = draw(st.sampled_from(["", "", "loses", "adds"]))
        if kind in {"per-event", "levels", "one-off"} and draw(st.booleans()):
            found["cured"] = {"share": draw(shares), "within": draw(st.sampled_from(["year", "any"]))}
        if kind in {"per-event", "levels"}:
            found["max"] = draw(st.none() | points)
        found["charge"] = kind == "per-event" and draw(st.booleans())
        found["exclusive"] = draw(st.sampled_from(["", "x"])) if kind == "one-off" else ""
        if kind == "escalation":
            steps = sorted(draw(st.lists(points, min_size=1, max_size=3)))
            found |= {"points": steps, "then": draw(st.sampled_from(["all", "last", {"add": Decimal("0.7")}]))}
        return found
    return found | draw(_figure_rules(kind, part)) | draw(_derived(measure))


@st.composite
def _derived(draw: st.DrawFn, measure: str) -> Plain:
    """Of every fourth standard, the figure follows from two measures."""
    if draw(st.integers(0, 3)):
        return {}
    item, _, at = measure.rpartition("-m")
    how = draw(st.sampled_from(["growth", "share", "ratio", "difference"]))
    return {
        "measure": f"{item}-x{at}",
        "sources": (measure, f"{item}-n{at}"),
        "derived": {
            "how": how,
            "of": measure,
            "to": f"{item}-n{at}",
            "by_zero": draw(st.none() | points),
            "by_negative": "magnitude" if how == "growth" and draw(st.booleans()) else "",
        },
    }


@st.composite
def _figure_rules(draw: st.DrawFn, kind: str, part: str) -> Plain:
    found: Plain = {"effect": draw(st.sampled_from(["", "", "loses", "adds", "gives"]))}
    if kind in {"per-step", "target"}:
        found |= {
            "step": draw(st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(3)])),
            "points": draw(points),
            "steps": draw(st.sampled_from(["exact", "whole", "started"])),
        }
    if kind == "per-step":
        bound, below = draw(values), draw(st.booleans())
        found |= {
            "below": bound if below else None,
            "above": None if below else bound,
            "max": draw(st.none() | points),
        }
    elif kind == "tiers":
        bounds = sorted(draw(st.sets(values, min_size=1, max_size=3)))
        rows = [{"below": bound, "points": draw(points), "also": draw(st.none() | values)} for bound in bounds]
        found |= {"tiers": rows, "else": draw(points)}
    elif kind == "threshold":
        found |= {"at_least": draw(values), "points": draw(st.none() | points), "else": draw(points)}
    elif kind == "target":
        found |= {"effect": "", "at_least": draw(values), "spared": draw(st.none() | points)}
    elif kind == "completion":
        found |= {"of": draw(points), "over": draw(st.sampled_from(["cap", "extra"]))}
    elif kind == "curve":
        bounds = sorted(draw(st.sets(values, min_size=2, max_size=4)))
        found |= {"curve": [(bound, draw(points)) for bound in bounds], "under": draw(points)}
    elif kind in {"rank-share", "rank-even"}:
        tops = sorted(draw(st.sets(shares, min_size=1, max_size=3)))
        found |= {
            "order": draw(st.sampled_from(["highest", "lowest"])),
            "among": draw(st.sampled_from(["group", "all"])),
            "ties": draw(st.sampled_from(["shared", "mean"])),
            "bands": [{"top": top, "points": draw(points)} for top in tops],
            "quota_rounds": draw(st.sampled_from(["down", "up", "half-up"])),
            "else": draw(points),
            "first": draw(points),
            "last": draw(points),
        }
    elif kind == "quotient":
        found |= {
            "better": draw(st.sampled_from(["higher", "lower"])),
            "over": draw(st.sampled_from(["cap", "extra"])),
            "base": draw(points | st.sampled_from(["highest", "lowest"])),
            "by_nothing": draw(st.sampled_from(["full", "nothing"])),
            "max": draw(st.none() | points),
        }
    elif kind == "proportion":
        found |= {"scale": draw(points), "to": draw(points), "max": draw(st.none() | points)}
    else:
        ties = draw(st.sampled_from(["shared", "mean"]))
        then: list[Any] = ["last", "zero", {"add": Decimal("-0.3")}]
        found |= {
            "order": draw(st.sampled_from(["highest", "lowest"])),
            "among": draw(st.sampled_from(["group", "all"])),
            "ties": ties,
            "points": draw(st.lists(points, min_size=1, max_size=3)),
            "then": draw(st.sampled_from(then + (["proportional"] if ties == "shared" else []))),
            "least": draw(st.sampled_from([None, "none", Decimal("0.1")])),
        }
        if not isinstance(found["then"], dict):
            found["least"] = None
    return found


@st.composite
def items(draw: st.DrawFn, name: str, part: str) -> Plain:
    """One item with one to three standards; every fifth is scored outright, and by nothing else."""
    kinds = ALL_STANDARDS if draw(st.integers(0, 4)) else SCORED
    made = [draw(standards(f"s{at}", part, f"{name}-m{at}", kinds)) for at in range(draw(st.integers(1, 3)))]
    only_events = part == "bonus" and all(found["kind"] in {"per-event", "levels"} for found in made)
    most = draw(st.sampled_from(["none", Decimal(3)])) if only_events else draw(points)
    spans = draw(_spans([found["kind"] for found in made], most))
    return {
        "id": name,
        "max": most,
        "assessor": draw(st.sampled_from(["u0", "u1", "office"])),
        "standards": made,
        "own": draw(st.sampled_from(["", "", "mean", "left-out", "full-marks"])),
        "starts": draw(st.sampled_from(["", "full", "zero"])),
        "earns_at_most": None if "summed" in spans and part != "deductions" else draw(st.none() | points),
        "floor": draw(st.sampled_from([None, "none", Decimal(0), Decimal(-1)])),
        "coefficient": draw(coefficients(f"{name}-m9", only_events or part == "bonus")),
        **spans,
        "highest": not spans and draw(st.integers(0, 5)) == 0,
    }


@st.composite
def _spans(draw: st.DrawFn, kinds: list[str], most: Any) -> Plain:
    """Every third item is scored by itself each month, or each quarter, of which the mean counts, or the sum.

    What is taken or added each time waits for what is scored or measured beside it.
    """
    if draw(st.integers(0, 2)):
        return {}
    scored = [kind in SCORED or kind in FIGURES for kind in kinds]
    known = ["awaited", "left-out", "full", "zero"] if all(scored) else ["awaited"] if any(scored) else [""]
    rule = {"over": draw(st.sampled_from(["month", "quarter"])), "unscored": draw(st.sampled_from(known))}
    if draw(st.booleans()):
        return {"averaged": rule}
    unscored = rule["unscored"].replace("left-out", "zero")
    share = draw(st.sampled_from([Decimal("0.25"), Decimal("0.4"), Decimal(1)]))
    each = draw(points) if most == "none" else (most * share).quantize(Decimal("0.01"), ROUND_UP)
    return {"summed": rule | {"unscored": unscored, "max": each}}


def fit_sums(made: list[Plain], in_force: str | None) -> None:
    """Lets the months that count come to what their item is worth: to no less, and to no more if marks are lost."""
    for part in made:
        for item in part.get("items", []):
            rule = item.get("summed")
            if not rule or item["max"] == "none":
                continue
            months = 13 - int((in_force or "2015-01-01")[5:7])
            number = months if rule["over"] == "month" else -(-months // 3)
            if _loses_marks(part, item):
                item["max"] = rule["max"] * number
            elif rule["max"] * number < item["max"]:
                rule["max"] = (item["max"] / number).quantize(Decimal("0.01"), ROUND_UP)


def _loses_marks(part: Plain, item: Plain) -> bool:
    """Whether months begin with their full marks, or lose of them what is not earned."""
    if part["kind"] in {"earned", "penalty"}:
        return bool(item["starts"] == "full")
    gives = {"target", "completion", "quotient", "threshold"}  # unless they say what they do
    return part["kind"] == "deductions" and (
        item["starts"] == "zero"
        or any(
            (standard["effect"] or ("gives" if standard["kind"] in gives else "")) == "gives"
            for standard in item["standards"]
        )
    )


def spans_of(item: Plain) -> Plain | None:
    """How an item is scored by itself in each month or quarter."""
    return item.get("averaged") or item.get("summed")


def _decimals_of_spans(made: list[Plain]) -> list[int]:
    """How many decimals the marks of each item have that is scored by itself each month or quarter."""
    every = [item for part in made for item in part.get("items", []) if spans_of(item)]
    marks = [item["summed"]["max"] if item.get("summed") else item["max"] for item in every]
    return [max(-int(found.normalize().as_tuple().exponent), 0) for found in marks if found != "none"]


def due_of(made: list[Plain]) -> dict[str, str]:
    """The measures that are due each month or quarter, as their items are scored."""
    return {
        name: rule["over"]
        for part in made
        for item in part.get("items", [])
        if (rule := spans_of(item))
        for standard in item["standards"]
        if standard["kind"] in FIGURES
        for name in sources_of(standard)
    }


@st.composite
def coefficients(draw: st.DrawFn, measure: str, only_earned: bool) -> Plain | None:
    """What the points of an item or of a part are multiplied with, of most of them nothing."""
    if draw(st.integers(0, 3)):
        return None
    return {
        "of": "earned" if only_earned else draw(st.sampled_from(["earned", "lost"])),
        "how": draw(st.sampled_from(["value", "groups", "measure"])),
        "value": draw(shares | st.just(Decimal("1.2"))),
        "groups": {"a": draw(shares), "b": Decimal(1)},
        "measure": measure,
        "most": draw(st.sampled_from([None, "none"]) | points),
    }


@st.composite
def parts(draw: st.DrawFn, name: str, kinds: tuple[str, ...]) -> Plain:
    """One part of any of these kinds."""
    kind = draw(st.sampled_from(kinds))
    found: Plain = {"id": name, "kind": kind, "weight": draw(st.none() | shares), "once": False, "max": draw(points)}
    found |= {"coefficient": draw(coefficients(f"{name}-i0-m8", kind == "bonus")), "scaled": None}
    if kind == "imported" and found["coefficient"]:  # no item is there to write a measure under
        found["coefficient"]["how"] = "groups"
    if kind == "appraisal":  # the votes of few may be withheld, which these would tell
        found["coefficient"] = None
    if kind not in {"bonus", "appraisal"} and draw(st.integers(0, 3)) == 0:
        found["scaled"] = {
            "by": draw(st.sampled_from(["best", "range"])),
            "among": draw(st.sampled_from(["group", "all"])),
            "top": draw(points),
            "bottom": draw(points),
            "equal": draw(st.sampled_from(["top", "bottom"])),
        }
    if kind == "imported":
        return found | {"from_max": draw(points)}
    if kind == "appraisal":
        return found | draw(_appraisal_rules())
    made = [draw(items(f"{name}-i{at}", kind)) for at in range(draw(st.integers(1, 3)))]
    rule = draw(st.sampled_from(["", "rescale", "spread", "peer-mean", "full-marks", "left-out"]))
    most = draw(st.sampled_from(["none", Decimal(4)])) if kind == "bonus" else draw(points)
    endless = most == "none" or any(item["max"] == "none" for item in made)
    if endless and rule in {"rescale", "spread", "left-out", "full-marks"}:
        rule = "peer-mean"
    if not rule:
        made = [item | {"own": "" if item["own"] == "left-out" else item["own"]} for item in made]
    if endless:
        made = [item | {"own": "" if item["own"] == "full-marks" else item["own"]} for item in made]
    averaged = [by_span for item in made if (by_span := spans_of(item))]
    if rule == "spread" and any(item.get("summed") for item in made):
        rule = "peer-mean"
    return found | {
        "items": made,
        "once": draw(st.booleans()) and not any(rule["unscored"] for rule in averaged),  # scores count, each of them
        "not_applicable": rule,
        "peers": draw(st.sampled_from(["group", "all"])),
        "cap": None if any(item.get("averaged") for item in made) else draw(st.none() | points),
        "voided": draw(_voided(any(item["max"] == "none" for item in made))) if kind != "penalty" else None,
        "max": most,
        "floor": draw(st.sampled_from([None, "none", Decimal(0)])) if kind == "bonus" else None,
        "beyond": draw(st.dictionaries(points, shares, max_size=2)) if kind == "bonus" else {},
    }


@st.composite
def _voided(draw: st.DrawFn, endless: bool) -> Plain | None:
    """How many items must fail for their category to count nothing; of most categories no rule."""
    if draw(st.integers(0, 3)):
        return None
    return {"failed": draw(st.integers(1, 2)), "below_share": None if endless else draw(st.none() | shares)}


@st.composite
def _of_others(draw: st.DrawFn, seen: list[str]) -> Plain:
    """A part that is made of what other units earned in some of the parts before it."""
    return {
        "id": "p9", "kind": "others", "weight": draw(st.none() | shares), "max": draw(points),
        "take": draw(st.sampled_from(["mean", "highest", "lowest"])),
        "of": draw(st.lists(st.sampled_from(seen), min_size=1, unique=True)),
        "without": draw(st.sampled_from(["own", "full", "zero"])),
        "once": False, "coefficient": None, "scaled": None,
    }  # fmt: skip


@st.composite
def _appraisal_rules(draw: st.DrawFn) -> Plain:
    weights = st.integers(1, 4).map(Decimal)
    panels = {name: draw(weights) for name in PANELS[: draw(st.integers(1, 3))]}
    several = {name: CHANNELS[: draw(st.integers(2, 3))] for name in panels if draw(st.integers(0, 2)) == 0}
    return {
        "channels": {name: {f"{name}-{by}": draw(weights) for by in found} for name, found in several.items()},
        "empty_channel": draw(st.sampled_from(["rescale", "zero", "full"])) if several else "",
        "aspects": {name: draw(weights) for name in ASPECTS[: draw(st.integers(1, 2))]},
        "options": {"good": Decimal(1), "fair": draw(shares), "bad": Decimal(0), "unsure": None},
        "panels": panels,
        "empty_panel": draw(st.sampled_from(["rescale", "zero", "full"])),
        "denominator": draw(st.sampled_from(["counted", "counted", "valid", "returned", "issued"])),
    }


@st.composite
def _tallies(draw: st.DrawFn, part: Plain) -> Plain:
    """What the panels voted on one unit: by panel, the ballots and the counts; each aspect has all valid ballots."""
    found: Plain = {}
    for panel in (name for found in part["panels"] for name in part["channels"].get(found, [found])):
        valid = draw(st.integers(0, 9))
        counts = {}
        for aspect in part["aspects"]:
            left, row = valid, {}
            for option in OPTIONS[:-1]:
                row[option] = draw(st.integers(0, left))
                left -= row[option]
            counts[aspect] = {**row, OPTIONS[-1]: left}
        found[panel] = {"valid": valid, "returned": valid + draw(st.integers(0, 2)), "counts": counts}
        found[panel]["issued"] = found[panel]["returned"] + draw(st.integers(0, 2))
    return found


@st.composite
def districts(draw: st.DrawFn, kinds: tuple[str, ...] = ALL_KINDS) -> Plain:
    """One to five units in two groups, one to three parts, and what was recorded."""
    units = [f"u{at}" for at in range(draw(st.integers(1, 5)))]
    alone = tuple(kind for kind in kinds if kind != "others")
    made = [draw(parts(f"p{at}", alone)) for at in range(draw(st.integers(1, 3)))]
    in_force = draw(st.sampled_from([None, None, None, *BEGINS]))
    fit_sums(made, in_force)
    seen = [part["id"] for part in made if part["kind"] in {"deductions", "earned", "imported", "appraisal"}]
    if seen and "others" in kinds and draw(st.integers(0, 2)) == 0:
        made.append(draw(_of_others(seen)))
    every = [
        (part, item, standard) for part in made for item in part.get("items", []) for standard in item["standards"]
    ]
    recorded = [(item, standard) for _, item, standard in every if standard["kind"] in RECORDED]
    whole = draw(coefficients("p0-i0-m7", False))
    if whole is not None and "items" not in made[0]:  # no item is there to write a measure under
        whole["how"] = "groups"
    factors = [*coefficients_of(made), *([whole] if whole else [])]
    figured = [standard for _, _, standard in every if standard["kind"] in FIGURES]
    named = [name for standard in figured for name in sources_of(standard)]
    named += [rule["measure"] for rule in factors if rule["how"] == "measure"]
    known = [(unit, name) for unit in units for name in named]
    number = draw(st.integers(0, 12)) if recorded else 0
    at = draw(st.sampled_from([(), ("component",), ("total",), ("component", "total"), ("span",), ("span", "total")]))
    if "span" in at and any(part.get("not_applicable") == "spread" for part in made):
        at = ()  # what is spread may have more decimals than are kept
    least = {"span": max(_decimals_of_spans(made), default=0)}
    due = due_of(made)
    vetoes = draw(
        st.lists(st.sampled_from(["no-score", "fixed", "at-most", "not-ranked", "kept"]), max_size=2, unique=True)
    )
    return {
        "units": [{"unit": unit, "group": draw(st.sampled_from(["a", "b"]))} for unit in units],
        "parts": made,
        "records": [draw(records(no, units, *draw(st.sampled_from(recorded)))) for no in range(number)],
        "measures": {key: draw(st.none() | values) for key in known if key[1] not in due},
        "due": due,
        "by_span": {
            (unit, name, span): draw(st.none() | values) for unit, name in known if name in due
            for span in calendar_spans(2015, due[name])
        },
        "scores": {unit: draw(st.none() | values) for unit in units},
        "votes": {
            (unit, part["id"]): draw(_tallies(part))
            for part in made
            if part["kind"] == "appraisal"
            for unit in units
            if draw(st.integers(0, 4))
        },
        "excluded": {(item["id"], unit) for _, item, _ in every for unit in units if draw(st.integers(0, 3)) == 0},
        "full": Decimal(100),
        "rounding": {
            place: (draw(st.integers(least.get(place, 0), 3)), draw(st.sampled_from(["earned", "lost"])))
            for place in at
        },
        "gates": {"p1": ("p0", draw(values))} if len(made) > 1 and draw(st.booleans()) else {},
        "cap": draw(st.none() | points),
        "floor": draw(st.none() | st.just(Decimal(0))),
        "ties": draw(st.sampled_from(["shared", "dense", "mean"])),
        "vetoes": [_veto(effect, draw(st.sampled_from(recorded)), draw(points)) for effect in vetoes if recorded]
        + draw(_failing(made)),
        "coefficient": whole,
        "towns": {unit: draw(st.lists(st.sampled_from(units), max_size=2, unique=True)) for unit in units},
        "derived": {standard["measure"]: standard["derived"] for standard in figured if "derived" in standard},
        "bottom": draw(st.none() | st.integers(1, 2) | st.tuples(shares, st.sampled_from(["down", "up", "half-up"]))),
        "in_force": in_force,
        "assessed": draw(_times(units)),
    }  # fmt: skip


@st.composite
def _times(draw: st.DrawFn, units: list[str]) -> Plain:
    """Of every third district, the first and the last day of some units within the year; None: all of it."""
    if draw(st.integers(0, 2)):
        return {}
    times = {unit: (draw(st.sampled_from([None, *BEGINS])), draw(st.sampled_from([None, *ENDS]))) for unit in units}
    return {unit: ends for unit, ends in times.items() if any(ends) and (ends[0] or "") <= (ends[1] or "9")}


def sources_of(standard: Plain) -> tuple[str, ...]:
    """The measures from which the figure of a standard follows."""
    return tuple(standard.get("sources", (standard["measure"],)))


@st.composite
def _failing(draw: st.DrawFn, made: list[Plain]) -> list[Plain]:
    """Perhaps a veto of those who got nothing, or too little, in too many items of a part."""
    counted = [part for part in made if "items" in part and part["kind"] != "penalty"]
    if not counted or draw(st.booleans()):
        return []
    part = draw(st.sampled_from(counted))
    endless = any(item["max"] == "none" for item in part["items"])
    rule = {"part": part["id"], "below_share": None if endless else draw(st.none() | shares)}
    effect = draw(st.sampled_from(["fixed", "at-most", "not-ranked"]))
    return [{"id": "weak", "effect": effect, "failed": rule, "least": draw(st.integers(1, 2)), "fixed": draw(points)}]


def coefficients_of(made: list[Plain]) -> list[Plain]:
    """Those of all parts and items."""
    every = [*made, *(item for part in made for item in part.get("items", []))]
    return [rule for found in every if (rule := found.get("coefficient")) is not None]


def _veto(effect: str, place: tuple[Plain, Plain], fixed: Decimal) -> Plain:
    name = "/".join(found["id"] for found in place)
    return {"id": effect, "effect": effect, "standard": name, "fixed": fixed}


@st.composite
def records(draw: st.DrawFn, number: int, units: list[str], item: Plain, standard: Plain) -> Plain:
    """One record, perhaps void, decided upon, cured, of a fact, charged to another."""
    charged = standard.get("charge") and draw(st.booleans())
    return {
        "record": f"r{number:02}",
        "unit": draw(st.sampled_from(units)),
        "date": draw(st.sampled_from(DATES)),
        "item": item["id"],
        "standard": standard["id"],
        "points": draw(points),
        "void": draw(st.sampled_from([False, False, False, True])),
        "decided": draw(st.none() | points),
        "cured": draw(st.sampled_from([None, "2015-06-01", "2015-12-31", "2016-01-01"])),
        "fact": draw(st.sampled_from([None, "f", "g"])),
        "count": draw(st.integers(1, 3)),
        "charge_unit": draw(st.sampled_from(units)) if charged else None,
        "charge_points": draw(points) if charged else None,
    }


def recorded_otherwise(district: Plain, chosen: Random) -> Plain:
    """The same units and scheme, of which something else was recorded, measured and imported."""
    units = [unit["unit"] for unit in district["units"]]
    records = [
        record | {
            "unit": chosen.choice(units),
            "date": chosen.choice(DATES),
            "points": Decimal(chosen.randint(1, 40)) / 10,
            "void": chosen.random() < 0.25,
            "decided": Decimal(chosen.randint(1, 40)) / 10 if chosen.random() < 0.5 else None,
            "cured": chosen.choice([None, "2015-06-01", "2015-12-31", "2016-01-01"]),
            "count": chosen.randint(1, 3),
        }
        for record in district["records"]
        if chosen.random() < 0.9
    ]  # fmt: skip
    figures = {
        name: {
            key: None if chosen.random() < 0.3 else Decimal(chosen.randint(-20, 240)) / 2 for key in district[name]
        }
        for name in ("measures", "scores", "by_span")
    }
    items = [item["id"] for part in district["parts"] for item in part.get("items", [])]
    excluded = {(item, unit) for item in items for unit in units if chosen.random() < 0.2}
    return district | {"records": records, **figures, "excluded": excluded}


def make_scheme(district: Plain) -> Scheme:
    """The scheme that the description describes."""
    made = tuple(_make_part(part) for part in district["parts"])
    every = [
        standard for part in district["parts"] for item in part.get("items", []) for standard in item["standards"]
    ]
    whole, last = district.get("coefficient"), district.get("bottom")
    factors = [*coefficients_of(district["parts"]), *([whole] if whole else [])]
    measured = (
        *(name for standard in every for name in sources_of(standard)),
        *(rule["measure"] for rule in factors),
    )
    return Scheme(
        2015, "办法", "文号", district["full"],
        tuple(Rounding(places, "half-up", at, of) for at, (places, of) in district["rounding"].items()),
        made,
        Ranking(tuple(_make_group(district, group) for group in ("a", "b")), district["ties"]),
        (),
        total=TotalRule(district["cap"], district["floor"], coefficient=_make_coefficient(whole)),
        measures=tuple(
            MeasureRule(name, "指标", "index", district.get("due", {}).get(name, "year"), "last") for name in measured
        ),
        derived=tuple(DerivedRule(name, "得出的", **rule) for name, rule in district.get("derived", {}).items()),
        grades=() if last is None else (_make_last(last), GradeRule("rest", "其余")),
        imports=(ImportRule("other", "其他考核"),),
        gates=tuple(
            GateRule((part,), FigureCondition(part=of, above=low)) for part, (of, low) in district["gates"].items()
        ),
        vetoes=tuple(map(_make_veto, district["vetoes"])),
        part_year="ranked" if district.get("assessed") else "",
        **_make_beginning(district.get("in_force")),
    )  # fmt: skip


def _make_beginning(day: str | None) -> Plain:
    """From when on what is found counts."""
    return {"in_force": date.fromisoformat(day), "before": "not-counted"} if day else {}


def make_unit(district: Plain, name: str, parts: Plain | None = None) -> Unit:
    """A unit that is assessed, as the description says from when until when."""
    first, last = (end and date.fromisoformat(end) for end in district.get("assessed", {}).get(name, (None, None)))
    return Unit(name, name, name, "department", assessed=Assessed(first or 2015, last), parts=parts or {})


def _make_last(last: Any) -> GradeRule:
    """The grade of the last ones, so many or such a share of them."""
    if isinstance(last, int):
        return GradeRule("low", "较差", bottom=last)
    return GradeRule("low", "较差", bottom_share=last[0], quota_rounds=last[1])


def _make_veto(veto: Plain) -> VetoRule:
    if "failed" not in veto:
        return VetoRule(veto["id"], "否决", veto["effect"], (veto["standard"],), fixed=veto["fixed"])
    when = FigureCondition(failed=FailedItems(**veto["failed"]), at_least=Decimal(veto["least"]))
    return VetoRule(veto["id"], "单项过低", veto["effect"], when=(when,), fixed=veto["fixed"])


def _make_group(district: Plain, group: str) -> RankingGroup:
    return RankingGroup(
        group, f"{group}组", units=tuple(unit["unit"] for unit in district["units"] if unit["group"] == group)
    )


def _limit(value: Any, sign: int = 1) -> Any:
    return UNLIMITED * sign if value == "none" else value


def _make_part(part: Plain) -> Any:
    name, most = part["id"], _limit(part["max"])
    beside: Plain = {
        "weight": part["weight"],
        "scaled": _make_scaled(part.get("scaled")),
        "coefficient": _make_coefficient(part.get("coefficient")),
    }
    if part["kind"] == "others":
        return OthersComponent(
            "of-units", name, name, most, "towns", "各镇", part["take"], tuple(part["of"]), part["without"],
            weight=part["weight"],
        )  # fmt: skip
    if part["kind"] == "imported":
        return ImportedComponent("imported", name, name, most, "other", Conversion(part["from_max"]), **beside)
    if part["kind"] == "appraisal":
        channels = part.get("channels", {})
        return AppraisalComponent(
            "appraisal", name, name, most,
            tuple(Weighted(aspect, aspect, weight) for aspect, weight in part["aspects"].items()),
            tuple(Option(option, option, weight, weight is None) for option, weight in part["options"].items()),
            tuple(
                Panel(panel, panel, weight, tuple(Weighted(by, by, n) for by, n in channels.get(panel, {}).items()))
                for panel, weight in part["panels"].items()
            ),
            part["empty_panel"], denominator=part["denominator"],
            empty_channel=part.get("empty_channel", ""), **beside,
        )  # fmt: skip
    made = tuple(_make_item(item) for item in part["items"])
    common: Plain = {
        "not_applicable": part["not_applicable"],
        "peers": part["peers"],
        "once": "highest" if part["once"] else "",
        **beside,
    }
    voided = part.get("voided")
    if part["cap"] is None and voided is None:
        common["items"] = made
    else:
        rule = None if voided is None else VoidedRule(**voided)
        common["categories"] = (Category(f"{name}-c", "类别", made, max=part["cap"], voided=rule),)
    if part["kind"] == "bonus":
        beyond = tuple(BeyondRule(above, share) for above, share in sorted(part.get("beyond", {}).items()))
        return BonusComponent("bonus", name, name, most, floor=_limit(part["floor"], -1), beyond=beyond, **common)
    classes: Mapping[str, Any] = {
        "deductions": DeductionsComponent,
        "earned": EarnedComponent,
        "penalty": PenaltyComponent,
    }
    return classes[part["kind"]](part["kind"], name, name, most, **common)


def _make_item(item: Plain) -> Item:
    return Item(
        item["id"], item["id"], _limit(item["max"]), item["assessor"], ("year-end",),
        tuple(_make_standard(standard) for standard in item["standards"]),
        own_items=item["own"] or None, starts=item["starts"], earns_at_most=item["earns_at_most"],
        floor=_limit(item["floor"], -1), coefficient=_make_coefficient(item.get("coefficient")),
        once="highest-of-all" if item.get("highest") else "",
        averaged=AveragedRule(**item["averaged"]) if item.get("averaged") else None,
        summed=SummedRule(**item["summed"]) if item.get("summed") else None,
    )  # fmt: skip


def _make_standard(s: Plain) -> Any:
    kind, head = s["kind"], (s["id"], "原文")
    if kind in {"quotient", "curve", "rank", "rank-share", "rank-even"}:
        return _make_placed(s)
    cured = s["cured"] and CuredRule(s["cured"]["share"], s["cured"]["within"])
    figure = {"measure": s["measure"], "effect": s["effect"]}
    match kind:
        case "per-event":
            charge = ChargeRule("另一个单位", Decimal(1)) if s["charge"] else None
            return PerEventStandard(*head, Decimal(1), effect=s["effect"], max=s["max"], cured=cured, charge=charge)
        case "levels":
            return LevelsStandard(kind, *head, {"city": Decimal(1)}, effect=s["effect"], max=s["max"], cured=cured)
        case "one-off":
            return OneOffStandard(kind, *head, Decimal(1), s["exclusive"], s["effect"], cured)
        case "escalation":
            further = EachFurther(s["then"]["add"]) if isinstance(s["then"], dict) else s["then"]
            return EscalationStandard(kind, *head, tuple(s["points"]), further, s["effect"])
        case "given" | "rated":
            return _make_given_outright(s)
        case "per-step":
            return PerStepStandard(
                kind,
                *head,
                s["step"],
                s["points"],
                s["steps"],
                below=s["below"],
                above=s["above"],
                max=s["max"],
                **figure,
            )
        case "tiers":
            rows = tuple(
                TierRow(row["points"], below=row["below"], also=_make_also(row.get("also"))) for row in s["tiers"]
            )
            return TiersStandard(kind, *head, rows, s["else"], **figure)
        case "threshold":
            figure["effect"] = s["effect"] or "gives"
            return ThresholdStandard(kind, *head, s["else"], points=s["points"], at_least=s["at_least"], **figure)
        case "target":
            spared = None if s["spared"] is None else SparedRule(s["spared"], "group")
            return TargetStandard(
                kind,
                *head,
                s["step"],
                s["points"],
                s["steps"],
                s["measure"],
                at_least=s["at_least"],
                spared_if=spared,
            )
        case "completion":
            figure["effect"] = s["effect"] or "gives"
            return CompletionStandard(kind, *head, s["over"], of=s["of"], **figure)
        case "proportion":
            return ProportionStandard(kind, *head, s["scale"], s["to"], max=s["max"], **figure)
    raise AssertionError(kind)


def _make_given_outright(s: Plain) -> Any:
    """A standard under which the points themselves are entered, by one or by several."""
    if s["kind"] == "given":
        return GivenStandard("given", s["id"], "原文", Decimal(1), s.get("scored_of"))
    out = EndsLeftOut(**s["leave_out"])
    return RatedStandard("rated", s["id"], "原文", Decimal(1), out, s["at_least"], s["fewer"], s.get("scored_of"))


def _make_placed(s: Plain) -> Any:
    """A standard by a place, a ratio or a stretch."""
    kind, name, text = s["kind"], s["id"], "原文"
    figure: Plain = {"measure": s["measure"], "effect": s["effect"]}
    if kind == "quotient":
        return _make_ratio(s)
    if kind == "rank":
        then = StepOn(s["then"]["add"]) if isinstance(s["then"], dict) else s["then"]
        figure |= {"order": s["order"], "among": s["among"], "ties": s["ties"]}
        return RankStandard(kind, name, text, tuple(s["points"]), then, least=_limit(s["least"], -1), **figure)
    if kind == "curve":
        nodes = tuple(CurvePoint(at, many) for at, many in s["curve"])
        return CurveStandard(kind, name, text, nodes, s["under"], **figure)
    ranked = (s["order"], s["among"])
    if kind == "rank-even":
        return RankEvenStandard(kind, name, text, *ranked, s["ties"], s["first"], s["last"], **figure)
    bands = tuple(PlaceBand(row["top"], row["points"]) for row in s["bands"])
    return RankShareStandard(kind, name, text, *ranked, bands, s["quota_rounds"], s["else"], **figure)


def _make_also(least: Decimal | None) -> tuple[AlsoBounds, ...]:
    return () if least is None else (AlsoBounds(score="other", at_least=least),)


def _make_coefficient(rule: Plain | None) -> CoefficientRule | None:
    if rule is None:
        return None
    named = {rule["how"]: rule[rule["how"]]}
    return CoefficientRule("系数", rule["of"], most=_limit(rule["most"]), **named)


def _make_scaled(rule: Plain | None) -> ScaledRule | None:
    return None if rule is None else ScaledRule(**rule)


def _make_ratio(s: Plain) -> QuotientStandard:
    base = s["base"]
    if isinstance(base, str):
        base = FigureSource(measure=s["measure"], take=base, among="all")
    return QuotientStandard(
        "quotient", s["id"], "原文", s["better"], s["over"], base, s["by_nothing"], max=s["max"],
        measure=s["measure"], effect=s["effect"] or "gives",
    )  # fmt: skip


def make_given(district: Plain) -> Mapping[str, list[Mapping[str, Any]]]:
    """The given rows of the book."""
    return {
        "unit": district["units"],
        "record": [
            {
                **{name: record[name] for name in ("record", "unit", "item", "standard", "date", "points", "cured")},
                **{name: record[name] for name in ("fact", "charge_unit", "charge_points")},
                "revoked": record["void"],
                "decision": "" if record["decided"] is None else "reduced",
                "decided_points": record["decided"],
                "count": Decimal(record["count"]),
            }
            for record in district["records"]
        ],
        "measure": [
            {"unit": unit, "measure": name, "period": "2015", "value": value, "done": None, "of": None}
            for (unit, name), value in district["measures"].items()
            if value is not None
        ]
        + [
            {"unit": unit, "measure": name, "period": span, "value": value, "done": None, "of": None}
            for (unit, name, span), value in district.get("by_span", {}).items()
            if value is not None
        ],
        "import": [
            {"import": "other", "unit": unit, "score": score, "rank": None, "of": None}
            for unit, score in district["scores"].items()
            if score is not None
        ],
        "unit-part": [
            {"unit": unit, "of": "towns", "division": other, "there": True}
            for unit, towns in district.get("towns", {}).items()
            for other in towns
        ],
        **_given_times(district),
        "applies": [{"item": item, "unit": unit, "excluded": True} for item, unit in sorted(district["excluded"])],
        **_given_votes(district),
    }


def _given_times(district: Plain) -> dict[str, list[Mapping[str, Any]]]:
    """The months and quarters in which each unit is scored, and where its time begins or ends."""
    scheme = make_scheme(district)
    rows: dict[str, list[Mapping[str, Any]]] = {MONTH: [], EACH_QUARTER: [], EDGE: []}
    for unit in district["units"]:
        for table, cells in blocks_of(make_unit(district, unit["unit"]), scheme, date(2015, 12, 31)):
            if table in rows:
                rows[table] += [dict(zip(COLUMNS[table], row, strict=True)) for row in cells]
    return rows


def _counted_alone(part: Plain, empty: Any) -> Any:
    """Id, weight, rate without votes, and panel of each panel or channel that is counted by itself."""
    of_channel = {"zero": Decimal(0), "full": Decimal(1)}.get(part.get("empty_channel", ""))
    for panel, share in part["panels"].items():
        channels = part.get("channels", {}).get(panel)
        if channels is None:
            yield panel, share, empty, panel
        else:
            yield from ((channel, weight, of_channel, panel) for channel, weight in channels.items())


def _given_votes(district: Plain) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {"aspect": [], "panel": [], "joint": [], "ballot": []}
    for (unit, name), voted in district["votes"].items():
        part = next(part for part in district["parts"] if part["id"] == name)
        empty = {"zero": Decimal(0), "full": Decimal(1)}.get(part["empty_panel"])
        for aspect, weight in part["aspects"].items():
            key = {"unit": unit, "part": name, "aspect": aspect}
            rows["aspect"].append({**key, "name": aspect, "weight": weight, "held": "2015-12-18"})
            for whole, share in part["panels"].items():
                joint = {"joint": whole, "name": whole, "weight": share, "when_empty": empty}
                rows["joint"].append({**key, **joint})
            for panel, share, none, whole in _counted_alone(part, empty):
                counted = {**key, "panel": panel}
                below = None if part["denominator"] == "counted" else Decimal(voted[panel][part["denominator"]])
                facts = {"name": panel, "weight": share, "when_empty": none, "denominator": below, "joint": whole}
                rows["panel"].append({**counted, **facts})
                for option, worth in part["options"].items():
                    count = Decimal(voted[panel]["counts"][aspect][option])
                    option_row = {"option": option, "name": option, "weight": worth, "count": count}
                    rows["ballot"].append({**counted, **option_row})
    return rows


def make_corpus(district: Plain) -> Corpus:
    """The same district as records, as if read from files; a demonstration, so that all of it is shown."""
    units = {unit["unit"]: unit["group"] for unit in district["units"]}
    measured: dict[tuple[str, str], list[MeasuredValue]] = {}
    for table in ("measures", "by_span"):
        for key, value in district.get(table, {}).items():
            unit, name, period = (*key, "2015")[:3]
            if value is not None:
                measured.setdefault((unit, name), []).append(MeasuredValue(name, period, value))
    scores = {unit: score for unit, score in district["scores"].items() if score is not None}
    excluded = tuple(
        Inapplicable(item, unit, "没有这项工作", date(2015, 4, 1)) for item, unit in sorted(district["excluded"])
    )
    source = ImportSource("其他考核", date(2015, 12, 30))
    towns = {unit: {"towns": tuple(found)} for unit, found in district.get("towns", {}).items() if found}
    registered = [make_unit(district, name, towns.get(name)) for name in units]
    others = [Unit(name, name, name, "body", not_assessed="只考核别人") for name in ("office", "u0", "u1")]
    return Corpus(
        Site("办公室", "office", "某区", "某区考核", "https://kaohe.example/", True),
        {2015: make_scheme(district)},
        {unit.id: unit for unit in (*others, *registered)},
        tuple(sorted((_make_record(district, record) for record in district["records"]), key=lambda made: made.path)),
        measures=tuple(
            Measured(unit, 2015, name.rpartition("-")[0], tuple(found))
            for (unit, name), found in sorted(measured.items())
        ),
        appraisals=tuple(
            Appraisal(
                unit,
                2015,
                date(2015, 12, 18),
                {
                    panel: PanelTally(Ballots(vote["issued"], vote["returned"], vote["valid"]), vote["counts"])
                    for panel, vote in voted.items()
                },
                part=part,
            )
            for (unit, part), voted in sorted(district["votes"].items())
        ),
        imports=(Imported("other", 2015, source, scores=scores),) if scores else (),
        inapplicable={2015: InapplicableItems(2015, excluded)} if excluded else {},
    )


def _make_record(district: Plain, record: Plain) -> Deduction:
    """The record; of what adds, one of its own kind."""
    day = date.fromisoformat(record.get("date", "2015-05-05"))
    appeal = None
    if record["decided"] is not None:
        appeal = Appeal(day, "请求复核", day, "reduced", record["decided"], "部分属实", "office")
    charge = None if record["charge_unit"] is None else Charge(record["charge_unit"], record["charge_points"])
    part = next(
        part for part in district["parts"] if any(item["id"] == record["item"] for item in part.get("items", []))
    )
    made = Bonus if part["kind"] == "bonus" else Deduction
    return made(
        record["record"], 2015, record["item"], record["unit"], day, record["standard"], record["points"],
        "year-end", "review", "事由", appeal=appeal, charge=charge, fact=record["fact"] or "", count=record["count"],
        cured=date.fromisoformat(record["cured"]) if record["cured"] else None,
        revoked=Revocation(day, "记错了") if record["void"] else None,
    )  # fmt: skip
