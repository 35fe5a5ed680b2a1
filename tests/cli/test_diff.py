"""`kaohe diff A B`: by any name of a version, in every form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, SCENARIOS
from tests.history.scripted import Story, deduction


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    made = SCENARIOS["tag-moved"](tmp_path_factory.mktemp("tag-moved") / "repository")
    made.git("tag", "first", made.id("record"))
    return made


def test_the_change_and_its_effect_as_text(story: Story, kaohe: Caller) -> None:
    said = kaohe(story.root, "diff", "2015-04-10", "main")
    assert (said.status, said.error) == (0, "")
    assert story.scrub(said.out) == (
        "<published> → <later>\n"
        "改动 1 个文件（更改 1）；1 个单位得分变化，0 个单位名次变化。\n"
        "\n得分和名次\n"
        "  区财政局（2015）：98.50 → 99.90（+1.40），名次仍为 4\n"
        f"      +1.40  热线办理  {ONE}\n"
        "\n改动\n"
        f"  更改扣分记录  {ONE}（区财政局 · 热线办理 · 0.1 分）\n"
        "      扣分分值：1.5 → 0.1\n"
        "      提交 <later>\n"
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("2015-q1", "record"),  # a publication: the commit that it froze
        ("publication/2015-q1", "later"),  # its tag, which was moved
        ("first", "record"),
        ("main", "later"),
        ("HEAD~1", "published"),
        ("2015-03-31", "record"),
        ("2015-04-10", "published"),
    ],
)
def test_a_version_by_any_of_its_names(story: Story, kaohe: Caller, name: str, meant: str) -> None:
    found = kaohe(story.root, "diff", name, story.id("later"), "--json").data
    assert (story.names[found["from"]], story.names[found["to"]]) == (meant, "later")
    short = kaohe(story.root, "diff", story.id(meant)[:9], story.id("later")[:9], "--json").data
    assert short == found


def test_the_comparison_as_json(story: Story, kaohe: Caller) -> None:
    found = kaohe(story.root, "diff", "first", "main", "--json").data
    assert set(found) >= {"from", "to", "changes", "scores", "outcomes"}
    (changed,) = [row for row in found["changes"] if row["path"] == ONE]
    assert changed == {
        "kind": "amended", "path": ONE, "unit": "caizheng", "item": "hotline", "field": "points",
        "old": "1.5", "new": "0.1", "commits": [story.id("later")],
    }  # fmt: skip
    (score,) = found["scores"]
    assert {key: score[key] for key in ("unit", "year", "old", "new", "old_rank", "new_rank")} == {
        "unit": "caizheng", "year": 2015, "old": "98.50", "new": "99.90", "old_rank": "4", "new_rank": "4",
    }  # fmt: skip
    assert [(cause["path"], cause["delta"]) for cause in score["causes"]] == [(ONE, "1.40")]
    assert found["outcomes"] == []
    back = kaohe(story.root, "diff", "main", "start", "--json")
    assert (back.status, back.out) == (2, "")


def test_markdown_says_the_movement_first_and_folds_the_details(story: Story, kaohe: Caller) -> None:
    lines = kaohe(story.root, "diff", "first", "main", "--markdown").out.splitlines()
    assert lines[:7] == [
        "### 对得分和名次的影响",
        "",
        "改动 2 个文件（登记 1，更改 1）；1 个单位得分变化，0 个单位名次变化。",
        "",
        "| 单位 | 得分 | 变化 | 名次 | 为什么 |",
        "|---|---|---:|---|---|",
        lines[6],
    ]
    assert lines[6].startswith("| 区财政局 | 98.50 → 99.90 | +1.40 | 4 | ")
    folds = [line for line in lines if "details>" in line]
    assert folds[-2:] == ["<details><summary>改动明细（2 个文件）</summary>", "</details>"]


def test_a_report_to_be_filed_needs_nothing_else(story: Story, kaohe: Caller) -> None:
    said = kaohe(story.root, "diff", "first", "main", "--html")
    assert (said.status, said.error) == (0, "")
    assert said.out.startswith("<!doctype html>")
    for name in ("record", "later"):
        assert story.id(name)[:12] in said.out
    assert "区财政局" in said.out
    assert "+1.40" in said.out
    assert not re.search(r"""(?:src|href)=["']?(?!#)|<script|@import|url\(""", said.out)


def test_only_one_form_at_a_time(story: Story, kaohe: Caller) -> None:
    with pytest.raises(SystemExit) as ended:
        kaohe(story.root, "diff", "first", "main", "--json", "--markdown")
    assert ended.value.code == 2


def test_a_name_with_two_meanings_is_refused(story: Story, kaohe: Caller) -> None:
    story.git("branch", "first", story.id("later"))
    said = kaohe.refused(story.root, "diff", "first", "main")
    story.git("branch", "-D", "first")
    assert said.startswith("“first”有几种含义（refs/heads/first、refs/tags/first），指向不同的提交。")


HOSTILE = '"</details>\\n::error::x\\n| a | b |<img src=x onerror=alert(1)>\\n[x](javascript:1) @all **x**"'
NAME = "<img src=x>|**甲**`乙`@all"


def test_nothing_in_the_data_becomes_markup_or_a_command(tmp_path: Path, kaohe: Caller) -> None:
    made = SCENARIOS["tag-moved"](tmp_path / "repository")
    unit = (made.root / "data/units/caizheng.yml").read_text("utf-8").replace("区财政局", f'"{NAME}"')
    files = {ONE: deduction("caizheng", "2015-02-12", "1", reason=HOSTILE), "data/units/caizheng.yml": unit}
    made.commit("evil", "::error::<b>x</b>", "2015-05-01", files)
    forms = {
        form: kaohe(made.root, "diff", "2015-q1", "main", *form).out for form in ((), ("--markdown",), ("--html",))
    }
    for form, text in forms.items():
        assert "甲" in text
        assert not [line for line in text.splitlines() if line.lstrip().startswith(("::", "| a"))], form
    markdown, report = forms["--markdown",], forms["--html",]
    for text in (markdown, report):
        assert "<img" not in text
        assert text.count("<details>") == text.count("</details>")
    assert not [mark for mark in ("@all", "**x**", "**甲**", "`乙`", "[x](") if mark in markdown]
    rows = [line for line in markdown.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {6}
