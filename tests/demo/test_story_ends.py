"""The demonstration tells what came of everything: what was asked is done, or says why it is not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator.check.rules import check_corpus
from generator.demo.demo_project import Made
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from generator.score.register_states import state_name

# At the end of the story, by register: in which states entries may be for ever.
FINAL = {
    "tasks": {"已完成"}, "rectification": {"已销号"}, "follow-up": {"已办结"}, "proposals": {"已办结"},
    "stations": {"已公开"}, "indicators": {"已报送", "已确认不扣分"},
}  # fmt: skip
COUNTS_ONLY = {"accountability", "meetings", "visits"}
CONFIDENTIAL = "leads"


@pytest.fixture(scope="module")
def corpus(project: tuple[Path, Made]) -> Corpus:
    found, problems = read_corpus(WorkTree(project[0]))
    assert problems == []
    return found


def test_no_register_is_empty(corpus: Corpus) -> None:
    held = {name for name, entries in corpus.entries_by_register.items() if entries}
    assert set(corpus.registers) - held == {CONFIDENTIAL}
    for name in COUNTS_ONLY:
        assert len(corpus.entries_by_register[name]) >= corpus.registers[name].at_least


def test_whatever_has_an_end_has_come_to_it(corpus: Corpus) -> None:
    for register, states in FINAL.items():
        assert {state_name(entry) for entry in corpus.entries_by_register[register]} <= states, register


def test_no_term_has_passed_without_a_word(corpus: Corpus) -> None:
    assert [problem for problem in check_corpus(corpus) if problem.code == "KH709"] == []
    end = max(entry.day for entry in corpus.entries)
    asked = [record.rectification for record in corpus.deductions if record.rectification]
    late = [plan for plan in asked if plan.due and (plan.done or end) > plan.due]
    assert 10 < len(late) < len(asked) / 4, "most is in time"
    assert [plan for plan in asked if plan.due and plan.done is None and not plan.note] == []
    told = [plan for plan in late if plan.done and plan.due and (plan.done - plan.due).days > 20]
    assert told
    assert [plan for plan in told if "晚了" not in plan.note] == []


def test_why_something_was_late_fits_the_matter(corpus: Corpus) -> None:
    """Nobody waits for an answer in what is finished, and a few days late need no excuse."""
    plans = [record.rectification for record in corpus.deductions if record.rectification]
    results = [str(entry.value("result")) for entry in corpus.entries_by_register["rectification"]]
    assert [text for text in [*(plan.note for plan in plans), *results] if "没有收到" in text] == []
    told = [text for text in results if "比期限晚了" in text]
    assert len(told) == len({re.split("[，。]", text)[-4:-2][0] for text in told}) == 3
    excused = [(plan.due, plan.done) for plan in plans if "；" in plan.note and "比要求晚了" in plan.note]
    assert len(excused) > 10
    assert [due for due, done in excused if due and done and (done - due).days <= 20] == []


def test_measures_say_what_was_planned_and_done_and_no_step_follows_the_end(corpus: Corpus) -> None:
    late = 0
    for entry in corpus.entries_by_register["tasks"]:
        started, done, due = (entry.value(name) for name in ("started", "done", "due"))
        days = [row.value("day") for row in entry.value("steps")]
        assert entry.value("plan")
        assert days == sorted(days)
        assert started <= days[0] <= days[-1] <= done
        if done > due:
            late += 1
            assert "晚了" in entry.value("result")
    assert late == 1
    eighth = next(entry for entry in corpus.entries_by_register["tasks"] if entry.value("number") == 8)
    plans = [record.rectification for record in corpus.deductions if record.item == "station-standards"]
    accepted = max(plan.accepted for plan in plans if plan and plan.accepted)
    assert accepted < eighth.value("done")
    assert f"{accepted.month}月{accepted.day}日才验收" in eighth.value("result")
    assert f"晚了{(eighth.value('done') - eighth.value('due')).days}天" in eighth.value("result")
    outcomes = corpus.entries_by_register["follow-up"]
    last = next(entry for entry in corpus.entries_by_register["tasks"] if entry.value("number") == 13)
    assert max(entry.value("closed") for entry in outcomes) <= last.value("done")


def test_six_leadership_teams_are_visited_and_festivals_looked_at(corpus: Corpus) -> None:
    kinds = Counter(entry.value("category") for entry in corpus.entries_by_register["inspections"])
    assert kinds["tour"] == 6, "as the notice orders, and the measure says"
    assert kinds["festival"] == 12
    assert kinds["regular"] == 6


def left_of(record: Deduction) -> int:
    """How many orders a finding is about when its appeal is decided."""
    appeal = record.appeal
    if record.revoked or (appeal and appeal.decision == "revoked"):
        return 0
    return int(record.count * appeal.points / record.points) if appeal and appeal.points else record.count


def test_orders_of_the_hotline_are_counted_as_the_findings_say(corpus: Corpus) -> None:
    """Where a unit lost points for late or returned orders, its counts of that quarter hold as many."""
    entries = {(e.value("unit"), e.value("period")): e for e in corpus.entries_by_register["hotline"]}
    assert len(entries) > 90
    wanted: Counter[tuple[str, str, str]] = Counter()
    for record in corpus.deductions:
        name = {"overdue": "late", "returned": "returned"}.get(record.standard)
        if record.item == "hotline-handling" and name and (record.unit, f"2015-Q{record.quarter}") in entries:
            wanted[record.unit, f"2015-Q{record.quarter}", name] += left_of(record)
    assert sum(wanted.values()) > 5
    assert {key: entries[key[:2]].value(key[2]) for key in wanted} == dict(wanted)
    for entry in entries.values():
        received, done, late, satisfied = (entry.value(name) for name in ("received", "done", "late", "satisfied"))
        assert late <= done <= received
        assert done * 0.7 < satisfied <= done


def test_rates_are_those_of_the_orders(corpus: Corpus) -> None:
    orders = {(e.value("unit"), e.value("period")): e for e in corpus.entries_by_register["hotline"]}
    rates = [e for e in corpus.entries_by_register["indicators"] if e.value("indicator") == "hotline-done"]
    assert rates
    for rate in rates:
        entry = orders[rate.value("unit"), rate.value("period")]
        assert rate.value("denominator") == entry.value("received")
        assert rate.value("numerator") == entry.value("received") - entry.value("late")
    late = {key for key, entry in orders.items() if entry.value("late")}
    assert late <= {(rate.value("unit"), rate.value("period")) for rate in rates}, "whoever was late is there"
    assert len(late) > 5


def test_every_flight_inspection_that_found_something_is_in_its_register(corpus: Corpus) -> None:
    held = {entry.id: entry for entry in corpus.entries_by_register["inspections"]}
    found = [record for record in corpus.deductions if record.source == "flight-inspection"]
    assert len(found) > 40
    for record in found:
        entry = held[next(one.record for one in record.found_in if one.register == "inspections")]
        assert (entry.value("unit"), entry.day, entry.value("category")) == (record.unit, record.date, "flight")


def test_no_quarter_has_more_deductions_of_a_source_than_leads(corpus: Corpus) -> None:
    """Each deduction came of a lead."""
    (link,) = corpus.registers[CONFIDENTIAL].links
    found = Counter((record.source, f"2015-q{record.quarter}") for record in corpus.deductions)
    assert [tally.id for tally in corpus.tallies] == ["2015-q2", "2015-q3", "2015-q4"]
    for tally in corpus.tallies:
        for one in link.sources:
            assert one.when
            (source,) = one.when.value
            assert int(tally.counts["received"][source]) >= found[one.source, tally.id], (tally.id, source)
        assert found["supervisor", tally.id] >= 5


def test_findings_of_supervision_come_from_a_supervised_matter(corpus: Corpus) -> None:
    matters: dict[str, Entry] = {entry.id: entry for entry in corpus.entries_by_register["supervision"]}
    linked = [(record, found) for record in corpus.deductions for found in record.found_in]
    named = [(record, found) for record, found in linked if found.register == "supervision"]
    assert len(named) > 15
    for record, found in named:
        entry = matters.pop(found.record)
        assert (entry.value("owner"), record.source) == (record.unit, "supervision")
        assert entry.day <= record.date
        assert (entry.value("due") - entry.value("opened")).days < (
            50 if entry.value("category") == "instant" else 65
        )
        plan = record.rectification
        if not entry.value("closed"):
            assert plan
            assert (plan.due, plan.done) == (entry.value("due"), None), "both are open, and both since when"
        if record.standard == "overdue":
            assert entry.value("due") < entry.value("reported") <= record.date
    assert len(matters) >= 15, "and matters in which nothing was wanting"
    assert all(entry.value("closed") for entry in matters.values())
