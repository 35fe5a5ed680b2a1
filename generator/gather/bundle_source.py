"""A source that is a history: a git bundle, cloned aside and verified as a district verifies its own."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.gather.fault import SourceBroken, SourceFault, broken
from generator.gather.published_state import PublishedState
from generator.gather.source_files import read_whole, shown
from generator.git.bundle import clone_bundle, find_project, read_bundle
from generator.git.git_tree import GitTree
from generator.git.repository import Repository
from generator.model.place import SITE_FILE, Place
from generator.model.problem import UserError, escape_text
from generator.model.unit import Site
from generator.proof.manifest import ListedAct
from generator.proof.verify_project import Verification, verify_project
from generator.read.record import read_record
from generator.release.ledger import Ledger, read_ledger

_MOST = 1 << 30
_SHOWN = 10


def read_history(path: Path) -> tuple[PublishedState | None, list[SourceFault]]:
    """The state of the history in a bundle, and what is wrong with it; raises SourceBroken where it is none."""
    data = read_whole(path, _MOST)
    found = read_bundle(data)
    if found is None or not found.is_whole:
        raise broken("KH910", "来源不是完好的 git bundle。")
    digest = sha256(data).hexdigest()
    del data
    with TemporaryDirectory(prefix="kaohe-") as work:
        try:
            whole = clone_bundle(path.absolute(), Path(work) / "project")
            repository = clone_bundle(path.absolute(), Path(work) / "again", find_project(whole.root))
            verified = verify_project(repository)
            state = state_of_history(digest, repository, verified) if verified.head else None
        except UserError as refused:
            raise SourceBroken(SourceFault("KH910", "", escape_text(str(refused), 300))) from None
    return state, list(_faults(verified))


def _faults(verified: Verification) -> Iterator[SourceFault]:
    wrong = [finding for finding in verified.findings if finding.status == "fails"]
    for finding in wrong[:_SHOWN]:
        yield SourceFault("KH926", shown(finding.subject), f"{shown(finding.subject)}：{finding.sentence}")
    if len(wrong) > _SHOWN:
        yield SourceFault("KH926", "…", f"另有 {len(wrong) - _SHOWN} 项不符，没有逐一列出。")


def state_of_history(digest: str, repository: Repository, verified: Verification) -> PublishedState:
    """The state of a history that was verified; `digest` is that of the file that it came in, if any."""
    ledger = read_ledger(repository, verified.head)
    tree = GitTree(repository, verified.head)
    site = read_record(SITE_FILE, Place("site", id="site"), tree.read(SITE_FILE)).record
    acts = tuple(_act(line, ledger) for line in ledger.lines)
    signed = sum(f.kind == "tag" and f.status == "holds" for f in verified.findings)
    named = (site.district, site.feed_authority) if isinstance(site, Site) else ("", "")
    last = max((act.date for act in acts), default="")
    return PublishedState(digest, verified.head, last, *named, 1, acts, tuple(sorted(ledger.redactions)), signed)


def _act(line: str, ledger: Ledger) -> ListedAct:
    if line in ledger.publications:
        entry = ledger.publications[line]
        record = entry.record
        if record is None:
            return ListedAct(line, "")
        return ListedAct(line, record.date.isoformat(), record.results_sha256, record.commit, entry.sha256)
    if line in ledger.corrections and (made := ledger.corrections[line].record) is not None:
        return ListedAct(line, made.date.isoformat(), made.results_sha256)
    name = line.removesuffix(" withdrawn")
    if name in ledger.withdrawals and (taken := ledger.withdrawals[name].record) is not None:
        return ListedAct(line, taken.date.isoformat())
    entry_id = line.removeprefix("redaction ")
    if entry_id in ledger.redactions and (masked := ledger.redactions[entry_id].record) is not None:
        return ListedAct(line, masked.decided.isoformat())
    return ListedAct(line, "")
