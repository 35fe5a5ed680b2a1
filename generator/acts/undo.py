"""How what a command wrote is taken back: said by every command that writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.acts.journal import FileWrite
from generator.git.branch import commit_of
from generator.git.git_tree import find_objects
from generator.git.objects import read_objects
from generator.git.repository import HistoryUnavailable, open_repository
from generator.model.problem import UserError

_NAMED = 12  # files that are named one by one


def tell_undo_of(root: Path, writes: Iterable[FileWrite]) -> str:
    """The commands that take the written files back, before they are committed; empty where nothing was written.

    What somebody had changed before and not committed is in no commit, and cannot be had back by git: this is said.
    """
    written = tuple(writes)
    fresh = [write.path for write in written if write.before is None]
    changed = [write for write in written if write.before is not None]
    ways = [_tell_fresh(fresh)] if fresh else []
    kept, lost = _split(root, changed)
    if kept:
        ways.append(f"git checkout HEAD -- {' '.join(kept)}")
    if lost:
        ways.append(f"{'、'.join(lost)} 在此之前有没提交的改动，git 里没有，要手工改回")
    return f"提交之前要收回：{'；'.join(ways)}" if ways else ""


def tell_undo_branch(branch: str) -> str:
    """How a branch that was made is taken back."""
    return f"要收回：git branch -D {branch}（已经推送的，在平台上关闭合并请求）"


def _tell_fresh(paths: Sequence[str]) -> str:
    if len(paths) <= _NAMED:
        return f"删除 {'、'.join(paths)}"
    folders = sorted({path.rpartition("/")[0] for path in paths})
    return f"新写的 {len(paths)} 个文件用 git clean -i {' '.join(folders)} 删除（它先列出没有提交的文件，由您确认）"


def _split(root: Path, changed: Sequence[FileWrite]) -> tuple[list[str], list[str]]:
    """The paths whose former bytes the last commit has, and the others."""
    committed = _committed(root, [write.path for write in changed])
    kept: list[str] = []
    lost: list[str] = []
    for write in changed:
        is_kept = committed.get(write.path) == (write.before or b"").replace(b"\r\n", b"\n")
        (kept if is_kept else lost).append(write.path)
    return kept, lost


def _committed(root: Path, paths: Sequence[str]) -> dict[str, bytes]:
    """What the last commit has of the files, by path, with the ends of lines that git gives."""
    try:
        repository = open_repository(root)
        head = commit_of(repository, "HEAD") if paths else ""
    except (HistoryUnavailable, UserError):
        return {}
    named = find_objects(repository, [(head, path) for path in paths]) if head else {}
    ids = list(dict.fromkeys(named.values()))
    known = {found.id: found.data.replace(b"\r\n", b"\n") for found in read_objects(repository, ids)}
    return {path: known[blob] for (_, path), blob in named.items() if blob in known}
