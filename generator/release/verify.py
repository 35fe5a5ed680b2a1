"""The whole verification of a project: publications, corrections, tags, chain and history, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.history.branch import find_main
from generator.history.git import Repository
from generator.history.lineage import Lineage, read_lineage
from generator.history.mainline import read_changes
from generator.history.refs import Refs, read_refs
from generator.history.revision import resolve_revision
from generator.history.signature import SIGNERS, Signature, judge_tag
from generator.history.snapshot import list_snapshot
from generator.history.tags import Tag, read_tags
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.model.publication import Publication
from generator.release.changes import SnapshotReader, changed_files
from generator.release.finding import Finding, fails, has_failures, holds, left_open
from generator.release.ledger import Entry, Ledger, read_ledger
from generator.release.pristine import differing_files
from generator.release.tag import PREFIX, tag_name, verify_tags
from generator.release.verify_correction import verify_corrections, verify_current
from generator.release.verify_history import (
    verify_conditions,
    verify_objects,
    verify_refs,
    verify_start,
    verify_steps,
)
from generator.release.verify_publication import (
    SHOWN,
    ReadCommit,
    verify_chain,
    verify_commit,
    verify_record,
    verify_results,
)
from generator.release.witness import Remembered, Witness, compare_witness


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified: the last commit of the main branch, each publication as it is now, and the findings."""

    head: str
    publications: Mapping[str, Remembered]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found wrong."""
        return not has_failures(self.findings)


def verify_project(repository: Repository, witnesses: Sequence[Witness] = ()) -> Verification:
    """Verifies everything that the repository itself can prove, and holds it against `witnesses`.

    Where objects of the history are damaged, that alone is found: all else rests on them.
    """
    refs = read_refs(repository)
    found = [*verify_conditions(repository), *verify_refs(refs)]
    main = _main_ref(repository, refs)
    if not main:
        return Verification("", {}, (*found, fails("history", "main", "主分支读不出来，无从核验。")))
    head = refs.ids[main]
    found += verify_objects(repository, refs, main)
    if any(finding.kind == "objects" and finding.status == "fails" for finding in found):
        note = left_open("objects", "history", "历史的内容不完整，其余各项没有核验。请用完好的副本替换后再核验。")
        return Verification(head, {}, (*found, note))
    lineage = read_lineage(repository, head)
    ledger = read_ledger(repository, lineage)
    tags = read_tags(repository, PREFIX)
    now = _remember(ledger, tags)
    found += _verify_data(repository, lineage, ledger, tags)
    for witness in witnesses:
        found += compare_witness(witness, now, lineage)
    if not witnesses:
        found.append(
            left_open(
                "witness",
                "none",
                "没有用外部的旁证核对。能改写整个仓库的人也能改写标签，只有先前存在别处的记录"
                "（kaohe verify --json 的输出、网站的 manifest.json、git bundle）能证明历史没有被整体改写；"
                "请用 --against 指定。",
            )
        )
    return Verification(head, now, tuple(found))


def _main_ref(repository: Repository, refs: Refs) -> str:
    """The main branch's ref; empty where it cannot be read. A broken main branch is never replaced by another."""
    if any(ref in refs.broken for ref in ("refs/heads/main", "refs/heads/master")):
        return ""
    for ref in ("refs/heads/main", "refs/heads/master"):
        if ref in refs.ids:
            return ref
    try:
        ref = find_main(repository).ref
    except Broken:
        return ""
    return ref if ref in refs.ids else refs.head if refs.head in refs.ids else ""


def _remember(ledger: Ledger, tags: Mapping[str, Tag]) -> dict[str, Remembered]:
    return {
        entry.id: Remembered(
            commit=entry.record.commit if entry.record else "",
            recorded=entry.recorded,
            record_sha256=entry.sha256,
            results_sha256=entry.record.results_sha256 if entry.record else "",
            tag=tags[tag_name(entry.id)].id if tag_name(entry.id) in tags else "",
        )
        for entry in ledger.publications.values()
    }


def _verify_data(
    repository: Repository, lineage: Lineage, ledger: Ledger, tags: Mapping[str, Tag]
) -> Iterator[Finding]:
    read = SnapshotReader(repository).read
    log = read_changes(repository, lineage.head)
    yield from verify_steps(log)
    yield from verify_start(log, ledger, lineage)
    for entry in ledger.publications.values():
        yield verify_record("record", entry)
        yield from verify_commit(entry, lineage)
        yield from verify_results(entry, lineage, read)
    yield from verify_chain(ledger, lineage)
    yield from verify_tags(ledger, tags, lineage, lambda tag: _judge(repository, tag, read))
    for made in ledger.corrections.values():
        yield verify_record("correction", made)
    yield from verify_corrections(ledger, read)
    now = read(lineage.head)
    if now.errors:
        yield fails("current", "data", f"当前数据有 {now.errors} 处问题，请用 kaohe check 查看。")
    else:
        yield from verify_current(now.corpus)
    yield from _list_changes(lineage, ledger, read)
    yield from _list_texts(repository, lineage, ledger)
    yield from _verify_disk(repository, lineage)


def _judge(repository: Repository, tag: Tag, read: ReadCommit) -> Signature:
    """Judges a signature by the register of signers of the commit that is tagged; people appear as offices.

    A register that was changed since decides nothing: else whoever may change it could sign what was published.
    """
    tree = GitTree(repository, tag.target)
    signers = tree.read(SIGNERS) if any(entry.path == SIGNERS for entry in tree.entries()) else b""
    corpus = read(tag.target).corpus

    def office_of(address: str) -> str:
        office = corpus.committers.office_of(address)
        return corpus.units[office].name if office in corpus.units else "未登记"

    return judge_tag(repository, tag.id, signers, office_of)


def _list_changes(lineage: Lineage, ledger: Ledger, read: ReadCommit) -> Iterator[Finding]:
    """The data files of published periods that were changed since, whether or not they moved a figure."""
    for entry in ledger.publications.values():
        since = _frozen_at(entry, ledger)
        if entry.record is not None and since in lineage:
            changed = changed_files(read(since).snapshot, read(lineage.head).snapshot, entry.record)
            if changed:
                more = f"等 {len(changed)} 个文件" if len(changed) > SHOWN else ""
                names = "、".join(changed[:SHOWN])
                yield left_open("current", entry.id, f"{entry.id} 冻结或最近一次更正之后，改动过 {names}{more}。")


def _list_texts(repository: Repository, lineage: Lineage, ledger: Ledger) -> Iterator[Finding]:
    """The files of the notice's text that were changed since a publication that stands on it."""
    now = _texts(repository, lineage.head)
    for entry in ledger.publications.values():
        if entry.record is not None and entry.record.commit in lineage:
            then = _texts(repository, entry.record.commit)
            changed = sorted(path for path in then.keys() & now.keys() if then[path] != now[path])
            changed += sorted(then.keys() ^ now.keys())
            if changed:
                names = "、".join(changed[:SHOWN])
                yield left_open("current", entry.id, f"{entry.id} 冻结之后，通知的文本改动过：{names}。")


def _texts(repository: Repository, commit: str) -> dict[str, str]:
    stored = list_snapshot(repository, commit).items()
    return {path: found.blob for path, found in stored if path.startswith("content/notice/")}


def _frozen_at(entry: Entry[Publication], ledger: Ledger) -> str:
    made = ledger.corrections_of(entry.id)
    if made:
        return made[-1].recorded
    return entry.record.commit if entry.record is not None else ""


def _verify_disk(repository: Repository, lineage: Lineage) -> Iterator[Finding]:
    """Whether the files on the disk are those of the commit that is checked out; a bare repository has none."""
    try:
        head = resolve_revision(repository, "HEAD")
    except Broken:
        head = lineage.head  # that HEAD is broken was found before
    if head not in lineage:
        yield left_open("disk", "HEAD", f"当前检出的提交 {head} 不在主分支上；以上核验的是主分支。")
    committed = list_snapshot(repository, head)
    if not any((repository.root / path).exists() for path in committed):
        return
    differing = differing_files(repository.root, committed)
    data = [path for path in differing if path.startswith("data/")]
    for path in data:
        yield fails("disk", path, f"磁盘上的 {path} 与检出的提交不同：有尚未提交的改动，或被改动过。")
    others = [path for path in differing if not path.startswith("data/")]
    if others:
        more = f"等 {len(others)} 个文件" if len(others) > SHOWN else ""
        yield left_open("disk", others[0], f"data/ 之外的文件与提交不同：{'、'.join(others[:SHOWN])}{more}。")
    if not data:
        yield holds("disk", "data", "磁盘上 data/ 之下的文件与检出的提交一致。")


def verification_json(found: Verification) -> dict[str, Any]:
    """The verification as `kaohe verify --json` prints it; kept elsewhere, it is a witness for later."""
    return {
        "head": found.head,
        "holds": found.holds,
        "publications": [
            {"id": name, **{field: getattr(known, field) for field in Remembered.__slots__}}
            for name, known in sorted(found.publications.items())
        ],
        "findings": [
            {"kind": f.kind, "subject": f.subject, "status": f.status, "sentence": f.sentence} for f in found.findings
        ],
    }
