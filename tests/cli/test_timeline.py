"""`kaohe timeline`: every movement of scores, for all or one unit, and what a clone lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, SCENARIOS
from tests.history.scripted import Story


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return SCENARIOS["linear"](tmp_path_factory.mktemp("linear") / "repository")


def test_movements_as_text(story: Story, kaohe: Caller) -> None:
    said = kaohe(story.root, "timeline", "2015", "--unit", "区财政局")
    assert (said.status, said.error) == (0, "")
    assert story.scrub(said.out) == (
        "2015-01-05 09:00  <start>  7 个文件\n      区财政局：不计分 → 100.00\n"
        f"2015-02-12 09:00  <record>  {ONE}\n      区财政局：100.00 → 98.50\n"
        f"2015-02-16 09:00  <amend>  {ONE}\n      区财政局：98.50 → 99.00\n"
        f"2015-02-27 09:00  <appeal>  {ONE}\n      区财政局：99.00 → 99.80\n"
        "2015-12-20 09:00  <tally>  data/appraisals/2015/caizheng.yml\n      区财政局：99.80 → 97.70，不再是暂定\n"
        "2015-12-21 09:00  <rules>  data/schemes/2015.yml\n      区财政局：97.70 → 97.80\n"
    )
    assert kaohe(story.root, "timeline", "2014").out == "2014 年度没有得分变动。\n"


def test_movements_as_json(story: Story, kaohe: Caller) -> None:
    found = kaohe(story.root, "timeline", "2015", "--json").data
    assert (found["year"], found["commits"], found["gaps"]) == (2015, 9, [])
    assert [story.names[moment["commit"]] for moment in found["moments"]] == [
        "start", "record", "amend", "appeal", "second", "revoke", "tally", "rules",
    ]  # fmt: skip
    assert found["moments"][-2] == {
        "commit": story.id("tally"),
        "time": "2015-12-20T09:00:00+08:00",
        "paths": ["data/appraisals/2015/caizheng.yml"],
        "scores": [{"unit": "caizheng", "old": "99.80", "new": "97.70", "provisional": False}],
    }
    one = kaohe(story.root, "timeline", "2015", "--unit", "jiaoyu", "--json").data
    moved = [(story.names[moment["commit"]], row["new"]) for moment in one["moments"] for row in moment["scores"]]
    assert moved == [("start", "100.00"), ("second", "98.00"), ("revoke", "100.00")]


def test_a_shallow_clone_says_what_is_missing(tmp_path: Path, kaohe: Caller) -> None:
    cut = SCENARIOS["shallow"](tmp_path / "repository")
    text = kaohe(cut.root, "timeline", "2015").out
    assert text.splitlines()[-1].startswith("这是浅克隆，较早的历史不在其中")
    assert kaohe(cut.root, "timeline", "2015", "--json").data["gaps"] == ["shallow"]


def test_an_unknown_unit_is_one_sentence(story: Story, kaohe: Caller) -> None:
    said = kaohe.refused(story.root, "timeline", "2015", "--unit", "caizhen")
    assert said == "没有名为“caizhen”的单位。是否想写 caizheng（小河区财政局）？"
