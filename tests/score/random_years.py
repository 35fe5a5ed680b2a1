"""Random years with every family of data: a scheme of any kinds of parts, and all that bears on its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.model.amendment import AmendedPlace, Amendment
from generator.model.bonus import Bonus
from generator.model.deduction import Appeal, Charge, Deduction, Revocation
from generator.model.imported import Imported, ImportSource
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.measured import Measured, MeasuredValue
from generator.model.publication import FrozenResult, Publication
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.rules.part_record import units_taken_from
from generator.rules.scheme import Scheme
from generator.rules.total_rule import YearOf
from tests.rules.random_schemes import Plain, districts, make_scheme, make_unit

SCHEME = "data/schemes/2015.yml"
Files = Mapping[str, Any]  # records by path
days = st.sampled_from([(2, 1), (3, 31), (5, 5), (8, 8), (11, 30)]).map(lambda day: date(2015, *day))
PUBLISHED = {"u0": FrozenResult(Decimal(90), Decimal(1))}


@st.composite
def years(draw: st.DrawFn) -> Files:
    """All files of a year, by path."""
    district: Plain = draw(districts())
    scheme = draw(_schemes(district))
    found: dict[str, Any] = {SCHEME: scheme}
    for row in district["units"]:
        unit = make_unit(district, row["unit"])
        found[f"data/units/{unit.id}.yml"] = unit
    found |= {record.path: record for record in [draw(_records(row)) for row in district["records"]]}
    measured = [draw(_measures(key, value)) for key, value in district["measures"].items() if value is not None]
    found |= {record.path: record for record in measured}
    scores = {unit: value for unit, value in district["scores"].items() if value is not None}
    if scores:
        made = Imported("other", 2015, ImportSource("另一项", date(2016, 1, 5)), scores=scores)
        found[made.path] = made
    if district["excluded"]:
        rows = tuple(Inapplicable(item, unit, "无", draw(days)) for item, unit in sorted(district["excluded"]))
        found["data/applies/2015.yml"] = InapplicableItems(2015, rows)
    for _ in range(draw(st.integers(0, 2))):
        amendment = draw(_amendments(district))
        found[amendment.path] = amendment
    if scheme.year_of is not None and draw(st.booleans()):
        published = Publication("2015-q2", "题", date(2015, 7, 9), "1" * 40, "0" * 64, PUBLISHED, 2)
        found["data/publications/2015-q2.yml"] = published
    return found


@st.composite
def _schemes(draw: st.DrawFn, district: Plain) -> Scheme:
    """The scheme, with groups that hold the units; perhaps with quarters of their own, and with outcomes."""
    groups = tuple(
        RankingGroup(name, name, units=tuple(row["unit"] for row in district["units"] if row["group"] == name))
        for name in sorted({row["group"] for row in district["units"]})
    )
    every = tuple(group.id for group in groups)
    outcomes = (
        OutcomeRule("first", "表扬", ("year",), top=2, groups=every),
        OutcomeRule("last", "约谈", ("quarter", "year"), bottom=1, groups=every),
    )
    scheme = make_scheme(district)
    scheme = replace(scheme, ranking=Ranking(groups, scheme.ranking.ties), outcomes=outcomes)
    take = draw(st.sampled_from([None, None, "sum", "mean", "highest", "last"]))
    if take is None:
        return scheme
    weight = draw(st.sampled_from([None, Decimal("0.6")]))
    made: list[Any] = list(scheme.components)
    times = [draw(st.sampled_from(["", "", "year"])) for _ in made]
    if any(map(units_taken_from, made)):  # what looks back at parts counts when they do
        times = [""] * len(made)
    parts = tuple(replace(part, at=at) for part, at in zip(made, times, strict=True))
    return replace(scheme, components=parts, year_of=YearOf(take, weight=weight), gates=())


@st.composite
def _records(draw: st.DrawFn, row: Plain) -> Deduction:
    day = draw(days)
    void, decided, charged = row["void"], row["decided"], row["charge_unit"]
    cured = None if row["cured"] is None else max(date.fromisoformat(row["cured"]), day)
    kind = draw(st.sampled_from([Deduction, Deduction, Bonus]))
    return kind(
        row["record"], 2015, row["item"], row["unit"], day, row["standard"], row["points"], "quarterly", "hotline",
        "事由",
        count=row["count"], fact=row["fact"] or "", cured=cured,
        charge=Charge(charged, row["charge_points"]) if charged else None,
        revoked=Revocation(day, "误记") if void else None,
        appeal=None if decided is None else Appeal(day, "申诉", day, "reduced", min(decided, row["points"]), "复核"),
    )  # fmt: skip


@st.composite
def _measures(draw: st.DrawFn, key: tuple[str, str], value: Decimal) -> Measured:
    unit, measure = key
    periods = draw(st.sets(st.sampled_from(["2015", "2015-Q1", "2015-Q2", "2015-Q4"]), min_size=1, max_size=2))
    rows = tuple(MeasuredValue(measure, period, value + at) for at, period in enumerate(sorted(periods)))
    return Measured(unit, 2015, draw(st.sampled_from(["x", "y"])) + measure.rpartition("-")[0], rows)


@st.composite
def _amendments(draw: st.DrawFn, district: Plain) -> Amendment:
    part = draw(st.sampled_from(district["parts"]))
    places = ["total/cap", "ranking/ties"]
    places += [f"components/{part['id']}/items/{item['id']}/max" for item in part.get("items", ())]
    values = {"ties": "mean"}
    change = draw(st.sampled_from(places))
    to = values.get(change.rpartition("/")[2]) or draw(st.sampled_from(["1", "2.5", "60"]))
    return Amendment("a-" + draw(st.sampled_from("xy")), 2015, draw(days), "文号", (AmendedPlace(change, to),))


@st.composite
def next_year(draw: st.DrawFn, old: Files, other: Files) -> Files:
    """The files `old` with some taken out, and some of `other` put in or in their place; seldom its scheme."""
    found = dict(old)
    paths = sorted(old.keys() | other.keys())
    for path in draw(st.sets(st.sampled_from(paths), max_size=6)):
        if path == SCHEME and draw(st.integers(0, 2)):
            continue
        if path in other and draw(st.integers(0, 3)):
            found[path] = other[path]
        elif path != SCHEME:
            found.pop(path, None)
    return found


def tree_of(files: Files) -> MemoryTree:
    """The files as they are written."""
    return MemoryTree({path: emit_record(record).encode() for path, record in files.items()})


def corpus_of(files: Files) -> Corpus:
    """The files as they read; every one can be read."""
    corpus, problems = read_corpus(tree_of(files))
    told = [problem for problem in problems if problem.code not in {"KH480", "KH481"}]
    assert told == [], told
    return corpus
