"""What a merge would be: two commits put together in the store, no branch, index or working tree changed.

The commit that is made is named by nothing, and git removes it in time.
"""

from __future__ import annotations

from generator.git.repository import HistoryUnavailable, Repository, ask_git, read_git
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

_MESSAGE = "Merge of a proposal, to try it\n"


@dataclass(frozen=True, slots=True)
class Merged:
    """The commit that joins both, or (then it is empty) the paths on which git could not join them."""

    commit: str
    conflicts: tuple[str, ...] = ()


def merge_commits(repository: Repository, base: str, head: str) -> Merged:
    """`head` merged into `base`; both are full ids.

    The same two commits always give the same id. UserError where git is older than 2.38 or refuses.
    """
    answer = ask_git(repository, "merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, head)
    if answer.status not in (0, 1):
        raise _refused(answer.complaint)
    tree, *paths = answer.output.decode("utf-8", "surrogateescape").split("\0")
    if answer.status:
        return Merged("", tuple(sorted({path for path in paths if path})))
    return Merged(_write_merge(repository, tree, base, head))


def _write_merge(repository: Repository, tree: str, base: str, head: str) -> str:
    """Stores the merge, dated by the later of its parents, so that clock and user do not change its id."""
    given = read_git(repository, "rev-list", "--no-walk", "--no-commit-header", "--format=%ct", base, head).text
    stamp = f"{max(map(int, given.split()))} +0800"
    people = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "kaohe"), ("EMAIL", "kaohe@localhost"), ("DATE", stamp))
    }
    answer = ask_git(
        repository, *("-c", "i18n.commitEncoding=UTF-8", "-c", "commit.gpgSign=false"),
        *("commit-tree", tree, "-p", base, "-p", head, "-F", "-"), given=_MESSAGE.encode(), environment=people,
    )  # fmt: skip
    if answer.status:
        raise _refused(answer.complaint)
    return answer.text


def _refused(complaint: str) -> UserError:
    said = escape_text((complaint.strip().splitlines() or ["没有说明原因"])[-1], 160)
    if "usage:" in complaint or "unknown option" in complaint:
        return HistoryUnavailable("git 太旧，不能试着合并，需要 git 2.38 或更新的版本。")
    if "unrelated histories" in complaint:
        return UserError("修改和主分支没有共同的历史，不能合并。请从主分支的克隆重新提出。")
    return UserError(f"git 没有能试着合并。（git：{said}）")
