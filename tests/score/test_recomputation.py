"""Every score of the sample district, computed again from the YAML by code that shares nothing with kaohe."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.score.year import score_year
from tests.sample import read_sample
from tests.scored import rank_of

Record = dict[str, Any]


@cache
def load(path: Path) -> Record:
    """A file as plain text values, which nobody changes; nothing is typed."""
    loaded: Record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # text only
    return loaded


def recompute(folder: Path, year: int, last_day: str) -> dict[str, tuple[str, int]]:
    """Total and rank of each unit by the letter of the method, from the files alone."""
    scheme = load(folder / f"data/schemes/{year}.yml")
    assert scheme["before"] == "not-counted"
    assert scheme["rounding"] == [{"places": "2", "mode": "half-up", "at": "component", "of": "lost"}]
    caps = {
        item["id"]: Fraction(item["max"])
        for part in scheme["components"]
        if part["kind"] == "deductions"
        for category in part["categories"]
        for item in category["items"]
    }
    lost: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for path in sorted((folder / f"data/deductions/{year}").glob("*/*.yml")):
        record = load(path)
        if scheme["in_force"] <= record["date"] <= last_day:
            lost[record["unit"], path.parent.name] += points_of(record)
    totals: dict[str, Decimal] = {}
    groups = {kind: group["id"] for group in scheme["ranking"]["groups"] for kind in group["kinds"]}
    ranked: dict[str, str] = {}
    for path in (folder / "data/units").glob("*.yml"):
        unit = load(path)
        if "assessed" not in unit or int(unit["assessed"]["from"]) > year or unit["kind"] not in groups:
            continue
        ranked[path.stem] = groups[unit["kind"]]
        deducted = round_half_up(sum((min(cap, lost[path.stem, item]) for item, cap in caps.items()), Fraction(0)))
        totals[path.stem] = Decimal(100) - deducted - appraisal_deduction(folder, scheme, path.stem, last_day)
    return {
        unit: (f"{total:.2f}", 1 + sum(totals[other] > total for other in totals if ranked[other] == ranked[unit]))
        for unit, total in totals.items()
    }


def points_of(record: Record) -> Fraction:
    """Effective points: none if revoked, the decided ones if reduced."""
    decision = record.get("appeal", {}).get("decision")
    if "revoked" in record or decision == "revoked":
        return Fraction(0)
    return Fraction(record["appeal"]["points"] if decision == "reduced" else record["points"])


def appraisal_deduction(folder: Path, scheme: Record, unit: str, last_day: str) -> Decimal:
    """Maximum × (1 − mean of the aspects' means of the panels' rates)."""
    path = folder / f"data/appraisals/{scheme['year']}/{unit}.yml"
    appraisal = load(path) if path.exists() else {}
    if not appraisal or appraisal["held"] > last_day:
        return Decimal(0)
    part = next(part for part in scheme["components"] if part["kind"] == "appraisal")
    weights = {o["id"]: Fraction(o["weight"]) for o in part["options"] if o.get("excluded", "false") == "false"}
    aspects = []
    for aspect in part["aspects"]:
        panels = []
        for panel in part["panels"]:
            counts = appraisal["panels"][panel["id"]]["tallies"][aspect["id"]]
            counted = sum(int(counts.get(option, 0)) for option in weights)
            if counted:
                satisfied = sum(
                    (weight * int(counts.get(option, 0)) for option, weight in weights.items()), Fraction(0)
                )
                panels.append((Fraction(panel["weight"]), satisfied / counted))
        aspects.append((Fraction(aspect["weight"]), weighted_mean(panels)))
    return round_half_up(Fraction(part["max"]) * (1 - weighted_mean(aspects)))


def weighted_mean(values: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ weight·value / Σ weight."""
    return sum((w * v for w, v in values), Fraction(0)) / sum((w for w, _ in values), Fraction(0))


def round_half_up(value: Fraction) -> Decimal:
    """Two decimals, by the decimal module at a precision no tie can be lost in."""
    with localcontext(prec=200):
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("quarter", "last_day"), ((2, "2015-06-30"), (3, "2015-09-30"), (4, "2015-12-31"), (None, "2015-12-31"))
)
def test_every_total_and_rank_agrees_to_the_last_digit(sample: Path, quarter: int | None, last_day: str) -> None:
    result = score_year(read_sample(), 2015, quarter)
    assert len(result.units) > 40
    computed = {found.unit.id: (f"{found.total:.2f}", int(rank_of(found))) for found in result.units}
    assert computed == recompute(sample, 2015, last_day)
