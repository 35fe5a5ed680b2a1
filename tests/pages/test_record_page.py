"""How a record counts, in the words that stand beside it: each kind of case of the sample says its own."""

from __future__ import annotations

from datetime import date
from functools import cache

from generator.model.deduction import Deduction
from generator.pages.record_page import RecordView, view_records
from generator.score.year import score_year
from tests.released import of_office
from tests.sample import read_sample


@cache
def views() -> dict[str, tuple[Deduction, RecordView]]:
    corpus = read_sample()
    found = view_records(of_office(corpus), score_year(corpus, 2015), date(2015, 12, 31))
    return {record.path: (record, found[record.path]) for record in corpus.deductions}


def test_a_finding_that_costs_nothing_is_not_called_revoked() -> None:
    free = [view for record, view in views().values() if not record.points]
    assert free
    for view in free:
        assert view.standard.value == ""
        assert (view.tone_name, view.effect, view.effective_why) == ("指出问题，不扣分", "不扣分", "")


def test_other_points_than_were_recorded_say_why() -> None:
    for record, view in views().values():
        early = record.date.isoformat() < "2015-04-21"
        if early:
            assert view.effective_why == view.tone_name == "施行前，不计分"
        elif view.effective != view.points:
            assert view.effective_why == "经复核、撤销之后"
        else:
            assert view.effective_why == ""


def test_an_office_in_its_own_item_says_who_assesses_it() -> None:
    own = {record.unit: view.own for record, view in views().values() if view.own}
    assert own["zhengwuban"] == "区政务办自己在这个单项上由区纪委考核"
    assert all(view.assessor.url != view.unit.url for record, view in views().values())
    assert {view.assessor.name for record, view in views().values() if view.own} == {"区纪委"}


def test_what_is_overdue_or_was_put_right_late_says_so_as_of_the_day_of_the_results() -> None:
    seen = {"overdue": 0, "late": 0, "open": 0}
    for record, view in views().values():
        found = record.rectification
        if found is None:
            continue
        assert found.due is not None
        facts = {fact.name: fact.value for fact in view.rectification.facts}
        if found.done is not None and found.done > found.due:
            seen["late"] += 1
            days = (found.done - found.due).days
            assert f"逾期{days}日完成" in view.rectification.state
            assert facts["完成整改"] == f"{found.done}（逾期{days}日完成）"
        elif found.done is None and found.due < date(2015, 12, 31):
            seen["overdue"] += 1
            days = (date(2015, 12, 31) - found.due).days
            assert view.rectification.state == f"未完成整改，已逾期 {days} 日（截至2015-12-31）"
            assert facts["完成整改"] == f"尚未完成（截至2015-12-31已逾期{days}日）"
        else:
            seen["open"] += found.done is None
            assert "逾期" not in view.rectification.state
    assert min(seen.values()) > 0, seen
