"""What offices propose through a desk: drafts as branches of the desk's own, what was sent, what has become of it.

A proposal of the office `o` named `n` is the branch `desk/o/n`. Beside it, `refs/kaohe/base/o/n` keeps where it
started, `refs/kaohe/sent/o/n` what of it was sent, and `refs/kaohe/withdrawn/o/n` its last commit once it has been
withdrawn, so that nothing that was written is lost. Refs are moved only from where they were seen to be: of two who
change one proposal at once, the second is told. The branch alone makes a proposal, and it comes last and goes first:
whatever is broken off leaves all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from generator.acts.propose_act import refuse_words
from generator.git.branch import find_main
from generator.git.clock import BEIJING
from generator.git.fast_import import Person
from generator.git.git_tree import list_blobs
from generator.git.log import read_commits
from generator.git.ref_log import last_reason, list_refs
from generator.git.repository import Repository, open_repository
from generator.git.write_branch import SigningKey, move_refs, tree_of, write_commit, write_tree
from generator.load.unfinished import is_data_path
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError, escape_text

BRANCHES = "refs/heads/desk/"
_KEPT = "refs/kaohe/"
BASES, SENT, WITHDRAWN = (f"{_KEPT}{name}/" for name in ("base", "sent", "withdrawn"))
State = Literal["draft", "sent", "changed", "partly", "merged", "stale"]
STATES: dict[State, str] = {
    "draft": "草稿，还没有发送",
    "sent": "已发送，等待审核合并",
    "changed": "已发送，之后又有改动还没有发送",
    "partly": "一部分已进入主分支",
    "merged": "已进入主分支",
    "stale": "不再适用：主分支上同一个文件已经另有改动",
}


Known = MutableMapping[tuple[str, ...], "DeskProposal"]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who writes a commit, who commits it and with which key; the author commits where nobody else does."""

    author: Person
    committer: Person | None = None
    key: SigningKey | None = None


@dataclass(frozen=True, slots=True)
class DeskProposal:
    """One proposal: whose, its name, where it starts and ends, the files it changes, what has become of it.

    `title` is the first line of its last message, `written` when that was committed; `commits` is how many it has.
    `sent` is the commit that was sent last, `forge` what the remote then said.
    """

    office: str
    name: str
    base: str
    tip: str
    paths: tuple[str, ...]
    state: State
    title: str
    written: datetime
    commits: int
    sent: str = ""
    forge: str = ""

    @property
    def branch(self) -> str:
        """Its branch as a person calls it."""
        return f"desk/{self.office}/{self.name}"


def list_proposals(root: Path, office: str = "", known: Known | None = None) -> list[DeskProposal]:
    """The proposals of an office (of all, where none is named) that were not withdrawn, the latest first.

    What is `known` of those that have not moved since is not read again.
    """
    found = _read(open_repository(root), f"{office}/" if office else "", {} if known is None else known)
    return sorted(found, key=lambda one: (one.written, one.name), reverse=True)


def find_proposal(root: Path, office: str, name: str) -> DeskProposal | None:
    """One proposal of an office; None where it has none of this name."""
    if not name:
        return None
    return next((one for one in _read(open_repository(root), f"{office}/{name}", {}) if one.name == name), None)


def _read(repository: Repository, below: str, known: Known) -> Iterator[DeskProposal]:
    """The proposals whose refs lie below a folder, or at a name."""
    tips, bases, sent = (list_refs(repository, f"{folder}{below}") for folder in (BRANCHES, BASES, SENT))
    if not tips:
        return
    main = find_main(repository).tip
    there: dict[str, str] = {}
    for ref, tip in tips.items():
        office, _, name = ref.removeprefix(BRANCHES).partition("/")
        base, last = bases.get(f"{BASES}{office}/{name}", ""), sent.get(f"{SENT}{office}/{name}", "")
        if not base or not name:
            continue  # a branch that no desk has begun
        key = (office, name, base, tip, last, main)
        if key not in known:
            there = there or list_blobs(repository, main, DATA_FOLDER)
            known[key] = _describe(repository, (office, name), (base, tip, last), main, there)
        yield known[key]


def begin_draft(
    root: Path, office: str, name: str, files: Mapping[str, bytes | None], message: str, signed: Signed
) -> DeskProposal:
    """A new proposal that starts from the main branch as it is.

    Raises UserError where there is one of this name with other content, and where nothing would change. Asked twice
    for the same, as by a page that is sent twice, it gives the one that is there.
    """
    repository = open_repository(root)
    main = find_main(repository)
    if main.has_parted:
        raise UserError(f"本地的 {main.name} 与 {main.twin_name} 已经分开。请维护人员先把它们接到一起。")
    tree = _tree_with(repository, main.tip, files, message, signed)
    commit = write_commit(repository, tree, main.tip, signed.author, _now(), message, signed.committer, signed.key)
    base = f"{BASES}{office}/{name}"
    begun = list_refs(repository, f"{BRANCHES}{office}/{name}")
    if not begun:  # the branch alone makes it a proposal: a beginning without one was broken off
        move_refs(repository, {base: (main.tip, list_refs(repository, base).get(base, ""))}, "kaohe desk: begin")
    if begun or not move_refs(repository, {f"{BRANCHES}{office}/{name}": (commit, "")}, "kaohe desk: begin"):
        there = find_proposal(root, office, name)
        if there is None or tree_of(repository, there.tip) != tree:
            raise UserError(f"名为 {name} 的提案已经有了，没有改动它。请再试一次。")
        return there
    return _found_again(root, office, name)


def continue_draft(
    root: Path, seen: DeskProposal, files: Mapping[str, bytes | None], message: str, signed: Signed
) -> DeskProposal:
    """`seen` with one more commit.

    Raises UserError where somebody else has changed it since it was seen: nothing of theirs is overwritten.
    """
    repository = open_repository(root)
    tree = _tree_with(repository, seen.tip, files, message, signed)
    commit = write_commit(repository, tree, seen.tip, signed.author, _now(), message, signed.committer, signed.key)
    refs = {f"{BRANCHES}{seen.office}/{seen.name}": (commit, seen.tip)}
    if not move_refs(repository, refs, "kaohe desk: continue"):
        raise UserError("这份提案刚刚被别人改动或撤回了，您的内容没有写入。请看过现在的样子以后再提交。")
    return _found_again(root, seen.office, seen.name)


def withdraw_draft(root: Path, seen: DeskProposal) -> None:
    """Takes a proposal back: its branch goes, its last commit stays under `refs/kaohe/withdrawn/`.

    Raises UserError where somebody else has changed it since it was seen, and where all of it is on the main branch.
    """
    if seen.state == "merged":
        raise UserError("这份提案已经进入主分支，不能撤回。登记有误的，请修改或撤销那条记录。")
    repository = open_repository(root)
    own = f"{seen.office}/{seen.name}"
    kept = list_refs(repository, f"{WITHDRAWN}{own}").get(f"{WITHDRAWN}{own}", "")
    reason = "kaohe desk: withdraw"
    move_refs(repository, {f"{WITHDRAWN}{own}": (seen.tip, kept)}, reason)
    if not move_refs(repository, {f"{BRANCHES}{own}": ("", seen.tip)}, reason):
        raise UserError("这份提案刚刚被别人改动了，没有撤回。请看过现在的样子以后再决定。")
    rest = {f"{BASES}{own}": ("", seen.base)} | ({f"{SENT}{own}": ("", seen.sent)} if seen.sent else {})
    move_refs(repository, rest, reason)  # without its branch nobody asks for these


def mark_sent(root: Path, seen: DeskProposal, said: str) -> None:
    """Notes that the last commit of `seen` was sent, and what the remote said; somebody else may have done so."""
    refs = {f"{SENT}{seen.office}/{seen.name}": (seen.tip, seen.sent)}
    move_refs(open_repository(root), refs, f"kaohe desk: {' '.join(said.split())}")


def _now() -> datetime:
    return datetime.now(BEIJING)


def _found_again(root: Path, office: str, name: str) -> DeskProposal:
    found = find_proposal(root, office, name)
    if found is None:
        raise UserError("提案写好以后被别人撤回了。")
    return found


def _tree_with(
    repository: Repository, start: str, files: Mapping[str, bytes | None], message: str, signed: Signed
) -> str:
    """The tree of `start` with the files in place; UserError where it is no proposal."""
    refuse_words(message, signed.author)
    if strange := [path for path in files if not is_data_path(path)]:
        raise UserError(f"“{escape_text(strange[0], 200)}”不在 {DATA_FOLDER}/ 里，不能这样提出改动。")
    tree = write_tree(repository, start, files)
    if tree == tree_of(repository, start):
        raise UserError("提出的内容与原有的相同，没有改动。")
    return tree


def _describe(
    repository: Repository,
    own: tuple[str, str],
    commits: tuple[str, str, str],
    main: str,
    there: Mapping[str, str],
) -> DeskProposal:
    base, tip, sent = commits
    made = read_commits(repository, tip, f"^{base}")
    last = made.get(tip)
    before, after = (list_blobs(repository, commit, DATA_FOLDER) for commit in (base, tip))
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    brought = {(path, after.get(path)) for path in paths} & set(_brought(repository, base, main))
    lost = [
        path
        for path in paths
        if (path, after.get(path)) not in brought and there.get(path) not in (before.get(path), after.get(path))
    ]
    state = _state(len(paths), len(brought), bool(lost), tip, sent)
    said = last_reason(repository, f"{SENT}{own[0]}/{own[1]}").partition("kaohe desk: ")[2] if sent else ""
    title = last.message.strip().split("\n")[0] if last is not None else ""
    written = datetime.fromtimestamp(last.committed if last is not None else 0, BEIJING)
    return DeskProposal(*own, base, tip, tuple(paths), state, title, written, len(made), sent, said)


def _brought(repository: Repository, base: str, main: str) -> Iterator[tuple[str, str | None]]:
    """What the main branch brought to each path since `base`: a squash or a rebase has other commits, not others."""
    if base != main:
        for commit in read_commits(repository, "--first-parent", main, f"^{base}").values():
            for change in commit.changes:
                yield change.path, change.new


def _state(wanted: int, brought: int, is_lost: bool, tip: str, sent: str) -> State:
    if wanted and brought == wanted:
        return "merged"
    if is_lost:
        return "stale"
    if brought:
        return "partly"
    return "draft" if not sent else "sent" if sent == tip else "changed"
