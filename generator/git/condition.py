"""What about a repository makes its history less than whole, or different from what git shows by default."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from generator.git.branch import Branch, checked_out, count_commits, find_main
from generator.git.ref_list import REPLACED
from generator.git.refs import refs_below
from generator.git.repository import Repository, ask_git, shared_folder
from generator.kept.kept_store import NOTHING_KEPT, KeptStore
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError

_SAYS_PARTIAL = re.compile("promisor|include|^$", re.IGNORECASE)
ConditionKind = Literal["shallow", "partial", "grafted", "replaced", "alternates", "detached", "behind", "parted"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a reader of this history should know; `sentence` is Chinese, `subjects` the ids concerned."""

    kind: ConditionKind
    sentence: str
    subjects: tuple[str, ...] = ()


def shallow_commits(repository: Repository) -> frozenset[str]:
    """The commits at which a shallow clone ends; empty for a whole one."""
    return frozenset(_lines(shared_folder(repository) / "shallow"))


def inspect_repository(repository: Repository) -> tuple[Condition, ...]:
    """What is unusual about the repository, in a fixed order; empty for a whole clone on a branch."""
    found = (
        _shallow(repository),
        _partial(repository),
        _grafted(repository),
        _replaced(repository),
        _alternates(repository),
        _detached(repository),
        _copies(repository),
    )
    return tuple(condition for condition in found if condition is not None)


def is_whole(repository: Repository) -> bool:
    """Whether nothing of the history is left out, so that what it says of a commit is said for good."""
    return not gaps_of(repository)


def lasting_store(repository: Repository, store: KeptStore) -> KeptStore:
    """`store`, to keep what commits say; none, if some are left out, or have other parents here than their own."""
    says_for_good = store.is_there and is_whole(repository) and _grafted(repository) is None
    return store if says_for_good else NOTHING_KEPT


def gaps_of(repository: Repository) -> tuple[Condition, ...]:
    """What leaves something of the history out, without a look at anything else."""
    return tuple(found for found in (_shallow(repository), _partial(repository)) if found is not None)


def find_gaps(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Those that leave something of the history out, whoever reads it and wherever."""
    return tuple(condition for condition in conditions if condition.kind in ("shallow", "partial"))


def _shallow(repository: Repository) -> Condition | None:
    cut = tuple(sorted(shallow_commits(repository)))
    if not cut:
        return None
    return Condition(
        "shallow",
        "这是浅克隆，较早的历史不在其中：最早的提交之前的登记和改动看不到。请用 git fetch --unshallow 补全。",
        cut,
    )


def _partial(repository: Repository) -> Condition | None:
    # Most settings name no such remote, nor another file with settings: then git need not be asked.
    if _SAYS_PARTIAL.search("\n".join(_lines(shared_folder(repository) / "config"))) is None:
        return None
    listed = ask_git(repository, "config", "--local", "--get-regexp", r"^remote\..*\.promisor$").text
    if not listed:
        return None
    return Condition("partial", "这是部分克隆，有些文件的内容不在其中。请用 git clone 重新取得完整的仓库。")


def _grafted(repository: Repository) -> Condition | None:
    grafts = [line.split() for line in _lines(shared_folder(repository) / "info/grafts") if not line.startswith("#")]
    if not grafts:
        return None
    return Condition(
        "grafted",
        f"这个仓库用 .git/info/grafts 改接了 {len(grafts)} 个提交的上级。本程序不理会它，按提交原来的上级读取；"
        "旧版 git 会显示改接后的历史。",
        tuple(sorted(words[0] for words in grafts if words)),
    )


def _replaced(repository: Repository) -> Condition | None:
    names = [ref.removeprefix(REPLACED) for ref in refs_below(repository, REPLACED)]
    if not names:
        return None
    return Condition(
        "replaced",
        f"这个仓库用 refs/replace 替换了 {len(names)} 个对象。本程序不理会它，按原来的对象读取；"
        "git 默认显示替换后的内容。",
        tuple(sorted(names)),
    )


def _alternates(repository: Repository) -> Condition | None:
    if not _lines(shared_folder(repository) / "objects/info/alternates"):
        return None
    return Condition(
        "alternates", "这个仓库借用另一个仓库的对象（objects/info/alternates）；那个仓库一旦移走，历史就不完整。"
    )


def _detached(repository: Repository) -> Condition | None:
    if checked_out(repository):
        return None
    return Condition("detached", "当前检出的是一个提交，而不是分支（游离的 HEAD）；主分支的历史仍照常读取。")


def _copies(repository: Repository) -> Condition | None:
    """The two copies of the main branch, where the one that a person works on is not the one that is read."""
    try:
        return _compare_copies(repository, find_main(repository))
    except UserError:
        return None  # there is nothing to read, or something is damaged: who reads it says so


def _compare_copies(repository: Repository, main: Branch) -> Condition | None:
    if main.has_parted:
        ours = count_commits(repository, main.tip, main.twin_tip)
        theirs = count_commits(repository, main.twin_tip, main.tip)
        return Condition(
            "parted",
            f"本地的 {main.name} 与 {main.twin_name} 已经分开：一边另有 {ours} 个提交，另一边另有 {theirs} 个；"
            f"这里读的是本地的。请先用 git rebase --rebase-merges {main.twin_name} 把本地的接到它后面；"
            "本地那些提交如果不是自己写的，而是原来就在远程的，远程的历史就被改写过，请先查明。",
            (main.twin_tip,),
        )
    if main.twin and not main.ref.startswith("refs/heads/"):
        missing = count_commits(repository, main.tip, main.twin_tip)
        return Condition(
            "behind",
            f"本地的 {main.twin_name} 比 {main.name} 少 {missing} 个提交，这里读的是 {main.name}。"
            f"请用 git merge --ff-only {main.name} 跟上。",
        )
    return None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
