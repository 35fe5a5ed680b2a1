"""Who writes what in a deduction: the office records, the unit answers, another body decides; else it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.history.report import read_history
from generator.history.rights import owners_of
from tests.history.scenarios import ONE
from tests.history.scripted import REGISTER, Story, begin, deduction

REPLY = "reply: {date: 2015-02-18, text: 接受扣分}\n"
APPEAL = "appeal: {filed: 2015-02-20, grounds: 已撤回}\n"
DECIDED = (
    "appeal: {filed: 2015-02-20, grounds: 已撤回, decided: 2015-02-27, decision: upheld, reasons: 维持, "
    "decided_by: shuiwu}\n"
)
DUE = "rectification: {due: 2015-03-10}\n"
DONE = "rectification: {due: 2015-03-10, done: 2015-03-05}\n"
ACCEPTED = "rectification: {due: 2015-03-10, done: 2015-03-05, accepted: 2015-03-06}\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A deduction of the financial office by the hotline; the water office decides on appeals."""
    told = begin(tmp_path / "repository")
    more = "".join(
        f"  - {{email: {unit}@kaohe.example, office: {unit}}}\n" for unit in ("caizheng", "shuiwu", "jiaoyu")
    )
    scheme = (told.root / "data/schemes/2015.yml").read_text("utf-8")
    scheme += "appeals: {file_within: 5, decide_within: 10, kind: working, to: shuiwu}\n"
    files = {"data/committers.yml": REGISTER + more, "data/schemes/2015.yml": scheme}
    told.commit("register", "登记", "2015-01-06", files, who="kaoheban")
    told.commit("record", "记录", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12", more=DUE)})
    return told


def remarks(story: Story) -> list[str]:
    return [remark.sentence.removeprefix(ONE).strip() for remark in read_history(story.root).remarks()]


def change(story: Story, who: str, *parts: str) -> None:
    story.commit(
        "change", "改动", "2015-03-09", {ONE: deduction("caizheng", "2015-02-12", more="".join(parts))}, who=who
    )


def test_each_part_by_whose_it_is_is_no_remark(story: Story) -> None:
    change(story, "caizheng", DUE, REPLY)
    change(story, "caizheng", DUE, REPLY, APPEAL)
    change(story, "shuiwu", DUE, REPLY, DECIDED)
    change(story, "caizheng", REPLY, DECIDED, DONE)
    change(story, "rexian", REPLY, DECIDED, ACCEPTED)
    assert remarks(story) == []


def test_the_office_that_leads_may_enter_all_of_it(story: Story) -> None:
    change(story, "kaoheban", REPLY, DECIDED, ACCEPTED)
    assert remarks(story) == []


@pytest.mark.parametrize(
    ("who", "parts", "sentence"),
    [
        ("rexian", (DUE, REPLY), "的答复和申诉由区财政局自己写，由区热线中心写入。"),
        ("jiaoyu", (DUE, APPEAL), "的答复和申诉由区财政局自己写，由区教育局写入。"),
        ("shuiwu", (ACCEPTED,), "属于区热线中心考核的单项“热线办理”，由区水务局写入。"),
        ("caizheng", (ACCEPTED,), "属于区热线中心考核的单项“热线办理”，由区财政局写入。"),
    ],
)
def test_a_part_by_another_is_named(story: Story, who: str, parts: tuple[str, ...], sentence: str) -> None:
    change(story, who, *parts)
    assert remarks(story) == [sentence]


@pytest.mark.parametrize(
    ("who", "name"), [("caizheng", "区财政局"), ("rexian", "区热线中心"), ("jiaoyu", "区教育局")]
)
def test_nobody_else_decides_not_even_by_naming_himself(story: Story, who: str, name: str) -> None:
    change(story, "caizheng", DUE, APPEAL)
    change(story, who, DUE, DECIDED.replace("shuiwu", who))
    assert remarks(story) == [f"的复核决定由区水务局写，由{name}写入。"]


def test_an_office_is_assessed_by_another_in_its_own_item() -> None:
    item = {"id": "hotline", "name": "热线办理", "assessor": "rexian"}
    scheme = {
        "components": [{"categories": [{"items": [item, {**item, "id": "window", "own_items": "full-marks"}]}]}],
        "own_items": {"by": "kaoheban"},
    }
    owners = owners_of(scheme)  # type: ignore[arg-type]
    assert [owners["hotline"].recorder(unit) for unit in ("caizheng", "rexian")] == ["rexian", "kaoheban"]
    assert owners["window"].recorder("rexian") == "rexian"
