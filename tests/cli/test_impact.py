"""`kaohe impact`: what the files as they lie here would do, for a proposal."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, TWO, merges
from tests.history.scripted import deduction


def test_the_working_tree_against_any_version(tmp_path: Path, kaohe: Caller) -> None:
    story = merges(tmp_path / "repository")
    assert kaohe(story.root, "impact").out.splitlines()[1] == "两个版本的数据没有实质变化。"
    story.put({ONE: deduction("caizheng", "2015-02-12", "2"), TWO: None})
    found = kaohe(story.root, "impact", "--json").data
    assert (found["from"], found["to"], found["rewritten"]) == (story.id("squash"), None, False)
    assert [(row["kind"], row["path"]) for row in found["changes"]] == [("amended", ONE), ("vanished", TWO)]
    moved = {row["unit"]: (row["old"], row["new"]) for row in found["scores"] if row["causes"]}
    assert moved == {"caizheng": ("98.80", "98.00"), "jiaoyu": ("98.50", "100.00")}
    earlier = kaohe(story.root, "impact", "--base", "2015-01-31", "--json").data
    assert story.names[earlier["from"]] == "start"
    assert kaohe(story.root, "impact", "--base", story.id("direct"), "--json").data["from"] == story.id("direct")


def test_markdown_for_a_proposal(tmp_path: Path, kaohe: Caller) -> None:
    story = merges(tmp_path / "repository")
    story.put({TWO: None})
    lines = kaohe(story.root, "impact", "--markdown").out.splitlines()
    assert lines[0] == "### 对得分和名次的影响"
    assert lines[4] == f"**注意：1 个文件消失：{TWO}。**"
    assert any(line.startswith("| 区教育局 | 98.50 → 100.00 | +1.50 |") for line in lines)
    assert kaohe(story.root, "impact").out.splitlines()[0] == f"{story.id('squash')[:12]} → 当前文件"


def test_a_file_that_cannot_be_read_is_warned_of(tmp_path: Path, kaohe: Caller) -> None:
    story = merges(tmp_path / "repository")
    story.put({ONE: "unit: [\n"})
    said = kaohe(story.root, "impact")
    assert said.status == 0
    assert f"注意：1 个文件读不出：{ONE}。" in said.out
