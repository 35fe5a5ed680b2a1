from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from generator.model.unit import DATA_LICENSES
from generator.opendata.catalogue import LICENSE_URLS, open_data_tables, opendata_index
from generator.opendata.readme import license_text, readme_text
from generator.opendata.result_tables import components_table, results_table
from generator.opendata.table import DataTable, Value
from generator.public.audience import published_corpus
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus
from tests.opendata.sample import (
    APPRAISALS,
    CANARY,
    COMMIT,
    SCHEME,
    SITE,
    make_corpus,
    make_disclosure,
)
from tests.score.districts import corpora

TABLES = {table.name: table for table in open_data_tables(make_disclosure())}


def pick(name: str, **where: Value) -> list[dict[str, Value]]:
    """The rows of a table that have these values."""
    table = TABLES[name]
    rows = [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
    return [row for row in rows if all(row[key] == value for key, value in where.items())]


def assert_sound(tables: dict[str, DataTable]) -> None:
    """Keys are complete and unique, references lead to a row, required values are there."""
    keys = {}
    for table in tables.values():
        for at, column in enumerate(table.columns):
            values = {row[at] for row in table.rows}
            assert not (column.required and None in values), (table.name, column.name)
            assert not column.names or values - {None} <= column.names.keys(), (table.name, column.name)
        places = [[column.name for column in table.columns].index(name) for name in table.key]
        keys[table.name] = [tuple(row[at] for at in places) for row in table.rows]
        assert not table.key or len(set(keys[table.name])) == len(table.rows), table.name
    for table in tables.values():
        for reference in table.references:
            assert reference.target == tables[reference.table].key
            found = zip(*(table.values(name) for name in reference.columns), strict=True)
            assert {row for row in found if None not in row} <= set(keys[reference.table]), table.name


def test_the_tables_fit_together() -> None:
    assert_sound(TABLES)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_the_tables_say_of_any_district_what_was_scored(corpus: Corpus) -> None:
    disclosure = make_disclosure(replace(corpus, site=replace(SITE, demo=True)))
    tables = {table.name: table for table in open_data_tables(disclosure)}
    assert sorted(map(str, tables["deductions"].values("path"))) == sorted(
        record.path for record in corpus.deductions
    )
    results = tables["results"]
    columns = (results.values(name) for name in ("period", "unit", "total", "rank"))
    assert list(zip(*columns, strict=True)) == [
        (shown.name, unit.unit.id, unit.total, unit.rank)
        for shown in disclosure.periods
        for unit in sorted(shown.result.units, key=lambda unit: unit.unit.id)
    ]


@pytest.mark.parametrize(
    ("record", "points", "effective", "absorbed", "counted", "status"),
    [
        ("r1", "0.6", "0.6", "0", "0.6", "standing"),
        ("r2", "0.7", "0.7", "0.3", "0.4", "standing"),
        ("r3", "1", "0.45", "0", "0.45", "reduced"),
        ("r4", "1.5", "0", "0", "0", "revoked"),
        ("r5", "0.5", "0", "0", "0", "revoked-on-review"),
        ("r6", "2", "2", "0", "2", "appealed"),
    ],
)
def test_a_deduction_says_what_became_of_it(
    record: str, points: str, effective: str, absorbed: str, counted: str, status: str
) -> None:
    [row] = pick("deductions", record=record)
    found = [str(row[name]) for name in ("points", "effective", "absorbed", "counted", "status")]
    assert found == [points, effective, absorbed, counted, status]


def test_a_deduction_names_rule_method_source_and_office() -> None:
    [row] = pick("deductions", record="r1")
    names = ("standard_text", "method_name", "source_name", "assessor_name", "rectification_note")
    assert [row[name] for name in names] == [
        "逾期办结，每件扣0.1至1分", "不定期抽查", "“12345”热线", "示例区热线办", "已整改",
    ]  # fmt: skip
    assert [row["held_at"] for row in pick("evidence", record="r1")] == ["政务热线平台", "热线办"]


def test_ballots_of_a_withheld_panel_are_empty_and_no_sum_is_given() -> None:
    shown = {(row["panel"], row["valid"], row["suppressed"]) for row in pick("appraisal-ballots", unit="alpha")}
    assert shown == {("delegates", None, True), ("supervisors", None, True), ("residents", 100, False)}
    counts = {
        row["panel"]: row["count"]
        for row in pick("appraisal-tallies", unit="alpha", option="satisfied", aspect="law")
    }
    assert counts == {"delegates": None, "supervisors": None, "residents": 60}
    assert [column.name for column in TABLES["appraisal-ballots"].columns if "total" in column.name] == []


def test_the_rate_is_given_to_four_decimals_only_and_never_as_a_fraction() -> None:
    rates = [value for value in TABLES["result-components"].values("rate") if value is not None]
    assert rates
    assert all(len(str(rate)) == 6 for rate in rates)


def test_an_unrounded_deduction_does_not_give_the_exact_rate_away() -> None:
    scheme = replace(SCHEME, roundings=(replace(SCHEME.rounding, at="total", of="earned"),))
    table = components_table(make_disclosure(make_corpus(scheme)))
    rows = zip(table.values("unit"), table.values("component"), table.values("counted"), strict=True)
    found = {(unit, str(value)) for unit, name, value in rows if name == "appraisal" and value}
    assert found == {("alpha", "1.63"), ("beta", "0.645056")}  # every count of the latter is public


def test_changes_leave_out_internal_fields_and_counts() -> None:
    rows = [(row["field"], row["old"], row["new"]) for row in pick("changes")]
    assert rows == [("appeal.points", None, "0.45"), ("panels.supervisors.tallies.law.fairly", None, None)]


def test_quarters_entail_nothing_nor_does_a_year_without_all_appraisals() -> None:
    assert pick("outcomes") == []
    whole = make_corpus()
    last = replace(APPRAISALS[0], unit="gamma")
    appraised = replace(whole, appraisals=(*whole.appraisals, last))
    table = next(t for t in open_data_tables(make_disclosure(appraised)) if t.name == "outcomes")
    assert list(zip(table.values("period"), table.values("unit"), table.values("outcome"), strict=True)) == [
        ("2015", "beta", "praised"),
        ("2015", "gamma", "summons"),
    ]


def test_what_was_found_before_the_first_day_is_there_and_counts_nothing() -> None:
    scheme = replace(SCHEME, in_force=date(2015, 5, 1), before="not-counted")
    whole = make_corpus()
    corpus = replace(
        whole,
        site=replace(SITE, demo=True),  # a demonstration shows the quarters that were not published, too
        schemes={2015: scheme},
        publications={"2015-final": whole.publications["2015-final"]},
        corrections={},
    )
    tables = {table.name: table for table in open_data_tables(make_disclosure(corpus))}
    found = tables["deductions"]
    rows = zip(found.values("record"), found.values("effective"), found.values("status_name"), strict=True)
    assert {record: (str(points), words) for record, points, words in rows if record in ("r1", "r2")} == {
        "r1": ("0", "施行前，不计分"),
        "r2": ("0.7", "有效"),
    }
    assert set(tables["results"].values("period")) == {"2015-Q2", "2015-Q3", "2015-Q4", "2015"}
    assert (tables["schemes"].values("in_force"), tables["schemes"].values("before")) == (
        [date(2015, 5, 1)],
        ["not-counted"],
    )


def test_a_quarter_gives_what_it_added_itself() -> None:
    rows = {row["period"]: str(row["quarter_deducted"]) for row in pick("results", unit="alpha")}
    assert rows == {"2015-Q1": "0.6", "2015": "None"}
    quarters = ("2", "3", "4")
    found = make_corpus()
    orders = [PublicationRequest(f"2015-q{q}", date(2016, 1, 20)) for q in quarters]
    more = {order.id: freeze_period(found, order, COMMIT, None) for order in orders}
    table = results_table(make_disclosure(replace(found, publications={**found.publications, **more})))
    names = [column.name for column in table.columns]
    at = [names.index(name) for name in ("period", "unit", "quarter_deducted")]
    own = {row[at[0]]: str(row[at[2]]) for row in table.rows if row[at[1]] == "alpha"}
    assert own == {"2015-Q1": "0.6", "2015-Q2": "0.4", "2015-Q3": "0.45", "2015-Q4": "0", "2015": "None"}


def test_nothing_internal_is_in_any_table() -> None:
    assert CANARY not in repr([[*table.rows] for table in TABLES.values()])


def test_what_is_not_published_is_in_no_table() -> None:
    whole = make_corpus()
    first = replace(whole, publications={"2015-q1": whole.publications["2015-q1"]})
    tables = {table.name: table for table in open_data_tables(make_disclosure(published_corpus(first)))}
    assert set(tables["deductions"].values("record")) == {"r1", "r4"}
    assert [*tables["appraisal-ballots"].rows, *tables["outcomes"].rows] == []
    assert set(tables["results"].values("period")) == {"2015-Q1"}


def test_the_index_names_every_table_with_its_files() -> None:
    index = opendata_index(make_disclosure(), tuple(TABLES.values()))
    assert [line.name for line in index.tables] == list(TABLES)
    assert index.tables[0].csv == "open-data/units.csv"
    assert index.tables[0].rows == 4
    assert index.workbooks == (("open-data/kaohe-2015.xlsx", "2015年度考核数据"),)


def test_the_readme_explains_every_column_and_what_is_withheld() -> None:
    text = readme_text(make_disclosure(), tuple(TABLES.values()))
    for table in TABLES.values():
        for column in table.columns:
            assert f"  {column.name}　{column.title}" in text
    assert "有效票不足下限（2015年度 10 张）" in text


@pytest.mark.parametrize("name", sorted(DATA_LICENSES))
def test_the_licence_says_where_its_text_stands(name: str) -> None:
    corpus = make_corpus()
    text = license_text(make_disclosure(replace(corpus, site=replace(SITE, data_license=name))))
    assert name in text
    assert LICENSE_URLS[name] in text
    assert ("无须注明来源" in text) == (name == "CC0-1.0")


def test_only_figures_that_are_read_from_records_are_said_never_to_fall_below_zero() -> None:
    declared = {
        (name, column.name)
        for name, table in TABLES.items()
        for column in table.columns
        if column.declared and column.kind == "figure"
    }
    assert {("deductions", "points"), ("items", "max"), ("publication-results", "rank")} <= declared
    assert not {name for _, name in declared} & {"total", "old_total", "new_total", "counted", "score"}
