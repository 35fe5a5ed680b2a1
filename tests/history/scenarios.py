"""What can happen to a history, each as a small repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.history.scripted import HOTLINE, REGISTER, TINY, Story, begin, deduction, revocation

ONE, TWO, THREE = (f"{HOTLINE}/{name}.yml" for name in ("0212-caizheng", "0305-jiaoyu", "0415-shuiwu"))


def linear(root: Path) -> Story:
    """Recorded, rewritten without change of meaning, amended, appealed, revoked; an appraisal; a change of rules."""
    story = begin(root)
    story.commit(
        "record", "记录 0212-caizheng\n\n现场检查发现。", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")}
    )
    same = "# 核对过\n" + deduction("caizheng", "2015-02-12", "1.50")
    story.commit("rewrite", "整理格式", "2015-02-13", {ONE: same})
    story.commit("amend", "更正扣分 (#3)", "2015-02-16", {ONE: deduction("caizheng", "2015-02-12", "1")})
    appeal = "appeal: {filed: 2015-02-20, grounds: 已撤回, decided: 2015-02-27, decision: reduced, points: 0.2}\n"
    story.commit("appeal", "复核", "2015-02-27", {ONE: deduction("caizheng", "2015-02-12", "1", appeal)})
    story.commit(
        "second", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05", "2")}, who="wang"
    )
    story.commit(
        "revoke", "撤销 0305-jiaoyu\n\nSigned-off-by: 王某 <wang@mail.example>\n", "2015-03-09",
        {TWO: deduction("jiaoyu", "2015-03-05", "2", revocation("2015-03-09"))},
    )  # fmt: skip
    tally = (TINY / "data/appraisals/2015/caizheng.yml").read_text("utf-8")
    story.commit("tally", "录入评议", "2015-12-20", {"data/appraisals/2015/caizheng.yml": tally}, who="kaoheban")
    scheme = (story.root / "data/schemes/2015.yml").read_text("utf-8").replace("max: 40", "max: 0.1")
    story.commit("rules", "调整单项分值", "2015-12-21", {"data/schemes/2015.yml": scheme}, who="kaoheban")
    return story


def merges(root: Path) -> Story:
    """Two proposals merged, the first named by its merge, the second squashed."""
    story = begin(root)
    story.git("checkout", "-q", "-b", "rexian/q1")
    story.commit("inner", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("inner2", "更正 0212-caizheng", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1.2")})
    story.git("checkout", "-q", "main")
    story.commit(
        "direct", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")}, who="kaoheban"
    )
    story.merge("merge", "rexian/q1", "Merge pull request #7 from wang/q1\n\n第一季度扣分", "2015-04-16")
    story.commit("squash", "记录 0305-jiaoyu (#8)", "2015-04-17", {TWO: deduction("jiaoyu", "2015-03-05")})
    return story


def evil_merge(root: Path) -> Story:
    """A merge that writes points which neither side had."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("inner", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("checkout", "-q", "main")
    story.git("merge", "-q", "--no-ff", "--no-commit", "side")
    story.commit(
        "evil", "Merge branch 'side'", "2015-03-06", {ONE: deduction("caizheng", "2015-02-12", "2")}, who="kaoheban"
    )
    return story


def ours(root: Path) -> Story:
    """A merge that discards what it merges: one record never comes, one removal is undone."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "side")
    story.commit("inner", "记录 0305-jiaoyu", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.commit("removal", "删除 0212-caizheng", "2015-03-06", {ONE: None})
    story.git("checkout", "-q", "main")
    story.merge("ours", "side", "Merge branch 'side'", "2015-03-07", "-s", "ours")
    return story


def revert(root: Path) -> Story:
    """An amendment taken back, a revocation taken back."""
    story = begin(root)
    story.commit("record", "记录 0212-caizheng", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.commit("amend", "更正", "2015-02-13", {ONE: deduction("caizheng", "2015-02-12", "1")})
    story.git("revert", "--no-edit", "HEAD", day="2015-02-14")
    story.call("revert")
    revoked = deduction("caizheng", "2015-02-12", more=revocation("2015-02-15"))
    story.commit("revoke", "撤销", "2015-02-15", {ONE: revoked})
    story.git("revert", "--no-edit", "HEAD", day="2015-02-16")
    story.call("unrevoke")
    return story


def lost(root: Path) -> Story:
    """A record renamed, one removed, put back with other points, one that becomes unreadable."""
    story = begin(root)
    files: dict[str, str | None] = {ONE: deduction("caizheng", "2015-02-12"), TWO: deduction("jiaoyu", "2015-03-05")}
    story.commit("record", "记录两条", "2015-03-05", files)
    story.git("mv", ONE, f"{HOTLINE}/0212-caizheng-1.yml")
    story.commit("rename", "改名", "2015-03-06")
    story.commit("remove", "删除 0305-jiaoyu", "2015-03-09", {TWO: None})
    story.commit("restore", "找回 0305-jiaoyu", "2015-03-10", {TWO: deduction("jiaoyu", "2015-03-05", "1")})
    story.commit("damage", "改坏 0305-jiaoyu", "2015-03-11", {TWO: "unit: [\n"})
    return story


def backdated(root: Path) -> Story:
    """A commit that claims an earlier day than the one before it, and one that belongs to another office."""
    story = begin(root)
    story.commit(
        "april", "记录 0415-shuiwu", "2015-04-15", {THREE: deduction("shuiwu", "2015-04-15")}, who="kaoheban"
    )
    story.commit("backdated", "补记", "2015-03-31", {TWO: deduction("jiaoyu", "2015-03-05")})
    late = REGISTER + "  - {email: caizheng@kaohe.example, office: caizheng}\n"
    story.commit("late", "登记提交者", "2015-05-04", {"data/committers.yml": late}, who="kaoheban")
    foreign = {ONE: deduction("jiaoyu", "2015-05-05")}
    story.commit("foreign", "代记", "2015-05-05", foreign, who="caizheng")
    return story


SCENARIOS: dict[str, Callable[[Path], Story]] = {
    "linear": linear,
    "merges": merges,
    "evil-merge": evil_merge,
    "ours": ours,
    "revert": revert,
    "lost": lost,
    "backdated": backdated,
}
