"""A source that is a history: a git bundle, cloned aside and verified as a district verifies its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.gather.fault import SourceBroken, SourceFault, broken
from generator.gather.kept_history import stage_history, staged_history
from generator.gather.published_state import PublishedState, state_of
from generator.gather.source_check import CheckedFiles
from generator.gather.source_files import read_whole, shown
from generator.git.bundle import clone_bundle, find_project, read_bundle
from generator.git.git_tree import GitTree
from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.model.act import parse_act
from generator.model.place import SITE_FILE, Place
from generator.model.problem import UserError, escape_text
from generator.model.publication import Publication
from generator.model.redaction import Masks
from generator.model.unit import Site
from generator.proof.manifest import ListedAct, Manifest
from generator.proof.public_history import BUNDLE_FILE, tag_of
from generator.proof.verify_project import Verification, verify_project
from generator.read.record import read_record
from generator.release.ledger import Ledger, LedgerEntry, read_ledger
from generator.release.public_state import shown_acts

_MOST = 1 << 30
_SHOWN = 10


def read_history(path: Path, staged: Path) -> tuple[PublishedState | None, list[SourceFault]]:
    """The state of the history in a bundle, and what is wrong with it; raises SourceBroken where it is none.

    A public history is put into `staged`, to be held against the one that was seen before.
    """
    data = read_whole(path, _MOST)
    found = read_bundle(data)
    if found is None or not found.is_whole:
        raise broken("KH910", "来源不是完好的 git bundle。")
    digest = sha256(data).hexdigest()
    del data
    try:
        with _opened(path) as repository:
            verified = verify_project(repository)
            state = state_of_history(digest, repository, verified) if verified.head else None
            if verified.head and read_ledger(repository, verified.head).is_public:
                stage_history(repository, staged)
    except UserError as refused:
        raise SourceBroken(SourceFault("KH910", "", escape_text(str(refused), 300))) from None
    return state, list(_faults(verified))


def read_site_history(checked: CheckedFiles, staged: Path) -> tuple[PublishedState, list[SourceFault]]:
    """The state that a site's manifest tells of, and what is wrong with the public history that it names."""
    state, faults = state_of(checked.manifest), list(checked.faults)
    data = checked.data.get(BUNDLE_FILE)
    if data is None or faults:
        return state, faults or [SourceFault("KH913", BUNDLE_FILE, f"来源里没有 {BUNDLE_FILE}。")]
    with TemporaryDirectory(prefix="kaohe-") as work:
        path = Path(work) / "history.bundle"
        path.write_bytes(data)
        own, faults = read_history(path, staged)
        found = staged_history(staged)
    if own is None or found is None:
        return state, faults or [SourceFault("KH926", BUNDLE_FILE, f"{BUNDLE_FILE} 不是公开历史。")]
    signed = replace(state, signed=own.signed)
    return signed, [*faults, *_compare_manifest(checked.manifest, own, dict(found.refs))]


def _compare_manifest(manifest: Manifest, own: PublishedState, refs: dict[str, str]) -> Iterator[SourceFault]:
    """Whether the bundle tells of the acts of the manifest, under the ids that it names."""
    tags = {f"refs/tags/{tag_of(act)}": line for line in manifest.public if (act := parse_act(line)) is not None}
    for ref, line in tags.items():
        named = manifest.public[line][1]
        if refs.get(ref) != named:
            words = f"清单说 {line} 在公开历史里的标签是 {named}，公开历史里是 {refs.get(ref, '无')}。"
            yield SourceFault("KH926", line, words)
    told = {made.line: made for made in own.acts}
    for listed in manifest.acts:
        if listed.line not in manifest.public:
            yield SourceFault("KH926", listed.line, f"清单没有写明 {listed.line} 在公开历史里的提交和标签。")
        made = told.get(listed.line, listed)
        if (made.date, made.results_sha256) != (listed.date, listed.results_sha256):
            words = (
                f"{listed.line} 在清单里是 {listed.date}（{listed.results_sha256 or '无'}），"
                f"在公开历史里是 {made.date}（{made.results_sha256 or '无'}）。"
            )
            yield SourceFault("KH926", listed.line, words)


@contextmanager
def _opened(path: Path) -> Iterator[Repository]:
    """A clone of the bundle at `path`, for as long as the block lasts."""
    with TemporaryDirectory(prefix="kaohe-") as work:
        whole = clone_bundle(path.absolute(), Path(work) / "project")
        prefix = find_project(whole.root)
        yield clone_bundle(path.absolute(), Path(work) / "again", prefix) if prefix else whole


def _faults(verified: Verification) -> Iterator[SourceFault]:
    wrong = [finding for finding in verified.findings if finding.status == "fails"]
    for finding in wrong[:_SHOWN]:
        yield SourceFault("KH926", shown(finding.subject), f"{shown(finding.subject)}：{finding.sentence}")
    if len(wrong) > _SHOWN:
        yield SourceFault("KH926", "…", f"另有 {len(wrong) - _SHOWN} 项不符，没有逐一列出。")


def state_of_history(digest: str, repository: Repository, verified: Verification) -> PublishedState:
    """The state of a history that was verified; `digest` is that of the file that it came in, if any."""
    ledger = read_ledger(repository, verified.head)
    masks = masks_of(repository)
    tree = GitTree(repository, verified.head)
    site = read_record(SITE_FILE, Place("site", id="site"), tree.read(SITE_FILE)).record
    # In a public history the order and the days are those of its commits, each of which shows an act.
    days = shown_acts(repository, list(ledger.days)) if ledger.is_public else dict.fromkeys(ledger.lines, "")
    acts = tuple(_act(line, ledger, masks, day) for line, day in days.items())
    redactions = sorted(act.id for line in days if (act := parse_act(line)) is not None and act.verb == "redact")
    signed = sum(f.kind == "tag" and f.status == "holds" for f in verified.findings)
    named = (site.district, site.feed_authority) if isinstance(site, Site) else ("", "")
    last = max((act.date for act in acts), default="")
    # Of a public history no id is kept: it follows from every text, and a redaction makes another of it.
    head = "" if ledger.is_public else verified.head
    return PublishedState(digest, head, last, *named, 1, acts, tuple(redactions), signed)


def _act(line: str, ledger: Ledger, masks: Masks, day: str) -> ListedAct:
    """What is told of an act; `day` is that of its commit, where its record is not there to tell it."""
    if line in ledger.publications:
        entry = ledger.publications[line]
        record = entry.record
        if record is None:
            return ListedAct(line, "")
        # In a public history what was redacted in a record makes its bytes other than the office's.
        digest = "" if ledger.is_public and masks.fields_of(entry.path) else entry.sha256
        return ListedAct(line, record.date.isoformat(), record.results_sha256, _frozen(entry), digest)
    if line in ledger.corrections and (made := ledger.corrections[line].record) is not None:
        return ListedAct(line, made.date.isoformat(), made.results_sha256)
    name = line.removesuffix(" withdrawn")
    if name in ledger.withdrawals and (taken := ledger.withdrawals[name].record) is not None:
        return ListedAct(line, taken.date.isoformat())
    entry_id = line.removeprefix("redaction ")
    if entry_id in ledger.redactions and (masked := ledger.redactions[entry_id].record) is not None:
        return ListedAct(line, masked.decided.isoformat())
    return ListedAct(line, day)


def _frozen(entry: LedgerEntry[Publication]) -> str:
    """The commit that the office froze, as the record itself says."""
    said = read_record(entry.path, Place("publication", id=entry.id), entry.data).record
    return said.commit if isinstance(said, Publication) else ""
