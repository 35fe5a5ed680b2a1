"""Who may change what in a proposal: each of its commits is held against what its author's office may touch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.check.entry_ownership import Touched
from generator.check.ownership import Touch, check_offices
from generator.git.git_tree import GitTree
from generator.git.masks import masks_of
from generator.git.objects import read_objects
from generator.git.proposed import Proposed, read_proposed
from generator.git.repository import Repository
from generator.git.signature import judge_commits
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, SIGNERS_FILE, SITE_FILE, find_place
from generator.model.problem import Location, Problem
from generator.read.corpus_reader import read_corpus
from generator.read.personal import find_personal
from generator.read.record import Registers, read_record
from generator.rules.corpus import Corpus

_REGISTER = COMMITTERS_FILE
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the version to compare with, the last commit, and the data before and after.

    `paths` are the files below `data/` that differ in the end; `pending` those whose changes are not committed yet.
    """

    base_commit: str
    tip: str
    base: Corpus
    head: Corpus
    paths: Collection[str]
    pending: Collection[str]


def read_base_register(repository: Repository, commit: str) -> Corpus:
    """The register of committers and the leading office as the base has them: never those of the proposal."""
    wanted = (_REGISTER, SITE_FILE)
    return read_corpus(GitTree(repository, commit), wanted=lambda path: path in wanted)[0]


def check_login(register: Corpus, login: str) -> tuple[str, list[Problem]]:
    """The office of the login under which a proposal was made, and KH513, a reminder, where none is registered."""
    if register.committers.is_desk_login(login):
        return "", []  # it sends for all offices: the authors of the commits count
    office = register.committers.office_of_login(login)
    if office:
        return office, []
    hint = f"请考核办核对登录名，在 {_REGISTER} 里登记（login、office）；没有登记的，只按各个提交的作者核对。"
    words = "提出合并请求的登录名没有登记到任何单位"
    return "", [Problem(Location(_REGISTER), "KH513", words, hint, "warning")]


def check_authors(repository: Repository, proposal: Proposal, register: Corpus) -> list[Problem]:
    """KH506, KH508, KH515 for each commit by the office of its author; KH513, KH514, KH517, reminders, what is left
    out.

    What was changed and changed back within the proposal is held against nobody. A desk commits for all offices, so
    its commits say who their author is only where its signature holds.
    """
    commits = read_proposed(repository, proposal.base_commit, proposal.tip)
    mine = [commit for commit in commits if any(change.path in proposal.paths for change in commit.changes)]
    unproved = _unproved(repository, proposal.base_commit, mine, register)
    by_desk = {commit.commit for commit in unproved}
    mine = [commit for commit in mine if commit.commit not in by_desk]
    offices = {commit.commit: register.committers.office_of(commit.author) for commit in mine}
    touches = list(_touches(repository, [commit for commit in mine if offices[commit.commit]], offices, proposal))
    found = list(check_offices(proposal.base, proposal.head, touches))
    found += remind_of_unregistered([commit.commit for commit in mine if not offices[commit.commit]])
    return found + remind_of_unproved([commit.commit for commit in unproved]) + remind_of_pending(proposal.pending)


def _unproved(repository: Repository, base: str, commits: Sequence[Proposed], register: Corpus) -> list[Proposed]:
    """The commits that a desk made, as they say, without its valid signature by the keys that the base registers."""
    made = [commit for commit in commits if register.committers.is_desk(commit.committer)]
    if not made:
        return []
    tree = GitTree(repository, base)
    known = any(entry.path == SIGNERS_FILE and entry.blob for entry in tree.entries())
    signers = tree.read(SIGNERS_FILE) if known else b""
    judged = judge_commits(repository, [commit.commit for commit in made], signers, lambda _, address: address)
    return [
        commit
        for commit in made
        if judged[commit.commit].verdict != "good" or not register.committers.is_desk(judged[commit.commit].signer)
    ]


def _touches(
    repository: Repository, commits: Sequence[Proposed], offices: Mapping[str, str], proposal: Proposal
) -> Iterator[Touch]:
    changes = [
        (found.commit, change) for found in commits for change in found.changes if change.path in proposal.paths
    ]
    blobs = {blob for _, change in changes for blob in (change.old, change.new) if blob is not None}
    content = {found.id: found.data for found in read_objects(repository, sorted(blobs))}
    masks = masks_of(repository)
    registers = {**proposal.head.registers, **proposal.base.registers}
    for commit, change in changes:
        masked = masks.fields_of(change.path)
        before, after = (
            _read(change.path, content.get(blob or ""), masked, registers) for blob in (change.old, change.new)
        )
        yield Touch(offices[commit], change.path, before, after, commit)


def _read(path: str, data: bytes | None, masked: Collection[str], registers: Registers) -> Touched:
    placed = find_place(path)
    if data is None or placed is None or placed.kind not in ("deduction", "entry"):
        return None
    record = read_record(path, placed, data, masked=masked, registers=registers).record
    return record if isinstance(record, Deduction | Entry) else None


def check_messages(commits: Sequence[Proposed]) -> Iterator[Problem]:
    """KH516: a number of a person in the message of a commit, which can still be reworded before it is merged."""
    for commit in commits:
        told = [found for found in find_personal(commit.message) if found.kind != "name"]
        if told:
            sure = any(found.kind == "number" for found in told)
            words = f"提交说明里像是写了{'、'.join(found.words for found in told)}"
            hint = (
                "合并之后历史里一直能看到，请先改写：最后一个提交用 git commit --amend，"
                "较早的用 git rebase -i 选 reword，再推送；在网页上提交的，请关闭这个合并请求，重新提交一次。"
            )
            place = Location(f"commit:{commit.commit[:12]}")
            yield Problem(place, "KH516", words, hint, "error" if sure else "warning")


def remind_of_unregistered(commits: Sequence[str]) -> list[Problem]:
    """KH513, a reminder, where there are `commits` (ids) whose authors belong to no office."""
    if not commits:
        return []
    words = f"提交 {_few(commits)}的作者没有登记到任何单位，没有核对能否改动这些文件"
    hint = (
        f"作者的邮箱用 git show -s --format=%ae {commits[0][:12]} 查看，"
        f"请考核办把它登记在主分支的 {_REGISTER} 里（email）；"
        "在网页上提交而隐藏了邮箱的，登记登录名（login），并在 forges 里写明平台隐私邮箱的域名（private）。"
    )
    return [Problem(Location(_REGISTER), "KH513", words, hint, "warning")]


def remind_of_unproved(commits: Sequence[str]) -> list[Problem]:
    """KH517, a reminder, where there are `commits` (ids) of a desk without its signature."""
    if not commits:
        return []
    words = f"提交 {_few(commits)}写明由网页登记代为提交，而没有它的有效签名，没有核对作者能否改动这些文件"
    hint = (
        "请考核办核实是谁提交的；网页登记的配置里要写签名的密钥，"
        f"公钥登记在主分支的 {SIGNERS_FILE} 里（邮箱与 {_REGISTER} 里 desk: true 的一致）。"
    )
    return [Problem(Location(_REGISTER), "KH517", words, hint, "warning")]


def remind_of_pending(paths: Collection[str]) -> list[Problem]:
    """KH514, a reminder, where there are files whose changes nobody has committed yet."""
    if not paths:
        return []
    listed = sorted(paths)
    more = f"等 {len(listed)} 个文件" if len(listed) > _SHOWN else ""
    words = f"还没有提交的改动没有核对由哪个单位提交：{'、'.join(listed[:_SHOWN])}{more}"
    hint = "提交之后再检查一次；现在就要核对的，用 --office 写明单位。"
    return [Problem(Location(listed[0]), "KH514", words, hint, "warning")]


def _few(commits: Sequence[str]) -> str:
    """The first of these commits by their short ids, and how many there are where not all are named."""
    more = f"等 {len(commits)} 个提交" if len(commits) > _SHOWN else ""
    return "、".join(name[:12] for name in commits[:_SHOWN]) + more
