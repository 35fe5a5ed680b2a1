"""Whether each publication froze a commit of the main branch's own line: asked at the first gate, not years later.

A branch that is squashed or rebased when it is merged leaves none of its commits on that line. A record that was
drawn up on it then names a commit that no clone has, and nothing can prove what was published.
"""

from __future__ import annotations

from pathlib import Path

from generator.history.branch import find_main, first_parents
from generator.history.condition import shallow_commits
from generator.history.git import HistoryUnavailable, open_repository
from generator.history.tree import GitTree
from generator.model.corpus import Corpus
from generator.model.problem import Place, Problem


def check_anchors(root: Path, corpus: Corpus, *others: str) -> list[Problem]:
    """KH660 a frozen commit is on the main branch's first-parent line; KH661, a reminder, that nobody can tell.

    `others` are commits (full ids) whose first-parent lines count too: the version that a proposal is compared with.
    A project without a history has no commits to ask for, and of a withdrawn publication nothing is asked.
    """
    standing = [record for record in corpus.publications.values() if record.id not in corpus.withdrawals]
    if not standing:
        return []
    try:
        repository = open_repository(root)
        main = find_main(repository)
    except HistoryUnavailable:
        return []
    line = frozenset(
        commit for tip in {main.tip, main.twin_tip or main.tip, *others} for commit in first_parents(repository, tip)
    )
    lost = [record for record in standing if record.commit not in line]
    is_cut = bool(lost and shallow_commits(repository))
    merged = {entry.path for entry in GitTree(repository, main.tip).entries()} if lost else set()
    return [
        name_lost(record.origin.place("commit"), record.commit[:12], record.origin.file in merged, is_cut)
        for record in lost
    ]


def name_lost(place: Place, commit: str, is_merged: bool, is_cut: bool) -> Problem:
    """That the frozen `commit` is not on the line; `is_merged`: its record is there, `is_cut`: nobody can tell."""
    if is_cut:
        words = f"冻结的提交 {commit} 不在这个浅克隆里，没有核对它在不在主分支上"
        return Problem(place, "KH661", words, "请用 git fetch --unshallow 补全历史，再检查。", "warning")
    words = f"冻结的提交 {commit} 不在主分支的主线上"
    return Problem(place, "KH660", words, _MERGED if is_merged else _PROPOSED)


_PROPOSED = (
    "在分支上发布，或者压缩（squash）、变基（rebase）合并，都会这样：合并之后就没有这个提交了。"
    "请删除这份还没有合并的记录，等数据进了主分支，再运行 kaohe publish。"
)
_MERGED = (
    "记录合并时分支被压缩或变基，或者主分支被改写过，请先查明；结果已经无从核验，应收回后重新发布。"
    "发布和含有数据的分支一律用合并提交（merge commit）合并。"
)
