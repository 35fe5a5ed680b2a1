"""Rows of the table of changes from real histories: one for each value, none for what is internal or a person's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.history.mainline import read_changes
from generator.history.trail import read_trails
from generator.opendata.change_rows import _values, trail_changes
from generator.opendata.disclosure import ChangeRow
from generator.read.canonical import FieldChange, Plain
from tests.history.scenarios import ONE, TWO, linear, lost
from tests.history.scripted import Story, begin, deduction
from tests.released import of_trails


def tell(story: Story) -> list[ChangeRow]:
    """The rows of all events after the start of the story."""
    log = read_changes(story.opened, story.git("rev-parse", "HEAD"))
    rows = trail_changes(of_trails(read_trails(story.opened, log)))
    start = log.steps[0].commit.id
    return [row for row in rows if row.commit != start]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, list[ChangeRow]]:
    story = linear(tmp_path_factory.mktemp("linear") / "repository")
    return story, tell(story)


def test_every_event_is_a_row_and_every_value_another(told: tuple[Story, list[ChangeRow]]) -> None:
    story, rows = told
    seen = [(story.scrub(f"<{row.commit}>"), row.kind, row.field, row.old, row.new, row.office) for row in rows]
    assert seen == [
        ("<<record>>", "recorded", "", "", "", "rexian"),
        ("<<amend>>", "amended", "points", "1.5", "1", "rexian"),
        ("<<appeal>>", "amended", "appeal.filed", "", "2015-02-20", "rexian"),
        ("<<appeal>>", "amended", "appeal.grounds", "", "已撤回", "rexian"),
        ("<<appeal>>", "amended", "appeal.decided", "", "2015-02-27", "rexian"),
        ("<<appeal>>", "amended", "appeal.decision", "", "reduced", "rexian"),
        ("<<appeal>>", "amended", "appeal.points", "", "0.2", "rexian"),
        ("<<second>>", "recorded", "", "", "", ""),
        ("<<revoke>>", "revoked", "revoked.date", "", "2015-03-09", "rexian"),
        ("<<revoke>>", "revoked", "revoked.reasons", "", "核实后不属该单位责任", "rexian"),
        ("<<tally>>", "recorded", "", "", "", "kaoheban"),
        (
            "<<rules>>",
            "amended",
            "components[performance].categories[service].items[hotline].max",
            "40",
            "0.1",
            "kaoheban",
        ),
    ]
    first = rows[0]
    assert (first.path, first.year, first.unit, first.item) == (ONE, 2015, "caizheng", "hotline")
    assert (first.record, first.recorded.isoformat()) == ("0212-caizheng", "2015-02-12")


def test_no_name_and_no_address_of_a_person_is_in_any_row(told: tuple[Story, list[ChangeRow]]) -> None:
    assert not [word for word in ("经办人", "王某", "@") if word in repr(told[1])]


def test_what_vanished_came_back_or_moved_is_told(tmp_path: Path) -> None:
    moved = ONE.replace("caizheng.yml", "caizheng-1.yml")
    rows = [(row.kind, row.path, row.old, row.new) for row in tell(lost(tmp_path / "repository"))]
    assert rows[2:] == [
        ("renamed", ONE, ONE, moved),
        ("vanished", TWO, "", ""),
        ("restored", TWO, "1.5", "1"),
        ("unreadable", TWO, "", ""),
    ]


def test_an_internal_note_and_the_register_of_people_leave_no_value(tmp_path: Path) -> None:
    story = begin(tmp_path / "repository")
    before = deduction("caizheng", "2015-02-12")
    story.commit("record", "记录", "2015-02-12", {ONE: before + "internal_note: 只许内部看见\n"})
    story.commit("note", "补充", "2015-02-13", {ONE: before + "internal_note: 只许内部看见二\n"})
    register = "committers:\n  - {email: new@kaohe.example, office: rexian}\n"
    story.commit("people", "登记提交者", "2015-02-14", {"data/committers.yml": register})
    rows = [(row.kind, row.path, row.field, row.old, row.new) for row in tell(story)]
    assert rows == [("recorded", ONE, "", "", ""), ("amended", "data/committers.yml", "", "", "")]


def test_lists_are_told_entry_by_entry_and_their_order_by_ids() -> None:
    """Three shapes of a difference: an entry added to a list, a number that became a range, another order."""
    one: Plain = {"title": "甲", "held_at": "乙"}
    added = FieldChange(("evidence",), [one], [one, {"title": "丙"}])
    ranged = FieldChange(("points",), "1", {"min": "1", "max": "2"})
    order = FieldChange(("aspects", "[*]"), ["a", "b"], ["b", "a"])
    assert list(_values(added)) == [("evidence[1].title", "", "丙")]
    assert list(_values(ranged)) == [("points", "1", ""), ("points.min", "", "1"), ("points.max", "", "2")]
    assert list(_values(order)) == [("aspects[*]", "a、b", "b、a")]
