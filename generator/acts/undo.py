"""How what a command wrote is taken back: said by every command that writes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.acts.journal import FileWrite
from generator.git.branch import commit_of
from generator.git.objects import read_objects
from generator.git.repository import HistoryUnavailable, ask_git, open_repository
from generator.model.problem import UserError


def tell_undo_of(root: Path, writes: Iterable[FileWrite]) -> str:
    """The commands that take the written files back, before they are committed; empty where nothing was written.

    What somebody had changed before and not committed is in no commit, and cannot be had back by git: this is said.
    """
    fresh = [write.path for write in writes if write.before is None]
    changed = [write for write in writes if write.before is not None]
    ways = [f"删除 {'、'.join(fresh)}"] if fresh else []
    kept, lost = _split(root, changed)
    if kept:
        ways.append(f"git checkout HEAD -- {' '.join(kept)}")
    if lost:
        ways.append(f"{'、'.join(lost)} 在此之前有没提交的改动，git 里没有，要手工改回")
    return f"提交之前要收回：{'；'.join(ways)}" if ways else ""


def tell_undo_branch(branch: str) -> str:
    """How a branch that was made is taken back."""
    return f"要收回：git branch -D {branch}（已经推送的，在平台上关闭合并请求）"


def _split(root: Path, changed: Iterable[FileWrite]) -> tuple[list[str], list[str]]:
    """The paths whose former bytes the last commit has, and the others."""
    kept: list[str] = []
    lost: list[str] = []
    for write in changed:
        (kept if _is_committed(root, write) else lost).append(write.path)
    return kept, lost


def _is_committed(root: Path, write: FileWrite) -> bool:
    try:
        repository = open_repository(root)
    except (HistoryUnavailable, UserError):
        return False
    head = commit_of(repository, "HEAD")
    name = ask_git(repository, "rev-parse", "--verify", "--quiet", f"{head}:{repository.prefix}{write.path}")
    if not head or name.status:
        return False
    (found,) = read_objects(repository, [name.text])
    before = (write.before or b"").replace(b"\r\n", b"\n")
    return found.data.replace(b"\r\n", b"\n") == before
