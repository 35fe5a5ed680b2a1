"""The page of a unit: the score runs down to the result, and every figure is the one that was computed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.model.appraisal import WITHHELD
from generator.model.number import format_points
from generator.pages.method_page import choose_example, view_method
from generator.pages.record_page import RecordView, view_records
from generator.pages.score_way import index_groups
from generator.pages.steps import StepView
from generator.pages.unit_page import UnitView, view_unit
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.year import score_year
from tests.released import of_office
from tests.scored import total_of
from tests.shown import shown_year
from tests.site.sample import read_district

YEAR_END = "2015-12-31"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The records as a build sees them that has the text of the notice."""
    corpus = read_district()
    return replace(corpus, schemes={2015: replace(corpus.schemes[2015], notice="2015-1")})


@pytest.fixture(scope="module")
def result(corpus: Corpus) -> YearResult:
    return score_year(corpus, 2015)


@pytest.fixture(scope="module")
def records(corpus: Corpus, result: YearResult) -> dict[str, RecordView]:
    return view_records(of_office(corpus), result, date.fromisoformat(YEAR_END))


@pytest.fixture(scope="module")
def views(corpus: Corpus, result: YearResult, records: dict[str, RecordView]) -> dict[str, UnitView]:
    groups = index_groups(result)
    return {
        unit.unit.id: view_unit(of_office(corpus), result, unit, records, groups[unit.group]) for unit in result.units
    }


def test_the_running_score_ends_at_the_result(views: dict[str, UnitView], result: YearResult) -> None:
    for unit in result.units:
        view = views[unit.unit.id]
        assert Decimal(view.falls[-1].left) == unit.total
        assert sum(Decimal(row.points) for row in view.falls) == Decimal(view.lost)
        assert Decimal(view.full_marks) - Decimal(view.lost) == unit.total


def test_each_step_down_is_an_item_and_says_how_it_was_capped(views: dict[str, UnitView]) -> None:
    assert [(row.name, row.points, row.left, row.note) for row in views["minzheng"].falls] == [
        ("窗口服务", "1.00", "99.00", "有效扣分合计 1.6，超过上限 1，按 1 计"),
        ("千人评议", "1.26", "97.74", "10 ×（1 − 87.4113%）≈ 1.26 分"),
    ]


def test_what_the_cap_absorbed_is_shown_record_by_record(views: dict[str, UnitView]) -> None:
    (category,) = views["minzheng"].categories
    (item,) = category.items
    assert (item.max, item.raw, item.counted, item.absorbed) == ("1 分", "1.6", "1", "0.6")
    assert [(record.counted, record.absorbed, record.tone_name) for record in item.records] == [
        ("0.4", None, "计入"),
        ("0.4", None, "计入"),
        ("0.2", ("0.2", "最高分值"), "部分计入"),
        ("0", ("0.4", "最高分值"), "超过上限，未计入"),
    ]
    assert [link.name for link in category.clean] == ["热线办理"]
    assert [link.name for link in views["minzheng"].clean] == ["机关作风"]


@pytest.mark.parametrize(
    ("least", "heaviest"),
    [(2, ""), (3, "2015-03-10")],  # the others took 2 and 2 tenths
)
def test_the_heaviest_record_is_named_where_none_took_as_much(corpus: Corpus, least: int, heaviest: str) -> None:
    tenths = {date(2015, 3, 10): least}
    made = replace(
        corpus,
        deductions=tuple(
            replace(record, points=Decimal(tenths.get(record.date, 2)) / 10) if record.unit == "minzheng" else record
            for record in corpus.deductions
        ),
    )
    result = score_year(made, 2015)
    records = view_records(of_office(made), result, date.fromisoformat(YEAR_END))
    unit = next(unit for unit in result.units if unit.unit.id == "minzheng")
    assert len([effect for effect in unit.score.effects() if effect.moves < 0]) >= 3
    found = view_unit(of_office(made), result, unit, records, index_groups(result)[unit.group]).words.heaviest
    assert (found.date if found else "") == heaviest


def test_a_rank_says_its_tie(views: dict[str, UnitView]) -> None:
    assert (views["jiaoyu"].standing.rank, views["jiaoyu"].standing.tied) == ("2", "与其他 1 个单位并列")
    assert (views["shuiwu"].standing.rank, views["shuiwu"].standing.tied) == ("1", "")
    assert [(o.name, o.rule, o.edge_tie) for o in views["jiaoyu"].outcomes] == [("通报表扬", "前 2 名", True)]
    before, after = views["jiaoyu"].neighbours
    assert before is not None
    assert before.name == "第 1 名　区水务局"
    assert after is not None
    assert after.name == "并列第 2 名　区民政局"


def test_the_derivation_is_the_one_that_was_computed(views: dict[str, UnitView], result: YearResult) -> None:
    unit = result.unit("caizheng")
    assert unit is not None
    tree = views["caizheng"].derivation
    assert (tree.label, tree.value) == ("得分", format_points(total_of(unit)))
    assert tree.clause is not None
    assert tree.clause.url == "notice/2015-1/measures.html#measures-3-p1"
    leaves = [step for step in walk(tree) if step.record]
    assert [step.record for step in leaves] == [
        "2015/records/hotline/2015-0212-caizheng-1.html",
        "2015/records/hotline/2015-0819-caizheng-1.html",
        "2015/records/meetings/2015-1105-caizheng-1.html",
    ]


def walk(step: StepView) -> list[StepView]:
    return [step, *(found for part in step.inputs for found in walk(part))]


def test_the_counts_of_a_small_panel_are_shown_nowhere(
    corpus: Corpus, records: dict[str, RecordView], views: dict[str, UnitView]
) -> None:
    """Of 3 valid ballots one could tell who said what; the other panel goes too, or they could be worked out."""
    seen, result = shown_year(corpus)
    (unit,) = (unit for unit in result.units if unit.unit.id == "shuiwu")
    view = view_unit(seen, result, unit, records, index_groups(result)[unit.group])
    (appraisal,) = view.appraisals
    assert appraisal.rate == "96.48%"
    assert (appraisal.aspects, appraisal.exact, appraisal.whole) == ((), "", None)
    assert appraisal.said == "在 4 个单位中由高到低排第 1 位，中位数 87.41%"
    assert appraisal.withheld == f"{WITHHELD}。"
    assert [(ballot.missing, ballot.valid, ballot.tallies) for ballot in appraisal.ballots] == [
        (WITHHELD, "—", ()),
        (WITHHELD, "—", ()),
    ]
    (step,) = [found for found in walk(view.derivation) if found.label == "千人评议扣分"]
    assert step.inputs == ()
    assert re.search(r"\d/\d", step.formula) is None
    assert step.formula.endswith(f"（1 − 96.48%），按规定保留 2 位小数；{WITHHELD}")
    (large,) = views["caizheng"].appraisals
    assert [row.panels for row in large.aspects] == [("74.55%", "88.10%"), ("74.55%", "87.14%")]


def test_one_sentence_says_what_was_thought_of_a_unit_and_all_ballots_are_added_up(
    views: dict[str, UnitView],
) -> None:
    (appraisal,) = views["minzheng"].appraisals
    assert appraisal.said == (
        "在 4 个单位中由高到低排第 2 位，与其他 1 个单位相同，中位数 87.41%；计入有效票 107 张；"
        "满意率最高的方面是依法行政（87.60%），最低的是优质服务（87.22%）"
    )
    whole, rows = appraisal.whole, appraisal.ballots
    assert whole is not None
    assert len(rows) == 2
    assert (whole.issued, whole.returned, whole.valid) == tuple(
        str(sum(int(getattr(row, name)) for row in rows)) for name in ("issued", "returned", "valid")
    )
    for at, (aspect, counts) in enumerate(whole.tallies):
        beside = [row.tallies[at] for row in rows]
        assert {name for name, _ in beside} == {aspect}
        assert [int(count) for count in counts] == [
            sum(map(int, of)) for of in zip(*(c for _, c in beside), strict=True)
        ]
        assert int(counts[-1]) == sum(map(int, counts[:-1])) == 107


def test_records_say_what_became_of_them(records: dict[str, RecordView]) -> None:
    def of(path: str) -> RecordView:
        return records[f"data/deductions/2015/{path}.yml"]

    reduced = of("hotline/2015-0305-jiaoyu-1")
    assert (reduced.points, reduced.effective, reduced.counted, reduced.tone) == ("1.5", "1", "1", "reduced")
    assert reduced.appeal.state == "复核：减少扣分"
    assert [fact.value for fact in reduced.appeal.facts][2:5] == [
        "减少扣分，减为 1 分",
        "小河区机关考核工作组",
        "2015-03-20",
    ]
    revoked = of("hotline/2015-0819-caizheng-1")
    assert (revoked.counted, revoked.tone_name) == ("0", "已撤销，不计入")
    assert [fact.value for fact in revoked.revoked] == ["2015-09-02", "登记错了单位"]
    assert of("meetings/2015-0320-shuiwu-1").appeal.state == "复核：撤销扣分"
    assert of("meetings/2015-1105-caizheng-1").appeal.state == "申诉待复核"
    closed = of("hotline/2015-0212-caizheng-1")
    assert closed.rectification.state == "已销号"
    assert of("window/2015-0310-minzheng-1").rectification.state == f"未完成整改，已逾期 11 日（截至{YEAR_END}）"
    assert closed.basis is not None
    assert closed.basis.url == "notice/2015-1/opinions.html#opinions-2-6"
    assert [part.held_at for part in closed.evidence] == ["政务热线平台", "热线中心档案室"]


def test_the_worked_example_is_one_that_shows_most(corpus: Corpus, result: YearResult) -> None:
    assert choose_example(result).unit.id in ("minzheng", "jiaoyu")
    method = view_method(of_office(corpus), corpus.schemes[2015], result)
    assert method.example is not None
    assert method.example.capped is None or method.example.capped.label == "窗口服务"
    assert method.rounding == "每个部分的扣分四舍五入到 2 位小数，只舍入这一次"


def test_before_its_appraisal_a_unit_lost_nothing_yet_and_not_zero_by_it(corpus: Corpus) -> None:
    result = score_year(corpus, 2015, 1)
    records = view_records(of_office(corpus), result, result.until)
    groups = index_groups(result)
    for unit in result.units:
        view = view_unit(of_office(corpus), result, unit, records, groups[unit.group])
        assert (view.falls[-1].name, view.falls[-1].points) == ("千人评议", "—")
        assert Decimal(view.falls[-1].left) == unit.total
