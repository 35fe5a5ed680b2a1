"""The public's own history verified in a clone of it: what the office's repository proves of more is not there.

Every commit shows one act and every act has its commit and tag; the figures of each publication and correction are
computed again from the commit that shows it, as far as the public sees what they follow from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from generator.git.folder_log import read_folder_log
from generator.git.git_tree import GitTree
from generator.git.lineage import Lineage, read_blobs
from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.git.tags import Tag, read_tags
from generator.load.project import load_data
from generator.model.act import Act, parse_act
from generator.model.place import DATA_FOLDER, PUBLIC_FOLDER, PUBLIC_STATE
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.public_history import FORM, PublicStep, step_bytes, step_file, tag_of
from generator.proof.public_marks import verify_marks
from generator.proof.public_results import compare_public
from generator.proof.publication_tag import PREFIX, JudgeSignature, verify_tags
from generator.proof.verify_acts import verify_order, verify_withdrawals
from generator.proof.verify_correction import verify_corrections, verify_current
from generator.proof.verify_disk import verify_disk
from generator.proof.verify_publication import (
    ReadCommit,
    Recompute,
    short,
    verify_chain,
    verify_record,
    verify_results,
)
from generator.release.ledger import Ledger
from generator.release.main_line import line_of_commit
from generator.release.public_state import states_of, withheld_at
from generator.score.result import YearResult

_KIND = "public"


def verify_public(
    repository: Repository, lineage: Lineage, ledger: Ledger, read: ReadCommit, judge: JudgeSignature
) -> Iterator[Finding]:
    """What a clone of the public's own history proves."""
    yield left_open(_KIND, "history", _WHAT)
    yield from verify_shape(repository, lineage, ledger)
    yield from _verify_acts(repository, lineage, ledger, read)
    yield from verify_tags(ledger, read_tags(repository, PREFIX), lineage, judge)
    yield from _verify_now(repository, lineage, ledger)
    yield from verify_disk(repository, lineage)


_WHAT = (
    "这是公开历史：发布、更正、撤回、遮盖每件一个提交，只含公开的内容，由办公室的仓库生成；"
    "内部的历史、提交人和尚未发布的内容不在其中，在这里不能核验。"
)


def verify_shape(repository: Repository, lineage: Lineage, ledger: Ledger) -> list[Finding]:
    """Whether every commit shows one act, every act has its tag, and later commits name both as they are."""
    states = states_of(repository, lineage.main_line)
    tags = read_tags(repository, "")
    steps: list[PublicStep] = []
    wrong: list[Finding] = []
    for commit in lineage.main_line:
        act = parse_act(str(states[commit].get("act", "")))
        wrong += _verify_commit(commit, act, states[commit], steps, lineage, ledger)
        if act is not None:
            tag = tags.get(tag_of(act))
            wrong += _verify_tag(act, commit, tag)
            steps.append(PublicStep(act, commit, tag.id if tag is not None else "", tag_of(act)))
    wrong += _verify_step_files(repository, lineage, steps)
    last = states[lineage.head]
    masked = [str(name) for name in last.get("redactions", ())]
    told = _tell_anew(masked)
    marks = verify_marks(ledger, steps, masked)
    if wrong:
        return [*wrong, *told, *marks]
    words = f"{len(steps)} 件行为各有一个提交和一个标签，后面的提交记下的编号都与实际相同。"
    return [holds(_KIND, PUBLIC_FOLDER, words), *told, *marks]


def _verify_commit(
    commit: str,
    act: Act | None,
    state: Mapping[str, Any],
    before: Sequence[PublicStep],
    lineage: Lineage,
    ledger: Ledger,
) -> Iterator[Finding]:
    if state.get("kaohe_public_history") != FORM:
        form = state.get("kaohe_public_history")
        yield fails(_KIND, commit, f"提交 {short(commit)} 的形式是 {form}，这个版本的程序只认 {FORM}。")
    if act is None or act in {step.act for step in before}:
        yield fails(_KIND, commit, f"提交 {short(commit)} 没有写明它公开的是哪一件，或者与以前的重复。")
        return
    if len(lineage.parents[commit]) > 1:
        yield fails(_KIND, act.line, f"提交 {short(commit)} 合并了别的历史，公开历史里没有合并。")
    entry = ledger.entries.get(act)
    if entry is None and act.verb != "redact":
        yield fails(_KIND, act.line, f"提交 {short(commit)} 公开的 {act.line} 没有记录 {act.path}。")
    elif entry is not None and entry.recorded != commit and act.verb != "redact":
        words = f"{act.path} 由提交 {short(entry.recorded)} 写入，写明公开它的是提交 {short(commit)}，应是同一个。"
        yield fails(_KIND, act.line, words)


def _verify_tag(act: Act, commit: str, tag: Tag | None) -> Iterator[Finding]:
    if tag is None:
        yield fails(_KIND, act.line, f"没有标签 {tag_of(act)}。")
    elif tag.target != commit or tag.inner_name != tag.name:
        words = f"标签 {tag.name} 指向提交 {tag.target}，公开 {act.line} 的是提交 {commit}。"
        yield fails(_KIND, act.line, words)


def _verify_step_files(repository: Repository, lineage: Lineage, steps: Sequence[PublicStep]) -> Iterator[Finding]:
    """Each act is named by the commit after its own, in a file that nobody changes."""
    came: dict[str, list[tuple[str, str | None]]] = {}
    for step in read_folder_log(repository, lineage.head, [PUBLIC_FOLDER]):
        for change in step.changes:
            if change.path != PUBLIC_STATE:
                came.setdefault(change.path, []).append((step.commit, change.new))
    content = read_blobs(repository, [blob for found in came.values() for _, blob in found if blob])
    for before, after in pairwise(steps):
        path = step_file(before.act)
        found = [(commit, content.get(blob or "")) for commit, blob in came.pop(path, [])]
        if found != [(after.commit, step_bytes(before))]:
            words = (
                f"{path} 应由提交 {short(after.commit)} 写入，以后不再改动，写明 {before.act.line} 的提交是 "
                f"{before.commit}、标签是 {before.tag or '无'}；现在不是这样。"
            )
            yield fails(_KIND, before.act.line, words)
    for path in came:
        yield fails(_KIND, path, f"{path} 不是公开历史里的文件。")


def _tell_anew(masked: Sequence[str]) -> Iterator[Finding]:
    if masked:
        words = f"遮盖（{'、'.join(masked)}）以后，公开历史从头重新生成过：提交和标签的编号与遮盖以前的不同。"
        yield left_open("redaction", PUBLIC_FOLDER, words)


def _verify_acts(repository: Repository, lineage: Lineage, ledger: Ledger, read: ReadCommit) -> Iterator[Finding]:
    def compare(kind: str, subject: str, written: Any, digest: str, result: YearResult, commit: str) -> Finding:
        return compare_public(kind, subject, written, digest, result, withheld_at(repository, commit))

    recompute = Recompute(read, compare)
    for entry in ledger.publications.values():
        yield verify_record("record", entry)
        if entry.id not in ledger.withdrawals:
            yield from verify_results(entry, lineage, recompute)
    yield from verify_withdrawals(ledger)
    yield from verify_order(ledger)
    yield from _verify_chain(repository, lineage, ledger)
    for made in ledger.corrections.values():
        yield verify_record("correction", made)
    yield from verify_corrections(ledger, recompute)


def _verify_chain(repository: Repository, lineage: Lineage, ledger: Ledger) -> Iterator[Finding]:
    """What of a record was masked has another digest than the one that its successor names."""
    masks = masks_of(repository)
    for finding in verify_chain(ledger, lineage):
        entry = ledger.publications[finding.subject]
        before = ledger.publications.get(entry.record.previous) if entry.record is not None else None
        if finding.status == "fails" and before is not None and masks.fields_of(before.path):
            words = f"不能核验：上一次发布 {before.id} 的记录里有遮盖的文字，公开的字节与所记的 SHA-256 不同。"
            yield left_open("chain", entry.id, words)
        else:
            yield finding


def _verify_now(repository: Repository, lineage: Lineage, ledger: Ledger) -> Iterator[Finding]:
    """Whether what is public now still yields all that stands."""
    tree = GitTree(repository, lineage.head)
    now = load_data(tree, lineage.head)
    if now.errors:
        words = f"最后一个提交的数据有 {len(now.errors)} 处问题，算不出得分，没有与已发布的数字比较。"
        yield fails("current", DATA_FOLDER, words)
        return
    yield from verify_current(now.corpus, tree, line_of_commit(repository, lineage.head, ledger))
