"""`kaohe score --at` and `kaohe build --at`: a state of the history, and what is no such state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.history.scenarios import ONE, SCENARIOS
from tests.history.scripted import Story

NO_VERSION = "可以写提交编号、标签、分支、日期（如 2015-06-30）或发布的编号。"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    made = SCENARIOS["revert"](tmp_path_factory.mktemp("revert") / "repository")
    made.git("tag", "first", made.id("record"))
    return made


def test_a_timeline_is_at_each_commit_what_score_says(story: Story, kaohe: Caller) -> None:
    standing: dict[str, tuple[str, bool]] = {}
    for moment in kaohe(story.root, "timeline", "2015", "--json").data["moments"]:
        standing |= {row["unit"]: (row["new"], row["provisional"]) for row in moment["scores"]}
        found = kaohe(story.root, "score", "2015", "--at", moment["commit"], "--json").data
        assert found["commit"] == moment["commit"]
        assert {row["unit"]: (row["total"], row["provisional"]) for row in found["units"]} == standing


@pytest.mark.parametrize(
    ("revision", "total"),
    [("first", "98.50"), ("2015-02-13", "99.00"), ("main~1", "100.00"), ("HEAD", "98.50"), ("2015-01-31", "100.00")],
)
def test_a_score_at_a_tag_a_day_a_branch(story: Story, kaohe: Caller, revision: str, total: str) -> None:
    found = kaohe(story.root, "score", "2015", "--at", revision, "--unit", "caizheng", "--json").data
    assert [row["total"] for row in found["units"]] == [total]


def test_the_files_on_the_disk_do_not_matter(tmp_path: Path, kaohe: Caller) -> None:
    made = SCENARIOS["revert"](tmp_path / "repository")
    before = kaohe(made.root, "score", "2015", "--at", "HEAD").out
    (made.root / ONE).write_text("unit: [\n", "utf-8")
    assert kaohe(made.root, "score", "2015", "--at", "HEAD").out == before
    assert kaohe(made.root, "score", "2015").status == 1
    assert made.git("status", "--porcelain") == f" M {ONE}"


def test_a_site_of_an_earlier_state(
    story: Story, kaohe: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])
    monkeypatch.setenv("KAOHE_DEBUG", "1")
    for name, points in (("amend", "1"), ("record", "1.5")):
        out = tmp_path / name
        done = kaohe(story.root, "build", "--at", story.id(name), "--audience", "internal", "--out", str(out))
        assert (done.status, done.error) == (0, "")
        assert json.loads((out / "manifest.json").read_text("utf-8"))["commit"] == story.id(name)
        page = (out / "2015/records/hotline/0212-caizheng.html").read_text("utf-8")
        assert f"{points} 分" in page


REFUSED = [
    ("--all", "“--all”不是版本的名称。" + NO_VERSION),
    ("HEAD:data", "“HEAD:data”不是版本的名称。" + NO_VERSION),
    ("main@{1}", "“main@{1}”不是版本的名称。" + NO_VERSION),
    ("first..main", "“first..main”不是版本的名称。" + NO_VERSION),
    ("nosuch", "没有名为“nosuch”的版本。" + NO_VERSION),
    ("2015-02-30", "没有名为“2015-02-30”的版本。" + NO_VERSION),
    ("2014-12-31", "到 2014-12-31 为止，主分支上还没有提交。"),
]


@pytest.mark.parametrize(("revision", "words"), REFUSED)
def test_what_is_no_version_is_one_sentence(story: Story, kaohe: Caller, revision: str, words: str) -> None:
    assert kaohe.refused(story.root, "score", "2015", f"--at={revision}") == words
    assert kaohe.refused(story.root, "build", f"--at={revision}") == words
    assert kaohe.refused(story.root, "impact", f"--base={revision}") == words
    assert kaohe.refused(story.root, "diff", "--", revision, "main") == words
    assert kaohe.refused(story.root, "diff", "--", "main", revision) == words


EACH = [("log",), ("timeline", "2015"), ("diff", "A", "B"), ("impact",), ("score", "2015", "--at", "HEAD")]


@pytest.mark.parametrize("arguments", [*EACH, ("build", "--at", "HEAD")])
def test_without_a_history_each_verb_says_so(tmp_path: Path, kaohe: Caller, arguments: tuple[str, ...]) -> None:
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    said = kaohe.refused(tmp_path, *arguments)
    assert said.startswith("这里没有 git 历史（没有 .git 文件夹，可能是下载的压缩包）。")
    Story(tmp_path).git("init", "-q", "--initial-branch=main", "--template=")
    assert kaohe.refused(tmp_path, *arguments) == "这个仓库还没有任何提交。请先提交数据，再查看历史。"


def test_a_version_that_a_shallow_clone_lacks_is_said_to_be_lacking(tmp_path: Path, kaohe: Caller) -> None:
    cut = SCENARIOS["shallow"](tmp_path / "repository")
    more = "这是浅克隆，较早的版本不在其中，请先用 git fetch --unshallow 补全。"
    assert kaohe.refused(cut.root, "score", "2015", "--at", "HEAD~3").endswith(more)
    assert kaohe.refused(cut.root, "diff", "2015-02-12", "HEAD") == "到 2015-02-12 为止，主分支上还没有提交。" + more
