"""Whether the files that lie here are those of the commit that is checked out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.git.checkout import read_checkout
from generator.git.git_tree import list_snapshot
from generator.git.lineage import Lineage
from generator.git.ref_list import another_look
from generator.git.repository import Repository
from generator.git.worktree import differing_files
from generator.model.place import DATA, DATA_FOLDER
from generator.model.problem import UserError
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.verify_publication import SHOWN, short
from generator.read.tree import WorkTree


def verify_disk(repository: Repository, lineage: Lineage) -> Iterator[Finding]:
    """Each data file that differs; where no files lie here, as in a bare repository, that nothing was compared."""
    try:
        stands = read_checkout(another_look(repository))
    except UserError:
        yield left_open("disk", "HEAD", "当前检出的提交读不出来，磁盘上的文件没有与它比对。")
        return
    if not stands.is_on_main:
        words = f"当前检出的提交 {short(stands.head)} 不在主分支的主线上；以上核验的是主分支。"
        yield left_open("disk", "HEAD", words)
    elif stands.head != lineage.head:
        words = f"当前检出的提交 {short(stands.head)} 不是主分支的最后一个提交；以上核验的是主分支。"
        yield left_open("disk", "HEAD", words)
    committed = list_snapshot(repository, stands.head)
    if not WorkTree(repository.root).entries() and not any((repository.root / path).exists() for path in committed):
        yield left_open("disk", DATA_FOLDER, "这里没有检出的文件，没有与提交比对。")
        return
    differing = differing_files(repository.root, committed)
    data = [path for path in differing if path.startswith(DATA)]
    for path in data:
        what = "与检出的提交不同：有尚未提交的改动，或被改动过" if path in committed else "没有提交过"
        yield fails("disk", path, f"磁盘上的 {path} {what}。")
    others = [path for path in differing if not path.startswith(DATA)]
    if others:
        more = f"等 {len(others)} 个文件" if len(others) > SHOWN else ""
        yield left_open("disk", others[0], f"{DATA} 之外的文件与提交不同：{'、'.join(others[:SHOWN])}{more}。")
    compared = sum(path.startswith(DATA) for path in committed)
    if compared and not data:
        yield holds("disk", DATA_FOLDER, f"磁盘上 {DATA} 之下的 {compared} 个文件与检出的提交一致。")
