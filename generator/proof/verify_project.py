"""The whole verification of a project: publications, corrections, tags, chain and history, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.git.branch import Branch, commit_of, find_main
from generator.git.git_tree import GitTree, find_objects, list_snapshot
from generator.git.kept_trees import hold_trees
from generator.git.lineage import Lineage, read_lineage
from generator.git.refs import Refs, read_refs
from generator.git.repository import Repository
from generator.git.signature import SIGNERS, Signature, judge_tag
from generator.git.tags import Tag, read_tags
from generator.history.mainline import read_changes
from generator.load.project import load_data
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError
from generator.proof.finding import Finding, fails, is_sound, left_open
from generator.proof.public_marks import verify_own_marks
from generator.proof.public_witness import compare_witnesses
from generator.proof.publication_tag import PREFIX, tag_name, verify_tags
from generator.proof.verify_acts import verify_order, verify_withdrawals
from generator.proof.verify_correction import verify_corrected, verify_current
from generator.proof.verify_disk import verify_disk
from generator.proof.verify_history import (
    verify_conditions,
    verify_objects,
    verify_refs,
    verify_start,
    verify_steps,
)
from generator.proof.verify_public import verify_public
from generator.proof.verify_publication import SHOWN, ReadCommit, verify_chain, verify_commit, verify_record
from generator.proof.verify_years import JudgedYears
from generator.proof.witness import Remembered, Witness
from generator.read.record import Cache
from generator.read.tree import NO_YEAR
from generator.release.changed_files import SnapshotReader
from generator.release.ledger import Ledger, read_ledger
from generator.release.main_line import line_of_commit

_NOTICES = "content/notice"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified: the main branch and its last commit, each publication as it is now, and the findings."""

    head: str
    publications: Mapping[str, Remembered]
    findings: tuple[Finding, ...]
    main: str = ""

    @property
    def holds(self) -> bool:
        """Whether something was verified, and nothing found wrong."""
        return is_sound(self.findings)


def verify_project(repository: Repository, witnesses: Sequence[Witness] = ()) -> Verification:
    """Verifies everything that the repository itself can prove, and holds it against `witnesses`.

    Where objects of the history are damaged, that alone is found: all else rests on them.
    """
    refs = read_refs(repository)
    found = [*verify_conditions(repository), *verify_refs(refs)]
    main = _find_main(repository, refs)
    if main is None:
        return Verification("", {}, (*found, fails("history", "main", "主分支读不出来，无从核验。")))
    if main.ref == "HEAD":
        found.append(left_open("history", "main", "没有名为 main 或 master 的分支；核验的是当前检出的提交。"))
    found += verify_objects(repository, refs, main)
    if any(finding.kind == "objects" and finding.status == "fails" for finding in found):
        note = left_open("objects", "history", "历史的内容不完整，其余各项没有核验。请用完好的副本替换后再核验。")
        return Verification(main.tip, {}, (*found, note), main.name)
    lineage = read_lineage(repository, main.tip)
    if main.tip not in lineage:
        note = fails("history", "main", "主分支的历史读不出来，无从核验。")
        return Verification(main.tip, {}, (*found, note), main.name)
    pool: Cache = {}
    ledger = read_ledger(repository, lineage.head, pool)
    tags = read_tags(repository, PREFIX)
    now = _remember(ledger, tags)
    found += _verify_data(repository, lineage, ledger, tags, pool)
    found += compare_witnesses(witnesses, now, lineage, repository, ledger)
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
    return Verification(main.tip, now, tuple(found), main.name)


def _find_main(repository: Repository, refs: Refs) -> Branch | None:
    """The main branch; None where it cannot be read. A broken copy of it is never passed over for another."""
    if any(map(_is_main, refs.broken)):
        return None
    for ref in filter(_is_main, sorted(refs.ids)):
        if not commit_of(repository, ref):
            return Branch(ref, refs.ids[ref])  # that its commit is damaged is found next
    try:
        return find_main(repository)
    except UserError:
        ref = next(filter(_is_main, sorted(refs.ids)), "")
        return Branch(ref, refs.ids[ref]) if ref else None


def _is_main(ref: str) -> bool:
    """Whether a ref is called what the main branch is, here or at a remote."""
    folder, _, name = ref.rpartition("/")
    return name in ("main", "master") and (folder == "refs/heads" or folder.startswith("refs/remotes/"))


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
    repository: Repository, lineage: Lineage, ledger: Ledger, tags: Mapping[str, Tag], pool: Cache
) -> Iterator[Finding]:
    reader = SnapshotReader(repository, pool)
    judge = partial(_judge, repository, reader.read)
    if ledger.is_public:
        yield from verify_public(repository, lineage, ledger, reader.read, judge)
        return
    yield from _verify_line(repository, lineage, ledger)
    if not ledger.publications:
        words = "历史中没有发布记录：发布的结果、前后相接、标签和更正都没有可以核验的。"
        yield left_open("record", "", words)
    years = JudgedYears(reader, lineage, ledger)
    current = list(_verify_now(repository, lineage, ledger, years, pool))
    judged = years.judged()
    for entry in ledger.publications.values():
        yield verify_record("record", entry)
        if entry.id not in ledger.withdrawals:  # of what was withdrawn nothing is asked but its bytes
            yield from verify_commit(entry, lineage)
            yield from judged[entry.id].results
    yield from verify_withdrawals(ledger)
    yield from verify_order(ledger)
    yield from verify_chain(ledger, lineage)
    hold_trees(repository, (tag.target for tag in tags.values() if tag.signature))
    yield from verify_tags(ledger, tags, lineage, judge)
    for made in ledger.corrections.values():
        yield verify_record("correction", made)
    yield from verify_corrected(ledger)
    yield from (finding for found in judged.values() for finding in found.corrections)
    yield from current
    yield from verify_own_marks(repository, ledger)
    yield from (finding for found in judged.values() for finding in found.changes)
    yield from _list_texts(repository, lineage, ledger)
    yield from verify_disk(repository, lineage)


def _verify_line(repository: Repository, lineage: Lineage, ledger: Ledger) -> Iterator[Finding]:
    """What the steps of the main branch show; they are let go before the data are read."""
    log = read_changes(repository, lineage.head)
    yield from verify_steps(repository, log, ledger, lineage)
    yield from verify_start(log, ledger, lineage)


def _verify_now(
    repository: Repository, lineage: Lineage, ledger: Ledger, years: JudgedYears, pool: Cache
) -> Iterator[Finding]:
    """Whether the data of now still yield what was published."""
    tree = GitTree(repository, lineage.head)
    now = load_data(tree, lineage.head, pool=pool)
    if now.errors:
        words = f"主分支上现在的数据有 {len(now.errors)} 处问题，算不出得分，没有与已发布的数字比较。"
        yield fails("current", DATA_FOLDER, words)
    else:
        yield from verify_current(now.corpus, tree, line_of_commit(repository, lineage.head, ledger), years)


def _judge(repository: Repository, read: ReadCommit, tag: Tag) -> Signature:
    """Judges a signature by the register of signers of the commit that is tagged; people appear as offices.

    A register that was changed since decides nothing: else whoever may change it could sign what was published.
    """
    tree = GitTree(repository, tag.target)
    signers = tree.read(SIGNERS) if any(entry.path == SIGNERS for entry in tree.entries()) else b""
    corpus = read(tag.target, NO_YEAR).corpus

    def office_of(address: str) -> str:
        office = corpus.committers.office_of(address)
        return corpus.units[office].name if office in corpus.units else "未登记"

    return judge_tag(repository, tag.id, signers, office_of)


def _list_texts(repository: Repository, lineage: Lineage, ledger: Ledger) -> Iterator[Finding]:
    """The files of the notice's text that were changed since a publication that stands on it."""
    commits = {
        name: entry.record.commit
        for name, entry in ledger.publications.items()
        if name not in ledger.withdrawals and entry.record is not None and entry.record.commit in lineage
    }
    same = _with_same_folder(repository, lineage.head, commits.values())
    now = _texts(repository, lineage.head) if not same.issuperset(commits.values()) else {}
    for name, commit in commits.items():
        then = now if commit in same else _texts(repository, commit)
        changed = sorted(path for path in then.keys() & now.keys() if then[path] != now[path])
        changed += sorted(then.keys() ^ now.keys())
        if changed:
            names = "、".join(changed[:SHOWN])
            yield left_open("current", name, f"{name} 冻结之后，通知的文本改动过：{names}。")


def _with_same_folder(repository: Repository, head: str, commits: Iterable[str]) -> set[str]:
    """Those of `commits` that have the folder of texts as `head` has it, by git's ids of it."""
    wanted = dict.fromkeys((head, *commits))
    # A project without texts has no such folder anywhere; its data tell that git gave an answer at all.
    found = find_objects(repository, [(head, DATA_FOLDER), *((commit, _NOTICES) for commit in wanted)])
    if not found:
        return set()
    return {commit for commit in wanted if found.get((commit, _NOTICES)) == found.get((head, _NOTICES))}


def _texts(repository: Repository, commit: str) -> dict[str, str]:
    stored = list_snapshot(repository, commit).items()
    return {path: found.blob for path, found in stored if path.startswith(f"{_NOTICES}/")}


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
