"""The files on the disk beside the main branch: what they change themselves, and what a merge would make of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from generator.git.branch import commit_of, merge_head
from generator.git.git_tree import GitTree, list_blobs
from generator.git.kept_trees import hold_trees
from generator.git.masks import masks_of
from generator.git.objects import hash_object
from generator.git.repository import Repository, open_repository
from generator.kept.kept_store import open_store
from generator.model.act import Act, act_at, parse_act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE, DATA_FOLDER, kind_at
from generator.model.problem import UserError
from generator.read.conflict import conflicting_lines
from generator.read.kept_readings import KeptReadings
from generator.read.record import FileReading
from generator.read.tree import OverlayTree, PartTree, WorkTree
from generator.release.main_line import MainLine, line_of_disk

_ACT_FILES = ("publication", "correction", "withdrawal", "redaction", "chain")


@dataclass(frozen=True)
class Workspace:
    """A project on the disk and the main branch.

    `merged` are the data as they would be if the main branch were merged into them now. `changed` are the data files
    that the work itself changes, the files of acts left out; `crossed` those that the main branch changed as well,
    where no merge is under way. `pending` are the acts whose files lie here and are not on the main branch, in their
    order, `taken` those whose id somebody else has used on the main branch meanwhile.
    """

    root: Path
    repository: Repository
    line: MainLine
    merged: OverlayTree
    changed: tuple[str, ...]
    crossed: tuple[str, ...]
    pending: tuple[Act, ...]
    taken: tuple[Act, ...]

    @cached_property
    def head(self) -> str:
        """The commit that is checked out; empty where there is none."""
        return commit_of(self.repository, "HEAD")

    @cached_property
    def merging(self) -> bool:
        """Whether a merge is under way."""
        return bool(merge_head(self.repository))

    @property
    def main_acts(self) -> tuple[Act, ...]:
        """The acts of the main branch in their order."""
        return tuple(act for text in self.line.ledger.lines if (act := parse_act(text)) is not None)

    def main_bytes(self, path: str) -> bytes | None:
        """The bytes of a data file as the main branch has it; None where it does not."""
        tree = GitTree(self.repository, self.line.tip)
        return tree.read(path) if any(entry.path == path and entry.blob for entry in tree.entries()) else None

    def on_disk(self, path: str) -> bytes | None:
        """The bytes of a file as it lies on the disk; None where it is not there."""
        place = self.root / path
        return place.read_bytes() if place.is_file() and not place.is_symlink() else None


def open_workspace(root: Path) -> Workspace:
    """The project at `root` and its main branch; UserError where there is no history to act upon, or two that
    parted.
    """
    repository = open_repository(root, open_store(root))
    line = line_of_disk(repository)
    require_whole(line)
    hold_trees(repository, [line.tip, *([line.fork] if line.fork else [])])
    main = list_blobs(repository, line.tip, DATA_FOLDER)
    fork = list_blobs(repository, line.fork, DATA_FOLDER) if line.fork else {}
    base = main if line.joined else fork
    merging = bool(merge_head(repository))
    work = PartTree(root, WorkTree(root).entries(), masks_of(repository))  # looked at once for all that follows
    disk = _disk_blobs(work, len(line.tip), {*main.values(), *base.values()})
    mine, crossed, taken = [], [], []
    laid: dict[str, bytes | None] = {}
    tree = GitTree(repository, line.tip)
    for path in sorted(disk.keys() | base.keys() | main.keys()):
        own, old, new = disk.get(path), base.get(path), main.get(path)
        if own == new:
            continue
        is_act = is_act_file(path)
        if own == old:
            laid[path] = None if new is None else tree.read(path)
        elif is_act and new is not None and (path not in fork or merging) and path != CHAIN_FILE:
            laid[path] = tree.read(path)  # drawn up here, and on the main branch by somebody else
            if (act := act_at(path)) is not None:
                taken.append(act)
        elif not is_act:
            mine.append(path)
            if new != old:
                crossed.append(path)
    pending = _order_pending(work, [a for path in disk.keys() - main.keys() if (a := act_at(path)) is not None])
    laid[CHAIN_FILE] = chain_text([*line.ledger.lines, *(act.line for act in pending)])
    merged = OverlayTree(work, laid)
    return Workspace(root, repository, line, merged, tuple(mine), tuple(crossed), pending, tuple(taken))


def readings_of_acts(workspace: Workspace) -> KeptReadings:
    """What was read of the acts for the ledger of the main branch: nobody need read the same bytes again."""
    found, ledger, masks = KeptReadings(), workspace.line.ledger, masks_of(workspace.repository)
    for entry in ledger.entries.values() if not ledger.is_public else ():
        if entry.record is not None:
            found.keep(entry.path, entry.data, masks.fields_of(entry.path), FileReading(entry.record))
    return found


class MainWorkspace(Workspace):
    """The main branch by itself, as where nobody has checked anything out: what is drawn up becomes a branch."""

    @property
    def head(self) -> str:
        """The last commit of the main branch."""
        return self.line.tip

    @property
    def merging(self) -> bool:
        """Nothing is merged here."""
        return False

    def on_disk(self, path: str) -> bytes | None:
        """The bytes of a file as the main branch has it; None where it does not."""
        return self.main_bytes(path)


def open_main_workspace(root: Path) -> MainWorkspace:
    """The main branch of the project at `root`, whatever is checked out there; UserError as `open_workspace`."""
    repository = open_repository(root, open_store(root))
    line = line_of_disk(repository)
    require_whole(line)
    line = replace(line, fork=line.tip, fork_lines=line.ledger.lines, joined=True)
    tree = OverlayTree(GitTree(repository, line.tip), {})
    return MainWorkspace(root, repository, line, tree, (), (), (), ())


def is_act_file(path: str) -> bool:
    """Whether a file is that of an irrevocable act, or their order."""
    return kind_at(path) in _ACT_FILES


def require_whole(line: MainLine) -> None:
    """UserError where the main branch and its other copy have parted: only one of them can be the main line.

    A merge here would make of what the others have a side line, whose commits nobody can freeze any more.
    """
    if line.parted:
        raise UserError(
            f"本地的 {line.name} 与 {line.parted} 已经分开，各有对方没有的提交，不能从中选一个。"
            f"请先用 git rebase --rebase-merges {line.parted} 把本地的提交接到它后面"
            "（正在合并的先 git merge --abort）；有冲突的，再运行一次原来的命令，"
            "然后 git add 并 git rebase --continue。"
        )


def require_clear(workspace: Workspace) -> None:
    """UserError where a merge of the main branch would not be clean, so that nobody can say what the data will be."""
    if workspace.crossed:
        names = "、".join(workspace.crossed[:3])
        raise UserError(f"主分支和这里都改动过 {names}。请先合入主分支（git merge {workspace.line.name}）。")


def chain_text(lines: Sequence[str]) -> bytes | None:
    """The bytes of chain.yml with these lines; None where there are none."""
    return "".join(f"- {line}\n" for line in lines).encode() if lines else None


def _disk_blobs(tree: WorkTree, length: int, known: Container[str]) -> Mapping[str, str]:
    """The id of each file; line ends of the system (CRLF) in place of the committed ones are no difference."""
    found = {}
    for entry in tree.entries():
        if entry.kind == "file":
            data = tree.read(entry.path)
            plain = hash_object("blob", data, length)
            if plain not in known and b"\r\n" in data:
                plain = hash_object("blob", data.replace(b"\r\n", b"\n"), length)
            found[entry.path] = plain
    return found


def _order_pending(tree: WorkTree, acts: Sequence[Act]) -> tuple[Act, ...]:
    """The acts in the order of their lines in chain.yml, in which a merge may have left both sides."""
    text = ""
    if any(entry.path == CHAIN_FILE and entry.kind == "file" for entry in tree.entries()):
        text = tree.read(CHAIN_FILE).decode("utf-8", "replace")
    lines = [line.removeprefix("- ").strip() for line in text.splitlines()]
    lines += conflicting_lines(text)
    place = {line: at for at, line in reversed(list(enumerate(lines)))}
    return tuple(sorted(acts, key=lambda act: (place.get(act.line, len(lines)), act.id, act.verb)))
