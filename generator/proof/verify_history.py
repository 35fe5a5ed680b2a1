"""Whether the history itself is whole: nothing hides a part of it, no object was changed, no record has vanished."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from generator.git.branch import Branch
from generator.git.condition import inspect_repository
from generator.git.lineage import Lineage
from generator.git.objects import take_inventory
from generator.git.refs import Refs, changed_packs
from generator.git.repository import Repository
from generator.history.mainline import ChangeLog
from generator.history.remark import Remark, RemarkKind, find_remarks
from generator.history.trail import read_trails, unsettled_paths
from generator.model.place import DATA, DATA_FOLDER, SITE_FILE
from generator.proof.finding import Finding, Status, fails, holds, left_open
from generator.proof.publication_tag import PREFIX
from generator.proof.verify_publication import SHOWN, short
from generator.release.ledger import FOLDERS, Ledger

_HIDING = {"shallow", "partial", "grafted", "replaced", "parted"}
_MANY = 10  # vanished files that look like a sample cleared away rather than like slips


def verify_conditions(repository: Repository) -> Iterator[Finding]:
    """What hides a part of the history, or lets git show another than was committed."""
    for condition in inspect_repository(repository):
        judge = fails if condition.kind in _HIDING else left_open
        ids = f"（{'、'.join(condition.subjects[:SHOWN])}）" if condition.subjects else ""
        yield judge("history", condition.kind, condition.sentence + ids)


def verify_refs(refs: Refs) -> Iterator[Finding]:
    """Whether branches and tags can be read at all."""
    for ref in refs.broken:
        yield fails("history", ref, f"{ref} 的内容已损坏，读不出所指的提交。")
    for ref in refs.altered:
        yield fails("history", ref, f"{ref} 的文件被改动过：提交号里有大写字母，git 不会这样写。")
    if refs.head and refs.head not in refs.ids and refs.head not in refs.broken:
        yield fails("history", "HEAD", f"HEAD 指向 {refs.head}，没有这个分支。")


def verify_objects(repository: Repository, refs: Refs, main: Branch) -> list[Finding]:
    """Whether every object that the main branch and the publications' tags reach still has the content of its id."""
    starts = [(main.tip, f"分支 {main.ref}")]
    starts += [
        (name, f"标签 {ref.removeprefix('refs/tags/')}")
        for ref, name in refs.ids.items()
        if ref.startswith(f"refs/tags/{PREFIX}")
    ]
    inventory = take_inventory(repository, starts)
    found = [
        fails("objects", damage.id, f"{damage.place}：对象 {damage.id} {_DAMAGE[damage.missing]}。")
        for damage in inventory.damaged
    ]
    found += [
        fails("objects", name, f"{name} 的校验值不符，文件被改动过或已损坏。") for name in changed_packs(repository)
    ]
    return found or [holds("objects", "history", f"历史中 {inventory.genuine} 个对象的内容都与各自的编号相符。")]


_DAMAGE = {True: "不在仓库里", False: "的内容与编号不符，被改动过或已损坏"}


# What of the remarks on a history a verification says too, and what each means to it. Those on who wrote what, and on
# the meaning of single fields, are for the office to judge: they need every version of every record to be read.
_JUDGED: dict[RemarkKind, Status] = {
    "vanished": "fails",
    "renamed": "fails",
    "signers-removed": "fails",
    "restored": "open",
    "dropped": "open",
    "merge-made": "open",
    "backdated": "open",
    "unrelated": "open",
    "moved": "open",
    "signers": "open",
}
_GONE = ("vanished", "renamed", "signers-removed")


def verify_steps(repository: Repository, log: ChangeLog, ledger: Ledger, lineage: Lineage) -> Iterator[Finding]:
    """What the steps of the main branch show: the remarks on them, each as it is judged here.

    Of the records only those that were removed or renamed are read.
    """
    trails = read_trails(repository, log, only=unsettled_paths(log))
    judged = [remark for remark in find_remarks(log, trails, {}) if remark.kind in _JUDGED]
    missing = _missing_paths(log)
    gone = [remark for remark in judged if remark.kind in _GONE and remark.path in missing]
    yield from _verify_founding(log)
    yield from _verify_former(log)
    yield from _verify_beginning(log, gone, ledger, lineage)
    yield from _judge_remarks(judged, missing)
    if not any(step.changes for step in log.steps):
        where = f"项目在这个仓库的 {repository.prefix} 里，那里" if repository.prefix else "这里"
        why = f"{where}的数据还没有提交过，或者在另一个仓库里"
        words = f"历史中没有 {DATA} 之下的任何文件，没有可以核验的记录：{why}。"
        yield fails("history", DATA_FOLDER, words)
    elif not any(remark.kind in (*_GONE, "restored", "moved") for remark in judged):
        yield holds("history", DATA_FOLDER, f"主分支 {len(log.steps)} 个提交中，没有数据文件被删除。")


def _judge_remarks(remarks: Sequence[Remark], missing: Container[str]) -> Iterator[Finding]:
    """The finding of each remark; what was removed and is there again is no failure."""
    own = tuple(f"{folder}/" for folder in FOLDERS)  # named by their own checks
    for remark in remarks:
        if remark.kind not in _GONE or not remark.path.startswith(own):
            is_back = remark.kind in _GONE and remark.path not in missing
            words = f"提交 {short(remark.commit)}：{remark.sentence}"
            yield Finding("history", remark.path or remark.commit, "open" if is_back else _JUDGED[remark.kind], words)


def _missing_paths(log: ChangeLog) -> set[str]:
    """The paths that were removed and are not there at the end of the line."""
    found: set[str] = set()
    for step in log.steps:
        for change in step.changes:
            if change.kind is None:
                found.add(change.path)
            else:
                found.discard(change.path)
    return found


def _verify_beginning(log: ChangeLog, gone: Sequence[Remark], ledger: Ledger, lineage: Lineage) -> Iterator[Finding]:
    """Where many records went before anything was published: what such a beginning would need."""
    last = max((lineage.position.get(remark.commit, 0) for remark in gone), default=0)
    begun = min((lineage.position[entry.recorded] for entry in ledger.publications.values()), default=last + 1)
    if not log.founding and len(gone) >= _MANY and last < begun:
        words = (
            f"有 {len(gone)} 个数据文件在第一次发布之前被删除。如果那些是样例或试填的数据，"
            f"应由考核办在 {SITE_FILE} 里用 history_from 写明正式启用时的提交：历史从它算起，此前的只注明，不核验。"
        )
        yield left_open("history", "history_from", words)


def _verify_former(log: ChangeLog) -> Iterator[Finding]:
    for path in log.former.missing if log.former is not None else ():
        words = f"{path} 没有随项目文件夹移到现在的位置。数据文件只能撤销，不能删除或改名。"
        yield fails("history", path, words)


def _verify_founding(log: ChangeLog) -> Iterator[Finding]:
    if log.trial is None:
        yield fails("history", log.founding, f"{SITE_FILE} 写明的启用提交 {short(log.founding)} 不在主分支上。")
    elif log.trial:
        words = f"数据的历史从提交 {short(log.founding)} 算起（{SITE_FILE}），此前的 {log.trial} 个提交没有核验。"
        yield left_open("history", log.founding, words)


def verify_start(log: ChangeLog, ledger: Ledger, lineage: Lineage) -> Iterator[Finding]:
    """Whether every publication was frozen after the record began: a later start would hide what was changed."""
    for entry in ledger.publications.values():
        if entry.id in ledger.withdrawals:
            continue
        place = lineage.position.get(entry.record.commit) if entry.record is not None else None
        if log.trial and place is not None and place < log.trial:
            words = f"{entry.id} 冻结的提交早于 {SITE_FILE} 写明的启用提交，启用提交不得晚于任何一次发布。"
            yield fails("history", entry.id, words)
